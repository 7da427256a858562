/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-sync-words.h. */

#define G_LOG_DOMAIN "sl-sync-words"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-count.h"
#include "sl-date.h"
#include "sl-format.h"
#include "sl-private-record.h"
#include "sl-sync-words.h"

static const SlSyncAccount *
get_account (SlSyncKeeper *keeper)
{
  const SlSyncStatus *status = sl_sync_keeper_get_status (keeper);

  return status != NULL ? status->account : NULL;
}

/** sl_sync_words_wants_person: whether syncing goes on only after the person signed in, or unlocked something */
gboolean
sl_sync_words_wants_person (SlSyncKeeper *keeper)
{
  const SlSyncAccount *account = get_account (keeper);

  return account != NULL && account->signed_in && account->n_failures > 0 && account->trouble == SL_SYNC_TROUBLE_PERSON &&
         sl_sync_keeper_get_state (keeper) != SL_SYNC_STATE_RUNNING;
}

/* Of a good round after which nothing waits. */
static char *
describe_good (const SlSyncStatus *status)
{
  if (status->n_missing == 0 && status->n_conflicts == 0)
    return g_strdup (_("Everything is synced"));
  if (status->n_missing == 0)
    return g_strdup_printf (ngettext ("Synced, %s conflict to look at", "Synced, %s conflicts to look at", status->n_conflicts),
                            SL_COUNT (status->n_conflicts));
  return g_strdup_printf (ngettext ("%s entry wasn’t found on the server", "%s entries weren’t found on the server", status->n_missing),
                          SL_COUNT (status->n_missing));
}

/** sl_sync_words_title: Returns: how it stands, in one short sentence */
char *
sl_sync_words_title (SlSyncKeeper *keeper)
{
  const SlSyncStatus *status = sl_sync_keeper_get_status (keeper);

  switch (sl_sync_keeper_get_state (keeper))
    {
    case SL_SYNC_STATE_UNAGREED:
      return g_strdup (_("Ready for the first sync"));
    case SL_SYNC_STATE_RUNNING:
      return g_strdup (_("Syncing…"));
    case SL_SYNC_STATE_TROUBLE:
      return g_strdup (sl_sync_words_wants_person (keeper) ? _("Syncing needs you") : _("Syncing waits"));
    case SL_SYNC_STATE_ASKING:
      if (status->account->n_asked > 0)
        return g_strdup (_("Syncing has a question"));
      return g_strdup_printf (ngettext ("The server doesn’t take %s change", "The server doesn’t take %s changes", status->n_refused),
                              SL_COUNT (status->n_refused));
    case SL_SYNC_STATE_GOOD:
      return status->n_waiting > 0 ? g_strdup (_("Changes wait to be sent")) : describe_good (status);
    case SL_SYNC_STATE_OFF:
    default:
      return g_strdup (_("Not signed in"));
    }
}

/** sl_sync_words_last_success: Returns: when the last good round was; "" where nobody is signed in */
char *
sl_sync_words_last_success (SlSyncKeeper *keeper)
{
  const SlSyncAccount *account = get_account (keeper);
  SlClock *clock = sl_format_get_clock ();
  g_autofree char *when = NULL;

  if (account == NULL || !account->signed_in)
    return g_strdup ("");
  /* A round that is cut in the middle leaves what it had done. */
  if (account->last_success == 0)
    return g_strdup (sl_sync_keeper_get_status (keeper)->has_begun ? _("The first sync isn’t complete yet") : _("Nothing was synced yet"));
  when = sl_time_format_relative (account->last_success, sl_clock_get_now (clock), sl_clock_get_time_zone (clock));
  /* Translators: %s: when, as “today 9:00” */
  return g_strdup_printf (_("Last synced %s"), when);
}

/* The title does already where nothing else is to be said. */
static gboolean
has_untold_conflicts (SlSyncKeeper *keeper)
{
  const SlSyncStatus *status = sl_sync_keeper_get_status (keeper);

  return status->n_conflicts > 0 && (sl_sync_keeper_get_state (keeper) != SL_SYNC_STATE_GOOD || status->n_waiting > 0 || status->n_missing > 0);
}

/* Takes @words. */
static char *
add_words (char *sentence, char *words)
{
  /* Translators: how syncing stands, and what waits: “Syncing waits. Last synced today 9:00, 3 waiting changes” */
  char *all = g_strdup_printf (_("%s, %s"), sentence, words);

  g_free (sentence);
  g_free (words);
  return all;
}

/** sl_sync_words_sentence: Returns: all that is shown of how it stands while nothing is opened; not while nobody is signed in */
char *
sl_sync_words_sentence (SlSyncKeeper *keeper)
{
  const SlSyncStatus *status = sl_sync_keeper_get_status (keeper);
  g_autofree char *title = sl_sync_words_title (keeper);
  g_autofree char *last_success = sl_sync_words_last_success (keeper);
  /* Translators: how syncing stands, and when it was done last: “Everything is synced. Last synced today 9:00” */
  char *sentence = g_strdup_printf (_("%s. %s"), title, last_success);

  if (status->n_waiting > 0)
    sentence = add_words (sentence, sl_sync_words_waiting (status->n_waiting));
  if (has_untold_conflicts (keeper))
    sentence = add_words (sentence, sl_sync_words_conflicts (status->n_conflicts));
  return sentence;
}

/** sl_sync_words_problem: Returns: why the last round failed, or what becomes of what it didn't find; "" for neither */
char *
sl_sync_words_problem (SlSyncKeeper *keeper)
{
  const SlSyncStatus *status = sl_sync_keeper_get_status (keeper);
  SlSyncState state = sl_sync_keeper_get_state (keeper);

  if (state == SL_SYNC_STATE_OFF || state == SL_SYNC_STATE_RUNNING)
    return g_strdup ("");
  if (status->account->n_failures > 0 && status->account->message != NULL)
    return g_strdup (status->account->message);
  if (state != SL_SYNC_STATE_GOOD || status->n_waiting > 0 || status->n_missing == 0)
    return g_strdup ("");
  return g_strdup (ngettext ("The next sync looks for it again before anything happens here.",
                             "The next sync looks for them again before anything happens here.", status->n_missing));
}

/** sl_sync_words_waiting: Returns: that @n records are still to be told to the server */
char *
sl_sync_words_waiting (guint n)
{
  return g_strdup_printf (ngettext ("%s waiting change", "%s waiting changes", n), SL_COUNT (n));
}

/** sl_sync_words_conflicts: Returns: that @n of what the person wrote don't stand any more */
char *
sl_sync_words_conflicts (guint n)
{
  return g_strdup_printf (ngettext ("%s conflict", "%s conflicts", n), SL_COUNT (n));
}

/** sl_sync_words_asked: Returns: that @n records are missing on the server */
char *
sl_sync_words_asked (guint n)
{
  return g_strdup_printf (ngettext ("%s entry isn’t on the server any more. Shall it go to the Trash here, too?",
                                    "%s entries aren’t on the server any more. Shall they go to the Trash here, too?", n), SL_COUNT (n));
}

static guint
count_unnamed (const SlSyncStatus *status)
{
  guint n_named = status->asked != NULL ? status->asked->len : 0;

  return status->account->n_asked - MIN (n_named, status->account->n_asked);
}

/** sl_sync_words_has_more_asked: whether there are others than sl_sync_words_asked_names() tells */
gboolean
sl_sync_words_has_more_asked (const SlSyncStatus *status)
{
  return count_unnamed (status) > 0;
}

/** sl_sync_words_asked_names: Returns: which these are, a line each, and how many more, as private mode has it now; "" where it
 * can't be told */
char *
sl_sync_words_asked_names (const SlSyncStatus *status)
{
  guint n_named = status->asked != NULL ? status->asked->len : 0, n_more = count_unnamed (status);
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (guint i = 0; i < n_named; i++)
    g_strv_builder_take (lines, sl_private_record_describe (g_ptr_array_index (status->asked, i)));
  if (n_named > 0 && n_more > 0)
    /* Translators: after the names of some entries: how many there are besides */
    g_strv_builder_take (lines, g_strdup_printf (ngettext ("and %s more", "and %s more", n_more), SL_COUNT (n_more)));
  all = g_strv_builder_end (lines);
  return g_strjoinv ("\n", all);
}

/** sl_sync_words_icon: Returns: a symbolic icon whose shape alone says how it stands */
const char *
sl_sync_words_icon (SlSyncKeeper *keeper)
{
  const SlSyncAccount *account = get_account (keeper);

  switch (sl_sync_keeper_get_state (keeper))
    {
    case SL_SYNC_STATE_UNAGREED:
      return "dialog-question-symbolic";
    case SL_SYNC_STATE_ASKING:
      return account != NULL && account->n_asked > 0 ? "dialog-question-symbolic" : "dialog-warning-symbolic";
    case SL_SYNC_STATE_TROUBLE:
      return sl_sync_words_wants_person (keeper) ? "dialog-warning-symbolic" : "sl-sync-waiting-symbolic";
    case SL_SYNC_STATE_GOOD:
      return sl_sync_keeper_get_status (keeper)->n_conflicts > 0 ? "sl-sync-conflict-symbolic" : "sl-sync-symbolic";
    case SL_SYNC_STATE_OFF:
    case SL_SYNC_STATE_RUNNING:
    default:
      return "sl-sync-symbolic";
    }
}
