/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-page-view"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sl-count.h"
#include "sl-page-view.h"
#include "sl-print-layout.h"

/* Enough to see how it will look. */
#define MAX_PAGES 12
#define WIDTH 595.0
#define HEIGHT 842.0

struct _SlPageView {
  GtkBox parent_instance;

  SlPrintDoc *doc;
  SlPrintLayout *layout;
  int page_width;
};

G_DEFINE_FINAL_TYPE (SlPageView, sl_page_view, GTK_TYPE_BOX)

enum {
  PROP_0,
  PROP_PAGE_WIDTH,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static double
get_width (SlPageView *self)
{
  return sl_print_doc_get_landscape (self->doc) ? HEIGHT : WIDTH;
}

static double
get_height (SlPageView *self)
{
  return sl_print_doc_get_landscape (self->doc) ? WIDTH : HEIGHT;
}

static void
draw_cb (GtkDrawingArea *area, cairo_t *cairo, int width, int height, gpointer data)
{
  SlPageView *self = data;
  guint page = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (area), "page"));
  double scale;

  if (self->layout == NULL || page >= sl_print_layout_get_n_pages (self->layout))
    return;
  scale = MIN (width / get_width (self), height / get_height (self));
  cairo_translate (cairo, (width - get_width (self) * scale) / 2, 0);
  cairo_scale (cairo, scale, scale);
  cairo_rectangle (cairo, 0, 0, get_width (self), get_height (self));
  /* Paper is white in the dark, too. */
  cairo_set_source_rgb (cairo, 1, 1, 1);
  cairo_fill_preserve (cairo);
  cairo_clip (cairo);
  sl_print_layout_draw (self->layout, page, cairo);
}

static void
add_page (SlPageView *self, guint page)
{
  g_autofree char *name = g_strdup_printf (_("Page %u of %u"), page + 1, sl_print_layout_get_n_pages (self->layout));
  /* Only a picture may have a name. */
  GtkWidget *area = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, NULL);
  GtkWidget *frame = gtk_aspect_frame_new (0.5, 0, (float) (get_width (self) / get_height (self)), FALSE);

  g_object_set_data (G_OBJECT (area), "page", GUINT_TO_POINTER (page));
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), self->page_width);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), (int) ceil (self->page_width * get_height (self) / get_width (self)));
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_cb, self, NULL);
  gtk_widget_add_css_class (area, "sl-paper");
  gtk_accessible_update_property (GTK_ACCESSIBLE (area), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_aspect_frame_set_child (GTK_ASPECT_FRAME (frame), area);
  gtk_box_append (GTK_BOX (self), frame);
}

static void
remove_pages (SlPageView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
}

static void
clear (SlPageView *self)
{
  remove_pages (self);
  g_clear_pointer (&self->layout, sl_print_layout_free);
  g_clear_pointer (&self->doc, sl_print_doc_free);
}

static void
add_pages (SlPageView *self)
{
  guint n_pages = sl_page_view_get_n_pages (self);

  remove_pages (self);
  for (guint i = 0; i < MIN (n_pages, MAX_PAGES); i++)
    add_page (self, i);
  if (n_pages > MAX_PAGES)
    {
      g_autofree char *more = g_strdup_printf (ngettext ("And %s more page", "And %s more pages", n_pages - MAX_PAGES), SL_COUNT (n_pages - MAX_PAGES));

      gtk_box_append (GTK_BOX (self), g_object_new (GTK_TYPE_LABEL, "label", more, "css-classes", (const char *[]) { "dimmed", NULL }, NULL));
    }
}

void
sl_page_view_set_doc (SlPageView *self, SlPrintDoc *doc)
{
  PangoContext *context;

  g_return_if_fail (SL_IS_PAGE_VIEW (self));

  clear (self);
  self->doc = doc;
  context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  pango_context_set_round_glyph_positions (context, FALSE);
  self->layout = sl_print_layout_new (doc, context, get_width (self), get_height (self));
  g_object_unref (context);
  add_pages (self);
}

guint
sl_page_view_get_n_pages (SlPageView *self)
{
  return self->layout != NULL ? sl_print_layout_get_n_pages (self->layout) : 0;
}

static void
sl_page_view_dispose (GObject *object)
{
  clear (SL_PAGE_VIEW (object));

  G_OBJECT_CLASS (sl_page_view_parent_class)->dispose (object);
}

static void
sl_page_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_PAGE_WIDTH:
      g_value_set_int (value, SL_PAGE_VIEW (object)->page_width);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_page_view_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_PAGE_WIDTH:
      SL_PAGE_VIEW (object)->page_width = g_value_get_int (value);
      add_pages (SL_PAGE_VIEW (object));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_page_view_class_init (SlPageViewClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = sl_page_view_get_property;
  G_OBJECT_CLASS (klass)->set_property = sl_page_view_set_property;
  G_OBJECT_CLASS (klass)->dispose = sl_page_view_dispose;

  properties[PROP_PAGE_WIDTH] = g_param_spec_int ("page-width", NULL, NULL, 50, 2000, 460, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);

  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
sl_page_view_init (SlPageView *self)
{
  self->page_width = 460;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
}
