/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How cells become the salary: ranges in one column or two, in thousands, by the year. What is paid by the hour or month
 * goes to the notes: Shortlist keeps yearly amounts, and how long a year of work is it can't know. */

#define G_LOG_DOMAIN "sl-import-pay"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "sl-import-content.h"
#include "sl-import-mapper-private.h"
#include "sl-money.h"
#include "sl-text.h"

/* What is less can't be a year's pay in any currency worth a range. */
#define LEAST_YEARLY_PAY 1000

static const char *
describe_period (SlMoneyPeriod period)
{
  switch (period)
    {
    case SL_MONEY_PERIOD_MONTH:
      return _("Salary: “%s” is for a month, and Shortlist keeps yearly amounts. It is kept in the notes.");
    case SL_MONEY_PERIOD_WEEK:
      return _("Salary: “%s” is for a week, and Shortlist keeps yearly amounts. It is kept in the notes.");
    case SL_MONEY_PERIOD_DAY:
      return _("Salary: “%s” is for a day, and Shortlist keeps yearly amounts. It is kept in the notes.");
    case SL_MONEY_PERIOD_HOUR:
      return _("Salary: “%s” is for an hour, and Shortlist keeps yearly amounts. It is kept in the notes.");
    case SL_MONEY_PERIOD_UNKNOWN:
    case SL_MONEY_PERIOD_YEAR:
    default:
      return _("Salary: “%s” is too little for a year. It is kept in the notes.");
    }
}

static gboolean
read_amounts (SlImportMapper *self,
              SlImportTarget  target,
              SlMoneyRange   *out_range)
{
  const char *text = _sl_import_mapper_get_cell (self, target);
  g_autofree char *cut = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *message = NULL;
  double least;

  if (text == NULL || _sl_import_cells_say_nothing (text))
    return FALSE;
  if (strlen (text) > 200 || !sl_money_parse_range (text, out_range) || MAX (out_range->min, out_range->max) > G_MAXINT32)
    {
      _sl_import_cells_keep_unread (self, target, text);
      return FALSE;
    }
  if (self->thousands[target] && MAX (out_range->min, out_range->max) < LEAST_YEARLY_PAY)
    {
      out_range->min = out_range->min >= 0 ? out_range->min * 1000 : out_range->min;
      out_range->max = out_range->max >= 0 ? out_range->max * 1000 : out_range->max;
    }
  least = MAX (out_range->min, out_range->max);
  if (out_range->period == SL_MONEY_PERIOD_YEAR || (out_range->period == SL_MONEY_PERIOD_UNKNOWN && (least >= LEAST_YEARLY_PAY || fabs (least) < 0.5)))
    return TRUE;
  cut = sl_text_truncate_utf8 (text, 60);
  shown = sl_text_isolate (cut);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  message = g_strdup_printf (describe_period (out_range->period), shown);
#pragma GCC diagnostic pop
  _sl_import_mapper_keep (self, target, text);
  _sl_import_mapper_report (self, target, "%s", message);
  return FALSE;
}

static void
set_amount (SlImportMapper *self,
            guint           field,
            double          amount)
{
  if (amount >= 0)
    sl_record_set_integer (self->record, field, llround (amount));
}

static void
set_currency (SlImportMapper *self,
              const char     *amounts_currency,
              gboolean        any_amount)
{
  const char *text = _sl_import_mapper_get_cell (self, SL_IMPORT_CURRENCY);
  char code[4] = "";

  if (text != NULL && !sl_import_read_currency (text, code))
    {
      _sl_import_cells_keep_unread (self, SL_IMPORT_CURRENCY, text);
      code[0] = '\0';
    }
  if (*code == '\0' && any_amount)
    g_strlcpy (code, *amounts_currency != '\0' ? amounts_currency : self->mapping->currency, sizeof code);
  if (*code != '\0')
    sl_record_set_text (self->record, SL_APPLICATION_SALARY_CURRENCY, code);
}

void
_sl_import_cells_set_salary (SlImportMapper *self)
{
  SlMoneyRange both, low, high;
  gboolean has_both = read_amounts (self, SL_IMPORT_SALARY, &both);
  gboolean has_low = read_amounts (self, SL_IMPORT_SALARY_MIN, &low);
  gboolean has_high = read_amounts (self, SL_IMPORT_SALARY_MAX, &high);
  double min = SL_MONEY_NONE, max = SL_MONEY_NONE;
  const char *currency = "";

  if (has_both)
    {
      min = both.min;
      max = both.max;
      currency = both.currency;
    }
  if (has_low)
    {
      min = low.min >= 0 ? low.min : low.max;
      /* One column with a whole range in it. */
      if (self->columns[SL_IMPORT_SALARY_MAX] < 0 && low.max > min)
        max = low.max;
      currency = low.currency;
    }
  if (has_high)
    {
      max = high.max >= 0 ? high.max : high.min;
      currency = *currency != '\0' ? currency : high.currency;
    }
  if (min >= 0 && max >= 0 && min > max)
    {
      double swap = min;

      min = max;
      max = swap;
      _sl_import_mapper_report (self, has_high ? SL_IMPORT_SALARY_MAX : SL_IMPORT_SALARY, "%s", _("The salary’s lower end was the greater one. The two were swapped."));
    }
  set_amount (self, SL_APPLICATION_SALARY_MIN, min);
  set_amount (self, SL_APPLICATION_SALARY_MAX, max);
  set_currency (self, currency, has_both || has_low || has_high);
}
