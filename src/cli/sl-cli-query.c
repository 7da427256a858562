/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-cli-query.h. */
#define G_LOG_DOMAIN "sl-cli-query"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-cli-fields.h"
#include "sl-cli-query.h"
#include "sl-date-typed.h"

static const char *const facet_help[SL_N_FACETS] = {
  [SL_FACET_STATUS] = N_("Only this status; may be given several times, or with commas between"),
  [SL_FACET_PRIORITY] = N_("Only this priority; “none” for those without"),
  [SL_FACET_TAG] = N_("Only with this tag"),
  [SL_FACET_SOURCE] = N_("Only from this source"),
  [SL_FACET_WORK_MODE] = N_("Only this work mode"),
  [SL_FACET_JOB_TYPE] = N_("Only this job type"),
  [SL_FACET_LANE] = N_("Only at this interview step"),
  [SL_FACET_COMPANY] = N_("Only at this company"),
};

void
sl_cli_query_init (SlCliQuery *self,
                   gboolean    sorted)
{
  const GOptionEntry others[] = {
    { "search", 0, 0, G_OPTION_ARG_FILENAME, &self->search, N_("Only with these words in company, role, place, notes or description"), N_("TEXT") },
    { "salary-min", 0, 0, G_OPTION_ARG_FILENAME, &self->salary_min, N_("Only where the salary reaches this"), N_("AMOUNT") },
    { "salary-max", 0, 0, G_OPTION_ARG_FILENAME, &self->salary_max, N_("Only where the salary starts at this or less"), N_("AMOUNT") },
    { "from", 0, 0, G_OPTION_ARG_FILENAME, &self->from, N_("Only applied for on this day or later"), N_("DATE") },
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &self->to, N_("Only applied for on this day or earlier"), N_("DATE") },
    { "window", 0, 0, G_OPTION_ARG_FILENAME, &self->window, N_("Only of the last so many days, or “all”"), N_("DAYS") },
    { "trash", 0, 0, G_OPTION_ARG_NONE, &self->trash, N_("Those in the Trash instead"), NULL },
  };
  const GOptionEntry sort = { "sort", 0, 0, G_OPTION_ARG_FILENAME, &self->sort, N_("Order, for instance “company” or “updated:desc”"), N_("FIELD[:desc]") };
  GArray *entries = g_array_new (TRUE, TRUE, sizeof (GOptionEntry));

  for (int facet = 0; facet < SL_N_FACETS; facet++)
    {
      GOptionEntry entry = { sl_facet_get_name ((SlFacet) facet), 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->facets[facet], facet_help[facet], N_("WORD") };

      g_array_append_val (entries, entry);
    }
  g_array_append_vals (entries, others, G_N_ELEMENTS (others));
  if (sorted)
    g_array_append_val (entries, sort);
  self->entries = (GOptionEntry *) (gpointer) g_array_free (entries, FALSE);
}

void
sl_cli_query_clear (SlCliQuery *self)
{
  for (int facet = 0; facet < SL_N_FACETS; facet++)
    g_strfreev (self->facets[facet]);
  g_free (self->search);
  g_free (self->salary_min);
  g_free (self->salary_max);
  g_free (self->from);
  g_free (self->to);
  g_free (self->window);
  g_free (self->sort);
  g_free (self->entries);
}

static gboolean
refuse_word (SlCli      *cli,
             SlFacet     facet,
             const char *text,
             SlCliExit  *status)
{
  const SlEnum *words = sl_facet_get_words (facet);
  g_autofree char *list = words != NULL ? sl_cli_list_words (words, facet == SL_FACET_STATUS ? NULL : "none") : NULL;

  if (list != NULL)
    *status = sl_cli_usage (cli, _("--%s doesn’t know “%s”. It takes %s"), sl_facet_get_name (facet), text, list);
  else
    *status = sl_cli_usage (cli, _("--%s needs a word; “none” finds those without"), sl_facet_get_name (facet));

  return FALSE;
}

static gboolean
add_word (SlCli      *cli,
          SlQuery    *query,
          SlFacet     facet,
          const char *text,
          SlCliExit  *status)
{
  const SlEnum *words = sl_facet_get_words (facet);
  g_autofree char *tag_id = NULL;
  const char *word = text;

  if (g_ascii_strcasecmp (text, "none") == 0)
    {
      word = SL_FACET_NONE_WORD;
    }
  else if (facet == SL_FACET_TAG && *text != '\0')
    {
      GError *error = NULL;

      word = tag_id = sl_cli_find_tag (cli, text, NULL, &error);
      if (word == NULL)
        {
          *status = sl_cli_fail (error);
          return FALSE;
        }
    }
  else if (words != NULL)
    {
      word = sl_enum_match (words, text);
    }
  if (word == NULL || (*text == '\0'))
    return refuse_word (cli, facet, text, status);
  sl_query_add_word (query, facet, word);

  return TRUE;
}

static gboolean
add_facet (SlCliQuery *self,
           SlCli      *cli,
           SlQuery    *query,
           SlFacet     facet,
           SlCliExit  *status)
{
  for (guint i = 0; self->facets[facet] != NULL && self->facets[facet][i] != NULL; i++)
    {
      g_autofree char *valid = g_utf8_make_valid (self->facets[facet][i], -1);
      /* Companies and tags may have commas in their names. */
      gboolean whole = facet == SL_FACET_COMPANY || facet == SL_FACET_TAG;
      g_auto (GStrv) parts = g_strsplit (valid, ",", whole ? 1 : -1);

      /* Nothing at all is not "all": a script's empty variable shouldn't choose everything. */
      if (parts[0] == NULL)
        return refuse_word (cli, facet, "", status);
      for (guint j = 0; parts[j] != NULL; j++)
        if (!add_word (cli, query, facet, g_strstrip (parts[j]), status))
          return FALSE;
    }

  return TRUE;
}

/* Options are looked at before the data is opened, which is what has the clock. */
static SlDay
get_today (void)
{
  g_autoptr (SlClock) clock = sl_clock_new_system ();

  return sl_clock_get_today (clock);
}

/* Reads with the rules of a field of the application, so that the same is understood everywhere. */
static gboolean
parse_as (SlCli      *cli,
          guint       number,
          const char *option,
          const char *text,
          SlValue    *value,
          SlCliExit  *status)
{
  const SlField *field = sl_kind_get_field (SL_KIND_APPLICATION, number);
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;
  char iso[SL_DAY_ISO_SIZE];
  SlDay day;

  /* What is looked for may lie anywhere. */
  if (valid != NULL && field->type == SL_TYPE_DATE && sl_date_parse_typed (valid, get_today (), &day))
    {
      sl_value_set_text (value, sl_day_format_iso (day, iso));
      return TRUE;
    }
  if (text == NULL || (sl_cli_parse_field (cli, field, option, text, value, NULL) && value->type != SL_VALUE_NULL))
    return TRUE;

  *status = field->type == SL_TYPE_DATE
              ? sl_cli_usage (cli, _("%s takes a day such as 2026-09-03, “Sep 3” or “3 weeks ago”, not “%s”"), option, valid)
              : sl_cli_usage (cli, _("%s takes an amount such as 50000 or 50k, not “%s”"), option, valid);
  return FALSE;
}

static gboolean
set_ranges (SlCliQuery *self,
            SlCli      *cli,
            SlQuery    *query,
            SlCliExit  *status)
{
  g_auto (SlValue) min = SL_VALUE_INIT;
  g_auto (SlValue) max = SL_VALUE_INIT;
  g_auto (SlValue) from = SL_VALUE_INIT;
  g_auto (SlValue) to = SL_VALUE_INIT;
  SlDay from_day = SL_DAY_NONE;
  SlDay to_day = SL_DAY_NONE;

  if (!parse_as (cli, SL_APPLICATION_SALARY_MIN, "--salary-min", self->salary_min, &min, status) ||
      !parse_as (cli, SL_APPLICATION_SALARY_MAX, "--salary-max", self->salary_max, &max, status) ||
      !parse_as (cli, SL_APPLICATION_APPLIED_DATE, "--from", self->from, &from, status) ||
      !parse_as (cli, SL_APPLICATION_APPLIED_DATE, "--to", self->to, &to, status))
    return FALSE;

  sl_query_set_salary (query, sl_value_get_integer (&min, -1), sl_value_get_integer (&max, -1));
  if (sl_value_get_text (&from) != NULL)
    sl_day_parse_iso (sl_value_get_text (&from), &from_day);
  if (sl_value_get_text (&to) != NULL)
    sl_day_parse_iso (sl_value_get_text (&to), &to_day);
  if (from_day != SL_DAY_NONE && to_day != SL_DAY_NONE && from_day > to_day)
    {
      *status = sl_cli_usage (cli, _("--from is later than --to, so no day is left"));
      return FALSE;
    }
  sl_query_set_dates (query, from_day, to_day);

  return TRUE;
}

static gboolean
set_window (SlCliQuery *self,
            SlCli      *cli,
            SlQuery    *query,
            SlCliExit  *status)
{
  guint64 days = 0;

  if (self->window == NULL || g_ascii_strcasecmp (self->window, "all") == 0)
    return TRUE;
  if (!g_ascii_string_to_unsigned (self->window, 10, 1, 36500, &days, NULL))
    {
      *status = sl_cli_usage (cli, _("--window takes a number of days, or “all”"));
      return FALSE;
    }
  sl_query_set_window (query, (guint) days);

  return TRUE;
}

/* A sort by its own name, or by any name of its field. */
static gboolean
find_sort (const char *name,
           SlSort     *sort)
{
  guint field;

  if (sl_sort_from_name (name, sort))
    return TRUE;

  field = sl_kind_find_field (SL_KIND_APPLICATION, sl_cli_fields_expand_name (name));
  for (int i = 0; i < SL_N_SORTS && field != SL_FIELD_NONE; i++)
    if (sl_sort_get_field ((SlSort) i) == field)
      {
        *sort = (SlSort) i;
        return TRUE;
      }

  return FALSE;
}

static gboolean
set_sort (SlCliQuery *self,
          SlCli      *cli,
          SlQuery    *query,
          SlCliExit  *status)
{
  g_auto (GStrv) parts = NULL;
  gboolean descending;
  SlSort sort;

  if (self->sort == NULL)
    return TRUE;

  parts = g_strsplit (self->sort, ":", 2);
  descending = parts[0] != NULL && g_strcmp0 (parts[1], "desc") == 0;
  if (parts[0] == NULL || !find_sort (parts[0], &sort) || (parts[1] != NULL && !descending && !g_str_equal (parts[1], "asc")))
    {
      g_autoptr (GString) names = g_string_new (NULL);

      for (int i = 0; i < SL_N_SORTS; i++)
        g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", sl_sort_get_name ((SlSort) i));
      *status = sl_cli_usage (cli, _("--sort takes one of %s, with :desc for the other way round"), names->str);
      return FALSE;
    }
  sl_query_set_sort (query, sort, descending);

  return TRUE;
}

SlQuery *
sl_cli_query_build (SlCliQuery *self,
                    SlCli      *cli,
                    SlCliExit  *status)
{
  g_autoptr (SlQuery) query = sl_query_new ();

  for (int facet = 0; facet < SL_N_FACETS; facet++)
    if (!add_facet (self, cli, query, (SlFacet) facet, status))
      return NULL;
  if (!set_ranges (self, cli, query, status) || !set_window (self, cli, query, status) || !set_sort (self, cli, query, status))
    return NULL;

  if (self->search != NULL)
    {
      g_autofree char *valid = g_utf8_make_valid (self->search, -1);

      sl_query_set_text (query, valid);
    }
  sl_query_set_trash (query, self->trash);

  return g_steal_pointer (&query);
}
