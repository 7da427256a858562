/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-sync-row"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-sync-excerpt.h"
#include "sl-sync-row.h"

/* Of a paragraph; sl-sync-excerpt.h knows how many of these. */
#define FEW_LINES 5
#define ALL_LINES 10000

struct _SlSyncRow {
  AdwBin parent_instance;

  /* Template */
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkLabel *problem;
  GtkWidget *sides;
  GtkWidget *my_side;
  GtkLabel *mine_label;
  GtkLabel *mine;
  GtkLabel *theirs;
  GtkButton *use_mine;
  GtkButton *use_theirs;
  GtkWidget *deeds;
  GtkButton *first;
  GtkButton *second;
  GtkWidget *open;
  GtkButton *expand;

  SlSyncItem *item; /* (nullable) */
  gboolean is_part; /* of a text only an excerpt is shown */
  guint offer;      /* source: whether there is more to see */
};

G_DEFINE_FINAL_TYPE (SlSyncRow, sl_sync_row, ADW_TYPE_BIN)

enum {
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_cut (GtkLabel *label)
{
  return gtk_widget_get_mapped (GTK_WIDGET (label)) && pango_layout_is_ellipsized (gtk_label_get_layout (label));
}

static gboolean
is_expanded (SlSyncRow *self)
{
  gboolean expanded = FALSE;

  if (self->item != NULL)
    g_object_get (self->item, "expanded", &expanded, NULL);
  return expanded;
}

/* Only where there is more to see, or less. */
static gboolean
can_expand (SlSyncRow *self)
{
  return is_expanded (self) || self->is_part || is_cut (self->problem) || is_cut (self->mine) || is_cut (self->theirs);
}

static void
offer_cb (gpointer data)
{
  SlSyncRow *self = data;

  self->offer = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->expand), can_expand (self));
}

/* How wide the row is, as its child has it; what shows itself only then can't while places are given out. */

static GtkSizeRequestMode
get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (adw_bin_get_child (ADW_BIN (widget)), orientation, for_size, minimum, natural, minimum_baseline, natural_baseline);
}

static void
allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SlSyncRow *self = SL_SYNC_ROW (widget);

  gtk_widget_allocate (adw_bin_get_child (ADW_BIN (widget)), width, height, baseline, NULL);
  if (self->offer == 0 && can_expand (self) != gtk_widget_get_visible (GTK_WIDGET (self->expand)))
    self->offer = g_idle_add_once (offer_cb, self);
}

static void
show_button (GtkButton *button, const SlSyncText *text, guint number, gboolean here)
{
  const char *label = here ? text->buttons[number] : NULL;

  gtk_widget_set_visible (GTK_WIDGET (button), label != NULL);
  gtk_button_set_label (button, label != NULL ? label : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), label != NULL ? text->tips[number] : NULL);
}

/* @other: (nullable): what stands beside it */
static void
show_long (SlSyncRow *self, GtkLabel *label, const char *text, const char *other)
{
  g_autofree char *excerpt = is_expanded (self) ? g_strdup (text) : sl_sync_excerpt (text, other);

  gtk_label_set_label (label, excerpt);
  self->is_part |= !g_str_equal (excerpt, text);
}

/* In a list that scrolls, what isn't read yet is as high as most are. */
static void
show_text (SlSyncRow *self, const SlSyncText *text)
{
  /* One side alone has no button of its own. */
  gboolean has_sides = text->mine != NULL && text->theirs != NULL;

  gtk_image_set_from_icon_name (self->icon, text->icon);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), text->icon != NULL);
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), (const char *[]) { text->problem != NULL ? "warning" : "dimmed", NULL });
  gtk_label_set_label (self->title, text->title != NULL ? text->title : " ");
  gtk_label_set_label (self->subtitle, text->subtitle != NULL ? text->subtitle : " ");
  self->is_part = FALSE;
  show_long (self, self->problem, text->problem != NULL ? text->problem : "", NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text->problem != NULL);

  gtk_widget_set_visible (self->sides, text->theirs != NULL);
  gtk_widget_set_visible (self->my_side, has_sides);
  gtk_label_set_label (self->mine_label, text->mine_label != NULL ? text->mine_label : _("What you wrote"));
  show_long (self, self->mine, has_sides ? text->mine : "", text->theirs);
  show_long (self, self->theirs, text->theirs != NULL ? text->theirs : "", has_sides ? text->mine : NULL);
  show_button (self->use_mine, text, 0, has_sides);
  show_button (self->use_theirs, text, 1, has_sides);
  show_button (self->first, text, 0, !has_sides);
  show_button (self->second, text, 1, !has_sides);
  gtk_widget_set_visible (self->deeds, !has_sides && text->buttons[0] != NULL);
  gtk_widget_set_visible (self->open, text->can_open);
}

static void
show_lines (SlSyncRow *self)
{
  gboolean expanded = is_expanded (self);
  int lines = expanded ? ALL_LINES : FEW_LINES;

  gtk_label_set_lines (self->problem, lines);
  gtk_label_set_lines (self->mine, lines);
  gtk_label_set_lines (self->theirs, lines);
  gtk_button_set_label (self->expand, expanded ? _("Show Less") : _("Show All"));
}

static void
told_cb (SlSyncRow *self)
{
  static const SlSyncText nothing = { .icon = "sl-sync-waiting-symbolic" };
  const SlSyncText *text = self->item != NULL ? sl_sync_item_get_text (self->item) : NULL;

  show_text (self, text != NULL ? text : &nothing);
}

static void
first_cb (SlSyncRow *self)
{
  g_signal_emit (self, signals[CHOSEN], 0, 0);
}

static void
second_cb (SlSyncRow *self)
{
  g_signal_emit (self, signals[CHOSEN], 0, 1);
}

static void
expand_cb (SlSyncRow *self)
{
  if (self->item == NULL)
    return;
  g_object_set (self->item, "expanded", !is_expanded (self), NULL);
  told_cb (self);
  show_lines (self);
}

static void
sl_sync_row_dispose (GObject *object)
{
  SlSyncRow *self = SL_SYNC_ROW (object);

  g_clear_handle_id (&self->offer, g_source_remove);
  sl_sync_row_set_item (self, NULL);
  /* The template would take the child away from under the bin. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_SYNC_ROW);
  G_OBJECT_CLASS (sl_sync_row_parent_class)->dispose (object);
}

static void
sl_sync_row_class_init (SlSyncRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_sync_row_dispose;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-sync-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SlSyncRow, icon);
  gtk_widget_class_bind_template_child (widget_class, SlSyncRow, title);
  gtk_widget_class_bind_template_child (widget_class, SlSyncRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, SlSyncRow, problem);
  gtk_widget_class_bind_template_child (widget_class, SlSyncRow, sides);
  gtk_widget_class_bind_template_child (widget_class, SlSyncRow, my_side);
  gtk_widget_class_bind_template_child (widget_class, SlSyncRow, mine_label);
  gtk_widget_class_bind_template_child (widget_class, SlSyncRow, mine);
  gtk_widget_class_bind_template_child (widget_class, SlSyncRow, theirs);
  gtk_widget_class_bind_template_child (widget_class, SlSyncRow, use_mine);
  gtk_widget_class_bind_template_child (widget_class, SlSyncRow, use_theirs);
  gtk_widget_class_bind_template_child (widget_class, SlSyncRow, deeds);
  gtk_widget_class_bind_template_child (widget_class, SlSyncRow, first);
  gtk_widget_class_bind_template_child (widget_class, SlSyncRow, second);
  gtk_widget_class_bind_template_child (widget_class, SlSyncRow, open);
  gtk_widget_class_bind_template_child (widget_class, SlSyncRow, expand);
  gtk_widget_class_bind_template_callback (widget_class, first_cb);
  gtk_widget_class_bind_template_callback (widget_class, second_cb);
  gtk_widget_class_bind_template_callback (widget_class, expand_cb);
}

static void
sl_sync_row_init (SlSyncRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self), gtk_custom_layout_new (get_request_mode, measure, allocate));
}

/** sl_sync_row_set_item: @item: (nullable): what is shown */
void
sl_sync_row_set_item (SlSyncRow *self, SlSyncItem *item)
{
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, told_cb, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  g_signal_connect_object (item, "told", G_CALLBACK (told_cb), self, G_CONNECT_SWAPPED);
  told_cb (self);
  show_lines (self);
}

/** sl_sync_row_get_item: (transfer none) (nullable) */
SlSyncItem *
sl_sync_row_get_item (SlSyncRow *self)
{
  return self->item;
}
