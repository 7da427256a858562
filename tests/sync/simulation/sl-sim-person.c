/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person does, on a computer or on the web page: makes, changes, deletes and restores records of every kind, in
 * fields that the record tables name. Each record has a name of its own that nobody changes. */
#include "config.h"

#include "sl-date.h"
#include "sl-field-merge.h"
#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-sim.h"
#include "sl-store-query.h"
#include "sl-sync-state.h"
#include "sl-table.h"
#include "sl-tracker-wire.h"

#define BIT(field) (G_GUINT64_CONSTANT (1) << (field))

static const SlKind kinds[] = {
  SL_KIND_APPLICATION, SL_KIND_APPLICATION, SL_KIND_STAGE, SL_KIND_OUTCOME, SL_KIND_REFLECTION, SL_KIND_CONTACT, SL_KIND_REMINDER,
  SL_KIND_DOCUMENT, SL_KIND_SAVED_JOB, SL_KIND_RESUME_VERSION, SL_KIND_TAG, SL_KIND_TAG_ASSIGNMENT,
};

/** sl_sim_key_field: the field by which a record of @kind is known; %SL_FIELD_NONE: by its application */
guint
sl_sim_key_field (SlKind kind)
{
  switch ((int) kind)
    {
    case SL_KIND_APPLICATION:
      return SL_APPLICATION_COMPANY_NAME;
    case SL_KIND_STAGE:
      return SL_STAGE_NAME;
    case SL_KIND_CONTACT:
      return SL_CONTACT_NAME;
    case SL_KIND_REMINDER:
      return SL_REMINDER_TITLE;
    case SL_KIND_DOCUMENT:
      return SL_DOCUMENT_NAME;
    case SL_KIND_SAVED_JOB:
      return SL_SAVED_JOB_COMPANY_NAME;
    case SL_KIND_RESUME_VERSION:
      return SL_RESUME_VERSION_NAME;
    case SL_KIND_TAG:
      return SL_TAG_NAME;
    default:
      return SL_FIELD_NONE;
    }
}

static char *
new_id (SlSimWorld *world)
{
  return g_strdup_printf ("%08x-%04x-4%03x-8%03x-%08x%04x", g_rand_int (world->chance), sl_sim_below (world, 65536), sl_sim_below (world, 4096),
                          sl_sim_below (world, 4096), g_rand_int (world->chance), sl_sim_below (world, 65536));
}

/* (transfer full) (nullable): any living record of @kind. */
static SlRecord *
pick (SlSimWorld  *world,
      SlSimClient *client,
      SlKind       kind)
{
  g_autoptr (GPtrArray) all = sl_store_read_all (client->connection, kind, FALSE, NULL);

  return all != NULL && all->len > 0 ? g_object_ref (g_ptr_array_index (all, sl_sim_below (world, all->len))) : NULL;
}

static char *
build_key (SlSimClient *client,
           SlRecord    *record)
{
  SlKind kind = sl_record_get_kind (record);
  guint field = sl_sim_key_field (kind);
  g_autoptr (SlRecord) application = NULL;
  g_autoptr (SlRecord) tag = NULL;

  if (field != SL_FIELD_NONE)
    return g_strdup (sl_record_get_text (record, field));
  application = sl_table_read (client->connection, SL_KIND_APPLICATION, sl_record_get_text (record, sl_kind_get_owner_field (kind)), NULL);
  if (kind != SL_KIND_TAG_ASSIGNMENT)
    return g_strdup (application != NULL ? sl_record_get_text (application, SL_APPLICATION_COMPANY_NAME) : "?");
  tag = sl_table_read (client->connection, SL_KIND_TAG, sl_record_get_text (record, SL_TAG_ASSIGNMENT_TAG_ID), NULL);
  return g_strdup_printf ("%s %s", application != NULL ? sl_record_get_text (application, SL_APPLICATION_COMPANY_NAME) : "?",
                          tag != NULL ? sl_record_get_text (tag, SL_TAG_NAME) : "?");
}

/* Some lines, of which one is new. */
static char *
edit_text (SlSimWorld *world,
           const char *present)
{
  g_auto (GStrv) lines = g_strsplit (present != NULL && *present != '\0' ? present : "first\nsecond\nthird", "\n", -1);
  guint n = g_strv_length (lines), at = sl_sim_below (world, n);
  char *line = g_strdup_printf ("line %u", ++world->n_keys);

  if (n > 6)
    return line;
  g_free (lines[at]);
  lines[at] = line;
  return g_strjoinv ("\n", lines);
}

static void
choose_value (SlSimWorld    *world,
              SlKind         kind,
              guint          i,
              SlSimClient   *client,
              const SlValue *present,
              SlValue       *value)
{
  const SlField *field = sl_kind_get_field (kind, i);
  g_autofree char *text = NULL;
  g_autoptr (SlRecord) target = NULL;
  char day[SL_DAY_ISO_SIZE];

  if (!(field->flags & SL_FIELD_REQUIRED) && sl_sim_chance (world, 0.12))
    {
      sl_value_clear (value);
      return;
    }
  switch (field->type)
    {
    case SL_TYPE_INTEGER:
      /* The lesser of two limits stays below the greater. */
      sl_value_set_integer (value, field->flags & SL_FIELD_MONEY ? 1000 * (1 + sl_sim_below (world, 50)) + (strstr (field->column, "max") ? 100000 : 0)
                                                                 : 1 + sl_sim_below (world, field->max < 10 ? (guint) field->max : 90));
      return;
    case SL_TYPE_BOOLEAN:
      sl_value_set_integer (value, sl_sim_chance (world, 0.5));
      return;
    case SL_TYPE_TIME:
      sl_value_set_integer (value, world->now + (gint64) sl_sim_below (world, 1000) * 60 * G_USEC_PER_SEC);
      return;
    case SL_TYPE_DATE:
      sl_value_set_text (value, sl_day_format_iso ((SlDay) (world->now / G_TIME_SPAN_DAY - sl_sim_below (world, 60)), day));
      return;
    case SL_TYPE_ENUM:
      sl_value_set_text (value, field->words->values[sl_sim_below (world, sl_enum_count (field->words))].word);
      return;
    case SL_TYPE_REFERENCE:
      target = client != NULL ? pick (world, client, field->target) : NULL;
      sl_value_set_text (value, target != NULL ? sl_record_get_id (target) : NULL);
      return;
    case SL_TYPE_JSON:
      text = g_str_equal (field->column, "skill_gaps") ? g_strdup_printf ("{\"skill %u\":\"low\"}", sl_sim_below (world, 4))
                                                       : g_strdup_printf ("[\"Question %u?\",\"And?\"]", ++world->n_keys);
      sl_value_set_text (value, text);
      return;
    case SL_TYPE_TEXT:
    case SL_TYPE_RANK:
    default:
      if (field->flags & SL_FIELD_COLOR)
        text = g_strdup_printf ("#%06x", sl_sim_below (world, 0xffffff));
      else if (field->flags & SL_FIELD_CURRENCY)
        text = g_strdup (sl_sim_chance (world, 0.5) ? "EUR" : "USD");
      else if (field->flags & SL_FIELD_LONG)
        text = edit_text (world, present->type == SL_VALUE_TEXT ? present->text : NULL);
      else
        text = g_strdup_printf ("e%u", ++world->n_keys);
      sl_value_set_text (value, text);
    }
}

/* (G_MAXUINT): none. A field that a person would change and the server has. */
static guint
choose_field (SlSimWorld *world,
              SlKind      kind)
{
  guint64 fields = sl_tracker_get_changeable (kind);
  guint key = sl_sim_key_field (kind), owner = sl_kind_get_owner_field (kind);
  guint n = sl_kind_get_info (kind)->n_fields;

  if (key != SL_FIELD_NONE)
    fields &= ~BIT (key);
  if (owner != SL_FIELD_NONE)
    fields &= ~BIT (owner);
  if (kind == SL_KIND_SAVED_JOB)
    fields &= ~BIT (SL_SAVED_JOB_STATUS);
  for (guint tries = 0; tries < 40; tries++)
    {
      guint i = sl_sim_below (world, n);

      if (fields & BIT (i))
        return i;
    }
  return SL_FIELD_NONE;
}

static void
fill (SlSimWorld  *world,
      SlSimClient *client,
      SlRecord    *record,
      const char  *key)
{
  SlKind kind = sl_record_get_kind (record);
  guint field = sl_sim_key_field (kind);

  if (field != SL_FIELD_NONE)
    sl_record_set_text (record, field, key);
  if (kind == SL_KIND_APPLICATION)
    sl_record_set_text (record, SL_APPLICATION_ROLE_TITLE, "Baker");
  if (kind == SL_KIND_SAVED_JOB && sl_sim_chance (world, 0.8))
    sl_record_set_text (record, SL_SAVED_JOB_ROLE_TITLE, "Cook");
  if (kind == SL_KIND_REMINDER)
    sl_record_set_integer (record, SL_REMINDER_REMIND_AT, world->now + G_TIME_SPAN_HOUR);
  for (guint n = sl_sim_below (world, 4); n > 0; n--)
    {
      guint i = choose_field (world, kind);
      g_auto (SlValue) value = SL_VALUE_INIT;

      if (i == SL_FIELD_NONE || i == SL_APPLICATION_ROLE_TITLE)
        continue;
      choose_value (world, kind, i, client, sl_record_get_value (record, i), &value);
      if (!(kind == SL_KIND_REMINDER && i == SL_REMINDER_IS_COMPLETED))
        sl_record_set_value (record, i, &value);
    }
}

/* A round or an offer moves its application by itself. */
static void
note_status (SlSimWorld  *world,
             SlSimClient *client,
             const char  *id)
{
  g_autoptr (SlRecord) application = sl_table_read (client->connection, SL_KIND_APPLICATION, id, NULL);

  if (application != NULL)
    sl_sim_ledger_follow (world->ledger, SL_KIND_APPLICATION, sl_record_get_text (application, SL_APPLICATION_COMPANY_NAME), SL_APPLICATION_STATUS,
                          sl_record_get_value (application, SL_APPLICATION_STATUS), client->number);
}

static gboolean
has_one (SlSimClient *client,
         SlKind       kind,
         SlRecord    *application)
{
  g_autoptr (GPtrArray) there = sl_store_read_children (client->connection, kind, sl_record_get_id (application), NULL);

  return there != NULL && there->len > 0;
}

static void
make (SlSimWorld  *world,
      SlSimClient *client,
      SlKind       kind)
{
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "make");
  g_autoptr (SlRecord) record = sl_record_new (kind);
  g_autofree char *id = new_id (world);
  g_autofree char *key = g_strdup_printf ("k%u", ++world->n_keys);
  guint owner = sl_kind_get_owner_field (kind);
  g_autoptr (SlRecord) application = owner != SL_FIELD_NONE ? pick (world, client, SL_KIND_APPLICATION) : NULL;
  g_autoptr (SlRecord) tag = kind == SL_KIND_TAG_ASSIGNMENT ? pick (world, client, SL_KIND_TAG) : NULL;

  if ((owner != SL_FIELD_NONE && application == NULL) || (kind == SL_KIND_TAG_ASSIGNMENT && tag == NULL))
    return;
  if ((kind == SL_KIND_OUTCOME || kind == SL_KIND_REFLECTION) && has_one (client, kind, application))
    return;
  sl_record_set_text (record, SL_FIELD_ID, id);
  if (owner != SL_FIELD_NONE)
    sl_record_set_text (record, owner, sl_record_get_id (application));
  if (tag != NULL)
    sl_record_set_text (record, SL_TAG_ASSIGNMENT_TAG_ID, sl_record_get_id (tag));
  fill (world, client, record, key);
  sl_changeset_insert (changes, record);
  if (!sl_sim_client_apply (client, changes))
    return;
  g_clear_pointer (&key, g_free);
  key = build_key (client, record);
  sl_sim_note (world, "client %d makes %s %s", client->number, sl_kind_get_info (kind)->name, key);
  sl_sim_ledger_make (world->ledger, kind, key, application != NULL ? sl_record_get_text (application, SL_APPLICATION_COMPANY_NAME) : NULL, client->number);
  if (kind == SL_KIND_STAGE || kind == SL_KIND_OUTCOME)
    note_status (world, client, sl_record_get_id (application));
}

static SlTrackerGeneration
get_generation (SlSimWorld *world)
{
  return world->options.profile == SL_MODEL_PROFILE_HEAD ? SL_TRACKER_NEWER : SL_TRACKER_DOCUMENTED;
}

/* Set back to what the server has, as far as is known here: no change of anything. */
static gboolean
is_back (SlSimClient   *client,
         SlRecord      *record,
         guint          field,
         const SlValue *value)
{
  SlKind kind = sl_record_get_kind (record);
  g_autoptr (SlShadow) shadow = sl_shadow_find (client->connection, kind, sl_record_get_id (record), NULL);
  g_autoptr (SlRecord) there = shadow != NULL ? sl_tracker_read_row (get_generation (client->world), kind, shadow->row, sl_value_get_text (value), NULL) : NULL;

  return there != NULL && sl_field_agrees (sl_kind_get_field (kind, field), sl_record_get_value (there, field), value);
}

static void
edit (SlSimWorld  *world,
      SlSimClient *client,
      SlKind       kind)
{
  g_autoptr (SlRecord) record = pick (world, client, kind);
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  guint field = choose_field (world, kind);
  g_auto (SlValue) value = SL_VALUE_INIT;
  g_autofree char *key = NULL;
  g_autofree char *text = NULL;

  if (record == NULL || field == SL_FIELD_NONE)
    return;
  choose_value (world, kind, field, client, sl_record_get_value (record, field), &value);
  /* Nothing that is an edit. */
  if (sl_field_agrees (sl_kind_get_field (kind, field), sl_record_get_value (record, field), &value))
    return;
  sl_changeset_update (changes, kind, sl_record_get_id (record), field, &value);
  if (kind == SL_KIND_REMINDER && field == SL_REMINDER_IS_COMPLETED && value.integer != 0)
    sl_changeset_update_integer (changes, kind, sl_record_get_id (record), SL_REMINDER_COMPLETED_AT, world->now);
  if (!sl_sim_client_apply (client, changes))
    return;
  key = build_key (client, record);
  text = sl_field_format (sl_kind_get_field (kind, field), &value);
  sl_sim_note (world, "client %d sets %s of %s %s to %s", client->number, sl_kind_get_field (kind, field)->column, sl_kind_get_info (kind)->name, key, text);
  if (is_back (client, record, field, &value))
    sl_sim_ledger_follow (world->ledger, kind, key, field, &value, client->number);
  else
    {
      sl_sim_ledger_edit (world->ledger, kind, key, field, &value, client->number);
      sl_sim_look_for_edit (world, kind, key);
    }
}

static void
delete (SlSimWorld  *world,
        SlSimClient *client,
        SlKind       kind)
{
  g_autoptr (SlRecord) record = pick (world, client, kind);
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "delete");
  g_autofree char *key = NULL;

  if (record == NULL)
    return;
  key = build_key (client, record);
  sl_changeset_trash (changes, kind, sl_record_get_id (record), world->now);
  if (!sl_sim_client_apply (client, changes))
    return;
  sl_sim_note (world, "client %d deletes %s %s", client->number, sl_kind_get_info (kind)->name, key);
  sl_sim_ledger_delete (world->ledger, kind, key, client->number);
  if (kind == SL_KIND_STAGE)
    note_status (world, client, sl_record_get_text (record, SL_STAGE_APPLICATION_ID));
}

/* As it is done in core/sl-deeds-saved.c. */
static SlRecord *
make_application (SlRecord   *job,
                  const char *id)
{
  static const guint places[][2] = {
    { SL_SAVED_JOB_COMPANY_NAME, SL_APPLICATION_COMPANY_NAME },
    { SL_SAVED_JOB_ROLE_TITLE, SL_APPLICATION_ROLE_TITLE },
    { SL_SAVED_JOB_URL, SL_APPLICATION_URL },
    { SL_SAVED_JOB_LOCATION, SL_APPLICATION_LOCATION },
    { SL_SAVED_JOB_JOB_TYPE, SL_APPLICATION_JOB_TYPE },
    { SL_SAVED_JOB_WORK_MODE, SL_APPLICATION_WORK_MODE },
    { SL_SAVED_JOB_SALARY_MIN, SL_APPLICATION_SALARY_MIN },
    { SL_SAVED_JOB_SALARY_MAX, SL_APPLICATION_SALARY_MAX },
    { SL_SAVED_JOB_SALARY_CURRENCY, SL_APPLICATION_SALARY_CURRENCY },
    { SL_SAVED_JOB_PRIORITY, SL_APPLICATION_PRIORITY },
    { SL_SAVED_JOB_EXCITEMENT_LEVEL, SL_APPLICATION_EXCITEMENT },
    { SL_SAVED_JOB_NOTES, SL_APPLICATION_NOTES },
  };
  SlRecord *application = sl_record_new (SL_KIND_APPLICATION);

  sl_record_set_text (application, SL_FIELD_ID, id);
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    sl_record_set_value (application, places[i][1], sl_record_get_value (job, places[i][0]));
  return application;
}

static void
convert (SlSimWorld  *world,
         SlSimClient *client)
{
  g_autoptr (SlRecord) job = pick (world, client, SL_KIND_SAVED_JOB);
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "convert");
  g_autoptr (SlRecord) application = NULL;
  g_autofree char *id = new_id (world);
  g_autofree char *key = NULL;

  if (job == NULL || sl_record_is_null (job, SL_SAVED_JOB_ROLE_TITLE) || g_strcmp0 (sl_record_get_text (job, SL_SAVED_JOB_STATUS), SL_SAVED_JOB_ACTIVE) != 0)
    return;
  key = g_strdup (sl_record_get_text (job, SL_SAVED_JOB_COMPANY_NAME));
  application = make_application (job, id);
  sl_changeset_insert (changes, application);
  sl_changeset_update_text (changes, SL_KIND_SAVED_JOB, sl_record_get_id (job), SL_SAVED_JOB_STATUS, SL_SAVED_JOB_CONVERTED);
  sl_changeset_update_text (changes, SL_KIND_SAVED_JOB, sl_record_get_id (job), SL_SAVED_JOB_CONVERTED_TO, id);
  if (!sl_sim_client_apply (client, changes))
    return;
  sl_sim_note (world, "client %d converts %s", client->number, key);
  sl_sim_ledger_make (world->ledger, SL_KIND_APPLICATION, key, NULL, client->number);
}

/** sl_sim_person_act: one thing that a person does at a computer */
void
sl_sim_person_act (SlSimWorld  *world,
                   SlSimClient *client)
{
  SlKind kind = kinds[sl_sim_below (world, G_N_ELEMENTS (kinds))];
  guint what = sl_sim_below (world, 100);

  if (what < 35)
    make (world, client, kind);
  else if (what < 85)
    edit (world, client, kind);
  else if (what < 95)
    delete (world, client, kind);
  else
    convert (world, client);
}

/* The web page. It asks the server directly, without faults. */

static JsonObject *
ask (SlSimWorld *world,
     const char *method,
     const char *path,
     JsonObject *body,
     guint      *status)
{
  g_autofree char *text = body != NULL ? sl_json_object_to_text (body, FALSE) : NULL;
  g_autoptr (GBytes) bytes = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
  g_autofree char *authorization = g_strconcat ("Bearer ", world->clients[0]->token, NULL);
  SlModelRequest request = { .method = method, .path = path, .authorization = authorization, .content_type = bytes != NULL ? "application/json" : NULL, .body = bytes };
  g_autoptr (SlModelAnswer) answer = sl_model_server_handle (world->server, &request);

  *status = answer->status;
  return answer->status < 300 ? sl_json_parse_object_bytes (answer->body, NULL) : NULL;
}

static JsonArray *
dump (SlSimWorld  *world,
      const char  *collection,
      JsonObject **keep)
{
  g_autofree char *text = sl_model_server_dump (world->server, "one@example.org");

  *keep = sl_json_parse_object (text, NULL);
  return sl_json_get_array (*keep, collection);
}

static const char *
get_collection (SlKind kind)
{
  return kind == SL_KIND_RESUME_VERSION ? "resumes" : sl_kind_get_info (kind)->table;
}

static gboolean
is_there (SlSimWorld *world,
          SlKind      kind,
          const char *key)
{
  g_autoptr (JsonObject) keep = NULL;
  JsonArray *rows = dump (world, get_collection (kind), &keep);
  const char *column = sl_kind_get_field (kind, sl_sim_key_field (kind))->column;

  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    if (g_strcmp0 (sl_json_get_string (json_array_get_object_element (rows, i), column, NULL), key) == 0)
      return TRUE;
  return FALSE;
}

static void
web_make (SlSimWorld *world)
{
  static const SlKind makeable[] = { SL_KIND_APPLICATION, SL_KIND_CONTACT, SL_KIND_SAVED_JOB, SL_KIND_RESUME_VERSION, SL_KIND_REMINDER };
  SlKind kind = makeable[sl_sim_below (world, G_N_ELEMENTS (makeable))];
  g_autoptr (SlRecord) record = sl_record_new (kind);
  g_autofree char *key = g_strdup_printf ("k%u", ++world->n_keys);
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (JsonObject) made = NULL;
  guint status;

  fill (world, NULL, record, key);
  body = sl_tracker_build_create (get_generation (world), record);
  made = ask (world, "POST", sl_tracker_get_place (kind)->create, body, &status);
  sl_sim_note (world, "web makes %s %s: %u", sl_kind_get_info (kind)->name, key, status);
  /* The first generation makes it, and says that it failed. */
  if (made != NULL || (world->options.profile == SL_MODEL_PROFILE_OLD && is_there (world, kind, key)))
    sl_sim_ledger_make (world->ledger, kind, key, NULL, SL_SIM_WEB);
}

static JsonObject *
pick_row (SlSimWorld  *world,
          SlKind       kind,
          JsonObject **keep)
{
  JsonArray *rows = dump (world, get_collection (kind), keep);

  if (rows == NULL || json_array_get_length (rows) == 0)
    return NULL;
  return json_array_get_object_element (rows, sl_sim_below (world, json_array_get_length (rows)));
}

static const SlKind web_kinds[] = { SL_KIND_APPLICATION, SL_KIND_APPLICATION, SL_KIND_CONTACT, SL_KIND_SAVED_JOB, SL_KIND_RESUME_VERSION, SL_KIND_REMINDER };

/* Whether the row holds already what is asked for: several statuses are one word of the newer generation. */
static gboolean
says_the_same (JsonObject *row,
               JsonObject *body)
{
  g_autoptr (GList) members = json_object_get_members (body);
  gboolean same = TRUE;

  for (GList *l = members; l != NULL; l = l->next)
    same &= json_object_has_member (row, l->data) && json_node_equal (json_object_get_member (row, l->data), json_object_get_member (body, l->data));
  return same;
}

static void
web_edit (SlSimWorld *world)
{
  SlKind kind = web_kinds[sl_sim_below (world, G_N_ELEMENTS (web_kinds))];
  guint field = choose_field (world, kind);
  g_autoptr (JsonObject) keep = NULL;
  JsonObject *row = pick_row (world, kind, &keep);
  g_autoptr (SlRecord) present = row != NULL ? sl_tracker_read_row (SL_TRACKER_UNKNOWN, kind, row, NULL, NULL) : NULL;
  g_autoptr (SlRecord) record = present != NULL ? sl_record_dup (present) : NULL;
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (JsonObject) changed = NULL;
  g_autofree char *path = NULL;
  g_auto (SlValue) value = SL_VALUE_INIT;
  const char *key;
  guint status;

  if (record == NULL || field == SL_FIELD_NONE || sl_kind_get_field (kind, field)->type == SL_TYPE_REFERENCE ||
      (kind == SL_KIND_REMINDER && field == SL_REMINDER_IS_COMPLETED))
    return;
  choose_value (world, kind, field, NULL, sl_record_get_value (present, field), &value);
  if (sl_field_agrees (sl_kind_get_field (kind, field), sl_record_get_value (record, field), &value))
    return;
  sl_record_set_value (record, field, &value);
  body = sl_tracker_build_change (get_generation (world), record, present, BIT (field));
  if (json_object_get_size (body) == 0)
    return;
  path = sl_tracker_build_path (sl_tracker_get_place (kind)->item, sl_json_get_string (row, "id", ""), NULL);
  changed = ask (world, "PUT", path, body, &status);
  key = sl_json_get_string (row, sl_kind_get_field (kind, sl_sim_key_field (kind))->column, "?");
  sl_sim_note (world, "web sets %s of %s %s: %u", sl_kind_get_field (kind, field)->column, sl_kind_get_info (kind)->name, key, status);
  /* What only says again what is there is done there, too, and changes nothing. */
  if (changed != NULL && !says_the_same (row, body))
    sl_sim_ledger_edit (world->ledger, kind, key, field, &value, SL_SIM_WEB);
}

static void
web_delete (SlSimWorld *world)
{
  SlKind kind = web_kinds[sl_sim_below (world, G_N_ELEMENTS (web_kinds))];
  g_autoptr (JsonObject) keep = NULL;
  JsonObject *row = pick_row (world, kind, &keep);
  g_autofree char *path = NULL;
  g_autoptr (JsonObject) gone = NULL;
  const char *key;
  guint status;

  if (row == NULL)
    return;
  path = sl_tracker_build_path (sl_tracker_get_place (kind)->item, sl_json_get_string (row, "id", ""), NULL);
  gone = ask (world, "DELETE", path, NULL, &status);
  key = sl_json_get_string (row, sl_kind_get_field (kind, sl_sim_key_field (kind))->column, "?");
  sl_sim_note (world, "web deletes %s %s: %u", sl_kind_get_info (kind)->name, key, status);
  if (status < 300)
    sl_sim_ledger_delete (world->ledger, kind, key, SL_SIM_WEB);
}

/** sl_sim_web_act: one thing that the person does on the web page */
void
sl_sim_web_act (SlSimWorld *world)
{
  guint what = sl_sim_below (world, 100);

  if (what < 30)
    web_make (world);
  else if (what < 85)
    web_edit (world);
  else
    web_delete (world);
}
