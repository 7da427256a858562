/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The items are the children of a box: an entry, for skills a level, and the buttons. What stands there becomes the
 * field's value after each change; a value that came from elsewhere is only written again once an item changes. */
#define G_LOG_DOMAIN "sl-field-items"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-field-pause.h"
#include "sl-field-row.h"
#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-questions.h"
#include "sl-skills.h"
#include "sl-tooltip.h"

struct _SlFieldItems {
  AdwPreferencesRow parent_instance;

  GtkLabel *title;
  GtkBox *items;
  GtkWidget *add;
  AdwButtonContent *add_content;

  SlRecordEditor *editor;
  const SlField *field;
  guint index;
  gboolean has_levels; /* skills, else questions */
  SlFieldPause pause;
  gboolean filling;
  char *shown;         /* the value that the items stand for */
};

G_DEFINE_FINAL_TYPE (SlFieldItems, sl_field_items, ADW_TYPE_PREFERENCES_ROW)

static const char *const levels[] = { "beginner", "intermediate", "advanced", "expert" };

/* --- An item --- */

static GtkEditable *
get_entry (GtkWidget *item)
{
  return GTK_EDITABLE (gtk_widget_get_first_child (item));
}

/* (nullable): the chosen level's word. */
static const char *
get_level (GtkWidget *item)
{
  GtkDropDown *choice = GTK_DROP_DOWN (gtk_widget_get_next_sibling (GTK_WIDGET (get_entry (item))));
  guint selected = gtk_drop_down_get_selected (choice);

  if (selected == 0 || selected == GTK_INVALID_LIST_POSITION)
    return NULL;
  return selected <= G_N_ELEMENTS (levels) ? levels[selected - 1] : g_object_get_data (G_OBJECT (choice), "other");
}

static char *
dup_text (GtkWidget *item)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (get_entry (item))));
}

/* --- The value --- */

/* (nullable) (transfer full): what the items come to; %NULL when nothing is written. */
static char *
build_value (SlFieldItems *self)
{
  g_autoptr (JsonArray) array = json_array_new ();
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = NULL;

  for (GtkWidget *item = gtk_widget_get_first_child (GTK_WIDGET (self->items)); item != NULL; item = gtk_widget_get_next_sibling (item))
    {
      g_autofree char *text = dup_text (item);

      if (*text == '\0')
        continue;
      if (self->has_levels)
        json_object_set_string_member (object, text, get_level (item) != NULL ? get_level (item) : "");
      else
        json_array_add_string_element (array, text);
    }
  if (self->has_levels)
    return json_object_get_size (object) > 0 ? sl_json_object_to_text (object, FALSE) : NULL;
  if (json_array_get_length (array) == 0)
    return NULL;
  node = json_node_init_array (json_node_alloc (), array);
  return sl_json_to_text (node, FALSE);
}

static void
save (gpointer owner)
{
  SlFieldItems *self = owner;
  g_autofree char *text = build_value (self);
  g_auto (SlValue) value = SL_VALUE_INIT;

  g_set_str (&self->shown, text);
  if (text != NULL)
    sl_value_set_text (&value, text);
  sl_record_editor_save (self->editor, self->index, &value);
}

static gboolean
is_unsaved (gpointer owner)
{
  SlFieldItems *self = owner;

  return self->pause.source != 0 || sl_record_editor_is_draft (self->editor);
}

static void
changed (SlFieldItems *self)
{
  if (self->filling)
    return;
  if (sl_record_editor_is_draft (self->editor))
    save (self);
  else
    sl_field_pause_start (&self->pause);
}

/* --- Deeds on items --- */

static GtkWidget *
insert_item (SlFieldItems *self, GtkWidget *after, const char *text, const char *level);

static void
focus_item (GtkWidget *item)
{
  gtk_widget_grab_focus (GTK_WIDGET (get_entry (item)));
  gtk_editable_set_position (get_entry (item), -1);
}

static GtkWidget *
get_item (GtkWidget *within)
{
  return gtk_widget_get_ancestor (within, GTK_TYPE_BOX);
}

static void
remove_item (SlFieldItems *self, GtkWidget *item)
{
  GtkWidget *next = gtk_widget_get_next_sibling (item);
  GtkWidget *neighbour = next != NULL ? next : gtk_widget_get_prev_sibling (item);

  if (neighbour != NULL)
    focus_item (neighbour);
  else
    gtk_widget_grab_focus (self->add);
  gtk_box_remove (self->items, item);
  changed (self);
}

static void
move_item (SlFieldItems *self, GtkWidget *item, int by)
{
  GtkWidget *previous = gtk_widget_get_prev_sibling (item);
  GtkWidget *next = gtk_widget_get_next_sibling (item);

  if ((by < 0 && previous == NULL) || (by > 0 && next == NULL))
    return;
  gtk_box_reorder_child_after (self->items, item, by < 0 ? gtk_widget_get_prev_sibling (previous) : next);
  changed (self);
}

static void
remove_cb (GtkWidget *button, SlFieldItems *self)
{
  remove_item (self, get_item (button));
}

static void
up_cb (GtkWidget *button, SlFieldItems *self)
{
  move_item (self, get_item (button), -1);
}

static void
down_cb (GtkWidget *button, SlFieldItems *self)
{
  move_item (self, get_item (button), 1);
}

static void
add_cb (SlFieldItems *self)
{
  focus_item (insert_item (self, gtk_widget_get_last_child (GTK_WIDGET (self->items)), NULL, NULL));
}

static void
entered_cb (GtkWidget *entry, SlFieldItems *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (entry)) != '\0')
    focus_item (insert_item (self, get_item (entry), NULL, NULL));
}

/* A pasted list becomes as many items. */
static void
edited_cb (GtkEditable *entry, SlFieldItems *self)
{
  const char *text = gtk_editable_get_text (entry);

  if (!self->filling && strpbrk (text, "\n\r") != NULL)
    {
      g_auto (GStrv) lines = g_strsplit_set (text, "\n\r", -1);
      GtkWidget *item = get_item (GTK_WIDGET (entry));

      self->filling = TRUE;
      gtk_editable_set_text (entry, g_strstrip (lines[0]));
      for (guint i = 1; lines[i] != NULL; i++)
        if (*g_strstrip (lines[i]) != '\0')
          item = insert_item (self, item, lines[i], NULL);
      self->filling = FALSE;
    }
  changed (self);
}

static gboolean
key_cb (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, SlFieldItems *self)
{
  GtkWidget *entry = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (keys));
  gboolean alt = (state & GDK_ALT_MASK) != 0;

  if (alt && !self->has_levels && (key == GDK_KEY_Up || key == GDK_KEY_Down))
    {
      move_item (self, get_item (entry), key == GDK_KEY_Up ? -1 : 1);
      focus_item (get_item (entry));
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_BackSpace && *gtk_editable_get_text (GTK_EDITABLE (entry)) == '\0')
    {
      remove_item (self, get_item (entry));
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

/* --- Building --- */

static void
add_button (SlFieldItems *self, GtkWidget *item, const char *icon, const char *label, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  sl_tooltip_set (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (button, "clicked", clicked, self, 0);
  gtk_box_append (GTK_BOX (item), button);
}

static void
add_levels (SlFieldItems *self, GtkWidget *item, const char *level)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new ((const char *const[]) { C_("skill level", "Not set"), NULL });
  GtkWidget *choice;
  guint selected = 0;

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      gtk_string_list_append (words, sl_skill_level_label (levels[i]));
      if (level != NULL && sl_skill_rank_level (level) == sl_skill_rank_level (levels[i]))
        selected = i + 1;
    }
  /* A word of the person's own stays. */
  if (level != NULL && selected == 0)
    {
      gtk_string_list_append (words, sl_skill_level_label (level));
      selected = G_N_ELEMENTS (levels) + 1;
    }
  choice = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&words)), NULL);
  g_object_set_data_full (G_OBJECT (choice), "other", g_strdup (level), g_free);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), selected);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, _("How far you are"), -1);
  g_signal_connect_object (choice, "notify::selected", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (item), choice);
}

static GtkWidget *
insert_item (SlFieldItems *self, GtkWidget *after, const char *text, const char *level)
{
  GtkWidget *item = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_set_hexpand (entry, TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 8);
  gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, self->has_levels ? _("Skill") : _("Question"), -1);
  g_signal_connect_object (entry, "changed", G_CALLBACK (edited_cb), self, 0);
  g_signal_connect_object (entry, "activate", G_CALLBACK (entered_cb), self, 0);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, 0);
  gtk_widget_add_controller (entry, keys);
  gtk_box_append (GTK_BOX (item), entry);
  if (self->has_levels)
    {
      add_levels (self, item, level);
    }
  else
    {
      add_button (self, item, "go-up-symbolic", _("Move up"), G_CALLBACK (up_cb));
      add_button (self, item, "go-down-symbolic", _("Move down"), G_CALLBACK (down_cb));
    }
  add_button (self, item, "user-trash-symbolic", self->has_levels ? _("Remove this skill") : _("Remove this question"), G_CALLBACK (remove_cb));
  gtk_box_insert_child_after (self->items, item, after);
  return item;
}

static void
append_item (const char *text, const char *level, gpointer data)
{
  SlFieldItems *self = data;

  insert_item (self, gtk_widget_get_last_child (GTK_WIDGET (self->items)), text, level);
}

static void
fill (SlFieldItems *self)
{
  SlRecord *record = sl_record_editor_get_record (self->editor);
  const char *value;
  GtkWidget *item;

  if (record == NULL || self->pause.source != 0 || sl_record_editor_is_saving (self->editor, self->index))
    return;
  value = sl_value_get_text (sl_record_editor_show (self->editor, self->index));
  if (g_strcmp0 (value, self->shown) == 0)
    return;

  self->filling = TRUE;
  g_set_str (&self->shown, value);
  while ((item = gtk_widget_get_first_child (GTK_WIDGET (self->items))) != NULL)
    gtk_box_remove (self->items, item);
  if (self->has_levels)
    {
      sl_skills_parse (value, append_item, self);
    }
  else
    {
      g_auto (GStrv) questions = sl_questions_parse (value);

      for (guint i = 0; questions[i] != NULL; i++)
        append_item (questions[i], NULL, self);
    }
  self->filling = FALSE;
}

static void
finish_cb (SlFieldItems *self)
{
  sl_field_pause_finish (&self->pause);
}

static void
show_problem (SlFieldItems *self, const char *message)
{
  gtk_label_set_label (self->title, message);
}

static void
sl_field_items_unmap (GtkWidget *widget)
{
  sl_field_pause_finish (&SL_FIELD_ITEMS (widget)->pause);
  GTK_WIDGET_CLASS (sl_field_items_parent_class)->unmap (widget);
}

static void
sl_field_items_dispose (GObject *object)
{
  SlFieldItems *self = SL_FIELD_ITEMS (object);

  sl_field_pause_stop (&self->pause);
  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_FIELD_ITEMS);
  g_clear_object (&self->editor);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (sl_field_items_parent_class)->dispose (object);
}

static void
sl_field_items_class_init (SlFieldItemsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_field_items_dispose;
  widget_class->unmap = sl_field_items_unmap;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-field-items.ui");
  gtk_widget_class_bind_template_child (widget_class, SlFieldItems, title);
  gtk_widget_class_bind_template_child (widget_class, SlFieldItems, items);
  gtk_widget_class_bind_template_child (widget_class, SlFieldItems, add);
  gtk_widget_class_bind_template_child (widget_class, SlFieldItems, add_content);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
sl_field_items_init (SlFieldItems *self)
{
  self->pause.run = save;
  self->pause.is_unsaved = is_unsaved;
  self->pause.owner = self;
  gtk_widget_init_template (GTK_WIDGET (self));
  sl_field_pause_watch_undo (&self->pause, GTK_WIDGET (self));
}

/** sl_field_items_new: Returns: (transfer floating): a row for a list of questions, or of skills and levels */
GtkWidget *
sl_field_items_new (SlRecordEditor *editor, guint field)
{
  SlFieldItems *self = g_object_new (SL_TYPE_FIELD_ITEMS, NULL);

  self->editor = g_object_ref (editor);
  self->index = field;
  self->field = sl_kind_get_field (sl_record_editor_get_kind (editor), field);
  self->has_levels = sl_record_editor_get_kind (editor) == SL_KIND_REFLECTION;
  gtk_label_set_label (self->title, sl_field_get_label (self->field));
  adw_button_content_set_label (self->add_content, self->has_levels ? _("Add a skill") : _("Add a question"));
  g_signal_connect_object (editor, "notify::record", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (editor, "finish", G_CALLBACK (finish_cb), self, G_CONNECT_SWAPPED);
  sl_field_row_watch_rejected (GTK_WIDGET (self), editor, field, (SlFieldFillFunc) fill, (SlFieldTellFunc) show_problem);
  fill (self);
  return GTK_WIDGET (self);
}
