/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-sync-account.h. */

#define G_LOG_DOMAIN "sl-sync-account"

#include "config.h"

#include "sl-id.h"
#include "sl-kinds.h"
#include "sl-server-address.h"
#include "sl-sync-account.h"
#include "sl-sync-state.h"
#include "sl-tracker-wire.h"

/* So many lines are kept. */
#define MAX_LINES 500

/** sl_sync_account_new: (transfer full): that nobody has signed in to yet */
SlSyncAccount *
sl_sync_account_new (const char *address,
                     const char *email)
{
  SlSyncAccount *self = g_new0 (SlSyncAccount, 1);

  self->id = sl_id_new ();
  self->address = g_strdup (address);
  self->email = g_strdup (email);
  self->signed_in = TRUE;
  self->retry_after = -1;
  return self;
}

void
sl_sync_account_free (SlSyncAccount *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->address);
  g_free (self->email);
  g_free (self->user_id);
  g_free (self->message);
  g_free (self);
}

/** sl_sync_account_read: (transfer full) (nullable): %NULL without @error: there is none */
SlSyncAccount *
sl_sync_account_read (SlConnection *connection,
                      GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "SELECT id, address, email, user_id, generation, signed_in, agreed, last_success, last_try, n_failures,"
                                                  " trouble, retry_after, message, n_asked, uploads, n_refusals, try_at, unverified, backed_up, trashed_at FROM sync_account", error);
  SlSyncAccount *self;

  if (statement == NULL || !sl_statement_step (statement, error))
    return NULL;
  self = g_new0 (SlSyncAccount, 1);
  self->id = g_strdup (sl_statement_get_text (statement, 0));
  self->address = g_strdup (sl_statement_get_text (statement, 1));
  self->email = g_strdup (sl_statement_get_text (statement, 2));
  self->user_id = g_strdup (sl_statement_get_text (statement, 3));
  self->generation = (SlTrackerGeneration) sl_statement_get_integer (statement, 4);
  self->signed_in = sl_statement_get_integer (statement, 5) != 0;
  self->agreed = sl_statement_get_integer (statement, 6) != 0;
  self->last_success = sl_statement_get_integer (statement, 7);
  self->last_try = sl_statement_get_integer (statement, 8);
  self->n_failures = (guint) sl_statement_get_integer (statement, 9);
  self->trouble = (SlSyncTrouble) sl_statement_get_integer (statement, 10);
  self->retry_after = sl_statement_get_integer (statement, 11);
  self->message = g_strdup (sl_statement_get_text (statement, 12));
  self->n_asked = (guint) sl_statement_get_integer (statement, 13);
  self->uploads = sl_statement_get_integer (statement, 14) != 0;
  self->refusals.n = (guint) sl_statement_get_integer (statement, 15);
  self->refusals.try_at = sl_statement_get_integer (statement, 16);
  self->refusals.unverified = sl_statement_get_integer (statement, 17) != 0;
  self->backed_up = sl_statement_get_integer (statement, 18) != 0;
  self->trashed_at = sl_statement_get_integer (statement, 19);
  sl_statement_reset (statement);
  return self;
}

/** sl_sync_account_save: writes all of @self but its last success and its backup, which the rounds note */
gboolean
sl_sync_account_save (SlConnection  *connection,
                      SlSyncAccount *self,
                      GError       **error)
{
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "INSERT INTO sync_account (one, id, address, email, user_id, generation, signed_in, agreed, last_try, n_failures,"
                                                  " trouble, retry_after, message, n_asked, uploads, n_refusals, try_at, unverified, trashed_at)"
                                                  " VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)"
                                                  " ON CONFLICT (one) DO UPDATE SET id = ?1, address = ?2, email = ?3, user_id = ?4, generation = ?5, signed_in = ?6,"
                                                  " agreed = ?7, last_try = ?8, n_failures = ?9, trouble = ?10, retry_after = ?11, message = ?12, n_asked = ?13,"
                                                  " uploads = ?14, n_refusals = ?15, try_at = ?16, unverified = ?17, trashed_at = ?18", error);

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_text (statement, 1, self->id);
  sl_statement_bind_text (statement, 2, self->address);
  sl_statement_bind_text (statement, 3, self->email);
  sl_statement_bind_text (statement, 4, self->user_id);
  sl_statement_bind_integer (statement, 5, self->generation);
  sl_statement_bind_integer (statement, 6, self->signed_in);
  sl_statement_bind_integer (statement, 7, self->agreed);
  sl_statement_bind_integer (statement, 8, self->last_try);
  sl_statement_bind_integer (statement, 9, self->n_failures);
  sl_statement_bind_integer (statement, 10, self->trouble);
  sl_statement_bind_integer (statement, 11, self->retry_after);
  sl_statement_bind_text (statement, 12, self->message);
  sl_statement_bind_integer (statement, 13, self->n_asked);
  sl_statement_bind_integer (statement, 14, self->uploads);
  sl_statement_bind_integer (statement, 15, self->refusals.n);
  sl_statement_bind_integer (statement, 16, self->refusals.try_at);
  sl_statement_bind_integer (statement, 17, self->refusals.unverified);
  sl_statement_bind_integer (statement, 18, self->trashed_at);
  return sl_statement_run (statement, error);
}

/**
 * sl_sync_account_save_round:
 *
 * Writes how a round ended, and nothing that a person, or another program, may have chosen meanwhile.
 */
gboolean
sl_sync_account_save_round (SlConnection  *connection,
                            SlSyncAccount *self,
                            GError       **error)
{
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "UPDATE sync_account SET generation = ?, agreed = max (agreed, ?), last_try = ?, n_failures = ?, trouble = ?,"
                                                  " retry_after = ?, message = ?, n_asked = ?, n_refusals = ?, try_at = ?, unverified = ? WHERE id = ?", error);

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, self->generation);
  sl_statement_bind_integer (statement, 2, self->agreed);
  sl_statement_bind_integer (statement, 3, self->last_try);
  sl_statement_bind_integer (statement, 4, self->n_failures);
  sl_statement_bind_integer (statement, 5, self->trouble);
  sl_statement_bind_integer (statement, 6, self->retry_after);
  sl_statement_bind_text (statement, 7, self->message);
  sl_statement_bind_integer (statement, 8, self->n_asked);
  sl_statement_bind_integer (statement, 9, self->refusals.n);
  sl_statement_bind_integer (statement, 10, self->refusals.try_at);
  sl_statement_bind_integer (statement, 11, self->refusals.unverified);
  sl_statement_bind_text (statement, 12, self->id);
  return sl_statement_run (statement, error);
}

/** sl_sync_account_save_backup: there is one from before the first round: another isn't needed, however often that fails */
gboolean
sl_sync_account_save_backup (SlConnection  *connection,
                             SlSyncAccount *self,
                             GError       **error)
{
  SlStatement *statement = sl_connection_prepare (connection, "UPDATE sync_account SET backed_up = 1 WHERE id = ?", error);

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_text (statement, 1, self->id);
  return sl_statement_run (statement, error);
}

/** sl_sync_account_is_local: whether the server is on this computer, and needs no network */
gboolean
sl_sync_account_is_local (const SlSyncAccount *self)
{
  g_autoptr (GUri) uri = g_uri_parse (self->address, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && sl_server_address_is_loopback (g_uri_get_host (uri));
}

/* There is no account, and nothing is known of any server. What lost there is the person's, and stays. */
static gboolean
forget (SlConnection *connection,
        GError      **error)
{
  return sl_connection_execute (connection,
                                "DELETE FROM sync_account; DELETE FROM sync_shadow; DELETE FROM sync_dirty; DELETE FROM sync_flight;"
                                " DELETE FROM sync_log; DELETE FROM sync_upload;", error);
}

/* What is in the Trash, by itself or with what it belongs to, waits for nothing; what comes out of it, the journal tells. */
static char *
build_mark_living (SlKind kind)
{
  guint owner = sl_kind_get_owner_field (kind);
  const SlField *field = owner != SL_FIELD_NONE ? sl_kind_get_field (kind, owner) : NULL;
  g_autofree char *owned = field != NULL ? g_strdup_printf (" AND NOT EXISTS (SELECT 1 FROM %s AS o WHERE o.id = r.%s AND o.deleted_at IS NOT NULL)",
                                                            sl_kind_get_info (field->target)->table, field->column)
                                         : g_strdup ("");

  return g_strdup_printf ("INSERT OR IGNORE INTO sync_dirty (kind, id) SELECT %d, r.id FROM %s AS r WHERE r.deleted_at IS NULL%s", kind,
                          sl_kind_get_info (kind)->table, owned);
}

/**
 * sl_sync_account_begin_anew:
 *
 * @self is the account from now on, and nothing is known of its server: all that is here is to be compared with what is there,
 * whoever brought it here.
 */
gboolean
sl_sync_account_begin_anew (SlConnection  *connection,
                            SlSyncAccount *self,
                            GError       **error)
{
  if (!forget (connection, error) || !sl_sync_account_save (connection, self, error))
    return FALSE;
  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    {
      g_autofree char *sql = NULL;

      if (sl_tracker_get_place (kind) == NULL)
        continue;
      sql = build_mark_living (kind);
      if (!sl_connection_execute (connection, sql, error))
        return FALSE;
    }
  return sl_connection_execute (connection, "UPDATE sync_account SET journal_seen = coalesce ((SELECT max (entry) FROM journal), 0)", error);
}

/** sl_sync_log_add: @words: a sentence without anything secret; @at: microseconds since 1970 UTC */
gboolean
sl_sync_log_add (SlConnection *connection,
                 gint64        at,
                 const char   *words,
                 GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, "INSERT INTO sync_log (at, words) VALUES (?, ?)", error);

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, at);
  sl_statement_bind_text (statement, 2, words);
  return sl_statement_run (statement, error) &&
         sl_connection_execute (connection, "DELETE FROM sync_log WHERE pk <= (SELECT max (pk) FROM sync_log) - " G_STRINGIFY (MAX_LINES), error);
}

static void
log_line_free (gpointer data)
{
  SlSyncLogLine *self = data;

  g_free (self->words);
  g_free (self);
}

/** sl_sync_log_read: (transfer full) (element-type SlSyncLogLine): the newest first */
GPtrArray *
sl_sync_log_read (SlConnection *connection,
                  GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, "SELECT at, words FROM sync_log ORDER BY pk DESC", error);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (log_line_free);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return NULL;
  while (sl_statement_step (statement, &local))
    {
      SlSyncLogLine *line = g_new0 (SlSyncLogLine, 1);

      line->at = sl_statement_get_integer (statement, 0);
      line->words = g_strdup (sl_statement_get_text (statement, 1));
      g_ptr_array_add (lines, line);
    }
  if (local == NULL)
    return g_steal_pointer (&lines);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/** sl_sync_log_line_format: (transfer full): with the day and the time in @zone before it */
char *
sl_sync_log_line_format (const SlSyncLogLine *self,
                         GTimeZone           *zone)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc_usec (self->at);
  g_autoptr (GDateTime) here = time != NULL ? g_date_time_to_timezone (time, zone) : NULL;
  g_autofree char *stamp = here != NULL ? g_date_time_format (here, "%Y-%m-%d %H:%M:%S") : g_strdup ("?");

  return g_strdup_printf ("%s  %s", stamp, self->words);
}
