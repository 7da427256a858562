/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The record tables. Every kind of record is described once, as one static table of fields. From it come the
 * GObject properties of SlRecord, the SQL columns, JSON, CSV columns, validation and the editors' rows. */

#pragma once

#include <glib-object.h>

#include "sl-date.h"
#include "sl-value.h"

G_BEGIN_DECLS

/**
 * SlKind:
 *
 * The kinds of record. The order is the order in which exports are written and read: a kind only refers to
 * kinds before it, messages and events last.
 */
typedef enum {
  SL_KIND_RESUME_VERSION,
  SL_KIND_APPLICATION,
  SL_KIND_STAGE,
  SL_KIND_OUTCOME,
  SL_KIND_REFLECTION,
  SL_KIND_CONTACT,
  SL_KIND_DOCUMENT,
  SL_KIND_REMINDER,
  SL_KIND_TAG,
  SL_KIND_TAG_ASSIGNMENT,
  SL_KIND_SAVED_JOB,
  SL_KIND_EVENT,
  SL_KIND_MESSAGE,
  SL_KIND_SAVED_FILTER,
  SL_KIND_ANSWER,
  SL_N_KINDS,
  SL_KIND_NONE = -1,
} SlKind;

/**
 * SlFieldType:
 * @SL_TYPE_TEXT: UTF-8 text
 * @SL_TYPE_INTEGER: whole number
 * @SL_TYPE_BOOLEAN: 0 or 1
 * @SL_TYPE_DATE: text "YYYY-MM-DD", a day without a time zone
 * @SL_TYPE_TIME: integer, microseconds since 1970-01-01 UTC; JSON writes ISO 8601
 * @SL_TYPE_ENUM: text, one of the words of the field's #SlEnum; unknown words of a server are kept
 * @SL_TYPE_REFERENCE: text, the id of a record of the field's target kind
 * @SL_TYPE_JSON: text holding JSON (an array or object), kept as it came
 * @SL_TYPE_RANK: integer, a place within a board column, only meaningful in comparison
 */
typedef enum {
  SL_TYPE_TEXT,
  SL_TYPE_INTEGER,
  SL_TYPE_BOOLEAN,
  SL_TYPE_DATE,
  SL_TYPE_TIME,
  SL_TYPE_ENUM,
  SL_TYPE_REFERENCE,
  SL_TYPE_JSON,
  SL_TYPE_RANK,
} SlFieldType;

/**
 * SlFieldFlags:
 * @SL_FIELD_REQUIRED: may be neither null nor blank
 * @SL_FIELD_SYNCED: an OfferTracker server has it
 * @SL_FIELD_SEARCHED: goes into the full-text index
 * @SL_FIELD_LONG: text of several lines
 * @SL_FIELD_FOLDED: the store keeps a folded copy in column `<column>_fold`, for sorting and matching
 * @SL_FIELD_UNIQUE: no two living records share its folded text
 * @SL_FIELD_DERIVED: written by the store alone (triggers); never journalled, exported or edited
 * @SL_FIELD_HIDDEN: bookkeeping; no editor row, no CSV column
 * @SL_FIELD_OWNER: the reference to the parent: a record lives and goes to the Trash with it
 * @SL_FIELD_MONEY: a number in whole units of the record's currency; "$120k" is read too
 * @SL_FIELD_CURRENCY: text of three letters, an ISO 4217 code in upper case
 * @SL_FIELD_COLOR: text such as "#6366f1"
 * @SL_FIELD_TIME_OF_DAY: text "HH:MM", on a clock of 24 hours
 * @SL_FIELD_URL: text that is a web address (any text passes: people paste what they have)
 * @SL_FIELD_EMAIL: text that is a mail address
 * @SL_FIELD_PHONE: text that is a telephone number
 * @SL_FIELD_STARS: a small whole number from 1 on, shown as stars
 * @SL_FIELD_ZONE: text that names a time zone of the IANA database, as far as a person enters it
 */
typedef enum {
  SL_FIELD_REQUIRED = 1 << 0,
  SL_FIELD_SYNCED = 1 << 1,
  SL_FIELD_SEARCHED = 1 << 2,
  SL_FIELD_LONG = 1 << 3,
  SL_FIELD_FOLDED = 1 << 4,
  SL_FIELD_UNIQUE = 1 << 5,
  SL_FIELD_DERIVED = 1 << 6,
  SL_FIELD_HIDDEN = 1 << 7,
  SL_FIELD_OWNER = 1 << 8,
  SL_FIELD_MONEY = 1 << 9,
  SL_FIELD_CURRENCY = 1 << 10,
  SL_FIELD_COLOR = 1 << 11,
  SL_FIELD_TIME_OF_DAY = 1 << 12,
  SL_FIELD_URL = 1 << 13,
  SL_FIELD_EMAIL = 1 << 14,
  SL_FIELD_PHONE = 1 << 15,
  SL_FIELD_STARS = 1 << 16,
  SL_FIELD_ZONE = 1 << 17,
} SlFieldFlags;

/**
 * SlEnumValue:
 * @word: the word as stored and as the server writes it
 * @label: translatable word for people, written NC_() with the name of its #SlEnum as context: see sl_enum_label()
 */
typedef struct {
  const char *word;
  const char *label;
} SlEnumValue;

/** SlEnum: a NULL-word terminated list of the words of an enum field, in their natural order. */
typedef struct {
  const char *name;
  const SlEnumValue *values;
} SlEnum;

/**
 * SlField:
 * @name: property name (kebab-case), also the name on the command line
 * @column: SQL column and JSON key (snake_case)
 * @min: smallest number
 * @max: greatest number, or for text the most characters; 0: no limit
 * @initial: value of a new record, or NULL; also what a required field falls back to when emptied
 * @label: translatable (N_) label
 */
typedef struct {
  const char *name;
  const char *column;
  SlFieldType type;
  SlFieldFlags flags;
  gint64 min;
  gint64 max;
  const SlEnum *words;
  SlKind target;
  const char *initial;
  const char *label;
} SlField;

/**
 * SlKindInfo:
 * @name: "application", "tag-assignment"…; the word on the command line
 * @table: SQL table and JSON key of the list in an export
 * @type_name: GType name of its #SlRecord subtype, "SlApplication"…, for use in .ui files
 * @label: translatable (N_) singular
 */
typedef struct {
  SlKind kind;
  const char *name;
  const char *table;
  const char *type_name;
  const char *label;
  const SlField *fields;
  guint n_fields;
} SlKindInfo;

/* Every kind's table begins with these four. */
enum {
  SL_FIELD_ID,
  SL_FIELD_CREATED_AT,
  SL_FIELD_UPDATED_AT,
  SL_FIELD_DELETED_AT, /* when it went to the Trash, or null */
  SL_N_COMMON_FIELDS,
};

#define SL_FIELD_NONE G_MAXUINT

const SlKindInfo *sl_kind_get_info (SlKind kind);
SlKind sl_kind_from_name (const char *name);
const SlField *sl_kind_get_field (SlKind kind, guint field);
guint sl_kind_find_field (SlKind kind, const char *name_or_column);
guint sl_kind_guess_field (SlKind kind, const char *text);
guint sl_kind_get_owner_field (SlKind kind);

const char *sl_field_get_label (const SlField *field);
gboolean sl_field_is_integer (const SlField *field);
gboolean sl_field_is_editable (const SlField *field);
gboolean sl_field_check (const SlField *field, const SlValue *value, GError **error);
gboolean sl_field_check_foreign (const SlField *field, const SlValue *value, GError **error);
gboolean sl_field_parse (const SlField *field, const char *text, SlValue *value, GError **error);
/* Whether a person may enter @day: no year that nobody means, and nothing sent that is yet to come. @today may be SL_DAY_NONE. */
gboolean sl_field_check_day (const SlField *field, SlDay day, SlDay today, GError **error);
gboolean sl_field_parse_on (const SlField *field, const char *text, SlDay today, SlValue *value, GError **error);
gboolean sl_field_find_currency (const SlField *field, const char *text, const char *present, char code[4]);
char *sl_field_format (const SlField *field, const SlValue *value);
void sl_field_get_initial (const SlField *field, SlValue *value);

int sl_enum_index (const SlEnum *words, const char *word);
const char *sl_enum_match (const SlEnum *words, const char *text);
const char *sl_enum_label (const SlEnum *words, const char *word);
guint sl_enum_count (const SlEnum *words);

G_END_DECLS
