/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sl-core-test.h"
#include "sl-deeds-bank.h"
#include "sl-questions.h"

static char *
add_round (SlContext  *context,
           const char *application_id,
           const char *type,
           const char *day,
           const char *questions)
{
  g_autoptr (SlRecord) stage = sl_record_new (SL_KIND_STAGE);

  sl_record_set_text (stage, SL_STAGE_APPLICATION_ID, application_id);
  sl_record_set_text (stage, SL_STAGE_NAME, "A talk");
  sl_record_set_text (stage, SL_STAGE_TYPE, type);
  sl_record_set_text (stage, SL_STAGE_DATE, day);
  sl_record_set_text (stage, SL_STAGE_QUESTIONS_ASKED, questions);
  g_object_unref (sl_core_test_apply (context, sl_deed_add (stage)));

  return g_strdup (sl_record_get_id (stage));
}

static gpointer
read_questions (SlConnection  *connection,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  return sl_questions_read (connection, cancellable, error);
}

static GPtrArray *
read_bank (SlContext *context)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *questions = sl_store_read (sl_context_get_store (context), read_questions, NULL, &error);

  g_assert_no_error (error);

  return questions;
}

static SlQuestion *
find (GPtrArray  *questions,
      const char *text)
{
  for (guint i = 0; i < questions->len; i++)
    if (g_str_equal (sl_question_get_text (g_ptr_array_index (questions, i)), text))
      return g_ptr_array_index (questions, i);

  g_test_message ("no question “%s”", text);
  g_assert_not_reached ();
}

static void
assert_parsed (const char *json,
               const char *expected)
{
  g_auto (GStrv) texts = sl_questions_parse (json);
  g_autofree char *joined = g_strjoinv ("|", texts);

  g_assert_cmpstr (joined, ==, expected);
}

static void
test_parse (void)
{
  g_autofree char *deep = g_strnfill (3000, '[');
  g_autofree char *huge = g_strnfill (500000, 'x');
  g_autofree char *huge_json = g_strdup_printf ("[\"%s\"]", huge);
  g_auto (GStrv) texts = sl_questions_parse (huge_json);
  g_auto (GStrv) unreadable = sl_questions_parse (deep);

  assert_parsed ("[\"Why us?\", \"Why now?\"]", "Why us?|Why now?");
  assert_parsed (NULL, "");
  assert_parsed ("", "");
  assert_parsed ("[]", "");
  assert_parsed ("null", "");
  assert_parsed ("17", "");
  assert_parsed ("\"One?\\nTwo?\"", "One?|Two?");
  assert_parsed ("One?\nTwo?\n\n", "One?|Two?");
  assert_parsed ("[\"\", \"  \", null, 3, true, {}, [], \" Why? \"]", "Why?");
  assert_parsed ("[{\"question\": \"Why?\", \"answer\": \"Because.\"}, {\"text\": \"Who?\"}]", "Why?|Who?");
  assert_parsed ("{\"questions\": [\"Why?\", [\"Who?\"]]}", "Why?|Who?");
  /* What is longer than a question stays in its round. */
  g_assert_cmpuint (g_strv_length (texts), ==, 1);
  g_assert_cmpuint (g_utf8_strlen (texts[0], -1), ==, 1000);
  g_assert_cmpuint (g_strv_length (unreadable), <=, 1);
}

static void
test_key (void)
{
  static const char *const same[] = { "Why us?", "why us", "  WHY   us ? ", "Why us…?" };

  for (guint i = 1; i < 3; i++)
    {
      g_autofree char *first = sl_question_make_key (same[0]);
      g_autofree char *other = sl_question_make_key (same[i]);

      g_assert_cmpstr (first, ==, other);
    }
  {
    g_autofree char *nothing = sl_question_make_key ("???");

    g_assert_cmpstr (nothing, ==, "");
  }
}

static void
test_merges (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *a = sl_core_test_add (context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  g_autofree char *b = sl_core_test_add (context, "Velkholt, Inc.", "Joiner", SL_STATUS_APPLIED);
  g_autofree char *first = add_round (context, a, "Technical", "2026-01-10", "[\"Why us?\", \"why us\", \"Your favourite bread?\"]");
  g_autofree char *second = add_round (context, b, "Behavioral", "2026-02-10", "[\"WHY US ?\"]");
  g_autofree char *odd = add_round (context, b, NULL, NULL, "[{\"question\": \"Anything else\"}]");
  g_autoptr (GPtrArray) questions = read_bank (context);
  SlQuestion *why = find (questions, "WHY US ?");
  g_autoptr (GPtrArray) companies = sl_questions_list_companies (questions);

  g_assert_cmpuint (questions->len, ==, 3);
  /* The most often asked first; twice in one round is once. The newest wording. */
  g_assert_true (questions->pdata[0] == why);
  g_assert_cmpuint (sl_question_get_n_asked (why), ==, 2);
  g_assert_cmpstr (sl_question_get_asked (why, 0)->company, ==, "Velkholt, Inc.");
  g_assert_cmpstr (sl_question_get_asked (why, 1)->stage_id, ==, first);
  g_assert_cmpstr (sl_question_get_asked (why, 1)->role, ==, "Baker");
  g_assert_cmpint (sl_question_get_asked (find (questions, "Anything else"), 0)->day, ==, SL_DAY_NONE);
  g_assert_cmpuint (companies->len, ==, 2);
  g_assert_cmpstr (companies->pdata[0], ==, "Torvmark");

  g_assert_true (sl_question_matches (why, NULL, NULL, NULL));
  g_assert_true (sl_question_matches (why, "US why", NULL, NULL));
  g_assert_false (sl_question_matches (why, "bread", NULL, NULL));
  g_assert_true (sl_question_matches (why, NULL, "Behavioral", NULL));
  g_assert_true (sl_question_matches (why, NULL, "Technical", "torvmark"));
  g_assert_true (sl_question_matches (why, NULL, NULL, "Velkholt"));
  /* Type and company of one round. */
  g_assert_false (sl_question_matches (why, NULL, "Behavioral", "Torvmark"));
  g_assert_true (sl_question_equal (why, why));

  sl_core_test_close (context);
}

static void
test_answers (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *a = sl_core_test_add (context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  g_autofree char *round = add_round (context, a, "Technical", "2026-01-10", "[\"Why us?\"]");
  const char *rounds[] = { round, NULL };
  const char *applications[] = { a, NULL };
  g_autofree char *id = NULL;
  g_autofree char *same_id = NULL;
  g_autoptr (GPtrArray) questions = NULL;

  g_object_unref (sl_core_test_apply (context, sl_deed_write_answer ("Why us", NULL, "The smell of bread.", &id)));
  questions = read_bank (context);
  g_assert_cmpuint (questions->len, ==, 1);
  g_assert_cmpstr (sl_question_get_answer_id (questions->pdata[0]), ==, id);
  g_assert_cmpstr (sl_question_get_notes (questions->pdata[0]), ==, "The smell of bread.");
  g_assert_true (sl_question_matches (questions->pdata[0], "bread", NULL, NULL));

  /* Changed and emptied: the same record. */
  g_object_unref (sl_core_test_apply (context, sl_deed_write_answer ("Why us", id, NULL, &same_id)));
  g_assert_cmpstr (id, ==, same_id);
  g_clear_pointer (&questions, g_ptr_array_unref);
  questions = read_bank (context);
  g_assert_null (sl_question_get_notes (questions->pdata[0]));
  g_object_unref (sl_store_undo (sl_context_get_store (context), NULL));

  /* The round goes; what the person wrote stays. */
  g_object_unref (sl_core_test_apply (context, sl_deed_trash (SL_KIND_STAGE, rounds, sl_context_get_clock (context))));
  g_clear_pointer (&questions, g_ptr_array_unref);
  questions = read_bank (context);
  g_assert_cmpuint (questions->len, ==, 1);
  g_assert_cmpuint (sl_question_get_n_asked (questions->pdata[0]), ==, 0);
  g_assert_cmpstr (sl_question_get_notes (questions->pdata[0]), ==, "The smell of bread.");

  /* With the application in the Trash its rounds are there, too. */
  g_object_unref (sl_core_test_apply (context, sl_deed_restore (SL_KIND_STAGE, rounds)));
  g_object_unref (sl_core_test_apply (context, sl_deed_trash (SL_KIND_APPLICATION, applications, sl_context_get_clock (context))));
  g_clear_pointer (&questions, g_ptr_array_unref);
  questions = read_bank (context);
  g_assert_cmpuint (sl_question_get_n_asked (questions->pdata[0]), ==, 0);

  sl_core_test_close (context);
}

/* Two records that count as one question: neither is lost. */
static void
test_two_answers (void)
{
  SlContext *context = sl_core_test_open ();
  g_autoptr (GPtrArray) questions = NULL;

  g_object_unref (sl_core_test_apply (context, sl_deed_write_answer ("Why us?", NULL, "One.", NULL)));
  g_object_unref (sl_core_test_apply (context, sl_deed_write_answer ("Why us", NULL, "Two.", NULL)));
  questions = read_bank (context);
  g_assert_cmpuint (questions->len, ==, 2);
  g_assert_cmpstr (sl_question_get_notes (questions->pdata[0]), !=, sl_question_get_notes (questions->pdata[1]));

  sl_core_test_close (context);
}

static void
test_shuffle (void)
{
  g_autoptr (GPtrArray) first = g_ptr_array_new ();
  g_autoptr (GPtrArray) second = g_ptr_array_new ();
  g_autoptr (GPtrArray) other = g_ptr_array_new ();
  gboolean same = TRUE;
  gboolean differs = FALSE;

  for (guint i = 1; i <= 50; i++)
    {
      g_ptr_array_add (first, GUINT_TO_POINTER (i));
      g_ptr_array_add (second, GUINT_TO_POINTER (i));
      g_ptr_array_add (other, GUINT_TO_POINTER (i));
    }
  sl_questions_shuffle (first, 7);
  sl_questions_shuffle (second, 7);
  sl_questions_shuffle (other, 8);
  for (guint i = 0; i < 50; i++)
    {
      same &= first->pdata[i] == second->pdata[i];
      differs |= first->pdata[i] != other->pdata[i];
      g_assert_true (g_ptr_array_find (first, GUINT_TO_POINTER (i + 1), NULL));
    }
  g_assert_true (same);
  g_assert_true (differs);
}

int
main (int argc, char **argv)
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/core/questions/parse", test_parse);
  g_test_add_func ("/core/questions/key", test_key);
  g_test_add_func ("/core/questions/merges", test_merges);
  g_test_add_func ("/core/questions/answers", test_answers);
  g_test_add_func ("/core/questions/two-answers", test_two_answers);
  g_test_add_func ("/core/questions/shuffle", test_shuffle);

  return g_test_run ();
}
