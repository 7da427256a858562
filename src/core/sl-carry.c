/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-carry.h. What was added is what the journal says a person or an import inserted, and still lives. */

#define G_LOG_DOMAIN "sl-carry"

#include "config.h"

#include "sl-carry.h"
#include "sl-deeds-private.h"
#include "sl-error.h"
#include "sl-kinds.h"
#include "sl-store-query.h"

/* Finding */

static gboolean
read_children (SlConnection *connection,
               SlRecord     *application,
               GPtrArray    *added,
               GError      **error)
{
  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    {
      g_autoptr (GPtrArray) children = NULL;

      if (sl_kind_get_owner_field (kind) == SL_FIELD_NONE || sl_kind_find_field (kind, "application-id") == SL_FIELD_NONE)
        continue;
      children = sl_store_read_children (connection, kind, sl_record_get_id (application), error);
      if (children == NULL)
        return FALSE;
      g_ptr_array_extend_and_steal (added, g_steal_pointer (&children));
    }
  return TRUE;
}

/* The tags that its assignments need, each once. */
static gboolean
read_tags (SlConnection *connection,
           GPtrArray    *added,
           GError      **error)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = added->len;

  for (guint i = 0; i < n; i++)
    {
      SlRecord *record = g_ptr_array_index (added, i);
      const char *id = sl_record_get_kind (record) == SL_KIND_TAG_ASSIGNMENT ? sl_record_get_text (record, SL_TAG_ASSIGNMENT_TAG_ID) : NULL;
      SlRecord *tag;

      if (id == NULL || !g_hash_table_add (known, g_strdup (id)))
        continue;
      tag = sl_store_read_record (connection, SL_KIND_TAG, id, error);
      if (tag == NULL)
        return FALSE;
      g_ptr_array_add (added, tag);
    }
  return TRUE;
}

static gpointer
find_func (SlConnection *connection,
           gpointer      data,
           GCancellable *cancellable,
           GError      **error)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GArray) pks = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *sql = g_strdup_printf ("SELECT DISTINCT a.pk FROM applications AS a"
                                          " JOIN journal AS j ON j.application_pk = a.pk AND j.kind = %d AND j.op = %d AND j.pk = a.pk"
                                          " JOIN txn AS t ON t.id = j.txn_id AND t.actor IN (%d, %d)"
                                          " WHERE a.deleted_at IS NULL ORDER BY a.pk",
                                          SL_KIND_APPLICATION, SL_OP_INSERT, SL_ACTOR_PERSON, SL_ACTOR_IMPORT);
  SlStatement *statement = sl_connection_prepare (connection, sql, error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return NULL;
  while (sl_statement_step (statement, &local))
    {
      gint64 pk = sl_statement_get_integer (statement, 0);
      g_array_append_val (pks, pk);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  for (guint i = 0; i < pks->len; i++)
    {
      SlRecord *application = sl_store_read_record_by_pk (connection, SL_KIND_APPLICATION, g_array_index (pks, gint64, i), error);

      if (application == NULL)
        return NULL;
      g_ptr_array_add (added, application);
      if (!read_children (connection, application, added, error))
        return NULL;
    }
  return read_tags (connection, added, error) ? g_steal_pointer (&added) : NULL;
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *added = sl_store_read_finish (SL_STORE (source), result, &error);

  if (added != NULL)
    g_task_return_pointer (task, added, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * sl_carry_find_async:
 * @from: an open sample
 */
void
sl_carry_find_async (SlContext           *from,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  GTask *task = g_task_new (from, cancellable, callback, user_data);

  g_task_set_source_tag (task, sl_carry_find_async);
  sl_store_read_async (sl_context_get_store (from), SL_READ_INTERACTIVE, find_func, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                       cancellable, found_cb, task);
}

/** sl_carry_find_finish: Returns: (transfer full) (element-type SlRecord): what was added; %NULL with @error set */
GPtrArray *
sl_carry_find_finish (SlContext     *from,
                      GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, from), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/** sl_carry_count_applications: Returns: how many of @added are applications */
guint
sl_carry_count_applications (GPtrArray *added)
{
  guint n = 0;

  for (guint i = 0; i < added->len; i++)
    n += sl_record_get_kind (g_ptr_array_index (added, i)) == SL_KIND_APPLICATION;
  return n;
}

/* Carrying */

/* The tags of @added that @to has by another id: theirs → own. */
static gpointer
match_tags_func (SlConnection *connection,
                 gpointer      data,
                 GCancellable *cancellable,
                 GError      **error)
{
  GPtrArray *added = data;
  g_autoptr (GHashTable) own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < added->len; i++)
    {
      SlRecord *record = g_ptr_array_index (added, i);
      g_autoptr (GError) local = NULL;
      g_autoptr (SlRecord) tag = NULL;

      if (sl_record_get_kind (record) != SL_KIND_TAG)
        continue;
      tag = sl_store_find_by_text (connection, SL_KIND_TAG, SL_TAG_NAME, sl_record_get_text (record, SL_TAG_NAME), &local);
      if (tag != NULL)
        g_hash_table_insert (own, g_strdup (sl_record_get_id (record)), g_strdup (sl_record_get_id (tag)));
      else if (!g_error_matches (local, SL_ERROR, SL_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
    }
  return g_steal_pointer (&own);
}

static void
insert_kind (SlChangeset *changeset,
             GPtrArray   *added,
             SlKind       kind,
             GHashTable  *own_tags)
{
  for (guint i = 0; i < added->len; i++)
    {
      g_autoptr (SlRecord) record = sl_record_dup (g_ptr_array_index (added, i));
      const char *tag_id;

      if (sl_record_get_kind (record) != kind || (kind == SL_KIND_TAG && g_hash_table_contains (own_tags, sl_record_get_id (record))))
        continue;
      /* The résumés are the sample's. */
      if (kind == SL_KIND_APPLICATION)
        sl_record_set_null (record, SL_APPLICATION_RESUME_VERSION_ID);
      if (kind == SL_KIND_TAG_ASSIGNMENT)
        {
          tag_id = g_hash_table_lookup (own_tags, sl_record_get_text (record, SL_TAG_ASSIGNMENT_TAG_ID));
          if (tag_id != NULL)
            sl_record_set_text (record, SL_TAG_ASSIGNMENT_TAG_ID, tag_id);
        }
      sl_changeset_insert (changeset, record);
    }
}

static void
matched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GPtrArray *added = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GHashTable) own_tags = sl_store_read_finish (SL_STORE (source), result, &error);
  g_autoptr (SlChangeset) changeset = NULL;

  if (own_tags == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  changeset = sl_changeset_new (SL_ACTOR_IMPORT, "import");
  /* Their history comes along: the rules have no say. */
  sl_changeset_set_follow_rules (changeset, FALSE);
  /* What is referred to first; events last, as the store derives columns from them. */
  insert_kind (changeset, added, SL_KIND_TAG, own_tags);
  insert_kind (changeset, added, SL_KIND_APPLICATION, own_tags);
  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    if (kind != SL_KIND_TAG && kind != SL_KIND_APPLICATION && kind != SL_KIND_EVENT)
      insert_kind (changeset, added, kind, own_tags);
  insert_kind (changeset, added, SL_KIND_EVENT, own_tags);
  sl_store_apply_async (SL_STORE (source), changeset, g_task_get_cancellable (task), sl_deed_forward_cb, g_object_ref (task));
}

/**
 * sl_carry_over_async:
 * @to: the person's own search, open
 * @added: (element-type SlRecord): what sl_carry_find_finish() found
 */
void
sl_carry_over_async (SlContext           *to,
                     GPtrArray           *added,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  GTask *task = g_task_new (to, cancellable, callback, user_data);

  g_task_set_source_tag (task, sl_carry_over_async);
  g_task_set_task_data (task, g_ptr_array_ref (added), (GDestroyNotify) g_ptr_array_unref);
  sl_store_read_async (sl_context_get_store (to), SL_READ_INTERACTIVE, match_tags_func, g_ptr_array_ref (added),
                       (GDestroyNotify) g_ptr_array_unref, (GDestroyNotify) g_hash_table_unref, cancellable, matched_cb, task);
}

/** sl_carry_over_finish: Returns: (transfer full): the durable transaction, or %NULL with @error set */
SlTransaction *
sl_carry_over_finish (SlContext     *to,
                      GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, to), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
