/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a record of any kind is called when it is told of beside others: by its own name, and by the application that it
 * belongs to. */

#pragma once

#include "sl-connection.h"
#include "sl-record.h"

G_BEGIN_DECLS

/**
 * SlRecordName:
 * @name: (nullable): where the kind has one of its own; of a tag on an application the tag's
 * @company: (nullable): its own, or that of the application that it belongs to
 * @role: (nullable): as the company
 *
 * All %NULL: the record isn't there any more.
 */
typedef struct {
  SlKind kind;
  char *name;
  char *company;
  char *role;
} SlRecordName;

SlRecordName *sl_record_name_read     (SlConnection *connection, SlKind kind, const char *id, GError **error);
SlRecordName *sl_record_name_copy     (const SlRecordName *self);
void          sl_record_name_free     (SlRecordName *self);
gboolean      sl_record_name_is_gone  (const SlRecordName *self);
char         *sl_record_name_describe (const SlRecordName *self);

/* For questions about many: the three columns, and what joins to the records “r”, with their application as “o”. */
void          sl_record_name_append_columns (GString *sql, SlKind kind);
void          sl_record_name_append_joins   (GString *sql, SlKind kind);
SlRecordName *sl_record_name_take           (SlStatement *statement, int column, SlKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlRecordName, sl_record_name_free)

G_END_DECLS
