/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that the person's own records know about a company: all applications there, how long answers took, who was
 * met, what was offered, and postings that came again. */

#pragma once

#include "sl-connection.h"
#include "sl-date.h"
#include "sl-kinds.h"
#include "sl-record.h"

G_BEGIN_DECLS

/**
 * SlCompanyApplication: an application there.
 * @applied: the day it was sent, or %SL_DAY_NONE
 * @answered: the day of the first answer, or %SL_DAY_NONE
 * @heard: the day something was last heard, or %SL_DAY_NONE
 * @offer: (nullable): its outcome
 * @n_rounds: rounds that were held or planned
 */
typedef struct {
  SlRecord *application;
  SlDay applied;
  SlDay answered;
  SlDay heard;
  SlRecord *offer;
  guint n_rounds;
} SlCompanyApplication;

/**
 * SlCompanyPerson: someone met there.
 * @contact: (nullable): their record; without, a name that a round holds
 * @detail: (nullable): what they do
 * @day: last contact, or %SL_DAY_NONE
 */
typedef struct {
  SlRecord *contact;
  char *name;
  char *detail;
  SlDay day;
} SlCompanyPerson;

/**
 * SlCompanyRepost: a posting that came more than once.
 * @role: what for
 * @n: how often
 * @first: the day it was first seen
 * @last: the day it was last seen
 */
typedef struct {
  char *role;
  guint n;
  SlDay first;
  SlDay last;
} SlCompanyRepost;

#define SL_TYPE_COMPANY (sl_company_get_type ())
G_DECLARE_FINAL_TYPE (SlCompany, sl_company, SL, COMPANY, GObject)

/* Immutable. Lists are the company's own. */
const char *sl_company_get_name (SlCompany *self);
GPtrArray *sl_company_get_applications (SlCompany *self); /* (element-type SlCompanyApplication) newest first */
GPtrArray *sl_company_get_people (SlCompany *self);       /* (element-type SlCompanyPerson) last met first */
GPtrArray *sl_company_get_reposts (SlCompany *self);      /* (element-type SlCompanyRepost) most often first */
GPtrArray *sl_company_get_saved_jobs (SlCompany *self);   /* (element-type SlRecord) newest first */
guint sl_company_get_n_applied (SlCompany *self);
guint sl_company_get_n_answered (SlCompany *self);
guint sl_company_get_n_offers (SlCompany *self);
/* Days from applying to the first answer; -1: there was none, or it is dated before. */
int sl_company_application_get_wait (const SlCompanyApplication *self);
/* The same, the middle of those that were answered; -1: none was. */
int sl_company_get_usual_wait (SlCompany *self);
/* Days since anything was heard, while something is open there; -1: nothing waits. */
int sl_company_get_silence (SlCompany *self);

/* For an SlReadFunc. @name in any spelling; one that is nowhere gives a company without anything. */
SlCompany *sl_company_read (SlConnection *connection, const char *name, SlDay today, GTimeZone *zone, GError **error);

G_END_DECLS
