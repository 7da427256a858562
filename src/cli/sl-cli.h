/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands of shortlistctl share: options, the open data, ids, what is printed and how it ends. */

#pragma once

#include "sl-context.h"
#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-store-query.h"

G_BEGIN_DECLS

/** SlCliExit: the exit status. @SL_CLI_FAILED: the deed failed. @SL_CLI_USAGE: the command line was wrong. */
typedef enum {
  SL_CLI_DONE = 0,
  SL_CLI_FAILED = 1,
  SL_CLI_USAGE = 2,
} SlCliExit;

typedef struct _SlCliCommand SlCliCommand;

/**
 * SlCli: one run of the program.
 * @command: what it does
 * @group: (nullable): the command that @command is one of, as "add" of "saved add"
 * @data_dir: (nullable): the folder of the data, or NULL for the person's own
 * @json: whether JSON is printed
 * @help: whether help was asked for, and printed instead of doing anything
 * @context: (nullable): there from sl_cli_find_data() on, open from sl_cli_open() on
 */
typedef struct {
  const SlCliCommand *command;
  const SlCliCommand *group;
  char *data_dir;
  gboolean json;
  gboolean help;
  SlContext *context;
} SlCli;

/**
 * SlCliCommand:
 * @arguments: (nullable): translatable (N_): shown after the name in its help
 * @summary: translatable (N_): what it does, for the list of commands and its help
 * @details: (nullable): translatable (N_): more about it, below the options
 * @examples: NULL-terminated: what comes after "shortlistctl"
 * @names_fields: whether its help has the names of the fields
 * @names_places: whether its help has the statuses and the interview steps
 * @makes_data: whether it begins a job search where there is none
 * @parts: (nullable): the commands that it consists of, ending with one without a name; its @run (nullable) is what it does
 *   when none of them is named, and where there is none, "list" among them
 * @run: @argv is its name and what comes after it
 */
struct _SlCliCommand {
  const char *name;
  const char *arguments;
  const char *summary;
  const char *details;
  const char *const *examples;
  gboolean names_fields;
  gboolean names_places;
  gboolean makes_data;
  const SlCliCommand *parts;
  SlCliExit (*run) (SlCli *cli, char ***argv);
};

/* How many letters of an id are shown; as many as tell records apart may be typed. */
#define SL_CLI_SHORT_ID 8

#define SL_CLI_EXAMPLES(...) (const char *const[]) { __VA_ARGS__, NULL }

int sl_cli_run (int argc, char **argv);

/* The commands. Each reads its options from @argv (its name and what follows), opens the data, and prints what it found or
 * did; what went wrong is told before it returns. */
SlCliExit sl_cli_add (SlCli *cli, char ***argv);
SlCliExit sl_cli_list (SlCli *cli, char ***argv);
SlCliExit sl_cli_find (SlCli *cli, char ***argv);
SlCliExit sl_cli_show (SlCli *cli, char ***argv);
SlCliExit sl_cli_set (SlCli *cli, char ***argv);
SlCliExit sl_cli_move (SlCli *cli, char ***argv);
SlCliExit sl_cli_delete (SlCli *cli, char ***argv);
SlCliExit sl_cli_restore (SlCli *cli, char ***argv);
SlCliExit sl_cli_undo (SlCli *cli, char ***argv);
SlCliExit sl_cli_redo (SlCli *cli, char ***argv);
SlCliExit sl_cli_log (SlCli *cli, char ***argv);
SlCliExit sl_cli_import (SlCli *cli, char ***argv);
SlCliExit sl_cli_export (SlCli *cli, char ***argv);
SlCliExit sl_cli_stats (SlCli *cli, char ***argv);
SlCliExit sl_cli_chart (SlCli *cli, char ***argv);
SlCliExit sl_cli_check (SlCli *cli, char ***argv);
SlCliExit sl_cli_merge (SlCli *cli, char ***argv);
SlCliExit sl_cli_convert (SlCli *cli, char ***argv);
SlCliExit sl_cli_today (SlCli *cli, char ***argv);
SlCliExit sl_cli_skills (SlCli *cli, char ***argv);
SlCliExit sl_cli_offers (SlCli *cli, char ***argv);
SlCliExit sl_cli_company (SlCli *cli, char ***argv);
extern const SlCliCommand sl_cli_contact_parts[];
extern const SlCliCommand sl_cli_document_parts[];
SlCliExit sl_cli_agenda (SlCli *cli, char ***argv);
SlCliExit sl_cli_agenda_import (SlCli *cli, char ***argv);
SlCliExit sl_cli_report (SlCli *cli, char ***argv);
extern const SlCliCommand sl_cli_backup_parts[];
extern const SlCliCommand sl_cli_event_parts[];
extern const SlCliCommand sl_cli_offer_parts[];
extern const SlCliCommand sl_cli_question_parts[];
extern const SlCliCommand sl_cli_reflect_parts[];
extern const SlCliCommand sl_cli_resume_parts[];
extern const SlCliCommand sl_cli_agenda_parts[];
extern const SlCliCommand sl_cli_saved_parts[];
extern const SlCliCommand sl_cli_stage_parts[];
extern const SlCliCommand sl_cli_remind_parts[];
extern const SlCliCommand sl_cli_tag_parts[];
extern const SlCliCommand sl_cli_trash_parts[];

/* Reads the options of the command, the common ones and up to two tables of its own (nullable); the rest stays in
 * @argv, without the name. FALSE: wrong usage, told; or help was printed. */
gboolean sl_cli_parse (SlCli *cli, char ***argv, const GOptionEntry *entries, const GOptionEntry *more_entries);
/* The same for a command that takes nothing but options. */
gboolean sl_cli_parse_options (SlCli *cli, char ***argv, const GOptionEntry *entries, const GOptionEntry *more_entries);
/* Says where the data is without opening it. FALSE: told. */
gboolean sl_cli_find_data (SlCli *cli);
/* FALSE: told. */
gboolean sl_cli_open (SlCli *cli);
/* On a reader thread; NULL with @error set. */
gpointer sl_cli_read (SlCli *cli, SlReadFunc func, gpointer data, GError **error);

/* The domain of errors about what an option was given and can't be. */
GQuark sl_cli_usage_error_quark (void);
/* Tells @error (transfer full) in one line. Returns SL_CLI_FAILED; SL_CLI_USAGE for errors of that domain. */
SlCliExit sl_cli_fail (GError *error);
/* "saved add": as it is typed. (transfer full) */
char *sl_cli_get_command_name (SlCli *cli);
/* Tells what is wrong with the command line. Returns SL_CLI_USAGE. */
SlCliExit sl_cli_usage (SlCli *cli, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* One line on standard error. */
void sl_cli_tell (const char *format, ...) G_GNUC_PRINTF (1, 2);
/* What can't be taken back: asks on a terminal; elsewhere --yes has to say it. */
gboolean sl_cli_confirm (const char *question);
#define SL_CLI_YES_ENTRY(variable) { "yes", 0, 0, G_OPTION_ARG_NONE, variable, N_("Don’t ask"), NULL }
/* A line on standard output, without characters that a terminal would obey. */
void sl_cli_print (const char *format, ...) G_GNUC_PRINTF (1, 2);
/* Text on standard output as it is. */
void sl_cli_write (const char *text);
/* What errno was when printing failed first; 0: it didn't. */
int sl_cli_get_write_error (void);
/* On standard output, with line breaks. */
void sl_cli_print_json_object (JsonObject *object);
void sl_cli_print_json_array (JsonArray *array);
/* A point in time (microseconds since 1970 UTC) for people, where they are: "2026-09-03 14:05". (transfer full) */
char *sl_cli_format_time (SlCli *cli, gint64 time);
/* Control characters, and those that turn the direction of what follows, become blanks. (transfer full) */
char *sl_cli_make_harmless (const char *text);

/* Where @path is no file that can be written whole and put in place: "-", a pipe, a device. NULL without @error: write it
 * as a file. (nullable) (transfer full) */
GOutputStream *sl_cli_open_stream (const char *path, GError **error);

/* All of a file, or of standard input for "-". (transfer full) */
GBytes *sl_cli_read_input (const char *path, gsize max_size, GError **error);

/* Writes @bytes to @path, or to standard output, and tells so; @counted: the JSON member for @n. */
gboolean sl_cli_write_bytes (const char *path, GBytes *bytes, GError **error);
SlCliExit sl_cli_write_file (SlCli *cli, const char *path, GBytes *bytes, const char *counted, guint n);

/* As sl_field_parse_on(), on the day it is; what is wrong is told of @option ("--salary-min"), and ends as wrong usage. */
gboolean sl_cli_parse_field (SlCli *cli, const SlField *field, const char *option, const char *text, SlValue *value, GError **error);
/* One record, in the Trash or not. (transfer full) */
SlRecord *sl_cli_read_record (SlCli *cli, SlKind kind, const char *id, GError **error);

/* The full ids for shortened ones; "-" reads them from standard input. (nullable) (transfer full) */
char **sl_cli_resolve_ids (SlCli *cli, SlKind kind, char *const *prefixes, GError **error);
/* The same for what is to be changed or referred to: nothing in the Trash is. */
char **sl_cli_resolve_living_ids (SlCli *cli, SlKind kind, char *const *prefixes, GError **error);
/* The same among @items that were listed: those whose ids begin with @prefixes, each once. @hint: a sentence that says where
 * the ids stand. (nullable) (transfer container) */
typedef const char *(*SlCliGetId) (gpointer item);
GPtrArray *sl_cli_pick (GPtrArray *items, SlCliGetId get_id, char *const *prefixes, const char *hint, GError **error);
/* Hands @changeset (transfer full) to the store, names it if it is about one application, and says what was done, once
 * that is durable. */
SlCliExit sl_cli_apply (SlCli *cli, SlChangeset *changeset, const char *const *ids);
/* Says what was done, in words or as JSON; a step without changes, too. */
void sl_cli_print_transaction (SlCli *cli, SlTransaction *transaction);
/* (transfer full) */
JsonObject *sl_cli_transaction_to_json (SlTransaction *transaction);

/* "Saved, Applied, …": the words of an enum as people see them, and may type them; with @extra (nullable) at the end. (transfer full) */
char *sl_cli_list_words (const SlEnum *words, const char *extra);
/* Whether @option got a word of @words; else told what it takes. @text may be NULL, then @word is. */
gboolean sl_cli_match_word (SlCli *cli, const SlEnum *words, const char *option, const char *text, const char **word);

/* The id of the tag @name; one that isn't there is made in @changeset, if given. (nullable) (transfer full) */
char *sl_cli_find_tag (SlCli *cli, const char *name, SlChangeset *changeset, GError **error);
/* The tag @name, however it is written; SL_ERROR_NOT_FOUND: there is none. (nullable) (transfer full) */
SlRecord *sl_cli_read_tag (SlCli *cli, const char *name, GError **error);
/* The names of tags (element-type SlRecord). (transfer full) */
char *sl_cli_join_tags (GPtrArray *tags, const char *separator);
JsonArray *sl_cli_tags_to_json (GPtrArray *tags);

G_END_DECLS
