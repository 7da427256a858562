/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading and writing of comma-, semicolon-, tab- or pipe-separated text (RFC 4180 and what people really have). */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SlCsvReader SlCsvReader;
typedef struct _SlCsvWriter SlCsvWriter;

/**
 * SlCsvRow:
 * @cells: (array length=n_cells): NUL-terminated UTF-8; owned by the reader, valid until its next call
 * @lengths: (array length=n_cells): length of each cell in bytes
 * @n_cells: number of cells, at least 1
 * @line: line of the file at which the record starts, from 1
 */
typedef struct {
  const char *const *cells;
  const gsize *lengths;
  guint n_cells;
  guint line;
} SlCsvRow;

SlCsvReader *sl_csv_reader_new            (GBytes      *utf8,
                                           char         delimiter);
void         sl_csv_reader_free           (SlCsvReader *self);
gboolean     sl_csv_reader_next           (SlCsvReader *self,
                                           SlCsvRow    *out_row);
void         sl_csv_reader_reset          (SlCsvReader *self);
char         sl_csv_reader_get_delimiter  (SlCsvReader *self);
guint        sl_csv_reader_get_line       (SlCsvReader *self);
double       sl_csv_reader_get_progress   (SlCsvReader *self);
guint        sl_csv_reader_get_n_warnings (SlCsvReader *self);
const char  *sl_csv_reader_get_warning    (SlCsvReader *self,
                                           guint        index,
                                           guint       *out_line);

/**
 * SlCsvWriterFlags:
 * @SL_CSV_WRITER_NONE: plain
 * @SL_CSV_WRITER_BOM: start with a UTF-8 byte order mark, so that spreadsheets read accents right
 * @SL_CSV_WRITER_GUARD: make cells harmless that a spreadsheet would run as a formula
 */
typedef enum {
  SL_CSV_WRITER_NONE = 0,
  SL_CSV_WRITER_BOM = 1 << 0,
  SL_CSV_WRITER_GUARD = 1 << 1,
} SlCsvWriterFlags;

SlCsvWriter *sl_csv_writer_new            (GOutputStream     *stream,
                                           char               delimiter,
                                           SlCsvWriterFlags   flags);
SlCsvWriter *sl_csv_writer_new_for_string (GString           *string,
                                           char               delimiter,
                                           SlCsvWriterFlags   flags);
void         sl_csv_writer_free           (SlCsvWriter       *self);
void         sl_csv_writer_add_cell       (SlCsvWriter       *self,
                                           const char        *text);
gboolean     sl_csv_writer_end_row        (SlCsvWriter       *self,
                                           GError           **error);
gboolean     sl_csv_writer_write_row      (SlCsvWriter       *self,
                                           const char *const *cells,
                                           gsize              n_cells,
                                           GError           **error);
gboolean     sl_csv_writer_finish         (SlCsvWriter       *self,
                                           GError           **error);

gboolean     sl_csv_needs_guard           (const char        *text);
const char  *sl_csv_skip_guard            (const char        *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlCsvReader, sl_csv_reader_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlCsvWriter, sl_csv_writer_free)

G_END_DECLS
