/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-import-mapping-page"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-company-avatar.h"
#include "sl-count.h"
#include "sl-errors.h"
#include "sl-format.h"
#include "sl-import-mapping-page.h"
#include "sl-status-pill.h"
#include "sl-text.h"

#define N_PREVIEW 3
/* Beyond so many columns a list of rows helps nobody; the rest is kept in the notes. */
#define MAX_COLUMNS 80
#define N_SAMPLES 3

static const char delimiters[] = { ',', ';', '\t', '|' };

struct _SlImportMappingPage {
  AdwNavigationPage parent_instance;

  AdwWindowTitle *title;
  GtkWidget *next;
  AdwBanner *hint;
  AdwPreferencesGroup *date_group;
  AdwActionRow *day_row;
  AdwActionRow *month_row;
  GtkCheckButton *day_first;
  GtkCheckButton *month_first;
  GtkListBox *preview;
  AdwPreferencesGroup *column_group;
  GtkListBox *columns;
  AdwComboRow *encoding;
  AdwComboRow *delimiter;
  AdwSwitchRow *header;
  AdwEntryRow *currency;

  SlImport *import;
  GtkStringList *targets;
  GPtrArray *rows; /* borrowed AdwComboRows, by column */
  GCancellable *cancellable;
  gboolean filling; /* what changes now is not the person's doing */
  gboolean asked;   /* the dates' question was shown: it stays, so that the answer can be changed */
};

enum {
  NEXT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SlImportMappingPage, sl_import_mapping_page, ADW_TYPE_NAVIGATION_PAGE)

/* Preview */

static void
append_fact (GString *facts, const char *fact)
{
  if (fact == NULL || *fact == '\0')
    return;
  if (facts->len > 0)
    g_string_append (facts, " · ");
  g_string_append (facts, fact);
}

static char *
describe_application (SlRecord *application)
{
  g_autoptr (GString) facts = g_string_new (NULL);
  const char *applied = sl_record_get_text (application, SL_APPLICATION_APPLIED_DATE);
  const char *notes = sl_record_get_text (application, SL_APPLICATION_NOTES);
  g_autofree char *salary = sl_format_salary (sl_record_get_integer (application, SL_APPLICATION_SALARY_MIN, -1), sl_record_get_integer (application, SL_APPLICATION_SALARY_MAX, -1),
                                              sl_record_get_text (application, SL_APPLICATION_SALARY_CURRENCY));

  append_fact (facts, sl_record_get_text (application, SL_APPLICATION_COMPANY_NAME));
  append_fact (facts, sl_record_get_text (application, SL_APPLICATION_LOCATION));
  if (applied != NULL)
    {
      g_autofree char *day = sl_format_day_exact (applied);
      /* Translators: "applied Sep 3, 2026", among other facts of an application */
      g_autofree char *words = g_strdup_printf (_("applied %s"), day);

      append_fact (facts, words);
    }
  append_fact (facts, salary);
  if (notes != NULL)
    {
      g_autofree char *start = sl_text_truncate_utf8 (notes, 120);
      g_auto (GStrv) lines = g_strsplit (start, "\n", -1);

      g_string_append_c (facts, '\n');
      for (guint i = 0, shown = 0; lines[i] != NULL; i++)
        if (*lines[i] != '\0')
          g_string_append_printf (facts, "%s%s", shown++ > 0 ? " · " : "", lines[i]);
    }
  return g_string_free (g_steal_pointer (&facts), FALSE);
}

static GtkWidget *
make_preview_row (const SlImportPlanRow *planned)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *avatar = sl_company_avatar_new (32);
  GtkWidget *pill;
  g_autofree char *facts = NULL;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  if (planned->application == NULL)
    {
      /* Translators: a row of a file that gives no application */
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Left out"));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), sl_import_skip_describe (planned->skip));
      return row;
    }
  facts = describe_application (planned->application);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sl_record_get_text (planned->application, SL_APPLICATION_ROLE_TITLE));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), facts);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  sl_company_avatar_set_company (SL_COMPANY_AVATAR (avatar), sl_record_get_text (planned->application, SL_APPLICATION_COMPANY_NAME));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), avatar);
  pill = sl_status_pill_new (sl_record_get_text (planned->application, SL_APPLICATION_STATUS));
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), pill);
  return row;
}

static void
fill_preview (SlImportMappingPage *self)
{
  g_autoptr (SlImportPlan) plan = sl_import_preview (self->import, N_PREVIEW);

  gtk_list_box_remove_all (self->preview);
  for (guint i = 0; plan != NULL && i < sl_import_plan_get_n_rows (plan); i++)
    gtk_list_box_append (self->preview, make_preview_row (sl_import_plan_get_row (plan, i)));
}

/* The dates' question */

static void
show_reading (AdwActionRow *row, const char *example, SlDateOrder order, const char *label)
{
  g_autofree char *text = NULL;
  SlDay day;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  if (example == NULL || !sl_date_parse_loose (example, order, &day))
    return;
  text = sl_day_format_long (day);
  adw_action_row_set_subtitle (row, text);
}

static void
fill_dates (SlImportMappingPage *self)
{
  guint column = 0;
  g_autofree char *example = NULL;
  g_autofree char *words = NULL;

  if (!self->asked && !sl_import_needs_date_order (self->import, &column))
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->date_group), TRUE);
  if (self->asked)
    return;
  self->asked = TRUE;
  example = sl_import_get_date_example (self->import, column);
  /* Translators: a date such as 03/09/2026, and the heading of a column */
  words = g_markup_printf_escaped (_("%s in the column “%s” can be read in two ways."), example != NULL ? example : "", sl_import_table_get_column (sl_import_get_table (self->import), column)->header);
  adw_preferences_group_set_description (self->date_group, words);
  show_reading (self->day_row, example, SL_DATE_ORDER_DMY, _("Day first"));
  show_reading (self->month_row, example, SL_DATE_ORDER_MDY, _("Month first"));
}

static void
order_cb (SlImportMappingPage *self)
{
  if (self->filling)
    return;
  if (gtk_check_button_get_active (self->day_first))
    sl_import_set_date_order (self->import, SL_DATE_ORDER_DMY);
  else if (gtk_check_button_get_active (self->month_first))
    sl_import_set_date_order (self->import, SL_DATE_ORDER_MDY);
}

/* Columns */

static void
target_cb (AdwComboRow *row, GParamSpec *pspec, SlImportMappingPage *self)
{
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "column"));

  if (!self->filling)
    sl_import_set_target (self->import, column, adw_combo_row_get_selected (row));
}

static char *
describe_samples (const SlImportColumn *column)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0, shown = 0; i < column->samples->len && shown < N_SAMPLES; i++)
    {
      g_autofree char *cut = sl_text_truncate_utf8 (column->samples->pdata[i], 40);

      g_strdelimit (cut, "\n\r\t", ' ');
      g_strstrip (cut);
      if (i > 0 && g_str_equal (column->samples->pdata[i], column->samples->pdata[i - 1]))
        continue;
      append_fact (text, cut);
      shown++;
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : g_strdup (_("empty"));
}

static GtkWidget *
make_column_row (SlImportMappingPage *self, guint number)
{
  const SlImportColumn *column = sl_import_table_get_column (sl_import_get_table (self->import), number);
  GtkWidget *row = adw_combo_row_new ();
  g_autofree char *samples = describe_samples (column);
  g_autoptr (GtkExpression) words = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), column->header);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), samples);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (self->targets));
  adw_combo_row_set_expression (ADW_COMBO_ROW (row), words);
  adw_combo_row_set_search_match_mode (ADW_COMBO_ROW (row), GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);
  adw_combo_row_set_enable_search (ADW_COMBO_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "column", GUINT_TO_POINTER (number));
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (target_cb), self, 0);
  return row;
}

static void
make_columns (SlImportMappingPage *self)
{
  guint n = sl_import_table_get_n_columns (sl_import_get_table (self->import));

  gtk_list_box_remove_all (self->columns);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < n && i < MAX_COLUMNS; i++)
    {
      GtkWidget *row = make_column_row (self, i);

      g_ptr_array_add (self->rows, row);
      gtk_list_box_append (self->columns, row);
    }
  if (n > MAX_COLUMNS)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("%s more column is kept in the notes.", "%s more columns are kept in the notes.", n - MAX_COLUMNS), SL_COUNT (n - MAX_COLUMNS));

      adw_preferences_group_set_description (self->column_group, text);
    }
}

/* The page as the mapping says */

static const char *
find_hint (SlImportMappingPage *self)
{
  guint n = sl_import_table_get_n_columns (sl_import_get_table (self->import));
  gboolean named = FALSE;

  for (guint i = 0; i < n; i++)
    {
      SlImportTarget target = sl_import_get_target (self->import, i);

      named = named || target == SL_IMPORT_COMPANY || target == SL_IMPORT_ROLE;
    }
  if (!named)
    return _("Say which column holds the company or the role.");
  if (sl_import_needs_date_order (self->import, NULL))
    return _("Say how the dates are written.");
  return NULL;
}

/* Not in the way of going on, but better known before than after. */
static char *
describe_unread (SlImportMappingPage *self)
{
  guint n = sl_import_get_n_replaced (self->import);

  return n == 0 ? NULL : g_strdup_printf (ngettext ("%s character can’t be read. Another encoding may help.", "%s characters can’t be read. Another encoding may help.", n), SL_COUNT (n));
}

static void
refresh (SlImportMappingPage *self)
{
  const char *hint = find_hint (self);
  g_autofree char *unread = describe_unread (self);

  self->filling = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    {
      SlImportTarget target = sl_import_get_target (self->import, i);

      adw_combo_row_set_selected (self->rows->pdata[i], target);
      if (target == SL_IMPORT_IGNORE)
        gtk_widget_add_css_class (self->rows->pdata[i], "dimmed");
      else
        gtk_widget_remove_css_class (self->rows->pdata[i], "dimmed");
    }
  self->filling = FALSE;
  fill_dates (self);
  fill_preview (self);
  if (hint != NULL || unread != NULL)
    adw_banner_set_title (self->hint, hint != NULL ? hint : unread);
  adw_banner_set_revealed (self->hint, hint != NULL || unread != NULL);
  gtk_widget_set_sensitive (self->next, hint == NULL);
}

/* Another file, or the same read in another way. */
static void
fill (SlImportMappingPage *self)
{
  SlImportTable *table = sl_import_get_table (self->import);
  g_autofree char *subtitle = NULL;
  guint n = sl_import_table_get_n_rows (table);
  g_autofree char *count = g_strdup_printf (ngettext ("%s row", "%s rows", n), SL_COUNT (n));

  self->filling = TRUE;
  /* Translators: name of a file, number of its rows */
  subtitle = g_strdup_printf (C_("file and rows", "%s, %s"), sl_import_get_name (self->import) != NULL ? sl_import_get_name (self->import) : "", count);
  adw_window_title_set_subtitle (self->title, subtitle);
  adw_combo_row_set_selected (self->encoding, sl_import_get_encoding (self->import) - 1);
  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++)
    if (delimiters[i] == sl_import_table_get_delimiter (table))
      adw_combo_row_set_selected (self->delimiter, i);
  adw_switch_row_set_active (self->header, sl_import_table_has_header (table));
  gtk_editable_set_text (GTK_EDITABLE (self->currency), sl_import_get_currency (self->import));
  self->asked = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->date_group), FALSE);
  gtk_check_button_set_active (self->day_first, FALSE);
  gtk_check_button_set_active (self->month_first, FALSE);
  make_columns (self);
  self->filling = FALSE;
  refresh (self);
}

/* What the person does */

static void
reloaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlImportMappingPage) self = data;
  g_autoptr (GError) error = NULL;

  if (!sl_import_load_finish (SL_IMPORT (source), result, &error) && self->import != NULL && !sl_error_is_silent (error))
    {
      g_autofree char *words = sl_error_describe (error, NULL);

      fill (self);
      adw_banner_set_title (self->hint, words);
      adw_banner_set_revealed (self->hint, TRUE);
    }
  else if (self->import != NULL && error == NULL)
    fill (self);
}

static void
form_cb (SlImportMappingPage *self)
{
  if (self->filling || self->import == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  sl_import_reload_async (self->import, adw_combo_row_get_selected (self->encoding) + 1, delimiters[adw_combo_row_get_selected (self->delimiter)],
                          adw_switch_row_get_active (self->header) ? SL_IMPORT_HEADER_YES : SL_IMPORT_HEADER_NO, self->cancellable, reloaded_cb, g_object_ref (self));
}

static void
currency_cb (SlImportMappingPage *self)
{
  gboolean ok;

  if (self->filling || self->import == NULL)
    return;
  ok = sl_import_set_currency (self->import, gtk_editable_get_text (GTK_EDITABLE (self->currency)), NULL);
  if (ok)
    gtk_widget_remove_css_class (GTK_WIDGET (self->currency), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->currency), "error");
}

static void
next_cb (SlImportMappingPage *self)
{
  g_signal_emit (self, signals[NEXT], 0);
}

/* The class */

static void
left_cb (gpointer data)
{
  g_autoptr (SlImportMappingPage) self = data;

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    g_cancellable_cancel (self->cancellable);
}

/* Not at once: a dialog that becomes narrow puts its pages elsewhere, and into the window again. */
static void
sl_import_mapping_page_unroot (GtkWidget *widget)
{
  g_idle_add_once (left_cb, g_object_ref (widget));
  GTK_WIDGET_CLASS (sl_import_mapping_page_parent_class)->unroot (widget);
}

static void
sl_import_mapping_page_dispose (GObject *object)
{
  SlImportMappingPage *self = SL_IMPORT_MAPPING_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->import);
  g_clear_object (&self->targets);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_IMPORT_MAPPING_PAGE);
  G_OBJECT_CLASS (sl_import_mapping_page_parent_class)->dispose (object);
}

static void
sl_import_mapping_page_class_init (SlImportMappingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_import_mapping_page_dispose;
  widget_class->unroot = sl_import_mapping_page_unroot;

  signals[NEXT] = g_signal_new ("next", SL_TYPE_IMPORT_MAPPING_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-import-mapping-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SlImportMappingPage, title);
  gtk_widget_class_bind_template_child (widget_class, SlImportMappingPage, next);
  gtk_widget_class_bind_template_child (widget_class, SlImportMappingPage, hint);
  gtk_widget_class_bind_template_child (widget_class, SlImportMappingPage, date_group);
  gtk_widget_class_bind_template_child (widget_class, SlImportMappingPage, day_row);
  gtk_widget_class_bind_template_child (widget_class, SlImportMappingPage, month_row);
  gtk_widget_class_bind_template_child (widget_class, SlImportMappingPage, day_first);
  gtk_widget_class_bind_template_child (widget_class, SlImportMappingPage, month_first);
  gtk_widget_class_bind_template_child (widget_class, SlImportMappingPage, preview);
  gtk_widget_class_bind_template_child (widget_class, SlImportMappingPage, column_group);
  gtk_widget_class_bind_template_child (widget_class, SlImportMappingPage, columns);
  gtk_widget_class_bind_template_child (widget_class, SlImportMappingPage, encoding);
  gtk_widget_class_bind_template_child (widget_class, SlImportMappingPage, delimiter);
  gtk_widget_class_bind_template_child (widget_class, SlImportMappingPage, header);
  gtk_widget_class_bind_template_child (widget_class, SlImportMappingPage, currency);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, order_cb);
  gtk_widget_class_bind_template_callback (widget_class, form_cb);
  gtk_widget_class_bind_template_callback (widget_class, currency_cb);
}

static void
sl_import_mapping_page_init (SlImportMappingPage *self)
{
  g_autoptr (GtkStringList) encodings = gtk_string_list_new (NULL);

  self->rows = g_ptr_array_new ();
  self->targets = gtk_string_list_new (NULL);
  for (SlImportTarget target = 0; target < SL_IMPORT_N_TARGETS; target++)
    gtk_string_list_append (self->targets, sl_import_target_get_label (target));

  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (SlEncoding encoding = SL_ENCODING_AUTO + 1; encoding < SL_ENCODING_N; encoding++)
    gtk_string_list_append (encodings, sl_encoding_get_name (encoding));
  adw_combo_row_set_model (self->encoding, G_LIST_MODEL (encodings));
  self->filling = FALSE;
}

/** sl_import_mapping_page_new: Returns: (transfer floating): the page for a loaded spreadsheet */
AdwNavigationPage *
sl_import_mapping_page_new (SlImport *import)
{
  SlImportMappingPage *self = g_object_new (SL_TYPE_IMPORT_MAPPING_PAGE, NULL);

  self->import = g_object_ref (import);
  fill (self);
  g_signal_connect_object (import, "mapping-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  return ADW_NAVIGATION_PAGE (self);
}
