/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sl-core-test.h"
#include "sl-deeds-quiet.h"
#include "sl-error.h"
#include "sl-quiet.h"
#include "sl-store-query.h"

typedef struct {
  SlQuietLimits limits;
  SlClock *clock;
  guint max;
  guint n_all;
} Question;

static gpointer
read_quiet (SlConnection  *connection,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Question *question = data;

  return sl_quiet_read (connection, &question->limits, question->clock, question->max, &question->n_all, error);
}

static gpointer
read_late (SlConnection  *connection,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Question *question = data;

  return sl_quiet_read_answered_late (connection, question->clock, question->max, error);
}

static gpointer
read_limits (SlConnection  *connection,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  static const SlQuietOptions learning = { .learn = TRUE };
  Question *question = data;

  return sl_quiet_read_limits (connection, &learning, &question->limits, error) ? question : NULL;
}

static GPtrArray *
ask (SlContext  *context,
     Question   *question,
     SlReadFunc  func)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *answer;

  question->clock = sl_context_get_clock (context);
  answer = sl_store_read (sl_context_get_store (context), func, question, &error);
  g_assert_no_error (error);
  g_assert_nonnull (answer);

  return answer;
}

/* How many are quiet by the usual limits. */
static guint
count_quiet (SlContext *context)
{
  Question question = { .max = 100 };
  g_autoptr (GPtrArray) quiet = NULL;

  sl_quiet_limits_init (&question.limits, NULL);
  quiet = ask (context, &question, read_quiet);
  g_assert_cmpuint (quiet->len, ==, question.n_all);
  /* The rule for one says the same as the one for all. */
  for (guint i = 0; i < quiet->len; i++)
    {
      SlQuiet *one = g_ptr_array_index (quiet, i);

      g_assert_true (sl_quiet_is_over (one->application, &question.limits, question.clock));
      g_assert_cmpint (one->days, ==, sl_quiet_get_days (one->application, question.clock));
      g_assert_cmpint (one->stage, ==, sl_quiet_get_stage (one->application));
    }

  return question.n_all;
}

static guint
count_late (SlContext *context)
{
  Question question = { .max = 100 };
  g_autoptr (GPtrArray) late = ask (context, &question, read_late);

  return late->len;
}

static void
pass_days (SlContext *context,
           int        days)
{
  sl_clock_advance (sl_context_get_clock (context), days * G_TIME_SPAN_DAY);
}

static void
apply (SlContext   *context,
       SlChangeset *changeset)
{
  g_object_unref (sl_core_test_apply (context, changeset));
}

static void
move (SlContext  *context,
      const char *id,
      const char *lane)
{
  const char *ids[] = { id, NULL };

  apply (context, sl_deed_move_to_lane (ids, lane, NULL));
}

/* An applied one is quiet from the 21st day on, not on the 20th. */
static void
test_applied (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  g_autofree char *saved = sl_core_test_add (context, "Birch", "Cook", SL_STATUS_SAVED);
  g_autoptr (SlRecord) application = NULL;

  pass_days (context, 20);
  g_assert_cmpuint (count_quiet (context), ==, 0);
  pass_days (context, 1);
  g_assert_cmpuint (count_quiet (context), ==, 1);
  application = sl_core_test_read (context, SL_KIND_APPLICATION, id);
  g_assert_cmpint (sl_quiet_get_days (application, sl_context_get_clock (context)), ==, 21);
  sl_core_test_close (context);
}

static void
test_stages (void)
{
  static const struct {
    const char *lane;
    SlQuietStage stage;
    int days;
  } cases[] = {
    { SL_LANE_RECRUITER_SCREEN, SL_QUIET_SCREENING, 18 },
    { SL_LANE_ASSESSMENT, SL_QUIET_SCREENING, 18 },
    { SL_LANE_TECHNICAL_INTERVIEW, SL_QUIET_INTERVIEW, 12 },
    { SL_LANE_FINAL_ROUND, SL_QUIET_INTERVIEW, 12 },
    { SL_LANE_OFFER, SL_QUIET_OFFER, 5 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SlContext *context = sl_core_test_open ();
      g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", SL_STATUS_APPLIED);
      g_autoptr (SlRecord) application = NULL;

      g_test_message ("%s", cases[i].lane);
      move (context, id, cases[i].lane);
      application = sl_core_test_read (context, SL_KIND_APPLICATION, id);
      g_assert_cmpint (sl_quiet_get_stage (application), ==, cases[i].stage);
      pass_days (context, cases[i].days - 1);
      g_assert_cmpuint (count_quiet (context), ==, 0);
      pass_days (context, 1);
      g_assert_cmpuint (count_quiet (context), ==, 1);
      sl_core_test_close (context);
    }
}

static SlRecord *
new_child (SlContext  *context,
           SlKind      kind,
           const char *application_id)
{
  SlRecord *child = sl_record_new (kind);

  sl_record_set_text (child, sl_kind_find_field (kind, "application-id"), application_id);

  return child;
}

static SlRecord *
make_note (SlContext  *context,
           const char *id)
{
  SlRecord *note = new_child (context, SL_KIND_EVENT, id);

  sl_record_set_text (note, SL_EVENT_TYPE, SL_EVENT_TYPE_NOTE);
  sl_record_set_integer (note, SL_EVENT_OCCURRED_AT, sl_clock_get_now (sl_context_get_clock (context)));

  return note;
}

static SlRecord *
make_round (SlContext  *context,
            const char *id)
{
  SlRecord *round = new_child (context, SL_KIND_STAGE, id);
  char iso[SL_DAY_ISO_SIZE];

  sl_record_set_text (round, SL_STAGE_NAME, "A talk");
  sl_record_set_text (round, SL_STAGE_DATE, sl_day_format_iso (sl_context_get_today (context), iso));

  return round;
}

static SlRecord *
make_contact (SlContext  *context,
              const char *id)
{
  SlRecord *contact = new_child (context, SL_KIND_CONTACT, id);
  char iso[SL_DAY_ISO_SIZE];

  sl_record_set_text (contact, SL_CONTACT_NAME, "Hiring team");
  sl_record_set_text (contact, SL_CONTACT_LAST_CONTACTED, sl_day_format_iso (sl_context_get_today (context), iso));

  return contact;
}

static SlRecord *
make_message (SlContext  *context,
              const char *id)
{
  SlRecord *message = new_child (context, SL_KIND_MESSAGE, id);

  sl_record_set_integer (message, SL_MESSAGE_RECEIVED_AT, sl_clock_get_now (sl_context_get_clock (context)));

  return message;
}

/* Each of these breaks the silence, and it comes back with the record's end. */
static void
test_what_breaks_silence (void)
{
  SlRecord *(*const makers[]) (SlContext *context, const char *id) = { make_note, make_round, make_contact, make_message };

  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    {
      SlContext *context = sl_core_test_open ();
      g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", SL_STATUS_INTERVIEWING);
      g_autoptr (SlRecord) child = NULL;
      const char *ids[2] = { NULL, NULL };

      g_test_message ("%u", i);
      pass_days (context, 30);
      g_assert_cmpuint (count_quiet (context), ==, 1);
      child = makers[i] (context, id);
      apply (context, sl_deed_add (child));
      g_assert_cmpuint (count_quiet (context), ==, 0);

      ids[0] = sl_record_get_id (child);
      apply (context, sl_deed_trash (sl_record_get_kind (child), ids, sl_context_get_clock (context)));
      g_assert_cmpuint (count_quiet (context), ==, 1);
      apply (context, sl_deed_restore (sl_record_get_kind (child), ids));
      g_assert_cmpuint (count_quiet (context), ==, 0);
      pass_days (context, 30);
      g_assert_cmpuint (count_quiet (context), ==, 1);
      sl_core_test_close (context);
    }
}

static void
test_follow_up_and_snooze (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  const char *ids[] = { id, NULL };
  SlClock *clock = sl_context_get_clock (context);
  g_autoptr (SlTransaction) transaction = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  pass_days (context, 40);
  apply (context, sl_deed_snooze_quiet (ids, 7, clock));
  g_assert_cmpuint (count_quiet (context), ==, 0);
  pass_days (context, 6);
  g_assert_cmpuint (count_quiet (context), ==, 0);
  pass_days (context, 1);
  g_assert_cmpuint (count_quiet (context), ==, 1);

  transaction = sl_core_test_apply (context, sl_deed_follow_up (ids, clock));
  words = sl_deed_describe (transaction);
  g_assert_cmpstr (words, ==, "Noted that you followed up on 1 application");
  g_assert_cmpuint (count_quiet (context), ==, 0);
  g_object_unref (sl_store_undo (sl_context_get_store (context), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_quiet (context), ==, 1);
  sl_core_test_close (context);
}

/* What became quiet last comes first; the count knows of all. */
static void
test_order_and_limit (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *first = sl_core_test_add (context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  Question question = { .max = 2 };
  g_autoptr (GPtrArray) quiet = NULL;

  pass_days (context, 5);
  second = sl_core_test_add (context, "Birch", "Cook", SL_STATUS_APPLIED);
  pass_days (context, 5);
  third = sl_core_test_add (context, "Elm", "Waiter", SL_STATUS_APPLIED);
  pass_days (context, 30);
  sl_quiet_limits_init (&question.limits, NULL);
  quiet = ask (context, &question, read_quiet);
  g_assert_cmpuint (quiet->len, ==, 2);
  g_assert_cmpuint (question.n_all, ==, 3);
  g_assert_cmpstr (sl_record_get_id (((SlQuiet *) quiet->pdata[0])->application), ==, third);
  g_assert_cmpstr (sl_record_get_id (((SlQuiet *) quiet->pdata[1])->application), ==, second);
  sl_core_test_close (context);
}

static void
assert_told (const SlQuietLimit *limit,
             const char         *expected)
{
  g_autofree char *words = sl_quiet_limit_tell (limit);

  g_assert_cmpstr (words, ==, expected);
}

/* Learnt from 20 answers, not from 19; an own number goes before. */
static void
test_learning (void)
{
  SlContext *context = sl_core_test_open ();
  SlQuietOptions own = { .learn = TRUE, .own = { 40 } };
  Question question = { 0 };
  g_autofree char *words = NULL;

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *company = g_strdup_printf ("Torvmark %u", i);
      g_autofree char *id = NULL;

      if (i == 19)
        {
          ask (context, &question, read_limits);
          g_assert_cmpint (question.limits.of[SL_QUIET_APPLIED].source, ==, SL_QUIET_USUAL);
          g_assert_cmpint (question.limits.of[SL_QUIET_APPLIED].days, ==, 21);
        }
      id = sl_core_test_add (context, company, "Baker", SL_STATUS_APPLIED);
      pass_days (context, 1 + i % 10);
      move (context, id, SL_LANE_RECRUITER_SCREEN);
    }

  ask (context, &question, read_limits);
  g_assert_cmpint (question.limits.of[SL_QUIET_APPLIED].source, ==, SL_QUIET_LEARNT);
  g_assert_cmpuint (question.limits.of[SL_QUIET_APPLIED].n_answers, ==, 20);
  /* Of twenty, eighteen came within nine days. */
  g_assert_cmpint (question.limits.of[SL_QUIET_APPLIED].days, ==, 10);
  words = sl_quiet_limit_describe (&question.limits.of[SL_QUIET_APPLIED]);
  g_assert_cmpstr (words, ==, "Learnt from 20 answers you got");
  assert_told (&question.limits.of[SL_QUIET_APPLIED], "Learnt from your answers: 10 days");
  assert_told (&question.limits.of[SL_QUIET_OFFER], "Usual: 5 days");
  g_assert_cmpint (question.limits.of[SL_QUIET_SCREENING].source, ==, SL_QUIET_USUAL);

  sl_quiet_limits_init (&question.limits, &own);
  g_assert_cmpint (question.limits.of[SL_QUIET_APPLIED].source, ==, SL_QUIET_OWN);
  g_assert_cmpint (question.limits.of[SL_QUIET_APPLIED].days, ==, 40);
  sl_core_test_close (context);
}

/* Giving up is no answer. */
static void
test_no_answers_from_silence (void)
{
  SlContext *context = sl_core_test_open ();
  Question question = { 0 };

  for (guint i = 0; i < 25; i++)
    {
      g_autofree char *company = g_strdup_printf ("Torvmark %u", i);
      g_autofree char *id = sl_core_test_add (context, company, "Baker", SL_STATUS_APPLIED);
      const char *ids[] = { id, NULL };

      pass_days (context, 3);
      apply (context, sl_deed_set_status (ids, SL_STATUS_REJECTED, SL_DETAIL_NO_RESPONSE));
    }
  ask (context, &question, read_limits);
  g_assert_cmpint (question.limits.of[SL_QUIET_APPLIED].source, ==, SL_QUIET_USUAL);
  sl_core_test_close (context);
}

typedef struct {
  const char *id;
  SlClock *clock;
} Reopening;

static gpointer
build_reopening (SlConnection  *connection,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  Reopening *reopening = data;

  return sl_deed_reopen (connection, reopening->id, reopening->clock, error);
}

static SlChangeset *
reopen (SlContext   *context,
        const char  *id,
        GError     **error)
{
  Reopening reopening = { id, sl_context_get_clock (context) };

  return sl_store_read (sl_context_get_store (context), build_reopening, &reopening, error);
}

static char *
add_given_up (SlContext  *context,
              const char *status)
{
  char *id = sl_core_test_add (context, "Torvmark", "Baker", status);
  const char *ids[] = { id, NULL };

  pass_days (context, 60);
  apply (context, sl_deed_set_status (ids, SL_STATUS_REJECTED, SL_DETAIL_NO_RESPONSE));

  return id;
}

static void
test_reopening (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = add_given_up (context, SL_STATUS_APPLIED);
  g_autoptr (SlRecord) note = NULL;
  g_autoptr (SlRecord) application = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (count_late (context), ==, 0);
  pass_days (context, 2);
  g_assert_cmpuint (count_late (context), ==, 0);
  note = make_note (context, id);
  apply (context, sl_deed_add (note));
  g_assert_cmpuint (count_late (context), ==, 1);

  apply (context, reopen (context, id, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_late (context), ==, 0);
  application = sl_core_test_read (context, SL_KIND_APPLICATION, id);
  g_assert_cmpstr (sl_record_get_text (application, SL_APPLICATION_STATUS), ==, SL_STATUS_APPLIED);
  g_assert_true (sl_record_is_null (application, SL_APPLICATION_STATUS_DETAIL));

  g_assert_null (reopen (context, id, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_CONFLICT);
  sl_core_test_close (context);
}

/* An invitation says that it goes on. */
static void
test_reopening_with_round (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = add_given_up (context, SL_STATUS_APPLIED);
  g_autoptr (SlRecord) round = NULL;
  g_autoptr (SlRecord) application = NULL;
  g_autoptr (GError) error = NULL;

  pass_days (context, 2);
  round = make_round (context, id);
  apply (context, sl_deed_add (round));
  g_assert_cmpuint (count_late (context), ==, 1);
  apply (context, reopen (context, id, &error));
  g_assert_no_error (error);
  application = sl_core_test_read (context, SL_KIND_APPLICATION, id);
  g_assert_cmpstr (sl_record_get_text (application, SL_APPLICATION_STATUS), ==, SL_STATUS_INTERVIEWING);
  sl_core_test_close (context);
}

static void
test_keep_closed (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = add_given_up (context, SL_STATUS_INTERVIEWING);
  g_autoptr (SlRecord) note = NULL;
  g_autoptr (SlRecord) later = NULL;
  g_autoptr (SlRecord) application = NULL;

  pass_days (context, 2);
  note = make_note (context, id);
  apply (context, sl_deed_add (note));
  application = sl_core_test_read (context, SL_KIND_APPLICATION, id);
  apply (context, sl_deed_keep_closed (application, sl_context_get_clock (context)));
  g_assert_cmpuint (count_late (context), ==, 0);

  /* Something else another day asks again. */
  pass_days (context, 3);
  later = make_note (context, id);
  apply (context, sl_deed_add (later));
  g_assert_cmpuint (count_late (context), ==, 1);
  sl_core_test_close (context);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/core/quiet/applied", test_applied);
  g_test_add_func ("/core/quiet/stages", test_stages);
  g_test_add_func ("/core/quiet/what-breaks-silence", test_what_breaks_silence);
  g_test_add_func ("/core/quiet/follow-up-and-snooze", test_follow_up_and_snooze);
  g_test_add_func ("/core/quiet/order-and-limit", test_order_and_limit);
  g_test_add_func ("/core/quiet/learning", test_learning);
  g_test_add_func ("/core/quiet/no-answers-from-silence", test_no_answers_from_silence);
  g_test_add_func ("/core/quiet/reopening", test_reopening);
  g_test_add_func ("/core/quiet/reopening-with-round", test_reopening_with_round);
  g_test_add_func ("/core/quiet/keep-closed", test_keep_closed);

  return g_test_run ();
}
