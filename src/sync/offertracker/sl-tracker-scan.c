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
#define MAX_READINGS 3

/* State of one reading. */
typedef struct {
  SlTrackerSync *sync;
  SlTrackerScan *scan;
  const char *path;
  gboolean is_ordered, is_paged; /* see SlTrackerPlace */
  GHashTable *seen; /* of ids, borrowed from the rows */
  GPtrArray *page;  /* ids of the page as they came, borrowed from @seen; %NULL where a row can't be read */
  gboolean shifted; /* it changed while it was read */
  gboolean is_last; /* whatever comes, this is what is taken */
  guint n_unreadable; /* rows that the server can't write in a list */
  guint n_doubles;    /* rows that came again where none is to */
  guint end;          /* of the page before: what begins earlier was counted */
  guint first;        /* rows of the first page */
  guint most;         /* rows of the longest answer: so many the server gives at once, or more */
  guint overlap;      /* how much of the page before comes again with this one */
  gboolean spans;     /* there is more than fits on one page, whose size the server chooses */
  gboolean is_loose;  /* a page began without the end of the one before, so that a shift wouldn't show */
} Reading;

static char *
build_page_path (Reading *self,
                 guint    skip,
                 guint    limit)
{
  return g_strdup_printf ("%s?skip=%u&limit=%u", self->path, skip, limit);
}

/* (transfer full) (nullable): the row's id; NULL: it is nothing that has one. */
static char *
dup_id (const SlJsonSlice *row)
{
  SlJsonSlice id;

  return sl_json_slice_find_member (row, "id", &id) ? sl_json_slice_dup_string (&id) : NULL;
}

/* Adds what is new. @n: how many rows the page has; @fresh: how many of them are new. */
static gboolean
take_page (Reading           *self,
           const SlJsonSlice *page,
           guint             *n,
           guint             *fresh,
           GError           **error)
{
  SlJsonCursor cursor;
  SlJsonSlice row;

  *n = *fresh = 0;
  sl_json_cursor_init (&cursor, page);
  while (sl_json_cursor_next (&cursor, NULL, &row))
    {
      g_autofree char *id = dup_id (&row);
      char *known = id != NULL ? g_hash_table_lookup (self->seen, id) : NULL;

      (*n)++;
      if (id != NULL && known == NULL)
        {
          SlTrackerListed *listed = _sl_tracker_scan_add (self->scan, &row, id, error);

          if (listed == NULL)
            return FALSE;
          known = listed->id;
          g_hash_table_add (self->seen, known);
          (*fresh)++;
        }
      g_ptr_array_add (self->page, known);
    }
  self->most = MAX (self->most, *n);
  return TRUE;
}

/* How much of a page comes again with the next. A page that was put together from halves may be longer than what the server gives
 * at once, of which something has to be new. What has no order may come in another one, but for a row that shows that the list
 * ends where it did. */
static guint
get_overlap (Reading *self)
{
  return MIN (self->is_ordered ? OVERLAP : 1, MIN (self->most, self->page->len) / 2);
}

/* Whether the page begins with what the last one ended with. */
static gboolean
fits (Reading   *self,
      GPtrArray *last)
{
  guint n = MIN (self->overlap, self->page->len);

  if (self->overlap > 0 && n == 0)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      const char *before = g_ptr_array_index (last, last->len - self->overlap + i), *now = g_ptr_array_index (self->page, i);

      if (before != NULL && now != NULL && !g_str_equal (before, now))
        return FALSE;
    }
  return TRUE;
}

/* One page, or the beginning of it; a server that can't write one of its rows fails for the page that holds it: then it is
 * read in halves, and a single row that stays unreadable is left out. */
static gboolean
read_span (Reading *self,
           guint    skip,
           guint    limit,
           guint   *n,
           guint   *fresh,
           GError **error)
{
  g_autofree char *path = build_page_path (self, skip, limit);
  SlReplyState state;
  g_autoptr (SlTrackerAnswer) answer = _sl_tracker_ask_list (self->sync, path, &state);

  if (answer->text != NULL)
    return take_page (self, &answer->list, n, fresh, error);
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
      g_ptr_array_add (self->page, NULL);
      *n = 1;
      return TRUE;
    }
  for (guint half = 0, at = skip; half < 2; half++)
    {
      guint size = half == 0 ? limit / 2 : limit - limit / 2, n_half = 0, n_fresh = 0;

      if (!read_span (self, at, size, &n_half, &n_fresh, error))
        return FALSE;
      *n += n_half;
      *fresh += n_fresh;
      at += size;
      /* The end, or all that this server gives at once: what follows is read as the next page. */
      if (n_half < size)
        break;
    }
  return TRUE;
}

/* From the beginning, and nothing that was read before counts: on one of the pages that shifted there may be what wasn't
 * on any of these. */
static void
begin_reading (Reading *self)
{
  g_hash_table_remove_all (self->seen);
  _sl_tracker_scan_clear (self->scan);
  g_ptr_array_set_size (self->page, 0);
  self->scan->is_whole = TRUE;
  self->shifted = FALSE;
  self->spans = FALSE;
  self->is_loose = FALSE;
  self->n_unreadable = 0;
  self->n_doubles = 0;
  self->end = 0;
  self->first = 0;
  self->most = 0;
  self->overlap = 0;
}

static gboolean
read_pages (Reading *self,
            GError **error)
{
  guint skip = 0;

  begin_reading (self);
  for (;;)
    {
      g_autoptr (GPtrArray) last = g_steal_pointer (&self->page);
      guint n = 0, fresh = 0;

      self->page = g_ptr_array_new ();
      if (g_cancellable_set_error_if_cancelled (self->sync->cancellable, error) || !read_span (self, skip, PAGE, &n, &fresh, error))
        return FALSE;
      self->shifted |= !fits (self, last);
      self->first = skip == 0 ? n : self->first;
      self->spans |= skip + n > self->first;
      self->n_doubles += self->shifted ? 0 : n - fresh - MIN (self->overlap, n);
      if (n == 0 || fresh == 0 || (self->shifted && !self->is_last) || !self->is_paged)
        return TRUE;
      self->end = skip + n;
      self->overlap = get_overlap (self);
      self->is_loose |= !self->is_ordered || self->overlap == 0;
      skip = self->end - self->overlap;
    }
}

static GHashTable *
dup_ids (GHashTable *seen)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, seen);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_hash_table_add (ids, g_strdup (id));
  return ids;
}

static gboolean
has_same_ids (GHashTable *one,
              GHashTable *other)
{
  GHashTableIter iter;
  gpointer id;

  if (g_hash_table_size (one) != g_hash_table_size (other))
    return FALSE;
  g_hash_table_iter_init (&iter, one);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_hash_table_contains (other, id))
      return FALSE;
  return TRUE;
}

/* Until the list stood still while it was read: one with an order shows that at each page that has something in common with the
 * next, another only by being the same twice, without any row coming twice. */
static gboolean
read_in_peace (Reading *self,
               GError **error)
{
  g_autoptr (GHashTable) before = NULL;

  for (guint i = 0; i < MAX_READINGS; i++)
    {
      self->is_last = i + 1 == MAX_READINGS;
      if (!read_pages (self, error))
        return FALSE;
      if (self->is_loose && self->spans)
        {
          self->shifted |= (!self->is_ordered && self->n_doubles > 0) || before == NULL || !has_same_ids (before, self->seen);
          g_clear_pointer (&before, g_hash_table_unref);
          before = dup_ids (self->seen);
        }
      if (!self->shifted)
        return TRUE;
    }
  self->scan->is_whole = FALSE;
  return TRUE;
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

  if (id == NULL || g_hash_table_contains (self->seen, id))
    return TRUE;
  path = sl_tracker_build_path (sl_tracker_get_place (SL_KIND_APPLICATION)->item, id, NULL);
  answer = _sl_tracker_ask (self->sync, "GET", path, NULL, &state);
  if (state != SL_REPLY_CAME)
    return _sl_tracker_fail (self->sync, answer, state, error);
  if (answer->verdict != SL_TRACKER_DONE || !JSON_NODE_HOLDS_OBJECT (answer->body) ||
      sl_json_get_string (json_node_get_object (answer->body), "id", NULL) == NULL)
    return TRUE;
  g_hash_table_add (self->seen, _sl_tracker_scan_add_object (self->scan, json_node_get_object (answer->body))->id);
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

/* What the server's own diary names, as far back as it goes. */
static gboolean
read_from_diary (Reading *self,
                 GError **error)
{
  for (guint skip = 0; self->n_unreadable > 0;)
    {
      g_autofree char *path = g_strdup_printf ("/api/v1/analytics/activity?skip=%u&limit=%u", skip, PAGE);
      SlReplyState state;
      g_autoptr (SlTrackerAnswer) diary = _sl_tracker_ask (self->sync, "GET", path, NULL, &state);
      JsonArray *list = diary->verdict == SL_TRACKER_DONE && JSON_NODE_HOLDS_ARRAY (diary->body) ? json_node_get_array (diary->body) : NULL;
      guint n = list != NULL ? json_array_get_length (list) : 0;

      if (g_cancellable_set_error_if_cancelled (self->sync->cancellable, error))
        return FALSE;
      for (guint i = 0; i < n; i++)
        {
          JsonNode *node = json_array_get_element (list, i);

          if (JSON_NODE_HOLDS_OBJECT (node) &&
              !read_single (self, sl_json_get_string (json_node_get_object (node), "application_id", NULL), error))
            return FALSE;
        }
      if (n == 0)
        return TRUE;
      skip += n;
    }
  return TRUE;
}

static gboolean
read_singles (Reading *self,
              GError **error)
{
  g_autoptr (GPtrArray) known = self->sync->port->read (self->sync->port, read_known, NULL, error);

  for (guint i = 0; known != NULL && i < known->len; i++)
    if (!read_single (self, g_ptr_array_index (known, i), error))
      return FALSE;
  return known != NULL && read_from_diary (self, error);
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
  g_autoptr (SlTrackerScan) scan = _sl_tracker_scan_new (kind, parent);
  Reading reading = { .sync = self, .scan = scan, .path = path, .is_ordered = place->is_ordered, .is_paged = place->is_paged, .seen = seen };
  gboolean done;

  reading.page = g_ptr_array_new ();
  done = read_in_peace (&reading, error) && (reading.n_unreadable == 0 || read_singles (&reading, error));
  g_ptr_array_unref (reading.page);
  if (!done)
    return NULL;
  if (reading.n_unreadable > 0)
    scan->is_whole = FALSE;
  return g_steal_pointer (&scan);
}
