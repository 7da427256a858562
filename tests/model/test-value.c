/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SlValue: copies, moves, equality and JSON. */

#include "sl-json.h"
#include "sl-test.h"
#include "sl-value.h"

static void
test_copy (void)
{
  g_auto (SlValue) a = SL_VALUE_INIT;
  g_auto (SlValue) b = SL_VALUE_INIT;

  g_assert_true (sl_value_is_null (&a));
  g_assert_null (sl_value_get_text (&a));
  g_assert_cmpint (sl_value_get_integer (&a, 7), ==, 7);

  sl_value_set_text (&a, "kept");
  sl_value_copy (&a, &b);
  sl_value_set_integer (&a, 3);
  g_assert_cmpstr (sl_value_get_text (&b), ==, "kept");
  g_assert_null (sl_value_get_text (&a));
  g_assert_cmpint (sl_value_get_integer (&a, 7), ==, 3);
  g_assert_cmpint (sl_value_get_integer (&b, 7), ==, 7);

  sl_value_copy (&b, &b);
  g_assert_cmpstr (sl_value_get_text (&b), ==, "kept");
  sl_value_set_text (&b, sl_value_get_text (&b) + 2);
  g_assert_cmpstr (sl_value_get_text (&b), ==, "pt");
  sl_value_set_text_len (&b, "abcdef", 3);
  g_assert_cmpstr (sl_value_get_text (&b), ==, "abc");
  sl_value_set_text (&b, NULL);
  g_assert_true (sl_value_is_null (&b));
}

static void
test_take (void)
{
  g_auto (SlValue) a = SL_VALUE_INIT;
  g_auto (SlValue) b = SL_VALUE_INIT;

  sl_value_set_text (&a, "moved");
  sl_value_set_text (&b, "freed");
  sl_value_take (&a, &b);
  g_assert_true (sl_value_is_null (&a));
  g_assert_cmpstr (sl_value_get_text (&b), ==, "moved");
  sl_value_take (&b, &b);
  g_assert_cmpstr (sl_value_get_text (&b), ==, "moved");
}

static void
test_equal (void)
{
  g_auto (SlValue) a = SL_VALUE_INIT;
  g_auto (SlValue) b = SL_VALUE_INIT;

  g_assert_true (sl_value_equal (&a, &b));
  sl_value_set_integer (&a, 0);
  g_assert_false (sl_value_equal (&a, &b));
  sl_value_set_text (&b, "0");
  g_assert_false (sl_value_equal (&a, &b));
  sl_value_set_text (&a, "0");
  g_assert_true (sl_value_equal (&a, &b));
  sl_value_set_text (&a, "");
  g_assert_false (sl_value_equal (&a, &b));
}

static void
test_json (void)
{
  const struct {
    const char *json;
    gboolean ok;
    const char *back;
  } cases[] = {
    { "[null]", TRUE, "[null]" },
    { "[12]", TRUE, "[12]" },
    { "[-9223372036854775808]", TRUE, "[-9223372036854775808]" },
    { "[3.0]", TRUE, "[3]" },
    { "[3.5]", FALSE, NULL },
    { "[1e300]", FALSE, NULL },
    { "[true]", TRUE, "[1]" },
    { "[\"ä\"]", TRUE, "[\"ä\"]" },
    { "[[]]", FALSE, NULL },
    { "[{}]", FALSE, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) root = sl_json_parse (cases[i].json, -1, &error);
      g_autoptr (JsonNode) back = json_node_new (JSON_NODE_ARRAY);
      g_autofree char *text = NULL;
      g_auto (SlValue) value = SL_VALUE_INIT;

      g_assert_no_error (error);
      sl_value_set_text (&value, "before");
      g_assert_cmpint (sl_value_from_json (&value, json_array_get_element (json_node_get_array (root), 0)), ==, cases[i].ok);
      if (!cases[i].ok)
        {
          g_assert_cmpstr (sl_value_get_text (&value), ==, "before");
          continue;
        }
      json_node_take_array (back, json_array_new ());
      json_array_add_element (json_node_get_array (back), sl_value_to_json (&value));
      text = sl_json_to_text (back, FALSE);
      g_assert_cmpstr (text, ==, cases[i].back);
    }
}

int
main (int argc, char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/model/value/copy", test_copy);
  g_test_add_func ("/model/value/take", test_take);
  g_test_add_func ("/model/value/equal", test_equal);
  g_test_add_func ("/model/value/json", test_json);

  return g_test_run ();
}
