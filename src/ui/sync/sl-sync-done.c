/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-sync-done"

#include "config.h"

#include "sl-errors.h"
#include "sl-sync-choice.h"
#include "sl-sync-dialog.h"
#include "sl-sync-done.h"

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) inside = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_store_read_finish (SL_STORE (source), result, &error);
  g_autofree char *words = NULL;

  if (transaction == NULL)
    return;
  words = sl_deed_describe (transaction);
  sl_sync_dialog_tell (inside, words, sl_transaction_get_id (transaction));
}

/**
 * sl_sync_done_tell:
 * @inside: a widget of the dialog
 * @since: when the person chose, microseconds since 1970 UTC
 *
 * Tells what was changed by it, with Undo.
 */
void
sl_sync_done_tell (GtkWidget *inside, SlViewState *state, gint64 since)
{
  sl_store_read_async (sl_view_state_get_store (state), SL_READ_INTERACTIVE, sl_sync_read_last_choice, g_memdup2 (&since, sizeof since), g_free,
                       g_object_unref, NULL, read_cb, g_object_ref (inside));
}

/** sl_sync_done_failed: tells that it couldn't be done; @deed: as for sl_error_describe() */
void
sl_sync_done_failed (GtkWidget *inside, const GError *error, const char *deed)
{
  g_autofree char *words = NULL;

  if (sl_error_is_silent (error))
    return;
  words = sl_error_describe (error, deed);
  sl_sync_dialog_tell (inside, words, 0);
}
