/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-deeds-reminders.h. */
#define G_LOG_DOMAIN "sl-deeds-reminders"

#include "config.h"

#include "sl-deeds-private.h"
#include "sl-deeds-reminders.h"

static const char *
get_type_word (SlDueKind kind)
{
  switch (kind)
    {
    case SL_DUE_INTERVIEW:
      return "Interview";
    case SL_DUE_DEADLINE:
      return "Deadline";
    case SL_DUE_FOLLOW_UP:
      return "Follow-up";
    case SL_DUE_REMINDER:
    default:
      return "General";
    }
}

/* The reminder that stands for an automatic one from now on. */
static SlRecord *
make_stand_in (SlDue *due)
{
  SlRecord *reminder = sl_record_new (SL_KIND_REMINDER);
  /* A company's name may be as long as a title may be. */
  g_autofree char *title = g_utf8_substring (due->title, 0, MIN (g_utf8_strlen (due->title, -1), sl_kind_get_field (SL_KIND_REMINDER, SL_REMINDER_TITLE)->max));

  sl_record_set_text (reminder, SL_REMINDER_APPLICATION_ID, due->application_id);
  sl_record_set_text (reminder, SL_REMINDER_TITLE, title);
  sl_record_set_text (reminder, SL_REMINDER_TYPE, get_type_word (due->kind));
  sl_record_set_integer (reminder, SL_REMINDER_REMIND_AT, due->at);
  sl_record_set_text (reminder, SL_REMINDER_RULE, due->rule);
  sl_record_set_text (reminder, SL_REMINDER_ORIGIN_ID, due->origin_id);
  sl_record_set_integer (reminder, SL_REMINDER_ORIGIN_AT, due->origin_at);

  return reminder;
}

static SlChangeset *
new_deed (const char *deed,
          const char *title)
{
  SlChangeset *changeset = sl_deed_new (deed, SL_KIND_REMINDER);

  sl_deed_set_subject (changeset, SL_SUBJECT_NAME, title);

  return changeset;
}

/**
 * sl_deed_complete_due:
 * @due: a reminder, or an automatic one with a rule
 * @now: the time it is
 *
 * Returns: (transfer full): the changeset
 */
SlChangeset *
sl_deed_complete_due (SlDue *due,
                      gint64 now)
{
  SlChangeset *changeset;

  g_return_val_if_fail (SL_IS_DUE (due) && (due->reminder_id != NULL || due->rule != NULL), NULL);

  changeset = new_deed (SL_DEED_DONE, due->title);
  if (due->reminder_id != NULL)
    {
      sl_changeset_update_integer (changeset, SL_KIND_REMINDER, due->reminder_id, SL_REMINDER_IS_COMPLETED, TRUE);
      sl_changeset_update_integer (changeset, SL_KIND_REMINDER, due->reminder_id, SL_REMINDER_COMPLETED_AT, now);
    }
  else
    {
      g_autoptr (SlRecord) reminder = make_stand_in (due);

      sl_record_set_integer (reminder, SL_REMINDER_IS_COMPLETED, TRUE);
      sl_record_set_integer (reminder, SL_REMINDER_COMPLETED_AT, now);
      sl_changeset_insert (changeset, reminder);
    }

  return changeset;
}

/**
 * sl_deed_snooze_due:
 * @due: a reminder, or an automatic one with a rule
 * @until: when it is due again, in microseconds since 1970 UTC
 *
 * Returns: (transfer full): the changeset
 */
SlChangeset *
sl_deed_snooze_due (SlDue *due,
                    gint64 until)
{
  SlChangeset *changeset;

  g_return_val_if_fail (SL_IS_DUE (due) && (due->reminder_id != NULL || due->rule != NULL), NULL);

  changeset = new_deed (SL_DEED_SNOOZE, due->title);
  if (due->reminder_id != NULL)
    {
      sl_changeset_update_integer (changeset, SL_KIND_REMINDER, due->reminder_id, SL_REMINDER_REMIND_AT, until);
    }
  else
    {
      g_autoptr (SlRecord) reminder = make_stand_in (due);

      sl_record_set_integer (reminder, SL_REMINDER_REMIND_AT, until);
      sl_changeset_insert (changeset, reminder);
    }

  return changeset;
}

/** sl_deed_reopen_reminder: Returns: (transfer full): the changeset that makes a done reminder an open one again */
SlChangeset *
sl_deed_reopen_reminder (SlRecord *reminder)
{
  SlChangeset *changeset;
  const SlValue none = SL_VALUE_INIT;

  g_return_val_if_fail (SL_IS_RECORD (reminder) && sl_record_get_kind (reminder) == SL_KIND_REMINDER, NULL);

  changeset = new_deed (SL_DEED_REOPEN, sl_record_get_text (reminder, SL_REMINDER_TITLE));
  sl_changeset_update_integer (changeset, SL_KIND_REMINDER, sl_record_get_id (reminder), SL_REMINDER_IS_COMPLETED, FALSE);
  sl_changeset_update (changeset, SL_KIND_REMINDER, sl_record_get_id (reminder), SL_REMINDER_COMPLETED_AT, &none);

  return changeset;
}

typedef struct {
  SlDueOptions *options;
  char *key;
  gint64 until;
  gint64 now;
} Settling;

static void
settling_free (gpointer data)
{
  Settling *settling = data;

  sl_due_options_free (settling->options);
  g_free (settling->key);
  g_free (settling);
}

static gpointer
build_settling (SlConnection  *connection,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  Settling *settling = data;
  g_autoptr (SlDue) due = sl_due_find (connection, settling->options, settling->key, error);

  if (due == NULL)
    return NULL;

  return settling->until != SL_TIME_NONE ? sl_deed_snooze_due (due, settling->until) : sl_deed_complete_due (due, settling->now);
}

void
sl_deed_settle_due_async (SlContext           *context,
                          SlDueOptions        *options,
                          const char          *key,
                          gint64               until,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  Settling *settling = g_new0 (Settling, 1);

  settling->options = options;
  settling->key = g_strdup (key);
  settling->until = until;
  settling->now = sl_clock_get_now (sl_context_get_clock (context));
  sl_deed_build_async (context, build_settling, settling, settling_free, cancellable, callback, user_data);
}
