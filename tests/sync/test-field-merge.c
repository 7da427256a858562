/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of a field, for every combination of values, times and choices of a small space, and for every sort of
 * field: the rules of docs/sync.md, asked for one by one. */

#define G_LOG_DOMAIN "test-field-merge"

#include "config.h"

#include "sl-field-merge.h"
#include "sl-kinds.h"
#include "sl-test.h"

#define HEADING "From the server:"

/* A value is written as its text; "#5" is a number, and NULL is null. */
typedef struct {
  const char *name;
  SlKind kind;
  guint field;
  const char *values[7];
} Space;

static const Space spaces[] = {
  { "text", SL_KIND_APPLICATION, SL_APPLICATION_LOCATION, { NULL, "", "a", "b", "c" } },
  { "long text", SL_KIND_APPLICATION, SL_APPLICATION_NOTES, { NULL, "", "a", "a\nb", "b", "x\na\nb", "a\nb\ny" } },
  { "word", SL_KIND_APPLICATION, SL_APPLICATION_STATUS, { NULL, "Saved", "Applied", "Offer", "Shortlisted" } },
  { "day", SL_KIND_APPLICATION, SL_APPLICATION_APPLIED_DATE, { NULL, "2026-01-01", "2026-01-02", "2026-01-03" } },
  { "amount", SL_KIND_APPLICATION, SL_APPLICATION_SALARY_MIN, { NULL, "#0", "#1", "#2" } },
  { "reference", SL_KIND_APPLICATION, SL_APPLICATION_RESUME_VERSION_ID, { NULL, "r1", "r2", "r3" } },
  { "time", SL_KIND_REMINDER, SL_REMINDER_REMIND_AT, { NULL, "#0", "#1000000", "#2000000" } },
  { "switch", SL_KIND_REMINDER, SL_REMINDER_IS_COMPLETED, { NULL, "#0", "#1" } },
  { "list", SL_KIND_STAGE, SL_STAGE_QUESTIONS_ASKED, { NULL, "[]", "[\"a\"]", "[\"a\",\"b\"]", "[\"b\", \"c\"]", "[\"c\"]", "{\"a\":1}" } },
  { "object", SL_KIND_REFLECTION, SL_REFLECTION_SKILL_GAPS,
    { NULL, "{}", "{\"a\":\"1\"}", "{\"a\":\"2\"}", "{\"a\":\"1\",\"b\":\"1\"}", "{\"b\":\"2\"}", "no JSON" } },
};

/* One merge with all that goes in and comes out. */
typedef struct {
  const SlField *field;
  SlValue base, mine, theirs;
  gint64 mine_time, theirs_time;
  gboolean mine_automatic, theirs_automatic;
  SlFieldMerge merge;
} Round;

static void
read_value (const char *text, SlValue *value)
{
  if (text == NULL)
    sl_value_clear (value);
  else if (*text == '#')
    sl_value_set_integer (value, g_ascii_strtoll (text + 1, NULL, 10));
  else
    sl_value_set_text (value, text);
}

static void
run (Round *r)
{
  const SlMergeSide mine = { &r->mine, r->mine_time, r->mine_automatic };
  const SlMergeSide theirs = { &r->theirs, r->theirs_time, r->theirs_automatic };

  sl_field_merge (r->field, &r->base, &mine, &theirs, HEADING, &r->merge);
}

static void
clear (Round *r)
{
  sl_value_clear (&r->base);
  sl_value_clear (&r->mine);
  sl_value_clear (&r->theirs);
  sl_field_merge_clear (&r->merge);
}

static gboolean
is_empty (const SlValue *value)
{
  return sl_value_is_null (value) || g_strcmp0 (sl_value_get_text (value), "") == 0;
}

static gboolean
agree (Round *r, const SlValue *a, const SlValue *b)
{
  return sl_field_agrees (r->field, a, b);
}

/* Each outcome says what it means. */
static void
check_outcome (Round *r)
{
  switch (r->merge.outcome)
    {
    case SL_MERGE_SETTLED:
      g_assert_true (agree (r, &r->mine, &r->theirs));
      G_GNUC_FALLTHROUGH;
    case SL_MERGE_MINE:
      g_assert_true (sl_value_equal (&r->merge.value, &r->mine));
      break;
    case SL_MERGE_THEIRS:
      g_assert_true (sl_value_equal (&r->merge.value, &r->theirs));
      break;
    case SL_MERGE_BOTH:
      g_assert_false (agree (r, &r->merge.value, &r->mine));
      g_assert_false (agree (r, &r->merge.value, &r->theirs));
      break;
    case SL_MERGE_CLEARED:
      g_assert_true (is_empty (&r->merge.value) && is_empty (&r->mine));
      g_assert_false (sl_field_can_be_emptied (r->field));
      break;
    default:
      g_assert_not_reached ();
    }
  /* A server is never asked to empty what it can't. */
  if (r->merge.outcome == SL_MERGE_MINE || r->merge.outcome == SL_MERGE_BOTH)
    g_assert_true (sl_field_can_be_emptied (r->field) || !is_empty (&r->merge.value));
}

/* Where one side alone changed, or both the same way, there is nothing to decide. */
static gboolean
check_easy (Round *r)
{
  gboolean mine_changed = !agree (r, &r->mine, &r->base);
  gboolean theirs_changed = !agree (r, &r->theirs, &r->base);

  if (agree (r, &r->mine, &r->theirs))
    g_assert_cmpint (r->merge.outcome, ==, SL_MERGE_SETTLED);
  else if (!mine_changed)
    g_assert_cmpint (r->merge.outcome, ==, SL_MERGE_THEIRS);
  else if (!theirs_changed)
    g_assert_true (r->merge.outcome == SL_MERGE_MINE || r->merge.outcome == SL_MERGE_CLEARED);
  else
    return FALSE;
  g_assert_false (r->merge.is_conflict);
  return TRUE;
}

/* One of two stands, the other is kept. */
static void
check_scalar (Round *r)
{
  gboolean mine_stands = r->merge.outcome != SL_MERGE_THEIRS;

  g_assert_cmpint (r->merge.outcome, !=, SL_MERGE_BOTH);
  if (r->mine_automatic != r->theirs_automatic)
    {
      g_assert_cmpint (mine_stands, ==, r->theirs_automatic);
      g_assert_false (r->merge.is_conflict);
      return;
    }
  g_assert_true (r->merge.is_conflict);
  g_assert_true (sl_value_equal (&r->merge.lost, mine_stands ? &r->theirs : &r->mine));
  if (is_empty (&r->mine) && !sl_field_can_be_emptied (r->field))
    g_assert_false (mine_stands);
  else if (r->mine_time != r->theirs_time)
    g_assert_cmpint (mine_stands, ==, r->mine_time > r->theirs_time);
}

static gboolean
holds_line (const SlValue *value, const char *line)
{
  g_auto (GStrv) all = g_strsplit (sl_value_is_null (value) ? "" : sl_value_get_text (value), "\n", -1);

  return g_strv_contains ((const char *const *) all, line);
}

/* Of long text no line is lost: what a side wrote stands, or is what is kept beside. */
static void
check_long (Round *r)
{
  static const char *const lines[] = { "a", "b", "x", "y" };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      gboolean had = holds_line (&r->base, lines[i]);

      if (had || (!holds_line (&r->mine, lines[i]) && !holds_line (&r->theirs, lines[i])))
        continue;
      g_assert_true (holds_line (&r->merge.value, lines[i]) || (r->merge.is_conflict && holds_line (&r->merge.lost, lines[i])));
    }
}

/* Turned around, the same comes out: two computers that meet the same two values don't swing to and fro. */
static void
check_turned (Round *r)
{
  Round turned = { .field = r->field, .mine_time = r->theirs_time, .theirs_time = r->mine_time,
                   .mine_automatic = r->theirs_automatic, .theirs_automatic = r->mine_automatic };

  if (!sl_field_can_be_emptied (r->field) && (is_empty (&r->mine) || is_empty (&r->theirs)))
    return;
  sl_value_copy (&r->base, &turned.base);
  sl_value_copy (&r->theirs, &turned.mine);
  sl_value_copy (&r->mine, &turned.theirs);
  run (&turned);
  g_assert_cmpint (turned.merge.is_conflict, ==, r->merge.is_conflict);
  if (!(r->field->flags & SL_FIELD_LONG) && r->field->type != SL_TYPE_JSON)
    g_assert_true (agree (r, &turned.merge.value, &r->merge.value));
  clear (&turned);
}

/* Once both hold the value, there is nothing more to do. */
static void
check_done (Round *r)
{
  Round again = { .field = r->field, .mine_time = r->mine_time, .theirs_time = r->theirs_time };

  sl_value_copy (&r->merge.value, &again.base);
  sl_value_copy (&r->merge.value, &again.mine);
  sl_value_copy (&r->merge.value, &again.theirs);
  run (&again);
  g_assert_cmpint (again.merge.outcome, ==, SL_MERGE_SETTLED);
  g_assert_false (again.merge.is_conflict);
  clear (&again);
}

static guint
check_round (const Space *space, guint b, guint m, guint t, guint how)
{
  static const gint64 times[] = { 1, 2, 3 };
  Round r = { .field = sl_kind_get_field (space->kind, space->field), .mine_time = 2, .theirs_time = times[how % 3],
              .mine_automatic = how / 3 % 2, .theirs_automatic = how / 6 };

  read_value (space->values[b], &r.base);
  read_value (space->values[m], &r.mine);
  read_value (space->values[t], &r.theirs);
  run (&r);
  check_outcome (&r);
  if (!check_easy (&r))
    {
      if (r.field->flags & SL_FIELD_LONG)
        check_long (&r);
      else if (r.field->type != SL_TYPE_JSON)
        check_scalar (&r);
    }
  check_turned (&r);
  check_done (&r);
  clear (&r);
  return 1;
}

static void
test_space (gconstpointer data)
{
  const Space *space = data;
  guint n = 1, rounds = 0;

  while (n < G_N_ELEMENTS (space->values) && space->values[n] != NULL)
    n++;
  for (guint b = 0; b < n; b++)
    for (guint m = 0; m < n; m++)
      for (guint t = 0; t < n; t++)
        for (guint how = 0; how < 12; how++)
          rounds += check_round (space, b, m, t, how);
  g_test_message ("%u rounds", rounds);
}

/* What a person would say it should be. */
typedef struct {
  SlKind kind;
  guint field;
  const char *base, *mine, *theirs, *value;
  SlMergeOutcome outcome;
  const char *lost; /* "-": no conflict */
} Case;

static const Case cases[] = {
  { SL_KIND_APPLICATION, SL_APPLICATION_NOTES, "a\nb\nc", "A\nb\nc", "a\nb\nC", "A\nb\nC", SL_MERGE_BOTH, "-" },
  { SL_KIND_APPLICATION, SL_APPLICATION_NOTES, "a", "mine", "theirs", "mine\n\n" HEADING "\ntheirs", SL_MERGE_BOTH, "theirs" },
  { SL_KIND_APPLICATION, SL_APPLICATION_NOTES, "a", "mine", "a\ntheirs", "mine\ntheirs", SL_MERGE_BOTH, "-" },
  { SL_KIND_APPLICATION, SL_APPLICATION_NOTES, "a", NULL, "a\ntheirs", "a\ntheirs", SL_MERGE_THEIRS, NULL },
  { SL_KIND_APPLICATION, SL_APPLICATION_NOTES, "a", NULL, "theirs", "theirs", SL_MERGE_THEIRS, NULL },
  { SL_KIND_APPLICATION, SL_APPLICATION_NOTES, "a", "mine", "", "mine", SL_MERGE_MINE, "" },
  { SL_KIND_APPLICATION, SL_APPLICATION_NOTES, "a\nb", NULL, "a\nb", NULL, SL_MERGE_MINE, "-" },
  { SL_KIND_APPLICATION, SL_APPLICATION_APPLIED_DATE, "2026-01-01", NULL, "2026-01-01", NULL, SL_MERGE_CLEARED, "-" },
  { SL_KIND_APPLICATION, SL_APPLICATION_APPLIED_DATE, "2026-01-01", NULL, "2026-01-02", "2026-01-02", SL_MERGE_THEIRS, NULL },
  { SL_KIND_APPLICATION, SL_APPLICATION_LOCATION, "a", "b", "c", "c", SL_MERGE_THEIRS, "b" },
  { SL_KIND_STAGE, SL_STAGE_QUESTIONS_ASKED, "[\"a\",\"b\"]", "[\"a\",\"b\",\"mine\"]", "[\"b\",\"theirs\"]",
    "[\"b\",\"theirs\",\"mine\"]", SL_MERGE_BOTH, "-" },
  { SL_KIND_STAGE, SL_STAGE_QUESTIONS_ASKED, "[\"a\",\"b\"]", "[]", "[\"a\",\"b\",\"c\"]", "[\"c\"]", SL_MERGE_BOTH, "-" },
  { SL_KIND_STAGE, SL_STAGE_QUESTIONS_ASKED, NULL, "[\"a\"]", "[\"b\"]", "[\"b\",\"a\"]", SL_MERGE_BOTH, "-" },
  { SL_KIND_STAGE, SL_STAGE_QUESTIONS_ASKED, NULL, "[\"a\"]", "{\"b\":1}", "{\"b\":1}", SL_MERGE_THEIRS, "[\"a\"]" },
  { SL_KIND_REFLECTION, SL_REFLECTION_SKILL_GAPS, "{\"a\":\"1\"}", "{\"a\":\"2\"}", "{\"a\":\"1\",\"b\":\"1\"}",
    "{\"a\":\"2\",\"b\":\"1\"}", SL_MERGE_BOTH, "-" },
  { SL_KIND_REFLECTION, SL_REFLECTION_SKILL_GAPS, "{\"a\":\"1\"}", "{\"a\":\"2\",\"c\":\"1\"}", "{\"a\":\"3\"}",
    "{\"a\":\"3\",\"c\":\"1\"}", SL_MERGE_BOTH, "{\"a\":\"2\",\"c\":\"1\"}" },
  { SL_KIND_REFLECTION, SL_REFLECTION_SKILL_GAPS, "{\"a\":\"1\",\"b\":\"1\"}", "{\"b\":\"1\"}", "{\"a\":\"1\"}", "{}", SL_MERGE_BOTH, "-" },
  { SL_KIND_REFLECTION, SL_REFLECTION_SKILL_GAPS, NULL, "written by hand", "{\"a\":\"1\"}", "{\"a\":\"1\"}", SL_MERGE_THEIRS, "written by hand" },
};

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Round r = { .field = sl_kind_get_field (cases[i].kind, cases[i].field), .mine_time = 1, .theirs_time = 2 };
      g_auto (SlValue) expected = SL_VALUE_INIT, lost = SL_VALUE_INIT;

      g_test_message ("case %zu", i);
      read_value (cases[i].base, &r.base);
      read_value (cases[i].mine, &r.mine);
      read_value (cases[i].theirs, &r.theirs);
      read_value (cases[i].value, &expected);
      run (&r);
      g_assert_cmpint (r.merge.outcome, ==, cases[i].outcome);
      g_assert_cmpstr (sl_value_get_text (&r.merge.value), ==, sl_value_get_text (&expected));
      g_assert_cmpint (r.merge.is_conflict, ==, g_strcmp0 (cases[i].lost, "-") != 0);
      if (r.merge.is_conflict)
        {
          read_value (cases[i].lost, &lost);
          g_assert_true (sl_value_equal (&r.merge.lost, &lost));
        }
      clear (&r);
    }
}

/* Null pointers are null values: a record that one side doesn't have. */
static void
test_no_base (void)
{
  const SlField *field = sl_kind_get_field (SL_KIND_APPLICATION, SL_APPLICATION_LOCATION);
  g_auto (SlFieldMerge) merge = { 0 };
  g_auto (SlValue) value = SL_VALUE_INIT;
  SlMergeSide none = { NULL, 0, FALSE };
  SlMergeSide some = { &value, 0, FALSE };

  sl_value_set_text (&value, "Aarhus");
  sl_field_merge (field, NULL, &none, &some, HEADING, &merge);
  g_assert_cmpint (merge.outcome, ==, SL_MERGE_THEIRS);
  g_assert_cmpstr (sl_value_get_text (&merge.value), ==, "Aarhus");
  sl_field_merge_clear (&merge);
  sl_field_merge (field, NULL, &some, &none, HEADING, &merge);
  g_assert_cmpint (merge.outcome, ==, SL_MERGE_MINE);
}

int
main (int argc, char **argv)
{
  sl_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (spaces); i++)
    {
      g_autofree char *path = g_strdelimit (g_strconcat ("/sync/field-merge/every/", spaces[i].name, NULL), " ", '-');

      g_test_add_data_func (path, &spaces[i], test_space);
    }
  g_test_add_func ("/sync/field-merge/cases", test_cases);
  g_test_add_func ("/sync/field-merge/no-base", test_no_base);

  return g_test_run ();
}
