/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checking, reading and writing of single fields, with the messages people see. */

#include <string.h>

#include "sl-error.h"
#include "sl-kinds.h"
#include "sl-test.h"

static const SlField *
get_field (SlKind kind, const char *name)
{
  return sl_kind_get_field (kind, sl_kind_find_field (kind, name));
}

static void
assert_text_passes (SlKind kind, const char *name, const char *text)
{
  g_auto (SlValue) value = SL_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  sl_value_set_text (&value, text);
  g_assert_true (sl_field_check (get_field (kind, name), &value, &error));
  g_assert_no_error (error);
}

static void
assert_text_fails (SlKind kind, const char *name, const char *text, const char *message)
{
  g_auto (SlValue) value = SL_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  sl_value_set_text (&value, text);
  g_assert_false (sl_field_check (get_field (kind, name), &value, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, message);
}

static void
assert_number (SlKind kind, const char *name, gint64 number, const char *message)
{
  g_auto (SlValue) value = SL_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  sl_value_set_integer (&value, number);
  g_assert_cmpint (sl_field_check (get_field (kind, name), &value, &error), ==, message == NULL);
  g_assert_cmpstr (error != NULL ? error->message : NULL, ==, message);
}

/* @n times the character @c, as UTF-8. */
static char *
repeat (const char *c, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, c);
  return g_string_free_and_steal (text);
}

/* Every limited text of every kind takes what fits and not one character more, whatever its bytes. */
static void
test_length (void)
{
  const char *const chars[] = { "x", "é", "漢", "😀" };

  for (int kind = 0; kind < SL_N_KINDS; kind++)
    for (guint i = 0; i < sl_kind_get_info (kind)->n_fields; i++)
      {
        const SlField *field = sl_kind_get_field (kind, i);

        if (field->type != SL_TYPE_TEXT || field->max == 0 ||
            field->flags & (SL_FIELD_CURRENCY | SL_FIELD_COLOR | SL_FIELD_TIME_OF_DAY))
          continue;
        for (gsize c = 0; c < G_N_ELEMENTS (chars); c++)
          {
            g_autofree char *most = repeat (chars[c], field->max);
            g_autofree char *over = repeat (chars[c], field->max + 1);
            g_autofree char *message = NULL;

            message = g_strdup_printf ("%s can have at most %d characters (this one has %d).",
                                       field->label, (int) field->max, (int) field->max + 1);
            assert_text_passes (kind, field->name, most);
            assert_text_fails (kind, field->name, over, message);
          }
      }
}

static void
test_length_message (void)
{
  g_autofree char *text = repeat ("x", 300);
  g_autofree char *long_text = repeat ("x", 100000);

  assert_text_fails (SL_KIND_APPLICATION, "company-name", text, "Company can have at most 255 characters (this one has 300).");
  assert_text_passes (SL_KIND_APPLICATION, "notes", long_text);
}

static void
test_required (void)
{
  assert_text_fails (SL_KIND_APPLICATION, "company-name", NULL, "Company can’t be empty.");
  assert_text_fails (SL_KIND_APPLICATION, "company-name", "", "Company can’t be empty.");
  assert_text_fails (SL_KIND_APPLICATION, "role-title", " \xc2\xa0\t", "Role can’t be empty.");
  assert_text_fails (SL_KIND_REMINDER, "remind-at", NULL, "When can’t be empty.");
  assert_text_passes (SL_KIND_APPLICATION, "location", NULL);
  /* A server clears text this way: it knows no null in an update. */
  assert_text_passes (SL_KIND_APPLICATION, "location", "");
}

static void
test_numbers (void)
{
  assert_number (SL_KIND_APPLICATION, "salary-min", 0, NULL);
  assert_number (SL_KIND_APPLICATION, "salary-min", -1, "Salary from must be 0 or more.");
  assert_number (SL_KIND_APPLICATION, "salary-max", 2147483647, NULL);
  assert_number (SL_KIND_APPLICATION, "salary-max", 2147483648, "Salary to can be at most 2147483647.");
  assert_number (SL_KIND_STAGE, "duration-minutes", 1, NULL);
  assert_number (SL_KIND_STAGE, "duration-minutes", 0, "Length in minutes must be 1 or more.");
  assert_number (SL_KIND_APPLICATION, "excitement", 1, NULL);
  assert_number (SL_KIND_APPLICATION, "excitement", 5, NULL);
  assert_number (SL_KIND_APPLICATION, "excitement", 0, "Excitement must be from 1 to 5.");
  assert_number (SL_KIND_APPLICATION, "excitement", 6, "Excitement must be from 1 to 5.");
  assert_number (SL_KIND_REMINDER, "is-completed", 2, "Done must be from 0 to 1.");
  assert_number (SL_KIND_APPLICATION, "board-rank", G_MININT64, NULL);
  assert_number (SL_KIND_APPLICATION, "created-at", -1, NULL);
  assert_number (SL_KIND_APPLICATION, "company-name", 1, "Company must be text, not a number.");
  assert_text_fails (SL_KIND_APPLICATION, "salary-min", "1", "Salary from must be a whole number.");
}

static void
test_forms (void)
{
  assert_text_passes (SL_KIND_APPLICATION, "salary-currency", "EUR");
  assert_text_fails (SL_KIND_APPLICATION, "salary-currency", "eur", "Currency must be three letters such as USD or EUR.");
  assert_text_fails (SL_KIND_APPLICATION, "salary-currency", "EU", "Currency must be three letters such as USD or EUR.");
  assert_text_fails (SL_KIND_APPLICATION, "salary-currency", "EURO", "Currency can have at most 3 characters (this one has 4).");
  assert_text_passes (SL_KIND_TAG, "color", "#6366f1");
  assert_text_fails (SL_KIND_TAG, "color", "blue", "Color must be written like #6366f1.");
  assert_text_fails (SL_KIND_TAG, "color", "#6366fg", "Color must be written like #6366f1.");
  assert_text_passes (SL_KIND_STAGE, "time-of-day", "23:59");
  assert_text_fails (SL_KIND_STAGE, "time-of-day", "24:00", "Time must be a time such as 14:30.");
  assert_text_fails (SL_KIND_STAGE, "time-of-day", "12:60", "Time must be a time such as 14:30.");
  assert_text_passes (SL_KIND_APPLICATION, "applied-date", "2024-02-29");
  assert_text_fails (SL_KIND_APPLICATION, "applied-date", "2026-02-29", "Applied date must be a date such as 2026-09-03.");
  assert_text_fails (SL_KIND_APPLICATION, "applied-date", "", "Applied date must be a date such as 2026-09-03.");
  assert_text_passes (SL_KIND_STAGE, "questions-asked", "[\"Why us?\"]");
  assert_text_fails (SL_KIND_STAGE, "questions-asked", "Why us?",
                     "Questions asked must be a list or an object in JSON, such as [\"one\", \"two\"].");
  assert_text_fails (SL_KIND_APPLICATION, "location", "\xff\xfe", "Location holds characters that aren’t text.");
}

static void
test_words (void)
{
  g_auto (SlValue) value = SL_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  assert_text_passes (SL_KIND_APPLICATION, "status", "Applied");
  assert_text_fails (SL_KIND_APPLICATION, "status", "Foo",
                     "Status can’t be “Foo”. Use one of: Saved, Applied, Interviewing, Offer, Accepted, Rejected, Withdrawn.");
  assert_text_fails (SL_KIND_APPLICATION, "priority", "high", "Priority can’t be “high”. Use one of: High, Medium, Low.");

  /* A server's own word may stand, but not everything else it might send. */
  sl_value_set_text (&value, "Shortlisted");
  g_assert_true (sl_field_check_foreign (get_field (SL_KIND_APPLICATION, "status"), &value, &error));
  g_assert_no_error (error);
  sl_value_clear (&value);
  g_assert_false (sl_field_check_foreign (get_field (SL_KIND_APPLICATION, "status"), &value, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_INVALID);
}

static void
test_parse (void)
{
  const struct {
    SlKind kind;
    const char *name;
    const char *text;
    const char *expected; /* as formatted; NULL when refused */
  } cases[] = {
    { SL_KIND_APPLICATION, "company-name", "  Rowan\nLtd \t", "Rowan Ltd" },
    { SL_KIND_APPLICATION, "company-name", "A\x01" "B", "AB" },
    { SL_KIND_APPLICATION, "company-name", "   ", NULL },
    { SL_KIND_APPLICATION, "location", "   ", "" },
    { SL_KIND_APPLICATION, "location", NULL, "" },
    { SL_KIND_APPLICATION, "notes", "one\r\n\ttwo", "one\n\ttwo" },
    { SL_KIND_APPLICATION, "status", "APPLIED", "Applied" },
    { SL_KIND_APPLICATION, "status", "", "Saved" },
    { SL_KIND_APPLICATION, "status", "nonsense", NULL },
    { SL_KIND_APPLICATION, "work-mode", "on site", "On-site" },
    { SL_KIND_APPLICATION, "salary-currency", " eur", "EUR" },
    { SL_KIND_APPLICATION, "salary-currency", "", "USD" },
    { SL_KIND_APPLICATION, "salary-currency", "E1R", NULL },
    { SL_KIND_APPLICATION, "salary-min", "85000", "85000" },
    { SL_KIND_APPLICATION, "salary-min", "$120k", "120000" },
    { SL_KIND_APPLICATION, "salary-min", "$120k–150k", NULL },
    { SL_KIND_APPLICATION, "salary-min", "-5", NULL },
    { SL_KIND_APPLICATION, "salary-min", "much", NULL },
    { SL_KIND_APPLICATION, "excitement", "4", "4" },
    { SL_KIND_APPLICATION, "excitement", "4.5", NULL },
    { SL_KIND_APPLICATION, "applied-date", "2026-09-03", "2026-09-03" },
    { SL_KIND_APPLICATION, "applied-date", "Sep 3, 2026", "2026-09-03" },
    { SL_KIND_APPLICATION, "applied-date", "03/09/2026", NULL },
    { SL_KIND_APPLICATION, "applied-date", "soon", NULL },
    { SL_KIND_REMINDER, "remind-at", "2026-03-15T09:00:00Z", "2026-03-15T09:00:00Z" },
    { SL_KIND_REMINDER, "remind-at", "2026-03-15 09:00", "2026-03-15T08:00:00Z" },
    { SL_KIND_REMINDER, "remind-at", "2026-03-15", "2026-03-14T23:00:00Z" },
    { SL_KIND_REMINDER, "remind-at", "later", NULL },
    { SL_KIND_REMINDER, "is-completed", "Yes", "yes" },
    { SL_KIND_REMINDER, "is-completed", "0", "no" },
    { SL_KIND_REMINDER, "is-completed", "", "no" },
    { SL_KIND_REMINDER, "is-completed", "maybe", NULL },
    { SL_KIND_STAGE, "questions-asked", " [ \"a\" , \"b\" ] ", "[\"a\",\"b\"]" },
    { SL_KIND_STAGE, "questions-asked", "[", NULL },
    { SL_KIND_TAG, "color", "", "#6366f1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const SlField *field = get_field (cases[i].kind, cases[i].name);
      g_auto (SlValue) value = SL_VALUE_INIT;
      g_auto (SlValue) again = SL_VALUE_INIT;
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s: %s", cases[i].name, cases[i].text);
      if (cases[i].expected == NULL)
        {
          g_assert_false (sl_field_parse (field, cases[i].text, &value, &error));
          g_assert_error (error, SL_ERROR, SL_ERROR_INVALID);
          g_assert_true (g_str_has_prefix (error->message, field->label));
          continue;
        }
      sl_field_parse (field, cases[i].text, &value, &error);
      g_assert_no_error (error);
      text = sl_field_format (field, &value);
      g_assert_cmpstr (text, ==, cases[i].expected);
      /* What is written for people reads back as the same. */
      g_assert_true (sl_field_parse (field, text, &again, NULL));
      g_assert_true (sl_value_equal (&value, &again));
    }
}

static void
test_parse_keeps (void)
{
  g_auto (SlValue) value = SL_VALUE_INIT;

  sl_value_set_text (&value, "Low");
  g_assert_false (sl_field_parse (get_field (SL_KIND_APPLICATION, "priority"), "nonsense", &value, NULL));
  g_assert_cmpstr (sl_value_get_text (&value), ==, "Low");
}

static void
test_editable (void)
{
  g_assert_true (sl_field_is_editable (get_field (SL_KIND_APPLICATION, "company-name")));
  g_assert_false (sl_field_is_editable (get_field (SL_KIND_APPLICATION, "id")));
  g_assert_false (sl_field_is_editable (get_field (SL_KIND_APPLICATION, "updated-at")));
  g_assert_false (sl_field_is_editable (get_field (SL_KIND_APPLICATION, "lane")));
  g_assert_false (sl_field_is_editable (get_field (SL_KIND_APPLICATION, "board-rank")));
}

int
main (int argc, char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/model/field/length", test_length);
  g_test_add_func ("/model/field/length-message", test_length_message);
  g_test_add_func ("/model/field/required", test_required);
  g_test_add_func ("/model/field/numbers", test_numbers);
  g_test_add_func ("/model/field/forms", test_forms);
  g_test_add_func ("/model/field/words", test_words);
  g_test_add_func ("/model/field/parse", test_parse);
  g_test_add_func ("/model/field/parse-keeps", test_parse_keeps);
  g_test_add_func ("/model/field/editable", test_editable);

  return g_test_run ();
}
