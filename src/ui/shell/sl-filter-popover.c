/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All filters in one popover. Every filter is a set of words as toggles with counts; the counts are asked for when the
 * popover opens and whenever the query changes while it is open. */

#define G_LOG_DOMAIN "sl-filter-popover"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "sl-date-range.h"
#include "sl-filter-popover.h"
#include "sl-filter-words.h"
#include "sl-format.h"
#include "sl-private.h"
#include "sl-tag-dots.h"

/* Typing a salary sets the filter when one stops. */
#define SALARY_PAUSE_MS 400

struct _SlFilterPopover {
  GtkPopover parent_instance;

  /* Template */
  GtkBox *sections;
  AdwToggleGroup *windows;
  SlDateRange *days;
  GtkEditable *salary_min;
  GtkEditable *salary_max;

  SlViewState *state;
  GHashTable *toggles[SL_N_FACETS]; /* word → GtkToggleButton (borrowed) */
  GtkWidget *boxes[SL_N_FACETS];    /* AdwWrapBox (borrowed); NULL when the facet isn't offered */
  GCancellable *counting;
  guint salary_source;
  gboolean min_typed; /* since the query was written there */
  gboolean max_typed;
  gboolean showing; /* the query is written to the widgets, not read from them */
};

G_DEFINE_FINAL_TYPE (SlFilterPopover, sl_filter_popover, GTK_TYPE_POPOVER)

static const struct {
  const char *name;
  guint days;
} windows[] = {
  { "all", 0 }, { "7", 7 }, { "14", 14 }, { "30", 30 }, { "90", 90 },
};

/* Words */

typedef struct {
  SlFacet facet;
  const char *word;
  gboolean active;
} WordChange;

static void
change_word (SlQuery *query, gpointer data)
{
  const WordChange *change = data;

  if (change->active)
    sl_query_add_word (query, change->facet, change->word);
  else
    sl_query_remove_word (query, change->facet, change->word);
}

static void
word_toggled_cb (GtkToggleButton *button, SlFilterPopover *self)
{
  WordChange change;

  if (self->showing)
    return;

  change.facet = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "sl-facet"));
  change.word = g_object_get_data (G_OBJECT (button), "sl-word");
  change.active = gtk_toggle_button_get_active (button);
  sl_view_state_update_query (self->state, change_word, &change);
}

static void
show_word_count (GtkWidget *button, int count)
{
  GtkWidget *label = g_object_get_data (G_OBJECT (button), "sl-count");
  const char *name = g_object_get_data (G_OBJECT (button), "sl-name");
  g_autofree char *text = sl_format_count (count);
  g_autofree char *words = g_strdup_printf ("%s, %s", name, text);

  gtk_label_set_label (GTK_LABEL (label), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static GtkWidget *
add_word (SlFilterPopover *self, SlFacet facet, const char *word)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *name = sl_filter_describe_word (self->state, facet, word);
  const char *color = sl_filter_get_word_color (self->state, facet, word);
  GtkWidget *label = gtk_label_new (name);
  GtkWidget *count = gtk_label_new (NULL);

  if (color != NULL)
    {
      GtkWidget *dot = sl_tag_dots_new ();

      sl_tag_dots_set_color (SL_TAG_DOTS (dot), color);
      gtk_box_append (GTK_BOX (box), dot);
    }
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  gtk_widget_add_css_class (count, "dimmed");
  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_add_css_class (count, "caption");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), count);

  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "sl-word");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "sl-facet", GUINT_TO_POINTER (facet));
  g_object_set_data_full (G_OBJECT (button), "sl-word", g_strdup (word), g_free);
  g_object_set_data_full (G_OBJECT (button), "sl-name", g_strdup (name), g_free);
  g_object_set_data (G_OBJECT (button), "sl-count", count);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), sl_query_has_word (sl_view_state_get_query (self->state), facet, word));
  g_signal_connect_object (button, "toggled", G_CALLBACK (word_toggled_cb), self, 0);

  adw_wrap_box_append (ADW_WRAP_BOX (self->boxes[facet]), button);
  g_hash_table_insert (self->toggles[facet], g_strdup (word), button);

  return button;
}

static void
add_known_words (SlFilterPopover *self, SlFacet facet)
{
  const SlEnum *words = sl_facet_get_words (facet);

  if (facet == SL_FACET_TAG)
    {
      GListModel *tags = sl_view_state_get_tags (self->state);
      guint n_tags = g_list_model_get_n_items (tags);

      for (guint i = 0; i < n_tags; i++)
        {
          g_autoptr (SlRecord) tag = g_list_model_get_item (tags, i);

          add_word (self, facet, sl_record_get_id (tag));
        }
    }
  else if (words != NULL)
    {
      for (const SlEnumValue *value = words->values; value->word != NULL; value++)
        add_word (self, facet, value->word);
    }
}

static void
remove_words (SlFilterPopover *self, SlFacet facet)
{
  GtkWidget *child;

  g_hash_table_remove_all (self->toggles[facet]);
  while ((child = gtk_widget_get_first_child (self->boxes[facet])) != NULL)
    adw_wrap_box_remove (ADW_WRAP_BOX (self->boxes[facet]), child);
}

static void
fill_words (SlFilterPopover *self, SlFacet facet)
{
  self->showing = TRUE;
  remove_words (self, facet);
  add_known_words (self, facet);
  self->showing = FALSE;

  gtk_widget_set_visible (gtk_widget_get_parent (self->boxes[facet]), g_hash_table_size (self->toggles[facet]) > 0);
}

static void
refill_tags_cb (SlFilterPopover *self)
{
  fill_words (self, SL_FACET_TAG);
}

static void
add_section (SlFilterPopover *self, SlFacet facet)
{
  GtkWidget *section = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *title = gtk_label_new (sl_filter_get_title (facet));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  self->boxes[facet] = adw_wrap_box_new ();
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (self->boxes[facet]), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (self->boxes[facet]), 6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->boxes[facet]), GTK_ACCESSIBLE_PROPERTY_LABEL, sl_filter_get_title (facet), -1);
  gtk_box_append (GTK_BOX (section), title);
  gtk_box_append (GTK_BOX (section), self->boxes[facet]);
  gtk_box_append (self->sections, section);

  self->toggles[facet] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  fill_words (self, facet);
}

/* Counts */

typedef struct {
  SlFilterPopover *self;
  SlFacet facet;
} Counting;

static void
show_counts (SlFilterPopover *self, SlFacet facet, GHashTable *counts)
{
  GHashTableIter iter;
  gpointer word;
  gpointer value;

  /* Words that a server or a spreadsheet brought and the table doesn't know. */
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &word, &value))
    if (GPOINTER_TO_INT (value) > 0 && !g_hash_table_contains (self->toggles[facet], word))
      add_word (self, facet, word);

  g_hash_table_iter_init (&iter, self->toggles[facet]);
  while (g_hash_table_iter_next (&iter, &word, &value))
    show_word_count (value, GPOINTER_TO_INT (g_hash_table_lookup (counts, word)));
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Counting *counting = user_data;
  g_autoptr (SlFilterPopover) self = counting->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) counts = sl_view_state_count_facet_finish (SL_VIEW_STATE (source), result, &error);

  if (counts != NULL && self->state != NULL)
    show_counts (self, counting->facet, counts);
  else if (error != NULL && self->state != NULL)
    sl_view_state_tell_failed (self->state, error, _("The filters can’t be counted."));
}

static void
ask_counts (SlFilterPopover *self)
{
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  self->counting = g_cancellable_new ();
  for (const SlFacet *facet = sl_filter_facets; *facet != SL_N_FACETS; facet++)
    {
      Counting *counting = g_new0 (Counting, 1);

      counting->self = g_object_ref (self);
      counting->facet = *facet;
      sl_view_state_count_facet_async (self->state, *facet, self->counting, counted_cb, counting);
    }
}

/* The query */

static gboolean
is_hidden (gint64 number)
{
  return number >= 0 && sl_private_hides (SL_PRIVATE_SALARIES);
}

/* In private mode something stands there, but not what; what is being typed is the person's own. */
static void
show_number (GtkEditable *entry, const char *placeholder, gint64 number, gboolean *typed)
{
  g_autofree char *text = number >= 0 && !is_hidden (number) ? g_strdup_printf ("%" G_GINT64_FORMAT, number) : g_strdup ("");

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), is_hidden (number) ? SL_PRIVATE_HIDDEN : placeholder);

  if (gtk_widget_get_focus_child (GTK_WIDGET (entry)) != NULL)
    return;
  if (g_strcmp0 (gtk_editable_get_text (entry), text) != 0)
    gtk_editable_set_text (entry, text);
  *typed = FALSE;
}

/* Days of one's own are none of the windows. */
static void
show_dates (SlFilterPopover *self, SlQuery *query)
{
  SlDay from = sl_query_get_from (query);
  SlDay to = sl_query_get_to (query);

  if (sl_query_get_window (query) == 0 && (from != SL_DAY_NONE || to != SL_DAY_NONE))
    adw_toggle_group_set_active (self->windows, GTK_INVALID_LIST_POSITION);
  else
    for (guint i = 0; i < G_N_ELEMENTS (windows); i++)
      if (windows[i].days == sl_query_get_window (query))
        adw_toggle_group_set_active_name (self->windows, windows[i].name);
  sl_date_range_set_days (self->days, from, to);
}

static void
show_query (SlFilterPopover *self)
{
  SlQuery *query = sl_view_state_get_query (self->state);
  GHashTableIter iter;
  gpointer word;
  gpointer toggle;

  self->showing = TRUE;
  for (const SlFacet *facet = sl_filter_facets; *facet != SL_N_FACETS; facet++)
    {
      g_hash_table_iter_init (&iter, self->toggles[*facet]);
      while (g_hash_table_iter_next (&iter, &word, &toggle))
        gtk_toggle_button_set_active (toggle, sl_query_has_word (query, *facet, word));
    }
  show_dates (self, query);
  show_number (self->salary_min, _("From"), sl_query_get_salary_min (query), &self->min_typed);
  show_number (self->salary_max, _("Up to"), sl_query_get_salary_max (query), &self->max_typed);
  self->showing = FALSE;

  ask_counts (self);
}

static void
set_window (SlQuery *query, gpointer data)
{
  sl_query_set_dates (query, SL_DAY_NONE, SL_DAY_NONE);
  sl_query_set_window (query, GPOINTER_TO_UINT (data));
}

static void
window_chosen_cb (SlFilterPopover *self)
{
  const char *name = adw_toggle_group_get_active_name (self->windows);

  if (self->showing || self->state == NULL || name == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (windows); i++)
    if (g_strcmp0 (windows[i].name, name) == 0)
      sl_view_state_update_query (self->state, set_window, GUINT_TO_POINTER (windows[i].days));
}

static void
set_days (SlQuery *query, gpointer data)
{
  SlDateRange *days = data;

  sl_query_set_window (query, 0);
  sl_query_set_dates (query, sl_date_range_get_from (days), sl_date_range_get_to (days));
}

static void
days_changed_cb (SlFilterPopover *self)
{
  if (self->state != NULL)
    sl_view_state_update_query (self->state, set_days, self->days);
}

/* -1 for an empty field; *@valid says whether it is a number at all. */
static gint64
read_number (GtkEditable *entry, gboolean *valid)
{
  const char *text = gtk_editable_get_text (entry);
  GString *digits = g_string_new (NULL);
  gint64 number = -1;

  for (const char *c = text; *c != '\0'; c++)
    if (g_ascii_isdigit (*c))
      g_string_append_c (digits, *c);
    else if (g_ascii_isalpha (*c))
      *valid = FALSE;
  if (digits->len > 0 && digits->len < 16)
    number = g_ascii_strtoll (digits->str, NULL, 10);
  g_string_free (digits, TRUE);

  return number;
}

static void
set_salary (SlQuery *query, gpointer data)
{
  const gint64 *ends = data;

  sl_query_set_salary (query, ends[0], ends[1]);
}

/* An end that is hidden stays as long as nothing else is typed there; its chip takes it away. What was just typed goes when
 * it is taken back. */
static gint64
read_end (GtkEditable *entry, gint64 now, gboolean *typed, gboolean *valid)
{
  *typed |= *gtk_editable_get_text (entry) != '\0';
  if (is_hidden (now) && !*typed)
    return now;

  return read_number (entry, valid);
}

static gboolean
salary_pause_cb (gpointer data)
{
  SlFilterPopover *self = data;
  SlQuery *query = sl_view_state_get_query (self->state);
  gboolean min_valid = TRUE;
  gboolean max_valid = TRUE;
  gint64 ends[2];

  self->salary_source = 0;
  ends[0] = read_end (self->salary_min, sl_query_get_salary_min (query), &self->min_typed, &min_valid);
  ends[1] = read_end (self->salary_max, sl_query_get_salary_max (query), &self->max_typed, &max_valid);
  if (min_valid && max_valid)
    sl_view_state_update_query (self->state, set_salary, ends);

  return G_SOURCE_REMOVE;
}

static void
salary_changed_cb (SlFilterPopover *self)
{
  if (self->showing || self->state == NULL)
    return;

  g_clear_handle_id (&self->salary_source, g_source_remove);
  self->salary_source = g_timeout_add (SALARY_PAUSE_MS, salary_pause_cb, self);
}

static void
sl_filter_popover_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sl_filter_popover_parent_class)->map (widget);

  show_query (SL_FILTER_POPOVER (widget));
}

static void
sl_filter_popover_dispose (GObject *object)
{
  SlFilterPopover *self = SL_FILTER_POPOVER (object);

  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  g_clear_handle_id (&self->salary_source, g_source_remove);
  for (SlFacet facet = 0; facet < SL_N_FACETS; facet++)
    g_clear_pointer (&self->toggles[facet], g_hash_table_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_FILTER_POPOVER);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (sl_filter_popover_parent_class)->dispose (object);
}

static void
sl_filter_popover_class_init (SlFilterPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_filter_popover_dispose;
  widget_class->map = sl_filter_popover_map;

  g_type_ensure (SL_TYPE_DATE_RANGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-filter-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, SlFilterPopover, sections);
  gtk_widget_class_bind_template_child (widget_class, SlFilterPopover, windows);
  gtk_widget_class_bind_template_child (widget_class, SlFilterPopover, days);
  gtk_widget_class_bind_template_child (widget_class, SlFilterPopover, salary_min);
  gtk_widget_class_bind_template_child (widget_class, SlFilterPopover, salary_max);
  gtk_widget_class_bind_template_callback (widget_class, window_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, days_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, salary_changed_cb);
}

static void
sl_filter_popover_init (SlFilterPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Filled when first opened: a start doesn't pay for fifty buttons that nobody looks at. */
static void
fill_once_cb (SlFilterPopover *self)
{
  if (self->toggles[SL_FACET_STATUS] != NULL)
    return;

  for (const SlFacet *facet = sl_filter_facets; *facet != SL_N_FACETS; facet++)
    add_section (self, *facet);
  g_signal_connect_object (self->state, "notify::query", G_CALLBACK (show_query), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sl_view_state_get_tags (self->state), "items-changed", G_CALLBACK (refill_tags_cb), self, G_CONNECT_SWAPPED);
}

/**
 * sl_filter_popover_set_state:
 * @state: whose query it changes; set once
 */
void
sl_filter_popover_set_state (SlFilterPopover *self, SlViewState *state)
{
  g_return_if_fail (SL_IS_FILTER_POPOVER (self));
  g_return_if_fail (self->state == NULL);

  self->state = g_object_ref (state);
  g_signal_connect (self, "realize", G_CALLBACK (fill_once_cb), NULL);
}
