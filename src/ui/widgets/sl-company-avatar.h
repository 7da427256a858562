/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A company's round avatar: initials, colour by name, no network. Hidden from screen readers, the name stands beside. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SL_TYPE_COMPANY_AVATAR (sl_company_avatar_get_type ())
G_DECLARE_FINAL_TYPE (SlCompanyAvatar, sl_company_avatar, SL, COMPANY_AVATAR, GtkWidget)

/* Properties: "company" (string), "size" (int, default 28). */
GtkWidget *sl_company_avatar_new (int size);
void sl_company_avatar_set_company (SlCompanyAvatar *self, const char *company);
void sl_company_avatar_draw (GtkSnapshot *snapshot, PangoContext *context, const char *company, const graphene_point_t *place, int size);

G_END_DECLS
