/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-today-page"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-format.h"
#include "sl-live.h"
#include "sl-notice-banner.h"
#include "sl-page.h"
#include "sl-problem.h"
#include "sl-quiet-dialog.h"
#include "sl-today-page.h"
#include "sl-today-row.h"

/* So many rows of a group before "Show more", and so many more with each. */
#define FEW 6
#define MORE 20

typedef enum {
  GROUP_DUE,
  GROUP_INTERVIEWS,
  GROUP_OFFERS,
  GROUP_ANSWERED,
  GROUP_SAVED,
  GROUP_QUIET,
  N_GROUPS,
} Group;

struct _SlTodayPage {
  AdwNavigationPage parent_instance;

  AdwWindowTitle *title;
  AdwBanner *banner;
  GtkStack *states;
  AdwPreferencesPage *groups_page;
  AdwStatusPage *error_page;
  AdwPreferencesGroup *groups[N_GROUPS];

  SlViewState *state;
  SlLive *live;
  guint n_shown[N_GROUPS];
  GPtrArray *rows; /* borrowed from the groups, from the top */
  GPtrArray *buttons; /* borrowed: "Show more" */
};

static void sl_today_page_page_init (SlPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SlTodayPage, sl_today_page, ADW_TYPE_NAVIGATION_PAGE, G_IMPLEMENT_INTERFACE (SL_TYPE_PAGE, sl_today_page_page_init))

static void ask (SlTodayPage *self);

static SlClock *
get_clock (SlTodayPage *self)
{
  return sl_context_get_clock (sl_view_state_get_context (self->state));
}

/* --- Rows --- */

static gboolean
is_occasion (SlDue *due)
{
  return due->rule == NULL && due->reminder_id == NULL;
}

static GtkWidget *
build_row (SlTodayPage *self, Group group, gpointer item)
{
  switch (group)
    {
    case GROUP_DUE:
      /* An offer that ran out: to be answered, not to be ticked off. */
      return is_occasion (item) ? sl_today_row_new_occasion (self->state, item) : sl_today_row_new_due (self->state, item);
    case GROUP_ANSWERED:
      return sl_today_row_new_answered (self->state, item);
    case GROUP_QUIET:
      return sl_today_row_new_quiet (self->state, item);
    case GROUP_INTERVIEWS:
    case GROUP_OFFERS:
    case GROUP_SAVED:
    case N_GROUPS:
    default:
      return sl_today_row_new_occasion (self->state, item);
    }
}

static void
more_cb (SlTodayPage *self, AdwButtonRow *button)
{
  Group group = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "group"));

  self->n_shown[group] += MORE;
  ask (self);
}

static void
add_more (SlTodayPage *self, Group group, guint n_more)
{
  GtkWidget *button = adw_button_row_new ();
  g_autofree char *count = sl_format_count (n_more);
  g_autofree char *label = g_strdup_printf (ngettext ("Show %s More", "Show %s More", n_more), count);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (button), label);
  g_object_set_data (G_OBJECT (button), "group", GINT_TO_POINTER (group));
  g_signal_connect_object (button, "activated", G_CALLBACK (more_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->groups[group], button);
  g_ptr_array_add (self->buttons, button);
}

/* @n_all may be more than @items holds. */
static void
fill_group (SlTodayPage *self, Group group, GPtrArray *items, guint n_all)
{
  GtkLabel *count = GTK_LABEL (g_object_get_data (G_OBJECT (self->groups[group]), "count"));
  g_autofree char *number = sl_format_count (n_all);
  guint n = MIN (items->len, self->n_shown[group]);

  gtk_widget_set_visible (GTK_WIDGET (self->groups[group]), n_all > 0);
  gtk_label_set_label (count, number);
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *row = build_row (self, group, g_ptr_array_index (items, i));

      adw_preferences_group_add (self->groups[group], row);
      g_ptr_array_add (self->rows, row);
      g_object_set_data (G_OBJECT (row), "group", GINT_TO_POINTER (group));
    }
  if (n_all > n)
    add_more (self, group, n_all - n);
}

static void
remove_all (SlTodayPage *self, GPtrArray *children)
{
  for (guint i = 0; i < children->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (children, i);
      Group group = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "group"));

      adw_preferences_group_remove (self->groups[group], row);
    }
  g_ptr_array_set_size (children, 0);
}

/* --- The focus stays where it was: on the same row, or on the one that took its place --- */

static guint
find_focused (SlTodayPage *self, char **key)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  for (guint i = 0; focus != NULL && i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      if (focus != row && !gtk_widget_is_ancestor (focus, row))
        continue;
      *key = g_strdup (sl_today_row_get_key (SL_TODAY_ROW (row)));
      return i;
    }
  return G_MAXUINT;
}

static void
focus_again (SlTodayPage *self, guint place, const char *key)
{
  if (place == G_MAXUINT || self->rows->len == 0)
    return;
  for (guint i = 0; i < self->rows->len; i++)
    if (g_strcmp0 (sl_today_row_get_key (g_ptr_array_index (self->rows, i)), key) == 0)
      place = i;
  gtk_widget_grab_focus (g_ptr_array_index (self->rows, MIN (place, self->rows->len - 1)));
}

static void
show_today (SlTodayPage *self, SlToday *today)
{
  g_autofree char *key = NULL;
  guint focused = find_focused (self, &key);

  sl_format_set_quiet_limits (&today->limits);
  remove_all (self, self->rows);
  remove_all (self, self->buttons);
  fill_group (self, GROUP_DUE, today->due, today->due->len);
  fill_group (self, GROUP_INTERVIEWS, today->interviews, today->interviews->len);
  fill_group (self, GROUP_OFFERS, today->offers, today->offers->len);
  fill_group (self, GROUP_ANSWERED, today->answered_late, today->answered_late->len);
  fill_group (self, GROUP_SAVED, today->saved_jobs, today->saved_jobs->len);
  fill_group (self, GROUP_QUIET, today->quiet, today->n_quiet);
  gtk_stack_set_visible_child_name (self->states, sl_today_is_calm (today) ? "calm" : "groups");
  focus_again (self, focused, key);
}

static void
changed_cb (SlTodayPage *self)
{
  show_today (self, sl_live_get_result (self->live));
}

static void
failed_cb (SlTodayPage *self, const GError *error)
{
  if (sl_live_get_loaded (self->live))
    {
      sl_view_state_tell_failed (self->state, error, _("What waits today can’t be looked up now."));
      return;
    }
  sl_problem_show_page (self->error_page, error);
  gtk_stack_set_visible_child_name (self->states, "error");
}

/* --- What is asked --- */

static gpointer
read_today (SlConnection *connection, gpointer question, GCancellable *cancellable, GError **error)
{
  return sl_today_read (connection, question, error);
}

static void
ask (SlTodayPage *self)
{
  sl_live_set_question (self->live, sl_today_options_new (get_clock (self), sl_view_state_get_settings (self->state), self->n_shown[GROUP_QUIET]),
                        (GDestroyNotify) sl_today_options_free);
}

static void
settings_changed_cb (SlTodayPage *self, const char *key)
{
  if (g_str_has_prefix (key, "quiet-") || g_str_has_prefix (key, "reminders-"))
    ask (self);
}

static void
show_day (SlTodayPage *self)
{
  SlDay today = sl_view_state_get_today (self->state);
  g_autofree char *day = sl_day_format_near (today, today);

  adw_window_title_set_subtitle (self->title, day);
}

/* Nothing can be read before the data is open; then the number of applications is known. */
static void
start_cb (SlTodayPage *self)
{
  if (sl_view_state_get_total (self->state) >= 0)
    sl_live_start (self->live);
}

static void
retry_cb (SlTodayPage *self)
{
  sl_live_refresh (self->live);
}

static void
limits_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlTodayPage *self = SL_TODAY_PAGE (widget);
  SlToday *today = sl_live_get_result (self->live);

  if (today != NULL)
    adw_dialog_present (sl_quiet_dialog_new (sl_view_state_get_settings (self->state), &today->limits), widget);
}

/* --- Groups --- */

static GtkWidget *
new_count (void)
{
  GtkWidget *count = gtk_label_new (NULL);

  gtk_widget_add_css_class (count, "dimmed");
  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_set_valign (count, GTK_ALIGN_CENTER);
  return count;
}

static void
add_group (SlTodayPage *self, Group group, const char *title, const char *description)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *count = new_count ();

  self->groups[group] = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->groups[group], title);
  adw_preferences_group_set_description (self->groups[group], description);
  g_object_set_data (G_OBJECT (self->groups[group]), "count", count);
  gtk_box_append (GTK_BOX (box), count);
  if (group == GROUP_QUIET)
    {
      GtkWidget *limits = gtk_button_new_from_icon_name ("emblem-system-symbolic");

      gtk_widget_add_css_class (limits, "flat");
      gtk_widget_set_valign (limits, GTK_ALIGN_CENTER);
      gtk_widget_set_tooltip_text (limits, _("From when on is it quiet?"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (limits), "today.limits");
      gtk_box_append (GTK_BOX (box), limits);
    }
  adw_preferences_group_set_header_suffix (self->groups[group], box);
  gtk_widget_set_visible (GTK_WIDGET (self->groups[group]), FALSE);
  adw_preferences_page_add (self->groups_page, self->groups[group]);
}

static void
add_groups (SlTodayPage *self)
{
  add_group (self, GROUP_DUE, _("Due"), NULL);
  add_group (self, GROUP_INTERVIEWS, _("Interviews"), _("Today and the next seven days"));
  add_group (self, GROUP_OFFERS, _("Offers to Answer"), NULL);
  add_group (self, GROUP_ANSWERED, _("They Wrote After All"), NULL);
  add_group (self, GROUP_SAVED, _("Saved Jobs That Close Soon"), NULL);
  add_group (self, GROUP_QUIET, _("Quiet"), _("No news for longer than usual"));
}

/* --- The class --- */

static void
sl_today_page_opened (SlPage *page, gboolean sample)
{
  SlTodayPage *self = SL_TODAY_PAGE (page);

  sl_notice_banner_show (self->banner, sl_view_state_get_store (self->state), sample);
}

static void
sl_today_page_page_init (SlPageInterface *iface)
{
  iface->opened = sl_today_page_opened;
}

static void
sl_today_page_dispose (GObject *object)
{
  SlTodayPage *self = SL_TODAY_PAGE (object);

  g_clear_object (&self->live);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->buttons, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_TODAY_PAGE);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (sl_today_page_parent_class)->dispose (object);
}

static void
sl_today_page_class_init (SlTodayPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_today_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-today-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SlTodayPage, title);
  gtk_widget_class_bind_template_child (widget_class, SlTodayPage, banner);
  gtk_widget_class_bind_template_child (widget_class, SlTodayPage, states);
  gtk_widget_class_bind_template_child (widget_class, SlTodayPage, groups_page);
  gtk_widget_class_bind_template_child (widget_class, SlTodayPage, error_page);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_install_action (widget_class, "today.limits", NULL, limits_action);
}

static void
sl_today_page_init (SlTodayPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
  self->buttons = g_ptr_array_new ();
  for (guint i = 0; i < N_GROUPS; i++)
    self->n_shown[i] = FEW;
  add_groups (self);
}

/**
 * sl_today_page_new:
 * @state: the window's
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
sl_today_page_new (SlViewState *state)
{
  SlTodayPage *self = g_object_new (SL_TYPE_TODAY_PAGE, NULL);
  guint kinds = SL_LIVE_KIND (SL_KIND_APPLICATION) | SL_LIVE_KIND (SL_KIND_STAGE) | SL_LIVE_KIND (SL_KIND_OUTCOME) | SL_LIVE_KIND (SL_KIND_CONTACT) |
                SL_LIVE_KIND (SL_KIND_REMINDER) | SL_LIVE_KIND (SL_KIND_SAVED_JOB) | SL_LIVE_KIND (SL_KIND_EVENT) | SL_LIVE_KIND (SL_KIND_MESSAGE);

  self->state = g_object_ref (state);
  self->live = sl_live_new (sl_view_state_get_context (state), kinds, SL_READ_INTERACTIVE, read_today, (GDestroyNotify) sl_today_free);
  g_signal_connect_object (self->live, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->live, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (state, "notify::today", G_CALLBACK (show_day), self, G_CONNECT_SWAPPED);
  if (sl_view_state_get_settings (state) != NULL)
    g_signal_connect_object (sl_view_state_get_settings (state), "changed", G_CALLBACK (settings_changed_cb), self, G_CONNECT_SWAPPED);
  /* Days begin and end elsewhere for who travels. */
  g_signal_connect_object (get_clock (self), "set", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  show_day (self);
  ask (self);
  g_signal_connect_object (state, "notify::total", G_CALLBACK (start_cb), self, G_CONNECT_SWAPPED);
  start_cb (self);

  return GTK_WIDGET (self);
}
