/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-sync-sign-in-page"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-alert.h"
#include "sl-error.h"
#include "sl-errors.h"
#include "sl-open-link.h"
#include "sl-sync-choice.h"
#include "sl-sync-sign-in-page.h"

/* What is over sooner shows nothing that turns. */
#define SPINNER_MS 300
/* Of a new account, so that every server takes them: some ask for less. */
#define USERNAME_LEAST 3
#define USERNAME_MOST 50
#define PASSWORD_LEAST 8
#define PASSWORD_MOST 128

struct _SlSyncSignInPage {
  AdwNavigationPage parent_instance;

  /* Template */
  AdwBanner *problem;
  AdwToggleGroup *mode;
  AdwEntryRow *address;
  AdwEntryRow *email;
  AdwEntryRow *username;
  AdwEntryRow *display_name;
  AdwEntryRow *password;
  GtkWidget *enter;
  GtkLabel *enter_label;
  GtkWidget *spinner;
  GtkWidget *cancel;

  SlViewState *state;
  SlSyncKeeper *keeper;
  GCancellable *cancellable; /* (nullable): of the try that is under way */
  char *left; /* (nullable): what was said of signing out */
  guint spin;                /* source */
  gboolean other;            /* the try starts over with another account */
};

G_DEFINE_FINAL_TYPE (SlSyncSignInPage, sl_sync_sign_in_page, ADW_TYPE_NAVIGATION_PAGE)

static gboolean
is_registering (SlSyncSignInPage *self)
{
  return g_strcmp0 (adw_toggle_group_get_active_name (self->mode), "register") == 0;
}

static const char *
get_text (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

#define N_ROWS 5

/* From above. */
static void
get_rows (SlSyncSignInPage *self, AdwEntryRow *rows[N_ROWS])
{
  rows[0] = self->address;
  rows[1] = self->email;
  rows[2] = self->username;
  rows[3] = self->display_name;
  rows[4] = self->password;
}

/* What is wrong */

/* In the row's own title, in colour, and aloud; %NULL: nothing any more. */
static void
show_row_problem (AdwEntryRow *row, const char *message)
{
  const char *label = g_object_get_data (G_OBJECT (row), "label");

  if (label == NULL)
    g_object_set_data_full (G_OBJECT (row), "label", g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row))), g_free);
  else if (message == NULL)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               message != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (row), message);
  if (message == NULL)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
      return;
    }
  gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), message);
  gtk_accessible_announce (GTK_ACCESSIBLE (row), message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
forget_problems (SlSyncSignInPage *self)
{
  AdwEntryRow *rows[N_ROWS];

  get_rows (self, rows);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    show_row_problem (rows[i], NULL);
  adw_banner_set_revealed (self->problem, FALSE);
}

static void
show_banner (SlSyncSignInPage *self, const char *words)
{
  adw_banner_set_title (self->problem, words);
  adw_banner_set_revealed (self->problem, TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
show_problem (SlSyncSignInPage *self, const GError *error)
{
  g_autofree char *words = sl_error_describe (error, NULL);
  gboolean on_web_page = is_registering (self) && (g_error_matches (error, SL_ERROR, SL_ERROR_SIGN_IN) || g_error_matches (error, SL_ERROR, SL_ERROR_UNSUPPORTED));

  adw_banner_set_button_label (self->problem, on_web_page ? _("Open _Web Page") : NULL);
  show_banner (self, words);
}

/* The first that is wrong, from above. */
static void
focus_problem (SlSyncSignInPage *self)
{
  AdwEntryRow *rows[N_ROWS];

  get_rows (self, rows);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (gtk_widget_has_css_class (GTK_WIDGET (rows[i]), "error"))
      {
        gtk_widget_grab_focus (GTK_WIDGET (rows[i]));
        return;
      }
}

static gboolean
is_within (const char *text, glong least, glong most)
{
  glong length = g_utf8_strlen (text, -1);

  return length >= least && length <= most;
}

/* Of one that is made anew. (transfer full) (nullable) */
static char *
build_username_problem (SlSyncSignInPage *self)
{
  const char *username = get_text (self->username);

  if (!is_registering (self) || is_within (username, USERNAME_LEAST, USERNAME_MOST))
    return NULL;
  if (*username == '\0')
    return g_strdup (_("Choose a username"));
  return g_strdup_printf (_("Choose a username of %d to %d characters"), USERNAME_LEAST, USERNAME_MOST);
}

/* (transfer full) (nullable) */
static char *
build_password_problem (SlSyncSignInPage *self)
{
  const char *password = get_text (self->password);

  if (!is_registering (self))
    return *password == '\0' ? g_strdup (_("Enter your password")) : NULL;
  if (is_within (password, PASSWORD_LEAST, PASSWORD_MOST))
    return NULL;
  return g_strdup_printf (_("Choose a password of %d to %d characters"), PASSWORD_LEAST, PASSWORD_MOST);
}

static const char *
get_email_problem (SlSyncSignInPage *self)
{
  const char *at = strchr (get_text (self->email), '@');

  if (at != NULL && (!is_registering (self) || (at != get_text (self->email) && at[1] != '\0')))
    return NULL;
  return is_registering (self) ? _("Enter your e-mail address, such as name@example.org") : _("Enter the e-mail address of your account");
}

/* Before anything is sent: all that is known to be wrong. */
static gboolean
check (SlSyncSignInPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *address = sl_sync_read_address (get_text (self->address), &error);
  g_autofree char *username = build_username_problem (self);
  g_autofree char *password = build_password_problem (self);
  const struct {
    AdwEntryRow *row;
    const char *problem;
  } found[] = {
    { self->address, address == NULL ? error->message : NULL },
    { self->email, get_email_problem (self) },
    { self->username, username },
    { self->password, password },
  };
  gboolean good = TRUE;

  forget_problems (self);
  for (guint i = 0; i < G_N_ELEMENTS (found); i++)
    if (found[i].problem != NULL)
      {
        show_row_problem (found[i].row, found[i].problem);
        good = FALSE;
      }
  focus_problem (self);
  return good;
}

/* Which fields the server doesn't take; why, is said above them. */
static void
show_refused (SlSyncSignInPage *self, char **refused)
{
  const struct {
    const char *name;
    AdwEntryRow *row;
    const char *words;
  } fields[] = {
    { "email", self->email, _("Enter another e-mail address") },
    { "username", self->username, _("Choose another username") },
    { "display_name", self->display_name, _("Choose another name") },
    { "password", self->password, is_registering (self) ? _("Choose another password") : _("Enter another password") },
  };

  for (guint i = 0; refused != NULL && i < G_N_ELEMENTS (fields); i++)
    if (g_strv_contains ((const char *const *) refused, fields[i].name))
      show_row_problem (fields[i].row, fields[i].words);
  focus_problem (self);
}

/* Working */

static void
spin_cb (gpointer data)
{
  SlSyncSignInPage *self = data;

  self->spin = 0;
  gtk_widget_set_visible (self->spinner, TRUE);
}

static void
set_working (SlSyncSignInPage *self, gboolean working)
{
  AdwEntryRow *rows[N_ROWS];

  get_rows (self, rows);
  g_clear_handle_id (&self->spin, g_source_remove);
  if (working)
    self->spin = g_timeout_add_once (SPINNER_MS, spin_cb, self);
  else
    gtk_widget_set_visible (self->spinner, FALSE);
  /* Not insensitive: the focus, and the cursor with it, may be there. */
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_editable_set_editable (GTK_EDITABLE (rows[i]), !working);
  gtk_widget_set_visible (self->cancel, working);
  gtk_widget_grab_focus (working ? self->cancel : GTK_WIDGET (self->password));
  gtk_widget_set_sensitive (GTK_WIDGET (self->mode), !working);
  gtk_widget_set_sensitive (self->enter, !working);
}

static void enter (SlSyncSignInPage *self, gboolean other);

static void
other_answered_cb (AdwAlertDialog *alert, const char *response, SlSyncSignInPage *self)
{
  if (g_str_equal (response, "other"))
    enter (self, TRUE);
}

static void
ask_other (SlSyncSignInPage *self, const GError *which)
{
  AdwDialog *alert = sl_alert_new (_("Start Over With Another Account?"), NULL);
  g_autofree char *body = g_strconcat (which->message, "\n\n",
                                       _("What is on this computer stays; before anything is sent or fetched, you see what the first sync would do."), NULL);

  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (alert), body);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (alert), "cancel", _("_Cancel"), "other", _("_Start Over"), NULL);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (alert), "cancel");
  g_signal_connect_object (alert, "response", G_CALLBACK (other_answered_cb), self, 0);
  adw_dialog_present (alert, GTK_WIDGET (self));
}

/* Signed in anew, over the account: back there, and on with what waited. */
static void
go_on (SlSyncSignInPage *self)
{
  GtkWidget *navigation = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);
  const SlSyncStatus *status = sl_sync_keeper_get_status (self->keeper);

  gtk_editable_set_text (GTK_EDITABLE (self->password), "");
  if (navigation == NULL || adw_navigation_view_get_previous_page (ADW_NAVIGATION_VIEW (navigation), ADW_NAVIGATION_PAGE (self)) == NULL)
    return;
  /* What is known may still be of the one before. */
  if (!self->other && status != NULL && status->account != NULL && status->account->agreed)
    sl_sync_keeper_sync (self->keeper, SL_SYNC_RUN_BY_HAND, SL_TRACKER_MISSING_ASK);
  adw_navigation_view_pop (ADW_NAVIGATION_VIEW (navigation));
}

static void
entered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SlSyncSignInPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) refused = NULL;
  gboolean done = sl_sync_keeper_finish_sign_in (SL_SYNC_KEEPER (source), result, &refused, &error);

  if (self->state == NULL)
    return;
  g_clear_object (&self->cancellable);
  set_working (self, FALSE);
  if (done)
    go_on (self);
  else if (g_error_matches (error, SL_ERROR, SL_ERROR_OTHER_ACCOUNT))
    ask_other (self, error);
  else if (!sl_error_is_silent (error))
    {
      show_problem (self, error);
      show_refused (self, refused);
    }
}

static void
enter (SlSyncSignInPage *self, gboolean other)
{
  gboolean registers = is_registering (self);
  const char *display_name = get_text (self->display_name);
  const SlSyncSignIn entered = {
    .address = get_text (self->address),
    .email = get_text (self->email),
    .password = get_text (self->password),
    .username = registers ? get_text (self->username) : NULL,
    .display_name = registers && *display_name != '\0' ? display_name : NULL,
    .other = other,
  };

  self->other = other;
  self->cancellable = g_cancellable_new ();
  set_working (self, TRUE);
  sl_sync_keeper_sign_in_async (self->keeper, &entered, self->cancellable, entered_cb, g_object_ref (self));
}

static void
enter_cb (SlSyncSignInPage *self)
{
  if (self->cancellable == NULL && check (self))
    enter (self, FALSE);
}

static void
cancel_cb (SlSyncSignInPage *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
web_page_cb (SlSyncSignInPage *self)
{
  g_autofree char *address = sl_sync_read_address (get_text (self->address), NULL);

  if (address != NULL)
    sl_open_link (GTK_WIDGET (self), self->state, address);
}

static void
mode_cb (SlSyncSignInPage *self)
{
  gboolean registers = is_registering (self);

  if (self->state == NULL)
    return;
  forget_problems (self);
  gtk_widget_set_visible (GTK_WIDGET (self->username), registers);
  gtk_widget_set_visible (GTK_WIDGET (self->display_name), registers);
  gtk_label_set_label (self->enter_label, registers ? _("_Create Account") : _("_Sign In"));
}

/* Where there is something to fill in, and not on whether there is an account. */
static void
sl_sync_sign_in_page_map (GtkWidget *widget)
{
  SlSyncSignInPage *self = SL_SYNC_SIGN_IN_PAGE (widget);
  AdwEntryRow *const rows[] = { self->address, self->email, self->password };
  GtkWidget *dialog = gtk_widget_get_ancestor (widget, ADW_TYPE_DIALOG);
  guint first = 0;

  GTK_WIDGET_CLASS (sl_sync_sign_in_page_parent_class)->map (widget);
  while (first + 1 < G_N_ELEMENTS (rows) && *get_text (rows[first]) != '\0')
    first++;
  /* By the dialog, which gives it to somebody when it opens. */
  if (dialog != NULL)
    adw_dialog_set_focus (ADW_DIALOG (dialog), GTK_WIDGET (rows[first]));
}

/* Whoever closes the dialog doesn't want it any more. */
static void
sl_sync_sign_in_page_hidden (AdwNavigationPage *page)
{
  g_cancellable_cancel (SL_SYNC_SIGN_IN_PAGE (page)->cancellable);
}

static void
sl_sync_sign_in_page_dispose (GObject *object)
{
  SlSyncSignInPage *self = SL_SYNC_SIGN_IN_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->spin, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_SYNC_SIGN_IN_PAGE);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->left, g_free);
  g_clear_object (&self->keeper);
  g_clear_object (&self->state);
  G_OBJECT_CLASS (sl_sync_sign_in_page_parent_class)->dispose (object);
}

static void
sl_sync_sign_in_page_class_init (SlSyncSignInPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_sync_sign_in_page_dispose;
  widget_class->map = sl_sync_sign_in_page_map;
  ADW_NAVIGATION_PAGE_CLASS (klass)->hidden = sl_sync_sign_in_page_hidden;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-sync-sign-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SlSyncSignInPage, problem);
  gtk_widget_class_bind_template_child (widget_class, SlSyncSignInPage, mode);
  gtk_widget_class_bind_template_child (widget_class, SlSyncSignInPage, address);
  gtk_widget_class_bind_template_child (widget_class, SlSyncSignInPage, email);
  gtk_widget_class_bind_template_child (widget_class, SlSyncSignInPage, username);
  gtk_widget_class_bind_template_child (widget_class, SlSyncSignInPage, display_name);
  gtk_widget_class_bind_template_child (widget_class, SlSyncSignInPage, password);
  gtk_widget_class_bind_template_child (widget_class, SlSyncSignInPage, enter);
  gtk_widget_class_bind_template_child (widget_class, SlSyncSignInPage, enter_label);
  gtk_widget_class_bind_template_child (widget_class, SlSyncSignInPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, SlSyncSignInPage, cancel);
  gtk_widget_class_bind_template_callback (widget_class, enter_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, web_page_cb);
  gtk_widget_class_bind_template_callback (widget_class, mode_cb);
}

static void
sl_sync_sign_in_page_init (SlSyncSignInPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What signing out left behind, which may be known only after it; said once. */
static void
tell_left (SlSyncSignInPage *self)
{
  const SlSyncStatus *status = sl_sync_keeper_get_status (self->keeper);
  const char *left = status != NULL && status->account != NULL && !status->account->signed_in ? status->account->message : NULL;

  if (g_set_str (&self->left, left) && left != NULL)
    show_banner (self, left);
}

/** sl_sync_sign_in_page_new: Returns: (transfer floating): with the address and the name that were used last */
AdwNavigationPage *
sl_sync_sign_in_page_new (SlViewState *state)
{
  SlSyncSignInPage *self = g_object_new (SL_TYPE_SYNC_SIGN_IN_PAGE, NULL);
  const SlSyncStatus *status;

  self->state = g_object_ref (state);
  self->keeper = g_object_ref (sl_view_state_get_sync (state));
  status = sl_sync_keeper_get_status (self->keeper);
  if (status != NULL && status->account != NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->address), status->account->address);
      gtk_editable_set_text (GTK_EDITABLE (self->email), status->account->email);
    }
  forget_problems (self);
  mode_cb (self);
  g_signal_connect_object (self->keeper, "changed", G_CALLBACK (tell_left), self, G_CONNECT_SWAPPED);
  tell_left (self);
  return ADW_NAVIGATION_PAGE (self);
}
