/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records: properties and notify, values, checks across fields, and JSON there and back for every kind. */

#include <string.h>

#include "sl-error.h"
#include "sl-id.h"
#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-record.h"
#include "sl-test.h"

static void
test_new (void)
{
  g_autoptr (SlRecord) record = sl_record_new (SL_KIND_APPLICATION);
  g_autoptr (SlRecord) other = sl_record_new (SL_KIND_APPLICATION);
  g_autoptr (SlRecord) blank = sl_record_new_blank (SL_KIND_APPLICATION);

  g_assert_true (sl_id_is_valid (sl_record_get_id (record)));
  g_assert_cmpstr (sl_record_get_id (record), !=, sl_record_get_id (other));
  g_assert_cmpstr (sl_record_get_text (record, SL_APPLICATION_STATUS), ==, SL_STATUS_SAVED);
  g_assert_cmpstr (sl_record_get_text (record, SL_APPLICATION_SALARY_CURRENCY), ==, "USD");
  g_assert_true (sl_record_is_null (record, SL_FIELD_CREATED_AT));
  g_assert_true (sl_record_is_null (record, SL_APPLICATION_APPLIED_DATE));
  g_assert_cmpint (sl_record_get_pk (record), ==, 0);
  for (guint i = 0; i < SL_N_APPLICATION_FIELDS; i++)
    g_assert_true (sl_record_is_null (blank, i));
  g_assert_null (sl_record_get_id (blank));
}

static void
count_notify_cb (GObject *object, GParamSpec *pspec, gpointer data)
{
  guint *n = data;

  (*n)++;
}

static void
test_properties (void)
{
  g_autoptr (SlRecord) record = sl_record_new (SL_KIND_APPLICATION);
  g_autoptr (SlRecord) reminder = sl_record_new (SL_KIND_REMINDER);
  g_autofree char *company = NULL;
  g_autofree char *status = NULL;
  g_autofree char *kind_name = NULL;
  gint64 salary = -1;
  gint64 pk = -1;
  gboolean completed = TRUE;
  guint n_company = 0;
  guint n_any = 0;

  g_assert_cmpstr (G_OBJECT_TYPE_NAME (record), ==, "SlApplication");
  g_assert_true (g_type_from_name ("SlApplication") == sl_record_get_type_for_kind (SL_KIND_APPLICATION));
  g_signal_connect (record, "notify::company-name", G_CALLBACK (count_notify_cb), &n_company);
  g_signal_connect (record, "notify", G_CALLBACK (count_notify_cb), &n_any);

  sl_record_set_text (record, SL_APPLICATION_COMPANY_NAME, "Rowan");
  g_assert_cmpuint (n_company, ==, 1);
  sl_record_set_text (record, SL_APPLICATION_COMPANY_NAME, "Rowan");
  g_assert_cmpuint (n_company, ==, 1);
  g_object_set (record, "company-name", "Alder", "salary-min", (gint64) 85000, "pk", (gint64) 12, NULL);
  g_assert_cmpuint (n_company, ==, 2);
  g_assert_cmpuint (n_any, ==, 4);
  g_assert_cmpstr (sl_record_get_text (record, SL_APPLICATION_COMPANY_NAME), ==, "Alder");
  g_assert_cmpint (sl_record_get_integer (record, SL_APPLICATION_SALARY_MIN, -1), ==, 85000);

  g_object_get (record, "company-name", &company, "status", &status, "salary-max", &salary, "pk", &pk, "kind-name", &kind_name, NULL);
  g_assert_cmpstr (company, ==, "Alder");
  g_assert_cmpstr (status, ==, SL_STATUS_SAVED);
  g_assert_cmpint (salary, ==, 0);
  g_assert_cmpint (pk, ==, 12);
  g_assert_cmpstr (kind_name, ==, "application");

  g_object_get (reminder, "is-completed", &completed, NULL);
  g_assert_false (completed);
  g_object_set (reminder, "is-completed", TRUE, NULL);
  g_assert_cmpint (sl_record_get_integer (reminder, SL_REMINDER_IS_COMPLETED, 0), ==, 1);
}

static void
test_every_kind (void)
{
  sl_record_ensure_types ();
  for (int kind = 0; kind < SL_N_KINDS; kind++)
    {
      const SlKindInfo *info = sl_kind_get_info (kind);
      g_autoptr (SlRecord) record = sl_record_new (kind);

      g_assert_cmpstr (G_OBJECT_TYPE_NAME (record), ==, info->type_name);
      g_assert_cmpint (sl_record_get_kind (record), ==, kind);
      g_assert_true (sl_record_get_info (record) == info);
      for (guint i = 0; i < info->n_fields; i++)
        {
          GParamSpec *spec = g_object_class_find_property (G_OBJECT_GET_CLASS (record), info->fields[i].name);

          g_assert_nonnull (spec);
          g_assert_true ((spec->value_type == G_TYPE_STRING) == !sl_field_is_integer (&info->fields[i]));
        }
    }
}

static void
test_finalize (void)
{
  SlRecord *record = sl_record_new (SL_KIND_APPLICATION);
  g_autoptr (SlRecord) copy = NULL;

  sl_record_set_text (record, SL_APPLICATION_NOTES, "shared text");
  sl_record_set_pk (record, 7);
  copy = sl_record_dup (record);
  g_assert_true (sl_record_equal (record, copy));
  g_assert_finalize_object (record);
  g_assert_cmpstr (sl_record_get_text (copy, SL_APPLICATION_NOTES), ==, "shared text");
  g_assert_cmpint (sl_record_get_pk (copy), ==, 7);
}

static void
test_equal (void)
{
  g_autoptr (SlRecord) record = sl_record_new (SL_KIND_APPLICATION);
  g_autoptr (SlRecord) copy = sl_record_dup (record);
  g_autoptr (SlRecord) tag = sl_record_new (SL_KIND_TAG);

  sl_record_set_text (copy, SL_APPLICATION_LANE, SL_LANE_OFFER);
  sl_record_set_pk (copy, 3);
  g_assert_true (sl_record_equal (record, copy));
  sl_record_set_text (copy, SL_APPLICATION_NOTES, "");
  g_assert_false (sl_record_equal (record, copy));
  g_assert_false (sl_record_equal (record, tag));
}

static void
test_check (void)
{
  g_autoptr (SlRecord) record = sl_record_new (SL_KIND_APPLICATION);
  g_autoptr (GError) error = NULL;

  g_assert_false (sl_record_check (record, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "Company can’t be empty.");
  g_clear_error (&error);

  g_assert_true (sl_record_parse (record, SL_APPLICATION_COMPANY_NAME, "Rowan", NULL));
  g_assert_true (sl_record_parse (record, SL_APPLICATION_ROLE_TITLE, "Baker", NULL));
  sl_record_check (record, &error);
  g_assert_no_error (error);

  sl_record_set_integer (record, SL_APPLICATION_SALARY_MIN, 90000);
  sl_record_set_integer (record, SL_APPLICATION_SALARY_MAX, 90000);
  g_assert_true (sl_record_check (record, NULL));
  sl_record_set_integer (record, SL_APPLICATION_SALARY_MAX, 89999);
  g_assert_false (sl_record_check (record, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "Salary to can’t be less than Salary from.");
  sl_record_set_null (record, SL_APPLICATION_SALARY_MIN);
  g_assert_true (sl_record_check (record, NULL));

  sl_record_set_text (record, SL_APPLICATION_STATUS, "Shortlisted");
  g_assert_false (sl_record_check (record, NULL));
  g_assert_true (sl_record_check_foreign (record, NULL));
}

static void
test_parse_keeps (void)
{
  g_autoptr (SlRecord) record = sl_record_new (SL_KIND_APPLICATION);
  g_autoptr (GError) error = NULL;

  g_assert_false (sl_record_parse (record, SL_APPLICATION_STATUS, "nonsense", &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_INVALID);
  g_assert_cmpstr (sl_record_get_text (record, SL_APPLICATION_STATUS), ==, SL_STATUS_SAVED);
}

static char *
random_text (GRand *rand)
{
  const char *const pieces[] = { "a", "Z", " ", "\n", "\"", "\\", "é", "漢", "😀", "\t", "'", "=", "</script>", "%s" };
  GString *text = g_string_new (NULL);

  for (int n = g_rand_int_range (rand, 0, 30); n > 0; n--)
    g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
  return g_string_free_and_steal (text);
}

static void
set_random (GRand *rand, SlRecord *record, guint number)
{
  const SlField *field = sl_kind_get_field (sl_record_get_kind (record), number);
  const char *const json[] = { "[]", "{}", "[\"a\",\"é\\n\"]", "{\"C\":{\"level\":3,\"new\":true,\"none\":null}}", "not JSON" };
  g_autofree char *text = NULL;
  char iso[SL_DAY_ISO_SIZE];

  switch (field->type)
    {
    case SL_TYPE_INTEGER:
    case SL_TYPE_RANK:
      sl_record_set_integer (record, number, (gint64) g_rand_int (rand) - G_MAXINT32);
      break;
    case SL_TYPE_BOOLEAN:
      sl_record_set_integer (record, number, g_rand_boolean (rand));
      break;
    case SL_TYPE_TIME:
      sl_record_set_integer (record, number, (gint64) g_rand_int (rand) * 1000003 - 99);
      break;
    case SL_TYPE_DATE:
      sl_record_set_text (record, number, sl_day_format_iso (g_rand_int_range (rand, -10000, 30000), iso));
      break;
    case SL_TYPE_ENUM:
      sl_record_set_text (record, number, g_rand_boolean (rand) ? field->words->values[0].word : "A server’s own word");
      break;
    case SL_TYPE_JSON:
      sl_record_set_text (record, number, json[g_rand_int_range (rand, 0, G_N_ELEMENTS (json))]);
      break;
    case SL_TYPE_TEXT:
    case SL_TYPE_REFERENCE:
    default:
      text = random_text (rand);
      sl_record_set_text (record, number, text);
    }
}

static void
test_json_round_trip (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260316);

  for (int kind = 0; kind < SL_N_KINDS; kind++)
    for (int n = 0; n < 50; n++)
      {
        g_autoptr (SlRecord) record = sl_record_new (kind);
        g_autoptr (SlRecord) back = NULL;
        g_autoptr (JsonObject) object = NULL;
        g_autoptr (JsonObject) read = NULL;
        g_autofree char *text = NULL;
        g_autoptr (GError) error = NULL;

        for (guint i = SL_FIELD_ID + 1; i < sl_record_get_info (record)->n_fields; i++)
          if (g_rand_int_range (rand, 0, 4) != 0)
            set_random (rand, record, i);
          else
            sl_record_set_null (record, i);

        object = sl_record_to_json (record);
        text = sl_json_object_to_text (object, FALSE);
        read = sl_json_parse_object (text, &error);
        g_assert_no_error (error);
        back = sl_record_from_json (kind, read, &error);
        g_assert_no_error (error);
        g_assert_true (sl_record_equal (record, back));
      }
}

static void
test_json_form (void)
{
  g_autoptr (SlRecord) record = sl_record_new (SL_KIND_REMINDER);
  g_autoptr (SlRecord) stage = sl_record_new (SL_KIND_STAGE);
  g_autoptr (SlRecord) application = sl_record_new (SL_KIND_APPLICATION);
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (JsonObject) stage_object = NULL;
  g_autoptr (JsonObject) application_object = NULL;

  sl_record_set_integer (record, SL_REMINDER_REMIND_AT, G_GINT64_CONSTANT (1773565200250000));
  sl_record_set_integer (record, SL_REMINDER_IS_COMPLETED, TRUE);
  object = sl_record_to_json (record);
  g_assert_cmpstr (json_object_get_string_member (object, "remind_at"), ==, "2026-03-15T09:00:00.250000Z");
  g_assert_true (json_node_get_value_type (json_object_get_member (object, "is_completed")) == G_TYPE_BOOLEAN);
  g_assert_true (json_object_get_null_member (object, "description"));

  sl_record_set_text (stage, SL_STAGE_QUESTIONS_ASKED, "[\"Why us?\"]");
  stage_object = sl_record_to_json (stage);
  g_assert_cmpstr (json_array_get_string_element (json_object_get_array_member (stage_object, "questions_asked"), 0), ==, "Why us?");

  sl_record_set_text (application, SL_APPLICATION_LANE, SL_LANE_OFFER);
  application_object = sl_record_to_json (application);
  g_assert_true (json_object_has_member (application_object, "applied_source"));
  g_assert_true (json_object_has_member (application_object, "excitement_level"));
  g_assert_false (json_object_has_member (application_object, "lane"));
  g_assert_false (json_object_has_member (application_object, "status_since"));
}

static void
test_json_partial (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (SlRecord) record = NULL;

  object = sl_json_parse_object ("{\"company_name\": \"Rowan\", \"role_title\": \"Baker\", \"salary_min\": 85000.0, \"status\": \"Shortlisted\","
                                 " \"priority\": null, \"user_id\": 4, \"stages\": []}", &error);
  g_assert_no_error (error);
  record = sl_record_from_json (SL_KIND_APPLICATION, object, &error);
  g_assert_no_error (error);
  g_assert_true (sl_id_is_valid (sl_record_get_id (record)));
  g_assert_cmpstr (sl_record_get_text (record, SL_APPLICATION_STATUS), ==, "Shortlisted");
  g_assert_cmpstr (sl_record_get_text (record, SL_APPLICATION_SALARY_CURRENCY), ==, "USD");
  g_assert_cmpint (sl_record_get_integer (record, SL_APPLICATION_SALARY_MIN, -1), ==, 85000);
  g_assert_true (sl_record_is_null (record, SL_APPLICATION_PRIORITY));
}

static void
test_json_wrong_types (void)
{
  const struct {
    SlKind kind;
    const char *json;
    const char *message;
  } cases[] = {
    { SL_KIND_APPLICATION, "{\"salary_min\": \"much\"}", "Salary from (“salary_min”) must be a whole number." },
    { SL_KIND_APPLICATION, "{\"salary_min\": 1.5}", "Salary from (“salary_min”) must be a whole number." },
    { SL_KIND_APPLICATION, "{\"company_name\": 5}", "Company (“company_name”) must be text." },
    { SL_KIND_APPLICATION, "{\"company_name\": [\"a\"]}", "Company (“company_name”) must be text." },
    { SL_KIND_APPLICATION, "{\"applied_date\": \"03/09/2026\"}", "Applied date (“applied_date”) must be a date such as 2026-09-03." },
    { SL_KIND_REMINDER, "{\"remind_at\": \"soon\"}", "When (“remind_at”) must be a time such as 2026-03-15T09:00:00Z." },
    { SL_KIND_REMINDER, "{\"is_completed\": \"yes\"}", "Done (“is_completed”) must be true or false." },
    { SL_KIND_STAGE, "{\"questions_asked\": 5}", "Questions asked (“questions_asked”) must be a list or an object." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonObject) object = sl_json_parse_object (cases[i].json, &error);

      g_assert_no_error (error);
      g_assert_null (sl_record_from_json (cases[i].kind, object, &error));
      g_assert_error (error, SL_ERROR, SL_ERROR_PARSE);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

/* As many as the largest import makes, and all of them go again. */
static void
test_many (void)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  for (int i = 0; i < 100000; i++)
    {
      SlRecord *record = sl_record_new_blank (SL_KIND_APPLICATION);

      sl_record_set_text (record, SL_APPLICATION_COMPANY_NAME, "Rowan");
      sl_record_set_integer (record, SL_APPLICATION_SALARY_MIN, i);
      g_ptr_array_add (records, record);
    }
  g_assert_cmpint (sl_record_get_integer (records->pdata[99999], SL_APPLICATION_SALARY_MIN, -1), ==, 99999);
}

int
main (int argc, char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/model/record/new", test_new);
  g_test_add_func ("/model/record/properties", test_properties);
  g_test_add_func ("/model/record/every-kind", test_every_kind);
  g_test_add_func ("/model/record/finalize", test_finalize);
  g_test_add_func ("/model/record/equal", test_equal);
  g_test_add_func ("/model/record/check", test_check);
  g_test_add_func ("/model/record/parse-keeps", test_parse_keeps);
  g_test_add_func ("/model/record/json/round-trip", test_json_round_trip);
  g_test_add_func ("/model/record/json/form", test_json_form);
  g_test_add_func ("/model/record/json/partial", test_json_partial);
  g_test_add_func ("/model/record/json/wrong-types", test_json_wrong_types);
  g_test_add_func ("/model/record/many", test_many);

  return g_test_run ();
}
