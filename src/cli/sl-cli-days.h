/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "--from DATE --to DATE", for commands about a time. */

#pragma once

#include "sl-cli.h"

G_BEGIN_DECLS

/**
 * SlCliDays: begun with zeros; cleared by g_auto.
 * @first: first day; valid after sl_cli_days_complete()
 * @last: last day
 */
typedef struct {
  char *from;
  char *to;
  SlDay first;
  SlDay last;
} SlCliDays;

#define SL_CLI_DAYS_ENTRIES(days) \
  { "from", 0, 0, G_OPTION_ARG_FILENAME, &(days)->from, N_("First day"), N_("DATE") }, \
  { "to", 0, 0, G_OPTION_ARG_FILENAME, &(days)->to, N_("Last day"), N_("DATE") }

void sl_cli_days_clear (SlCliDays *self);
/* Whether they are days, in this order; else told. */
gboolean sl_cli_days_check (SlCliDays *self, SlCli *cli);
/* What wasn't said: from @today on, @n_days (negative: up to today). */
void sl_cli_days_complete (SlCliDays *self, SlDay today, int n_days);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SlCliDays, sl_cli_days_clear)

G_END_DECLS
