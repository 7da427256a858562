/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortlistctl contact: people, with their way from and to address books. */
#define G_LOG_DOMAIN "sl-cli-contacts"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-cli-records.h"
#include "sl-contacts.h"
#include "sl-count.h"
#include "sl-deeds.h"
#include "sl-error.h"
#include "sl-file.h"

static const guint contact_columns[] = {
  SL_CONTACT_NAME, SL_CONTACT_TYPE, SL_CONTACT_COMPANY, SL_CONTACT_ROLE_TITLE, SL_CONTACT_EMAIL, SL_CONTACT_PHONE, SL_CONTACT_LAST_CONTACTED, SL_FIELD_NONE,
};

static const SlCliRecordSpec contact_spec = {
  .kind = SL_KIND_CONTACT,
  .alone = TRUE,
  .needed = "--name",
  .required = SL_CONTACT_NAME,
  .columns = contact_columns,
  .none = N_("There are no people."),
  .which = N_("Say which person, by their id"),
};

static SlCliExit
contact_add (SlCli  *cli,
             char ***argv)
{
  return sl_cli_record_add (cli, argv, &contact_spec, NULL, NULL, NULL);
}

static SlCliExit
contact_list (SlCli  *cli,
              char ***argv)
{
  return sl_cli_record_list (cli, argv, &contact_spec);
}

static SlCliExit
contact_show (SlCli  *cli,
              char ***argv)
{
  return sl_cli_record_show (cli, argv, &contact_spec);
}

static SlCliExit
contact_set (SlCli  *cli,
             char ***argv)
{
  return sl_cli_record_set (cli, argv, &contact_spec, NULL, NULL, NULL);
}

static SlCliExit
contact_delete (SlCli  *cli,
                char ***argv)
{
  return sl_cli_record_delete (cli, argv, &contact_spec);
}

/* In touch */

static SlCliExit
contact_touch (SlCli  *cli,
               char ***argv)
{
  g_autofree char *date = NULL;
  const GOptionEntry entries[] = {
    { "date", 0, 0, G_OPTION_ARG_FILENAME, &date, N_("When, instead of today"), N_("DATE") },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (SlValue) value = SL_VALUE_INIT;
  g_auto (GStrv) ids = NULL;
  GError *error = NULL;
  SlDay day;

  if (!sl_cli_parse (cli, argv, entries, NULL))
    return SL_CLI_USAGE;
  if ((*argv)[0] == NULL)
    return sl_cli_usage (cli, "%s", _(contact_spec.which));
  if (date != NULL && !sl_cli_parse_field (cli, sl_kind_get_field (SL_KIND_CONTACT, SL_CONTACT_LAST_CONTACTED), "--date", date, &value, &error))
    return sl_cli_fail (error);
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  day = sl_context_get_today (cli->context);
  if (sl_value_get_text (&value) != NULL)
    sl_day_parse_iso (sl_value_get_text (&value), &day);
  ids = sl_cli_resolve_living_ids (cli, SL_KIND_CONTACT, *argv, &error);
  if (ids == NULL)
    return sl_cli_fail (error);

  return sl_cli_apply (cli, sl_deed_touch_many ((const char *const *) ids, day), NULL);
}

/* vCards */

static gpointer
plan_import (SlConnection  *connection,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  return sl_contact_import_plan (connection, data, error);
}

static void
tell_import (SlCli           *cli,
             SlContactImport *import,
             guint            n_added)
{
  g_autoptr (JsonObject) object = NULL;

  if (!cli->json)
    {
      sl_cli_print (ngettext ("%s person added, %s were there already, %s without a name left out.",
                              "%s people added, %s were there already, %s without a name left out.", n_added),
                    SL_COUNT (n_added), SL_COUNT (import->n_known), SL_COUNT (import->n_nameless));
      return;
    }
  object = json_object_new ();
  json_object_set_int_member (object, "added", n_added);
  json_object_set_int_member (object, "known", import->n_known);
  json_object_set_int_member (object, "nameless", import->n_nameless);
  sl_cli_print_json_object (object);
}

static SlCliExit
import_file (SlCli      *cli,
             const char *path,
             const char *application)
{
  GError *error = NULL;
  g_autoptr (GBytes) file = sl_cli_read_input (path, SL_VCARD_MAX_SIZE, &error);
  g_autoptr (SlContactImport) import = file != NULL ? sl_cli_read (cli, plan_import, file, &error) : NULL;
  g_autoptr (SlRecord) owner = NULL;
  g_autoptr (SlChangeset) changeset = NULL;
  g_autoptr (SlTransaction) transaction = NULL;

  if (import == NULL)
    return sl_cli_fail (error);
  if (application != NULL)
    {
      owner = sl_cli_record_find_application (cli, application, &error);
      if (owner == NULL)
        return sl_cli_fail (error);
    }
  if (import->contacts->len > 0)
    {
      changeset = sl_deed_import_contacts (import, owner != NULL ? sl_record_get_id (owner) : NULL);
      transaction = sl_store_apply (sl_context_get_store (cli->context), changeset, &error);
      if (transaction == NULL)
        return sl_cli_fail (error);
    }
  tell_import (cli, import, import->contacts->len);

  return SL_CLI_DONE;
}

static SlCliExit
contact_import (SlCli  *cli,
                char ***argv)
{
  g_autofree char *application = NULL;
  const GOptionEntry entries[] = {
    { "application", 0, 0, G_OPTION_ARG_FILENAME, &application, N_("The application that they all belong to"), N_("ID") },
    G_OPTION_ENTRY_NULL,
  };

  if (!sl_cli_parse (cli, argv, entries, NULL))
    return SL_CLI_USAGE;
  if (g_strv_length (*argv) != 1)
    return sl_cli_usage (cli, _("Say which file to read; “-” is standard input"));

  return sl_cli_open (cli) ? import_file (cli, (*argv)[0], application) : SL_CLI_FAILED;
}

static gpointer
read_contacts (SlConnection  *connection,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  char **ids = data;
  g_autoptr (GPtrArray) contacts = NULL;

  if (ids == NULL)
    return sl_store_read_all (connection, SL_KIND_CONTACT, FALSE, error);

  contacts = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      SlRecord *contact = sl_store_read_record (connection, SL_KIND_CONTACT, ids[i], error);

      if (contact == NULL)
        return NULL;
      g_ptr_array_add (contacts, contact);
    }

  return g_steal_pointer (&contacts);
}

static SlCliExit
export_to (SlCli           *cli,
           const char      *path,
           char           **prefixes,
           SlVcardVersion   version)
{
  GError *error = NULL;
  g_auto (GStrv) ids = prefixes[0] != NULL ? sl_cli_resolve_ids (cli, SL_KIND_CONTACT, prefixes, &error) : NULL;
  g_autoptr (GPtrArray) contacts = error == NULL ? sl_cli_read (cli, read_contacts, ids, &error) : NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (contacts == NULL)
    return sl_cli_fail (error);
  bytes = sl_contacts_to_vcards (contacts, version);

  return sl_cli_write_file (cli, path, bytes, "people", contacts->len);
}

static SlCliExit
contact_export (SlCli  *cli,
                char ***argv)
{
  g_autofree char *version = NULL;
  const GOptionEntry entries[] = {
    { "vcard", 0, 0, G_OPTION_ARG_FILENAME, &version, N_("Version of the format: 3.0, which most programs read, or 4.0"), N_("VERSION") },
    G_OPTION_ENTRY_NULL,
  };

  if (!sl_cli_parse (cli, argv, entries, NULL))
    return SL_CLI_USAGE;
  if ((*argv)[0] == NULL)
    return sl_cli_usage (cli, _("Say which file to write; “-” is standard output"));
  if (version != NULL && !g_str_equal (version, "3.0") && !g_str_equal (version, "4.0"))
    return sl_cli_usage (cli, _("--vcard takes 3.0 or 4.0"));

  return sl_cli_open (cli) ? export_to (cli, (*argv)[0], *argv + 1, g_strcmp0 (version, "4.0") == 0 ? SL_VCARD_4_0 : SL_VCARD_3_0) : SL_CLI_FAILED;
}

const SlCliCommand sl_cli_contact_parts[] = {
  { .name = "add", .run = contact_add, .makes_data = TRUE,
    .arguments = N_("--name NAME [--FIELD VALUE…]"),
    .summary = N_("Add a person and print their id"),
    .details = N_("With --application the person belongs to one; else they stand alone."),
    .examples = SL_CLI_EXAMPLES ("contact add --name 'HR office' --type HR --company Torvmark --email hr@torvmark.example",
                                 "contact add --name 'Hiring manager' --application 1a2b") },
  { .name = "list", .run = contact_list,
    .arguments = N_("[APPLICATION]"),
    .summary = N_("List people: all, or those of an application"),
    .examples = SL_CLI_EXAMPLES ("contact list", "contact list 1a2b --json") },
  { .name = "show", .run = contact_show,
    .arguments = N_("ID…"),
    .summary = N_("Show all that is known about people"),
    .examples = SL_CLI_EXAMPLES ("contact show 5e6f") },
  { .name = "set", .run = contact_set,
    .arguments = N_("ID… --FIELD VALUE…"),
    .summary = N_("Change people"),
    .details = N_("An empty VALUE empties the field."),
    .examples = SL_CLI_EXAMPLES ("contact set 5e6f --phone '+49 30 1234'", "contact set 5e6f --application ''") },
  { .name = "delete", .run = contact_delete,
    .arguments = N_("ID…"),
    .summary = N_("Move people to the Trash"),
    .examples = SL_CLI_EXAMPLES ("contact delete 5e6f") },
  { .name = "touch", .run = contact_touch,
    .arguments = N_("ID…"),
    .summary = N_("Note that you were in touch, today or on another day"),
    .examples = SL_CLI_EXAMPLES ("contact touch 5e6f", "contact touch 5e6f 7a8b --date yesterday") },
  { .name = "import", .run = contact_import, .makes_data = TRUE,
    .arguments = N_("FILE|-"),
    .summary = N_("Add people from an address book (vCard 2.1, 3.0 or 4.0)"),
    .details = N_("Who is there already is left out. What has no field of its own goes into the notes. All of it is one step of undo."),
    .examples = SL_CLI_EXAMPLES ("contact import people.vcf", "contact import recruiter.vcf --application 1a2b") },
  { .name = "export", .run = contact_export,
    .arguments = N_("FILE|- [ID…]"),
    .summary = N_("Write people as vCards, all or some"),
    .examples = SL_CLI_EXAMPLES ("contact export people.vcf", "contact export - 5e6f --vcard 4.0") },
  { NULL },
};
