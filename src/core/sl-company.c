/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-company.h. How it is gathered is in sl-company-read.c. */
#define G_LOG_DOMAIN "sl-company"

#include "config.h"

#include "sl-company-private.h"

G_DEFINE_FINAL_TYPE (SlCompany, sl_company, G_TYPE_OBJECT)

static void
application_free (gpointer data)
{
  SlCompanyApplication *application = data;

  g_clear_object (&application->application);
  g_clear_object (&application->offer);
  g_free (application);
}

static void
person_free (gpointer data)
{
  SlCompanyPerson *person = data;

  g_clear_object (&person->contact);
  g_free (person->name);
  g_free (person->detail);
  g_free (person);
}

static void
repost_free (gpointer data)
{
  SlCompanyRepost *repost = data;

  g_free (repost->role);
  g_free (repost);
}

static void
sl_company_finalize (GObject *object)
{
  SlCompany *self = SL_COMPANY (object);

  g_free (self->name);
  g_ptr_array_unref (self->applications);
  g_ptr_array_unref (self->people);
  g_ptr_array_unref (self->reposts);
  g_ptr_array_unref (self->saved_jobs);

  G_OBJECT_CLASS (sl_company_parent_class)->finalize (object);
}

static void
sl_company_class_init (SlCompanyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_company_finalize;
}

static void
sl_company_init (SlCompany *self)
{
  self->applications = g_ptr_array_new_with_free_func (application_free);
  self->people = g_ptr_array_new_with_free_func (person_free);
  self->reposts = g_ptr_array_new_with_free_func (repost_free);
  self->saved_jobs = g_ptr_array_new_with_free_func (g_object_unref);
}

/** sl_company_get_name: Returns: (transfer none): as it was written last */
const char *
sl_company_get_name (SlCompany *self)
{
  g_return_val_if_fail (SL_IS_COMPANY (self), NULL);

  return self->name;
}

/** sl_company_get_applications: Returns: (transfer none) (element-type SlCompanyApplication): newest first */
GPtrArray *
sl_company_get_applications (SlCompany *self)
{
  g_return_val_if_fail (SL_IS_COMPANY (self), NULL);

  return self->applications;
}

/** sl_company_get_people: Returns: (transfer none) (element-type SlCompanyPerson): last met first */
GPtrArray *
sl_company_get_people (SlCompany *self)
{
  g_return_val_if_fail (SL_IS_COMPANY (self), NULL);

  return self->people;
}

/** sl_company_get_reposts: Returns: (transfer none) (element-type SlCompanyRepost): the most often posted first */
GPtrArray *
sl_company_get_reposts (SlCompany *self)
{
  g_return_val_if_fail (SL_IS_COMPANY (self), NULL);

  return self->reposts;
}

/** sl_company_get_saved_jobs: Returns: (transfer none) (element-type SlRecord): newest first */
GPtrArray *
sl_company_get_saved_jobs (SlCompany *self)
{
  g_return_val_if_fail (SL_IS_COMPANY (self), NULL);

  return self->saved_jobs;
}

static guint
count (SlCompany *self,
       gboolean (*is_counted) (const SlCompanyApplication *application))
{
  guint n = 0;

  for (guint i = 0; i < self->applications->len; i++)
    n += is_counted (g_ptr_array_index (self->applications, i)) ? 1 : 0;

  return n;
}

static gboolean
was_sent (const SlCompanyApplication *application)
{
  return application->applied != SL_DAY_NONE;
}

static gboolean
was_answered (const SlCompanyApplication *application)
{
  return was_sent (application) && application->answered != SL_DAY_NONE;
}

static gboolean
was_offered (const SlCompanyApplication *application)
{
  return application->offer != NULL;
}

/** sl_company_get_n_applied: Returns: how many applications were sent there */
guint
sl_company_get_n_applied (SlCompany *self)
{
  g_return_val_if_fail (SL_IS_COMPANY (self), 0);

  return count (self, was_sent);
}

/** sl_company_get_n_answered: Returns: how many of them were answered */
guint
sl_company_get_n_answered (SlCompany *self)
{
  g_return_val_if_fail (SL_IS_COMPANY (self), 0);

  return count (self, was_answered);
}

/** sl_company_get_n_offers: Returns: how many offers came from there */
guint
sl_company_get_n_offers (SlCompany *self)
{
  g_return_val_if_fail (SL_IS_COMPANY (self), 0);

  return count (self, was_offered);
}

static int
compare_ints (gconstpointer a,
              gconstpointer b)
{
  int first = *(const int *) a;
  int second = *(const int *) b;

  return (first > second) - (first < second);
}

/** sl_company_application_get_wait: Returns: the days between applying and the first answer; -1: there was none, or it came
 * before, so that one of the two dates is wrong */
int
sl_company_application_get_wait (const SlCompanyApplication *self)
{
  return was_answered (self) && self->answered >= self->applied ? (int) (self->answered - self->applied) : -1;
}

/** sl_company_get_usual_wait: Returns: the middle number of days between applying and the first answer; -1: none was answered */
int
sl_company_get_usual_wait (SlCompany *self)
{
  g_autoptr (GArray) waits = g_array_new (FALSE, FALSE, sizeof (int));

  g_return_val_if_fail (SL_IS_COMPANY (self), -1);

  for (guint i = 0; i < self->applications->len; i++)
    {
      const SlCompanyApplication *application = g_ptr_array_index (self->applications, i);
      int wait = sl_company_application_get_wait (application);

      if (wait >= 0)
        g_array_append_val (waits, wait);
    }
  g_array_sort (waits, compare_ints);

  return waits->len > 0 ? g_array_index (waits, int, (waits->len - 1) / 2) : -1;
}

/** sl_company_get_silence: Returns: the days since anything was heard of what is open there; -1 when nothing waits */
int
sl_company_get_silence (SlCompany *self)
{
  SlDay heard = SL_DAY_NONE;
  gboolean waits = FALSE;

  g_return_val_if_fail (SL_IS_COMPANY (self), -1);

  for (guint i = 0; i < self->applications->len; i++)
    {
      const SlCompanyApplication *application = g_ptr_array_index (self->applications, i);

      if (!was_sent (application) || !sl_status_is_open (sl_record_get_text (application->application, SL_APPLICATION_STATUS)))
        continue;
      waits = TRUE;
      heard = MAX (heard, MAX (application->applied, application->heard));
    }

  return waits ? MAX (self->today - heard, 0) : -1;
}
