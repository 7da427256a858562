/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON: the message for what is none, and getters that never complain. */
#include "config.h"

#include <string.h>

#include "sl-error.h"
#include "sl-json.h"
#include "sl-test.h"

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    const char *word;
  } cases[] = {
    { "", "" },
    { "   \n ", "" },
    { "{", "Line 1" },
    { "{\n  \"a\": 1,\n  \"b\" 2\n}", "Line 3" },
    { "[1, 2]", "object" },
    { "\"text\"", "object" },
    { "null", "object" },
    { "{\"a\": }", "Line 1" },
    { "{\"a\": 'b'}", "Line 1" },
    { "{} {}", "" },
    { "{\"a\": 1} x", "" },
    { "\xff\xfe", "" },
    { "{\"a\": \"\xff\"}", "" },
    { "company,role\n", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      JsonObject *object = sl_json_parse_object (cases[i].text, &error);

      g_test_message ("%s", cases[i].text);
      g_assert_null (object);
      g_assert_error (error, SL_ERROR, SL_ERROR_PARSE);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].word));
      g_assert_null (strstr (error->message, "<data>"));
    }
}

static void
test_deep (void)
{
  g_autoptr (GString) text = g_string_new ("{\"a\":");
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 100000; i++)
    g_string_append_c (text, '[');
  g_assert_null (sl_json_parse_object (text->str, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_PARSE);
}

/* The parser quotes the beginning of what it doesn't expect, and cuts through characters. */
static void
test_cut_characters (void)
{
  static const char *const starts[] = { "", "x", "xx", "xxx" };

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autofree char *text = g_strdup_printf ("[\"%s€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€\" \"b\"]", starts[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = sl_json_parse (text, -1, &error);

      g_assert_null (node);
      g_assert_error (error, SL_ERROR, SL_ERROR_PARSE);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

static void
test_getters (void)
{
  static const char text[] = "{\"s\": \"é\", \"i\": 3, \"d\": 2.5, \"w\": 4.0, \"t\": true, \"n\": null,"
                             " \"o\": {\"x\": 1}, \"a\": [1], \"big\": 1e300}";
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = sl_json_parse_object (text, &error);
  static const char *const members[] = { "s", "i", "d", "w", "t", "n", "o", "a", "missing" };

  g_assert_no_error (error);
  g_assert_cmpstr (sl_json_get_string (object, "s", "x"), ==, "é");
  g_assert_cmpint (sl_json_get_int (object, "i", 9), ==, 3);
  g_assert_cmpint (sl_json_get_int (object, "w", 9), ==, 4);
  g_assert_cmpint (sl_json_get_int (object, "d", 9), ==, 9);
  g_assert_cmpint (sl_json_get_int (object, "big", 9), ==, 9);
  g_assert_cmpfloat (sl_json_get_double (object, "d", 9), ==, 2.5);
  g_assert_cmpfloat (sl_json_get_double (object, "i", 9), ==, 3);
  g_assert_true (sl_json_get_boolean (object, "t", FALSE));
  g_assert_cmpint (sl_json_get_int (sl_json_get_object (object, "o"), "x", 9), ==, 1);
  g_assert_cmpuint (json_array_get_length (sl_json_get_array (object, "a")), ==, 1);
  g_assert_true (sl_json_has_value (object, "s"));
  g_assert_false (sl_json_has_value (object, "n"));
  g_assert_false (sl_json_has_value (object, "missing"));

  /* The wrong kind is as good as nothing there. */
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *member = members[i];

      if (strcmp (member, "s") != 0)
        g_assert_cmpstr (sl_json_get_string (object, member, "fallback"), ==, "fallback");
      if (strcmp (member, "t") != 0)
        g_assert_true (sl_json_get_boolean (object, member, TRUE));
      if (strcmp (member, "o") != 0)
        g_assert_null (sl_json_get_object (object, member));
      if (strcmp (member, "a") != 0)
        g_assert_null (sl_json_get_array (object, member));
      if (strchr ("idw", member[0]) == NULL)
        {
          g_assert_cmpint (sl_json_get_int (object, member, -7), ==, -7);
          g_assert_cmpfloat (sl_json_get_double (object, member, -7), ==, -7);
        }
    }
  g_assert_cmpstr (sl_json_get_string (NULL, "s", "fallback"), ==, "fallback");
}

static void
test_round_trip (void)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonObject) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;
  g_autofree char *pretty = NULL;
  g_autoptr (GBytes) bytes = NULL;

  sl_json_set_string (object, "text", "a\n\"b\"\t\\ é 😀 \x01");
  sl_json_set_string (object, "none", NULL);
  json_object_set_int_member (object, "number", G_MAXINT64);

  line = sl_json_object_to_text (object, FALSE);
  g_assert_null (strchr (line, '\n'));
  pretty = sl_json_object_to_text (object, TRUE);
  g_assert_nonnull (strstr (pretty, "\n  \"text\""));

  bytes = g_bytes_new (pretty, strlen (pretty));
  again = sl_json_parse_object_bytes (bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sl_json_get_string (again, "text", NULL), ==, "a\n\"b\"\t\\ é 😀 \x01");
  g_assert_true (json_object_has_member (again, "none"));
  g_assert_cmpint (sl_json_get_int (again, "number", 0), ==, G_MAXINT64);
}

static void
test_empty_bytes (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new (NULL, 0);
  g_autoptr (GError) error = NULL;

  g_assert_null (sl_json_parse_object_bytes (bytes, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_PARSE);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/base/json/refused", test_refused);
  g_test_add_func ("/base/json/deep", test_deep);
  g_test_add_func ("/base/json/cut-characters", test_cut_characters);
  g_test_add_func ("/base/json/getters", test_getters);
  g_test_add_func ("/base/json/round-trip", test_round_trip);
  g_test_add_func ("/base/json/empty-bytes", test_empty_bytes);

  return g_test_run ();
}
