/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortlistctl trash: list, restore, empty. Here records of every kind, and so ids of every kind. */
#define G_LOG_DOMAIN "sl-cli-trash"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-cli-table.h"
#include "sl-cli.h"
#include "sl-deeds.h"
#include "sl-money.h"
#include "sl-trash.h"


static JsonObject *
item_to_json (SlTrashItem *item)
{
  JsonObject *object = json_object_new ();
  char time[SL_TIME_ISO_SIZE];

  json_object_set_string_member (object, "id", sl_trash_item_get_id (item));
  json_object_set_string_member (object, "kind", sl_kind_get_info (sl_trash_item_get_kind (item))->name);
  if (sl_trash_item_get_name (item) != NULL)
    json_object_set_string_member (object, "name", sl_trash_item_get_name (item));
  if (sl_trash_item_get_company (item) != NULL)
    json_object_set_string_member (object, "company", sl_trash_item_get_company (item));
  if (sl_trash_item_get_role (item) != NULL)
    json_object_set_string_member (object, "role", sl_trash_item_get_role (item));
  json_object_set_string_member (object, "deleted_at", sl_time_format_iso8601 (sl_trash_item_get_deleted_at (item), time));

  return object;
}

static void
print_table (SlCli     *cli,
             GPtrArray *items)
{
  const char *headers[] = { _("Id"), _("What"), _("Name"), _("Deleted"), _("Until"), NULL };
  g_autoptr (SlCliTable) table = sl_cli_table_new (headers);
  GTimeZone *zone = sl_clock_get_time_zone (sl_context_get_clock (cli->context));

  for (guint i = 0; i < items->len; i++)
    {
      SlTrashItem *item = g_ptr_array_index (items, i);
      g_autofree char *id = g_strndup (sl_trash_item_get_id (item), SL_CLI_SHORT_ID);
      g_autofree char *name = sl_trash_item_describe (item);
      g_autofree char *deleted = sl_cli_format_time (cli, sl_trash_item_get_deleted_at (item));
      char until[SL_DAY_ISO_SIZE];
      const char *cells[] = { id, _(sl_kind_get_info (sl_trash_item_get_kind (item))->label), name, deleted,
                              sl_day_format_iso (sl_trash_item_get_last_day (item, zone), until) };

      sl_cli_table_add (table, cells);
    }
  sl_cli_table_print (table);
}

static SlCliExit
list (SlCli  *cli,
      char ***argv)
{
  g_autoptr (GPtrArray) items = NULL;
  GError *error = NULL;

  if (!sl_cli_parse_options (cli, argv, NULL, NULL))
    return SL_CLI_USAGE;
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  items = sl_cli_read (cli, sl_trash_read, NULL, &error);
  if (items == NULL)
    return sl_cli_fail (error);
  if (cli->json)
    {
      g_autoptr (JsonArray) array = json_array_new ();

      for (guint i = 0; i < items->len; i++)
        json_array_add_object_element (array, item_to_json (g_ptr_array_index (items, i)));
      sl_cli_print_json_array (array);
    }
  else if (items->len == 0)
    sl_cli_print ("%s", _("The Trash is empty."));
  else
    print_table (cli, items);

  return SL_CLI_DONE;
}

static const char *
get_id (gpointer item)
{
  return sl_trash_item_get_id (item);
}

static GPtrArray *
pick (GPtrArray   *items,
      char *const *prefixes,
      GError     **error)
{
  return sl_cli_pick (items, get_id, prefixes, _("“shortlistctl trash list” shows what lies in the Trash."), error);
}

static SlCliExit
restore (SlCli  *cli,
         char ***argv)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) picked = NULL;
  GError *error = NULL;

  if (!sl_cli_parse (cli, argv, NULL, NULL))
    return SL_CLI_USAGE;
  if ((*argv)[0] == NULL)
    return sl_cli_usage (cli, _("Say what, by its id"));
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  items = sl_cli_read (cli, sl_trash_read, NULL, &error);
  picked = items != NULL ? pick (items, *argv, &error) : NULL;
  if (picked == NULL)
    return sl_cli_fail (error);
  return sl_cli_apply (cli, sl_deed_restore_many (picked), NULL);
}

static gboolean
confirm (guint n_items)
{
  g_autofree char *count = sl_money_format_number (n_items);
  g_autofree char *question = g_strdup_printf (ngettext ("%s item will be deleted for good. This can’t be undone.",
                                                         "%s items will be deleted for good. This can’t be undone.", n_items), count);

  return sl_cli_confirm (question);
}

static SlCliExit
empty (SlCli  *cli,
       char ***argv)
{
  gboolean yes = FALSE;
  const GOptionEntry entries[] = { SL_CLI_YES_ENTRY (&yes), G_OPTION_ENTRY_NULL };
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) picked = NULL;
  g_autoptr (SlChangeset) only = NULL;
  g_autoptr (SlTransaction) transaction = NULL;
  GError *error = NULL;

  if (!sl_cli_parse (cli, argv, entries, NULL))
    return SL_CLI_USAGE;
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  items = sl_cli_read (cli, sl_trash_read, NULL, &error);
  if (items == NULL)
    return sl_cli_fail (error);
  if ((*argv)[0] != NULL)
    {
      picked = pick (items, *argv, &error);
      if (picked == NULL)
        return sl_cli_fail (error);
      only = sl_deed_purge (picked);
    }
  if (!yes && items->len > 0 && !confirm (picked != NULL ? picked->len : items->len))
    return SL_CLI_USAGE;
  transaction = sl_store_purge (sl_context_get_store (cli->context), only, &error);
  if (transaction == NULL)
    return sl_cli_fail (error);
  sl_cli_print_transaction (cli, transaction);

  return SL_CLI_DONE;
}

const SlCliCommand sl_cli_trash_parts[] = {
  { .name = "list", .run = list,
    .summary = N_("List what lies in the Trash, of every kind"),
    .examples = SL_CLI_EXAMPLES ("trash list", "trash list --json") },
  { .name = "restore", .run = restore,
    .arguments = N_("ID…"),
    .summary = N_("Take something out of the Trash"),
    .examples = SL_CLI_EXAMPLES ("trash restore 1a2b 3c4d") },
  { .name = "empty", .run = empty,
    .arguments = N_("[ID…]"),
    .summary = N_("Delete for good what lies in the Trash, or only what is named"),
    .details = N_("This can’t be undone: it asks first, unless --yes is given. Backups made before may still hold it."),
    .examples = SL_CLI_EXAMPLES ("trash empty", "trash empty 1a2b --yes") },
  { NULL },
};
