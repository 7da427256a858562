/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filters in a person's words. */

#define G_LOG_DOMAIN "sl-filter-words"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-count.h"
#include "sl-filter-words.h"
#include "sl-format.h"
#include "sl-private.h"

const SlFacet sl_filter_facets[] = {
  SL_FACET_STATUS, SL_FACET_PRIORITY, SL_FACET_TAG, SL_FACET_SOURCE, SL_FACET_WORK_MODE, SL_FACET_JOB_TYPE, SL_N_FACETS
};

static const char *const titles[SL_N_FACETS] = {
  [SL_FACET_STATUS] = N_("Status"),
  [SL_FACET_PRIORITY] = N_("Priority"),
  [SL_FACET_TAG] = N_("Tag"),
  [SL_FACET_SOURCE] = N_("Source"),
  [SL_FACET_WORK_MODE] = N_("Work mode"),
  [SL_FACET_JOB_TYPE] = N_("Job type"),
  [SL_FACET_LANE] = N_("Interview step"),
  [SL_FACET_COMPANY] = N_("Company"),
};

/** sl_filter_get_title: Returns: the translated name of the filter */
const char *
sl_filter_get_title (SlFacet facet)
{
  return _(titles[facet]);
}

static SlRecord *
find_tag (SlViewState *state, const char *id)
{
  GListModel *tags = sl_view_state_get_tags (state);
  guint n_tags = g_list_model_get_n_items (tags);

  for (guint i = 0; i < n_tags; i++)
    {
      g_autoptr (SlRecord) tag = g_list_model_get_item (tags, i);

      /* The model keeps it. */
      if (g_strcmp0 (sl_record_get_id (tag), id) == 0)
        return tag;
    }

  return NULL;
}

static char *
describe_none (SlFacet facet)
{
  switch (facet)
    {
    case SL_FACET_TAG:
      return g_strdup (_("No tag"));
    case SL_FACET_PRIORITY:
      return g_strdup (_("No priority"));
    case SL_FACET_SOURCE:
      return g_strdup (_("No source"));
    default:
      return g_strdup (_("Not set"));
    }
}

/**
 * sl_filter_describe_word:
 * @word: a word of the filter's set
 *
 * Returns: (transfer full): what a person calls it: a tag's name, a status's label
 */
char *
sl_filter_describe_word (SlViewState *state, SlFacet facet, const char *word)
{
  const SlEnum *words = sl_facet_get_words (facet);
  const char *label = words != NULL ? sl_enum_label (words, word) : NULL;

  if (*word == '\0')
    return describe_none (facet);

  if (facet == SL_FACET_TAG)
    {
      SlRecord *tag = find_tag (state, word);

      return g_strdup (tag != NULL ? sl_record_get_text (tag, SL_TAG_NAME) : _("Deleted tag"));
    }

  if (facet == SL_FACET_COMPANY)
    return sl_private_company (word);

  return g_strdup (label != NULL ? label : word);
}

/** sl_filter_describe_chip: Returns: (transfer full): the word with its filter's name where it would say too little alone */
char *
sl_filter_describe_chip (SlViewState *state, SlFacet facet, const char *word)
{
  g_autofree char *words = sl_filter_describe_word (state, facet, word);

  if (*word == '\0' || (facet != SL_FACET_PRIORITY && facet != SL_FACET_SOURCE))
    return g_steal_pointer (&words);

  /* Translators: a filter and its word: “Priority: High” */
  return g_strdup_printf (C_("filter", "%s: %s"), sl_filter_get_title (facet), words);
}

/** sl_filter_get_word_color: Returns: (nullable): a tag's colour; %NULL for the other filters */
const char *
sl_filter_get_word_color (SlViewState *state, SlFacet facet, const char *word)
{
  SlRecord *tag = facet == SL_FACET_TAG ? find_tag (state, word) : NULL;

  return tag != NULL ? sl_record_get_text (tag, SL_TAG_COLOR) : NULL;
}

/** sl_filter_describe_salary: Returns: (transfer full) (nullable): "Salary 60,000 – 80,000"; %NULL without that filter */
char *
sl_filter_describe_salary (SlQuery *query)
{
  gint64 min = sl_query_get_salary_min (query);
  gint64 max = sl_query_get_salary_max (query);
  g_autofree char *lower = min >= 0 ? sl_format_count (min) : NULL;
  g_autofree char *upper = max >= 0 ? sl_format_count (max) : NULL;
  g_autofree char *from = sl_private_money (lower);
  g_autofree char *to = sl_private_money (upper);

  if (min >= 0 && max >= 0)
    return g_strdup_printf (_("Salary %s – %s"), from, to);
  if (min >= 0)
    return g_strdup_printf (_("Salary from %s"), from);
  if (max >= 0)
    return g_strdup_printf (_("Salary up to %s"), to);

  return NULL;
}

/** sl_filter_describe_window: Returns: (transfer full): "Last 30 days" */
char *
sl_filter_describe_window (guint days)
{
  return g_strdup_printf (ngettext ("Last %s day", "Last %s days", days), SL_COUNT (days));
}

/** sl_filter_describe_dates: Returns: (transfer full) (nullable): the time window or the days; %NULL without */
char *
sl_filter_describe_dates (SlQuery *query)
{
  SlDay from = sl_query_get_from (query);
  SlDay to = sl_query_get_to (query);
  g_autofree char *from_text = sl_day_format_short (from);
  g_autofree char *to_text = sl_day_format_short (to);

  if (sl_query_get_window (query) > 0)
    return sl_filter_describe_window (sl_query_get_window (query));
  if (from != SL_DAY_NONE && from == to)
    return g_steal_pointer (&from_text);
  if (from != SL_DAY_NONE && to != SL_DAY_NONE)
    return g_strdup_printf (C_("days", "%s – %s"), from_text, to_text);
  if (from != SL_DAY_NONE)
    return g_strdup_printf (C_("days", "Since %s"), from_text);
  if (to != SL_DAY_NONE)
    return g_strdup_printf (C_("days", "Until %s"), to_text);

  return NULL;
}

/** sl_filter_suggest_name: Returns: (transfer full): a name for the present query: "Applied, Remote" */
char *
sl_filter_suggest_name (SlViewState *state)
{
  SlQuery *query = sl_view_state_get_query (state);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_null_terminated (4, g_free, TRUE);
  const char *text = sl_query_get_text (query);

  for (SlFacet facet = 0; facet < SL_N_FACETS; facet++)
    {
      const char *const *words = sl_query_get_words (query, facet);

      /* A number that stands for a company today is no name to keep. */
      if (facet == SL_FACET_COMPANY && sl_private_hides (SL_PRIVATE_NAMES))
        continue;
      for (guint i = 0; words != NULL && words[i] != NULL; i++)
        g_ptr_array_add (parts, sl_filter_describe_word (state, facet, words[i]));
    }
  if (text != NULL && *text != '\0')
    g_ptr_array_add (parts, g_strdup_printf ("“%s”", text));
  if (sl_query_get_window (query) > 0)
    g_ptr_array_add (parts, sl_filter_describe_window (sl_query_get_window (query)));

  return sl_filter_join_words ((const char *const *) parts->pdata);
}

/** sl_filter_join_words: Returns: (transfer full): an enumeration of what a filter asks for */
char *
sl_filter_join_words (const char *const *words)
{
  g_return_val_if_fail (words != NULL, NULL);

  /* Translators: stands between the parts of an enumeration such as "Applied, Remote" */
  return g_strjoinv (C_("enumeration", ", "), (char **) words);
}
