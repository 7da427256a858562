/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sl-core-test.h"
#include "sl-deeds-reminders.h"
#include "sl-reminder-watch.h"

/* What a watch told. */
typedef struct {
  GString *titles;
  GString *over;
  char *key; /* of the last */
  guint n_settled;
  gboolean looked;
} Told;

static void
due_cb (SlReminderWatch *watch,
        GPtrArray       *due,
        gboolean         missed,
        Told            *told)
{
  for (guint i = 0; i < due->len; i++)
    {
      SlDue *one = g_ptr_array_index (due, i);

      g_string_append_printf (told->titles, "%s%s%s", told->titles->len > 0 ? "; " : "", missed ? "missed " : "", one->title);
      g_free (told->key);
      told->key = sl_due_get_key (one);
    }
}

static void
over_cb (SlReminderWatch *watch,
         const char      *key,
         Told            *told)
{
  g_string_append (told->over, key);
}

static void
settled_cb (SlReminderWatch *watch,
            const char      *key,
            const GError    *error,
            Told            *told)
{
  g_assert_no_error (error);
  told->n_settled++;
}

static void
looked_cb (SlReminderWatch *watch,
           Told            *told)
{
  told->looked = TRUE;
}

static void
listen (SlReminderWatch *watch,
        Told            *told)
{
  *told = (Told) { .titles = g_string_new (NULL), .over = g_string_new (NULL) };
  g_signal_connect (watch, "due", G_CALLBACK (due_cb), told);
  g_signal_connect (watch, "over", G_CALLBACK (over_cb), told);
  g_signal_connect (watch, "settled", G_CALLBACK (settled_cb), told);
  g_signal_connect (watch, "looked", G_CALLBACK (looked_cb), told);
}

static void
told_clear (Told *told)
{
  g_string_free (told->titles, TRUE);
  g_string_free (told->over, TRUE);
  g_free (told->key);
}

static void
wait_for_look (SlReminderWatch *watch,
               Told            *told)
{
  told->looked = FALSE;
  sl_reminder_watch_look (watch);
  sl_core_test_wait_for (&told->looked);
}

static void
end (SlReminderWatch *watch)
{
  g_object_run_dispose (G_OBJECT (watch));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (watch);
}

static void
add_reminder (SlContext  *context,
              const char *title,
              gint64      at)
{
  g_autoptr (SlRecord) reminder = sl_record_new (SL_KIND_REMINDER);

  sl_record_set_text (reminder, SL_REMINDER_TITLE, title);
  sl_record_set_integer (reminder, SL_REMINDER_REMIND_AT, at);
  g_object_unref (sl_core_test_apply (context, sl_deed_add (reminder)));
}

static void
test_once (void)
{
  SlContext *context = sl_core_test_open ();
  SlClock *clock = sl_context_get_clock (context);
  gint64 now = sl_clock_get_now (clock);
  SlReminderWatch *watch = sl_reminder_watch_new (context, NULL, TRUE);
  Told told;

  add_reminder (context, "Buy stamps", now + G_TIME_SPAN_HOUR);
  add_reminder (context, "Buy paper", now + 2 * G_TIME_SPAN_HOUR);
  listen (watch, &told);
  sl_reminder_watch_start (watch);
  sl_core_test_wait_for (&told.looked);
  g_assert_cmpstr (told.titles->str, ==, "");
  g_assert_cmpint (sl_reminder_watch_get_next (watch), ==, now + G_TIME_SPAN_HOUR);

  sl_clock_set_now (clock, now + G_TIME_SPAN_HOUR);
  wait_for_look (watch, &told);
  wait_for_look (watch, &told);
  g_assert_cmpstr (told.titles->str, ==, "Buy stamps");

  /* Done, and that is told. */
  sl_reminder_watch_settle (watch, told.key, SL_TIME_NONE);
  wait_for_look (watch, &told);
  wait_for_look (watch, &told);
  g_assert_cmpuint (told.n_settled, ==, 1);
  g_assert_cmpstr (told.over->str, ==, told.key);

  end (watch);
  told_clear (&told);
  sl_core_test_close (context);
}

/* As when the window is open while the service runs: one of the two tells. */
static void
test_together (void)
{
  SlContext *window = sl_core_test_open ();
  SlClock *clock = sl_context_get_clock (window);
  gint64 now = sl_clock_get_now (clock);
  g_autoptr (SlContext) service = sl_context_new (sl_context_get_data_dir (window), clock);
  SlReminderWatch *one = sl_reminder_watch_new (window, NULL, TRUE);
  SlReminderWatch *other = sl_reminder_watch_new (service, NULL, FALSE);
  Told told_one;
  Told told_other;

  for (int i = 1; i <= 20; i++)
    add_reminder (window, "x", now + i);
  listen (one, &told_one);
  listen (other, &told_other);
  sl_reminder_watch_start (one);
  sl_reminder_watch_start (other);
  sl_core_test_wait_for (&told_one.looked);
  sl_core_test_wait_for (&told_other.looked);
  for (int i = 1; i <= 20; i++)
    {
      told_one.looked = told_other.looked = FALSE;
      sl_clock_set_now (clock, now + i);
      sl_core_test_wait_for (&told_one.looked);
      sl_core_test_wait_for (&told_other.looked);
    }
  wait_for_look (one, &told_one);
  wait_for_look (other, &told_other);
  /* Twenty, with "; " between those of each. */
  g_assert_cmpuint ((told_one.titles->len + 2) / 3 + (told_other.titles->len + 2) / 3, ==, 20);

  end (one);
  end (other);
  sl_context_close (service);
  told_clear (&told_one);
  told_clear (&told_other);
  sl_core_test_close (window);
}

/* What was due before anybody knew of it was never missed. */
static void
test_unknown (void)
{
  SlContext *context = sl_core_test_open ();
  SlReminderWatch *watch = sl_reminder_watch_new (context, NULL, TRUE);
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  const char *ids[] = { id, NULL };
  g_auto (SlValue) date = SL_VALUE_INIT;
  Told told;

  sl_value_set_text (&date, "2026-03-08");
  g_object_unref (sl_core_test_apply (context, sl_deed_edit (SL_KIND_APPLICATION, ids, SL_APPLICATION_APPLIED_DATE, &date)));
  add_reminder (context, "Yesterday", sl_clock_get_now (sl_context_get_clock (context)) - G_TIME_SPAN_DAY);
  listen (watch, &told);
  sl_reminder_watch_start (watch);
  sl_core_test_wait_for (&told.looked);
  g_assert_cmpstr (told.titles->str, ==, "");

  /* Known a day before, it is missed. */
  sl_clock_advance (sl_context_get_clock (context), 60 * G_TIME_SPAN_DAY);
  g_free (sl_core_test_add (context, "Velkholt", "Baker", SL_STATUS_APPLIED));
  sl_clock_advance (sl_context_get_clock (context), 8 * G_TIME_SPAN_DAY);
  wait_for_look (watch, &told);
  wait_for_look (watch, &told);
  g_assert_cmpstr (told.titles->str, ==, "missed Follow up with Velkholt");

  end (watch);
  told_clear (&told);
  sl_core_test_close (context);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/watch/once", test_once);
  g_test_add_func ("/watch/together", test_together);
  g_test_add_func ("/watch/unknown", test_unknown);

  return g_test_run ();
}
