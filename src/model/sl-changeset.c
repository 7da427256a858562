/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-changeset.h. Once handed to the store a changeset belongs to the writer thread: the rules add to it there,
 * and inserted records get their times and what the rules fill in. */

#define G_LOG_DOMAIN "sl-changeset"

#include "config.h"

#include "sl-changeset.h"

struct _SlChangeset {
  GObject parent_instance;

  char *deed;
  char *subject;
  GArray *changes; /* of SlChange */
  guint n_removed;
  SlActor actor;
  gboolean follow_rules;
};

G_DEFINE_FINAL_TYPE (SlChangeset, sl_changeset, G_TYPE_OBJECT)

static void
clear_change (gpointer data)
{
  SlChange *change = data;

  g_clear_pointer (&change->id, g_free);
  sl_value_clear (&change->value);
  g_clear_object (&change->record);
}

static void
sl_changeset_finalize (GObject *object)
{
  SlChangeset *self = SL_CHANGESET (object);

  g_free (self->deed);
  g_free (self->subject);
  g_array_unref (self->changes);

  G_OBJECT_CLASS (sl_changeset_parent_class)->finalize (object);
}

static void
sl_changeset_class_init (SlChangesetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_changeset_finalize;
}

static void
sl_changeset_init (SlChangeset *self)
{
  self->changes = g_array_new (FALSE, TRUE, sizeof (SlChange));
  g_array_set_clear_func (self->changes, clear_change);
}

/**
 * sl_changeset_new:
 * @actor: who changes
 * @deed: what was done, as the journal keeps it and undo shows it
 *
 * The rules (sl-rules.h) are followed for what people, imports and mail do; what comes from a server, and what undo and
 * redo bring back, stands as it is.
 *
 * Returns: (transfer full): an empty changeset
 */
SlChangeset *
sl_changeset_new (SlActor actor, const char *deed)
{
  SlChangeset *self = g_object_new (SL_TYPE_CHANGESET, NULL);

  self->actor = actor;
  self->deed = g_strdup (deed);
  self->follow_rules = actor == SL_ACTOR_PERSON || actor == SL_ACTOR_IMPORT || actor == SL_ACTOR_MAIL;
  return self;
}

/** sl_changeset_get_actor: who changes something */
SlActor
sl_changeset_get_actor (SlChangeset *self)
{
  g_return_val_if_fail (SL_IS_CHANGESET (self), SL_ACTOR_PERSON);

  return self->actor;
}

/**
 * sl_changeset_get_deed:
 * @self: a changeset
 *
 * Returns: (nullable): what was done
 */
const char *
sl_changeset_get_deed (SlChangeset *self)
{
  g_return_val_if_fail (SL_IS_CHANGESET (self), NULL);

  return self->deed;
}

/**
 * sl_changeset_get_subject:
 * @self: a changeset
 *
 * Returns: (nullable): what it was done to, for people ("Rowan Ltd, Baker")
 */
const char *
sl_changeset_get_subject (SlChangeset *self)
{
  g_return_val_if_fail (SL_IS_CHANGESET (self), NULL);

  return self->subject;
}

/** sl_changeset_set_subject: @subject (nullable): to what it is done, for the journal’s wording; copied */
void
sl_changeset_set_subject (SlChangeset *self, const char *subject)
{
  g_return_if_fail (SL_IS_CHANGESET (self));

  g_set_str (&self->subject, subject);
}

/** sl_changeset_get_follow_rules: whether the automatic moves follow */
gboolean
sl_changeset_get_follow_rules (SlChangeset *self)
{
  g_return_val_if_fail (SL_IS_CHANGESET (self), FALSE);

  return self->follow_rules;
}

/**
 * sl_changeset_set_follow_rules:
 * @self: a changeset
 * @follow_rules: whether the automatic moves follow; %FALSE also lets words pass that an enum doesn't have, as an
 *   export that is read back may hold them, and has a record lie in the Trash since when it is said, not since when it
 *   first came there
 */
void
sl_changeset_set_follow_rules (SlChangeset *self, gboolean follow_rules)
{
  g_return_if_fail (SL_IS_CHANGESET (self));

  self->follow_rules = follow_rules;
}

/**
 * sl_changeset_insert:
 * @self: a changeset
 * @record: (transfer none): a new record; it belongs to the changeset from here on and is changed by the store
 */
void
sl_changeset_insert (SlChangeset *self, SlRecord *record)
{
  SlChange change = { .op = SL_OP_INSERT, .field = SL_FIELD_NONE };

  g_return_if_fail (SL_IS_CHANGESET (self));
  g_return_if_fail (SL_IS_RECORD (record));
  g_return_if_fail (sl_record_get_id (record) != NULL);

  change.kind = sl_record_get_kind (record);
  change.id = g_strdup (sl_record_get_id (record));
  change.record = g_object_ref (record);
  g_array_append_val (self->changes, change);
}

/**
 * sl_changeset_update:
 * @self: a changeset
 * @kind: the kind of the record
 * @id: its id
 * @field: which of its fields; neither the id nor a derived one
 * @value: what shall stand there
 */
void
sl_changeset_update (SlChangeset *self, SlKind kind, const char *id, guint field, const SlValue *value)
{
  SlChange change = { .op = SL_OP_UPDATE, .kind = kind, .field = field };
  const SlField *row = sl_kind_get_field (kind, field);

  g_return_if_fail (SL_IS_CHANGESET (self));
  g_return_if_fail (id != NULL);
  g_return_if_fail (row != NULL && field != SL_FIELD_ID && !(row->flags & SL_FIELD_DERIVED));

  change.id = g_strdup (id);
  sl_value_copy (value, &change.value);
  g_array_append_val (self->changes, change);
}

/**
 * sl_changeset_update_text:
 * @self: a changeset
 * @kind: the kind of the record
 * @id: its id
 * @field: which of its fields
 * @text: (nullable): what shall stand there; %NULL for null
 */
void
sl_changeset_update_text (SlChangeset *self, SlKind kind, const char *id, guint field, const char *text)
{
  g_auto (SlValue) value = SL_VALUE_INIT;

  sl_value_set_text (&value, text);
  sl_changeset_update (self, kind, id, field, &value);
}

/** sl_changeset_update_integer: as sl_changeset_update(), with a whole number */
void
sl_changeset_update_integer (SlChangeset *self, SlKind kind, const char *id, guint field, gint64 integer)
{
  g_auto (SlValue) value = SL_VALUE_INIT;

  sl_value_set_integer (&value, integer);
  sl_changeset_update (self, kind, id, field, &value);
}

/**
 * sl_changeset_trash:
 * @self: a changeset
 * @kind: the kind of the record
 * @id: its id
 * @now: when it goes to the Trash, in microseconds since 1970 UTC
 */
void
sl_changeset_trash (SlChangeset *self, SlKind kind, const char *id, gint64 now)
{
  sl_changeset_update_integer (self, kind, id, SL_FIELD_DELETED_AT, now);
}

/**
 * sl_changeset_restore:
 * @self: a changeset
 * @kind: the kind of the record
 * @id: its id
 *
 * Takes the record out of the Trash.
 */
void
sl_changeset_restore (SlChangeset *self, SlKind kind, const char *id)
{
  sl_changeset_update_text (self, kind, id, SL_FIELD_DELETED_AT, NULL);
}

/**
 * sl_changeset_delete:
 * @self: a changeset
 * @kind: the kind of the record
 * @id: its id
 *
 * Deletes the record for good; see sl_changeset_trash() for what a person's Delete does.
 */
void
sl_changeset_delete (SlChangeset *self, SlKind kind, const char *id)
{
  SlChange change = { .op = SL_OP_DELETE, .kind = kind, .field = SL_FIELD_NONE };

  g_return_if_fail (SL_IS_CHANGESET (self));
  g_return_if_fail (id != NULL);

  change.id = g_strdup (id);
  g_array_append_val (self->changes, change);
}

/** sl_changeset_remove: takes back the change at @index; those behind it move up */
void
sl_changeset_remove (SlChangeset *self, guint index)
{
  g_return_if_fail (SL_IS_CHANGESET (self));
  g_return_if_fail (index < self->changes->len);

  g_array_remove_index (self->changes, index);
  self->n_removed++;
}

/** sl_changeset_get_n_removed: how many changes it held and was taken back */
guint
sl_changeset_get_n_removed (SlChangeset *self)
{
  g_return_val_if_fail (SL_IS_CHANGESET (self), 0);

  return self->n_removed;
}

/** sl_changeset_get_n_changes: how many changes it holds so far */
guint
sl_changeset_get_n_changes (SlChangeset *self)
{
  g_return_val_if_fail (SL_IS_CHANGESET (self), 0);

  return self->changes->len;
}

/**
 * sl_changeset_get_change:
 * @self: a changeset
 * @index: which change
 *
 * Returns: (transfer none): the change, valid until another one is added
 */
const SlChange *
sl_changeset_get_change (SlChangeset *self, guint index)
{
  g_return_val_if_fail (SL_IS_CHANGESET (self), NULL);
  g_return_val_if_fail (index < self->changes->len, NULL);

  return &g_array_index (self->changes, SlChange, index);
}
