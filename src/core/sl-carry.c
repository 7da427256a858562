/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-carry.h. What was added is what the journal says a person or an import inserted, and still lives. The order of
 * things is that of an attachment: first the files are kept, then the records are written, then the claims are freed. */

#define G_LOG_DOMAIN "sl-carry"

#include "config.h"

#include "sl-attachments.h"
#include "sl-carry.h"
#include "sl-deeds-private.h"
#include "sl-error.h"
#include "sl-kinds.h"
#include "sl-store-query.h"

/* Finding */

/* What can stand alone. A tag comes with what it is put on; a saved filter goes with what it was made for. */
static const SlKind roots[] = { SL_KIND_RESUME_VERSION, SL_KIND_APPLICATION, SL_KIND_CONTACT, SL_KIND_SAVED_JOB, SL_KIND_REMINDER, SL_KIND_ANSWER };

typedef struct {
  SlConnection *connection;
  GPtrArray *added;
  GHashTable *ids; /* of those, borrowed */
} Search;

static void
take (Search   *self,
      SlRecord *record)
{
  if (g_hash_table_add (self->ids, (gpointer) sl_record_get_id (record)))
    g_ptr_array_add (self->added, record);
  else
    g_object_unref (record);
}

/* Those that go with it, and the people met there. */
static gboolean
read_children (Search    *self,
               SlRecord  *application,
               GError   **error)
{
  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    {
      g_autoptr (GPtrArray) children = NULL;

      if (sl_kind_find_field (kind, "application-id") == SL_FIELD_NONE)
        continue;
      children = sl_store_read_children (self->connection, kind, sl_record_get_id (application), error);
      if (children == NULL)
        return FALSE;
      for (guint i = 0; i < children->len; i++)
        take (self, g_object_ref (g_ptr_array_index (children, i)));
    }
  return TRUE;
}

/* The tags that its assignments need, each once. */
static gboolean
read_tags (Search  *self,
           GError **error)
{
  guint n = self->added->len;

  for (guint i = 0; i < n; i++)
    {
      SlRecord *record = g_ptr_array_index (self->added, i);
      const char *id = sl_record_get_kind (record) == SL_KIND_TAG_ASSIGNMENT ? sl_record_get_text (record, SL_TAG_ASSIGNMENT_TAG_ID) : NULL;
      SlRecord *tag;

      if (id == NULL || g_hash_table_contains (self->ids, id))
        continue;
      tag = sl_store_read_record (self->connection, SL_KIND_TAG, id, error);
      if (tag == NULL)
        return FALSE;
      take (self, tag);
    }
  return TRUE;
}

/* (element-type gint64) (nullable): those that were inserted and live. */
static GArray *
find_pks (SlConnection  *connection,
          SlKind         kind,
          GError       **error)
{
  g_autoptr (GArray) pks = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *sql = g_strdup_printf ("SELECT DISTINCT r.pk FROM txn AS t"
                                          " JOIN journal AS j ON j.txn_id = t.id AND j.kind = %d AND j.op = %d"
                                          " JOIN %s AS r ON r.pk = j.pk"
                                          " WHERE t.actor IN (%d, %d) AND r.deleted_at IS NULL ORDER BY r.pk",
                                          kind, SL_OP_INSERT, sl_kind_get_info (kind)->table, SL_ACTOR_PERSON, SL_ACTOR_IMPORT);
  SlStatement *statement = sl_connection_prepare (connection, sql, error);

  if (statement == NULL || !sl_statement_append_integers (statement, pks, error))
    return NULL;
  return g_steal_pointer (&pks);
}

static gboolean
read_roots (Search  *self,
            SlKind   kind,
            GError **error)
{
  g_autoptr (GArray) pks = find_pks (self->connection, kind, error);

  for (guint i = 0; pks != NULL && i < pks->len; i++)
    {
      SlRecord *record = sl_store_read_record_by_pk (self->connection, kind, g_array_index (pks, gint64, i), error);

      if (record == NULL)
        return FALSE;
      take (self, record);
      if (kind == SL_KIND_APPLICATION && !read_children (self, record, error))
        return FALSE;
    }
  return pks != NULL;
}

/* Whether @record belongs to one that stays behind: to an application, or as an automatic reminder to what it comes from. */
static gboolean
stays_behind (Search   *self,
              SlRecord *record)
{
  guint owner = sl_kind_get_owner_field (sl_record_get_kind (record));
  const char *owner_id = owner != SL_FIELD_NONE ? sl_record_get_text (record, owner) : NULL;

  if (owner_id != NULL)
    return !g_hash_table_contains (self->ids, owner_id);

  return sl_record_get_kind (record) == SL_KIND_REMINDER && !sl_record_is_null (record, SL_REMINDER_RULE) &&
         (sl_record_is_null (record, SL_REMINDER_ORIGIN_ID) ||
          !g_hash_table_contains (self->ids, sl_record_get_text (record, SL_REMINDER_ORIGIN_ID)));
}

/* What is left of the sample in them: a person met at one of its applications was added all the same. */
static void
forget_sample (Search   *self,
               SlRecord *record)
{
  const SlKindInfo *info = sl_kind_get_info (sl_record_get_kind (record));

  for (guint i = 0; i < info->n_fields; i++)
    if (info->fields[i].target != SL_KIND_NONE && !sl_record_is_null (record, i) &&
        !g_hash_table_contains (self->ids, sl_record_get_text (record, i)))
      sl_record_set_null (record, i);
}

static gpointer
find_func (SlConnection *connection,
           gpointer      data,
           GCancellable *cancellable,
           GError      **error)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  Search search = { connection, added, ids };

  for (guint i = 0; i < G_N_ELEMENTS (roots); i++)
    if (!read_roots (&search, roots[i], error))
      return NULL;
  for (guint i = added->len; i-- > 0;)
    if (stays_behind (&search, g_ptr_array_index (added, i)))
      {
        g_hash_table_remove (ids, sl_record_get_id (g_ptr_array_index (added, i)));
        g_ptr_array_remove_index (added, i);
      }
  if (!read_tags (&search, error))
    return NULL;
  for (guint i = 0; i < added->len; i++)
    forget_sample (&search, g_ptr_array_index (added, i));

  return g_steal_pointer (&added);
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

/**
 * sl_carry_is_applications:
 *
 * Returns: whether @added are applications and what belongs to them, and nothing besides
 */
gboolean
sl_carry_is_applications (GPtrArray *added)
{
  for (guint i = 0; i < added->len; i++)
    {
      SlRecord *record = g_ptr_array_index (added, i);
      SlKind kind = sl_record_get_kind (record);
      guint field = sl_kind_find_field (kind, "application-id");

      if (kind != SL_KIND_APPLICATION && kind != SL_KIND_TAG && (field == SL_FIELD_NONE || sl_record_is_null (record, field)))
        return FALSE;
    }
  return TRUE;
}

/* Carrying */

typedef struct {
  char *from_dir;
  char *to_dir;
  GPtrArray *added;
  GPtrArray *attachments; /* claimed until the records are durable */
} Carry;

static void
carry_free (gpointer data)
{
  Carry *self = data;

  g_free (self->from_dir);
  g_free (self->to_dir);
  g_ptr_array_unref (self->added);
  g_ptr_array_unref (self->attachments);
  g_free (self);
}

/* A file that the sample has lost is no reason to lose the rest. */
static gboolean
keep_file (Carry         *self,
           const char    *hash,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autofree char *path = sl_attachments_has (self->from_dir, hash) ? sl_attachments_build_path (self->from_dir, hash) : NULL;
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;
  SlAttachment *attachment;

  if (file == NULL)
    return TRUE;
  attachment = sl_attachment_keep (self->to_dir, file, cancellable, error);
  if (attachment == NULL)
    return FALSE;
  g_ptr_array_add (self->attachments, attachment);
  return TRUE;
}

/* On a thread of its own. */
static void
keep_files (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  Carry *self = data;
  g_autoptr (GHashTable) kept = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->added->len; i++)
    {
      SlRecord *record = g_ptr_array_index (self->added, i);
      guint field = sl_kind_find_field (sl_record_get_kind (record), "file-hash");
      const char *hash = field != SL_FIELD_NONE ? sl_record_get_text (record, field) : NULL;
      GError *error = NULL;

      if (hash != NULL && g_hash_table_add (kept, (gpointer) hash) && !keep_file (self, hash, cancellable, &error))
        {
          g_task_return_error (task, error);
          return;
        }
    }
  g_task_return_boolean (task, TRUE);
}

/* The tags of @added that are there by another id: theirs → own. */
static GHashTable *
match_tags (SlConnection  *connection,
            GPtrArray     *added,
            GError       **error)
{
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
      if (kind == SL_KIND_TAG_ASSIGNMENT)
        {
          tag_id = g_hash_table_lookup (own_tags, sl_record_get_text (record, SL_TAG_ASSIGNMENT_TAG_ID));
          if (tag_id != NULL)
            sl_record_set_text (record, SL_TAG_ASSIGNMENT_TAG_ID, tag_id);
        }
      sl_changeset_insert (changeset, record);
    }
}

/* On the writer thread. */
static gpointer
build_carrying (SlConnection *connection,
                gpointer      data,
                GCancellable *cancellable,
                GError      **error)
{
  GPtrArray *added = data;
  g_autoptr (GHashTable) own_tags = match_tags (connection, added, error);
  SlChangeset *changeset;

  if (own_tags == NULL)
    return NULL;

  changeset = sl_changeset_new (SL_ACTOR_IMPORT, SL_DEED_IMPORT);
  /* Their history comes along: the rules have no say. */
  sl_changeset_set_follow_rules (changeset, FALSE);
  /* What is referred to first; events last, as the store derives columns from them. */
  insert_kind (changeset, added, SL_KIND_TAG, own_tags);
  insert_kind (changeset, added, SL_KIND_RESUME_VERSION, own_tags);
  insert_kind (changeset, added, SL_KIND_APPLICATION, own_tags);
  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    if (kind != SL_KIND_TAG && kind != SL_KIND_RESUME_VERSION && kind != SL_KIND_APPLICATION && kind != SL_KIND_EVENT)
      insert_kind (changeset, added, kind, own_tags);
  insert_kind (changeset, added, SL_KIND_EVENT, own_tags);

  return changeset;
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Carry *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  sl_deed_build_async (SL_CONTEXT (source), build_carrying, g_ptr_array_ref (self->added), (GDestroyNotify) g_ptr_array_unref,
                       g_task_get_cancellable (task), sl_deed_forward_cb, g_object_ref (task));
}

/**
 * sl_carry_over_async:
 * @to: the person's own search, open
 * @from_dir: the sample's data folder, which has the attached files
 * @added: (element-type SlRecord): what sl_carry_find_finish() found
 */
void
sl_carry_over_async (SlContext           *to,
                     const char          *from_dir,
                     GPtrArray           *added,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  GTask *task = g_task_new (to, cancellable, callback, user_data);
  g_autoptr (GTask) keeping = g_task_new (to, cancellable, kept_cb, task);
  Carry *self = g_new0 (Carry, 1);

  *self = (Carry) { .from_dir = g_strdup (from_dir), .to_dir = g_strdup (sl_context_get_data_dir (to)), .added = g_ptr_array_ref (added),
                    .attachments = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_attachment_free) };
  g_task_set_source_tag (task, sl_carry_over_async);
  /* What was done was done: a late cancel must not hide it. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, self, carry_free);
  /* The outer task lives until the inner one has returned. */
  g_task_set_task_data (keeping, self, NULL);
  g_task_run_in_thread (keeping, keep_files);
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
