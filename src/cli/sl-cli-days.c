/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-cli-days.h. */
#define G_LOG_DOMAIN "sl-cli-days"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-cli-days.h"
#include "sl-date-typed.h"

void
sl_cli_days_clear (SlCliDays *self)
{
  g_free (self->from);
  g_free (self->to);
}

/* With the rules of a date field, so that the same is understood everywhere. */
static gboolean
parse (SlCli      *cli,
       const char *option,
       const char *text,
       SlDay      *day)
{
  g_autofree char *valid = NULL;

  *day = SL_DAY_NONE;
  if (text == NULL)
    return TRUE;
  valid = g_utf8_make_valid (text, -1);
  if (sl_date_parse_typed (valid, SL_DAY_NONE, day))
    return TRUE;

  sl_cli_usage (cli, _("%s takes a date such as 2026-09-03, not “%s”"), option, valid);
  return FALSE;
}

gboolean
sl_cli_days_check (SlCliDays *self,
                   SlCli     *cli)
{
  if (!parse (cli, "--from", self->from, &self->first) || !parse (cli, "--to", self->to, &self->last))
    return FALSE;
  if (self->first == SL_DAY_NONE || self->last == SL_DAY_NONE || self->first <= self->last)
    return TRUE;

  sl_cli_usage (cli, _("--from is later than --to, so no day is left"));
  return FALSE;
}

void
sl_cli_days_complete (SlCliDays *self,
                      SlDay      today,
                      int        n_days)
{
  if (self->first == SL_DAY_NONE)
    self->first = self->last == SL_DAY_NONE ? today + MIN (n_days, 0) : n_days < 0 ? self->last + n_days : MIN (today, self->last);
  if (self->last == SL_DAY_NONE)
    self->last = n_days < 0 ? MAX (today, self->first) : self->first + n_days;
}
