/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-question-words"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-count.h"
#include "sl-private.h"
#include "sl-question-words.h"

/* More names than these are only counted. */
#define MOST_COMPANIES 2

static char *
name_companies (SlQuestion *question)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (GPtrArray) names = NULL;
  guint n;

  g_ptr_array_add (one, question);
  names = sl_questions_list_companies (one);
  n = names->len;
  if (n > MOST_COMPANIES)
    g_ptr_array_set_size (names, MOST_COMPANIES);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *name = names->pdata[i];

      names->pdata[i] = sl_private_company (name);
    }
  g_ptr_array_add (names, NULL);
  if (n <= MOST_COMPANIES)
    return g_strjoinv (", ", (char **) names->pdata);

  {
    g_autofree char *first = g_strjoinv (", ", (char **) names->pdata);

    /* Translators: some companies, and how many there are beside: “Torvmark, Velkholt and 3 more” */
    return g_strdup_printf (ngettext ("%s and %s more", "%s and %s more", n - MOST_COMPANIES), first, SL_COUNT (n - MOST_COMPANIES));
  }
}

/** sl_question_describe_asked: Returns: (transfer full): how often and by whom: "Asked 3 times · Torvmark, Velkholt" */
char *
sl_question_describe_asked (SlQuestion *question)
{
  guint n = sl_question_get_n_asked (question);
  g_autofree char *companies = NULL;

  if (n == 0)
    return g_strdup (_("Not asked yet"));

  companies = name_companies (question);
  if (n == 1)
    return g_strdup (companies);
  return g_strdup_printf (ngettext ("Asked %s time · %s", "Asked %s times · %s", n), SL_COUNT (n), companies);
}

/** sl_question_describe_round: Returns: (transfer full): role, type of round and day: "Baker · Technical · 3 days ago" */
char *
sl_question_describe_round (const SlAsked *asked, SlDay today)
{
  g_autofree char *day = asked->day != SL_DAY_NONE ? sl_day_format_relative (asked->day, today) : NULL;
  g_autofree char *type = sl_private_round (asked->stage_type == NULL ? asked->stage_name : NULL, asked->stage_type);
  const char *parts[4] = { NULL };
  int n = 0;

  if (*asked->role != '\0')
    parts[n++] = asked->role;
  parts[n++] = type;
  if (day != NULL)
    parts[n++] = day;

  return g_strjoinv (" · ", (char **) parts);
}
