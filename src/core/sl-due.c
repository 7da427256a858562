/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-due.h. Where each kind of thing that is due comes from is in sl-due-read.c. */
#define G_LOG_DOMAIN "sl-due"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-due-private.h"
#include "sl-error.h"

#define KEY_REMINDER "reminder"
#define KEY_OCCASION "occasion"

G_DEFINE_FINAL_TYPE (SlDue, sl_due, G_TYPE_OBJECT)

static void
sl_due_finalize (GObject *object)
{
  SlDue *self = SL_DUE (object);

  g_free (self->reminder_id);
  g_free (self->rule);
  g_free (self->origin_id);
  g_free (self->application_id);
  g_free (self->saved_job_id);
  g_free (self->stage_id);
  g_free (self->stage_type);
  g_free (self->title);
  g_free (self->description);
  g_free (self->company);
  g_free (self->role);

  G_OBJECT_CLASS (sl_due_parent_class)->finalize (object);
}

static void
sl_due_class_init (SlDueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_due_finalize;
}

static void
sl_due_init (SlDue *self)
{
}

/**
 * sl_due_options_new:
 * @zone: the person's time zone
 *
 * Returns: (transfer full): every automatic reminder, the follow-up after a week
 */
SlDueOptions *
sl_due_options_new (GTimeZone *zone)
{
  SlDueOptions *self = g_new0 (SlDueOptions, 1);

  self->follow_up = self->interview_day = self->interview_hour = self->deadline_3_days = self->deadline_day = TRUE;
  self->follow_up_days = 7;
  self->zone = g_time_zone_ref (zone);

  return self;
}

/** sl_due_options_new_from_settings: Returns: (transfer full): what the person chose in @settings, Shortlist's own (nullable) */
SlDueOptions *
sl_due_options_new_from_settings (GSettings *settings,
                                  GTimeZone *zone)
{
  SlDueOptions *self = sl_due_options_new (zone);

  if (settings == NULL)
    return self;

  self->follow_up = g_settings_get_boolean (settings, "reminders-follow-up");
  self->follow_up_days = g_settings_get_int (settings, "reminders-follow-up-days");
  self->interview_day = g_settings_get_boolean (settings, "reminders-interview-day");
  self->interview_hour = g_settings_get_boolean (settings, "reminders-interview-hour");
  self->deadline_3_days = g_settings_get_boolean (settings, "reminders-deadline-3-days");
  self->deadline_day = g_settings_get_boolean (settings, "reminders-deadline-day");

  return self;
}

/** sl_due_options_copy: Returns: (transfer full): the same again, for another thread */
SlDueOptions *
sl_due_options_copy (const SlDueOptions *self)
{
  SlDueOptions *copy = g_memdup2 (self, sizeof *self);

  g_time_zone_ref (copy->zone);

  return copy;
}

void
sl_due_options_free (SlDueOptions *self)
{
  g_time_zone_unref (self->zone);
  g_free (self);
}

static int
compare_due (gconstpointer a,
             gconstpointer b)
{
  const SlDue *one = *(SlDue *const *) a;
  const SlDue *other = *(SlDue *const *) b;

  if (one->at != other->at)
    return one->at < other->at ? -1 : 1;

  return strcmp (one->title, other->title);
}

static GPtrArray *
search_all (SlDueSearch *search,
            GError     **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);

  search->found = found;
  if (!_sl_due_search_reminders (search, error) || !_sl_due_search_interviews (search, error) ||
      !_sl_due_search_deadlines (search, error) || !_sl_due_search_follow_ups (search, error))
    return NULL;
  g_ptr_array_sort (found, compare_due);

  return g_steal_pointer (&found);
}

/**
 * sl_due_read:
 * @from: the first moment, in microseconds since 1970 UTC
 * @to: the first moment that isn't meant any more
 *
 * Returns: (transfer full) (element-type SlDue): what is due then, soonest first; %NULL with @error set
 */
GPtrArray *
sl_due_read (SlConnection       *connection,
             const SlDueOptions *options,
             gint64              from,
             gint64              to,
             GError            **error)
{
  SlDueSearch search = { .connection = connection, .options = options, .from = from, .to = to };

  return search_all (&search, error);
}

/** sl_due_read_for_application: Returns: (transfer full) (element-type SlDue): all that is or will be due for it */
GPtrArray *
sl_due_read_for_application (SlConnection       *connection,
                             const SlDueOptions *options,
                             const char         *application_id,
                             GError            **error)
{
  SlDueSearch search = { .connection = connection, .options = options, .from = G_MININT64, .to = G_MAXINT64, .application_id = application_id };

  g_return_val_if_fail (application_id != NULL, NULL);

  return search_all (&search, error);
}

/**
 * sl_due_read_occasions:
 *
 * As sl_due_read(), but with what the reminders are about: a round stands at its own time, not a day before it.
 */
GPtrArray *
sl_due_read_occasions (SlConnection       *connection,
                       const SlDueOptions *options,
                       gint64              from,
                       gint64              to,
                       GError            **error)
{
  SlDueSearch search = { .connection = connection, .options = options, .from = from, .to = to, .occasions = TRUE };

  return search_all (&search, error);
}

/**
 * sl_due_read_offers:
 *
 * As sl_due_read_occasions(), but the deadlines of open offers alone.
 */
GPtrArray *
sl_due_read_offers (SlConnection       *connection,
                    const SlDueOptions *options,
                    gint64              from,
                    gint64              to,
                    GError            **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  SlDueSearch search = { .connection = connection, .options = options, .from = from, .to = to, .occasions = TRUE, .found = found };

  if (!_sl_due_search_offers (&search, error))
    return NULL;
  g_ptr_array_sort (found, compare_due);

  return g_steal_pointer (&found);
}

/**
 * sl_due_leave_latest:
 * @due: (element-type SlDue): soonest first
 * @now: the time it is
 *
 * Of the automatic reminders of one occasion that are due by @now, leaves the latest.
 */
void
sl_due_leave_latest (GPtrArray *due,
                     gint64     now)
{
  g_autoptr (GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);

  /* Keys are texts of those that stay. */
  for (guint i = due->len; i > 0; i--)
    {
      SlDue *one = g_ptr_array_index (due, i - 1);

      if (one->reminder_id != NULL || one->rule == NULL || one->at > now)
        continue;
      /* Adding would put the text of the one that goes in the place of the key. */
      if (g_hash_table_contains (told, one->origin_id))
        g_ptr_array_remove_index (due, i - 1);
      else
        g_hash_table_add (told, one->origin_id);
    }
}

/**
 * sl_due_get_key:
 *
 * Returns: (transfer full): its name: the same for the same reminder of the same occasion, in every program, also after
 *   the person travelled to another time zone; another one when the occasion was moved
 */
char *
sl_due_get_key (SlDue *self)
{
  g_return_val_if_fail (SL_IS_DUE (self), NULL);

  if (self->reminder_id != NULL)
    return g_strdup_printf (KEY_REMINDER ":%s", self->reminder_id);

  return g_strdup_printf ("%s:%s:%" G_GINT64_FORMAT, self->rule != NULL ? self->rule : KEY_OCCASION, self->origin_id, self->origin_at);
}

static gboolean
search_origin (SlDueSearch *search,
               GError     **error)
{
  if (g_str_equal (search->rule, KEY_REMINDER))
    return _sl_due_search_reminders (search, error);
  if (g_str_has_prefix (search->rule, "interview-"))
    return _sl_due_search_interviews (search, error);
  if (g_str_has_prefix (search->rule, "deadline-"))
    return _sl_due_search_deadlines (search, error);

  return _sl_due_search_follow_ups (search, error);
}

/**
 * sl_due_find:
 * @key: as sl_due_get_key() gave it
 *
 * Returns: (transfer full): what it names, as it is now; %NULL with %SL_ERROR_NOT_FOUND when it is done, put off or gone
 */
SlDue *
sl_due_find (SlConnection       *connection,
             const SlDueOptions *options,
             const char         *key,
             GError            **error)
{
  g_auto (GStrv) parts = g_strsplit (key, ":", 3);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  SlDueSearch search = { .connection = connection, .options = options, .from = G_MININT64, .to = G_MAXINT64, .found = found };

  if (g_strv_length (parts) >= 2)
    {
      search.rule = parts[0];
      search.origin_id = parts[1];
      if (!search_origin (&search, error))
        return NULL;
    }
  for (guint i = 0; i < found->len; i++)
    {
      SlDue *due = g_ptr_array_index (found, i);
      g_autofree char *its_key = sl_due_get_key (due);

      if (g_str_equal (its_key, key))
        return g_object_ref (due);
    }

  g_set_error_literal (error, SL_ERROR, SL_ERROR_NOT_FOUND, _("That reminder is done already, or what it was about has changed."));

  return NULL;
}
