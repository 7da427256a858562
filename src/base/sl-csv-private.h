/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between sl-csv-reader.c, sl-csv-record.c and sl-csv-delimiter.c. */
#pragma once

#include "sl-csv.h"

G_BEGIN_DECLS

typedef struct {
  guint line;
  char *text;
} SlCsvWarning;

struct _SlCsvReader
{
  GBytes *bytes;
  const char *start; /* of the first record, behind a byte order mark and a "sep=" line */
  const char *end;
  guint start_line;
  char delimiter;
  guint8 stops[256]; /* 1 for what ends an unquoted cell */

  const char *position;
  guint line;
  guint record_line;
  gsize reread_left;

  char *text; /* the cells of the record, each followed by a NUL */
  gsize text_length, text_size;
  gsize *offsets, *lengths;
  const char **cells;
  guint n_cells, cells_size;

  GArray *warnings;
};

char _sl_csv_guess_delimiter (const char *text,
                              gsize       length);

/* The next record's cells, from the reader's position on. */
void     _sl_csv_read_record     (SlCsvReader *self);
gboolean _sl_csv_is_blank_record (SlCsvReader *self);
void     _sl_csv_skip_line_end   (SlCsvReader *self);

G_END_DECLS
