/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See rules-fixture.h. */

#define G_LOG_DOMAIN "rules-fixture"

#include "config.h"

#include <string.h>

#include "rules-fixture.h"
#include "sl-error.h"

static SlRecord *
read_record (SlKind kind, const char *id, gpointer data, GError **error)
{
  RulesFixture *f = data;
  SlRecord *record = g_hash_table_lookup (f->records, id);

  f->n_reads++;
  if (f->broken)
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_DAMAGED, "Broken.");
      return NULL;
    }
  return record != NULL && sl_record_get_kind (record) == kind ? g_object_ref (record) : NULL;
}

gint64
rules_get_time (SlRecord *event)
{
  return sl_record_get_integer (event, SL_EVENT_OCCURRED_AT, G_MININT64);
}

static gint64
newest_event (const char *application_id, GHashTable *except, SlRecord **event, gpointer data, GError **error)
{
  RulesFixture *f = data;
  GHashTableIter iter;
  gpointer record;
  SlRecord *newest = NULL;

  g_hash_table_iter_init (&iter, f->records);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    if (sl_record_get_kind (record) == SL_KIND_EVENT && !g_hash_table_contains (except, sl_record_get_id (record)) &&
        sl_record_is_null (record, SL_FIELD_DELETED_AT) &&
        g_strcmp0 (sl_record_get_text (record, SL_EVENT_APPLICATION_ID), application_id) == 0 &&
        g_strcmp0 (sl_record_get_text (record, SL_EVENT_TYPE), SL_EVENT_TYPE_NOTE) != 0 &&
        (!sl_record_is_null (record, SL_EVENT_TO_STATUS) || !sl_record_is_null (record, SL_EVENT_TO_STAGE)) &&
        (newest == NULL || rules_get_time (record) > rules_get_time (newest)))
      newest = record;
  if (newest != NULL && event != NULL)
    *event = g_object_ref (newest);
  return newest != NULL ? rules_get_time (newest) : G_MININT64;
}

static char **
apply_by (const char *application_id, gpointer data, GError **error)
{
  RulesFixture *f = data;
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer record;

  g_hash_table_iter_init (&iter, f->records);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    if (sl_record_get_kind (record) == SL_KIND_REMINDER &&
        g_strcmp0 (sl_record_get_text (record, SL_REMINDER_APPLICATION_ID), application_id) == 0)
      g_strv_builder_add (ids, sl_record_get_id (record));
  return g_strv_builder_end (ids);
}

void
rules_fixture_set_up (RulesFixture *f, gconstpointer data)
{
  f->records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  f->clock = sl_test_clock ();
  f->reader.read = read_record;
  f->reader.newest_event = newest_event;
  f->reader.apply_by = apply_by;
  f->reader.data = f;
}

void
rules_fixture_tear_down (RulesFixture *f, gconstpointer data)
{
  g_hash_table_unref (f->records);
  g_object_unref (f->clock);
}

gint64
rules_days_ago (RulesFixture *f, int days)
{
  return sl_clock_get_now (f->clock) - days * 86400 * G_GINT64_CONSTANT (1000000);
}

SlRecord *
rules_make_application (const char *id, const char *status)
{
  SlRecord *record = sl_record_new (SL_KIND_APPLICATION);

  sl_record_set_text (record, SL_FIELD_ID, id);
  sl_record_set_text (record, SL_APPLICATION_COMPANY_NAME, "Rowan");
  sl_record_set_text (record, SL_APPLICATION_ROLE_TITLE, "Baker");
  sl_record_set_text (record, SL_APPLICATION_STATUS, status);
  return record;
}

SlRecord *
rules_make_child (SlKind kind, const char *application_id)
{
  SlRecord *record = sl_record_new (kind);

  sl_record_set_text (record, sl_kind_get_owner_field (kind), application_id);
  return record;
}

SlRecord *
rules_make_event (const char *application_id, gint64 time, const char *to_status, const char *to_stage, const char *outcome)
{
  SlRecord *record = rules_make_child (SL_KIND_EVENT, application_id);

  sl_record_set_text (record, SL_EVENT_TYPE, SL_EVENT_TYPE_STATUS);
  sl_record_set_integer (record, SL_EVENT_OCCURRED_AT, time);
  sl_record_set_text (record, SL_EVENT_TO_STATUS, to_status);
  sl_record_set_text (record, SL_EVENT_TO_STAGE, to_stage);
  sl_record_set_text (record, SL_EVENT_OUTCOME, outcome);
  return record;
}

SlRecord *
rules_store (RulesFixture *f, SlRecord *record)
{
  g_hash_table_insert (f->records, g_strdup (sl_record_get_id (record)), record);
  return record;
}

SlRecord *
rules_store_application (RulesFixture *f, const char *id, const char *status)
{
  SlRecord *record = rules_store (f, rules_make_application (id, status));

  sl_record_set_integer (record, SL_APPLICATION_STATUS_SINCE, rules_days_ago (f, 10));
  sl_record_set_text (record, SL_APPLICATION_LANE, sl_status_get_lane (status));
  return record;
}

void
rules_insert (SlChangeset *changeset, SlRecord *record)
{
  sl_changeset_insert (changeset, record);
  g_object_unref (record);
}

void
rules_set_status (SlChangeset *changeset, const char *id, const char *status)
{
  sl_changeset_update_text (changeset, SL_KIND_APPLICATION, id, SL_APPLICATION_STATUS, status);
}

void
rules_follow (RulesFixture *f, SlChangeset *changeset)
{
  g_autoptr (GError) error = NULL;

  sl_rules_check (changeset, &error);
  g_assert_no_error (error);
  sl_rules_follow (changeset, &f->reader, f->clock, &error);
  g_assert_no_error (error);
  /* What was added has to stand the check as well. */
  sl_rules_check (changeset, &error);
  g_assert_no_error (error);
}

const SlChange *
rules_find_update (SlChangeset *changeset, const char *id, guint field)
{
  const SlChange *found = NULL;

  for (guint i = 0; i < sl_changeset_get_n_changes (changeset); i++)
    {
      const SlChange *change = sl_changeset_get_change (changeset, i);

      if (change->op == SL_OP_UPDATE && change->field == field && strcmp (change->id, id) == 0)
        found = change;
    }
  return found;
}

const char *
rules_get_updated (SlChangeset *changeset, const char *id, guint field)
{
  const SlChange *change = rules_find_update (changeset, id, field);

  return change != NULL ? sl_value_get_text (&change->value) : "(not updated)";
}

SlRecord *
rules_find_event (SlChangeset *changeset, guint n)
{
  for (guint i = 0; i < sl_changeset_get_n_changes (changeset); i++)
    {
      const SlChange *change = sl_changeset_get_change (changeset, i);

      if (change->op == SL_OP_INSERT && change->kind == SL_KIND_EVENT && n-- == 0)
        return change->record;
    }
  return NULL;
}

void
rules_assert_event (SlRecord *event, const char *from, const char *to, const char *lane, const char *outcome)
{
  g_assert_nonnull (event);
  g_assert_cmpstr (sl_record_get_text (event, SL_EVENT_TYPE), ==, SL_EVENT_TYPE_STATUS);
  g_assert_cmpstr (sl_record_get_text (event, SL_EVENT_FROM_STATUS), ==, from);
  g_assert_cmpstr (sl_record_get_text (event, SL_EVENT_TO_STATUS), ==, to);
  g_assert_cmpstr (sl_record_get_text (event, SL_EVENT_TO_STAGE), ==, lane);
  g_assert_cmpstr (sl_record_get_text (event, SL_EVENT_OUTCOME), ==, outcome);
}
