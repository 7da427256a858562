/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One field's value: null, a whole number, or text. Small enough to lie by value in records and changes. */

#pragma once

#include <glib.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum {
  SL_VALUE_NULL,
  SL_VALUE_INTEGER,
  SL_VALUE_TEXT,
} SlValueType;

/**
 * SlValue:
 *
 * Zero-initialised it is null. @text is a reference-counted string (g_ref_string), so that copies are cheap
 * and may go from thread to thread.
 */
typedef struct {
  SlValueType type;
  union {
    gint64 integer;
    char *text;
  };
} SlValue;

#define SL_VALUE_INIT { SL_VALUE_NULL, { 0 } }

void sl_value_clear (SlValue *value);
void sl_value_copy (const SlValue *from, SlValue *to);
void sl_value_take (SlValue *from, SlValue *to);
void sl_value_set_integer (SlValue *value, gint64 integer);
void sl_value_set_text (SlValue *value, const char *text);
void sl_value_set_text_len (SlValue *value, const char *text, gssize length);
gboolean sl_value_equal (const SlValue *a, const SlValue *b);
gboolean sl_value_is_null (const SlValue *value);
const char *sl_value_get_text (const SlValue *value);
gint64 sl_value_get_integer (const SlValue *value, gint64 fallback);
JsonNode *sl_value_to_json (const SlValue *value);
gboolean sl_value_from_json (SlValue *value, JsonNode *node);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SlValue, sl_value_clear)

G_END_DECLS
