/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person takes back, brings again, takes from the Trash and merges. What an undo did stands in its own step of the journal,
 * and is noted as if the person had done that by hand. */
#include "config.h"

#include "sl-journal.h"
#include "sl-kinds.h"
#include "sl-sim.h"
#include "sl-store-query.h"
#include "sl-table.h"
#include "sl-tracker-wire.h"

#define BIT(field) (G_GUINT64_CONSTANT (1) << (field))

/* State of one step that is noted. */
typedef struct {
  SlSimWorld *world;
  SlSimClient *client;
  SlRecord *record;
  char *key;
  gboolean moves; /* rounds or offers went or came with it */
} Noting;

static gboolean
take_before (guint          field,
             const SlValue *before,
             const SlValue *after,
             gpointer       data,
             GError       **error)
{
  sl_record_set_value (data, field, before);
  return TRUE;
}

/* (transfer full) (nullable): the record of an entry: as it is, or as it was when it went. */
static SlRecord *
read_record (SlSimClient        *client,
             const SlJournalRow *row)
{
  SlRecord *record = row->op != SL_OP_DELETE ? sl_table_read_by_pk (client->connection, row->kind, row->pk, NULL) : sl_record_new_blank (row->kind);

  if (row->op == SL_OP_DELETE)
    sl_journal_foreach_field (row->kind, row->fields, take_before, record, NULL);
  return record;
}

static void
note_field (Noting        *self,
            guint          field,
            const SlValue *value)
{
  SlKind kind = sl_record_get_kind (self->record);
  g_autofree char *text = sl_field_format (sl_kind_get_field (kind, field), value);

  sl_sim_note (self->world, "  and so %s of %s %s is %s", sl_kind_get_field (kind, field)->column, sl_kind_get_info (kind)->name, self->key, text);
  /* With its round or its offer the application moves by itself. */
  if ((self->moves && kind == SL_KIND_APPLICATION && field == SL_APPLICATION_STATUS) || sl_sim_is_back (self->client, self->record, field, value))
    {
      sl_sim_ledger_follow (self->world->ledger, kind, self->key, field, value, self->client->number);
      return;
    }
  sl_sim_ledger_edit (self->world->ledger, kind, self->key, field, value, self->client->number);
  sl_sim_look_for_edit (self->world, kind, self->key);
}

static void
note_moved (Noting     *self,
            const char *application)
{
  SlKind kind = sl_record_get_kind (self->record);
  g_autoptr (SlRecord) parent = application != NULL ? sl_table_read (self->client->connection, SL_KIND_APPLICATION, application, NULL) : NULL;
  const char *key = parent != NULL ? sl_record_get_text (parent, SL_APPLICATION_COMPANY_NAME) : NULL;

  sl_sim_note (self->world, "  and so %s %s belongs to %s", sl_kind_get_info (kind)->name, self->key, key);
  sl_sim_ledger_move (self->world->ledger, kind, self->key, key, self->client->number);
}

static void
note_gone (Noting  *self,
           gboolean gone)
{
  SlKind kind = sl_record_get_kind (self->record);

  sl_sim_note (self->world, "  and so %s %s is %s", sl_kind_get_info (kind)->name, self->key, gone ? "deleted" : "back");
  (gone ? sl_sim_ledger_delete : sl_sim_ledger_restore) (self->world->ledger, kind, self->key, self->client->number);
}

static gboolean
note_changed (guint          field,
              const SlValue *before,
              const SlValue *after,
              gpointer       data,
              GError       **error)
{
  Noting *self = data;
  SlKind kind = sl_record_get_kind (self->record);

  if (field == SL_FIELD_DELETED_AT)
    note_gone (self, !sl_value_is_null (after));
  else if (field == sl_kind_get_owner_field (kind))
    note_moved (self, sl_value_get_text (after));
  else if (sl_tracker_get_changeable (kind) & BIT (field))
    note_field (self, field, after);
  return TRUE;
}

/* What was done in one step of the journal. */
static void
note_step (SlSimWorld  *world,
           SlSimClient *client,
           gint64       id)
{
  g_autofree char *first = g_strdup_printf ("SELECT first_entry FROM txn WHERE id = %" G_GINT64_FORMAT, id);
  g_autofree char *last = g_strdup_printf ("SELECT last_entry FROM txn WHERE id = %" G_GINT64_FORMAT, id);
  gint64 from = sl_connection_get_integer (client->connection, first, 0), to = sl_connection_get_integer (client->connection, last, 0);
  g_autoptr (GPtrArray) applications = g_ptr_array_new_with_free_func (g_free);

  /* Twice: whether an application moved by itself is known by what goes with it. */
  for (int pass = 0; pass < 2; pass++)
    {
      SlStatement *statement = sl_journal_read_entries (client->connection, from, to, FALSE, NULL);
      SlJournalRow row;

      while (sl_statement_step (statement, NULL))
        {
          g_autoptr (SlRecord) record = NULL;
          g_autofree char *key = NULL;
          Noting self = { world, client, NULL, NULL, applications->len > 0 };

          sl_journal_get_row (statement, &row);
          if (sl_tracker_get_place (row.kind) == NULL)
            continue;
          self.record = record = read_record (client, &row);
          if (record == NULL)
            continue;
          if (pass == 0)
            {
              if (row.kind == SL_KIND_STAGE || row.kind == SL_KIND_OUTCOME)
                g_ptr_array_add (applications, g_strdup (sl_record_get_text (record, sl_kind_get_owner_field (row.kind))));
              continue;
            }
          self.key = key = sl_sim_dup_record_key (client, record);
          if (row.op == SL_OP_UPDATE)
            sl_journal_foreach_field (row.kind, row.fields, note_changed, &self, NULL);
          else
            note_gone (&self, row.op == SL_OP_DELETE);
        }
    }
  for (guint i = 0; i < applications->len; i++)
    sl_sim_note_status (world, client, g_ptr_array_index (applications, i));
}

/* Any record in the Trash, of whatever kind. */
static void
restore (SlSimWorld  *world,
         SlSimClient *client)
{
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "restore");
  g_autoptr (GPtrArray) there = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *key = NULL;
  SlRecord *record;

  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    {
      g_autoptr (GPtrArray) all = sl_tracker_get_place (kind) != NULL ? sl_store_read_all (client->connection, kind, TRUE, NULL) : NULL;

      for (guint i = 0; all != NULL && i < all->len; i++)
        if (!sl_record_is_null (g_ptr_array_index (all, i), SL_FIELD_DELETED_AT))
          g_ptr_array_add (there, g_object_ref (g_ptr_array_index (all, i)));
    }
  if (there->len == 0)
    return;
  record = g_ptr_array_index (there, sl_sim_below (world, there->len));
  sl_changeset_restore (changes, sl_record_get_kind (record), sl_record_get_id (record));
  if (!sl_sim_client_apply (client, changes))
    return;
  key = sl_sim_dup_record_key (client, record);
  sl_sim_note (world, "client %d restores %s %s", client->number, sl_record_get_info (record)->name, key);
  sl_sim_ledger_restore (world->ledger, sl_record_get_kind (record), key, client->number);
  if (sl_record_get_kind (record) == SL_KIND_STAGE)
    sl_sim_note_status (world, client, sl_record_get_text (record, SL_STAGE_APPLICATION_ID));
}

/* Two applications are merged, as far as one part of one goes: it belongs to the other from now on. */
static void
merge (SlSimWorld  *world,
       SlSimClient *client)
{
  static const SlKind parts[] = { SL_KIND_STAGE, SL_KIND_DOCUMENT, SL_KIND_REMINDER };
  SlKind kind = parts[sl_sim_below (world, G_N_ELEMENTS (parts))];
  guint owner = sl_kind_get_owner_field (kind);
  g_autoptr (SlRecord) part = sl_sim_choose_record (world, client, kind);
  g_autoptr (SlRecord) kept = sl_sim_choose_record (world, client, SL_KIND_APPLICATION);
  const char *other = part != NULL ? sl_record_get_text (part, owner) : NULL;
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "merge");
  gint64 step;

  if (other == NULL || kept == NULL || g_str_equal (other, sl_record_get_id (kept)))
    return;
  sl_changeset_set_follow_rules (changes, FALSE);
  sl_changeset_update_text (changes, kind, sl_record_get_id (part), owner, sl_record_get_id (kept));
  if (sl_sim_chance (world, 0.5))
    sl_changeset_trash (changes, SL_KIND_APPLICATION, other, world->now);
  if (!sl_sim_client_apply (client, changes))
    return;
  sl_sim_note (world, "client %d merges", client->number);
  step = sl_connection_get_integer (client->connection, "SELECT max (id) FROM txn", 0);
  note_step (world, client, step);
}

static void
take_back (SlSimWorld  *world,
           SlSimClient *client,
           gboolean     redo)
{
  gint64 step = sl_sim_client_take_back (client, redo);

  if (step != 0)
    note_step (world, client, step);
}

/** sl_sim_undo_act: one thing that a person takes back, brings again, takes from the Trash or merges */
void
sl_sim_undo_act (SlSimWorld  *world,
                 SlSimClient *client)
{
  guint what = sl_sim_below (world, 100);

  if (what < 25)
    merge (world, client);
  else if (what < 60)
    take_back (world, client, FALSE);
  else if (what < 80)
    take_back (world, client, TRUE);
  else
    restore (world, client);
}
