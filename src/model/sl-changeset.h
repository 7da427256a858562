/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is to change, gathered before it goes to the store in one transaction: the only way in. A changeset becomes
 * one step of undo. Owned by whoever builds it until handed to sl_store_apply_*, which keeps its own reference. */

#pragma once

#include "sl-record.h"

G_BEGIN_DECLS

/** SlActor: who changes. Only what @SL_ACTOR_PERSON and @SL_ACTOR_IMPORT did is undone by Ctrl+Z. */
typedef enum {
  SL_ACTOR_PERSON,
  SL_ACTOR_IMPORT,
  SL_ACTOR_MAIL,
  SL_ACTOR_SYNC,
  SL_ACTOR_UNDO,
  SL_ACTOR_REDO,
  SL_ACTOR_HOUSEKEEPING,
} SlActor;

typedef enum {
  SL_OP_INSERT,
  SL_OP_UPDATE,
  SL_OP_DELETE, /* for good; the Trash is an update of deleted-at */
} SlOp;

/**
 * SlChange:
 * @record: for an insert, the new record
 * @field: for an update, the field; one change per field
 */
typedef struct {
  SlOp op;
  SlKind kind;
  char *id;
  guint field;
  SlValue value;
  SlRecord *record;
} SlChange;

#define SL_TYPE_CHANGESET (sl_changeset_get_type ())
G_DECLARE_FINAL_TYPE (SlChangeset, sl_changeset, SL, CHANGESET, GObject)

SlChangeset *sl_changeset_new (SlActor actor, const char *deed);

SlActor sl_changeset_get_actor (SlChangeset *self);
const char *sl_changeset_get_deed (SlChangeset *self);
const char *sl_changeset_get_subject (SlChangeset *self);
void sl_changeset_set_subject (SlChangeset *self, const char *subject);
gboolean sl_changeset_get_follow_rules (SlChangeset *self);
void sl_changeset_set_follow_rules (SlChangeset *self, gboolean follow_rules);

void sl_changeset_insert (SlChangeset *self, SlRecord *record);
void sl_changeset_update (SlChangeset *self, SlKind kind, const char *id, guint field, const SlValue *value);
void sl_changeset_update_text (SlChangeset *self, SlKind kind, const char *id, guint field, const char *text);
void sl_changeset_update_integer (SlChangeset *self, SlKind kind, const char *id, guint field, gint64 integer);
void sl_changeset_trash (SlChangeset *self, SlKind kind, const char *id, gint64 now);
void sl_changeset_restore (SlChangeset *self, SlKind kind, const char *id);
void sl_changeset_delete (SlChangeset *self, SlKind kind, const char *id);
void sl_changeset_remove (SlChangeset *self, guint index);

guint sl_changeset_get_n_changes (SlChangeset *self);
guint sl_changeset_get_n_removed (SlChangeset *self);
const SlChange *sl_changeset_get_change (SlChangeset *self, guint index);

G_END_DECLS
