/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-trash.h. */
#define G_LOG_DOMAIN "sl-trash"

#include "config.h"

#include "sl-deeds-private.h"
#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-private-record.h"
#include "sl-purge.h"
#include "sl-record-name.h"
#include "sl-store-query.h"
#include "sl-trash.h"

struct _SlTrashItem {
  GObject parent_instance;

  char *id;
  SlRecordName *name;
  gint64 deleted_at;
};

G_DEFINE_FINAL_TYPE (SlTrashItem, sl_trash_item, G_TYPE_OBJECT)

static void
sl_trash_item_finalize (GObject *object)
{
  SlTrashItem *self = SL_TRASH_ITEM (object);

  g_free (self->id);
  sl_record_name_free (self->name);

  G_OBJECT_CLASS (sl_trash_item_parent_class)->finalize (object);
}

static void
sl_trash_item_class_init (SlTrashItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_trash_item_finalize;
}

static void
sl_trash_item_init (SlTrashItem *self)
{
}

/** sl_trash_item_get_kind: what it is */
SlKind
sl_trash_item_get_kind (SlTrashItem *self)
{
  g_return_val_if_fail (SL_IS_TRASH_ITEM (self), SL_KIND_NONE);
  return self->name->kind;
}

/** sl_trash_item_get_id: (transfer none) */
const char *
sl_trash_item_get_id (SlTrashItem *self)
{
  g_return_val_if_fail (SL_IS_TRASH_ITEM (self), NULL);
  return self->id;
}

/** sl_trash_item_get_name: (transfer none) (nullable): its own name; an application, an offer… has none */
const char *
sl_trash_item_get_name (SlTrashItem *self)
{
  g_return_val_if_fail (SL_IS_TRASH_ITEM (self), NULL);
  return self->name->name;
}

/** sl_trash_item_get_company: (transfer none) (nullable): its company, or that of the application it belongs to */
const char *
sl_trash_item_get_company (SlTrashItem *self)
{
  g_return_val_if_fail (SL_IS_TRASH_ITEM (self), NULL);
  return self->name->company;
}

/** sl_trash_item_get_role: (transfer none) (nullable): as the company */
const char *
sl_trash_item_get_role (SlTrashItem *self)
{
  g_return_val_if_fail (SL_IS_TRASH_ITEM (self), NULL);
  return self->name->role;
}

/** sl_trash_item_describe: Returns: (transfer full): what people call it; see sl_private_record_describe() */
char *
sl_trash_item_describe (SlTrashItem *self)
{
  g_return_val_if_fail (SL_IS_TRASH_ITEM (self), NULL);

  return sl_private_record_describe (self->name);
}

/** sl_trash_item_get_deleted_at: microseconds since 1970 UTC */
gint64
sl_trash_item_get_deleted_at (SlTrashItem *self)
{
  g_return_val_if_fail (SL_IS_TRASH_ITEM (self), 0);
  return self->deleted_at;
}

/** sl_trash_item_get_last_day: the day on which it is deleted for good */
SlDay
sl_trash_item_get_last_day (SlTrashItem *self,
                            GTimeZone   *zone)
{
  g_return_val_if_fail (SL_IS_TRASH_ITEM (self), SL_DAY_NONE);
  return sl_day_from_time (self->deleted_at, zone) + SL_PURGE_DAYS;
}

/* A tag comes off and on again by itself. */
static gboolean
is_listed (SlKind kind)
{
  return kind != SL_KIND_TAG_ASSIGNMENT;
}

/* What lies there on its own: what belongs to an application in the Trash doesn't. */
static void
append_from_trash (GString *sql,
                   SlKind   kind)
{
  const SlKindInfo *info = sl_kind_get_info (kind);

  g_string_append_printf (sql, " FROM %s AS r", info->table);
  sl_record_name_append_joins (sql, kind);
  g_string_append (sql, " WHERE r.deleted_at IS NOT NULL");
  if (sl_kind_get_owner_field (kind) != SL_FIELD_NONE)
    g_string_append (sql, " AND o.deleted_at IS NULL");
}

/* Columns: id, deleted_at, name, company, role. */
static char *
build_sql (SlKind kind)
{
  GString *sql = g_string_new ("SELECT r.id, r.deleted_at, ");

  sl_record_name_append_columns (sql, kind);
  append_from_trash (sql, kind);
  return g_string_free_and_steal (sql);
}

static gboolean
read_kind (SlConnection *connection,
           SlKind        kind,
           GPtrArray    *items,
           GError      **error)
{
  g_autofree char *sql = build_sql (kind);
  SlStatement *statement = sl_connection_prepare (connection, sql, error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  while (sl_statement_step (statement, &local))
    {
      SlTrashItem *item = g_object_new (SL_TYPE_TRASH_ITEM, NULL);

      item->id = g_strdup (sl_statement_get_text (statement, 0));
      item->deleted_at = sl_statement_get_integer (statement, 1);
      item->name = sl_record_name_take (statement, 2, kind);
      g_ptr_array_add (items, item);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  const SlTrashItem *one = *(SlTrashItem *const *) a;
  const SlTrashItem *other = *(SlTrashItem *const *) b;

  if (one->deleted_at != other->deleted_at)
    return one->deleted_at > other->deleted_at ? -1 : 1;
  return one->name->kind != other->name->kind ? (int) one->name->kind - (int) other->name->kind : g_strcmp0 (one->id, other->id);
}

/** sl_trash_read: (transfer full) (element-type SlTrashItem): what lies in the Trash on its own, newest first */
gpointer
sl_trash_read (SlConnection *connection,
               gpointer      data,
               GCancellable *cancellable,
               GError      **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    if (is_listed (kind) && !read_kind (connection, kind, items, error))
      return NULL;
  g_ptr_array_sort (items, compare_newest_first);
  return g_steal_pointer (&items);
}

static gint64
count_kind (SlConnection *connection,
            SlKind        kind,
            GError      **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT count (*)");
  SlStatement *statement;
  gint64 n = -1;

  append_from_trash (sql, kind);
  statement = sl_connection_prepare (connection, sql->str, error);
  if (statement == NULL)
    return -1;
  if (sl_statement_step (statement, error))
    n = sl_statement_get_integer (statement, 0);
  sl_statement_reset (statement);
  return n;
}

/** sl_trash_count: how many items sl_trash_read() would list; -1 with @error set */
gint64
sl_trash_count (SlConnection *connection,
                GError      **error)
{
  gint64 sum = 0;

  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    {
      gint64 n = is_listed (kind) ? count_kind (connection, kind, error) : 0;

      if (n < 0)
        return -1;
      sum += n;
    }
  return sum;
}

/** sl_deed_restore_many: (transfer full): takes records of several kinds out of the Trash in one step */
SlChangeset *
sl_deed_restore_many (GPtrArray *items)
{
  SlTrashItem *first = items->len == 1 ? g_ptr_array_index (items, 0) : NULL;
  SlChangeset *changeset;

  if (first != NULL)
    {
      const char *ids[] = { first->id, NULL };

      changeset = sl_deed_restore (first->name->kind, ids);
      if (first->name->kind == SL_KIND_APPLICATION)
        sl_deed_set_subject (changeset, SL_SUBJECT_COMPANY, first->name->company);
      return changeset;
    }

  changeset = sl_deed_new (SL_DEED_RESTORE_MANY, SL_KIND_APPLICATION);
  sl_deed_set_count (changeset, items->len);
  for (guint i = 0; i < items->len; i++)
    {
      SlTrashItem *item = g_ptr_array_index (items, i);

      sl_changeset_restore (changeset, item->name->kind, item->id);
    }
  return changeset;
}

/** sl_deed_purge: (transfer full): what is to be deleted for good, for sl_store_purge() */
SlChangeset *
sl_deed_purge (GPtrArray *items)
{
  SlChangeset *changeset = sl_changeset_new (SL_ACTOR_HOUSEKEEPING, SL_DEED_PURGE);

  sl_deed_set_subject (changeset, SL_SUBJECT_BY, "person");
  sl_deed_set_count (changeset, items->len);
  for (guint i = 0; i < items->len; i++)
    {
      SlTrashItem *item = g_ptr_array_index (items, i);

      sl_changeset_delete (changeset, item->name->kind, item->id);
    }
  return changeset;
}

/* Housekeeping may have been at work since. */
#define MAX_HOUSEKEEPING 20

static gboolean
is_persons (SlTransaction *transaction)
{
  g_autoptr (JsonNode) subject = NULL;
  const char *text = sl_transaction_get_subject (transaction);

  if (sl_transaction_get_actor (transaction) != SL_ACTOR_HOUSEKEEPING)
    return TRUE;
  subject = text != NULL ? json_from_string (text, NULL) : NULL;

  return subject != NULL && JSON_NODE_HOLDS_OBJECT (subject) && sl_json_get_string (json_node_get_object (subject), SL_SUBJECT_BY, NULL) != NULL;
}

gpointer
sl_trash_read_last_purge (SlConnection  *connection,
                          gpointer       data,
                          GCancellable  *cancellable,
                          GError       **error)
{
  g_autoptr (GPtrArray) newest = sl_store_read_transactions (connection, NULL, MAX_HOUSEKEEPING, error);

  for (guint i = 0; newest != NULL && i < newest->len; i++)
    if (is_persons (newest->pdata[i]))
      return g_strcmp0 (sl_transaction_get_deed (newest->pdata[i]), SL_DEED_PURGE) == 0 ? g_object_ref (newest->pdata[i]) : NULL;

  return NULL;
}
