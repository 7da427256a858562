/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of every kind by number, and the enums' words that code needs by name. The tables themselves are in
 * sl-kinds-*.c; limits and words as in the OfferTracker API guide, local additions marked there. */

#pragma once

#include "sl-field.h"

G_BEGIN_DECLS

enum {
  SL_APPLICATION_COMPANY_NAME = SL_N_COMMON_FIELDS,
  SL_APPLICATION_ROLE_TITLE,
  SL_APPLICATION_STATUS,
  SL_APPLICATION_STATUS_DETAIL, /* local: "no response"… */
  SL_APPLICATION_URL,
  SL_APPLICATION_LOCATION,
  SL_APPLICATION_JOB_TYPE,
  SL_APPLICATION_WORK_MODE,
  SL_APPLICATION_SALARY_MIN,
  SL_APPLICATION_SALARY_MAX,
  SL_APPLICATION_SALARY_CURRENCY,
  SL_APPLICATION_SOURCE, /* server's name: applied_source */
  SL_APPLICATION_APPLIED_DATE,
  SL_APPLICATION_FOLLOW_UP_DATE,
  SL_APPLICATION_PRIORITY,
  SL_APPLICATION_EXCITEMENT, /* local, 1–5 */
  SL_APPLICATION_RESUME_VERSION_ID,
  SL_APPLICATION_DESCRIPTION,
  SL_APPLICATION_NOTES,
  SL_APPLICATION_QUIET_UNTIL,  /* local: silence is nothing to look at before this day */
  SL_APPLICATION_BOARD_RANK,   /* local: place within a board column */
  SL_APPLICATION_LANE,         /* derived: lane of the newest status-changing event, or from the status */
  SL_APPLICATION_STATUS_SINCE, /* derived: time of entry into the present status */
  SL_APPLICATION_LAST_ACTIVITY, /* derived: time of the newest event, round, contact, mail or change of status */
  SL_N_APPLICATION_FIELDS,
};

enum {
  SL_STAGE_APPLICATION_ID = SL_N_COMMON_FIELDS,
  SL_STAGE_NAME,
  SL_STAGE_TYPE,
  SL_STAGE_DATE,
  SL_STAGE_TIME_OF_DAY, /* local: "HH:MM" */
  SL_STAGE_RESULT,
  SL_STAGE_DURATION_MINUTES,
  SL_STAGE_INTERVIEWER_NAMES,
  SL_STAGE_PREP_NOTES,
  SL_STAGE_QUESTIONS_ASKED,
  SL_STAGE_NOTES,
  SL_STAGE_TIME_ZONE,    /* local: IANA name, null: the person's own */
  SL_STAGE_PLACE,        /* local: an address, or the link of a call */
  SL_STAGE_CALENDAR_UID, /* local: of the invitation it came with */
  SL_STAGE_CALENDAR_SEQUENCE, /* local: of its last version that was taken */
  SL_N_STAGE_FIELDS,
};

enum {
  SL_OUTCOME_APPLICATION_ID = SL_N_COMMON_FIELDS,
  SL_OUTCOME_STATUS,
  SL_OUTCOME_SALARY,
  SL_OUTCOME_SALARY_CURRENCY,
  SL_OUTCOME_BONUS,
  SL_OUTCOME_EQUITY,
  SL_OUTCOME_BENEFITS,
  SL_OUTCOME_START_DATE,
  SL_OUTCOME_DEADLINE,
  SL_OUTCOME_NEGOTIATION_NOTES,
  SL_OUTCOME_NOTES,
  SL_N_OUTCOME_FIELDS,
};

enum {
  SL_REFLECTION_APPLICATION_ID = SL_N_COMMON_FIELDS,
  SL_REFLECTION_WHAT_WORKED,
  SL_REFLECTION_WHAT_FAILED,
  SL_REFLECTION_SKILL_GAPS,
  SL_REFLECTION_IMPROVEMENT_PLAN,
  SL_N_REFLECTION_FIELDS,
};

enum {
  SL_CONTACT_APPLICATION_ID = SL_N_COMMON_FIELDS,
  SL_CONTACT_NAME,
  SL_CONTACT_EMAIL,
  SL_CONTACT_PHONE,
  SL_CONTACT_ROLE_TITLE,
  SL_CONTACT_COMPANY,
  SL_CONTACT_TYPE,
  SL_CONTACT_LINKEDIN_URL,
  SL_CONTACT_NOTES,
  SL_CONTACT_LAST_CONTACTED,
  SL_N_CONTACT_FIELDS,
};

enum {
  SL_DOCUMENT_APPLICATION_ID = SL_N_COMMON_FIELDS,
  SL_DOCUMENT_NAME,
  SL_DOCUMENT_TYPE,
  SL_DOCUMENT_FILE_URL,
  SL_DOCUMENT_FILE_HASH, /* local: SHA-256 of the attached copy */
  SL_DOCUMENT_NOTES,
  SL_DOCUMENT_FILE_NAME, /* local: what the attached file was called */
  SL_DOCUMENT_FILE_SIZE, /* local: in bytes */
  SL_N_DOCUMENT_FIELDS,
};

enum {
  SL_REMINDER_APPLICATION_ID = SL_N_COMMON_FIELDS,
  SL_REMINDER_TITLE,
  SL_REMINDER_DESCRIPTION,
  SL_REMINDER_REMIND_AT,
  SL_REMINDER_TYPE,
  SL_REMINDER_IS_COMPLETED,
  SL_REMINDER_COMPLETED_AT,
  SL_REMINDER_RULE,      /* local: the automatic reminder that this one stands for, with the two that follow */
  SL_REMINDER_ORIGIN_ID, /* local: id of the record that it was worked out from; without a rule: the saved job it came with */
  SL_REMINDER_ORIGIN_AT, /* local: what it is about, as SlDue has it: calendar and wall clock as if they were UTC */
  SL_N_REMINDER_FIELDS,
};

enum {
  SL_TAG_NAME = SL_N_COMMON_FIELDS,
  SL_TAG_COLOR,
  SL_N_TAG_FIELDS,
};

enum {
  SL_TAG_ASSIGNMENT_APPLICATION_ID = SL_N_COMMON_FIELDS,
  SL_TAG_ASSIGNMENT_TAG_ID,
  SL_N_TAG_ASSIGNMENT_FIELDS,
};

enum {
  SL_SAVED_JOB_COMPANY_NAME = SL_N_COMMON_FIELDS,
  SL_SAVED_JOB_ROLE_TITLE,
  SL_SAVED_JOB_STATUS,
  SL_SAVED_JOB_URL,
  SL_SAVED_JOB_COMPANY_WEBSITE,
  SL_SAVED_JOB_LOCATION,
  SL_SAVED_JOB_JOB_TYPE,
  SL_SAVED_JOB_WORK_MODE,
  SL_SAVED_JOB_SALARY_MIN,
  SL_SAVED_JOB_SALARY_MAX,
  SL_SAVED_JOB_SALARY_CURRENCY,
  SL_SAVED_JOB_PRIORITY,
  SL_SAVED_JOB_SOURCE,
  SL_SAVED_JOB_DEADLINE,
  SL_SAVED_JOB_EXCITEMENT_LEVEL,
  SL_SAVED_JOB_NOTES,
  SL_SAVED_JOB_CONVERTED_TO,
  SL_N_SAVED_JOB_FIELDS,
};

enum {
  SL_RESUME_VERSION_NAME = SL_N_COMMON_FIELDS,
  SL_RESUME_VERSION_NOTES,
  SL_RESUME_VERSION_FILE_URL,
  SL_RESUME_VERSION_FILE_HASH, /* local, as the two that follow */
  SL_RESUME_VERSION_FILE_NAME,
  SL_RESUME_VERSION_FILE_SIZE,
  SL_N_RESUME_VERSION_FIELDS,
};

enum {
  SL_EVENT_APPLICATION_ID = SL_N_COMMON_FIELDS,
  SL_EVENT_TYPE,        /* status_update, interview_log, note */
  SL_EVENT_LABEL,
  SL_EVENT_OCCURRED_AT,
  SL_EVENT_FROM_STATUS,
  SL_EVENT_TO_STATUS,   /* null: changes no status */
  SL_EVENT_TO_STAGE,    /* interview lane, null: changes no lane */
  SL_EVENT_OUTCOME,     /* with the lane "closed" */
  SL_EVENT_NOTE,
  SL_EVENT_LINK,
  SL_EVENT_REASON,
  SL_EVENT_ACTOR,       /* user, system, mail, sync, import */
  SL_N_EVENT_FIELDS,
};

enum {
  SL_MESSAGE_APPLICATION_ID = SL_N_COMMON_FIELDS,
  SL_MESSAGE_MESSAGE_ID,
  SL_MESSAGE_SENDER,
  SL_MESSAGE_SUBJECT,
  SL_MESSAGE_RECEIVED_AT,
  SL_MESSAGE_SNIPPET,
  SL_MESSAGE_CLASSIFICATION,
  SL_MESSAGE_STATE,
  SL_N_MESSAGE_FIELDS,
};

enum {
  SL_SAVED_FILTER_NAME = SL_N_COMMON_FIELDS,
  SL_SAVED_FILTER_QUERY, /* JSON of an SlQuery */
  SL_SAVED_FILTER_POSITION,
  SL_N_SAVED_FILTER_FIELDS,
};

/* A person's own notes on a question that interviewers ask. */
enum {
  SL_ANSWER_QUESTION = SL_N_COMMON_FIELDS,
  SL_ANSWER_NOTES,
  SL_N_ANSWER_FIELDS,
};

#define SL_STATUS_SAVED "Saved"
#define SL_STATUS_APPLIED "Applied"
#define SL_STATUS_INTERVIEWING "Interviewing"
#define SL_STATUS_OFFER "Offer"
#define SL_STATUS_ACCEPTED "Accepted"
#define SL_STATUS_REJECTED "Rejected"
#define SL_STATUS_WITHDRAWN "Withdrawn"

#define SL_DETAIL_NO_RESPONSE "No response"

#define SL_LANE_APPLIED "applied"
#define SL_LANE_RECRUITER_SCREEN "recruiter_screen"
#define SL_LANE_ASSESSMENT "assessment"
#define SL_LANE_TEAM_MATCH "hiring_manager_screen"
#define SL_LANE_TECHNICAL_INTERVIEW "technical_interview"
#define SL_LANE_FINAL_ROUND "onsite"
#define SL_LANE_OFFER "offer"
#define SL_LANE_CLOSED "closed"

#define SL_SAVED_JOB_ACTIVE "Active"
#define SL_SAVED_JOB_ARCHIVED "Archived"
#define SL_SAVED_JOB_CONVERTED "Converted"

#define SL_EVENT_TYPE_STATUS "status_update"
#define SL_EVENT_TYPE_INTERVIEW "interview_log"
#define SL_EVENT_TYPE_NOTE "note"

extern const SlEnum sl_status_words;
extern const SlEnum sl_status_detail_words;
extern const SlEnum sl_lane_words;
extern const SlEnum sl_event_outcome_words;
extern const SlEnum sl_event_type_words;
extern const SlEnum sl_event_actor_words;
extern const SlEnum sl_message_class_words;
extern const SlEnum sl_message_state_words;
extern const SlEnum sl_job_type_words;
extern const SlEnum sl_work_mode_words;
extern const SlEnum sl_priority_words;
extern const SlEnum sl_source_words;
extern const SlEnum sl_stage_type_words;
extern const SlEnum sl_stage_result_words;
extern const SlEnum sl_outcome_status_words;
extern const SlEnum sl_contact_type_words;
extern const SlEnum sl_document_type_words;
extern const SlEnum sl_reminder_type_words;
extern const SlEnum sl_saved_job_status_words;

/* How far a status is along the way; unknown words count as saved. Rejected and withdrawn are closed, not far. */
gboolean sl_status_is_open (const char *status);
const char *sl_status_get_lane (const char *status);
const char *sl_stage_type_get_lane (const char *type);
const char *sl_lane_get_status (const char *lane, const char *event_outcome);

G_END_DECLS
