/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person does on the web page: it asks the server directly, without faults. */
#include "config.h"

#include <string.h>

#include "sl-field-merge.h"
#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-sim.h"
#include "sl-tracker-wire.h"

#define BIT(field) (G_GUINT64_CONSTANT (1) << (field))

static JsonObject *
ask (SlSimWorld *world,
     const char *method,
     const char *path,
     JsonObject *body,
     guint      *status)
{
  g_autofree char *text = body != NULL ? sl_json_object_to_text (body, FALSE) : NULL;
  g_autoptr (GBytes) bytes = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
  JsonObject *answered = NULL;

  *status = 401;
  for (guint i = 0; i < 2 && *status == 401; i++)
    {
      g_autofree char *authorization = NULL;
      SlModelRequest request = { .method = method, .path = path, .content_type = bytes != NULL ? "application/json" : NULL, .body = bytes };
      g_autoptr (SlModelAnswer) answer = NULL;

      if (world->web_token == NULL || i > 0)
        sl_sim_log_in (world, &world->web_token);
      request.authorization = authorization = g_strconcat ("Bearer ", world->web_token, NULL);
      answer = sl_model_server_handle (world->server, &request);
      *status = answer->status;
      answered = *status < 300 ? sl_json_parse_object_bytes (answer->body, NULL) : NULL;
    }
  return answered;
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

static gboolean
is_there (SlSimWorld *world,
          SlKind      kind,
          const char *key)
{
  g_autoptr (JsonObject) keep = NULL;
  JsonArray *rows = dump (world, sl_sim_get_collection (kind), &keep);
  const char *column = sl_kind_get_field (kind, sl_sim_key_field (world, kind))->column;

  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    if (g_strcmp0 (sl_json_get_string (json_array_get_object_element (rows, i), column, NULL), key) == 0)
      return TRUE;
  return FALSE;
}

static void
web_make_one (SlSimWorld *world,
              SlKind      kind)
{
  g_autoptr (SlRecord) record = sl_record_new (kind);
  g_autofree char *name = sl_sim_dup_new_key (world, kind);
  g_autofree char *key = NULL;
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (JsonObject) made = NULL;
  guint status;

  if (kind == SL_KIND_TAG && !world->options.undo)
    {
      char *other = sl_sim_dup_tag_name (world, name);

      g_free (name);
      name = other;
    }
  key = sl_sim_build_key (kind, name);
  sl_sim_fill (world, NULL, record, name);
  body = sl_tracker_build_create (sl_sim_get_generation (world), record);
  made = ask (world, "POST", sl_tracker_get_place (kind)->create, body, &status);
  sl_sim_note (world, "web makes %s %s: %u", sl_kind_get_info (kind)->name, key, status);
  /* The first generation makes it, and says that it failed. */
  if (made != NULL || (world->options.profile == SL_MODEL_PROFILE_OLD && kind != SL_KIND_TAG && is_there (world, kind, key)))
    {
      sl_sim_ledger_make (world->ledger, kind, key, NULL, SL_SIM_WEB);
      if (kind == SL_KIND_TAG)
        sl_sim_ledger_name (world->ledger, key, sl_record_get_text (record, SL_TAG_NAME));
    }
}

static void
web_make (SlSimWorld *world)
{
  static const SlKind makeable[] = { SL_KIND_APPLICATION, SL_KIND_CONTACT, SL_KIND_SAVED_JOB, SL_KIND_RESUME_VERSION, SL_KIND_REMINDER };

  web_make_one (world, (world->options.full || world->options.undo) && sl_sim_chance (world, 0.15) ? SL_KIND_TAG : makeable[sl_sim_below (world, G_N_ELEMENTS (makeable))]);
}

static JsonObject *
pick_row (SlSimWorld  *world,
          SlKind       kind,
          JsonObject **keep)
{
  JsonArray *rows = dump (world, sl_sim_get_collection (kind), keep);

  if (rows == NULL || json_array_get_length (rows) == 0)
    return NULL;
  return json_array_get_object_element (rows, sl_sim_below (world, json_array_get_length (rows)));
}

static const SlKind web_kinds[] = { SL_KIND_APPLICATION, SL_KIND_APPLICATION, SL_KIND_CONTACT, SL_KIND_SAVED_JOB, SL_KIND_RESUME_VERSION, SL_KIND_REMINDER };
static const SlKind web_parts[] = { SL_KIND_STAGE, SL_KIND_OUTCOME, SL_KIND_REFLECTION, SL_KIND_DOCUMENT };

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

static char *
build_path (SlKind      kind,
            JsonObject *row)
{
  const SlTrackerPlace *place = sl_tracker_get_place (kind);
  const char *id = sl_json_get_string (row, "id", "");

  return place->nested != NULL ? sl_tracker_build_path (place->item, sl_json_get_string (row, "application_id", ""), id) : sl_tracker_build_path (place->item, id, NULL);
}

/* Any row that the field may refer to, perhaps one that was made a moment ago. */
static void
choose_target (SlSimWorld    *world,
               const SlField *field,
               SlValue       *value)
{
  g_autoptr (JsonObject) keep = NULL;
  JsonObject *row;

  for (guint n = sl_sim_below (world, 3); n > 0 && field->target == SL_KIND_RESUME_VERSION; n--)
    web_make_one (world, SL_KIND_RESUME_VERSION);
  row = pick_row (world, field->target, &keep);
  sl_value_set_text (value, row != NULL ? sl_json_get_string (row, "id", NULL) : NULL);
}

static void
web_edit (SlSimWorld *world)
{
  SlKind kind = world->options.undo && sl_sim_chance (world, 0.15) ? SL_KIND_TAG
                : sl_sim_chance (world, 0.25) ? web_parts[sl_sim_below (world, G_N_ELEMENTS (web_parts))] : web_kinds[sl_sim_below (world, G_N_ELEMENTS (web_kinds))];
  guint field = sl_sim_choose_field (world, kind);
  g_autoptr (JsonObject) keep = NULL;
  JsonObject *row = pick_row (world, kind, &keep);
  g_autoptr (SlRecord) present = row != NULL ? sl_tracker_read_row (SL_TRACKER_UNKNOWN, kind, row, NULL, NULL) : NULL;
  g_autoptr (SlRecord) record = present != NULL ? sl_record_dup (present) : NULL;
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (JsonObject) changed = NULL;
  g_autofree char *path = NULL;
  g_autofree char *key = NULL;
  g_auto (SlValue) value = SL_VALUE_INIT;
  gboolean refers;
  guint status;

  if (record == NULL || field == SL_FIELD_NONE)
    return;
  refers = sl_kind_get_field (kind, field)->type == SL_TYPE_REFERENCE;
  if ((refers && !world->options.full) ||
      (kind == SL_KIND_REMINDER && field == SL_REMINDER_IS_COMPLETED))
    return;
  if (refers)
    choose_target (world, sl_kind_get_field (kind, field), &value);
  else
    sl_sim_choose_value (world, kind, field, NULL, sl_record_get_value (present, field), &value);
  if (sl_field_agrees (sl_kind_get_field (kind, field), sl_record_get_value (record, field), &value))
    return;
  sl_record_set_value (record, field, &value);
  body = sl_tracker_build_change (sl_sim_get_generation (world), record, present, BIT (field));
  if (json_object_get_size (body) == 0)
    return;
  path = build_path (kind, row);
  changed = ask (world, "PUT", path, body, &status);
  key = sl_sim_dup_key (world, kind, row);
  sl_sim_note (world, "web sets %s of %s %s: %u", sl_kind_get_field (kind, field)->column, sl_kind_get_info (kind)->name, key, status);
  /* What only says again what is there is done there, too, and changes nothing. */
  if (changed != NULL && !says_the_same (row, body))
    {
      sl_sim_ledger_edit (world->ledger, kind, key, field, &value, SL_SIM_WEB);
      sl_sim_look_for_edit (world, kind, key);
    }
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
  key = sl_json_get_string (row, sl_kind_get_field (kind, sl_sim_key_field (world, kind))->column, "?");
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
