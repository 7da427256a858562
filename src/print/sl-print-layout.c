/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Breaks a document into pages. Everything is a row of texts beside each other: a row that doesn't fit goes on at the top of
 * the next page, below the head of the table it belongs to. */

#define G_LOG_DOMAIN "sl-print-layout"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-print-private.h"

#define MARGIN 48
#define FOOTER_HEIGHT 24
#define COLUMN_GAP 8
/* What has to fit below a heading, or it goes to the next page, too. */
#define KEEP_HEIGHT 40
#define LINE_STEP 22

/* Lines @first to @end of a flow, on a page. */
typedef struct {
  SlPrintFlow *flow;
  double y;
  int first;
  int end;
} Piece;

typedef struct {
  GArray *pieces; /* Piece */
  GArray *rules;  /* double: where a line goes across */
} Page;

struct _SlPrintLayout {
  SlPrintDoc *doc; /* borrowed */
  PangoContext *context;
  double width;  /* within the margins */
  double bottom; /* of what may be filled */
  double height; /* of the page */
  double y;      /* where the next row goes */
  const SlPrintBlock *head; /* of the table that goes on */
  GPtrArray *flows;
  GPtrArray *pages;
};

static Page *
get_page (SlPrintLayout *self)
{
  return g_ptr_array_index (self->pages, self->pages->len - 1);
}

static void
page_free (Page *page)
{
  g_array_unref (page->pieces);
  g_array_unref (page->rules);
  g_free (page);
}

static void place_row (SlPrintLayout *self, const SlPrintBlock *block);

static void
begin_page (SlPrintLayout *self)
{
  Page *page = g_new0 (Page, 1);
  const SlPrintBlock *head = g_steal_pointer (&self->head);

  page->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  page->rules = g_array_new (FALSE, FALSE, sizeof (double));
  g_ptr_array_add (self->pages, page);
  self->y = MARGIN;
  /* Without itself as the head, should a page be too low for it. */
  if (head != NULL)
    place_row (self, head);
  self->head = head;
}

static gboolean
is_at_top (SlPrintLayout *self)
{
  return get_page (self)->pieces->len == 0;
}

static GPtrArray *
create_flows (SlPrintLayout      *self,
              const SlPrintBlock *block)
{
  GPtrArray *flows = g_ptr_array_new ();
  double room = self->width - COLUMN_GAP * (block->n_texts - 1);
  double sum = 0, x = 0;

  for (guint i = 0; i < block->n_texts; i++)
    sum += block->weights[i];
  for (guint i = 0; i < block->n_texts; i++)
    {
      double width = room * block->weights[i] / sum;
      double place = self->doc->rtl ? self->width - x - width : x;
      SlPrintFlow *flow = _sl_print_flow_new (self->context, block->texts[i], block->looks[i], MARGIN + place, width);

      g_ptr_array_add (self->flows, flow);
      g_ptr_array_add (flows, flow);
      x += width + COLUMN_GAP;
    }

  return flows;
}

/* Puts as much of @flows on the page as goes; @forced: at least one line each. Returns whether something is left. */
static gboolean
place_pieces (SlPrintLayout *self,
              GPtrArray     *flows,
              gboolean       forced)
{
  double used = 0;
  gboolean left = FALSE;

  for (guint i = 0; i < flows->len; i++)
    {
      SlPrintFlow *flow = flows->pdata[i];
      int n = _sl_print_flow_fit (flow, self->bottom - self->y);
      Piece piece = { flow, self->y, flow->next, flow->next };

      if (n == 0 && forced && flow->next < flow->n_lines)
        n = 1;
      piece.end += n;
      flow->next += n;
      left |= flow->next < flow->n_lines;
      if (n > 0)
        g_array_append_val (get_page (self)->pieces, piece);
      used = MAX (used, _sl_print_flow_get_height (flow, piece.first, piece.end));
    }
  self->y += used;

  return left;
}

/* Whether a row that could stand whole on the next page should wait for it. */
static gboolean
should_wait (SlPrintLayout      *self,
             const SlPrintBlock *block,
             GPtrArray          *flows)
{
  double height = 0;

  for (guint i = 0; i < flows->len; i++)
    {
      SlPrintFlow *flow = flows->pdata[i];

      height = MAX (height, _sl_print_flow_get_height (flow, 0, block->in_table || block->keep ? flow->n_lines : MIN (flow->n_lines, 2)));
    }
  /* A row that takes a third of a page may as well be broken here. */
  if (height > (self->bottom - MARGIN) / 3)
    return FALSE;

  return self->y + height + (block->keep ? KEEP_HEIGHT : 0) > self->bottom;
}

static void
add_rule (SlPrintLayout *self)
{
  self->y += 3;
  g_array_append_val (get_page (self)->rules, self->y);
}

static void
begin_page_for (SlPrintLayout      *self,
                const SlPrintBlock *block)
{
  begin_page (self);
  if (!is_at_top (self))
    self->y += block->gap;
  /* A table's head that fills the page would leave no room for anything, page after page. */
  if (self->y > MARGIN + (self->bottom - MARGIN) / 2)
    self->head = NULL;
}

static void
place_row (SlPrintLayout      *self,
           const SlPrintBlock *block)
{
  g_autoptr (GPtrArray) flows = create_flows (self, block);

  if (!is_at_top (self))
    self->y += block->gap;
  if (!is_at_top (self) && should_wait (self, block, flows))
    begin_page_for (self, block);
  while (place_pieces (self, flows, is_at_top (self)))
    {
      if (block->in_table)
        add_rule (self);
      begin_page_for (self, block);
    }
  if (block->in_table)
    add_rule (self);
}

static void
place_lines (SlPrintLayout      *self,
             const SlPrintBlock *block)
{
  for (guint i = 0; i < block->n_lines; i++)
    {
      if (self->y + LINE_STEP > self->bottom)
        begin_page (self);
      self->y += LINE_STEP;
      g_array_append_val (get_page (self)->rules, self->y);
    }
}

static void
place_block (SlPrintLayout      *self,
             const SlPrintBlock *block)
{
  switch (block->type)
    {
    case SL_PRINT_BLOCK_TABLE:
      self->head = NULL;
      place_row (self, block);
      self->head = block;
      break;
    case SL_PRINT_BLOCK_TABLE_END:
      self->head = NULL;
      self->y += 6;
      break;
    case SL_PRINT_BLOCK_LINES:
      place_lines (self, block);
      break;
    case SL_PRINT_BLOCK_ROW:
    default:
      place_row (self, block);
      break;
    }
}

SlPrintLayout *
sl_print_layout_new (SlPrintDoc   *doc,
                     PangoContext *context,
                     double        width,
                     double        height)
{
  SlPrintLayout *self = g_new0 (SlPrintLayout, 1);

  self->doc = doc;
  self->context = g_object_ref (context);
  self->width = MAX (width - 2 * MARGIN, 72);
  self->height = height;
  self->bottom = MAX (height - MARGIN - FOOTER_HEIGHT, MARGIN + 72);
  self->flows = g_ptr_array_new_with_free_func ((GDestroyNotify) _sl_print_flow_free);
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) page_free);
  begin_page (self);
  for (guint i = 0; i < doc->blocks->len; i++)
    place_block (self, doc->blocks->pdata[i]);

  return self;
}

void
sl_print_layout_free (SlPrintLayout *self)
{
  g_ptr_array_unref (self->pages);
  g_ptr_array_unref (self->flows);
  g_object_unref (self->context);
  g_free (self);
}

guint
sl_print_layout_get_n_pages (SlPrintLayout *self)
{
  return self->pages->len;
}

static void
draw_footer (SlPrintLayout *self,
             guint          page,
             cairo_t       *cairo)
{
  /* Translators: at the foot of a printed page: its number, and how many there are */
  g_autofree char *number = g_strdup_printf (_("Page %u of %u"), page + 1, self->pages->len);
  double most = self->width * 0.8;
  SlPrintFlow *left = _sl_print_flow_new (self->context, self->doc->footer != NULL ? self->doc->footer : "", SL_PRINT_FOOTER, MARGIN, most);
  SlPrintFlow *right = _sl_print_flow_new (self->context, number, SL_PRINT_FOOTER, MARGIN + most, self->width - most);

  pango_layout_set_alignment (right->layout, PANGO_ALIGN_RIGHT);
  pango_layout_set_auto_dir (right->layout, FALSE);
  _sl_print_flow_draw (left, cairo, self->height - MARGIN, 0, MIN (left->n_lines, 2));
  _sl_print_flow_draw (right, cairo, self->height - MARGIN, 0, 1);
  _sl_print_flow_free (left);
  _sl_print_flow_free (right);
}

void
sl_print_layout_draw (SlPrintLayout *self,
                      guint          page,
                      cairo_t       *cairo)
{
  Page *drawn;

  g_return_if_fail (page < self->pages->len);

  drawn = self->pages->pdata[page];
  for (guint i = 0; i < drawn->rules->len; i++)
    {
      double y = g_array_index (drawn->rules, double, i);

      cairo_set_source_rgb (cairo, 0.75, 0.75, 0.75);
      cairo_set_line_width (cairo, 0.5);
      cairo_move_to (cairo, MARGIN, y);
      cairo_line_to (cairo, MARGIN + self->width, y);
      cairo_stroke (cairo);
    }
  for (guint i = 0; i < drawn->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (drawn->pieces, Piece, i);

      _sl_print_flow_draw (piece->flow, cairo, piece->y, piece->first, piece->end);
    }
  draw_footer (self, page, cairo);
}
