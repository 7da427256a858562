/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by sl-import-json.c (the scan) and sl-import-json-plan.c (the records). */

#pragma once

#include "sl-import-json.h"

G_BEGIN_DECLS

/** Span: where one object of the file lies. */
typedef struct {
  gsize start;
  gsize length;
} SlImportSpan;

/** SlImportList: a list of the file that isn't empty. */
typedef struct {
  char *key;
  SlKind kind; /* SL_KIND_NONE: nothing is known that is called so */
  guint n;
} SlImportList;

struct _SlImportJson {
  GBytes *utf8;
  GArray *spans[SL_N_KINDS]; /* (nullable): SlImportSpan of each record; for a list, all under SL_KIND_APPLICATION */
  GArray *lists;             /* SlImportList, but the one that is taken for the applications */
  GArray *files;             /* (nullable): SlImportSpan of each attached file */
  gboolean is_list;          /* an array of applications, with others nested in them */
  gboolean is_table;         /* flat objects of any names */
};

gboolean _sl_import_json_find_member (SlImportJson *self, const SlImportSpan *span, const char *name, SlImportSpan *value);
JsonObject *_sl_import_json_parse_span (SlImportJson *self, const SlImportSpan *span, GError **error);

G_END_DECLS
