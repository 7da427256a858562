/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row at a time: looks whether it is an application at all, has its fields read (sl-import-cells.c), and gathers the
 * notes. */

#define G_LOG_DOMAIN "sl-import-mapper"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-import-content.h"
#include "sl-import-mapper-private.h"
#include "sl-money.h"
#include "sl-text.h"

/* Mapping */

/**
 * sl_import_mapping_new:
 * @n_columns: how many columns there are
 *
 * Returns: (transfer full): a mapping that keeps every column in the notes
 */
SlImportMapping *
sl_import_mapping_new (guint n_columns)
{
  SlImportMapping *self = g_new0 (SlImportMapping, 1);

  self->n_columns = n_columns;
  self->targets = g_new0 (SlImportTarget, n_columns);
  self->orders = g_new0 (SlDateOrder, n_columns);
  for (guint i = 0; i < n_columns; i++)
    self->targets[i] = SL_IMPORT_KEEP;
  if (!sl_money_get_locale_currency (self->currency))
    g_strlcpy (self->currency, "USD", sizeof self->currency);
  return self;
}

/** sl_import_mapping_copy: Returns: (transfer full): a copy */
SlImportMapping *
sl_import_mapping_copy (const SlImportMapping *self)
{
  SlImportMapping *copy = sl_import_mapping_new (self->n_columns);

  memcpy (copy->targets, self->targets, self->n_columns * sizeof *self->targets);
  memcpy (copy->orders, self->orders, self->n_columns * sizeof *self->orders);
  memcpy (copy->currency, self->currency, sizeof copy->currency);
  return copy;
}

/** sl_import_mapping_free: frees @self */
void
sl_import_mapping_free (SlImportMapping *self)
{
  g_free (self->targets);
  g_free (self->orders);
  g_free (self);
}

/* Mapper */

static gboolean
heading_says_thousands (const char *header)
{
  g_autofree char *lower = g_ascii_strdown (header, -1);

  return strstr (lower, "(k") != NULL || strstr (lower, "k)") != NULL || strstr (lower, " in k") != NULL || strstr (lower, "thousand") != NULL || g_str_has_suffix (lower, " k");
}

/**
 * sl_import_mapper_new:
 * @table: the table whose rows come
 * @mapping: where each column goes; copied
 * @clock: the zone of days that become points in time, and what day it is
 * @report: (nullable): told what didn't go smoothly
 * @report_data: for @report
 *
 * Returns: (transfer full): a mapper
 */
SlImportMapper *
sl_import_mapper_new (SlImportTable         *table,
                      const SlImportMapping *mapping,
                      SlClock               *clock,
                      SlImportReport         report,
                      gpointer               report_data)
{
  SlImportMapper *self = g_new0 (SlImportMapper, 1);

  self->table = sl_import_table_ref (table);
  self->mapping = sl_import_mapping_copy (mapping);
  self->time_zone = g_time_zone_ref (sl_clock_get_time_zone (clock));
  self->today = sl_clock_get_today (clock);
  self->report = report;
  self->report_data = report_data;
  self->statuses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->notes = g_string_new (NULL);
  self->kept = g_string_new (NULL);
  for (guint i = 0; i < SL_IMPORT_N_TARGETS; i++)
    self->columns[i] = -1;
  for (guint i = mapping->n_columns; i-- > 0;)
    {
      self->columns[mapping->targets[i]] = (int) i;
      self->thousands[mapping->targets[i]] = heading_says_thousands (sl_import_table_get_column (table, i)->header);
    }
  return self;
}

/** sl_import_mapper_free: frees @self */
void
sl_import_mapper_free (SlImportMapper *self)
{
  sl_import_table_unref (self->table);
  sl_import_mapping_free (self->mapping);
  g_time_zone_unref (self->time_zone);
  g_hash_table_unref (self->statuses);
  g_string_free (self->notes, TRUE);
  g_string_free (self->kept, TRUE);
  g_free (self);
}

/* The filled cell of a target that one column has, or NULL. */
const char *
_sl_import_mapper_get_cell (SlImportMapper *self,
                            SlImportTarget  target)
{
  int column = self->columns[target];
  const char *text;

  if (column < 0 || (guint) column >= self->row->n_cells)
    return NULL;
  text = self->row->cells[column];
  if (*text == '\0' || (self->row->lengths[column] < 12 && sl_import_cell_is_empty (text)))
    return NULL;
  return sl_csv_skip_guard (text);
}

void
_sl_import_mapper_report (SlImportMapper *self,
                          SlImportTarget  target,
                          const char     *format,
                          ...)
{
  g_autofree char *message = NULL;
  va_list args;

  if (self->report == NULL)
    return;
  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  self->report (self->row->line, self->columns[target], target, message, self->report_data);
}

static gboolean
is_plain_line (const char *text,
               gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] < 0x20 || (guchar) text[i] >= 0x7f)
      return FALSE;
  return length == 0 || (text[0] != ' ' && text[length - 1] != ' ');
}

/* Without control characters and without blanks at its ends; @lines: may have several lines. */
char *
_sl_import_clean_cell (const char *text,
                       gsize       length,
                       gboolean    lines)
{
  g_autofree char *clean = NULL;

  if (is_plain_line (text, length))
    return g_strndup (text, length);
  clean = sl_text_sanitize (text, (gssize) length);
  if (!lines)
    g_strdelimit (clean, "\n\t", ' ');
  return sl_text_strip (clean);
}

static void
keep_column (SlImportMapper *self,
             guint           column,
             const char     *text)
{
  const char *header = sl_import_table_get_column (self->table, column)->header;
  g_autofree char *clean = _sl_import_clean_cell (text, strlen (text), TRUE);

  if (*clean == '\0')
    return;
  if (self->kept->len > 0)
    g_string_append_c (self->kept, '\n');
  g_string_append (self->kept, header);
  g_string_append (self->kept, strchr (clean, '\n') != NULL ? ":\n" : ": ");
  g_string_append (self->kept, clean);
}

/* Puts a cell that can't stand in its field into the notes, under its heading. */
void
_sl_import_mapper_keep (SlImportMapper *self,
                        SlImportTarget  target,
                        const char     *text)
{
  keep_column (self, (guint) self->columns[target], text);
}

static void
add_note (SlImportMapper *self,
          const char     *text)
{
  g_autofree char *clean = _sl_import_clean_cell (text, strlen (text), TRUE);

  if (*clean == '\0')
    return;
  if (self->notes->len > 0)
    g_string_append_c (self->notes, '\n');
  g_string_append (self->notes, clean);
}

/* Columns of which there may be any number. */
static void
map_many (SlImportMapper *self)
{
  for (guint i = 0; i < self->row->n_cells; i++)
    {
      const char *text = self->row->cells[i];
      SlImportTarget target = i < self->mapping->n_columns ? self->mapping->targets[i] : SL_IMPORT_KEEP;

      if (self->row->lengths[i] == 0 || (target != SL_IMPORT_KEEP && target != SL_IMPORT_NOTES && target != SL_IMPORT_TAGS) ||
          (self->row->lengths[i] < 12 && sl_import_cell_is_empty (text)))
        continue;
      text = sl_csv_skip_guard (text);
      if (target == SL_IMPORT_NOTES)
        add_note (self, text);
      else if (target == SL_IMPORT_TAGS)
        _sl_import_cells_add_tags (self, text);
      else if (i < self->mapping->n_columns)
        keep_column (self, i, text);
    }
}

static void
set_notes (SlImportMapper *self)
{
  if (self->kept->len > 0)
    {
      if (self->notes->len > 0)
        g_string_append (self->notes, "\n\n");
      g_string_append_len (self->notes, self->kept->str, (gssize) self->kept->len);
    }
  if (self->notes->len > 0)
    sl_record_set_text (self->record, SL_APPLICATION_NOTES, self->notes->str);
}

static gboolean
is_total (SlImportMapper *self,
          const char     *company)
{
  g_autofree char *words = NULL;
  guint n_filled = 0;

  if (strlen (company) > 24)
    return FALSE;
  words = sl_import_normalize_words (company);
  if (!g_str_has_prefix (words, " total ") && !g_str_equal (words, " sum ") && !g_str_equal (words, " summe ") && !g_str_equal (words, " gesamt "))
    return FALSE;
  for (guint i = 0; i < self->row->n_cells; i++)
    n_filled += self->row->lengths[i] > 0;
  return n_filled <= 3;
}

static SlImportSkip
look_at_row (SlImportMapper *self)
{
  const char *company = _sl_import_mapper_get_cell (self, SL_IMPORT_COMPANY);
  const char *role = _sl_import_mapper_get_cell (self, SL_IMPORT_ROLE);

  if (company != NULL && sl_text_is_blank (company))
    company = NULL;
  if (role != NULL && sl_text_is_blank (role))
    role = NULL;
  if (company == NULL && role == NULL)
    return SL_IMPORT_SKIP_NO_NAME;
  if (sl_import_table_is_header_again (self->table, self->row))
    return SL_IMPORT_SKIP_HEADER_AGAIN;
  if (company != NULL && (role == NULL || sl_import_looks_like_number (role)) && is_total (self, company))
    return SL_IMPORT_SKIP_TOTAL;
  return SL_IMPORT_SKIP_NOT;
}

/* A list whose only name says both: "Engineer at Acme", "Acme – Engineer". */
static void
part_name (SlImportMapper *self)
{
  static const char *const signs[] = { " at ", " @ ", " bei ", " chez ", " – ", " — ", " - ", " | ", ": " };
  const char *text = sl_record_get_text (self->record, SL_APPLICATION_COMPANY_NAME);
  const char *sign = NULL;
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (signs) && text != NULL && (sign = strstr (text, signs[i])) == NULL; i++)
    ;
  if (sign != NULL && sign > text && sign[strlen (signs[i])] != '\0')
    {
      g_autofree char *before = g_strndup (text, (gsize) (sign - text));
      g_autofree char *after = g_strdup (sign + strlen (signs[i]));
      gboolean role_first = i < 4 || (sl_import_looks_like_role (before) && !sl_import_looks_like_role (after));

      sl_record_set_text (self->record, SL_APPLICATION_COMPANY_NAME, role_first ? after : before);
      sl_record_set_text (self->record, SL_APPLICATION_ROLE_TITLE, role_first ? before : after);
    }
}

static void
set_names (SlImportMapper *self)
{
  _sl_import_cells_set_text (self, SL_IMPORT_COMPANY);
  _sl_import_cells_set_text (self, SL_IMPORT_ROLE);
  if (self->columns[SL_IMPORT_ROLE] < 0)
    part_name (self);
  if (sl_record_is_null (self->record, SL_APPLICATION_COMPANY_NAME))
    {
      sl_record_set_text (self->record, SL_APPLICATION_COMPANY_NAME, _("Unknown company"));
      _sl_import_mapper_report (self, SL_IMPORT_COMPANY, "%s", _("No company is named. It is imported as “Unknown company”."));
    }
  if (sl_record_is_null (self->record, SL_APPLICATION_ROLE_TITLE))
    {
      sl_record_set_text (self->record, SL_APPLICATION_ROLE_TITLE, _("Unknown role"));
      _sl_import_mapper_report (self, SL_IMPORT_ROLE, "%s", _("No role is named. It is imported as “Unknown role”."));
    }
}

/**
 * sl_import_mapper_map:
 * @self: a mapper
 * @row: a row that isn't blank
 * @out_mapped: (out caller-allocates): what it gives; the caller owns what is in it
 */
void
sl_import_mapper_map (SlImportMapper *self,
                      const SlCsvRow *row,
                      SlImportMapped *out_mapped)
{
  self->row = row;
  *out_mapped = (SlImportMapped) { NULL, NULL, look_at_row (self) };
  if (out_mapped->skip != SL_IMPORT_SKIP_NOT)
    return;

  self->record = sl_record_new (SL_KIND_APPLICATION);
  self->tags = NULL;
  g_string_truncate (self->notes, 0);
  g_string_truncate (self->kept, 0);
  set_names (self);
  map_many (self);
  _sl_import_cells_set_text (self, SL_IMPORT_URL);
  _sl_import_cells_set_text (self, SL_IMPORT_LOCATION);
  _sl_import_cells_set_text (self, SL_IMPORT_DESCRIPTION);
  _sl_import_cells_set_dates (self);
  _sl_import_cells_set_status (self);
  _sl_import_cells_set_words (self);
  _sl_import_cells_set_salary (self);
  set_notes (self);

  out_mapped->application = g_steal_pointer (&self->record);
  out_mapped->tags = g_steal_pointer (&self->tags);
}

/**
 * sl_import_skip_describe:
 * @skip: why a row gives no application
 *
 * Returns: it as a sentence
 */
const char *
sl_import_skip_describe (SlImportSkip skip)
{
  switch (skip)
    {
    case SL_IMPORT_SKIP_NO_NAME:
      return _("Neither a company nor a role is named.");
    case SL_IMPORT_SKIP_HEADER_AGAIN:
      return _("This row repeats the headings.");
    case SL_IMPORT_SKIP_TOTAL:
      return _("This row looks like a total.");
    case SL_IMPORT_SKIP_NOT:
    default:
      return "";
    }
}
