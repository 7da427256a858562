/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between sl-due.c, which says what is asked for, and sl-due-read.c and sl-due-days.c, which find it. */

#pragma once

#include "sl-due.h"

G_BEGIN_DECLS

/**
 * SlDueSearch: one question.
 * @occasions: what takes place rather than what to remind of
 * @application_id: (nullable): only of this application, whenever it is
 * @origin_id: (nullable): only from this record, whenever it is
 * @rule: (nullable): with @origin_id: only this rule, allowed or not
 */
typedef struct {
  SlConnection *connection;
  const SlDueOptions *options;
  gint64 from;
  gint64 to;
  gboolean occasions;
  const char *application_id;
  const char *origin_id;
  const char *rule;
  GPtrArray *found;
} SlDueSearch;

/* Parts of the sources' SQL. */
#define SL_DUE_OPEN(alias) "coalesce (" alias ".status, '') NOT IN ('" SL_STATUS_ACCEPTED "', '" SL_STATUS_REJECTED "', '" SL_STATUS_WITHDRAWN "')"
#define SL_DUE_PENDING "coalesce (s.result, 'Pending') = 'Pending'"
#define SL_DUE_ACTIVE "coalesce (j.status, 'Active') = 'Active'"
#define SL_DUE_LIVING(alias) alias ".deleted_at IS NULL"
/* The columns that every source's select begins with, after its own id. */
#define SL_DUE_ABOUT "a.id, a.company_name, a.role_title"

/* Further than any two places on earth are apart by the calendar. */
#define SL_DUE_ZONE_DAYS 1

/** SlDueWall: a moment on a calendar and a wall clock; @minutes -1: no time of day */
typedef struct {
  SlDay day;
  int minutes;
  GTimeZone *zone;
} SlDueWall;

/** SlDueWay: how a source is asked; @SL_DUE_BY_DAYS binds the first day and the last, the others the id */
typedef enum {
  SL_DUE_BY_DAYS,
  SL_DUE_BY_APPLICATION,
  SL_DUE_BY_ORIGIN,
  SL_DUE_N_WAYS,
} SlDueWay;

SlDueWay _sl_due_get_way (SlDueSearch *search);
SlStatement *_sl_due_prepare (SlDueSearch *search, const char *const sql[SL_DUE_N_WAYS], int before, int after, GError **error);
gint64 _sl_due_wall_to_time (const SlDueWall *wall, int days_earlier);
gint64 _sl_due_wall_to_origin (const SlDueWall *wall);
gboolean _sl_due_is_wanted (SlDueSearch *search, const char *rule, gboolean allowed);
gboolean _sl_due_offer (SlDueSearch *search, SlDue *due, GError **error);
SlDue *_sl_due_new (SlDueKind kind, const char *rule, const char *origin_id, const SlDueWall *wall);
void _sl_due_read_about (SlDue *due, SlStatement *statement, int column);
gboolean _sl_due_read_wall (SlDueSearch *search, SlStatement *statement, int column, int time_column, SlDueWall *wall, GTimeZone **own);

gboolean _sl_due_search_reminders  (SlDueSearch *search, GError **error);
gboolean _sl_due_search_interviews (SlDueSearch *search, GError **error);
gboolean _sl_due_search_deadlines  (SlDueSearch *search, GError **error);
gboolean _sl_due_search_offers     (SlDueSearch *search, GError **error);
gboolean _sl_due_search_follow_ups (SlDueSearch *search, GError **error);

char *_sl_due_title_interview   (const char *stage_name, const char *stage_type, const char *company);
char *_sl_due_title_offer       (const char *company);
char *_sl_due_title_saved_job   (const char *company);
char *_sl_due_title_follow_up   (const char *company);

G_END_DECLS
