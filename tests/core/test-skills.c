/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sl-core-test.h"
#include "sl-skills.h"

static void
reflect (SlContext  *context,
         const char *application_id,
         const char *gaps,
         const char *plan)
{
  g_autoptr (SlRecord) reflection = sl_record_new (SL_KIND_REFLECTION);

  sl_record_set_text (reflection, SL_REFLECTION_APPLICATION_ID, application_id);
  sl_record_set_text (reflection, SL_REFLECTION_SKILL_GAPS, gaps);
  sl_record_set_text (reflection, SL_REFLECTION_IMPROVEMENT_PLAN, plan);
  sl_clock_advance (sl_context_get_clock (context), G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC);
  g_object_unref (sl_core_test_apply (context, sl_deed_add (reflection)));
}

static gpointer
read_skills (SlConnection  *connection,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  return sl_skills_read (connection, cancellable, error);
}

static void
append (const char *name,
        const char *level,
        gpointer    data)
{
  g_string_append_printf (data, "%s=%s;", name, level != NULL ? level : "");
}

static void
assert_parsed (const char *json,
               const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  sl_skills_parse (json, append, text);
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_parse (void)
{
  g_autofree char *deep = g_strnfill (3000, '{');
  g_autoptr (GString) long_name = g_string_new (NULL);

  assert_parsed ("{\"SQL\": \"beginner\", \"Talking\": \"good\"}", "SQL=beginner;Talking=good;");
  assert_parsed ("{\"SQL\": 2, \"A\": 2.5, \"B\": null, \"C\": true, \"D\": [1], \"E\": {\"level\": \"basic\"}}", "SQL=2;A=2.5;B=;C=;D=;E=basic;");
  assert_parsed ("[\"SQL\", 3, null, {\"skill\": \"C\", \"level\": \"expert\"}, {\"Rust\": \"basic\"}]", "SQL=;C=expert;Rust=basic;");
  assert_parsed ("\"SQL, talking\"", "SQL=;talking=;");
  assert_parsed ("SQL; talking", "SQL=;talking=;");
  assert_parsed ("{\" \": \"basic\", \"a\\nb\": \" \"}", "a b=;");
  assert_parsed (NULL, "");
  assert_parsed ("", "");
  assert_parsed ("null", "");
  assert_parsed ("12", "");
  /* No JSON that can be read: one word, cut to the length of a name. */
  sl_skills_parse (deep, append, long_name);
  g_assert_cmpuint (long_name->len, ==, 102);
}

static void
test_levels (void)
{
  g_assert_cmpuint (sl_skill_rank_level ("Beginner"), ==, 2);
  g_assert_cmpuint (sl_skill_rank_level ("EXPERT"), ==, 6);
  g_assert_cmpuint (sl_skill_rank_level ("weak"), <, sl_skill_rank_level ("strong"));
  g_assert_cmpuint (sl_skill_rank_level ("so so"), ==, 0);
  g_assert_cmpuint (sl_skill_rank_level (NULL), ==, 0);
  g_assert_cmpstr (sl_skill_level_label ("beginner"), ==, "Beginner");
  g_assert_cmpstr (sl_skill_level_label ("So so"), ==, "So so");
}

static void
test_gathers (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *a = sl_core_test_add (context, "Torvmark", "Baker", SL_STATUS_REJECTED);
  g_autofree char *b = sl_core_test_add (context, "Velkholt", "Joiner", SL_STATUS_REJECTED);
  g_autofree char *c = sl_core_test_add (context, "Myrrdale", "Cook", SL_STATUS_REJECTED);
  const char *gone[] = { c, NULL };
  g_autoptr (GPtrArray) skills = NULL;
  SlSkill *skill;

  reflect (context, a, "{\"Negotiation\": \"beginner\", \"SQL\": \"advanced\"}", "Practise.");
  reflect (context, b, "{\"negotiation\": \"intermediate\", \"Spanish\": \"so so\"}", " ");
  reflect (context, c, "{\"Negotiation\": \"none\"}", NULL);
  skills = sl_store_read (sl_context_get_store (context), read_skills, NULL, NULL);
  g_assert_cmpuint (skills->len, ==, 3);
  skill = skills->pdata[0];
  g_assert_cmpuint (sl_skill_get_n_mentions (skill), ==, 3);
  g_assert_cmpstr (sl_skill_get_name (skill), ==, "Negotiation");
  g_assert_cmpstr (sl_skill_get_latest_level (skill), ==, "none");
  g_assert_cmpstr (sl_skill_get_highest_level (skill), ==, "intermediate");
  g_assert_cmpint (sl_skill_get_trend (skill), ==, SL_SKILL_TREND_DOWN);
  g_assert_cmpstr (sl_skill_get_mention (skill, 0)->company, ==, "Myrrdale");
  g_assert_null (sl_skill_get_mention (skill, 1)->plan);
  g_assert_cmpstr (sl_skill_get_mention (skill, 2)->plan, ==, "Practise.");
  g_assert_true (sl_skill_matches (skill, "NEGOT"));
  g_assert_false (sl_skill_matches (skill, "SQL"));
  /* By name among those that are named as often. */
  g_assert_cmpstr (sl_skill_get_name (skills->pdata[1]), ==, "Spanish");
  g_assert_cmpint (sl_skill_get_trend (skills->pdata[1]), ==, SL_SKILL_TREND_UNKNOWN);
  g_assert_null (sl_skill_get_highest_level (skills->pdata[1]));

  g_object_unref (sl_core_test_apply (context, sl_deed_trash (SL_KIND_APPLICATION, gone, sl_context_get_clock (context))));
  g_clear_pointer (&skills, g_ptr_array_unref);
  skills = sl_store_read (sl_context_get_store (context), read_skills, NULL, NULL);
  g_assert_cmpint (sl_skill_get_trend (skills->pdata[0]), ==, SL_SKILL_TREND_UP);

  sl_core_test_close (context);
}

int
main (int argc, char **argv)
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/core/skills/parse", test_parse);
  g_test_add_func ("/core/skills/levels", test_levels);
  g_test_add_func ("/core/skills/gathers", test_gathers);

  return g_test_run ();
}
