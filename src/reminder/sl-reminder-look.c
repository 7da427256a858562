/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-reminder-look.h. */
#define G_LOG_DOMAIN "sl-reminder-look"

#include "config.h"

#include "sl-reminder-look.h"

/* What is due longer than that is for the Today page, not for a notification. */
#define MISSED_USEC (14 * G_TIME_SPAN_DAY)

/** sl_reminder_look_new: Returns: (transfer full): a look at the moment @now */
SlReminderLook *
sl_reminder_look_new (SlDueOptions *options,
                      gint64        now)
{
  SlReminderLook *self = g_new0 (SlReminderLook, 1);

  self->options = options;
  self->now = now;
  self->quiet = g_hash_table_new (NULL, NULL);
  self->next = SL_TIME_NONE;

  return self;
}

void
sl_reminder_look_free (SlReminderLook *self)
{
  sl_due_options_free (self->options);
  g_hash_table_unref (self->quiet);
  g_clear_pointer (&self->due, g_ptr_array_unref);
  sl_sync_account_free (self->account);
  g_free (self);
}

/* What was due before anybody knew of it was never missed: an import of last year's applications, say. */
static void
drop_unknown (GPtrArray *due)
{
  for (guint i = due->len; i > 0; i--)
    {
      SlDue *one = g_ptr_array_index (due, i - 1);

      if (one->created_at > one->at)
        g_ptr_array_remove_index (due, i - 1);
    }
}

static gboolean
is_over (SlDue *due,
         gint64 now)
{
  return due->reminder_id == NULL && due->kind != SL_DUE_FOLLOW_UP && due->about + (due->about_all_day ? G_TIME_SPAN_DAY : 0) < now;
}

static void
find_quiet (SlReminderLook *self)
{
  g_autoptr (GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);

  /* The latest first: it tells for those before it. */
  for (guint i = self->due->len; i > 0; i--)
    {
      SlDue *due = g_ptr_array_index (self->due, i - 1);

      if (is_over (due, self->now) || (due->reminder_id == NULL && !g_hash_table_add (told, due->origin_id)))
        g_hash_table_add (self->quiet, due);
    }
}

/* Looks further and further ahead, so that there is never much to read. */
static gboolean
find_next (SlConnection   *connection,
           SlReminderLook *self,
           GError        **error)
{
  static const gint64 spans[] = { G_TIME_SPAN_DAY, 8 * G_TIME_SPAN_DAY, 64 * G_TIME_SPAN_DAY, 100 * 366 * G_TIME_SPAN_DAY };
  gint64 from = self->now + 1;

  for (guint i = 0; i < G_N_ELEMENTS (spans) && self->next == SL_TIME_NONE; i++)
    {
      g_autoptr (GPtrArray) coming = sl_due_read (connection, self->options, from, self->now + spans[i], error);

      if (coming == NULL)
        return FALSE;
      if (coming->len > 0)
        self->next = ((SlDue *) g_ptr_array_index (coming, 0))->at;
      from = self->now + spans[i];
    }

  return TRUE;
}

gpointer
sl_reminder_look_read (SlConnection  *connection,
                       gpointer       data,
                       GCancellable  *cancellable,
                       GError       **error)
{
  SlReminderLook *asked = data;
  g_autoptr (SlReminderLook) look = sl_reminder_look_new (sl_due_options_copy (asked->options), asked->now);
  g_autoptr (GError) local = NULL;

  look->due = sl_due_read (connection, look->options, look->now - MISSED_USEC, look->now + 1, error);
  if (look->due == NULL || !find_next (connection, look, error))
    return NULL;
  look->account = sl_sync_account_read (connection, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  drop_unknown (look->due);
  find_quiet (look);

  return g_steal_pointer (&look);
}
