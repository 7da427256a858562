/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-tracker-wire.h. Source: the OfferTracker API guide and the recorded answers in tests/offertracker/data/. */

#define G_LOG_DOMAIN "sl-tracker-wire"

#include "config.h"

#include "sl-field-merge.h"
#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-text.h"
#include "sl-tracker-wire.h"

#define API "/api/v1"
#define BIT(field) (G_GUINT64_CONSTANT (1) << (field))

static const SlTrackerPlace places[SL_N_KINDS] = {
  [SL_KIND_RESUME_VERSION] = { API "/resumes/", API "/resumes/", API "/resumes/%s", NULL, FALSE, TRUE },
  [SL_KIND_APPLICATION] = { API "/applications/", API "/applications/", API "/applications/%s", NULL, TRUE, TRUE },
  [SL_KIND_STAGE] = { NULL, API "/applications/%s/stages", API "/applications/%s/stages/%s", "stages", FALSE, FALSE },
  [SL_KIND_OUTCOME] = { NULL, API "/applications/%s/outcome", API "/applications/%s/outcome/%s", "outcome", FALSE, FALSE },
  [SL_KIND_REFLECTION] = { NULL, API "/applications/%s/reflection", API "/applications/%s/reflection/%s", "reflection", FALSE, FALSE },
  [SL_KIND_CONTACT] = { API "/contacts/", API "/contacts/", API "/contacts/%s", NULL, TRUE, TRUE },
  [SL_KIND_DOCUMENT] = { API "/documents/%s", API "/documents/", API "/documents/%s", NULL, TRUE, FALSE },
  [SL_KIND_REMINDER] = { API "/reminders/", API "/reminders/", API "/reminders/%s", NULL, TRUE, TRUE },
  [SL_KIND_TAG] = { API "/tags/", API "/tags/", API "/tags/%s", NULL, TRUE, FALSE },
  [SL_KIND_TAG_ASSIGNMENT] = { API "/tags/application/%s", API "/tags/application/%s/%s", API "/tags/application/%s/%s", NULL, FALSE, FALSE },
  [SL_KIND_SAVED_JOB] = { API "/saved-jobs/", API "/saved-jobs/", API "/saved-jobs/%s", NULL, TRUE, TRUE },
};

/* What stands in a row, but isn't taken from a body: it is part of the path, follows from something else, or has a route
 * of its own. */
static const struct {
  SlKind kind;
  guint64 never;
  guint64 not_in_create;
  guint64 not_in_change;
} exceptions[] = {
  { SL_KIND_STAGE, BIT (SL_STAGE_APPLICATION_ID), 0, 0 },
  { SL_KIND_OUTCOME, BIT (SL_OUTCOME_APPLICATION_ID), 0, 0 },
  { SL_KIND_REFLECTION, BIT (SL_REFLECTION_APPLICATION_ID), 0, 0 },
  { SL_KIND_DOCUMENT, 0, 0, BIT (SL_DOCUMENT_APPLICATION_ID) },
  { SL_KIND_REMINDER, BIT (SL_REMINDER_COMPLETED_AT), BIT (SL_REMINDER_IS_COMPLETED), BIT (SL_REMINDER_APPLICATION_ID) },
  { SL_KIND_TAG_ASSIGNMENT, BIT (SL_TAG_ASSIGNMENT_APPLICATION_ID) | BIT (SL_TAG_ASSIGNMENT_TAG_ID), 0, 0 },
  { SL_KIND_SAVED_JOB, BIT (SL_SAVED_JOB_CONVERTED_TO), BIT (SL_SAVED_JOB_STATUS), 0 },
};

/** sl_tracker_get_place: Returns: (nullable): where the server has records of @kind; %NULL: nowhere */
const SlTrackerPlace *
sl_tracker_get_place (SlKind kind)
{
  g_return_val_if_fail (kind >= 0 && kind < SL_N_KINDS, NULL);

  return places[kind].create != NULL ? &places[kind] : NULL;
}

/**
 * sl_tracker_build_path:
 * @pattern: of an #SlTrackerPlace
 * @first: (nullable): the id for its first "%s"
 * @second: (nullable): and for its second
 *
 * Returns: (transfer full): the path; ids are escaped, as they came from outside
 */
char *
sl_tracker_build_path (const char *pattern, const char *first, const char *second)
{
  const char *const ids[] = { first, second };
  g_autoptr (GString) path = g_string_new (NULL);
  g_auto (GStrv) parts = g_strsplit (pattern, "%s", -1);

  g_return_val_if_fail (g_strv_length (parts) <= G_N_ELEMENTS (ids) + 1, NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_uri_escaped (path, ids[i - 1] != NULL ? ids[i - 1] : "", NULL, FALSE);
      g_string_append (path, parts[i]);
    }
  return g_string_free (g_steal_pointer (&path), FALSE);
}

/** sl_tracker_get_fields: Returns: which fields of @kind the server has, by bit */
guint64
sl_tracker_get_fields (SlKind kind)
{
  const SlKindInfo *info = sl_kind_get_info (kind);
  guint64 fields = 0;

  g_return_val_if_fail (info != NULL && info->n_fields <= 64, 0);

  for (guint i = 0; i < info->n_fields; i++)
    if (info->fields[i].flags & SL_FIELD_SYNCED)
      fields |= BIT (i);
  return fields;
}

static guint64
get_sendable (SlKind kind, gboolean create)
{
  guint64 fields = sl_tracker_get_fields (kind);

  for (gsize i = 0; i < G_N_ELEMENTS (exceptions); i++)
    if (exceptions[i].kind == kind)
      fields &= ~(exceptions[i].never | (create ? exceptions[i].not_in_create : exceptions[i].not_in_change));
  return fields;
}

/** sl_tracker_get_creatable: Returns: which fields a new row can be given, by bit */
guint64
sl_tracker_get_creatable (SlKind kind)
{
  return get_sendable (kind, TRUE);
}

/** sl_tracker_get_changeable: Returns: which fields of a row can be changed by PUT, by bit */
guint64
sl_tracker_get_changeable (SlKind kind)
{
  return get_sendable (kind, FALSE);
}

/* A server takes blank names, which nothing could be shown under. */
static void
fill_blank (SlRecord *record)
{
  const SlKindInfo *info = sl_record_get_info (record);

  for (guint i = SL_N_COMMON_FIELDS; i < info->n_fields; i++)
    {
      const char *text = sl_record_get_text (record, i);

      if (info->fields[i].type == SL_TYPE_TEXT && info->fields[i].flags & SL_FIELD_REQUIRED && text != NULL && sl_text_is_blank (text))
        sl_record_set_text (record, i, "?");
    }
}

/* A server writes what nobody filled in as "" and [], too. Nothing here does, and what is the same shall look the same on every
 * computer, in an export as well. */
static void
forget_empty (SlRecord *record)
{
  const SlKindInfo *info = sl_record_get_info (record);
  const SlValue nothing = SL_VALUE_INIT;

  for (guint i = SL_N_COMMON_FIELDS; i < info->n_fields; i++)
    if (!(info->fields[i].flags & SL_FIELD_REQUIRED) && sl_field_can_be_emptied (&info->fields[i]) &&
        sl_field_agrees (&info->fields[i], sl_record_get_value (record, i), &nothing))
      sl_record_set_null (record, i);
}

/**
 * sl_tracker_read_row:
 * @row: as the server sent it
 * @present_status: (nullable): of an application, its status here
 * @unread: (out) (optional): by bit, the fields whose member has the wrong type; they hold what new records begin with
 *
 * Its id and its references are the server's. Fields that the server doesn't have hold what new records begin with, and
 * names that are blank there "?": a record can't be without. Empty text and empty lists are null.
 *
 * Returns: (transfer full): the row as a record
 */
SlRecord *
sl_tracker_read_row (SlTrackerGeneration generation,
                     SlKind              kind,
                     JsonObject         *row,
                     const char         *present_status,
                     guint64            *unread)
{
  guint64 wrong = 0;
  g_autoptr (SlRecord) record = sl_record_from_json_partly (kind, row, &wrong);
  g_autofree char *word = NULL;

  if (unread != NULL)
    *unread = wrong;
  fill_blank (record);
  forget_empty (record);
  if (kind != SL_KIND_APPLICATION)
    return g_steal_pointer (&record);

  word = g_strdup (sl_record_get_text (record, SL_APPLICATION_STATUS));
  if (word != NULL)
    sl_record_set_text (record, SL_APPLICATION_STATUS, sl_tracker_status_from_server (generation, word, present_status));
  return g_steal_pointer (&record);
}

/* How an empty field is told to a server that drops nulls; NULL: not at all. A list and an object are emptied as what
 * they are. */
static JsonNode *
build_empty (const SlField *field, SlRecord *present, guint i)
{
  const char *shape = present != NULL ? sl_record_get_text (present, i) : NULL;

  if (present == NULL || field->flags & SL_FIELD_REQUIRED)
    return NULL;
  if (field->type == SL_TYPE_TEXT)
    return json_node_init_string (json_node_alloc (), "");
  if (field->type != SL_TYPE_JSON)
    return NULL;
  return sl_json_parse (shape != NULL && *shape == '{' ? "{}" : "[]", -1, NULL);
}

/* A word that is in no list of ours came from elsewhere, such as the free text of a saved job: a server that doesn't know it
 * either would take nothing of the whole record. An application's status is put into the server's words below. */
static gboolean
can_be_said (const SlField *field, SlRecord *record, guint i)
{
  return field->type != SL_TYPE_ENUM || (sl_record_get_kind (record) == SL_KIND_APPLICATION && i == SL_APPLICATION_STATUS) ||
         sl_record_is_null (record, i) || sl_enum_index (field->words, sl_record_get_text (record, i)) >= 0;
}

static JsonObject *
build_body (SlTrackerGeneration generation, SlRecord *record, SlRecord *present, guint64 fields)
{
  const SlKindInfo *info = sl_record_get_info (record);
  g_autoptr (JsonObject) all = sl_record_to_json (record);
  JsonObject *body = json_object_new ();

  for (guint i = 0; i < info->n_fields; i++)
    {
      const char *column = info->fields[i].column;
      JsonNode *node = NULL;

      if (!(fields & BIT (i)) || !can_be_said (&info->fields[i], record, i))
        continue;
      if (!sl_record_is_null (record, i))
        node = json_object_dup_member (all, column);
      else
        node = build_empty (&info->fields[i], present, i);
      if (node != NULL)
        json_object_set_member (body, column, node);
    }
  if (info->kind == SL_KIND_APPLICATION && json_object_has_member (body, "status"))
    json_object_set_string_member (body, "status",
                                   sl_tracker_status_to_server (generation, sl_record_get_text (record, SL_APPLICATION_STATUS),
                                                                present != NULL ? sl_record_get_text (present, SL_APPLICATION_STATUS) : NULL));
  return body;
}

/**
 * sl_tracker_build_create:
 * @record: its references are ids of the server
 *
 * Returns: (transfer full): the body of the POST that makes it: what isn't empty
 */
JsonObject *
sl_tracker_build_create (SlTrackerGeneration generation, SlRecord *record)
{
  return build_body (generation, record, NULL, sl_tracker_get_creatable (sl_record_get_kind (record)));
}

/**
 * sl_tracker_build_change:
 * @record: what shall be; its references are ids of the server
 * @present: what the server has, with the server's words
 * @fields: which fields changed, by bit
 *
 * Returns: (transfer full): the body of the PUT; without members where nothing of it can be told to a server, and then
 *   there is nothing to send
 */
JsonObject *
sl_tracker_build_change (SlTrackerGeneration generation, SlRecord *record, SlRecord *present, guint64 fields)
{
  return build_body (generation, record, present, fields & sl_tracker_get_changeable (sl_record_get_kind (record)));
}
