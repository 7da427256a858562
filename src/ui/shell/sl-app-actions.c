/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The actions that belong to no window, and the keys of all. */

#define G_LOG_DOMAIN "sl-app-actions"

#include "config.h"

#include "sl-about.h"
#include "sl-app-private.h"
#include "sl-autostart.h"
#include "sl-help.h"
#include "sl-pages.h"

static const struct {
  const char *action;
  const char *accels[3];
} accels[] = {
  { "app.quit", { "<Control>q" } },
  { "app.help", { "F1" } },
  { "app.shortcuts", { "<Control>question" } },
  { "window.close", { "<Control>w" } },
  { "win.new", { "<Control>n" } },
  { "win.find", { "<Control>k" } },
  { "win.search", { "<Control>f" } },
  { "win.view::list", { "<Control>1" } },
  { "win.view::board", { "<Control>2" } },
  { "win.view::charts", { "<Control>3" } },
  { "win.import", { "<Control>i" } },
  { "win.export", { "<Control>e" } },
  { "win.sync-now", { "<Control>r" } },
  { "win.menu", { "F10" } },
  { "win.preferences", { "<Control>comma" } },
  { "win.private-mode", { "<Control><Shift>h" } },
};

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SlApp *self = user_data;
  GList *windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (self)));

  /* Each may still have something to save: close them as a person would. */
  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
  g_list_free (windows);
}

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);

  if (window != NULL)
    adw_dialog_present (sl_about_new (SL_IS_WINDOW (window) ? sl_window_get_context (SL_WINDOW (window)) : NULL), GTK_WIDGET (window));
}

static void
shortcuts_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);

  if (SL_IS_WINDOW (window))
    sl_window_show (SL_WINDOW (window), "shortcuts");
}

static void
help_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);

  if (SL_IS_WINDOW (window))
    sl_help_show (SL_WINDOW (window));
}

static void
own_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  _sl_app_present_own (user_data);
}

/* Brings the person's own search to @what: a page (@id is "") or a record's kind. */
void
_sl_app_take_to (SlApp *self, const char *what, const char *id)
{
  gboolean is_there = FALSE;
  SlWindow *window;

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    is_there |= SL_IS_WINDOW (l->data) && sl_window_get_context (l->data) == self->own;
  g_clear_pointer (&self->to_open, g_variant_unref);
  self->to_open = g_variant_ref_sink (g_variant_new ("(ss)", what, id));
  window = _sl_app_present_own (self);
  /* A new one shows it once it has the data. */
  if (is_there)
    _sl_app_open_wanted (self, window);
}

/* From a notification, which may come while there is no window. */
static void
open_record_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *kind;
  const char *id;

  g_variant_get (parameter, "(&s&s)", &kind, &id);
  _sl_app_take_to (user_data, kind, id);
}

static void
open_page_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  _sl_app_take_to (user_data, g_variant_get_string (parameter, NULL), "");
}

static void
tell (SlApp *self, const char *text)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (SL_IS_WINDOW (window))
    sl_window_tell (SL_WINDOW (window), text, NULL, NULL);
}

/* The answer is remembered and shown in the preferences; told at once only when it isn't what was wished for. */
static void
login_set_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlApp) self = data;
  g_autoptr (GError) error = NULL;
  const char *state = sl_autostart_set_finish (result, &error);

  g_application_release (G_APPLICATION (self));
  if (self->settings == NULL)
    return;
  if (state != NULL)
    g_settings_set_string (self->settings, SL_AUTOSTART_KEY, state);
  /* Also when it is as before: a switch that was turned has to go back. */
  g_signal_emit_by_name (self->settings, "changed::" SL_AUTOSTART_KEY, SL_AUTOSTART_KEY);
  if (state == NULL || g_str_equal (state, SL_AUTOSTART_DENIED))
    tell (self, error != NULL ? error->message : sl_autostart_describe (state));
}

static void
remind_at_login_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SlApp *self = user_data;

  g_application_hold (G_APPLICATION (self));
  sl_autostart_set_async (sl_autostart_get_way (), g_variant_get_boolean (parameter), NULL, login_set_cb, g_object_ref (self));
}

static void
sample_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  _sl_app_make_sample (user_data, SL_APP_SAMPLE_COUNT);
}

void
_sl_app_add_actions (SlApp *self)
{
  static const GActionEntry actions[] = {
    { .name = "quit", .activate = quit_action },
    { .name = "about", .activate = about_action },
    { .name = "help", .activate = help_action },
    { .name = "shortcuts", .activate = shortcuts_action },
    { .name = "own", .activate = own_action },
    { .name = "sample", .activate = sample_action },
    { .name = "open-record", .activate = open_record_action, .parameter_type = "(ss)" },
    { .name = "open-page", .activate = open_page_action, .parameter_type = "s" },
    { .name = "remind-at-login", .activate = remind_at_login_action, .parameter_type = "b" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}

void
_sl_app_set_accels (SlApp *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accels[i].action, accels[i].accels);
  for (guint i = 0; i < sl_n_pages; i++)
    {
      g_autofree char *action = g_strconcat ("win.enter-page::", sl_pages[i].name, NULL);
      g_autofree char *accel = sl_page_dup_accel (&sl_pages[i]);

      gtk_application_set_accels_for_action (GTK_APPLICATION (self), action, (const char *[]) { accel, NULL });
    }
}
