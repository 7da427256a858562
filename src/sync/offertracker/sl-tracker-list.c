/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a list, as text: ids, and what decides whether a row is looked at, are at hand. */

#define G_LOG_DOMAIN "sl-tracker-list"

#include "config.h"

#include "sl-json.h"
#include "sl-tracker-sync-private.h"

static void
listed_free (gpointer data)
{
  SlTrackerListed *row = data;

  g_free (row->id);
  g_clear_pointer (&row->json, json_object_unref);
  g_free (row);
}

/** _sl_tracker_scan_new: (transfer full): @parent: (nullable): must outlive it */
SlTrackerScan *
_sl_tracker_scan_new (SlKind      kind,
                      const char *parent)
{
  SlTrackerScan *self = g_new0 (SlTrackerScan, 1);

  self->kind = kind;
  self->parent = parent;
  self->rows = g_ptr_array_new_with_free_func (listed_free);
  self->is_whole = TRUE;
  return self;
}

void
_sl_tracker_scan_free (SlTrackerScan *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->texts, sl_spool_free);
  g_clear_pointer (&self->alike, g_hash_table_unref);
  g_free (self);
}

/** _sl_tracker_scan_clear: it holds nothing any more */
void
_sl_tracker_scan_clear (SlTrackerScan *self)
{
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->texts, sl_spool_free);
}

/* FNV-1a; 0 stands for a row that nothing is known of. */
static gint64
get_print (const SlJsonSlice *row)
{
  guint64 print = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (gsize i = 0; i < row->length; i++)
    print = (print ^ (guchar) row->text[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  return print != 0 ? (gint64) print : 1;
}

static gint64
get_created (const SlJsonSlice *row)
{
  SlJsonSlice value;
  g_autofree char *text = sl_json_slice_find_member (row, "created_at", &value) ? sl_json_slice_dup_string (&value) : NULL;
  gint64 time;

  return text != NULL && sl_time_parse_iso8601 (text, NULL, &time) ? time : 0;
}

/** _sl_tracker_scan_add: (transfer none): @row is an object, and called @id there; %NULL with @error set */
SlTrackerListed *
_sl_tracker_scan_add (SlTrackerScan     *self,
                      const SlJsonSlice *row,
                      const char        *id,
                      GError           **error)
{
  SlTrackerListed *listed;
  gint64 at;

  if (self->texts == NULL)
    self->texts = sl_spool_new ();
  at = sl_spool_add (self->texts, row->text, row->length, error);
  if (at < 0)
    return NULL;
  listed = g_new0 (SlTrackerListed, 1);
  listed->id = g_strdup (id);
  listed->created_at = get_created (row);
  listed->print = get_print (row);
  listed->at = at;
  listed->length = row->length;
  g_ptr_array_add (self->rows, listed);
  return listed;
}

/** _sl_tracker_scan_add_object: (transfer none): @row (transfer none): one that is read already */
SlTrackerListed *
_sl_tracker_scan_add_object (SlTrackerScan *self,
                             JsonObject    *row)
{
  SlTrackerListed *listed = g_new0 (SlTrackerListed, 1);

  listed->id = g_strdup (sl_json_get_string (row, "id", ""));
  listed->created_at = _sl_tracker_get_time (row, "created_at");
  listed->json = json_object_ref (row);
  g_ptr_array_add (self->rows, listed);
  return listed;
}

static int
compare_created (gconstpointer a,
                 gconstpointer b)
{
  const SlTrackerListed *one = *(SlTrackerListed *const *) a, *other = *(SlTrackerListed *const *) b;

  if (one->created_at != other->created_at)
    return one->created_at < other->created_at ? -1 : 1;
  return strcmp (one->id, other->id);
}

/** _sl_tracker_scan_sort: the oldest first */
void
_sl_tracker_scan_sort (SlTrackerScan *self)
{
  g_ptr_array_sort (self->rows, compare_created);
}

/** _sl_tracker_scan_read: (transfer full): the row, to be changed at will; %NULL with @error set */
JsonObject *
_sl_tracker_scan_read (SlTrackerScan   *self,
                       SlTrackerListed *row,
                       GError         **error)
{
  g_autofree char *text = NULL;

  if (row->json != NULL)
    return json_object_ref (row->json);
  text = sl_spool_dup (self->texts, row->at, row->length, error);
  return text != NULL ? sl_json_parse_object (text, error) : NULL;
}
