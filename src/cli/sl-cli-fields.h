/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options for the fields of a record of any kind, made from the field table: "--applied-date", "--priority"… */

#pragma once

#include "sl-cli.h"

G_BEGIN_DECLS

typedef struct {
  SlKind kind;
  char **texts;          /* by field: what was given, or NULL */
  GOptionEntry *entries; /* for sl_cli_parse() */
  GPtrArray *help;       /* texts that entries point to */
} SlCliFields;

/* Begun with zeros; cleared by g_auto. */
void sl_cli_fields_init (SlCliFields *self, SlKind kind);
void sl_cli_fields_clear (SlCliFields *self);
/* How many fields were given. */
guint sl_cli_fields_count (SlCliFields *self);
/* Whether one of them holds something. */
gboolean sl_cli_fields_has_any (SlCliFields *self);
/* Whether @field was given; what it says, read and checked, in @value. */
gboolean sl_cli_fields_get (SlCliFields *self, SlCli *cli, guint field, SlValue *value, gboolean *given, GError **error);
/* As if @text (transfer full) had been given for @field. */
void sl_cli_fields_take_text (SlCliFields *self, guint field, char *text);
/* Sets in @record what was given. */
gboolean sl_cli_fields_fill (SlCliFields *self, SlCli *cli, SlRecord *record, GError **error);
/* The step that sets what was given in the records @ids. (nullable) (transfer full) */
SlChangeset *sl_cli_fields_build_edit (SlCliFields *self, SlCli *cli, const char *const *ids, GError **error);
/* Of an application: "company" → "company-name"; any other name as it is. */
const char *sl_cli_fields_expand_name (const char *name);
/* A table for the help: what each field is called where. (transfer full) */
char *sl_cli_fields_describe (void);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SlCliFields, sl_cli_fields_clear)

G_END_DECLS
