/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where what is due comes from, second half: what has a day and no time: deadlines of offers and saved jobs, follow-ups. */
#define G_LOG_DOMAIN "sl-due-days"

#include "config.h"

#include "sl-due-private.h"
#include "sl-kinds.h"

/* Deadlines */

#define OFFERS(which) \
  "SELECT o.id, " SL_DUE_ABOUT ", o.deadline, o.created_at, NULL" \
  " FROM outcomes AS o CROSS JOIN applications AS a ON a.id = o.application_id" \
  " WHERE " which " AND " SL_DUE_LIVING ("o") " AND coalesce (o.status, 'Offer') = 'Offer' AND " SL_DUE_LIVING ("a") " AND " SL_DUE_OPEN ("a")
#define SAVED_JOBS(which) \
  "SELECT j.id, j.converted_to_application_id, j.company_name, j.role_title, j.deadline, j.created_at, j.id" \
  " FROM saved_jobs AS j" \
  " WHERE " which " AND " SL_DUE_LIVING ("j") " AND " SL_DUE_ACTIVE

static const char *const offers_sql[SL_DUE_N_WAYS] = {
  OFFERS ("o.deadline >= ? AND o.deadline <= ?"),
  OFFERS ("o.application_id = ?"),
  OFFERS ("o.id = ?"),
};

static const char *const saved_jobs_sql[SL_DUE_N_WAYS] = {
  SAVED_JOBS ("j.deadline >= ? AND j.deadline <= ?"),
  SAVED_JOBS ("j.converted_to_application_id = ?"),
  SAVED_JOBS ("j.id = ?"),
};

static gboolean
offer_deadline (SlDueSearch *search,
                SlStatement *statement,
                const SlDueWall  *wall,
                const char  *rule,
                int          days_before,
                GError     **error)
{
  SlDue *due = _sl_due_new (SL_DUE_DEADLINE, rule, sl_statement_get_text (statement, 0), wall);

  _sl_due_read_about (due, statement, 1);
  due->created_at = sl_statement_get_integer (statement, 5);
  due->saved_job_id = g_strdup (sl_statement_get_text (statement, 6));
  due->title = due->saved_job_id != NULL ? _sl_due_title_saved_job (due->company) : _sl_due_title_offer (due->company);
  if (rule != NULL)
    due->at = _sl_due_wall_to_time (wall, days_before);

  return _sl_due_offer (search, due, error);
}

static gboolean
offer_deadlines (SlDueSearch *search,
                 SlStatement *statement,
                 const SlDueWall  *wall,
                 GError     **error)
{
  const SlDueOptions *options = search->options;

  if (search->occasions)
    return offer_deadline (search, statement, wall, NULL, 0, error);
  if (_sl_due_is_wanted (search, SL_RULE_DEADLINE_3_DAYS, options->deadline_3_days) &&
      !offer_deadline (search, statement, wall, SL_RULE_DEADLINE_3_DAYS, 3, error))
    return FALSE;
  if (_sl_due_is_wanted (search, SL_RULE_DEADLINE_DAY, options->deadline_day))
    return offer_deadline (search, statement, wall, SL_RULE_DEADLINE_DAY, 1, error);

  return TRUE;
}

static gboolean
search_deadlines_in (SlDueSearch       *search,
                     const char *const  sql[SL_DUE_N_WAYS],
                     GError           **error)
{
  SlStatement *statement = _sl_due_prepare (search, sql, SL_DUE_ZONE_DAYS, SL_DUE_ZONE_DAYS + 3, error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;

  while (sl_statement_step (statement, &local))
    {
      GTimeZone *zone = NULL;
      SlDueWall wall;

      if (_sl_due_read_wall (search, statement, 4, -1, &wall, &zone) && !offer_deadlines (search, statement, &wall, error))
        return FALSE;
    }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));

  return local == NULL;
}

gboolean
_sl_due_search_deadlines (SlDueSearch *search,
                          GError     **error)
{
  return _sl_due_search_offers (search, error) && search_deadlines_in (search, saved_jobs_sql, error);
}

/* The first half of the deadlines: of offers alone. */
gboolean
_sl_due_search_offers (SlDueSearch *search,
                       GError     **error)
{
  return search_deadlines_in (search, offers_sql, error);
}

/* Follow-ups */

#define APPLICATIONS(date, index, which) \
  "SELECT a.id, " SL_DUE_ABOUT ", a." date ", a.created_at, a.quiet_until FROM applications AS a " index " WHERE " which " AND " SL_DUE_LIVING ("a")
/* Somebody who chose a date of their own is asked then. */
#define UNANSWERED " AND a.status = '" SL_STATUS_APPLIED "' AND coalesce (a.lane, '" SL_LANE_APPLIED "') = '" SL_LANE_APPLIED "' AND a.follow_up_date IS NULL"

static const char *const follow_ups_sql[SL_DUE_N_WAYS] = {
  APPLICATIONS ("applied_date", "INDEXED BY applications_by_applied", "a.applied_date >= ? AND a.applied_date <= ?") UNANSWERED,
  APPLICATIONS ("applied_date", "", "a.id = ?") UNANSWERED,
  APPLICATIONS ("applied_date", "", "a.id = ?") UNANSWERED,
};

static const char *const follow_up_dates_sql[SL_DUE_N_WAYS] = {
  APPLICATIONS ("follow_up_date", "INDEXED BY applications_by_follow_up", "a.follow_up_date >= ? AND a.follow_up_date <= ?") " AND " SL_DUE_OPEN ("a"),
  APPLICATIONS ("follow_up_date", "", "a.id = ?") " AND " SL_DUE_OPEN ("a"),
  APPLICATIONS ("follow_up_date", "", "a.id = ?") " AND " SL_DUE_OPEN ("a"),
};

static gboolean
offer_follow_up (SlDueSearch *search,
                 SlStatement *statement,
                 const SlDueWall  *wall,
                 const char  *rule,
                 int          days_after,
                 GError     **error)
{
  SlDue *due = _sl_due_new (SL_DUE_FOLLOW_UP, rule, sl_statement_get_text (statement, 0), wall);
  SlDueWall then = { wall->day + days_after, -1, wall->zone };
  SlDay quiet_until;

  _sl_due_read_about (due, statement, 1);
  due->created_at = sl_statement_get_integer (statement, 5);
  due->title = _sl_due_title_follow_up (due->company);
  due->at = search->occasions ? sl_day_to_time (then.day, then.zone) : _sl_due_wall_to_time (&then, 0);
  due->all_day = TRUE;
  /* Left in peace until then by the person. */
  if (g_str_equal (rule, SL_RULE_FOLLOW_UP) && sl_day_parse_iso (sl_statement_get_text (statement, 6), &quiet_until) && quiet_until > then.day)
    due->at = SL_TIME_NONE;

  return _sl_due_offer (search, due, error);
}

static gboolean
search_follow_ups_in (SlDueSearch       *search,
                      const char *const  sql[SL_DUE_N_WAYS],
                      const char        *rule,
                      int                days_after,
                      GError           **error)
{
  SlStatement *statement;
  g_autoptr (GError) local = NULL;

  if (!_sl_due_is_wanted (search, rule, search->options->follow_up))
    return TRUE;

  statement = _sl_due_prepare (search, sql, SL_DUE_ZONE_DAYS + days_after, SL_DUE_ZONE_DAYS - days_after, error);
  if (statement == NULL)
    return FALSE;

  while (sl_statement_step (statement, &local))
    {
      GTimeZone *zone = NULL;
      SlDueWall wall;

      if (_sl_due_read_wall (search, statement, 4, -1, &wall, &zone) && !offer_follow_up (search, statement, &wall, rule, days_after, error))
        return FALSE;
    }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));

  return local == NULL;
}

gboolean
_sl_due_search_follow_ups (SlDueSearch *search,
                           GError     **error)
{
  return search_follow_ups_in (search, follow_ups_sql, SL_RULE_FOLLOW_UP, search->options->follow_up_days, error) &&
         search_follow_ups_in (search, follow_up_dates_sql, SL_RULE_FOLLOW_UP_DATE, 0, error);
}
