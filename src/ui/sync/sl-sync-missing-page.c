/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The listing of what is asked about. The answer is one for all of them, and given where the question stands. */
#define G_LOG_DOMAIN "sl-sync-missing-page"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-private-record.h"
#include "sl-record-name.h"
#include "sl-sync-list-page.h"
#include "sl-sync-missing-page.h"
#include "sl-sync-state.h"
#include "sl-sync-status.h"

static gpointer
read_items (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) asked = sl_sync_status_read_asked (connection, NULL, cancellable, error);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; asked != NULL && i < asked->len; i++)
    {
      const SlShadow *one = g_ptr_array_index (asked, i);

      g_ptr_array_add (items, sl_sync_item_new (one->kind, one->id, 0));
    }
  return asked != NULL ? g_steal_pointer (&items) : NULL;
}

static SlSyncText *
tell (SlConnection *connection, SlSyncItem *item, GError **error)
{
  SlKind kind = sl_sync_item_get_kind (item);
  g_autoptr (SlRecordName) name = sl_record_name_read (connection, kind, sl_sync_item_get_id (item), error);
  SlSyncText *text;

  if (name == NULL)
    return NULL;
  text = g_new0 (SlSyncText, 1);
  text->title = sl_private_record_describe (name);
  text->subtitle = g_strdup (_(sl_kind_get_info (kind)->label));
  text->can_open = sl_sync_list_page_opens (kind);
  return text;
}

/** sl_sync_missing_page_new: Returns: (transfer floating): which records the server doesn't have any more */
AdwNavigationPage *
sl_sync_missing_page_new (SlViewState *state)
{
  static const SlSyncListing listing = {
    .title = N_("Missing on the Server"),
    .intro = N_("These aren’t on the server any more. On the page before you say whether they go to the Trash here, too, or are sent again."),
    .empty_title = N_("Nothing Is Missing"),
    .empty_description = N_("When many entries aren’t on the server any more, they are listed here before anything happens to them."),
    .read = read_items,
    .tell = tell,
  };

  return sl_sync_list_page_new (state, &listing);
}
