/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sources of what is due share: the days to look at, wall clocks, and what is taken in. */
#define G_LOG_DOMAIN "sl-due-search"

#include "config.h"

#include "sl-due-private.h"
#include "sl-kinds.h"
#include "sl-zone.h"

#define MINUTES_PER_DAY (24 * 60)

SlDueWay
_sl_due_get_way (SlDueSearch *search)
{
  if (search->origin_id != NULL)
    return SL_DUE_BY_ORIGIN;

  return search->application_id != NULL ? SL_DUE_BY_APPLICATION : SL_DUE_BY_DAYS;
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
SlStatement *
_sl_due_prepare (SlDueSearch *search,
                 const char  *const sql[SL_DUE_N_WAYS],
                 int          before,
                 int          after,
                 GError     **error)
{
  SlDueWay way = _sl_due_get_way (search);
  SlStatement *statement = sl_connection_prepare (search->connection, sql[way], error);
  char day[SL_DAY_ISO_SIZE];

  if (statement == NULL)
    return NULL;

  if (way == SL_DUE_BY_DAYS)
    {
      sl_statement_bind_text (statement, 1, sl_day_format_iso (get_day (search, search->from, -before), day));
      sl_statement_bind_text (statement, 2, sl_day_format_iso (get_day (search, search->to, after), day));
    }
  else
    {
      sl_statement_bind_text (statement, 1, way == SL_DUE_BY_ORIGIN ? search->origin_id : search->application_id);
    }

  return statement;
}

gint64
_sl_due_wall_to_time (const SlDueWall *wall,
                      int         days_earlier)
{
  return sl_day_to_time_at (wall->day - days_earlier, wall->minutes >= 0 ? wall->minutes : SL_DUE_MORNING, wall->zone);
}

/* The same number wherever the person is. */
gint64
_sl_due_wall_to_origin (const SlDueWall *wall)
{
  return ((gint64) wall->day * MINUTES_PER_DAY + MAX (wall->minutes, 0)) * G_TIME_SPAN_MINUTE;
}

gboolean
_sl_due_is_wanted (SlDueSearch *search,
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
gboolean
_sl_due_offer (SlDueSearch *search,
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

SlDue *
_sl_due_new (SlDueKind   kind,
             const char *rule,
             const char *origin_id,
             const SlDueWall *wall)
{
  SlDue *due = g_object_new (SL_TYPE_DUE, NULL);

  due->kind = kind;
  due->rule = g_strdup (rule);
  due->origin_id = g_strdup (origin_id);
  due->origin_at = _sl_due_wall_to_origin (wall);
  due->about = sl_day_to_time_at (wall->day, MAX (wall->minutes, 0), wall->zone);
  due->about_all_day = wall->minutes < 0;
  due->at = due->about;
  due->all_day = due->about_all_day;

  return due;
}

void
_sl_due_read_about (SlDue       *due,
                    SlStatement *statement,
                    int          column)
{
  due->application_id = g_strdup (sl_statement_get_text (statement, column));
  due->company = g_strdup (sl_statement_get_text (statement, column + 1));
  due->role = g_strdup (sl_statement_get_text (statement, column + 2));
}

/* The wall clock of day @column and, where @time_column isn't -1, that time and its zone in the next column. Takes the
 * zone's reference into *@own. */
gboolean
_sl_due_read_wall (SlDueSearch *search,
                   SlStatement *statement,
                   int          column,
                   int          time_column,
                   SlDueWall        *wall,
                   GTimeZone  **own)
{
  const char *zone = time_column >= 0 ? sl_statement_get_text (statement, time_column + 1) : NULL;

  wall->minutes = time_column >= 0 ? sl_time_of_day_parse (sl_statement_get_text (statement, time_column)) : -1;
  *own = wall->minutes >= 0 ? sl_zone_find (zone) : NULL;
  wall->zone = *own != NULL ? *own : search->options->zone;

  return sl_day_parse_iso (sl_statement_get_text (statement, column), &wall->day);
}
