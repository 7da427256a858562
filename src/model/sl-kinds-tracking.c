/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of what happens to an application: interview rounds, the offer, the look back, the history of its
 * statuses and the mail about it. Rounds, offer and reflection as in the OfferTracker API guide; the words of the
 * interview lanes are those of a JobOps server; events and messages are local. */

#define G_LOG_DOMAIN "sl-kinds-tracking"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-kinds-private.h"

const SlEnum sl_lane_words = {
  "lane",
  (const SlEnumValue[]) {
    { SL_LANE_APPLIED, NC_("lane", "Applied") },
    { SL_LANE_RECRUITER_SCREEN, NC_("lane", "Recruiter Screen") },
    { SL_LANE_ASSESSMENT, NC_("lane", "Assessment") },
    { SL_LANE_TEAM_MATCH, NC_("lane", "Team Match") },
    { SL_LANE_TECHNICAL_INTERVIEW, NC_("lane", "Technical Interview") },
    { SL_LANE_FINAL_ROUND, NC_("lane", "Final Round") },
    { SL_LANE_OFFER, NC_("lane", "Offer") },
    { SL_LANE_CLOSED, NC_("lane", "Closed") },
    { NULL, NULL },
  },
};

const SlEnum sl_event_outcome_words = {
  "event-outcome",
  (const SlEnumValue[]) {
    { "offer_accepted", NC_("event-outcome", "Offer accepted") },
    { "offer_declined", NC_("event-outcome", "Offer declined") },
    { "rejected", NC_("event-outcome", "Rejected") },
    { "withdrawn", NC_("event-outcome", "Withdrawn") },
    { "no_response", NC_("event-outcome", "No response") },
    { "ghosted", NC_("event-outcome", "Ghosted") },
    { NULL, NULL },
  },
};

const SlEnum sl_event_type_words = {
  "event-type",
  (const SlEnumValue[]) {
    { SL_EVENT_TYPE_STATUS, NC_("event-type", "Status change") },
    { SL_EVENT_TYPE_INTERVIEW, NC_("event-type", "Interview") },
    { SL_EVENT_TYPE_NOTE, NC_("event-type", "Note") },
    { NULL, NULL },
  },
};

const SlEnum sl_event_actor_words = {
  "event-actor",
  (const SlEnumValue[]) {
    { "user", NC_("event-actor", "You") },
    { "system", NC_("event-actor", "Shortlist") },
    { "mail", NC_("event-actor", "Mail") },
    { "sync", NC_("event-actor", "Sync") },
    { "import", NC_("event-actor", "Import") },
    { NULL, NULL },
  },
};

const SlEnum sl_stage_type_words = {
  "stage-type",
  (const SlEnumValue[]) {
    { "Recruiter Call", NC_("stage-type", "Recruiter call") },
    { "Phone Screen", NC_("stage-type", "Phone screen") },
    { "Technical", NC_("stage-type", "Technical") },
    { "Coding Challenge", NC_("stage-type", "Coding challenge") },
    { "Take-Home", NC_("stage-type", "Take-home") },
    { "System Design", NC_("stage-type", "System design") },
    { "Behavioral", NC_("stage-type", "Behavioral") },
    { "Panel", NC_("stage-type", "Panel") },
    { "Onsite", NC_("stage-type", "On site") },
    { "Final Round", NC_("stage-type", "Final round") },
    { "Other", NC_("stage-type", "Other") },
    { NULL, NULL },
  },
};

const SlEnum sl_stage_result_words = {
  "stage-result",
  (const SlEnumValue[]) {
    { "Pending", NC_("stage-result", "Pending") },
    { "Passed", NC_("stage-result", "Passed") },
    { "Failed", NC_("stage-result", "Failed") },
    { "Cancelled", NC_("stage-result", "Cancelled") },
    { NULL, NULL },
  },
};

const SlEnum sl_outcome_status_words = {
  "outcome-status",
  (const SlEnumValue[]) {
    { SL_STATUS_OFFER, NC_("outcome-status", "Offer") },
    { SL_STATUS_REJECTED, NC_("outcome-status", "Rejected") },
    { SL_STATUS_WITHDRAWN, NC_("outcome-status", "Withdrawn") },
    { NULL, NULL },
  },
};

/* What a mail says: the lanes, and the two ends that a lane alone can't tell apart. */
const SlEnum sl_message_class_words = {
  "message-class",
  (const SlEnumValue[]) {
    { "no_change", NC_("message-class", "No change") },
    { SL_LANE_APPLIED, NC_("message-class", "Applied") },
    { SL_LANE_RECRUITER_SCREEN, NC_("message-class", "Recruiter Screen") },
    { SL_LANE_ASSESSMENT, NC_("message-class", "Assessment") },
    { SL_LANE_TEAM_MATCH, NC_("message-class", "Team Match") },
    { SL_LANE_TECHNICAL_INTERVIEW, NC_("message-class", "Technical Interview") },
    { SL_LANE_FINAL_ROUND, NC_("message-class", "Final Round") },
    { SL_LANE_OFFER, NC_("message-class", "Offer") },
    { "rejected", NC_("message-class", "Rejected") },
    { "withdrawn", NC_("message-class", "Withdrawn") },
    { SL_LANE_CLOSED, NC_("message-class", "Closed") },
    { NULL, NULL },
  },
};

const SlEnum sl_message_state_words = {
  "message-state",
  (const SlEnumValue[]) {
    { "pending_user", NC_("message-state", "To review") },
    { "auto_linked", NC_("message-state", "Linked automatically") },
    { "manual_linked", NC_("message-state", "Linked by you") },
    { "ignored", NC_("message-state", "Ignored") },
    { NULL, NULL },
  },
};

const SlField sl_stage_fields[] = {
  SL_COMMON_FIELDS,
  [SL_STAGE_APPLICATION_ID] = SL_OWNING_APPLICATION,
  [SL_STAGE_NAME] =
    SL_TEXT ("stage-name", "stage_name", SL_FIELD_REQUIRED | SL_FIELD_SYNCED | SL_FIELD_SEARCHED, 100, N_("Name")),
  [SL_STAGE_TYPE] =
    SL_ENUM ("stage-type", "stage_type", SL_FIELD_SYNCED, &sl_stage_type_words, NULL, N_("Type")),
  [SL_STAGE_DATE] =
    SL_DATE ("stage-date", "stage_date", SL_FIELD_SYNCED, N_("Date")),
  /* local */
  [SL_STAGE_TIME_OF_DAY] =
    SL_TEXT ("time-of-day", "time_of_day", SL_FIELD_TIME_OF_DAY, 5, N_("Time")),
  [SL_STAGE_RESULT] =
    SL_ENUM ("result", "result", SL_FIELD_REQUIRED | SL_FIELD_SYNCED, &sl_stage_result_words, "Pending", N_("Result")),
  [SL_STAGE_DURATION_MINUTES] =
    SL_INTEGER ("duration-minutes", "duration_minutes", SL_FIELD_SYNCED, 1, G_MAXINT32, N_("Length in minutes")),
  [SL_STAGE_INTERVIEWER_NAMES] =
    SL_TEXT ("interviewer-names", "interviewer_names", SL_FIELD_SYNCED | SL_FIELD_SEARCHED, 0, N_("Interviewers")),
  [SL_STAGE_PREP_NOTES] =
    SL_TEXT ("prep-notes", "prep_notes", SL_FIELD_SYNCED | SL_FIELD_LONG | SL_FIELD_SEARCHED, 0, N_("Preparation")),
  [SL_STAGE_QUESTIONS_ASKED] =
    SL_JSON ("questions-asked", "questions_asked", SL_FIELD_SYNCED | SL_FIELD_SEARCHED, N_("Questions asked")),
  [SL_STAGE_NOTES] =
    SL_TEXT ("notes", "notes", SL_FIELD_SYNCED | SL_FIELD_LONG | SL_FIELD_SEARCHED, 0, N_("Notes")),
  /* local, as the three that follow */
  [SL_STAGE_TIME_ZONE] =
    SL_TEXT ("time-zone", "time_zone", SL_FIELD_ZONE, 64, N_("Time zone")),
  [SL_STAGE_PLACE] =
    SL_TEXT ("place", "place", SL_FIELD_SEARCHED, 500, N_("Place or link")),
  [SL_STAGE_CALENDAR_UID] =
    SL_TEXT ("calendar-uid", "calendar_uid", SL_FIELD_HIDDEN, 0, N_("Identifier in the calendar")),
  [SL_STAGE_CALENDAR_SEQUENCE] =
    SL_INTEGER ("calendar-sequence", "calendar_sequence", SL_FIELD_HIDDEN, 0, G_MAXINT32, N_("Version in the calendar")),
};

const SlField sl_outcome_fields[] = {
  SL_COMMON_FIELDS,
  [SL_OUTCOME_APPLICATION_ID] = SL_OWNING_APPLICATION,
  [SL_OUTCOME_STATUS] =
    SL_ENUM ("status", "status", SL_FIELD_SYNCED, &sl_outcome_status_words, SL_STATUS_OFFER, N_("Status")),
  [SL_OUTCOME_SALARY] =
    SL_MONEY ("salary", "salary", SL_FIELD_SYNCED, N_("Salary")),
  [SL_OUTCOME_SALARY_CURRENCY] =
    SL_CURRENCY (SL_FIELD_SYNCED),
  [SL_OUTCOME_BONUS] =
    SL_TEXT ("bonus", "bonus", SL_FIELD_SYNCED | SL_FIELD_SEARCHED, 0, N_("Bonus")),
  [SL_OUTCOME_EQUITY] =
    SL_TEXT ("equity", "equity", SL_FIELD_SYNCED | SL_FIELD_SEARCHED, 0, N_("Equity")),
  [SL_OUTCOME_BENEFITS] =
    SL_TEXT ("benefits", "benefits", SL_FIELD_SYNCED | SL_FIELD_LONG | SL_FIELD_SEARCHED, 0, N_("Benefits")),
  [SL_OUTCOME_START_DATE] =
    SL_DATE ("start-date", "start_date", SL_FIELD_SYNCED, N_("Start date")),
  [SL_OUTCOME_DEADLINE] =
    SL_DATE ("deadline", "deadline", SL_FIELD_SYNCED, N_("Answer by")),
  [SL_OUTCOME_NEGOTIATION_NOTES] =
    SL_TEXT ("negotiation-notes", "negotiation_notes", SL_FIELD_SYNCED | SL_FIELD_LONG | SL_FIELD_SEARCHED, 0, N_("Negotiation")),
  [SL_OUTCOME_NOTES] =
    SL_TEXT ("notes", "notes", SL_FIELD_SYNCED | SL_FIELD_LONG | SL_FIELD_SEARCHED, 0, N_("Notes")),
};

const SlField sl_reflection_fields[] = {
  SL_COMMON_FIELDS,
  [SL_REFLECTION_APPLICATION_ID] = SL_OWNING_APPLICATION,
  [SL_REFLECTION_WHAT_WORKED] =
    SL_TEXT ("what-worked", "what_worked", SL_FIELD_SYNCED | SL_FIELD_LONG | SL_FIELD_SEARCHED, 0, N_("What went well")),
  [SL_REFLECTION_WHAT_FAILED] =
    SL_TEXT ("what-failed", "what_failed", SL_FIELD_SYNCED | SL_FIELD_LONG | SL_FIELD_SEARCHED, 0, N_("What didn’t go well")),
  [SL_REFLECTION_SKILL_GAPS] =
    SL_JSON ("skill-gaps", "skill_gaps", SL_FIELD_SYNCED | SL_FIELD_SEARCHED, N_("Skills to build")),
  [SL_REFLECTION_IMPROVEMENT_PLAN] =
    SL_TEXT ("improvement-plan", "improvement_plan", SL_FIELD_SYNCED | SL_FIELD_LONG | SL_FIELD_SEARCHED, 0, N_("Plan")),
};

const SlField sl_event_fields[] = {
  SL_COMMON_FIELDS,
  [SL_EVENT_APPLICATION_ID] =
    SL_REFERENCE ("application-id", "application_id", SL_FIELD_REQUIRED | SL_FIELD_OWNER, SL_KIND_APPLICATION, N_("Application")),
  [SL_EVENT_TYPE] =
    SL_ENUM ("event-type", "event_type", SL_FIELD_REQUIRED, &sl_event_type_words, SL_EVENT_TYPE_NOTE, N_("Type")),
  [SL_EVENT_LABEL] =
    SL_TEXT ("label", "label", SL_FIELD_SEARCHED, 255, N_("Title")),
  [SL_EVENT_OCCURRED_AT] =
    SL_TIME ("occurred-at", "occurred_at", SL_FIELD_REQUIRED, N_("When")),
  [SL_EVENT_FROM_STATUS] =
    SL_ENUM ("from-status", "from_status", SL_FIELD_HIDDEN, &sl_status_words, NULL, N_("From status")),
  [SL_EVENT_TO_STATUS] =
    SL_ENUM ("to-status", "to_status", 0, &sl_status_words, NULL, N_("To status")),
  [SL_EVENT_TO_STAGE] =
    SL_ENUM ("to-stage", "to_stage", 0, &sl_lane_words, NULL, N_("Interview step")),
  [SL_EVENT_OUTCOME] =
    SL_ENUM ("outcome", "outcome", 0, &sl_event_outcome_words, NULL, N_("Outcome")),
  [SL_EVENT_NOTE] =
    SL_TEXT ("note", "note", SL_FIELD_LONG | SL_FIELD_SEARCHED, 0, N_("Note")),
  [SL_EVENT_LINK] =
    SL_TEXT ("link", "link", SL_FIELD_URL, 500, N_("Link")),
  [SL_EVENT_REASON] =
    SL_TEXT ("reason", "reason", SL_FIELD_SEARCHED, 255, N_("Reason")),
  [SL_EVENT_ACTOR] =
    SL_ENUM ("actor", "actor", SL_FIELD_REQUIRED | SL_FIELD_HIDDEN, &sl_event_actor_words, "user", N_("By")),
};

const SlField sl_message_fields[] = {
  SL_COMMON_FIELDS,
  /* Not the owner: mail outlives the application it was about. */
  [SL_MESSAGE_APPLICATION_ID] =
    SL_REFERENCE ("application-id", "application_id", 0, SL_KIND_APPLICATION, N_("Application")),
  [SL_MESSAGE_MESSAGE_ID] =
    SL_TEXT ("message-id", "message_id", SL_FIELD_HIDDEN, 0, N_("Message identifier")),
  [SL_MESSAGE_SENDER] =
    SL_TEXT ("sender", "sender", SL_FIELD_SEARCHED, 0, N_("Sender")),
  [SL_MESSAGE_SUBJECT] =
    SL_TEXT ("subject", "subject", SL_FIELD_SEARCHED, 0, N_("Subject")),
  [SL_MESSAGE_RECEIVED_AT] =
    SL_TIME ("received-at", "received_at", 0, N_("Received")),
  [SL_MESSAGE_SNIPPET] =
    SL_TEXT ("snippet", "snippet", SL_FIELD_LONG | SL_FIELD_SEARCHED, 0, N_("Beginning of the text")),
  [SL_MESSAGE_CLASSIFICATION] =
    SL_ENUM ("classification", "classification", 0, &sl_message_class_words, NULL, N_("What it says")),
  [SL_MESSAGE_STATE] =
    SL_ENUM ("state", "state", SL_FIELD_REQUIRED, &sl_message_state_words, "pending_user", N_("State")),
};
