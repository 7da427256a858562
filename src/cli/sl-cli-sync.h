/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands about syncing share: this computer's end of the account, and how it stands. */

#pragma once

#include "sl-cli.h"
#include "sl-sync-client.h"
#include "sl-sync-status.h"

G_BEGIN_DECLS

extern const SlCliCommand sl_cli_account_parts[];
extern const SlCliCommand sl_cli_outbox_parts[];
extern const SlCliCommand sl_cli_conflict_parts[];
SlCliExit sl_cli_account (SlCli *cli, char ***argv);
SlCliExit sl_cli_sync (SlCli *cli, char ***argv);
SlCliExit sl_cli_outbox (SlCli *cli, char ***argv);
SlCliExit sl_cli_conflicts (SlCli *cli, char ***argv);

/* The client of the open data; @may_ask: whether the keyring may ask somebody to unlock it. (transfer full) */
SlSyncClient *sl_cli_make_client (SlCli *cli, gboolean may_ask);
/* (transfer full) (nullable): NULL with @error set */
SlSyncStatus *sl_cli_read_status (SlCli *cli, GError **error);
/* The step that “undo” takes back next; 0: none. Tells whether what was done is one. */
gint64 sl_cli_find_step (SlCli *cli);
/* (transfer full): how it stands, for scripts */
JsonObject *sl_cli_status_to_json (const SlSyncStatus *status);

/* (transfer full) (nullable): typed unseen on a terminal, else the first line of standard input; free with sl_secret_free(). */
char *sl_cli_read_password (const char *prompt, GError **error);
char *sl_cli_name_record (SlConnection *connection, SlKind kind, const char *id, GError **error);

G_END_DECLS
