/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One application with all that belongs to it. */
#define G_LOG_DOMAIN "sl-cli-output"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-cli-output.h"

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

static void
print_whole_json (Whole *whole)
{
  g_autoptr (JsonObject) object = sl_record_to_json (whole->application);

  json_object_set_array_member (object, "tags", sl_cli_tags_to_json (whole->tags));
  for (guint i = 0; i < G_N_ELEMENTS (child_kinds); i++)
    {
      JsonArray *children = json_array_new ();

      for (guint j = 0; j < whole->children[i]->len; j++)
        json_array_add_object_element (children, sl_record_to_json (g_ptr_array_index (whole->children[i], j)));
      json_object_set_array_member (object, sl_kind_get_info (child_kinds[i])->table, children);
    }
  sl_cli_print_json_object (object);
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

/* Lists one to a line: "Why us?", "SQL: beginner". (nullable: it is no list) */
static char *
format_list (const char *json)
{
  g_autoptr (JsonNode) node = sl_json_parse (json, -1, NULL);
  g_autoptr (GString) lines = g_string_new (NULL);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      g_autoptr (GList) names = json_object_get_members (object);

      for (GList *l = names; l != NULL; l = l->next)
        {
          const char *level = sl_json_get_string (object, l->data, "");

          g_string_append_printf (lines, *level != '\0' ? "\n%s: %s" : "\n%s", (const char *) l->data, level);
        }
    }
  else if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          JsonNode *element = json_array_get_element (array, i);

          if (json_node_get_value_type (element) != G_TYPE_STRING)
            return NULL;
          g_string_append_printf (lines, "\n%s", json_node_get_string (element));
        }
    }
  return lines->len > 0 ? g_strdup (lines->str + 1) : NULL;
}

/* "One page (1a2b3c4d)" instead of the whole id. */
static char *
format_reference (SlCli         *cli,
                  const SlField *field,
                  const char    *id)
{
  g_autoptr (SlRecord) record = sl_cli_read_record (cli, field->target, id, NULL);

  if (record != NULL && field->target == SL_KIND_APPLICATION)
    {
      g_autofree char *name = g_strdup_printf (C_("application", "%s at %s"), sl_record_get_text (record, SL_APPLICATION_ROLE_TITLE),
                                               sl_record_get_text (record, SL_APPLICATION_COMPANY_NAME));

      return g_strdup_printf ("%s (%.8s)", name, id);
    }
  if (record != NULL && field->target == SL_KIND_RESUME_VERSION)
    return g_strdup_printf ("%s (%.8s)", sl_record_get_text (record, SL_RESUME_VERSION_NAME), id);
  return g_strdup (id);
}

static char *
format_value (SlCli         *cli,
              const SlField *field,
              const SlValue *value)
{
  if (field->type == SL_TYPE_TIME && value->type == SL_VALUE_INTEGER)
    return sl_cli_format_time (cli, value->integer);
  if (field->type == SL_TYPE_REFERENCE)
    return format_reference (cli, field, sl_value_get_text (value));
  if (field->type == SL_TYPE_JSON)
    {
      char *list = format_list (sl_value_get_text (value));

      if (list != NULL)
        return list;
    }

  return sl_field_format (field, value);
}

void
sl_cli_print_fields (SlCli      *cli,
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
      if (field->type == SL_TYPE_JSON)
        {
          g_autofree char *below = g_strconcat ("\n", value, NULL);

          g_set_str (&value, below);
        }
      lines = g_strsplit (value, "\n", -1);
      for (guint j = 0; lines[j] != NULL; j++)
        {
          if (j == 0)
            sl_cli_print (*lines[0] != '\0' ? "%s%s: %s" : "%s%s:%s", indent, sl_field_get_label (field), lines[0]);
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
  sl_cli_print_fields (cli, application, "");
  if (!sl_record_is_null (application, SL_FIELD_DELETED_AT))
    sl_cli_print ("%s", _("In the Trash"));
  if (whole->tags->len > 0)
    {
      g_autofree char *names = sl_cli_join_tags (whole->tags, ", ");

      sl_cli_print (_("Tags: %s"), names);
    }

  for (guint i = 0; i < G_N_ELEMENTS (child_kinds); i++)
    for (guint j = 0; j < whole->children[i]->len; j++)
      {
        sl_cli_write ("\n");
        sl_cli_print ("%s", _(sl_kind_get_info (child_kinds[i])->label));
        sl_cli_print_fields (cli, g_ptr_array_index (whole->children[i], j), "  ");
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
