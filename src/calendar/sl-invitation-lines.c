/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first look at a stranger's calendar file: only the parts and properties that an invitation needs go on to libical, and
 * of those no more than make sense. A file can't make the rest of the reading slow, deep or large. */

#define G_LOG_DOMAIN "sl-invitation-lines"

#include "config.h"

#include <string.h>

#include "sl-invitation-private.h"

#define MAX_ZONES 200
#define MAX_CHANGES 500 /* of clocks, in all zones together */
#define MAX_LINES 100   /* of one event or one change */
#define MAX_GUESTS 100  /* of one event; these say nothing of its date, and there may be many before it is told */
#define MAX_HEAD 2048   /* of a line: name and parameters */
#define MAX_VALUE (64 * 1024)
#define FIRST_CHANGE "1970" /* of a clock */

typedef enum {
  PART_NONE,
  PART_CALENDAR,
  PART_EVENT,
  PART_ZONE,
  PART_CHANGE,
} Part;

static const struct {
  const char *name;
  Part part;
  Part parent;
} parts[] = {
  { "VCALENDAR", PART_CALENDAR, PART_NONE },
  { "VEVENT", PART_EVENT, PART_CALENDAR },
  { "VTIMEZONE", PART_ZONE, PART_CALENDAR },
  { "STANDARD", PART_CHANGE, PART_ZONE },
  { "DAYLIGHT", PART_CHANGE, PART_ZONE },
};

static const struct {
  const char *name;
  Part part;
} properties[] = {
  { "VERSION", PART_CALENDAR },
  { "METHOD", PART_CALENDAR },
  { "UID", PART_EVENT },
  { "SEQUENCE", PART_EVENT },
  { "SUMMARY", PART_EVENT },
  { "DESCRIPTION", PART_EVENT },
  { "LOCATION", PART_EVENT },
  { "URL", PART_EVENT },
  { "CONFERENCE", PART_EVENT },
  { "X-GOOGLE-CONFERENCE", PART_EVENT },
  { "X-MICROSOFT-SKYPETEAMSMEETINGURL", PART_EVENT },
  { "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK", PART_EVENT },
  { "ORGANIZER", PART_EVENT },
  { "ATTENDEE", PART_EVENT },
  { "DTSTART", PART_EVENT },
  { "DTEND", PART_EVENT },
  { "DURATION", PART_EVENT },
  { "STATUS", PART_EVENT },
  { "RRULE", PART_EVENT },
  { "RECURRENCE-ID", PART_EVENT },
  { "TZID", PART_ZONE },
  { "X-LIC-LOCATION", PART_ZONE },
  { "DTSTART", PART_CHANGE },
  { "TZOFFSETFROM", PART_CHANGE },
  { "TZOFFSETTO", PART_CHANGE },
  { "RRULE", PART_CHANGE },
  { "RDATE", PART_CHANGE },
};

typedef struct {
  SlInvitationLines *lines;
  const char *open[4]; /* names of the parts that the reading is in */
  Part part[4];
  guint depth;
  guint skipped; /* parts within one that is left out */
  gsize event;   /* where in the text the event at hand begins */
  guint n_zones;
  guint n_changes;
  guint n_lines;
  guint n_guests;
} Filter;

static Part
get_part (const Filter *filter)
{
  return filter->depth > 0 ? filter->part[filter->depth - 1] : PART_NONE;
}

/* The calendar is the outermost part; an event or a zone is in it. */
static gboolean
is_in (const Filter *filter,
       Part          part)
{
  return filter->depth > 1 && filter->part[1] == part;
}

static GString *
get_out (const Filter *filter)
{
  return is_in (filter, PART_ZONE) ? filter->lines->zones : filter->lines->events;
}

static gboolean
take_another (Filter *filter,
              Part    part)
{
  filter->n_lines = 0;
  filter->n_guests = 0;
  if (part == PART_EVENT)
    return ++filter->lines->n_events <= SL_INVITATION_MAX_EVENTS;
  if (part == PART_ZONE)
    return ++filter->n_zones <= MAX_ZONES;
  if (part == PART_CHANGE)
    return ++filter->n_changes <= MAX_CHANGES;
  return TRUE;
}

/* An event without an end is half a one, and what it says may be half of what was meant. */
static void
drop_event (Filter *filter)
{
  if (!is_in (filter, PART_EVENT))
    return;
  g_string_truncate (filter->lines->events, filter->event);
  filter->depth = 1;
  filter->skipped = 0;
  filter->lines->n_cut++;
}

/* Events and ends of calendars aren't within anything else: what is open there still has lost its end. */
static void
return_to_calendar (Filter *filter)
{
  drop_event (filter);
  while (filter->depth > 1)
    {
      g_string_append_printf (get_out (filter), "END:%s\r\n", filter->open[filter->depth - 1]);
      filter->depth--;
    }
  filter->skipped = 0;
}

static void
begin (Filter     *filter,
       const char *name)
{
  if (filter->depth > 0 && g_ascii_strcasecmp (name, "VEVENT") == 0)
    return_to_calendar (filter);
  if (filter->skipped == 0)
    for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
      if (g_ascii_strcasecmp (parts[i].name, name) == 0 && parts[i].parent == get_part (filter) && take_another (filter, parts[i].part))
        {
          filter->open[filter->depth] = parts[i].name;
          filter->part[filter->depth++] = parts[i].part;
          filter->event = filter->lines->events->len;
          g_string_append_printf (get_out (filter), "BEGIN:%s\r\n", parts[i].name);
          return;
        }
  filter->skipped++;
}

static void
end (Filter     *filter,
     const char *name)
{
  GString *out;

  if (filter->depth > 0 && g_ascii_strcasecmp (name, "VCALENDAR") == 0)
    return_to_calendar (filter);
  out = get_out (filter);
  if (filter->skipped > 0)
    filter->skipped--;
  else if (filter->depth > 0)
    g_string_append_printf (out, "END:%s\r\n", filter->open[--filter->depth]);
}

/* Where the value of a line begins: behind the first colon that isn't in quotes. (nullable) */
static const char *
find_value (const char *line)
{
  gboolean quoted = FALSE;

  for (const char *c = line; *c != '\0' && c - line < MAX_HEAD; c++)
    {
      if (*c == '\\' && c[1] == '"')
        return NULL;
      if (*c == '"')
        quoted = !quoted;
      else if (*c == ':' && !quoted)
        return c + 1;
    }

  return NULL;
}

/* A clock is changed once or twice a year; what says it is changed each second would never be done. */
static gboolean
is_yearly (const char *rule)
{
  static const char *const keys[] = { "FREQ", "BYMONTH", "BYDAY", "BYMONTHDAY", "UNTIL", "INTERVAL", "WKST", NULL };
  g_auto (GStrv) rules = NULL;

  if (strlen (rule) > 128)
    return FALSE;
  rules = g_strsplit (rule, ";", -1);
  for (guint i = 0; rules[i] != NULL; i++)
    {
      char *value = strchr (rules[i], '=');

      if (value == NULL)
        return FALSE;
      *value++ = '\0';
      if (!g_strv_contains (keys, g_strstrip (rules[i])) || (g_str_equal (rules[i], "FREQ") && !g_str_equal (value, "YEARLY")))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_wanted (Filter     *filter,
           const char *name,
           const char *value)
{
  Part part = get_part (filter);

  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    if (properties[i].part == part && g_ascii_strcasecmp (properties[i].name, name) == 0)
      return (g_ascii_strcasecmp (name, "ATTENDEE") == 0 ? filter->n_guests++ < MAX_GUESTS : filter->n_lines++ < MAX_LINES) && (part != PART_CHANGE || g_ascii_strcasecmp (name, "RRULE") != 0 || is_yearly (value));

  return FALSE;
}

/* Clocks that have been changed since 1601, as Outlook has them, take libical long to count, or it gives up before today. */
static void
append_change_start (GString    *out,
                     const char *line,
                     const char *value)
{
  gboolean old = strlen (value) > 8 && strspn (value, "0123456789") >= 8 && strncmp (value, FIRST_CHANGE, 4) < 0;

  g_string_append_len (out, line, value - line);
  g_string_append (out, old ? FIRST_CHANGE : "");
  g_string_append (out, old ? value + 4 : value);
}

static void
take_line (Filter     *filter,
           const char *line)
{
  const char *value = find_value (line);
  g_autofree char *name = g_strndup (line, strcspn (line, ";:"));
  g_autofree char *rest = NULL;

  if (value == NULL)
    return;
  if (g_ascii_strcasecmp (name, "BEGIN") == 0 || g_ascii_strcasecmp (name, "END") == 0)
    {
      rest = g_strstrip (g_strdup (value));
      if (g_ascii_strcasecmp (name, "BEGIN") == 0)
        begin (filter, rest);
      else
        end (filter, rest);
      return;
    }
  if (filter->skipped > 0 || !is_wanted (filter, name, value))
    return;

  /* Cut between characters, and never behind a backslash that belongs to the next one. */
  if (strlen (value) > MAX_VALUE)
    {
      const char *cut = g_utf8_find_prev_char (value, value + MAX_VALUE);

      while (cut > value && cut[-1] == '\\')
        cut--;
      g_string_append_len (get_out (filter), line, cut - line);
    }
  else if (get_part (filter) == PART_CHANGE && g_ascii_strcasecmp (name, "DTSTART") == 0)
    {
      append_change_start (get_out (filter), line, value);
    }
  else
    {
      g_string_append (get_out (filter), line);
    }
  g_string_append (get_out (filter), "\r\n");
}

/* Lines that go on in the next one, which then begins with a blank, are put together. */
static char *
next_line (const char **text)
{
  GString *line = g_string_new (NULL);

  while (**text != '\0')
    {
      gsize length = strcspn (*text, "\n");

      g_string_append_len (line, *text, length);
      while (line->len > 0 && line->str[line->len - 1] == '\r')
        g_string_truncate (line, line->len - 1);
      *text += length;
      if (**text == '\n')
        (*text)++;
      if (**text != ' ' && **text != '\t')
        break;
      (*text)++;
    }

  return g_string_free_and_steal (line);
}

void
sl_invitation_lines_clear (SlInvitationLines *lines)
{
  g_string_free (lines->events, TRUE);
  g_string_free (lines->zones, TRUE);
}

void
sl_invitation_filter_lines (const char        *text,
                            SlInvitationLines *lines)
{
  Filter filter = { .lines = lines };

  *lines = (SlInvitationLines) { g_string_new (NULL), g_string_new ("BEGIN:VCALENDAR\r\n"), 0, 0, FALSE };
  while (*text != '\0')
    {
      g_autofree char *line = next_line (&text);

      take_line (&filter, line);
    }
  /* Cut off in the middle: what is whole still counts. */
  lines->is_cut = filter.depth > 0;
  drop_event (&filter);
  while (filter.depth > 0)
    {
      filter.skipped = 0;
      end (&filter, "");
    }
  g_string_append (lines->zones, "END:VCALENDAR\r\n");
}
