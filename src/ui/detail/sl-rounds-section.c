/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-rounds-section"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-count.h"
#include "sl-detail-forms.h"
#include "sl-format.h"
#include "sl-kinds.h"
#include "sl-private.h"
#include "sl-questions.h"
#include "sl-record-list.h"
#include "sl-rounds-section.h"

struct _SlRoundsSection {
  AdwBin parent_instance;

  GtkStack *states;
  GtkListBox *rows;

  SlViewState *state;
  char *application_id;
  SlRecordList *stages;
};

G_DEFINE_FINAL_TYPE (SlRoundsSection, sl_rounds_section, ADW_TYPE_BIN)

/* --- The result, in place --- */

typedef struct {
  SlViewState *state;
  SlRecord *stage;
} Result;

static void
result_free (gpointer data, GClosure *closure)
{
  Result *result = data;

  g_object_unref (result->state);
  g_object_unref (result->stage);
  g_free (result);
}

static void
result_chosen_cb (GSimpleAction *action, GVariant *word, gpointer data)
{
  Result *result = data;
  const char *ids[] = { sl_record_get_id (result->stage), NULL };
  g_auto (SlValue) value = SL_VALUE_INIT;
  g_autoptr (SlChangeset) changeset = NULL;

  sl_value_set_text (&value, g_variant_get_string (word, NULL));
  changeset = sl_deed_edit (SL_KIND_STAGE, ids, SL_STAGE_RESULT, &value);
  sl_view_state_apply (result->state, changeset);
}

/* The words are only listed when somebody asks for them. @data: the round's id. */
static void
list_results_cb (GtkMenuButton *button, gpointer data)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) more = g_menu_new ();
  g_autoptr (GMenuItem) print = g_menu_item_new (_("Print Interview _Pack…"), NULL);

  for (const SlEnumValue *value = sl_stage_result_words.values; value->word != NULL; value++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (sl_enum_label (&sl_stage_result_words, value->word), NULL);

      g_menu_item_set_action_and_target (item, "round.result", "s", value->word);
      g_menu_append_item (menu, item);
    }
  g_menu_item_set_action_and_target (print, "win.print-pack", "s", (const char *) data);
  g_menu_append_item (more, print);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (more));
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static const char *
get_result_class (const char *word)
{
  if (g_strcmp0 (word, "Passed") == 0)
    return "status-accepted";
  if (g_strcmp0 (word, "Failed") == 0)
    return "status-rejected";
  if (g_strcmp0 (word, "Pending") == 0)
    return "status-applied";
  return "status-withdrawn";
}

/** sl_round_result_button_new: Returns: (transfer floating): a button that shows the result of @stage and changes it */
GtkWidget *
sl_round_result_button_new (SlViewState *state, SlRecord *stage)
{
  const char *word = sl_record_get_text (stage, SL_STAGE_RESULT);
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new_stateful ("result", G_VARIANT_TYPE_STRING, g_variant_new_string (word ? word : ""));
  g_autofree char *name = sl_format_stage_name (stage);
  g_autofree char *label = g_strdup_printf (_("Result of “%s”: %s"), name, sl_enum_label (&sl_stage_result_words, word));
  Result *result = g_new0 (Result, 1);

  result->state = g_object_ref (state);
  result->stage = g_object_ref (stage);
  g_signal_connect_data (action, "activate", G_CALLBACK (result_chosen_cb), result, result_free, 0);
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (action));
  gtk_widget_insert_action_group (button, "round", G_ACTION_GROUP (actions));
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), sl_enum_label (&sl_stage_result_words, word));
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), list_results_cb, g_strdup (sl_record_get_id (stage)), g_free);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "round-result");
  gtk_widget_add_css_class (button, get_result_class (word));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return button;
}

/* --- Rows --- */

static guint
count_questions (SlRecord *stage)
{
  g_auto (GStrv) questions = sl_questions_parse (sl_record_get_text (stage, SL_STAGE_QUESTIONS_ASKED));

  return g_strv_length (questions);
}

static void
append (GString *words, const char *more)
{
  if (more == NULL || *more == '\0')
    return;
  if (words->len > 0 && words->str[words->len - 1] != '\n')
    g_string_append (words, " · ");
  g_string_append (words, more);
}

static char *
format_length (gint64 minutes)
{
  gulong hours = (gulong) minutes / 60;

  if (minutes <= 0)
    return NULL;
  if (minutes % 60 == 0)
    return g_strdup_printf (ngettext ("%lu hour", "%lu hours", hours), hours);
  return g_strdup_printf (ngettext ("%lu minute", "%lu minutes", (gulong) minutes), (gulong) minutes);
}

/* Two lines at most: when it is, and the rest. */
static char *
describe (SlRecord *stage)
{
  const char *type = sl_record_get_text (stage, SL_STAGE_TYPE);
  const char *type_label = type != NULL ? sl_enum_label (&sl_stage_type_words, type) : NULL;
  guint n_questions = count_questions (stage);
  g_autofree char *name = sl_format_stage_name (stage);
  g_autofree char *when = sl_format_stage_when (stage);
  g_autofree char *length = format_length (sl_record_get_integer (stage, SL_STAGE_DURATION_MINUTES, 0));
  g_autofree char *questions = n_questions > 0 ? g_strdup_printf (ngettext ("%s question", "%s questions", n_questions), SL_COUNT (n_questions)) : NULL;
  g_autofree char *interviewers = sl_private_text (sl_record_get_text (stage, SL_STAGE_INTERVIEWER_NAMES));
  g_autofree char *place = sl_private_text (sl_record_get_text (stage, SL_STAGE_PLACE));
  g_autoptr (GString) words = g_string_new (when);

  append (words, length);
  if (words->len > 0)
    g_string_append_c (words, '\n');
  if (g_strcmp0 (name, type_label) != 0)
    append (words, type_label);
  append (words, interviewers);
  append (words, place);
  append (words, questions);
  g_strchomp (words->str);
  return g_string_free_and_steal (g_steal_pointer (&words));
}

static void
open_cb (AdwActionRow *row, SlRoundsSection *self)
{
  sl_detail_present_round (GTK_WIDGET (self), self->state, self->application_id, g_object_get_data (G_OBJECT (row), "stage"));
}

static GtkWidget *
make_row (gpointer item, gpointer data)
{
  SlRoundsSection *self = data;
  SlRecord *stage = item;
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = sl_format_stage_name (stage);
  g_autofree char *words = describe (stage);
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 4);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), sl_round_result_button_new (self->state, stage));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "stage", g_object_ref (stage), g_object_unref);
  g_signal_connect_object (row, "activated", G_CALLBACK (open_cb), self, 0);
  return row;
}

/* Where the focus is among the rows, or -1: a row that is made anew must not lose it. */
static int
find_focus (SlRoundsSection *self)
{
  GtkWidget *child = gtk_widget_get_focus_child (GTK_WIDGET (self->rows));

  return child != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (child)) : -1;
}

static void
show_rows (SlRoundsSection *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->stages));

  gtk_stack_set_visible_child_name (self->states, !sl_record_list_get_loaded (self->stages) ? "loading" : n > 0 ? "rounds" : "empty");
}

static void
items_changed_cb (SlRoundsSection *self, guint position, guint removed, guint added)
{
  int focus = find_focus (self);
  GtkListBoxRow *row;

  for (guint i = 0; i < removed; i++)
    gtk_list_box_remove (self->rows, GTK_WIDGET (gtk_list_box_get_row_at_index (self->rows, (int) position)));
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (SlRecord) stage = g_list_model_get_item (G_LIST_MODEL (self->stages), position + i);

      gtk_list_box_insert (self->rows, make_row (stage, self), (int) (position + i));
    }
  show_rows (self);
  row = focus >= 0 ? gtk_list_box_get_row_at_index (self->rows, focus) : NULL;
  if (row != NULL && gtk_widget_get_focus_child (GTK_WIDGET (self->rows)) == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* A new day: "tomorrow" is today. */
static void
fill_again (SlRoundsSection *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->stages));

  items_changed_cb (self, 0, n, n);
}

static void
sl_rounds_section_dispose (GObject *object)
{
  SlRoundsSection *self = SL_ROUNDS_SECTION (object);

  g_clear_object (&self->stages);
  g_clear_object (&self->state);
  g_clear_pointer (&self->application_id, g_free);
  G_OBJECT_CLASS (sl_rounds_section_parent_class)->dispose (object);
}

static void
sl_rounds_section_class_init (SlRoundsSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_rounds_section_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-rounds-section.ui");
  gtk_widget_class_bind_template_child (widget_class, SlRoundsSection, states);
  gtk_widget_class_bind_template_child (widget_class, SlRoundsSection, rows);
}

static void
sl_rounds_section_init (SlRoundsSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** sl_rounds_section_set_application: shows the rounds of @application_id; once for each section */
void
sl_rounds_section_set_application (SlRoundsSection *self, SlViewState *state, const char *application_id)
{
  g_return_if_fail (SL_IS_ROUNDS_SECTION (self));
  g_return_if_fail (self->state == NULL);

  self->state = g_object_ref (state);
  self->application_id = g_strdup (application_id);
  self->stages = sl_record_list_new (sl_view_state_get_context (state), SL_KIND_STAGE, application_id);
  sl_view_state_watch_errors (self->state, self->stages);
  g_signal_connect_object (self->stages, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->stages, "notify::loaded", G_CALLBACK (show_rows), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (state, "notify::today", G_CALLBACK (fill_again), self, G_CONNECT_SWAPPED);
  sl_record_list_start (self->stages);
}
