/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A company's round avatar. Looks like AdwAvatar, but is drawn as one widget without children: a list makes two hundred
 * at once, and AdwAvatar's label, mask and style classes were a tenth of the time to the first rows. */

#define G_LOG_DOMAIN "sl-company-avatar"

#include "config.h"

#include "sl-company-avatar.h"

struct _SlCompanyAvatar {
  GtkWidget parent_instance;

  char *company;
  int size;
};

G_DEFINE_FINAL_TYPE (SlCompanyAvatar, sl_company_avatar, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_COMPANY,
  PROP_SIZE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* From top to bottom, and the letters on them: each pair at 3:1 or better, the least for large bold letters. */
static const struct {
  const char *top;
  const char *bottom;
  const char *letters;
} colors[] = {
  { "#4a8be0", "#2a64bd", "#ffffff" },
  { "#3d93a8", "#1f7287", "#ffffff" },
  { "#49a363", "#2b8047", "#ffffff" },
  { "#7f9a3c", "#617a22", "#ffffff" },
  { "#b98a22", "#946a0e", "#ffffff" },
  { "#d97a35", "#b4581a", "#ffffff" },
  { "#dd5b58", "#ba3c3c", "#ffffff" },
  { "#cf5f94", "#ab4174", "#ffffff" },
  { "#a565c4", "#8246a3", "#ffffff" },
  { "#7f6fd6", "#6052b5", "#ffffff" },
  { "#a07a5f", "#7d5a42", "#ffffff" },
  { "#7b8794", "#5e6975", "#ffffff" },
};

static guint
find_color (const char *company)
{
  return g_str_hash (company) % G_N_ELEMENTS (colors);
}

/* The first letters of the first and the last word; words like “The” would say nothing but are names too. */
static char *
dup_initials (const char *company)
{
  g_autofree char *upper = NULL;
  const char *last = NULL;
  GString *initials = g_string_new (NULL);
  gboolean inside = FALSE;

  if (company == NULL)
    return g_string_free_and_steal (initials);

  upper = g_utf8_strup (company, -1);
  for (const char *place = upper; *place != '\0'; place = g_utf8_next_char (place))
    {
      gboolean letter = g_unichar_isalnum (g_utf8_get_char (place));

      if (letter && !inside)
        {
          if (initials->len == 0)
            g_string_append_unichar (initials, g_utf8_get_char (place));
          else
            last = place;
        }
      inside = letter || (inside && !g_unichar_isspace (g_utf8_get_char (place)));
    }
  if (last != NULL)
    g_string_append_unichar (initials, g_utf8_get_char (last));

  return g_string_free_and_steal (initials);
}

static void
sl_company_avatar_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = SL_COMPANY_AVATAR (widget)->size;
}

static void
sl_company_avatar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SlCompanyAvatar *self = SL_COMPANY_AVATAR (widget);
  float x = (gtk_widget_get_width (widget) - self->size) / 2;
  float y = (gtk_widget_get_height (widget) - self->size) / 2;

  sl_company_avatar_draw (snapshot, gtk_widget_get_pango_context (widget), self->company, &GRAPHENE_POINT_INIT (x, y), self->size);
}

static void
sl_company_avatar_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  /* Another font. */
  gtk_widget_queue_draw (widget);

  GTK_WIDGET_CLASS (sl_company_avatar_parent_class)->system_setting_changed (widget, setting);
}

static void
sl_company_avatar_finalize (GObject *object)
{
  SlCompanyAvatar *self = SL_COMPANY_AVATAR (object);

  g_free (self->company);

  G_OBJECT_CLASS (sl_company_avatar_parent_class)->finalize (object);
}

static void
sl_company_avatar_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SlCompanyAvatar *self = SL_COMPANY_AVATAR (object);

  switch (prop_id)
    {
    case PROP_COMPANY:
      g_value_set_string (value, self->company);
      break;
    case PROP_SIZE:
      g_value_set_int (value, self->size);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_company_avatar_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SlCompanyAvatar *self = SL_COMPANY_AVATAR (object);

  switch (prop_id)
    {
    case PROP_COMPANY:
      sl_company_avatar_set_company (self, g_value_get_string (value));
      break;
    case PROP_SIZE:
      self->size = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_company_avatar_class_init (SlCompanyAvatarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = sl_company_avatar_finalize;
  object_class->get_property = sl_company_avatar_get_property;
  object_class->set_property = sl_company_avatar_set_property;
  widget_class->measure = sl_company_avatar_measure;
  widget_class->snapshot = sl_company_avatar_snapshot;
  widget_class->system_setting_changed = sl_company_avatar_system_setting_changed;

  properties[PROP_COMPANY] = g_param_spec_string ("company", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SIZE] = g_param_spec_int ("size", NULL, NULL, 16, 512, 28, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "companyavatar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
sl_company_avatar_init (SlCompanyAvatar *self)
{
  self->size = 28;
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

/**
 * sl_company_avatar_new:
 * @size: diameter in pixels
 *
 * Returns: an avatar without a company yet
 */
GtkWidget *
sl_company_avatar_new (int size)
{
  return g_object_new (SL_TYPE_COMPANY_AVATAR, "size", size, NULL);
}

/**
 * sl_company_avatar_set_company:
 * @company: (nullable): the name; without one nothing is drawn
 */
void
sl_company_avatar_set_company (SlCompanyAvatar *self, const char *company)
{
  g_return_if_fail (SL_IS_COMPANY_AVATAR (self));

  if (!g_set_str (&self->company, company))
    return;

  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static PangoLayout *
lay_out_initials (PangoContext *context, const char *company, int size)
{
  g_autofree char *text = dup_initials (company);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  PangoLayout *layout = pango_layout_new (context);

  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_attr_list_insert (attributes, pango_attr_size_new_absolute (size * 2 / 5 * PANGO_SCALE));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_text (layout, text, -1);

  return layout;
}

/**
 * sl_company_avatar_draw:
 * @company: (nullable): the name; without one nothing is drawn
 * @place: upper left corner
 * @size: diameter in pixels
 *
 * The same for widgets that draw themselves.
 */
void
sl_company_avatar_draw (GtkSnapshot *snapshot, PangoContext *context, const char *company, const graphene_point_t *place, int size)
{
  GskColorStop stops[2] = { { .offset = 0 }, { .offset = 1 } };
  g_autoptr (PangoLayout) initials = NULL;
  PangoRectangle ink;
  GskRoundedRect circle;
  GdkRGBA letters;
  guint color;

  if (company == NULL || *company == '\0')
    return;

  color = find_color (company);
  gdk_rgba_parse (&stops[0].color, colors[color].top);
  gdk_rgba_parse (&stops[1].color, colors[color].bottom);
  gdk_rgba_parse (&letters, colors[color].letters);
  gsk_rounded_rect_init_from_rect (&circle, &GRAPHENE_RECT_INIT (place->x, place->y, size, size), size / 2.0f);

  gtk_snapshot_push_rounded_clip (snapshot, &circle);
  gtk_snapshot_append_linear_gradient (snapshot, &circle.bounds, place, &GRAPHENE_POINT_INIT (place->x, place->y + size), stops, G_N_ELEMENTS (stops));
  gtk_snapshot_pop (snapshot);

  initials = lay_out_initials (context, company, size);
  pango_layout_get_pixel_extents (initials, &ink, NULL);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (place->x + (size - ink.width) / 2 - ink.x, place->y + (size - ink.height) / 2 - ink.y));
  gtk_snapshot_append_layout (snapshot, initials, &letters);
  gtk_snapshot_restore (snapshot);
}
