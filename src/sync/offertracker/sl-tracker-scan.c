/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a whole list, in pages that others may shift while it is read. A short page isn't the end: a server may give
 * fewer rows than it was asked for. Source: the server's behaviour, see docs/sync.md. */

#define G_LOG_DOMAIN "sl-tracker-scan"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-error.h"
#include "sl-json.h"
#include "sl-tracker-sync-private.h"

#define PAGE 1000
/* The end of a page comes again at the beginning of the next, so that a row that went in between is noticed. */
#define OVERLAP 10
#define MAX_RESTARTS 3

void
_sl_tracker_scan_free (SlTrackerScan *scan)
{
  if (scan == NULL)
    return;
  g_ptr_array_unref (scan->rows);
  g_free (scan);
}

/* State of one reading. */
typedef struct {
  SlTrackerSync *sync;
  SlTrackerScan *scan;
  const char *path;
  GHashTable *seen; /* of ids, borrowed from the rows */
  gboolean shifted;
  guint n_unreadable; /* rows that the server can't write in a list */
  guint end;          /* of the page before: what begins earlier was counted */
  guint first;        /* rows of the first page */
  gboolean spans;     /* there is more than fits on one page, whose size the server chooses */
} Reading;

static char *
build_page_path (Reading *self,
                 guint    skip,
                 guint    limit)
{
  return g_strdup_printf ("%s?skip=%u&limit=%u", self->path, skip, limit);
}

/* Adds what is new. Returns how many rows the page has; @fresh: how many of them are new. */
static guint
take_page (Reading   *self,
           JsonArray *page,
           guint     *fresh)
{
  guint n = json_array_get_length (page);

  *fresh = 0;
  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (page, i);
      JsonObject *row = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *id = row != NULL ? sl_json_get_string (row, "id", NULL) : NULL;

      if (id == NULL || g_hash_table_contains (self->seen, id))
        continue;
      g_ptr_array_add (self->scan->rows, json_object_ref (row));
      g_hash_table_add (self->seen, (gpointer) id);
      (*fresh)++;
    }
  return n;
}

/* Whether the page begins with what the last one ended with. */
static gboolean
fits (JsonArray *last,
      JsonArray *page)
{
  guint n_last = json_array_get_length (last);
  guint n = MIN (MIN (n_last, OVERLAP), json_array_get_length (page));

  for (guint i = 0; i < n; i++)
    {
      JsonNode *a = json_array_get_element (last, n_last - MIN (n_last, OVERLAP) + i);
      JsonNode *b = json_array_get_element (page, i);

      if (!JSON_NODE_HOLDS_OBJECT (a) || !JSON_NODE_HOLDS_OBJECT (b) ||
          g_strcmp0 (sl_json_get_string (json_node_get_object (a), "id", NULL), sl_json_get_string (json_node_get_object (b), "id", NULL)) != 0)
        return FALSE;
    }
  return TRUE;
}

/* One page; a server that can't write one of its rows fails for the page that holds it: then it is read in halves, and a
 * single row that stays unreadable is left out. (transfer full) (nullable) */
static gboolean
read_span (Reading   *self,
           guint      skip,
           guint      limit,
           guint     *n,
           guint     *fresh,
           JsonNode **page,
           GError   **error)
{
  g_autofree char *path = build_page_path (self, skip, limit);
  SlReplyState state;
  g_autoptr (SlTrackerAnswer) answer = _sl_tracker_ask (self->sync, "GET", path, NULL, &state);

  if (answer->verdict == SL_TRACKER_DONE && JSON_NODE_HOLDS_ARRAY (answer->body))
    {
      *n = take_page (self, json_node_get_array (answer->body), fresh);
      if (page != NULL)
        *page = json_node_ref (answer->body);
      return TRUE;
    }
  /* Of an application that isn't there any more. */
  if (self->scan->parent != NULL && state == SL_REPLY_CAME && (answer->verdict == SL_TRACKER_MISSING || answer->status == 500))
    {
      self->scan->is_whole = FALSE;
      *n = *fresh = 0;
      return TRUE;
    }
  if (state != SL_REPLY_CAME || answer->status != 500 || self->scan->kind != SL_KIND_APPLICATION)
    return _sl_tracker_fail (self->sync, answer, state, error);

  *n = *fresh = 0;
  if (limit == 1)
    {
      self->n_unreadable += skip >= self->end;
      *n = 1;
      return TRUE;
    }
  for (guint half = 0, at = skip; half < 2; half++)
    {
      guint size = half == 0 ? limit / 2 : limit - limit / 2, n_half = 0, n_fresh = 0;

      if (!read_span (self, at, size, &n_half, &n_fresh, NULL, error))
        return FALSE;
      *n += n_half;
      *fresh += n_fresh;
      at += size;
      if (n_half == 0)
        break;
    }
  return TRUE;
}

static gboolean
read_pages (Reading *self,
            GError **error)
{
  g_autoptr (JsonNode) last = NULL;
  guint skip = 0;

  self->shifted = FALSE;
  self->spans = FALSE;
  self->end = 0;
  for (;;)
    {
      g_autoptr (JsonNode) page = NULL;
      guint n = 0, fresh = 0;

      if (g_cancellable_set_error_if_cancelled (self->sync->cancellable, error) || !read_span (self, skip, PAGE, &n, &fresh, &page, error))
        return FALSE;
      if (last != NULL && page != NULL && n > 0 && !fits (json_node_get_array (last), json_node_get_array (page)))
        self->shifted = TRUE;
      self->first = skip == 0 ? n : self->first;
      self->spans |= skip + n > self->first;
      if (n == 0 || fresh == 0 || self->shifted)
        return TRUE;
      self->end = skip + n;
      skip += n > OVERLAP ? n - OVERLAP : n;
      g_clear_pointer (&last, json_node_unref);
      /* Without an overlap nothing can be said of what lies between. */
      if (page != NULL && n > OVERLAP)
        last = g_steal_pointer (&page);
    }
}

/* Rows that the list couldn't show are read one by one: those that are known, and those that the server's own diary names. */
static gboolean
read_single (Reading    *self,
             const char *id,
             GError    **error)
{
  g_autofree char *path = NULL;
  SlReplyState state;
  g_autoptr (SlTrackerAnswer) answer = NULL;
  JsonObject *row;

  if (id == NULL || g_hash_table_contains (self->seen, id))
    return TRUE;
  path = sl_tracker_build_path (sl_tracker_get_place (SL_KIND_APPLICATION)->item, id, NULL);
  answer = _sl_tracker_ask (self->sync, "GET", path, NULL, &state);
  if (state != SL_REPLY_CAME)
    return _sl_tracker_fail (self->sync, answer, state, error);
  if (answer->verdict != SL_TRACKER_DONE || !JSON_NODE_HOLDS_OBJECT (answer->body))
    return TRUE;
  row = json_node_get_object (answer->body);
  if (!sl_json_has_value (row, "id"))
    return TRUE;
  g_ptr_array_add (self->scan->rows, json_object_ref (row));
  g_hash_table_add (self->seen, (gpointer) sl_json_get_string (row, "id", ""));
  if (self->n_unreadable > 0)
    self->n_unreadable--;
  return TRUE;
}

static gpointer
read_known (SlConnection *connection,
            gpointer      data,
            GCancellable *cancellable,
            GError      **error)
{
  return sl_shadow_read_server_ids (connection, SL_KIND_APPLICATION, NULL, error);
}

static gboolean
read_singles (Reading *self,
              GError **error)
{
  g_autoptr (GPtrArray) known = self->sync->port->read (self->sync->port, read_known, NULL, error);
  SlReplyState state;
  g_autoptr (SlTrackerAnswer) diary = NULL;
  JsonArray *list;

  for (guint i = 0; known != NULL && i < known->len; i++)
    if (!read_single (self, g_ptr_array_index (known, i), error))
      return FALSE;
  if (known == NULL)
    return FALSE;

  diary = _sl_tracker_ask (self->sync, "GET", "/api/v1/analytics/activity?skip=0&limit=1000", NULL, &state);
  list = diary->verdict == SL_TRACKER_DONE && JSON_NODE_HOLDS_ARRAY (diary->body) ? json_node_get_array (diary->body) : NULL;
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);

      if (JSON_NODE_HOLDS_OBJECT (node) &&
          !read_single (self, sl_json_get_string (json_node_get_object (node), "application_id", NULL), error))
        return FALSE;
    }
  return TRUE;
}

/**
 * _sl_tracker_scan:
 * @parent: (nullable): for lists of one application, its id on the server; must outlive the scan
 *
 * Returns: (transfer full): what the list holds; %NULL with @error set
 */
SlTrackerScan *
_sl_tracker_scan (SlTrackerSync *self,
                  SlKind         kind,
                  const char    *parent,
                  GError       **error)
{
  const SlTrackerPlace *place = sl_tracker_get_place (kind);
  g_autofree char *path = sl_tracker_build_path (place->list, parent, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (SlTrackerScan) scan = g_new0 (SlTrackerScan, 1);
  Reading reading = { .sync = self, .scan = scan, .path = path, .seen = seen };

  scan->kind = kind;
  scan->parent = parent;
  scan->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  for (guint i = 0; i == 0 || (reading.shifted && i < MAX_RESTARTS); i++)
    {
      scan->is_whole = TRUE;
      reading.n_unreadable = 0;
      if (!read_pages (&reading, error))
        return NULL;
    }
  /* What can't be read in peace, or has no order and more than one page, shows what is there, not what isn't. Lists of one
   * application come whole, whatever page is asked for. */
  if (reading.shifted || (!place->is_ordered && parent == NULL && reading.spans))
    scan->is_whole = FALSE;
  if (reading.n_unreadable > 0 && !read_singles (&reading, error))
    return NULL;
  if (reading.n_unreadable > 0)
    scan->is_whole = FALSE;
  return g_steal_pointer (&scan);
}
