/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of this room share: the blocks of a document, and lines of text on a page. */

#pragma once

#include <pango/pangocairo.h>

#include "sl-print-doc.h"
#include "sl-print-layout.h"

G_BEGIN_DECLS

/* What a block of text looks like. */
typedef enum {
  SL_PRINT_TITLE,
  SL_PRINT_SUBTITLE,
  SL_PRINT_HEADING,
  SL_PRINT_TEXT,
  SL_PRINT_DIM,
  SL_PRINT_CELL,
  SL_PRINT_HEAD_CELL,
  SL_PRINT_FOOTER,
} SlPrintLook;

typedef enum {
  SL_PRINT_BLOCK_ROW,
  SL_PRINT_BLOCK_TABLE,
  SL_PRINT_BLOCK_TABLE_END,
  SL_PRINT_BLOCK_LINES,
} SlPrintBlockType;

/**
 * SlPrintBlock: texts beside each other.
 * @texts: (array length=n_texts): of a row, or of a table's head
 * @weights: (array length=n_texts): shares of the width
 * @looks: (array length=n_texts): what each looks like
 * @gap: room above, in points
 * @n_lines: of %SL_PRINT_BLOCK_LINES
 * @in_table: a rule goes below it
 * @keep: not the last thing on a page
 */
typedef struct {
  SlPrintBlockType type;
  guint n_texts;
  char **texts;
  double *weights;
  SlPrintLook *looks;
  double gap;
  guint n_lines;
  gboolean in_table;
  gboolean keep;
} SlPrintBlock;

struct _SlPrintDoc {
  char *title;
  char *footer;
  gboolean landscape;
  gboolean rtl;
  gboolean in_table;
  guint n_head; /* blocks of the title */
  double *table_weights;
  guint n_columns;
  GPtrArray *blocks; /* SlPrintBlock */
};

/**
 * SlPrintFlow: a text in its column, of which lines go on page after page.
 * @x: from the left margin
 * @next: the first line that isn't on a page yet
 */
typedef struct {
  PangoLayout *layout;
  char *link;
  double x;
  SlPrintLook look;
  int next;
  int n_lines;
} SlPrintFlow;

SlPrintFlow *_sl_print_flow_new (PangoContext *context, const char *text, SlPrintLook look, double x, double width);
void _sl_print_flow_free (SlPrintFlow *self);
/* Height of the lines from @first up to (not with) @end. */
double _sl_print_flow_get_height (SlPrintFlow *self, int first, int end);
/* How many lines from the next one on fit into @height. */
int _sl_print_flow_fit (SlPrintFlow *self, double height);
void _sl_print_flow_draw (SlPrintFlow *self, cairo_t *cairo, double y, int first, int end);

G_END_DECLS
