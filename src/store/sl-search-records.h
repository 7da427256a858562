/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The full-text index of all kinds of records but applications: what they hold in their SL_FIELD_SEARCHED fields. */

#pragma once

#include "sl-connection.h"
#include "sl-record.h"

G_BEGIN_DECLS

/* The searched fields of @kind, as bits (SL_TABLE_BIT); none for applications. */
guint64  sl_search_records_get_fields (SlKind         kind);
gboolean sl_search_records_has_words  (SlRecord      *record);
/* That the row is new, another one, or gone. */
gboolean sl_search_records_note       (SlConnection  *connection,
                                       SlKind         kind,
                                       gint64         pk,
                                       GError       **error);

gboolean sl_search_records_is_behind  (SlConnection  *connection);
gboolean sl_search_records_catch_up   (SlConnection  *connection,
                                       guint          n_rows,
                                       GError       **error);
gboolean sl_search_records_rebuild    (SlConnection  *connection,
                                       GError       **error);

/* SQL for the pks of applications that have records with the words of a full-text expression, its one parameter. */
const char *sl_search_records_get_owners_sql (void);
/* The folded words of a row "a" of @kind's table as SQL. (transfer full) */
char    *sl_search_records_build_text (SlKind         kind);

G_END_DECLS
