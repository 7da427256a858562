/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which record a row of the server is that isn't known: one that was sent and wasn't heard of again, one that there can be
 * only one of, one that was lost and made again, or, of two sides that meet for the first time, one that says the same. */

#define G_LOG_DOMAIN "sl-tracker-tie"

#include "config.h"

#include "sl-field-merge.h"
#include "sl-journal.h"
#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-table-keys.h"
#include "sl-table.h"
#include "sl-tracker-sync-private.h"

/* A row made by a request may be older than it by that clock. */
#define EARLIER (120 * G_USEC_PER_SEC)

/* What makes two rows the same to a person, where a field or two differ. */
static const struct {
  SlKind kind;
  guint64 fields;
} identities[] = {
  { SL_KIND_APPLICATION, BIT (SL_APPLICATION_COMPANY_NAME) | BIT (SL_APPLICATION_ROLE_TITLE) | BIT (SL_APPLICATION_URL) },
  { SL_KIND_STAGE, BIT (SL_STAGE_NAME) | BIT (SL_STAGE_DATE) },
  { SL_KIND_CONTACT, BIT (SL_CONTACT_NAME) | BIT (SL_CONTACT_EMAIL) },
  { SL_KIND_REMINDER, BIT (SL_REMINDER_TITLE) | BIT (SL_REMINDER_REMIND_AT) },
  { SL_KIND_DOCUMENT, BIT (SL_DOCUMENT_NAME) | BIT (SL_DOCUMENT_TYPE) },
  { SL_KIND_SAVED_JOB, BIT (SL_SAVED_JOB_COMPANY_NAME) | BIT (SL_SAVED_JOB_ROLE_TITLE) | BIT (SL_SAVED_JOB_URL) },
  { SL_KIND_RESUME_VERSION, BIT (SL_RESUME_VERSION_NAME) },
  { SL_KIND_TAG, BIT (SL_TAG_NAME) },
};

/** _sl_tracker_get_identity: the fields that records of @kind are known by; 0: none */
guint64
_sl_tracker_get_identity (SlKind kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (identities); i++)
    if (identities[i].kind == kind)
      return identities[i].fields;
  return 0;
}

/* Whether the row agrees with what was sent in all @fields that were sent. */
static gboolean
agrees_with (SlTrackerPull *self,
             SlKind         kind,
             JsonObject    *row,
             SlFlight      *flight,
             guint64        fields)
{
  g_autoptr (SlRecord) there = sl_tracker_read_row (SL_TRACKER_UNKNOWN, kind, row, NULL, NULL);
  g_autoptr (SlRecord) sent = flight->body != NULL ? sl_tracker_read_row (SL_TRACKER_UNKNOWN, kind, flight->body, NULL, NULL) : NULL;
  const SlKindInfo *info = sl_kind_get_info (kind);

  if (there == NULL || sent == NULL)
    return FALSE;
  for (guint i = 0; i < info->n_fields; i++)
    if (fields & BIT (i) && (json_object_has_member (flight->body, info->fields[i].column) || (fields & ~_sl_tracker_get_identity (kind)) == 0) &&
        !sl_field_agrees (&info->fields[i], sl_record_get_value (there, i), sl_record_get_value (sent, i)))
      return FALSE;
  return TRUE;
}

/* By its name, and by what else it is known by but for one thing, which somebody may have changed. */
static gboolean
nearly_agrees_with (SlTrackerPull *self,
                    SlKind         kind,
                    JsonObject    *row,
                    SlFlight      *flight)
{
  guint64 fields = _sl_tracker_get_identity (kind), name = fields & (~fields + 1);

  if (fields == 0 || !agrees_with (self, kind, row, flight, name))
    return FALSE;
  for (guint i = 0; i < sl_kind_get_info (kind)->n_fields; i++)
    if (fields & ~name & BIT (i) && agrees_with (self, kind, row, flight, fields & ~BIT (i)))
      return TRUE;
  return fields == name;
}

/* (transfer full) (nullable): the server's application to which the record of @flight belongs now, or did before it was deleted for good. */
static char *
dup_parent (SlTrackerPull *self,
            SlFlight      *flight,
            guint          owner)
{
  g_autoptr (SlRecord) record = sl_table_read (self->connection, flight->kind, flight->id, NULL);
  g_autofree char *id = record != NULL ? g_strdup (sl_record_get_text (record, owner))
                                       : sl_journal_find_deleted_application (self->connection, flight->kind, flight->id);

  return id != NULL ? sl_shadow_dup_server_id (self->connection, SL_KIND_APPLICATION, id) : NULL;
}

/** _sl_tracker_belongs_to: whether the record of @flight was sent to @application of the server, or belongs to it, if that is gone */
gboolean
_sl_tracker_belongs_to (SlTrackerPull *self,
                        SlFlight      *flight,
                        const char    *application)
{
  guint owner = sl_kind_get_owner_field (flight->kind);
  const char *sent_to = flight->body != NULL ? sl_json_get_string (flight->body, "application_id", NULL) : NULL;
  g_autofree char *known = sent_to != NULL ? sl_shadow_dup_id (self->connection, SL_KIND_APPLICATION, sent_to) : NULL;
  /* A reminder can be sent to none. */
  gboolean told = known != NULL || (owner != SL_FIELD_NONE && flight->body != NULL && sent_to == NULL && sl_tracker_get_creatable (flight->kind) & BIT (owner));
  g_autofree char *parent = owner != SL_FIELD_NONE && !told ? dup_parent (self, flight, owner) : g_strdup (sent_to);

  return owner == SL_FIELD_NONE || g_strcmp0 (parent, application) == 0;
}

/* Whether @row may be what an unanswered request made. @exact: as it was sent; otherwise somebody changed it since. */
static gboolean
may_be_made_by (SlTrackerPull *self,
                SlFlight      *flight,
                SlKind         kind,
                JsonObject    *row,
                gboolean       exact)
{
  gint64 created = _sl_tracker_get_time (row, "created_at");

  if (flight->kind != kind || flight->state != SL_FLIGHT_UNKNOWN)
    return FALSE;
  if (flight->deed == SL_FLIGHT_CONVERT && _sl_tracker_get_converted_to (self, flight) != NULL)
    return g_strcmp0 (_sl_tracker_get_converted_to (self, flight), sl_json_get_string (row, "id", NULL)) == 0;
  if (created < flight->sent_at - EARLIER)
    return FALSE;
  if (flight->deed == SL_FLIGHT_CONVERT && _sl_tracker_is_converted (self, flight, row))
    return TRUE;
  if (flight->deed == SL_FLIGHT_CONVERT && exact)
    return agrees_with (self, kind, row, flight, BIT (SL_APPLICATION_COMPANY_NAME) | BIT (SL_APPLICATION_ROLE_TITLE));
  if ((flight->deed != SL_FLIGHT_CREATE && flight->deed != SL_FLIGHT_CONVERT) || !_sl_tracker_belongs_to (self, flight, sl_json_get_string (row, "application_id", NULL)))
    return FALSE;
  if (exact)
    /* The status may have moved since, and the date with it. */
    return agrees_with (self, kind, row, flight,
                        sl_tracker_get_creatable (kind) & ~(kind == SL_KIND_APPLICATION ? BIT (SL_APPLICATION_STATUS) | BIT (SL_APPLICATION_APPLIED_DATE) : 0));
  return _sl_tracker_get_time (row, "updated_at") != _sl_tracker_get_time (row, "created_at") && nearly_agrees_with (self, kind, row, flight);
}

/* @maker: (out) (transfer none) (nullable): among the flights of this transaction. */
static gboolean
find_maker (SlTrackerPull *self,
            SlKind         kind,
            JsonObject    *row,
            SlFlight     **maker,
            GError       **error)
{
  SlFlight *twin = NULL, *refused;

  *maker = NULL;
  if (kind == SL_KIND_APPLICATION && !_sl_tracker_find_twin (self, row, &twin, error))
    return FALSE;
  refused = twin != NULL ? _sl_tracker_find_flight (self, kind, twin->id) : NULL;
  if (refused != NULL)
    g_ptr_array_remove (self->flights, refused);
  if (twin != NULL)
    {
      g_ptr_array_add (self->flights, twin);
      *maker = twin;
    }
  for (int exact = 1; exact >= 0; exact--)
    for (guint i = 0; *maker == NULL && i < self->flights->len; i++)
      if (may_be_made_by (self, g_ptr_array_index (self->flights, i), kind, row, exact))
        *maker = g_ptr_array_index (self->flights, i);
  return TRUE;
}

/* @id: (transfer full) (nullable): of a record that isn't tied to a row, by a condition on its table "a"; @values from ?2 on. */
static gboolean
find_untied (SlTrackerPull        *self,
             SlKind                kind,
             const char           *condition,
             const SlValue *const *values,
             guint                 n,
             char                **id,
             GError              **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT a.id FROM %s AS a WHERE %s AND a.deleted_at IS NULL"
                                          " AND " SL_SYNC_IS_UNTIED ("?1") " ORDER BY a.pk LIMIT 1", sl_kind_get_info (kind)->table, condition);
  SlStatement *statement = sl_connection_prepare (self->connection, sql, error);
  g_autoptr (GError) local = NULL;

  *id = NULL;
  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, kind);
  for (guint i = 0; i < n; i++)
    sl_statement_bind_value (statement, (int) i + 2, values[i]);
  if (sl_statement_step (statement, &local))
    *id = g_strdup (sl_statement_get_text (statement, 0));
  sl_statement_reset (statement);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Whether the list has a tag of that very name. */
static gboolean
is_listed (SlTrackerPull *self,
           const char    *name)
{
  for (guint i = 0; i < self->scan->rows->len; i++)
    {
      g_autoptr (JsonObject) row = _sl_tracker_scan_read (self->scan, g_ptr_array_index (self->scan->rows, i), NULL);

      if (g_strcmp0 (sl_json_get_string (row, "name", NULL), name) == 0)
        return TRUE;
    }
  return FALSE;
}

/* By its name, or by one that differs in capitals or accents alone, unless the list has that very name, too. */
static gboolean
find_tag (SlTrackerPull *self,
          const char    *name,
          char         **id,
          GError       **error)
{
  g_auto (SlValue) exact = SL_VALUE_INIT;
  g_auto (SlValue) fold = SL_VALUE_INIT;
  const SlValue *by_name[] = { &exact };
  const SlValue *by_fold[] = { &fold };
  g_autofree char *folded = sl_table_build_fold (name);
  g_autofree char *found = NULL;
  g_autoptr (SlRecord) tag = NULL;
  g_autoptr (GError) local = NULL;

  sl_value_set_text (&exact, name);
  sl_value_set_text (&fold, folded);
  if (!find_untied (self, SL_KIND_TAG, "a.name = ?2", by_name, 1, id, error))
    return FALSE;
  /* A name of which nothing is left when it is folded has no fold: it is like no other. */
  if (*id != NULL || !find_untied (self, SL_KIND_TAG, "a.name_fold = ?2", by_fold, 1, &found, error))
    return *id != NULL;
  tag = found != NULL ? sl_table_read (self->connection, SL_KIND_TAG, found, &local) : NULL;
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (tag != NULL && !is_listed (self, sl_record_get_text (tag, SL_TAG_NAME)))
    *id = g_steal_pointer (&found);
  return TRUE;
}

/* What there can be only one of, here and there. */
static gboolean
find_by_nature (SlTrackerPull *self,
                SlKind         kind,
                JsonObject    *json,
                SlTrackerRow  *row,
                char         **id,
                GError       **error)
{
  guint owner = sl_kind_get_owner_field (kind);
  const SlValue *values[] = {
    owner != SL_FIELD_NONE ? sl_record_get_value (row->record, owner) : NULL,
    kind == SL_KIND_TAG_ASSIGNMENT ? sl_record_get_value (row->record, SL_TAG_ASSIGNMENT_TAG_ID) : NULL,
  };

  *id = NULL;
  if (kind == SL_KIND_TAG)
    return find_tag (self, sl_json_get_string (json, "name", ""), id, error);
  if (kind == SL_KIND_TAG_ASSIGNMENT)
    /* An application has few tags, but a tag many applications: SQLite would go through these. */
    return find_untied (self, kind, "a.application_id = ?2 AND +a.tag_id = ?3", values, 2, id, error);
  if (kind == SL_KIND_OUTCOME || kind == SL_KIND_REFLECTION)
    return find_untied (self, kind, "a.application_id = ?2", values, 1, id, error);
  return TRUE;
}

static gboolean
is_same (SlRecord *one,
         SlRecord *other,
         guint64   fields)
{
  SlKind kind = sl_record_get_kind (one);

  for (guint i = 0; i < sl_kind_get_info (kind)->n_fields; i++)
    if (fields & BIT (i) && !sl_field_agrees (sl_kind_get_field (kind, i), sl_record_get_value (one, i), sl_record_get_value (other, i)))
      return FALSE;
  return TRUE;
}

/* Whether a row is the one that was lost. Who makes it again may have changed one thing about it, as we may have. */
static gboolean
is_lost_one (SlTrackerPull *self,
             SlShadow      *shadow,
             SlRecord      *row)
{
  SlKind kind = shadow->kind;
  g_autoptr (SlRecord) before = sl_tracker_read_row (SL_TRACKER_UNKNOWN, kind, shadow->row, NULL, NULL);
  gboolean wanted = sl_shadow_is_gone (shadow) || _sl_tracker_has_unsent (self->sync, self->connection, shadow, NULL);
  guint64 fields = _sl_tracker_get_identity (kind), name = fields & (~fields + 1);

  if (before == NULL || !is_same (before, row, name))
    return FALSE;
  for (guint i = 0; i < sl_kind_get_info (kind)->n_fields; i++)
    if (fields & BIT (i) && i != 0 && wanted && is_same (before, row, fields & ~BIT (i)))
      return TRUE;
  return is_same (before, row, fields);
}

/* Whether it is what was deleted, made again as it was: by who had changed it, or took it from another Trash. Somebody may
 * have added another one of that name since. */
static gboolean
is_deleted_one (SlShadow *shadow,
                SlRecord *row,
                gboolean  alone)
{
  SlKind kind = shadow->kind;
  g_autoptr (SlRecord) before = sl_tracker_read_row (SL_TRACKER_UNKNOWN, kind, shadow->row, NULL, NULL);
  guint64 fields = _sl_tracker_get_identity (kind) | (kind == SL_KIND_APPLICATION ? BIT (SL_APPLICATION_APPLIED_DATE) : 0);

  /* Of what there can be only one nothing tells which it is, but that its application came again, too. */
  if (fields == 0)
    return kind == SL_KIND_TAG_ASSIGNMENT || !alone;
  return before != NULL && is_same (before, row, fields);
}

/* Whether @row, of which is known only that it belongs where the record does, is that record. */
static gboolean
is_it (SlTrackerPull *self,
       SlShadow      *shadow,
       SlRecord      *local,
       JsonObject    *json,
       SlRecord      *row)
{
  /* By itself, and not along with its application. */
  gboolean alone = g_strcmp0 (sl_json_get_string (shadow->row, "application_id", NULL), sl_json_get_string (json, "application_id", NULL)) == 0;
  gboolean trashed = !sl_record_is_null (local, SL_FIELD_DELETED_AT);

  if (trashed && sl_shadow_is_deleted (shadow))
    return is_deleted_one (shadow, row, alone);
  /* The server may not have heard of that yet. */
  if (trashed && alone)
    return FALSE;
  return _sl_tracker_get_identity (shadow->kind) == 0 || is_lost_one (self, shadow, row);
}

/* (transfer full) (element-type SlShadow): of what isn't in the lists any more, what may be @row. */
static GPtrArray *
read_candidates (SlTrackerPull *self,
                 SlKind         kind,
                 SlRecord      *row,
                 GError       **error)
{
  guint64 fields = _sl_tracker_get_identity (kind);
  guint name = 0;

  for (guint i = 0; i < sl_kind_get_info (kind)->n_fields && name == 0; i++)
    if (fields & BIT (i))
      name = i;
  if (name == 0 || sl_record_is_null (row, name))
    return sl_shadow_read_missing (self->connection, kind, error);
  return sl_shadow_read_missing_as (self->connection, kind, sl_kind_get_field (kind, name)->column, sl_record_get_text (row, name), error);
}

/* A row in the place of one that isn't in the lists any more: another computer made it again. What hung on it comes
 * again, too. */
static gboolean
find_lost (SlTrackerPull *self,
           SlKind         kind,
           JsonObject    *json,
           SlTrackerRow  *row,
           char         **id,
           GError       **error)
{
  g_autoptr (GPtrArray) missing = NULL;
  guint64 fields = _sl_tracker_get_identity (kind);
  guint owner = sl_kind_get_owner_field (kind);
  guint64 owners = owner != SL_FIELD_NONE ? BIT (owner) : 0;

  /* Looking for them goes through all of the kind. */
  if (!(self->sync->missing_kinds & BIT (kind)))
    return TRUE;
  missing = read_candidates (self, kind, row->record, error);
  /* Of what there can be only one, that is enough. */
  if (kind == SL_KIND_TAG_ASSIGNMENT)
    owners |= BIT (SL_TAG_ASSIGNMENT_TAG_ID);
  for (guint i = 0; missing != NULL && (fields | owners) != 0 && i < missing->len; i++)
    {
      SlShadow *shadow = g_ptr_array_index (missing, i);
      g_autoptr (SlRecord) local = sl_table_read (self->connection, kind, shadow->id, NULL);

      if (local == NULL || !is_same (local, row->record, owners) || !is_it (self, shadow, local, json, row->record))
        continue;
      *id = g_strdup (shadow->id);
      if (!sl_shadow_is_gone (shadow))
        return _sl_tracker_forget (self->sync, self->connection, kind, shadow->id, SL_TRACKER_GONE_ELSEWHERE, error);
      return kind != SL_KIND_APPLICATION || _sl_tracker_wait_for_parts (self->sync, self->connection, shadow->id, error);
    }
  return missing != NULL;
}

/**
 * _sl_tracker_tie:
 * @json: a row that isn't known
 * @row: the same, read
 * @id: (out) (transfer full) (nullable): the record that it is here; %NULL: none
 * @is_ours: (out): whether it was made by a request for that record, so that what was sent is what both sides agreed on
 */
gboolean
_sl_tracker_tie (SlTrackerPull *self,
                 SlKind         kind,
                 JsonObject    *json,
                 SlTrackerRow  *row,
                 char         **id,
                 gboolean      *is_ours,
                 GError       **error)
{
  SlFlight *flight;

  if (!find_maker (self, kind, json, &flight, error))
    return FALSE;
  *is_ours = flight != NULL;
  *id = flight != NULL ? g_strdup (flight->id) : NULL;
  if (*id == NULL && !find_by_nature (self, kind, json, row, id, error))
    return FALSE;
  if (*id == NULL && !find_lost (self, kind, json, row, id, error))
    return FALSE;
  if (*id == NULL && !_sl_tracker_find_alike (self, sl_json_get_string (json, "id", ""), row, id, error))
    return FALSE;
  if (*id == NULL || *is_ours)
    return TRUE;
  /* There can be only one, and another computer may have been faster: then what stands there isn't what was sent. */
  flight = _sl_tracker_find_flight (self, kind, *id);
  *is_ours = flight != NULL && agrees_with (self, kind, json, flight, sl_tracker_get_creatable (kind));
  return TRUE;
}
