/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-print-doc.h. */

#define G_LOG_DOMAIN "sl-print-doc"

#include "config.h"

#include <string.h>

#include "sl-print-private.h"
#include "sl-text.h"

/* Share of the width that a fact's label takes. */
#define LABEL_WEIGHT 0.24
#define ITEM_WEIGHT 0.03
/* Below title and subtitle, in points. */
#define HEAD_GAP 8

static void
block_free (SlPrintBlock *block)
{
  for (guint i = 0; i < block->n_texts; i++)
    g_free (block->texts[i]);
  g_free (block->texts);
  g_free (block->weights);
  g_free (block->looks);
  g_free (block);
}

static SlPrintBlock *
add_block (SlPrintDoc       *self,
           SlPrintBlockType  type,
           guint             n_texts,
           double            gap)
{
  SlPrintBlock *block = g_new0 (SlPrintBlock, 1);

  block->type = type;
  block->n_texts = n_texts;
  block->texts = g_new0 (char *, n_texts + 1);
  block->weights = g_new0 (double, n_texts + 1);
  block->looks = g_new0 (SlPrintLook, n_texts + 1);
  block->gap = self->blocks->len == self->n_head ? MAX (gap, HEAD_GAP) : gap;
  g_ptr_array_add (self->blocks, block);

  return block;
}

static void
set_text (SlPrintBlock *block,
          guint         i,
          const char   *text,
          SlPrintLook   look,
          double        weight)
{
  block->texts[i] = sl_text_sanitize (text, -1);
  block->looks[i] = look;
  block->weights[i] = weight;
}

static void
end_table (SlPrintDoc *self)
{
  if (self->in_table)
    add_block (self, SL_PRINT_BLOCK_TABLE_END, 0, 0);
  self->in_table = FALSE;
}

static SlPrintBlock *
add_line (SlPrintDoc  *self,
          const char  *text,
          SlPrintLook  look,
          double       gap)
{
  SlPrintBlock *block;

  end_table (self);
  block = add_block (self, SL_PRINT_BLOCK_ROW, 1, gap);
  set_text (block, 0, text, look, 1);

  return block;
}

/**
 * sl_print_doc_new:
 * @title: at the top of the first page
 * @subtitle: (nullable): below it
 *
 * Returns: (transfer full): a document with nothing but its head
 */
SlPrintDoc *
sl_print_doc_new (const char *title,
                  const char *subtitle)
{
  SlPrintDoc *self = g_new0 (SlPrintDoc, 1);

  self->title = sl_text_sanitize (title, -1);
  self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) block_free);
  add_line (self, title, SL_PRINT_TITLE, 0)->keep = TRUE;
  if (subtitle != NULL && *subtitle != '\0')
    add_line (self, subtitle, SL_PRINT_SUBTITLE, 2)->keep = TRUE;
  self->n_head = self->blocks->len;

  return self;
}

void
sl_print_doc_free (SlPrintDoc *self)
{
  g_ptr_array_unref (self->blocks);
  g_free (self->table_weights);
  g_free (self->title);
  g_free (self->footer);
  g_free (self);
}

const char *
sl_print_doc_get_title (SlPrintDoc *self)
{
  return self->title;
}

void
sl_print_doc_set_footer (SlPrintDoc *self,
                         const char *footer)
{
  g_free (self->footer);
  self->footer = footer != NULL ? sl_text_sanitize (footer, -1) : NULL;
}

void
sl_print_doc_set_landscape (SlPrintDoc *self,
                            gboolean    landscape)
{
  self->landscape = landscape;
}

gboolean
sl_print_doc_get_landscape (SlPrintDoc *self)
{
  return self->landscape;
}

void
sl_print_doc_set_rtl (SlPrintDoc *self,
                      gboolean    rtl)
{
  self->rtl = rtl;
}

void
sl_print_doc_add_heading (SlPrintDoc *self,
                          const char *text)
{
  add_line (self, text, SL_PRINT_HEADING, 14)->keep = TRUE;
}

/* Each paragraph is a row of its own, so that none has to be laid out with thousands of lines. */
static void
add_paragraphs (SlPrintDoc  *self,
                const char  *text,
                SlPrintLook  look)
{
  g_autofree char *clean = sl_text_sanitize (text, -1);
  g_auto (GStrv) lines = g_strsplit (clean, "\n", -1);
  double gap = 4;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_strchomp (lines[i]);
      if (*lines[i] == '\0')
        {
          gap = 6;
          continue;
        }
      add_line (self, lines[i], look, gap);
      gap = 1;
    }
}

void
sl_print_doc_add_text (SlPrintDoc *self,
                       const char *text)
{
  add_paragraphs (self, text, SL_PRINT_TEXT);
}

void
sl_print_doc_add_dim_text (SlPrintDoc *self,
                           const char *text)
{
  add_paragraphs (self, text, SL_PRINT_DIM);
}

void
sl_print_doc_add_item (SlPrintDoc *self,
                       const char *text)
{
  SlPrintBlock *block;

  end_table (self);
  block = add_block (self, SL_PRINT_BLOCK_ROW, 2, 3);
  set_text (block, 0, "•", SL_PRINT_TEXT, ITEM_WEIGHT);
  set_text (block, 1, text, SL_PRINT_TEXT, 1 - ITEM_WEIGHT);
}

void
sl_print_doc_add_fact (SlPrintDoc *self,
                       const char *label,
                       const char *value)
{
  SlPrintBlock *block;

  if (value == NULL || *value == '\0')
    return;

  end_table (self);
  block = add_block (self, SL_PRINT_BLOCK_ROW, 2, 3);
  set_text (block, 0, label, SL_PRINT_DIM, LABEL_WEIGHT);
  set_text (block, 1, value, SL_PRINT_TEXT, 1 - LABEL_WEIGHT);
}

void
sl_print_doc_add_lines (SlPrintDoc *self,
                        guint       n_lines)
{
  end_table (self);
  add_block (self, SL_PRINT_BLOCK_LINES, 0, 4)->n_lines = n_lines;
}

void
sl_print_doc_begin_table (SlPrintDoc        *self,
                          const char *const *headers,
                          const double      *weights)
{
  SlPrintBlock *block;

  end_table (self);
  self->n_columns = g_strv_length ((char **) headers);
  g_free (self->table_weights);
  self->table_weights = g_memdup2 (weights, self->n_columns * sizeof (double));
  self->in_table = TRUE;

  block = add_block (self, SL_PRINT_BLOCK_TABLE, self->n_columns, 12);
  block->in_table = TRUE;
  for (guint i = 0; i < self->n_columns; i++)
    set_text (block, i, headers[i], SL_PRINT_HEAD_CELL, weights[i]);
}

void
sl_print_doc_add_row (SlPrintDoc        *self,
                      const char *const *cells)
{
  SlPrintBlock *block;

  g_return_if_fail (self->in_table);

  block = add_block (self, SL_PRINT_BLOCK_ROW, self->n_columns, 4);
  block->in_table = TRUE;
  for (guint i = 0; i < self->n_columns; i++)
    set_text (block, i, cells[i] != NULL ? cells[i] : "", SL_PRINT_CELL, self->table_weights[i]);
}
