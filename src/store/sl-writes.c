/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-writes.h. */

#define G_LOG_DOMAIN "sl-writes"

#include "config.h"

#include "sl-table.h"
#include "sl-writes.h"

static guint
write_hash (gconstpointer key)
{
  const SlWrite *self = key;
  return g_str_hash (self->id) * 31 + self->kind;
}

static gboolean
write_equal (gconstpointer a,
             gconstpointer b)
{
  const SlWrite *one = a;
  const SlWrite *other = b;
  return one->kind == other->kind && g_str_equal (one->id, other->id);
}

static void
write_free (SlWrite *self)
{
  g_clear_object (&self->record);
  g_free (self);
}

/* A record deleted and inserted anew in one go keeps its row: all its values are set. */
static void
replace_values (SlWrite  *self,
                SlRecord *record)
{
  const SlKindInfo *info = sl_kind_get_info (self->kind);

  self->op = SL_OP_UPDATE;
  g_set_object (&self->record, record);
  for (guint i = SL_FIELD_CREATED_AT; i < info->n_fields; i++)
    if (!(info->fields[i].flags & SL_FIELD_DERIVED) && !(i == SL_FIELD_CREATED_AT && sl_record_is_null (record, i)))
      self->fields |= SL_TABLE_BIT (i);
}

static void
add_insert (SlWrite        *self,
            const SlChange *change,
            gboolean        is_new)
{
  if (is_new || self->dropped)
    {
      self->op = SL_OP_INSERT;
      self->dropped = FALSE;
      g_set_object (&self->record, change->record);
    }
  else
    replace_values (self, change->record);
}

static void
add_update (SlWrite        *self,
            const SlChange *change,
            gboolean        is_new)
{
  if (is_new)
    {
      self->op = SL_OP_UPDATE;
      self->record = sl_record_new_blank (change->kind);
    }
  else if (self->op == SL_OP_DELETE || self->dropped)
    return;

  sl_record_set_value (self->record, change->field, &change->value);
  self->fields |= SL_TABLE_BIT (change->field);
}

static void
add_delete (SlWrite *self,
            gboolean is_new)
{
  if (!is_new && self->op == SL_OP_INSERT)
    self->dropped = TRUE;
  self->op = SL_OP_DELETE;
  g_clear_object (&self->record);
  self->fields = 0;
}

/**
 * sl_writes_gather:
 * @n_own: how many of the changes, from the first on, are the changeset's own and not its rules'
 *
 * Returns: (transfer full) (element-type SlWrite): the writes; @changeset must outlive them
 */
GPtrArray *
sl_writes_gather (SlChangeset *changeset,
                  guint        n_own)
{
  g_autoptr (GHashTable) by_record = g_hash_table_new (write_hash, write_equal);
  GPtrArray *writes = g_ptr_array_new_with_free_func ((GDestroyNotify) write_free);
  guint n_changes = sl_changeset_get_n_changes (changeset);

  for (guint i = 0; i < n_changes; i++)
    {
      const SlChange *change = sl_changeset_get_change (changeset, i);
      SlWrite key = { .kind = change->kind, .id = change->id };
      SlWrite *self = g_hash_table_lookup (by_record, &key);
      gboolean is_new = self == NULL;

      if (is_new)
        {
          self = g_new0 (SlWrite, 1);
          self->kind = change->kind;
          self->id = change->id;
          g_hash_table_add (by_record, self);
          g_ptr_array_add (writes, self);
        }
      self->own = self->own || i < n_own;

      if (change->op == SL_OP_INSERT)
        add_insert (self, change, is_new);
      else if (change->op == SL_OP_UPDATE)
        add_update (self, change, is_new);
      else
        add_delete (self, is_new);
    }
  return writes;
}
