/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must be true when all is quiet, whatever happened before: docs/sync.md lists it. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "sl-field-merge.h"
#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-sim.h"
#include "sl-store-query.h"
#include "sl-sync-state.h"
#include "sl-table.h"
#include "sl-tracker-wire.h"

#define BIT(field) (G_GUINT64_CONSTANT (1) << (field))

/* State of one look. */
typedef struct {
  SlSimWorld *world;
  JsonObject *truth;
  GHashTable *applications; /* server id → key */
  GHashTable *tags;         /* the same */
} Check;

static char *
build_key (Check      *self,
           SlKind      kind,
           JsonObject *row)
{
  guint field = sl_sim_key_field (self->world, kind);
  const char *application = sl_json_get_string (row, "application_id", "?");

  if (field != SL_FIELD_NONE)
    return sl_sim_build_key (kind, sl_json_get_string (row, sl_kind_get_field (kind, field)->column, "?"));
  application = g_hash_table_lookup (self->applications, application);
  if (kind == SL_KIND_TAG_ASSIGNMENT)
    return g_strdup_printf ("%s %s", application, (char *) g_hash_table_lookup (self->tags, sl_json_get_string (row, "tag_id", "?")));
  return g_strdup (application);
}

/* (element-type JsonObject): the server's rows of @kind that belong to the person. */
static GPtrArray *
get_rows (Check *self,
          SlKind kind)
{
  JsonArray *all = sl_json_get_array (self->truth, sl_sim_get_collection (kind));
  GPtrArray *rows = g_ptr_array_new ();

  for (guint i = 0; all != NULL && i < json_array_get_length (all); i++)
    {
      JsonObject *row = json_array_get_object_element (all, i);

      if (sl_kind_get_owner_field (kind) == SL_FIELD_NONE || kind == SL_KIND_REMINDER ||
          g_hash_table_contains (self->applications, sl_json_get_string (row, "application_id", "?")))
        g_ptr_array_add (rows, row);
    }
  return rows;
}

static GHashTable *
index_names (Check *self,
             SlKind kind)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  JsonArray *all = sl_json_get_array (self->truth, sl_sim_get_collection (kind));

  for (guint i = 0; all != NULL && i < json_array_get_length (all); i++)
    {
      JsonObject *row = json_array_get_object_element (all, i);

      g_hash_table_insert (names, (gpointer) sl_json_get_string (row, "id", ""),
                           sl_sim_build_key (kind, sl_json_get_string (row, sl_kind_get_field (kind, sl_sim_key_field (self->world, kind))->column, "")));
    }
  return names;
}

/* Whether somebody emptied the field on a computer, which the server can't be told. */
static gboolean
was_emptied (Check      *self,
             SlKind      kind,
             const char *key,
             guint       field)
{
  SlSimEntry *entry = sl_sim_ledger_find (self->world->ledger, kind, key);

  for (guint i = 0; entry != NULL && i < entry->edits->len; i++)
    if (g_array_index (entry->edits, SlSimEdit, i).field == field && sl_value_is_null (&g_array_index (entry->edits, SlSimEdit, i).value))
      return TRUE;
  return FALSE;
}

/* A reference may differ where it is to what the server hasn't, or the server's is empty or to what isn't here, or where
 * somebody emptied it. */
static gboolean
is_same_target (Check         *self,
                SlSimClient   *client,
                SlKind         kind,
                const char    *key,
                guint          i,
                const SlValue *here,
                const SlValue *there)
{
  SlKind target = sl_kind_get_field (kind, i)->target;
  g_autofree char *mine = sl_shadow_dup_server_id (client->connection, target, sl_value_get_text (here));
  g_autofree char *known = sl_shadow_dup_id (client->connection, target, sl_value_get_text (there));
  g_autoptr (SlRecord) record = known != NULL ? sl_table_read (client->connection, target, known, NULL) : NULL;

  if (g_strcmp0 (mine, sl_value_get_text (there)) == 0)
    return TRUE;
  if (mine != NULL)
    return FALSE;
  return !sl_value_is_null (here) || record == NULL || !sl_record_is_null (record, SL_FIELD_DELETED_AT) || was_emptied (self, kind, key, i);
}

/* One record against its row: what the server can't be told may differ. */
static void
compare (Check       *self,
         SlSimClient *client,
         SlRecord    *record,
         JsonObject  *row,
         const char  *key)
{
  SlKind kind = sl_record_get_kind (record);
  SlTrackerGeneration generation = sl_sim_get_generation (self->world);
  const char *status = kind == SL_KIND_APPLICATION ? sl_record_get_text (record, SL_APPLICATION_STATUS) : NULL;
  g_autoptr (SlRecord) theirs = sl_tracker_read_row (generation, kind, row, status, NULL);
  guint64 fields = sl_tracker_get_fields (kind);

  for (guint i = 0; i < sl_kind_get_info (kind)->n_fields; i++)
    {
      const SlField *field = sl_kind_get_field (kind, i);
      const SlValue *here = sl_record_get_value (record, i), *there = sl_record_get_value (theirs, i);
      g_autofree char *one = NULL;
      g_autofree char *other = NULL;

      if (!(fields & BIT (i)) || field->flags & SL_FIELD_HIDDEN)
        continue;
      if (field->type == SL_TYPE_REFERENCE)
        {
          if (is_same_target (self, client, kind, key, i, here, there))
            continue;
        }
      else if (sl_field_agrees (field, here, there) || (!sl_field_can_be_emptied (field) && sl_value_is_null (here)))
        continue;
      if (kind == SL_KIND_SAVED_JOB && i == SL_SAVED_JOB_STATUS && g_strcmp0 (sl_value_get_text (here), SL_SAVED_JOB_CONVERTED) == 0)
        continue;
      one = sl_field_format (field, here);
      other = sl_field_format (field, there);
      sl_sim_violate (self->world, "I3: client %d has %s for %s of %s %s, the server %s", client->number, one, field->column,
                      sl_kind_get_info (kind)->name, key, other);
    }
}

static gboolean
is_refused (SlSimClient *client,
            SlKind       kind,
            const char  *id)
{
  g_autoptr (SlFlight) flight = sl_flight_find (client->connection, kind, id, NULL);

  return flight != NULL && flight->state == SL_FLIGHT_REFUSED;
}

/* What is in the Trash keeps what it had beside what took its place. */
static gboolean
is_tag_deleted (SlSimClient *client,
                SlRecord    *assignment)
{
  g_autoptr (SlRecord) tag = sl_table_read (client->connection, SL_KIND_TAG, sl_record_get_text (assignment, SL_TAG_ASSIGNMENT_TAG_ID), NULL);

  return tag == NULL || !sl_record_is_null (tag, SL_FIELD_DELETED_AT);
}

/* What belongs to an application that the server refuses waits with it, and so does a tag that it refuses. */
static gboolean
is_waiting (SlSimClient *client,
            SlRecord    *record)
{
  SlKind kind = sl_record_get_kind (record);
  guint owner = sl_kind_get_owner_field (kind);

  if (kind == SL_KIND_TAG_ASSIGNMENT && is_tag_deleted (client, record))
    return TRUE;
  if (kind == SL_KIND_TAG_ASSIGNMENT && is_refused (client, SL_KIND_TAG, sl_record_get_text (record, SL_TAG_ASSIGNMENT_TAG_ID)))
    return TRUE;
  return owner != SL_FIELD_NONE && is_refused (client, SL_KIND_APPLICATION, sl_record_get_text (record, owner));
}

static const char *
describe_flight (SlSimClient *client,
                 SlRecord    *record)
{
  static const char *const states[] = { "sent", "unknown", "refused", "failed" };
  g_autoptr (SlFlight) flight = sl_flight_find (client->connection, sl_record_get_kind (record), sl_record_get_id (record), NULL);
  g_autoptr (SlShadow) shadow = sl_shadow_find (client->connection, sl_record_get_kind (record), sl_record_get_id (record), NULL);

  return flight != NULL ? states[flight->state] : shadow != NULL ? "to be made again" : "never sent";
}

/* I3, and I4: what is there is here, and the same. */
static void
check_client (Check       *self,
              SlSimClient *client,
              SlKind       kind)
{
  g_autoptr (GPtrArray) rows = get_rows (self, kind);
  g_autoptr (GPtrArray) records = sl_store_read_all (client->connection, kind, FALSE, NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      JsonObject *row = g_ptr_array_index (rows, i);
      g_autofree char *key = build_key (self, kind, row);
      g_autofree char *id = sl_shadow_dup_id (client->connection, kind, sl_json_get_string (row, "id", ""));
      g_autoptr (SlRecord) record = id != NULL ? sl_table_read (client->connection, kind, id, NULL) : NULL;

      if (record == NULL || !sl_record_is_null (record, SL_FIELD_DELETED_AT))
        sl_sim_violate (self->world, "I3: client %d hasn't %s %s", client->number, sl_kind_get_info (kind)->name, key);
      else if (!is_refused (client, kind, id))
        compare (self, client, record, row, key);
    }
  for (guint i = 0; i < records->len; i++)
    {
      SlRecord *record = g_ptr_array_index (records, i);
      g_autofree char *server_id = sl_shadow_dup_server_id (client->connection, kind, sl_record_get_id (record));

      if (server_id == NULL && !is_refused (client, kind, sl_record_get_id (record)) && !is_waiting (client, record))
        sl_sim_violate (self->world, "I3: the server hasn't %s %s of client %d (%s)", sl_kind_get_info (kind)->name,
                        sl_sim_key_field (self->world, kind) != SL_FIELD_NONE ? sl_record_get_text (record, sl_sim_key_field (self->world, kind)) : sl_record_get_id (record), client->number,
                        describe_flight (client, record));
    }
}

static gboolean
is_in_conflicts (Check         *self,
                 const SlValue *value)
{
  g_autoptr (JsonNode) node = sl_value_to_json (value);
  g_autofree char *text = sl_json_to_text (node, FALSE);

  for (guint i = 0; i < self->world->options.n_clients; i++)
    {
      SlStatement *statement = sl_connection_prepare (self->world->clients[i]->connection, "SELECT lost FROM sync_conflict", NULL);
      gboolean found = FALSE;

      while (sl_statement_step (statement, NULL))
        found |= g_strcmp0 (sl_statement_get_text (statement, 0), text) == 0;
      if (found)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_empty (const SlValue *value)
{
  return value->type == SL_VALUE_NULL || (value->type == SL_VALUE_TEXT && *value->text == '\0');
}

static gboolean
is_initial (const SlField *field,
            const SlValue *value)
{
  g_auto (SlValue) initial = SL_VALUE_INIT;

  sl_field_get_initial (field, &initial);
  return !sl_value_is_null (&initial) && sl_value_equal (value, &initial);
}

/* Each edit of a text makes one line new, with a number greater than all before: that has to be there still. @is_alone: nobody
 * else wrote in it, and all is to be as it was left. */
static gboolean
holds (const SlField *field,
       const SlValue *now,
       const SlValue *edit,
       gboolean       is_alone)
{
  g_auto (GStrv) lines = NULL;

  if (sl_field_agrees (field, now, edit) || is_alone)
    return sl_field_agrees (field, now, edit);
  if (field->flags & SL_FIELD_LONG && now->type == SL_VALUE_TEXT && edit->type == SL_VALUE_TEXT)
    {
      const char *newest = "";

      lines = g_strsplit (edit->text, "\n", -1);
      for (guint i = 0; lines[i] != NULL; i++)
        if (g_str_has_prefix (lines[i], "line ") && atoi (lines[i] + 5) > (*newest != '\0' ? atoi (newest + 5) : 0))
          newest = lines[i];
      return strstr (now->text, newest) != NULL;
    }
  return field->type == SL_TYPE_JSON;
}

static SlSimEntry *
find_parent (Check      *self,
             SlSimEntry *entry)
{
  return entry->parent != NULL ? sl_sim_ledger_find (self->world->ledger, SL_KIND_APPLICATION, entry->parent) : NULL;
}

static gboolean
is_parent_deleted (Check      *self,
                   SlSimEntry *entry)
{
  SlSimEntry *parent = find_parent (self, entry);

  return parent != NULL && parent->deletions->len > 0;
}

/* Of where it was moved away from: to the server, and to others, it was there. */
static gboolean
is_former_parent_deleted (Check      *self,
                          SlSimEntry *entry)
{
  for (guint i = 0; i < entry->former->len; i++)
    {
      SlSimEntry *former = sl_sim_ledger_find (self->world->ledger, SL_KIND_APPLICATION, g_ptr_array_index (entry->former, i));

      if (former != NULL && former->deletions->len > 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
was_deleted (Check      *self,
             SlSimEntry *entry)
{
  return entry->deletions->len > 0 || is_parent_deleted (self, entry);
}

static SlSimEdit *
get_last (GArray *acts)
{
  return acts->len > 0 ? &g_array_index (acts, SlSimEdit, acts->len - 1) : NULL;
}

/* Whether all of @acts was done by @actor. */
static gboolean
are_all_by (GArray *acts,
            int     actor)
{
  for (guint i = 0; i < acts->len; i++)
    if (g_array_index (acts, SlSimEdit, i).actor != actor)
      return FALSE;
  return TRUE;
}

/* Whether it stands as if nobody had deleted it: who did brought it back, or somebody who had heard of the one deletion. */
static gboolean
is_brought_back (SlSimEntry *entry)
{
  SlSimEdit *deletion = get_last (entry->deletions), *restore = get_last (entry->restores);

  return deletion != NULL && restore != NULL && restore->number > deletion->number && (entry->deletions->len == 1 || are_all_by (entry->deletions, restore->actor));
}

/* Whether edits may be gone: somebody deleted what they were made in, or what that belongs to. Of several of one name nobody
 * knows which came back. */
static gboolean
lacks_edits (SlSimEntry *entry)
{
  return entry->deletions->len > 0 && (!is_brought_back (entry) || entry->n_made > 1 || entry->on_all_sides);
}

static gboolean
may_lack_edits (Check      *self,
                SlSimEntry *entry)
{
  SlSimEntry *parent = find_parent (self, entry);

  return lacks_edits (entry) || (parent != NULL && lacks_edits (parent));
}

/* Whether who deleted it, and nobody else did, made another. */
static gboolean
is_made_anew (SlSimEntry *entry)
{
  return entry->deletions->len > 0 && entry->last_made > get_last (entry->deletions)->number && are_all_by (entry->deletions, entry->last_maker);
}

static gboolean
may_be_gone (Check      *self,
             SlSimEntry *entry)
{
  SlSimEntry *parent = find_parent (self, entry);

  return (entry->deletions->len > 0 && !is_brought_back (entry) && !is_made_anew (entry)) ||
         (parent != NULL && lacks_edits (parent));
}

static gboolean
is_by_one (SlSimEntry *entry)
{
  return entry->n_made == 1 && !entry->on_all_sides && are_all_by (entry->edits, entry->maker) && are_all_by (entry->deletions, entry->maker) &&
         are_all_by (entry->restores, entry->maker);
}

/* Whether one person alone, who made it, had anything to do with it and with what belongs to it. */
static gboolean
is_of_one (Check      *self,
           SlSimEntry *entry)
{
  GPtrArray *entries = sl_sim_ledger_get_entries (self->world->ledger);
  SlSimEntry *application = entry->kind == SL_KIND_SAVED_JOB ? sl_sim_ledger_find (self->world->ledger, SL_KIND_APPLICATION, entry->key) : NULL;

  for (guint i = 0; entry->kind == SL_KIND_APPLICATION && i < entries->len; i++)
    {
      SlSimEntry *part = g_ptr_array_index (entries, i);

      if (g_strcmp0 (part->parent, entry->key) == 0 && (part->maker != entry->maker || !is_by_one (part)))
        return FALSE;
    }
  /* To turn it into an application is to change it. */
  if (application != NULL && (application->maker != entry->maker || !is_by_one (application)))
    return FALSE;
  return is_by_one (entry);
}

/* Of tags of one name one gives way, and who changed the other's name on the way there changed it. */
static gboolean
may_be_another (Check      *self,
                SlSimEntry *entry)
{
  return entry->kind == SL_KIND_TAG && (entry->n_made > 1 || sl_sim_ledger_shares_name (self->world->ledger, entry));
}

/* Whether what was written at @number may have been in the Trash when that was emptied: it came back as the server had it. */
static gboolean
went_for_good (Check      *self,
               SlSimEntry *entry,
               guint       number)
{
  SlSimEntry *parent = find_parent (self, entry);

  return number < entry->emptied || (parent != NULL && number < parent->emptied);
}

/* Whether the row went with @edit in it, and somebody who perhaps never saw that brought it back. */
static gboolean
went_with_row (SlSimEntry *entry,
               SlSimEdit  *edit)
{
  SlSimEdit *deletion = get_last (entry->deletions), *restore = get_last (entry->restores);

  return deletion != NULL && restore != NULL && edit->number < deletion->number && deletion->actor != restore->actor && edit->actor != restore->actor;
}

/* Whether what a person made @edit refer to is there, and nobody ever emptied it from a Trash: then it has to refer to that still,
 * whatever happened to that. */
static gboolean
lost_target (Check     *self,
             SlSimEdit *edit,
             SlKind     target,
             SlRecord  *theirs)
{
  SlSimClient *client = edit->actor != SL_SIM_WEB ? self->world->clients[edit->actor] : NULL;
  const char *id = sl_value_get_text (&edit->value);
  g_autoptr (SlRecord) record = client != NULL && id != NULL ? sl_table_read (client->connection, target, id, NULL) : NULL;
  g_autofree char *key = record != NULL ? sl_sim_dup_record_key (client, record) : NULL;
  SlSimEntry *entry = key != NULL ? sl_sim_ledger_find (self->world->ledger, target, key) : NULL;
  g_autofree char *server_id = record != NULL && sl_record_is_null (record, SL_FIELD_DELETED_AT) ? sl_shadow_dup_server_id (client->connection, target, id) : NULL;

  return server_id != NULL && entry != NULL && entry->emptied == 0 && g_strcmp0 (sl_record_get_text (theirs, edit->field), server_id) != 0;
}

/* I1: the last edit of each field stands, or lost to another that was made meanwhile and is kept. */
static void
check_edits (Check      *self,
             SlSimEntry *entry,
             JsonObject *row)
{
  SlTrackerGeneration generation = sl_sim_get_generation (self->world);

  for (guint i = 0; i < entry->edits->len; i++)
    {
      SlSimEdit *edit = &g_array_index (entry->edits, SlSimEdit, i);
      const SlField *field = sl_kind_get_field (entry->kind, edit->field);
      g_autoptr (SlRecord) theirs = NULL;
      gboolean last = TRUE;
      guint others = 0;
      g_autofree char *text = NULL;

      for (guint k = 0; k < entry->edits->len; k++)
        others += g_array_index (entry->edits, SlSimEdit, k).field == edit->field && g_array_index (entry->edits, SlSimEdit, k).actor != edit->actor;
      for (guint k = i + 1; k < entry->edits->len; k++)
        {
          guint other = g_array_index (entry->edits, SlSimEdit, k).field;

          last &= other != edit->field;
          /* The server sets the day when an application leaves Saved. */
          last &= entry->kind != SL_KIND_APPLICATION || edit->field != SL_APPLICATION_APPLIED_DATE || other != SL_APPLICATION_STATUS;
        }
      /* What can't be emptied there is emptied here alone. Nothing is lost where others wrote something instead of nothing. */
      /* Written on the web page, and written over by a request that was on its way before, and before any computer looked.
       * Or set to what the server had already. */
      /* Moved by a round or an offer, back where it was, or what it begins with: nothing that anybody changed. */
      if (edit->automatic || edit->unseen || is_initial (field, &edit->value) || went_for_good (self, entry, edit->number) || went_with_row (entry, edit))
        continue;
      /* And who made it wrote something in it: of what nobody has heard of yet nothing tells that it was emptied. */
      if (is_empty (&edit->value) && edit->actor != entry->maker && sl_sim_key_field (self->world, entry->kind) == SL_FIELD_NONE)
        continue;
      theirs = sl_tracker_read_row (generation, entry->kind, row, sl_value_get_text (&edit->value), NULL);
      if (last && others == 0 && field->type == SL_TYPE_REFERENCE && lost_target (self, edit, field->target, theirs) && !is_in_conflicts (self, &edit->value))
        sl_sim_violate (self->world, "I1: %s of %s %s (by %d) is lost", field->column, sl_kind_get_info (entry->kind)->name, entry->key, edit->actor);
      if (!last || field->type == SL_TYPE_REFERENCE || (is_empty (&edit->value) && (others > 0 || entry->n_made > 1 || !sl_field_can_be_emptied (field))))
        continue;
      /* What can't be converted there is put away there. */
      if (entry->kind == SL_KIND_SAVED_JOB && edit->field == SL_SAVED_JOB_STATUS && g_strcmp0 (sl_value_get_text (&edit->value), SL_SAVED_JOB_CONVERTED) == 0 &&
          g_strcmp0 (sl_record_get_text (theirs, edit->field), SL_SAVED_JOB_ARCHIVED) == 0)
        continue;
      if (holds (field, sl_record_get_value (theirs, edit->field), &edit->value, others == 0 && edit->actor == entry->maker && entry->n_made == 1 && !entry->on_all_sides) || is_in_conflicts (self, &edit->value))
        continue;
      text = sl_field_format (field, &edit->value);
      sl_sim_violate (self->world, "I1: %s for %s of %s %s (by %d) is lost", text, field->column, sl_kind_get_info (entry->kind)->name, entry->key, edit->actor);
    }
}

/* The first generation fails before it makes these. */
static gboolean
is_impossible (Check *self,
               SlKind kind)
{
  return self->world->options.profile == SL_MODEL_PROFILE_OLD && (kind == SL_KIND_TAG || kind == SL_KIND_OUTCOME);
}

/* How often others changed what it is known by. A tag has nothing but its name: that counts twice. */
static guint
count_renamings (SlSimEntry *entry)
{
  static const char *const marks[] = { "role_title", "url", "email", "remind_at", "stage_date", "doc_type", NULL };
  guint n = 0;

  for (guint i = 0; i < entry->edits->len; i++)
    {
      const SlSimEdit *edit = &g_array_index (entry->edits, SlSimEdit, i);

      if (edit->actor == entry->maker && !entry->on_all_sides)
        continue;
      n += entry->kind == SL_KIND_TAG && edit->field == SL_TAG_NAME ? 2 : g_strv_contains (marks, sl_kind_get_field (entry->kind, edit->field)->column);
    }
  return n;
}

/* Whether its day was changed: two of another day aren't the same to who meets them. */
static gboolean
was_dated_anew (SlSimEntry *entry)
{
  for (guint i = 0; i < entry->edits->len; i++)
    if (entry->kind == SL_KIND_APPLICATION && g_array_index (entry->edits, SlSimEdit, i).field == SL_APPLICATION_APPLIED_DATE)
      return TRUE;
  return FALSE;
}

/* Whether nobody else had to do with it, nor with what it belongs to, or was moved away from. */
static gboolean
is_alone (Check      *self,
          SlSimEntry *entry)
{
  return is_of_one (self, entry) && !is_parent_deleted (self, entry) && !is_former_parent_deleted (self, entry);
}

/* I2, I4, I5: each record there is once, unless somebody deleted it. */
static void
check_entry (Check      *self,
             SlSimEntry *entry)
{
  g_autoptr (GPtrArray) rows = get_rows (self, entry->kind);
  JsonObject *found = NULL;
  SlSimEdit *deletion = get_last (entry->deletions), *restore = get_last (entry->restores);
  guint n = 0, allowed = entry->n_made;

  for (guint i = 0; i < rows->len; i++)
    {
      g_autofree char *key = build_key (self, entry->kind, g_ptr_array_index (rows, i));

      if (!g_str_equal (key, entry->key))
        continue;
      found = g_ptr_array_index (rows, i);
      n++;
    }
  /* Deleted by one and changed by others meanwhile: each makes it again, if it can't know it again as another's. And who
   * never heard that it was made can't know it again with two of its marks changed. */
  if ((was_deleted (self, entry) && !is_alone (self, entry)) || count_renamings (entry) > 1)
    allowed += self->world->options.n_clients - 1;
  /* Nor can it be known again by who met it with another mark than his own. */
  if (entry->on_all_sides && (was_deleted (self, entry) || count_renamings (entry) > 0 || was_dated_anew (entry)))
    allowed = 1 + self->world->options.n_clients;
  if (may_be_another (self, entry))
    allowed = MAX (allowed, 2 * self->world->options.n_clients);
  if (n > allowed)
    sl_sim_violate (self->world, "I2: %s %s is there %u times, made %u times", sl_kind_get_info (entry->kind)->name, entry->key, n, entry->n_made);
  if (n == 0 && !may_be_gone (self, entry) && !may_be_another (self, entry) && entry->kind != SL_KIND_TAG_ASSIGNMENT && !is_impossible (self, entry->kind))
    sl_sim_violate (self->world, "I4: %s %s is gone, and nobody deleted it", sl_kind_get_info (entry->kind)->name, entry->key);
  if (n > 0 && deletion != NULL && (restore == NULL || restore->number < deletion->number))
    {
      /* What goes with its application comes again with it, if that is made again. */
      if (is_alone (self, entry) && !may_be_another (self, entry) && entry->kind != SL_KIND_APPLICATION && entry->kind != SL_KIND_SAVED_JOB && entry->kind != SL_KIND_TAG_ASSIGNMENT)
        sl_sim_violate (self->world, "I5: %s %s was deleted by %d and is there", sl_kind_get_info (entry->kind)->name, entry->key, deletion->actor);
    }
  /* What somebody deleted, edits may go with; and with a tag that gave way to another of its name, its colour. */
  if (found != NULL && n == 1 && !may_lack_edits (self, entry) && !may_be_another (self, entry))
    check_edits (self, entry, found);
}

/** sl_sim_check: adds what isn't as it must be to the world's violations */
void
sl_sim_check (SlSimWorld *world)
{
  g_autofree char *text = sl_model_server_dump (world->server, "one@example.org");
  g_autoptr (JsonObject) truth = sl_json_parse_object (text, NULL);
  Check self = { world, truth, NULL, NULL };
  GPtrArray *entries = sl_sim_ledger_get_entries (world->ledger);

  self.applications = index_names (&self, SL_KIND_APPLICATION);
  self.tags = index_names (&self, SL_KIND_TAG);
  for (guint i = 0; i < world->options.n_clients; i++)
    for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
      if (sl_tracker_get_place (kind) != NULL)
        check_client (&self, world->clients[i], kind);
  for (guint i = 0; i < entries->len; i++)
    check_entry (&self, g_ptr_array_index (entries, i));
  g_hash_table_unref (self.applications);
  g_hash_table_unref (self.tags);
}
