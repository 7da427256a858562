/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The collections of the model server, each with its columns in the order of the answers. */
#define G_LOG_DOMAIN "sl-model-server"

#include "config.h"

#include <string.h>

#include "sl-model-kinds.h"

#define BOTH (SL_MODEL_CREATE | SL_MODEL_UPDATE)
#define REFERS(kind) .refers = (kind), .refers_set = TRUE
#define OWNER { "user_id", SL_MODEL_TEXT, SL_MODEL_NOT_NULL | SL_MODEL_CASCADE, REFERS (SL_MODEL_USERS) }
#define HIDDEN_OWNER { "user_id", SL_MODEL_TEXT, SL_MODEL_NOT_NULL | SL_MODEL_INTERNAL | SL_MODEL_CASCADE, REFERS (SL_MODEL_USERS) }
#define RAW_OWNER { "user_id", SL_MODEL_TEXT, SL_MODEL_NOT_NULL | SL_MODEL_RAW | SL_MODEL_CASCADE, REFERS (SL_MODEL_USERS) }
#define PARENT { "application_id", SL_MODEL_TEXT, SL_MODEL_NOT_NULL | SL_MODEL_CASCADE, REFERS (SL_MODEL_APPLICATIONS) }
#define ID { "id", SL_MODEL_ID }
#define CREATED { "created_at", SL_MODEL_TIME }
#define UPDATED { "updated_at", SL_MODEL_TIME }
#define TEXT(name, size) { (name), SL_MODEL_TEXT, BOTH, (size) }
#define WORD(name, list) { (name), SL_MODEL_WORD, BOTH, .words = (list) }
#define DAY(name) { (name), SL_MODEL_DAY, BOTH }
#define AMOUNT(name) { (name), SL_MODEL_INT, BOTH, .has_low = TRUE, .low = 0 }
#define CURRENCY { "salary_currency", SL_MODEL_TEXT, BOTH | SL_MODEL_FIXED | SL_MODEL_NOT_NULL, 3, .fallback = "USD" }
#define NAME(name, size) { (name), SL_MODEL_TEXT, BOTH | SL_MODEL_REQUIRED | SL_MODEL_FIXED | SL_MODEL_NOT_NULL, (size) }
#define END { NULL }

static const SlModelField user_fields[] = {
  { "id", SL_MODEL_ID, SL_MODEL_PUBLIC },
  { "email", SL_MODEL_TEXT, SL_MODEL_NOT_NULL | SL_MODEL_INDEXED },
  { "username", SL_MODEL_TEXT, SL_MODEL_NOT_NULL | SL_MODEL_INDEXED | SL_MODEL_PUBLIC },
  { "display_name", SL_MODEL_TEXT, SL_MODEL_UPDATE | SL_MODEL_PUBLIC, 100 },
  { "password_hash", SL_MODEL_TEXT, SL_MODEL_RAW },
  { "bio", SL_MODEL_TEXT, SL_MODEL_UPDATE | SL_MODEL_PUBLIC },
  { "is_profile_public", SL_MODEL_BOOL, SL_MODEL_UPDATE },
  { "profile_visibility", SL_MODEL_PATTERN, SL_MODEL_UPDATE | SL_MODEL_PUBLIC, .words = SL_MODEL_VISIBILITY_WORDS },
  { "streak_days", SL_MODEL_INT, SL_MODEL_PUBLIC },
  { "last_active_date", SL_MODEL_DAY },
  { "created_at", SL_MODEL_TIME, SL_MODEL_PUBLIC },
  UPDATED, END,
};

static const SlModelField resume_fields[] = {
  NAME ("version_name", 50), TEXT ("notes", 0), TEXT ("file_url", 500), ID, RAW_OWNER, CREATED, UPDATED, END,
};

static const SlModelField application_fields[] = {
  ID, RAW_OWNER, NAME ("company_name", 255), NAME ("role_title", 255), TEXT ("url", 500), TEXT ("description", 0), TEXT ("location", 255),
  WORD ("job_type", SL_MODEL_JOB_TYPE_WORDS), WORD ("work_mode", SL_MODEL_WORK_MODE_WORDS),
  AMOUNT ("salary_min"), AMOUNT ("salary_max"), CURRENCY, WORD ("applied_source", SL_MODEL_SOURCE_WORDS),
  DAY ("applied_date"), DAY ("follow_up_date"), WORD ("priority", SL_MODEL_PRIORITY_WORDS), TEXT ("notes", 0),
  { "status", SL_MODEL_WORD, BOTH | SL_MODEL_FIXED | SL_MODEL_NOT_NULL, .words = SL_MODEL_STATUS_WORDS, .fallback = SL_MODEL_FIRST_WORD },
  { "resume_version_id", SL_MODEL_TEXT, BOTH, REFERS (SL_MODEL_RESUMES) },
  CREATED, UPDATED, END,
};

static const SlModelField stage_fields[] = {
  ID, HIDDEN_OWNER, PARENT, NAME ("stage_name", 100), WORD ("stage_type", SL_MODEL_STAGE_TYPE_WORDS), DAY ("stage_date"),
  { "result", SL_MODEL_WORD, BOTH | SL_MODEL_FIXED, .words = SL_MODEL_STAGE_RESULT_WORDS, .fallback = SL_MODEL_FIRST_WORD },
  { "duration_minutes", SL_MODEL_INT, BOTH, .has_low = TRUE, .above = TRUE, .low = 0 },
  TEXT ("interviewer_names", 0), TEXT ("prep_notes", 0),
  { "questions_asked", SL_MODEL_LIST, BOTH | SL_MODEL_NO_CHANGE, .fallback = "[]" },
  TEXT ("notes", 0), CREATED, UPDATED, END,
};

static const SlModelField outcome_fields[] = {
  ID, HIDDEN_OWNER, PARENT,
  { "status", SL_MODEL_TEXT, BOTH, 50, .words = SL_MODEL_OUTCOME_WORDS, .fallback = SL_MODEL_FIRST_WORD },
  AMOUNT ("salary"), CURRENCY, TEXT ("bonus", 0), TEXT ("equity", 0), TEXT ("benefits", 0), DAY ("start_date"), DAY ("deadline"),
  TEXT ("negotiation_notes", 0), TEXT ("notes", 0), CREATED, UPDATED, END,
};

static const SlModelField reflection_fields[] = {
  TEXT ("what_worked", 0), TEXT ("what_failed", 0), { "skill_gaps", SL_MODEL_OBJECT, BOTH }, TEXT ("improvement_plan", 0),
  ID, HIDDEN_OWNER, PARENT, CREATED, UPDATED, END,
};

static const SlModelField contact_fields[] = {
  ID, OWNER, { "application_id", SL_MODEL_TEXT, BOTH, REFERS (SL_MODEL_APPLICATIONS) },
  NAME ("name", 255), TEXT ("email", 255), TEXT ("phone", 50), TEXT ("role_title", 255), TEXT ("company", 255),
  { "contact_type", SL_MODEL_WORD, BOTH | SL_MODEL_FIXED, .words = SL_MODEL_CONTACT_TYPE_WORDS, .fallback = "Other" },
  TEXT ("linkedin_url", 500), TEXT ("notes", 0), DAY ("last_contacted"), CREATED, UPDATED, END,
};

static const SlModelField document_fields[] = {
  ID, HIDDEN_OWNER,
  { "application_id", SL_MODEL_TEXT, SL_MODEL_CREATE | SL_MODEL_REQUIRED | SL_MODEL_FIXED | SL_MODEL_NOT_NULL | SL_MODEL_CASCADE,
    REFERS (SL_MODEL_APPLICATIONS) },
  { "doc_type", SL_MODEL_WORD, BOTH | SL_MODEL_FIXED, .words = SL_MODEL_DOCUMENT_TYPE_WORDS, .fallback = "Other" },
  NAME ("name", 255), TEXT ("file_url", 500), TEXT ("notes", 0), CREATED, UPDATED, END,
};

static const SlModelField reminder_fields[] = {
  ID, OWNER, { "application_id", SL_MODEL_TEXT, SL_MODEL_CREATE | SL_MODEL_CASCADE, REFERS (SL_MODEL_APPLICATIONS) },
  NAME ("title", 255), TEXT ("description", 0),
  { "remind_at", SL_MODEL_TIME, BOTH | SL_MODEL_REQUIRED | SL_MODEL_FIXED | SL_MODEL_NOT_NULL },
  { "reminder_type", SL_MODEL_WORD, BOTH | SL_MODEL_FIXED, .words = SL_MODEL_REMINDER_TYPE_WORDS, .fallback = "General" },
  { "is_completed", SL_MODEL_BOOL, SL_MODEL_UPDATE }, { "completed_at", SL_MODEL_TIME }, CREATED, UPDATED, END,
};

static const SlModelField tag_fields[] = {
  ID, OWNER, NAME ("name", 50), { "color", SL_MODEL_TEXT, BOTH | SL_MODEL_FIXED, 7, .fallback = "#6366f1" }, CREATED, END,
};

static const SlModelField application_tag_fields[] = {
  ID, HIDDEN_OWNER, PARENT,
  { "tag_id", SL_MODEL_TEXT, SL_MODEL_NOT_NULL | SL_MODEL_CASCADE, REFERS (SL_MODEL_TAGS) },
  CREATED, { "tag", SL_MODEL_NOTHING }, END,
};

static const SlModelField saved_job_fields[] = {
  ID, OWNER, NAME ("company_name", 255), TEXT ("role_title", 255), TEXT ("url", 500), TEXT ("company_website", 500), TEXT ("location", 255),
  WORD ("job_type", SL_MODEL_JOB_TYPE_WORDS), WORD ("work_mode", SL_MODEL_WORK_MODE_WORDS),
  AMOUNT ("salary_range_min"), AMOUNT ("salary_range_max"), CURRENCY,
  { "priority", SL_MODEL_WORD, BOTH | SL_MODEL_FIXED, .words = SL_MODEL_PRIORITY_WORDS, .fallback = "Medium" },
  TEXT ("source", 255), TEXT ("notes", 0), DAY ("deadline"),
  { "status", SL_MODEL_TEXT, SL_MODEL_UPDATE | SL_MODEL_NOT_NULL, .words = SL_MODEL_SAVED_WORDS },
  { "excitement_level", SL_MODEL_INT, BOTH, .has_low = TRUE, .low = 1, .has_high = TRUE, .high = 5 },
  { "converted_to_application_id", SL_MODEL_TEXT, REFERS (SL_MODEL_APPLICATIONS) }, CREATED, UPDATED, END,
};

static const SlModelField activity_fields[] = {
  ID, OWNER, { "application_id", SL_MODEL_TEXT, SL_MODEL_CASCADE, REFERS (SL_MODEL_APPLICATIONS) },
  { "action", SL_MODEL_TEXT }, { "description", SL_MODEL_TEXT }, { "metadata", SL_MODEL_OBJECT }, CREATED, END,
};

static const SlModelField milestone_fields[] = {
  ID, { "name", SL_MODEL_TEXT }, { "description", SL_MODEL_TEXT }, { "criteria", SL_MODEL_OBJECT }, CREATED, END,
};

static const SlModelField user_milestone_fields[] = {
  ID, OWNER, { "milestone_id", SL_MODEL_TEXT, REFERS (SL_MODEL_MILESTONES) }, { "reached_at", SL_MODEL_TIME }, END,
};

static const SlModelField follow_fields[] = {
  ID, { "follower_id", SL_MODEL_TEXT, SL_MODEL_NOT_NULL | SL_MODEL_CASCADE, REFERS (SL_MODEL_USERS) },
  { "following_id", SL_MODEL_TEXT, SL_MODEL_NOT_NULL | SL_MODEL_CASCADE, REFERS (SL_MODEL_USERS) }, CREATED, END,
};

static const SlModelField group_fields[] = {
  ID, NAME ("name", 100), TEXT ("description", 0),
  { "created_by", SL_MODEL_TEXT, SL_MODEL_NOT_NULL | SL_MODEL_CASCADE, REFERS (SL_MODEL_USERS) },
  { "is_public", SL_MODEL_BOOL, BOTH | SL_MODEL_FIXED, .fallback = "true" }, CREATED, UPDATED, END,
};

static const SlModelField member_fields[] = {
  ID, { "group_id", SL_MODEL_TEXT, SL_MODEL_NOT_NULL | SL_MODEL_CASCADE, REFERS (SL_MODEL_GROUPS) }, OWNER,
  { "role", SL_MODEL_TEXT }, { "joined_at", SL_MODEL_TIME }, END,
};

static const SlModelField post_fields[] = {
  ID, OWNER, { "group_id", SL_MODEL_TEXT, SL_MODEL_CREATE | SL_MODEL_CASCADE, REFERS (SL_MODEL_GROUPS) },
  { "post_type", SL_MODEL_WORD, SL_MODEL_CREATE | SL_MODEL_FIXED, .words = SL_MODEL_POST_TYPE_WORDS, .fallback = "Update" },
  TEXT ("title", 255), NAME ("content", 0), { "is_public", SL_MODEL_BOOL, BOTH | SL_MODEL_FIXED, .fallback = "true" },
  { "reaction_count", SL_MODEL_NOTHING, .fallback = "0" }, CREATED, UPDATED, END,
};

static const SlModelField reaction_fields[] = {
  ID, { "post_id", SL_MODEL_TEXT, SL_MODEL_NOT_NULL | SL_MODEL_CASCADE, REFERS (SL_MODEL_POSTS) }, OWNER,
  { "reaction", SL_MODEL_WORD, SL_MODEL_CREATE | SL_MODEL_FIXED, .words = SL_MODEL_REACTION_TYPE_WORDS, .fallback = "Like" }, CREATED, END,
};

static const SlModelField register_fields[] = {
  NAME ("email", 255), { "username", SL_MODEL_TEXT, SL_MODEL_CREATE | SL_MODEL_REQUIRED | SL_MODEL_FIXED, 50, 3, 3 },
  { "password", SL_MODEL_TEXT, SL_MODEL_CREATE | SL_MODEL_REQUIRED | SL_MODEL_FIXED, 128, 6, 8 }, TEXT ("display_name", 100), END,
};

static const SlModelField login_fields[] = {
  NAME ("email", 255), { "password", SL_MODEL_TEXT, SL_MODEL_CREATE | SL_MODEL_REQUIRED | SL_MODEL_FIXED, 0, 6, 6 }, END,
};

static const SlModelField upload_fields[] = { END };

static SlModelKindInfo kinds[SL_MODEL_N_KINDS] = {
  [SL_MODEL_USERS] = { "users", user_fields, "User not found", "Profile is private", "Failed to fetch user", .unique = { "username" } },
  [SL_MODEL_RESUMES] = { "resumes", resume_fields, "Resume version not found", "Not your resume", "Failed to fetch resume" },
  [SL_MODEL_APPLICATIONS] = { "applications", application_fields, "Application not found", "Not your application", "Failed to fetch application", SL_MODEL_NEWEST, "created_at" },
  [SL_MODEL_STAGES] = { "stages", stage_fields, "Stage not found", "Not your application", "Failed to fetch stage" },
  [SL_MODEL_OUTCOMES] = { "outcomes", outcome_fields, "Outcome not found", "Not your application", "Failed to fetch outcome", .unique = { "application_id" } },
  [SL_MODEL_REFLECTIONS] = { "reflections", reflection_fields, "Reflection not found", "Not your application", "Failed to fetch reflection", .unique = { "application_id" } },
  [SL_MODEL_CONTACTS] = { "contacts", contact_fields, "Contact not found", "Not your contact", "Failed to fetch contact", SL_MODEL_NEWEST, "created_at" },
  [SL_MODEL_DOCUMENTS] = { "documents", document_fields, "Document not found", "Not your document", "Failed to fetch document", SL_MODEL_NEWEST, "created_at" },
  [SL_MODEL_REMINDERS] = { "reminders", reminder_fields, "Reminder not found", "Not your reminder", "Failed to fetch reminder", SL_MODEL_SOONEST, "remind_at" },
  [SL_MODEL_TAGS] = { "tags", tag_fields, "Tag not found", "Not your tag", "Failed to fetch tag", SL_MODEL_BY_NAME, "name", .unique = { "user_id", "name" } },
  [SL_MODEL_APPLICATION_TAGS] = { "application_tags", application_tag_fields, "Tag not assigned to this application", "Not your application", NULL, .unique = { "application_id", "tag_id" } },
  [SL_MODEL_SAVED_JOBS] = { "saved_jobs", saved_job_fields, "Saved job not found", "Not your saved job", "Failed to fetch saved job", SL_MODEL_NEWEST, "created_at" },
  [SL_MODEL_ACTIVITY] = { "activity", activity_fields, NULL, NULL, NULL, SL_MODEL_NEWEST, "created_at" },
  [SL_MODEL_MILESTONES] = { "milestones", milestone_fields },
  [SL_MODEL_USER_MILESTONES] = { "user_milestones", user_milestone_fields, NULL, NULL, NULL, SL_MODEL_NEWEST, "reached_at", .unique = { "user_id", "milestone_id" } },
  [SL_MODEL_FOLLOWS] = { "follows", follow_fields, "Not following this user", NULL, NULL, SL_MODEL_NEWEST, "created_at", .unique = { "follower_id", "following_id" } },
  [SL_MODEL_GROUPS] = { "groups", group_fields, "Group not found", "Only group creator can update", "Failed to fetch group", SL_MODEL_NEWEST, "created_at" },
  [SL_MODEL_MEMBERS] = { "group_members", member_fields, "Not a member of this group", NULL, NULL, .unique = { "group_id", "user_id" } },
  [SL_MODEL_POSTS] = { "posts", post_fields, "Post not found", "Not your post", "Failed to fetch post", SL_MODEL_NEWEST, "created_at" },
  [SL_MODEL_REACTIONS] = { "reactions", reaction_fields, "No reaction to remove", NULL, NULL, .unique = { "post_id", "user_id", "reaction" } },
  [SL_MODEL_REGISTER] = { "UserRegister", register_fields },
  [SL_MODEL_LOGIN] = { "UserLogin", login_fields },
  [SL_MODEL_UPLOAD] = { "Upload", upload_fields },
};

/* The members of the server's enums are named after their words: COVER_LETTER; they show in the activity. */
static const struct {
  const char *name;
  const char *words[12];
} word_lists[SL_MODEL_N_WORDS] = {
  [SL_MODEL_STATUS_WORDS] = { "ApplicationStatus", { "Saved", "Applied", "Interviewing", "Offer", "Accepted", "Rejected", "Withdrawn" } },
  [SL_MODEL_STAGE_TYPE_WORDS] = { "StageType", { "Recruiter Call", "Phone Screen", "Technical", "Coding Challenge", "Take-Home", "System Design", "Behavioral", "Panel", "Onsite", "Final Round", "Other" } },
  [SL_MODEL_STAGE_RESULT_WORDS] = { "StageResult", { "Pending", "Passed", "Failed", "Cancelled" } },
  [SL_MODEL_JOB_TYPE_WORDS] = { "JobType", { "Full-time", "Part-time", "Contract", "Internship", "Freelance" } },
  [SL_MODEL_WORK_MODE_WORDS] = { "WorkMode", { "Remote", "Hybrid", "On-site" } },
  [SL_MODEL_PRIORITY_WORDS] = { "Priority", { "High", "Medium", "Low" } },
  [SL_MODEL_SOURCE_WORDS] = { "Source", { "LinkedIn", "Indeed", "Glassdoor", "Company Website", "Referral", "Job Board", "Recruiter", "Networking", "Career Fair", "Other" } },
  [SL_MODEL_CONTACT_TYPE_WORDS] = { "ContactType", { "Recruiter", "Hiring Manager", "Referral", "HR", "Peer", "Other" } },
  [SL_MODEL_DOCUMENT_TYPE_WORDS] = { "DocumentType", { "Resume", "Cover Letter", "Portfolio", "Reference", "Other" } },
  [SL_MODEL_REMINDER_TYPE_WORDS] = { "ReminderType", { "Follow-up", "Deadline", "Interview", "General" } },
  [SL_MODEL_POST_TYPE_WORDS] = { "PostType", { "Update", "Tip", "Milestone", "Question", "Resource", "Celebration" } },
  [SL_MODEL_REACTION_TYPE_WORDS] = { "ReactionType", { "Like", "Celebrate", "Support", "Insightful" } },
  [SL_MODEL_VISIBILITY_WORDS] = { "ProfileVisibility", { "private", "followers", "groups", "public" } },
  [SL_MODEL_OUTCOME_WORDS] = { NULL, { "Offer", "Rejected", "Withdrawn" } },
  [SL_MODEL_SAVED_WORDS] = { NULL, { "Active", "Archived", "Converted" } },
};

static const char *const newer_status[] = { "Open", "Applied", "Shortlisted", "Interview", "Offer", "Rejected", "Closed", NULL };

/**
 * sl_model_kind_info:
 * @kind: a collection or a body
 *
 * Returns: (transfer none): what is known of it
 */
const SlModelKindInfo *
sl_model_kind_info (SlModelKind kind)
{
  SlModelKindInfo *info = &kinds[kind];

  if (info->n_fields == 0)
    while (info->fields[info->n_fields].name != NULL)
      info->n_fields++;
  g_assert (info->n_fields <= SL_MODEL_MAX_FIELDS);

  return info;
}

/**
 * sl_model_kind_field:
 * @kind: a collection or a body
 * @name: a column's name
 *
 * Returns: the column's number, or -1
 */
int
sl_model_kind_field (SlModelKind  kind,
                     const char  *name)
{
  const SlModelKindInfo *info = sl_model_kind_info (kind);

  for (guint i = 0; i < info->n_fields; i++)
    if (info->fields[i].name[0] == name[0] && strcmp (info->fields[i].name, name) == 0)
      return (int) i;

  return -1;
}

/**
 * sl_model_words:
 * @words: a list of words
 * @profile: the server's generation
 *
 * Returns: (transfer none) (array zero-terminated=1): the list's words
 */
const char *const *
sl_model_words (SlModelWords   words,
                SlModelProfile profile)
{
  if (words == SL_MODEL_STATUS_WORDS && profile == SL_MODEL_PROFILE_HEAD)
    return newer_status;

  return word_lists[words].words;
}

/**
 * sl_model_words_name:
 * @words: a list of words
 *
 * Returns: (transfer none) (nullable): the enum's name in the server's own description
 */
const char *
sl_model_words_name (SlModelWords words)
{
  return word_lists[words].name;
}

/**
 * sl_model_word_python:
 * @words: a list of words
 * @word: one of them
 *
 * Returns: (transfer full): the word as the server's language prints the enum's member, "DocumentType.COVER_LETTER"
 */
char *
sl_model_word_python (SlModelWords  words,
                      const char   *word)
{
  g_autofree char *member = g_ascii_strup (word, -1);

  g_strcanon (member, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", '_');

  return g_strdup_printf ("%s.%s", word_lists[words].name, member);
}
