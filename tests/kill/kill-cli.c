/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See kill-cli.h. */

#define G_LOG_DOMAIN "kill-cli"

#include "config.h"

#include "kill-cli.h"
#include "kill-promise.h"
#include "kill-script.h"
#include "sl-json.h"
#include "sl-kinds.h"

typedef struct {
  KillCommand *command;
  GStrvBuilder *argv;
  JsonArray *values;
  GRand *rand;
  char **ids; /* of applications; may be NULL */
  guint number;
} Making;

static void
promise (Making     *self,
         const char *id,
         guint       field,
         const char *text)
{
  const SlField *info = sl_kind_get_field (SL_KIND_APPLICATION, field);
  g_auto (SlValue) value = SL_VALUE_INIT;
  g_autoptr (GError) error = NULL;
  JsonArray *one = json_array_sized_new (4);

  if (!sl_field_parse (info, text, &value, &error))
    g_error ("%s", error->message);
  json_array_add_int_element (one, SL_KIND_APPLICATION);
  json_array_add_string_element (one, id);
  json_array_add_string_element (one, info->column);
  json_array_add_element (one, sl_value_to_json (&value));
  json_array_add_array_element (self->values, one);
}

static void
add_option (Making     *self,
            const char *option,
            guint       field,
            const char *text)
{
  g_strv_builder_add_many (self->argv, option, text, NULL);
  promise (self, "", field, text);
}

static void
make_add (Making *self)
{
  g_autofree char *unique = g_strdup_printf ("cli-%u", self->number);
  guint field;
  g_autofree char *value = kill_script_choose_value (self->rand, &field, unique);
  g_autofree char *option = g_strconcat ("--", sl_kind_get_field (SL_KIND_APPLICATION, field)->name, NULL);

  g_strv_builder_add (self->argv, "add");
  add_option (self, "--company", SL_APPLICATION_COMPANY_NAME, unique);
  if (field != SL_APPLICATION_ROLE_TITLE)
    add_option (self, "--role", SL_APPLICATION_ROLE_TITLE, "Tester");
  else
    g_set_str (&option, "--role");
  add_option (self, option, field, value);
  if (g_rand_boolean (self->rand))
    add_option (self, "--status", SL_APPLICATION_STATUS, SL_STATUS_APPLIED);
  if (g_rand_int_range (self->rand, 0, 4) == 0)
    g_strv_builder_add_many (self->argv, "--tag", "from the command line", NULL);
  self->command->adds = TRUE;
}

static void
make_import (Making     *self,
             const char *scratch)
{
  g_autofree char *token = g_strdup_printf ("cli-import-%u", self->number);
  guint n_rows = kill_script_choose_size (self->rand);
  g_autofree char *table = kill_script_build_table (self->rand, token, n_rows);
  g_autofree char *path = g_build_filename (scratch, "search.csv", NULL);
  g_autoptr (GError) error = NULL;

  if (!g_file_set_contents (path, table, -1, &error))
    g_error ("%s", error->message);
  g_strv_builder_add_many (self->argv, "import", path, NULL);
  json_object_set_string_member (self->command->line, KILL_LINE_TOKEN, token);
}

static void
make_set (Making *self)
{
  g_autofree char *unique = g_strdup_printf ("cli-%u", self->number);
  guint field;
  g_autofree char *value = kill_script_choose_value (self->rand, &field, unique);
  const char *name = field == SL_APPLICATION_ROLE_TITLE ? "role" : sl_kind_get_field (SL_KIND_APPLICATION, field)->name;
  g_autofree char *option = g_strconcat ("--", name, NULL);

  g_strv_builder_add (self->argv, "set");
  g_strv_builder_addv (self->argv, (const char **) self->ids);
  g_strv_builder_add_many (self->argv, option, value, NULL);
  for (guint i = 0; self->ids[i] != NULL; i++)
    promise (self, self->ids[i], field, value);
}

static void
make_move (Making *self)
{
  static const char *const statuses[] = { SL_STATUS_APPLIED, SL_STATUS_INTERVIEWING, SL_STATUS_REJECTED, SL_STATUS_OFFER };
  const char *status = statuses[g_rand_int_range (self->rand, 0, G_N_ELEMENTS (statuses))];

  g_strv_builder_add (self->argv, "move");
  g_strv_builder_addv (self->argv, (const char **) self->ids);
  g_strv_builder_add (self->argv, status);
  for (guint i = 0; self->ids[i] != NULL; i++)
    promise (self, self->ids[i], SL_APPLICATION_STATUS, status);
}

static void
make (Making     *self,
      const char *scratch)
{
  int dice = g_rand_int_range (self->rand, 0, 100);

  if (dice < 25 || (self->ids == NULL && dice < 60))
    make_add (self);
  else if (dice < 33)
    make_import (self, scratch);
  else if (dice < 43)
    g_strv_builder_add (self->argv, "undo");
  else if (dice < 50 || self->ids == NULL)
    g_strv_builder_add (self->argv, "redo");
  else if (dice < 72)
    make_set (self);
  else if (dice < 86)
    make_move (self);
  else
    {
      g_strv_builder_add (self->argv, dice < 95 ? "delete" : "restore");
      g_strv_builder_addv (self->argv, (const char **) self->ids);
    }
}

/**
 * kill_command_new:
 * @scratch: a folder for files to import
 * @verifier: knows the ids of applications
 * @number: never given before
 */
KillCommand *
kill_command_new (const char   *program,
                  const char   *data_dir,
                  const char   *scratch,
                  GRand        *rand,
                  KillVerifier *verifier,
                  guint         number)
{
  KillCommand *self = g_new0 (KillCommand, 1);
  g_autoptr (GStrvBuilder) argv = g_strv_builder_new ();
  g_autoptr (JsonArray) values = json_array_new ();
  g_auto (GStrv) ids = kill_verifier_choose_ids (verifier, rand, g_rand_boolean (rand) ? 1 : 3);
  Making making = { self, argv, values, rand, ids, number };

  self->line = json_object_new ();
  g_strv_builder_add_many (argv, program, "--data-dir", data_dir, "--json", NULL);
  make (&making, scratch);
  self->argv = g_strv_builder_end (argv);
  json_object_set_array_member (self->line, KILL_LINE_VALUES, g_steal_pointer (&values));
  return self;
}

static void
fill_in_id (JsonArray  *values,
            const char *id)
{
  for (guint i = 0; i < json_array_get_length (values); i++)
    json_node_set_string (json_array_get_element (json_array_get_array_element (values, i), 1), id);
}

static void
read_step (KillCommand *self,
           JsonObject  *step)
{
  static const char *const actors[] = { "person", "import", "mail", "sync", "undo", "redo", "housekeeping" };

  json_object_set_int_member (self->line, KILL_LINE_STEP, sl_json_get_int (step, "id", 0));
  json_object_set_string_member (self->line, KILL_LINE_DEED, sl_json_get_string (step, "deed", ""));
  for (guint i = 0; i < G_N_ELEMENTS (actors); i++)
    if (g_str_equal (actors[i], sl_json_get_string (step, "actor", "")))
      json_object_set_int_member (self->line, KILL_LINE_ACTOR, i);
}

/**
 * kill_command_read:
 * @output: all that the program printed before it ended or was killed
 *
 * Returns: whether that acknowledges a change; then @self's line is complete
 */
gboolean
kill_command_read (KillCommand *self,
                   const char  *output)
{
  g_autoptr (JsonObject) answer = sl_json_parse_object (output, NULL);

  if (answer == NULL)
    return FALSE;
  if (self->adds)
    {
      fill_in_id (sl_json_get_array (self->line, KILL_LINE_VALUES), sl_json_get_string (answer, "id", ""));
      return TRUE;
    }
  if (json_object_has_member (self->line, KILL_LINE_TOKEN))
    {
      JsonObject *step = sl_json_get_object (answer, "transaction");
      if (step == NULL)
        return FALSE;
      json_object_set_int_member (self->line, KILL_LINE_COUNT, sl_json_get_int (answer, "imported", -1));
      read_step (self, step);
      return TRUE;
    }

  read_step (self, answer);
  return sl_json_get_int (self->line, KILL_LINE_STEP, 0) != 0;
}

void
kill_command_free (KillCommand *self)
{
  g_strfreev (self->argv);
  g_clear_pointer (&self->line, json_object_unref);
  g_free (self);
}
