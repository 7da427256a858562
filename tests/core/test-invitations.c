/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of an invitation that came as a calendar file. */
#include "config.h"

#include <string.h>

#include "sl-core-test.h"
#include "sl-invitation-match.h"
#include "sl-invitation-plan.h"
#include "sl-private.h"
#include "sl-test.h"

static gpointer
read_plans (SlConnection  *connection,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  return sl_invitation_plans_read (connection, data, cancellable, error);
}

/* What all of the events mean. */
static GPtrArray *
plan_all (SlContext  *context,
          const char *events)
{
  g_autofree char *text = g_strdup_printf ("BEGIN:VCALENDAR\r\n%sEND:VCALENDAR\r\n", events);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  GPtrArray *read = sl_invitation_read (bytes, sl_clock_get_time_zone (sl_context_get_clock (context)), NULL, &error);
  GPtrArray *plans = sl_store_read (sl_context_get_store (context), read_plans, read, &error);

  g_assert_no_error (error);

  return plans;
}

static SlInvitationPlan *
plan (SlContext  *context,
      const char *uid,
      const char *summary,
      const char *organizer,
      const char *start,
      const char *more)
{
  g_autofree char *text = g_strdup_printf ("BEGIN:VEVENT\r\nUID:%s\r\nSUMMARY:%s\r\nORGANIZER;CN=HR Office:mailto:%s\r\nDTSTART:%s\r\n%sEND:VEVENT\r\n",
                                           uid, summary, organizer, start, more);
  g_autoptr (GPtrArray) plans = plan_all (context, text);

  g_assert_cmpuint (plans->len, ==, 1);

  return g_ptr_array_steal_index (plans, 0);
}

static void
test_invitation_finds_application (void)
{
  static const struct {
    const char *summary;
    const char *organizer;
    const char *company;
  } cases[] = {
    { "Interview with Torvmark Bakery", "somebody@gmail.com", "Torvmark Bakery" },
    { "Interview", "hr@velkholt.example", "Velkholt GmbH" },
    { "Interview", "hr@mail.north-harbour.example", "North Harbour" },
    { "Interview", "talent@agency.example", "Quiet Works" },
  };
  SlContext *context = sl_core_test_open ();
  g_autofree char *a = sl_core_test_add (context, "Torvmark Bakery", "Baker", "Applied");
  g_autofree char *b = sl_core_test_add (context, "Velkholt GmbH", "Joiner", "Applied");
  g_autofree char *c = sl_core_test_add (context, "North Harbour", "Clerk", "Applied");
  g_autofree char *d = sl_core_test_add (context, "Quiet Works", "Tailor", "Applied");
  g_autofree char *contact = NULL;
  SlRecord *person = sl_record_new (SL_KIND_CONTACT);
  g_autoptr (SlInvitationPlan) none = NULL;

  sl_record_set_text (person, SL_CONTACT_APPLICATION_ID, d);
  sl_record_set_text (person, SL_CONTACT_NAME, "Recruiting team");
  sl_record_set_text (person, SL_CONTACT_EMAIL, "Talent@agency.example");
  contact = sl_core_test_add_record (context, person);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SlInvitationPlan) read = plan (context, "u", cases[i].summary, cases[i].organizer, "20260402T100000Z", "");

      g_assert_cmpuint (read->n_likely, ==, 1);
      g_assert_cmpuint (read->applications->len, ==, 4);
      g_assert_cmpstr (sl_record_get_text (read->applications->pdata[0], SL_APPLICATION_COMPANY_NAME), ==, cases[i].company);
    }
  none = plan (context, "u", "Dentist", "praxis@zahnarzt.example", "20260402T100000Z", "");
  g_assert_cmpuint (none->n_likely, ==, 0);
  sl_core_test_close (context);
}

typedef struct {
  const char *summary;
  const char *organizer;
  const char *more;
  const char *company; /* NULL: none */
} Event;

/* Of several events, only those are taken for interviews that name a company plainly. */
static void
test_invitation_of_many (void)
{
  static const Event events[] = {
    { "Interview with Torvmark", "me@gmail.com", "", "Torvmark" },
    { "Torvmark: first call", "me@gmail.com", "", "Torvmark" },
    { "TORVMARK - Vorstellungsgespräch", "me@gmail.com", "", "Torvmark" },
    { "Tea @ Gap", "me@gmail.com", "", "Gap" },
    { "Gap | Store manager", "me@gmail.com", "", "Gap" },
    { "Velkholt Joinery visits", "me@gmail.com", "", "Velkholt Joinery GmbH" },
    { "Clerk at the harbour", "x@north-harbour.example", "", "North Harbour" },
    { "Kennenlernen", "me@gmail.com", "LOCATION:North Harbour\\, Pier 3\r\n", "North Harbour" },
    { "Second interview", "hr@gap.co.uk", "", "Gap" },
    { "Chat", "hr@gap.co.uk", "", NULL },
    { "Mind the gap", "me@gmail.com", "", NULL },
    { "Gap year plans", "me@gmail.com", "", NULL },
    { "interview about the gap", "me@gmail.com", "", NULL },
    { "Holiday plan", "me@gmail.com", "DESCRIPTION:we shop at Gap\r\n", NULL },
    { "Dentist", "me@gmail.com", "DESCRIPTION:then Torvmark\r\n", NULL },
    { "Torvmarken tour", "me@gmail.com", "", NULL },
    { "North of the harbour", "me@gmail.com", "", NULL },
    { "Clerk of the works", "me@gmail.com", "", NULL },
  };
  SlContext *context = sl_core_test_open ();
  g_autofree char *a = sl_core_test_add (context, "Torvmark", "Baker", "Applied");
  g_autofree char *b = sl_core_test_add (context, "Gap", "Store manager", "Applied");
  g_autofree char *c = sl_core_test_add (context, "Velkholt Joinery GmbH", "Joiner", "Saved");
  g_autofree char *d = sl_core_test_add (context, "North Harbour", "Clerk", "Applied");
  g_autoptr (GString) text = g_string_new ("BEGIN:VCALENDAR\r\n");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plans = NULL;
  GPtrArray *read;

  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    g_string_append_printf (text, "BEGIN:VEVENT\r\nUID:%u\r\nSUMMARY:%s\r\nORGANIZER:mailto:%s\r\nDTSTART:20260402T10%02u00Z\r\n%sEND:VEVENT\r\n", i,
                            events[i].summary, events[i].organizer, i, events[i].more);
  g_string_append (text, "END:VCALENDAR\r\n");
  bytes = g_bytes_new (text->str, text->len);
  read = sl_invitation_read (bytes, sl_clock_get_time_zone (sl_context_get_clock (context)), NULL, &error);
  plans = sl_store_read (sl_context_get_store (context), read_plans, read, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plans->len, ==, G_N_ELEMENTS (events));
  for (guint i = 0; i < plans->len; i++)
    {
      SlInvitationPlan *one = plans->pdata[i];
      SlInvitationFate fate = sl_invitation_plan_get_fate (one, NULL);
      const char *company = fate == SL_INVITATION_ADDS ? sl_record_get_text (one->applications->pdata[0], SL_APPLICATION_COMPANY_NAME) : NULL;

      if (g_strcmp0 (company, events[i].company) != 0)
        g_error ("“%s” is taken to be about %s", events[i].summary, company);
    }
  sl_core_test_close (context);
}

#define AT(uid, summary, organizer, more) \
  "BEGIN:VEVENT\r\nUID:" uid "\r\nSUMMARY:" summary "\r\nORGANIZER:mailto:" organizer "\r\nDTSTART:20260402T1000" uid "Z\r\n" more "END:VEVENT\r\n"

/* Of several events, an address alone is a question, and that of the person or of their calendar not even that. */
static void
test_invitation_addresses_of_many (void)
{
  static const char events[] = AT ("00", "Dentist", "c_abc@group.calendar.google.com", "") AT ("01", "Call", "d@google.com", "")
    AT ("02", "Swimming", "me@samsunduniversity.example", "") AT ("03", "Team meeting", "me@samsunduniversity.example", "")
    AT ("04", "Choir", "me@samsunduniversity.example", "ATTENDEE:mailto:hr@torvmark.example\r\n")
    AT ("05", "Torvmark visit", "me@samsunduniversity.example", "ATTENDEE:mailto:hr@torvmark.example\r\n")
    AT ("06", "Lunch", "me@samsunduniversity.example", "ATTENDEE:mailto:talent@agency.example\r\n")
    AT ("07", "Tailor", "me@samsunduniversity.example", "ATTENDEE:mailto:talent@agency.example\r\n")
    AT ("08", "Painting", "me@samsunduniversity.example", "") AT ("09", "Garden", "me@samsunduniversity.example", "");
  static const SlInvitationFate fates[] = {
    SL_INVITATION_UNKNOWN, SL_INVITATION_UNCLEAR, SL_INVITATION_UNKNOWN, SL_INVITATION_UNKNOWN, SL_INVITATION_UNCLEAR,
    SL_INVITATION_ADDS, SL_INVITATION_UNCLEAR, SL_INVITATION_ADDS, SL_INVITATION_UNKNOWN, SL_INVITATION_UNKNOWN,
  };
  SlContext *context = sl_core_test_open ();
  g_autofree char *a = sl_core_test_add (context, "Google", "Clerk", "Applied");
  g_autofree char *b = sl_core_test_add (context, "Samsund University", "Baker", "Applied");
  g_autofree char *c = sl_core_test_add (context, "Torvmark", "Baker", "Applied");
  g_autofree char *d = sl_core_test_add (context, "Quiet Works", "Tailor", "Applied");
  g_autofree char *contact = NULL;
  g_autoptr (GPtrArray) plans = NULL;
  SlRecord *person = sl_record_new (SL_KIND_CONTACT);

  sl_record_set_text (person, SL_CONTACT_APPLICATION_ID, d);
  sl_record_set_text (person, SL_CONTACT_NAME, "Recruiting team");
  sl_record_set_text (person, SL_CONTACT_EMAIL, "talent@agency.example");
  contact = sl_core_test_add_record (context, person);
  plans = plan_all (context, events);
  g_assert_cmpuint (plans->len, ==, G_N_ELEMENTS (fates));
  for (guint i = 0; i < plans->len; i++)
    {
      SlInvitationPlan *one = plans->pdata[i];

      if (sl_invitation_plan_get_fate (one, NULL) != fates[i])
        g_error ("“%s” comes to %d", one->invitation->summary, sl_invitation_plan_get_fate (one, NULL));
    }
  sl_core_test_close (context);
}

/* A service that one calls with isn't the company, one reason is a question, and so are two companies. */
static void
test_invitation_reasons (void)
{
  static const struct {
    const char *summary;
    const char *more;
    SlInvitationFate fate;
    const char *company; /* (nullable): that it adds a round of */
  } cases[] = {
    { "Interview", "LOCATION:Microsoft Teams Meeting\r\n", SL_INVITATION_UNKNOWN, NULL },
    { "Interview: Microsoft Teams-Besprechung", "", SL_INVITATION_UNKNOWN, NULL },
    { "Interview", "LOCATION:https://teams.microsoft.com/l/Microsoft\r\nX-GOOGLE-CONFERENCE:https://meet.google.com/a\r\n", SL_INVITATION_UNKNOWN, NULL },
    { "Interview", "DESCRIPTION:Join with Google Meet: https://meet.google.com/abc\r\n", SL_INVITATION_UNKNOWN, NULL },
    { "Interview", "LOCATION:Zoom\r\n", SL_INVITATION_UNKNOWN, NULL },
    { "Interview @ Zoom", "", SL_INVITATION_UNKNOWN, NULL },
    { "Zoom interview with Torvmark", "", SL_INVITATION_ADDS, "Torvmark" },
    { "Interview at Zoom", "LOCATION:Zoom\r\n", SL_INVITATION_ADDS, "Zoom" },
    { "Interview at Microsoft (Teams)", "", SL_INVITATION_ADDS, "Microsoft" },
    { "Microsoft interview", "LOCATION:Microsoft Teams\r\n", SL_INVITATION_ADDS, "Microsoft" },
    { "Next meeting of the choir", "", SL_INVITATION_UNCLEAR, NULL },
    { "Interview at Google\\, then at Torvmark Bakehouse", "", SL_INVITATION_UNCLEAR, NULL },
    { "Interview: Clerk", "DESCRIPTION:for Next\r\n", SL_INVITATION_ADDS, "Next" },
    { "Interview", "DESCRIPTION:for Next\r\n", SL_INVITATION_UNCLEAR, NULL },
    { "Swimming", "DESCRIPTION:then Torvmark\r\n", SL_INVITATION_UNKNOWN, NULL },
  };
  static const char *const companies[] = { "Microsoft", "Google", "Zoom", "Torvmark", "Torvmark Bakehouse" };
  SlContext *context = sl_core_test_open ();
  g_autofree char *next = sl_core_test_add (context, "Next", "Clerk", "Applied");
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) plans = NULL;
  g_autoptr (SlInvitationPlan) only = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (companies); i++)
    g_free (sl_core_test_add (context, companies[i], "Designer", "Applied"));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_string_append_printf (text, "BEGIN:VEVENT\r\nUID:%u\r\nSUMMARY:%s\r\nDTSTART:20260402T10%02u00Z\r\n%sEND:VEVENT\r\n", i, cases[i].summary, i, cases[i].more);
  plans = plan_all (context, text->str);
  g_assert_cmpuint (plans->len, ==, G_N_ELEMENTS (cases));
  for (guint i = 0; i < plans->len; i++)
    {
      SlInvitationPlan *one = plans->pdata[i];
      SlInvitationFate fate = sl_invitation_plan_get_fate (one, NULL);
      const char *company = fate == SL_INVITATION_ADDS ? sl_record_get_text (one->applications->pdata[0], SL_APPLICATION_COMPANY_NAME) : NULL;

      if (fate != cases[i].fate || g_strcmp0 (company, cases[i].company) != 0)
        g_error ("“%s” comes to %d, %s", cases[i].summary, fate, company);
    }

  only = plan (context, "u", "Interview", "me@gmail.com", "20260402T100000Z", "LOCATION:Microsoft Teams Meeting\r\n");
  g_assert_cmpuint (only->n_likely, ==, 0);
  sl_core_test_close (context);
}

static gpointer
read_n_compared (SlConnection  *connection,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  g_autoptr (SlInvitationMatcher) matcher = sl_invitation_matcher_read (connection, error);
  GPtrArray *invitations = data;

  g_assert_nonnull (matcher);
  for (guint i = 0; i < invitations->len; i++)
    g_array_unref (sl_invitation_matcher_rank (matcher, invitations->pdata[i], TRUE));

  return GUINT_TO_POINTER (sl_invitation_matcher_get_n_compared (matcher));
}

/* A calendar of years beside a search of thousands: an event is only compared with what it can be about. */
static void
test_invitation_compares_few (void)
{
  static const char text[] = "BEGIN:VCALENDAR\r\n" AT ("00", "Dentist", "me@gmail.com", "") AT ("01", "Interview at Torvmark", "me@gmail.com", "")
    AT ("02", "Call", "hr@torvmark.example", "") AT ("03", "Swimming", "me@gmail.com", "") "END:VCALENDAR\r\n";
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", "Applied");
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) read = sl_invitation_read (bytes, sl_clock_get_time_zone (sl_context_get_clock (context)), NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *company = g_strdup_printf ("Mill%u", i);

      g_free (sl_core_test_add (context, company, "Miller", "Applied"));
    }
  g_assert_cmpuint (GPOINTER_TO_UINT (sl_store_read (sl_context_get_store (context), read_n_compared, read, &error)), ==, 2);
  g_assert_no_error (error);
  sl_core_test_close (context);
}

/* Two that fit as well as each other are a question. */
static void
test_invitation_unclear (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *a = sl_core_test_add (context, "Torvmark", "Baker", "Applied");
  g_autofree char *b = sl_core_test_add (context, "Torvmark", "Clerk", "Applied");
  g_autofree char *c = sl_core_test_add (context, "Torvmark Mill", "Miller", "Applied");
  g_autoptr (SlInvitationPlan) both = plan (context, "u", "Interview at Torvmark", "me@gmail.com", "20260402T100000Z", "");
  g_autoptr (SlInvitationPlan) by_role = plan (context, "u", "Interview at Torvmark: Clerk", "me@gmail.com", "20260402T100000Z", "");
  g_autoptr (SlInvitationPlan) longer = plan (context, "u", "Interview at Torvmark Mill", "me@gmail.com", "20260402T100000Z", "");

  g_assert_cmpint (sl_invitation_plan_get_fate (both, NULL), ==, SL_INVITATION_UNCLEAR);
  g_assert_cmpint (sl_invitation_plan_get_fate (both, b), ==, SL_INVITATION_ADDS);
  g_assert_cmpint (sl_invitation_plan_get_fate (by_role, NULL), ==, SL_INVITATION_ADDS);
  g_assert_cmpstr (sl_record_get_id (by_role->applications->pdata[0]), ==, b);
  g_assert_cmpint (sl_invitation_plan_get_fate (longer, NULL), ==, SL_INVITATION_ADDS);
  g_assert_cmpstr (sl_record_get_id (longer->applications->pdata[0]), ==, c);
  sl_core_test_close (context);
}

/* What a stranger wrote the other way doesn't turn the sentence round. */
static void
test_invitation_words (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *a = sl_core_test_add (context, "Torvmark", "Baker", "Applied");
  g_autoptr (SlInvitationPlan) event = plan (context, "u", "مقابلة", "me@gmail.com", "20260402T100000Z", "");
  g_autofree char *words = sl_invitation_plan_describe (event, SL_INVITATION_UNKNOWN, NULL);

  g_autofree char *hidden = NULL;

  g_assert_nonnull (strstr (words, "\u2068مقابلة\u2069"));
  sl_private_set (SL_PRIVATE_NAMES);
  hidden = sl_invitation_plan_describe (event, SL_INVITATION_UNKNOWN, NULL);
  sl_private_set (0);
  g_assert_null (strstr (hidden, "مقابلة"));
  sl_core_test_close (context);
}

/* Of several versions in one file the last one counts; of an event that repeats, what is said of all of it. */
static void
test_invitation_versions (void)
{
#define VERSION(start, more) "BEGIN:VEVENT\r\nUID:u@x\r\nSUMMARY:Interview at Torvmark\r\nDTSTART:" start "\r\n" more "END:VEVENT\r\n"
  static const char text[] = "BEGIN:VCALENDAR\r\n" VERSION ("20260402T100000Z", "") VERSION ("20260401T120000Z", "SEQUENCE:2\r\n")
    VERSION ("20260409T100000Z", "SEQUENCE:3\r\nRECURRENCE-ID:20260409T100000Z\r\nSTATUS:CANCELLED\r\n") "END:VCALENDAR\r\n";
#undef VERSION
  SlContext *context = sl_core_test_open ();
  g_autofree char *a = sl_core_test_add (context, "Torvmark", "Baker", "Applied");
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (GError) error = NULL;
  GPtrArray *read = sl_invitation_read (bytes, sl_clock_get_time_zone (sl_context_get_clock (context)), NULL, &error);
  g_autoptr (GPtrArray) plans = sl_store_read (sl_context_get_store (context), read_plans, read, &error);
  SlInvitationPlan *only;

  g_assert_no_error (error);
  g_assert_cmpuint (plans->len, ==, 1);
  only = plans->pdata[0];
  g_assert_cmpint (only->invitation->sequence, ==, 2);
  g_assert_false (only->invitation->cancelled);
  g_assert_true (only->invitation->repeats);
  sl_core_test_close (context);
}

/* What becomes of another date of an event that repeats says nothing about the one that is a round. */
static void
test_invitation_other_date (void)
{
  static const struct {
    const char *start;
    const char *more;
    SlInvitationFate fate;
  } cases[] = {
    { "20261215T090000Z", "RECURRENCE-ID:20261215T090000Z\r\nSTATUS:CANCELLED\r\n", SL_INVITATION_OTHER_DATE },
    { "20261216T090000Z", "RECURRENCE-ID;TZID=Europe/Berlin:20261215T100000\r\n", SL_INVITATION_OTHER_DATE },
    { "20261216T090000Z", "RECURRENCE-ID;VALUE=DATE:20261215\r\n", SL_INVITATION_OTHER_DATE },
    { "20261201T120000Z", "RECURRENCE-ID:20261215T090000Z\r\n", SL_INVITATION_OTHER_DATE },
    { "20261201T090000Z", "RECURRENCE-ID:20261201T090000Z\r\nSTATUS:CANCELLED\r\n", SL_INVITATION_CHANGES },
    { "20261202T090000Z", "RECURRENCE-ID;TZID=Europe/Berlin:20261201T100000\r\n", SL_INVITATION_CHANGES },
    { "20261202T090000Z", "RECURRENCE-ID;VALUE=DATE:20261201\r\n", SL_INVITATION_CHANGES },
    { "20261201T090000Z", "RECURRENCE-ID:20261215T090000Z\r\n", SL_INVITATION_SETTLED },
    { "20261202T090000Z", "RRULE:FREQ=WEEKLY\r\n", SL_INVITATION_CHANGES },
  };
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", "Applied");
  g_autoptr (SlInvitationPlan) first = plan (context, "s@x", "Interview at Torvmark", "hr@torvmark.example", "20261201T090000Z", "RRULE:FREQ=WEEKLY\r\n");
  g_autoptr (SlRecord) stage = sl_invitation_plan_build_stage (first, id);
  g_autoptr (SlTransaction) added = sl_core_test_apply (context, sl_invitation_plan_build_changeset (first, stage));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SlInvitationPlan) one = plan (context, "s@x", "Interview at Torvmark", "hr@torvmark.example", cases[i].start, cases[i].more);

      g_assert_cmpint (sl_invitation_plan_get_fate (one, NULL), ==, cases[i].fate);
    }
  sl_core_test_close (context);
}

static void
test_invitation_and_its_updates (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", "Applied");
  g_autoptr (SlInvitationPlan) first = plan (context, "u1@x", "Tech interview", "hr@torvmark.example", "20260402T100000Z", "DURATION:PT45M\r\nLOCATION:Harbour Street 4\r\n");
  g_autoptr (SlRecord) stage = sl_invitation_plan_build_stage (first, id);
  g_autoptr (SlTransaction) added = sl_core_test_apply (context, sl_invitation_plan_build_changeset (first, stage));
  g_autoptr (SlInvitationPlan) same = plan (context, "u1@x", "Tech interview", "hr@torvmark.example", "20260402T100000Z", "DURATION:PT45M\r\nLOCATION:Harbour Street 4\r\n");
  g_autoptr (SlInvitationPlan) moved = plan (context, "u1@x", "Renamed", "hr@torvmark.example", "20260403T110000Z", "SEQUENCE:1\r\n");
  g_autoptr (SlRecord) moved_stage = NULL;
  g_autoptr (SlTransaction) changed = NULL;
  g_autoptr (SlInvitationPlan) off = NULL;
  g_autoptr (SlRecord) off_stage = NULL;
  g_autoptr (SlRecord) application = sl_core_test_read (context, SL_KIND_APPLICATION, id);

  g_assert_cmpstr (sl_record_get_text (stage, SL_STAGE_NAME), ==, "Tech interview");
  g_assert_cmpstr (sl_record_get_text (stage, SL_STAGE_TYPE), ==, "Technical");
  g_assert_cmpstr (sl_record_get_text (stage, SL_STAGE_TIME_OF_DAY), ==, "12:00");
  g_assert_cmpstr (sl_record_get_text (stage, SL_STAGE_TIME_ZONE), ==, "Europe/Berlin");
  g_assert_cmpstr (sl_record_get_text (stage, SL_STAGE_PLACE), ==, "Harbour Street 4");
  g_assert_cmpstr (sl_record_get_text (stage, SL_STAGE_INTERVIEWER_NAMES), ==, "HR Office");
  g_assert_cmpint (sl_record_get_integer (stage, SL_STAGE_DURATION_MINUTES, 0), ==, 45);
  g_assert_cmpstr (sl_record_get_text (application, SL_APPLICATION_STATUS), ==, SL_STATUS_INTERVIEWING);

  g_assert_true (sl_invitation_plan_is_settled (same));
  g_assert_false (sl_invitation_plan_is_settled (moved));
  moved_stage = sl_invitation_plan_build_stage (moved, NULL);
  g_assert_cmpstr (sl_record_get_id (moved_stage), ==, sl_record_get_id (stage));
  g_assert_cmpstr (sl_record_get_text (moved_stage, SL_STAGE_DATE), ==, "2026-04-03");
  g_assert_cmpstr (sl_record_get_text (moved_stage, SL_STAGE_NAME), ==, "Tech interview");
  changed = sl_core_test_apply (context, sl_invitation_plan_build_changeset (moved, moved_stage));

  off = plan (context, "u1@x", "Renamed", "hr@torvmark.example", "20260403T110000Z", "STATUS:CANCELLED\r\n");
  off_stage = sl_invitation_plan_build_stage (off, NULL);
  g_assert_cmpstr (sl_record_get_text (off_stage, SL_STAGE_RESULT), ==, "Cancelled");
  g_assert_cmpstr (sl_record_get_text (off_stage, SL_STAGE_DATE), ==, "2026-04-03");
  sl_core_test_close (context);
}

static void
taken_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_store_apply_finish (SL_STORE (source), result, &error);

  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

/* The form was open while somebody wrote into the same round: both notes are there. */
static void
test_invitation_merged (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", "Applied");
  g_autoptr (SlInvitationPlan) first = plan (context, "u1@x", "Tech interview", "hr@torvmark.example", "20260402T100000Z", "DESCRIPTION:Third floor.\r\n");
  g_autoptr (SlRecord) stage = sl_invitation_plan_build_stage (first, id);
  g_autoptr (SlTransaction) added = sl_core_test_apply (context, sl_invitation_plan_build_changeset (first, stage));
  g_autoptr (SlInvitationPlan) moved = plan (context, "u1@x", "Tech interview", "hr@torvmark.example", "20260403T110000Z", "SEQUENCE:1\r\n");
  g_autoptr (SlRecord) form = sl_invitation_plan_build_stage (moved, NULL);
  g_autoptr (SlRecord) saved = NULL;
  gboolean done = FALSE;

  sl_record_set_text (form, SL_STAGE_NOTES, "Mine.\nThird floor.");
  sl_core_test_edit (context, SL_KIND_STAGE, sl_record_get_id (stage), SL_STAGE_NOTES, "Third floor.\nTheirs.");
  sl_core_test_edit (context, SL_KIND_STAGE, sl_record_get_id (stage), SL_STAGE_PLACE, "Harbour Street 4");
  sl_deed_take_invitation_async (context, moved, form, NULL, taken_cb, &done);
  sl_core_test_wait_for (&done);
  saved = sl_core_test_read (context, SL_KIND_STAGE, sl_record_get_id (stage));
  g_assert_cmpstr (sl_record_get_text (saved, SL_STAGE_NOTES), ==, "Mine.\nThird floor.\nTheirs.");
  g_assert_cmpstr (sl_record_get_text (saved, SL_STAGE_PLACE), ==, "Harbour Street 4");
  g_assert_cmpstr (sl_record_get_text (saved, SL_STAGE_DATE), ==, "2026-04-03");
  sl_core_test_close (context);
}

/* What the file of Shortlist says of an own round is nothing new, whatever its place; what another program made of it is. */
static void
test_invitation_own_round (void)
{
  static const char link[] = "LOCATION:Room 3\\, then https://zoom.us/j/1\r\nURL:https://torvmark.example/jobs/1\r\n";
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", "Interviewing");
  g_autofree char *round = sl_core_test_add_round (context, id, "Technical round", "2026-04-02", "12:00", NULL);
  g_autofree char *same_text = g_strconcat ("DURATION:PT1H\r\n", link, NULL);
  g_autofree char *long_text = g_strconcat ("DURATION:PT90M\r\n", link, NULL);
  g_autofree char *off_text = g_strconcat ("DURATION:PT1H\r\nSTATUS:CANCELLED\r\n", link, NULL);
  g_autoptr (SlRecord) longer_stage = NULL;
  g_autoptr (SlRecord) elsewhere_stage = NULL;
  g_autoptr (SlRecord) off_stage = NULL;
  g_autoptr (SlTransaction) called_off = NULL;

  sl_core_test_edit (context, SL_KIND_STAGE, round, SL_STAGE_PLACE, "Room 3, then https://zoom.us/j/1");
  g_autoptr (SlInvitationPlan) same = plan (context, round, "Technical round", "hr@torvmark.example", "20260402T100000Z", same_text);
  g_autoptr (SlInvitationPlan) longer = plan (context, round, "Technical round", "hr@torvmark.example", "20260402T100000Z", long_text);
  g_autoptr (SlInvitationPlan) elsewhere = plan (context, round, "Technical round", "hr@torvmark.example", "20260402T100000Z", "DURATION:PT1H\r\nLOCATION:Online\r\nURL:https://torvmark.example/jobs/1\r\n");
  g_autoptr (SlInvitationPlan) off = plan (context, round, "Technical round", "hr@torvmark.example", "20260402T100000Z", off_text);

  g_assert_true (same->own);
  g_assert_false (longer->own);
  longer_stage = sl_invitation_plan_build_stage (longer, NULL);
  g_assert_cmpint (sl_record_get_integer (longer_stage, SL_STAGE_DURATION_MINUTES, 0), ==, 90);
  g_assert_cmpstr (sl_record_get_text (longer_stage, SL_STAGE_PLACE), ==, "Room 3, then https://zoom.us/j/1");
  g_assert_false (elsewhere->own);
  elsewhere_stage = sl_invitation_plan_build_stage (elsewhere, NULL);
  /* The posting is no place. */
  g_assert_cmpstr (sl_record_get_text (elsewhere_stage, SL_STAGE_PLACE), ==, "Online");
  g_assert_false (off->own);
  off_stage = sl_invitation_plan_build_stage (off, NULL);
  g_assert_cmpstr (sl_record_get_text (off_stage, SL_STAGE_RESULT), ==, "Cancelled");

  called_off = sl_core_test_apply (context, sl_invitation_plan_build_changeset (off, off_stage));
  g_autoptr (SlInvitationPlan) off_again = plan (context, round, "Technical round", "hr@torvmark.example", "20260402T100000Z", off_text);
  g_autoptr (SlInvitationPlan) on_again = plan (context, round, "Technical round", "hr@torvmark.example", "20260402T100000Z", same_text);
  g_assert_true (off_again->own);
  g_assert_false (on_again->own);
  sl_core_test_close (context);
}

/* The file says of a closed application's round that it won't take place. */
static void
test_invitation_own_closed (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", "Interviewing");
  g_autofree char *round = sl_core_test_add_round (context, id, "Technical round", "2026-04-02", "12:00", NULL);
  g_autoptr (SlTransaction) closed = sl_core_test_apply (context, sl_deed_set_status ((const char *[]) { id, NULL }, SL_STATUS_REJECTED, NULL));
  g_autoptr (SlInvitationPlan) off = plan (context, round, "Technical round", "hr@torvmark.example", "20260402T100000Z", "STATUS:CANCELLED\r\n");

  g_assert_true (off->own);
  sl_core_test_close (context);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/core/invitations/finds-application", test_invitation_finds_application);
  g_test_add_func ("/core/invitations/of-many", test_invitation_of_many);
  g_test_add_func ("/core/invitations/addresses-of-many", test_invitation_addresses_of_many);
  g_test_add_func ("/core/invitations/reasons", test_invitation_reasons);
  g_test_add_func ("/core/invitations/compares-few", test_invitation_compares_few);
  g_test_add_func ("/core/invitations/unclear", test_invitation_unclear);
  g_test_add_func ("/core/invitations/words", test_invitation_words);
  g_test_add_func ("/core/invitations/versions", test_invitation_versions);
  g_test_add_func ("/core/invitations/other-date", test_invitation_other_date);
  g_test_add_func ("/core/invitations/and-its-updates", test_invitation_and_its_updates);
  g_test_add_func ("/core/invitations/merged", test_invitation_merged);
  g_test_add_func ("/core/invitations/own-round", test_invitation_own_round);
  g_test_add_func ("/core/invitations/own-closed", test_invitation_own_closed);

  return g_test_run ();
}
