/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values found where they stand in a JSON text: the same as a tree would hold. */
#include "config.h"

#include <string.h>

#include "sl-json-slice.h"
#include "sl-json.h"
#include "sl-test.h"

static gboolean
reads (const char *text,
       gsize       length)
{
  SlJsonSlice slice;

  return sl_json_slice_read (&slice, text, length);
}

static void
test_read (void)
{
  static const char *const good[] = {
    "null", " true ", "false\n", "0", "-0", "12.5e-3", "1E+2", "\"\"", "\"a\\\"b\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\u00e4\\ud83d\\ude00\"", "[]", "[ ]",
    "{}", "{ }", "[1, [2, {\"a\": [ ] }],\t\"x\"]", "{\"a\":1,\"b\":{\"c\":null}}", "\"ä\"",
  };
  static const char *const bad[] = {
    "", " ", "nul", "truex", "01", "+1", "1.", ".5", "1e", "-", "\"", "\"a", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\ud83d\"", "\"\\ude00\"",
    "\"\\ud83dx\"", "\"\\ud83d\\u0041\"", "\"\\u0000\"", "\"a\nb\"", "[", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "{", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}",
    "{1:2}", "{\"a\":1 \"b\":2}", "[]]", "[] []", "'a'", "// x\n1", "NaN", "[1}", "{\"a\":1]", "\\", "\"\\",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    if (!reads (good[i], strlen (good[i])))
      g_error ("“%s” isn’t read", good[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      /* Without the NUL behind it: nothing beyond the end is looked at. */
      g_autofree char *text = g_memdup2 (bad[i], strlen (bad[i]));

      if (reads (text, strlen (bad[i])))
        g_error ("“%s” is read", bad[i]);
    }
}

static void
test_deep (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (text, '[');
  for (guint i = 0; i < 100000; i++)
    g_string_append_c (text, ']');
  g_assert_false (reads (text->str, text->len));
}

static JsonNode *build_tree (const SlJsonSlice *slice);

/* What the slices say, as a tree. */
static JsonNode *
build_container (const SlJsonSlice *slice)
{
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autoptr (JsonArray) array = json_array_new ();
  g_autoptr (JsonObject) object = json_object_new ();
  SlJsonCursor cursor;
  SlJsonSlice name, value;

  if (*slice->text == '{')
    json_node_init_object (node, object);
  else
    json_node_init_array (node, array);
  sl_json_cursor_init (&cursor, slice);
  while (sl_json_cursor_next (&cursor, *slice->text == '{' ? &name : NULL, &value))
    {
      g_autofree char *member = *slice->text == '{' ? sl_json_slice_dup_string (&name) : NULL;

      if (member != NULL)
        json_object_set_member (object, member, build_tree (&value));
      else
        json_array_add_element (array, build_tree (&value));
    }
  return g_steal_pointer (&node);
}

static JsonNode *
build_tree (const SlJsonSlice *slice)
{
  g_autofree char *string = sl_json_slice_dup_string (slice);
  g_autofree char *text = g_strndup (slice->text, slice->length);

  if (string != NULL)
    return json_node_init_string (json_node_alloc (), string);
  if (*slice->text == '[' || *slice->text == '{')
    return build_container (slice);
  return sl_json_parse (text, -1, NULL);
}

#define SAMPLE \
  "[{\"id\": \"a1\", \"name\":\"K\\u00e4se \\\"x\\\" \\ud83d\\ude00 \\/ \\n\", \"n\": -12, \"d\": 1.5e2, \"list\": [1,[],{}], \"o\": {\"p\": null, \"q\": [true,false]}}," \
  " {\"id\":\"b2\",\"e\":\"\"} , [], 3, \"s\" ]"

static void
check_tree (const char *text)
{
  SlJsonSlice slice;
  g_autoptr (JsonNode) whole = sl_json_parse (text, -1, NULL);
  g_autoptr (JsonNode) found = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *got = NULL;

  g_assert_true (sl_json_slice_read (&slice, text, strlen (text)));
  g_assert_nonnull (whole);
  found = build_tree (&slice);
  expected = sl_json_to_text (whole, FALSE);
  got = sl_json_to_text (found, FALSE);
  g_assert_cmpstr (got, ==, expected);
}

/* A text with a letter changed here and there: what is read can be read as a tree, too, and holds the same. */
static void
test_tree (void)
{
  static const char letters[] = "[]{},:\"\\u0e1-.ntx ";
  g_autoptr (GRand) chance = g_rand_new_with_seed (7);
  guint n_read = 0;

  check_tree (SAMPLE);
  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *text = g_strdup (SAMPLE);

      for (gint k = g_rand_int_range (chance, 1, 4); k > 0; k--)
        text[g_rand_int_range (chance, 0, (gint) strlen (text))] = letters[g_rand_int_range (chance, 0, sizeof letters - 1)];
      if (!reads (text, strlen (text)))
        continue;
      n_read++;
      check_tree (text);
    }
  g_assert_cmpuint (n_read, >, 1000);
}

static void
test_find (void)
{
  static const char text[] = "{\"a\":1,\"b\":\"x\",\"a\":[2],\"c\\u0064\":3}";
  SlJsonSlice object, value;

  g_assert_true (sl_json_slice_read (&object, text, strlen (text)));
  g_assert_true (sl_json_slice_find_member (&object, "b", &value));
  g_assert_true (sl_json_slice_is (&value, "x"));
  g_assert_false (sl_json_slice_is (&value, "xy"));
  g_assert_true (sl_json_slice_find_member (&object, "a", &value));
  g_assert_cmpmem (value.text, value.length, "[2]", 3);
  g_assert_false (sl_json_slice_find_member (&object, "x", &value));
  g_assert_null (sl_json_slice_dup_string (&object));
  g_assert_true (sl_json_slice_read (&object, "[1]", 3));
  g_assert_false (sl_json_slice_find_member (&object, "a", &value));
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/json-slice/read", test_read);
  g_test_add_func ("/json-slice/deep", test_deep);
  g_test_add_func ("/json-slice/tree", test_tree);
  g_test_add_func ("/json-slice/find", test_find);

  return g_test_run ();
}
