/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options that choose applications, the same for list, export, stats and chart: "--status", "--search", "--window"… */

#pragma once

#include "sl-cli.h"
#include "sl-query.h"

G_BEGIN_DECLS

typedef struct {
  char **facets[SL_N_FACETS];
  char *search;
  char *salary_min;
  char *salary_max;
  char *from;
  char *to;
  char *window;
  char *sort;
  gboolean trash;
  GOptionEntry *entries; /* for sl_cli_parse() */
} SlCliQuery;

/* Begun with zeros; cleared by g_auto. @sorted: an order can be asked for. */
void sl_cli_query_init (SlCliQuery *self, gboolean sorted);
void sl_cli_query_clear (SlCliQuery *self);
/* The query that was asked for; NULL: told, with the status in @status. The data must be open. */
SlQuery *sl_cli_query_build (SlCliQuery *self, SlCli *cli, SlCliExit *status);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SlCliQuery, sl_cli_query_clear)

G_END_DECLS
