/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortlistctl add, set: fields and tags of applications. */
#define G_LOG_DOMAIN "sl-cli-edit"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-cli-fields.h"
#include "sl-cli-output.h"
#include "sl-deeds.h"

/* The ids of tags by name; new ones are made in @changeset. */
static char **
find_tags (SlCli        *cli,
           char *const  *names,
           SlChangeset  *changeset,
           GError      **error)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      char *id = sl_cli_find_tag (cli, names[i], changeset, error);

      if (id == NULL)
        return NULL;
      g_strv_builder_take (ids, id);
    }

  return g_strv_builder_end (ids);
}

/* Another changeset's changes are part of this step, too. */
static void
add_inserts (SlChangeset *changeset,
             SlChangeset *from)
{
  for (guint i = 0; i < sl_changeset_get_n_changes (from); i++)
    sl_changeset_insert (changeset, sl_changeset_get_change (from, i)->record);
}

static gpointer
find_twins (SlConnection  *connection,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  SlRecord *application = data;

  return sl_store_find_duplicates (connection, sl_record_get_text (application, SL_APPLICATION_COMPANY_NAME),
                                   sl_record_get_text (application, SL_APPLICATION_ROLE_TITLE), sl_record_get_text (application, SL_APPLICATION_URL), 1, error);
}

/* Only a word: it is added all the same. */
static void
tell_twin (SlRecord *twin)
{
  sl_cli_tell (_("You already have %s at %s (%s), which may be the same: %s"), sl_record_get_text (twin, SL_APPLICATION_ROLE_TITLE),
               sl_record_get_text (twin, SL_APPLICATION_COMPANY_NAME), sl_enum_label (&sl_status_words, sl_record_get_text (twin, SL_APPLICATION_STATUS)),
               sl_record_get_id (twin));
}

static SlCliExit
add (SlCli       *cli,
     SlCliFields *fields,
     char       **tags)
{
  g_autoptr (SlRecord) application = sl_record_new (SL_KIND_APPLICATION);
  g_autoptr (SlChangeset) new_tags = sl_changeset_new (SL_ACTOR_PERSON, "add");
  g_autoptr (SlChangeset) changeset = NULL;
  g_autoptr (SlTransaction) transaction = NULL;
  g_autoptr (GPtrArray) twins = NULL;
  g_auto (GStrv) tag_ids = NULL;
  GError *error = NULL;

  if (!sl_cli_fields_fill (fields, cli, application, &error))
    return sl_cli_fail (error);
  tag_ids = find_tags (cli, tags, new_tags, &error);
  if (tag_ids == NULL)
    return sl_cli_fail (error);
  twins = sl_cli_read (cli, find_twins, application, &error);
  if (twins == NULL)
    return sl_cli_fail (error);

  changeset = sl_deed_add_application (application, (const char *const *) tag_ids);
  add_inserts (changeset, new_tags);
  transaction = sl_store_apply (sl_context_get_store (cli->context), changeset, &error);
  if (transaction == NULL)
    return sl_cli_fail (error);

  if (twins->len > 0)
    tell_twin (twins->pdata[0]);
  if (!cli->json)
    {
      sl_cli_print ("%s", sl_record_get_id (application));
      return SL_CLI_DONE;
    }

  return sl_cli_print_application (cli, sl_record_get_id (application));
}

SlCliExit
sl_cli_add (SlCli  *cli,
            char ***argv)
{
  g_auto (SlCliFields) fields = { 0 };
  g_auto (GStrv) tags = NULL;
  const GOptionEntry entries[] = {
    { "tag", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &tags, N_("Tag, made if it isn’t there; may be given several times"), N_("NAME") },
    G_OPTION_ENTRY_NULL,
  };

  sl_cli_fields_init (&fields, SL_KIND_APPLICATION);
  if (!sl_cli_parse_options (cli, argv, fields.entries, entries))
    return SL_CLI_USAGE;
  if (fields.texts[SL_APPLICATION_COMPANY_NAME] == NULL || fields.texts[SL_APPLICATION_ROLE_TITLE] == NULL)
    return sl_cli_usage (cli, _("An application needs --company and --role"));

  return sl_cli_open (cli) ? add (cli, &fields, tags) : SL_CLI_FAILED;
}

/* Set */

typedef struct {
  char **ids;
  char **tag_ids;   /* to put on */
  char **untag_ids; /* to take off */
} Tagging;

static gboolean
add_assignment_changes (SlConnection  *connection,
                        const char    *application_id,
                        Tagging       *tagging,
                        SlChangeset   *changeset,
                        GError       **error)
{
  g_autoptr (GPtrArray) present = sl_store_read_children (connection, SL_KIND_TAG_ASSIGNMENT, application_id, error);

  if (present == NULL)
    return FALSE;

  for (guint i = 0; i < present->len; i++)
    {
      SlRecord *assignment = g_ptr_array_index (present, i);

      if (g_strv_contains ((const char *const *) tagging->untag_ids, sl_record_get_text (assignment, SL_TAG_ASSIGNMENT_TAG_ID)))
        sl_changeset_delete (changeset, SL_KIND_TAG_ASSIGNMENT, sl_record_get_id (assignment));
    }

  /* The store passes over those that are there already. */
  for (guint i = 0; tagging->tag_ids[i] != NULL; i++)
    {
      g_autoptr (SlRecord) assignment = sl_record_new (SL_KIND_TAG_ASSIGNMENT);

      sl_record_set_text (assignment, SL_TAG_ASSIGNMENT_APPLICATION_ID, application_id);
      sl_record_set_text (assignment, SL_TAG_ASSIGNMENT_TAG_ID, tagging->tag_ids[i]);
      sl_changeset_insert (changeset, assignment);
    }

  return TRUE;
}

static gpointer
build_tagging (SlConnection  *connection,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  Tagging *tagging = data;
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "edit");

  for (guint i = 0; tagging->ids[i] != NULL; i++)
    if (!add_assignment_changes (connection, tagging->ids[i], tagging, changeset, error))
      return NULL;

  return g_steal_pointer (&changeset);
}

static void
add_changes (SlChangeset *changeset,
             SlChangeset *from)
{
  for (guint i = 0; i < sl_changeset_get_n_changes (from); i++)
    {
      const SlChange *change = sl_changeset_get_change (from, i);

      if (change->op == SL_OP_INSERT)
        sl_changeset_insert (changeset, change->record);
      else
        sl_changeset_delete (changeset, change->kind, change->id);
    }
}

static SlCliExit
set (SlCli       *cli,
     SlCliFields *fields,
     char       **prefixes,
     char       **tags,
     char       **untags)
{
  g_autoptr (SlChangeset) changeset = NULL;
  g_autoptr (SlChangeset) tag_changes = NULL;
  g_autoptr (SlChangeset) new_tags = sl_changeset_new (SL_ACTOR_PERSON, "add");
  g_auto (GStrv) ids = NULL;
  g_auto (GStrv) tag_ids = NULL;
  g_auto (GStrv) untag_ids = NULL;
  GError *error = NULL;
  Tagging tagging;

  ids = sl_cli_resolve_living_ids (cli, SL_KIND_APPLICATION, prefixes, &error);
  if (ids == NULL)
    return sl_cli_fail (error);
  changeset = sl_cli_fields_build_edit (fields, cli, (const char *const *) ids, &error);
  if (changeset == NULL)
    return sl_cli_fail (error);
  tag_ids = find_tags (cli, tags, new_tags, &error);
  if (tag_ids == NULL)
    return sl_cli_fail (error);
  untag_ids = find_tags (cli, untags, NULL, &error);
  if (untag_ids == NULL)
    return sl_cli_fail (error);

  tagging = (Tagging) { ids, tag_ids, untag_ids };
  tag_changes = sl_cli_read (cli, build_tagging, &tagging, &error);
  if (tag_changes == NULL)
    return sl_cli_fail (error);
  add_inserts (changeset, new_tags);
  add_changes (changeset, tag_changes);
  if (sl_changeset_get_n_changes (tag_changes) > 0)
    sl_deed_note_edited (changeset, SL_EDITED_TAGS);

  return sl_cli_apply (cli, g_steal_pointer (&changeset), (const char *const *) ids);
}

SlCliExit
sl_cli_set (SlCli  *cli,
            char ***argv)
{
  g_auto (SlCliFields) fields = { 0 };
  g_auto (GStrv) tags = NULL;
  g_auto (GStrv) untags = NULL;
  const GOptionEntry entries[] = {
    { "tag", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &tags, N_("Put a tag on, made if it isn’t there"), N_("NAME") },
    { "untag", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &untags, N_("Take a tag off"), N_("NAME") },
    G_OPTION_ENTRY_NULL,
  };

  sl_cli_fields_init (&fields, SL_KIND_APPLICATION);
  if (!sl_cli_parse (cli, argv, fields.entries, entries))
    return SL_CLI_USAGE;
  if ((*argv)[0] == NULL)
    return sl_cli_usage (cli, _("Say which application, by its id"));
  if (sl_cli_fields_count (&fields) == 0 && tags == NULL && untags == NULL)
    return sl_cli_usage (cli, _("Say what to change, for instance --priority High"));

  return sl_cli_open (cli) ? set (cli, &fields, *argv, tags, untags) : SL_CLI_FAILED;
}
