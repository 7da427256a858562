/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which people are shown and in which order: a GListModel of contact SlRecords on top of all. Owned by the People page. */

#pragma once

#include <gtk/gtk.h>

#include "sl-record.h"

G_BEGIN_DECLS

/* Whether a person belongs to an application. */
#define SL_PEOPLE_LINK_ANY "any"
#define SL_PEOPLE_LINK_LINKED "linked"
#define SL_PEOPLE_LINK_ALONE "alone"

#define SL_PEOPLE_SORT_NAME "name"
#define SL_PEOPLE_SORT_SILENCE "silence"
#define SL_PEOPLE_SORT_RECENT "recent"
#define SL_PEOPLE_SORT_COMPANY "company"

#define SL_TYPE_PEOPLE_FILTER (sl_people_filter_get_type ())
G_DECLARE_FINAL_TYPE (SlPeopleFilter, sl_people_filter, SL, PEOPLE_FILTER, GObject)

SlPeopleFilter *sl_people_filter_new (GListModel *people);
GListModel *sl_people_filter_get_model (SlPeopleFilter *self);
void sl_people_filter_set_text (SlPeopleFilter *self, const char *text);
/* "" for @type and @company: any. */
void sl_people_filter_set_type (SlPeopleFilter *self, const char *type);
void sl_people_filter_set_company (SlPeopleFilter *self, const char *company);
void sl_people_filter_set_link (SlPeopleFilter *self, const char *link);
void sl_people_filter_set_sort (SlPeopleFilter *self, const char *sort);
gboolean sl_people_filter_is_active (SlPeopleFilter *self);

G_END_DECLS
