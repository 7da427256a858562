/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-find.h. The store finds the records by their words (SL_FIELD_SEARCHED); here each gets a title, and the line that
 * shows why it was found. A round is found as such, and by each of its questions. */

#define G_LOG_DOMAIN "sl-find"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-deeds-private.h"
#include "sl-find-private.h"
#include "sl-private.h"
#include "sl-questions.h"
#include "sl-store-query.h"
#include "sl-text.h"

/* A line with the words in it is cut to so many characters. */
#define MAX_LINE_CHARS 100
/* So many rounds are looked at for questions, several of which may be the same. */
#define MAX_ROUNDS 200
/* So many saved jobs, which may all have become applications. */
#define MAX_JOBS 50

/* Which group the records of a kind are shown in. */
static const struct
{
  SlKind kind;
  SlFindGroup group;
} sources[] = {
  { SL_KIND_CONTACT, SL_FIND_PEOPLE },      { SL_KIND_ANSWER, SL_FIND_QUESTIONS }, { SL_KIND_SAVED_JOB, SL_FIND_SAVED_JOBS },
  { SL_KIND_STAGE, SL_FIND_ROUNDS },        { SL_KIND_EVENT, SL_FIND_ROUNDS },     { SL_KIND_OUTCOME, SL_FIND_ROUNDS },
  { SL_KIND_REFLECTION, SL_FIND_ROUNDS },   { SL_KIND_REMINDER, SL_FIND_ROUNDS },  { SL_KIND_DOCUMENT, SL_FIND_PAPERS },
  { SL_KIND_RESUME_VERSION, SL_FIND_PAPERS },
};

typedef struct
{
  SlConnection *connection;
  const char *text;
  guint per_group;
  GPtrArray *groups[SL_N_FIND_GROUPS]; /* of SlFound; NULL: not asked for */
  GHashTable *questions;               /* keys of those found */
  GPtrArray *applied;                  /* saved jobs that became applications, for the end of their group */
} Search;

static void
search_clear (Search *self)
{
  for (guint i = 0; i < SL_N_FIND_GROUPS; i++)
    g_clear_pointer (&self->groups[i], g_ptr_array_unref);
  g_clear_pointer (&self->questions, g_hash_table_unref);
  g_clear_pointer (&self->applied, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static gboolean
is_full (Search      *self,
         SlFindGroup  group)
{
  return self->groups[group] == NULL || self->groups[group]->len >= self->per_group;
}

/* --- Words about a record --- */

/* The line of @text in which the words, or the first of them, stand; NULL: in none. */
static char *
find_line (const char *text,
           const char *words)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *stripped = g_strstrip (g_strdup (words));
  gsize first = strcspn (stripped, " \t");
  g_autofree char *word = g_strndup (stripped, first);

  for (guint i = 0; lines[i] != NULL; i++)
    if (sl_store_has_words (lines[i], word))
      {
        g_autofree char *line = sl_text_strip (lines[i]);
        g_autofree char *cut = sl_text_truncate_utf8 (line, MAX_LINE_CHARS);

        return strlen (cut) < strlen (line) ? g_strconcat (cut, "…", NULL) : g_steal_pointer (&cut);
      }

  return NULL;
}

/* The first line in any field but the one that is the title. */
static char *
find_line_in_record (SlRecord   *record,
                     const char *title,
                     const char *words)
{
  const SlKindInfo *info = sl_record_get_info (record);

  for (guint i = 0; i < info->n_fields; i++)
    {
      const char *text = (info->fields[i].flags & SL_FIELD_SEARCHED) && info->fields[i].type == SL_TYPE_TEXT ? sl_record_get_text (record, i) : NULL;
      char *line;

      if (text == NULL || g_strcmp0 (text, title) == 0)
        continue;
      line = find_line (text, words);
      if (line != NULL)
        return line;
    }

  return NULL;
}

/* (nullable): "Baker, Torvmark" of the application that it belongs to. */
static char *
describe_application (Search   *self,
                      SlRecord *record)
{
  guint field = sl_kind_find_field (sl_record_get_kind (record), "application-id");
  const char *id = field != SL_FIELD_NONE ? sl_record_get_text (record, field) : NULL;
  g_autoptr (SlRecord) application = id != NULL ? sl_store_read_record (self->connection, SL_KIND_APPLICATION, id, NULL) : NULL;
  g_autofree char *company = application != NULL ? sl_private_company (sl_record_get_text (application, SL_APPLICATION_COMPANY_NAME)) : NULL;

  if (application == NULL)
    return NULL;

  /* Translators: role and company of an application: "Baker, Rowan Ltd" */
  return g_strdup_printf (C_("role and company", "%s, %s"), sl_record_get_text (application, SL_APPLICATION_ROLE_TITLE), company);
}

/* (nullable): what stands beside the name of a person or a job */
static char *
describe_place (SlRecord *record)
{
  g_autofree char *company = NULL;
  const char *first = NULL, *second = NULL;

  if (sl_record_get_kind (record) == SL_KIND_CONTACT)
    {
      company = sl_private_company (sl_record_get_text (record, SL_CONTACT_COMPANY));
      first = sl_record_get_text (record, SL_CONTACT_ROLE_TITLE);
      second = company;
    }
  else if (sl_record_get_kind (record) == SL_KIND_SAVED_JOB)
    {
      company = sl_private_company (sl_record_get_text (record, SL_SAVED_JOB_COMPANY_NAME));
      first = company;
      second = sl_record_get_text (record, SL_SAVED_JOB_LOCATION);
    }
  if (sl_text_is_blank (first) && sl_text_is_blank (second))
    return NULL;
  if (sl_text_is_blank (first) || sl_text_is_blank (second))
    return g_strdup (sl_text_is_blank (first) ? second : first);

  return g_strdup_printf (C_("role and company", "%s, %s"), first, second);
}

static char *
make_title (SlRecord *record)
{
  const char *name = sl_deed_get_name (record);
  SlKind kind = sl_record_get_kind (record);

  /* A job is called by its role, which may be missing. */
  if (kind == SL_KIND_SAVED_JOB)
    return name != NULL ? g_strdup (name) : sl_private_company (sl_record_get_text (record, SL_SAVED_JOB_COMPANY_NAME));
  if (kind == SL_KIND_STAGE)
    return sl_private_round (name, sl_record_get_text (record, SL_STAGE_TYPE));
  return name != NULL ? sl_private_name (kind, name) : g_strdup (_(sl_record_get_info (record)->label));
}

static char *
make_detail (Search     *self,
             SlRecord   *record,
             const char *title)
{
  g_autofree char *where = describe_application (self, record);
  g_autofree char *line = NULL;

  if (where == NULL)
    where = describe_place (record);
  if (g_strcmp0 (where, title) == 0)
    g_clear_pointer (&where, g_free);
  /* A line with the words in it may name anybody. */
  line = sl_private_hides (SL_PRIVATE_NAMES) ? NULL : find_line_in_record (record, title, self->text);
  if (line != NULL && (where == NULL || strstr (where, line) != NULL))
    return where != NULL ? g_steal_pointer (&where) : g_steal_pointer (&line);
  if (line == NULL)
    return where != NULL ? g_steal_pointer (&where) : g_strdup ("");

  /* Translators: where something was found, and the line that has the words: "Baker, Rowan Ltd · Bring the portfolio" */
  return g_strdup_printf (C_("place and line", "%s · %s"), where, line);
}

/* --- Gathering --- */

static gboolean
is_found (Search     *self,
          const char *application_id)
{
  GPtrArray *applications = self->groups[SL_FIND_APPLICATIONS];

  for (guint i = 0; applications != NULL && i < applications->len; i++)
    if (g_strcmp0 (sl_found_get_id (applications->pdata[i]), application_id) == 0)
      return TRUE;

  return FALSE;
}

/* A job that was applied to lives on as its application: it comes after those that weren't, and not at all beside it. */
static void
add_record (Search      *self,
            SlFindGroup  group,
            SlRecord    *record)
{
  const char *application_id = group == SL_FIND_SAVED_JOBS ? sl_record_get_text (record, SL_SAVED_JOB_CONVERTED_TO) : NULL;
  char *title;

  if (application_id != NULL && is_found (self, application_id))
    return;

  title = make_title (record);
  g_ptr_array_add (application_id != NULL ? self->applied : self->groups[group],
                   _sl_found_new (group, sl_record_get_kind (record), sl_record_get_id (record), title, make_detail (self, record, title)));
}

/* Whether the words stand in @record even without its questions. */
static gboolean
has_words_beside_questions (SlRecord   *record,
                            const char *words)
{
  const SlKindInfo *info = sl_record_get_info (record);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < info->n_fields; i++)
    if (info->fields[i].flags & SL_FIELD_SEARCHED && i != SL_STAGE_QUESTIONS_ASKED && sl_record_get_text (record, i) != NULL)
      g_string_append_printf (text, "%s\n", sl_record_get_text (record, i));

  return sl_store_has_words (text->str, words);
}

/* A question that has notes is found with them, wherever it was asked. */
static void
add_question (Search     *self,
              SlRecord   *stage,
              const char *question)
{
  char *key;

  if (is_full (self, SL_FIND_QUESTIONS) || !sl_store_has_words (question, self->text))
    return;
  key = sl_question_make_key (question);
  if (!g_hash_table_add (self->questions, key))
    return;

  g_ptr_array_add (self->groups[SL_FIND_QUESTIONS],
                   _sl_found_new (SL_FIND_QUESTIONS, SL_KIND_STAGE, sl_record_get_id (stage), g_strdup (question),
                                  describe_application (self, stage)));
}

static gboolean
add_found (Search  *self,
           SlKind   kind,
           SlFindGroup group,
           gint64   pk,
           GError **error)
{
  g_autoptr (SlRecord) record = sl_store_read_record_by_pk (self->connection, kind, pk, error);

  if (record == NULL)
    return FALSE;

  if (kind == SL_KIND_STAGE)
    {
      g_auto (GStrv) questions = sl_questions_parse (sl_record_get_text (record, SL_STAGE_QUESTIONS_ASKED));

      for (guint i = 0; questions[i] != NULL; i++)
        add_question (self, record, questions[i]);
      if (is_full (self, group) || (questions[0] != NULL && !has_words_beside_questions (record, self->text)))
        return TRUE;
    }
  else if (kind == SL_KIND_ANSWER)
    g_hash_table_add (self->questions, sl_question_make_key (sl_record_get_text (record, SL_ANSWER_QUESTION)));

  if (!is_full (self, group))
    add_record (self, group, record);
  return TRUE;
}

static gboolean
find_kind (Search       *self,
           SlKind        kind,
           SlFindGroup   group,
           GCancellable *cancellable,
           GError      **error)
{
  gboolean asks = kind == SL_KIND_STAGE && !is_full (self, SL_FIND_QUESTIONS);
  g_autoptr (GArray) pks = NULL;

  if (is_full (self, group) && !asks)
    return TRUE;

  pks = sl_store_find_words (self->connection, kind, self->text, asks ? MAX_ROUNDS : kind == SL_KIND_SAVED_JOB ? MAX (self->per_group, MAX_JOBS) : self->per_group, error);
  for (guint i = 0; pks != NULL && i < pks->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) || !add_found (self, kind, group, g_array_index (pks, gint64, i), error))
      return FALSE;

  return pks != NULL;
}

static gboolean
find_applications (Search       *self,
                   SlDay         today,
                   GCancellable *cancellable,
                   GError      **error)
{
  g_autoptr (SlQuery) query = sl_query_new ();
  g_autoptr (GArray) pks = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  if (self->groups[SL_FIND_APPLICATIONS] == NULL)
    return TRUE;

  sl_query_set_text (query, self->text);
  sl_query_set_sort (query, SL_SORT_ACTIVE, TRUE);
  pks = sl_store_query_pks (self->connection, query, today, self->per_group, cancellable, error);
  rows = pks != NULL ? sl_store_fetch_rows (self->connection, (const gint64 *) (gpointer) pks->data, pks->len, today, error) : NULL;
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (rows->pdata[i] != NULL)
      g_ptr_array_add (self->groups[SL_FIND_APPLICATIONS], sl_found_new_application (rows->pdata[i]));

  return rows != NULL;
}

/**
 * sl_find_read:
 * @text: what was typed: each word may be the beginning of a longer one; without words nothing is found
 * @groups: bits (SL_FIND_GROUP) of the groups to look in
 * @per_group: at most so many of each
 * @today: the day it is
 *
 * Returns: (transfer full) (element-type SlFound): group by group; within one those changed last first, saved jobs that became
 *   applications after the others and not beside their application
 */
GPtrArray *
sl_find_read (SlConnection  *connection,
              const char    *text,
              guint          groups,
              guint          per_group,
              SlDay          today,
              GCancellable  *cancellable,
              GError       **error)
{
  g_auto (Search) self = { .connection = connection, .text = text, .per_group = per_group };
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);

  if (sl_text_is_blank (text))
    return g_steal_pointer (&found);

  self.questions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.applied = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < SL_N_FIND_GROUPS; i++)
    if (groups & SL_FIND_GROUP (i))
      self.groups[i] = g_ptr_array_new_with_free_func (g_object_unref);

  if (!find_applications (&self, today, cancellable, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    if (!find_kind (&self, sources[i].kind, sources[i].group, cancellable, error))
      return NULL;

  for (guint i = 0; i < self.applied->len && !is_full (&self, SL_FIND_SAVED_JOBS); i++)
    g_ptr_array_add (self.groups[SL_FIND_SAVED_JOBS], g_object_ref (self.applied->pdata[i]));
  for (guint i = 0; i < SL_N_FIND_GROUPS; i++)
    if (self.groups[i] != NULL)
      g_ptr_array_extend (found, self.groups[i], (GCopyFunc) (void (*) (void)) g_object_ref, NULL);
  return g_steal_pointer (&found);
}

/* --- On a reader thread --- */

typedef struct
{
  char *text;
  guint groups;
  guint per_group;
  SlDay today;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->text);
  g_free (question);
}

static gpointer
answer (SlConnection  *connection,
        gpointer       data,
        GCancellable  *cancellable,
        GError       **error)
{
  const Question *question = data;

  return sl_find_read (connection, question->text, question->groups, question->per_group, question->today, cancellable, error);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *found = sl_store_read_finish (SL_STORE (source), result, &error);

  if (found != NULL)
    g_task_return_pointer (task, found, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/** sl_find_async: as sl_find_read(), off the main thread */
void
sl_find_async (SlContext           *context,
               const char          *text,
               guint                groups,
               guint                per_group,
               GCancellable        *cancellable,
               GAsyncReadyCallback  callback,
               gpointer             user_data)
{
  Question *question = g_new0 (Question, 1);
  GTask *task = g_task_new (context, cancellable, callback, user_data);

  g_task_set_source_tag (task, sl_find_async);
  question->text = g_strdup (text);
  question->groups = groups;
  question->per_group = per_group;
  question->today = sl_context_get_today (context);
  sl_store_read_async (sl_context_get_store (context), SL_READ_INTERACTIVE, answer, question, question_free,
                       (GDestroyNotify) g_ptr_array_unref, cancellable, answered_cb, task);
}

/** sl_find_finish: Returns: (transfer full) (element-type SlFound): what was found, or %NULL with @error set */
GPtrArray *
sl_find_finish (SlContext     *context,
                GAsyncResult  *result,
                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, context), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
