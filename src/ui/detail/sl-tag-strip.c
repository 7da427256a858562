/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-tag-strip"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-chip.h"
#include "sl-color.h"
#include "sl-kinds.h"
#include "sl-store-query.h"
#include "sl-tag-dots.h"
#include "sl-tag-strip.h"
#include "sl-text.h"
#include "sl-tooltip.h"

#define WIDTH 240
#define MAX_HEIGHT 260
/* What a tag's name may have. */
#define MAX_NAME 50

struct _SlTagStrip {
  AdwBin parent_instance;

  AdwWrapBox *chips;
  GtkMenuButton *add;
  GtkEditable *name;   /* borrowed from the popover, which is made when it is opened */
  GtkListBox *choices; /* the same */

  SlViewState *state;
  char *application_id;
  GPtrArray *assignments; /* SlRecord: tag assignments of this application */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (SlTagStrip, sl_tag_strip, ADW_TYPE_BIN)

static SlRecord *
find_tag (SlTagStrip *self, const char *id)
{
  GListModel *tags = sl_view_state_get_tags (self->state);

  for (guint i = 0; i < g_list_model_get_n_items (tags); i++)
    {
      g_autoptr (SlRecord) tag = g_list_model_get_item (tags, i);

      if (g_strcmp0 (sl_record_get_id (tag), id) == 0)
        return tag; /* the model keeps it */
    }
  return NULL;
}

static gboolean
has_tag (SlTagStrip *self, const char *id)
{
  for (guint i = 0; self->assignments != NULL && i < self->assignments->len; i++)
    if (g_strcmp0 (sl_record_get_text (self->assignments->pdata[i], SL_TAG_ASSIGNMENT_TAG_ID), id) == 0)
      return TRUE;
  return FALSE;
}

static void
remove_cb (SlChip *chip, SlTagStrip *self)
{
  const char *ids[] = { g_object_get_data (G_OBJECT (chip), "assignment"), NULL };
  g_autoptr (SlChangeset) changeset = sl_deed_unassign_tag (ids);

  sl_view_state_apply (self->state, changeset);
}

static void
rebuild (SlTagStrip *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != GTK_WIDGET (self->add))
    adw_wrap_box_remove (self->chips, child);
  for (guint i = self->assignments ? self->assignments->len : 0; i > 0; i--)
    {
      SlRecord *assignment = self->assignments->pdata[i - 1];
      SlRecord *tag = find_tag (self, sl_record_get_text (assignment, SL_TAG_ASSIGNMENT_TAG_ID));
      g_autofree char *label = NULL;
      GtkWidget *chip;

      if (tag == NULL)
        continue;
      /* Translators: %s is a tag */
      label = g_strdup_printf (_("Take off “%s”"), sl_record_get_text (tag, SL_TAG_NAME));
      chip = sl_chip_new (sl_record_get_text (tag, SL_TAG_NAME), sl_record_get_text (tag, SL_TAG_COLOR), label);
      g_object_set_data_full (G_OBJECT (chip), "assignment", g_strdup (sl_record_get_id (assignment)), g_free);
      g_signal_connect_object (chip, "remove", G_CALLBACK (remove_cb), self, 0);
      adw_wrap_box_prepend (self->chips, chip);
    }
}

/* --- Reading --- */

static gpointer
read_assignments (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return sl_store_read_children (connection, SL_KIND_TAG_ASSIGNMENT, data, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlTagStrip) self = data;
  g_autoptr (GError) error = NULL;
  GPtrArray *assignments = sl_store_read_finish (SL_STORE (source), result, &error);

  if (assignments == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && self->state != NULL)
        sl_view_state_tell_failed (self->state, error, _("The tags can’t be shown."));
      return;
    }
  g_clear_pointer (&self->assignments, g_ptr_array_unref);
  self->assignments = assignments;
  if (self->state != NULL)
    rebuild (self);
}

static void
read_again (SlTagStrip *self)
{
  sl_store_read_async (sl_view_state_get_store (self->state), SL_READ_INTERACTIVE, read_assignments,
                       g_strdup (self->application_id), g_free, (GDestroyNotify) g_ptr_array_unref, self->cancellable,
                       read_cb, g_object_ref (self));
}

static void
changed_cb (SlTagStrip *self, guint kinds)
{
  if (kinds & (1u << SL_KIND_TAG_ASSIGNMENT | 1u << SL_KIND_TAG))
    read_again (self);
}

/* --- Adding --- */

static void
assign (SlTagStrip *self, const char *tag_id)
{
  const char *ids[] = { self->application_id, NULL };
  g_autoptr (SlChangeset) changeset = sl_deed_assign_tag (ids, tag_id);

  sl_view_state_apply (self->state, changeset);
}

static SlRecord *
find_tag_named (SlTagStrip *self, const char *name)
{
  GListModel *tags = sl_view_state_get_tags (self->state);
  g_autofree char *wanted = sl_text_fold (name);

  for (guint i = 0; i < g_list_model_get_n_items (tags); i++)
    {
      g_autoptr (SlRecord) tag = g_list_model_get_item (tags, i);
      g_autofree char *folded = sl_text_fold (sl_record_get_text (tag, SL_TAG_NAME));

      if (g_str_equal (folded, wanted))
        return tag;
    }
  return NULL;
}

static void
add_named (SlTagStrip *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));
  const char *ids[] = { self->application_id, NULL };
  guint n_tags = g_list_model_get_n_items (sl_view_state_get_tags (self->state));
  g_autoptr (SlChangeset) changeset = NULL;
  SlRecord *tag;

  gtk_menu_button_popdown (self->add);
  if (*name == '\0')
    return;
  tag = find_tag_named (self, name);
  if (tag != NULL)
    {
      if (!has_tag (self, sl_record_get_id (tag)))
        assign (self, sl_record_get_id (tag));
      return;
    }
  changeset = sl_deed_create_tag (name, sl_tag_color_pick (n_tags), ids, NULL);
  sl_view_state_apply (self->state, changeset);
}

static void
choice_activated_cb (SlTagStrip *self, GtkListBoxRow *row)
{
  const char *tag_id = g_object_get_data (G_OBJECT (row), "tag");

  gtk_menu_button_popdown (self->add);
  if (tag_id != NULL)
    assign (self, tag_id);
  else
    add_named (self);
}

static GtkWidget *
make_choice (SlRecord *tag, const char *label)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *dot = sl_tag_dots_new ();
  GtkWidget *text = gtk_label_new (label);

  if (tag != NULL)
    {
      sl_tag_dots_set_color (SL_TAG_DOTS (dot), sl_record_get_text (tag, SL_TAG_COLOR));
      g_object_set_data_full (G_OBJECT (row), "tag", g_strdup (sl_record_get_id (tag)), g_free);
    }
  gtk_widget_set_valign (dot, GTK_ALIGN_CENTER);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), dot);
  gtk_box_append (GTK_BOX (box), text);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  return row;
}

/* The tags that it lacks and that begin or go on with what is typed, and at the end the offer to make a new one. */
static void
fill_choices (SlTagStrip *self)
{
  GListModel *tags = sl_view_state_get_tags (self->state);
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));
  g_autofree char *wanted = sl_text_fold (typed);

  gtk_list_box_remove_all (self->choices);
  for (guint i = 0; i < g_list_model_get_n_items (tags); i++)
    {
      g_autoptr (SlRecord) tag = g_list_model_get_item (tags, i);
      const char *name = sl_record_get_text (tag, SL_TAG_NAME);
      g_autofree char *folded = sl_text_fold (name);

      if (!has_tag (self, sl_record_get_id (tag)) && strstr (folded, wanted) != NULL)
        gtk_list_box_append (self->choices, make_choice (tag, name));
    }
  if (*typed != '\0' && find_tag_named (self, typed) == NULL)
    {
      /* Translators: %s is the name of a tag that doesn't exist yet */
      g_autofree char *label = g_strdup_printf (_("New tag “%s”"), typed);

      gtk_list_box_append (self->choices, make_choice (NULL, label));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->choices), gtk_list_box_get_row_at_index (self->choices, 0) != NULL);
}

static void
popover_shown_cb (SlTagStrip *self)
{
  gtk_editable_set_text (self->name, "");
  fill_choices (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

static GtkWidget *
make_name (SlTagStrip *self)
{
  GtkWidget *name = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (name), _("Find or name a tag"));
  gtk_entry_set_max_length (GTK_ENTRY (name), MAX_NAME);
  gtk_accessible_update_property (GTK_ACCESSIBLE (name), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Find or name a tag"), -1);
  g_signal_connect_object (name, "changed", G_CALLBACK (fill_choices), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (name, "activate", G_CALLBACK (add_named), self, G_CONNECT_SWAPPED);
  return name;
}

static GtkWidget *
make_choices (SlTagStrip *self)
{
  GtkWidget *choices = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (choices), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (choices, "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (choices), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Tags"), -1);
  g_signal_connect_object (choices, "row-activated", G_CALLBACK (choice_activated_cb), self, G_CONNECT_SWAPPED);
  return choices;
}

/* Not before it is asked for: it has as many widgets as the strip and the words beside it. */
static void
create_popup_cb (GtkMenuButton *button, gpointer data)
{
  SlTagStrip *self = data;
  GtkWidget *popover, *box, *scroller;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;

  popover = gtk_popover_new ();
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  scroller = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER, "max-content-height", MAX_HEIGHT,
                           "propagate-natural-height", TRUE, NULL);
  self->name = GTK_EDITABLE (make_name (self));
  self->choices = GTK_LIST_BOX (make_choices (self));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->choices));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->name));
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_widget_set_size_request (popover, WIDTH, -1);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect_object (popover, "show", G_CALLBACK (popover_shown_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (button, popover);
}

static void
sl_tag_strip_dispose (GObject *object)
{
  SlTagStrip *self = SL_TAG_STRIP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->assignments, g_ptr_array_unref);
  g_clear_pointer (&self->application_id, g_free);
  g_clear_object (&self->state);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_TAG_STRIP);
  G_OBJECT_CLASS (sl_tag_strip_parent_class)->dispose (object);
}

static void
sl_tag_strip_class_init (SlTagStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_tag_strip_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-tag-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, SlTagStrip, chips);
  gtk_widget_class_bind_template_child (widget_class, SlTagStrip, add);
}

static void
sl_tag_strip_init (SlTagStrip *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  sl_tooltip_set (GTK_WIDGET (self->add), _("Add a tag"));
  gtk_menu_button_set_create_popup_func (self->add, create_popup_cb, self, NULL);
}

/** sl_tag_strip_set_application: shows the tags of @application_id; once for each strip */
void
sl_tag_strip_set_application (SlTagStrip *self, SlViewState *state, const char *application_id)
{
  g_return_if_fail (SL_IS_TAG_STRIP (self));
  g_return_if_fail (self->state == NULL);

  self->state = g_object_ref (state);
  self->application_id = g_strdup (application_id);
  g_signal_connect_object (sl_view_state_get_store (state), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sl_view_state_get_tags (state), "items-changed", G_CALLBACK (rebuild), self, G_CONNECT_SWAPPED);
  read_again (self);
}

/** sl_tag_strip_pop_up: opens the choice of tags, as its button does */
void
sl_tag_strip_pop_up (SlTagStrip *self)
{
  g_return_if_fail (SL_IS_TAG_STRIP (self));
  gtk_menu_button_popup (self->add);
}
