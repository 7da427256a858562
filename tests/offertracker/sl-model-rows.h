/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model server's database: rows in hash tables with an index for each column that refers, and the database's own
 * rules (types, references, uniqueness, checks, cascades, updated_at). Knows nothing of requests and of who may do what. */
#pragma once

#include "sl-model-kinds.h"

G_BEGIN_DECLS

typedef enum {
  SL_MODEL_NULL,
  SL_MODEL_IS_TEXT, /* days, too */
  SL_MODEL_IS_INT,
  SL_MODEL_IS_BOOL,
  SL_MODEL_IS_TIME,
  SL_MODEL_IS_JSON,
} SlModelValueType;

typedef struct {
  SlModelValueType type;
  gint64 number; /* times: microseconds since 1970 UTC */
  char *text;
} SlModelValue;

/* A row to come, or what shall change of one: those columns that are set. */
typedef struct {
  SlModelKind kind;
  gboolean set[SL_MODEL_MAX_FIELDS];
  SlModelValue values[SL_MODEL_MAX_FIELDS];
} SlModelDraft;

typedef struct {
  SlModelKind kind;
  char *provenance; /* nullable */
  char *secret;     /* users: the password */
  gboolean lying;   /* users: see sl_model_server_set_lying() */
  guint reached;    /* users: the milestones they have, a bit each */
  SlModelValue values[];
} SlModelRow;

typedef struct _SlModelRows SlModelRows;

/* The database's clock: each reading later than the last. */
typedef gint64 (*SlModelStamp) (gpointer data);
/* Writes a new id. */
typedef void (*SlModelNewId) (gpointer data,
                              char     id[37]);

SlModelRows  *sl_model_rows_new        (SlModelStamp         stamp,
                                        SlModelNewId         new_id,
                                        gpointer             data);
void          sl_model_rows_free       (SlModelRows         *self);
SlModelRow   *sl_model_rows_find       (SlModelRows         *self,
                                        SlModelKind          kind,
                                        const char          *id);
SlModelRow   *sl_model_rows_find_by    (SlModelRows         *self,
                                        SlModelKind          kind,
                                        const char          *column,
                                        const char          *value,
                                        const char          *other_column,
                                        const char          *other_value);
GPtrArray    *sl_model_rows_all        (SlModelRows         *self,
                                        SlModelKind          kind);
GPtrArray    *sl_model_rows_of         (SlModelRows         *self,
                                        SlModelKind          kind,
                                        const char          *column,
                                        const char          *value);
GPtrArray    *sl_model_rows_ordered    (SlModelRows         *self,
                                        SlModelKind          kind,
                                        const char          *column,
                                        const char          *value);
SlModelRow   *sl_model_rows_insert     (SlModelRows         *self,
                                        SlModelDraft        *draft,
                                        const char          *provenance);
gboolean      sl_model_rows_update     (SlModelRows         *self,
                                        SlModelRow          *row,
                                        SlModelDraft        *draft);
void          sl_model_rows_delete     (SlModelRows         *self,
                                        SlModelRow          *row);
guint         sl_model_rows_count      (SlModelRows         *self,
                                        const char          *collection,
                                        const char          *provenance,
                                        guint               *out_ever);

const char   *sl_model_row_id          (SlModelRow          *row);
const char   *sl_model_row_text        (SlModelRow          *row,
                                        const char          *column);
gint64        sl_model_row_number      (SlModelRow          *row,
                                        const char          *column);
SlModelValue *sl_model_row_value       (SlModelRow          *row,
                                        const char          *column);

void          sl_model_draft_init      (SlModelDraft        *draft,
                                        SlModelKind          kind);
void          sl_model_draft_clear     (SlModelDraft        *draft);
gboolean      sl_model_draft_is_empty  (SlModelDraft        *draft);
SlModelValue *sl_model_draft_get       (SlModelDraft        *draft,
                                        const char          *column);
void          sl_model_draft_text      (SlModelDraft        *draft,
                                        const char          *column,
                                        const char          *text);
void          sl_model_draft_json      (SlModelDraft        *draft,
                                        const char          *column,
                                        const char          *json);
void          sl_model_draft_number    (SlModelDraft        *draft,
                                        const char          *column,
                                        SlModelValueType     type,
                                        gint64               number);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SlModelDraft, sl_model_draft_clear)

G_END_DECLS
