/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of text. Its size follows from the font alone, never from the words, so that rows don't jump while they are
 * read; the words are laid out when they are first drawn, which most rows of a long list never are. */

#define G_LOG_DOMAIN "sl-text-line"

#include "config.h"

#include "sl-line.h"
#include "sl-text-line.h"

/* Of what stands before the end, in characters. */
#define MIN_BEGINNING 4

struct _SlTextLine {
  GtkWidget parent_instance;

  char *text;
  guint min_chars;
  guint nat_chars;
  float xalign;
  char *end; /* nullable */
};

G_DEFINE_FINAL_TYPE (SlTextLine, sl_text_line, GTK_TYPE_WIDGET)

static SlLineStyle
get_style (SlTextLine *self)
{
  return gtk_widget_has_css_class (GTK_WIDGET (self), "numeric") ? SL_LINE_NUMERIC : SL_LINE_BODY;
}

static PangoContext *
get_context (SlTextLine *self)
{
  /* A line with a font of its own has a context of its own. */
  if (gtk_widget_has_css_class (GTK_WIDGET (self), "caption"))
    return gtk_widget_get_pango_context (GTK_WIDGET (self));

  return sl_line_get_shared_context (GTK_WIDGET (self));
}

static void
sl_text_line_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  SlTextLine *self = SL_TEXT_LINE (widget);
  PangoContext *context = get_context (self);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = sl_line_get_height (context, SL_LINE_BODY);
      return;
    }

  *minimum = sl_line_get_width (context, SL_LINE_BODY, self->min_chars);
  *natural = MAX (*minimum, sl_line_get_width (context, SL_LINE_BODY, self->nat_chars));
}

/* The text without its end, as far as there is room for it, and then the end. Returns whether that was needed, and can be:
 * there must be room for some of the beginning. */
static gboolean
draw_with_end (SlTextLine *self, GtkSnapshot *snapshot, PangoLayout *layout, const GdkRGBA *color)
{
  float width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  g_autofree char *beginning = NULL;
  float end, room, drawn;

  if (self->end == NULL || !g_str_has_suffix (self->text, self->end) || sl_line_measure (layout, get_style (self), self->text) <= width)
    return FALSE;
  end = sl_line_measure (layout, get_style (self), self->end);
  room = width - end - sl_line_get_width (get_context (self), get_style (self), 1) / 2.f;
  if (room < sl_line_get_width (get_context (self), get_style (self), MIN_BEGINNING))
    return FALSE;

  beginning = g_strndup (self->text, strlen (self->text) - strlen (self->end));
  drawn = sl_line_draw (snapshot, layout, get_style (self), g_strchomp (beginning), &GRAPHENE_RECT_INIT (rtl ? width - room : 0, 0, room, height),
                        rtl, color);
  drawn = MIN (drawn, room) + width - end - room;
  sl_line_draw (snapshot, layout, get_style (self), self->end, &GRAPHENE_RECT_INIT (rtl ? width - drawn - end : drawn, 0, end, height), 0, color);
  return TRUE;
}

static void
sl_text_line_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SlTextLine *self = SL_TEXT_LINE (widget);
  float xalign = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? 1 - self->xalign : self->xalign;
  g_autoptr (PangoLayout) layout = NULL;
  GdkRGBA color;

  if (self->text == NULL || *self->text == '\0')
    return;

  layout = pango_layout_new (get_context (self));
  gtk_widget_get_color (widget, &color);
  if (draw_with_end (self, snapshot, layout, &color))
    return;
  sl_line_draw (snapshot, layout, get_style (self), self->text,
                &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget)), xalign, &color);
}

static void
sl_text_line_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  gtk_widget_queue_resize (widget);

  GTK_WIDGET_CLASS (sl_text_line_parent_class)->system_setting_changed (widget, setting);
}

static void
sl_text_line_finalize (GObject *object)
{
  SlTextLine *self = SL_TEXT_LINE (object);

  g_free (self->text);
  g_free (self->end);

  G_OBJECT_CLASS (sl_text_line_parent_class)->finalize (object);
}

static void
sl_text_line_class_init (SlTextLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sl_text_line_finalize;
  widget_class->measure = sl_text_line_measure;
  widget_class->snapshot = sl_text_line_snapshot;
  widget_class->system_setting_changed = sl_text_line_system_setting_changed;

  gtk_widget_class_set_css_name (widget_class, "label");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
sl_text_line_init (SlTextLine *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

/**
 * sl_text_line_new:
 * @min_chars: least width, in characters of its font
 * @nat_chars: width it would like
 * @xalign: 0: at the start, 1: at the end
 *
 * Returns: an empty line
 */
GtkWidget *
sl_text_line_new (guint min_chars, guint nat_chars, float xalign)
{
  SlTextLine *self = g_object_new (SL_TYPE_TEXT_LINE, NULL);

  self->min_chars = min_chars;
  self->nat_chars = nat_chars;
  self->xalign = xalign;

  return GTK_WIDGET (self);
}

/**
 * sl_text_line_set_end:
 * @end: (nullable): the end of the text that matters as much as its beginning: where there isn't room for all, what stands
 *   before it is cut off
 */
void
sl_text_line_set_end (SlTextLine *self, const char *end)
{
  g_return_if_fail (SL_IS_TEXT_LINE (self));

  if (g_set_str (&self->end, end != NULL && *end != '\0' ? end : NULL))
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * sl_text_line_set_text:
 * @text: (nullable): what stands there
 */
void
sl_text_line_set_text (SlTextLine *self, const char *text)
{
  g_return_if_fail (SL_IS_TEXT_LINE (self));

  if (!g_set_str (&self->text, text))
    return;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text != NULL ? text : "", -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/** sl_text_line_is_cut_off: Returns: whether it isn't seen whole where it stands now */
gboolean
sl_text_line_is_cut_off (SlTextLine *self)
{
  g_return_val_if_fail (SL_IS_TEXT_LINE (self), FALSE);

  return self->text != NULL && !sl_line_fits (get_context (self), get_style (self), self->text, gtk_widget_get_width (GTK_WIDGET (self)));
}

/** sl_text_line_get_text: Returns: (nullable): what stands there */
const char *
sl_text_line_get_text (SlTextLine *self)
{
  g_return_val_if_fail (SL_IS_TEXT_LINE (self), NULL);

  return self->text;
}
