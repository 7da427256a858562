/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A company's round avatar, by AdwAvatar: initials and a colour that follows from the name. */

#define G_LOG_DOMAIN "sl-company-avatar"

#include "config.h"

#include <adwaita.h>

#include "sl-company-avatar.h"

struct _SlCompanyAvatar {
  GtkWidget parent_instance;

  GtkWidget *avatar;
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

static void
sl_company_avatar_dispose (GObject *object)
{
  SlCompanyAvatar *self = SL_COMPANY_AVATAR (object);

  g_clear_pointer (&self->avatar, gtk_widget_unparent);

  G_OBJECT_CLASS (sl_company_avatar_parent_class)->dispose (object);
}

static void
sl_company_avatar_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SlCompanyAvatar *self = SL_COMPANY_AVATAR (object);

  switch (prop_id)
    {
    case PROP_COMPANY:
      g_value_set_string (value, adw_avatar_get_text (ADW_AVATAR (self->avatar)));
      break;
    case PROP_SIZE:
      g_value_set_int (value, adw_avatar_get_size (ADW_AVATAR (self->avatar)));
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
      adw_avatar_set_size (ADW_AVATAR (self->avatar), g_value_get_int (value));
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

  object_class->dispose = sl_company_avatar_dispose;
  object_class->get_property = sl_company_avatar_get_property;
  object_class->set_property = sl_company_avatar_set_property;

  properties[PROP_COMPANY] = g_param_spec_string ("company", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SIZE] = g_param_spec_int ("size", NULL, NULL, 16, 512, 28, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "companyavatar");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
sl_company_avatar_init (SlCompanyAvatar *self)
{
  self->avatar = adw_avatar_new (28, NULL, TRUE);
  gtk_widget_set_parent (self->avatar, GTK_WIDGET (self));
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
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
 * @company: (nullable): the name
 */
void
sl_company_avatar_set_company (SlCompanyAvatar *self, const char *company)
{
  g_return_if_fail (SL_IS_COMPANY_AVATAR (self));

  if (g_strcmp0 (adw_avatar_get_text (ADW_AVATAR (self->avatar)), company) != 0)
    adw_avatar_set_text (ADW_AVATAR (self->avatar), company);
}
