/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The agenda as a calendar file: each record with a date is one event under its own id, which stays the same. Automatic
 * reminders are alarms of these events, not events. */
#define G_LOG_DOMAIN "sl-agenda-calendar"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-agenda.h"
#include "sl-calendar-file.h"
#include "sl-due-private.h"
#include "sl-kinds.h"
#include "sl-zone.h"

#define MINUTES_PER_DAY (24 * 60)

typedef struct {
  SlConnection *connection;
  const SlDueOptions *options;
  SlAgendaCalendarFlags flags;
  char *own_zone; /* (nullable): its name */
  char today[SL_DAY_ISO_SIZE];
  GPtrArray *events;
  GCancellable *cancellable;
} Build;

/* The columns that every select begins with: id, made, changed, whether it won't take place, company, role, link. */
enum {
  ID,
  CREATED,
  MODIFIED,
  CANCELLED,
  COMPANY,
  ROLE,
  LINK,
  N_SHARED,
};

#define CLOSED "coalesce (a.status, '') IN ('" SL_STATUS_ACCEPTED "', '" SL_STATUS_REJECTED "', '" SL_STATUS_WITHDRAWN "')"
#define GONE(alias) alias ".deleted_at IS NOT NULL OR a.deleted_at IS NOT NULL"

#define ROUNDS \
  "SELECT s.id, s.created_at, max (s.updated_at, a.updated_at)," \
  "  " GONE ("s") " OR s.result = 'Cancelled' OR (" CLOSED " AND coalesce (s.result, 'Pending') = 'Pending' AND s.stage_date >= ?1)," \
  "  a.company_name, a.role_title, a.url, s.stage_name, s.stage_type, s.stage_date, s.time_of_day, s.time_zone, s.duration_minutes, s.place," \
  "  s.interviewer_names, s.prep_notes" \
  " FROM stages AS s JOIN applications AS a ON a.id = s.application_id WHERE s.stage_date IS NOT NULL ORDER BY s.pk"

#define REMINDERS \
  "SELECT r.id, r.created_at, r.updated_at, " GONE ("r") " OR coalesce (r.is_completed, 0) <> 0, a.company_name, a.role_title, a.url," \
  "  r.title, r.description, r.remind_at" \
  " FROM reminders AS r LEFT JOIN applications AS a ON a.id = r.application_id" \
  " WHERE r.remind_at IS NOT NULL AND NOT (r.rule IS NOT NULL AND coalesce (r.is_completed, 0) <> 0) ORDER BY r.pk"

#define OFFERS \
  "SELECT o.id, o.created_at, max (o.updated_at, a.updated_at), " GONE ("o") " OR coalesce (o.status, 'Offer') <> 'Offer' OR " CLOSED "," \
  "  a.company_name, a.role_title, a.url, o.deadline" \
  " FROM outcomes AS o JOIN applications AS a ON a.id = o.application_id WHERE o.deadline IS NOT NULL ORDER BY o.pk"

#define SAVED_JOBS \
  "SELECT j.id, j.created_at, j.updated_at, j.deleted_at IS NOT NULL OR coalesce (j.status, 'Active') <> 'Active', j.company_name, j.role_title, j.url, j.deadline" \
  " FROM saved_jobs AS j WHERE j.deadline IS NOT NULL ORDER BY j.pk"

#define FOLLOW_UPS \
  "SELECT a.id, a.created_at, a.updated_at, a.deleted_at IS NOT NULL OR " CLOSED ", a.company_name, a.role_title, a.url, a.follow_up_date" \
  " FROM applications AS a WHERE a.follow_up_date IS NOT NULL ORDER BY a.pk"

/* "Baker, Torvmark", then other lines. */
static char *
describe (SlStatement *statement,
          const char  *first,
          const char  *second)
{
  const char *role = sl_statement_get_text (statement, ROLE);
  const char *company = sl_statement_get_text (statement, COMPANY);
  g_autoptr (GString) text = g_string_new (NULL);

  if (role != NULL && company != NULL)
    /* Translators: a role and a company: “Baker, Torvmark” */
    g_string_append_printf (text, C_("role and company", "%s, %s"), role, company);
  else if (company != NULL)
    g_string_append (text, company);
  if (first != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n\n" : "", first);
  if (second != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n\n" : "", second);

  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* Takes over @title. */
static SlCalendarEvent *
event_new (SlStatement *statement,
           char        *title,
           const char  *category)
{
  SlCalendarEvent *event = sl_calendar_event_new (sl_statement_get_text (statement, ID), title);
  const char *link = sl_statement_get_text (statement, LINK);

  event->created = sl_statement_get_integer (statement, CREATED);
  event->modified = MAX (sl_statement_get_integer (statement, MODIFIED), event->created);
  event->cancelled = sl_statement_get_integer (statement, CANCELLED) != 0;
  event->category = g_strdup (category);
  if (link != NULL && (g_str_has_prefix (link, "https://") || g_str_has_prefix (link, "http://")))
    event->url = g_strdup (link);
  g_free (title);

  return event;
}

static void
add_alarm (Build           *build,
           SlCalendarEvent *event,
           gboolean         wanted,
           int              minutes)
{
  if (wanted && build->flags & SL_AGENDA_CALENDAR_ALARMS)
    sl_calendar_event_add_alarm (event, minutes);
}

static gboolean
set_day (SlCalendarEvent *event,
         const char      *iso)
{
  return sl_day_parse_iso (iso, &event->day);
}

/* Each reads one event; NULL: its date makes no sense. */

static SlCalendarEvent *
read_round (Build       *build,
            SlStatement *statement)
{
  const char *people = sl_statement_get_text (statement, 14), *zone_name = sl_statement_get_text (statement, 11);
  g_autofree char *with = people != NULL && *people != '\0' ? g_strdup_printf (_("With %s"), people) : NULL;
  g_autoptr (SlCalendarEvent) event = event_new (statement, _sl_due_title_interview (sl_statement_get_text (statement, 7), sl_statement_get_text (statement, 8), sl_statement_get_text (statement, COMPANY)),
                                                 C_("agenda", "Interview"));
  g_autoptr (GTimeZone) zone = sl_zone_find (zone_name);
  int minutes = sl_time_of_day_parse (sl_statement_get_text (statement, 10));

  event->description = describe (statement, with, sl_statement_get_text (statement, 15));
  event->location = g_strdup (sl_statement_get_text (statement, 13));
  if (!set_day (event, sl_statement_get_text (statement, 9)))
    return NULL;
  if (minutes < 0)
    {
      add_alarm (build, event, build->options->interview_day, SL_DUE_MORNING - MINUTES_PER_DAY);
      return g_steal_pointer (&event);
    }

  event->busy = TRUE;
  event->start = sl_day_to_time_at (event->day, minutes, zone != NULL ? zone : build->options->zone);
  event->zone = g_strdup (zone != NULL ? zone_name : build->own_zone);
  event->day = SL_DAY_NONE;
  event->minutes = (int) CLAMP (sl_statement_get_integer (statement, 12), 0, SL_AGENDA_MAX_MINUTES);
  if (event->minutes == 0)
    event->minutes = SL_AGENDA_USUAL_MINUTES;
  add_alarm (build, event, build->options->interview_day, -MINUTES_PER_DAY);
  add_alarm (build, event, build->options->interview_hour, -60);

  return g_steal_pointer (&event);
}

static SlCalendarEvent *
read_reminder (Build       *build,
               SlStatement *statement)
{
  SlCalendarEvent *event = event_new (statement, g_strdup (sl_statement_get_text (statement, 7)), C_("agenda", "Reminder"));

  event->description = describe (statement, sl_statement_get_text (statement, 8), NULL);
  event->start = sl_statement_get_integer (statement, 9);
  event->zone = g_strdup (build->own_zone);
  add_alarm (build, event, TRUE, 0);

  return event;
}

static SlCalendarEvent *
read_deadline (Build       *build,
               SlStatement *statement,
               char        *title)
{
  g_autoptr (SlCalendarEvent) event = event_new (statement, title, C_("agenda", "Deadline"));

  event->description = describe (statement, NULL, NULL);
  if (!set_day (event, sl_statement_get_text (statement, N_SHARED)))
    return NULL;
  add_alarm (build, event, build->options->deadline_3_days, SL_DUE_MORNING - 3 * MINUTES_PER_DAY);
  add_alarm (build, event, build->options->deadline_day, SL_DUE_MORNING - MINUTES_PER_DAY);

  return g_steal_pointer (&event);
}

static SlCalendarEvent *
read_offer (Build       *build,
            SlStatement *statement)
{
  return read_deadline (build, statement, _sl_due_title_offer (sl_statement_get_text (statement, COMPANY)));
}

static SlCalendarEvent *
read_saved_job (Build       *build,
                SlStatement *statement)
{
  return read_deadline (build, statement, _sl_due_title_saved_job (sl_statement_get_text (statement, COMPANY)));
}

static SlCalendarEvent *
read_follow_up (Build       *build,
                SlStatement *statement)
{
  g_autoptr (SlCalendarEvent) event = event_new (statement, _sl_due_title_follow_up (sl_statement_get_text (statement, COMPANY)), C_("agenda", "Follow-up"));

  event->description = describe (statement, NULL, NULL);
  if (!set_day (event, sl_statement_get_text (statement, N_SHARED)))
    return NULL;
  add_alarm (build, event, build->options->follow_up, SL_DUE_MORNING);

  return g_steal_pointer (&event);
}

static gboolean
add_source (Build            *build,
            const char       *sql,
            SlCalendarEvent *(*read) (Build *, SlStatement *),
            GError          **error)
{
  SlStatement *statement = sl_connection_prepare (build->connection, sql, error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  if (read == read_round)
    sl_statement_bind_text (statement, 1, build->today);
  while (sl_statement_step (statement, &local))
    {
      g_autoptr (SlCalendarEvent) event = NULL;

      if (g_cancellable_set_error_if_cancelled (build->cancellable, &local))
        break;
      event = read (build, statement);
      if (event != NULL && (!event->cancelled || build->flags & SL_AGENDA_CALENDAR_CANCELLED))
        g_ptr_array_add (build->events, g_steal_pointer (&event));
    }
  if (local == NULL)
    return TRUE;

  sl_statement_reset (statement);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * sl_agenda_build_calendar:
 * @options: which alarms there are, and the person's time zone
 * @today: rounds of closed applications from that day on won't take place
 * @n_events: (out) (optional): how many events it has
 *
 * Returns: (transfer full): the file, or %NULL with @error set
 */
GBytes *
sl_agenda_build_calendar (SlConnection           *connection,
                          const SlDueOptions     *options,
                          SlDay                   today,
                          SlAgendaCalendarFlags   flags,
                          guint                  *n_events,
                          GCancellable           *cancellable,
                          GError                **error)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_calendar_event_free);
  g_autofree char *own_zone = sl_zone_get_name (options->zone);
  Build build = { .connection = connection, .options = options, .flags = flags, .own_zone = own_zone, .events = events, .cancellable = cancellable };

  sl_day_format_iso (today, build.today);
  if (!add_source (&build, ROUNDS, read_round, error) || !add_source (&build, REMINDERS, read_reminder, error) ||
      !add_source (&build, OFFERS, read_offer, error) || !add_source (&build, SAVED_JOBS, read_saved_job, error) ||
      !add_source (&build, FOLLOW_UPS, read_follow_up, error))
    return NULL;
  if (n_events != NULL)
    *n_events = events->len;

  return sl_calendar_file_build (events, _("Job search"));
}
