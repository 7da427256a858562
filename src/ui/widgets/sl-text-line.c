/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of text. Its size follows from the font alone, never from the words, so that rows don't jump while they are
 * read; the words are laid out when they are first drawn, which most rows of a long list never are. */

#define G_LOG_DOMAIN "sl-text-line"

#include "config.h"

#include "sl-line.h"
#include "sl-text-line.h"

struct _SlTextLine {
  GtkWidget parent_instance;

  char *text;
  guint min_chars;
  guint nat_chars;
  float xalign;
  gboolean keeps_end;
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
  pango_layout_set_ellipsize (layout, self->keeps_end ? PANGO_ELLIPSIZE_MIDDLE : PANGO_ELLIPSIZE_END);
  gtk_widget_get_color (widget, &color);
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

void
sl_text_line_set_keeps_end (SlTextLine *self, gboolean keeps_end)
{
  g_return_if_fail (SL_IS_TEXT_LINE (self));

  self->keeps_end = keeps_end;
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
