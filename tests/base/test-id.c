/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ids: form, difference, threads. */
#include "config.h"

#include <string.h>

#include "sl-id.h"
#include "sl-test.h"

#define N_IDS 100000

static void
test_form (void)
{
  for (int i = 0; i < 1000; i++)
    {
      g_autofree char *id = sl_id_new ();

      g_assert_cmpuint (strlen (id), ==, SL_ID_LENGTH);
      g_assert_true (sl_id_is_valid (id));
      g_assert_true (g_uuid_string_is_valid (id));
      g_assert_cmpint (id[14], ==, '4');
      g_assert_nonnull (strchr ("89ab", id[19]));
    }
}

static gpointer
make_ids_cb (gpointer user_data)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < N_IDS / 4; i++)
    g_ptr_array_add (ids, sl_id_new ());

  return ids;
}

static void
test_unique_over_threads (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GThread *threads[4];
  GPtrArray *made[4];

  for (int i = 0; i < 4; i++)
    threads[i] = g_thread_new ("ids", make_ids_cb, NULL);
  for (int i = 0; i < 4; i++)
    {
      made[i] = g_thread_join (threads[i]);
      for (guint j = 0; j < made[i]->len; j++)
        g_hash_table_add (seen, made[i]->pdata[j]);
    }

  g_assert_cmpuint (g_hash_table_size (seen), ==, N_IDS);
  for (int i = 0; i < 4; i++)
    g_ptr_array_unref (made[i]);
}

static void
test_valid (void)
{
  static const struct
  {
    const char *text;
    gboolean valid;
  } cases[] = {
    { NULL, FALSE },
    { "", FALSE },
    { "-", FALSE },
    { "123e4567-e89b-12d3-a456-426614174000", TRUE },
    { "123E4567-E89B-12D3-A456-426614174000", TRUE },
    { "123e4567-e89b-12d3-a456-42661417400", FALSE },
    { "123e4567-e89b-12d3-a456-4266141740000", FALSE },
    { "123e4567ee89b-12d3-a456-426614174000", FALSE },
    { "123e4567-e89b-12d3-a456-42661417400g", FALSE },
    { "123e4567-e89b-12d3-a456-42661417400\xc3", FALSE },
    { "{23e4567-e89b-12d3-a456-42661417400}", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (sl_id_is_valid (cases[i].text), ==, cases[i].valid);
    }
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/base/id/form", test_form);
  g_test_add_func ("/base/id/unique-over-threads", test_unique_over_threads);
  g_test_add_func ("/base/id/valid", test_valid);

  return g_test_run ();
}
