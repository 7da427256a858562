/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model server's database. Rows lie in an array for each value of an indexed column, in the order of the heap: an
 * updated row moves to the end, as PostgreSQL usually does it. */
#define G_LOG_DOMAIN "sl-model-server"

#include "config.h"

#include <string.h>

#include "sl-model-rows.h"
#include "sl-model-rows-private.h"

typedef struct {
  GPtrArray *heap;
  GPtrArray *ordered; /* nullable: by the collection's order, made when asked for */
} Bucket;

typedef struct {
  GHashTable *by_id;
  Bucket *all;
  GHashTable *index[SL_MODEL_MAX_FIELDS]; /* value → Bucket, of indexed columns */
} Table;

typedef struct {
  guint live, ever;
} Tally;

struct _SlModelRows {
  Table tables[SL_MODEL_N_STORED];
  GHashTable *tallies; /* "collection\nprovenance" → Tally */
  GPtrArray *none;     /* always empty */
  SlModelStamp stamp;
  SlModelNewId new_id;
  gpointer data;
};

static Bucket *
bucket_new (void)
{
  Bucket *bucket = g_new0 (Bucket, 1);

  bucket->heap = g_ptr_array_new ();

  return bucket;
}

static void
bucket_free (gpointer data)
{
  Bucket *bucket = data;

  g_ptr_array_unref (bucket->heap);
  g_clear_pointer (&bucket->ordered, g_ptr_array_unref);
  g_free (bucket);
}

static void
bucket_add (Bucket     *bucket,
            SlModelRow *row)
{
  g_ptr_array_add (bucket->heap, row);
  g_clear_pointer (&bucket->ordered, g_ptr_array_unref);
}

static void
bucket_remove (Bucket     *bucket,
               SlModelRow *row)
{
  /* What changes is most often new. */
  for (guint i = bucket->heap->len; i-- > 0;)
    if (bucket->heap->pdata[i] == row)
      {
        g_ptr_array_remove_index (bucket->heap, i);
        break;
      }
  g_clear_pointer (&bucket->ordered, g_ptr_array_unref);
}

static void
row_free (gpointer data)
{
  SlModelRow *row = data;
  guint n = sl_model_kind_info (row->kind)->n_fields;

  for (guint i = 0; i < n; i++)
    g_free (row->values[i].text);
  g_free (row->provenance);
  g_free (row->secret);
  g_free (row);
}

static gboolean
is_indexed (const SlModelField *field)
{
  return field->refers_set || (field->flags & SL_MODEL_INDEXED) != 0;
}

static void
index_row (SlModelRows *self,
           SlModelRow  *row,
           gboolean     add)
{
  Table *table = &self->tables[row->kind];
  guint n = sl_model_kind_info (row->kind)->n_fields;

  if (add)
    bucket_add (table->all, row);
  else
    bucket_remove (table->all, row);

  for (guint i = 0; i < n; i++)
    {
      Bucket *bucket;

      if (table->index[i] == NULL || row->values[i].text == NULL)
        continue;

      bucket = g_hash_table_lookup (table->index[i], row->values[i].text);
      if (add && bucket == NULL)
        {
          bucket = bucket_new ();
          g_hash_table_insert (table->index[i], g_strdup (row->values[i].text), bucket);
        }
      if (add)
        bucket_add (bucket, row);
      else
        bucket_remove (bucket, row);
    }
}

static Tally *
get_tally (SlModelRows *self,
           const char  *collection,
           const char  *provenance)
{
  g_autofree char *key = g_strconcat (collection, "\n", provenance, NULL);
  Tally *tally = g_hash_table_lookup (self->tallies, key);

  if (tally == NULL)
    {
      tally = g_new0 (Tally, 1);
      g_hash_table_insert (self->tallies, g_steal_pointer (&key), tally);
    }

  return tally;
}

/**
 * sl_model_rows_new:
 * @stamp: the database's clock
 * @new_id: makes ids
 * @data: for both
 *
 * Returns: (transfer full): an empty database
 */
SlModelRows *
sl_model_rows_new (SlModelStamp stamp,
                   SlModelNewId new_id,
                   gpointer     data)
{
  SlModelRows *self = g_new0 (SlModelRows, 1);

  self->stamp = stamp;
  self->new_id = new_id;
  self->data = data;
  self->none = g_ptr_array_new ();
  self->tallies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (SlModelKind kind = 0; kind < SL_MODEL_N_STORED; kind++)
    {
      const SlModelKindInfo *info = sl_model_kind_info (kind);
      Table *table = &self->tables[kind];

      table->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, row_free);
      table->all = bucket_new ();
      for (guint i = 0; i < info->n_fields; i++)
        if (is_indexed (&info->fields[i]))
          table->index[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, bucket_free);
    }

  return self;
}

/**
 * sl_model_rows_free:
 * @self: a database
 */
void
sl_model_rows_free (SlModelRows *self)
{
  for (SlModelKind kind = 0; kind < SL_MODEL_N_STORED; kind++)
    {
      Table *table = &self->tables[kind];

      bucket_free (table->all);
      for (guint i = 0; i < SL_MODEL_MAX_FIELDS; i++)
        g_clear_pointer (&table->index[i], g_hash_table_unref);
      g_hash_table_unref (table->by_id);
    }
  g_hash_table_unref (self->tallies);
  g_ptr_array_unref (self->none);
  g_free (self);
}

/**
 * sl_model_rows_find:
 * @self: the database
 * @kind: a collection
 * @id: (nullable): an id
 *
 * Returns: (transfer none) (nullable): the row
 */
SlModelRow *
sl_model_rows_find (SlModelRows *self,
                    SlModelKind  kind,
                    const char  *id)
{
  return id != NULL ? g_hash_table_lookup (self->tables[kind].by_id, id) : NULL;
}

static Bucket *
find_bucket (SlModelRows *self,
             SlModelKind  kind,
             const char  *column,
             const char  *value)
{
  int i;

  if (column == NULL)
    return self->tables[kind].all;

  i = sl_model_kind_field (kind, column);
  g_assert (i >= 0 && self->tables[kind].index[i] != NULL);

  return value != NULL ? g_hash_table_lookup (self->tables[kind].index[i], value) : NULL;
}

/**
 * sl_model_rows_of:
 * @self: the database
 * @kind: a collection
 * @column: an indexed column
 * @value: (nullable): its value
 *
 * Returns: (transfer none): the rows with it, in the order of the heap; good until the next change
 */
GPtrArray *
sl_model_rows_of (SlModelRows *self,
                  SlModelKind  kind,
                  const char  *column,
                  const char  *value)
{
  Bucket *bucket = find_bucket (self, kind, column, value);

  return bucket != NULL ? bucket->heap : self->none;
}

/**
 * sl_model_rows_all:
 * @self: the database
 * @kind: a collection
 *
 * Returns: (transfer none): all its rows in the order of the heap
 */
GPtrArray *
sl_model_rows_all (SlModelRows *self,
                   SlModelKind  kind)
{
  return self->tables[kind].all->heap;
}

static int
compare_rows (gconstpointer a,
              gconstpointer b,
              gpointer      data)
{
  SlModelRow *left = *(SlModelRow **) a, *right = *(SlModelRow **) b;
  const SlModelKindInfo *info = sl_model_kind_info (left->kind);
  int i = GPOINTER_TO_INT (data);
  gint64 x = left->values[i].number, y = right->values[i].number;
  int order;

  if (info->order == SL_MODEL_BY_NAME)
    return strcmp (left->values[i].text, right->values[i].text);

  order = x < y ? -1 : x > y;

  return info->order == SL_MODEL_NEWEST ? -order : order;
}

/**
 * sl_model_rows_ordered:
 * @self: the database
 * @kind: a collection
 * @column: (nullable): an indexed column; %NULL for all rows
 * @value: (nullable): its value
 *
 * Returns: (transfer none): the rows in the collection's order; rows that are equal in it as they lie in the heap
 */
GPtrArray *
sl_model_rows_ordered (SlModelRows *self,
                       SlModelKind  kind,
                       const char  *column,
                       const char  *value)
{
  const SlModelKindInfo *info = sl_model_kind_info (kind);
  Bucket *bucket = find_bucket (self, kind, column, value);

  if (bucket == NULL)
    return self->none;
  if (info->order == SL_MODEL_UNORDERED)
    return bucket->heap;

  if (bucket->ordered == NULL)
    {
      bucket->ordered = g_ptr_array_copy (bucket->heap, NULL, NULL);
      g_ptr_array_sort_with_data (bucket->ordered, compare_rows, GINT_TO_POINTER (sl_model_kind_field (kind, info->order_field)));
    }

  return bucket->ordered;
}

/**
 * sl_model_rows_find_by:
 * @self: the database
 * @kind: a collection
 * @column: an indexed column
 * @value: its value
 * @other_column: (nullable): another column
 * @other_value: (nullable): its value
 *
 * Returns: (transfer none) (nullable): the first row with both
 */
SlModelRow *
sl_model_rows_find_by (SlModelRows *self,
                       SlModelKind  kind,
                       const char  *column,
                       const char  *value,
                       const char  *other_column,
                       const char  *other_value)
{
  GPtrArray *rows = sl_model_rows_of (self, kind, column, value);

  for (guint i = 0; i < rows->len; i++)
    if (other_column == NULL || g_strcmp0 (sl_model_row_text (rows->pdata[i], other_column), other_value) == 0)
      return rows->pdata[i];

  return NULL;
}

static void
stamp_column (SlModelRow *row,
              const char *column,
              gint64      now)
{
  int i = sl_model_kind_field (row->kind, column);

  if (i >= 0)
    row->values[i] = (SlModelValue) { SL_MODEL_IS_TIME, now, NULL };
}

static void
take_values (SlModelRow   *row,
             SlModelDraft *draft)
{
  for (guint i = 0; i < SL_MODEL_MAX_FIELDS; i++)
    if (draft->set[i])
      {
        g_free (row->values[i].text);
        row->values[i] = draft->values[i];
        draft->set[i] = FALSE;
      }
}

/**
 * sl_model_rows_insert:
 * @self: the database
 * @draft: the row's columns; empty afterwards
 * @provenance: (nullable): who makes it
 *
 * Inserts a row with an id, created_at (or what the collection calls it) and updated_at.
 *
 * Returns: (transfer none) (nullable): the row; %NULL where a rule of the database is broken
 */
SlModelRow *
sl_model_rows_insert (SlModelRows  *self,
                      SlModelDraft *draft,
                      const char   *provenance)
{
  const SlModelKindInfo *info = sl_model_kind_info (draft->kind);
  SlModelRow *row;
  char id[37];
  gint64 now;

  if (!_sl_model_rows_allow (self, NULL, draft))
    return NULL;

  row = g_malloc0 (sizeof *row + info->n_fields * sizeof (SlModelValue));
  row->kind = draft->kind;
  row->provenance = g_strdup (provenance);
  take_values (row, draft);
  self->new_id (self->data, id);
  *sl_model_row_value (row, "id") = (SlModelValue) { SL_MODEL_IS_TEXT, 0, g_strdup (id) };
  now = self->stamp (self->data);
  stamp_column (row, "created_at", now);
  stamp_column (row, "updated_at", now);
  stamp_column (row, "reached_at", now);
  stamp_column (row, "joined_at", now);
  g_hash_table_insert (self->tables[row->kind].by_id, (gpointer) sl_model_row_id (row), row);
  index_row (self, row, TRUE);

  if (provenance != NULL)
    {
      Tally *tally = get_tally (self, info->name, provenance);

      tally->live++;
      tally->ever++;
    }

  return row;
}

/**
 * sl_model_rows_update:
 * @self: the database
 * @row: a row
 * @draft: the columns that change; empty afterwards
 *
 * Updates a row: it moves to the end of the heap and gets a new updated_at, whether a value differs or not.
 *
 * Returns: %FALSE where a rule of the database is broken
 */
gboolean
sl_model_rows_update (SlModelRows  *self,
                      SlModelRow   *row,
                      SlModelDraft *draft)
{
  if (!_sl_model_rows_allow (self, row, draft))
    return FALSE;

  index_row (self, row, FALSE);
  take_values (row, draft);
  stamp_column (row, "updated_at", self->stamp (self->data));
  index_row (self, row, TRUE);

  return TRUE;
}

static void
let_go (SlModelRows *self,
        SlModelKind  kind,
        guint        column,
        const char  *id)
{
  const SlModelField *field = &sl_model_kind_info (kind)->fields[column];
  Bucket *bucket;

  while ((bucket = g_hash_table_lookup (self->tables[kind].index[column], id)) != NULL && bucket->heap->len > 0)
    {
      SlModelRow *row = bucket->heap->pdata[bucket->heap->len - 1];
      g_auto (SlModelDraft) draft;

      sl_model_draft_init (&draft, kind);
      if (field->flags & SL_MODEL_CASCADE)
        {
          sl_model_rows_delete (self, row);
          continue;
        }
      sl_model_draft_text (&draft, field->name, NULL);
      if (!sl_model_rows_update (self, row, &draft))
        g_assert_not_reached ();
    }
  g_hash_table_remove (self->tables[kind].index[column], id);
}

/**
 * sl_model_rows_delete:
 * @self: the database
 * @row: a row; gone afterwards
 *
 * Deletes a row with those that go with it; other references to it become null.
 */
void
sl_model_rows_delete (SlModelRows *self,
                      SlModelRow  *row)
{
  g_autofree char *id = g_strdup (sl_model_row_id (row));

  for (SlModelKind kind = 0; kind < SL_MODEL_N_STORED; kind++)
    {
      const SlModelKindInfo *info = sl_model_kind_info (kind);

      for (guint i = 0; i < info->n_fields; i++)
        if (info->fields[i].refers_set && info->fields[i].refers == row->kind)
          let_go (self, kind, i, id);
    }

  if (row->provenance != NULL)
    get_tally (self, sl_model_kind_info (row->kind)->name, row->provenance)->live--;
  index_row (self, row, FALSE);
  g_hash_table_remove (self->tables[row->kind].by_id, id);
}

/**
 * sl_model_rows_count:
 * @self: the database
 * @collection: a collection's name
 * @provenance: who made rows
 * @out_ever: (out) (optional): how many were ever made
 *
 * Returns: how many of them are there
 */
guint
sl_model_rows_count (SlModelRows *self,
                     const char  *collection,
                     const char  *provenance,
                     guint       *out_ever)
{
  Tally *tally = get_tally (self, collection, provenance);

  if (out_ever != NULL)
    *out_ever = tally->ever;

  return tally->live;
}
