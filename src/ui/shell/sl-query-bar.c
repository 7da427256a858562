/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search and filter bar. Writes to the state's query and shows what stands there, whoever wrote it: a chart's
 * click appears here as a chip. */

#define G_LOG_DOMAIN "sl-query-bar"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-chip.h"
#include "sl-filter-popover.h"
#include "sl-filter-words.h"
#include "sl-format.h"
#include "sl-name-popover.h"
#include "sl-query-bar.h"

struct _SlQueryBar {
  AdwBin parent_instance;

  /* Template */
  GtkWidget *top_row;
  GtkSearchEntry *entry;
  SlFilterPopover *filters;
  GtkWidget *count;
  GtkWidget *narrow_count;
  AdwWrapBox *chips;
  GtkWidget *buttons;
  GtkWidget *save_button;

  SlViewState *state;
  gboolean narrow;
  gboolean searching;
};

G_DEFINE_FINAL_TYPE (SlQueryBar, sl_query_bar, ADW_TYPE_BIN)

enum {
  PROP_0,
  PROP_NARROW,
  PROP_SEARCHING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* Shows the entry and the bar as the width and the search need it. */
static void
update_layout (SlQueryBar *self)
{
  gboolean has_filter = self->state != NULL && sl_query_has_filter (sl_view_state_get_query (self->state));

  gtk_widget_set_visible (self->top_row, !self->narrow || self->searching);
  gtk_widget_set_visible (self->count, !self->narrow);
  gtk_widget_set_visible (self->narrow_count, self->narrow && (self->searching || has_filter));
}

static void
set_searching (SlQueryBar *self, gboolean searching)
{
  if (searching == self->searching)
    return;

  self->searching = searching;
  update_layout (self);
  if (searching)
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCHING]);
}

/* Chips */

typedef enum {
  PART_WORD,
  PART_SALARY,
  PART_DATES,
} Part;

typedef struct {
  Part part;
  SlFacet facet;
  char *word;
} Removal;

static void
removal_free (gpointer data, GClosure *closure)
{
  Removal *removal = data;

  g_free (removal->word);
  g_free (removal);
}

static void
remove_part (SlQuery *query, gpointer data)
{
  const Removal *removal = data;

  switch (removal->part)
    {
    case PART_WORD:
      sl_query_remove_word (query, removal->facet, removal->word);
      break;
    case PART_SALARY:
      sl_query_set_salary (query, -1, -1);
      break;
    case PART_DATES:
    default:
      sl_query_set_dates (query, SL_DAY_NONE, SL_DAY_NONE);
      sl_query_set_window (query, 0);
      break;
    }
}

static void
chip_removed_cb (GtkWidget *chip, gpointer user_data)
{
  SlQueryBar *self = SL_QUERY_BAR (gtk_widget_get_ancestor (chip, SL_TYPE_QUERY_BAR));
  Removal copy = *(Removal *) user_data;
  g_autofree char *word = g_strdup (copy.word);

  /* The chip goes away while the query is set. */
  copy.word = word;
  sl_view_state_update_query (self->state, remove_part, &copy);
}

static void
add_chip (SlQueryBar *self, const char *label, const char *color, Part part, SlFacet facet, const char *word)
{
  g_autofree char *remove_label = g_strdup_printf (_("Remove filter %s"), label);
  GtkWidget *chip = sl_chip_new (label, color, remove_label);
  Removal *removal = g_new0 (Removal, 1);

  removal->part = part;
  removal->facet = facet;
  removal->word = g_strdup (word);
  g_signal_connect_data (chip, "remove", G_CALLBACK (chip_removed_cb), removal, removal_free, 0);
  adw_wrap_box_append (self->chips, chip);
}

static void
remove_chips (SlQueryBar *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->chips));

  while (child != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      if (SL_IS_CHIP (child))
        adw_wrap_box_remove (self->chips, child);
      child = next;
    }
}

static void
show_chips (SlQueryBar *self)
{
  SlQuery *query = sl_view_state_get_query (self->state);
  g_autofree char *salary = sl_filter_describe_salary (query);
  g_autofree char *dates = sl_filter_describe_dates (query);

  remove_chips (self);
  for (SlFacet facet = 0; facet < SL_N_FACETS; facet++)
    {
      const char *const *words = sl_query_get_words (query, facet);

      for (guint i = 0; words != NULL && words[i] != NULL; i++)
        {
          g_autofree char *label = sl_filter_describe_chip (self->state, facet, words[i]);

          add_chip (self, label, sl_filter_get_word_color (self->state, facet, words[i]), PART_WORD, facet, words[i]);
        }
    }
  if (salary != NULL)
    add_chip (self, salary, NULL, PART_SALARY, SL_N_FACETS, NULL);
  if (dates != NULL)
    add_chip (self, dates, NULL, PART_DATES, SL_N_FACETS, NULL);

  /* The buttons stay behind the chips. */
  adw_wrap_box_reorder_child_after (self->chips, self->buttons, gtk_widget_get_last_child (GTK_WIDGET (self->chips)));
  gtk_widget_set_visible (GTK_WIDGET (self->chips), sl_query_has_filter (query));
}

static void
show_count (SlQueryBar *self)
{
  gint64 total = sl_view_state_get_total (self->state);
  gint64 seen = g_list_model_get_n_items (G_LIST_MODEL (sl_view_state_get_model (self->state)));
  gboolean has_filter = sl_query_has_filter (sl_view_state_get_query (self->state));
  g_autofree char *total_text = sl_format_count (MAX (total, 0));
  g_autofree char *seen_text = sl_format_count (seen);
  g_autofree char *text = NULL;

  if (total < 0)
    text = g_strdup ("");
  else if (has_filter)
    /* Translators: how many applications match, and how many there are: “42 of 1,288 applications” */
    text = g_strdup_printf (ngettext ("%s of %s application", "%s of %s applications", (gulong) total), seen_text, total_text);
  else
    text = g_strdup_printf (ngettext ("%s application", "%s applications", (gulong) total), total_text);

  gtk_label_set_label (GTK_LABEL (self->count), text);
  gtk_label_set_label (GTK_LABEL (self->narrow_count), text);
}

static void
query_changed_cb (SlQueryBar *self)
{
  const char *text = sl_query_get_text (sl_view_state_get_query (self->state));

  /* While one types, the entry is ahead of the query: it is only overwritten by others' changes. */
  if (gtk_widget_get_focus_child (GTK_WIDGET (self->entry)) == NULL || text == NULL || *text == '\0')
    if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->entry)), text != NULL ? text : "") != 0)
      gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");

  show_chips (self);
  show_count (self);
  update_layout (self);
}

/* Callbacks */

static void
set_text (SlQuery *query, gpointer data)
{
  sl_query_set_text (query, data);
}

static void
search_changed_cb (SlQueryBar *self)
{
  if (self->state != NULL)
    sl_view_state_update_query (self->state, set_text, (gpointer) gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
stop_search_cb (SlQueryBar *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  else if (self->narrow)
    set_searching (self, FALSE);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "apps.focus-view", NULL);
}

static gboolean
key_pressed_cb (SlQueryBar *self, guint key)
{
  if (key != GDK_KEY_Down && key != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;

  gtk_widget_activate_action (GTK_WIDGET (self), "apps.focus-view", NULL);
  return GDK_EVENT_STOP;
}

/* The button got the focus back from the popover; but what was filtered is what one looks at next. */
static void
leave_filters_cb (gpointer data)
{
  SlQueryBar *self = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (root != NULL && (focus == NULL || gtk_widget_get_ancestor (focus, GTK_TYPE_MENU_BUTTON) != NULL))
    gtk_widget_activate_action (GTK_WIDGET (self), "apps.focus-view", NULL);
  g_object_unref (self);
}

static void
filters_closed_cb (SlQueryBar *self)
{
  g_idle_add_once (leave_filters_cb, g_object_ref (self));
}

static void
named_cb (const char *name, const char *color, gpointer data)
{
  SlQueryBar *self = data;
  g_autoptr (SlRecord) filter = sl_record_new (SL_KIND_SAVED_FILTER);
  g_autoptr (SlChangeset) changeset = NULL;
  g_autofree char *json = sl_query_to_json (sl_view_state_get_query (self->state));

  sl_record_set_text (filter, SL_SAVED_FILTER_NAME, name);
  sl_record_set_text (filter, SL_SAVED_FILTER_QUERY, json);
  sl_record_set_integer (filter, SL_SAVED_FILTER_POSITION, g_list_model_get_n_items (sl_view_state_get_saved_filters (self->state)));
  changeset = sl_deed_add (filter);
  sl_view_state_apply (self->state, changeset);
}

static void
save_clicked_cb (SlQueryBar *self)
{
  g_autofree char *name = sl_filter_suggest_name (self->state);

  sl_name_popover_popup (self->save_button, _("Saved filter"), name, NULL, _("_Save"), named_cb, g_object_ref (self), g_object_unref);
}

static void
sl_query_bar_dispose (GObject *object)
{
  SlQueryBar *self = SL_QUERY_BAR (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_QUERY_BAR);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (sl_query_bar_parent_class)->dispose (object);
}

static void
sl_query_bar_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SlQueryBar *self = SL_QUERY_BAR (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_SEARCHING:
      g_value_set_boolean (value, self->searching);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_query_bar_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SlQueryBar *self = SL_QUERY_BAR (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      self->narrow = g_value_get_boolean (value);
      update_layout (self);
      break;
    case PROP_SEARCHING:
      set_searching (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_query_bar_class_init (SlQueryBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sl_query_bar_dispose;
  object_class->get_property = sl_query_bar_get_property;
  object_class->set_property = sl_query_bar_set_property;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SEARCHING] = g_param_spec_boolean ("searching", NULL, NULL, FALSE,
                                                     G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SL_TYPE_FILTER_POPOVER);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-query-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SlQueryBar, top_row);
  gtk_widget_class_bind_template_child (widget_class, SlQueryBar, entry);
  gtk_widget_class_bind_template_child (widget_class, SlQueryBar, filters);
  gtk_widget_class_bind_template_child (widget_class, SlQueryBar, count);
  gtk_widget_class_bind_template_child (widget_class, SlQueryBar, narrow_count);
  gtk_widget_class_bind_template_child (widget_class, SlQueryBar, chips);
  gtk_widget_class_bind_template_child (widget_class, SlQueryBar, buttons);
  gtk_widget_class_bind_template_child (widget_class, SlQueryBar, save_button);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, filters_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
}

static void
sl_query_bar_init (SlQueryBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update_layout (self);
}

/**
 * sl_query_bar_set_state:
 * @state: whose query it shows and writes; set once
 */
void
sl_query_bar_set_state (SlQueryBar *self, SlViewState *state)
{
  g_return_if_fail (SL_IS_QUERY_BAR (self));
  g_return_if_fail (self->state == NULL);

  self->state = g_object_ref (state);
  sl_filter_popover_set_state (self->filters, state);
  g_signal_connect_object (state, "notify::query", G_CALLBACK (query_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (state, "notify::total", G_CALLBACK (show_count), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sl_view_state_get_model (state), "notify::n-items", G_CALLBACK (show_count), self, G_CONNECT_SWAPPED);
  /* A renamed or recoloured tag is renamed in its chip. */
  g_signal_connect_object (sl_view_state_get_tags (state), "items-changed", G_CALLBACK (show_chips), self, G_CONNECT_SWAPPED);
  query_changed_cb (self);
}

/** sl_query_bar_focus_search: shows the entry and puts the cursor there */
void
sl_query_bar_focus_search (SlQueryBar *self)
{
  g_return_if_fail (SL_IS_QUERY_BAR (self));

  set_searching (self, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
