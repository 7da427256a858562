/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the views say about an application, in words. Every sentence that shows up in more than one view is made here. */

#define G_LOG_DOMAIN "sl-format"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-format-private.h"
#include "sl-kinds.h"
#include "sl-money.h"
#include "sl-private.h"
#include "sl-text.h"

static SlClock *display_clock;

/* Without context: the words need a today, but come from closures that know only their row. */
void
sl_format_set_clock (SlClock *clock)
{
  g_set_object (&display_clock, clock);
}

/** sl_format_get_clock: Returns: (transfer none): the clock that was set, or the system's */
SlClock *
sl_format_get_clock (void)
{
  if (display_clock == NULL)
    display_clock = sl_clock_new_system ();

  return display_clock;
}

/** sl_format_get_today: Returns: the day that all words refer to */
SlDay
sl_format_get_today (void)
{
  return sl_clock_get_today (sl_format_get_clock ());
}

/**
 * sl_format_join:
 * @parts: (array length=n_parts) (element-type utf8): words, of which some may be missing or empty
 *
 * Returns: (transfer full): those that are there, as a list
 */
char *
sl_format_join (const char *const *parts, guint n_parts)
{
  char *words = g_strdup ("");

  for (guint i = 0; i < n_parts; i++)
    {
      g_autofree char *before = words;

      if (parts[i] == NULL || *parts[i] == '\0')
        words = g_steal_pointer (&before);
      else if (*before == '\0')
        words = g_strdup (parts[i]);
      else
        /* Translators: a list that goes on: "3 days, High priority" */
        words = g_strdup_printf (C_("list of words", "%s, %s"), before, parts[i]);
    }

  return words;
}

/**
 * sl_format_role_at:
 *
 * Returns: (transfer full): role and company in a sentence, "Software Engineer at Acme", whichever way each is written
 */
char *
sl_format_role_at (const char *role, const char *company)
{
  g_autofree char *own_role = sl_text_isolate (role);
  g_autofree char *own_company = sl_text_isolate (company);

  /* Translators: role and company: “Software Engineer at Acme” */
  return g_strdup_printf (C_("application", "%s at %s"), own_role, own_company);
}

/** sl_format_beside: Returns: (transfer full): "Acme · Vienna"; the first alone where there is no second */
char *
sl_format_beside (const char *first, const char *second)
{
  g_autofree char *own_first = sl_text_isolate (first);
  g_autofree char *own_second = sl_text_isolate (second);

  return *own_second != '\0' ? g_strdup_printf ("%s · %s", own_first, own_second) : g_strdup (first);
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

/* The day in a field; SL_DAY_NONE without one, or without a record. */
SlDay
_sl_format_read_day (SlRecord *record, guint field)
{
  const char *text = record != NULL ? sl_record_get_text (record, field) : NULL;
  SlDay day;

  return text != NULL && sl_day_parse_iso (text, &day) ? day : SL_DAY_NONE;
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
  return sl_private_company (row != NULL ? sl_record_get_text (sl_row_get_application (row), SL_APPLICATION_COMPANY_NAME) : NULL);
}

/** sl_format_row_role: Returns: (transfer full): the role, "" without a row */
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

/** sl_format_row_location: Returns: (transfer full): the place, and how one works there where that isn't on site */
char *
sl_format_row_location (SlRow *row)
{
  g_autofree char *location = dup_text (row, SL_APPLICATION_LOCATION);
  g_autofree char *mode = dup_label (row, SL_APPLICATION_WORK_MODE);

  if (*location == '\0')
    return g_steal_pointer (&mode);
  /* “Berlin, remote” says both; the place alone is the usual case. */
  if (*mode == '\0' || g_strcmp0 (sl_record_get_text (sl_row_get_application (row), SL_APPLICATION_WORK_MODE), "On-site") == 0 || strcasestr (location, mode) != NULL)
    return g_steal_pointer (&location);

  return g_strdup_printf ("%s · %s", location, mode);
}

/** sl_format_row_source: Returns: (transfer full): where the posting was found, "" when not given */
char *
sl_format_row_source (SlRow *row)
{
  return dup_label (row, SL_APPLICATION_SOURCE);
}

/** sl_format_row_priority: Returns: (transfer full): the priority's word, "" when not set */
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
  g_autofree char *amount = NULL;

  if (min < 0 && max < 0)
    return g_strdup ("");

  amount = sl_money_format_range (min < 0 ? SL_MONEY_NONE : (double) min, max < 0 ? SL_MONEY_NONE : (double) max,
                                  currency != NULL ? currency : "");
  return sl_private_money (amount);
}

/** sl_format_row_salary: Returns: (transfer full): as sl_format_salary() */
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
  g_autofree char *words = NULL;
  SlDay day;

  if (iso_day == NULL || !sl_day_parse_iso (iso_day, &day))
    return g_strdup ("");
  words = sl_day_format_relative (day, sl_format_get_today ());

  return sl_text_capitalize (words);
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

/** sl_format_row_applied: Returns: (transfer full): "3 days ago", "" when not applied */
char *
sl_format_row_applied (SlRow *row)
{
  return sl_format_day_relative (row != NULL ? sl_record_get_text (sl_row_get_application (row), SL_APPLICATION_APPLIED_DATE) : NULL);
}

/** sl_format_row_applied_exact: Returns: (transfer full): the full date of applying, for a tooltip */
char *
sl_format_row_applied_exact (SlRow *row)
{
  return sl_format_day_exact (row != NULL ? sl_record_get_text (sl_row_get_application (row), SL_APPLICATION_APPLIED_DATE) : NULL);
}

/** sl_format_row_follow_up: Returns: (transfer full): "In 3 days", "" without a follow-up */
char *
sl_format_row_follow_up (SlRow *row)
{
  return sl_format_day_relative (row != NULL ? sl_record_get_text (sl_row_get_application (row), SL_APPLICATION_FOLLOW_UP_DATE) : NULL);
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

  return sl_format_role_at (role, company);
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

  return sl_format_beside (company, more);
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
  applied = sl_day_format_relative (_sl_format_read_day (application, SL_APPLICATION_APPLIED_DATE), sl_format_get_today ());

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

/** sl_format_list: Returns: (transfer full): @items (%NULL-terminated) as a list in words: "2 come back, 1 goes" */
char *
sl_format_list (const char *const *items)
{
  g_autofree char *list = NULL;

  for (; *items != NULL; items++)
    {
      /* Translators: what stands between the items of a list; the first %s is what comes before, the second the next item */
      char *longer = list != NULL ? g_strdup_printf (C_("list", "%s, %s"), list, *items) : g_strdup (*items);

      g_free (list);
      list = longer;
    }

  return list != NULL ? g_steal_pointer (&list) : g_strdup ("");
}
