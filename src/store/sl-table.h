/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records in and out of their SQL tables, for every kind from its field table: the only writer of record tables. No
 * journal here: that is for those who call this. */

#pragma once

#include "sl-connection.h"
#include "sl-record.h"

G_BEGIN_DECLS

#define SL_TABLE_BIT(field) (G_GUINT64_CONSTANT (1) << (field))

/**
 * SlTableInsertFlags:
 * @SL_TABLE_INSERT_FRESH: the application is new: it can have no events yet
 */
typedef enum {
  SL_TABLE_INSERT_DEFAULT = 0,
  SL_TABLE_INSERT_FRESH = 1 << 0,
} SlTableInsertFlags;

const char *sl_table_get_select  (SlKind               kind);
SlRecord   *sl_table_read_row    (SlStatement         *statement,
                                  SlKind               kind);
SlRecord   *sl_table_read        (SlConnection        *connection,
                                  SlKind               kind,
                                  const char          *id,
                                  GError             **error);
SlRecord   *sl_table_read_by_pk  (SlConnection        *connection,
                                  SlKind               kind,
                                  gint64               pk,
                                  GError             **error);
gint64      sl_table_find_pk     (SlConnection        *connection,
                                  SlKind               kind,
                                  const char          *id);
char       *sl_table_find_id     (SlConnection        *connection,
                                  SlKind               kind,
                                  gint64               pk);
gint64      sl_table_insert      (SlConnection        *connection,
                                  SlRecord            *record,
                                  gint64               pk,
                                  SlTableInsertFlags   flags,
                                  GError             **error);
gboolean    sl_table_update      (SlConnection        *connection,
                                  SlRecord            *record,
                                  guint64              fields,
                                  GError             **error);
gboolean    sl_table_delete      (SlConnection        *connection,
                                  SlKind               kind,
                                  gint64               pk,
                                  GError             **error);

char       *sl_table_describe    (SlRecord            *record);

G_END_DECLS
