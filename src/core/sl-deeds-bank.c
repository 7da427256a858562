/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-deeds-bank.h. */
#define G_LOG_DOMAIN "sl-deeds-bank"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-deeds-bank.h"
#include "sl-deeds-private.h"
#include "sl-error.h"
#include "sl-json.h"
#include "sl-query.h"
#include "sl-questions.h"
#include "sl-store-query.h"
#include "sl-tag-merge.h"

/**
 * sl_deed_write_answer:
 * @question: the question, as it is shown
 * @answer_id: (nullable): the record that holds the notes so far; %NULL makes one
 * @notes: (nullable): the notes
 * @new_id: (out) (optional) (transfer full): the record's id
 *
 * Returns: (transfer full): the changeset
 */
SlChangeset *
sl_deed_write_answer (const char  *question,
                      const char  *answer_id,
                      const char  *notes,
                      char       **new_id)
{
  const char *ids[] = { answer_id, NULL };
  g_auto (SlValue) value = SL_VALUE_INIT;
  g_autoptr (SlRecord) answer = NULL;

  g_return_val_if_fail (question != NULL, NULL);

  if (answer_id != NULL)
    {
      if (notes != NULL && *notes != '\0')
        sl_value_set_text (&value, notes);
      if (new_id != NULL)
        *new_id = g_strdup (answer_id);
      return sl_deed_edit (SL_KIND_ANSWER, ids, SL_ANSWER_NOTES, &value);
    }

  answer = sl_record_new (SL_KIND_ANSWER);
  sl_record_set_text (answer, SL_ANSWER_QUESTION, question);
  sl_record_set_text (answer, SL_ANSWER_NOTES, notes != NULL && *notes != '\0' ? notes : NULL);
  if (new_id != NULL)
    *new_id = g_strdup (sl_record_get_id (answer));
  return sl_deed_add (answer);
}

typedef struct {
  const char *wanted_id; /* (nullable) */
  char *key;
  SlRecord *found;
} AnswerSearch;

static gboolean
look_at_answer (SlRecord *answer,
                gpointer  data,
                GError  **error)
{
  AnswerSearch *search = data;
  g_autofree char *key = NULL;

  /* The very one goes before another to the same question. */
  if (g_strcmp0 (sl_record_get_id (answer), search->wanted_id) == 0)
    {
      g_set_object (&search->found, answer);
      return TRUE;
    }
  if (search->found != NULL)
    return TRUE;
  key = sl_question_make_key (sl_record_get_text (answer, SL_ANSWER_QUESTION));
  if (g_str_equal (key, search->key))
    search->found = g_object_ref (answer);

  return TRUE;
}

static gboolean
merge_notes (SlConnection  *connection,
             SlRecord      *answer,
             const char    *base,
             const char    *notes,
             SlClock       *clock,
             SlValue       *merged,
             GError       **error)
{
  g_auto (SlValue) began_with = SL_VALUE_INIT;
  g_auto (SlValue) written = SL_VALUE_INIT;

  sl_value_set_text (&began_with, *base != '\0' ? base : NULL);
  sl_value_set_text (&written, notes != NULL && *notes != '\0' ? notes : NULL);
  return sl_deed_merge_value (connection, answer, SL_ANSWER_NOTES, &began_with, &written, clock, merged, error);
}

/**
 * sl_deed_answer_question:
 * @question: the question, as it is shown
 * @answer_id: (nullable): the record that is thought to hold the notes
 * @base: (nullable): the notes that the person began with; %NULL: what is there gives way
 * @notes: (nullable): the notes
 * @clock: when something lost
 *
 * Runs on the writer thread, or on a reader thread where there is no @base.
 *
 * Returns: (transfer full): the changeset; %NULL with @error set
 */
SlChangeset *
sl_deed_answer_question (SlConnection  *connection,
                         const char    *question,
                         const char    *answer_id,
                         const char    *base,
                         const char    *notes,
                         SlClock       *clock,
                         GError       **error)
{
  g_autofree char *key = sl_question_make_key (question);
  AnswerSearch search = { answer_id, key, NULL };
  g_autoptr (SlRecord) found = NULL;
  g_auto (SlValue) merged = SL_VALUE_INIT;

  if (!sl_store_foreach_record (connection, SL_KIND_ANSWER, FALSE, look_at_answer, &search, NULL, error))
    {
      g_clear_object (&search.found);
      return NULL;
    }
  found = search.found;
  if (found == NULL && notes != NULL && *notes == '\0')
    return sl_deed_new (SL_DEED_EDIT, SL_KIND_ANSWER);
  if (found != NULL && base != NULL)
    {
      if (!merge_notes (connection, found, base, notes, clock, &merged, error))
        return NULL;
      notes = sl_value_get_text (&merged);
    }
  return sl_deed_write_answer (question, found != NULL ? sl_record_get_id (found) : NULL, notes, NULL);
}

typedef struct {
  char *question;
  char *answer_id;
  char *base;
  char *notes;
  SlClock *clock;
} Answering;

static void
answering_free (gpointer data)
{
  Answering *answering = data;

  g_free (answering->question);
  g_free (answering->answer_id);
  g_free (answering->base);
  g_free (answering->notes);
  g_object_unref (answering->clock);
  g_free (answering);
}

static gpointer
build_answer (SlConnection  *connection,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Answering *answering = data;

  return sl_deed_answer_question (connection, answering->question, answering->answer_id, answering->base, answering->notes, answering->clock, error);
}

/** sl_deed_answer_question_async: as sl_deed_answer_question(), and applies it; finish with sl_store_apply_finish() */
void
sl_deed_answer_question_async (SlContext           *context,
                               const char          *question,
                               const char          *answer_id,
                               const char          *base,
                               const char          *notes,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  Answering *answering = g_new0 (Answering, 1);

  answering->question = g_strdup (question);
  answering->answer_id = g_strdup (answer_id);
  answering->base = g_strdup (base);
  answering->notes = g_strdup (notes);
  answering->clock = g_object_ref (sl_context_get_clock (context));
  sl_deed_build_async (context, build_answer, answering, answering_free, cancellable, callback, user_data);
}

/** sl_deed_reaches_offer: Returns: whether it is a step of the person's that moved applications to an offer */
gboolean
sl_deed_reaches_offer (SlTransaction *transaction)
{
  const char *text;
  g_autoptr (JsonObject) subject = NULL;

  g_return_val_if_fail (SL_IS_TRANSACTION (transaction), FALSE);

  text = sl_transaction_get_subject (transaction);
  if (sl_transaction_get_actor (transaction) != SL_ACTOR_PERSON || sl_transaction_get_id (transaction) == 0 || text == NULL || *text != '{')
    return FALSE;
  subject = sl_json_parse_object (text, NULL);
  return subject != NULL && (g_strcmp0 (sl_json_get_string (subject, SL_SUBJECT_STATUS, NULL), SL_STATUS_OFFER) == 0 ||
                             g_strcmp0 (sl_json_get_string (subject, SL_SUBJECT_LANE, NULL), SL_LANE_OFFER) == 0);
}

/* Tags */

static SlRecord *
read_tag (SlConnection *connection,
          const char   *id,
          GError      **error)
{
  g_autoptr (SlRecord) tag = sl_store_read_record (connection, SL_KIND_TAG, id, error);

  if (tag == NULL || sl_record_is_null (tag, SL_FIELD_DELETED_AT))
    return g_steal_pointer (&tag);
  g_set_error (error, SL_ERROR, SL_ERROR_CONFLICT, _("The tag “%s” was deleted meanwhile. Nothing was changed."), sl_record_get_text (tag, SL_TAG_NAME));
  return NULL;
}

/**
 * sl_deed_merge_tags:
 * @from_id: the tag that goes
 * @into_id: the tag that stays
 *
 * Runs on a reader thread.
 *
 * Returns: (transfer full): the changeset, one step of undo; %NULL with @error set
 */
SlChangeset *
sl_deed_merge_tags (SlConnection  *connection,
                    const char    *from_id,
                    const char    *into_id,
                    SlClock       *clock,
                    GError       **error)
{
  g_autoptr (SlRecord) from = NULL;
  g_autoptr (SlRecord) into = NULL;
  g_autoptr (SlChangeset) changeset = NULL;
  guint n = 0;

  g_return_val_if_fail (from_id != NULL && into_id != NULL, NULL);

  if (g_str_equal (from_id, into_id))
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_INVALID, _("A tag can’t be merged into itself. Choose another one."));
      return NULL;
    }
  from = read_tag (connection, from_id, error);
  into = from != NULL ? read_tag (connection, into_id, error) : NULL;
  if (into == NULL)
    return NULL;

  changeset = sl_deed_new (SL_DEED_MERGE_TAGS, SL_KIND_TAG);
  sl_deed_set_subject (changeset, SL_SUBJECT_NAME, sl_record_get_text (from, SL_TAG_NAME));
  sl_deed_set_subject (changeset, SL_SUBJECT_INTO, sl_record_get_text (into, SL_TAG_NAME));
  if (!sl_tag_merge (connection, changeset, from_id, into_id, sl_clock_get_now (clock), &n, error))
    return NULL;
  sl_deed_set_count (changeset, n);

  return g_steal_pointer (&changeset);
}

typedef struct {
  char *from_id;
  char *into_id;
  SlClock *clock;
} Merge;

static void
merge_free (gpointer data)
{
  Merge *merge = data;

  g_free (merge->from_id);
  g_free (merge->into_id);
  g_object_unref (merge->clock);
  g_free (merge);
}

static gpointer
build_merge (SlConnection  *connection,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Merge *merge = data;

  return sl_deed_merge_tags (connection, merge->from_id, merge->into_id, merge->clock, error);
}

/** sl_deed_merge_tags_async: as sl_deed_merge_tags(), and applies it; finish with sl_store_apply_finish() */
void
sl_deed_merge_tags_async (SlContext           *context,
                          const char          *from_id,
                          const char          *into_id,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  Merge *merge = g_new0 (Merge, 1);

  merge->from_id = g_strdup (from_id);
  merge->into_id = g_strdup (into_id);
  merge->clock = g_object_ref (sl_context_get_clock (context));
  sl_deed_build_async (context, build_merge, merge, merge_free, cancellable, callback, user_data);
}
