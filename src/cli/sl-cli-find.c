/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortlistctl find: anything by its words. */
#define G_LOG_DOMAIN "sl-cli-find"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-cli-table.h"
#include "sl-cli.h"
#include "sl-find.h"
#include "sl-text.h"

#define SHOWN_PER_GROUP 10
#define MOST_PER_GROUP 1000

typedef struct {
  char *text;
  guint groups;
  guint per_group;
  SlDay today;
} Wanted;

static gpointer
find (SlConnection  *connection,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  const Wanted *wanted = data;

  return sl_find_read (connection, wanted->text, wanted->groups, wanted->per_group, wanted->today, cancellable, error);
}

static void
print_json (GPtrArray *found)
{
  g_autoptr (JsonArray) array = json_array_new ();

  for (guint i = 0; i < found->len; i++)
    {
      SlFound *item = g_ptr_array_index (found, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "group", sl_find_group_get_name (sl_found_get_group (item)));
      json_object_set_string_member (object, "kind", sl_kind_get_info (sl_found_get_kind (item))->name);
      json_object_set_string_member (object, "id", sl_found_get_id (item));
      json_object_set_string_member (object, "title", sl_found_get_title (item));
      json_object_set_string_member (object, "detail", sl_found_get_detail (item));
      json_array_add_object_element (array, object);
    }
  sl_cli_print_json_array (array);
}

static void
print_table (GPtrArray *found)
{
  const char *headers[] = { _("Found in"), _("Id"), _("Title"), _("Detail"), NULL };
  g_autoptr (SlCliTable) table = sl_cli_table_new (headers);

  for (guint i = 0; i < found->len; i++)
    {
      SlFound *item = g_ptr_array_index (found, i);
      g_autofree char *id = g_strndup (sl_found_get_id (item), 8);
      const char *cells[] = { sl_find_group_get_title (sl_found_get_group (item)), id, sl_found_get_title (item), sl_found_get_detail (item) };

      sl_cli_table_add (table, cells);
    }
  sl_cli_table_print (table);
}

/* The groups that --kind names; FALSE: told. */
static gboolean
take_kinds (SlCli *cli,
            char **kinds,
            guint *groups)
{
  *groups = kinds == NULL ? SL_FIND_ALL : 0;
  for (guint i = 0; kinds != NULL && kinds[i] != NULL; i++)
    {
      g_autofree char *valid = sl_cli_make_harmless (kinds[i]);
      g_autoptr (GString) names = g_string_new (NULL);
      gboolean known = FALSE;

      for (SlFindGroup group = 0; group < SL_N_FIND_GROUPS; group++)
        {
          const char *name = sl_find_group_get_name (group);

          g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
          if (g_ascii_strcasecmp (name, valid) == 0 || g_ascii_strcasecmp (sl_find_group_get_title (group), valid) == 0)
            {
              *groups |= SL_FIND_GROUP (group);
              known = TRUE;
            }
        }
      if (!known)
        {
          sl_cli_usage (cli, _("--kind doesn’t know “%s”. It takes %s"), valid, names->str);
          return FALSE;
        }
    }

  return TRUE;
}

SlCliExit
sl_cli_find (SlCli  *cli,
             char ***argv)
{
  g_auto (GStrv) kinds = NULL;
  int limit = SHOWN_PER_GROUP;
  const GOptionEntry entries[] = {
    { "kind", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &kinds, N_("Look only there: applications, people, questions, saved-jobs, rounds or papers; may be given several times"), N_("WORD") },
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("At most so many of each kind (10)"), N_("NUMBER") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *joined = NULL;
  g_autofree char *text = NULL;
  GError *error = NULL;
  Wanted wanted;

  if (!sl_cli_parse (cli, argv, entries, NULL))
    return SL_CLI_USAGE;
  joined = g_strjoinv (" ", *argv);
  text = g_utf8_make_valid (joined, -1);
  if (sl_text_is_blank (text))
    return sl_cli_usage (cli, _("Say what to look for, for instance: find portfolio"));
  if (limit < 1 || limit > MOST_PER_GROUP)
    return sl_cli_usage (cli, _("--limit takes a number from 1 to %d"), MOST_PER_GROUP);
  wanted = (Wanted) { .text = text, .per_group = (guint) limit };
  if (!take_kinds (cli, kinds, &wanted.groups))
    return SL_CLI_USAGE;
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  wanted.today = sl_context_get_today (cli->context);
  found = sl_cli_read (cli, find, &wanted, &error);
  if (found == NULL)
    return sl_cli_fail (error);
  if (cli->json)
    print_json (found);
  else if (found->len > 0)
    print_table (found);
  else
    sl_cli_print ("%s", _("Nothing found."));

  return SL_CLI_DONE;
}
