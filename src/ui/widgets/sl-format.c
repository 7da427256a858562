/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the views say about an application, in words. Every sentence that shows up in more than one view is made here. */

#define G_LOG_DOMAIN "sl-format"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-format.h"
#include "sl-kinds.h"
#include "sl-money.h"

#define USEC_PER_MINUTE (60 * G_USEC_PER_SEC)

static SlClock *display_clock;

/* Without context: the words need a today, but come from closures that know only their row. */
void
sl_format_set_clock (SlClock *clock)
{
  g_set_object (&display_clock, clock);
}

SlClock *
sl_format_get_clock (void)
{
  if (display_clock == NULL)
    display_clock = sl_clock_new_system ();

  return display_clock;
}

SlDay
sl_format_get_today (void)
{
  return sl_clock_get_today (sl_format_get_clock ());
}

static char *
dup_text (SlRow *row, guint field)
{
  const char *text = row != NULL ? sl_record_get_text (sl_row_get_application (row), field) : NULL;

  return g_strdup (text != NULL ? text : "");
}

static char *
dup_label (SlRow *row, guint field)
{
  const SlField *info = sl_kind_get_field (SL_KIND_APPLICATION, field);
  const char *word = row != NULL ? sl_record_get_text (sl_row_get_application (row), field) : NULL;
  const char *label = word != NULL && info->words != NULL ? sl_enum_label (info->words, word) : NULL;

  if (label != NULL)
    return g_strdup (label);

  return g_strdup (word != NULL ? word : "");
}

static SlDay
read_day (SlRecord *record, guint field)
{
  const char *text = record != NULL ? sl_record_get_text (record, field) : NULL;
  SlDay day;

  return text != NULL && sl_day_parse_iso (text, &day) ? day : SL_DAY_NONE;
}

static char *
capitalize (char *words)
{
  g_autofree char *owned = words;
  g_autofree char *first = NULL;
  gunichar letter;

  if (owned == NULL || *owned == '\0')
    return g_strdup ("");

  letter = g_utf8_get_char (owned);
  first = g_new0 (char, 7);
  g_unichar_to_utf8 (g_unichar_toupper (letter), first);

  return g_strconcat (first, g_utf8_next_char (owned), NULL);
}

/**
 * sl_format_row_company:
 * @row: (nullable): an application
 *
 * Returns: (transfer full): the company, "" without a row
 */
char *
sl_format_row_company (SlRow *row)
{
  return dup_text (row, SL_APPLICATION_COMPANY_NAME);
}

char *
sl_format_row_role (SlRow *row)
{
  return dup_text (row, SL_APPLICATION_ROLE_TITLE);
}

/* The word as stored, for SlStatusPill:status. */
char *
sl_format_row_status (SlRow *row)
{
  return dup_text (row, SL_APPLICATION_STATUS);
}

/* “No response”, for those that were closed so. */
char *
sl_format_row_status_detail (SlRow *row)
{
  return dup_label (row, SL_APPLICATION_STATUS_DETAIL);
}

char *
sl_format_row_location (SlRow *row)
{
  g_autofree char *location = dup_text (row, SL_APPLICATION_LOCATION);
  g_autofree char *mode = dup_label (row, SL_APPLICATION_WORK_MODE);

  if (*location == '\0')
    return g_steal_pointer (&mode);
  /* “Berlin, remote” says both; the place alone is the usual case. */
  if (*mode == '\0' || g_strcmp0 (sl_record_get_text (sl_row_get_application (row), SL_APPLICATION_WORK_MODE), "Onsite") == 0 || strcasestr (location, mode) != NULL)
    return g_steal_pointer (&location);

  return g_strdup_printf ("%s · %s", location, mode);
}

char *
sl_format_row_source (SlRow *row)
{
  return dup_label (row, SL_APPLICATION_SOURCE);
}

char *
sl_format_row_priority (SlRow *row)
{
  return dup_label (row, SL_APPLICATION_PRIORITY);
}

/**
 * sl_format_salary:
 * @min: lower end, -1: open
 * @max: upper end, -1: open
 * @currency: (nullable): ISO 4217 code
 *
 * Returns: (transfer full): "€60,000 – 75,000", or "" when both ends are open
 */
char *
sl_format_salary (gint64 min, gint64 max, const char *currency)
{
  if (min < 0 && max < 0)
    return g_strdup ("");

  return sl_money_format_range (min < 0 ? SL_MONEY_NONE : (double) min, max < 0 ? SL_MONEY_NONE : (double) max,
                                currency != NULL ? currency : "");
}

char *
sl_format_row_salary (SlRow *row)
{
  SlRecord *application;

  if (row == NULL)
    return g_strdup ("");

  application = sl_row_get_application (row);
  return sl_format_salary (sl_record_get_integer (application, SL_APPLICATION_SALARY_MIN, -1),
                           sl_record_get_integer (application, SL_APPLICATION_SALARY_MAX, -1),
                           sl_record_get_text (application, SL_APPLICATION_SALARY_CURRENCY));
}

/**
 * sl_format_day_relative:
 * @iso_day: (nullable): "YYYY-MM-DD"
 *
 * Returns: (transfer full): "Today", "In 3 days", "Sep 3, 2026"; "" without a day
 */
char *
sl_format_day_relative (const char *iso_day)
{
  SlDay day;

  if (iso_day == NULL || !sl_day_parse_iso (iso_day, &day))
    return g_strdup ("");

  return capitalize (sl_day_format_relative (day, sl_format_get_today ()));
}

/**
 * sl_format_day_exact:
 * @iso_day: (nullable): "YYYY-MM-DD"
 *
 * Returns: (transfer full): the full date for a tooltip; "" without a day
 */
char *
sl_format_day_exact (const char *iso_day)
{
  SlDay day;

  if (iso_day == NULL || !sl_day_parse_iso (iso_day, &day))
    return g_strdup ("");

  return sl_day_format_long (day);
}

char *
sl_format_row_applied (SlRow *row)
{
  return sl_format_day_relative (row != NULL ? sl_record_get_text (sl_row_get_application (row), SL_APPLICATION_APPLIED_DATE) : NULL);
}

char *
sl_format_row_applied_exact (SlRow *row)
{
  return sl_format_day_exact (row != NULL ? sl_record_get_text (sl_row_get_application (row), SL_APPLICATION_APPLIED_DATE) : NULL);
}

char *
sl_format_row_follow_up (SlRow *row)
{
  return sl_format_day_relative (row != NULL ? sl_record_get_text (sl_row_get_application (row), SL_APPLICATION_FOLLOW_UP_DATE) : NULL);
}

/* When the next stage begins; *@timed says whether it has a time of day. SL_TIME_NONE without a date. */
static gint64
get_stage_time (SlRecord *stage, gboolean *timed)
{
  SlDay day = read_day (stage, SL_STAGE_DATE);
  const char *clock = stage != NULL ? sl_record_get_text (stage, SL_STAGE_TIME_OF_DAY) : NULL;
  guint hours = 0;
  guint minutes = 0;

  *timed = FALSE;
  if (day == SL_DAY_NONE)
    return SL_TIME_NONE;

  if (clock != NULL && sscanf (clock, "%2u:%2u", &hours, &minutes) == 2)
    *timed = TRUE;

  return sl_day_to_time (day, sl_clock_get_time_zone (sl_format_get_clock ())) + (gint64) (hours * 60 + minutes) * USEC_PER_MINUTE;
}

static char *
name_stage (SlRecord *stage)
{
  const char *name = sl_record_get_text (stage, SL_STAGE_NAME);
  const char *type = sl_record_get_text (stage, SL_STAGE_TYPE);

  if (name != NULL && *name != '\0')
    return g_strdup (name);

  type = type != NULL ? sl_enum_label (&sl_stage_type_words, type) : NULL;
  return g_strdup (type != NULL ? type : _("Interview"));
}

typedef enum {
  WORDS_SHORT,
  WORDS_EXACT,
} Words;

static char *
format_moment (gint64 time, gboolean timed, Words words)
{
  SlClock *clock = sl_format_get_clock ();
  GTimeZone *zone = sl_clock_get_time_zone (clock);
  SlDay day = sl_day_from_time (time, zone);

  if (words == WORDS_EXACT)
    {
      g_autofree char *date = sl_day_format_long (day);
      g_autofree char *at = timed ? sl_time_format_clock (time, zone) : NULL;

      return at != NULL ? g_strdup_printf ("%s, %s", date, at) : g_steal_pointer (&date);
    }

  if (timed)
    return sl_time_format_relative (time, sl_clock_get_now (clock), zone);

  return sl_day_format_relative (day, sl_clock_get_today (clock));
}

static char *
format_next_step (SlRow *row, Words words)
{
  SlRecord *stage = row != NULL ? sl_row_get_next_stage (row) : NULL;
  SlRecord *reminder = row != NULL ? sl_row_get_next_reminder (row) : NULL;
  SlDay follow_up = row != NULL ? read_day (sl_row_get_application (row), SL_APPLICATION_FOLLOW_UP_DATE) : SL_DAY_NONE;
  gboolean timed = FALSE;
  gint64 stage_time = get_stage_time (stage, &timed);
  gint64 reminder_time = reminder != NULL ? sl_record_get_integer (reminder, SL_REMINDER_REMIND_AT, SL_TIME_NONE) : SL_TIME_NONE;
  g_autofree char *what = NULL;
  g_autofree char *when = NULL;

  /* What was planned before it ended is no step any more. */
  if (row == NULL || !sl_status_is_open (sl_record_get_text (sl_row_get_application (row), SL_APPLICATION_STATUS)))
    return g_strdup ("");

  if (stage_time != SL_TIME_NONE && (reminder_time == SL_TIME_NONE || stage_time <= reminder_time))
    {
      what = name_stage (stage);
      when = format_moment (stage_time, timed, words);
    }
  else if (reminder_time != SL_TIME_NONE)
    {
      what = g_strdup (sl_record_get_text (reminder, SL_REMINDER_TITLE));
      when = format_moment (reminder_time, TRUE, words);
    }
  else if (follow_up != SL_DAY_NONE && follow_up >= sl_format_get_today ())
    {
      what = g_strdup (_("Follow up"));
      when = words == WORDS_EXACT ? sl_day_format_long (follow_up) : sl_day_format_relative (follow_up, sl_format_get_today ());
    }
  else
    {
      return g_strdup ("");
    }

  /* Translators: a next step and when it is: “Technical round, Thu 14:00” */
  return g_strdup_printf (C_("next step", "%s, %s"), what != NULL ? what : _("Reminder"), when);
}

/**
 * sl_format_row_next_step:
 * @row: (nullable): an application
 *
 * Returns: (transfer full): the nearest of its next stage, reminder and follow-up: "Technical round, Thu 14:00"; "" for
 *   one that is closed
 */
char *
sl_format_row_next_step (SlRow *row)
{
  return format_next_step (row, WORDS_SHORT);
}

char *
sl_format_row_next_step_exact (SlRow *row)
{
  return format_next_step (row, WORDS_EXACT);
}

/**
 * sl_format_row_get_quiet_days:
 * @row: (nullable): an application
 *
 * Returns: days since it came into its present status, while an answer is awaited; else -1
 */
int
sl_format_row_get_quiet_days (SlRow *row)
{
  SlRecord *application;
  const char *status;
  gint64 since;

  if (row == NULL)
    return -1;

  application = sl_row_get_application (row);
  status = sl_record_get_text (application, SL_APPLICATION_STATUS);
  if (g_strcmp0 (status, SL_STATUS_APPLIED) != 0 && g_strcmp0 (status, SL_STATUS_INTERVIEWING) != 0)
    return -1;

  since = sl_record_get_integer (application, SL_APPLICATION_STATUS_SINCE, SL_TIME_NONE);
  if (since == SL_TIME_NONE)
    return -1;

  return MAX (0, sl_format_get_today () - sl_day_from_time (since, sl_clock_get_time_zone (sl_format_get_clock ())));
}

gboolean
sl_format_row_is_long_quiet (SlRow *row)
{
  return sl_format_row_get_quiet_days (row) > SL_QUIET_LIMIT_DAYS;
}

/**
 * sl_format_row_quiet:
 * @row: (nullable): an application
 *
 * Returns: (transfer full): "23 days"; "" for less than a day or when no answer is awaited
 */
char *
sl_format_row_quiet (SlRow *row)
{
  int days = sl_format_row_get_quiet_days (row);

  if (days < 1)
    return g_strdup ("");

  return g_strdup_printf (ngettext ("%d day", "%d days", (gulong) days), days);
}

/**
 * sl_format_row_tags:
 * @row: (nullable): an application
 *
 * Returns: (transfer full): the names of its tags, "Remote, Referral"
 */
char *
sl_format_row_tags (SlRow *row)
{
  GPtrArray *tags = row != NULL ? sl_row_get_tags (row) : NULL;
  GString *names = g_string_new (NULL);

  for (guint i = 0; tags != NULL && i < tags->len; i++)
    {
      if (names->len > 0)
        g_string_append (names, ", ");
      g_string_append (names, sl_record_get_text (g_ptr_array_index (tags, i), SL_TAG_NAME));
    }

  return g_string_free_and_steal (names);
}

/* "Software Engineer at Acme" */
char *
sl_format_row_title (SlRow *row)
{
  g_autofree char *company = sl_format_row_company (row);
  g_autofree char *role = sl_format_row_role (row);

  if (row == NULL)
    return g_strdup ("");

  /* Translators: role and company: “Software Engineer at Acme” */
  return g_strdup_printf (C_("application", "%s at %s"), role, company);
}

/**
 * sl_format_row_subtitle:
 * @row: (nullable): an application
 *
 * Returns: (transfer full): the second line of a narrow row: "Acme · 3 days ago"
 */
char *
sl_format_row_subtitle (SlRow *row)
{
  g_autofree char *company = sl_format_row_company (row);
  g_autofree char *next = sl_format_row_next_step (row);
  g_autofree char *applied = sl_format_row_applied (row);
  const char *more = *next != '\0' ? next : applied;

  if (*more == '\0')
    return g_steal_pointer (&company);

  return g_strdup_printf ("%s · %s", company, more);
}

/**
 * sl_format_row_label:
 * @row: (nullable): an application
 *
 * Returns: (transfer full): what a screen reader says of a row or card: "Software Engineer at Acme, Applied, 3 days ago"
 */
char *
sl_format_row_label (SlRow *row)
{
  g_autofree char *status = NULL;
  g_autofree char *applied = NULL;
  g_autofree char *who = NULL;
  SlRecord *application;

  if (row == NULL)
    return g_strdup ("");

  application = sl_row_get_application (row);
  status = dup_label (row, SL_APPLICATION_STATUS);
  applied = sl_day_format_relative (read_day (application, SL_APPLICATION_APPLIED_DATE), sl_format_get_today ());

  who = sl_format_row_title (row);

  if (*applied == '\0')
    return g_strdup_printf ("%s, %s", who, status);

  return g_strdup_printf ("%s, %s, %s", who, status, applied);
}

/**
 * sl_format_count:
 * @count: a number
 *
 * Returns: (transfer full): the number with the locale's grouping: "1,288"
 */
char *
sl_format_count (gint64 count)
{
  return sl_money_format_number ((double) count);
}

/* The closures get the instance of the template they stand in as their first argument. */
#define DEFINE_CLOSURE(name)                                \
  static char *closure_##name (gpointer instance, SlRow *row) \
  {                                                         \
    return sl_format_##name (row);                          \
  }

DEFINE_CLOSURE (row_company)
DEFINE_CLOSURE (row_role)
DEFINE_CLOSURE (row_status)
DEFINE_CLOSURE (row_status_detail)
DEFINE_CLOSURE (row_location)
DEFINE_CLOSURE (row_source)
DEFINE_CLOSURE (row_priority)
DEFINE_CLOSURE (row_salary)
DEFINE_CLOSURE (row_applied)
DEFINE_CLOSURE (row_applied_exact)
DEFINE_CLOSURE (row_follow_up)
DEFINE_CLOSURE (row_next_step)
DEFINE_CLOSURE (row_next_step_exact)
DEFINE_CLOSURE (row_quiet)
DEFINE_CLOSURE (row_tags)
DEFINE_CLOSURE (row_title)
DEFINE_CLOSURE (row_subtitle)
DEFINE_CLOSURE (row_label)

/**
 * sl_format_bind_closures:
 * @widget_class: the class whose template, or item factories in it, use them
 *
 * Binds row_company … row_label (SlRow → text).
 */
void
sl_format_bind_closures (GtkWidgetClass *widget_class)
{
  static const struct {
    const char *name;
    GCallback closure;
  } closures[] = {
    { "row_company", G_CALLBACK (closure_row_company) },
    { "row_role", G_CALLBACK (closure_row_role) },
    { "row_status", G_CALLBACK (closure_row_status) },
    { "row_status_detail", G_CALLBACK (closure_row_status_detail) },
    { "row_location", G_CALLBACK (closure_row_location) },
    { "row_source", G_CALLBACK (closure_row_source) },
    { "row_priority", G_CALLBACK (closure_row_priority) },
    { "row_salary", G_CALLBACK (closure_row_salary) },
    { "row_applied", G_CALLBACK (closure_row_applied) },
    { "row_applied_exact", G_CALLBACK (closure_row_applied_exact) },
    { "row_follow_up", G_CALLBACK (closure_row_follow_up) },
    { "row_next_step", G_CALLBACK (closure_row_next_step) },
    { "row_next_step_exact", G_CALLBACK (closure_row_next_step_exact) },
    { "row_quiet", G_CALLBACK (closure_row_quiet) },
    { "row_tags", G_CALLBACK (closure_row_tags) },
    { "row_title", G_CALLBACK (closure_row_title) },
    { "row_subtitle", G_CALLBACK (closure_row_subtitle) },
    { "row_label", G_CALLBACK (closure_row_label) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (closures); i++)
    gtk_widget_class_bind_template_callback_full (widget_class, closures[i].name, closures[i].closure);
}
