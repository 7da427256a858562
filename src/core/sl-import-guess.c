/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A heading says where a column goes, its cells may object ("Applied" above yes and no). What no heading says is told
 * by the cells. A place that two columns want goes to the surer one. Nothing found is ever left out: it is kept in
 * the notes. */

#define G_LOG_DOMAIN "sl-import-guess"

#include "config.h"

#include <string.h>

#include "sl-import-content.h"
#include "sl-import-guess.h"
#include "sl-import-words.h"

/* How sure a guess by cells alone is, beside the scores of headings. */
#define SCORE_BY_CONTENT 35
/* Only so many columns are looked at for their cells; wider files are lists of ticks. */
#define MAX_GUESSED 400

typedef struct {
  SlImportTarget target;
  int score;
} Guess;

/* The heading @target is what the cells make of it. */
static Guess
check_date (SlImportTarget         target,
            int                    score,
            const SlImportContent *content)
{
  if (content->date + content->number * 0.5 >= 0.4)
    return (Guess) { target, score };
  if (target == SL_IMPORT_APPLIED_DATE && content->answer >= 0.5)
    return (Guess) { SL_IMPORT_FLAG_APPLIED, 90 };
  if (target == SL_IMPORT_APPLIED_DATE && content->status >= 0.6)
    return (Guess) { SL_IMPORT_STATUS, 50 };
  return content->date > 0 ? (Guess) { target, score - 10 } : (Guess) { SL_IMPORT_KEEP, score };
}

static Guess
check_words (SlImportTarget         target,
             int                    score,
             const SlImportContent *content)
{
  switch ((int) target)
    {
    case SL_IMPORT_STATUS:
      if (score < 100 && content->status < 0.3)
        return (Guess) { SL_IMPORT_KEEP, score };
      return (Guess) { target, content->status >= 0.5 ? score : score - 20 };
    case SL_IMPORT_WORK_MODE:
      return content->work_mode >= 0.2 || content->answer >= 0.2 ? (Guess) { target, score } : (Guess) { SL_IMPORT_KEEP, score };
    case SL_IMPORT_JOB_TYPE:
      if (content->job_type >= 0.2)
        return (Guess) { target, score };
      return content->work_mode >= 0.5 ? (Guess) { SL_IMPORT_WORK_MODE, 60 } : (Guess) { SL_IMPORT_KEEP, score };
    case SL_IMPORT_PRIORITY:
      if (content->priority >= 0.4)
        return (Guess) { target, score };
      return content->rating >= 0.4 ? (Guess) { SL_IMPORT_EXCITEMENT, 60 } : (Guess) { SL_IMPORT_KEEP, score };
    case SL_IMPORT_EXCITEMENT:
      if (content->rating >= 0.4)
        return (Guess) { target, score };
      return content->priority >= 0.4 ? (Guess) { SL_IMPORT_PRIORITY, 60 } : (Guess) { SL_IMPORT_KEEP, score };
    case SL_IMPORT_FLAG_APPLIED:
      if (content->answer >= 0.5)
        return (Guess) { target, score };
      return content->date >= 0.4 ? (Guess) { SL_IMPORT_APPLIED_DATE, 80 } : (Guess) { SL_IMPORT_KEEP, score };
    case SL_IMPORT_FLAG_INTERVIEW:
    case SL_IMPORT_FLAG_OFFER:
    case SL_IMPORT_FLAG_REJECTED:
      return content->answer >= 0.5 ? (Guess) { target, score } : (Guess) { SL_IMPORT_KEEP, score };
    default:
      return (Guess) { target, score };
    }
}

static Guess
check_cells (SlImportTarget         target,
             int                    score,
             const SlImportContent *content)
{
  if (content->n == 0)
    return (Guess) { target, MIN (score, 20) };
  if (sl_import_target_is_date (target))
    return check_date (target, score, content);
  switch ((int) target)
    {
    case SL_IMPORT_URL:
      return content->url >= 0.2 ? (Guess) { target, score } : (Guess) { SL_IMPORT_KEEP, score };
    case SL_IMPORT_SALARY:
    case SL_IMPORT_SALARY_MIN:
    case SL_IMPORT_SALARY_MAX:
      return content->money + content->number >= 0.2 ? (Guess) { target, score } : (Guess) { SL_IMPORT_KEEP, score };
    case SL_IMPORT_CURRENCY:
      return content->currency >= 0.5 ? (Guess) { target, score } : (Guess) { SL_IMPORT_KEEP, score };
    case SL_IMPORT_SOURCE:
      return content->url >= 0.6 ? (Guess) { SL_IMPORT_URL, 60 } : (Guess) { target, score };
    case SL_IMPORT_IGNORE:
      return content->number >= 0.95 ? (Guess) { target, score } : (Guess) { SL_IMPORT_KEEP, score };
    case SL_IMPORT_COMPANY:
    case SL_IMPORT_ROLE:
      return content->number < 0.8 && content->date < 0.8 && content->url < 0.5 ? (Guess) { target, score } : (Guess) { SL_IMPORT_KEEP, score };
    default:
      return check_words (target, score, content);
    }
}

/* No heading says anything: what do the cells look like? */
static Guess
guess_by_cells (const SlImportColumn  *column,
                const SlImportContent *content)
{
  if (content->n == 0)
    return (Guess) { SL_IMPORT_KEEP, 0 };
  if (content->url >= 0.6)
    return (Guess) { SL_IMPORT_URL, SCORE_BY_CONTENT };
  if (content->date >= 0.6)
    return (Guess) { column->named ? SL_IMPORT_KEEP : SL_IMPORT_APPLIED_DATE, SCORE_BY_CONTENT };
  if (content->status >= 0.7 && content->length < 30)
    return (Guess) { SL_IMPORT_STATUS, SCORE_BY_CONTENT };
  if (content->work_mode >= 0.7 && content->length < 30 && content->place < 0.9)
    return (Guess) { SL_IMPORT_WORK_MODE, SCORE_BY_CONTENT };
  if (content->role >= 0.4)
    return (Guess) { SL_IMPORT_ROLE, SCORE_BY_CONTENT - 5 };
  if (content->job_type >= 0.7 && content->length < 30)
    return (Guess) { SL_IMPORT_JOB_TYPE, SCORE_BY_CONTENT };
  if (content->place >= 0.5)
    return (Guess) { SL_IMPORT_LOCATION, SCORE_BY_CONTENT };
  if (content->source >= 0.7 && content->length < 30)
    return (Guess) { SL_IMPORT_SOURCE, SCORE_BY_CONTENT };
  if (content->money >= 0.6 && content->number < 0.9)
    return (Guess) { SL_IMPORT_SALARY, SCORE_BY_CONTENT };
  if (!column->named && content->number >= 0.95)
    return (Guess) { SL_IMPORT_KEEP, SCORE_BY_CONTENT };
  if (!column->named && content->length > 60)
    return (Guess) { SL_IMPORT_NOTES, SCORE_BY_CONTENT };
  return (Guess) { SL_IMPORT_KEEP, 0 };
}

static int
find_target (const Guess    *guesses,
             guint           n,
             SlImportTarget  target)
{
  for (guint i = 0; i < n; i++)
    if (guesses[i].target == target)
      return (int) i;
  return -1;
}

/* Of two columns for one place the surer one wins, then the fuller, then the first. */
static void
settle_conflicts (SlImportTable *table,
                  Guess         *guesses,
                  guint          n)
{
  for (SlImportTarget target = SL_IMPORT_COMPANY; target < SL_IMPORT_N_TARGETS; target++)
    {
      int best = -1;

      if (sl_import_target_get_info (target)->many)
        continue;
      for (guint i = 0; i < n; i++)
        {
          const SlImportColumn *column = sl_import_table_get_column (table, i);
          int loser = (int) i;

          if (guesses[i].target != target)
            continue;
          if (best < 0 || guesses[i].score > guesses[best].score ||
              (guesses[i].score == guesses[best].score && column->n_filled > sl_import_table_get_column (table, (guint) best)->n_filled))
            {
              loser = best;
              best = (int) i;
            }
          if (loser >= 0)
            guesses[loser].target = SL_IMPORT_KEEP;
        }
    }
}

/* "Name", "Title" and "Job" may mean the one or the other: whatever is missing. */
static void
fill_company_and_role (SlImportTable         *table,
                       const SlImportContent *contents,
                       Guess                 *guesses,
                       guint                  n)
{
  for (guint i = 0; i < n; i++)
    {
      const SlImportColumn *column = sl_import_table_get_column (table, i);
      g_autofree char *words = sl_import_normalize_header (column->header);
      gboolean loose = g_str_equal (words, "name") || g_str_equal (words, "title") || g_str_equal (words, "job");
      gboolean texts = contents[i].n > 0 && contents[i].number < 0.3 && contents[i].length < 60;

      if (guesses[i].target != SL_IMPORT_KEEP || !texts || (column->named && !loose))
        continue;
      if (find_target (guesses, n, SL_IMPORT_COMPANY) < 0 && contents[i].role < 0.4)
        guesses[i].target = SL_IMPORT_COMPANY;
      else if (find_target (guesses, n, SL_IMPORT_ROLE) < 0)
        guesses[i].target = SL_IMPORT_ROLE;
    }
}

/**
 * sl_import_guess_targets:
 * @table: a table
 * @targets: (array) (out caller-allocates): a place for each column
 */
void
sl_import_guess_targets (SlImportTable  *table,
                         SlImportTarget *targets)
{
  guint n = sl_import_table_get_n_columns (table);
  guint n_looked = MIN (n, MAX_GUESSED);
  g_autofree Guess *guesses = g_new0 (Guess, n_looked);
  g_autofree SlImportContent *contents = g_new0 (SlImportContent, n_looked);
  gboolean salary_split;

  for (guint i = 0; i < n; i++)
    targets[i] = SL_IMPORT_KEEP;
  for (guint i = 0; i < n_looked; i++)
    {
      const SlImportColumn *column = sl_import_table_get_column (table, i);
      SlImportTarget target;
      int score;

      sl_import_content_rate (column, &contents[i]);
      if (column->named && sl_import_target_from_header (column->header, &target, &score))
        guesses[i] = target == SL_IMPORT_KEEP ? (Guess) { target, score } : check_cells (target, score, &contents[i]);
      else
        guesses[i] = guess_by_cells (column, &contents[i]);
    }
  settle_conflicts (table, guesses, n_looked);
  fill_company_and_role (table, contents, guesses, n_looked);

  /* "Salary" beside "Min" and "Max" would be said twice. */
  salary_split = find_target (guesses, n_looked, SL_IMPORT_SALARY_MIN) >= 0 && find_target (guesses, n_looked, SL_IMPORT_SALARY_MAX) >= 0;
  for (guint i = 0; i < n_looked; i++)
    targets[i] = salary_split && guesses[i].target == SL_IMPORT_SALARY ? SL_IMPORT_KEEP : guesses[i].target;
}

/**
 * sl_import_guess_header_order:
 * @header: a heading like "Date applied (MM/DD/YYYY)"
 *
 * Returns: the order it names, or %SL_DATE_ORDER_UNKNOWN
 */
SlDateOrder
sl_import_guess_header_order (const char *header)
{
  g_autofree char *lower = g_ascii_strdown (header, -1);
  const char *month = strstr (lower, "mm");
  const char *day = strstr (lower, "dd") != NULL ? strstr (lower, "dd") : strstr (lower, "tt");
  const char *year = strstr (lower, "yy") != NULL ? strstr (lower, "yy") : strstr (lower, "jj");

  if (month == NULL || day == NULL)
    return SL_DATE_ORDER_UNKNOWN;
  if (year != NULL && year < month && year < day)
    return SL_DATE_ORDER_YMD;
  return month < day ? SL_DATE_ORDER_MDY : SL_DATE_ORDER_DMY;
}
