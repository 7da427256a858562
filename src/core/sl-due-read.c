/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where what is due comes from, one function for each source. SQL picks the days in question from an index; the exact
 * moments, which depend on time zones, are worked out here. */
#define G_LOG_DOMAIN "sl-due-read"

#include "config.h"

#include <string.h>

#include "sl-due-private.h"
#include "sl-kinds.h"

#define MINUTES_PER_DAY (24 * 60)
/* Further than any two places on earth are apart by the calendar. */
#define ZONE_DAYS 1

#define OPEN(alias) "coalesce (" alias ".status, '') NOT IN ('" SL_STATUS_ACCEPTED "', '" SL_STATUS_REJECTED "', '" SL_STATUS_WITHDRAWN "')"
#define PENDING "coalesce (s.result, 'Pending') = 'Pending'"
#define ACTIVE "coalesce (j.status, 'Active') = 'Active'"
#define LIVING(alias) alias ".deleted_at IS NULL"

/* A moment on a calendar and a wall clock. */
typedef struct {
  SlDay day;
  int minutes; /* -1: no time of day */
  GTimeZone *zone;
} Wall;

typedef enum {
  BY_DAYS,        /* 1: the first day, 2: the last */
  BY_APPLICATION, /* 1: its id */
  BY_ORIGIN,      /* 1: the record's id */
  N_WAYS,
} Way;

static Way
get_way (SlDueSearch *search)
{
  if (search->origin_id != NULL)
    return BY_ORIGIN;

  return search->application_id != NULL ? BY_APPLICATION : BY_DAYS;
}

static SlDay
get_day (SlDueSearch *search,
         gint64       time,
         int          shift)
{
  SlDay day = sl_day_from_time (time, search->options->zone);
  SlDay first = sl_day_from_ymd (1, 1, 1);
  SlDay last = sl_day_from_ymd (9999, 12, 31);

  if (day == SL_DAY_NONE)
    return time < 0 ? first : last;

  return (SlDay) CLAMP ((gint64) day + shift, first, last);
}

/* The statement for the way of @search; by days, those from @before days before its time to @after days after it. */
static SlStatement *
prepare (SlDueSearch *search,
         const char  *const sql[N_WAYS],
         int          before,
         int          after,
         GError     **error)
{
  Way way = get_way (search);
  SlStatement *statement = sl_connection_prepare (search->connection, sql[way], error);
  char day[SL_DAY_ISO_SIZE];

  if (statement == NULL)
    return NULL;

  if (way == BY_DAYS)
    {
      sl_statement_bind_text (statement, 1, sl_day_format_iso (get_day (search, search->from, -before), day));
      sl_statement_bind_text (statement, 2, sl_day_format_iso (get_day (search, search->to, after), day));
    }
  else
    {
      sl_statement_bind_text (statement, 1, way == BY_ORIGIN ? search->origin_id : search->application_id);
    }

  return statement;
}

static gint64
wall_to_time (const Wall *wall,
              int         days_earlier)
{
  return sl_day_to_time_at (wall->day - days_earlier, wall->minutes >= 0 ? wall->minutes : SL_DUE_MORNING, wall->zone);
}

/* The same number wherever the person is. */
static gint64
wall_to_origin (const Wall *wall)
{
  return ((gint64) wall->day * MINUTES_PER_DAY + MAX (wall->minutes, 0)) * G_TIME_SPAN_MINUTE;
}

static gboolean
is_wanted (SlDueSearch *search,
           const char  *rule,
           gboolean     allowed)
{
  if (search->rule != NULL)
    return g_strcmp0 (rule, search->rule) == 0;

  return allowed;
}

/* The reminder that comes after this one, of the same occasion: who did that has no use for this one any more. */
static const char *
get_later_rule (const char *rule)
{
  if (g_str_equal (rule, SL_RULE_INTERVIEW_DAY))
    return SL_RULE_INTERVIEW_HOUR;
  if (g_str_equal (rule, SL_RULE_DEADLINE_3_DAYS))
    return SL_RULE_DEADLINE_DAY;

  return rule;
}

/* Whether the person did it or put it off: then a reminder stands for it, or lies in the Trash. */
static gboolean
is_settled (SlDueSearch *search,
            SlDue       *due,
            gboolean    *settled,
            GError     **error)
{
  g_autoptr (GError) local = NULL;
  SlStatement *statement = sl_connection_prepare (search->connection, "SELECT 1 FROM reminders WHERE origin_id = ? AND rule IN (?, ?) AND origin_at = ?", error);

  if (statement == NULL)
    return FALSE;

  sl_statement_bind_text (statement, 1, due->origin_id);
  sl_statement_bind_text (statement, 2, due->rule);
  sl_statement_bind_text (statement, 3, get_later_rule (due->rule));
  sl_statement_bind_integer (statement, 4, due->origin_at);
  *settled = sl_statement_step (statement, &local);
  sl_statement_reset (statement);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));

  return local == NULL;
}

/* Takes @due into what was found, if it is in time and not settled. */
static gboolean
offer (SlDueSearch *search,
       SlDue       *due,
       GError     **error)
{
  g_autoptr (SlDue) own = due;
  gboolean settled = FALSE;

  if (due->at == SL_TIME_NONE || due->at < search->from || due->at >= search->to)
    return TRUE;
  if (due->rule != NULL && due->reminder_id == NULL && !is_settled (search, due, &settled, error))
    return FALSE;
  if (!settled)
    g_ptr_array_add (search->found, g_steal_pointer (&own));

  return TRUE;
}

static SlDue *
due_new (SlDueKind   kind,
         const char *rule,
         const char *origin_id,
         const Wall *wall)
{
  SlDue *due = g_object_new (SL_TYPE_DUE, NULL);

  due->kind = kind;
  due->rule = g_strdup (rule);
  due->origin_id = g_strdup (origin_id);
  due->origin_at = wall_to_origin (wall);
  due->about = sl_day_to_time_at (wall->day, MAX (wall->minutes, 0), wall->zone);
  due->about_all_day = wall->minutes < 0;
  due->at = due->about;
  due->all_day = due->about_all_day;

  return due;
}

/* The columns that every source's select begins with, after its own id. */
#define ABOUT "a.id, a.company_name, a.role_title"

static void
read_about (SlDue       *due,
            SlStatement *statement,
            int          column)
{
  due->application_id = g_strdup (sl_statement_get_text (statement, column));
  due->company = g_strdup (sl_statement_get_text (statement, column + 1));
  due->role = g_strdup (sl_statement_get_text (statement, column + 2));
}

/* The wall clock of day @column and, where @time_column isn't -1, that time and its zone in the next column. Takes the
 * zone's reference into *@own. */
static gboolean
read_wall (SlDueSearch *search,
           SlStatement *statement,
           int          column,
           int          time_column,
           Wall        *wall,
           GTimeZone  **own)
{
  const char *zone = time_column >= 0 ? sl_statement_get_text (statement, time_column + 1) : NULL;

  wall->minutes = time_column >= 0 ? sl_time_of_day_parse (sl_statement_get_text (statement, time_column)) : -1;
  *own = zone != NULL && *zone != '\0' && wall->minutes >= 0 ? g_time_zone_new_identifier (zone) : NULL;
  wall->zone = *own != NULL ? *own : search->options->zone;

  return sl_day_parse_iso (sl_statement_get_text (statement, column), &wall->day);
}

/* Reminders */

/* One that stands for an automatic one goes with what that came from. */
#define REMINDERS(which)                                                                                                \
  "SELECT r.id, a.id, coalesce (a.company_name, j.company_name), coalesce (a.role_title, j.role_title), r.title, r.description," \
  "  r.remind_at, r.reminder_type, r.rule, r.origin_id, r.origin_at, j.id, s.id, s.stage_date, s.time_of_day, s.time_zone, r.created_at" \
  " FROM reminders AS r LEFT JOIN applications AS a ON a.id = r.application_id"                                         \
  "  LEFT JOIN stages AS s ON s.id = r.origin_id LEFT JOIN saved_jobs AS j ON j.id = r.origin_id"                       \
  " WHERE " which " AND " LIVING ("r") " AND coalesce (r.is_completed, 0) = 0 AND " LIVING ("a")                        \
  "  AND (r.rule IS NULL OR (" OPEN ("a") " AND (r.rule <> '" SL_RULE_FOLLOW_UP "' OR a.status = '" SL_STATUS_APPLIED "')"  \
  "   AND (s.id IS NULL OR (" LIVING ("s") " AND " PENDING ")) AND (j.id IS NULL OR (" LIVING ("j") " AND " ACTIVE "))))"

static const char *const reminders_sql[N_WAYS] = {
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

static SlDue *
read_reminder (SlDueSearch *search,
               SlStatement *statement)
{
  SlDue *due = g_object_new (SL_TYPE_DUE, NULL);
  const char *title = sl_statement_get_text (statement, 4);
  g_autoptr (GTimeZone) zone = NULL;
  Wall wall;

  due->reminder_id = g_strdup (sl_statement_get_text (statement, 0));
  read_about (due, statement, 1);
  due->title = g_strdup (title != NULL ? title : "");
  due->description = g_strdup (sl_statement_get_text (statement, 5));
  due->at = due->about = sl_statement_get_integer (statement, 6);
  due->kind = get_reminder_kind (sl_statement_get_text (statement, 7));
  due->rule = g_strdup (sl_statement_get_text (statement, 8));
  due->origin_id = g_strdup (sl_statement_get_text (statement, 9));
  due->origin_at = sl_statement_get_integer (statement, 10);
  due->saved_job_id = g_strdup (sl_statement_get_text (statement, 11));
  due->stage_id = g_strdup (sl_statement_get_text (statement, 12));
  if (due->stage_id != NULL && read_wall (search, statement, 13, 14, &wall, &zone))
    {
      due->about = sl_day_to_time_at (wall.day, MAX (wall.minutes, 0), wall.zone);
      due->about_all_day = wall.minutes < 0;
      /* The round was moved: its automatic reminders come anew. */
      if (wall_to_origin (&wall) != due->origin_at)
        due->at = SL_TIME_NONE;
    }
  due->created_at = sl_statement_get_integer (statement, 16);

  return due;
}

gboolean
_sl_due_search_reminders (SlDueSearch *search,
                          GError     **error)
{
  Way way = get_way (search);
  SlStatement *statement = sl_connection_prepare (search->connection, reminders_sql[way], error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  if (way == BY_DAYS)
    {
      sl_statement_bind_integer (statement, 1, search->from);
      sl_statement_bind_integer (statement, 2, search->to);
    }
  else
    {
      sl_statement_bind_text (statement, 1, way == BY_ORIGIN ? search->origin_id : search->application_id);
    }

  while (sl_statement_step (statement, &local))
    if (!offer (search, read_reminder (search, statement), error))
      return FALSE;
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));

  return local == NULL;
}

/* Interviews */

#define INTERVIEWS(from, which)                                                                                \
  "SELECT s.id, " ABOUT ", s.stage_name, s.stage_type, s.stage_date, s.time_of_day, s.time_zone, s.created_at" \
  " FROM " from                                                                                                \
  " WHERE " which " AND " LIVING ("s") " AND " PENDING " AND " LIVING ("a") " AND " OPEN ("a")
#define STAGES "stages AS s CROSS JOIN applications AS a ON a.id = s.application_id"

static const char *const interviews_sql[N_WAYS] = {
  INTERVIEWS (STAGES, "s.stage_date >= ? AND s.stage_date <= ?"),
  INTERVIEWS (STAGES, "s.application_id = ?"),
  INTERVIEWS (STAGES, "s.id = ?"),
};

static gboolean
offer_interview (SlDueSearch *search,
                 SlStatement *statement,
                 const Wall  *wall,
                 const char  *rule,
                 GError     **error)
{
  const char *id = sl_statement_get_text (statement, 0);
  SlDue *due = due_new (SL_DUE_INTERVIEW, rule, id, wall);

  read_about (due, statement, 1);
  due->stage_id = g_strdup (id);
  due->title = _sl_due_title_interview (sl_statement_get_text (statement, 4), sl_statement_get_text (statement, 5), due->company);
  due->created_at = sl_statement_get_integer (statement, 9);
  if (g_strcmp0 (rule, SL_RULE_INTERVIEW_DAY) == 0)
    due->at = wall_to_time (wall, 1);
  else if (rule != NULL)
    due->at = due->about - G_TIME_SPAN_HOUR;

  return offer (search, due, error);
}

static gboolean
offer_interviews (SlDueSearch *search,
                  SlStatement *statement,
                  const Wall  *wall,
                  GError     **error)
{
  const SlDueOptions *options = search->options;

  if (search->occasions)
    return offer_interview (search, statement, wall, NULL, error);
  if (is_wanted (search, SL_RULE_INTERVIEW_DAY, options->interview_day) &&
      !offer_interview (search, statement, wall, SL_RULE_INTERVIEW_DAY, error))
    return FALSE;
  /* Nobody knows when an hour before is, as long as the time isn't known. */
  if (wall->minutes >= 0 && is_wanted (search, SL_RULE_INTERVIEW_HOUR, options->interview_hour))
    return offer_interview (search, statement, wall, SL_RULE_INTERVIEW_HOUR, error);

  return TRUE;
}

gboolean
_sl_due_search_interviews (SlDueSearch *search,
                           GError     **error)
{
  SlStatement *statement = prepare (search, interviews_sql, ZONE_DAYS, ZONE_DAYS + 1, error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;

  while (sl_statement_step (statement, &local))
    {
      g_autoptr (GTimeZone) zone = NULL;
      Wall wall;

      if (read_wall (search, statement, 6, 7, &wall, &zone) && !offer_interviews (search, statement, &wall, error))
        return FALSE;
    }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));

  return local == NULL;
}

/* Deadlines */

#define OFFERS(which)                                                                        \
  "SELECT o.id, " ABOUT ", o.deadline, o.created_at, NULL"                                   \
  " FROM outcomes AS o CROSS JOIN applications AS a ON a.id = o.application_id"              \
  " WHERE " which " AND " LIVING ("o") " AND coalesce (o.status, 'Offer') = 'Offer' AND " LIVING ("a") " AND " OPEN ("a")
#define SAVED_JOBS(which)                                                                    \
  "SELECT j.id, j.converted_to_application_id, j.company_name, j.role_title, j.deadline, j.created_at, j.id" \
  " FROM saved_jobs AS j"                                                                    \
  " WHERE " which " AND " LIVING ("j") " AND " ACTIVE

static const char *const offers_sql[N_WAYS] = {
  OFFERS ("o.deadline >= ? AND o.deadline <= ?"),
  OFFERS ("o.application_id = ?"),
  OFFERS ("o.id = ?"),
};

static const char *const saved_jobs_sql[N_WAYS] = {
  SAVED_JOBS ("j.deadline >= ? AND j.deadline <= ?"),
  SAVED_JOBS ("j.converted_to_application_id = ?"),
  SAVED_JOBS ("j.id = ?"),
};

static gboolean
offer_deadline (SlDueSearch *search,
                SlStatement *statement,
                const Wall  *wall,
                const char  *rule,
                int          days_before,
                GError     **error)
{
  SlDue *due = due_new (SL_DUE_DEADLINE, rule, sl_statement_get_text (statement, 0), wall);

  read_about (due, statement, 1);
  due->created_at = sl_statement_get_integer (statement, 5);
  due->saved_job_id = g_strdup (sl_statement_get_text (statement, 6));
  due->title = due->saved_job_id != NULL ? _sl_due_title_saved_job (due->company) : _sl_due_title_offer (due->company);
  if (rule != NULL)
    due->at = wall_to_time (wall, days_before);

  return offer (search, due, error);
}

static gboolean
offer_deadlines (SlDueSearch *search,
                 SlStatement *statement,
                 const Wall  *wall,
                 GError     **error)
{
  const SlDueOptions *options = search->options;

  if (search->occasions)
    return offer_deadline (search, statement, wall, NULL, 0, error);
  if (is_wanted (search, SL_RULE_DEADLINE_3_DAYS, options->deadline_3_days) &&
      !offer_deadline (search, statement, wall, SL_RULE_DEADLINE_3_DAYS, 3, error))
    return FALSE;
  if (is_wanted (search, SL_RULE_DEADLINE_DAY, options->deadline_day))
    return offer_deadline (search, statement, wall, SL_RULE_DEADLINE_DAY, 1, error);

  return TRUE;
}

static gboolean
search_deadlines_in (SlDueSearch       *search,
                     const char *const  sql[N_WAYS],
                     GError           **error)
{
  SlStatement *statement = prepare (search, sql, ZONE_DAYS, ZONE_DAYS + 3, error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;

  while (sl_statement_step (statement, &local))
    {
      GTimeZone *zone = NULL;
      Wall wall;

      if (read_wall (search, statement, 4, -1, &wall, &zone) && !offer_deadlines (search, statement, &wall, error))
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
  return search_deadlines_in (search, offers_sql, error) && search_deadlines_in (search, saved_jobs_sql, error);
}

/* Follow-ups */

#define APPLICATIONS(date, index, which) \
  "SELECT a.id, " ABOUT ", a." date ", a.created_at, a.quiet_until FROM applications AS a " index " WHERE " which " AND " LIVING ("a")
/* Somebody who chose a date of their own is asked then. */
#define UNANSWERED " AND a.status = '" SL_STATUS_APPLIED "' AND coalesce (a.lane, '" SL_LANE_APPLIED "') = '" SL_LANE_APPLIED "' AND a.follow_up_date IS NULL"

static const char *const follow_ups_sql[N_WAYS] = {
  APPLICATIONS ("applied_date", "INDEXED BY applications_by_applied", "a.applied_date >= ? AND a.applied_date <= ?") UNANSWERED,
  APPLICATIONS ("applied_date", "", "a.id = ?") UNANSWERED,
  APPLICATIONS ("applied_date", "", "a.id = ?") UNANSWERED,
};

static const char *const follow_up_dates_sql[N_WAYS] = {
  APPLICATIONS ("follow_up_date", "INDEXED BY applications_by_follow_up", "a.follow_up_date >= ? AND a.follow_up_date <= ?") " AND " OPEN ("a"),
  APPLICATIONS ("follow_up_date", "", "a.id = ?") " AND " OPEN ("a"),
  APPLICATIONS ("follow_up_date", "", "a.id = ?") " AND " OPEN ("a"),
};

static gboolean
offer_follow_up (SlDueSearch *search,
                 SlStatement *statement,
                 const Wall  *wall,
                 const char  *rule,
                 int          days_after,
                 GError     **error)
{
  SlDue *due = due_new (SL_DUE_FOLLOW_UP, rule, sl_statement_get_text (statement, 0), wall);
  Wall then = { wall->day + days_after, -1, wall->zone };
  SlDay quiet_until;

  read_about (due, statement, 1);
  due->created_at = sl_statement_get_integer (statement, 5);
  due->title = _sl_due_title_follow_up (due->company);
  due->at = search->occasions ? sl_day_to_time (then.day, then.zone) : wall_to_time (&then, 0);
  due->all_day = TRUE;
  /* Left in peace until then by the person. */
  if (g_str_equal (rule, SL_RULE_FOLLOW_UP) && sl_day_parse_iso (sl_statement_get_text (statement, 6), &quiet_until) && quiet_until > then.day)
    due->at = SL_TIME_NONE;

  return offer (search, due, error);
}

static gboolean
search_follow_ups_in (SlDueSearch       *search,
                      const char *const  sql[N_WAYS],
                      const char        *rule,
                      int                days_after,
                      GError           **error)
{
  SlStatement *statement;
  g_autoptr (GError) local = NULL;

  if (!is_wanted (search, rule, search->options->follow_up))
    return TRUE;

  statement = prepare (search, sql, ZONE_DAYS + days_after, ZONE_DAYS - days_after, error);
  if (statement == NULL)
    return FALSE;

  while (sl_statement_step (statement, &local))
    {
      GTimeZone *zone = NULL;
      Wall wall;

      if (read_wall (search, statement, 4, -1, &wall, &zone) && !offer_follow_up (search, statement, &wall, rule, days_after, error))
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
