/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sl-sync-note"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-count.h"
#include "sl-error.h"
#include "sl-sync-note.h"
#include "sl-sync-refusal.h"

typedef struct {
  SlSyncAccount *account; /* (nullable) */
  gint64 at;
  char *words;
  GHashTable *refused;  /* (nullable): before the round */
  GPtrArray *refusals;  /* (nullable): out: by the round */
  gboolean failed;
} Note;

/* Before what is told of the round as a whole, as it was. */
static gboolean
note_refusals (SlConnection *connection,
               Note         *note,
               GError      **error)
{
  g_clear_pointer (&note->refusals, g_ptr_array_unref);
  if (note->refused == NULL)
    return TRUE;
  note->refusals = sl_sync_refusals_note (connection, note->refused, note->at, error);
  return note->refusals != NULL;
}

/* While nothing else happens, the same failure each minute would only push out of the log what it tells else. */
static gboolean
add_words (SlConnection *connection,
           Note         *note,
           GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, "SELECT 1 FROM sync_log WHERE pk = (SELECT max (pk) FROM sync_log) AND words = ?", error);
  gboolean told;

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_text (statement, 1, note->words);
  return sl_statement_find_row (statement, &told, error) &&
         ((note->failed && told) || sl_sync_log_add (connection, note->at, note->words, error));
}

static gboolean
write_cb (SlConnection *connection,
          SlChangeset  *changes,
          gpointer      data,
          GError      **error)
{
  Note *note = data;

  return (note->account == NULL || sl_sync_account_save_round (connection, note->account, error)) &&
         note_refusals (connection, note, error) && add_words (connection, note, error);
}

/** sl_sync_note: a line for the log; one that can't be written is only missed there */
void
sl_sync_note (SlStore    *store,
              const char *format,
              ...)
{
  va_list arguments;
  Note note = { .at = sl_clock_get_now (sl_store_get_clock (store)) };
  g_autoptr (GError) error = NULL;

  va_start (arguments, format);
  note.words = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (!sl_store_transact (store, SL_ACTOR_SYNC, "sync", write_cb, &note, &error))
    g_message ("The log of syncing couldn’t be written: %s", error->message);
  g_free (note.words);
}

/* Whether there is any use in trying again by itself, and how soon. */
static SlSyncTrouble
judge (const GError         *failure,
       const SlSyncResult   *result,
       SlTrackerSessionState state)
{
  if (failure->domain != SL_ERROR)
    return SL_SYNC_TROUBLE_SERVER;
  switch ((SlErrorCode) failure->code)
    {
    case SL_ERROR_UNREACHABLE:
      return result->last == SL_REPLY_NOT_SENT ? SL_SYNC_TROUBLE_WAY : SL_SYNC_TROUBLE_SERVER;
    case SL_ERROR_SIGN_IN:
      return state == SL_TRACKER_SESSION_WAITING || state == SL_TRACKER_SESSION_READY ? SL_SYNC_TROUBLE_SERVER : SL_SYNC_TROUBLE_PERSON;
    case SL_ERROR_OTHER_ACCOUNT:
    case SL_ERROR_UNSUPPORTED:
    case SL_ERROR_KEYRING_LOCKED:
    case SL_ERROR_READ_ONLY:
    case SL_ERROR_NEWER_SCHEMA:
      return SL_SYNC_TROUBLE_PERSON;
    default:
      return SL_SYNC_TROUBLE_SERVER;
    }
}

static char *
describe (const SlSyncResult *result)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) said = NULL;
  g_autofree char *list = NULL;
  guint n_waiting = result->n_waiting - MIN (result->n_waiting, result->n_refused);

  if (result->n_sent > 0)
    g_strv_builder_take (parts, g_strdup_printf (ngettext ("sent %s change", "sent %s changes", result->n_sent), SL_COUNT (result->n_sent)));
  if (result->n_taken > 0)
    g_strv_builder_take (parts, g_strdup_printf (ngettext ("took over %s", "took over %s", result->n_taken), SL_COUNT (result->n_taken)));
  if (result->n_missing > 0)
    g_strv_builder_take (parts, g_strdup_printf (ngettext ("%s not found on the server, to be looked for again", "%s not found on the server, to be looked for again",
                                                           result->n_missing), SL_COUNT (result->n_missing)));
  if (result->n_asked > 0)
    g_strv_builder_take (parts, g_strdup_printf (ngettext ("%s isn’t on the server any more, and waits for your answer", "%s aren’t on the server any more, and wait for your answer",
                                                           result->n_asked), SL_COUNT (result->n_asked)));
  if (n_waiting > 0)
    g_strv_builder_take (parts, g_strdup_printf (ngettext ("%s waits", "%s wait", n_waiting), SL_COUNT (n_waiting)));
  if (result->n_refused > 0)
    g_strv_builder_take (parts, g_strdup_printf (ngettext ("%s isn’t taken by the server", "%s aren’t taken by the server", result->n_refused),
                                                 SL_COUNT (result->n_refused)));
  said = g_strv_builder_end (parts);
  if (said[0] == NULL)
    return g_strdup (_("Synced: nothing was new."));
  list = g_strjoinv (", ", said);
  /* Translators: %s is one part or several, such as "sent 3 changes, took over 2" */
  return g_strdup_printf (_("Synced: %s."), list);
}

/**
 * sl_sync_note_end:
 * @account: of the round; what became of it is put in
 * @failure: (nullable): why it ended early
 * @state: of the session after it
 * @refused: (nullable): what sl_sync_refusals_look() saw before it
 * @refusals: (out) (transfer full) (nullable) (element-type SlSyncRefusal): what the server refused in it
 *
 * Returns: %FALSE with @error set: it couldn't be written
 */
gboolean
sl_sync_note_end (SlStore              *store,
                  SlSyncAccount        *account,
                  const SlSyncResult   *result,
                  const GError         *failure,
                  SlTrackerSessionState state,
                  GHashTable           *refused,
                  GPtrArray           **refusals,
                  GError              **error)
{
  gboolean stopped = g_error_matches (failure, SL_ERROR, SL_ERROR_CANCELLED) || g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  Note note = { .account = account, .at = sl_clock_get_now (sl_store_get_clock (store)), .refused = refused, .failed = failure != NULL };
  gboolean done;

  account->last_try = note.at;
  account->retry_after = result->retry_after;
  if (failure == NULL)
    {
      account->n_failures = 0;
      account->n_asked = result->n_asked;
    }
  else if (!stopped)
    {
      account->n_failures++;
      account->trouble = judge (failure, result, state);
    }
  g_set_str (&account->message, failure != NULL && !stopped ? failure->message : NULL);
  note.words = failure == NULL ? describe (result) : g_strdup (failure->message);
  done = sl_store_transact (store, SL_ACTOR_SYNC, "sync", write_cb, &note, error);
  g_free (note.words);
  *refusals = note.refusals;
  return done;
}
