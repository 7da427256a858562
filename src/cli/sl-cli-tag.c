/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortlistctl tag: the library of tags. Putting them on applications is what “set --tag” does. */
#define G_LOG_DOMAIN "sl-cli-tag"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-cli-table.h"
#include "sl-cli.h"
#include "sl-deeds-bank.h"

typedef struct {
  GPtrArray *tags;
  GHashTable *counts; /* tag id → how many applications */
} Library;

static void
library_free (gpointer data)
{
  Library *library = data;

  g_clear_pointer (&library->tags, g_ptr_array_unref);
  g_hash_table_unref (library->counts);
  g_free (library);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Library, library_free)

static gboolean
count_assignment (SlRecord *assignment,
                  gpointer  data,
                  GError  **error)
{
  Library *library = data;
  const char *id = sl_record_get_text (assignment, SL_TAG_ASSIGNMENT_TAG_ID);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (library->counts, id));

  g_hash_table_replace (library->counts, g_strdup (id), GUINT_TO_POINTER (n + 1));

  return TRUE;
}

static gpointer
read_library (SlConnection  *connection,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr (Library) library = g_new0 (Library, 1);

  library->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  library->tags = sl_store_read_all (connection, SL_KIND_TAG, FALSE, error);
  if (library->tags == NULL ||
      !sl_store_foreach_record (connection, SL_KIND_TAG_ASSIGNMENT, FALSE, count_assignment, library, cancellable, error))
    return NULL;

  return g_steal_pointer (&library);
}

static guint
get_count (Library  *library,
           SlRecord *tag)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (library->counts, sl_record_get_id (tag)));
}

static void
print_json (Library *library)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < library->tags->len; i++)
    {
      SlRecord *tag = g_ptr_array_index (library->tags, i);
      JsonObject *object = sl_record_to_json (tag);

      json_object_set_int_member (object, "applications", get_count (library, tag));
      json_array_add_object_element (array, object);
    }
  sl_cli_print_json (json_node_init_array (json_node_alloc (), array));
  json_array_unref (array);
}

static SlCliExit
tag_list (SlCli  *cli,
          char ***argv)
{
  const char *headers[] = { _("Tag"), _("Colour"), _("Applications"), NULL };
  g_autoptr (Library) library = NULL;
  g_autoptr (SlCliTable) table = NULL;
  GError *error = NULL;

  if (!sl_cli_parse (cli, argv, NULL, NULL))
    return SL_CLI_USAGE;
  if ((*argv)[0] != NULL)
    return sl_cli_usage (cli, _("“%s” has no meaning here"), (*argv)[0]);
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;
  library = sl_cli_read (cli, read_library, NULL, &error);
  if (library == NULL)
    return sl_cli_fail (error);
  if (cli->json)
    {
      print_json (library);
      return SL_CLI_DONE;
    }
  if (library->tags->len == 0)
    {
      sl_cli_print ("%s", _("There are no tags."));
      return SL_CLI_DONE;
    }

  table = sl_cli_table_new (headers);
  sl_cli_table_set_numeric (table, 2);
  for (guint i = 0; i < library->tags->len; i++)
    {
      SlRecord *tag = g_ptr_array_index (library->tags, i);
      g_autofree char *n = g_strdup_printf ("%u", get_count (library, tag));
      const char *cells[] = { sl_record_get_text (tag, SL_TAG_NAME), sl_record_get_text (tag, SL_TAG_COLOR), n };

      sl_cli_table_add (table, cells);
    }
  sl_cli_table_print (table);

  return SL_CLI_DONE;
}

typedef struct {
  SlCli *cli;
  const char *from;
  const char *into;
} Merge;

static gpointer
build_merge (SlConnection  *connection,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Merge *merge = data;

  return sl_deed_merge_tags (connection, merge->from, merge->into, sl_context_get_clock (merge->cli->context), error);
}

static SlCliExit
tag_merge (SlCli  *cli,
           char ***argv)
{
  g_autofree char *from = NULL;
  g_autofree char *into = NULL;
  GError *error = NULL;
  SlChangeset *changeset;
  Merge merge = { cli, NULL, NULL };

  if (!sl_cli_parse (cli, argv, NULL, NULL))
    return SL_CLI_USAGE;
  if (g_strv_length (*argv) != 2)
    return sl_cli_usage (cli, _("Say the tag that goes and the one that stays"));
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  from = sl_cli_find_tag (cli, (*argv)[0], NULL, &error);
  into = from != NULL ? sl_cli_find_tag (cli, (*argv)[1], NULL, &error) : NULL;
  if (into == NULL)
    return sl_cli_fail (error);
  merge.from = from;
  merge.into = into;
  changeset = sl_cli_read (cli, build_merge, &merge, &error);

  return changeset != NULL ? sl_cli_apply (cli, changeset, NULL) : sl_cli_fail (error);
}

const SlCliCommand sl_cli_tag_parts[] = {
  { .name = "list", .run = tag_list,
    .summary = N_("List the tags and how many applications have each"),
    .examples = SL_CLI_EXAMPLES ("tag list", "tag list --json") },
  { .name = "merge", .run = tag_merge,
    .arguments = N_("TAG INTO"),
    .summary = N_("Make one tag of two"),
    .details = N_("What has the first gets the second, in saved filters too; the first goes to the Trash. One step of undo."),
    .examples = SL_CLI_EXAMPLES ("tag merge near Nearby") },
  { NULL },
};
