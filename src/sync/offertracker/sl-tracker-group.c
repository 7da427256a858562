/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of rows of a list, and records here, that are known by the same: which is which. */

#define G_LOG_DOMAIN "sl-tracker-group"

#include "config.h"

#include "sl-field-merge.h"
#include "sl-kinds.h"
#include "sl-tracker-sync-private.h"

/** _sl_tracker_build_key: (transfer full): what stands in @fields of @record, as one text */
char *
_sl_tracker_build_key (SlRecord *record,
                       guint64   fields)
{
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < sl_record_get_info (record)->n_fields; i++)
    {
      const SlValue *value = sl_record_get_value (record, i);

      if (!(fields & BIT (i)))
        continue;
      if (value->type == SL_VALUE_INTEGER)
        g_string_append_printf (key, "%" G_GINT64_FORMAT, value->integer);
      else if (value->type == SL_VALUE_TEXT)
        g_string_append (key, value->text);
      g_string_append_c (key, '\x1f');
    }
  return g_string_free (key, FALSE);
}

/** _sl_tracker_group_new: (transfer full): to be freed with _sl_tracker_group_free() */
SlTrackerGroup *
_sl_tracker_group_new (void)
{
  SlTrackerGroup *self = g_new0 (SlTrackerGroup, 1);

  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->records = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

void
_sl_tracker_group_free (SlTrackerGroup *self)
{
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->records);
  g_free (self);
}

static gboolean
is_compared (const SlKindInfo *info,
             guint             i,
             guint64           fields)
{
  return fields & BIT (i) && !(info->fields[i].flags & SL_FIELD_HIDDEN);
}

/** _sl_tracker_get_day: the field of a day that a server fills in by itself where there is none, so that two that lack it on one side
 * may be the same; who has two days has two. 0: there is none */
guint
_sl_tracker_get_day (SlKind kind)
{
  if (kind == SL_KIND_APPLICATION)
    return SL_APPLICATION_APPLIED_DATE;
  return kind == SL_KIND_STAGE ? SL_STAGE_DATE : 0;
}

/** _sl_tracker_is_other_day: whether both have a day, and another */
gboolean
_sl_tracker_is_other_day (SlRecord *row,
                          SlRecord *record)
{
  SlKind kind = sl_record_get_kind (row);
  guint day = _sl_tracker_get_day (kind);

  return day != 0 && !sl_record_is_null (row, day) && !sl_record_is_null (record, day) &&
         !sl_field_agrees (sl_kind_get_field (kind, day), sl_record_get_value (row, day), sl_record_get_value (record, day));
}

/* How much two say the same; all of it, and nothing else: G_MAXINT. What can't be the same: G_MININT. */
static int
weigh (SlRecord *row,
       SlRecord *record)
{
  SlKind kind = sl_record_get_kind (row);
  const SlKindInfo *info = sl_kind_get_info (kind);
  guint64 fields = sl_tracker_get_fields (kind);
  gboolean same = TRUE;
  int weight = 0;

  if (_sl_tracker_is_other_day (row, record))
    return G_MININT;
  for (guint i = 0; i < info->n_fields; i++)
    {
      const SlValue *there = sl_record_get_value (row, i), *here = sl_record_get_value (record, i);

      if (!is_compared (info, i, fields) || (sl_value_is_null (there) && sl_value_is_null (here)))
        continue;
      if (sl_field_agrees (&info->fields[i], there, here))
        {
          weight += 2;
          continue;
        }
      same = FALSE;
      weight -= sl_value_is_null (there) || sl_value_is_null (here) ? 1 : 2;
    }
  return same ? G_MAXINT : weight;
}

static void
pair (SlTrackerGroup *self,
      GHashTable     *pairs,
      guint           row,
      guint           record)
{
  g_hash_table_insert (pairs, g_strdup (g_ptr_array_index (self->names, row)), g_strdup (sl_record_get_id (g_ptr_array_index (self->records, record))));
}

/* Leaves those of which @is_paired says that they have no other. */
static void
keep_single (GPtrArray      *all,
             const gboolean *is_paired)
{
  for (guint i = all->len; i-- > 0;)
    if (is_paired[i])
      g_ptr_array_remove_index (all, i);
}

/* What two say that say all the same. A list may be written differently: it isn't in it. */
static char *
build_whole_key (SlRecord *record)
{
  const SlKindInfo *info = sl_record_get_info (record);
  guint64 fields = sl_tracker_get_fields (sl_record_get_kind (record));
  guint64 told = 0;

  for (guint i = 0; i < info->n_fields; i++)
    if (is_compared (info, i, fields) && info->fields[i].type != SL_TYPE_JSON)
      told |= BIT (i);
  return _sl_tracker_build_key (record, told);
}

/* (transfer full): key → GArray of the places of records, the oldest first. */
static GHashTable *
index_records (SlTrackerGroup *self)
{
  GHashTable *places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);

  for (guint c = 0; c < self->records->len; c++)
    {
      g_autofree char *key = build_whole_key (g_ptr_array_index (self->records, c));
      GArray *same = g_hash_table_lookup (places, key);

      if (same == NULL)
        {
          same = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (places, g_steal_pointer (&key), same);
        }
      g_array_append_val (same, c);
    }
  return places;
}

/* Lists that differ in all that is the same otherwise: so many are compared for one row. */
#define MAX_SAME 100

/* Of @same, the first that says the same as the row; it is taken out. */
static gboolean
take_same (SlTrackerGroup *self,
           guint           row,
           GArray         *same,
           guint          *record)
{
  for (guint i = 0; same != NULL && i < same->len && i < MAX_SAME; i++)
    {
      *record = g_array_index (same, guint, i);
      if (weigh (g_ptr_array_index (self->rows, row), g_ptr_array_index (self->records, *record)) != G_MAXINT)
        continue;
      g_array_remove_index (same, i);
      return TRUE;
    }
  return FALSE;
}

/* What says all the same comes first, whatever is beside it. */
static void
pair_same (SlTrackerGroup *self,
           GHashTable     *pairs)
{
  g_autoptr (GHashTable) places = index_records (self);
  g_autofree gboolean *rows_paired = g_new0 (gboolean, self->rows->len);
  g_autofree gboolean *records_paired = g_new0 (gboolean, self->records->len);

  for (guint r = 0; r < self->rows->len; r++)
    {
      g_autofree char *key = build_whole_key (g_ptr_array_index (self->rows, r));
      guint c;

      if (!take_same (self, r, g_hash_table_lookup (places, key), &c))
        continue;
      pair (self, pairs, r, c);
      rows_paired[r] = records_paired[c] = TRUE;
    }
  keep_single (self->rows, rows_paired);
  keep_single (self->names, rows_paired);
  keep_single (self->records, records_paired);
}

/* (transfer full): of each row, one after the other, how much each record says the same. */
static int *
weigh_all (SlTrackerGroup *self)
{
  int *weights = g_new (int, self->rows->len * self->records->len);

  for (guint r = 0; r < self->rows->len; r++)
    for (guint c = 0; c < self->records->len; c++)
      weights[r * self->records->len + c] = weigh (g_ptr_array_index (self->rows, r), g_ptr_array_index (self->records, c));
  return weights;
}

/* Neither is another's any more. */
static void
strike (SlTrackerGroup *self,
        int            *weights,
        guint           row,
        guint           record)
{
  for (guint c = 0; c < self->records->len; c++)
    weights[row * self->records->len + c] = G_MININT;
  for (guint r = 0; r < self->rows->len; r++)
    weights[r * self->records->len + record] = G_MININT;
}

/* Then those that say most the same. */
static void
pair_alike (SlTrackerGroup *self,
            GHashTable     *pairs)
{
  guint n = self->rows->len * self->records->len;
  g_autofree int *weights = weigh_all (self);

  for (guint left = MIN (self->rows->len, self->records->len); left > 0; left--)
    {
      guint best = 0;

      for (guint i = 1; i < n; i++)
        if (weights[i] > weights[best])
          best = i;
      if (weights[best] == G_MININT)
        return;
      pair (self, pairs, best / self->records->len, best % self->records->len);
      strike (self, weights, best / self->records->len, best % self->records->len);
    }
}

/* Of very many of one name it would take too long to find out which is which: those that aren't the same stay apart. */
#define MANY 10000

/** _sl_tracker_group_pair: @pairs: gets which row is which record: the server's id → the id here */
void
_sl_tracker_group_pair (SlTrackerGroup *self,
                        GHashTable     *pairs)
{
  pair_same (self, pairs);
  if (self->rows->len * (guint64) self->records->len <= MANY)
    pair_alike (self, pairs);
}
