/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sample search: fills an empty store in batches. All chance comes from one seed, ids too, so that the same seed,
 * count and day give the same search. */
#define G_LOG_DOMAIN "sl-demo"

#include "config.h"

#include "sl-deeds-private.h"
#include "sl-attachment.h"
#include "sl-demo-private.h"

/* Applications per changeset. */
#define BATCH_SIZE 5000
/* Half a year for a search that a person could have; three years for one that tests the program. */
#define BELIEVABLE_COUNT 2000
#define BELIEVABLE_DAYS 182
#define BIG_DAYS 1095

guint
sl_demo_roll (SlDemo *demo,
              guint   n)
{
  return n > 1 ? (guint) g_rand_int_range (demo->rand, 0, (gint32) n) : 0;
}

const char *
sl_demo_pick (SlDemo            *demo,
              const char *const *words)
{
  return words[sl_demo_roll (demo, g_strv_length ((char **) words))];
}

/* A point in time at that hour of that day, at some minute. */
gint64
sl_demo_time (SlDemo *demo,
              SlDay   day,
              guint   hour)
{
  return sl_day_to_time (day, demo->zone) + (gint64) (hour * 60 + sl_demo_roll (demo, 60)) * SL_DEMO_MINUTE +
         g_rand_int_range (demo->rand, 0, (gint32) SL_DEMO_MINUTE);
}

static char *
make_id (SlDemo *demo)
{
  guint32 a = g_rand_int (demo->rand);
  guint32 b = g_rand_int (demo->rand);
  guint32 c = g_rand_int (demo->rand);
  guint32 d = g_rand_int (demo->rand);

  return g_strdup_printf ("%08x-%04x-4%03x-%04x-%04x%08x", a, b >> 16, b & 0xfff, (c >> 16 & 0x3fff) | 0x8000, c & 0xffff, d);
}

SlRecord *
sl_demo_add (SlDemo *demo,
             SlKind  kind,
             gint64  time)
{
  SlRecord *record = sl_record_new (kind);
  g_autofree char *id = make_id (demo);

  sl_record_set_text (record, SL_FIELD_ID, id);
  sl_record_set_integer (record, SL_FIELD_CREATED_AT, time);
  sl_record_set_integer (record, SL_FIELD_UPDATED_AT, time);
  g_ptr_array_add (kind == SL_KIND_APPLICATION ? demo->applications : demo->records, record);

  return record;
}

static void
insert_all (SlChangeset *changeset,
            GPtrArray   *records,
            gboolean     events)
{
  for (guint i = 0; i < records->len; i++)
    if ((sl_record_get_kind (g_ptr_array_index (records, i)) == SL_KIND_EVENT) == events)
      sl_changeset_insert (changeset, g_ptr_array_index (records, i));
}

/* Not a person's deed: nothing that Undo would take away. The history is told already, so the rules have no say. */
static gboolean
write_batch (SlDemo  *demo,
             GError **error)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_HOUSEKEEPING, SL_DEED_DEMO);
  g_autoptr (SlTransaction) transaction = NULL;

  sl_changeset_set_follow_rules (changeset, FALSE);
  /* What is referred to first; events last, as the store derives columns from them. */
  insert_all (changeset, demo->applications, FALSE);
  insert_all (changeset, demo->records, FALSE);
  insert_all (changeset, demo->records, TRUE);
  transaction = sl_store_apply (demo->store, changeset, error);
  g_ptr_array_set_size (demo->applications, 0);
  g_ptr_array_set_size (demo->records, 0);

  return transaction != NULL;
}

static gboolean
run (SlDemo  *demo,
     GError **error)
{
  sl_demo_add_basics (demo);
  if (!write_batch (demo, error))
    return FALSE;

  for (guint i = 0; i < demo->count; i++)
    {
      /* Its own dice: what is added to one application, or beside them, leaves the others as they are. */
      g_rand_set_seed (demo->rand, demo->seed ^ (i + 1) * 2654435761u);
      sl_demo_add_application (demo, i);
      if ((i + 1) % BATCH_SIZE == 0 && !write_batch (demo, error))
        return FALSE;
    }

  g_rand_set_seed (demo->rand, ~demo->seed);
  sl_demo_add_today (demo);
  return write_batch (demo, error);
}

/**
 * sl_demo_fill:
 * @store: an empty, open store
 * @seed: of all chance
 * @count: how many applications
 *
 * Fills @store with a believable search; blocks.
 */
gboolean
sl_demo_fill (SlStore  *store,
              guint32   seed,
              guint     count,
              GError  **error)
{
  SlClock *clock = sl_store_get_clock (store);
  gboolean big = count > BELIEVABLE_COUNT;
  SlDemo demo = { .store = store, .clock = clock, .count = count };
  gboolean done;

  demo.zone = sl_clock_get_time_zone (clock);
  demo.now = sl_clock_get_now (clock);
  demo.today = sl_clock_get_today (clock);
  demo.first_day = demo.today - (big ? BIG_DAYS : BELIEVABLE_DAYS);
  demo.sparse = big ? MAX (count / BELIEVABLE_COUNT, 4) : 1;
  demo.seed = seed;
  demo.rand = g_rand_new_with_seed (seed);
  demo.resumes = g_ptr_array_new_with_free_func (g_free);
  demo.tags = g_ptr_array_new_with_free_func (g_free);
  demo.records = g_ptr_array_new_with_free_func (g_object_unref);
  demo.applications = g_ptr_array_new_with_free_func (g_object_unref);

  demo.files = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_attachment_free);

  done = sl_demo_keep_files (&demo, error) && run (&demo, error);

  g_ptr_array_unref (demo.applications);
  g_ptr_array_unref (demo.records);
  g_ptr_array_unref (demo.files);
  g_ptr_array_unref (demo.tags);
  g_ptr_array_unref (demo.resumes);
  g_rand_free (demo.rand);

  return done;
}
