/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands for records other than applications have in common: "stage add", "event list", "offer set". Each is
 * named by its kind; the options are the kind's fields (sl-cli-fields.h) and what the command adds. */

#pragma once

#include "sl-cli-fields.h"

G_BEGIN_DECLS

/**
 * SlCliRecordSpec: how the records of a kind are asked for on the command line
 * @kind: the kind; one with a field application-id, unless @alone
 * @alone: whether a new one is added without an application before the options
 * @needed: (nullable): the option that a new one can't do without, for the message: "--name"
 * @required: that field, or %SL_FIELD_NONE
 * @columns: fields of the table, ended by %SL_FIELD_NONE
 * @none: translatable (N_): that an application has none
 * @which: translatable (N_): "Say which round, by its id"
 */
typedef struct {
  SlKind kind;
  gboolean alone;
  const char *needed;
  guint required;
  const guint *columns;
  const char *none;
  const char *which;
} SlCliRecordSpec;

/* Turns options of the command's own into fields once they are read; FALSE after telling what is wrong. */
typedef gboolean (*SlCliPrepareFunc) (SlCli *cli, SlCliFields *fields, gpointer data);

/* APPLICATION --FIELD VALUE…: adds one and prints its id. @more, @prepare: nullable. */
SlCliExit sl_cli_record_add (SlCli *cli, char ***argv, const SlCliRecordSpec *spec, const GOptionEntry *more, SlCliPrepareFunc prepare, gpointer data);
/* The application that @prefix names, unless it is in the Trash. (nullable) (transfer full) */
SlRecord *sl_cli_record_find_application (SlCli *cli, const char *prefix, GError **error);
/* Says what was added: its id, or with --json the record. */
SlCliExit sl_cli_record_print_added (SlCli *cli, SlRecord *record);
void sl_cli_record_print_array (GPtrArray *records);
/* ID…: all fields of each. */
SlCliExit sl_cli_record_show (SlCli *cli, char ***argv, const SlCliRecordSpec *spec);
/* [APPLICATION]: those of one or of all living applications. */
SlCliExit sl_cli_record_list (SlCli *cli, char ***argv, const SlCliRecordSpec *spec);
/* ID… --FIELD VALUE… */
SlCliExit sl_cli_record_set (SlCli *cli, char ***argv, const SlCliRecordSpec *spec, const GOptionEntry *more, SlCliPrepareFunc prepare, gpointer data);
/* ID…: into the Trash. */
SlCliExit sl_cli_record_delete (SlCli *cli, char ***argv, const SlCliRecordSpec *spec);

/* @records (element-type SlRecord) as a table, or as JSON. */
SlCliExit sl_cli_record_print_list (SlCli *cli, const SlCliRecordSpec *spec, GPtrArray *records);

/* The same for kinds of which an application has one: APPLICATION --FIELD VALUE… adds or changes it. */
SlCliExit sl_cli_record_put (SlCli *cli, char ***argv, const SlCliRecordSpec *spec, const GOptionEntry *more, SlCliPrepareFunc prepare, gpointer data);
SlCliExit sl_cli_record_show_only (SlCli *cli, char ***argv, const SlCliRecordSpec *spec);
SlCliExit sl_cli_record_delete_only (SlCli *cli, char ***argv, const SlCliRecordSpec *spec);

G_END_DECLS
