/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where what is due comes from, first half: the person's own reminders, and rounds. SQL picks the days in question from
 * an index; the exact moments, which depend on time zones, are worked out here. */
#define G_LOG_DOMAIN "sl-due-read"

#include "config.h"

#include "sl-due-private.h"
#include "sl-kinds.h"

/* Reminders */

/* One that stands for an automatic one goes with what that came from. */
#define REMINDERS(which) \
  "SELECT r.id, a.id, coalesce (a.company_name, j.company_name), coalesce (a.role_title, j.role_title), r.title, r.description," \
  "  r.remind_at, r.reminder_type, r.rule, r.origin_id, r.origin_at, j.id, s.id, s.stage_date, s.time_of_day, s.time_zone, r.created_at, s.stage_type" \
  " FROM reminders AS r LEFT JOIN applications AS a ON a.id = r.application_id" \
  "  LEFT JOIN stages AS s ON s.id = r.origin_id LEFT JOIN saved_jobs AS j ON j.id = r.origin_id" \
  " WHERE " which " AND " SL_DUE_LIVING ("r") " AND coalesce (r.is_completed, 0) = 0 AND " SL_DUE_LIVING ("a") \
  "  AND (r.rule IS NULL OR (" SL_DUE_OPEN ("a") " AND (r.rule <> '" SL_RULE_FOLLOW_UP "' OR a.status = '" SL_STATUS_APPLIED "')" \
  "   AND (s.id IS NULL OR (" SL_DUE_LIVING ("s") " AND " SL_DUE_PENDING ")) AND (j.id IS NULL OR (" SL_DUE_LIVING ("j") " AND " SL_DUE_ACTIVE "))))"

static const char *const reminders_sql[SL_DUE_N_WAYS] = {
  REMINDERS ("r.remind_at >= ? AND r.remind_at < ?"),
  REMINDERS ("r.application_id = ?"),
  REMINDERS ("r.id = ?"),
};

static SlDueKind
get_reminder_kind (const char *type)
{
  if (g_strcmp0 (type, "Interview") == 0)
    return SL_DUE_INTERVIEW;
  if (g_strcmp0 (type, "Deadline") == 0)
    return SL_DUE_DEADLINE;

  return g_strcmp0 (type, "Follow-up") == 0 ? SL_DUE_FOLLOW_UP : SL_DUE_REMINDER;
}

/* The day it stands for; a round's own time is looked up, since it has a zone. */
static void
read_origin_day (SlDueSearch *search,
                 SlDue       *due)
{
  SlDay day = sl_day_from_time (due->origin_at, NULL);

  if (day == SL_DAY_NONE)
    return;
  due->about = sl_day_to_time (day, search->options->zone);
  due->about_all_day = TRUE;
}

static SlDue *
read_reminder (SlDueSearch *search,
               SlStatement *statement)
{
  SlDue *due = g_object_new (SL_TYPE_DUE, NULL);
  const char *title = sl_statement_get_text (statement, 4);
  g_autoptr (GTimeZone) zone = NULL;
  SlDueWall wall;

  due->reminder_id = g_strdup (sl_statement_get_text (statement, 0));
  _sl_due_read_about (due, statement, 1);
  due->title = g_strdup (title != NULL ? title : "");
  due->description = g_strdup (sl_statement_get_text (statement, 5));
  due->at = due->about = sl_statement_get_integer (statement, 6);
  due->kind = get_reminder_kind (sl_statement_get_text (statement, 7));
  due->rule = g_strdup (sl_statement_get_text (statement, 8));
  due->origin_id = g_strdup (sl_statement_get_text (statement, 9));
  due->origin_at = sl_statement_get_integer (statement, 10);
  due->saved_job_id = g_strdup (sl_statement_get_text (statement, 11));
  due->stage_id = g_strdup (sl_statement_get_text (statement, 12));
  if (due->stage_id != NULL && _sl_due_read_wall (search, statement, 13, 14, &wall, &zone))
    {
      due->about = sl_day_to_time_at (wall.day, MAX (wall.minutes, 0), wall.zone);
      due->about_all_day = wall.minutes < 0;
      /* The round was moved: its automatic reminders come anew. */
      if (_sl_due_wall_to_origin (&wall) != due->origin_at)
        due->at = SL_TIME_NONE;
    }
  else if (due->rule != NULL && due->stage_id == NULL)
    {
      read_origin_day (search, due);
    }
  due->created_at = sl_statement_get_integer (statement, 16);
  due->stage_type = g_strdup (sl_statement_get_text (statement, 17));

  return due;
}

gboolean
_sl_due_search_reminders (SlDueSearch *search,
                          GError     **error)
{
  SlDueWay way = _sl_due_get_way (search);
  SlStatement *statement = sl_connection_prepare (search->connection, reminders_sql[way], error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  if (way == SL_DUE_BY_DAYS)
    {
      sl_statement_bind_integer (statement, 1, search->from);
      sl_statement_bind_integer (statement, 2, search->to);
    }
  else
    {
      sl_statement_bind_text (statement, 1, way == SL_DUE_BY_ORIGIN ? search->origin_id : search->application_id);
    }

  while (sl_statement_step (statement, &local))
    if (!_sl_due_offer (search, read_reminder (search, statement), error))
      return FALSE;
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));

  return local == NULL;
}

/* Interviews */

#define INTERVIEWS(from, which) \
  "SELECT s.id, " SL_DUE_ABOUT ", s.stage_name, s.stage_type, s.stage_date, s.time_of_day, s.time_zone, s.created_at" \
  " FROM " from \
  " WHERE " which " AND " SL_DUE_LIVING ("s") " AND " SL_DUE_PENDING " AND " SL_DUE_LIVING ("a") " AND " SL_DUE_OPEN ("a")
#define STAGES "stages AS s CROSS JOIN applications AS a ON a.id = s.application_id"

static const char *const interviews_sql[SL_DUE_N_WAYS] = {
  INTERVIEWS (STAGES, "s.stage_date >= ? AND s.stage_date <= ?"),
  INTERVIEWS (STAGES, "s.application_id = ?"),
  INTERVIEWS (STAGES, "s.id = ?"),
};

static gboolean
offer_interview (SlDueSearch *search,
                 SlStatement *statement,
                 const SlDueWall  *wall,
                 const char  *rule,
                 GError     **error)
{
  const char *id = sl_statement_get_text (statement, 0);
  SlDue *due = _sl_due_new (SL_DUE_INTERVIEW, rule, id, wall);

  _sl_due_read_about (due, statement, 1);
  due->stage_id = g_strdup (id);
  due->stage_type = g_strdup (sl_statement_get_text (statement, 5));
  due->title = _sl_due_title_interview (sl_statement_get_text (statement, 4), sl_statement_get_text (statement, 5), due->company);
  due->created_at = sl_statement_get_integer (statement, 9);
  if (g_strcmp0 (rule, SL_RULE_INTERVIEW_DAY) == 0)
    due->at = _sl_due_wall_to_time (wall, 1);
  else if (rule != NULL)
    due->at = due->about - G_TIME_SPAN_HOUR;

  return _sl_due_offer (search, due, error);
}

static gboolean
offer_interviews (SlDueSearch *search,
                  SlStatement *statement,
                  const SlDueWall  *wall,
                  GError     **error)
{
  const SlDueOptions *options = search->options;

  if (search->occasions)
    return offer_interview (search, statement, wall, NULL, error);
  if (_sl_due_is_wanted (search, SL_RULE_INTERVIEW_DAY, options->interview_day) &&
      !offer_interview (search, statement, wall, SL_RULE_INTERVIEW_DAY, error))
    return FALSE;
  /* Nobody knows when an hour before is, as long as the time isn't known. */
  if (wall->minutes >= 0 && _sl_due_is_wanted (search, SL_RULE_INTERVIEW_HOUR, options->interview_hour))
    return offer_interview (search, statement, wall, SL_RULE_INTERVIEW_HOUR, error);

  return TRUE;
}

gboolean
_sl_due_search_interviews (SlDueSearch *search,
                           GError     **error)
{
  SlStatement *statement = _sl_due_prepare (search, interviews_sql, SL_DUE_ZONE_DAYS, SL_DUE_ZONE_DAYS + 1, error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;

  while (sl_statement_step (statement, &local))
    {
      g_autoptr (GTimeZone) zone = NULL;
      SlDueWall wall;

      if (_sl_due_read_wall (search, statement, 6, 7, &wall, &zone) && !offer_interviews (search, statement, &wall, error))
        return FALSE;
    }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));

  return local == NULL;
}
