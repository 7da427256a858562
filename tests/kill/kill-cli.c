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
  KillVerifier *verifier;
} Making;

static void
promise (Making     *self,
         const char *id,
         guint       field,
         const char *text)
{
  g_auto (SlValue) value = SL_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  if (!sl_field_parse (sl_kind_get_field (SL_KIND_APPLICATION, field), text, &value, &error))
    g_error ("%s", error->message);
  kill_promise_add (self->values, SL_KIND_APPLICATION, id, field, &value);
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

/* A file of its own, whose checksum is promised. */
static void
make_paper (Making     *self,
            const char *scratch)
{
  gboolean resume = self->ids == NULL || g_rand_int_range (self->rand, 0, 4) == 0;
  g_autofree char *token = g_strdup_printf ("cli-paper-%u", self->number);
  g_autofree char *text = kill_script_build_paper (self->rand, token);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  g_autofree char *path = g_build_filename (scratch, "cli-paper.txt", NULL);
  g_autoptr (GError) error = NULL;
  g_auto (SlValue) value = SL_VALUE_INIT;

  if (!g_file_set_contents (path, text, -1, &error))
    g_error ("%s", error->message);
  sl_value_set_text (&value, hash);
  if (resume)
    {
      g_strv_builder_add_many (self->argv, "resume", "add", path, "--name", token, NULL);
      kill_promise_add (self->values, SL_KIND_RESUME_VERSION, "", SL_RESUME_VERSION_FILE_HASH, &value);
    }
  else
    {
      g_strv_builder_add_many (self->argv, "document", "add", self->ids[0], path, NULL);
      kill_promise_add (self->values, SL_KIND_DOCUMENT, "", SL_DOCUMENT_FILE_HASH, &value);
    }
  self->command->adds = TRUE;
}

static void
make_reminder (Making *self)
{
  g_autofree char *title = g_strdup_printf ("cli-%u", self->number);
  g_auto (GStrv) ids = kill_verifier_choose_ids (self->verifier, self->rand, SL_KIND_REMINDER, 1);
  g_auto (SlValue) value = SL_VALUE_INIT;
  int dice = g_rand_int_range (self->rand, 0, 3);

  if (ids == NULL || dice == 0)
    {
      g_strv_builder_add_many (self->argv, "remind", "add", "--title", title, "--in", "2h", NULL);
      sl_value_set_text (&value, title);
      kill_promise_add (self->values, SL_KIND_REMINDER, "", SL_REMINDER_TITLE, &value);
      self->command->adds = TRUE;
    }
  else if (dice == 1)
    {
      g_strv_builder_add_many (self->argv, "remind", "done", ids[0], NULL);
      sl_value_set_integer (&value, TRUE);
      kill_promise_add (self->values, SL_KIND_REMINDER, ids[0], SL_REMINDER_IS_COMPLETED, &value);
    }
  else
    {
      g_strv_builder_add_many (self->argv, "remind", "snooze", ids[0], "--in", "3d", NULL);
    }
}

/* What lies in the Trash isn't known here: mostly something else is named, and refused. */
static void
make_trash (Making *self)
{
  g_auto (GStrv) documents = kill_verifier_choose_ids (self->verifier, self->rand, SL_KIND_DOCUMENT, 2);
  int dice = g_rand_int_range (self->rand, 0, 8);

  if (documents != NULL && dice < 3)
    {
      g_strv_builder_add_many (self->argv, "document", "delete", NULL);
      g_strv_builder_addv (self->argv, (const char **) documents);
    }
  else if (dice < 5 && self->ids != NULL)
    g_strv_builder_add_many (self->argv, "trash", "restore", documents != NULL ? documents[0] : self->ids[0], NULL);
  else if (dice < 7 && self->ids != NULL)
    g_strv_builder_add_many (self->argv, "trash", "empty", "--yes", dice == 6 && documents != NULL ? documents[0] : self->ids[0], NULL);
  else
    g_strv_builder_add_many (self->argv, "trash", "empty", "--yes", NULL);
}

static void
make_backup (Making     *self,
             const char *data_dir)
{
  g_autofree char *backup = kill_verifier_choose_backup (self->verifier, self->rand);
  g_autofree char *path = g_build_filename (data_dir, "shortlist.db", NULL);

  if (backup == NULL || g_rand_boolean (self->rand))
    {
      g_strv_builder_add_many (self->argv, "backup", "make", NULL);
      self->command->backs_up = TRUE;
      return;
    }
  g_strv_builder_add_many (self->argv, "backup", "restore", backup, NULL);
  json_object_set_string_member (self->command->line, KILL_LINE_BACKUP, backup);
  json_object_set_int_member (self->command->line, KILL_LINE_SINCE, kill_verifier_read_newest (path));
}

/* What is about more than fields of applications; FALSE: nothing, this time. */
static gboolean
make_other (Making     *self,
            const char *data_dir,
            const char *scratch)
{
  int dice = g_rand_int_range (self->rand, 0, 100);

  if (dice < 40)
    make_paper (self, scratch);
  else if (dice < 60)
    make_reminder (self);
  else if (dice < 82)
    make_trash (self);
  else if (dice < 90)
    make_backup (self, data_dir);
  else if (self->ids != NULL && self->ids[0] != NULL && self->ids[1] != NULL)
    g_strv_builder_add_many (self->argv, "merge", self->ids[0], self->ids[1], NULL);
  else
    return FALSE;
  return TRUE;
}

static void
make (Making     *self,
      const char *data_dir,
      const char *scratch)
{
  int dice = g_rand_int_range (self->rand, 0, 100);

  if (g_rand_int_range (self->rand, 0, 3) == 0 && make_other (self, data_dir, scratch))
    return;
  if (dice < 25 || (self->ids == NULL && dice < 60))
    make_add (self);
  else if (dice < 33)
    make_import (self, scratch);
  else if (dice < 43)
    g_strv_builder_add_many (self->argv, "undo", "--yes", NULL);
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
  g_auto (GStrv) ids = kill_verifier_choose_ids (verifier, rand, SL_KIND_APPLICATION, g_rand_boolean (rand) ? 1 : 3);
  Making making = { self, argv, values, rand, ids, number, verifier };

  self->line = json_object_new ();
  g_strv_builder_add_many (argv, program, "--data-dir", data_dir, "--json", NULL);
  make (&making, data_dir, scratch);
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
  g_autoptr (JsonNode) node = sl_json_parse (output, -1, NULL);
  JsonObject *answer = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  /* What was added from files is told as an array; here it is one. */
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) == 1)
    answer = json_array_get_object_element (json_node_get_array (node), 0);
  if (answer == NULL)
    return FALSE;
  if (self->adds)
    {
      fill_in_id (sl_json_get_array (self->line, KILL_LINE_VALUES), sl_json_get_string (answer, "id", ""));
      return TRUE;
    }
  if (self->backs_up)
    {
      json_object_set_string_member (self->line, KILL_LINE_BACKUP, sl_json_get_string (answer, "path", ""));
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
