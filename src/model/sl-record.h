/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One record of any kind. Its fields, limits and properties come from the kind's table (sl-field.h). */

#pragma once

#include "sl-field.h"

G_BEGIN_DECLS

#define SL_TYPE_RECORD (sl_record_get_type ())
G_DECLARE_DERIVABLE_TYPE (SlRecord, sl_record, SL, RECORD, GObject)

struct _SlRecordClass {
  GObjectClass parent_class;
  SlKind kind;
};

GType sl_record_get_type_for_kind (SlKind kind);
void sl_record_ensure_types (void);

SlRecord *sl_record_new (SlKind kind);
SlRecord *sl_record_new_blank (SlKind kind);
SlRecord *sl_record_dup (SlRecord *self);

SlKind sl_record_get_kind (SlRecord *self);
const SlKindInfo *sl_record_get_info (SlRecord *self);
const char *sl_record_get_id (SlRecord *self);
gint64 sl_record_get_pk (SlRecord *self);
void sl_record_set_pk (SlRecord *self, gint64 pk);

const SlValue *sl_record_get_value (SlRecord *self, guint field);
void sl_record_set_value (SlRecord *self, guint field, const SlValue *value);
void sl_record_take_value (SlRecord *self, guint field, SlValue *value);
const char *sl_record_get_text (SlRecord *self, guint field);
void sl_record_set_text (SlRecord *self, guint field, const char *text);
gint64 sl_record_get_integer (SlRecord *self, guint field, gint64 fallback);
void sl_record_set_integer (SlRecord *self, guint field, gint64 integer);
gboolean sl_record_is_null (SlRecord *self, guint field);
void sl_record_set_null (SlRecord *self, guint field);
gboolean sl_record_parse (SlRecord *self, guint field, const char *text, GError **error);

gboolean sl_record_check (SlRecord *self, GError **error);
gboolean sl_record_check_foreign (SlRecord *self, GError **error);
gboolean sl_record_check_together (SlRecord *self, GError **error);
gboolean sl_record_equal (SlRecord *self, SlRecord *other);

JsonObject *sl_record_to_json (SlRecord *self);
SlRecord *sl_record_from_json (SlKind kind, JsonObject *object, GError **error);
SlRecord *sl_record_from_json_partly (SlKind kind, JsonObject *object, guint64 *unread);

G_END_DECLS
