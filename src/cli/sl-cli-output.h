/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Applications as they are printed: one with all that belongs to it, or many as a table, JSON, CSV or ids. */

#pragma once

#include "sl-cli.h"

G_BEGIN_DECLS

typedef enum {
  SL_CLI_FORMAT_TABLE,
  SL_CLI_FORMAT_JSON,
  SL_CLI_FORMAT_CSV,
  SL_CLI_FORMAT_IDS,
} SlCliFormat;

/* FALSE: there is no format @name (nullable). */
gboolean sl_cli_format_from_name (const char *name, SlCliFormat *format);

/* One with all that belongs to it; a failure is told. */
SlCliExit sl_cli_print_application (SlCli *cli, const char *id);
/* Its fields that say something, each on a line of its own. */
void sl_cli_print_fields (SlCli *cli, SlRecord *record, const char *indent);
/* On the reader thread: prints the applications @pks as it reads them. */
gboolean sl_cli_print_rows (SlConnection *connection, GArray *pks, SlCliFormat format, SlDay today, GError **error);

G_END_DECLS
