/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortlistctl tag: the library of tags. Putting them on applications is what “set --tag” does. */
#define G_LOG_DOMAIN "sl-cli-tag"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-cli-table.h"
#include "sl-cli.h"
#include "sl-deeds-bank.h"
#include "sl-error.h"
#include "sl-tag-colors.h"

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
  g_autoptr (JsonArray) array = json_array_new ();

  for (guint i = 0; i < library->tags->len; i++)
    {
      SlRecord *tag = g_ptr_array_index (library->tags, i);
      JsonObject *object = sl_record_to_json (tag);

      json_object_set_int_member (object, "applications", get_count (library, tag));
      json_array_add_object_element (array, object);
    }
  sl_cli_print_json_array (array);
}

static SlCliExit
tag_list (SlCli  *cli,
          char ***argv)
{
  const char *headers[] = { _("Tag"), _("Color"), _("Applications"), NULL };
  g_autoptr (Library) library = NULL;
  g_autoptr (SlCliTable) table = NULL;
  GError *error = NULL;

  if (!sl_cli_parse_options (cli, argv, NULL, NULL))
    return SL_CLI_USAGE;
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

/* Its name and colour, each %NULL when it stays; FALSE with @error set. */
static gboolean
take_looks (SlRecord    *tag,
            const char  *name,
            const char  *color,
            GError     **error)
{
  const struct {
    guint field;
    const char *text;
  } looks[] = { { SL_TAG_NAME, name }, { SL_TAG_COLOR, color } };

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_autofree char *valid = looks[i].text != NULL ? g_utf8_make_valid (looks[i].text, -1) : NULL;
      g_auto (SlValue) value = SL_VALUE_INIT;

      if (valid == NULL)
        continue;
      if (!sl_field_parse (sl_kind_get_field (SL_KIND_TAG, looks[i].field), valid, &value, error))
        return FALSE;
      sl_record_take_value (tag, looks[i].field, &value);
    }

  return TRUE;
}

static gboolean
check_new_name (SlCli       *cli,
                const char  *name,
                const char  *own_id,
                GError     **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autoptr (SlRecord) tag = sl_cli_read_tag (cli, valid, &failure);
  g_autofree char *harmless = NULL;

  if (tag == NULL && !g_error_matches (failure, SL_ERROR, SL_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (tag == NULL || g_strcmp0 (sl_record_get_id (tag), own_id) == 0)
    return TRUE;

  harmless = sl_cli_make_harmless (sl_record_get_text (tag, SL_TAG_NAME));
  g_set_error (error, SL_ERROR, SL_ERROR_CONFLICT, _("There is a tag “%s” already. “tag merge” makes one of two."), harmless);

  return FALSE;
}

#define COLOR_ENTRY(color) { "color", 0, 0, G_OPTION_ARG_STRING, color, N_("Its color, “#3584e4”"), N_("COLOR") }

static SlCliExit
tag_add (SlCli  *cli,
         char ***argv)
{
  g_autofree char *color = NULL;
  const GOptionEntry entries[] = { COLOR_ENTRY (&color), G_OPTION_ENTRY_NULL };
  g_autoptr (SlRecord) tag = sl_record_new (SL_KIND_TAG);
  g_autoptr (Library) library = NULL;
  g_autoptr (SlChangeset) changeset = NULL;
  GError *error = NULL;

  if (!sl_cli_parse (cli, argv, entries, NULL))
    return SL_CLI_USAGE;
  if (g_strv_length (*argv) != 1)
    return sl_cli_usage (cli, _("Say the tag’s name"));
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  if (!check_new_name (cli, (*argv)[0], NULL, &error) || (library = sl_cli_read (cli, read_library, NULL, &error)) == NULL ||
      !take_looks (tag, (*argv)[0], color != NULL ? color : sl_tag_color_pick (library->tags->len), &error))
    return sl_cli_fail (error);
  changeset = sl_deed_create_tag (sl_record_get_text (tag, SL_TAG_NAME), sl_record_get_text (tag, SL_TAG_COLOR), NULL, NULL);

  return sl_cli_apply (cli, g_steal_pointer (&changeset), NULL);
}

static SlCliExit
tag_set (SlCli  *cli,
         char ***argv)
{
  g_autofree char *color = NULL;
  g_autofree char *name = NULL;
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_STRING, &name, N_("What it is called from now on"), N_("TEXT") },
    COLOR_ENTRY (&color),
    G_OPTION_ENTRY_NULL
  };
  g_autofree char *id = NULL;
  g_autoptr (SlRecord) before = NULL;
  g_autoptr (SlRecord) after = NULL;
  GError *error = NULL;

  if (!sl_cli_parse (cli, argv, entries, NULL))
    return SL_CLI_USAGE;
  if (g_strv_length (*argv) != 1)
    return sl_cli_usage (cli, _("Say which tag, by its name"));
  if (name == NULL && color == NULL)
    return sl_cli_usage (cli, _("Say what to change"));
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  id = sl_cli_find_tag (cli, (*argv)[0], NULL, &error);
  before = id != NULL ? sl_cli_read_record (cli, SL_KIND_TAG, id, &error) : NULL;
  if (before == NULL || (name != NULL && !check_new_name (cli, name, id, &error)))
    return sl_cli_fail (error);
  after = sl_record_dup (before);
  if (!take_looks (after, name, color, &error))
    return sl_cli_fail (error);

  return sl_cli_apply (cli, sl_deed_edit_record (before, after), NULL);
}

static SlCliExit
tag_delete (SlCli  *cli,
            char ***argv)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;
  GError *error = NULL;

  if (!sl_cli_parse (cli, argv, NULL, NULL))
    return SL_CLI_USAGE;
  if ((*argv)[0] == NULL)
    return sl_cli_usage (cli, _("Say which tag, by its name"));
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  for (guint i = 0; (*argv)[i] != NULL; i++)
    {
      char *id = sl_cli_find_tag (cli, (*argv)[i], NULL, &error);

      if (id == NULL)
        return sl_cli_fail (error);
      g_strv_builder_take (builder, id);
    }
  ids = g_strv_builder_end (builder);

  return sl_cli_apply (cli, sl_deed_trash (SL_KIND_TAG, (const char *const *) ids, sl_context_get_clock (cli->context)), NULL);
}

const SlCliCommand sl_cli_tag_parts[] = {
  { .name = "add", .run = tag_add, .makes_data = TRUE,
    .arguments = N_("NAME [--color COLOR]"),
    .summary = N_("Add a tag to the library"),
    .details = N_("“set --tag” makes new tags on the way, too."),
    .examples = SL_CLI_EXAMPLES ("tag add Nearby", "tag add Nearby --color '#2ec27e'") },
  { .name = "list", .run = tag_list,
    .summary = N_("List the tags and how many applications have each"),
    .examples = SL_CLI_EXAMPLES ("tag list", "tag list --json") },
  { .name = "set", .run = tag_set,
    .arguments = N_("TAG [--name TEXT] [--color COLOR]"),
    .summary = N_("Change a tag’s name or color"),
    .examples = SL_CLI_EXAMPLES ("tag set near --name Nearby", "tag set Nearby --color '#2ec27e'") },
  { .name = "delete", .run = tag_delete,
    .arguments = N_("TAG…"),
    .summary = N_("Move tags to the Trash"),
    .details = N_("Applications lose them; one undo gives them back."),
    .examples = SL_CLI_EXAMPLES ("tag delete Nearby") },
  { .name = "merge", .run = tag_merge,
    .arguments = N_("TAG INTO"),
    .summary = N_("Make one tag of two"),
    .details = N_("What has the first gets the second, in saved filters too; the first goes to the Trash. One step of undo."),
    .examples = SL_CLI_EXAMPLES ("tag merge near Nearby") },
  { NULL },
};
