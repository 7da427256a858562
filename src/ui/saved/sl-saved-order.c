/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-saved-order.h. */
#define G_LOG_DOMAIN "sl-saved-order"

#include "config.h"

#include <string.h>

#include "sl-saved-order.h"
#include "sl-text.h"

/** sl_saved_order_matches: Returns: whether all words of @needle are in what @job says */
gboolean
sl_saved_order_matches (SlRecord *job, const char *needle)
{
  static const guint fields[] = { SL_SAVED_JOB_COMPANY_NAME, SL_SAVED_JOB_ROLE_TITLE, SL_SAVED_JOB_LOCATION, SL_SAVED_JOB_SOURCE, SL_SAVED_JOB_NOTES };
  g_autoptr (GString) all = g_string_new (NULL);
  g_autofree char *folded = NULL;
  g_auto (GStrv) words = NULL;

  if (needle == NULL || *needle == '\0')
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (!sl_record_is_null (job, fields[i]))
      g_string_append_printf (all, "%s\n", sl_record_get_text (job, fields[i]));
  folded = sl_text_fold (all->str);
  words = g_strsplit (needle, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (folded, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

static int
compare_texts (SlRecord *a, SlRecord *b, guint field)
{
  const char *one = sl_record_get_text (a, field);
  const char *other = sl_record_get_text (b, field);

  /* What has none comes last. */
  if (one == NULL || other == NULL)
    return (one == NULL) - (other == NULL);
  return field == SL_SAVED_JOB_DEADLINE ? strcmp (one, other) : g_utf8_collate (one, other);
}

static int
compare_numbers (gint64 a, gint64 b)
{
  return a > b ? -1 : a < b;
}

static int
get_priority (SlRecord *job)
{
  int index = sl_enum_index (&sl_priority_words, sl_record_get_text (job, SL_SAVED_JOB_PRIORITY));

  return index >= 0 ? -index : G_MININT + 1;
}

/** sl_saved_order_compare: Returns: less than, equal to or greater than zero, as GCompareFunc; the newer of two alike comes first */
int
sl_saved_order_compare (SlRecord *a, SlRecord *b, const char *sort)
{
  int order = 0;

  if (g_strcmp0 (sort, "deadline") == 0)
    order = compare_texts (a, b, SL_SAVED_JOB_DEADLINE);
  else if (g_strcmp0 (sort, "company") == 0)
    order = compare_texts (a, b, SL_SAVED_JOB_COMPANY_NAME);
  else if (g_strcmp0 (sort, "priority") == 0)
    order = compare_numbers (get_priority (a), get_priority (b));
  else if (g_strcmp0 (sort, "excitement") == 0)
    order = compare_numbers (sl_record_get_integer (a, SL_SAVED_JOB_EXCITEMENT_LEVEL, 0), sl_record_get_integer (b, SL_SAVED_JOB_EXCITEMENT_LEVEL, 0));
  if (order == 0)
    order = compare_numbers (sl_record_get_integer (a, SL_FIELD_CREATED_AT, 0), sl_record_get_integer (b, SL_FIELD_CREATED_AT, 0));
  return order != 0 ? order : compare_numbers (sl_record_get_pk (a), sl_record_get_pk (b));
}
