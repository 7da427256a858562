/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-board-card"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-board-card.h"
#include "sl-kinds.h"
#include "sl-tag-dots.h"

/* Why an outer bin: the gap for a dragged card opens inside the card's own allocation (its padding), so that the
 * pointer never leaves the card because the gap opened. The visible card is the face. */

struct _SlBoardCard {
  AdwBin parent_instance;

  GtkWidget *face;

  SlContext *context;
  SlItem *item;
  SlCardEdge gap;
};

G_DEFINE_FINAL_TYPE (SlBoardCard, sl_board_card, ADW_TYPE_BIN)

enum {
  PROP_0,
  PROP_ITEM,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* Days in the present status, in words; "" when the clock stands before it. */
static char *
describe_age (SlBoardCard *self, SlRecord *application)
{
  SlClock *clock = sl_context_get_clock (self->context);
  gint64 since = sl_record_get_integer (application, SL_APPLICATION_STATUS_SINCE, SL_TIME_NONE);
  int days;

  if (since == SL_TIME_NONE)
    return g_strdup ("");
  days = sl_clock_get_today (clock) - sl_day_from_time (since, sl_clock_get_time_zone (clock));
  if (days < 0)
    return g_strdup ("");
  if (days == 0)
    return g_strdup (C_("age in a stage", "since today"));
  return g_strdup_printf (ngettext ("%d day", "%d days", days), days);
}

static char *
describe_reminder (SlBoardCard *self, SlRecord *reminder)
{
  SlClock *clock = sl_context_get_clock (self->context);
  gint64 at = sl_record_get_integer (reminder, SL_REMINDER_REMIND_AT, SL_TIME_NONE);
  GTimeZone *zone = sl_clock_get_time_zone (clock);
  g_autofree char *when = NULL;

  if (at == SL_TIME_NONE)
    return g_strdup ("");
  when = sl_day_format_relative (sl_day_from_time (at, zone), sl_clock_get_today (clock));
  if (at < sl_clock_get_now (clock))
    /* Translators: %s is "yesterday", "3 days ago"… */
    return g_strdup_printf (_("reminder was due %s"), when);
  /* Translators: %s is "today", "in 3 days"… */
  return g_strdup_printf (_("reminder %s"), when);
}

static char *
format_meta_cb (SlBoardCard *self, SlRow *row)
{
  SlRecord *reminder;
  g_autofree char *age = NULL;
  g_autofree char *due = NULL;

  if (row == NULL || self->context == NULL)
    return g_strdup ("");
  age = describe_age (self, sl_row_get_application (row));
  reminder = sl_row_get_next_reminder (row);
  if (reminder == NULL)
    return g_steal_pointer (&age);
  due = describe_reminder (self, reminder);
  if (*age == '\0' || *due == '\0')
    return g_strconcat (age, due, NULL);
  return g_strdup_printf ("%s · %s", age, due);
}

static gboolean
is_high_priority_cb (SlBoardCard *self, const char *priority)
{
  return g_strcmp0 (priority, "High") == 0;
}

static void
toggle_class (GtkWidget *widget, const char *css_class, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

static void
sl_board_card_dispose (GObject *object)
{
  SlBoardCard *self = SL_BOARD_CARD (object);

  g_clear_object (&self->item);
  g_clear_object (&self->context);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_BOARD_CARD);
  G_OBJECT_CLASS (sl_board_card_parent_class)->dispose (object);
}

static void
sl_board_card_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ITEM)
    g_value_set_object (value, SL_BOARD_CARD (object)->item);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
sl_board_card_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ITEM)
    sl_board_card_set_item (SL_BOARD_CARD (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
sl_board_card_class_init (SlBoardCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sl_board_card_dispose;
  object_class->get_property = sl_board_card_get_property;
  object_class->set_property = sl_board_card_set_property;

  properties[PROP_ITEM] = g_param_spec_object ("item", NULL, NULL, SL_TYPE_ITEM,
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  sl_record_ensure_types ();
  g_type_ensure (SL_TYPE_ITEM);
  g_type_ensure (SL_TYPE_ROW);
  g_type_ensure (SL_TYPE_TAG_DOTS);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-board-card.ui");
  gtk_widget_class_bind_template_child (widget_class, SlBoardCard, face);
  gtk_widget_class_bind_template_callback (widget_class, format_meta_cb);
  gtk_widget_class_bind_template_callback (widget_class, is_high_priority_cb);
  gtk_widget_class_set_css_name (widget_class, "boardcard");
}

static void
sl_board_card_init (SlBoardCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** sl_board_card_new: Returns: (transfer floating): an empty card */
GtkWidget *
sl_board_card_new (SlContext *context)
{
  SlBoardCard *self = g_object_new (SL_TYPE_BOARD_CARD, NULL);

  g_set_object (&self->context, context);
  return GTK_WIDGET (self);
}

/** sl_board_card_get_item: Returns: (transfer none) (nullable): what the card shows now */
SlItem *
sl_board_card_get_item (SlBoardCard *self)
{
  g_return_val_if_fail (SL_IS_BOARD_CARD (self), NULL);
  return self->item;
}

void
sl_board_card_set_item (SlBoardCard *self, SlItem *item)
{
  g_return_if_fail (SL_IS_BOARD_CARD (self));

  if (!g_set_object (&self->item, item))
    return;
  sl_board_card_set_gap (self, SL_CARD_EDGE_NONE);
  sl_board_card_set_lifted (self, FALSE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ITEM]);
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
  graphene_rect_t face;

  g_return_val_if_fail (SL_IS_BOARD_CARD (self), SL_CARD_EDGE_NONE);

  if (!gtk_widget_compute_bounds (self->face, GTK_WIDGET (self), &face))
    return SL_CARD_EDGE_AFTER;
  return y < face.origin.y + face.size.height / 2 ? SL_CARD_EDGE_BEFORE : SL_CARD_EDGE_AFTER;
}

void
sl_board_card_set_gap (SlBoardCard *self, SlCardEdge edge)
{
  g_return_if_fail (SL_IS_BOARD_CARD (self));

  if (self->gap == edge)
    return;
  self->gap = edge;
  toggle_class (GTK_WIDGET (self), "gap-before", edge == SL_CARD_EDGE_BEFORE);
  toggle_class (GTK_WIDGET (self), "gap-after", edge == SL_CARD_EDGE_AFTER);
}

void
sl_board_card_set_lifted (SlBoardCard *self, gboolean lifted)
{
  g_return_if_fail (SL_IS_BOARD_CARD (self));
  toggle_class (GTK_WIDGET (self), "lifted", lifted);
}

void
sl_board_card_set_selected (SlBoardCard *self, gboolean selected)
{
  g_return_if_fail (SL_IS_BOARD_CARD (self));
  toggle_class (GTK_WIDGET (self), "selected", selected);
}

/** sl_board_card_get_face: Returns: (transfer none): the visible part, for the drag's picture */
GtkWidget *
sl_board_card_get_face (SlBoardCard *self)
{
  g_return_val_if_fail (SL_IS_BOARD_CARD (self), NULL);
  return self->face;
}
