/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs the real program in a folder of its own, as a person or a script would. */
#pragma once

#include <gio/gio.h>

#include "sl-json.h"
#include "sl-test.h"

G_BEGIN_DECLS

/* What the last run printed, and how it ended. */
typedef struct {
  char *dir; /* the data */
  char *out;
  char *err;
  gsize out_length;
  int status;
} CliFixture;

typedef void (*CliTestFunc) (CliFixture *fixture, gconstpointer data);

void cli_test_add (const char *name, CliTestFunc func);
void cli_fixture_set_up (CliFixture *fixture, gconstpointer data);
void cli_fixture_tear_down (CliFixture *fixture, gconstpointer data);

/* Runs the program with @args (NULL-terminated) after --data-dir, and @input on its standard input. Returns the exit
 * status. Errors that aren't one line, or an end by a signal, fail the test. */
int cli_run_input (CliFixture *fixture, const char *input, const char *const *args);
#define cli_run(fixture, ...) cli_run_input (fixture, "", (const char *[]) { __VA_ARGS__, NULL })
/* The same for a line of shell, in which "$ctl" is the program and "$dir" its data; in the temporary folder. */
int cli_shell (CliFixture *fixture, const char *line);

/* Adds an application. (transfer full): its id */
char *cli_add (CliFixture *fixture, const char *company, const char *role, const char *status);
/* What was printed, as JSON. (transfer full) */
JsonNode *cli_parse (CliFixture *fixture);
/* How many `list --json` printed. */
guint cli_count_listed (CliFixture *fixture);
/* A member of `show --json`. (nullable) (transfer full) */
char *cli_get_member (CliFixture *fixture, const char *id, const char *member);

void cli_assert_done (CliFixture *fixture);
void cli_assert_out (CliFixture *fixture, const char *part);
void cli_assert_not_out (CliFixture *fixture, const char *part);
void cli_assert_err (CliFixture *fixture, const char *part);
void cli_assert_member (CliFixture *fixture, const char *id, const char *member, const char *expected);

G_END_DECLS
