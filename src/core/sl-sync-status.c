/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sl-sync-status"

#include "config.h"

#include <string.h>

#include "sl-record-name.h"
#include "sl-sync-conflict.h"
#include "sl-sync-outbox.h"
#include "sl-sync-state.h"
#include "sl-sync-status.h"
#include "sl-table.h"
#include "sl-tracker-sync.h"

/* More would push the answers, which stand below them in a small popover, out of sight. The others are only counted. */
#define MAX_ASKED 4

void
sl_sync_status_free (SlSyncStatus *self)
{
  if (self == NULL)
    return;
  sl_sync_account_free (self->account);
  g_clear_pointer (&self->asked, g_ptr_array_unref);
  g_free (self);
}

static gboolean
count (SlSyncStatus *self,
       SlConnection *connection,
       GError      **error)
{
  int n_waiting = sl_sync_outbox_count (connection, &self->n_refused, error);
  int n_conflicts = n_waiting >= 0 ? sl_sync_conflicts_count (connection, error) : -1;

  if (n_conflicts < 0)
    return FALSE;
  self->n_waiting = (guint) n_waiting;
  self->n_conflicts = (guint) n_conflicts;
  self->has_begun = sl_connection_get_integer (connection, "SELECT EXISTS (SELECT 1 FROM sync_shadow)", 0) != 0;
  self->has_news = sl_sync_outbox_has_news (connection);
  return TRUE;
}

static gboolean
is_here (SlConnection *connection,
         SlShadow     *shadow)
{
  g_autoptr (SlRecord) record = sl_table_read (connection, shadow->kind, shadow->id, NULL);

  return record != NULL && sl_record_is_null (record, SL_FIELD_DELETED_AT);
}

/* They are an extra, as the names of those that are asked about: how syncing stands is told without them, too. */
static void
count_missing (SlSyncStatus *self,
               SlConnection *connection)
{
  g_autoptr (GError) error = NULL;

  if (!sl_shadow_count_missing (connection, &self->n_missing, &error))
    g_message ("What the server may have lost couldn’t be counted: %s", error->message);
  self->n_missing -= MIN (self->n_missing, self->account->n_asked);
}

/* (transfer full) (element-type SlShadow): of the @n_asked those that are still here, @max at most. */
static GPtrArray *
read_asked (SlConnection *connection,
            guint         n_asked,
            guint         max,
            GError      **error)
{
  g_autoptr (GPtrArray) asked = n_asked > 0 ? sl_tracker_read_asked (connection, n_asked, error) : g_ptr_array_new ();
  guint n = 0;

  for (guint i = 0; asked != NULL && i < asked->len && n < max; i++)
    if (is_here (connection, g_ptr_array_index (asked, i)))
      {
        gpointer one = asked->pdata[i];

        asked->pdata[i] = asked->pdata[n];
        asked->pdata[n++] = one;
      }
  if (asked != NULL)
    g_ptr_array_set_size (asked, (int) n);
  return g_steal_pointer (&asked);
}

static GPtrArray *
read_names (SlConnection *connection,
            guint         n_asked,
            GError      **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_record_name_free);
  g_autoptr (GPtrArray) asked = read_asked (connection, n_asked, MAX_ASKED, error);

  for (guint i = 0; asked != NULL && i < asked->len; i++)
    {
      const SlShadow *shadow = g_ptr_array_index (asked, i);
      SlRecordName *name = sl_record_name_read (connection, shadow->kind, shadow->id, error);

      if (name == NULL)
        return NULL;
      g_ptr_array_add (names, name);
    }
  return asked != NULL ? g_steal_pointer (&names) : NULL;
}

static void
name_asked (SlSyncStatus *self,
            SlConnection *connection)
{
  g_autoptr (GError) error = NULL;

  self->asked = read_names (connection, self->account->n_asked, &error);
  if (self->asked == NULL)
    g_message ("Which records are asked about couldn’t be read: %s", error->message);
}

gpointer
sl_sync_status_read (SlConnection *connection,
                     gpointer      data,
                     GCancellable *cancellable,
                     GError      **error)
{
  g_autoptr (SlSyncStatus) self = g_new0 (SlSyncStatus, 1);
  g_autoptr (GError) local = NULL;

  self->account = sl_sync_account_read (connection, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (self->account == NULL || !self->account->signed_in)
    return g_steal_pointer (&self);
  if (!count (self, connection, error))
    return NULL;
  count_missing (self, connection);
  name_asked (self, connection);
  return g_steal_pointer (&self);
}

typedef struct {
  SlShadow *shadow;
  char *key; /* of the name */
} Named;

static void
named_clear (gpointer data)
{
  g_free (((Named *) data)->key);
}

static int
compare_named (gconstpointer first,
               gconstpointer second)
{
  const Named *a = first, *b = second;

  return a->shadow->kind != b->shadow->kind ? (int) a->shadow->kind - (int) b->shadow->kind : strcmp (a->key, b->key);
}

/* As a person looks for one of many: by its kind, then by its name. */
static gboolean
sort_by_name (SlConnection *connection,
              GPtrArray    *shadows,
              GError      **error)
{
  g_autoptr (GArray) named = g_array_sized_new (FALSE, FALSE, sizeof (Named), shadows->len);

  g_array_set_clear_func (named, named_clear);
  for (guint i = 0; i < shadows->len; i++)
    {
      SlShadow *shadow = g_ptr_array_index (shadows, i);
      g_autoptr (SlRecordName) name = sl_record_name_read (connection, shadow->kind, shadow->id, error);
      g_autofree char *words = name != NULL ? sl_record_name_describe (name) : NULL;
      Named one = { shadow, words != NULL ? g_utf8_collate_key (words, -1) : NULL };

      if (words == NULL)
        return FALSE;
      g_array_append_val (named, one);
    }
  g_array_sort (named, compare_named);
  for (guint i = 0; i < named->len; i++)
    shadows->pdata[i] = g_array_index (named, Named, i).shadow;
  return TRUE;
}

gpointer
sl_sync_status_read_asked (SlConnection *connection,
                           gpointer      data,
                           GCancellable *cancellable,
                           GError      **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (SlSyncAccount) account = sl_sync_account_read (connection, &local);
  g_autoptr (GPtrArray) asked = NULL;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  asked = read_asked (connection, account != NULL && account->signed_in ? account->n_asked : 0, G_MAXUINT, error);
  return asked != NULL && sort_by_name (connection, asked, error) ? g_steal_pointer (&asked) : NULL;
}

gpointer
sl_sync_status_read_log (SlConnection *connection,
                         gpointer      data,
                         GCancellable *cancellable,
                         GError      **error)
{
  return sl_sync_log_read (connection, error);
}
