/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-cli-records.h. */
#define G_LOG_DOMAIN "sl-cli-records"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-cli-output.h"
#include "sl-cli-records.h"
#include "sl-cli-table.h"
#include "sl-deeds.h"
#include "sl-error.h"
#include "sl-zone.h"


static guint
get_application_field (const SlCliRecordSpec *spec)
{
  return sl_kind_find_field (spec->kind, "application-id");
}

/* One in the Trash is no place for anything new. */
SlRecord *
sl_cli_record_find_application (SlCli       *cli,
                                const char  *prefix,
                                GError     **error)
{
  char *prefixes[] = { (char *) prefix, NULL };
  g_auto (GStrv) ids = sl_cli_resolve_living_ids (cli, SL_KIND_APPLICATION, prefixes, error);

  return ids != NULL && ids[0] != NULL ? sl_cli_read_record (cli, SL_KIND_APPLICATION, ids[0], error) : NULL;
}

/* One application's, or all (@application_id NULL). */
typedef struct {
  SlKind kind;
  const char *application_id;
} Wanted;

static gpointer
read_records (SlConnection  *connection,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Wanted *wanted = data;

  return wanted->application_id != NULL ? sl_store_read_children (connection, wanted->kind, wanted->application_id, error)
                                        : sl_store_read_all (connection, wanted->kind, FALSE, error);
}

static GPtrArray *
find_records (SlCli       *cli,
              SlKind       kind,
              const char  *application_id,
              GError     **error)
{
  Wanted wanted = { kind, application_id };

  return sl_cli_read (cli, read_records, &wanted, error);
}

SlCliExit
sl_cli_record_print_added (SlCli    *cli,
                           SlRecord *record)
{
  if (cli->json)
    {
      g_autoptr (JsonObject) object = sl_record_to_json (record);

      sl_cli_print_json_object (object);
    }
  else
    {
      sl_cli_print ("%s", sl_record_get_id (record));
    }

  return SL_CLI_DONE;
}

static SlCliExit
add (SlCli                 *cli,
     SlCliFields           *fields,
     const SlCliRecordSpec *spec,
     SlRecord              *application)
{
  g_autoptr (SlRecord) record = sl_record_new (spec->kind);
  g_autoptr (SlChangeset) changeset = NULL;
  g_autoptr (SlTransaction) transaction = NULL;
  GError *error = NULL;

  if (application != NULL)
    sl_record_set_text (record, get_application_field (spec), sl_record_get_id (application));
  if (!sl_cli_fields_fill (fields, cli, record, &error))
    return sl_cli_fail (error);
  changeset = sl_deed_add (record);
  transaction = sl_store_apply (sl_context_get_store (cli->context), changeset, &error);
  if (transaction == NULL)
    return sl_cli_fail (error);

  return sl_cli_record_print_added (cli, record);
}

/* Reads the options; what is wrong is told. */
static gboolean
parse (SlCli              *cli,
       char             ***argv,
       SlCliFields        *fields,
       SlKind              kind,
       const GOptionEntry *more,
       SlCliPrepareFunc    prepare,
       gpointer            data)
{
  sl_cli_fields_init (fields, kind);

  return sl_cli_parse (cli, argv, fields->entries, more) && (prepare == NULL || prepare (cli, fields, data));
}

SlCliExit
sl_cli_record_add (SlCli                 *cli,
                   char                ***argv,
                   const SlCliRecordSpec *spec,
                   const GOptionEntry    *more,
                   SlCliPrepareFunc       prepare,
                   gpointer               data)
{
  g_auto (SlCliFields) fields = { 0 };
  g_autoptr (SlRecord) application = NULL;
  GError *error = NULL;

  if (!parse (cli, argv, &fields, spec->kind, more, prepare, data))
    return SL_CLI_USAGE;
  if (spec->alone && (*argv)[0] != NULL)
    return sl_cli_usage (cli, _("“%s” has no meaning here"), (*argv)[0]);
  if (!spec->alone && ((*argv)[0] == NULL || (*argv)[1] != NULL))
    return sl_cli_usage (cli, _("Say which application, by its id"));
  if (spec->required == SL_FIELD_NONE && sl_cli_fields_count (&fields) > 0 && !sl_cli_fields_has_any (&fields))
    return sl_cli_usage (cli, _("Say what to add"));
  if (spec->required != SL_FIELD_NONE && fields.texts[spec->required] == NULL)
    return sl_cli_usage (cli, _("%s is needed"), spec->needed);
  if (sl_cli_fields_count (&fields) == 0)
    return sl_cli_usage (cli, _("Say what to add"));
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  if (spec->alone)
    return add (cli, &fields, spec, NULL);
  application = sl_cli_record_find_application (cli, (*argv)[0], &error);

  return application != NULL ? add (cli, &fields, spec, application) : sl_cli_fail (error);
}

/* Lists */

/* A round is at its own place's time of day. @time: (transfer full) */
static char *
format_time_of_round (SlRecord *stage,
                      char     *time)
{
  const char *zone = sl_record_get_text (stage, SL_STAGE_TIME_ZONE);
  g_autofree char *own = time;
  g_autofree char *place = zone != NULL ? sl_zone_format_label (zone) : NULL;

  if (place == NULL || *own == '\0')
    return g_steal_pointer (&own);

  /* Translators: a time and a city in another time zone: “9:00 in New York” */
  return g_strdup_printf (_("%s in %s"), own, place);
}

static char *
format_cell (SlCli    *cli,
             SlRecord *record,
             guint     field)
{
  const SlField *info = sl_kind_get_field (sl_record_get_kind (record), field);
  const SlValue *value = sl_record_get_value (record, field);

  if (info->type == SL_TYPE_TIME && value->type == SL_VALUE_INTEGER)
    return sl_cli_format_time (cli, value->integer);

  if (info == sl_kind_get_field (SL_KIND_STAGE, SL_STAGE_TIME_OF_DAY))
    return format_time_of_round (record, sl_field_format (info, value));

  return sl_field_format (info, value);
}

static void
print_table (SlCli                 *cli,
             const SlCliRecordSpec *spec,
             GPtrArray             *records)
{
  g_autoptr (GPtrArray) headers = g_ptr_array_new ();
  g_autoptr (SlCliTable) table = NULL;

  g_ptr_array_add (headers, _("Id"));
  for (guint i = 0; spec->columns[i] != SL_FIELD_NONE; i++)
    g_ptr_array_add (headers, (gpointer) sl_field_get_label (sl_kind_get_field (spec->kind, spec->columns[i])));
  g_ptr_array_add (headers, NULL);
  table = sl_cli_table_new ((const char *const *) headers->pdata);
  sl_cli_table_set_whole (table, 0);
  for (guint i = 0; i < records->len; i++)
    {
      SlRecord *record = records->pdata[i];
      g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

      g_ptr_array_add (cells, g_strndup (sl_record_get_id (record), SL_CLI_SHORT_ID));
      for (guint j = 0; spec->columns[j] != SL_FIELD_NONE; j++)
        g_ptr_array_add (cells, format_cell (cli, record, spec->columns[j]));
      sl_cli_table_add (table, (const char *const *) cells->pdata);
    }
  if (records->len > 0)
    sl_cli_table_print (table);
  else
    sl_cli_print ("%s", _(spec->none));
}

void
sl_cli_record_print_array (GPtrArray *records)
{
  g_autoptr (JsonArray) array = json_array_new ();

  for (guint i = 0; i < records->len; i++)
    json_array_add_object_element (array, sl_record_to_json (records->pdata[i]));
  sl_cli_print_json_array (array);
}

SlCliExit
sl_cli_record_print_list (SlCli                 *cli,
                          const SlCliRecordSpec *spec,
                          GPtrArray             *records)
{
  if (cli->json)
    sl_cli_record_print_array (records);
  else
    print_table (cli, spec, records);

  return SL_CLI_DONE;
}

SlCliExit
sl_cli_record_list (SlCli                 *cli,
                    char                ***argv,
                    const SlCliRecordSpec *spec)
{
  g_autoptr (SlRecord) application = NULL;
  g_autoptr (GPtrArray) records = NULL;
  GError *error = NULL;

  if (!sl_cli_parse (cli, argv, NULL, NULL))
    return SL_CLI_USAGE;
  if ((*argv)[0] != NULL && (*argv)[1] != NULL)
    return sl_cli_usage (cli, _("Say which application, by its id"));
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  if ((*argv)[0] != NULL)
    {
      application = sl_cli_record_find_application (cli, (*argv)[0], &error);
      if (application == NULL)
        return sl_cli_fail (error);
    }
  records = find_records (cli, spec->kind, application != NULL ? sl_record_get_id (application) : NULL, &error);
  return records != NULL ? sl_cli_record_print_list (cli, spec, records) : sl_cli_fail (error);
}

typedef struct {
  SlKind kind;
  char **ids;
} Shown;

static gpointer
read_shown (SlConnection  *connection,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Shown *shown = data;
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; shown->ids[i] != NULL; i++)
    {
      SlRecord *record = sl_store_read_record (connection, shown->kind, shown->ids[i], error);

      if (record == NULL)
        return NULL;
      g_ptr_array_add (records, record);
    }

  return g_steal_pointer (&records);
}

SlCliExit
sl_cli_record_show (SlCli                 *cli,
                    char                ***argv,
                    const SlCliRecordSpec *spec)
{
  g_autoptr (GPtrArray) records = NULL;
  g_auto (GStrv) ids = NULL;
  GError *error = NULL;

  if (!sl_cli_parse (cli, argv, NULL, NULL))
    return SL_CLI_USAGE;
  if ((*argv)[0] == NULL)
    return sl_cli_usage (cli, "%s", _(spec->which));
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  ids = sl_cli_resolve_ids (cli, spec->kind, *argv, &error);
  records = ids != NULL ? sl_cli_read (cli, read_shown, &(Shown) { spec->kind, ids }, &error) : NULL;
  if (records == NULL)
    return sl_cli_fail (error);
  if (cli->json)
    sl_cli_record_print_array (records);
  for (guint i = 0; !cli->json && i < records->len; i++)
    {
      if (i > 0)
        sl_cli_print ("%s", "");
      sl_cli_print_fields (cli, records->pdata[i], "");
    }

  return SL_CLI_DONE;
}

/* Changes */

SlCliExit
sl_cli_record_set (SlCli                 *cli,
                   char                ***argv,
                   const SlCliRecordSpec *spec,
                   const GOptionEntry    *more,
                   SlCliPrepareFunc       prepare,
                   gpointer               data)
{
  g_auto (SlCliFields) fields = { 0 };
  g_auto (GStrv) ids = NULL;
  SlChangeset *changeset;
  GError *error = NULL;

  if (!parse (cli, argv, &fields, spec->kind, more, prepare, data))
    return SL_CLI_USAGE;
  if ((*argv)[0] == NULL)
    return sl_cli_usage (cli, "%s", _(spec->which));
  if (sl_cli_fields_count (&fields) == 0)
    return sl_cli_usage (cli, _("Say what to change"));
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  ids = sl_cli_resolve_living_ids (cli, spec->kind, *argv, &error);
  changeset = ids != NULL ? sl_cli_fields_build_edit (&fields, cli, (const char *const *) ids, &error) : NULL;

  return changeset != NULL ? sl_cli_apply (cli, changeset, NULL) : sl_cli_fail (error);
}

SlCliExit
sl_cli_record_delete (SlCli                 *cli,
                      char                ***argv,
                      const SlCliRecordSpec *spec)
{
  g_auto (GStrv) ids = NULL;
  GError *error = NULL;

  if (!sl_cli_parse (cli, argv, NULL, NULL))
    return SL_CLI_USAGE;
  if ((*argv)[0] == NULL)
    return sl_cli_usage (cli, "%s", _(spec->which));
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  ids = sl_cli_resolve_ids (cli, spec->kind, *argv, &error);
  if (ids == NULL)
    return sl_cli_fail (error);

  return sl_cli_apply (cli, sl_deed_trash (spec->kind, (const char *const *) ids, sl_context_get_clock (cli->context)), NULL);
}

/* Kinds of which an application has one */

static SlCliExit
change (SlCli       *cli,
        SlCliFields *fields,
        SlRecord    *record)
{
  const char *ids[] = { sl_record_get_id (record), NULL };
  GError *error = NULL;
  SlChangeset *changeset = sl_cli_fields_build_edit (fields, cli, ids, &error);

  return changeset != NULL ? sl_cli_apply (cli, changeset, NULL) : sl_cli_fail (error);
}

SlCliExit
sl_cli_record_put (SlCli                 *cli,
                   char                ***argv,
                   const SlCliRecordSpec *spec,
                   const GOptionEntry    *more,
                   SlCliPrepareFunc       prepare,
                   gpointer               data)
{
  g_auto (SlCliFields) fields = { 0 };
  g_autoptr (SlRecord) application = NULL;
  g_autoptr (GPtrArray) present = NULL;
  GError *error = NULL;

  if (!parse (cli, argv, &fields, spec->kind, more, prepare, data))
    return SL_CLI_USAGE;
  if ((*argv)[0] == NULL || (*argv)[1] != NULL)
    return sl_cli_usage (cli, _("Say which application, by its id"));
  if (sl_cli_fields_count (&fields) == 0)
    return sl_cli_usage (cli, _("Say what to change"));
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  application = sl_cli_record_find_application (cli, (*argv)[0], &error);
  present = application != NULL ? find_records (cli, spec->kind, sl_record_get_id (application), &error) : NULL;
  if (present == NULL)
    return sl_cli_fail (error);

  return present->len > 0 ? change (cli, &fields, present->pdata[0]) : add (cli, &fields, spec, application);
}

/* The one record of the application that the arguments name; NULL after telling why there is none. */
static SlRecord *
open_only (SlCli                 *cli,
           char                ***argv,
           const SlCliRecordSpec *spec,
           SlCliExit             *status)
{
  g_autoptr (SlRecord) application = NULL;
  g_autoptr (GPtrArray) present = NULL;
  GError *error = NULL;

  *status = SL_CLI_USAGE;
  if (!sl_cli_parse (cli, argv, NULL, NULL))
    return NULL;
  if ((*argv)[0] == NULL || (*argv)[1] != NULL)
    {
      sl_cli_usage (cli, _("Say which application, by its id"));
      return NULL;
    }

  *status = SL_CLI_FAILED;
  if (!sl_cli_open (cli))
    return NULL;
  application = sl_cli_record_find_application (cli, (*argv)[0], &error);
  present = application != NULL ? find_records (cli, spec->kind, sl_record_get_id (application), &error) : NULL;
  if (present == NULL)
    sl_cli_fail (error);
  else if (present->len == 0)
    sl_cli_tell ("%s", _(spec->none));

  return present != NULL && present->len > 0 ? g_object_ref (present->pdata[0]) : NULL;
}

SlCliExit
sl_cli_record_show_only (SlCli                 *cli,
                         char                ***argv,
                         const SlCliRecordSpec *spec)
{
  SlCliExit status;
  g_autoptr (SlRecord) record = open_only (cli, argv, spec, &status);

  if (record == NULL)
    return status;
  if (cli->json)
    return sl_cli_record_print_added (cli, record);
  sl_cli_print_fields (cli, record, "");

  return SL_CLI_DONE;
}

SlCliExit
sl_cli_record_delete_only (SlCli                 *cli,
                           char                ***argv,
                           const SlCliRecordSpec *spec)
{
  SlCliExit status;
  g_autoptr (SlRecord) record = open_only (cli, argv, spec, &status);
  const char *ids[] = { NULL, NULL };

  if (record == NULL)
    return status;
  ids[0] = sl_record_get_id (record);

  return sl_cli_apply (cli, sl_deed_trash (spec->kind, ids, sl_context_get_clock (cli->context)), NULL);
}
