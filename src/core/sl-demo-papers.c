/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes along with the sample applications: notes, tags, reminders, people (by their function), papers and mail; and
 * what stands beside them: résumés, saved jobs, saved filters. */
#define G_LOG_DOMAIN "sl-demo-papers"

#include "config.h"

#include <string.h>

#include "sl-demo-private.h"
#include "sl-query.h"

/* One in @n in a small search, fewer in a big one. */
static gboolean
chance (SlDemo *demo,
        guint   n)
{
  return sl_demo_roll (demo, n * demo->sparse) == 0;
}

static SlRecord *
add_for (SlDemo   *demo,
         SlRecord *application,
         SlKind    kind,
         gint64    time)
{
  SlRecord *record = sl_demo_add (demo, kind, MIN (time, demo->now));

  sl_record_set_text (record, sl_kind_find_field (kind, "application-id"), sl_record_get_id (application));

  return record;
}

static SlDay
get_applied (SlDemo   *demo,
             SlRecord *application)
{
  SlDay day;

  return sl_day_parse_iso (sl_record_get_text (application, SL_APPLICATION_APPLIED_DATE), &day) ? day : demo->today;
}

static void
add_reminder (SlDemo     *demo,
              SlRecord   *application,
              const char *title,
              const char *type,
              SlDay       day)
{
  gint64 created = sl_record_get_integer (application, SL_FIELD_UPDATED_AT, demo->now);
  SlRecord *reminder = add_for (demo, application, SL_KIND_REMINDER, created);
  gint64 time = sl_demo_time (demo, day, 9);

  /* People choose half hours. */
  time -= time % (30 * SL_DEMO_MINUTE);
  sl_record_set_text (reminder, SL_REMINDER_TITLE, title);
  sl_record_set_text (reminder, SL_REMINDER_TYPE, type);
  sl_record_set_integer (reminder, SL_REMINDER_REMIND_AT, time);
  if (time < demo->now && sl_demo_roll (demo, 10) < 7)
    {
      gint64 done = MIN (time + 90 * SL_DEMO_MINUTE, demo->now);

      sl_record_set_integer (reminder, SL_REMINDER_IS_COMPLETED, TRUE);
      sl_record_set_integer (reminder, SL_REMINDER_COMPLETED_AT, done);
      sl_record_set_integer (reminder, SL_FIELD_UPDATED_AT, done);
    }
}

static void
add_reminders (SlDemo   *demo,
               SlRecord *application)
{
  const char *status = sl_record_get_text (application, SL_APPLICATION_STATUS);
  SlDay applied = get_applied (demo, application);
  char iso[SL_DAY_ISO_SIZE];

  if (g_str_equal (status, SL_STATUS_APPLIED) && applied < demo->today - 4 && chance (demo, 2))
    {
      SlDay day = MAX (applied + 14, demo->today - 6);

      sl_record_set_text (application, SL_APPLICATION_FOLLOW_UP_DATE, sl_day_format_iso (day, iso));
      add_reminder (demo, application, "Ask again", "Follow-up", day);
    }
  else if (g_str_equal (status, SL_STATUS_SAVED) && chance (demo, 3))
    {
      add_reminder (demo, application, "Finish the cover letter", "Deadline", demo->today + (SlDay) sl_demo_roll (demo, 8) - 1);
    }
  else if (g_str_equal (status, SL_STATUS_INTERVIEWING) && chance (demo, 2))
    {
      add_reminder (demo, application, "Lay out the papers", "Interview", demo->today + (SlDay) sl_demo_roll (demo, 7));
    }
  else if (g_str_equal (status, SL_STATUS_OFFER))
    {
      add_reminder (demo, application, "Talk it over at home", "Deadline", demo->today + 2 + (SlDay) sl_demo_roll (demo, 4));
    }
}

static void
add_tags (SlDemo   *demo,
          SlRecord *application)
{
  guint n = chance (demo, 2) ? 1 + (sl_demo_roll (demo, 3) == 0) : 0;
  guint first = sl_demo_roll (demo, demo->tags->len);

  for (guint i = 0; i < n; i++)
    {
      SlRecord *assignment = add_for (demo, application, SL_KIND_TAG_ASSIGNMENT, sl_record_get_integer (application, SL_FIELD_CREATED_AT, 0));

      sl_record_set_text (assignment, SL_TAG_ASSIGNMENT_TAG_ID, g_ptr_array_index (demo->tags, (first + 3 * i) % demo->tags->len));
    }
}

/* People are called by what they do: no sample has a person's name. */
static const struct {
  const char *name;
  const char *type;
  const char *role;
  const char *address;
} sample_people[] = {
  { "Recruiting team", "Recruiter", "Talent acquisition", "jobs" },
  { "Hiring manager", "Hiring Manager", "Head of department", "team" },
  { "HR office", "HR", "HR partner", "hr" },
  { "Future colleague", "Peer", NULL, "hello" },
  { "Team lead", "Hiring Manager", "Team lead", "lead" },
  { "Front desk", "Other", "Reception", "office" },
};

static void
add_contact (SlDemo   *demo,
             SlRecord *application)
{
  guint who = sl_demo_roll (demo, G_N_ELEMENTS (sample_people));
  const char *company = sl_record_get_text (application, SL_APPLICATION_COMPANY_NAME);
  g_autofree char *first_word = g_strndup (company, strcspn (company, " "));
  g_autofree char *host = g_ascii_strdown (first_word, -1);
  g_autofree char *email = g_strdup_printf ("%s@%s.example", sample_people[who].address, host);
  g_autofree char *name = g_strdup_printf ("%s, %s", sample_people[who].name, first_word);
  SlRecord *contact = add_for (demo, application, SL_KIND_CONTACT, sl_record_get_integer (application, SL_FIELD_UPDATED_AT, 0));
  SlDay applied = get_applied (demo, application);
  char iso[SL_DAY_ISO_SIZE];

  sl_record_set_text (contact, SL_CONTACT_NAME, name);
  sl_record_set_text (contact, SL_CONTACT_TYPE, sample_people[who].type);
  sl_record_set_text (contact, SL_CONTACT_ROLE_TITLE, sample_people[who].role);
  sl_record_set_text (contact, SL_CONTACT_COMPANY, company);
  sl_record_set_text (contact, SL_CONTACT_EMAIL, email);
  if (sl_demo_roll (demo, 3) == 0)
    {
      g_autofree char *phone = g_strdup_printf ("+49 30 5550 %03u", sl_demo_roll (demo, 1000));

      sl_record_set_text (contact, SL_CONTACT_PHONE, phone);
    }
  sl_record_set_text (contact, SL_CONTACT_LAST_CONTACTED, sl_day_format_iso (MIN (applied + (SlDay) sl_demo_roll (demo, 30), demo->today), iso));
}

/* Not of one application. */
static void
add_people_alone (SlDemo *demo,
                  gint64  time)
{
  static const struct {
    const char *name;
    const char *type;
    const char *role;
    const char *email;
    const char *linkedin;
    const char *notes;
    SlDay silent;
  } people[] = {
    { "Coach at the job centre", "Other", "Placement officer", "coach@jobcentre.example", NULL, "Wants a list of applications each month.", 12 },
    { "Former boss", "Referral", "Head of production", "boss@oldplace.example", "https://www.linkedin.com/in/example-former-boss", "Offered to be a reference.", 75 },
    { "Headhunter, agency", "Recruiter", "Consultant", "office@agency.example", "https://www.linkedin.com/in/example-agency", "Calls on Fridays.", 33 },
    { "Neighbour in the trade", "Peer", NULL, NULL, NULL, "Knows who is hiring nearby.", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      SlRecord *contact = sl_demo_add (demo, SL_KIND_CONTACT, time + i * SL_DEMO_MINUTE);
      char iso[SL_DAY_ISO_SIZE];

      sl_record_set_text (contact, SL_CONTACT_NAME, people[i].name);
      sl_record_set_text (contact, SL_CONTACT_TYPE, people[i].type);
      sl_record_set_text (contact, SL_CONTACT_ROLE_TITLE, people[i].role);
      sl_record_set_text (contact, SL_CONTACT_EMAIL, people[i].email);
      sl_record_set_text (contact, SL_CONTACT_LINKEDIN_URL, people[i].linkedin);
      sl_record_set_text (contact, SL_CONTACT_NOTES, people[i].notes);
      if (people[i].silent >= 0)
        sl_record_set_text (contact, SL_CONTACT_LAST_CONTACTED, sl_day_format_iso (demo->today - people[i].silent, iso));
    }
}

static void
add_document (SlDemo     *demo,
              SlRecord   *application,
              const char *kind,
              const char *type,
              SlDemoFile  file)
{
  g_autofree char *name = g_strdup_printf ("%s for %s", kind, sl_record_get_text (application, SL_APPLICATION_COMPANY_NAME));
  SlRecord *document = add_for (demo, application, SL_KIND_DOCUMENT, sl_record_get_integer (application, SL_FIELD_CREATED_AT, 0));

  sl_record_set_text (document, SL_DOCUMENT_NAME, name);
  sl_record_set_text (document, SL_DOCUMENT_TYPE, type);
  sl_demo_set_file (demo, document, file);
}

static void
add_message (SlDemo   *demo,
             SlRecord *application)
{
  const char *status = sl_record_get_text (application, SL_APPLICATION_STATUS);
  const char *company = sl_record_get_text (application, SL_APPLICATION_COMPANY_NAME);
  gboolean rejected = g_str_equal (status, SL_STATUS_REJECTED);
  gint64 time = sl_record_get_integer (application, SL_FIELD_UPDATED_AT, 0) - 20 * SL_DEMO_MINUTE;
  g_autofree char *subject = g_strdup_printf ("Your application as %s", sl_record_get_text (application, SL_APPLICATION_ROLE_TITLE));
  g_autofree char *sender = g_strdup_printf ("%s, recruiting team", company);
  g_autofree char *message_id = g_strdup_printf ("%08x@mail.example", g_rand_int (demo->rand));
  SlRecord *message = add_for (demo, application, SL_KIND_MESSAGE, time);

  sl_record_set_text (message, SL_MESSAGE_MESSAGE_ID, message_id);
  sl_record_set_text (message, SL_MESSAGE_SENDER, sender);
  sl_record_set_text (message, SL_MESSAGE_SUBJECT, subject);
  sl_record_set_integer (message, SL_MESSAGE_RECEIVED_AT, time);
  sl_record_set_text (message, SL_MESSAGE_SNIPPET,
                      rejected ? "Thank you for your interest. After careful review we have decided to go on with other applicants."
                               : "Thank you for your application. We have received your papers and will come back to you soon.");
  sl_record_set_text (message, SL_MESSAGE_CLASSIFICATION, rejected ? "rejected" : SL_LANE_APPLIED);
  sl_record_set_text (message, SL_MESSAGE_STATE, sl_demo_roll (demo, 4) == 0 ? "manual_linked" : "auto_linked");
}

static void
add_notes (SlDemo            *demo,
           SlRecord          *application,
           const SlDemoField *field)
{
  static const char *const remarks[] = {
    "Found it on the way home. The place looks friendly.", "Pay is a bit low, but the hours are good.",
    "Ask whether a day from home is possible.", "Long way by train. Would have to move.", "Same house as last year, new department.",
    "Send the certificates along.", NULL
  };

  if (sl_demo_roll (demo, 3) == 0)
    {
      g_autofree char *notes = g_strdup_printf ("%s Mention %s.", sl_demo_pick (demo, remarks), sl_demo_pick (demo, field->skills));

      sl_record_set_text (application, SL_APPLICATION_NOTES, notes);
    }
}

void
sl_demo_add_papers (SlDemo            *demo,
                    SlRecord          *application,
                    const SlDemoField *field)
{
  gboolean sent = !sl_record_is_null (application, SL_APPLICATION_APPLIED_DATE);

  add_notes (demo, application, field);
  add_tags (demo, application);
  add_reminders (demo, application);
  if (sent && chance (demo, 3))
    add_contact (demo, application);
  if (sent && chance (demo, 2))
    add_document (demo, application, "Cover letter", "Cover Letter", SL_DEMO_FILE_LETTER);
  if (sent && chance (demo, 6))
    add_document (demo, application, "Work samples", "Portfolio", SL_DEMO_FILE_SAMPLES);
  if (sent && chance (demo, 3))
    add_message (demo, application);
}

/* Beside the applications */

static void
add_resumes (SlDemo *demo,
             gint64  time)
{
  static const struct {
    const char *name;
    const char *notes;
    SlDemoFile file;
  } versions[] = {
    { "General, one page", NULL, SL_DEMO_FILE_RESUME_SHORT },
    { "With project list", "For places that ask about projects", SL_DEMO_FILE_RESUME_LONG },
    { "English, two pages", NULL, SL_DEMO_FILE_RESUME_ENGLISH },
  };

  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    {
      SlRecord *resume = sl_demo_add (demo, SL_KIND_RESUME_VERSION, time + i * SL_DEMO_MINUTE);

      sl_record_set_text (resume, SL_RESUME_VERSION_NAME, versions[i].name);
      sl_record_set_text (resume, SL_RESUME_VERSION_NOTES, versions[i].notes);
      sl_demo_set_file (demo, resume, versions[i].file);
      g_ptr_array_add (demo->resumes, g_strdup (sl_record_get_id (resume)));
    }
}

static void
add_all_tags (SlDemo *demo,
              gint64  time)
{
  for (guint i = 0; i < sl_demo_n_tags; i++)
    {
      SlRecord *tag = sl_demo_add (demo, SL_KIND_TAG, time + i * SL_DEMO_MINUTE);

      sl_record_set_text (tag, SL_TAG_NAME, sl_demo_tags[i].name);
      sl_record_set_text (tag, SL_TAG_COLOR, sl_demo_tags[i].color);
      g_ptr_array_add (demo->tags, g_strdup (sl_record_get_id (tag)));
    }
}

static void
add_saved_filter (SlDemo     *demo,
                  const char *name,
                  SlQuery    *query,
                  guint       position)
{
  SlRecord *filter = sl_demo_add (demo, SL_KIND_SAVED_FILTER, sl_demo_time (demo, demo->first_day, 12));
  g_autofree char *json = sl_query_to_json (query);

  sl_record_set_text (filter, SL_SAVED_FILTER_NAME, name);
  sl_record_set_text (filter, SL_SAVED_FILTER_QUERY, json);
  sl_record_set_integer (filter, SL_SAVED_FILTER_POSITION, position);
}

static void
add_saved_filters (SlDemo *demo)
{
  g_autoptr (SlQuery) waiting = sl_query_new ();
  g_autoptr (SlQuery) important = sl_query_new ();
  g_autoptr (SlQuery) from_home = sl_query_new ();

  sl_query_add_word (waiting, SL_FACET_STATUS, SL_STATUS_APPLIED);
  sl_query_set_sort (waiting, SL_SORT_QUIET, FALSE);
  sl_query_add_word (important, SL_FACET_PRIORITY, "High");
  sl_query_add_word (from_home, SL_FACET_WORK_MODE, "Remote");
  sl_query_add_word (from_home, SL_FACET_WORK_MODE, "Hybrid");
  add_saved_filter (demo, "Waiting for an answer", waiting, 0);
  add_saved_filter (demo, "Important", important, 1);
  add_saved_filter (demo, "From home", from_home, 2);
}

/* Without the dice: each says something of its own. */
static void
add_saved_details (SlRecord          *job,
                   const SlDemoField *field,
                   const SlDemoPlace *place,
                   guint              i)
{
  static const char *const notes[] = { "Ask whether the hours can be moved.", "A friend of a friend works there.", NULL, "They look for someone from next month on." };
  static const char *const priorities[] = { "Medium", "High", "Medium", "Low" };
  g_autofree char *url = g_strdup_printf ("https://jobs.example/%u", 4100 + i * 17);
  gint64 pay = (gint64) (field->salary * place->factor) / place->step * place->step;

  sl_record_set_text (job, SL_SAVED_JOB_URL, url);
  sl_record_set_text (job, SL_SAVED_JOB_PRIORITY, priorities[i % G_N_ELEMENTS (priorities)]);
  sl_record_set_text (job, SL_SAVED_JOB_NOTES, notes[i % G_N_ELEMENTS (notes)]);
  sl_record_set_text (job, SL_SAVED_JOB_WORK_MODE, field->remote > 5 ? "Remote" : "On-site");
  if (i % 2 == 1)
    {
      sl_record_set_integer (job, SL_SAVED_JOB_SALARY_MIN, pay);
      sl_record_set_integer (job, SL_SAVED_JOB_SALARY_MAX, pay + 5 * place->step);
    }
}

static void
add_saved_jobs (SlDemo *demo)
{
  for (guint i = 0; i < 9; i++)
    {
      const SlDemoField *field = &sl_demo_fields[sl_demo_roll (demo, sl_demo_n_fields)];
      const SlDemoPlace *place = &sl_demo_places[sl_demo_roll (demo, 6)];
      SlDay found = demo->today - (SlDay) (i * 3);
      SlRecord *job = sl_demo_add (demo, SL_KIND_SAVED_JOB, MIN (sl_demo_time (demo, found, 19), demo->now));
      g_autofree char *name = g_strconcat (sl_demo_pick (demo, sl_demo_name_starts), sl_demo_pick (demo, sl_demo_name_ends), " ",
                                           sl_demo_pick (demo, field->employers), NULL);
      char iso[SL_DAY_ISO_SIZE];

      sl_record_set_text (job, SL_SAVED_JOB_COMPANY_NAME, name);
      sl_record_set_text (job, SL_SAVED_JOB_ROLE_TITLE, sl_demo_pick (demo, field->roles));
      sl_record_set_text (job, SL_SAVED_JOB_LOCATION, place->location);
      sl_record_set_text (job, SL_SAVED_JOB_SALARY_CURRENCY, place->currency);
      sl_record_set_text (job, SL_SAVED_JOB_SOURCE, i % 3 == 0 ? "Newsletter" : "Job board");
      sl_record_set_text (job, SL_SAVED_JOB_STATUS, i > 6 ? "Archived" : "Active");
      sl_record_set_integer (job, SL_SAVED_JOB_EXCITEMENT_LEVEL, 1 + sl_demo_roll (demo, 5));
      add_saved_details (job, field, place, i);
      if (i < 6)
        sl_record_set_text (job, SL_SAVED_JOB_DEADLINE, sl_day_format_iso (demo->today + 2 + (SlDay) (i * 4), iso));
    }
}

static void
add_answers (SlDemo *demo)
{
  for (guint i = 0; i < sl_demo_n_fields; i++)
    {
      SlRecord *answer = sl_demo_add (demo, SL_KIND_ANSWER, sl_demo_time (demo, demo->today - (SlDay) (i * 2), 20) - SL_DEMO_DAY);

      sl_record_set_text (answer, SL_ANSWER_QUESTION, sl_demo_fields[i].questions[i % 2]);
      sl_record_set_text (answer, SL_ANSWER_NOTES, sl_demo_pick (demo, sl_demo_answers));
    }
}

/**
 * sl_demo_add_basics:
 *
 * Adds what applications refer to, and what stands beside them, to the batch.
 */
void
sl_demo_add_basics (SlDemo *demo)
{
  gint64 time = sl_demo_time (demo, demo->first_day - 1, 11);

  add_resumes (demo, time);
  add_people_alone (demo, time + 5 * SL_DEMO_MINUTE);
  add_all_tags (demo, time + 10 * SL_DEMO_MINUTE);
  add_saved_filters (demo);
  add_saved_jobs (demo);
  add_answers (demo);
}

/* A posting that was kept before it was applied for. */
static void
add_converted_job (SlDemo   *demo,
                   SlRecord *application)
{
  SlRecord *job = sl_demo_add (demo, SL_KIND_SAVED_JOB, sl_record_get_integer (application, SL_FIELD_CREATED_AT, 0));

  sl_record_set_text (job, SL_SAVED_JOB_COMPANY_NAME, sl_record_get_text (application, SL_APPLICATION_COMPANY_NAME));
  sl_record_set_text (job, SL_SAVED_JOB_ROLE_TITLE, sl_record_get_text (application, SL_APPLICATION_ROLE_TITLE));
  sl_record_set_text (job, SL_SAVED_JOB_LOCATION, sl_record_get_text (application, SL_APPLICATION_LOCATION));
  sl_record_set_text (job, SL_SAVED_JOB_STATUS, "Converted");
  sl_record_set_text (job, SL_SAVED_JOB_CONVERTED_TO, sl_record_get_id (application));
}

/* After it was given up, somebody called. */
static void
add_late_answer (SlDemo   *demo,
                 SlRecord *application)
{
  gint64 time = demo->now - SL_DEMO_DAY;
  SlRecord *event = add_for (demo, application, SL_KIND_EVENT, time);

  sl_record_set_text (event, SL_EVENT_TYPE, SL_EVENT_TYPE_NOTE);
  sl_record_set_text (event, SL_EVENT_LABEL, "They called after all and ask for a talk");
  sl_record_set_integer (event, SL_EVENT_OCCURRED_AT, time);
  sl_record_set_text (event, SL_EVENT_ACTOR, "user");
}

/* What was given up: the Trash isn't empty either. */
static void
add_trashed (SlDemo *demo)
{
  static const struct {
    SlKind kind;
    const char *name;
    const char *company;
    SlDay ago;
  } trashed[] = {
    { SL_KIND_SAVED_JOB, "Night Porter", "Calvmere Hotel", 1 },
    { SL_KIND_SAVED_JOB, "Sales Trainee", "Zephwick Market", 4 },
    { SL_KIND_CONTACT, "Salesman for courses", NULL, 9 },
    { SL_KIND_REMINDER, "Call the gym about the contract", NULL, 16 },
    { SL_KIND_SAVED_JOB, "Parcel Courier", "Ilverdale Freight", 25 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (trashed); i++)
    {
      gint64 time = sl_demo_time (demo, demo->today - trashed[i].ago, 19) - SL_DEMO_DAY;
      SlRecord *record = sl_demo_add (demo, trashed[i].kind, time - 3 * SL_DEMO_DAY);

      switch ((int) trashed[i].kind)
        {
        case SL_KIND_SAVED_JOB:
          sl_record_set_text (record, SL_SAVED_JOB_ROLE_TITLE, trashed[i].name);
          sl_record_set_text (record, SL_SAVED_JOB_COMPANY_NAME, trashed[i].company);
          break;
        case SL_KIND_CONTACT:
          sl_record_set_text (record, SL_CONTACT_NAME, trashed[i].name);
          break;
        default:
          sl_record_set_text (record, SL_REMINDER_TITLE, trashed[i].name);
          sl_record_set_integer (record, SL_REMINDER_REMIND_AT, time);
          break;
        }
      sl_record_set_integer (record, SL_FIELD_DELETED_AT, time);
      sl_record_set_integer (record, SL_FIELD_UPDATED_AT, time);
    }
}

/**
 * sl_demo_add_today:
 *
 * Adds what the start page needs beside what the applications brought, to the last batch.
 */
void
sl_demo_add_today (SlDemo *demo)
{
  SlRecord *reminder = sl_demo_add (demo, SL_KIND_REMINDER, demo->now - SL_DEMO_DAY);
  gboolean answered = FALSE;
  guint n_converted = 0;
  gint64 time;

  sl_record_set_text (reminder, SL_REMINDER_TITLE, "Bring the portfolio up to date");
  time = sl_demo_time (demo, demo->today, 9);
  sl_record_set_integer (reminder, SL_REMINDER_REMIND_AT, MIN (time - time % (30 * SL_DEMO_MINUTE), demo->now));
  for (guint i = 0; i < demo->applications->len && (!answered || n_converted < 3); i++)
    {
      SlRecord *application = g_ptr_array_index (demo->applications, i);

      if (n_converted < 3 && !sl_record_is_null (application, SL_APPLICATION_APPLIED_DATE))
        {
          add_converted_job (demo, application);
          n_converted++;
        }
      if (!answered && g_strcmp0 (sl_record_get_text (application, SL_APPLICATION_STATUS_DETAIL), SL_DETAIL_NO_RESPONSE) == 0)
        {
          add_late_answer (demo, application);
          answered = TRUE;
        }
    }
  add_trashed (demo);
}
