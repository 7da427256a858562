/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-transaction.h. */

#define G_LOG_DOMAIN "sl-transaction"

#include "config.h"

#include "sl-transaction-private.h"

struct _SlTransaction {
  GObject parent_instance;

  gint64 id;
  gint64 time;
  SlActor actor;
  char *deed;
  char *subject;
  guint n_changes;
  SlTransactionState state;
  GPtrArray *entries;
  char *left_out;
};

G_DEFINE_FINAL_TYPE (SlTransaction, sl_transaction, G_TYPE_OBJECT)

static void
journal_entry_free (SlJournalEntry *entry)
{
  g_free (entry->id);
  g_free (entry->application_id);
  g_free (entry->fields);
  g_free (entry);
}

static void
sl_transaction_finalize (GObject *object)
{
  SlTransaction *self = SL_TRANSACTION (object);

  g_free (self->deed);
  g_free (self->subject);
  g_free (self->left_out);
  g_clear_pointer (&self->entries, g_ptr_array_unref);

  G_OBJECT_CLASS (sl_transaction_parent_class)->finalize (object);
}

static void
sl_transaction_class_init (SlTransactionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_transaction_finalize;
}

static void
sl_transaction_init (SlTransaction *self)
{
}

SlTransaction *
_sl_transaction_new (gint64             id,
                     gint64             time,
                     SlActor            actor,
                     const char        *deed,
                     const char        *subject,
                     guint              n_changes,
                     SlTransactionState state)
{
  SlTransaction *self = g_object_new (SL_TYPE_TRANSACTION, NULL);

  self->id = id;
  self->time = time;
  self->actor = actor;
  self->deed = g_strdup (deed);
  self->subject = g_strdup (subject);
  self->n_changes = n_changes;
  self->state = state;
  return self;
}

/* Takes @words (nullable). Only while the transaction is being made. */
void
_sl_transaction_take_left_out (SlTransaction *self,
                               char          *words)
{
  g_free (self->left_out);
  self->left_out = words;
}

/* Takes @entry. Only while the transaction is being made. */
void
_sl_transaction_add_entry (SlTransaction  *self,
                           SlJournalEntry *entry)
{
  if (self->entries == NULL)
    self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) journal_entry_free);
  g_ptr_array_add (self->entries, entry);
}

/** sl_transaction_get_id: its number in the journal, growing with time; 0: nothing had to be changed */
gint64
sl_transaction_get_id (SlTransaction *self)
{
  g_return_val_if_fail (SL_IS_TRANSACTION (self), 0);
  return self->id;
}

/** sl_transaction_get_time: microseconds since 1970 UTC */
gint64
sl_transaction_get_time (SlTransaction *self)
{
  g_return_val_if_fail (SL_IS_TRANSACTION (self), 0);
  return self->time;
}

/** sl_transaction_get_actor: who did it */
SlActor
sl_transaction_get_actor (SlTransaction *self)
{
  g_return_val_if_fail (SL_IS_TRANSACTION (self), SL_ACTOR_PERSON);
  return self->actor;
}

/** sl_transaction_get_deed: (transfer none): what was done, as the changeset called it */
const char *
sl_transaction_get_deed (SlTransaction *self)
{
  g_return_val_if_fail (SL_IS_TRANSACTION (self), NULL);
  return self->deed;
}

/** sl_transaction_get_subject: (transfer none) (nullable): to what, as the changeset called it */
const char *
sl_transaction_get_subject (SlTransaction *self)
{
  g_return_val_if_fail (SL_IS_TRANSACTION (self), NULL);
  return self->subject;
}

/** sl_transaction_get_n_changes: records that the changeset itself touched; what followed by rule isn't counted */
guint
sl_transaction_get_n_changes (SlTransaction *self)
{
  g_return_val_if_fail (SL_IS_TRANSACTION (self), 0);
  return self->n_changes;
}

/**
 * sl_transaction_get_left_out:
 *
 * Returns: (transfer none) (nullable): for an undo or redo that was just done, a sentence that says what stays as it is,
 *   because somebody else changed it since; %NULL: nothing
 */
const char *
sl_transaction_get_left_out (SlTransaction *self)
{
  g_return_val_if_fail (SL_IS_TRANSACTION (self), NULL);
  return self->left_out;
}

/** sl_transaction_is_undone: whether it was taken back since */
gboolean
sl_transaction_is_undone (SlTransaction *self)
{
  g_return_val_if_fail (SL_IS_TRANSACTION (self), FALSE);
  return self->state != SL_TRANSACTION_DONE;
}

/** sl_transaction_get_entries: (transfer none) (nullable) (element-type SlJournalEntry): when it was read with them */
GPtrArray *
sl_transaction_get_entries (SlTransaction *self)
{
  g_return_val_if_fail (SL_IS_TRANSACTION (self), NULL);
  return self->entries;
}
