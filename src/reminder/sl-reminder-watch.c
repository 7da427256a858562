/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-reminder-watch.h. What there is to do waits in line; each piece goes through open → work → the next one, and when
 * nothing is left the data is closed again. */
#define G_LOG_DOMAIN "sl-reminder-watch"

#include "config.h"

#include <glib/gi18n.h>
#include <malloc.h>

#include "sl-alarm.h"
#include "sl-data-watch.h"
#include "sl-deeds-reminders.h"
#include "sl-deliveries.h"
#include "sl-error.h"
#include "sl-recovery.h"
#include "sl-reminder-look.h"
#include "sl-reminder-watch.h"

/* What is told later than that was missed. */
#define LATE_USEC (10 * G_TIME_SPAN_MINUTE)
/* When looking failed: another program may hang with its lock, or the disk be full. */
#define RETRY_USEC (10 * G_TIME_SPAN_MINUTE)

#define KINDS \
  (1u << SL_KIND_APPLICATION | 1u << SL_KIND_STAGE | 1u << SL_KIND_OUTCOME | 1u << SL_KIND_REMINDER | 1u << SL_KIND_SAVED_JOB | 1u << SL_KIND_EVENT)

typedef struct {
  char *key;
  gint64 until;
} Settling;

struct _SlReminderWatch
{
  GObject parent_instance;

  SlContext *context;
  GSettings *settings; /* (nullable) */
  gboolean stay_open;
  SlDataWatch *data;   /* unless @stay_open */
  SlAlarm *alarm;
  GCancellable *cancellable;

  gboolean started;
  gboolean is_open;
  gboolean busy;
  gboolean look_wanted;
  GQueue settlings;      /* of Settling; while busy with them, the first one is under way */

  SlReminderLook *look;  /* the last one */
  GHashTable *shown;     /* keys that were told and are still due */
  gint64 next;
};

G_DEFINE_FINAL_TYPE (SlReminderWatch, sl_reminder_watch, G_TYPE_OBJECT)

enum {
  SIGNAL_DUE,
  SIGNAL_OVER,
  SIGNAL_SETTLED,
  SIGNAL_LOOKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void go_on (SlReminderWatch *self);

static void
settling_free (gpointer data)
{
  Settling *settling = data;

  g_free (settling->key);
  g_free (settling);
}

static SlDueOptions *
make_options (SlReminderWatch *self)
{
  GTimeZone *zone = sl_clock_get_time_zone (sl_context_get_clock (self->context));

  return sl_due_options_new_from_settings (self->settings, zone);
}

static void
set_next (SlReminderWatch *self,
          gint64           time)
{
  self->next = time;
  sl_alarm_set (self->alarm, time);
}

/* For what may pass: it is tried again, but not at once. */
static void
fail (SlReminderWatch *self,
      GError          *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_message ("Reminders are looked at later: %s", error->message);
      set_next (self, sl_clock_get_now (sl_context_get_clock (self->context)) + RETRY_USEC);
    }
}

/* One step of the work is done. */
static void
step_done (SlReminderWatch *self)
{
  self->busy = FALSE;
  go_on (self);
}

static void
noted_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SlReminderWatch) self = user_data;
  g_autoptr (GError) error = NULL;

  /* Shown it is; at worst it is shown once more, in the place of the first one. */
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_message ("What was shown couldn’t be noted: %s", error->message);
  g_signal_emit (self, signals[SIGNAL_LOOKED], 0);
  step_done (self);
}

/* Those of the last look that are in @claimed, a set of keys. */
static GPtrArray *
pick_claimed (SlReminderWatch *self,
              GHashTable      *claimed,
              gboolean         missed)
{
  GPtrArray *picked = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->look->due->len; i++)
    {
      SlDue *due = g_ptr_array_index (self->look->due, i);
      g_autofree char *key = sl_due_get_key (due);

      if ((due->at < self->look->now - LATE_USEC) != missed || g_hash_table_contains (self->look->quiet, due))
        continue;
      if (g_hash_table_contains (claimed, key))
        {
          g_ptr_array_add (picked, g_object_ref (due));
          g_hash_table_add (self->shown, g_steal_pointer (&key));
        }
    }

  return picked;
}

static void
tell (SlReminderWatch *self,
      GPtrArray       *claimed)
{
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < claimed->len; i++)
    g_hash_table_add (keys, ((SlDelivery *) g_ptr_array_index (claimed, i))->key);
  for (int missed = TRUE; missed >= FALSE; missed--)
    {
      g_autoptr (GPtrArray) due = pick_claimed (self, keys, missed);

      if (due->len > 0)
        g_signal_emit (self, signals[SIGNAL_DUE], 0, due, missed);
    }
}

static void
claimed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SlReminderWatch) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 retry = SL_TIME_NONE;
  GPtrArray *claimed = sl_store_claim_finish (SL_STORE (source), result, &retry, &error);

  if (claimed == NULL)
    {
      fail (self, error);
      step_done (self);
      return;
    }

  /* Somebody else watches now, and claims what isn't noted once the claim has run out. */
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_ptr_array_unref (claimed);
      return;
    }
  if (retry != SL_TIME_NONE && (self->next == SL_TIME_NONE || retry < self->next))
    set_next (self, retry);
  tell (self, claimed);
  sl_store_note_delivered_async (SL_STORE (source), claimed, NULL, noted_cb, g_object_ref (self));
}

/* Tells of what was shown and isn't due any more. */
static void
tell_over (SlReminderWatch *self)
{
  g_autoptr (GHashTable) due = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer key;

  for (guint i = 0; i < self->look->due->len; i++)
    g_hash_table_add (due, sl_due_get_key (g_ptr_array_index (self->look->due, i)));

  g_hash_table_iter_init (&iter, self->shown);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (due, key))
      {
        g_autofree char *gone = g_strdup (key);

        g_hash_table_iter_remove (&iter);
        g_signal_emit (self, signals[SIGNAL_OVER], 0, gone);
      }
}

static void
claim (SlReminderWatch *self)
{
  GPtrArray *deliveries = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_delivery_free);

  for (guint i = 0; i < self->look->due->len; i++)
    {
      SlDue *due = g_ptr_array_index (self->look->due, i);
      g_autofree char *key = sl_due_get_key (due);

      if (!g_hash_table_contains (self->shown, key))
        g_ptr_array_add (deliveries, sl_delivery_new (key, due->reminder_id != NULL ? due->at : due->origin_at));
    }
  if (deliveries->len == 0)
    {
      g_ptr_array_unref (deliveries);
      g_signal_emit (self, signals[SIGNAL_LOOKED], 0);
      step_done (self);
      return;
    }

  sl_store_claim_async (sl_context_get_store (self->context), deliveries, NULL, claimed_cb, g_object_ref (self));
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SlReminderWatch) self = user_data;
  g_autoptr (GError) error = NULL;
  SlReminderLook *look = sl_store_read_finish (SL_STORE (source), result, &error);

  if (look == NULL)
    {
      fail (self, error);
      step_done (self);
      return;
    }

  g_clear_pointer (&self->look, sl_reminder_look_free);
  self->look = look;
  set_next (self, look->next);
  tell_over (self);
  claim (self);
}

static void
look (SlReminderWatch *self)
{
  SlReminderLook *wanted = sl_reminder_look_new (make_options (self), sl_clock_get_now (sl_context_get_clock (self->context)));

  self->look_wanted = FALSE;
  self->busy = TRUE;
  sl_store_read_async (sl_context_get_store (self->context), SL_READ_BACKGROUND, sl_reminder_look_read, wanted,
                       (GDestroyNotify) sl_reminder_look_free, (GDestroyNotify) sl_reminder_look_free, self->cancellable, looked_cb, g_object_ref (self));
}

/* The first of those that wait has come to its end. */
static void
finish_settling (SlReminderWatch *self,
                 GError          *error)
{
  Settling *settling = g_queue_pop_head (&self->settlings);

  g_signal_emit (self, signals[SIGNAL_SETTLED], 0, settling->key, error);
  settling_free (settling);
}

static void
settled_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SlReminderWatch) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_store_apply_finish (SL_STORE (source), result, &error);

  finish_settling (self, error);
  self->look_wanted = TRUE;
  step_done (self);
}

static void
settle (SlReminderWatch *self)
{
  Settling *settling = g_queue_peek_head (&self->settlings);

  self->busy = TRUE;
  sl_deed_settle_due_async (self->context, make_options (self), settling->key, settling->until, NULL, settled_cb, g_object_ref (self));
}

/* What can't be done now, isn't done later either: the buttons that asked for it are told. */
static void
give_up (SlReminderWatch *self,
         GError          *error)
{
  self->look_wanted = FALSE;
  while (!g_queue_is_empty (&self->settlings))
    finish_settling (self, error);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SlReminderWatch) self = user_data;
  g_autoptr (GError) error = NULL;

  self->is_open = sl_context_open_finish (SL_CONTEXT (source), result, &error);
  if (!self->is_open)
    {
      give_up (self, error);
      fail (self, error);
    }
  step_done (self);
}

/* Opening a damaged file mends it from a backup, which a person has to be told: that is left to the window. The file is
 * looked at again once it has changed. */
static gboolean
is_sound (SlReminderWatch *self)
{
  g_autoptr (GError) error = NULL;
  SlRecoveryState state = sl_recovery_inspect (sl_store_get_path (sl_context_get_store (self->context)), TRUE, &error);

  if (state == SL_RECOVERY_GOOD)
    return TRUE;

  if (error == NULL)
    g_set_error_literal (&error, SL_ERROR, SL_ERROR_DAMAGED, _("Your data can’t be read right now. Open Shortlist to see what can be done."));
  give_up (self, error);
  /* What couldn't be told now may be told later: the disk, or another program, was in the way. */
  if (state == SL_RECOVERY_FAILED)
    {
      self->look_wanted = TRUE;
      fail (self, error);
    }
  else
    {
      set_next (self, SL_TIME_NONE);
    }
  g_signal_emit (self, signals[SIGNAL_LOOKED], 0);

  return FALSE;
}

static void
open_data (SlReminderWatch *self)
{
  sl_data_watch_remember (self->data);
  if (!is_sound (self))
    return;

  self->busy = TRUE;
  sl_context_open_async (self->context, NULL, opened_cb, g_object_ref (self));
}

/* Nothing is left to do: lets go of the data, and of the memory that it took. */
static void
rest (SlReminderWatch *self)
{
  if (self->stay_open || !self->is_open)
    return;

  self->is_open = FALSE;
  sl_context_close (self->context);
  /* Own writing changed the files, too; and so may have others meanwhile. */
  if (sl_data_watch_remember (self->data))
    sl_reminder_watch_look (self);
  else
    malloc_trim (0);
}

static void
go_on (SlReminderWatch *self)
{
  if (self->busy || !self->started || g_cancellable_is_cancelled (self->cancellable))
    return;

  if (!self->look_wanted && g_queue_is_empty (&self->settlings))
    {
      rest (self);
    }
  else if (!self->is_open)
    {
      open_data (self);
    }
  else if (!g_queue_is_empty (&self->settlings))
    {
      settle (self);
    }
  else
    {
      look (self);
    }
}

static void
store_changed_cb (SlReminderWatch *self,
                  guint            kinds)
{
  if (kinds & KINDS)
    sl_reminder_watch_look (self);
}

static void
settings_changed_cb (SlReminderWatch *self,
                     const char      *key)
{
  if (g_str_has_prefix (key, "reminders-"))
    sl_reminder_watch_look (self);
}

static void
sl_reminder_watch_dispose (GObject *object)
{
  SlReminderWatch *self = SL_REMINDER_WATCH (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->alarm);
  g_clear_object (&self->data);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (sl_reminder_watch_parent_class)->dispose (object);
}

static void
sl_reminder_watch_finalize (GObject *object)
{
  SlReminderWatch *self = SL_REMINDER_WATCH (object);

  g_queue_clear_full (&self->settlings, settling_free);
  g_clear_pointer (&self->look, sl_reminder_look_free);
  g_hash_table_unref (self->shown);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (sl_reminder_watch_parent_class)->finalize (object);
}

static void
sl_reminder_watch_class_init (SlReminderWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sl_reminder_watch_dispose;
  object_class->finalize = sl_reminder_watch_finalize;

  signals[SIGNAL_DUE] = g_signal_new ("due", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 2, G_TYPE_PTR_ARRAY, G_TYPE_BOOLEAN);
  signals[SIGNAL_OVER] = g_signal_new ("over", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_SETTLED] = g_signal_new ("settled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_ERROR);
  signals[SIGNAL_LOOKED] = g_signal_new ("looked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
}

static void
sl_reminder_watch_init (SlReminderWatch *self)
{
  self->cancellable = g_cancellable_new ();
  self->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->next = SL_TIME_NONE;
  g_queue_init (&self->settlings);
}

/**
 * sl_reminder_watch_new:
 * @context: the data; with @stay_open open
 * @settings: (nullable): Shortlist's own; %NULL for what they are at first
 *
 * Returns: (transfer full): a watch that does nothing before sl_reminder_watch_start()
 */
SlReminderWatch *
sl_reminder_watch_new (SlContext *context,
                       GSettings *settings,
                       gboolean   stay_open)
{
  SlReminderWatch *self = g_object_new (SL_TYPE_REMINDER_WATCH, NULL);
  SlStore *store = sl_context_get_store (context);

  self->context = g_object_ref (context);
  g_set_object (&self->settings, settings);
  self->stay_open = self->is_open = stay_open;
  self->alarm = sl_alarm_new (sl_context_get_clock (context));
  g_signal_connect_object (self->alarm, "rings", G_CALLBACK (sl_reminder_watch_look), self, G_CONNECT_SWAPPED);
  if (settings != NULL)
    g_signal_connect_object (settings, "changed", G_CALLBACK (settings_changed_cb), self, G_CONNECT_SWAPPED);
  if (stay_open)
    {
      g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
    }
  else
    {
      self->data = sl_data_watch_new (sl_store_get_path (store));
      g_signal_connect_object (self->data, "changed", G_CALLBACK (sl_reminder_watch_look), self, G_CONNECT_SWAPPED);
    }

  return self;
}

/** sl_reminder_watch_start: looks for the first time; connect to the signals before */
void
sl_reminder_watch_start (SlReminderWatch *self)
{
  g_return_if_fail (SL_IS_REMINDER_WATCH (self));

  self->started = TRUE;
  sl_reminder_watch_look (self);
}

void
sl_reminder_watch_look (SlReminderWatch *self)
{
  g_return_if_fail (SL_IS_REMINDER_WATCH (self));

  self->look_wanted = TRUE;
  go_on (self);
}

void
sl_reminder_watch_settle (SlReminderWatch *self,
                          const char      *key,
                          gint64           until)
{
  Settling *settling;

  g_return_if_fail (SL_IS_REMINDER_WATCH (self) && key != NULL);

  settling = g_new0 (Settling, 1);
  settling->key = g_strdup (key);
  settling->until = until;
  g_queue_push_tail (&self->settlings, settling);
  go_on (self);
}

/** sl_reminder_watch_get_next: in microseconds since 1970 UTC, or %SL_TIME_NONE */
gint64
sl_reminder_watch_get_next (SlReminderWatch *self)
{
  g_return_val_if_fail (SL_IS_REMINDER_WATCH (self), SL_TIME_NONE);

  return self->next;
}

const SlSyncAccount *
sl_reminder_watch_get_account (SlReminderWatch *self)
{
  g_return_val_if_fail (SL_IS_REMINDER_WATCH (self), NULL);

  return self->look != NULL ? self->look->account : NULL;
}
