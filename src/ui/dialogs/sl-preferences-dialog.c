/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages, groups and rows are tables: a row is a settings key with the words for it. */
#define G_LOG_DOMAIN "sl-preferences-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-autostart-row.h"
#include "sl-live.h"
#include "sl-pages.h"
#include "sl-preferences-dialog.h"
#include "sl-quiet.h"

struct _SlPreferencesDialog {
  AdwPreferencesDialog parent_instance;

  SlViewState *state;
  GSettings *settings; /* borrowed from state */
  SlLive *limits;      /* SlQuietLimits: those that hold where the person set none */
  GtkWidget *quiet_rows[SL_N_QUIET_STAGES];
};

G_DEFINE_FINAL_TYPE (SlPreferencesDialog, sl_preferences_dialog, ADW_TYPE_PREFERENCES_DIALOG)

/* A row: a switch for a boolean, a number for an integer with a range. */
typedef struct {
  const char *key; /* NULL: the end */
  const char *title;
  const char *subtitle;
} Row;

static const Row reminder_rows[] = {
  { "reminders-follow-up", N_("Follow up after applying"), N_("While there is no answer") },
  { "reminders-follow-up-days", N_("Days until then"), NULL },
  { "reminders-interview-day", N_("A day before an interview"), NULL },
  { "reminders-interview-hour", N_("An hour before an interview"), NULL },
  { "reminders-deadline-3-days", N_("Three days before a deadline"), N_("Of an offer, or of a saved job") },
  { "reminders-deadline-day", N_("A day before a deadline"), NULL },
  { NULL, NULL, NULL },
};

static const Row quiet_rows[] = {
  { "quiet-learn", N_("Learn from your own answers"), N_("Once there are twenty of them") },
  { NULL, NULL, NULL },
};

/* By stage. */
static const Row limit_rows[SL_N_QUIET_STAGES] = {
  [SL_QUIET_APPLIED] = { "quiet-limit-applied", N_("Applied"), NULL },
  [SL_QUIET_SCREENING] = { "quiet-limit-screening", N_("Screening"), NULL },
  [SL_QUIET_INTERVIEW] = { "quiet-limit-interview", N_("Interviews"), NULL },
  [SL_QUIET_OFFER] = { "quiet-limit-offer", N_("Offer"), NULL },
};

static const Row backup_rows[] = {
  { "backups-daily", N_("Back up every day"), N_("On days on which something was changed") },
  { "backups-kept", N_("Daily backups to keep"), N_("Those you make yourself stay until you delete them") },
  { NULL, NULL, NULL },
};

static const Row private_rows[] = {
  { "private-mode", N_("Private mode"), N_("For sharing your screen. Ctrl+Shift+H turns it on and off.") },
  { NULL, NULL, NULL },
};

static const Row hidden_rows[] = {
  { "private-names", N_("Names"), N_("Companies, people, links, and notes that may speak of them") },
  { "private-salaries", N_("Salaries"), NULL },
  { "private-rejections", N_("Rejections"), N_("Rejected applications aren’t shown at all") },
  { NULL, NULL, NULL },
};

static gboolean
has_key (SlPreferencesDialog *self, const char *key)
{
  g_autoptr (GSettingsSchema) schema = NULL;

  g_object_get (self->settings, "settings-schema", &schema, NULL);
  return g_settings_schema_has_key (schema, key);
}

static GtkWidget *
new_number (SlPreferencesDialog *self, const char *key)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettingsSchemaKey) info = NULL;
  g_autoptr (GVariant) range = NULL;
  g_autoptr (GVariant) limits = NULL;
  const char *type;
  int min = 0;
  int max = 365;

  g_object_get (self->settings, "settings-schema", &schema, NULL);
  info = g_settings_schema_get_key (schema, key);
  range = g_settings_schema_key_get_range (info);
  g_variant_get (range, "(&sv)", &type, &limits);
  if (g_str_equal (type, "range"))
    g_variant_get (limits, "(ii)", &min, &max);
  return adw_spin_row_new_with_range (min, max, 1);
}

static GtkWidget *
new_row (SlPreferencesDialog *self, const Row *row)
{
  g_autoptr (GVariant) value = g_settings_get_value (self->settings, row->key);
  gboolean is_switch = g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN);
  GtkWidget *widget = is_switch ? adw_switch_row_new () : new_number (self, row->key);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), _(row->title));
  if (row->subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (widget), _(row->subtitle));
  g_settings_bind (self->settings, row->key, widget, is_switch ? "active" : "value", G_SETTINGS_BIND_DEFAULT);
  return widget;
}

static AdwPreferencesGroup *
add_group (SlPreferencesDialog *self, AdwPreferencesPage *page, const char *title, const char *description, const Row *rows)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  if (title != NULL)
    adw_preferences_group_set_title (group, title);
  if (description != NULL)
    adw_preferences_group_set_description (group, description);
  for (; rows != NULL && rows->key != NULL; rows++)
    if (has_key (self, rows->key))
      adw_preferences_group_add (group, new_row (self, rows));
  adw_preferences_page_add (page, group);
  return group;
}

static AdwPreferencesPage *
add_page (SlPreferencesDialog *self, const char *name, const char *title, const char *icon)
{
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());

  adw_preferences_page_set_name (page, name);
  adw_preferences_page_set_title (page, title);
  adw_preferences_page_set_icon_name (page, icon);
  adw_preferences_dialog_add (ADW_PREFERENCES_DIALOG (self), page);
  return page;
}

/* General */

static void
start_page_cb (SlPreferencesDialog *self, GParamSpec *pspec, AdwComboRow *row)
{
  guint selected = adw_combo_row_get_selected (row);

  if (selected < sl_n_pages)
    g_settings_set_string (self->settings, "start-page", sl_pages[selected].name);
}

static GtkWidget *
new_start_page (SlPreferencesDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *chosen = g_settings_get_string (self->settings, "start-page");
  GtkWidget *row = adw_combo_row_new ();

  for (guint i = 0; i < sl_n_pages; i++)
    gtk_string_list_append (names, _(sl_pages[i].title));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("First page"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("What a new window shows"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  for (guint i = 0; i < sl_n_pages; i++)
    if (g_str_equal (sl_pages[i].name, chosen))
      adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (start_page_cb), self, G_CONNECT_SWAPPED);
  return row;
}

/* Three letters or nothing; until then what was there before stays. */
static void
currency_cb (SlPreferencesDialog *self, AdwEntryRow *row)
{
  g_autofree char *text = g_ascii_strup (gtk_editable_get_text (GTK_EDITABLE (row)), -1);

  g_strstrip (text);
  if (*text == '\0' || (strlen (text) == 3 && g_ascii_isalpha (text[0]) && g_ascii_isalpha (text[1]) && g_ascii_isalpha (text[2])))
    {
      g_settings_set_string (self->settings, "currency", text);
      gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
    }
  else
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
}

static GtkWidget *
new_currency (SlPreferencesDialog *self)
{
  g_autofree char *currency = g_settings_get_string (self->settings, "currency");
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Currency of new amounts, such as EUR"));
  gtk_editable_set_text (GTK_EDITABLE (row), currency);
  g_signal_connect_object (row, "changed", G_CALLBACK (currency_cb), self, G_CONNECT_SWAPPED);
  return row;
}

/* Columns of the list */

static const struct {
  const char *id;
  const char *title;
} columns[] = {
  { "status", N_("Status") },
  { "next-step", N_("Next step") },
  { "applied", N_("Applied") },
  { "quiet", N_("Quiet") },
  { "location", N_("Location") },
  { "salary", N_("Salary") },
  { "source", N_("Source") },
  { "priority", N_("Priority") },
  { "follow-up", N_("Follow-up") },
  { "tags", N_("Tags") },
};

/* "role", or "role:220" when it was given a width. */
static gboolean
is_column (const char *entry, const char *id)
{
  gsize length = strlen (id);

  return strncmp (entry, id, length) == 0 && (entry[length] == '\0' || entry[length] == ':');
}

static void
column_cb (SlPreferencesDialog *self, GParamSpec *pspec, GtkWidget *row)
{
  const char *id = gtk_widget_get_name (row);
  g_auto (GStrv) shown = g_settings_get_strv (self->settings, "list-columns");
  g_autoptr (GStrvBuilder) now = g_strv_builder_new ();
  g_auto (GStrv) value = NULL;

  for (guint i = 0; shown[i] != NULL; i++)
    if (!is_column (shown[i], id))
      g_strv_builder_add (now, shown[i]);
  if (adw_switch_row_get_active (ADW_SWITCH_ROW (row)))
    g_strv_builder_add (now, id);
  value = g_strv_builder_end (now);
  g_settings_set_strv (self->settings, "list-columns", (const char *const *) value);
}

static void
add_columns (SlPreferencesDialog *self, AdwPreferencesPage *page)
{
  AdwPreferencesGroup *group = add_group (self, page, _("Columns of the list"), _("They can be moved and made wider in the list itself."), NULL);
  g_auto (GStrv) shown = g_settings_get_strv (self->settings, "list-columns");

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      GtkWidget *row = adw_switch_row_new ();
      gboolean active = FALSE;

      for (guint j = 0; shown[j] != NULL; j++)
        active |= is_column (shown[j], columns[i].id);
      gtk_widget_set_name (row, columns[i].id);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(columns[i].title));
      adw_switch_row_set_active (ADW_SWITCH_ROW (row), active);
      g_signal_connect_object (row, "notify::active", G_CALLBACK (column_cb), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (group, row);
    }
}

/* Quiet applications */

static gpointer
read_limits (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  SlQuietOptions options = { .learn = GPOINTER_TO_INT (data) };
  g_autofree SlQuietLimits *limits = g_new0 (SlQuietLimits, 1);

  return sl_quiet_read_limits (connection, &options, limits, error) ? g_steal_pointer (&limits) : NULL;
}

/* What 0 stands for, stage by stage. */
static void
show_limits (SlPreferencesDialog *self, const SlQuietLimits *limits)
{
  for (int i = 0; i < SL_N_QUIET_STAGES; i++)
    {
      g_autofree char *words = sl_quiet_limit_tell (&limits->of[i]);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->quiet_rows[i]), words);
    }
}

static void
limits_cb (SlPreferencesDialog *self)
{
  show_limits (self, sl_live_get_result (self->limits));
}

static void
ask_limits (SlPreferencesDialog *self)
{
  sl_live_set_question (self->limits, GINT_TO_POINTER (g_settings_get_boolean (self->settings, "quiet-learn")), NULL);
}

static void
add_quiet (SlPreferencesDialog *self, AdwPreferencesPage *page)
{
  AdwPreferencesGroup *group = add_group (self, page, _("Quiet applications"),
                                          _("After so many days without news, silence is worth a look. 0 stands for the number below the name."), quiet_rows);
  SlQuietLimits usual;

  for (int i = 0; i < SL_N_QUIET_STAGES; i++)
    {
      self->quiet_rows[i] = new_row (self, &limit_rows[i]);
      adw_preferences_group_add (group, self->quiet_rows[i]);
    }
  sl_quiet_limits_init (&usual, NULL);
  show_limits (self, &usual);

  self->limits = sl_live_new (sl_view_state_get_context (self->state), SL_LIVE_KIND (SL_KIND_APPLICATION) | SL_LIVE_KIND (SL_KIND_EVENT),
                              SL_READ_BACKGROUND, read_limits, g_free);
  sl_view_state_watch_errors (self->state, self->limits);
  g_signal_connect_object (self->limits, "changed", G_CALLBACK (limits_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::quiet-learn", G_CALLBACK (ask_limits), self, G_CONNECT_SWAPPED);
  ask_limits (self);
  sl_live_start (self->limits);
}

static GtkWidget *
new_action (const char *title, const char *action)
{
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
  adw_button_row_set_end_icon_name (ADW_BUTTON_ROW (row), "go-next-symbolic");
  return row;
}

static void
build (SlPreferencesDialog *self)
{
  AdwPreferencesPage *general = add_page (self, "general", _("General"), "preferences-system-symbolic");
  AdwPreferencesPage *reminders = add_page (self, "reminders", _("Reminders"), "alarm-symbolic");
  AdwPreferencesPage *backups = add_page (self, "safety", _("Safety"), "security-high-symbolic");
  AdwPreferencesGroup *group = add_group (self, general, NULL, NULL, NULL);

  adw_preferences_group_add (group, new_start_page (self));
  adw_preferences_group_add (group, new_currency (self));
  group = add_group (self, general, _("Several computers"), NULL, NULL);
  adw_preferences_group_add (group, new_action (_("S_ync With a Server"), "win.sync"));
  add_columns (self, general);

  add_group (self, reminders, _("Remind me by itself"), _("Beside the reminders you write yourself."), reminder_rows);
  group = add_group (self, reminders, _("While no window is open"), NULL, NULL);
  adw_preferences_group_add (group, sl_autostart_row_new (self->settings));
  if (has_key (self, quiet_rows[0].key))
    add_quiet (self, reminders);

  group = add_group (self, backups, _("Backups"), _("Copies of your job search on this computer, attached files included."), backup_rows);
  adw_preferences_group_add (group, new_action (_("Show _Backups"), "win.backups"));
  add_group (self, backups, _("Private mode"), NULL, private_rows);
  add_group (self, backups, _("Private mode hides"), _("On the screen only: exported data isn’t changed."), hidden_rows);
}

static void
sl_preferences_dialog_dispose (GObject *object)
{
  SlPreferencesDialog *self = SL_PREFERENCES_DIALOG (object);

  g_clear_object (&self->limits);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (sl_preferences_dialog_parent_class)->dispose (object);
}

static void
sl_preferences_dialog_class_init (SlPreferencesDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_preferences_dialog_dispose;
}

static void
sl_preferences_dialog_init (SlPreferencesDialog *self)
{
  adw_preferences_dialog_set_search_enabled (ADW_PREFERENCES_DIALOG (self), TRUE);
}

/**
 * sl_preferences_dialog_new:
 * @state: has the settings
 *
 * Returns: a dialog to be presented
 */
AdwDialog *
sl_preferences_dialog_new (SlViewState *state)
{
  SlPreferencesDialog *self = g_object_new (SL_TYPE_PREFERENCES_DIALOG, NULL);

  self->state = g_object_ref (state);
  self->settings = sl_view_state_get_settings (state);
  build (self);
  return ADW_DIALOG (self);
}
