/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-query-cache.h. An order of 100,000 rows takes 0.8 MB, a set 13 kB; few of either are kept. All is thrown away
 * when any connection, our own writer's too, has changed the file (PRAGMA data_version). */

#define G_LOG_DOMAIN "sl-query-cache"

#include "config.h"

#include "sl-connection-private.h"
#include "sl-query-cache.h"

#define MAX_ORDERS 3
#define MAX_SETS 16

typedef struct {
  char *key;
  GArray *order;
  SlPkSet *set;
} Entry;

typedef struct {
  gint64 version;
  GPtrArray *orders; /* of Entry, least recently used first */
  GPtrArray *sets;
} Cache;

static void
entry_free (Entry *entry)
{
  g_free (entry->key);
  g_clear_pointer (&entry->order, g_array_unref);
  g_clear_pointer (&entry->set, sl_pk_set_free);
  g_free (entry);
}

static void
cache_free (gpointer data)
{
  Cache *self = data;

  g_ptr_array_unref (self->orders);
  g_ptr_array_unref (self->sets);
  g_free (self);
}

/* The connection's cache, emptied if it is of another state of the file. */
static Cache *
get_cache (SlConnection *connection)
{
  Cache *self = _sl_connection_get_cache_data (connection);
  gint64 version = sl_connection_get_integer (connection, "PRAGMA data_version", -1);

  if (self == NULL)
    {
      self = g_new0 (Cache, 1);
      self->orders = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
      self->sets = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
      _sl_connection_set_cache_data (connection, self, cache_free);
    }
  if (self->version != version)
    {
      g_ptr_array_set_size (self->orders, 0);
      g_ptr_array_set_size (self->sets, 0);
      self->version = version;
    }
  return self;
}

static Entry *
find (GPtrArray  *entries,
      const char *key)
{
  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (entries, i);
      if (!g_str_equal (entry->key, key))
        continue;

      g_ptr_array_steal_index (entries, i);
      g_ptr_array_add (entries, entry);
      return entry;
    }
  return NULL;
}

static Entry *
keep (GPtrArray  *entries,
      const char *key,
      guint       max)
{
  Entry *entry = g_new0 (Entry, 1);

  if (entries->len >= max)
    g_ptr_array_remove_index (entries, 0);
  entry->key = g_strdup (key);
  g_ptr_array_add (entries, entry);
  return entry;
}

/** sl_query_cache_find_order: (transfer none) (nullable): an order that is kept under @key and still right */
GArray *
sl_query_cache_find_order (SlConnection *connection,
                           const char   *key)
{
  Entry *entry = find (get_cache (connection)->orders, key);
  return entry != NULL ? entry->order : NULL;
}

/** sl_query_cache_keep_order: takes @order and returns it, borrowed */
GArray *
sl_query_cache_keep_order (SlConnection *connection,
                           const char   *key,
                           GArray       *order)
{
  Entry *entry = keep (get_cache (connection)->orders, key, MAX_ORDERS);
  entry->order = order;
  return order;
}

/** sl_query_cache_find_set: (transfer none) (nullable): a set that is kept under @key and still right */
const SlPkSet *
sl_query_cache_find_set (SlConnection *connection,
                         const char   *key)
{
  Entry *entry = find (get_cache (connection)->sets, key);
  return entry != NULL ? entry->set : NULL;
}

/** sl_query_cache_keep_set: takes @set and returns it, borrowed */
const SlPkSet *
sl_query_cache_keep_set (SlConnection *connection,
                         const char   *key,
                         SlPkSet      *set)
{
  Entry *entry = keep (get_cache (connection)->sets, key, MAX_SETS);
  entry->set = set;
  return set;
}
