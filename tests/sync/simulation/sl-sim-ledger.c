/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was done and acknowledged, by whom and in which order: against this the end is held. Records are known by a name
 * that nobody changes. */
#include "config.h"

#include "sl-kinds.h"
#include "sl-sim.h"
#include "sl-text.h"

struct _SlSimLedger {
  GPtrArray *entries;  /* of SlSimEntry */
  GHashTable *by_key;  /* "kind key" → SlSimEntry */
  guint number;
};

static void
edit_clear (gpointer data)
{
  sl_value_clear (&((SlSimEdit *) data)->value);
}

static void
entry_free (gpointer data)
{
  SlSimEntry *entry = data;

  g_free (entry->key);
  g_free (entry->parent);
  g_ptr_array_unref (entry->former);
  g_array_unref (entry->edits);
  g_array_unref (entry->deletions);
  g_array_unref (entry->restores);
  g_hash_table_unref (entry->names);
  g_free (entry);
}

SlSimLedger *
sl_sim_ledger_new (void)
{
  SlSimLedger *self = g_new0 (SlSimLedger, 1);

  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
sl_sim_ledger_free (SlSimLedger *self)
{
  g_hash_table_unref (self->by_key);
  g_ptr_array_unref (self->entries);
  g_free (self);
}

static char *
build_name (SlKind      kind,
            const char *key)
{
  return g_strdup_printf ("%d %s", kind, key);
}

SlSimEntry *
sl_sim_ledger_find (SlSimLedger *self,
                    SlKind       kind,
                    const char  *key)
{
  g_autofree char *name = build_name (kind, key);

  return g_hash_table_lookup (self->by_key, name);
}

void
sl_sim_ledger_make (SlSimLedger *self,
                    SlKind       kind,
                    const char  *key,
                    const char  *parent,
                    int          actor)
{
  SlSimEntry *entry = sl_sim_ledger_find (self, kind, key);

  if (entry == NULL)
    {
      entry = g_new0 (SlSimEntry, 1);
      entry->kind = kind;
      entry->key = g_strdup (key);
      entry->parent = g_strdup (parent);
      entry->former = g_ptr_array_new_with_free_func (g_free);
      entry->maker = actor;
      entry->edits = g_array_new (FALSE, TRUE, sizeof (SlSimEdit));
      g_array_set_clear_func (entry->edits, edit_clear);
      entry->deletions = g_array_new (FALSE, TRUE, sizeof (SlSimEdit));
      entry->restores = g_array_new (FALSE, TRUE, sizeof (SlSimEdit));
      entry->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_ptr_array_add (self->entries, entry);
      g_hash_table_insert (self->by_key, build_name (kind, key), entry);
    }
  entry->n_made++;
  entry->last_maker = actor;
  entry->last_made = ++self->number;
}

static void
add_edit (SlSimLedger   *self,
          SlKind         kind,
          const char    *key,
          guint          field,
          const SlValue *value,
          int            actor,
          gboolean       automatic)
{
  SlSimEntry *entry = sl_sim_ledger_find (self, kind, key);
  SlSimEdit edit = { .number = ++self->number, .field = field, .actor = actor, .automatic = automatic };

  if (entry == NULL)
    return;
  sl_value_copy (value, &edit.value);
  g_array_append_val (entry->edits, edit);
}

void
sl_sim_ledger_edit (SlSimLedger   *self,
                    SlKind         kind,
                    const char    *key,
                    guint          field,
                    const SlValue *value,
                    int            actor)
{
  add_edit (self, kind, key, field, value, actor, FALSE);
  if (kind == SL_KIND_TAG && field == SL_TAG_NAME)
    sl_sim_ledger_name (self, key, sl_value_get_text (value));
}

void
sl_sim_ledger_follow (SlSimLedger   *self,
                      SlKind         kind,
                      const char    *key,
                      guint          field,
                      const SlValue *value,
                      int            actor)
{
  add_edit (self, kind, key, field, value, actor, TRUE);
  if (kind == SL_KIND_TAG && field == SL_TAG_NAME)
    sl_sim_ledger_name (self, key, sl_value_get_text (value));
}

void
sl_sim_ledger_delete (SlSimLedger *self,
                      SlKind       kind,
                      const char  *key,
                      int          actor)
{
  SlSimEntry *entry = sl_sim_ledger_find (self, kind, key);
  SlSimEdit edit = { .number = ++self->number, .actor = actor };

  if (entry != NULL)
    g_array_append_val (entry->deletions, edit);
}

/** sl_sim_ledger_restore: what was deleted is there again: somebody undid it, or took it from the Trash */
void
sl_sim_ledger_restore (SlSimLedger *self,
                       SlKind       kind,
                       const char  *key,
                       int          actor)
{
  SlSimEntry *entry = sl_sim_ledger_find (self, kind, key);
  SlSimEdit edit = { .number = ++self->number, .actor = actor };

  if (entry != NULL)
    g_array_append_val (entry->restores, edit);
}

/** sl_sim_ledger_move: it belongs to application @parent (nullable) from now on: to others it is as if it was deleted, and is there again */
void
sl_sim_ledger_move (SlSimLedger *self,
                    SlKind       kind,
                    const char  *key,
                    const char  *parent,
                    int          actor)
{
  SlSimEntry *entry = sl_sim_ledger_find (self, kind, key);

  if (entry == NULL)
    return;
  if (entry->parent != NULL)
    g_ptr_array_add (entry->former, g_strdup (entry->parent));
  g_set_str (&entry->parent, parent);
  sl_sim_ledger_delete (self, kind, key, actor);
  sl_sim_ledger_restore (self, kind, key, actor);
}

/** sl_sim_ledger_empty: somebody emptied the Trash */
void
sl_sim_ledger_empty (SlSimLedger *self)
{
  guint number = ++self->number;

  for (guint i = 0; i < self->entries->len; i++)
    {
      SlSimEntry *entry = g_ptr_array_index (self->entries, i);

      if (entry->deletions->len > 0)
        entry->emptied = number;
    }
}

/** sl_sim_ledger_name: what tag @key is called, or would be */
void
sl_sim_ledger_name (SlSimLedger *self,
                    const char  *key,
                    const char  *name)
{
  SlSimEntry *entry = sl_sim_ledger_find (self, SL_KIND_TAG, key);

  if (entry != NULL && name != NULL)
    g_hash_table_add (entry->names, sl_text_fold (name));
}

static gboolean
has_name_of (SlSimEntry *one,
             SlSimEntry *other)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, one->names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (g_hash_table_contains (other->names, name))
      return TRUE;
  return FALSE;
}

/** sl_sim_ledger_shares_name: whether @tag had a name that another tag had, too, but for capitals and accents */
gboolean
sl_sim_ledger_shares_name (SlSimLedger *self,
                           SlSimEntry  *tag)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      SlSimEntry *other = g_ptr_array_index (self->entries, i);

      if (other != tag && other->kind == SL_KIND_TAG && has_name_of (tag, other))
        return TRUE;
    }
  return FALSE;
}

/** sl_sim_ledger_write_over: what the web page wrote in @field after number @since nobody saw, and it is gone now */
void
sl_sim_ledger_write_over (SlSimLedger *self,
                          SlKind       kind,
                          const char  *key,
                          guint        field,
                          guint        since)
{
  SlSimEntry *entry = sl_sim_ledger_find (self, kind, key);

  for (guint i = 0; entry != NULL && i < entry->edits->len; i++)
    {
      SlSimEdit *edit = &g_array_index (entry->edits, SlSimEdit, i);

      edit->unseen |= edit->field == field && edit->actor == SL_SIM_WEB && edit->number > since;
    }
}

/** sl_sim_ledger_write_blind: what stood in @field, and what @actor couldn't tell from what it knew, is gone now */
void
sl_sim_ledger_write_blind (SlSimLedger *self,
                           SlKind       kind,
                           const char  *key,
                           guint        field,
                           int          actor)
{
  SlSimEntry *entry = sl_sim_ledger_find (self, kind, key);

  for (guint i = 0; entry != NULL && i < entry->edits->len; i++)
    {
      SlSimEdit *edit = &g_array_index (entry->edits, SlSimEdit, i);

      edit->unseen |= edit->field == field && (edit->blind & (1u << actor)) != 0;
    }
}

/** sl_sim_ledger_get_number: of the last thing that was done */
guint
sl_sim_ledger_get_number (SlSimLedger *self)
{
  return self->number;
}

GPtrArray *
sl_sim_ledger_get_entries (SlSimLedger *self)
{
  return self->entries;
}
