/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sl-sync-choice"

#include "config.h"

#include "sl-deeds-private.h"
#include "sl-server-address.h"
#include "sl-store-query.h"
#include "sl-sync-choice.h"

/* A round, and other programs, may have been at work since. */
#define MAX_LATER 20

gpointer
sl_sync_read_last_choice (SlConnection *connection,
                          gpointer      data,
                          GCancellable *cancellable,
                          GError      **error)
{
  g_autoptr (GPtrArray) newest = sl_store_read_transactions (connection, NULL, MAX_LATER, error);
  gint64 since = *(gint64 *) data;

  for (guint i = 0; newest != NULL && i < newest->len; i++)
    {
      SlTransaction *transaction = g_ptr_array_index (newest, i);
      const char *deed = sl_transaction_get_deed (transaction);

      if (sl_transaction_get_time (transaction) >= since && sl_transaction_get_actor (transaction) == SL_ACTOR_PERSON &&
          (g_strcmp0 (deed, SL_DEED_DISCARD) == 0 || g_strcmp0 (deed, SL_DEED_SWAP) == 0 || g_strcmp0 (deed, SL_DEED_SIGN_OUT) == 0))
        return g_object_ref (transaction);
    }
  return NULL;
}

char *
sl_sync_read_address (const char *text,
                      GError    **error)
{
  return sl_server_address_normalize (text, error);
}
