/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortlistctl conflicts: what lost to somebody else's change. */
#define G_LOG_DOMAIN "sl-cli-conflicts"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-cli-sync.h"
#include "sl-cli-table.h"
#include "sl-error.h"
#include "sl-sync-conflict.h"

/* What lost, with what is said of it. */
typedef struct {
  GPtrArray *conflicts;
  GPtrArray *names;    /* (element-type utf8): of the records */
  GPtrArray *presents; /* (element-type utf8): what stands */
  GPtrArray *losts;    /* (element-type utf8): and what became of the other */
} Worded;

static void
worded_free (Worded *self)
{
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->presents);
  g_ptr_array_unref (self->losts);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Worded, worded_free)

/* By its name, with as much of the id as tells it from others of that name. */
static char *
format_reference (SlConnection *connection,
                  SlKind        kind,
                  const char   *id,
                  GError      **error)
{
  g_autofree char *name = sl_cli_name_record (connection, kind, id, error);

  return name != NULL ? g_strdup_printf ("%s (%.*s)", name, SL_CLI_SHORT_ID, id) : NULL;
}

static char *
format_value (SlConnection   *connection,
              SlSyncConflict *conflict,
              const SlValue  *value,
              GError        **error)
{
  const SlField *field = sl_kind_get_field (conflict->kind, conflict->field);

  if (sl_value_is_null (value))
    return g_strdup (C_("value", "(empty)"));
  if (field->type == SL_TYPE_REFERENCE && value->type == SL_VALUE_TEXT)
    return format_reference (connection, field->target, sl_value_get_text (value), error);
  return sl_field_format (field, value);
}

/* What stands. */
static char *
format_present (SlConnection   *connection,
                SlSyncConflict *conflict,
                GError        **error)
{
  /* Of a deletion, the record itself. */
  if (conflict->way == SL_SYNC_CONFLICT_DELETED)
    return g_strdup (C_("conflict", "Is there"));
  return format_value (connection, conflict, &conflict->present, error);
}

static char *
format_lost (SlConnection   *connection,
             SlSyncConflict *conflict,
             GError        **error)
{
  const char *words = sl_sync_conflict_explain (conflict);

  return words != NULL ? g_strdup (words) : format_value (connection, conflict, &conflict->lost, error);
}

static gboolean
add_words (Worded         *self,
           SlConnection   *connection,
           SlSyncConflict *conflict,
           GError        **error)
{
  g_autofree char *name = sl_cli_name_record (connection, conflict->kind, conflict->id, error);
  g_autofree char *present = name != NULL ? format_present (connection, conflict, error) : NULL;
  g_autofree char *lost = present != NULL ? format_lost (connection, conflict, error) : NULL;

  if (lost == NULL)
    return FALSE;
  g_ptr_array_add (self->names, g_steal_pointer (&name));
  g_ptr_array_add (self->presents, g_steal_pointer (&present));
  g_ptr_array_add (self->losts, g_steal_pointer (&lost));
  return TRUE;
}

static gpointer
read_worded_cb (SlConnection *connection,
                gpointer      data,
                GCancellable *cancellable,
                GError      **error)
{
  g_autoptr (Worded) self = g_new0 (Worded, 1);

  self->names = g_ptr_array_new_with_free_func (g_free);
  self->presents = g_ptr_array_new_with_free_func (g_free);
  self->losts = g_ptr_array_new_with_free_func (g_free);
  self->conflicts = sl_sync_conflicts_read (connection, error);
  for (guint i = 0; self->conflicts != NULL && i < self->conflicts->len; i++)
    if (!add_words (self, connection, g_ptr_array_index (self->conflicts, i), error))
      return NULL;
  return self->conflicts != NULL ? g_steal_pointer (&self) : NULL;
}

static JsonObject *
conflict_to_json (SlSyncConflict *conflict,
                  const char     *name)
{
  JsonObject *object = json_object_new ();
  char time[SL_TIME_ISO_SIZE];

  json_object_set_int_member (object, "number", conflict->number);
  json_object_set_string_member (object, "id", conflict->id);
  json_object_set_string_member (object, "kind", sl_kind_get_info (conflict->kind)->name);
  json_object_set_string_member (object, "name", name);
  json_object_set_string_member (object, "field", sl_kind_get_field (conflict->kind, conflict->field)->name);
  json_object_set_string_member (object, "at", sl_time_format_iso8601 (conflict->at, time));
  json_object_set_member (object, "lost", sl_value_to_json (&conflict->lost));
  json_object_set_member (object, "present", sl_value_to_json (&conflict->present));
  sl_json_set_string (object, "explanation", sl_sync_conflict_explain (conflict));
  return object;
}

static void
print_conflicts (SlCli        *cli,
                 const Worded *worded)
{
  const char *headers[] = { _("Number"), _("Id"), _("Name"), _("Field"), _("Stands now"), _("Lost"), _("When"), NULL };
  g_autoptr (SlCliTable) table = sl_cli_table_new (headers);

  sl_cli_table_set_numeric (table, 0);
  for (guint i = 0; i < worded->conflicts->len; i++)
    {
      SlSyncConflict *conflict = g_ptr_array_index (worded->conflicts, i);
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, conflict->number);
      g_autofree char *id = g_strndup (conflict->id, SL_CLI_SHORT_ID);
      g_autofree char *at = sl_cli_format_time (cli, conflict->at);
      const char *cells[] = { number, id, g_ptr_array_index (worded->names, i),
                              sl_field_get_label (sl_kind_get_field (conflict->kind, conflict->field)),
                              g_ptr_array_index (worded->presents, i), g_ptr_array_index (worded->losts, i), at };

      sl_cli_table_add (table, cells);
    }
  sl_cli_table_print (table);
}

SlCliExit
sl_cli_conflicts (SlCli  *cli,
                  char ***argv)
{
  g_autoptr (Worded) worded = NULL;
  GError *error = NULL;

  if (!sl_cli_parse_options (cli, argv, NULL, NULL))
    return SL_CLI_USAGE;
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;
  worded = sl_cli_read (cli, read_worded_cb, NULL, &error);
  if (worded == NULL)
    return sl_cli_fail (error);
  if (cli->json)
    {
      g_autoptr (JsonArray) array = json_array_new ();

      for (guint i = 0; i < worded->conflicts->len; i++)
        json_array_add_object_element (array, conflict_to_json (g_ptr_array_index (worded->conflicts, i), g_ptr_array_index (worded->names, i)));
      sl_cli_print_json_array (array);
    }
  else if (worded->conflicts->len == 0)
    sl_cli_print ("%s", _("Nothing that you wrote lost to another change."));
  else
    print_conflicts (cli, worded);
  return SL_CLI_DONE;
}

static void
set_unknown_number (gint64   number,
                    GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  g_set_error (error, SL_ERROR, SL_ERROR_NOT_FOUND,
               _("There is no open conflict of the number %s. “shortlistctl conflicts” lists those that are open."), text);
}

static gboolean
read_number (const char *text,
             gint64     *number)
{
  return g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, number, NULL);
}

static JsonObject *
outcome_to_json (gint64      number,
                 const char *outcome)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "number", number);
  json_object_set_string_member (object, "outcome", outcome);
  return object;
}

static void
print_kept (GArray *numbers)
{
  g_autoptr (JsonArray) array = json_array_new ();

  for (guint i = 0; i < numbers->len; i++)
    json_array_add_object_element (array, outcome_to_json (g_array_index (numbers, gint64, i), "kept"));
  sl_cli_print_json_array (array);
}

static SlCliExit
swap (SlCli  *cli,
      char ***argv)
{
  g_autoptr (SlSyncClient) client = NULL;
  GError *error = NULL;
  gint64 number;

  if (!sl_cli_parse (cli, argv, NULL, NULL))
    return SL_CLI_USAGE;
  if (g_strv_length (*argv) != 1 || !read_number ((*argv)[0], &number))
    return sl_cli_usage (cli, _("Say which one, by its number"));
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;
  client = sl_cli_make_client (cli, FALSE);
  if (!sl_sync_client_swap (client, number, &error))
    {
      if (g_error_matches (error, SL_ERROR, SL_ERROR_NOT_FOUND))
        {
          g_clear_error (&error);
          set_unknown_number (number, &error);
        }
      return sl_cli_fail (error);
    }
  if (cli->json)
    {
      g_autoptr (JsonObject) object = outcome_to_json (number, "swapped");

      sl_cli_print_json_object (object);
    }
  else
    sl_cli_print ("%s", _("It stands again. “undo” takes that back."));
  return SL_CLI_DONE;
}

static gboolean
is_among (GPtrArray *conflicts,
          gint64     number)
{
  for (guint i = 0; i < conflicts->len; i++)
    if (((SlSyncConflict *) g_ptr_array_index (conflicts, i))->number == number)
      return TRUE;
  return FALSE;
}

/* (transfer full) (nullable): all of @conflicts, or those that are named; %NULL with @error set. */
static GArray *
pick_conflicts (GPtrArray *conflicts,
                gboolean   all,
                char     **names,
                GError   **error)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 number = 0;

  for (guint i = 0; all && i < conflicts->len; i++)
    g_array_append_val (numbers, ((SlSyncConflict *) g_ptr_array_index (conflicts, i))->number);
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (!read_number (names[i], &number) || !is_among (conflicts, number))
        {
          set_unknown_number (number, error);
          return NULL;
        }
      g_array_append_val (numbers, number);
    }
  return g_steal_pointer (&numbers);
}

static gpointer
read_conflicts_cb (SlConnection *connection,
                   gpointer      data,
                   GCancellable *cancellable,
                   GError      **error)
{
  return sl_sync_conflicts_read (connection, error);
}

/* None is kept where one of them can't be. */
static SlCliExit
keep (SlCli  *cli,
      char ***argv)
{
  gboolean all = FALSE;
  const GOptionEntry entries[] = {
    { "all", 0, 0, G_OPTION_ARG_NONE, &all, N_("All that are open"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GArray) numbers = NULL;
  g_autoptr (SlSyncClient) client = NULL;
  GError *error = NULL;
  gint64 number;

  if (!sl_cli_parse (cli, argv, entries, NULL))
    return SL_CLI_USAGE;
  if (all == (g_strv_length (*argv) > 0))
    return sl_cli_usage (cli, _("Say which ones, by their numbers, or --all"));
  for (guint i = 0; (*argv)[i] != NULL; i++)
    if (!read_number ((*argv)[i], &number))
      return sl_cli_usage (cli, _("Say which ones, by their numbers, or --all"));
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;
  conflicts = sl_cli_read (cli, read_conflicts_cb, NULL, &error);
  numbers = conflicts != NULL ? pick_conflicts (conflicts, all, *argv, &error) : NULL;
  if (numbers == NULL)
    return sl_cli_fail (error);
  client = sl_cli_make_client (cli, FALSE);
  if (numbers->len > 0 && !sl_sync_client_settle (client, numbers, NULL, &error))
    return sl_cli_fail (error);
  if (cli->json)
    print_kept (numbers);
  else
    sl_cli_print ("%s", numbers->len > 0 ? _("What stands there stays.") : _("Nothing that you wrote lost to another change."));
  return SL_CLI_DONE;
}

const SlCliCommand sl_cli_conflict_parts[] = {
  { .name = "list", .run = sl_cli_conflicts,
    .summary = N_("List what you wrote and somebody else’s change replaced"),
    .examples = SL_CLI_EXAMPLES ("conflicts list", "conflicts list --json") },
  { .name = "swap", .run = swap,
    .arguments = N_("NUMBER"),
    .summary = N_("Let what lost stand again"),
    .examples = SL_CLI_EXAMPLES ("conflicts swap 3") },
  { .name = "keep", .run = keep,
    .arguments = N_("NUMBER…"),
    .summary = N_("Leave it as it is, and don’t list it any more"),
    .examples = SL_CLI_EXAMPLES ("conflicts keep 3", "conflicts keep --all") },
  { NULL },
};
