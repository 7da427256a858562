/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person does at a computer: makes, changes, deletes and converts records of every kind. Each has a name of its own
 * that nobody changes. */
#include "config.h"

#include "sl-field-merge.h"
#include "sl-kinds.h"
#include "sl-sim.h"
#include "sl-store-query.h"
#include "sl-sync-state.h"
#include "sl-table.h"
#include "sl-tracker-wire.h"

static const SlKind kinds[] = {
  SL_KIND_APPLICATION, SL_KIND_APPLICATION, SL_KIND_STAGE, SL_KIND_OUTCOME, SL_KIND_REFLECTION, SL_KIND_CONTACT, SL_KIND_REMINDER,
  SL_KIND_DOCUMENT, SL_KIND_SAVED_JOB, SL_KIND_RESUME_VERSION, SL_KIND_TAG, SL_KIND_TAG_ASSIGNMENT,
};

/** sl_sim_new_id: (transfer full): of a record that is made on a computer */
char *
sl_sim_new_id (SlSimWorld *world)
{
  char *id = g_strdup_printf ("%08x-%04x-4%03x-8%03x-%08x%04x", g_rand_int (world->chance), sl_sim_below (world, 65536), sl_sim_below (world, 4096),
                              sl_sim_below (world, 4096), g_rand_int (world->chance), sl_sim_below (world, 65536));

  if (world->own_ids == NULL)
    world->own_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_add (world->own_ids, g_strdup (id));
  return id;
}

/** sl_sim_dup_record_key: (transfer full): what @record is known by */
char *
sl_sim_dup_record_key (SlSimClient *client,
                       SlRecord    *record)
{
  SlKind kind = sl_record_get_kind (record);
  guint field = sl_sim_key_field (client->world, kind);
  g_autoptr (SlRecord) application = NULL;
  g_autoptr (SlRecord) tag = NULL;
  g_autofree char *name = NULL;

  if (field != SL_FIELD_NONE)
    return sl_sim_build_key (kind, sl_record_get_text (record, field));
  application = sl_table_read (client->connection, SL_KIND_APPLICATION, sl_record_get_text (record, sl_kind_get_owner_field (kind)), NULL);
  if (kind != SL_KIND_TAG_ASSIGNMENT)
    return g_strdup (application != NULL ? sl_record_get_text (application, SL_APPLICATION_COMPANY_NAME) : "?");
  tag = sl_table_read (client->connection, SL_KIND_TAG, sl_record_get_text (record, SL_TAG_ASSIGNMENT_TAG_ID), NULL);
  name = tag != NULL ? sl_sim_build_key (SL_KIND_TAG, sl_record_get_text (tag, sl_sim_key_field (client->world, SL_KIND_TAG))) : NULL;
  return g_strdup_printf ("%s %s", application != NULL ? sl_record_get_text (application, SL_APPLICATION_COMPANY_NAME) : "?", name != NULL ? name : "?");
}

/** sl_sim_note_status: a round or an offer moved application @id by itself */
void
sl_sim_note_status (SlSimWorld  *world,
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
  g_autofree char *id = sl_sim_new_id (world);
  g_autofree char *key = sl_sim_dup_new_key (world, kind);
  guint owner = sl_kind_get_owner_field (kind);
  g_autoptr (SlRecord) application = owner != SL_FIELD_NONE ? sl_sim_choose_record (world, client, SL_KIND_APPLICATION) : NULL;
  g_autoptr (SlRecord) tag = kind == SL_KIND_TAG_ASSIGNMENT ? sl_sim_choose_record (world, client, SL_KIND_TAG) : NULL;

  if ((owner != SL_FIELD_NONE && application == NULL) || (kind == SL_KIND_TAG_ASSIGNMENT && tag == NULL))
    return;
  if ((kind == SL_KIND_OUTCOME || kind == SL_KIND_REFLECTION) && has_one (client, kind, application))
    return;
  sl_record_set_text (record, SL_FIELD_ID, id);
  if (owner != SL_FIELD_NONE)
    sl_record_set_text (record, owner, sl_record_get_id (application));
  if (tag != NULL)
    sl_record_set_text (record, SL_TAG_ASSIGNMENT_TAG_ID, sl_record_get_id (tag));
  sl_sim_fill (world, client, record, key);
  if (kind == SL_KIND_TAG && world->options.full && !world->options.undo)
    {
      g_autofree char *name = sl_sim_dup_tag_name (world, key);

      sl_record_set_text (record, SL_TAG_NAME, name);
    }
  sl_changeset_insert (changes, record);
  if (!sl_sim_client_apply (client, changes))
    return;
  g_clear_pointer (&key, g_free);
  key = sl_sim_dup_record_key (client, record);
  sl_sim_note (world, "client %d makes %s %s", client->number, sl_kind_get_info (kind)->name, key);
  sl_sim_ledger_make (world->ledger, kind, key, application != NULL ? sl_record_get_text (application, SL_APPLICATION_COMPANY_NAME) : NULL, client->number);
  if (kind == SL_KIND_TAG)
    sl_sim_ledger_name (world->ledger, key, sl_record_get_text (record, SL_TAG_NAME));
  if (kind == SL_KIND_STAGE || kind == SL_KIND_OUTCOME)
    sl_sim_note_status (world, client, sl_record_get_id (application));
}

/** sl_sim_is_back: whether the field is set back to what the server has, as far as is known here: no change of anything */
gboolean
sl_sim_is_back (SlSimClient   *client,
                SlRecord      *record,
                guint          field,
                const SlValue *value)
{
  SlKind kind = sl_record_get_kind (record);
  g_autoptr (SlShadow) shadow = sl_shadow_find (client->connection, kind, sl_record_get_id (record), NULL);
  g_autoptr (SlRecord) there = shadow != NULL ? sl_tracker_read_row (sl_sim_get_generation (client->world), kind, shadow->row, sl_value_get_text (value), NULL) : NULL;

  return there != NULL && sl_field_agrees (sl_kind_get_field (kind, field), sl_record_get_value (there, field), value);
}

static void
edit (SlSimWorld  *world,
      SlSimClient *client,
      SlKind       kind)
{
  g_autoptr (SlRecord) record = sl_sim_choose_record (world, client, kind);
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  guint field = sl_sim_choose_field (world, kind);
  g_auto (SlValue) value = SL_VALUE_INIT;
  g_autofree char *key = NULL;
  g_autofree char *text = NULL;

  if (record == NULL || field == SL_FIELD_NONE)
    return;
  sl_sim_choose_value (world, kind, field, client, sl_record_get_value (record, field), &value);
  /* Nothing that is an edit. */
  if (sl_field_agrees (sl_kind_get_field (kind, field), sl_record_get_value (record, field), &value))
    return;
  sl_changeset_update (changes, kind, sl_record_get_id (record), field, &value);
  if (kind == SL_KIND_REMINDER && field == SL_REMINDER_IS_COMPLETED && value.integer != 0)
    sl_changeset_update_integer (changes, kind, sl_record_get_id (record), SL_REMINDER_COMPLETED_AT, world->now);
  if (!sl_sim_client_apply (client, changes))
    return;
  key = sl_sim_dup_record_key (client, record);
  text = sl_field_format (sl_kind_get_field (kind, field), &value);
  sl_sim_note (world, "client %d sets %s of %s %s to %s", client->number, sl_kind_get_field (kind, field)->column, sl_kind_get_info (kind)->name, key, text);
  if (sl_sim_is_back (client, record, field, &value))
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
  g_autoptr (SlRecord) record = sl_sim_choose_record (world, client, kind);
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "delete");
  g_autofree char *key = NULL;

  if (record == NULL)
    return;
  key = sl_sim_dup_record_key (client, record);
  sl_changeset_trash (changes, kind, sl_record_get_id (record), world->now);
  if (!sl_sim_client_apply (client, changes))
    return;
  sl_sim_note (world, "client %d deletes %s %s", client->number, sl_kind_get_info (kind)->name, key);
  sl_sim_ledger_delete (world->ledger, kind, key, client->number);
  if (kind == SL_KIND_STAGE)
    sl_sim_note_status (world, client, sl_record_get_text (record, SL_STAGE_APPLICATION_ID));
  /* For good, also what the server hasn't heard of yet. */
  if (sl_sim_chance (world, 0.25))
    sl_sim_client_empty_trash (client);
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
  g_autoptr (SlRecord) job = sl_sim_choose_record (world, client, SL_KIND_SAVED_JOB);
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "convert");
  g_autoptr (SlRecord) application = NULL;
  g_autofree char *id = sl_sim_new_id (world);
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

  if (world->options.undo && sl_sim_chance (world, 0.4))
    {
      /* More of what can be taken back than in other runs. */
      if (what < 70)
        sl_sim_undo_act (world, client);
      else if (what < 85)
        delete (world, client, kind);
      else
        convert (world, client);
      return;
    }
  if (what < 35)
    make (world, client, kind);
  else if (what < 85)
    edit (world, client, kind);
  else if (what < 95)
    delete (world, client, kind);
  else
    convert (world, client);
}
