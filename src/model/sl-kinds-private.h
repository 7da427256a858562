/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Short ways to write one row of a field table, and the tables themselves for sl-kinds.c. Only for model/. */

#pragma once

#include "sl-kinds.h"

G_BEGIN_DECLS

/* n: name, c: column, f: flags, m: limit, l: label */
#define SL_TEXT(n, c, f, m, l) \
  { .name = n, .column = c, .type = SL_TYPE_TEXT, .flags = f, .max = m, .target = SL_KIND_NONE, .label = l }
#define SL_INTEGER(n, c, f, lo, hi, l) \
  { .name = n, .column = c, .type = SL_TYPE_INTEGER, .flags = f, .min = lo, .max = hi, .target = SL_KIND_NONE, .label = l }
#define SL_BOOLEAN(n, c, f, i, l) \
  { .name = n, .column = c, .type = SL_TYPE_BOOLEAN, .flags = f, .max = 1, .target = SL_KIND_NONE, .initial = i, .label = l }
#define SL_DATE(n, c, f, l) \
  { .name = n, .column = c, .type = SL_TYPE_DATE, .flags = f, .target = SL_KIND_NONE, .label = l }
#define SL_TIME(n, c, f, l) \
  { .name = n, .column = c, .type = SL_TYPE_TIME, .flags = f, .target = SL_KIND_NONE, .label = l }
#define SL_ENUM(n, c, f, w, i, l) \
  { .name = n, .column = c, .type = SL_TYPE_ENUM, .flags = f, .words = w, .target = SL_KIND_NONE, .initial = i, .label = l }
#define SL_REFERENCE(n, c, f, t, l) \
  { .name = n, .column = c, .type = SL_TYPE_REFERENCE, .flags = f, .target = t, .label = l }
#define SL_JSON(n, c, f, l) \
  { .name = n, .column = c, .type = SL_TYPE_JSON, .flags = f, .target = SL_KIND_NONE, .label = l }
#define SL_RANK(n, c, f, l) \
  { .name = n, .column = c, .type = SL_TYPE_RANK, .flags = f, .target = SL_KIND_NONE, .label = l }

/* Amounts of money: whole units, none below zero, none above what a server's integer column holds. */
#define SL_MONEY(n, c, f, l) SL_INTEGER (n, c, (f) | SL_FIELD_MONEY, 0, G_MAXINT32, l)
#define SL_CURRENCY(f) \
  { .name = "salary-currency", .column = "salary_currency", .type = SL_TYPE_TEXT, .flags = (f) | SL_FIELD_REQUIRED | SL_FIELD_CURRENCY, \
    .max = 3, .target = SL_KIND_NONE, .initial = "USD", .label = N_("Currency") }

/* The four every table begins with. */
#define SL_COMMON_FIELDS \
  [SL_FIELD_ID] = SL_TEXT ("id", "id", SL_FIELD_REQUIRED | SL_FIELD_HIDDEN, 0, N_("Identifier")), \
  [SL_FIELD_CREATED_AT] = SL_TIME ("created-at", "created_at", SL_FIELD_HIDDEN, N_("Added")), \
  [SL_FIELD_UPDATED_AT] = SL_TIME ("updated-at", "updated_at", SL_FIELD_HIDDEN, N_("Changed")), \
  [SL_FIELD_DELETED_AT] = SL_TIME ("deleted-at", "deleted_at", SL_FIELD_HIDDEN, N_("Moved to Trash"))

/* Of a record that belongs to one application. */
#define SL_OWNING_APPLICATION \
  SL_REFERENCE ("application-id", "application_id", SL_FIELD_REQUIRED | SL_FIELD_SYNCED | SL_FIELD_OWNER, SL_KIND_APPLICATION, N_("Application"))

extern const SlField sl_resume_version_fields[SL_N_RESUME_VERSION_FIELDS];
extern const SlField sl_application_fields[SL_N_APPLICATION_FIELDS];
extern const SlField sl_stage_fields[SL_N_STAGE_FIELDS];
extern const SlField sl_outcome_fields[SL_N_OUTCOME_FIELDS];
extern const SlField sl_reflection_fields[SL_N_REFLECTION_FIELDS];
extern const SlField sl_contact_fields[SL_N_CONTACT_FIELDS];
extern const SlField sl_document_fields[SL_N_DOCUMENT_FIELDS];
extern const SlField sl_reminder_fields[SL_N_REMINDER_FIELDS];
extern const SlField sl_tag_fields[SL_N_TAG_FIELDS];
extern const SlField sl_tag_assignment_fields[SL_N_TAG_ASSIGNMENT_FIELDS];
extern const SlField sl_saved_job_fields[SL_N_SAVED_JOB_FIELDS];
extern const SlField sl_event_fields[SL_N_EVENT_FIELDS];
extern const SlField sl_message_fields[SL_N_MESSAGE_FIELDS];
extern const SlField sl_saved_filter_fields[SL_N_SAVED_FILTER_FIELDS];
extern const SlField sl_answer_fields[SL_N_ANSWER_FIELDS];

G_END_DECLS
