/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-cli-output.h. */
#define G_LOG_DOMAIN "sl-cli-output"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-cli-output.h"
#include "sl-cli-table.h"
#include "sl-csv.h"
#include "sl-error.h"

/* Rows read at a time: a list of any length takes the same memory. */
#define CHUNK 512
#define SHORT_ID 8

gboolean
sl_cli_format_from_name (const char  *name,
                         SlCliFormat *format)
{
  static const char *const names[] = { "table", "json", "csv", "ids" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (name, names[i]) == 0)
      {
        *format = (SlCliFormat) i;
        return TRUE;
      }

  return FALSE;
}

static char *
join_tags (GPtrArray  *tags,
           const char *separator)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < tags->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? separator : "", sl_record_get_text (g_ptr_array_index (tags, i), SL_TAG_NAME));

  return g_string_free_and_steal (text);
}

/* One application */

/* What belongs to an application, in the order of the page in the window. */
static const SlKind child_kinds[] = {
  SL_KIND_STAGE, SL_KIND_OUTCOME, SL_KIND_REFLECTION, SL_KIND_CONTACT, SL_KIND_DOCUMENT, SL_KIND_REMINDER, SL_KIND_EVENT, SL_KIND_MESSAGE,
};

typedef struct {
  SlRecord *application;
  GPtrArray *tags;
  GPtrArray *children[G_N_ELEMENTS (child_kinds)];
} Whole;

static void
whole_free (Whole *whole)
{
  g_clear_object (&whole->application);
  g_clear_pointer (&whole->tags, g_ptr_array_unref);
  for (guint i = 0; i < G_N_ELEMENTS (child_kinds); i++)
    g_clear_pointer (&whole->children[i], g_ptr_array_unref);
  g_free (whole);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Whole, whole_free)

static gboolean
read_tags (SlConnection  *connection,
           Whole         *whole,
           const char    *id,
           GError       **error)
{
  g_autoptr (GPtrArray) assignments = sl_store_read_children (connection, SL_KIND_TAG_ASSIGNMENT, id, error);

  if (assignments == NULL)
    return FALSE;

  whole->tags = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < assignments->len; i++)
    {
      const char *tag_id = sl_record_get_text (g_ptr_array_index (assignments, i), SL_TAG_ASSIGNMENT_TAG_ID);
      SlRecord *tag = sl_store_read_record (connection, SL_KIND_TAG, tag_id, error);

      if (tag == NULL)
        return FALSE;
      if (!sl_record_is_null (tag, SL_FIELD_DELETED_AT))
        g_object_unref (tag);
      else
        g_ptr_array_add (whole->tags, tag);
    }

  return TRUE;
}

static gpointer
read_whole (SlConnection  *connection,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (Whole) whole = g_new0 (Whole, 1);
  const char *id = data;

  whole->application = sl_store_read_record (connection, SL_KIND_APPLICATION, id, error);
  if (whole->application == NULL || !read_tags (connection, whole, id, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (child_kinds); i++)
    {
      whole->children[i] = sl_store_read_children (connection, child_kinds[i], id, error);
      if (whole->children[i] == NULL)
        return NULL;
    }

  return g_steal_pointer (&whole);
}

static JsonArray *
tags_to_json (GPtrArray *tags)
{
  JsonArray *names = json_array_new ();

  for (guint i = 0; i < tags->len; i++)
    json_array_add_string_element (names, sl_record_get_text (g_ptr_array_index (tags, i), SL_TAG_NAME));

  return names;
}

static void
print_whole_json (Whole *whole)
{
  JsonObject *object = sl_record_to_json (whole->application);

  json_object_set_array_member (object, "tags", tags_to_json (whole->tags));
  for (guint i = 0; i < G_N_ELEMENTS (child_kinds); i++)
    {
      JsonArray *children = json_array_new ();

      for (guint j = 0; j < whole->children[i]->len; j++)
        json_array_add_object_element (children, sl_record_to_json (g_ptr_array_index (whole->children[i], j)));
      json_object_set_array_member (object, sl_kind_get_info (child_kinds[i])->table, children);
    }
  sl_cli_print_json (json_node_init_object (json_node_alloc (), object));
  json_object_unref (object);
}

/* A currency says nothing without an amount. */
static gboolean
is_idle (SlRecord      *record,
         const SlField *field)
{
  const SlKindInfo *info = sl_record_get_info (record);

  if ((field->flags & SL_FIELD_CURRENCY) == 0)
    return FALSE;
  for (guint i = 0; i < info->n_fields; i++)
    if ((info->fields[i].flags & SL_FIELD_MONEY) != 0 && !sl_record_is_null (record, i))
      return FALSE;

  return TRUE;
}

static char *
format_value (SlCli         *cli,
              const SlField *field,
              const SlValue *value)
{
  if (field->type == SL_TYPE_TIME && value->type == SL_VALUE_INTEGER)
    return sl_cli_format_time (cli, value->integer);

  return sl_field_format (field, value);
}

static void
print_fields (SlCli      *cli,
              SlRecord   *record,
              const char *indent)
{
  const SlKindInfo *info = sl_record_get_info (record);

  for (guint i = SL_N_COMMON_FIELDS; i < info->n_fields; i++)
    {
      const SlField *field = &info->fields[i];
      g_autofree char *value = NULL;
      g_auto (GStrv) lines = NULL;

      if ((field->flags & (SL_FIELD_HIDDEN | SL_FIELD_OWNER)) != 0 || sl_record_is_null (record, i) || is_idle (record, field))
        continue;
      value = format_value (cli, field, sl_record_get_value (record, i));
      lines = g_strsplit (value, "\n", -1);
      for (guint j = 0; lines[j] != NULL; j++)
        {
          if (j == 0)
            sl_cli_print ("%s%s: %s", indent, sl_field_get_label (field), lines[0]);
          else
            sl_cli_print ("%s  %s", indent, lines[j]);
        }
    }
}

static void
print_whole (SlCli *cli,
             Whole *whole)
{
  SlRecord *application = whole->application;

  sl_cli_print ("%s", sl_record_get_id (application));
  print_fields (cli, application, "");
  if (!sl_record_is_null (application, SL_FIELD_DELETED_AT))
    sl_cli_print ("%s", _("In the Trash"));
  if (whole->tags->len > 0)
    {
      g_autofree char *names = join_tags (whole->tags, ", ");

      sl_cli_print (_("Tags: %s"), names);
    }

  for (guint i = 0; i < G_N_ELEMENTS (child_kinds); i++)
    for (guint j = 0; j < whole->children[i]->len; j++)
      {
        sl_cli_write ("\n");
        sl_cli_print ("%s", _(sl_kind_get_info (child_kinds[i])->label));
        print_fields (cli, g_ptr_array_index (whole->children[i], j), "  ");
      }
}

SlCliExit
sl_cli_print_application (SlCli      *cli,
                          const char *id)
{
  GError *error = NULL;
  g_autoptr (Whole) whole = sl_cli_read (cli, read_whole, (gpointer) id, &error);

  if (whole == NULL)
    return sl_cli_fail (error);
  if (cli->json)
    print_whole_json (whole);
  else
    print_whole (cli, whole);

  return SL_CLI_DONE;
}

/* Many */

typedef struct {
  SlCliFormat format;
  SlCliTable *table;
  SlCsvWriter *writer;
  GString *text;
  guint n;
} Output;

static void
add_to_table (Output *output,
              SlRow  *row)
{
  SlRecord *application = sl_row_get_application (row);
  g_autofree char *id = g_strndup (sl_record_get_id (application), SHORT_ID);
  const char *status = sl_record_get_text (application, SL_APPLICATION_STATUS);
  const char *detail = sl_record_get_text (application, SL_APPLICATION_STATUS_DETAIL);
  g_autofree char *tags = join_tags (sl_row_get_tags (row), ", ");
  const char *cells[] = {
    id,
    sl_record_get_text (application, SL_APPLICATION_COMPANY_NAME),
    sl_record_get_text (application, SL_APPLICATION_ROLE_TITLE),
    detail != NULL ? sl_enum_label (&sl_status_detail_words, detail) : status != NULL ? sl_enum_label (&sl_status_words, status) : NULL,
    sl_record_get_text (application, SL_APPLICATION_APPLIED_DATE),
    sl_record_get_text (application, SL_APPLICATION_LOCATION),
    tags,
  };

  sl_cli_table_add (output->table, cells);
}

/* The columns of CSV are the members of JSON: the same names and, but for the guard, the same values. */
static gboolean
is_column (guint field)
{
  const SlField *info = sl_kind_get_field (SL_KIND_APPLICATION, field);

  return field < SL_N_COMMON_FIELDS || sl_field_is_editable (info);
}

static void
add_to_csv (Output *output,
            SlRow  *row)
{
  g_autoptr (JsonObject) object = sl_record_to_json (sl_row_get_application (row));
  g_autofree char *tags = join_tags (sl_row_get_tags (row), "; ");

  for (guint i = 0; i < SL_N_APPLICATION_FIELDS; i++)
    if (is_column (i))
      {
        JsonNode *node = json_object_get_member (object, sl_kind_get_field (SL_KIND_APPLICATION, i)->column);
        GType type = node != NULL ? json_node_get_value_type (node) : G_TYPE_INVALID;
        g_autofree char *number = type == G_TYPE_INT64 ? g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node)) : NULL;

        sl_csv_writer_add_cell (output->writer, type == G_TYPE_STRING ? json_node_get_string (node) : number);
      }
  sl_csv_writer_add_cell (output->writer, tags);
  sl_csv_writer_end_row (output->writer, NULL);
}

static void
add_to_json (Output *output,
             SlRow  *row)
{
  g_autoptr (JsonObject) object = sl_record_to_json (sl_row_get_application (row));
  g_autofree char *text = NULL;

  json_object_set_array_member (object, "tags", tags_to_json (sl_row_get_tags (row)));
  text = sl_json_object_to_text (object, FALSE);
  g_string_append_printf (output->text, "%s\n  %s", output->n > 0 ? "," : "", text);
}

static void
add_row (Output *output,
         SlRow  *row)
{
  switch (output->format)
    {
    case SL_CLI_FORMAT_JSON:
      add_to_json (output, row);
      break;
    case SL_CLI_FORMAT_CSV:
      add_to_csv (output, row);
      break;
    case SL_CLI_FORMAT_IDS:
      g_string_append_printf (output->text, "%s\n", sl_record_get_id (sl_row_get_application (row)));
      break;
    case SL_CLI_FORMAT_TABLE:
    default:
      add_to_table (output, row);
    }
  output->n++;
}

static void
output_begin (Output *output)
{
  const char *headers[] = { _("Id"), _("Company"), _("Role"), _("Status"), _("Applied"), _("Location"), _("Tags"), NULL };

  output->text = g_string_new (NULL);
  if (output->format == SL_CLI_FORMAT_TABLE)
    {
      output->table = sl_cli_table_new (headers);
      sl_cli_table_set_whole (output->table, 0);
      sl_cli_table_set_whole (output->table, 4);
    }
  else if (output->format == SL_CLI_FORMAT_JSON)
    {
      sl_cli_write ("[");
    }
  else if (output->format == SL_CLI_FORMAT_CSV)
    {
      output->writer = sl_csv_writer_new_for_string (output->text, ',', SL_CSV_WRITER_GUARD);
      for (guint i = 0; i < SL_N_APPLICATION_FIELDS; i++)
        if (is_column (i))
          sl_csv_writer_add_cell (output->writer, sl_kind_get_field (SL_KIND_APPLICATION, i)->column);
      sl_csv_writer_add_cell (output->writer, "tags");
      sl_csv_writer_end_row (output->writer, NULL);
    }
}

static void
output_flush (Output *output)
{
  if (output->writer != NULL)
    sl_csv_writer_finish (output->writer, NULL);
  sl_cli_write (output->text->str);
  g_string_truncate (output->text, 0);
}

static void
output_end (Output *output)
{
  output_flush (output);
  if (output->format == SL_CLI_FORMAT_JSON)
    sl_cli_write (output->n > 0 ? "\n]\n" : "]\n");
  if (output->table != NULL && output->n > 0)
    sl_cli_table_print (output->table);
  g_clear_pointer (&output->table, sl_cli_table_free);
  g_clear_pointer (&output->writer, sl_csv_writer_free);
  g_string_free (output->text, TRUE);
}

gboolean
sl_cli_print_rows (SlConnection  *connection,
                   GArray        *pks,
                   SlCliFormat    format,
                   SlDay          today,
                   GError       **error)
{
  Output output = { .format = format };
  gboolean ok = TRUE;

  output_begin (&output);
  for (guint start = 0; ok && start < pks->len; start += CHUNK)
    {
      guint n = MIN (pks->len - start, CHUNK);
      g_autoptr (GPtrArray) rows = sl_store_fetch_rows (connection, &g_array_index (pks, gint64, start), n, today, error);

      ok = rows != NULL;
      for (guint i = 0; ok && i < rows->len; i++)
        if (g_ptr_array_index (rows, i) != NULL)
          add_row (&output, g_ptr_array_index (rows, i));
      output_flush (&output);
    }
  output_end (&output);

  return ok;
}
