/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of applications and of the two kinds that look like one: saved jobs and résumé versions. Limits and
 * words as in the OfferTracker API guide. */

#define G_LOG_DOMAIN "sl-kinds-application"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-kinds-private.h"

const SlEnum sl_status_words = {
  "status",
  (const SlEnumValue[]) {
    { SL_STATUS_SAVED, NC_("status", "Saved") },
    { SL_STATUS_APPLIED, NC_("status", "Applied") },
    { SL_STATUS_INTERVIEWING, NC_("status", "Interviewing") },
    { SL_STATUS_OFFER, NC_("status", "Offer") },
    { SL_STATUS_ACCEPTED, NC_("status", "Accepted") },
    { SL_STATUS_REJECTED, NC_("status", "Rejected") },
    { SL_STATUS_WITHDRAWN, NC_("status", "Withdrawn") },
    { NULL, NULL },
  },
};

/* Local: why, where the status alone doesn't say it. */
const SlEnum sl_status_detail_words = {
  "status-detail",
  (const SlEnumValue[]) {
    { SL_DETAIL_NO_RESPONSE, NC_("status-detail", "No response") },
    { NULL, NULL },
  },
};

const SlEnum sl_job_type_words = {
  "job-type",
  (const SlEnumValue[]) {
    { "Full-time", NC_("job-type", "Full-time") },
    { "Part-time", NC_("job-type", "Part-time") },
    { "Contract", NC_("job-type", "Contract") },
    { "Internship", NC_("job-type", "Internship") },
    { "Freelance", NC_("job-type", "Freelance") },
    { NULL, NULL },
  },
};

const SlEnum sl_work_mode_words = {
  "work-mode",
  (const SlEnumValue[]) {
    { "Remote", NC_("work-mode", "Remote") },
    { "Hybrid", NC_("work-mode", "Hybrid") },
    { "On-site", NC_("work-mode", "On-site") },
    { NULL, NULL },
  },
};

const SlEnum sl_priority_words = {
  "priority",
  (const SlEnumValue[]) {
    { "High", NC_("priority", "High") },
    { "Medium", NC_("priority", "Medium") },
    { "Low", NC_("priority", "Low") },
    { NULL, NULL },
  },
};

const SlEnum sl_source_words = {
  "source",
  (const SlEnumValue[]) {
    { "LinkedIn", NC_("source", "LinkedIn") },
    { "Indeed", NC_("source", "Indeed") },
    { "Glassdoor", NC_("source", "Glassdoor") },
    { "Company Website", NC_("source", "Company website") },
    { "Referral", NC_("source", "Referral") },
    { "Job Board", NC_("source", "Job board") },
    { "Recruiter", NC_("source", "Recruiter") },
    { "Networking", NC_("source", "Networking") },
    { "Career Fair", NC_("source", "Career fair") },
    { "Other", NC_("source", "Other") },
    { NULL, NULL },
  },
};

const SlEnum sl_saved_job_status_words = {
  "saved-job-status",
  (const SlEnumValue[]) {
    { "Active", NC_("saved-job-status", "Active") },
    { "Archived", NC_("saved-job-status", "Archived") },
    { "Converted", NC_("saved-job-status", "Turned into an application") },
    { NULL, NULL },
  },
};

const SlField sl_application_fields[] = {
  SL_COMMON_FIELDS,
  [SL_APPLICATION_COMPANY_NAME] =
    SL_TEXT ("company-name", "company_name", SL_FIELD_REQUIRED | SL_FIELD_SYNCED | SL_FIELD_SEARCHED | SL_FIELD_FOLDED, 255, N_("Company")),
  [SL_APPLICATION_ROLE_TITLE] =
    SL_TEXT ("role-title", "role_title", SL_FIELD_REQUIRED | SL_FIELD_SYNCED | SL_FIELD_SEARCHED | SL_FIELD_FOLDED, 255, N_("Role")),
  [SL_APPLICATION_STATUS] =
    SL_ENUM ("status", "status", SL_FIELD_REQUIRED | SL_FIELD_SYNCED, &sl_status_words, SL_STATUS_SAVED, N_("Status")),
  [SL_APPLICATION_STATUS_DETAIL] =
    SL_ENUM ("status-detail", "status_detail", 0, &sl_status_detail_words, NULL, N_("Status detail")),
  [SL_APPLICATION_URL] =
    SL_TEXT ("url", "url", SL_FIELD_SYNCED | SL_FIELD_URL, 500, N_("Link")),
  [SL_APPLICATION_LOCATION] =
    SL_TEXT ("location", "location", SL_FIELD_SYNCED | SL_FIELD_SEARCHED | SL_FIELD_FOLDED, 255, N_("Location")),
  [SL_APPLICATION_JOB_TYPE] =
    SL_ENUM ("job-type", "job_type", SL_FIELD_SYNCED, &sl_job_type_words, NULL, N_("Job type")),
  [SL_APPLICATION_WORK_MODE] =
    SL_ENUM ("work-mode", "work_mode", SL_FIELD_SYNCED, &sl_work_mode_words, NULL, N_("Work mode")),
  [SL_APPLICATION_SALARY_MIN] =
    SL_MONEY ("salary-min", "salary_min", SL_FIELD_SYNCED, N_("Salary from")),
  [SL_APPLICATION_SALARY_MAX] =
    SL_MONEY ("salary-max", "salary_max", SL_FIELD_SYNCED, N_("Salary to")),
  [SL_APPLICATION_SALARY_CURRENCY] =
    SL_CURRENCY (SL_FIELD_SYNCED),
  [SL_APPLICATION_SOURCE] =
    SL_ENUM ("source", "applied_source", SL_FIELD_SYNCED, &sl_source_words, NULL, N_("Source")),
  [SL_APPLICATION_APPLIED_DATE] =
    SL_DATE ("applied-date", "applied_date", SL_FIELD_SYNCED, N_("Applied date")),
  [SL_APPLICATION_FOLLOW_UP_DATE] =
    SL_DATE ("follow-up-date", "follow_up_date", SL_FIELD_SYNCED, N_("Follow-up date")),
  [SL_APPLICATION_PRIORITY] =
    SL_ENUM ("priority", "priority", SL_FIELD_SYNCED, &sl_priority_words, NULL, N_("Priority")),
  /* local for an application, a saved job has it on the server */
  [SL_APPLICATION_EXCITEMENT] =
    SL_INTEGER ("excitement", "excitement_level", SL_FIELD_STARS, 1, 5, N_("Excitement")),
  [SL_APPLICATION_RESUME_VERSION_ID] =
    SL_REFERENCE ("resume-version-id", "resume_version_id", SL_FIELD_SYNCED, SL_KIND_RESUME_VERSION, N_("Résumé")),
  [SL_APPLICATION_DESCRIPTION] =
    SL_TEXT ("description", "description", SL_FIELD_SYNCED | SL_FIELD_SEARCHED | SL_FIELD_LONG, 0, N_("Job description")),
  [SL_APPLICATION_NOTES] =
    SL_TEXT ("notes", "notes", SL_FIELD_SYNCED | SL_FIELD_SEARCHED | SL_FIELD_LONG, 0, N_("Notes")),
  /* local */
  [SL_APPLICATION_QUIET_UNTIL] =
    SL_DATE ("quiet-until", "quiet_until", SL_FIELD_HIDDEN, N_("Quiet until")),
  [SL_APPLICATION_BOARD_RANK] =
    SL_RANK ("board-rank", "board_rank", SL_FIELD_HIDDEN, N_("Place on the board")),
  [SL_APPLICATION_LANE] =
    SL_ENUM ("lane", "lane", SL_FIELD_DERIVED | SL_FIELD_HIDDEN, &sl_lane_words, NULL, N_("Interview step")),
  [SL_APPLICATION_STATUS_SINCE] =
    SL_TIME ("status-since", "status_since", SL_FIELD_DERIVED | SL_FIELD_HIDDEN, N_("In this status since")),
  [SL_APPLICATION_LAST_ACTIVITY] =
    SL_TIME ("last-activity", "last_activity_at", SL_FIELD_DERIVED | SL_FIELD_HIDDEN, N_("Last activity")),
};

const SlField sl_saved_job_fields[] = {
  SL_COMMON_FIELDS,
  [SL_SAVED_JOB_COMPANY_NAME] =
    SL_TEXT ("company-name", "company_name", SL_FIELD_REQUIRED | SL_FIELD_SYNCED | SL_FIELD_SEARCHED, 255, N_("Company")),
  [SL_SAVED_JOB_ROLE_TITLE] =
    SL_TEXT ("role-title", "role_title", SL_FIELD_SYNCED | SL_FIELD_SEARCHED, 255, N_("Role")),
  [SL_SAVED_JOB_STATUS] =
    SL_ENUM ("status", "status", SL_FIELD_REQUIRED | SL_FIELD_SYNCED, &sl_saved_job_status_words, "Active", N_("Status")),
  [SL_SAVED_JOB_URL] =
    SL_TEXT ("url", "url", SL_FIELD_SYNCED | SL_FIELD_URL, 500, N_("Link")),
  [SL_SAVED_JOB_COMPANY_WEBSITE] =
    SL_TEXT ("company-website", "company_website", SL_FIELD_SYNCED | SL_FIELD_URL, 500, N_("Company website")),
  [SL_SAVED_JOB_LOCATION] =
    SL_TEXT ("location", "location", SL_FIELD_SYNCED | SL_FIELD_SEARCHED, 255, N_("Location")),
  [SL_SAVED_JOB_JOB_TYPE] =
    SL_ENUM ("job-type", "job_type", SL_FIELD_SYNCED, &sl_job_type_words, NULL, N_("Job type")),
  [SL_SAVED_JOB_WORK_MODE] =
    SL_ENUM ("work-mode", "work_mode", SL_FIELD_SYNCED, &sl_work_mode_words, NULL, N_("Work mode")),
  [SL_SAVED_JOB_SALARY_MIN] =
    SL_MONEY ("salary-min", "salary_range_min", SL_FIELD_SYNCED, N_("Salary from")),
  [SL_SAVED_JOB_SALARY_MAX] =
    SL_MONEY ("salary-max", "salary_range_max", SL_FIELD_SYNCED, N_("Salary to")),
  [SL_SAVED_JOB_SALARY_CURRENCY] =
    SL_CURRENCY (SL_FIELD_SYNCED),
  [SL_SAVED_JOB_PRIORITY] =
    SL_ENUM ("priority", "priority", SL_FIELD_REQUIRED | SL_FIELD_SYNCED, &sl_priority_words, "Medium", N_("Priority")),
  [SL_SAVED_JOB_SOURCE] =
    SL_TEXT ("source", "source", SL_FIELD_SYNCED | SL_FIELD_SEARCHED, 255, N_("Source")),
  [SL_SAVED_JOB_DEADLINE] =
    SL_DATE ("deadline", "deadline", SL_FIELD_SYNCED, N_("Application deadline")),
  [SL_SAVED_JOB_EXCITEMENT_LEVEL] =
    SL_INTEGER ("excitement-level", "excitement_level", SL_FIELD_SYNCED | SL_FIELD_STARS, 1, 5, N_("Excitement")),
  [SL_SAVED_JOB_NOTES] =
    SL_TEXT ("notes", "notes", SL_FIELD_SYNCED | SL_FIELD_LONG | SL_FIELD_SEARCHED, 0, N_("Notes")),
  [SL_SAVED_JOB_CONVERTED_TO] =
    SL_REFERENCE ("converted-to", "converted_to_application_id", SL_FIELD_SYNCED | SL_FIELD_HIDDEN, SL_KIND_APPLICATION, N_("Application")),
};

const SlField sl_resume_version_fields[] = {
  SL_COMMON_FIELDS,
  [SL_RESUME_VERSION_NAME] =
    SL_TEXT ("version-name", "version_name", SL_FIELD_REQUIRED | SL_FIELD_SYNCED | SL_FIELD_SEARCHED, 50, N_("Name")),
  [SL_RESUME_VERSION_NOTES] =
    SL_TEXT ("notes", "notes", SL_FIELD_SYNCED | SL_FIELD_LONG | SL_FIELD_SEARCHED, 0, N_("Notes")),
  [SL_RESUME_VERSION_FILE_URL] =
    SL_TEXT ("file-url", "file_url", SL_FIELD_SYNCED | SL_FIELD_URL, 500, N_("Link to the file")),
  /* local: SHA-256 of the attached copy */
  [SL_RESUME_VERSION_FILE_HASH] =
    SL_TEXT ("file-hash", "file_hash", SL_FIELD_HIDDEN, 64, N_("Checksum of the file")),
  [SL_RESUME_VERSION_FILE_NAME] =
    SL_TEXT ("file-name", "file_name", SL_FIELD_HIDDEN | SL_FIELD_SEARCHED, 255, N_("File name")),
  [SL_RESUME_VERSION_FILE_SIZE] =
    SL_INTEGER ("file-size", "file_size", SL_FIELD_HIDDEN, 0, G_MAXINT64, N_("File size")),
};
