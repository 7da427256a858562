/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-sync-done"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-count.h"
#include "sl-errors.h"
#include "sl-sync-choice.h"
#include "sl-sync-dialog.h"
#include "sl-sync-done.h"
#include "sl-toast.h"

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) inside = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_store_read_finish (SL_STORE (source), result, &error);
  g_autofree char *words = NULL;

  if (error != NULL)
    sl_sync_done_failed (inside, error, NULL);
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

/* Of what was kept. */
typedef struct {
  GtkWidget *inside;
  SlSyncKeeper *keeper;
  gint64 mark;
} Kept;

static void
kept_free (gpointer data, GClosure *closure)
{
  Kept *kept = data;

  g_object_unref (kept->inside);
  g_object_unref (kept->keeper);
  g_free (kept);
}

static void
reopened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) inside = user_data;
  g_autoptr (GError) error = NULL;

  if (!sl_sync_keeper_finish (SL_SYNC_KEEPER (source), result, &error))
    sl_sync_done_failed (inside, error, _("It wasn’t undone."));
}

static void
reopen_cb (AdwToast *toast, gpointer user_data)
{
  Kept *kept = user_data;

  sl_sync_keeper_reopen_async (kept->keeper, kept->mark, reopened_cb, g_object_ref (kept->inside));
}

/** sl_sync_done_kept: tells that @n conflicts were settled with @mark, with Undo; @inside: a widget of the dialog */
void
sl_sync_done_kept (GtkWidget *inside, SlSyncKeeper *keeper, gint64 mark, guint n)
{
  g_autofree char *words = g_strdup_printf (ngettext ("Kept it as it is", "Kept %s entries as they are", n), SL_COUNT (n));
  AdwToast *toast = sl_toast_new (words);
  Kept *kept = g_new0 (Kept, 1);

  kept->inside = g_object_ref (inside);
  kept->keeper = g_object_ref (keeper);
  kept->mark = mark;
  adw_toast_set_button_label (toast, _("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (reopen_cb), kept, kept_free, 0);
  sl_sync_dialog_show_toast (inside, toast);
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
