/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sl-core-test.h"
#include "sl-demo.h"
#include "sl-store-query.h"

static gpointer
read_all (SlConnection  *connection,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  return sl_store_read_all (connection, (SlKind) GPOINTER_TO_INT (data), TRUE, error);
}

static GPtrArray *
get_all (SlContext *context,
         SlKind     kind)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *records = sl_store_read (sl_context_get_store (context), read_all, GINT_TO_POINTER (kind), &error);

  g_assert_no_error (error);

  return records;
}

static SlContext *
open_filled (guint32 seed,
             guint   count)
{
  SlContext *context = sl_core_test_open ();
  g_autoptr (GError) error = NULL;

  sl_demo_fill (sl_context_get_store (context), seed, count, &error);
  g_assert_no_error (error);

  return context;
}

static SlContext *
open_filled_later (guint n_days)
{
  SlContext *context = sl_core_test_open ();
  g_autoptr (GError) error = NULL;

  sl_clock_advance (sl_context_get_clock (context), (gint64) n_days * 24 * 60 * 60 * G_USEC_PER_SEC);
  sl_demo_fill (sl_context_get_store (context), 1, 120, &error);
  g_assert_no_error (error);

  return context;
}

static void
describe (GString    *text,
          SlContext  *context,
          SlKind      kind,
          const guint fields[2])
{
  g_autoptr (GPtrArray) records = get_all (context, kind);

  for (guint i = 0; i < records->len; i++)
    for (guint j = 0; j < 2; j++)
      {
        const char *value = sl_record_get_text (g_ptr_array_index (records, i), fields[j]);

        g_string_append_printf (text, "%s%c", value != NULL ? value : "", j < 1 ? '|' : '\n');
      }
}

static gpointer
check_store (SlConnection  *connection,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  return sl_store_check (connection, cancellable, error);
}

static void
assert_clean (SlContext *context)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = sl_store_read (sl_context_get_store (context), check_store, NULL, &error);

  g_assert_no_error (error);
  if (problems->len > 0)
    g_error ("%s", (const char *) g_ptr_array_index (problems, 0));
}

static void
test_believable (void)
{
  SlContext *context = open_filled (1, 120);
  guint n_statuses[7] = { 0 };
  SlDay today = sl_context_get_today (context);
  gint64 now = sl_clock_get_now (sl_context_get_clock (context));
  gboolean can_undo;

  /* All kinds are there, and each record keeps its kind's rules. */
  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    {
      g_autoptr (GPtrArray) records = get_all (context, kind);

      g_assert_cmpuint (records->len, >, 0);
      for (guint i = 0; i < records->len; i++)
        {
          SlRecord *record = g_ptr_array_index (records, i);
          g_autoptr (GError) error = NULL;

          sl_record_check (record, &error);
          g_assert_no_error (error);
          g_assert_cmpint (sl_record_get_integer (record, SL_FIELD_CREATED_AT, G_MAXINT64), <=, now);
          g_assert_cmpint (sl_record_get_integer (record, SL_FIELD_UPDATED_AT, G_MAXINT64), <=, now);
        }
    }

  g_autoptr (GPtrArray) applications = get_all (context, SL_KIND_APPLICATION);
  g_assert_cmpuint (applications->len, ==, 120);
  for (guint i = 0; i < applications->len; i++)
    {
      SlRecord *application = g_ptr_array_index (applications, i);
      const char *status = sl_record_get_text (application, SL_APPLICATION_STATUS);
      SlDay applied;

      n_statuses[sl_enum_index (&sl_status_words, status)]++;
      if (g_strcmp0 (status, SL_STATUS_SAVED) == 0)
        {
          g_assert_true (sl_record_is_null (application, SL_APPLICATION_APPLIED_DATE));
          continue;
        }
      g_assert_true (sl_day_parse_iso (sl_record_get_text (application, SL_APPLICATION_APPLIED_DATE), &applied));
      g_assert_cmpint (applied, <=, today);
      g_assert_cmpint (applied, >=, today - 183);
    }

  g_assert_cmpuint (n_statuses[0], >, 0);   /* Saved */
  g_assert_cmpuint (n_statuses[1], >, 15);  /* Applied */
  g_assert_cmpuint (n_statuses[2], >, 3);   /* Interviewing */
  g_assert_cmpuint (n_statuses[3], >=, 2);  /* Offer */
  g_assert_cmpuint (n_statuses[3], <=, 3);
  g_assert_cmpuint (n_statuses[4], ==, 1);  /* Accepted */
  g_assert_cmpuint (n_statuses[5], >, 30);  /* Rejected */
  g_assert_cmpuint (n_statuses[6], >, 0);   /* Withdrawn */

  /* A person's Undo doesn't take the sample away. */
  g_object_get (sl_context_get_store (context), "can-undo", &can_undo, NULL);
  g_assert_false (can_undo);
  assert_clean (context);
  sl_core_test_close (context);
}

/* The history leads to where each application stands, in order. */
static void
test_history (void)
{
  SlContext *context = open_filled (2, 400);
  g_autoptr (GPtrArray) applications = get_all (context, SL_KIND_APPLICATION);
  g_autoptr (GPtrArray) events = get_all (context, SL_KIND_EVENT);
  g_autoptr (GHashTable) last = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < events->len; i++)
    {
      SlRecord *event = g_ptr_array_index (events, i);
      const char *id = sl_record_get_text (event, SL_EVENT_APPLICATION_ID);
      SlRecord *before = g_hash_table_lookup (last, id);

      if (sl_record_is_null (event, SL_EVENT_TO_STATUS))
        continue;
      if (before != NULL)
        {
          g_assert_cmpint (sl_record_get_integer (before, SL_EVENT_OCCURRED_AT, 0), <, sl_record_get_integer (event, SL_EVENT_OCCURRED_AT, 0));
          g_assert_cmpstr (sl_record_get_text (before, SL_EVENT_TO_STATUS), ==, sl_record_get_text (event, SL_EVENT_FROM_STATUS));
        }
      g_hash_table_insert (last, (gpointer) id, event);
    }

  for (guint i = 0; i < applications->len; i++)
    {
      SlRecord *application = g_ptr_array_index (applications, i);
      SlRecord *event = g_hash_table_lookup (last, sl_record_get_id (application));

      if (event != NULL)
        g_assert_cmpstr (sl_record_get_text (event, SL_EVENT_TO_STATUS), ==, sl_record_get_text (application, SL_APPLICATION_STATUS));
    }
  sl_core_test_close (context);
}

static void
test_same_seed (void)
{
  SlContext *one = open_filled (7, 60);
  SlContext *two = open_filled (7, 60);
  SlContext *other = open_filled (8, 60);

  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    {
      g_autoptr (GPtrArray) a = get_all (one, kind);
      g_autoptr (GPtrArray) b = get_all (two, kind);
      g_autoptr (GPtrArray) c = get_all (other, kind);

      g_assert_cmpuint (a->len, ==, b->len);
      for (guint i = 0; i < a->len; i++)
        g_assert_true (sl_record_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i)));
      if (kind == SL_KIND_APPLICATION)
        g_assert_false (sl_record_equal (g_ptr_array_index (a, 0), g_ptr_array_index (c, 0)));
    }
  sl_core_test_close (one);
  sl_core_test_close (two);
  sl_core_test_close (other);
}

/* On whichever day of the week one looks, as many are where they are, and the same was learnt. */
static void
test_any_day (void)
{
  g_autofree char *first = NULL;

  for (guint i = 0; i < 14; i++)
    {
      SlContext *context = open_filled_later (i);
      g_autoptr (GString) text = g_string_new (NULL);

      describe (text, context, SL_KIND_APPLICATION, (const guint[]) { SL_APPLICATION_STATUS, SL_APPLICATION_STATUS_DETAIL });
      describe (text, context, SL_KIND_STAGE, (const guint[]) { SL_STAGE_NAME, SL_STAGE_RESULT });
      describe (text, context, SL_KIND_REFLECTION, (const guint[]) { SL_REFLECTION_WHAT_WORKED, SL_REFLECTION_SKILL_GAPS });
      if (first == NULL)
        first = g_strdup (text->str);
      g_assert_cmpstr (text->str, ==, first);
      sl_core_test_close (context);
    }
}

/* In a big one the history is whole, the rest is thinned out; odd counts work. */
static void
test_counts (void)
{
  static const guint counts[] = { 0, 1, 3, 5001 };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      SlContext *context = open_filled (i, counts[i]);
      g_autoptr (GPtrArray) applications = get_all (context, SL_KIND_APPLICATION);

      g_assert_cmpuint (applications->len, ==, counts[i]);
      sl_core_test_close (context);
    }
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/core/demo/believable", test_believable);
  g_test_add_func ("/core/demo/history", test_history);
  g_test_add_func ("/core/demo/same-seed", test_same_seed);
  g_test_add_func ("/core/demo/any-day", test_any_day);
  g_test_add_func ("/core/demo/counts", test_counts);

  return g_test_run ();
}
