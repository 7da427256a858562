/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two full sides that know nothing of each other: the same on the server and on each computer, before any of them syncs. */
#include "config.h"

#include <string.h>

#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-sim.h"
#include "sl-tracker-wire.h"

static SlRecord *
new_record (SlSimWorld *world,
            SlKind      kind,
            const char *key)
{
  SlRecord *record = sl_record_new (kind);

  sl_record_set_text (record, sl_sim_key_field (world, kind), key);
  if (kind == SL_KIND_APPLICATION)
    sl_record_set_text (record, SL_APPLICATION_ROLE_TITLE, "Baker");
  if (kind == SL_KIND_REMINDER)
    sl_record_set_integer (record, SL_REMINDER_REMIND_AT, world->now + G_TIME_SPAN_HOUR);
  return record;
}

static void
make_there (SlSimWorld *world,
            SlRecord   *record)
{
  g_autoptr (JsonObject) body = sl_tracker_build_create (sl_sim_get_generation (world), record);
  g_autofree char *text = sl_json_object_to_text (body, FALSE);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autofree char *authorization = g_strconcat ("Bearer ", world->clients[0]->token, NULL);
  SlModelRequest request = {
    .method = "POST", .path = sl_tracker_get_place (sl_record_get_kind (record))->create, .authorization = authorization,
    .content_type = "application/json", .body = bytes,
  };

  /* The first generation says that it failed, and has made it. */
  sl_model_answer_free (sl_model_server_handle (world->server, &request));
}

/* Tags that the server tells apart by their capitals, of which each computer may have one. */
static void
make_tags (SlSimWorld *world)
{
  g_autofree char *key = sl_sim_dup_new_key (world, SL_KIND_TAG);
  g_autofree char *other = world->options.undo ? sl_sim_dup_new_key (world, SL_KIND_TAG) : g_ascii_strup (key, -1);
  g_autofree char *other_key = sl_sim_build_key (SL_KIND_TAG, other);
  g_autoptr (SlRecord) one = new_record (world, SL_KIND_TAG, key);
  g_autoptr (SlRecord) second = new_record (world, SL_KIND_TAG, other);

  if (world->options.profile == SL_MODEL_PROFILE_OLD)
    return;
  if (world->options.undo)
    {
      g_autofree char *name = g_strconcat ("cafe ", key, NULL);
      g_autofree char *capitals = g_ascii_strup (name, -1);

      sl_record_set_text (one, SL_TAG_NAME, name);
      sl_record_set_text (second, SL_TAG_NAME, capitals);
    }
  make_there (world, one);
  make_there (world, second);
  sl_sim_ledger_make (world->ledger, SL_KIND_TAG, key, NULL, SL_SIM_WEB);
  sl_sim_ledger_make (world->ledger, SL_KIND_TAG, other_key, NULL, SL_SIM_WEB);
  sl_sim_ledger_name (world->ledger, key, sl_record_get_text (one, SL_TAG_NAME));
  sl_sim_ledger_name (world->ledger, other_key, sl_record_get_text (second, SL_TAG_NAME));
  for (guint i = 0; i < world->options.n_clients; i++)
    {
      g_autoptr (SlRecord) here = sl_record_dup (sl_sim_chance (world, 0.5) ? one : second);
      g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "make");
      g_autofree char *id = sl_sim_new_id (world);

      if (sl_sim_chance (world, 0.5))
        continue;
      sl_record_set_text (here, SL_FIELD_ID, id);
      sl_changeset_insert (changes, here);
      sl_sim_client_apply (world->clients[i], changes);
    }
}

/** sl_sim_fill_sides: makes the same there and on all computers, and has the server give pages of few rows */
void
sl_sim_fill_sides (SlSimWorld *world)
{
  static const SlKind kinds[] = { SL_KIND_CONTACT, SL_KIND_APPLICATION, SL_KIND_SAVED_JOB, SL_KIND_RESUME_VERSION, SL_KIND_REMINDER };

  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint n = sl_sim_below (world, 12); n > 0; n--)
      {
        g_autofree char *key = g_strdup_printf ("k%u", ++world->n_keys);
        g_autoptr (SlRecord) there = new_record (world, kinds[k], key);

        make_there (world, there);
        sl_sim_ledger_make (world->ledger, kinds[k], key, NULL, SL_SIM_WEB);
        sl_sim_ledger_find (world->ledger, kinds[k], key)->on_all_sides = TRUE;
        for (guint i = 0; i < world->options.n_clients; i++)
          {
            g_autoptr (SlRecord) here = sl_record_dup (there);
            g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "make");
            g_autofree char *id = sl_sim_new_id (world);

            sl_record_set_text (here, SL_FIELD_ID, id);
            sl_changeset_insert (changes, here);
            sl_sim_client_apply (world->clients[i], changes);
          }
        sl_sim_pass (world, G_USEC_PER_SEC);
      }
  for (guint n = sl_sim_below (world, 3); n > 0; n--)
    make_tags (world);
  sl_model_server_set_row_cap (world->server, 3 + sl_sim_below (world, 3));
}
