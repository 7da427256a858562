/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-sync-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-sync-account-page.h"
#include "sl-sync-conflicts-page.h"
#include "sl-sync-dialog.h"
#include "sl-sync-done.h"
#include "sl-sync-log-page.h"
#include "sl-sync-missing-page.h"
#include "sl-sync-outbox-page.h"
#include "sl-sync-preview-page.h"
#include "sl-sync-sign-in-page.h"
#include "sl-toast.h"

struct _SlSyncDialog {
  AdwDialog parent_instance;

  /* Template */
  AdwToastOverlay *toasts;
  AdwNavigationView *navigation;

  SlViewState *state;
  SlSyncKeeper *keeper;
  char *wanted; /* (nullable): page to be shown once it is known who is signed in */
  enum { UNKNOWN, SIGNED_OUT, SIGNED_IN } was;
  gboolean agreed; /* to a first sync with who is signed in */
  gint64 signs_out_at; /* when the person asked for it; 0: didn't */
  AdwToast *undo; /* (nullable): the last one that offered it, also when it isn't shown any more */
};

G_DEFINE_FINAL_TYPE (SlSyncDialog, sl_sync_dialog, ADW_TYPE_DIALOG)

static const struct {
  const char *name;
  AdwNavigationPage *(*build) (SlViewState *state);
} pages[] = {
  { "account", sl_sync_account_page_new },
  { "sign-in", sl_sync_sign_in_page_new },
  { "first", sl_sync_preview_page_new },
  { "missing", sl_sync_missing_page_new },
  { "outbox", sl_sync_outbox_page_new },
  { "conflicts", sl_sync_conflicts_page_new },
  { "log", sl_sync_log_page_new },
};

/* A page that nobody was on yet gets the focus, too: without any, no key would reach the dialog. */
static void
shown_cb (AdwNavigationPage *page)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (root != NULL && (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (page))))
    gtk_widget_child_focus (GTK_WIDGET (page), GTK_DIR_TAB_FORWARD);
}

static AdwNavigationPage *
new_page (SlSyncDialog *self, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_str_equal (pages[i].name, name))
      {
        AdwNavigationPage *page = pages[i].build (self->state);

        adw_navigation_page_set_tag (page, name);
        g_signal_connect (page, "shown", G_CALLBACK (shown_cb), NULL);
        return page;
      }
  return NULL;
}

static void
show (SlSyncDialog *self, const char *name)
{
  AdwNavigationPage *page;

  if (g_strcmp0 (adw_navigation_view_get_visible_page_tag (self->navigation), name) == 0)
    return;
  if (adw_navigation_view_find_page (self->navigation, name) != NULL)
    {
      adw_navigation_view_pop_to_tag (self->navigation, name);
      return;
    }
  page = new_page (self, name);
  if (page != NULL)
    adw_navigation_view_push (self->navigation, page);
}

static void
set_root (SlSyncDialog *self, const char *name)
{
  AdwNavigationPage *root = new_page (self, name);

  adw_navigation_view_replace (self->navigation, &root, 1);
}

/* What was asked for is shown once; who has just signed in goes on to the first sync. */
static void
show_first (SlSyncDialog *self, gboolean has_just_signed_in)
{
  g_autofree char *wanted = g_steal_pointer (&self->wanted);
  SlSyncState state = sl_sync_keeper_get_state (self->keeper);

  if (has_just_signed_in && state != SL_SYNC_STATE_UNAGREED)
    sl_sync_keeper_sync (self->keeper, SL_SYNC_RUN_BY_HAND, SL_TRACKER_MISSING_ASK);
  else if (has_just_signed_in)
    show (self, "first");
  else if (wanted != NULL)
    show (self, wanted);
}

/* Signed in anew, over the account, as somebody else: then it begins anew, too. */
static void
look_begun_anew (SlSyncDialog *self)
{
  gboolean agreed = sl_sync_keeper_get_status (self->keeper)->account->agreed;
  gboolean begins = self->agreed && !agreed;

  self->agreed = agreed;
  if (begins)
    show (self, "first");
}

/* What went to the Trash by it. Not sooner: another page takes the toasts of the one before with it. */
static void
tell_signed_out (SlSyncDialog *self)
{
  if (self->signs_out_at != 0)
    sl_sync_done_tell (GTK_WIDGET (self), self->state, self->signs_out_at);
  self->signs_out_at = 0;
}

static void
update (SlSyncDialog *self)
{
  gboolean signed_in = self->keeper != NULL && sl_sync_keeper_get_state (self->keeper) != SL_SYNC_STATE_OFF;
  gboolean has_just_signed_in = signed_in && self->was == SIGNED_OUT;

  if (self->keeper == NULL || sl_sync_keeper_get_status (self->keeper) == NULL)
    return;
  if (self->was == (signed_in ? SIGNED_IN : SIGNED_OUT))
    {
      if (signed_in)
        look_begun_anew (self);
      return;
    }
  self->agreed = signed_in && sl_sync_keeper_get_status (self->keeper)->account->agreed;
  self->was = signed_in ? SIGNED_IN : SIGNED_OUT;
  set_root (self, signed_in ? "account" : "sign-in");
  if (signed_in)
    show_first (self, has_just_signed_in);
  else
    tell_signed_out (self);
}

static void
show_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show (SL_SYNC_DIALOG (widget), g_variant_get_string (parameter, NULL));
}

/* What was said of one page is read when one goes on to another; and it would take the next Escape for itself. */
static void
visible_page_cb (SlSyncDialog *self)
{
  if (self->toasts != NULL)
    adw_toast_overlay_dismiss_all (self->toasts);
}

static void
forget_undo (SlSyncDialog *self)
{
  g_clear_object (&self->undo);
}

/* What was done last in here, such as keeping what lost, may be no step of the window's: its Undo is that of the toast. */
static gboolean
undo_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  SlSyncDialog *self = SL_SYNC_DIALOG (widget);
  g_autoptr (AdwToast) toast = g_steal_pointer (&self->undo);

  if (toast == NULL)
    return GDK_EVENT_PROPAGATE;
  adw_toast_dismiss (toast);
  if (adw_toast_get_action_name (toast) != NULL)
    gtk_widget_activate_action_variant (widget, adw_toast_get_action_name (toast), adw_toast_get_action_target_value (toast));
  else
    g_signal_emit_by_name (toast, "button-clicked");
  return GDK_EVENT_STOP;
}

static void
close_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
sl_sync_dialog_dispose (GObject *object)
{
  SlSyncDialog *self = SL_SYNC_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_SYNC_DIALOG);
  g_clear_object (&self->undo);
  g_clear_object (&self->keeper);
  g_clear_object (&self->state);
  g_clear_pointer (&self->wanted, g_free);
  G_OBJECT_CLASS (sl_sync_dialog_parent_class)->dispose (object);
}

static void
sl_sync_dialog_class_init (SlSyncDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_sync_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-sync-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SlSyncDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, SlSyncDialog, navigation);
  gtk_widget_class_bind_template_callback (widget_class, visible_page_cb);
  gtk_widget_class_install_action (widget_class, "sync.show", "s", show_action);
  gtk_widget_class_install_action (widget_class, "sync.close", NULL, close_action);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, undo_cb, NULL);
}

static void
sl_sync_dialog_init (SlSyncDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sl_sync_dialog_new:
 * @state: the window's
 * @page: (nullable): what is shown over the account, once somebody is signed in: "outbox", "conflicts", "missing", "first", "sign-in"
 *
 * Returns: (transfer floating) (nullable): the dialog; %NULL: these data aren't for syncing
 */
AdwDialog *
sl_sync_dialog_new (SlViewState *state, const char *page)
{
  SlSyncDialog *self;

  if (sl_view_state_get_sync (state) == NULL)
    return NULL;
  self = g_object_new (SL_TYPE_SYNC_DIALOG, NULL);
  self->state = g_object_ref (state);
  self->keeper = g_object_ref (sl_view_state_get_sync (state));
  self->wanted = g_strdup (page);
  g_signal_connect_object (self->keeper, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return ADW_DIALOG (self);
}

/** sl_sync_dialog_await_sign_out: what it changes from now on is told once the person is signed out; @inside: a widget of the dialog */
void
sl_sync_dialog_await_sign_out (GtkWidget *inside)
{
  SlSyncDialog *self = SL_SYNC_DIALOG (gtk_widget_get_ancestor (inside, SL_TYPE_SYNC_DIALOG));

  if (self != NULL && self->state != NULL)
    self->signs_out_at = sl_clock_get_now (sl_context_get_clock (sl_view_state_get_context (self->state)));
}

/** sl_sync_dialog_show_toast: @inside: a widget of the dialog; @toast: (transfer full): instead of any other */
void
sl_sync_dialog_show_toast (GtkWidget *inside, AdwToast *toast)
{
  SlSyncDialog *self = SL_SYNC_DIALOG (gtk_widget_get_ancestor (inside, SL_TYPE_SYNC_DIALOG));

  if (self == NULL || self->toasts == NULL)
    {
      g_object_unref (toast);
      return;
    }
  adw_toast_overlay_dismiss_all (self->toasts);
  g_clear_object (&self->undo);
  if (adw_toast_get_button_label (toast) != NULL)
    {
      self->undo = g_object_ref (toast);
      g_signal_connect_object (toast, "button-clicked", G_CALLBACK (forget_undo), self, G_CONNECT_SWAPPED);
    }
  sl_toast_show (toast, self->toasts);
}

/**
 * sl_sync_dialog_tell:
 * @inside: a widget of the dialog
 * @words: what was done, or why not
 * @undo_id: of the transaction that Undo takes back; 0: none
 */
void
sl_sync_dialog_tell (GtkWidget *inside, const char *words, gint64 undo_id)
{
  AdwToast *toast = sl_toast_new (words);

  if (undo_id > 0)
    {
      adw_toast_set_button_label (toast, _("_Undo"));
      adw_toast_set_action_name (toast, "win.undo-transaction");
      adw_toast_set_action_target_value (toast, g_variant_new_int64 (undo_id));
    }
  sl_sync_dialog_show_toast (inside, toast);
}
