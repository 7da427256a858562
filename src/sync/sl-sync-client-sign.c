/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-sync-client.h: signing in and out. */

#define G_LOG_DOMAIN "sl-sync-client"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-count.h"
#include "sl-error.h"
#include "sl-kinds.h"
#include "sl-server-address.h"
#include "sl-sync-client-private.h"
#include "sl-sync-lock.h"
#include "sl-sync-note.h"
#include "sl-sync-state.h"
#include "sl-text.h"
#include "sl-undo.h"

/* What goes to the Trash with an account, and comes back with it; the rest belongs to these. */
static const SlKind kinds[] = SL_SYNC_PREVIEW_KINDS;

/* (transfer full) (element-type utf8): the records of @kind that are known to be on the server, too. @condition: on them, as "r" */
static GPtrArray *
read_synced (SlConnection *connection,
             SlKind        kind,
             const char   *condition,
             GError      **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT r.id FROM %s AS r CROSS JOIN sync_shadow AS s ON s.kind = %d AND s.id = r.id WHERE %s ORDER BY r.pk",
                                          sl_kind_get_info (kind)->table, kind, condition);
  SlStatement *statement = sl_connection_prepare (connection, sql, error);

  return statement != NULL ? sl_sync_read_texts (statement, error) : NULL;
}

typedef struct {
  SlSyncAccount *account; /* as it is to be */
  gboolean anew;
  gint64 trashed_at; /* of the account before; 0: nothing is to come back */
  guint n_back;
} SignIn;

/* As it was when the person signed out: what only this computer has of it comes along. */
static gboolean
bring_back (SlConnection *connection,
            SlChangeset  *changes,
            SignIn       *in,
            GError      **error)
{
  g_autofree char *condition = g_strdup_printf ("r.deleted_at = %" G_GINT64_FORMAT, in->trashed_at);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GPtrArray) ids = read_synced (connection, kinds[i], condition, error);

      if (ids == NULL)
        return FALSE;
      for (guint k = 0; k < ids->len; k++)
        sl_changeset_restore (changes, kinds[i], g_ptr_array_index (ids, k));
      in->n_back += ids->len;
    }
  return TRUE;
}

/* Were what signing out moved to the Trash to go there again by undo or redo, it would be deleted on the server. */
static gboolean
sign_in_cb (SlConnection *connection,
            SlChangeset  *changes,
            gpointer      data,
            GError      **error)
{
  SignIn *in = data;

  if (in->trashed_at != 0 && !sl_undo_forget_trash (connection, in->trashed_at, error))
    return FALSE;
  if (in->anew)
    return sl_sync_account_begin_anew (connection, in->account, error);
  return sl_sync_account_save (connection, in->account, error) && (in->trashed_at == 0 || bring_back (connection, changes, in, error));
}

static gboolean
enter (SlTrackerSession   *session,
       const SlSyncSignIn *entered,
       GCancellable       *cancellable,
       GError            **error)
{
  if (entered->username != NULL)
    return sl_tracker_session_register (session, entered->username, entered->display_name, entered->password, cancellable, error);
  return sl_tracker_session_log_in (session, entered->password, cancellable, error);
}

/* (transfer none) (nullable): of whom something is known that another account would put an end to */
static const char *
get_known_user (const SlSyncAccount *present,
                const SlSyncSignIn  *entered)
{
  return present != NULL && !entered->other ? present->user_id : NULL;
}

/* Which two they are: a person may have several, and mistype one. */
static void
set_other_account (const SlSyncAccount *present,
                   const SlSyncAccount *account,
                   GError             **error)
{
  gboolean is_same = g_str_equal (present->address, account->address) && g_str_equal (present->email, account->email);
  g_autofree char *email = sl_text_isolate (account->email);

  if (is_same)
    /* Translators: the addresses of a server and of somebody's e-mail */
    g_set_error (error, SL_ERROR, SL_ERROR_OTHER_ACCOUNT, _("The server at %s knows %s as somebody else than before."), account->address, email);
  else
    {
      g_autofree char *before = sl_text_isolate (present->email);

      /* Translators: each time an e-mail address, and the address of a server */
      g_set_error (error, SL_ERROR, SL_ERROR_OTHER_ACCOUNT, _("Until now you were signed in as %s at %s. This is another account: %s at %s."),
                   before, present->address, email, account->address);
    }
}

/* Signed in as somebody else, or at another address: what can't be taken out of the keyring is told in the log. */
static void
clear_earlier (SlSyncClient        *self,
               const SlSyncAccount *earlier,
               const SlSyncAccount *account)
{
  if (g_str_equal (earlier->id, account->id) && g_str_equal (earlier->address, account->address))
    return;
  for (SlSecretWhat what = SL_SECRET_PASSWORD; what <= SL_SECRET_TOKEN; what++)
    {
      const SlSecretKey key = { earlier->id, earlier->address, what };
      g_autoptr (GError) error = NULL;

      if (!sl_secrets_clear (self->secrets, &key, NULL, &error))
        sl_sync_note (self->store, _("What belongs to %s is still in the keyring: %s"), earlier->address, error->message);
    }
}

/* (transfer full): what is to be written when the server takes it */
static SlSyncAccount *
plan_account (const SlSyncAccount *present,
              const SlSyncSignIn  *entered,
              const char          *address)
{
  SlSyncAccount *account = sl_sync_account_new (address, entered->email);

  if (present != NULL && !entered->other)
    {
      g_set_str (&account->id, present->id);
      g_set_str (&account->user_id, present->user_id);
      account->agreed = present->agreed;
      account->uploads = present->uploads;
      account->generation = present->generation;
      account->last_try = present->last_try;
    }
  return account;
}

/* What signing in told. */
static void
note_entered (SlSyncAccount    *account,
              SlTrackerSession *session)
{
  g_free (account->user_id);
  account->user_id = sl_tracker_session_dup_user_id (session);
  if (sl_tracker_session_get_state (session) == SL_TRACKER_SESSION_VERIFY)
    {
      account->n_failures = 1;
      account->trouble = SL_SYNC_TROUBLE_PERSON;
      account->message = g_strdup (_("Open the link in the e-mail that the server sent you. Syncing begins after that."));
    }
  account->refusals = sl_tracker_session_get_refusals (session);
}

/**
 * sl_sync_client_sign_in:
 *
 * Signs in, or makes an account on the server, and keeps it as this computer's account. An account that was here before stays
 * the same one if the server knows the person by the same id, at whatever address.
 *
 * Returns: %FALSE with @error, as sl_tracker_session_log_in() or sl_tracker_session_register(); %SL_ERROR_BUSY: another program
 *   syncs just now; %SL_ERROR_OTHER_ACCOUNT: it is somebody else, as the message says, and nothing was changed, on the server neither:
 *   to be asked about, and called again with @entered->other
 */
gboolean
sl_sync_client_sign_in (SlSyncClient       *self,
                        const SlSyncSignIn *entered,
                        GCancellable       *cancellable,
                        GError            **error)
{
  g_autofree char *address = sl_server_address_normalize (entered->address, error);
  g_autoptr (GError) local = NULL;
  /* First of all: who has it may sign in as somebody else. */
  g_autofd int lock = address != NULL ? sl_sync_lock_take (self->store, error) : -1;
  g_autoptr (SlSyncAccount) present = lock >= 0 ? sl_sync_client_read_account (self, &local) : NULL;
  g_autoptr (SlSyncAccount) account = NULL;
  g_autoptr (SlTransport) transport = NULL;
  g_autoptr (SlTrackerSession) session = NULL;
  /* Before the first round, nothing is known of the server that could go on. */
  SignIn in = { .anew = present == NULL || entered->other || !present->agreed, .trashed_at = present != NULL ? present->trashed_at : 0 };

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (lock >= 0)
    transport = self->way (address, self->way_data, error);
  if (transport == NULL)
    return FALSE;

  account = plan_account (present, entered, address);
  /* Whoever makes an account is never who was here; once it is made, asking would come too late. */
  if (entered->username != NULL && get_known_user (present, entered) != NULL)
    {
      set_other_account (present, account, error);
      return FALSE;
    }
  session = _sl_sync_client_new_session (self, account, transport, account->user_id);
  if (!enter (session, entered, cancellable, &local))
    {
      if (entered->refused != NULL)
        *entered->refused = sl_tracker_session_dup_refused (session);
      if (g_error_matches (local, SL_ERROR, SL_ERROR_OTHER_ACCOUNT))
        set_other_account (present, account, error);
      else
        g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  note_entered (account, session);
  account->generation = _sl_sync_client_ask_generation (self, transport, account->generation, cancellable);
  in.account = account;
  if (!sl_store_transact (self->store, SL_ACTOR_SYNC, "sync", sign_in_cb, &in, error))
    return FALSE;
  if (present != NULL)
    clear_earlier (self, present, account);
  _sl_sync_client_take_session (self, account, session, transport);
  sl_sync_note (self->store, "%s", entered->username != NULL ? _("Registered and signed in.") : _("Signed in."));
  if (in.n_back > 0)
    sl_sync_note (self->store, ngettext ("%s entry is back from the Trash.", "%s entries are back from the Trash.", in.n_back), SL_COUNT (in.n_back));
  return TRUE;
}

/* All that the server has, too, and that doesn't wait to be sent. */
static gboolean
trash_synced (SlConnection *connection,
              SlChangeset  *changes,
              gint64        now,
              GError      **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GPtrArray) ids = read_synced (connection, kinds[i], "r.deleted_at IS NULL AND NOT EXISTS"
                                               " (SELECT 1 FROM sync_dirty AS d WHERE d.kind = s.kind AND d.id = s.id)", error);

      if (ids == NULL)
        return FALSE;
      for (guint k = 0; k < ids->len; k++)
        sl_changeset_trash (changes, kinds[i], g_ptr_array_index (ids, k), now);
    }
  return TRUE;
}

typedef struct {
  SlSyncAccount *account;
  gboolean to_trash;
  gint64 now;
} SignOut;

static gboolean
sign_out_cb (SlConnection *connection,
             SlChangeset  *changes,
             gpointer      data,
             GError      **error)
{
  SignOut *out = data;

  out->account->signed_in = FALSE;
  if (out->to_trash)
    {
      out->account->trashed_at = out->now;
      if (!sl_sync_collect (connection, error) || !trash_synced (connection, changes, out->now, error) ||
          !sl_connection_execute (connection, "DELETE FROM sync_log", error))
        return FALSE;
    }
  return sl_sync_account_save (connection, out->account, error);
}

static gboolean
save_cb (SlConnection *connection,
         SlChangeset  *changes,
         gpointer      data,
         GError      **error)
{
  return sl_sync_account_save (connection, data, error);
}

/* Signed out, and not out of the keyring: said for as long as nobody signs in. Returns: %FALSE with @error */
static gboolean
tell_left (SlSyncClient  *self,
           SlSyncAccount *account,
           const GError  *left,
           GError       **error)
{
  g_autoptr (GError) unsaved = NULL;

  g_free (account->message);
  /* Translators: what the keyring says comes after it */
  account->message = g_strdup_printf ("%s %s", _("You are signed out, but your password may still be in the keyring."), left->message);
  g_set_error_literal (error, SL_ERROR, SL_ERROR_NO_KEYRING, account->message);
  if (!sl_store_transact (self->store, SL_ACTOR_SYNC, "sync", save_cb, account, &unsaved))
    g_message ("What signing out left in the keyring couldn’t be noted: %s", unsaved->message);
  return FALSE;
}

/**
 * sl_sync_client_sign_out:
 * @to_trash: whether what the server has goes to the Trash here, in one step that can be undone; what it doesn't have stays
 *
 * Forgets password and token. What is known of the server stays as long as the records do, in the Trash, too, so that signing in
 * again goes on where it ended.
 *
 * Returns: %FALSE with @error: %SL_ERROR_BUSY: another program syncs just now; %SL_ERROR_NO_KEYRING: the person is signed out, but
 *   password and token may be in the keyring still, which stands in the account's message, too
 */
gboolean
sl_sync_client_sign_out (SlSyncClient *self,
                         gboolean      to_trash,
                         GCancellable *cancellable,
                         GError      **error)
{
  g_autoptr (SlSyncAccount) account = NULL;
  g_autoptr (GError) left = NULL;
  gboolean cleared;
  SignOut out = { .to_trash = to_trash, .now = sl_clock_get_now (sl_store_get_clock (self->store)) };
  g_autofd int lock = sl_sync_lock_take (self->store, error);

  if (lock < 0 || !_sl_sync_client_require_account (self, &account, error))
    return FALSE;
  out.account = account;
  g_clear_pointer (&account->message, g_free);
  if (!sl_store_transact (self->store, SL_ACTOR_PERSON, SL_SYNC_SIGN_OUT, sign_out_cb, &out, error))
    return FALSE;
  cleared = sl_tracker_session_sign_out (self->session, cancellable, &left);
  _sl_sync_client_drop_session (self);
  return cleared || tell_left (self, account, left, error);
}
