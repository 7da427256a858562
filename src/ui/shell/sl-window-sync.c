/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The "win." actions about syncing, and what the window says by itself when nothing was synced for long. */

#define G_LOG_DOMAIN "sl-window"

#include "config.h"

#include "sl-window-private.h"

static void
sync_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const struct {
    const char *name;
    SlPart part;
  } parts[] = {
    { "win.sync", SL_PART_SYNC },
    { "win.sync-sign-in", SL_PART_SYNC_SIGN_IN },
    { "win.sync-first", SL_PART_SYNC_FIRST },
    { "win.sync-outbox", SL_PART_SYNC_OUTBOX },
    { "win.sync-conflicts", SL_PART_SYNC_CONFLICTS },
    { "win.sync-missing", SL_PART_SYNC_MISSING },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_str_equal (parts[i].name, name))
      _sl_window_present_part (SL_WINDOW (widget), parts[i].part);
}

/* All that was handed to the store before is on disk, or was refused and told of. */
static void
typed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlSyncKeeper) sync = data;
  g_autoptr (SlTransaction) transaction = sl_store_apply_finish (SL_STORE (source), result, NULL);

  sl_sync_keeper_sync (sync, SL_SYNC_RUN_BY_HAND, SL_TRACKER_MISSING_ASK);
}

static void
finish_typing (SlWindow *self)
{
  GtkApplication *app = gtk_window_get_application (GTK_WINDOW (self));

  for (GList *l = app != NULL ? gtk_application_get_windows (app) : NULL; l != NULL; l = l->next)
    if (SL_IS_WINDOW (l->data) && SL_WINDOW (l->data)->state != NULL)
      sl_view_state_finish_typing (SL_WINDOW (l->data)->state);
}

/* What is being typed goes along: the round waits until it is saved. */
static void
sync_now_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlWindow *self = SL_WINDOW (widget);
  SlSyncKeeper *sync = sl_view_state_get_sync (self->state);
  g_autoptr (SlChangeset) nothing = NULL;

  if (sync == NULL)
    return;
  finish_typing (self);
  nothing = sl_changeset_new (SL_ACTOR_PERSON, "nothing");
  sl_store_apply_async (sl_context_get_store (self->context), nothing, NULL, typed_cb, g_object_ref (sync));
}

static void
update (SlWindow *self)
{
  SlSyncKeeper *sync = sl_view_state_get_sync (self->state);
  SlSyncState state = sync != NULL ? sl_sync_keeper_get_state (sync) : SL_SYNC_STATE_OFF;
  gboolean signed_in = state != SL_SYNC_STATE_OFF;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.sync", sync != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.sync-sign-in", signed_in);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.sync-first", signed_in);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.sync-outbox", signed_in);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.sync-conflicts", signed_in);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.sync-missing", signed_in);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.sync-now", signed_in && state != SL_SYNC_STATE_UNAGREED && state != SL_SYNC_STATE_RUNNING);
  adw_banner_set_revealed (self->sync_banner, sync != NULL && sl_sync_keeper_is_overdue (sync));
}

static void
keeper_cb (SlWindow *self)
{
  SlSyncKeeper *sync = sl_view_state_get_sync (self->state);

  if (sync != NULL)
    g_signal_connect_object (sync, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

/** _sl_window_watch_sync: from now on; the data may not be open yet */
void
_sl_window_watch_sync (SlWindow *self)
{
  g_signal_connect_object (self->state, "notify::sync", G_CALLBACK (keeper_cb), self, G_CONNECT_SWAPPED);
  keeper_cb (self);
}

/** _sl_window_install_sync_actions: for class_init only */
void
_sl_window_install_sync_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.sync", NULL, sync_action);
  gtk_widget_class_install_action (widget_class, "win.sync-sign-in", NULL, sync_action);
  gtk_widget_class_install_action (widget_class, "win.sync-first", NULL, sync_action);
  gtk_widget_class_install_action (widget_class, "win.sync-outbox", NULL, sync_action);
  gtk_widget_class_install_action (widget_class, "win.sync-conflicts", NULL, sync_action);
  gtk_widget_class_install_action (widget_class, "win.sync-missing", NULL, sync_action);
  gtk_widget_class_install_action (widget_class, "win.sync-now", NULL, sync_now_action);
}
