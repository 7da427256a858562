/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the page “Community”, and the lists that they stand in. Their buttons activate the actions of #SlCommunityPart and
 * #SlCommunityView. */

#pragma once

#include <adwaita.h>

#include "sl-community.h"

G_BEGIN_DECLS

/* A list box makes all its rows at once. */
#define SL_COMMUNITY_MOST_ROWS 200

GtkWidget *sl_community_row_new_post   (SlCommunity *community, const SlTrackerPost *post, const char *reaction, gboolean in_group);
GtkWidget *sl_community_row_new_group  (SlCommunity *community, const SlTrackerGroup *group, gboolean is_mine);
GtkWidget *sl_community_row_new_person (SlCommunity *community, const char *id, const SlTrackerPerson *person, const char *role);

GtkWidget *sl_community_button_new (const char *label, const char *action, const char *target);
GtkWidget *sl_community_label_new  (const char *text, const char *css_class);

GtkWidget *sl_community_avatar_new     (int size, const char *name);
GtkWidget *sl_community_avatar_new_for (SlCommunity *community, int size, const char *id);

GtkWidget *sl_community_add_list   (GtkBox *box, const char *title, const char *words);
void       sl_community_add_posts  (GtkBox *box, SlCommunity *community, const SlCommunityPage *page, const char *title, const char *words);
void       sl_community_add_people (GtkBox *box, SlCommunity *community, GPtrArray *people, const char *title);
void       sl_community_add_ids    (GtkBox *box, SlCommunity *community, GPtrArray *ids, const char *title);
void       sl_community_add_groups (GtkBox *box, SlCommunity *community, GPtrArray *groups, GPtrArray *mine, const char *title);
void       sl_community_add_empty  (GtkBox *box, const char *icon, const char *title, const char *words);
void       sl_community_add_more   (GtkBox *box, const SlCommunityPage *page, guint n);

G_END_DECLS
