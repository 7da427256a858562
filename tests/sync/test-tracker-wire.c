/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the recorded servers are read without a loss, and the bodies made of them are what the servers took. */

#define G_LOG_DOMAIN "test-tracker-wire"

#include "config.h"

#include "sl-error.h"
#include "sl-field-merge.h"
#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-test.h"
#include "sl-tracker-wire.h"

static const SlKind kinds[] = {
  SL_KIND_RESUME_VERSION, SL_KIND_APPLICATION, SL_KIND_STAGE, SL_KIND_OUTCOME, SL_KIND_REFLECTION, SL_KIND_CONTACT,
  SL_KIND_DOCUMENT, SL_KIND_REMINDER, SL_KIND_TAG, SL_KIND_TAG_ASSIGNMENT, SL_KIND_SAVED_JOB,
};

static void
test_places (void)
{
  g_autofree char *round = sl_tracker_build_path (sl_tracker_get_place (SL_KIND_STAGE)->item, "a1", "s/../2");
  g_autofree char *documents = sl_tracker_build_path (sl_tracker_get_place (SL_KIND_DOCUMENT)->list, "a1", NULL);
  g_autofree char *jobs = sl_tracker_build_path (sl_tracker_get_place (SL_KIND_SAVED_JOB)->list, NULL, NULL);

  g_assert_cmpstr (round, ==, "/api/v1/applications/a1/stages/s%2F..%2F2");
  g_assert_cmpstr (documents, ==, "/api/v1/documents/a1");
  g_assert_cmpstr (jobs, ==, "/api/v1/saved-jobs/");
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_assert_nonnull (sl_tracker_get_place (kinds[i]));
  g_assert_null (sl_tracker_get_place (SL_KIND_EVENT));
  g_assert_null (sl_tracker_get_place (SL_KIND_ANSWER));
}

/* Which kind of row a place of the recording answers with; SL_KIND_NONE: none of ours. */
static SlKind
find_kind (const char *path)
{
  static const struct {
    const char *pattern;
    SlKind kind;
  } patterns[] = {
    { "^/api/v1/resumes/[^/]*$", SL_KIND_RESUME_VERSION },
    { "^/api/v1/applications/[^/]*$", SL_KIND_APPLICATION },
    { "^/api/v1/applications/[^/]+/stages", SL_KIND_STAGE },
    { "^/api/v1/applications/[^/]+/outcome", SL_KIND_OUTCOME },
    { "^/api/v1/applications/[^/]+/reflection", SL_KIND_REFLECTION },
    { "^/api/v1/contacts/[^/]*$", SL_KIND_CONTACT },
    { "^/api/v1/documents/[^/]*$", SL_KIND_DOCUMENT },
    { "^/api/v1/reminders/[^/]*(/complete)?$", SL_KIND_REMINDER },
    { "^/api/v1/tags/[^/]*$", SL_KIND_TAG },
    { "^/api/v1/tags/application/", SL_KIND_TAG_ASSIGNMENT },
    { "^/api/v1/saved-jobs/[^/]*$", SL_KIND_SAVED_JOB },
    { "^/api/v1/saved-jobs/[^/]*/convert$", SL_KIND_APPLICATION },
  };
  g_auto (GStrv) parts = g_strsplit (path, "?", 2);

  for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++)
    if (g_regex_match_simple (patterns[i].pattern, parts[0], 0, 0))
      return patterns[i].kind;
  return SL_KIND_NONE;
}

/* Empty text, or an empty list or object. */
static gboolean
is_empty (JsonNode *node)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_array_get_length (json_node_get_array (node)) == 0;
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_object_get_size (json_node_get_object (node)) == 0;
  return json_node_get_value_type (node) == G_TYPE_STRING && *json_node_get_string (node) == '\0';
}

/* What the record says of the row's members, told back. */
static void
check_row (SlTrackerGeneration generation, SlKind kind, JsonObject *row)
{
  guint64 unread = 0;
  g_autoptr (SlRecord) record = sl_tracker_read_row (generation, kind, row, NULL, &unread);
  g_autoptr (JsonObject) back = NULL;
  guint64 fields = sl_tracker_get_fields (kind);

  g_assert_cmpuint (unread, ==, 0);
  g_assert_cmpstr (sl_record_get_id (record), ==, sl_json_get_string (row, "id", NULL));
  back = sl_record_to_json (record);
  for (guint i = 0; i < sl_kind_get_info (kind)->n_fields; i++)
    {
      const SlField *field = sl_kind_get_field (kind, i);
      JsonNode *node = json_object_get_member (row, field->column);

      if (!(fields & G_GUINT64_CONSTANT (1) << i))
        continue;
      g_assert_nonnull (node);
      if (field->type == SL_TYPE_TIME && !JSON_NODE_HOLDS_NULL (node))
        {
          gint64 time;

          g_assert_true (sl_time_parse_iso8601 (json_node_get_string (node), NULL, &time));
          g_assert_cmpint (sl_record_get_integer (record, i, 0), ==, time);
        }
      /* The server takes blank names; a record can't be without. */
      else if (field->flags & SL_FIELD_REQUIRED && JSON_NODE_HOLDS_VALUE (node) && g_strcmp0 (json_node_get_string (node), "") == 0)
        g_assert_cmpstr (sl_record_get_text (record, i), ==, "?");
      else if (is_empty (node))
        g_assert_true (sl_record_is_null (record, i));
      else if (kind != SL_KIND_APPLICATION || i != SL_APPLICATION_STATUS)
        g_assert_true (json_node_equal (node, json_object_get_member (back, field->column)));
      else
        g_assert_cmpstr (sl_tracker_status_to_server (generation, sl_record_get_text (record, i), json_node_get_string (node)), ==,
                         json_node_get_string (node));
    }
}

static guint
check_answer (SlTrackerGeneration generation, SlKind kind, JsonNode *response)
{
  guint n = 0;

  if (JSON_NODE_HOLDS_ARRAY (response))
    {
      JsonArray *list = json_node_get_array (response);

      for (n = 0; n < json_array_get_length (list); n++)
        check_row (generation, kind, json_array_get_object_element (list, n));
    }
  else if (JSON_NODE_HOLDS_OBJECT (response) && sl_json_has_value (json_node_get_object (response), "id"))
    {
      check_row (generation, kind, json_node_get_object (response));
      n = 1;
    }
  return n;
}

/* A body with what the recorded client sent can be made of the row that came of it. */
static void
check_create (SlTrackerGeneration generation, SlKind kind, JsonObject *request, JsonObject *row)
{
  g_autoptr (SlRecord) record = sl_tracker_read_row (generation, kind, row, NULL, NULL);
  g_autoptr (JsonObject) body = sl_tracker_build_create (generation, record);
  g_autoptr (GList) members = json_object_get_members (request);

  g_assert_false (json_object_has_member (body, "id"));
  g_assert_false (json_object_has_member (body, "created_at"));
  for (GList *l = members; l != NULL; l = l->next)
    {
      guint i = sl_kind_find_field (kind, l->data);
      JsonNode *sent = json_object_get_member (request, l->data);

      if (i == SL_FIELD_NONE || JSON_NODE_HOLDS_NULL (sent) || !(sl_tracker_get_creatable (kind) & G_GUINT64_CONSTANT (1) << i) ||
          sl_kind_get_field (kind, i)->type == SL_TYPE_TIME)
        continue;
      if (JSON_NODE_HOLDS_VALUE (sent) && json_node_get_value_type (sent) == G_TYPE_STRING && json_object_has_member (body, l->data) &&
          json_node_get_value_type (json_object_get_member (body, l->data)) != G_TYPE_STRING)
        continue; /* a number that was sent as text */
      g_assert_true (json_object_has_member (body, l->data));
    }
}

static void
test_recorded (gconstpointer data)
{
  gboolean newer = g_strrstr (data, "newer") != NULL;
  SlTrackerGeneration generation = newer ? SL_TRACKER_NEWER : SL_TRACKER_DOCUMENTED;
  g_autofree char *path = sl_test_data_path (data);
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;
  guint n_rows[SL_N_KINDS] = { 0 };
  guint n_creates = 0;

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  lines = g_strsplit (contents, "\n", -1);
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_autoptr (JsonObject) exchange = sl_json_parse_object (lines[i], NULL);
      JsonNode *response = json_object_get_member (exchange, "response");
      SlKind kind = find_kind (sl_json_get_string (exchange, "path", ""));
      JsonObject *request = sl_json_get_object (exchange, "request");

      if (kind == SL_KIND_NONE || sl_json_get_int (exchange, "status", 0) >= 300 ||
          g_str_equal (sl_json_get_string (exchange, "method", ""), "OPTIONS"))
        continue;
      g_test_message ("%s", sl_json_get_string (exchange, "note", ""));
      n_rows[kind] += check_answer (generation, kind, response);
      if (request != NULL && g_str_equal (sl_json_get_string (exchange, "method", ""), "POST"))
        {
          check_create (generation, kind, request, json_node_get_object (response));
          n_creates++;
        }
    }
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_assert_cmpuint (n_rows[kinds[i]], >, 0);
  g_assert_cmpuint (n_creates, >, 15);
}

static void
assert_body (JsonObject *body, const char *expected)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), body);
  g_autoptr (JsonNode) wanted = sl_json_parse (expected, -1, NULL);
  g_autofree char *text = sl_json_to_text (node, FALSE);

  g_test_message ("%s", text);
  g_assert_true (json_node_equal (node, wanted));
}

#define BIT(field) (G_GUINT64_CONSTANT (1) << (field))

/* Only what changed is sent, what can't be emptied isn't sent empty, and never what has a route of its own. */
static void
test_change (void)
{
  g_autoptr (SlRecord) present = sl_record_new_blank (SL_KIND_APPLICATION);
  g_autoptr (SlRecord) record = NULL;
  g_autoptr (SlRecord) reminder = sl_record_new_blank (SL_KIND_REMINDER);
  g_autoptr (SlRecord) stage = sl_record_new_blank (SL_KIND_STAGE);
  g_autoptr (SlRecord) reflection = sl_record_new_blank (SL_KIND_REFLECTION);
  g_autoptr (SlRecord) had_gaps = NULL;
  g_autoptr (JsonObject) body = NULL, none = NULL, word = NULL, reopened = NULL, questions = NULL, gaps = NULL;

  sl_record_set_text (present, SL_APPLICATION_STATUS, "Shortlisted");
  sl_record_set_text (present, SL_APPLICATION_NOTES, "Old");
  sl_record_set_text (present, SL_APPLICATION_APPLIED_DATE, "2026-01-01");
  record = sl_record_dup (present);
  sl_record_set_text (record, SL_APPLICATION_STATUS, SL_STATUS_OFFER);
  sl_record_set_null (record, SL_APPLICATION_NOTES);
  sl_record_set_null (record, SL_APPLICATION_APPLIED_DATE);
  sl_record_set_integer (record, SL_APPLICATION_SALARY_MIN, 5);
  body = sl_tracker_build_change (SL_TRACKER_NEWER, record, present,
                                  BIT (SL_APPLICATION_STATUS) | BIT (SL_APPLICATION_NOTES) | BIT (SL_APPLICATION_APPLIED_DATE) |
                                    BIT (SL_APPLICATION_SALARY_MIN) | BIT (SL_APPLICATION_EXCITEMENT) | BIT (SL_FIELD_ID));
  assert_body (body, "{\"status\":\"Offer\",\"notes\":\"\",\"salary_min\":5}");
  none = sl_tracker_build_change (SL_TRACKER_NEWER, record, present, BIT (SL_APPLICATION_APPLIED_DATE));
  assert_body (none, "{}");
  sl_record_set_text (record, SL_APPLICATION_STATUS, SL_STATUS_INTERVIEWING);
  word = sl_tracker_build_change (SL_TRACKER_NEWER, record, present, BIT (SL_APPLICATION_STATUS));
  assert_body (word, "{\"status\":\"Shortlisted\"}");

  sl_record_set_integer (reminder, SL_REMINDER_IS_COMPLETED, 0);
  sl_record_set_integer (reminder, SL_REMINDER_COMPLETED_AT, 5);
  sl_record_set_text (reminder, SL_REMINDER_APPLICATION_ID, "a");
  reopened = sl_tracker_build_change (SL_TRACKER_NEWER, reminder, reminder, G_MAXUINT64);
  g_assert_true (json_object_has_member (reopened, "is_completed"));
  g_assert_false (json_object_has_member (reopened, "completed_at"));
  g_assert_false (json_object_has_member (reopened, "application_id"));

  questions = sl_tracker_build_change (SL_TRACKER_NEWER, stage, stage, BIT (SL_STAGE_QUESTIONS_ASKED));
  assert_body (questions, "{\"questions_asked\":[]}");
  had_gaps = sl_record_dup (reflection);
  sl_record_set_text (had_gaps, SL_REFLECTION_SKILL_GAPS, "{\"a\":1}");
  gaps = sl_tracker_build_change (SL_TRACKER_NEWER, reflection, had_gaps, BIT (SL_REFLECTION_SKILL_GAPS));
  assert_body (gaps, "{\"skill_gaps\":{}}");
}

/* A word of no list stays here, and the rest of the record goes. */
static void
test_foreign_words (void)
{
  g_autoptr (SlRecord) present = sl_record_new_blank (SL_KIND_APPLICATION);
  g_autoptr (SlRecord) record = sl_record_new_blank (SL_KIND_APPLICATION);
  g_autoptr (JsonObject) created = NULL, changed = NULL, nothing = NULL;

  sl_record_set_text (record, SL_APPLICATION_SOURCE, "A friend");
  sl_record_set_text (record, SL_APPLICATION_PRIORITY, "Low");
  sl_record_set_text (record, SL_APPLICATION_STATUS, "Paused");
  created = sl_tracker_build_create (SL_TRACKER_DOCUMENTED, record);
  assert_body (created, "{\"status\":\"Paused\",\"priority\":\"Low\"}");
  changed = sl_tracker_build_change (SL_TRACKER_DOCUMENTED, record, present, BIT (SL_APPLICATION_SOURCE) | BIT (SL_APPLICATION_PRIORITY));
  assert_body (changed, "{\"priority\":\"Low\"}");
  nothing = sl_tracker_build_change (SL_TRACKER_DOCUMENTED, record, present, BIT (SL_APPLICATION_SOURCE));
  assert_body (nothing, "{}");
}

/* What can be emptied on the wire is what the merge believes can be. */
static void
test_emptying (void)
{
  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      guint64 fields = sl_tracker_get_changeable (kinds[k]);
      g_autoptr (SlRecord) record = sl_record_new_blank (kinds[k]);

      for (guint i = 0; i < sl_kind_get_info (kinds[k])->n_fields; i++)
        {
          const SlField *field = sl_kind_get_field (kinds[k], i);
          g_autoptr (JsonObject) body = NULL;

          if (!(fields & BIT (i)) || field->flags & SL_FIELD_REQUIRED)
            continue;
          sl_record_set_null (record, i);
          body = sl_tracker_build_change (SL_TRACKER_DOCUMENTED, record, record, BIT (i));
          g_assert_cmpuint (json_object_get_size (body), ==, sl_field_can_be_emptied (field));
        }
    }
}

/* What nobody filled in looks the same whoever wrote it: a person here leaves it null. */
static void
test_empty (void)
{
  static const struct {
    SlKind kind;
    const char *row;
    guint field;
  } cases[] = {
    { SL_KIND_APPLICATION, "{\"id\":\"x\",\"location\":\"\"}", SL_APPLICATION_LOCATION },
    { SL_KIND_STAGE, "{\"id\":\"x\",\"questions_asked\":[]}", SL_STAGE_QUESTIONS_ASKED },
    { SL_KIND_REFLECTION, "{\"id\":\"x\",\"skill_gaps\":{}}", SL_REFLECTION_SKILL_GAPS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonObject) row = sl_json_parse_object (cases[i].row, NULL);
      guint64 unread = 0;
      g_autoptr (SlRecord) record = sl_tracker_read_row (SL_TRACKER_DOCUMENTED, cases[i].kind, row, NULL, &unread);

      g_assert_cmpuint (unread, ==, 0);
      g_assert_true (sl_record_is_null (record, cases[i].field));
    }
}

/* Members of the wrong sort are told, and never taken for something else. */
static void
test_broken (void)
{
  static const char *const rows[] = {
    "{\"id\":\"x\",\"salary_min\":\"much\"}", "{\"id\":\"x\",\"company_name\":5}", "{\"id\":\"x\",\"applied_date\":\"soon\"}", "{\"id\":\"x\",\"created_at\":\"now\"}",
  };
  static const guint fields[] = { SL_APPLICATION_SALARY_MIN, SL_APPLICATION_COMPANY_NAME, SL_APPLICATION_APPLIED_DATE, SL_FIELD_CREATED_AT };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (JsonObject) row = sl_json_parse_object (rows[i], NULL);
      guint64 unread = 0;
      g_autoptr (SlRecord) record = sl_tracker_read_row (SL_TRACKER_DOCUMENTED, SL_KIND_APPLICATION, row, NULL, &unread);

      g_assert_cmpuint (unread, ==, G_GUINT64_CONSTANT (1) << fields[i]);
      g_assert_true (sl_record_is_null (record, fields[i]));
    }
}

int
main (int argc, char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/sync/tracker-wire/places", test_places);
  g_test_add_data_func ("/sync/tracker-wire/recorded/documented", "offertracker/data/documented.jsonl", test_recorded);
  g_test_add_data_func ("/sync/tracker-wire/recorded/newer", "offertracker/data/newer.jsonl", test_recorded);
  g_test_add_func ("/sync/tracker-wire/change", test_change);
  g_test_add_func ("/sync/tracker-wire/foreign-words", test_foreign_words);
  g_test_add_func ("/sync/tracker-wire/emptying", test_emptying);
  g_test_add_func ("/sync/tracker-wire/empty", test_empty);
  g_test_add_func ("/sync/tracker-wire/broken", test_broken);

  return g_test_run ();
}
