/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sl-core-test.h"
#include "sl-deeds-reminders.h"
#include "sl-today.h"

/* The tests' clock stands on 2026-03-16. */

static gpointer
read_cb (SlConnection  *connection,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  return sl_today_read (connection, data, error);
}

static SlToday *
read_today (SlContext *context)
{
  g_autoptr (SlTodayOptions) options = sl_today_options_new (sl_context_get_clock (context), NULL, 10);
  g_autoptr (GError) error = NULL;
  SlToday *today = sl_store_read (sl_context_get_store (context), read_cb, options, &error);

  g_assert_no_error (error);

  return today;
}

static char *
add_offer (SlContext  *context,
           const char *company,
           const char *deadline,
           char      **application_id)
{
  g_autofree char *id = sl_core_test_add (context, company, "Baker", SL_STATUS_OFFER);
  SlRecord *offer = sl_record_new (SL_KIND_OUTCOME);

  sl_record_set_text (offer, SL_OUTCOME_APPLICATION_ID, id);
  sl_record_set_text (offer, SL_OUTCOME_DEADLINE, deadline);
  if (application_id != NULL)
    *application_id = g_steal_pointer (&id);

  return sl_core_test_add_record (context, offer);
}

/* The titles of the due, and of the offers to answer. */
static void
assert_today (SlContext  *context,
              const char *due,
              const char *offers)
{
  g_autoptr (SlToday) today = read_today (context);
  GPtrArray *groups[] = { today->due, today->offers };
  const char *expected[] = { due, offers };

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint k = 0; k < groups[i]->len; k++)
        g_string_append_printf (text, "%s%s", k > 0 ? "; " : "", ((SlDue *) groups[i]->pdata[k])->title);
      g_assert_cmpstr (text->str, ==, expected[i]);
    }
}

static void
add_reminder (SlContext  *context,
              const char *title,
              gint64      days_ago)
{
  SlRecord *reminder = sl_record_new (SL_KIND_REMINDER);

  sl_record_set_text (reminder, SL_REMINDER_TITLE, title);
  sl_record_set_integer (reminder, SL_REMINDER_REMIND_AT, sl_clock_get_now (sl_context_get_clock (context)) - days_ago * G_TIME_SPAN_DAY);
  g_free (sl_core_test_add_record (context, reminder));
}

/* An open offer whose day has passed waits more than any other, in its place among what is overdue. */
static void
test_missed_offer (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *torvmark = NULL;
  g_autofree char *offer = add_offer (context, "Torvmark", "2026-03-13", &torvmark);
  g_autofree char *today = add_offer (context, "Elm", "2026-03-16", NULL);

  add_reminder (context, "Older", 5);
  add_reminder (context, "Newer", 1);
  assert_today (context, "Older; Answer the offer of Torvmark; Newer", "Answer the offer of Elm");

  /* Answered, or the application is over. */
  sl_core_test_edit (context, SL_KIND_OUTCOME, offer, SL_OUTCOME_STATUS, "Rejected");
  assert_today (context, "Older; Newer", "Answer the offer of Elm");
  sl_core_test_edit (context, SL_KIND_OUTCOME, offer, SL_OUTCOME_STATUS, "Offer");
  sl_core_test_edit (context, SL_KIND_APPLICATION, torvmark, SL_APPLICATION_STATUS, SL_STATUS_WITHDRAWN);
  assert_today (context, "Older; Newer", "Answer the offer of Elm");

  sl_core_test_close (context);
}

static gpointer
read_reminders_cb (SlConnection  *connection,
                   gpointer       data,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autoptr (SlDueOptions) options = sl_due_options_new (sl_clock_get_time_zone (data));

  return sl_due_read (connection, options, G_MININT64, G_MAXINT64, error);
}

static GPtrArray *
read_reminders (SlContext *context)
{
  GPtrArray *due = sl_store_read (sl_context_get_store (context), read_reminders_cb, sl_context_get_clock (context), NULL);

  g_assert_nonnull (due);

  return due;
}

/* Put off for today, it stands there once. */
static void
test_put_off (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *offer = add_offer (context, "Torvmark", "2026-03-13", NULL);
  g_autoptr (GPtrArray) due = read_reminders (context);
  g_autoptr (SlToday) today = NULL;

  g_object_unref (sl_core_test_apply (context, sl_deed_snooze_due (due->pdata[due->len - 1], sl_clock_get_now (sl_context_get_clock (context)))));
  today = read_today (context);
  g_assert_cmpuint (today->due->len, ==, 1);
  g_assert_nonnull (((SlDue *) today->due->pdata[0])->reminder_id);
  sl_core_test_close (context);
}

/* Of two automatic reminders of one deadline that are both due, the latest is enough; ahead, both have their time. */
static void
test_leave_latest (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *passed = add_offer (context, "Torvmark", "2026-03-13", NULL);
  g_autofree char *coming = add_offer (context, "Elm", "2026-03-30", NULL);
  g_autoptr (GPtrArray) due = read_reminders (context);

  g_assert_cmpuint (due->len, ==, 4);
  sl_due_leave_latest (due, sl_clock_get_now (sl_context_get_clock (context)));
  g_assert_cmpuint (due->len, ==, 3);
  g_assert_cmpstr (((SlDue *) due->pdata[0])->rule, ==, SL_RULE_DEADLINE_DAY);
  g_assert_cmpstr (((SlDue *) due->pdata[0])->origin_id, ==, passed);
  g_assert_cmpstr (((SlDue *) due->pdata[1])->origin_id, ==, coming);
  sl_core_test_close (context);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/today/missed-offer", test_missed_offer);
  g_test_add_func ("/today/put-off", test_put_off);
  g_test_add_func ("/today/leave-latest", test_leave_latest);

  return g_test_run ();
}
