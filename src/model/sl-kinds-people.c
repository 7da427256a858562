/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of what goes along with applications: people, papers, reminders, tags and saved filters. Limits and
 * words as in the OfferTracker API guide; saved filters and answers are local. */

#define G_LOG_DOMAIN "sl-kinds-people"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-kinds-private.h"

const SlEnum sl_contact_type_words = {
  "contact-type",
  (const SlEnumValue[]) {
    { "Recruiter", NC_("contact-type", "Recruiter") },
    { "Hiring Manager", NC_("contact-type", "Hiring manager") },
    { "Referral", NC_("contact-type", "Referral") },
    { "HR", NC_("contact-type", "HR") },
    { "Peer", NC_("contact-type", "Peer") },
    { "Other", NC_("contact-type", "Other") },
    { NULL, NULL },
  },
};

const SlEnum sl_document_type_words = {
  "document-type",
  (const SlEnumValue[]) {
    { "Resume", NC_("document-type", "Résumé") },
    { "Cover Letter", NC_("document-type", "Cover letter") },
    { "Portfolio", NC_("document-type", "Portfolio") },
    { "Reference", NC_("document-type", "Reference") },
    { "Other", NC_("document-type", "Other") },
    { NULL, NULL },
  },
};

const SlEnum sl_reminder_type_words = {
  "reminder-type",
  (const SlEnumValue[]) {
    { "Follow-up", NC_("reminder-type", "Follow-up") },
    { "Deadline", NC_("reminder-type", "Deadline") },
    { "Interview", NC_("reminder-type", "Interview") },
    { "General", NC_("reminder-type", "General") },
    { NULL, NULL },
  },
};

const SlField sl_contact_fields[] = {
  SL_COMMON_FIELDS,
  /* Not the owner: people stay when the application goes. */
  [SL_CONTACT_APPLICATION_ID] =
    SL_REFERENCE ("application-id", "application_id", SL_FIELD_SYNCED, SL_KIND_APPLICATION, N_("Application")),
  [SL_CONTACT_NAME] =
    SL_TEXT ("name", "name", SL_FIELD_REQUIRED | SL_FIELD_SYNCED | SL_FIELD_FOLDED | SL_FIELD_SEARCHED, 255, N_("Name")),
  [SL_CONTACT_EMAIL] =
    SL_TEXT ("email", "email", SL_FIELD_SYNCED | SL_FIELD_EMAIL | SL_FIELD_SEARCHED, 255, N_("Email")),
  [SL_CONTACT_PHONE] =
    SL_TEXT ("phone", "phone", SL_FIELD_SYNCED | SL_FIELD_PHONE | SL_FIELD_SEARCHED, 50, N_("Phone")),
  [SL_CONTACT_ROLE_TITLE] =
    SL_TEXT ("role-title", "role_title", SL_FIELD_SYNCED | SL_FIELD_SEARCHED, 255, N_("Job title")),
  [SL_CONTACT_COMPANY] =
    SL_TEXT ("company", "company", SL_FIELD_SYNCED | SL_FIELD_SEARCHED, 255, N_("Company")),
  [SL_CONTACT_TYPE] =
    SL_ENUM ("contact-type", "contact_type", SL_FIELD_REQUIRED | SL_FIELD_SYNCED, &sl_contact_type_words, "Other", N_("Type")),
  [SL_CONTACT_LINKEDIN_URL] =
    SL_TEXT ("linkedin-url", "linkedin_url", SL_FIELD_SYNCED | SL_FIELD_URL, 500, N_("LinkedIn")),
  [SL_CONTACT_NOTES] =
    SL_TEXT ("notes", "notes", SL_FIELD_SYNCED | SL_FIELD_LONG | SL_FIELD_SEARCHED, 0, N_("Notes")),
  [SL_CONTACT_LAST_CONTACTED] =
    SL_DATE ("last-contacted", "last_contacted", SL_FIELD_SYNCED, N_("Last contacted")),
};

const SlField sl_document_fields[] = {
  SL_COMMON_FIELDS,
  [SL_DOCUMENT_APPLICATION_ID] = SL_OWNING_APPLICATION,
  [SL_DOCUMENT_NAME] =
    SL_TEXT ("name", "name", SL_FIELD_REQUIRED | SL_FIELD_SYNCED | SL_FIELD_SEARCHED, 255, N_("Name")),
  [SL_DOCUMENT_TYPE] =
    SL_ENUM ("doc-type", "doc_type", SL_FIELD_REQUIRED | SL_FIELD_SYNCED, &sl_document_type_words, "Other", N_("Type")),
  [SL_DOCUMENT_FILE_URL] =
    SL_TEXT ("file-url", "file_url", SL_FIELD_SYNCED | SL_FIELD_URL, 500, N_("Link to the file")),
  /* local: SHA-256 of the attached copy */
  [SL_DOCUMENT_FILE_HASH] =
    SL_TEXT ("file-hash", "file_hash", SL_FIELD_HIDDEN, 64, N_("Checksum of the file")),
  [SL_DOCUMENT_NOTES] =
    SL_TEXT ("notes", "notes", SL_FIELD_SYNCED | SL_FIELD_LONG | SL_FIELD_SEARCHED, 0, N_("Notes")),
  /* local, as the one that follows */
  [SL_DOCUMENT_FILE_NAME] =
    SL_TEXT ("file-name", "file_name", SL_FIELD_HIDDEN | SL_FIELD_SEARCHED, 255, N_("File name")),
  [SL_DOCUMENT_FILE_SIZE] =
    SL_INTEGER ("file-size", "file_size", SL_FIELD_HIDDEN, 0, G_MAXINT64, N_("File size")),
};

const SlField sl_reminder_fields[] = {
  SL_COMMON_FIELDS,
  /* The owner where there is one; a reminder may also stand alone. */
  [SL_REMINDER_APPLICATION_ID] =
    SL_REFERENCE ("application-id", "application_id", SL_FIELD_SYNCED | SL_FIELD_OWNER, SL_KIND_APPLICATION, N_("Application")),
  [SL_REMINDER_TITLE] =
    SL_TEXT ("title", "title", SL_FIELD_REQUIRED | SL_FIELD_SYNCED | SL_FIELD_SEARCHED, 255, N_("Title")),
  [SL_REMINDER_DESCRIPTION] =
    SL_TEXT ("description", "description", SL_FIELD_SYNCED | SL_FIELD_LONG | SL_FIELD_SEARCHED, 0, N_("Description")),
  [SL_REMINDER_REMIND_AT] =
    SL_TIME ("remind-at", "remind_at", SL_FIELD_REQUIRED | SL_FIELD_SYNCED, N_("When")),
  [SL_REMINDER_TYPE] =
    SL_ENUM ("reminder-type", "reminder_type", SL_FIELD_REQUIRED | SL_FIELD_SYNCED, &sl_reminder_type_words, "General", N_("Type")),
  [SL_REMINDER_IS_COMPLETED] =
    SL_BOOLEAN ("is-completed", "is_completed", SL_FIELD_REQUIRED | SL_FIELD_SYNCED, "0", N_("Done")),
  [SL_REMINDER_COMPLETED_AT] =
    SL_TIME ("completed-at", "completed_at", SL_FIELD_SYNCED | SL_FIELD_HIDDEN, N_("Done at")),
  /* local, as the two that follow */
  [SL_REMINDER_RULE] =
    SL_TEXT ("rule", "rule", SL_FIELD_HIDDEN, 32, N_("Rule")),
  [SL_REMINDER_ORIGIN_ID] =
    SL_TEXT ("origin-id", "origin_id", SL_FIELD_HIDDEN, 64, N_("Worked out from")),
  [SL_REMINDER_ORIGIN_AT] =
    SL_TIME ("origin-at", "origin_at", SL_FIELD_HIDDEN, N_("Worked out for")),
};

const SlField sl_tag_fields[] = {
  SL_COMMON_FIELDS,
  [SL_TAG_NAME] =
    SL_TEXT ("name", "name", SL_FIELD_REQUIRED | SL_FIELD_SYNCED | SL_FIELD_FOLDED | SL_FIELD_UNIQUE, 50, N_("Tag name")),
  [SL_TAG_COLOR] =
    { .name = "color", .column = "color", .type = SL_TYPE_TEXT, .flags = SL_FIELD_REQUIRED | SL_FIELD_SYNCED | SL_FIELD_COLOR,
      .max = 7, .target = SL_KIND_NONE, .initial = "#6366f1", .label = N_("Color") },
};

const SlField sl_tag_assignment_fields[] = {
  SL_COMMON_FIELDS,
  [SL_TAG_ASSIGNMENT_APPLICATION_ID] = SL_OWNING_APPLICATION,
  [SL_TAG_ASSIGNMENT_TAG_ID] =
    SL_REFERENCE ("tag-id", "tag_id", SL_FIELD_REQUIRED | SL_FIELD_SYNCED, SL_KIND_TAG, N_("Tag")),
};

const SlField sl_saved_filter_fields[] = {
  SL_COMMON_FIELDS,
  [SL_SAVED_FILTER_NAME] =
    SL_TEXT ("name", "name", SL_FIELD_REQUIRED, 100, N_("Name")),
  [SL_SAVED_FILTER_QUERY] =
    SL_JSON ("query", "query", SL_FIELD_REQUIRED | SL_FIELD_HIDDEN, N_("Filter")),
  [SL_SAVED_FILTER_POSITION] =
    SL_RANK ("position", "position", SL_FIELD_HIDDEN, N_("Place in the list")),
};

const SlField sl_answer_fields[] = {
  SL_COMMON_FIELDS,
  [SL_ANSWER_QUESTION] =
    SL_TEXT ("question", "question", SL_FIELD_REQUIRED | SL_FIELD_FOLDED | SL_FIELD_UNIQUE | SL_FIELD_SEARCHED, 0, N_("Question")),
  [SL_ANSWER_NOTES] =
    SL_TEXT ("notes", "notes", SL_FIELD_LONG | SL_FIELD_SEARCHED, 0, N_("Your answer")),
};
