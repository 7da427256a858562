/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-import-load.h. */

#define G_LOG_DOMAIN "sl-import-load"

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include <string.h>

#include "sl-error.h"
#include "sl-file.h"
#include "sl-import-guess.h"
#include "sl-import-load.h"
#include "sl-import.h"
#include "sl-money.h"

#define READ_SIZE (256 * 1024)

static gboolean
refuse_size (GError **error)
{
  g_set_error (error, SL_ERROR, SL_ERROR_TOO_LARGE, _("This file is larger than %d MB, more than Shortlist reads. Split it, and import the parts."), SL_IMPORT_MAX_SIZE / (1024 * 1024));
  return FALSE;
}

/** sl_import_read_stream: Returns: (transfer full): all that @stream has, or %NULL when it is too much */
GBytes *
sl_import_read_stream (GInputStream  *stream,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_autoptr (GByteArray) array = g_byte_array_new ();
  g_autoptr (GError) local = NULL;
  gssize n;

  do
    {
      guint length = array->len;

      if (length > SL_IMPORT_MAX_SIZE)
        {
          refuse_size (error);
          return NULL;
        }
      g_byte_array_set_size (array, length + READ_SIZE);
      n = g_input_stream_read (stream, array->data + length, READ_SIZE, cancellable, &local);
      g_byte_array_set_size (array, length + (guint) MAX (n, 0));
    }
  while (n > 0);
  if (n < 0)
    {
      sl_file_propagate_error (error, g_steal_pointer (&local), NULL);
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&array));
}

/** sl_import_read_file: Returns: (transfer full): a file's contents, or %NULL when it can't be read or is too large */
GBytes *
sl_import_read_file (GFile         *file,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GFileInputStream) stream = NULL;

  if (g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, cancellable) == G_FILE_TYPE_DIRECTORY)
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_INVALID, _("This is a folder. Choose the file that holds your applications."));
      return NULL;
    }
  stream = g_file_read (file, cancellable, &local);
  if (stream == NULL)
    {
      sl_file_propagate_error (error, g_steal_pointer (&local), path);
      return NULL;
    }
  return sl_import_read_stream (G_INPUT_STREAM (stream), cancellable, error);
}

/* The currency that most cells of the salaries' column name, else the one of the person's country. */
static void
guess_currency (SlImportTable   *table,
                SlImportMapping *mapping)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const struct lconv *conventions = localeconv ();
  guint best = 0;

  if (conventions->int_curr_symbol != NULL && g_ascii_isupper (conventions->int_curr_symbol[0]))
    g_strlcpy (mapping->currency, conventions->int_curr_symbol, sizeof mapping->currency);
  for (guint i = 0; i < mapping->n_columns; i++)
    {
      GPtrArray *samples = sl_import_table_get_column (table, i)->samples;

      if (mapping->targets[i] != SL_IMPORT_SALARY && mapping->targets[i] != SL_IMPORT_SALARY_MIN && mapping->targets[i] != SL_IMPORT_SALARY_MAX)
        continue;
      for (guint s = 0; s < samples->len; s++)
        {
          SlMoneyRange range;
          guint n;

          if (!sl_money_parse_range (samples->pdata[s], &range) || range.currency[0] == '\0')
            continue;
          n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, range.currency)) + 1;
          g_hash_table_replace (counts, g_strdup (range.currency), GUINT_TO_POINTER (n));
          if (n > best)
            {
              best = n;
              g_strlcpy (mapping->currency, range.currency, sizeof mapping->currency);
            }
        }
    }
}

static gboolean
load_table (SlImportLoaded  *self,
            GBytes          *utf8,
            char             delimiter,
            SlImportHeader   header,
            GCancellable    *cancellable,
            GError         **error)
{
  self->table = sl_import_table_new (utf8, delimiter, header, cancellable, error);
  if (self->table == NULL)
    return FALSE;
  self->mapping = sl_import_mapping_new (sl_import_table_get_n_columns (self->table));
  sl_import_guess_targets (self->table, self->mapping->targets);
  guess_currency (self->table, self->mapping);
  return TRUE;
}

static gboolean
load_json (SlImportLoaded  *self,
           GBytes          *utf8,
           GCancellable    *cancellable,
           GError         **error)
{
  g_autoptr (SlImportJson) json = sl_import_json_new (utf8, error);
  g_autoptr (GBytes) csv = NULL;

  if (json == NULL)
    return FALSE;
  if (sl_import_json_has_records (json))
    {
      self->json = g_steal_pointer (&json);
      return TRUE;
    }
  self->left = sl_import_json_describe_left (json);
  csv = sl_import_json_to_csv (json, error);
  return csv != NULL && load_table (self, csv, ',', SL_IMPORT_HEADER_YES, cancellable, error);
}

/* What couldn't be read stands as U+FFFD in the text. */
static gsize
count_replaced (GBytes *utf8)
{
  gsize length, n = 0;
  const char *text = g_bytes_get_data (utf8, &length);
  const char *end = text + length;

  while (text < end && (text = memmem (text, (gsize) (end - text), "\xef\xbf\xbd", 3)) != NULL)
    {
      n++;
      text += 3;
    }
  return n;
}

/**
 * sl_import_loaded_new:
 * @bytes: a file
 * @encoding: its encoding, or %SL_ENCODING_AUTO
 * @delimiter: what parts its cells, or 0
 * @header: whether it has headings
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * Returns: (transfer full): what the file is, or %NULL with a message that says what to do instead
 */
SlImportLoaded *
sl_import_loaded_new (GBytes         *bytes,
                      SlEncoding      encoding,
                      char            delimiter,
                      SlImportHeader  header,
                      GCancellable   *cancellable,
                      GError        **error)
{
  g_autoptr (SlImportLoaded) self = g_atomic_rc_box_new0 (SlImportLoaded);
  g_autoptr (GBytes) utf8 = NULL;
  gboolean ok;

  if (g_bytes_get_size (bytes) > SL_IMPORT_MAX_SIZE)
    {
      refuse_size (error);
      return NULL;
    }
  self->bytes = g_bytes_ref (bytes);
  self->encoding = encoding;
  if (encoding == SL_ENCODING_AUTO && (utf8 = sl_encoding_to_utf8 (bytes, &self->encoding, error)) != NULL)
    self->n_replaced = count_replaced (utf8);
  else if (encoding != SL_ENCODING_AUTO)
    utf8 = sl_encoding_decode (bytes, encoding, &self->n_replaced, error);
  if (utf8 == NULL)
    return NULL;
  if (sl_import_json_looks_like (utf8))
    ok = load_json (self, utf8, cancellable, error);
  else
    ok = load_table (self, utf8, delimiter, header, cancellable, error);
  return ok ? g_steal_pointer (&self) : NULL;
}

static void
clear_loaded (gpointer data)
{
  SlImportLoaded *self = data;

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->table, sl_import_table_unref);
  g_clear_pointer (&self->json, sl_import_json_free);
  g_clear_pointer (&self->left, g_ptr_array_unref);
  g_clear_pointer (&self->mapping, sl_import_mapping_free);
}

/** sl_import_loaded_ref: Returns: (transfer full): @self */
SlImportLoaded *
sl_import_loaded_ref (SlImportLoaded *self)
{
  return g_atomic_rc_box_acquire (self);
}

/** sl_import_loaded_unref: gives one reference back */
void
sl_import_loaded_unref (SlImportLoaded *self)
{
  g_atomic_rc_box_release_full (self, clear_loaded);
}
