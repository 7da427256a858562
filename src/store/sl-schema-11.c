/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Version 11 of the data file: what a program that begins anew has to know of the account. Frozen once released, as
 * sl-schema-1.c. */

#define G_LOG_DOMAIN "sl-schema-11"

#include "config.h"

#include "sl-schema.h"

const char sl_schema_11[] =
  /* n_refusals: how often the server didn't take the password in a row. try_at: it isn't asked again before. unverified:
   * whether it waits for the person to open its e-mail. backed_up: whether there is a backup from before the first round. */
  "ALTER TABLE sync_account ADD COLUMN n_refusals INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE sync_account ADD COLUMN try_at INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE sync_account ADD COLUMN unverified INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE sync_account ADD COLUMN backed_up INTEGER NOT NULL DEFAULT 0;";
