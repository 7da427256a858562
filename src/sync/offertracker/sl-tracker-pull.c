/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking over what lists hold, a list in one transaction: rows that are known are merged, rows that turn out to be records
 * of ours are tied to them, and the others are new here. */

#define G_LOG_DOMAIN "sl-tracker-pull"

#include "config.h"

#include "sl-field-merge.h"
#include "sl-id.h"
#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-store-query.h"
#include "sl-table.h"
#include "sl-tracker-sync-private.h"

/* So often the server may fail at the same request before it counts as refused. */
#define MAX_TRIES 3
/* Papers and tags are lists of one application each: so many of them are read in a round. */
#define APPLICATIONS_A_ROUND 25
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

/* State of one list being taken over. */
typedef struct {
  SlTrackerSync *sync;
  SlTrackerScan *scan;
  SlConnection *connection;
  SlChangeset *changes;
  GPtrArray *flights;  /* of SlFlight: all */
  GPtrArray *children; /* of SlTrackerScan: what hangs on the applications */
} Pull;

static guint64
get_identity (SlKind kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (identities); i++)
    if (identities[i].kind == kind)
      return identities[i].fields;
  return 0;
}

static SlFlight *
find_flight (Pull       *self,
             SlKind      kind,
             const char *id)
{
  for (guint i = 0; i < self->flights->len; i++)
    {
      SlFlight *flight = g_ptr_array_index (self->flights, i);

      if (flight->kind == kind && g_str_equal (flight->id, id))
        return flight;
    }
  return NULL;
}

/* Tying rows to records */

/* Whether the row agrees with what was sent in all @fields that were sent. */
static gboolean
agrees_with (Pull       *self,
             SlKind      kind,
             JsonObject *row,
             SlFlight   *flight,
             guint64     fields)
{
  g_autoptr (SlRecord) there = sl_tracker_read_row (SL_TRACKER_UNKNOWN, kind, row, NULL, NULL);
  g_autoptr (SlRecord) sent = flight->body != NULL ? sl_tracker_read_row (SL_TRACKER_UNKNOWN, kind, flight->body, NULL, NULL) : NULL;
  const SlKindInfo *info = sl_kind_get_info (kind);

  if (there == NULL || sent == NULL)
    return FALSE;
  for (guint i = 0; i < info->n_fields; i++)
    if (fields & BIT (i) && (json_object_has_member (flight->body, info->fields[i].column) || (fields & ~get_identity (kind)) == 0) &&
        !sl_field_agrees (&info->fields[i], sl_record_get_value (there, i), sl_record_get_value (sent, i)))
      return FALSE;
  return TRUE;
}

/* By its name, and by what else it is known by but for one thing, which somebody may have changed. */
static gboolean
nearly_agrees_with (Pull       *self,
                    SlKind      kind,
                    JsonObject *row,
                    SlFlight   *flight)
{
  guint64 fields = get_identity (kind), name = fields & (~fields + 1);

  if (fields == 0 || !agrees_with (self, kind, row, flight, name))
    return FALSE;
  for (guint i = 0; i < sl_kind_get_info (kind)->n_fields; i++)
    if (fields & ~name & BIT (i) && agrees_with (self, kind, row, flight, fields & ~BIT (i)))
      return TRUE;
  return fields == name;
}

static gboolean
belongs_to (Pull       *self,
            SlFlight   *flight,
            const char *application)
{
  guint owner = sl_kind_get_owner_field (flight->kind);
  g_autoptr (SlRecord) record = owner != SL_FIELD_NONE ? sl_table_read (self->connection, flight->kind, flight->id, NULL) : NULL;
  g_autofree char *parent = record != NULL ? sl_shadow_dup_server_id (self->connection, SL_KIND_APPLICATION, sl_record_get_text (record, owner)) : NULL;

  return owner == SL_FIELD_NONE || g_strcmp0 (parent, application) == 0;
}

/* Whether @row may be what an unanswered request made. @exact: as it was sent; otherwise somebody changed it since. */
static gboolean
may_be_made_by (Pull       *self,
                SlFlight   *flight,
                SlKind      kind,
                JsonObject *row,
                gboolean    exact)
{
  gint64 created = _sl_tracker_get_time (row, "created_at");

  if (flight->kind != kind || flight->state != SL_FLIGHT_UNKNOWN || created < flight->sent_at - EARLIER)
    return FALSE;
  if (flight->deed == SL_FLIGHT_CONVERT && exact)
    return agrees_with (self, kind, row, flight, BIT (SL_APPLICATION_COMPANY_NAME) | BIT (SL_APPLICATION_ROLE_TITLE));
  if ((flight->deed != SL_FLIGHT_CREATE && flight->deed != SL_FLIGHT_CONVERT) || !belongs_to (self, flight, sl_json_get_string (row, "application_id", NULL)))
    return FALSE;
  if (exact)
    /* The status may have moved since, and the date with it. */
    return agrees_with (self, kind, row, flight,
                        sl_tracker_get_creatable (kind) & ~(kind == SL_KIND_APPLICATION ? BIT (SL_APPLICATION_STATUS) | BIT (SL_APPLICATION_APPLIED_DATE) : 0));
  return _sl_tracker_get_time (row, "updated_at") != _sl_tracker_get_time (row, "created_at") && nearly_agrees_with (self, kind, row, flight);
}

static SlFlight *
find_maker (Pull       *self,
            SlKind      kind,
            JsonObject *row)
{
  for (int exact = 1; exact >= 0; exact--)
    for (guint i = 0; i < self->flights->len; i++)
      if (may_be_made_by (self, g_ptr_array_index (self->flights, i), kind, row, exact))
        return g_ptr_array_index (self->flights, i);
  return NULL;
}

/* (transfer full) (nullable): id of a record that isn't tied to a row, by a condition on its table "a". */
static char *
find_untied (Pull       *self,
             SlKind      kind,
             const char *condition,
             const char *first,
             const char *second)
{
  g_autofree char *sql = g_strdup_printf ("SELECT a.id FROM %s AS a WHERE %s AND a.deleted_at IS NULL"
                                          " AND NOT EXISTS (SELECT 1 FROM sync_shadow AS s WHERE s.kind = ?1 AND s.id = a.id AND s.server_id NOT GLOB 'gone:*')"
                                          " ORDER BY a.pk LIMIT 1", sl_kind_get_info (kind)->table, condition);
  SlStatement *statement = sl_connection_prepare (self->connection, sql, NULL);
  char *id = NULL;

  if (statement == NULL)
    return NULL;
  sl_statement_bind_integer (statement, 1, kind);
  sl_statement_bind_text (statement, 2, first);
  if (second != NULL)
    sl_statement_bind_text (statement, 3, second);
  if (sl_statement_step (statement, NULL))
    id = g_strdup (sl_statement_get_text (statement, 0));
  sl_statement_reset (statement);
  return id;
}

/* What there can be only one of, here and there. */
static char *
find_by_nature (Pull       *self,
                SlKind      kind,
                JsonObject *row,
                GError    **error)
{
  g_autofree char *application = sl_shadow_dup_id (self->connection, SL_KIND_APPLICATION, sl_json_get_string (row, "application_id", NULL));
  g_autofree char *tag = NULL;

  switch ((int) kind)
    {
    case SL_KIND_TAG:
      {
        g_autoptr (GError) local = NULL;
        g_autoptr (SlRecord) found = sl_store_find_by_text (self->connection, kind, SL_TAG_NAME, sl_json_get_string (row, "name", ""), &local);
        g_autofree char *server_id = found != NULL ? sl_shadow_dup_server_id (self->connection, kind, sl_record_get_id (found)) : NULL;

        return found != NULL && server_id == NULL ? g_strdup (sl_record_get_id (found)) : NULL;
      }
    case SL_KIND_TAG_ASSIGNMENT:
      tag = sl_shadow_dup_id (self->connection, SL_KIND_TAG, sl_json_get_string (row, "tag_id", NULL));
      return application != NULL && tag != NULL ? find_untied (self, kind, "a.application_id = ?2 AND a.tag_id = ?3", application, tag) : NULL;
    case SL_KIND_OUTCOME:
    case SL_KIND_REFLECTION:
      return application != NULL ? find_untied (self, kind, "a.application_id = ?2", application, NULL) : NULL;
    default:
      return NULL;
    }
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
is_lost_one (Pull     *self,
             SlShadow *shadow,
             SlRecord *row)
{
  SlKind kind = shadow->kind;
  g_autoptr (SlRecord) before = sl_tracker_read_row (SL_TRACKER_UNKNOWN, kind, shadow->row, NULL, NULL);
  gboolean wanted = sl_shadow_is_gone (shadow) || _sl_tracker_has_unsent (self->sync, self->connection, shadow, NULL);
  guint64 fields = get_identity (kind), name = fields & (~fields + 1);

  if (before == NULL || !is_same (before, row, name))
    return FALSE;
  for (guint i = 0; i < sl_kind_get_info (kind)->n_fields; i++)
    if (fields & BIT (i) && i != 0 && wanted && is_same (before, row, fields & ~BIT (i)))
      return TRUE;
  return is_same (before, row, fields);
}

/* A row in the place of one that isn't in the lists any more: another computer made it again. What hung on it comes
 * again, too. */
static gboolean
find_lost (Pull         *self,
           SlKind        kind,
           SlTrackerRow *row,
           char        **id,
           GError      **error)
{
  g_autoptr (GPtrArray) missing = sl_shadow_read_missing (self->connection, kind, error);
  guint64 fields = get_identity (kind);
  guint owner = sl_kind_get_owner_field (kind);

  for (guint i = 0; missing != NULL && fields != 0 && i < missing->len; i++)
    {
      SlShadow *shadow = g_ptr_array_index (missing, i);
      g_autoptr (SlRecord) local = sl_table_read (self->connection, kind, shadow->id, NULL);

      if (local == NULL || !is_lost_one (self, shadow, row->record) ||
          (owner != SL_FIELD_NONE && !is_same (local, row->record, BIT (owner))))
        continue;
      *id = g_strdup (shadow->id);
      return _sl_tracker_forget (self->sync, self->connection, kind, shadow->id, TRUE, error);
    }
  return missing != NULL;
}

/* Of two sides that know nothing of each other: the record here that says the same. */
static char *
find_alike (Pull       *self,
            SlKind      kind,
            SlTrackerRow *row)
{
  const SlKindInfo *info = sl_kind_get_info (kind);
  guint64 fields = get_identity (kind);
  guint owner = sl_kind_get_owner_field (kind);
  g_autoptr (GString) condition = g_string_new ("?2 IS NOT NULL");

  if (!self->sync->first || fields == 0)
    return NULL;
  if (owner != SL_FIELD_NONE)
    fields |= BIT (owner);
  for (guint i = 0; i < info->n_fields; i++)
    {
      g_autofree char *quoted = NULL;
      const SlValue *value = sl_record_get_value (row->record, i);

      if (!(fields & BIT (i)))
        continue;
      if (value->type == SL_VALUE_INTEGER)
        {
          g_string_append_printf (condition, " AND a.%s = %" G_GINT64_FORMAT, info->fields[i].column, value->integer);
          continue;
        }
      quoted = g_strjoinv ("''", g_strsplit (value->type == SL_VALUE_TEXT ? value->text : "", "'", -1));
      g_string_append_printf (condition, " AND coalesce (a.%s, '') = '%s'", info->fields[i].column, quoted);
    }
  return find_untied (self, kind, condition->str, "", NULL);
}

/* Taking rows over */

static gboolean
insert_row (Pull         *self,
            SlKind        kind,
            JsonObject   *json,
            SlTrackerRow *row,
            GError      **error)
{
  const char *server_id = sl_json_get_string (json, "id", "");
  guint owner = sl_kind_get_owner_field (kind);
  g_autoptr (GError) invalid = NULL;
  g_autoptr (SlShadow) shadow = NULL;

  /* What it belongs to comes with a later list. */
  if (owner != SL_FIELD_NONE && row->unknown & BIT (owner))
    return TRUE;
  if (kind == SL_KIND_TAG_ASSIGNMENT && row->unknown != 0)
    return TRUE;
  /* The server's id serves here, too, unless a record here had it before. */
  if (!sl_id_is_valid (server_id) || sl_table_find_pk (self->connection, kind, server_id) != 0)
    {
      g_autofree char *id = sl_id_new ();

      sl_record_set_text (row->record, SL_FIELD_ID, id);
    }
  sl_record_set_null (row->record, SL_FIELD_DELETED_AT);
  if (!sl_record_check_foreign (row->record, &invalid))
    {
      g_message ("A row of the server can’t be kept: %s", invalid->message);
      return TRUE;
    }
  for (guint i = 0; i < sl_kind_get_info (kind)->n_fields; i++)
    if (row->unknown & BIT (i))
      json_object_set_null_member (json, sl_kind_get_field (kind, i)->column);

  shadow = sl_shadow_new (kind, sl_record_get_id (row->record), server_id, json);
  sl_changeset_insert (self->changes, row->record);
  self->sync->result->n_taken++;
  return sl_shadow_save (self->connection, shadow, error) &&
         sl_sync_mark_referring (self->connection, kind, shadow->id, error);
}

static gboolean
take_unknown (Pull       *self,
              SlKind      kind,
              JsonObject *json,
              GError    **error)
{
  SlFlight *maker = find_maker (self, kind, json);
  g_autofree char *id = maker != NULL ? g_strdup (maker->id) : find_by_nature (self, kind, json, error);
  g_auto (SlTrackerRow) row = { 0 };
  gboolean done, is_ours;

  if (id == NULL)
    {
      if (!_sl_tracker_read_row (self->sync, self->connection, kind, json, NULL, &row, error))
        return FALSE;
      if (!find_lost (self, kind, &row, &id, error))
        return FALSE;
      if (id == NULL)
        id = find_alike (self, kind, &row);
      if (id == NULL)
        return insert_row (self, kind, json, &row, error);
    }
  is_ours = maker != NULL;
  if (maker == NULL)
    {
      /* There can be only one, and another computer may have been faster: then what stands there isn't what was sent. */
      maker = find_flight (self, kind, id);
      is_ours = maker != NULL && agrees_with (self, kind, json, maker, sl_tracker_get_creatable (kind));
    }
  done = _sl_tracker_adopt (self->sync, self->connection, self->changes, kind, id, json, is_ours ? maker : NULL, error);
  if (maker != NULL)
    g_ptr_array_remove (self->flights, maker);
  return done;
}

/* A change whose end wasn't known: the row tells, once the server can't be at it any more. */
static gboolean
settle_flight (Pull     *self,
               SlFlight *flight,
               GError  **error)
{
  if (flight->state != SL_FLIGHT_UNKNOWN || _sl_tracker_get_now (self->sync) < flight->settles_at)
    return TRUE;
  if (flight->tries == 0)
    return sl_flight_drop (self->connection, flight->kind, flight->id, error);
  flight->state = flight->tries < MAX_TRIES ? SL_FLIGHT_FAILED : SL_FLIGHT_REFUSED;
  return sl_flight_save (self->connection, flight, error);
}

static gint64
get_print (JsonObject *row)
{
  g_autofree char *text = sl_json_object_to_text (row, FALSE);
  gint64 print = (gint64) g_str_hash (text) << 24 ^ (gint64) strlen (text);

  return print != 0 ? print : 1;
}

static gboolean
take_row (Pull       *self,
          SlKind      kind,
          JsonObject *json,
          gint64      print,
          GError    **error)
{
  const char *server_id = sl_json_get_string (json, "id", "");
  g_autoptr (GError) local = NULL;
  g_autoptr (SlShadow) shadow = sl_shadow_find_server (self->connection, kind, server_id, &local);
  SlFlight *flight;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (shadow == NULL)
    return take_unknown (self, kind, json, error);

  flight = find_flight (self, kind, shadow->id);
  shadow->print = print;
  if (!_sl_tracker_merge (self->sync, self->connection, self->changes, shadow, json, flight, error))
    return FALSE;
  return flight == NULL || settle_flight (self, flight, error);
}

/* A row that was here before and still is: as long as it can be read, the server shows this person's rows. */
static void
note_canary (Pull       *self,
             const char *server_id)
{
  SlKind kind = self->scan->kind;
  g_autofree char *id = NULL;

  if (self->sync->canary != NULL || self->scan->parent != NULL || kind == SL_KIND_TAG)
    return;
  id = sl_shadow_dup_id (self->connection, kind, server_id);
  if (id != NULL)
    self->sync->canary = sl_tracker_build_path (sl_tracker_get_place (kind)->item, server_id, NULL);
}

static void
add_child_rows (Pull       *self,
                JsonObject *application,
                SlKind      kind)
{
  const char *member = sl_tracker_get_place (kind)->nested;
  JsonNode *node = json_object_get_member (application, member);
  SlTrackerScan *scan = g_new0 (SlTrackerScan, 1);

  scan->kind = kind;
  scan->parent = sl_json_get_string (application, "id", "");
  scan->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  scan->is_whole = TRUE;
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      {
        JsonNode *child = json_array_get_element (json_node_get_array (node), i);

        if (JSON_NODE_HOLDS_OBJECT (child) && sl_json_has_value (json_node_get_object (child), "id"))
          g_ptr_array_add (scan->rows, json_object_ref (json_node_get_object (child)));
      }
  else if (node != NULL && JSON_NODE_HOLDS_OBJECT (node) && sl_json_has_value (json_node_get_object (node), "id"))
    g_ptr_array_add (scan->rows, json_object_ref (json_node_get_object (node)));
  for (guint i = 0; i < scan->rows->len; i++)
    json_object_set_string_member (g_ptr_array_index (scan->rows, i), "application_id", scan->parent);
  json_object_remove_member (application, member);
  g_ptr_array_add (self->children, scan);
}

static gboolean
is_as_before (Pull       *self,
              JsonObject *row,
              gint64      print)
{
  SlStatement *statement = sl_connection_prepare (self->connection,
                                                  "SELECT s.print FROM sync_shadow AS s WHERE s.kind = ?1 AND s.server_id = ?2 AND s.absences = 0"
                                                  " AND NOT EXISTS (SELECT 1 FROM sync_dirty AS d WHERE d.kind = s.kind AND d.id = s.id)"
                                                  " AND NOT EXISTS (SELECT 1 FROM sync_flight)", NULL);
  gboolean same = FALSE;

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, self->scan->kind);
  sl_statement_bind_text (statement, 2, sl_json_get_string (row, "id", ""));
  if (sl_statement_step (statement, NULL))
    same = sl_statement_get_integer (statement, 0) == print;
  sl_statement_reset (statement);
  return same;
}

static int
compare_created (gconstpointer a,
                 gconstpointer b)
{
  JsonObject *one = *(JsonObject *const *) a, *other = *(JsonObject *const *) b;
  gint64 first = _sl_tracker_get_time (one, "created_at"), second = _sl_tracker_get_time (other, "created_at");

  if (first != second)
    return first < second ? -1 : 1;
  return g_strcmp0 (sl_json_get_string (one, "id", NULL), sl_json_get_string (other, "id", NULL));
}

static gboolean
take_rows (Pull    *self,
           GError **error)
{
  static const SlKind nested[] = { SL_KIND_STAGE, SL_KIND_OUTCOME, SL_KIND_REFLECTION };

  /* The oldest first: of several that look alike, each request made the oldest that is left. */
  g_ptr_array_sort (self->scan->rows, compare_created);
  /* Before the new ones: one of these may be what is missing, made again. */
  if (!_sl_tracker_note_absences (self->sync, self->connection, self->scan, error))
    return FALSE;
  for (guint i = 0; i < self->scan->rows->len; i++)
    {
      JsonObject *row = g_ptr_array_index (self->scan->rows, i);
      gint64 print = get_print (row);

      note_canary (self, sl_json_get_string (row, "id", ""));
      if (is_as_before (self, row, print))
        continue;
      for (guint k = 0; self->scan->kind == SL_KIND_APPLICATION && k < G_N_ELEMENTS (nested); k++)
        add_child_rows (self, row, nested[k]);
      if (!take_row (self, self->scan->kind, row, print, error))
        return FALSE;
    }
  return TRUE;
}

/* Requests of this list whose row didn't come up: once the server can't be at them any more, they weren't done. */
static gboolean
give_up_missing (Pull    *self,
                 GError **error)
{
  for (guint i = 0; i < self->flights->len; i++)
    {
      SlFlight *flight = g_ptr_array_index (self->flights, i);

      if (flight->kind != self->scan->kind || (flight->deed != SL_FLIGHT_CREATE && flight->deed != SL_FLIGHT_CONVERT) ||
          (self->scan->parent != NULL && !belongs_to (self, flight, self->scan->parent)))
        continue;
      if (!settle_flight (self, flight, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_children (Pull    *self,
               GError **error)
{
  for (guint i = 0; i < self->children->len; i++)
    {
      SlTrackerScan *scan = g_ptr_array_index (self->children, i);
      Pull part = { self->sync, scan, self->connection, self->changes, self->flights, NULL };

      if (!take_rows (&part, error) || !give_up_missing (&part, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_scan (SlConnection *connection,
           SlChangeset  *changes,
           gpointer      data,
           GError      **error)
{
  Pull *self = data;
  g_autoptr (GPtrArray) children = g_ptr_array_new_with_free_func ((GDestroyNotify) _sl_tracker_scan_free);
  g_autoptr (GPtrArray) flights = sl_flight_read_all (connection, error);

  self->connection = connection;
  self->changes = changes;
  self->children = children;
  self->flights = flights;
  return flights != NULL && take_rows (self, error) && take_children (self, error) &&
         (!self->scan->is_whole || give_up_missing (self, error));
}

/* Whether anything would follow from what the list doesn't hold. */
static gpointer
find_missing (SlConnection *connection,
              gpointer      data,
              GCancellable *cancellable,
              GError      **error)
{
  SlTrackerScan *scan = data;
  g_autoptr (GPtrArray) known = sl_shadow_read_all (connection, scan->kind, scan->parent, error);
  g_autoptr (GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) flights = known != NULL ? sl_flight_read_all (connection, error) : NULL;
  gboolean missing = FALSE;

  if (flights == NULL)
    return NULL;
  for (guint i = 0; i < scan->rows->len; i++)
    g_hash_table_add (there, (gpointer) sl_json_get_string (g_ptr_array_index (scan->rows, i), "id", ""));
  for (guint i = 0; i < known->len && !missing; i++)
    missing = !g_hash_table_contains (there, ((SlShadow *) g_ptr_array_index (known, i))->server_id);
  for (guint i = 0; i < flights->len && !missing; i++)
    missing = ((SlFlight *) g_ptr_array_index (flights, i))->state == SL_FLIGHT_UNKNOWN;
  return GINT_TO_POINTER (missing ? 2 : 1);
}

/* A list between two proofs that the server shows this person's rows: only then what isn't in it means anything. */
static gboolean
pull_list (SlTrackerSync *self,
           SlKind         kind,
           const char    *parent,
           GError       **error)
{
  g_autoptr (SlTrackerScan) scan = NULL;
  Pull pull = { .sync = self };
  int missing;

  scan = _sl_tracker_scan (self, kind, parent, error);
  if (scan == NULL)
    return FALSE;
  missing = GPOINTER_TO_INT (self->port->read (self->port, find_missing, scan, error));
  if (missing == 0)
    return FALSE;
  if (missing == 2 && scan->is_whole && !_sl_tracker_prove (self, &scan->is_whole, error))
    return FALSE;
  pull.scan = scan;
  return self->port->write (self->port, take_scan, &pull, error);
}

static gpointer
read_applications (SlConnection *connection,
                   gpointer      data,
                   GCancellable *cancellable,
                   GError      **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  /* Those where something is to be settled, and each time some of the others. */
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "WITH a AS (SELECT server_id, id, row_number () OVER (ORDER BY id) - 1 AS n FROM sync_shadow WHERE kind = ?1 AND absences = 0)"
                                                  " SELECT server_id FROM a WHERE (n + (SELECT count (*) FROM a) - (SELECT n_rounds * ?2 FROM sync_account) % (SELECT count (*) FROM a))"
                                                  "   % (SELECT count (*) FROM a) < ?2"
                                                  " UNION SELECT s.server_id FROM sync_flight AS f CROSS JOIN documents AS r ON r.id = f.id CROSS JOIN sync_shadow AS s"
                                                  "   ON s.kind = ?1 AND s.id = r.application_id WHERE f.kind = ?3"
                                                  " UNION SELECT s.server_id FROM sync_flight AS f CROSS JOIN tag_assignments AS r ON r.id = f.id CROSS JOIN sync_shadow AS s"
                                                  "   ON s.kind = ?1 AND s.id = r.application_id WHERE f.kind = ?4 ORDER BY 1", error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return NULL;
  sl_statement_bind_integer (statement, 1, SL_KIND_APPLICATION);
  sl_statement_bind_integer (statement, 2, APPLICATIONS_A_ROUND);
  sl_statement_bind_integer (statement, 3, SL_KIND_DOCUMENT);
  sl_statement_bind_integer (statement, 4, SL_KIND_TAG_ASSIGNMENT);
  while (sl_statement_step (statement, &local))
    g_ptr_array_add (ids, g_strdup (sl_statement_get_text (statement, 0)));
  if (local == NULL)
    return g_steal_pointer (&ids);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static gboolean
pull_of_applications (SlTrackerSync *self,
                      GError       **error)
{
  g_autoptr (GPtrArray) ids = self->port->read (self->port, read_applications, NULL, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (!pull_list (self, SL_KIND_DOCUMENT, g_ptr_array_index (ids, i), error) ||
        !pull_list (self, SL_KIND_TAG_ASSIGNMENT, g_ptr_array_index (ids, i), error))
      return FALSE;
  return ids != NULL;
}

/** _sl_tracker_pull: takes over all that the server has */
gboolean
_sl_tracker_pull (SlTrackerSync *self,
                  GError       **error)
{
  static const SlKind lists[] = {
    SL_KIND_TAG, SL_KIND_RESUME_VERSION, SL_KIND_APPLICATION, SL_KIND_SAVED_JOB, SL_KIND_CONTACT, SL_KIND_REMINDER,
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (!pull_list (self, lists[i], NULL, error))
      return FALSE;
  return pull_of_applications (self, error);
}
