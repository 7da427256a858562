/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The record tables: well-formed, with the limits and words of the server's guide. */

#include <string.h>

#include "sl-kinds.h"
#include "sl-test.h"

static gboolean
is_kebab (const char *text)
{
  return *text != '\0' && strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen (text);
}

static gboolean
is_snake (const char *text)
{
  return *text != '\0' && strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen (text);
}

static void
check_field (const SlKindInfo *info, const SlField *field)
{
  g_assert_nonnull (field->name);
  g_assert_true (is_kebab (field->name));
  g_assert_true (is_snake (field->column));
  g_assert_nonnull (field->label);
  g_assert_cmpstr (sl_field_get_label (field), !=, "");
  g_assert_cmpint (field->max, >=, 0);
  g_assert_true ((field->type == SL_TYPE_ENUM) == (field->words != NULL));
  g_assert_true ((field->type == SL_TYPE_REFERENCE) == (field->target != SL_KIND_NONE));
  /* A kind only refers to kinds before it, so that exports can be read in order. */
  if (field->type == SL_TYPE_REFERENCE)
    g_assert_cmpint (field->target, <, info->kind);
  if (field->flags & SL_FIELD_OWNER)
    g_assert_cmpint (field->target, ==, SL_KIND_APPLICATION);
  if (field->flags & (SL_FIELD_FOLDED | SL_FIELD_LONG))
    g_assert_cmpint (field->type, ==, SL_TYPE_TEXT);
  if (field->flags & SL_FIELD_SEARCHED)
    g_assert_true (field->type == SL_TYPE_TEXT || field->type == SL_TYPE_JSON);
  if (field->flags & SL_FIELD_UNIQUE)
    g_assert_true (field->flags & SL_FIELD_FOLDED);
  if (field->flags & SL_FIELD_DERIVED)
    g_assert_false (field->flags & (SL_FIELD_REQUIRED | SL_FIELD_SYNCED));
  if (field->initial != NULL)
    {
      g_auto (SlValue) value = SL_VALUE_INIT;
      g_autoptr (GError) error = NULL;

      sl_field_get_initial (field, &value);
      sl_field_check (field, &value, &error);
      g_assert_no_error (error);
    }
}

static void
test_tables (void)
{
  for (int kind = 0; kind < SL_N_KINDS; kind++)
    {
      const SlKindInfo *info = sl_kind_get_info (kind);
      g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      g_assert_cmpint (info->kind, ==, kind);
      g_assert_true (is_kebab (info->name));
      g_assert_true (is_snake (info->table));
      g_assert_true (g_str_has_prefix (info->type_name, "Sl"));
      g_assert_cmpint (sl_kind_from_name (info->name), ==, kind);
      g_assert_cmpint (sl_kind_from_name (info->table), ==, kind);
      g_assert_cmpuint (info->n_fields, >, SL_N_COMMON_FIELDS);
      for (guint i = 0; i < info->n_fields; i++)
        {
          const SlField *field = &info->fields[i];
          g_autofree char *column = NULL;

          check_field (info, field);
          g_assert_true (field == sl_kind_get_field (kind, i));
          /* A name may be its own column, but nobody else's. */
          column = g_strdelimit (g_strdup (field->column), "_", '-');
          if (strcmp (column, field->name) != 0)
            g_assert_true (g_hash_table_add (names, g_strdup (field->name)));
          g_assert_true (g_hash_table_add (names, g_steal_pointer (&column)));
          g_assert_cmpuint (sl_kind_find_field (kind, field->name), ==, i);
          g_assert_cmpuint (sl_kind_find_field (kind, field->column), ==, i);
        }
      g_assert_cmpstr (info->fields[SL_FIELD_ID].column, ==, "id");
      g_assert_cmpstr (info->fields[SL_FIELD_CREATED_AT].column, ==, "created_at");
      g_assert_cmpstr (info->fields[SL_FIELD_UPDATED_AT].column, ==, "updated_at");
      g_assert_cmpstr (info->fields[SL_FIELD_DELETED_AT].column, ==, "deleted_at");
    }
  g_assert_cmpint (sl_kind_from_name ("nothing"), ==, SL_KIND_NONE);
  g_assert_cmpint (sl_kind_from_name (NULL), ==, SL_KIND_NONE);
}

/* From the guide: table, column, most characters, least and greatest number, initial value, required. */
static const struct {
  SlKind kind;
  const char *column;
  gint64 min;
  gint64 max;
  const char *initial;
  gboolean required;
} limits[] = {
  { SL_KIND_APPLICATION, "company_name", 0, 255, NULL, TRUE },
  { SL_KIND_APPLICATION, "role_title", 0, 255, NULL, TRUE },
  { SL_KIND_APPLICATION, "url", 0, 500, NULL, FALSE },
  { SL_KIND_APPLICATION, "description", 0, 0, NULL, FALSE },
  { SL_KIND_APPLICATION, "location", 0, 255, NULL, FALSE },
  { SL_KIND_APPLICATION, "salary_min", 0, G_MAXINT32, NULL, FALSE },
  { SL_KIND_APPLICATION, "salary_max", 0, G_MAXINT32, NULL, FALSE },
  { SL_KIND_APPLICATION, "salary_currency", 0, 3, "USD", TRUE },
  { SL_KIND_APPLICATION, "status", 0, 0, "Saved", TRUE },
  { SL_KIND_APPLICATION, "excitement_level", 1, 5, NULL, FALSE },
  { SL_KIND_RESUME_VERSION, "version_name", 0, 50, NULL, TRUE },
  { SL_KIND_RESUME_VERSION, "file_url", 0, 500, NULL, FALSE },
  { SL_KIND_STAGE, "stage_name", 0, 100, NULL, TRUE },
  { SL_KIND_STAGE, "result", 0, 0, "Pending", TRUE },
  { SL_KIND_STAGE, "duration_minutes", 1, G_MAXINT32, NULL, FALSE },
  { SL_KIND_OUTCOME, "status", 0, 0, "Offer", FALSE },
  { SL_KIND_OUTCOME, "salary", 0, G_MAXINT32, NULL, FALSE },
  { SL_KIND_OUTCOME, "salary_currency", 0, 3, "USD", TRUE },
  { SL_KIND_CONTACT, "name", 0, 255, NULL, TRUE },
  { SL_KIND_CONTACT, "email", 0, 255, NULL, FALSE },
  { SL_KIND_CONTACT, "phone", 0, 50, NULL, FALSE },
  { SL_KIND_CONTACT, "role_title", 0, 255, NULL, FALSE },
  { SL_KIND_CONTACT, "company", 0, 255, NULL, FALSE },
  { SL_KIND_CONTACT, "contact_type", 0, 0, "Other", TRUE },
  { SL_KIND_CONTACT, "linkedin_url", 0, 500, NULL, FALSE },
  { SL_KIND_DOCUMENT, "name", 0, 255, NULL, TRUE },
  { SL_KIND_DOCUMENT, "doc_type", 0, 0, "Other", TRUE },
  { SL_KIND_DOCUMENT, "file_url", 0, 500, NULL, FALSE },
  { SL_KIND_REMINDER, "title", 0, 255, NULL, TRUE },
  { SL_KIND_REMINDER, "remind_at", 0, 0, NULL, TRUE },
  { SL_KIND_REMINDER, "reminder_type", 0, 0, "General", TRUE },
  { SL_KIND_TAG, "name", 0, 50, NULL, TRUE },
  { SL_KIND_TAG, "color", 0, 7, "#6366f1", TRUE },
  { SL_KIND_SAVED_JOB, "company_name", 0, 255, NULL, TRUE },
  { SL_KIND_SAVED_JOB, "role_title", 0, 255, NULL, FALSE },
  { SL_KIND_SAVED_JOB, "url", 0, 500, NULL, FALSE },
  { SL_KIND_SAVED_JOB, "company_website", 0, 500, NULL, FALSE },
  { SL_KIND_SAVED_JOB, "salary_range_min", 0, G_MAXINT32, NULL, FALSE },
  { SL_KIND_SAVED_JOB, "source", 0, 255, NULL, FALSE },
  { SL_KIND_SAVED_JOB, "priority", 0, 0, "Medium", TRUE },
  { SL_KIND_SAVED_JOB, "status", 0, 0, "Active", TRUE },
  { SL_KIND_SAVED_JOB, "excitement_level", 1, 5, NULL, FALSE },
};

static void
test_limits (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      guint number = sl_kind_find_field (limits[i].kind, limits[i].column);
      const SlField *field;

      g_assert_cmpuint (number, !=, SL_FIELD_NONE);
      field = sl_kind_get_field (limits[i].kind, number);
      g_assert_cmpstr (field->column, ==, limits[i].column);
      g_assert_cmpint (field->min, ==, limits[i].min);
      g_assert_cmpint (field->max, ==, limits[i].max);
      g_assert_cmpstr (field->initial, ==, limits[i].initial);
      g_assert_cmpint ((field->flags & SL_FIELD_REQUIRED) != 0, ==, limits[i].required);
    }
}

static void
test_owners (void)
{
  g_assert_cmpuint (sl_kind_get_owner_field (SL_KIND_STAGE), ==, SL_STAGE_APPLICATION_ID);
  g_assert_cmpuint (sl_kind_get_owner_field (SL_KIND_REMINDER), ==, SL_REMINDER_APPLICATION_ID);
  g_assert_cmpuint (sl_kind_get_owner_field (SL_KIND_EVENT), ==, SL_EVENT_APPLICATION_ID);
  g_assert_cmpuint (sl_kind_get_owner_field (SL_KIND_CONTACT), ==, SL_FIELD_NONE);
  g_assert_cmpuint (sl_kind_get_owner_field (SL_KIND_APPLICATION), ==, SL_FIELD_NONE);
}

static void
test_guess (void)
{
  g_assert_cmpuint (sl_kind_find_field (SL_KIND_APPLICATION, "applied_source"), ==, SL_APPLICATION_SOURCE);
  g_assert_cmpuint (sl_kind_find_field (SL_KIND_APPLICATION, "source"), ==, SL_APPLICATION_SOURCE);
  g_assert_cmpuint (sl_kind_find_field (SL_KIND_APPLICATION, "role_title"), ==, SL_APPLICATION_ROLE_TITLE);
  g_assert_cmpuint (sl_kind_find_field (SL_KIND_APPLICATION, "role"), ==, SL_FIELD_NONE);
  g_assert_cmpuint (sl_kind_find_field (SL_KIND_STAGE, "stage-name"), ==, SL_STAGE_NAME);

  g_assert_cmpuint (sl_kind_guess_field (SL_KIND_APPLICATION, "role"), ==, SL_APPLICATION_ROLE_TITLE);
  g_assert_cmpuint (sl_kind_guess_field (SL_KIND_APPLICATION, "Company"), ==, SL_APPLICATION_COMPANY_NAME);
  g_assert_cmpuint (sl_kind_guess_field (SL_KIND_APPLICATION, "Work mode"), ==, SL_APPLICATION_WORK_MODE);
  g_assert_cmpuint (sl_kind_guess_field (SL_KIND_APPLICATION, "salary"), ==, SL_FIELD_NONE);
  g_assert_cmpuint (sl_kind_guess_field (SL_KIND_APPLICATION, "compan"), ==, SL_FIELD_NONE);
  g_assert_cmpuint (sl_kind_guess_field (SL_KIND_APPLICATION, "excitement_level"), ==, SL_APPLICATION_EXCITEMENT);
  g_assert_cmpuint (sl_kind_guess_field (SL_KIND_APPLICATION, ""), ==, SL_FIELD_NONE);
  g_assert_cmpuint (sl_kind_guess_field (SL_KIND_APPLICATION, NULL), ==, SL_FIELD_NONE);
}

static void
check_words (const SlEnum *words, const char *expected)
{
  g_auto (GStrv) list = g_strsplit (expected, "|", -1);

  g_assert_cmpuint (sl_enum_count (words), ==, g_strv_length (list));
  for (guint i = 0; list[i] != NULL; i++)
    {
      g_assert_cmpstr (words->values[i].word, ==, list[i]);
      g_assert_cmpint (sl_enum_index (words, list[i]), ==, i);
      g_assert_cmpstr (sl_enum_label (words, list[i]), !=, "");
      /* Each word and each label leads to its own word. */
      g_assert_cmpstr (sl_enum_match (words, list[i]), ==, list[i]);
      g_assert_cmpstr (sl_enum_match (words, sl_enum_label (words, list[i])), ==, list[i]);
    }
}

static void
test_words (void)
{
  check_words (&sl_status_words, "Saved|Applied|Interviewing|Offer|Accepted|Rejected|Withdrawn");
  check_words (&sl_stage_type_words, "Recruiter Call|Phone Screen|Technical|Coding Challenge|Take-Home|System Design|"
                                     "Behavioral|Panel|Onsite|Final Round|Other");
  check_words (&sl_stage_result_words, "Pending|Passed|Failed|Cancelled");
  check_words (&sl_job_type_words, "Full-time|Part-time|Contract|Internship|Freelance");
  check_words (&sl_work_mode_words, "Remote|Hybrid|On-site");
  check_words (&sl_priority_words, "High|Medium|Low");
  check_words (&sl_source_words, "LinkedIn|Indeed|Glassdoor|Company Website|Referral|Job Board|Recruiter|Networking|Career Fair|Other");
  check_words (&sl_contact_type_words, "Recruiter|Hiring Manager|Referral|HR|Peer|Other");
  check_words (&sl_document_type_words, "Resume|Cover Letter|Portfolio|Reference|Other");
  check_words (&sl_reminder_type_words, "Follow-up|Deadline|Interview|General");
  check_words (&sl_saved_job_status_words, "Active|Archived|Converted");
  check_words (&sl_outcome_status_words, "Offer|Rejected|Withdrawn");
  check_words (&sl_lane_words, "applied|recruiter_screen|assessment|hiring_manager_screen|technical_interview|onsite|offer|closed");
  check_words (&sl_event_outcome_words, "offer_accepted|offer_declined|rejected|withdrawn|no_response|ghosted");
  check_words (&sl_event_type_words, "status_update|interview_log|note");

  g_assert_cmpstr (sl_enum_label (&sl_lane_words, "hiring_manager_screen"), ==, "Team Match");
  g_assert_cmpstr (sl_enum_label (&sl_lane_words, "onsite"), ==, "Final Round");
  g_assert_cmpstr (sl_enum_label (&sl_status_words, "Shortlisted"), ==, "Shortlisted");
  g_assert_cmpstr (sl_enum_label (&sl_status_words, NULL), ==, "");
  g_assert_cmpint (sl_enum_index (&sl_status_words, "applied"), ==, -1);
}

static void
test_match (void)
{
  g_assert_cmpstr (sl_enum_match (&sl_work_mode_words, "on site"), ==, "On-site");
  g_assert_cmpstr (sl_enum_match (&sl_work_mode_words, "ONSITE"), ==, "On-site");
  g_assert_cmpstr (sl_enum_match (&sl_work_mode_words, "  On_Site "), ==, "On-site");
  g_assert_cmpstr (sl_enum_match (&sl_job_type_words, "full time"), ==, "Full-time");
  g_assert_cmpstr (sl_enum_match (&sl_document_type_words, "résumé"), ==, "Resume");
  g_assert_cmpstr (sl_enum_match (&sl_document_type_words, "RESUME"), ==, "Resume");
  g_assert_cmpstr (sl_enum_match (&sl_lane_words, "technical interview"), ==, "technical_interview");
  g_assert_cmpstr (sl_enum_match (&sl_lane_words, "team match"), ==, "hiring_manager_screen");
  g_assert_null (sl_enum_match (&sl_work_mode_words, "onsit"));
  g_assert_null (sl_enum_match (&sl_work_mode_words, "on sites"));
  g_assert_null (sl_enum_match (&sl_work_mode_words, ""));
  g_assert_null (sl_enum_match (&sl_work_mode_words, " - "));
  g_assert_null (sl_enum_match (&sl_work_mode_words, NULL));
}

static void
test_lanes (void)
{
  g_assert_null (sl_status_get_lane (SL_STATUS_SAVED));
  g_assert_cmpstr (sl_status_get_lane (SL_STATUS_APPLIED), ==, SL_LANE_APPLIED);
  g_assert_cmpstr (sl_status_get_lane (SL_STATUS_INTERVIEWING), ==, SL_LANE_RECRUITER_SCREEN);
  g_assert_cmpstr (sl_status_get_lane (SL_STATUS_OFFER), ==, SL_LANE_OFFER);
  g_assert_cmpstr (sl_status_get_lane (SL_STATUS_ACCEPTED), ==, SL_LANE_CLOSED);
  g_assert_cmpstr (sl_status_get_lane (SL_STATUS_REJECTED), ==, SL_LANE_CLOSED);
  g_assert_cmpstr (sl_status_get_lane (SL_STATUS_WITHDRAWN), ==, SL_LANE_CLOSED);
  g_assert_null (sl_status_get_lane ("Shortlisted"));
  g_assert_null (sl_status_get_lane (NULL));

  g_assert_cmpstr (sl_lane_get_status (SL_LANE_APPLIED, NULL), ==, SL_STATUS_APPLIED);
  g_assert_cmpstr (sl_lane_get_status (SL_LANE_FINAL_ROUND, NULL), ==, SL_STATUS_INTERVIEWING);
  g_assert_cmpstr (sl_lane_get_status (SL_LANE_OFFER, NULL), ==, SL_STATUS_OFFER);
  g_assert_cmpstr (sl_lane_get_status (SL_LANE_CLOSED, "offer_accepted"), ==, SL_STATUS_ACCEPTED);
  g_assert_cmpstr (sl_lane_get_status (SL_LANE_CLOSED, "offer_declined"), ==, SL_STATUS_WITHDRAWN);
  g_assert_cmpstr (sl_lane_get_status (SL_LANE_CLOSED, "withdrawn"), ==, SL_STATUS_WITHDRAWN);
  g_assert_cmpstr (sl_lane_get_status (SL_LANE_CLOSED, "rejected"), ==, SL_STATUS_REJECTED);
  g_assert_cmpstr (sl_lane_get_status (SL_LANE_CLOSED, "ghosted"), ==, SL_STATUS_REJECTED);
  g_assert_cmpstr (sl_lane_get_status (SL_LANE_CLOSED, NULL), ==, SL_STATUS_REJECTED);
  g_assert_null (sl_lane_get_status ("no_change", NULL));
  g_assert_null (sl_lane_get_status (NULL, "rejected"));

  g_assert_true (sl_status_is_open (SL_STATUS_OFFER));
  g_assert_true (sl_status_is_open ("Shortlisted"));
  g_assert_false (sl_status_is_open (SL_STATUS_ACCEPTED));
  g_assert_false (sl_status_is_open (SL_STATUS_WITHDRAWN));
}

int
main (int argc, char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/model/kinds/tables", test_tables);
  g_test_add_func ("/model/kinds/limits", test_limits);
  g_test_add_func ("/model/kinds/owners", test_owners);
  g_test_add_func ("/model/kinds/guess", test_guess);
  g_test_add_func ("/model/kinds/words", test_words);
  g_test_add_func ("/model/kinds/match", test_match);
  g_test_add_func ("/model/kinds/lanes", test_lanes);

  return g_test_run ();
}
