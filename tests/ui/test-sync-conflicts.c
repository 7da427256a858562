/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rows of conflicts say: what happened, and no value that isn't one. */

#include "config.h"

#include "sl-core-test.h"
#include "sl-format.h"
#include "sl-sync-conflicts-page.h"
#include "sl-sync-state.h"

#define MERGED "Rye bread\n\nChanged elsewhere on Friday:\nWhite bread"

typedef struct {
  SlContext *context;
  char *id;
} Fixture;

typedef struct {
  const char *lost;
  gboolean both;
} Case;

typedef struct {
  const char *id;
  guint field;
  const SlValue *lost;
  SlKind kind;
} Losing;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->context = sl_core_test_open ();
  f->id = sl_core_test_add (f->context, "Torvmark", "Baker", "Applied");
  sl_core_test_edit (f->context, SL_KIND_APPLICATION, f->id, SL_APPLICATION_NOTES, MERGED);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_free (f->id);
  sl_core_test_close (f->context);
}

static gboolean
lose_cb (SlConnection *connection, SlChangeset *changes, gpointer data, GError **error)
{
  Losing *losing = data;
  const char *column = sl_kind_get_field (losing->kind, losing->field)->column;

  return sl_sync_add_conflict (connection, losing->kind, losing->id, column, losing->lost, sl_clock_get_now (sl_format_get_clock ()), error);
}

static gpointer
tell_cb (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return sl_sync_conflicts_page_tell (connection, data, error);
}

static SlSyncText *
tell_losing (Fixture *f, Losing *losing)
{
  g_autoptr (SlSyncItem) item = sl_sync_item_new (losing->kind, losing->id, 1);
  g_autoptr (GError) error = NULL;
  SlSyncText *text;

  sl_store_transact (sl_context_get_store (f->context), SL_ACTOR_SYNC, "sync", lose_cb, losing, &error);
  g_assert_no_error (error);
  text = sl_store_read (sl_context_get_store (f->context), tell_cb, item, &error);
  g_assert_no_error (error);
  g_assert_nonnull (text);
  return text;
}

static SlSyncText *
tell (Fixture *f, guint field, const SlValue *lost)
{
  Losing losing = { f->id, field, lost, SL_KIND_APPLICATION };

  return tell_losing (f, &losing);
}

static SlSyncText *
tell_text (Fixture *f, guint field, const char *lost)
{
  g_auto (SlValue) value = SL_VALUE_INIT;

  if (lost != NULL)
    sl_value_set_text (&value, lost);
  return tell (f, field, &value);
}

static void
test_replaced (Fixture *f, gconstpointer data)
{
  g_autoptr (SlSyncText) text = tell_text (f, SL_APPLICATION_ROLE_TITLE, "Miller");

  g_assert_null (text->problem);
  g_assert_cmpstr (text->mine, ==, "Miller");
  g_assert_cmpstr (text->mine_label, ==, "The other version");
  g_assert_cmpstr (text->theirs, ==, "Baker");
}

static gboolean
replace_cb (SlConnection *connection, SlChangeset *changes, gpointer data, GError **error)
{
  sl_changeset_update_text (changes, SL_KIND_APPLICATION, data, SL_APPLICATION_ROLE_TITLE, "Miller");
  return TRUE;
}

/* It stood here before what stands now came, and the person put it there. */
static void
test_own (Fixture *f, gconstpointer data)
{
  g_autoptr (SlSyncText) text = NULL;
  g_autoptr (GError) error = NULL;

  sl_store_transact (sl_context_get_store (f->context), SL_ACTOR_SYNC, "sync", replace_cb, f->id, &error);
  g_assert_no_error (error);
  text = tell_text (f, SL_APPLICATION_ROLE_TITLE, "Baker");
  g_assert_cmpstr (text->mine, ==, "Baker");
  g_assert_null (text->mine_label);
}

/* What came from elsewhere and lost to something that came later isn't what the person wrote. */
static void
test_not_own (Fixture *f, gconstpointer data)
{
  g_autoptr (SlSyncText) text = NULL;
  g_autoptr (GError) error = NULL;

  sl_store_transact (sl_context_get_store (f->context), SL_ACTOR_SYNC, "sync", replace_cb, f->id, &error);
  g_assert_no_error (error);
  sl_core_test_edit (f->context, SL_KIND_APPLICATION, f->id, SL_APPLICATION_ROLE_TITLE, "Joiner");
  text = tell_text (f, SL_APPLICATION_ROLE_TITLE, "Miller");
  g_assert_cmpstr (text->mine_label, ==, "The other version");
}

static void
test_money (Fixture *f, gconstpointer data)
{
  g_autoptr (SlSyncText) text = tell (f, SL_APPLICATION_SALARY_MIN, &(SlValue) { SL_VALUE_INTEGER, { .integer = 1250000 } });

  g_assert_cmpstr (text->mine, ==, "1,250,000");
}

/* As it is called where one chooses it. */
static void
test_color (Fixture *f, gconstpointer data)
{
  SlRecord *record = sl_record_new (SL_KIND_TAG);
  Losing losing = { NULL, SL_TAG_COLOR, &(SlValue) { SL_VALUE_TEXT, { .text = (char *) "#3584e4" } }, SL_KIND_TAG };
  g_autoptr (SlSyncText) text = NULL;
  g_autofree char *tag = NULL;

  sl_record_set_text (record, SL_TAG_NAME, "Bread");
  sl_record_set_text (record, SL_TAG_COLOR, "#9141ac");
  losing.id = tag = sl_core_test_add_record (f->context, record);
  text = tell_losing (f, &losing);
  g_assert_cmpstr (text->mine, ==, "Blue");
  g_assert_cmpstr (text->theirs, ==, "Purple");
}

/* Of two of one name it says which it is. */
static void
test_twins (Fixture *f, gconstpointer data)
{
  g_autoptr (SlSyncText) alone = tell_text (f, SL_APPLICATION_ROLE_TITLE, "Miller");
  g_autofree char *twin = sl_core_test_add (f->context, "Torvmark", "Baker", "Applied");
  g_autoptr (SlSyncText) text = NULL;

  g_assert_null (strstr (alone->subtitle, "Bergen"));
  sl_core_test_edit (f->context, SL_KIND_APPLICATION, f->id, SL_APPLICATION_LOCATION, "Bergen");
  sl_core_test_edit (f->context, SL_KIND_APPLICATION, f->id, SL_APPLICATION_APPLIED_DATE, "2025-09-03");
  text = tell_text (f, SL_APPLICATION_ROLE_TITLE, "Miller");
  g_assert_nonnull (strstr (text->subtitle, " · Bergen · applied "));
}

/* A part of a line isn't the text; the beginning is, as it went on from there. */
static void
test_both_texts (Fixture *f, gconstpointer data)
{
  const Case *one = data;
  g_autoptr (SlSyncText) text = tell_text (f, SL_APPLICATION_NOTES, one->lost);

  g_assert_cmpstr (text->problem, ==, one->both ? "Nothing is lost: both texts are in it." : NULL);
  g_assert_cmpstr (text->mine, ==, one->lost);
  g_assert_cmpstr (text->theirs, ==, MERGED);
}

/* The text stands; there is nothing to show beside it. */
static void
test_emptied_there (Fixture *f, gconstpointer data)
{
  g_autoptr (SlSyncText) text = tell_text (f, SL_APPLICATION_NOTES, NULL);

  g_assert_cmpstr (text->problem, ==, "It was emptied elsewhere; you changed it, so that stayed.");
  g_assert_null (text->mine);
  g_assert_cmpstr (text->theirs, ==, MERGED);
  g_assert_cmpstr (text->buttons[0], ==, "Empty It");
}

static gboolean
fill_cb (SlConnection *connection, SlChangeset *changes, gpointer data, GError **error)
{
  sl_changeset_update_text (changes, SL_KIND_APPLICATION, data, SL_APPLICATION_NOTES, "White bread");
  return TRUE;
}

static void
test_emptied_here (Fixture *f, gconstpointer data)
{
  g_autoptr (SlSyncText) text = NULL;
  g_autoptr (GError) error = NULL;

  sl_core_test_edit (f->context, SL_KIND_APPLICATION, f->id, SL_APPLICATION_NOTES, NULL);
  sl_store_transact (sl_context_get_store (f->context), SL_ACTOR_SYNC, "sync", fill_cb, f->id, &error);
  g_assert_no_error (error);
  text = tell_text (f, SL_APPLICATION_NOTES, NULL);
  g_assert_cmpstr (text->problem, ==, "You emptied it; it was changed elsewhere, so that stayed.");
  g_assert_null (text->mine);
  g_assert_cmpstr (text->theirs, ==, "White bread");
}

static void
test_deleted (Fixture *f, gconstpointer data)
{
  const SlValue deleted = { SL_VALUE_INTEGER, { 1 } };
  g_autoptr (SlSyncText) text = tell (f, SL_FIELD_DELETED_AT, &deleted);

  g_assert_cmpstr (text->problem, ==, "You deleted it; it was changed elsewhere, so it stayed.");
  g_assert_null (text->mine);
  g_assert_null (text->theirs);
  g_assert_cmpstr (text->buttons[0], ==, "Move to Trash");
  g_assert_cmpstr (text->buttons[1], ==, "Keep as It Is");
}

int
main (int   argc,
      char *argv[])
{
  static const Case cases[] = { { "White bread", TRUE }, { "Rye bread", TRUE }, { "Rye", TRUE }, { "bread", FALSE }, { "White", FALSE }, { "Cake", FALSE } };

  sl_test_init (&argc, &argv);

#define ADD(name, data, func) g_test_add ("/ui/sync-conflicts/" name, Fixture, data, set_up, func, tear_down)
  ADD ("replaced", NULL, test_replaced);
  ADD ("own", NULL, test_own);
  ADD ("not-own", NULL, test_not_own);
  ADD ("money", NULL, test_money);
  ADD ("color", NULL, test_color);
  ADD ("twins", NULL, test_twins);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/sync-conflicts/both-texts/%u", i);

      g_test_add (path, Fixture, &cases[i], set_up, test_both_texts, tear_down);
    }
  ADD ("emptied-there", NULL, test_emptied_there);
  ADD ("emptied-here", NULL, test_emptied_here);
  ADD ("deleted", NULL, test_deleted);
#undef ADD

  return g_test_run ();
}
