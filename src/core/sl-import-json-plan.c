/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the plan of an export: parses each record, looks whether the store has it, and whether what it refers to is
 * there. Kinds go in their order, so that what is referred to comes first. */

#define G_LOG_DOMAIN "sl-import-json-plan"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-error.h"
#include "sl-import-json-private.h"
#include "sl-json.h"
#include "sl-purge.h"
#include "sl-store-query.h"
#include "sl-text.h"

#define LOOK_UP_EVERY 256

typedef struct {
  SlImportJson *json;
  SlImportPlan *plan;
  SlConnection *connection;
  const char *data_dir;
  gint64 now;
  GHashTable *ids[SL_N_KINDS]; /* ids of this file's records */
  GHashTable *tag_names;       /* folded name -> id, of this file's tags */
  GHashTable *tag_map;         /* id in the file -> id of the tag of the same name */
  gboolean stored[SL_N_KINDS]; /* the store has any of that kind */
  guint n_done, n_all;
} Planner;

static void
planner_clear (Planner *self)
{
  for (guint i = 0; i < SL_N_KINDS; i++)
    g_clear_pointer (&self->ids[i], g_hash_table_unref);
  g_clear_pointer (&self->tag_names, g_hash_table_unref);
  g_clear_pointer (&self->tag_map, g_hash_table_unref);
  g_clear_object (&self->plan);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Planner, planner_clear)

static void
planner_init (Planner      *self,
              SlImportJson *json,
              SlConnection *connection,
              const char   *data_dir,
              gint64        now)
{
  gboolean any = FALSE;

  self->json = json;
  self->connection = connection;
  self->data_dir = data_dir;
  self->now = now;
  self->plan = _sl_import_plan_new ();
  self->plan->is_export = TRUE;
  self->tag_names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->tag_map = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT EXISTS (SELECT 1 FROM %s)", sl_kind_get_info (kind)->table);

      self->ids[kind] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      self->stored[kind] = sl_connection_get_integer (connection, sql, 1) != 0;
      self->n_all += sl_import_json_count (json, kind);
      any = any || self->stored[kind];
    }
  self->plan->store_is_empty = !any;
}

static void
refuse (Planner      *self,
        SlKind        kind,
        guint         number,
        const char   *message)
{
  /* Translators: kind of record, its number in the file, what is wrong with it */
  g_autofree char *text = g_strdup_printf (_("%s %u: %s"), _(sl_kind_get_info (kind)->label), number, message);

  self->plan->kinds[kind].n_unusable++;
  _sl_import_plan_add_issue (self->plan, 0, -1, text);
}

/* Returns: (transfer full) (nullable): NULL without error when the store has none */
static SlRecord *
find_stored (Planner     *self,
             SlKind       kind,
             const char  *id,
             GError     **error)
{
  g_autoptr (GError) local = NULL;
  SlRecord *record;

  if (!self->stored[kind])
    return NULL;
  record = sl_store_read_record (self->connection, kind, id, &local);
  if (record == NULL && !g_error_matches (local, SL_ERROR, SL_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&local));
  return record;
}

static gboolean
is_there (Planner     *self,
          SlKind       kind,
          const char  *id)
{
  g_autoptr (SlRecord) stored = NULL;

  if (g_hash_table_contains (self->ids[kind], id))
    return TRUE;
  stored = find_stored (self, kind, id, NULL);
  return stored != NULL;
}

/* Everything is the same but what the store derives and its times, where the file doesn't say them. */
static gboolean
same_content (SlRecord *stored,
              SlRecord *record)
{
  const SlKindInfo *info = sl_record_get_info (record);

  for (guint i = SL_FIELD_CREATED_AT; i < info->n_fields; i++)
    if (i != SL_FIELD_UPDATED_AT && !(info->fields[i].flags & SL_FIELD_DERIVED) && !(i == SL_FIELD_CREATED_AT && sl_record_is_null (record, i)) &&
        !sl_value_equal (sl_record_get_value (stored, i), sl_record_get_value (record, i)))
      return FALSE;
  return TRUE;
}

/* A tag of the same name is the same tag, whatever its id. */
static gboolean
is_known_tag (Planner   *self,
              SlRecord  *tag)
{
  const char *id = sl_record_get_id (tag);
  g_autofree char *fold = NULL;
  const char *known;

  if (!sl_record_is_null (tag, SL_FIELD_DELETED_AT))
    return FALSE;
  fold = sl_text_fold (sl_record_get_text (tag, SL_TAG_NAME));
  known = g_hash_table_lookup (self->plan->tag_ids, fold);
  if (known == NULL)
    known = g_hash_table_lookup (self->tag_names, fold);
  if (known == NULL)
    {
      g_hash_table_insert (self->tag_names, g_steal_pointer (&fold), g_strdup (id));
      return FALSE;
    }
  if (g_str_equal (known, id))
    return FALSE;
  g_hash_table_insert (self->tag_map, g_strdup (id), g_strdup (known));
  return TRUE;
}

/* Returns: whether the record can stand; a reference that it may do without is dropped. */
static gboolean
check_references (Planner  *self,
                  SlRecord *record,
                  guint     number)
{
  const SlKindInfo *info = sl_record_get_info (record);

  for (guint i = SL_N_COMMON_FIELDS; i < info->n_fields; i++)
    {
      const SlField *field = &info->fields[i];
      const char *id = field->type == SL_TYPE_REFERENCE ? sl_record_get_text (record, i) : NULL;
      g_autofree char *message = NULL;
      const char *mapped;

      if (id == NULL)
        continue;
      mapped = field->target == SL_KIND_TAG ? g_hash_table_lookup (self->tag_map, id) : NULL;
      if (mapped != NULL)
        sl_record_set_text (record, i, mapped);
      if (mapped != NULL || is_there (self, field->target, id))
        continue;
      message = g_strdup_printf (_("%s isn’t in the file."), sl_field_get_label (field));
      if (field->flags & SL_FIELD_REQUIRED)
        {
          refuse (self, info->kind, number, message);
          return FALSE;
        }
      sl_record_set_null (record, i);
      _sl_import_plan_add_issue (self->plan, 0, -1, message);
    }
  return TRUE;
}

static gboolean
add_record (Planner   *self,
            SlRecord  *record,
            guint      number,
            GError   **error)
{
  SlKind kind = sl_record_get_kind (record);
  const char *id = sl_record_get_id (record);
  SlImportKindCount *count = &self->plan->kinds[kind];
  SlImportPlanRecord planned = { NULL, NULL };
  g_autoptr (GError) local = NULL;
  g_autoptr (SlRecord) stored = NULL;

  if (!sl_record_check_foreign (record, &local))
    {
      refuse (self, kind, number, local->message);
      return TRUE;
    }
  if (kind == SL_KIND_TAG && is_known_tag (self, record))
    {
      count->n_same++;
      return TRUE;
    }
  if (!check_references (self, record, number))
    return TRUE;
  if (!g_hash_table_add (self->ids[kind], g_strdup (id)))
    {
      refuse (self, kind, number, _("Its identifier is in the file twice."));
      return TRUE;
    }
  stored = find_stored (self, kind, id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  _sl_import_plan_settle_file (self->plan, record, stored, self->data_dir);
  sl_purge_spare (record, stored, self->now);
  if (stored != NULL && same_content (stored, record))
    {
      count->n_same++;
      return TRUE;
    }
  if (stored != NULL)
    count->n_differing++;
  else
    count->n_new++;
  planned.record = g_object_ref (record);
  planned.present = g_steal_pointer (&stored);
  g_array_append_val (self->plan->records, planned);
  return TRUE;
}

static gboolean
add_object (Planner     *self,
            SlKind       kind,
            JsonObject  *object,
            guint        number,
            SlRecord   **out_record,
            GError     **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (SlRecord) record = sl_record_from_json (kind, object, &local);

  if (record == NULL)
    {
      refuse (self, kind, number, local->message);
      return TRUE;
    }
  if (!add_record (self, record, number, error))
    return FALSE;
  if (out_record != NULL)
    *out_record = g_steal_pointer (&record);
  return TRUE;
}

/* What a server nests in an application */

static gboolean
add_nested_object (Planner     *self,
                   SlKind       kind,
                   JsonNode    *node,
                   const char  *application_id,
                   guint        number,
                   GError     **error)
{
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return TRUE;
  object = json_node_get_object (node);
  if (!sl_json_has_value (object, "application_id"))
    json_object_set_string_member (object, "application_id", application_id);
  return add_object (self, kind, object, number, NULL, error);
}

static gboolean
add_nested_tag (Planner     *self,
                JsonNode    *node,
                const char  *application_id,
                guint        number,
                GError     **error)
{
  g_autoptr (SlRecord) tag = NULL;
  g_autoptr (SlRecord) assignment = NULL;
  JsonObject *object;
  const char *mapped;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return TRUE;
  object = json_node_get_object (node);
  if (sl_json_get_object (object, "tag") != NULL)
    object = sl_json_get_object (object, "tag");
  if (!sl_json_has_value (object, "name"))
    return TRUE;
  if (sl_json_has_value (object, "id") && g_hash_table_contains (self->ids[SL_KIND_TAG], sl_json_get_string (object, "id", "")))
    tag = sl_record_from_json (SL_KIND_TAG, object, error);
  else if (!add_object (self, SL_KIND_TAG, object, number, &tag, error))
    return FALSE;
  if (tag == NULL)
    return error == NULL || *error == NULL;
  mapped = g_hash_table_lookup (self->tag_map, sl_record_get_id (tag));
  assignment = sl_record_new (SL_KIND_TAG_ASSIGNMENT);
  sl_record_set_text (assignment, SL_TAG_ASSIGNMENT_APPLICATION_ID, application_id);
  sl_record_set_text (assignment, SL_TAG_ASSIGNMENT_TAG_ID, mapped != NULL ? mapped : sl_record_get_id (tag));
  return add_record (self, assignment, number, error);
}

static gboolean
add_nested_list (Planner     *self,
                 SlKind       kind,
                 JsonNode    *node,
                 const char  *application_id,
                 guint        number,
                 GError     **error)
{
  JsonArray *array = json_node_get_array (node);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      gboolean ok = kind == SL_KIND_TAG ? add_nested_tag (self, element, application_id, number, error) : add_nested_object (self, kind, element, application_id, number, error);

      if (!ok)
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_nested (Planner     *self,
            JsonObject  *object,
            const char  *application_id,
            guint        number,
            GError     **error)
{
  for (SlKind kind = SL_KIND_STAGE; kind < SL_N_KINDS; kind++)
    {
      const SlKindInfo *info = sl_kind_get_info (kind);
      JsonNode *node = json_object_get_member (object, info->table);

      if (kind != SL_KIND_TAG && sl_kind_get_owner_field (kind) == SL_FIELD_NONE)
        continue;
      if (node == NULL)
        node = json_object_get_member (object, info->name);
      if (node == NULL || JSON_NODE_HOLDS_NULL (node))
        continue;
      if (JSON_NODE_HOLDS_ARRAY (node) ? !add_nested_list (self, kind, node, application_id, number, error)
                                       : !add_nested_object (self, kind, node, application_id, number, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
plan_span (Planner             *self,
           SlKind               kind,
           const SlImportSpan  *span,
           guint                number,
           GError             **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonObject) object = _sl_import_json_parse_span (self->json, span, &local);
  g_autoptr (SlRecord) record = NULL;

  if (object == NULL)
    {
      refuse (self, kind, number, local->message);
      return TRUE;
    }
  if (!add_object (self, kind, object, number, &record, error))
    return FALSE;
  /* Only what is nested in an application that can stand. */
  if (self->json->is_list && record != NULL && g_hash_table_contains (self->ids[kind], sl_record_get_id (record)))
    return add_nested (self, object, sl_record_get_id (record), number, error);
  return TRUE;
}

static int
compare_kinds (gconstpointer a,
               gconstpointer b)
{
  return (int) sl_record_get_kind (((const SlImportPlanRecord *) a)->record) - (int) sl_record_get_kind (((const SlImportPlanRecord *) b)->record);
}

/**
 * sl_import_json_plan:
 * @self: a file that has records
 * @connection: where the store is read
 * @data_dir: where the attached files are
 * @now: in microseconds since 1970 UTC: what lay in the Trash for long then isn't purged the sooner for it
 * @progress: (nullable): told how far it is
 * @progress_data: for @progress
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * Returns: (transfer full): what its import will do
 */
SlImportPlan *
sl_import_json_plan (SlImportJson      *self,
                     SlConnection      *connection,
                     const char        *data_dir,
                     gint64             now,
                     SlImportProgress   progress,
                     gpointer           progress_data,
                     GCancellable      *cancellable,
                     GError           **error)
{
  g_auto (Planner) planner = { NULL };
  g_autoptr (GPtrArray) left = NULL;

  planner_init (&planner, self, connection, data_dir, now);
  left = sl_import_json_describe_left (self);
  _sl_import_plan_tell_left (planner.plan, left);
  if (!_sl_import_plan_learn_tags (planner.plan, connection, error) || !_sl_import_json_find_files (self, planner.plan, cancellable, error))
    return NULL;
  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    for (guint i = 0; i < sl_import_json_count (self, kind); i++)
      {
        if (planner.n_done++ % LOOK_UP_EVERY == 0)
          {
            if (g_cancellable_set_error_if_cancelled (cancellable, error))
              return NULL;
            if (progress != NULL)
              progress ((double) planner.n_done / MAX (planner.n_all, 1), progress_data);
          }
        if (!plan_span (&planner, kind, &g_array_index (self->spans[kind], SlImportSpan, i), i + 1, error))
          return NULL;
      }
  /* What was nested stands behind its application; the sort keeps the order within a kind. */
  if (self->is_list)
    g_array_sort (planner.plan->records, compare_kinds);
  _sl_import_plan_tell_lost_files (planner.plan);
  return g_steal_pointer (&planner.plan);
}
