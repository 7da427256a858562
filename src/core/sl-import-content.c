/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking at cells: addresses, dates, amounts, places, job titles. See sl-import-content.h. */

#define G_LOG_DOMAIN "sl-import-content"

#include "config.h"

#include <string.h>

#include "sl-date-guess.h"
#include "sl-import-content.h"
#include "sl-import-words.h"
#include "sl-money.h"
#include "sl-text.h"

#define LONGEST_WORDY 60

/**
 * sl_import_looks_like_url:
 * @text: a cell
 *
 * Returns: whether it is a web address, with or without "https://"
 */
gboolean
sl_import_looks_like_url (const char *text)
{
  const char *dot, *slash;

  while (g_ascii_isspace (*text))
    text++;
  if (g_ascii_strncasecmp (text, "http://", 7) == 0 || g_ascii_strncasecmp (text, "https://", 8) == 0 || g_ascii_strncasecmp (text, "www.", 4) == 0)
    return TRUE;
  if (strpbrk (text, " \n\t@") != NULL)
    return FALSE;
  dot = strchr (text, '.');
  slash = strchr (text, '/');
  return dot != NULL && slash != NULL && dot > text && slash > dot + 2 && g_ascii_isalpha (slash[-1]);
}

/**
 * sl_import_looks_like_date:
 * @text: a cell
 *
 * Returns: whether it reads as a day in some order of day, month and year
 */
gboolean
sl_import_looks_like_date (const char *text)
{
  SlDateGuess guess;

  if (strlen (text) > LONGEST_WORDY || strpbrk (text, "0123456789") == NULL)
    return FALSE;
  sl_date_guess_column (&text, 1, &guess);
  return guess.n_dates == 1;
}

/**
 * sl_import_looks_like_number:
 * @text: a cell
 *
 * Returns: whether it holds digits and their signs alone
 */
gboolean
sl_import_looks_like_number (const char *text)
{
  gboolean digit = FALSE;

  for (; *text != '\0'; text++)
    if (g_ascii_isdigit (*text))
      digit = TRUE;
    else if (strchr (" .,#%+-/'", *text) == NULL)
      return FALSE;
  return digit;
}

static gboolean
looks_like_money (const char *text)
{
  SlMoneyRange range;

  return strlen (text) <= 2 * LONGEST_WORDY && strpbrk (text, "0123456789") != NULL && sl_money_parse_range (text, &range) &&
         (range.currency[0] != '\0' || MAX (range.min, range.max) >= 1000);
}

/**
 * sl_import_looks_like_value:
 * @text: a cell
 *
 * Returns: whether it is something that no heading says: an address, a date, a number, a long text
 */
gboolean
sl_import_looks_like_value (const char *text)
{
  return sl_import_looks_like_url (text) || sl_import_looks_like_number (text) || sl_import_looks_like_date (text) ||
         (strchr (text, '@') != NULL && strchr (text, '.') != NULL) || (strpbrk (text, "0123456789") != NULL && looks_like_money (text) && strlen (text) < 30) ||
         sl_text_count_chars (text) > 80;
}

/**
 * sl_import_read_currency:
 * @text: a cell like "EUR", "usd" or a currency's sign
 * @out_code: the code of three letters
 *
 * Returns: whether it is a currency
 */
gboolean
sl_import_read_currency (const char *text,
                         char        out_code[4])
{
  g_autofree char *clean = sl_text_strip (text);
  g_autofree char *amount = NULL;
  SlMoneyRange range;

  if (strlen (clean) == 3 && g_ascii_isalpha (clean[0]) && g_ascii_isalpha (clean[1]) && g_ascii_isalpha (clean[2]))
    {
      for (int i = 0; i < 4; i++)
        out_code[i] = g_ascii_toupper (clean[i]);
      return TRUE;
    }
  if (*clean == '\0' || strlen (clean) > 12)
    return FALSE;
  amount = g_strdup_printf ("%s 50000", clean);
  if (!sl_money_parse_range (amount, &range) || range.currency[0] == '\0')
    return FALSE;
  memcpy (out_code, range.currency, 4);
  return TRUE;
}

/* "Berlin, Germany", "Austin, TX", "Remote (US)". */
static gboolean
looks_like_place (const char *text,
                  const char *words)
{
  static const char *const countries[] = {
    " usa ", " us ", " united states ", " uk ", " united kingdom ", " germany ", " deutschland ", " france ", " spain ", " canada ", " india ", " ireland ", " netherlands ",
    " switzerland ", " austria ", " europe ", " emea ", " remote ", " berlin ", " london ", " paris ", " madrid ", " new york ", " san francisco ", " munich ", " munchen ", " nyc ",
  };
  const char *comma = strrchr (text, ',');

  if (strlen (text) > LONGEST_WORDY)
    return FALSE;
  if (comma != NULL && comma[1] == ' ' && g_ascii_isupper (comma[2]) && g_ascii_isupper (comma[3]) && !g_ascii_isalpha (comma[4]))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (countries); i++)
    if (strstr (words, countries[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
has_role_word (const char *words)
{
  static const char *const parts[] = {
    " engineer", "engineer ", " developer", "entwickler", " manager", " analyst", " designer", " intern ", " specialist", " consultant", " assistant", " director", " architect", " scientist", " administrator",
    " coordinator", " lead ", " programmer", " technician", " nurse", " teacher", " accountant", " associate", " representative", " officer", " sde", " swe", " researcher", " writer", " editor", " recruiter",
    " berater", "ingenieur", " developpeur", " chef de", " desarrollador", " ingeniero", " analista", " gerente", " devops", " sre ", " cook ", " driver", " clerk", " sachbearbeit", "kaufmann", "kauffrau",
    "leiter", " product owner", " scrum master", " fellow", " head of", " vp ", " supervisor", " cashier", " barista", " tester", " qa ", " marketing", " frontend", " backend", " full stack", " data ",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strstr (words, parts[i]) != NULL)
      return TRUE;
  return FALSE;
}

/**
 * sl_import_looks_like_role:
 * @text: a cell
 *
 * Returns: whether it has a word that titles of jobs have
 */
gboolean
sl_import_looks_like_role (const char *text)
{
  g_autofree char *words = sl_import_normalize_words (text);

  return has_role_word (words);
}

static void
count_words (const char      *text,
             SlImportContent *out)
{
  g_autofree char *words = sl_import_normalize_words (text);
  SlImportStatus status;
  gboolean plain = FALSE;

  out->role += has_role_word (words);
  out->place += looks_like_place (text, words);
  out->answer += sl_import_read_answer (text) != SL_IMPORT_ANSWER_NONE;
  if (strlen (text) > LONGEST_WORDY)
    return;
  out->status += sl_import_read_status (text, &status);
  out->job_type += sl_import_read_job_type (text) != NULL;
  out->work_mode += sl_import_read_work_mode (text) != NULL;
  out->source += sl_import_read_source (text, &plain) != NULL;
  out->priority += sl_import_read_priority (text) != NULL;
  out->rating += sl_import_read_rating (text) > 0;
}

/**
 * sl_import_content_rate:
 * @column: a column
 * @out_content: what its cells look like
 */
void
sl_import_content_rate (const SlImportColumn *column,
                        SlImportContent      *out_content)
{
  double *shares[] = { &out_content->url, &out_content->date, &out_content->number, &out_content->money, &out_content->currency, &out_content->status, &out_content->job_type,
                       &out_content->work_mode, &out_content->source, &out_content->priority, &out_content->rating, &out_content->answer, &out_content->place, &out_content->role,
                       &out_content->length };

  memset (out_content, 0, sizeof *out_content);
  out_content->n = column->samples->len;
  for (guint i = 0; i < column->samples->len; i++)
    {
      const char *text = column->samples->pdata[i];
      char code[4];

      out_content->length += (double) sl_text_count_chars (text);
      out_content->url += sl_import_looks_like_url (text);
      out_content->date += sl_import_looks_like_date (text);
      out_content->number += sl_import_looks_like_number (text);
      out_content->money += looks_like_money (text);
      out_content->currency += sl_import_read_currency (text, code);
      count_words (text, out_content);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (shares) && out_content->n > 0; i++)
    *shares[i] /= out_content->n;
}
