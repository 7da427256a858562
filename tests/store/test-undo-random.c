/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A random search, undone to its beginning and redone to its end. */

#define G_LOG_DOMAIN "test-undo-random"

#include "config.h"

#include "store-fixture.h"

typedef struct {
  StoreFixture *f;
  GRand *rand;
  GPtrArray *applications;
  GPtrArray *tags;
} Play;

static SlRecord *
pick (Play      *play,
      GPtrArray *records)
{
  return records->len > 0 ? g_ptr_array_index (records, g_rand_int_range (play->rand, 0, (int) records->len)) : NULL;
}

static void
add_something (Play        *play,
               SlChangeset *changeset)
{
  static const char *const companies[] = { "Acme", "Birch & Sons", "Çelik", "東京", "O'Hara" };
  SlRecord *application = pick (play, play->applications);
  SlRecord *tag = pick (play, play->tags);
  int what = g_rand_int_range (play->rand, 0, 6);

  if (what < 2 || application == NULL)
    {
      SlRecord *record = store_new_application (companies[g_rand_int_range (play->rand, 0, 5)], "Baker",
                                                g_rand_boolean (play->rand) ? SL_STATUS_SAVED : SL_STATUS_APPLIED);
      sl_changeset_insert (changeset, record);
      g_ptr_array_add (play->applications, record);
    }
  else if (what == 2 || tag == NULL)
    {
      g_autofree char *name = g_strdup_printf ("Tag %u", g_rand_int (play->rand));
      SlRecord *record = store_new_tag (name);
      sl_changeset_insert (changeset, record);
      g_ptr_array_add (play->tags, record);
    }
  else if (what == 3)
    {
      g_autoptr (SlRecord) record = store_new_assignment (application, tag);
      sl_changeset_insert (changeset, record);
    }
  else if (what == 4)
    {
      g_autoptr (SlRecord) record = sl_record_new (SL_KIND_STAGE);
      sl_record_set_text (record, SL_STAGE_APPLICATION_ID, sl_record_get_id (application));
      sl_record_set_text (record, SL_STAGE_NAME, "Call");
      sl_changeset_insert (changeset, record);
    }
  else
    {
      g_autoptr (SlRecord) record = store_new_event (application, NULL, SL_LANE_ASSESSMENT,
                                                     sl_clock_get_now (play->f->clock) - g_rand_int_range (play->rand, 0, 1000));
      sl_changeset_insert (changeset, record);
    }
}

static void
change_something (Play        *play,
                  SlChangeset *changeset)
{
  static const char *const statuses[] = { SL_STATUS_SAVED, SL_STATUS_APPLIED, SL_STATUS_INTERVIEWING, SL_STATUS_OFFER,
                                          SL_STATUS_REJECTED, SL_STATUS_WITHDRAWN, SL_STATUS_ACCEPTED };
  SlRecord *application = pick (play, play->applications);
  int what = g_rand_int_range (play->rand, 0, 5);

  if (application == NULL)
    return;

  const char *id = sl_record_get_id (application);
  g_autofree char *text = g_strdup_printf ("Text %u", g_rand_int (play->rand));
  if (what == 0)
    sl_changeset_update_text (changeset, SL_KIND_APPLICATION, id, SL_APPLICATION_NOTES, text);
  else if (what == 1)
    sl_changeset_update_text (changeset, SL_KIND_APPLICATION, id, SL_APPLICATION_COMPANY_NAME, text);
  else if (what == 2)
    sl_changeset_update_text (changeset, SL_KIND_APPLICATION, id, SL_APPLICATION_STATUS, statuses[g_rand_int_range (play->rand, 0, 7)]);
  else if (what == 3)
    sl_changeset_trash (changeset, SL_KIND_APPLICATION, id, sl_clock_get_now (play->f->clock));
  else
    sl_changeset_restore (changeset, SL_KIND_APPLICATION, id);
}

static void
remove_something (Play        *play,
                  SlChangeset *changeset)
{
  GPtrArray *list = g_rand_boolean (play->rand) ? play->applications : play->tags;
  SlRecord *record = pick (play, list);

  if (record == NULL)
    return;
  sl_changeset_delete (changeset, sl_record_get_kind (record), sl_record_get_id (record));
  g_ptr_array_remove_fast (list, record);
}

static gboolean
play_step (Play *play)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (g_rand_int_range (play->rand, 0, 8) == 0 ? SL_ACTOR_IMPORT : SL_ACTOR_PERSON, "Play");
  int what = g_rand_int_range (play->rand, 0, 10);

  sl_clock_advance (play->f->clock, 1000 + g_rand_int_range (play->rand, 0, 1000));
  if (what < 5)
    for (int i = g_rand_int_range (play->rand, 1, 4); i > 0; i--)
      add_something (play, changeset);
  else if (what < 9)
    change_something (play, changeset);
  else
    remove_something (play, changeset);

  return sl_changeset_get_n_changes (changeset) > 0 && store_apply (play->f->store, changeset) > 0;
}

static void
test_random (StoreFixture *f,
             gconstpointer data)
{
  for (guint32 seed = 1; seed <= 5; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (GPtrArray) applications = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr (GPtrArray) tags = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr (GPtrArray) dumps = g_ptr_array_new_with_free_func (g_free);
      Play play = { f, rand, applications, tags };

      g_ptr_array_add (dumps, store_dump (f->store));
      for (int i = 0; i < 40; i++)
        if (play_step (&play))
          g_ptr_array_add (dumps, store_dump (f->store));
      guint n = dumps->len - 1;
      store_assert_sound (f->store);

      /* All the way back, with every station compared; a second time over redone steps. */
      for (int round = 0; round < 2; round++)
        {
          for (guint i = n; i > 0; i--)
            {
              sl_clock_advance (f->clock, 1000);
              store_undo (f->store);
              g_autofree char *now = store_dump (f->store);
              g_assert_cmpstr (now, ==, g_ptr_array_index (dumps, i - 1));
            }
          store_assert_sound (f->store);
          for (guint i = 1; i <= n; i++)
            {
              sl_clock_advance (f->clock, 1000);
              store_redo (f->store);
              g_autofree char *now = store_dump (f->store);
              g_assert_cmpstr (now, ==, g_ptr_array_index (dumps, i));
            }
          store_assert_sound (f->store);
          store_fixture_reopen (f);
        }
    }
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
  STORE_TEST ("/store/undo/random", test_random);
  return g_test_run ();
}
