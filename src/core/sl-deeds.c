/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deeds on records: each builds the changeset of one step of undo. How they are worded is in sl-deeds-words.c, how
 * they reach many records in sl-deeds-bulk.c, and the places on the board in sl-deeds-board.c. */
#define G_LOG_DOMAIN "sl-deeds"

#include "config.h"

#include "sl-deeds-private.h"
#include "sl-json.h"

static void
set_subject_node (SlChangeset *changeset,
                  const char  *key,
                  JsonNode    *node)
{
  const char *old = sl_changeset_get_subject (changeset);
  g_autoptr (JsonObject) subject = old != NULL ? sl_json_parse_object (old, NULL) : NULL;
  g_autofree char *text = NULL;

  if (subject == NULL)
    subject = json_object_new ();
  json_object_set_member (subject, key, json_node_copy (node));
  text = sl_json_object_to_text (subject, FALSE);
  sl_changeset_set_subject (changeset, text);
}

void
sl_deed_set_subject (SlChangeset *changeset,
                     const char  *key,
                     const char  *value)
{
  g_autoptr (JsonNode) node = NULL;

  if (value == NULL)
    return;

  node = json_node_init_string (json_node_alloc (), value);
  set_subject_node (changeset, key, node);
}

void
sl_deed_set_count (SlChangeset *changeset,
                   guint        count)
{
  g_autoptr (JsonNode) node = json_node_init_int (json_node_alloc (), count);

  set_subject_node (changeset, SL_SUBJECT_COUNT, node);
}

void
sl_deed_set_moved (SlChangeset *changeset,
                   GPtrArray   *companies)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);

  if (companies->len == 0)
    return;
  json_node_take_array (node, json_array_new ());
  for (guint i = 0; i < companies->len; i++)
    json_array_add_string_element (json_node_get_array (node), companies->pdata[i]);
  set_subject_node (changeset, SL_SUBJECT_MOVED, node);
}

SlChangeset *
sl_deed_new (const char *deed,
             SlKind      kind)
{
  SlChangeset *changeset = sl_changeset_new (SL_ACTOR_PERSON, deed);

  if (kind != SL_KIND_APPLICATION)
    sl_deed_set_subject (changeset, SL_SUBJECT_KIND, sl_kind_get_info (kind)->name);

  return changeset;
}

/** sl_deed_name_application: notes the company of the one application that the deed is about, for its wording */
void
sl_deed_name_application (SlChangeset *changeset,
                          SlRecord    *application)
{
  g_return_if_fail (SL_IS_CHANGESET (changeset));
  g_return_if_fail (SL_IS_RECORD (application) && sl_record_get_kind (application) == SL_KIND_APPLICATION);

  sl_deed_set_subject (changeset, SL_SUBJECT_COMPANY, sl_record_get_text (application, SL_APPLICATION_COMPANY_NAME));
}

static void
insert_assignment (SlChangeset *changeset,
                   const char  *application_id,
                   const char  *tag_id)
{
  g_autoptr (SlRecord) assignment = sl_record_new (SL_KIND_TAG_ASSIGNMENT);

  sl_record_set_text (assignment, SL_TAG_ASSIGNMENT_APPLICATION_ID, application_id);
  sl_record_set_text (assignment, SL_TAG_ASSIGNMENT_TAG_ID, tag_id);
  sl_changeset_insert (changeset, assignment);
}

/**
 * sl_deed_add_application:
 * @application: the new application
 * @tag_ids: (nullable) (array zero-terminated=1): tags it gets
 *
 * Returns: (transfer full): the changeset
 */
SlChangeset *
sl_deed_add_application (SlRecord          *application,
                         const char *const *tag_ids)
{
  SlChangeset *changeset;

  g_return_val_if_fail (SL_IS_RECORD (application), NULL);

  changeset = sl_deed_new (SL_DEED_ADD, SL_KIND_APPLICATION);
  sl_deed_name_application (changeset, application);
  sl_changeset_insert (changeset, application);
  for (guint i = 0; tag_ids != NULL && tag_ids[i] != NULL; i++)
    insert_assignment (changeset, sl_record_get_id (application), tag_ids[i]);

  return changeset;
}

/* (nullable): what a record of any kind is called, where it has a name of its own */
const char *
sl_deed_get_name (SlRecord *record)
{
  static const char *const names[] = { "name", "title", "stage-name", "version-name", "label", "role-title", "subject", "question" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      guint field = sl_kind_find_field (sl_record_get_kind (record), names[i]);
      const char *name = field != SL_FIELD_NONE ? sl_record_get_text (record, field) : NULL;

      if (name != NULL && *name != '\0')
        return name;
    }

  return NULL;
}

/**
 * sl_deed_add:
 * @record: a new record of any kind but an application
 *
 * Returns: (transfer full): the changeset
 */
SlChangeset *
sl_deed_add (SlRecord *record)
{
  SlChangeset *changeset;

  g_return_val_if_fail (SL_IS_RECORD (record), NULL);

  if (sl_record_get_kind (record) == SL_KIND_APPLICATION)
    return sl_deed_add_application (record, NULL);

  changeset = sl_deed_new (SL_DEED_ADD, sl_record_get_kind (record));
  sl_deed_set_subject (changeset, SL_SUBJECT_NAME, sl_deed_get_name (record));
  sl_changeset_insert (changeset, record);

  return changeset;
}

/**
 * sl_deed_edit:
 * @ids: (array zero-terminated=1): the records
 * @field: the field; for an application's status as sl_deed_set_status()
 * @value: its new value, or null
 *
 * Returns: (transfer full): the changeset
 */
SlChangeset *
sl_deed_edit (SlKind             kind,
              const char *const *ids,
              guint              field,
              const SlValue     *value)
{
  return sl_deed_edit_fields (kind, ids, &field, value, 1);
}

/** sl_deed_note_edited: see the header */
void
sl_deed_note_edited (SlChangeset *changeset,
                     const char  *name)
{
  const char *subject = sl_changeset_get_subject (changeset);
  g_autoptr (JsonObject) before = subject != NULL ? sl_json_parse_object (subject, NULL) : NULL;
  const char *names = before != NULL ? sl_json_get_string (before, SL_SUBJECT_FIELD, NULL) : NULL;
  g_autofree char *all = names != NULL ? g_strconcat (names, ",", name, NULL) : g_strdup (name);

  sl_deed_set_subject (changeset, SL_SUBJECT_FIELD, all);
}

/**
 * sl_deed_edit_fields:
 * @ids: (array zero-terminated=1): the records
 * @fields: (array length=n_fields): the fields
 * @values: (array length=n_fields): the new value of each, or null
 *
 * Returns: (transfer full): the changeset
 */
SlChangeset *
sl_deed_edit_fields (SlKind             kind,
                     const char *const *ids,
                     const guint       *fields,
                     const SlValue     *values,
                     guint              n_fields)
{
  SlChangeset *changeset;

  g_return_val_if_fail (ids != NULL && fields != NULL && values != NULL, NULL);

  if (n_fields == 1 && kind == SL_KIND_APPLICATION && fields[0] == SL_APPLICATION_STATUS)
    return sl_deed_set_status (ids, sl_value_get_text (&values[0]), NULL);

  changeset = sl_deed_new (SL_DEED_EDIT, kind);
  for (guint i = 0; i < n_fields; i++)
    sl_deed_note_edited (changeset, sl_kind_get_field (kind, fields[i])->name);
  sl_deed_set_count (changeset, g_strv_length ((char **) ids));
  for (guint i = 0; ids[i] != NULL; i++)
    for (guint j = 0; j < n_fields; j++)
      sl_changeset_update (changeset, kind, ids[i], fields[j], &values[j]);

  return changeset;
}

/**
 * sl_deed_edit_record:
 * @before: a record as it stands
 * @after: the same record with other values
 *
 * Returns: (transfer full): the changeset that makes the one into the other, in one step
 */
SlChangeset *
sl_deed_edit_record (SlRecord *before,
                     SlRecord *after)
{
  SlKind kind = sl_record_get_kind (before);
  SlChangeset *changeset = sl_deed_new (SL_DEED_EDIT, kind);

  for (guint field = SL_N_COMMON_FIELDS; field < sl_kind_get_info (kind)->n_fields; field++)
    if (!sl_value_equal (sl_record_get_value (before, field), sl_record_get_value (after, field)) &&
        (sl_kind_get_field (kind, field)->flags & SL_FIELD_DERIVED) == 0)
      sl_changeset_update (changeset, kind, sl_record_get_id (before), field, sl_record_get_value (after, field));

  return changeset;
}

void
sl_deed_update_status (SlChangeset *changeset,
                       const char  *id,
                       const char  *status,
                       const char  *detail)
{
  sl_changeset_update_text (changeset, SL_KIND_APPLICATION, id, SL_APPLICATION_STATUS, status);
  sl_changeset_update_text (changeset, SL_KIND_APPLICATION, id, SL_APPLICATION_STATUS_DETAIL, detail);
}

/**
 * sl_deed_set_status:
 * @ids: (array zero-terminated=1): the applications
 * @status: the new status
 * @detail: (nullable): why, where the status doesn't say it; %NULL clears an old one
 *
 * Returns: (transfer full): the changeset
 */
SlChangeset *
sl_deed_set_status (const char *const *ids,
                    const char        *status,
                    const char        *detail)
{
  SlChangeset *changeset;

  g_return_val_if_fail (ids != NULL, NULL);

  changeset = sl_deed_new (SL_DEED_STATUS, SL_KIND_APPLICATION);
  sl_deed_set_subject (changeset, SL_SUBJECT_STATUS, status);
  sl_deed_set_subject (changeset, SL_SUBJECT_DETAIL, detail);
  for (guint i = 0; ids[i] != NULL; i++)
    sl_deed_update_status (changeset, ids[i], status, detail);

  return changeset;
}

/* The event is the history; the lane follows from it in the store, the status and the time (now, after all else) by the
 * rules. */
void
sl_deed_insert_lane_event (SlChangeset *changeset,
                           const char  *id,
                           const char  *lane,
                           const char  *outcome)
{
  g_autoptr (SlRecord) event = sl_record_new (SL_KIND_EVENT);

  sl_record_set_text (event, SL_EVENT_APPLICATION_ID, id);
  sl_record_set_text (event, SL_EVENT_TYPE, SL_EVENT_TYPE_STATUS);
  sl_record_set_text (event, SL_EVENT_TO_STAGE, lane);
  sl_record_set_text (event, SL_EVENT_OUTCOME, outcome);
  sl_changeset_insert (changeset, event);
}

/**
 * sl_deed_move_to_lane:
 * @ids: (array zero-terminated=1): the applications
 * @lane: the interview lane
 * @outcome: (nullable): with the lane "closed", how it ended
 *
 * Returns: (transfer full): the changeset
 */
SlChangeset *
sl_deed_move_to_lane (const char *const *ids,
                      const char        *lane,
                      const char        *outcome)
{
  SlChangeset *changeset;

  g_return_val_if_fail (ids != NULL && lane != NULL, NULL);

  changeset = sl_deed_new (SL_DEED_LANE, SL_KIND_APPLICATION);
  sl_deed_set_subject (changeset, SL_SUBJECT_LANE, lane);
  for (guint i = 0; ids[i] != NULL; i++)
    sl_deed_insert_lane_event (changeset, ids[i], lane, outcome);

  return changeset;
}

/**
 * sl_deed_trash:
 * @ids: (array zero-terminated=1): the records; what belongs to them goes along
 *
 * Returns: (transfer full): the changeset
 */
SlChangeset *
sl_deed_trash (SlKind             kind,
               const char *const *ids,
               SlClock           *clock)
{
  SlChangeset *changeset;

  g_return_val_if_fail (ids != NULL && SL_IS_CLOCK (clock), NULL);

  changeset = sl_deed_new (SL_DEED_TRASH, kind);
  for (guint i = 0; ids[i] != NULL; i++)
    sl_changeset_trash (changeset, kind, ids[i], sl_clock_get_now (clock));

  return changeset;
}

/**
 * sl_deed_restore:
 * @ids: (array zero-terminated=1): records in the Trash
 *
 * Returns: (transfer full): the changeset
 */
SlChangeset *
sl_deed_restore (SlKind             kind,
                 const char *const *ids)
{
  SlChangeset *changeset;

  g_return_val_if_fail (ids != NULL, NULL);

  changeset = sl_deed_new (SL_DEED_RESTORE, kind);
  for (guint i = 0; ids[i] != NULL; i++)
    sl_changeset_restore (changeset, kind, ids[i]);

  return changeset;
}

/**
 * sl_deed_create_tag:
 * @color: "#rrggbb"
 * @application_ids: (nullable) (array zero-terminated=1): applications that get the tag at once
 * @tag_id: (out) (optional) (transfer full): the new tag's id
 *
 * Returns: (transfer full): the changeset
 */
SlChangeset *
sl_deed_create_tag (const char        *name,
                    const char        *color,
                    const char *const *application_ids,
                    char             **tag_id)
{
  g_autoptr (SlRecord) tag = sl_record_new (SL_KIND_TAG);
  SlChangeset *changeset = sl_deed_new (SL_DEED_CREATE_TAG, SL_KIND_APPLICATION);

  sl_record_set_text (tag, SL_TAG_NAME, name);
  if (color != NULL)
    sl_record_set_text (tag, SL_TAG_COLOR, color);
  sl_deed_set_subject (changeset, SL_SUBJECT_NAME, name);
  sl_changeset_insert (changeset, tag);
  for (guint i = 0; application_ids != NULL && application_ids[i] != NULL; i++)
    insert_assignment (changeset, application_ids[i], sl_record_get_id (tag));

  if (tag_id != NULL)
    *tag_id = g_strdup (sl_record_get_id (tag));

  return changeset;
}

/**
 * sl_deed_assign_tag:
 * @application_ids: (array zero-terminated=1): applications that lack the tag
 *
 * Returns: (transfer full): the changeset
 */
SlChangeset *
sl_deed_assign_tag (const char *const *application_ids,
                    const char        *tag_id)
{
  SlChangeset *changeset;

  g_return_val_if_fail (application_ids != NULL && tag_id != NULL, NULL);

  changeset = sl_deed_new (SL_DEED_TAG, SL_KIND_APPLICATION);
  for (guint i = 0; application_ids[i] != NULL; i++)
    insert_assignment (changeset, application_ids[i], tag_id);

  return changeset;
}

/**
 * sl_deed_unassign_tag:
 * @assignment_ids: (array zero-terminated=1): tag assignments
 *
 * Returns: (transfer full): the changeset
 */
SlChangeset *
sl_deed_unassign_tag (const char *const *assignment_ids)
{
  SlChangeset *changeset;

  g_return_val_if_fail (assignment_ids != NULL, NULL);

  changeset = sl_deed_new (SL_DEED_UNTAG, SL_KIND_APPLICATION);
  for (guint i = 0; assignment_ids[i] != NULL; i++)
    sl_changeset_delete (changeset, SL_KIND_TAG_ASSIGNMENT, assignment_ids[i]);

  return changeset;
}
