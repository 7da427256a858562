/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-questions.h. Reading what a round holds is in sl-questions-parse.c. */
#define G_LOG_DOMAIN "sl-questions"

#include "config.h"

#include <string.h>

#include "sl-questions.h"
#include "sl-store-query.h"
#include "sl-text.h"

struct _SlQuestion {
  GObject parent_instance;

  char *text;
  char *key;
  char *fold; /* of the text, for searching */
  char *answer_id;
  char *notes;
  GPtrArray *asked; /* SlAsked, newest first */
};

G_DEFINE_FINAL_TYPE (SlQuestion, sl_question, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_TEXT,
  PROP_KEY,
  PROP_N_ASKED,
  PROP_NOTES,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
asked_free (gpointer data)
{
  SlAsked *asked = data;

  g_free (asked->stage_id);
  g_free (asked->application_id);
  g_free (asked->company);
  g_free (asked->role);
  g_free (asked->stage_name);
  g_free (asked->stage_type);
  g_free (asked);
}

static void
sl_question_finalize (GObject *object)
{
  SlQuestion *self = SL_QUESTION (object);

  g_free (self->text);
  g_free (self->key);
  g_free (self->fold);
  g_free (self->answer_id);
  g_free (self->notes);
  g_ptr_array_unref (self->asked);

  G_OBJECT_CLASS (sl_question_parent_class)->finalize (object);
}

static void
sl_question_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  SlQuestion *self = SL_QUESTION (object);

  switch (prop_id)
    {
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_KEY:
      g_value_set_string (value, self->key);
      break;
    case PROP_N_ASKED:
      g_value_set_uint (value, self->asked->len);
      break;
    case PROP_NOTES:
      g_value_set_string (value, self->notes);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_question_class_init (SlQuestionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = sl_question_finalize;
  object_class->get_property = sl_question_get_property;

  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, readable);
  properties[PROP_KEY] = g_param_spec_string ("key", NULL, NULL, NULL, readable);
  properties[PROP_N_ASKED] = g_param_spec_uint ("n-asked", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[PROP_NOTES] = g_param_spec_string ("notes", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sl_question_init (SlQuestion *self)
{
  self->asked = g_ptr_array_new_with_free_func (asked_free);
}

/** sl_question_get_text: Returns: (transfer none): the question as it was written down last */
const char *
sl_question_get_text (SlQuestion *self)
{
  g_return_val_if_fail (SL_IS_QUESTION (self), NULL);

  return self->text;
}

/** sl_question_get_key: Returns: (transfer none): equal for the same question, see sl_question_make_key() */
const char *
sl_question_get_key (SlQuestion *self)
{
  g_return_val_if_fail (SL_IS_QUESTION (self), NULL);

  return self->key;
}

/** sl_question_get_notes: Returns: (transfer none) (nullable): the person's own answer */
const char *
sl_question_get_notes (SlQuestion *self)
{
  g_return_val_if_fail (SL_IS_QUESTION (self), NULL);

  return self->notes;
}

/** sl_question_get_answer_id: Returns: (transfer none) (nullable): the id of the answer's record */
const char *
sl_question_get_answer_id (SlQuestion *self)
{
  g_return_val_if_fail (SL_IS_QUESTION (self), NULL);

  return self->answer_id;
}

/** sl_question_get_n_asked: Returns: how often it was asked; 0 when the person only wrote it down to practise */
guint
sl_question_get_n_asked (SlQuestion *self)
{
  g_return_val_if_fail (SL_IS_QUESTION (self), 0);

  return self->asked->len;
}

/** sl_question_get_asked: Returns: (transfer none): one of the times it was asked, the newest is 0 */
const SlAsked *
sl_question_get_asked (SlQuestion *self,
                       guint       index)
{
  g_return_val_if_fail (SL_IS_QUESTION (self), NULL);
  g_return_val_if_fail (index < self->asked->len, NULL);

  return g_ptr_array_index (self->asked, index);
}

static gboolean
asked_equal (const SlAsked *a,
             const SlAsked *b)
{
  return a->day == b->day && g_str_equal (a->stage_id, b->stage_id) && g_str_equal (a->company, b->company) &&
         g_str_equal (a->role, b->role) && g_strcmp0 (a->stage_name, b->stage_name) == 0 &&
         g_strcmp0 (a->stage_type, b->stage_type) == 0;
}

/** sl_question_equal: whether both show the same */
gboolean
sl_question_equal (SlQuestion *self,
                   SlQuestion *other)
{
  g_return_val_if_fail (SL_IS_QUESTION (self) && SL_IS_QUESTION (other), FALSE);

  if (!g_str_equal (self->text, other->text) || g_strcmp0 (self->notes, other->notes) != 0 ||
      g_strcmp0 (self->answer_id, other->answer_id) != 0 || self->asked->len != other->asked->len)
    return FALSE;
  for (guint i = 0; i < self->asked->len; i++)
    if (!asked_equal (g_ptr_array_index (self->asked, i), g_ptr_array_index (other->asked, i)))
      return FALSE;

  return TRUE;
}

static gboolean
fits_text (SlQuestion *self,
           const char *text)
{
  g_autofree char *wanted = sl_text_fold (text);
  g_autofree char *notes = NULL;
  g_auto (GStrv) words = g_strsplit (wanted, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (strstr (self->fold, words[i]) != NULL)
        continue;
      if (notes == NULL)
        notes = sl_text_fold (self->notes != NULL ? self->notes : "");
      if (strstr (notes, words[i]) == NULL)
        return FALSE;
    }

  return TRUE;
}

static gboolean
fits_company (const SlAsked *asked,
              const char    *company_key)
{
  g_autofree char *key = sl_text_company_key (asked->company);

  return g_str_equal (key, company_key);
}

/**
 * sl_question_matches:
 * @text: (nullable): words that question or answer have, in any case and order
 * @stage_type: (nullable): a round's type in which it was asked
 * @company: (nullable): a company that asked it
 *
 * Returns: whether it fits; type and company must be of one and the same round
 */
gboolean
sl_question_matches (SlQuestion *self,
                     const char *text,
                     const char *stage_type,
                     const char *company)
{
  g_autofree char *key = company != NULL ? sl_text_company_key (company) : NULL;

  g_return_val_if_fail (SL_IS_QUESTION (self), FALSE);

  if (text != NULL && !fits_text (self, text))
    return FALSE;
  if (stage_type == NULL && company == NULL)
    return TRUE;
  for (guint i = 0; i < self->asked->len; i++)
    {
      const SlAsked *asked = g_ptr_array_index (self->asked, i);

      if ((stage_type == NULL || g_strcmp0 (asked->stage_type, stage_type) == 0) && (key == NULL || fits_company (asked, key)))
        return TRUE;
    }

  return FALSE;
}

/**
 * sl_question_make_key:
 * @text: a question
 *
 * Returns: (transfer full): equal for the same question in other capitals, accents and white space, and with or without
 *   the sign at its end; empty when there is nothing but signs
 */
char *
sl_question_make_key (const char *text)
{
  char *key = sl_text_fold (text);
  gsize length = strlen (key);

  while (length > 0 && strchr ("?!.: ", key[length - 1]) != NULL)
    length--;
  key[length] = '\0';

  return key;
}

/* Reading */

typedef struct {
  GPtrArray *questions;
  GHashTable *by_key; /* of the questions' own keys */
} Bank;

static SlQuestion *
add_question (Bank       *bank,
              const char *key,
              const char *text)
{
  SlQuestion *question = g_object_new (SL_TYPE_QUESTION, NULL);

  question->key = g_strdup (key);
  question->text = g_strdup (text);
  question->fold = sl_text_fold (text);
  g_ptr_array_add (bank->questions, question);
  g_hash_table_insert (bank->by_key, question->key, question);

  return question;
}

static SlAsked *
new_asked (SlStatement *statement)
{
  SlAsked *asked = g_new0 (SlAsked, 1);
  const char *day = sl_statement_get_text (statement, 6);
  const char *company = sl_statement_get_text (statement, 2);
  const char *role = sl_statement_get_text (statement, 3);

  asked->stage_id = g_strdup (sl_statement_get_text (statement, 0));
  asked->application_id = g_strdup (sl_statement_get_text (statement, 1));
  asked->company = g_strdup (company != NULL ? company : "");
  asked->role = g_strdup (role != NULL ? role : "");
  asked->stage_name = g_strdup (sl_statement_get_text (statement, 4));
  asked->stage_type = g_strdup (sl_statement_get_text (statement, 5));
  if (day == NULL || !sl_day_parse_iso (day, &asked->day))
    asked->day = SL_DAY_NONE;

  return asked;
}

/* A question twice in one round was asked once. */
static void
add_asked (Bank        *bank,
           const char  *text,
           SlStatement *statement)
{
  g_autofree char *key = sl_question_make_key (text);
  SlQuestion *question = *key != '\0' ? g_hash_table_lookup (bank->by_key, key) : NULL;
  const SlAsked *last;

  if (*key == '\0')
    return;
  if (question == NULL)
    question = add_question (bank, key, text);
  last = question->asked->len > 0 ? g_ptr_array_index (question->asked, question->asked->len - 1) : NULL;
  if (last == NULL || g_strcmp0 (last->stage_id, sl_statement_get_text (statement, 0)) != 0)
    g_ptr_array_add (question->asked, new_asked (statement));
}

static gboolean
read_rounds (Bank          *bank,
             SlConnection  *connection,
             GCancellable  *cancellable,
             GError       **error)
{
  SlStatement *statement =
    sl_connection_prepare (connection,
                           "SELECT s.id, s.application_id, a.company_name, a.role_title, s.stage_name, s.stage_type, s.stage_date,"
                           " s.questions_asked FROM stages AS s JOIN applications AS a ON a.id = s.application_id"
                           " WHERE s.questions_asked IS NOT NULL AND s.deleted_at IS NULL AND a.deleted_at IS NULL"
                           " ORDER BY s.stage_date IS NULL, s.stage_date DESC, s.pk DESC", error);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return FALSE;
  while (sl_statement_step (statement, &failure))
    {
      g_auto (GStrv) texts = sl_questions_parse (sl_statement_get_text (statement, 7));

      if (g_cancellable_set_error_if_cancelled (cancellable, &failure))
        break;
      for (guint i = 0; texts[i] != NULL; i++)
        add_asked (bank, texts[i], statement);
    }
  sl_statement_reset (statement);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Two answers to what counts as one question, from an import: the second stands for itself, so that neither is lost. */
static void
add_answer (Bank     *bank,
            SlRecord *answer)
{
  const char *written = sl_record_get_text (answer, SL_ANSWER_QUESTION);
  const char *text = written != NULL ? written : "";
  g_autofree char *key = sl_question_make_key (text);
  SlQuestion *question = g_hash_table_lookup (bank->by_key, key);

  if (question == NULL)
    question = add_question (bank, key, text);
  else if (question->answer_id != NULL)
    {
      g_autofree char *own_key = g_strconcat (key, "|", sl_record_get_id (answer), NULL);

      question = add_question (bank, own_key, text);
    }
  question->answer_id = g_strdup (sl_record_get_id (answer));
  question->notes = g_strdup (sl_record_get_text (answer, SL_ANSWER_NOTES));
}

static int
compare_questions (gconstpointer a,
                   gconstpointer b)
{
  SlQuestion *first = *(SlQuestion *const *) a;
  SlQuestion *second = *(SlQuestion *const *) b;
  SlDay first_day = first->asked->len > 0 ? ((SlAsked *) first->asked->pdata[0])->day : SL_DAY_NONE;
  SlDay second_day = second->asked->len > 0 ? ((SlAsked *) second->asked->pdata[0])->day : SL_DAY_NONE;

  if (first->asked->len != second->asked->len)
    return first->asked->len < second->asked->len ? 1 : -1;
  if (first_day != second_day)
    return first_day < second_day ? 1 : -1;
  return g_strcmp0 (first->key, second->key);
}

/**
 * sl_questions_read:
 *
 * Returns: (transfer full) (element-type SlQuestion): every question of living rounds, and those that the person wrote an
 *   answer to though no round has them any more; the most often asked first, then the newest. %NULL with @error set
 */
GPtrArray *
sl_questions_read (SlConnection  *connection,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autoptr (GPtrArray) questions = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) by_key = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) answers = NULL;
  Bank bank = { questions, by_key };

  if (!read_rounds (&bank, connection, cancellable, error))
    return NULL;
  answers = sl_store_read_all (connection, SL_KIND_ANSWER, FALSE, error);
  if (answers == NULL)
    return NULL;
  for (guint i = 0; i < answers->len; i++)
    add_answer (&bank, g_ptr_array_index (answers, i));
  g_ptr_array_sort (questions, compare_questions);

  return g_steal_pointer (&questions);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_utf8_collate (*(const char *const *) a, *(const char *const *) b);
}

/**
 * sl_questions_list_companies:
 * @questions: (element-type SlQuestion)
 *
 * Returns: (transfer full) (element-type utf8): who asked any, by name; each once, however it was written
 */
GPtrArray *
sl_questions_list_companies (GPtrArray *questions)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < questions->len; i++)
    {
      SlQuestion *question = g_ptr_array_index (questions, i);

      for (guint j = 0; j < question->asked->len; j++)
        {
          const SlAsked *asked = g_ptr_array_index (question->asked, j);

          if (*asked->company != '\0' && g_hash_table_add (seen, sl_text_company_key (asked->company)))
            g_ptr_array_add (names, g_strdup (asked->company));
        }
    }
  g_ptr_array_sort (names, compare_names);

  return names;
}

/** sl_questions_shuffle: mixes @questions in place; the same @seed and the same order before give the same after */
void
sl_questions_shuffle (GPtrArray *questions,
                      guint32    seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  for (guint i = questions->len; i > 1; i--)
    {
      guint other = (guint) g_rand_int_range (rand, 0, (gint32) i);
      gpointer question = questions->pdata[i - 1];

      questions->pdata[i - 1] = questions->pdata[other];
      questions->pdata[other] = question;
    }
}
