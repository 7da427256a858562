/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window on one data folder. Opens the store without making anyone wait, shows one page at a time beside the
 * sidebar, and says what was done (with Undo) or why not. Its pages are in sl-window-pages.c, what can be shown by name in
 * sl-window-views.c, its actions in sl-window-actions.c, what happens when a sample is left in sl-window-sample.c. */

#define G_LOG_DOMAIN "sl-window"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-errors.h"
#include "sl-focus-keeper.h"
#include "sl-page.h"
#include "sl-pages.h"
#include "sl-text.h"
#include "sl-toast.h"
#include "sl-window-private.h"

/* Long enough to read a sentence and reach for Undo. */
#define TOAST_SECONDS 6
/* Of the list; lower than any, see .sl-table in style.css. */
#define MIN_ROW_HEIGHT 40

G_DEFINE_FINAL_TYPE (SlWindow, sl_window, ADW_TYPE_APPLICATION_WINDOW)

enum {
  PROP_0,
  PROP_WIDE,
  N_PROPS
};

enum {
  SETTLED,
  READY,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* Toasts */

/* @button: (nullable): with it @action; @target is floating */
static void
add_toast (SlWindow *self, const char *title, const char *button, const char *action, GVariant *target)
{
  AdwToast *toast = sl_toast_new (title);

  adw_toast_set_timeout (toast, TOAST_SECONDS);
  if (button != NULL)
    {
      adw_toast_set_button_label (toast, button);
      adw_toast_set_action_name (toast, action);
      adw_toast_set_action_target_value (toast, target);
    }

  /* The newest deed is the one a person wants to see and undo: no queue. */
  adw_toast_overlay_dismiss_all (self->toasts);
  sl_toast_show (toast, self->toasts);
}

static void
done_cb (SlWindow *self, SlTransaction *transaction)
{
  SlActor actor = sl_transaction_get_actor (transaction);
  g_autofree char *words = sl_deed_describe (transaction);
  gboolean undoable = actor == SL_ACTOR_PERSON || actor == SL_ACTOR_IMPORT;

  /* All was so already: nothing to tell. */
  if (sl_transaction_get_id (transaction) == 0)
    return;
  if (undoable)
    add_toast (self, words, _("_Undo"), "win.undo-transaction", g_variant_new_int64 (sl_transaction_get_id (transaction)));
  else
    add_toast (self, words, NULL, NULL, NULL);
}

static void
failed_cb (SlWindow *self, const GError *error, const char *deed)
{
  g_autofree char *words = sl_error_describe (error, deed);

  add_toast (self, words, NULL, NULL, NULL);
}

static void
saved_cb (SlWindow *self, GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *display = g_filename_display_name (base);
  g_autofree char *name = sl_text_isolate (display);
  /* Translators: %s is a file name */
  g_autofree char *words = g_strdup_printf (_("Saved as %s"), name);

  add_toast (self, words, _("_Show in Folder"), "win.show-in-folder", g_variant_new_take_string (g_file_get_uri (file)));
}

/* Opening */

static void import_closed_cb (SlWindow *self);

static void
settle (SlWindow *self)
{
  if (self->settled)
    return;

  /* What to begin with, and why it can't be opened, is said there. */
  if (sl_view_state_get_total (self->state) <= 0 && self->page == g_hash_table_lookup (self->pages, "today"))
    _sl_window_show_page (self, "applications");
  self->settled = TRUE;
  g_signal_emit (self, signals[SETTLED], 0);
}

/* It may have settled long before, on why the data couldn't be opened. */
static void
become_ready (SlWindow *self)
{
  if (self->ready)
    return;
  self->ready = TRUE;
  g_signal_emit (self, signals[READY], 0);
}

static void
look_settled_cb (SlWindow *self)
{
  if (sl_view_state_get_error (self->state) != NULL)
    {
      settle (self);
    }
  else if (sl_query_model_get_loaded (sl_view_state_get_model (self->state)) && sl_view_state_get_total (self->state) >= 0)
    {
      settle (self);
      become_ready (self);
    }
}

static void
update_undo (SlWindow *self)
{
  gboolean can_undo;
  gboolean can_redo;

  g_object_get (sl_context_get_store (self->context), "can-undo", &can_undo, "can-redo", &can_redo, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo", can_undo);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.redo", can_redo);
}

static void
import_next (SlWindow *self)
{
  g_autoptr (GFile) file = NULL;
  GObject *wizard;

  if (!self->opened || self->importing)
    return;

  file = g_queue_pop_head (&self->to_import);
  if (file == NULL)
    return;
  self->importing = TRUE;
  wizard = sl_part_import_file (GTK_WIDGET (self), self->state, file);
  g_signal_connect_object (wizard, "closed", G_CALLBACK (import_closed_cb), self, G_CONNECT_SWAPPED);
}

static void
import_closed_cb (SlWindow *self)
{
  self->importing = FALSE;
  if (self->state != NULL)
    import_next (self);
}

static void
start (SlWindow *self)
{
  SlStore *store = sl_context_get_store (self->context);

  g_signal_connect_object (store, "notify::can-undo", G_CALLBACK (update_undo), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "notify::can-redo", G_CALLBACK (update_undo), self, G_CONNECT_SWAPPED);
  update_undo (self);

  sl_applications_page_set_opened (self->applications, NULL, self->sample);
  if (SL_IS_PAGE (self->page))
    sl_page_opened (SL_PAGE (self->page), self->sample);
  sl_view_state_start (self->state);
  _sl_window_keep_backups (self);

  _sl_window_carry_over (self);
  import_next (self);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SlWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  self->opening = FALSE;
  if (sl_context_open_finish (SL_CONTEXT (source), result, &error))
    {
      self->opened = TRUE;
      start (self);
    }
  else if (!sl_error_is_silent (error))
    {
      sl_applications_page_set_opened (self->applications, error, self->sample);
      settle (self);
    }
}

void
_sl_window_open_store (SlWindow *self)
{
  /* One at a time: Try Again may be pressed twice. */
  if (self->opening || self->opened)
    return;

  self->opening = TRUE;
  sl_context_open_async (self->context, self->cancellable, opened_cb, g_object_ref (self));
}

/* Overrides */

static void
remember_size (SlWindow *self)
{
  gboolean maximized = gtk_window_is_maximized (GTK_WINDOW (self));
  int width;
  int height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_boolean (self->settings, "window-maximized", maximized);
  if (!maximized && width > 0 && height > 0)
    {
      g_settings_set_int (self->settings, "window-width", width);
      g_settings_set_int (self->settings, "window-height", height);
    }
}

static gboolean
sl_window_close_request (GtkWindow *window)
{
  SlWindow *self = SL_WINDOW (window);

  remember_size (self);
  /* It closes once that is answered. */
  if (self->sample && self->opened && !self->leaving)
    {
      _sl_window_leave_sample (self, FALSE);
      return TRUE;
    }

  return GTK_WINDOW_CLASS (sl_window_parent_class)->close_request (window);
}

static void
sl_window_dispose (GObject *object)
{
  SlWindow *self = SL_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->early);
  _sl_window_stop_entering (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_WINDOW);
  self->applications = NULL;
  self->page = NULL;
  if (self->pages != NULL)
    g_hash_table_remove_all (self->pages);
  g_queue_clear_full (&self->to_import, g_object_unref);
  g_queue_clear_full (&self->to_carry, (GDestroyNotify) _sl_carrying_free);
  g_clear_object (&self->backups);
  g_clear_object (&self->state);
  g_clear_object (&self->settings);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (sl_window_parent_class)->dispose (object);
}

static void
sl_window_finalize (GObject *object)
{
  SlWindow *self = SL_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->pages, g_hash_table_unref);

  G_OBJECT_CLASS (sl_window_parent_class)->finalize (object);
}

static void
sl_window_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_WIDE:
      g_value_set_boolean (value, SL_WINDOW (object)->wide);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_window_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SlWindow *self = SL_WINDOW (object);

  switch (prop_id)
    {
    case PROP_WIDE:
      self->wide = g_value_get_boolean (value);
      if (self->applications != NULL)
        sl_applications_page_set_wide (self->applications, self->wide);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_window_class_init (SlWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sl_window_dispose;
  object_class->finalize = sl_window_finalize;
  object_class->get_property = sl_window_get_property;
  object_class->set_property = sl_window_set_property;
  GTK_WINDOW_CLASS (klass)->close_request = sl_window_close_request;

  properties[PROP_WIDE] = g_param_spec_boolean ("wide", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SETTLED] = g_signal_new ("settled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[READY] = g_signal_new ("ready", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (SL_TYPE_SIDEBAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SlWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SlWindow, split_view);
  gtk_widget_class_bind_template_child (widget_class, SlWindow, private_banner);
  gtk_widget_class_bind_template_child (widget_class, SlWindow, sync_banner);
  gtk_widget_class_bind_template_child (widget_class, SlWindow, sidebar);
  _sl_window_install_actions (widget_class);
}

/* A page that has just become empty may have nothing to give the focus to. */
static void
focus_sidebar (gpointer data)
{
  SlWindow *self = data;

  sl_sidebar_focus_page (self->sidebar);
}

/* Where the processor draws, it takes longer to blur the shadow of one card than to draw all the rest of a page. */
static void
take_renderer (SlWindow *self)
{
  gboolean plain = GSK_IS_CAIRO_RENDERER (gtk_native_get_renderer (GTK_NATIVE (self))) &&
                   !adw_style_manager_get_high_contrast (adw_style_manager_get_default ());

  if (plain)
    gtk_widget_add_css_class (GTK_WIDGET (self), "sl-plain-shadows");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "sl-plain-shadows");
}

static void
sl_window_init (SlWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  _sl_window_watch_early_keys (self);
  sl_focus_keeper_watch (ADW_APPLICATION_WINDOW (self), focus_sidebar, self);
  g_signal_connect_after (self, "realize", G_CALLBACK (take_renderer), NULL);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast", G_CALLBACK (take_renderer), self, G_CONNECT_SWAPPED);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.redo", FALSE);
}

/* How many rows are in sight; a screen's height, if it takes all of that, is not asked for. */
static void
take_height (SlWindow *self)
{
  int height;

  gtk_window_get_default_size (GTK_WINDOW (self), NULL, &height);
  if (gtk_window_is_maximized (GTK_WINDOW (self)))
    height = G_MAXINT;
  sl_query_model_set_first_size (sl_view_state_get_model (self->state), (guint) height / MIN_ROW_HEIGHT);
}

/**
 * sl_window_new:
 * @app: the program
 * @context: services on one data folder; the window opens it
 * @settings: how the person left the last window
 * @sample: whether the data is a sample that goes away at the end
 *
 * Returns: a window, not shown yet
 */
SlWindow *
sl_window_new (GtkApplication *app, SlContext *context, GSettings *settings, gboolean sample)
{
  SlWindow *self = g_object_new (SL_TYPE_WINDOW, "application", app, NULL);
  g_autofree char *start_page = NULL;

  self->context = g_object_ref (context);
  self->settings = g_object_ref (settings);
  self->sample = sample;

  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));

  /* The store opens on its own thread while the window is drawn. */
  _sl_window_open_store (self);

  self->state = sl_view_state_new (context, settings);
  take_height (self);
  g_signal_connect_object (self, "notify::default-height", G_CALLBACK (take_height), self, 0);
  g_signal_connect_object (self, "notify::maximized", G_CALLBACK (take_height), self, 0);
  g_signal_connect_object (self->state, "done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->state, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->state, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->state, "notify::total", G_CALLBACK (look_settled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->state, "notify::error", G_CALLBACK (look_settled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sl_view_state_get_model (self->state), "notify::loaded", G_CALLBACK (look_settled_cb), self, G_CONNECT_SWAPPED);

  sl_part_accept_drops (GTK_WIDGET (self), self->state);
  sl_sidebar_set_state (self->sidebar, self->state);
  _sl_window_watch_private (self);
  _sl_window_watch_sync (self);
  _sl_window_adopt_applications (self);
  start_page = g_settings_get_string (settings, "start-page");
  _sl_window_show_page (self, sl_page_find (start_page) != NULL ? start_page : "today");

  return self;
}

/** sl_window_get_context: Returns: (transfer none): the services it looks at */
SlContext *
sl_window_get_context (SlWindow *self)
{
  g_return_val_if_fail (SL_IS_WINDOW (self), NULL);

  return self->context;
}

/** sl_window_get_state: Returns: (transfer none): its view-model */
SlViewState *
sl_window_get_state (SlWindow *self)
{
  g_return_val_if_fail (SL_IS_WINDOW (self), NULL);

  return self->state;
}

/**
 * sl_window_import_file:
 * @file: a spreadsheet, an export or an invitation; the wizard opens with it, once the window's data is open and the files before it
 *   are done
 */
void
sl_window_import_file (SlWindow *self, GFile *file)
{
  g_return_if_fail (SL_IS_WINDOW (self));
  g_return_if_fail (G_IS_FILE (file));

  g_queue_push_tail (&self->to_import, g_object_ref (file));
  import_next (self);
}

/** sl_window_tell: @button and @action are nullable */
void
sl_window_tell (SlWindow *self, const char *text, const char *button, const char *action)
{
  AdwToast *toast;

  g_return_if_fail (SL_IS_WINDOW (self));

  toast = sl_toast_new (text);
  adw_toast_set_timeout (toast, 0);
  if (button != NULL)
    {
      adw_toast_set_button_label (toast, button);
      adw_toast_set_detailed_action_name (toast, action);
    }
  sl_toast_show (toast, self->toasts);
}
