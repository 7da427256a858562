/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one account that this computer syncs with, and what became of its last rounds. Functions of a connection, called
 * inside its transactions. Password and token aren't here but in the keyring. */

#pragma once

#include "sl-connection.h"
#include "sl-sync-schedule.h"
#include "sl-tracker-session.h"
#include "sl-tracker-words.h"

G_BEGIN_DECLS

/**
 * SlSyncAccount:
 * @id: of the account here, for the keyring and for dice
 * @address: of the server, as sl_server_address_normalize() writes it
 * @user_id: (nullable): who the person is there
 * @signed_in: whether the person wants it synced
 * @agreed: whether the person has seen and wants what the first round does
 * @uploads: whether the person wants the files of résumés there
 * @last_success: when the last good round ended, microseconds since 1970 UTC; 0: there was none
 * @last_try: when the last one ended, well or not
 * @n_failures: how many failed since the last good one
 * @trouble: how the last one failed
 * @retry_after: seconds that the server asked to wait then; -1: it didn't
 * @message: (nullable): why it failed, in a sentence for people
 * @n_asked: records that aren't on the server any more; too many to go to the Trash without the person's yes
 * @refusals: of the password
 * @backed_up: whether there is a backup from before the first round
 * @trashed_at: when the person signed out and what the server has went to the Trash here; 0: it didn't. It is what says the same
 *   time, and signing in as the same person brings it back
 */
typedef struct {
  char *id;
  char *address;
  char *email;
  char *user_id;
  SlTrackerGeneration generation;
  gboolean signed_in;
  gboolean agreed;
  gboolean uploads;
  gint64 last_success;
  gint64 last_try;
  guint n_failures;
  SlSyncTrouble trouble;
  gint64 retry_after;
  char *message;
  guint n_asked;
  SlTrackerRefusals refusals;
  gboolean backed_up;
  gint64 trashed_at;
} SlSyncAccount;

SlSyncAccount *sl_sync_account_new   (const char *address, const char *email);
void           sl_sync_account_free  (SlSyncAccount *self);
SlSyncAccount *sl_sync_account_read  (SlConnection *connection, GError **error);
gboolean       sl_sync_account_save  (SlConnection *connection, SlSyncAccount *self, GError **error);
gboolean       sl_sync_account_save_round (SlConnection *connection, SlSyncAccount *self, GError **error);
gboolean       sl_sync_account_save_backup (SlConnection *connection, SlSyncAccount *self, GError **error);
gboolean       sl_sync_account_begin_anew (SlConnection *connection, SlSyncAccount *self, GError **error);

gboolean       sl_sync_account_is_local (const SlSyncAccount *self);

/**
 * SlSyncLogLine: what happened, for the person to read and to pass on
 * @at: microseconds since 1970 UTC
 * @words: sentences
 */
typedef struct {
  gint64 at;
  char *words;
} SlSyncLogLine;

gboolean       sl_sync_log_add       (SlConnection *connection, gint64 at, const char *words, GError **error);
GPtrArray     *sl_sync_log_read      (SlConnection *connection, GError **error);
char          *sl_sync_log_line_format (const SlSyncLogLine *self, GTimeZone *zone);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlSyncAccount, sl_sync_account_free)

G_END_DECLS
