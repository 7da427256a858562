/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A live GListModel of SlRecords: all living ones of a kind, or those of one application. For what a search has some
 * hundreds or thousands of (people, saved jobs, résumés…); applications have SlQueryModel. Filter and sort it with
 * GtkFilterListModel and GtkSortListModel. A record that didn't change stays the same object. Main thread only. */

#pragma once

#include <gio/gio.h>

#include "sl-context.h"

G_BEGIN_DECLS

#define SL_TYPE_RECORD_LIST (sl_record_list_get_type ())
G_DECLARE_FINAL_TYPE (SlRecordList, sl_record_list, SL, RECORD_LIST, GObject)

/* Properties: "n-items" (uint), "loaded" (boolean), "error" (GError, nullable). */

SlRecordList *sl_record_list_new (SlContext *context, SlKind kind, const char *application_id);
void sl_record_list_start (SlRecordList *self);
gboolean sl_record_list_get_loaded (SlRecordList *self);
const GError *sl_record_list_get_error (SlRecordList *self);
SlRecord *sl_record_list_find (SlRecordList *self, const char *id);

/* Makes @store hold @objects, telling only the middle that differs. */
void sl_list_store_replace (GListStore *store, GPtrArray *objects, GEqualFunc equal);
/* Makes @store hold @records (element-type SlRecord), telling only the middle that differs. */
void sl_record_list_replace (GListStore *store, GPtrArray *records);

G_END_DECLS
