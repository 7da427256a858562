/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The card draws itself: one widget where a tree of boxes and labels were a dozen, since a board has some hundred cards
 * ready for scrolling. Its height follows from the fonts alone, so that nothing jumps when a row has been read.
 *
 *   role                       flag
 *   company
 *   For 11 days · next step  o o o
 *
 * The face is the card's own CSS box, and the gap for a dragged card is its margin: the row around it stays under the
 * pointer when the gap opens. */

#define G_LOG_DOMAIN "sl-board-card"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "sl-board-card.h"
#include "sl-format.h"
#include "sl-kinds.h"
#include "sl-line.h"
#include "sl-palette.h"
#include "sl-popover.h"
#include "sl-tag-dots.h"

#define SPACING 6
#define FLAG_SIZE 16
/* More than half a column, so that the grid never thinks of two cards beside each other. */
#define MIN_WIDTH 200

struct _SlBoardCard {
  GtkWidget parent_instance;

  SlItem *item;
  SlFacet facet; /* of the board's columns: the time in the one where it is */
  SlCardEdge gap;
};

G_DEFINE_FINAL_TYPE (SlBoardCard, sl_board_card, GTK_TYPE_WIDGET)

/* Where the parts lie, in the card's own coordinates. */
typedef struct {
  graphene_rect_t role;
  graphene_rect_t flag;
  graphene_rect_t company;
  graphene_rect_t meta;
  graphene_rect_t dots;
} Places;

static SlRow *
get_row (SlBoardCard *self)
{
  return self->item != NULL ? sl_item_get_row (self->item) : NULL;
}

static gboolean
is_important (SlRow *row)
{
  return row != NULL && g_strcmp0 (sl_record_get_text (sl_row_get_application (row), SL_APPLICATION_PRIORITY), "High") == 0;
}

static int
get_last_line_height (PangoContext *context)
{
  return MAX (sl_line_get_height (context, SL_LINE_CAPTION), SL_TAG_DOT_SIZE);
}

static void
mirror (graphene_rect_t *place, int width)
{
  place->origin.x = width - place->origin.x - place->size.width;
}

static Places
get_places (SlBoardCard *self, PangoContext *context, SlRow *row)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int heading = sl_line_get_height (context, SL_LINE_HEADING);
  int body = sl_line_get_height (context, SL_LINE_BODY);
  int last = get_last_line_height (context);
  int flag = is_important (row) ? FLAG_SIZE : 0;
  int dots = sl_tag_dots_get_row_width (row);
  int y = heading + SPACING + body + SPACING;
  Places places = {
    .role = GRAPHENE_RECT_INIT (0, 0, width - flag - (flag > 0 ? SPACING : 0), heading),
    .flag = GRAPHENE_RECT_INIT (width - flag, (heading - FLAG_SIZE) / 2, flag, FLAG_SIZE),
    .company = GRAPHENE_RECT_INIT (0, heading + SPACING, width, body),
    .meta = GRAPHENE_RECT_INIT (0, y, width - dots - (dots > 0 ? SPACING : 0), last),
    .dots = GRAPHENE_RECT_INIT (width - dots, y + (last - SL_TAG_DOT_SIZE) / 2, dots, SL_TAG_DOT_SIZE),
  };

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    {
      mirror (&places.role, width);
      mirror (&places.flag, width);
      mirror (&places.company, width);
      mirror (&places.meta, width);
      mirror (&places.dots, width);
    }

  return places;
}

/* @age: (transfer full) */
static char *
add_next_step (char *age, SlRow *row)
{
  g_autofree char *own = age;
  g_autofree char *next = sl_format_row_next_step_shortest (row);

  if (*age == '\0' || *next == '\0')
    return g_strconcat (age, next, NULL);

  /* Translators: the last line of a card: how long it is there, and what comes next: "For 3 days · Interview tomorrow" */
  return g_strdup_printf (C_("card", "%s · %s"), age, next);
}

static char *
describe_meta (SlBoardCard *self, SlRow *row)
{
  return add_next_step (sl_format_row_age (row, self->facet), row);
}

/* --- Drawing --- */

static void
draw_flag (SlBoardCard *self, GtkSnapshot *snapshot, const graphene_rect_t *place)
{
  GtkWidget *widget = GTK_WIDGET (self);
  AdwStyleManager *manager = adw_style_manager_get_default ();
  SlStyle style = (adw_style_manager_get_dark (manager) ? SL_STYLE_DARK : SL_STYLE_LIGHT) |
                  (adw_style_manager_get_high_contrast (manager) ? SL_STYLE_HIGH_CONTRAST : 0);
  SlColor tone = sl_palette_get (style, SL_COLOR_OFFER);
  GdkRGBA color = { (float) tone.red, (float) tone.green, (float) tone.blue, (float) tone.alpha };
  GdkRGBA colors[4] = { color, color, color, color };
  g_autoptr (GtkIconPaintable) icon = gtk_icon_theme_lookup_icon (gtk_icon_theme_get_for_display (gtk_widget_get_display (widget)),
                                                                  "sl-flag-symbolic", NULL, FLAG_SIZE,
                                                                  gtk_widget_get_scale_factor (widget),
                                                                  gtk_widget_get_direction (widget), 0);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &place->origin);
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), GDK_SNAPSHOT (snapshot), FLAG_SIZE, FLAG_SIZE,
                                            colors, G_N_ELEMENTS (colors));
  gtk_snapshot_restore (snapshot);
}

static void
sl_board_card_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SlBoardCard *self = SL_BOARD_CARD (widget);
  SlRow *row = get_row (self);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  PangoContext *context = sl_line_get_shared_context (GTK_WIDGET (self));
  g_autoptr (PangoLayout) layout = NULL;
  g_autofree char *role = NULL;
  g_autofree char *company = NULL;
  g_autofree char *meta = NULL;
  GdkRGBA color, dim;
  Places places;

  if (row == NULL)
    return;

  places = get_places (self, context, row);
  layout = pango_layout_new (context);
  gtk_widget_get_color (widget, &color);
  sl_line_get_dim_color (widget, &dim);
  role = sl_format_row_role (row);
  company = sl_format_row_company (row);
  meta = describe_meta (self, row);

  sl_line_draw (snapshot, layout, SL_LINE_HEADING, role, &places.role, rtl, &color);
  sl_line_draw (snapshot, layout, SL_LINE_BODY, company, &places.company, rtl, &dim);
  sl_line_draw (snapshot, layout, SL_LINE_CAPTION, meta, &places.meta, rtl, &dim);
  sl_tag_dots_draw_row (snapshot, row, &places.dots.origin, rtl);
  if (is_important (row))
    draw_flag (self, snapshot, &places.flag);
}

static void
sl_board_card_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  PangoContext *context = sl_line_get_shared_context (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = MIN_WIDTH;
  else
    *minimum = *natural = sl_line_get_height (context, SL_LINE_HEADING) + SPACING + sl_line_get_height (context, SL_LINE_BODY) +
                          SPACING + get_last_line_height (context);
}

/* --- Words on demand --- */

static gboolean
is_within (const graphene_rect_t *place, int x, int y)
{
  /* Small things are pointed at roughly. */
  graphene_rect_t wide = *place;

  graphene_rect_inset (&wide, -SPACING, -SPACING);
  return place->size.width > 0 && graphene_rect_contains_point (&wide, &GRAPHENE_POINT_INIT (x, y));
}

static char *
describe_at (SlBoardCard *self, SlRow *row, int x, int y)
{
  PangoContext *context = sl_line_get_shared_context (GTK_WIDGET (self));
  Places places = get_places (self, context, row);
  g_autofree char *role = sl_format_row_role (row);
  g_autofree char *company = sl_format_row_company (row);

  if (is_within (&places.flag, x, y))
    return g_strdup (_("High priority"));
  if (is_within (&places.dots, x, y))
    return sl_format_row_tags (row);
  if (is_within (&places.meta, x, y))
    return add_next_step (sl_format_row_age_whole (row, self->facet), row);
  if (!sl_line_fits (context, SL_LINE_HEADING, role, (int) places.role.size.width) ||
      !sl_line_fits (context, SL_LINE_BODY, company, (int) places.company.size.width))
    /* Translators: a card’s tooltip: role and company */
    return g_strdup_printf (C_("card", "%s\n%s"), role, company);

  return NULL;
}

static gboolean
sl_board_card_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  SlBoardCard *self = SL_BOARD_CARD (widget);
  SlRow *row = get_row (self);
  g_autofree char *words = row != NULL && !sl_popover_is_shown () ? describe_at (self, row, x, y) : NULL;

  gtk_tooltip_set_text (tooltip, words);
  return words != NULL;
}

static void
toggle_class (SlBoardCard *self, const char *css_class, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (GTK_WIDGET (self), css_class);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), css_class);
}

static void
sl_board_card_dispose (GObject *object)
{
  sl_board_card_set_item (SL_BOARD_CARD (object), NULL);

  G_OBJECT_CLASS (sl_board_card_parent_class)->dispose (object);
}

static void
sl_board_card_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  gtk_widget_queue_resize (widget);

  GTK_WIDGET_CLASS (sl_board_card_parent_class)->system_setting_changed (widget, setting);
}

static void
sl_board_card_class_init (SlBoardCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_board_card_dispose;
  widget_class->measure = sl_board_card_measure;
  widget_class->snapshot = sl_board_card_snapshot;
  widget_class->query_tooltip = sl_board_card_query_tooltip;
  widget_class->system_setting_changed = sl_board_card_system_setting_changed;

  gtk_widget_class_set_css_name (widget_class, "boardcard");
  /* The row around it speaks. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
sl_board_card_init (SlBoardCard *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

/**
 * sl_board_card_new:
 * @facet: %SL_FACET_STATUS or %SL_FACET_LANE: what the columns are
 *
 * Returns: (transfer floating): an empty card
 */
GtkWidget *
sl_board_card_new (SlFacet facet)
{
  SlBoardCard *self = g_object_new (SL_TYPE_BOARD_CARD, NULL);

  self->facet = facet;

  return GTK_WIDGET (self);
}

/** sl_board_card_get_item: Returns: (transfer none) (nullable): what the card shows now */
SlItem *
sl_board_card_get_item (SlBoardCard *self)
{
  g_return_val_if_fail (SL_IS_BOARD_CARD (self), NULL);
  return self->item;
}

/** sl_board_card_set_item: @item: (nullable): what the card shows, as soon as its row has been read */
void
sl_board_card_set_item (SlBoardCard *self, SlItem *item)
{
  g_return_if_fail (SL_IS_BOARD_CARD (self));

  if (item == self->item)
    return;
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, gtk_widget_queue_draw, self);
  g_set_object (&self->item, item);
  if (item != NULL)
    g_signal_connect_object (item, "notify::row", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  sl_board_card_set_gap (self, SL_CARD_EDGE_NONE);
  sl_board_card_set_lifted (self, FALSE);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * sl_board_card_dup_description:
 *
 * Returns: (transfer full): what a screen reader adds to the row's name: time in the column, next step, priority, tags
 */
char *
sl_board_card_dup_description (SlBoardCard *self)
{
  SlRow *row = get_row (self);
  g_autofree char *meta = row != NULL ? add_next_step (sl_format_row_age_whole (row, self->facet), row) : NULL;
  g_autofree char *tags = sl_format_row_tags (row);
  const char *parts[] = { meta, is_important (row) ? _("High priority") : NULL, tags };

  return sl_format_join (parts, G_N_ELEMENTS (parts));
}

/**
 * sl_board_card_get_edge_at:
 * @y: a place within the card, in px
 *
 * Returns: on which side of the card something dropped there lands. Measured on the face, so that an open gap does
 * not change the answer.
 */
SlCardEdge
sl_board_card_get_edge_at (SlBoardCard *self, double y)
{
  g_return_val_if_fail (SL_IS_BOARD_CARD (self), SL_CARD_EDGE_NONE);

  return y < gtk_widget_get_height (GTK_WIDGET (self)) / 2.0 ? SL_CARD_EDGE_BEFORE : SL_CARD_EDGE_AFTER;
}

void
sl_board_card_set_gap (SlBoardCard *self, SlCardEdge edge)
{
  g_return_if_fail (SL_IS_BOARD_CARD (self));

  if (self->gap == edge)
    return;
  self->gap = edge;
  toggle_class (self, "gap-before", edge == SL_CARD_EDGE_BEFORE);
  toggle_class (self, "gap-after", edge == SL_CARD_EDGE_AFTER);
}

void
sl_board_card_set_lifted (SlBoardCard *self, gboolean lifted)
{
  g_return_if_fail (SL_IS_BOARD_CARD (self));
  toggle_class (self, "lifted", lifted);
}

/** sl_board_card_set_selected: shows that the card is picked, and has the row around it say so to a screen reader */
void
sl_board_card_set_selected (SlBoardCard *self, gboolean selected)
{
  GtkWidget *row;

  g_return_if_fail (SL_IS_BOARD_CARD (self));
  toggle_class (self, "selected", selected);
  row = gtk_widget_get_parent (GTK_WIDGET (self));
  if (row != NULL)
    gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_SELECTED, selected, -1);
}
