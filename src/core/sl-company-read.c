/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gathers what is known about a company. Names are compared as the duplicate warning does: "ACME, Inc." is "Acme". */
#define G_LOG_DOMAIN "sl-company-read"

#include "config.h"

#include <string.h>

#include "sl-analytics.h"
#include "sl-company-private.h"
#include "sl-history.h"
#include "sl-rules.h"
#include "sl-store-query.h"
#include "sl-text.h"

typedef struct {
  SlConnection *connection;
  SlCompany *company;
  char *key;
  GTimeZone *zone;
  GHashTable *ids;   /* of its applications */
  GHashTable *names; /* folded, of the people that are in already */
} Gathering;

static SlDay
read_day (SlRecord *record,
          guint     field)
{
  const char *text = sl_record_get_text (record, field);
  SlDay day;

  return text != NULL && sl_day_parse_iso (text, &day) ? day : SL_DAY_NONE;
}

static SlDay
read_time (Gathering *self,
           SlRecord  *record,
           guint      field)
{
  gint64 time = sl_record_get_integer (record, field, SL_TIME_NONE);

  return time != SL_TIME_NONE ? sl_day_from_time (time, self->zone) : SL_DAY_NONE;
}

static gboolean
is_its (Gathering  *self,
        const char *company)
{
  g_autofree char *key = sl_text_company_key (company);

  return *self->key != '\0' && g_str_equal (key, self->key);
}

/* Applications */

/* The duplicate keys of a company's applications all begin with its own. (nullable) (element-type utf8) */
static GPtrArray *
find_applications (Gathering *self,
                   GError   **error)
{
  g_autofree char *from = g_strconcat (self->key, "|", NULL);
  g_autofree char *to = g_strconcat (self->key, "}", NULL);
  SlStatement *statement =
    sl_connection_prepare (self->connection, "SELECT id FROM applications INDEXED BY applications_dup WHERE dup_key >= ?1 AND dup_key < ?2 AND deleted_at IS NULL"
                                             " ORDER BY coalesce (applied_date, '') DESC, pk DESC", error);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return NULL;
  sl_statement_bind_text (statement, 1, from);
  sl_statement_bind_text (statement, 2, to);
  while (sl_statement_step (statement, &failure))
    g_ptr_array_add (ids, g_strdup (sl_statement_get_text (statement, 0)));
  if (failure == NULL)
    return g_steal_pointer (&ids);

  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static void
hear (SlCompanyApplication *application,
      SlDay                 day,
      SlDay                 today)
{
  if (day == SL_DAY_NONE || day > today)
    return;
  if (application->answered == SL_DAY_NONE || day < application->answered)
    application->answered = day;
  application->heard = MAX (application->heard, day);
}

static void
add_person (Gathering  *self,
            SlRecord   *contact,
            const char *name,
            const char *detail,
            SlDay       day)
{
  g_autofree char *folded = sl_text_fold (name);
  SlCompanyPerson *person;

  if (*folded == '\0' || !g_hash_table_add (self->names, g_steal_pointer (&folded)))
    return;
  person = g_new0 (SlCompanyPerson, 1);
  g_set_object (&person->contact, contact);
  person->name = g_strdup (name);
  person->detail = g_strdup (detail);
  person->day = day;
  g_ptr_array_add (self->company->people, person);
}

static void
add_interviewers (Gathering *self,
                  SlRecord  *stage)
{
  const char *text = sl_record_get_text (stage, SL_STAGE_INTERVIEWER_NAMES);
  SlDay day = read_day (stage, SL_STAGE_DATE);
  g_auto (GStrv) names = g_strsplit_set (text != NULL ? text : "", ",;\n", -1);

  for (guint i = 0; names[i] != NULL; i++)
    add_person (self, NULL, g_strstrip (names[i]), sl_record_get_text (stage, SL_STAGE_NAME), day <= self->company->today ? day : SL_DAY_NONE);
}

static gboolean
read_history (Gathering             *self,
              SlCompanyApplication  *application,
              GError               **error)
{
  const char *id = sl_record_get_id (application->application);
  g_autoptr (GPtrArray) events = sl_store_read_children (self->connection, SL_KIND_EVENT, id, error);
  g_autoptr (GPtrArray) messages = events != NULL ? sl_store_read_children (self->connection, SL_KIND_MESSAGE, id, error) : NULL;
  g_autoptr (GPtrArray) offers = messages != NULL ? sl_store_read_children (self->connection, SL_KIND_OUTCOME, id, error) : NULL;

  if (offers == NULL)
    return FALSE;
  for (guint i = 0; i < events->len; i++)
    if (sl_event_is_answer (g_ptr_array_index (events, i)))
      hear (application, read_time (self, g_ptr_array_index (events, i), SL_EVENT_OCCURRED_AT), self->company->today);
  /* That papers were received is no answer yet, but something was heard. */
  for (guint i = 0; i < messages->len; i++)
    application->heard = MAX (application->heard, read_time (self, g_ptr_array_index (messages, i), SL_MESSAGE_RECEIVED_AT));
  for (guint i = 0; i < offers->len && application->offer == NULL; i++)
    if (g_strcmp0 (sl_record_get_text (g_ptr_array_index (offers, i), SL_OUTCOME_STATUS), SL_STATUS_OFFER) == 0)
      g_set_object (&application->offer, g_ptr_array_index (offers, i));

  return TRUE;
}

static gboolean
read_rounds (Gathering             *self,
             SlCompanyApplication  *application,
             GError               **error)
{
  g_autoptr (GPtrArray) stages = sl_store_read_children (self->connection, SL_KIND_STAGE, sl_record_get_id (application->application), error);

  if (stages == NULL)
    return FALSE;
  application->n_rounds = stages->len;
  for (guint i = 0; i < stages->len; i++)
    if (!sl_stage_precedes (g_ptr_array_index (stages, i), application->application))
      hear (application, read_day (g_ptr_array_index (stages, i), SL_STAGE_DATE), self->company->today);

  return TRUE;
}

static gboolean
add_application (Gathering  *self,
                 const char *id,
                 GError    **error)
{
  SlCompanyApplication *application;
  SlRecord *record = sl_store_read_record (self->connection, SL_KIND_APPLICATION, id, error);

  if (record == NULL)
    return FALSE;
  application = g_new0 (SlCompanyApplication, 1);
  application->application = record;
  application->applied = read_day (record, SL_APPLICATION_APPLIED_DATE);
  application->answered = SL_DAY_NONE;
  application->heard = SL_DAY_NONE;
  g_ptr_array_add (self->company->applications, application);
  /* From Saved it may have gone on without being Applied. */
  if (application->applied == SL_DAY_NONE && !sl_analytics_read_sent_day (self->connection, id, self->company->today, &application->applied, error))
    return FALSE;
  g_hash_table_add (self->ids, g_strdup (id));

  return read_history (self, application, error) && read_rounds (self, application, error);
}

/* People */

static gboolean
take_contact (SlRecord *contact,
              gpointer  data,
              GError  **error)
{
  Gathering *self = data;
  const char *application_id = sl_record_get_text (contact, SL_CONTACT_APPLICATION_ID);
  const char *role = sl_record_get_text (contact, SL_CONTACT_ROLE_TITLE);
  const char *type = sl_record_get_text (contact, SL_CONTACT_TYPE);
  const char *detail = role != NULL ? role : type != NULL ? sl_enum_label (&sl_contact_type_words, type) : NULL;

  if ((application_id != NULL && g_hash_table_contains (self->ids, application_id)) || is_its (self, sl_record_get_text (contact, SL_CONTACT_COMPANY)))
    add_person (self, contact, sl_record_get_text (contact, SL_CONTACT_NAME), detail, read_day (contact, SL_CONTACT_LAST_CONTACTED));

  return TRUE;
}

/* Those with a record of their own first: a name in a round may be one of them. */
static gboolean
read_people (Gathering *self,
             GError   **error)
{
  if (!sl_store_foreach_record (self->connection, SL_KIND_CONTACT, FALSE, take_contact, self, NULL, error))
    return FALSE;
  for (guint i = 0; i < self->company->applications->len; i++)
    {
      const SlCompanyApplication *application = g_ptr_array_index (self->company->applications, i);
      g_autoptr (GPtrArray) stages = sl_store_read_children (self->connection, SL_KIND_STAGE, sl_record_get_id (application->application), error);

      if (stages == NULL)
        return FALSE;
      for (guint j = stages->len; j > 0; j--)
        add_interviewers (self, g_ptr_array_index (stages, j - 1));
    }

  return TRUE;
}

static int
compare_people (gconstpointer a,
                gconstpointer b)
{
  const SlCompanyPerson *first = *(SlCompanyPerson *const *) a;
  const SlCompanyPerson *second = *(SlCompanyPerson *const *) b;

  if (first->day != second->day)
    return first->day < second->day ? 1 : -1;
  return g_utf8_collate (first->name, second->name);
}

/* Reposts */

/* What tells that two are the same posting: worked out once, as each is compared with all others. */
typedef struct {
  char *role;
  char *url;
} Posting;

static void
posting_clear (gpointer data)
{
  Posting *posting = data;

  g_free (posting->role);
  g_free (posting->url);
}

static GArray *
list_postings (GPtrArray *applications)
{
  GArray *postings = g_array_sized_new (FALSE, FALSE, sizeof (Posting), applications->len);

  g_array_set_clear_func (postings, posting_clear);
  for (guint i = 0; i < applications->len; i++)
    {
      SlRecord *record = ((SlCompanyApplication *) g_ptr_array_index (applications, i))->application;
      Posting posting = { sl_text_fold (sl_record_get_text (record, SL_APPLICATION_ROLE_TITLE)),
                          sl_text_url_key (sl_record_get_text (record, SL_APPLICATION_URL)) };

      g_array_append_val (postings, posting);
    }

  return postings;
}

/* The same role, or the same address under another title, seen on more than one day. */
static gboolean
is_same_posting (GArray *postings,
                 guint   one,
                 guint   other)
{
  const Posting *a = &g_array_index (postings, Posting, one);
  const Posting *b = &g_array_index (postings, Posting, other);

  return g_str_equal (a->role, b->role) || (*a->url != '\0' && g_str_equal (a->url, b->url));
}

static SlDay
get_seen (Gathering                  *self,
          const SlCompanyApplication *application)
{
  return application->applied != SL_DAY_NONE ? application->applied : read_time (self, application->application, SL_FIELD_CREATED_AT);
}

static int
compare_reposts (gconstpointer a,
                 gconstpointer b)
{
  const SlCompanyRepost *first = *(SlCompanyRepost *const *) a;
  const SlCompanyRepost *second = *(SlCompanyRepost *const *) b;

  return first->n != second->n ? (int) second->n - (int) first->n : g_utf8_collate (first->role, second->role);
}

static void
find_reposts (Gathering *self)
{
  GPtrArray *applications = self->company->applications;
  g_autofree gboolean *taken = g_new0 (gboolean, applications->len + 1);
  g_autoptr (GArray) postings = list_postings (applications);

  for (guint i = 0; i < applications->len; i++)
    {
      const SlCompanyApplication *application = g_ptr_array_index (applications, i);
      const char *role = sl_record_get_text (application->application, SL_APPLICATION_ROLE_TITLE);
      SlCompanyRepost repost = { g_strdup (role != NULL ? role : ""), 1, get_seen (self, application), get_seen (self, application) };

      for (guint j = i + 1; !taken[i] && j < applications->len; j++)
        {
          const SlCompanyApplication *other = g_ptr_array_index (applications, j);

          if (taken[j] || !is_same_posting (postings, i, j))
            continue;
          taken[j] = TRUE;
          repost.n++;
          repost.first = MIN (repost.first, get_seen (self, other));
          repost.last = MAX (repost.last, get_seen (self, other));
        }
      if (repost.n > 1)
        g_ptr_array_add (self->company->reposts, g_memdup2 (&repost, sizeof repost));
      else
        g_free (repost.role);
    }
  g_ptr_array_sort (self->company->reposts, compare_reposts);
}

/* The rest */

static gboolean
take_saved_job (SlRecord *job,
                gpointer  data,
                GError  **error)
{
  Gathering *self = data;

  if (is_its (self, sl_record_get_text (job, SL_SAVED_JOB_COMPANY_NAME)))
    g_ptr_array_insert (self->company->saved_jobs, 0, g_object_ref (job));

  return TRUE;
}

static gboolean
gather (Gathering *self,
        GError   **error)
{
  g_autoptr (GPtrArray) ids = NULL;

  if (*self->key == '\0')
    return TRUE;
  ids = find_applications (self, error);
  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!add_application (self, g_ptr_array_index (ids, i), error))
      return FALSE;
  find_reposts (self);
  if (!read_people (self, error) ||
      !sl_store_foreach_record (self->connection, SL_KIND_SAVED_JOB, FALSE, take_saved_job, self, NULL, error))
    return FALSE;
  g_ptr_array_sort (self->company->people, compare_people);

  return TRUE;
}

/**
 * sl_company_read:
 * @name: a company, however it is written
 * @zone: where the person is
 *
 * Returns: (transfer full): what is known; a company that is nowhere has nothing. %NULL with @error set
 */
SlCompany *
sl_company_read (SlConnection  *connection,
                 const char    *name,
                 SlDay          today,
                 GTimeZone     *zone,
                 GError       **error)
{
  g_autoptr (SlCompany) company = g_object_new (SL_TYPE_COMPANY, NULL);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *key = sl_text_company_key (name);
  Gathering gathering = { connection, company, key, zone, ids, names };
  const SlCompanyApplication *newest;

  company->today = today;
  if (!gather (&gathering, error))
    return NULL;
  newest = company->applications->len > 0 ? g_ptr_array_index (company->applications, 0) : NULL;
  company->name = g_strdup (newest != NULL ? sl_record_get_text (newest->application, SL_APPLICATION_COMPANY_NAME) : name);

  return g_steal_pointer (&company);
}
