/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-import-check-page"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-count.h"
#include "sl-errors.h"
#include "sl-format.h"
#include "sl-import-check-page.h"
#include "sl-problem.h"

#define WORKING_AFTER_MS 300
/* So many of each are listed; a longer list is read in the spreadsheet. */
#define MAX_LISTED 100

struct _SlImportCheckPage {
  AdwNavigationPage parent_instance;

  AdwWindowTitle *title;
  GtkStack *states;
  AdwStatusPage *working_page;
  GtkProgressBar *progress;
  AdwStatusPage *failed_page;
  GtkLabel *headline;
  GtkLabel *basis;
  AdwPreferencesGroup *kind_group;
  AdwPreferencesGroup *twin_group;
  AdwSwitchRow *skip_same;
  AdwSwitchRow *skip_similar;
  AdwSwitchRow *replace;
  AdwPreferencesGroup *detail_group;
  AdwExpanderRow *skipped;
  AdwExpanderRow *twins;
  AdwExpanderRow *issues;
  GtkWidget *bottom;
  GtkButton *run;

  SlImport *import;
  SlImportPlan *plan;
  GCancellable *cancellable;
  guint working_source;
  guint pulse_source;
};

enum {
  AGAIN,
  BUSY,
  DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SlImportCheckPage, sl_import_check_page, ADW_TYPE_NAVIGATION_PAGE)

static void
show_state (SlImportCheckPage *self, const char *name)
{
  g_clear_handle_id (&self->working_source, g_source_remove);
  g_clear_handle_id (&self->pulse_source, g_source_remove);
  gtk_stack_set_visible_child_name (self->states, name);
  gtk_widget_set_visible (self->bottom, g_str_equal (name, "plan"));
}

static void
fail (SlImportCheckPage *self, const GError *error)
{
  sl_problem_show_page (self->failed_page, error);
  show_state (self, "failed");
}

static SlImportChoices
get_choices (SlImportCheckPage *self)
{
  return (SlImportChoices) { adw_switch_row_get_active (self->skip_same), adw_switch_row_get_active (self->skip_similar), adw_switch_row_get_active (self->replace) };
}

/* What will happen */

static void
refresh (SlImportCheckPage *self)
{
  SlImportChoices choices = get_choices (self);
  guint n = sl_import_plan_count_imported (self->plan, &choices);
  gboolean records = sl_import_plan_is_export (self->plan);
  g_autofree char *headline = NULL;
  g_autofree char *label = NULL;

  if (n == 0)
    headline = g_strdup (_("Nothing New to Import"));
  else if (records)
    headline = g_strdup_printf (ngettext ("%s record will be imported", "%s records will be imported", n), SL_COUNT (n));
  else
    headline = g_strdup_printf (ngettext ("%s application will be imported", "%s applications will be imported", n), SL_COUNT (n));
  if (records)
    label = g_strdup_printf (ngettext ("Import %s Record", "Import %s Records", n), SL_COUNT (n));
  else
    label = g_strdup_printf (ngettext ("Import %s Application", "Import %s Applications", n), SL_COUNT (n));
  gtk_label_set_label (self->headline, headline);
  gtk_button_set_label (self->run, label);
  gtk_widget_set_visible (GTK_WIDGET (self->run), n > 0);
}

static void
set_basis (SlImportCheckPage *self)
{
  guint n_rows = sl_import_plan_get_n_rows (self->plan);
  guint n_skipped = sl_import_plan_count (self->plan, SL_IMPORT_VERDICT_SKIPPED);
  SlImportChoices everything = { FALSE, FALSE, TRUE };
  g_autofree char *rows = NULL;
  g_autofree char *left_out = NULL;
  g_autofree char *text = NULL;

  if (sl_import_plan_count_imported (self->plan, &everything) == 0)
    {
      gtk_label_set_label (self->basis, sl_import_plan_is_export (self->plan) ? _("Everything in this export is here already.") : _("No row of this file gives an application."));
      return;
    }
  if (sl_import_plan_is_export (self->plan))
    {
      gtk_label_set_label (self->basis, _("What you have stays. You can undo all of it in one step."));
      return;
    }
  rows = g_strdup_printf (ngettext ("The file has %s row.", "The file has %s rows.", n_rows), SL_COUNT (n_rows));
  left_out = n_skipped > 0 ? g_strdup_printf (ngettext ("%s is left out.", "%s are left out.", n_skipped), SL_COUNT (n_skipped)) : g_strdup ("");
  text = g_strjoin (" ", rows, *left_out != '\0' ? left_out : _("You can undo all of it in one step."), *left_out != '\0' ? _("You can undo all of it in one step.") : NULL, NULL);
  gtk_label_set_label (self->basis, text);
}

/* Takes away what was listed. */
static void
clear_list (AdwExpanderRow *list)
{
  GPtrArray *rows = g_object_get_data (G_OBJECT (list), "rows");

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    adw_expander_row_remove (list, rows->pdata[i]);
  g_object_set_data_full (G_OBJECT (list), "rows", g_ptr_array_new (), (GDestroyNotify) g_ptr_array_unref);
}

static void
add_line (AdwExpanderRow *list, guint line, const char *text)
{
  GPtrArray *rows = g_object_get_data (G_OBJECT (list), "rows");
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  if (line > 0)
    {
      /* Translators: number of a line of the imported file */
      g_autofree char *where = g_strdup_printf (_("Line %u"), line);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), where);
    }
  adw_expander_row_add_row (list, row);
  if (rows != NULL)
    g_ptr_array_add (rows, row);
}

static void
add_rest (AdwExpanderRow *list, guint n, guint n_listed)
{
  g_autofree char *text = NULL;

  if (n <= n_listed)
    return;
  text = g_strdup_printf (ngettext ("and %s more", "and %s more", n - n_listed), SL_COUNT (n - n_listed));
  add_line (list, 0, text);
}

static void
show_list (AdwExpanderRow *list, guint n, char *title)
{
  g_autofree char *text = title;

  gtk_widget_set_visible (GTK_WIDGET (list), n > 0);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (list), text);
}

static char *
name_row (const SlImportPlanRow *row, const char *why)
{
  g_autofree char *name = sl_format_role_at (sl_record_get_text (row->application, SL_APPLICATION_ROLE_TITLE),
                                             sl_record_get_text (row->application, SL_APPLICATION_COMPANY_NAME));

  /* Translators: “Baker at Torvmark”, and why it is a likely duplicate */
  return g_strdup_printf (_("%s. %s"), name, why);
}

static void
fill_rows (SlImportCheckPage *self)
{
  guint n_skipped = sl_import_plan_count (self->plan, SL_IMPORT_VERDICT_SKIPPED);
  guint n_twins = sl_import_plan_count (self->plan, SL_IMPORT_VERDICT_SAME) + sl_import_plan_count (self->plan, SL_IMPORT_VERDICT_SIMILAR);
  guint listed_skipped = 0, listed_twins = 0;

  for (guint i = 0; i < sl_import_plan_get_n_rows (self->plan); i++)
    {
      const SlImportPlanRow *row = sl_import_plan_get_row (self->plan, i);

      if (row->verdict == SL_IMPORT_VERDICT_SKIPPED && listed_skipped < MAX_LISTED)
        {
          add_line (self->skipped, row->line, sl_import_skip_describe (row->skip));
          listed_skipped++;
        }
      else if ((row->verdict == SL_IMPORT_VERDICT_SAME || row->verdict == SL_IMPORT_VERDICT_SIMILAR) && listed_twins < MAX_LISTED)
        {
          g_autofree char *why = sl_import_plan_describe_twin (self->plan, i);
          g_autofree char *text = name_row (row, why);

          add_line (self->twins, row->line, text);
          listed_twins++;
        }
    }
  add_rest (self->skipped, n_skipped, listed_skipped);
  add_rest (self->twins, n_twins, listed_twins);
  show_list (self->skipped, n_skipped, g_strdup_printf (ngettext ("%s row is left out", "%s rows are left out", n_skipped), SL_COUNT (n_skipped)));
  show_list (self->twins, n_twins, g_strdup_printf (ngettext ("%s likely duplicate", "%s likely duplicates", n_twins), SL_COUNT (n_twins)));
}

/* Those of rows that are left out by choice aren't among them. */
static void
fill_issues (SlImportCheckPage *self)
{
  SlImportChoices choices = get_choices (self);
  guint n;
  g_autoptr (GPtrArray) found = sl_import_plan_find_issues (self->plan, &choices, &n);
  guint n_listed = MIN (found->len, MAX_LISTED);

  clear_list (self->issues);
  for (guint i = 0; i < n_listed; i++)
    {
      const SlImportIssue *issue = found->pdata[i];

      add_line (self->issues, issue->line, issue->message);
    }
  add_rest (self->issues, n, n_listed);
  show_list (self->issues, n, g_strdup_printf (ngettext ("%s thing to know", "%s things to know", n), SL_COUNT (n)));
}

static void
show_switch (AdwSwitchRow *row, guint n, char *title, const char *subtitle)
{
  g_autofree char *text = title;

  gtk_widget_set_visible (GTK_WIDGET (row), n > 0);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
}

static void
fill_twins (SlImportCheckPage *self, guint n_differing)
{
  guint n_same = sl_import_plan_count (self->plan, SL_IMPORT_VERDICT_SAME);
  guint n_similar = sl_import_plan_count (self->plan, SL_IMPORT_VERDICT_SIMILAR);

  show_switch (self->skip_same, n_same, g_strdup_printf (ngettext ("Skip %s duplicate", "Skip %s duplicates", n_same), SL_COUNT (n_same)),
               _("Everything in these rows is there already, so nothing is lost."));
  show_switch (self->skip_similar, n_similar, g_strdup_printf (ngettext ("Skip %s similar application", "Skip %s similar applications", n_similar), SL_COUNT (n_similar)),
               _("Company and role, or the link, are the same, but something else differs. These may well be applications of their own."));
  show_switch (self->replace, n_differing, g_strdup_printf (ngettext ("Overwrite %s record", "Overwrite %s records", n_differing), SL_COUNT (n_differing)),
               _("You have these too, and they differ. Without this, yours stay as they are."));
  gtk_widget_set_visible (GTK_WIDGET (self->twin_group), n_same + n_similar + n_differing > 0);
  if (n_differing > 0)
    adw_preferences_group_set_title (self->twin_group, _("Already Here"));
}

/* How many records of a kind are new, the same as here, other than here, or broken. */
static void
append_count (GString *text, const char *format, guint n)
{
  if (n == 0)
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_string_append_printf (text, format, SL_COUNT (n));
#pragma GCC diagnostic pop
}

/* Of an export: a row for each kind. Returns how many records differ from those here. */
static guint
fill_kinds (SlImportCheckPage *self)
{
  guint n_differing = 0;

  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    {
      const SlImportKindCount *count = sl_import_plan_get_kind_count (self->plan, kind);
      g_autoptr (GString) text = g_string_new (NULL);
      GtkWidget *row;

      n_differing += count->n_differing;
      if (count->n_new + count->n_same + count->n_differing + count->n_unusable == 0)
        continue;
      append_count (text, _("%s new"), count->n_new);
      append_count (text, _("%s already here"), count->n_same);
      append_count (text, _("%s differ from yours"), count->n_differing);
      append_count (text, _("%s left out"), count->n_unusable);
      row = adw_action_row_new ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (sl_kind_get_info (kind)->label));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text->str);
      adw_preferences_group_add (self->kind_group, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->kind_group), sl_import_plan_is_export (self->plan));
  return n_differing;
}

static void
show_details (SlImportCheckPage *self)
{
  fill_issues (self);
  gtk_widget_set_visible (GTK_WIDGET (self->detail_group), gtk_widget_get_visible (GTK_WIDGET (self->skipped)) || gtk_widget_get_visible (GTK_WIDGET (self->twins)) ||
                                                             gtk_widget_get_visible (GTK_WIDGET (self->issues)));
}

static void
choice_cb (SlImportCheckPage *self)
{
  if (self->plan == NULL)
    return;
  refresh (self);
  show_details (self);
}

static void
show_plan (SlImportCheckPage *self)
{
  fill_twins (self, fill_kinds (self));
  fill_rows (self);
  show_details (self);
  /* More than remarks on single rows: nobody shall find out later. */
  if (sl_import_plan_get_n_left_lists (self->plan) > 0)
    adw_expander_row_set_expanded (self->issues, TRUE);
  set_basis (self);
  refresh (self);
  show_state (self, "plan");
  gtk_widget_grab_focus (GTK_WIDGET (self->run));
}

/* Planning */

static gboolean
pulse_cb (gpointer data)
{
  gtk_progress_bar_pulse (SL_IMPORT_CHECK_PAGE (data)->progress);
  return G_SOURCE_CONTINUE;
}

static void
show_working_cb (gpointer data)
{
  SlImportCheckPage *self = data;

  self->working_source = 0;
  gtk_stack_set_visible_child_name (self->states, "working");
}

static void
progress_cb (SlImportCheckPage *self)
{
  gtk_progress_bar_set_fraction (self->progress, sl_import_get_progress (self->import));
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlImportCheckPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlImportPlan) plan = sl_import_plan_finish (SL_IMPORT (source), result, &error);

  if (self->import == NULL)
    return;
  if (plan == NULL)
    {
      if (!sl_error_is_silent (error))
        fail (self, error);
      return;
    }
  self->plan = g_steal_pointer (&plan);
  show_plan (self);
}

static void
start (SlImportCheckPage *self)
{
  show_state (self, "quiet");
  self->working_source = g_timeout_add_once (WORKING_AFTER_MS, show_working_cb, self);
  sl_import_plan_async (self->import, self->cancellable, planned_cb, g_object_ref (self));
}

/* Running */

static void
run_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlImportCheckPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_import_run_finish (SL_IMPORT (source), result, &error);

  if (self->import == NULL)
    return;
  adw_navigation_page_set_can_pop (ADW_NAVIGATION_PAGE (self), TRUE);
  g_signal_emit (self, signals[BUSY], 0, FALSE);
  if (transaction != NULL)
    g_signal_emit (self, signals[DONE], 0, transaction);
  else
    fail (self, error);
}

static void
run_cb (SlImportCheckPage *self)
{
  SlImportChoices choices = get_choices (self);

  /* Half an import doesn't exist: once it runs, it runs to its end. */
  adw_navigation_page_set_can_pop (ADW_NAVIGATION_PAGE (self), FALSE);
  g_signal_emit (self, signals[BUSY], 0, TRUE);
  adw_status_page_set_title (self->working_page, _("Importing"));
  show_state (self, "working");
  self->pulse_source = g_timeout_add (100, pulse_cb, self);
  sl_import_run_async (self->import, self->plan, &choices, NULL, run_done_cb, g_object_ref (self));
}

static void
again_cb (SlImportCheckPage *self)
{
  g_signal_emit (self, signals[AGAIN], 0);
}

/* The class */

static void
left_cb (gpointer data)
{
  g_autoptr (SlImportCheckPage) self = data;

  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL || self->cancellable == NULL)
    return;
  g_clear_handle_id (&self->working_source, g_source_remove);
  g_clear_handle_id (&self->pulse_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
}

/* Back or closed: the plan that is being made holds the page, and nobody waits for it. But a dialog that becomes narrow puts
 * its pages elsewhere, and at once into the window again. */
static void
sl_import_check_page_unroot (GtkWidget *widget)
{
  g_idle_add_once (left_cb, g_object_ref (widget));
  GTK_WIDGET_CLASS (sl_import_check_page_parent_class)->unroot (widget);
}

static void
sl_import_check_page_dispose (GObject *object)
{
  SlImportCheckPage *self = SL_IMPORT_CHECK_PAGE (object);

  g_clear_handle_id (&self->working_source, g_source_remove);
  g_clear_handle_id (&self->pulse_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->plan);
  g_clear_object (&self->import);
  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_IMPORT_CHECK_PAGE);
  G_OBJECT_CLASS (sl_import_check_page_parent_class)->dispose (object);
}

static void
sl_import_check_page_class_init (SlImportCheckPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_import_check_page_dispose;
  widget_class->unroot = sl_import_check_page_unroot;

  signals[AGAIN] = g_signal_new ("again", SL_TYPE_IMPORT_CHECK_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[BUSY] = g_signal_new ("busy", SL_TYPE_IMPORT_CHECK_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[DONE] = g_signal_new ("done", SL_TYPE_IMPORT_CHECK_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, SL_TYPE_TRANSACTION);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-import-check-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SlImportCheckPage, title);
  gtk_widget_class_bind_template_child (widget_class, SlImportCheckPage, states);
  gtk_widget_class_bind_template_child (widget_class, SlImportCheckPage, working_page);
  gtk_widget_class_bind_template_child (widget_class, SlImportCheckPage, progress);
  gtk_widget_class_bind_template_child (widget_class, SlImportCheckPage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, SlImportCheckPage, headline);
  gtk_widget_class_bind_template_child (widget_class, SlImportCheckPage, basis);
  gtk_widget_class_bind_template_child (widget_class, SlImportCheckPage, kind_group);
  gtk_widget_class_bind_template_child (widget_class, SlImportCheckPage, twin_group);
  gtk_widget_class_bind_template_child (widget_class, SlImportCheckPage, skip_same);
  gtk_widget_class_bind_template_child (widget_class, SlImportCheckPage, skip_similar);
  gtk_widget_class_bind_template_child (widget_class, SlImportCheckPage, replace);
  gtk_widget_class_bind_template_child (widget_class, SlImportCheckPage, detail_group);
  gtk_widget_class_bind_template_child (widget_class, SlImportCheckPage, skipped);
  gtk_widget_class_bind_template_child (widget_class, SlImportCheckPage, twins);
  gtk_widget_class_bind_template_child (widget_class, SlImportCheckPage, issues);
  gtk_widget_class_bind_template_child (widget_class, SlImportCheckPage, bottom);
  gtk_widget_class_bind_template_child (widget_class, SlImportCheckPage, run);
  gtk_widget_class_bind_template_callback (widget_class, choice_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
  gtk_widget_class_bind_template_callback (widget_class, run_cb);
}

static void
sl_import_check_page_init (SlImportCheckPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** sl_import_check_page_new: Returns: (transfer floating): the page, planning already */
AdwNavigationPage *
sl_import_check_page_new (SlImport *import)
{
  SlImportCheckPage *self = g_object_new (SL_TYPE_IMPORT_CHECK_PAGE, NULL);

  self->import = g_object_ref (import);
  if (sl_import_get_name (import) != NULL)
    adw_window_title_set_subtitle (self->title, sl_import_get_name (import));
  g_signal_connect_object (import, "notify::progress", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  start (self);
  return ADW_NAVIGATION_PAGE (self);
}
