/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was typed is neither written over by what was read before it was saved, nor lost in silence. */

#include "config.h"

#include "sl-core-test.h"
#include "sl-error.h"
#include "sl-record-editor.h"
#include "sl-settings.h"
#include "sl-store-build.h"
#include "sl-store-transact.h"
#include "sl-sync-account.h"
#include "sl-sync-conflict.h"
#include "sl-text-area.h"

typedef struct {
  SlContext *context;
  SlViewState *state;
  SlRecordEditor *editor;
  gboolean shown;    /* a row is there that shows what was refused */
  guint n_rejected;
  guint n_stale;     /* how often a row would have been filled with something else than what was typed */
  char *typed;
  char *failed;      /* what the window said */
} Fixture;

static void
failed_cb (SlViewState *state, const GError *error, const char *deed, Fixture *self)
{
  g_free (self->failed);
  self->failed = g_strdup_printf ("%s %s", deed, error->message);
}

static gboolean
rejected_cb (SlRecordEditor *editor, guint field, const GError *error, Fixture *self)
{
  self->n_rejected++;
  return self->shown;
}

/* As the rows do. */
static void
record_cb (SlRecordEditor *editor, GParamSpec *pspec, Fixture *self)
{
  SlRecord *record = sl_record_editor_get_record (editor);

  if (self->typed == NULL || sl_record_editor_is_saving (editor, SL_APPLICATION_LOCATION))
    return;
  self->n_stale += g_strcmp0 (sl_record_get_text (record, SL_APPLICATION_LOCATION), self->typed) != 0;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GSettings) settings = sl_settings_open ();
  g_autofree char *id = NULL;

  self->context = sl_core_test_open ();
  id = sl_core_test_add (self->context, "Acme", "Engineer", SL_STATUS_APPLIED);
  self->state = sl_view_state_new (self->context, settings);
  self->editor = sl_record_editor_new (self->state, SL_KIND_APPLICATION, id);
  g_signal_connect (self->state, "failed", G_CALLBACK (failed_cb), self);
  g_signal_connect (self->editor, "rejected", G_CALLBACK (rejected_cb), self);
  g_signal_connect (self->editor, "notify::record", G_CALLBACK (record_cb), self);
  sl_core_test_settle (self->context);
  g_assert_nonnull (sl_record_editor_get_record (self->editor));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  sl_core_test_settle (self->context);
  g_clear_object (&self->editor);
  g_clear_object (&self->state);
  g_clear_pointer (&self->typed, g_free);
  g_clear_pointer (&self->failed, g_free);
  sl_core_test_close (self->context);
}

static void
save_text (Fixture *self, guint field, const char *text)
{
  g_auto (SlValue) value = SL_VALUE_INIT;

  sl_value_set_text (&value, text);
  sl_record_editor_save (self->editor, field, &value);
}

static void
save_integer (Fixture *self, guint field, gint64 integer)
{
  g_auto (SlValue) value = SL_VALUE_INIT;

  sl_value_set_integer (&value, integer);
  sl_record_editor_save (self->editor, field, &value);
}

/* Until the last answer is there, and what is read because of it. */
static void
wait_until_saved (Fixture *self)
{
  while (sl_record_editor_is_saving (self->editor, SL_APPLICATION_LOCATION) || sl_record_editor_is_saving (self->editor, SL_APPLICATION_SALARY_MAX))
    g_main_context_iteration (NULL, TRUE);
  sl_core_test_settle (self->context);
}

static void
assert_location (Fixture *self, const char *location)
{
  g_assert_cmpstr (sl_record_get_text (sl_record_editor_get_record (self->editor), SL_APPLICATION_LOCATION), ==, location);
}

static gpointer
hold_up (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_mutex_lock (data);
  g_mutex_unlock (data);
  g_set_error_literal (error, SL_ERROR, SL_ERROR_FAILED, "As asked.");
  return NULL;
}

static void
held_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlTransaction) transaction = sl_store_apply_finish (SL_STORE (source), result, NULL);

  g_assert_null (transaction);
}

/* A disk that takes its time: what is read meanwhile knows nothing of what was typed. */
static void
test_slow_disk (Fixture *self, gconstpointer data)
{
  static const char *const texts[] = { "M", "Má", "Málaga" };
  SlStore *store = sl_context_get_store (self->context);
  GMutex mutex;

  g_mutex_init (&mutex);
  g_mutex_lock (&mutex);
  sl_store_build_async (store, hold_up, &mutex, NULL, NULL, held_up_cb, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_set_str (&self->typed, texts[i]);
      save_text (self, SL_APPLICATION_LOCATION, texts[i]);
      g_signal_emit_by_name (store, "changed", 1u << SL_KIND_APPLICATION, FALSE);
      sl_core_test_settle (self->context);
    }
  g_assert_cmpuint (self->n_stale, ==, 0);
  g_assert_true (sl_record_editor_is_saving (self->editor, SL_APPLICATION_LOCATION));
  g_assert_false (sl_record_editor_is_saving (self->editor, SL_APPLICATION_NOTES));

  g_mutex_unlock (&mutex);
  wait_until_saved (self);
  g_mutex_clear (&mutex);
  g_assert_cmpuint (self->n_stale, ==, 0);
  assert_location (self, "Málaga");
}

/* A read that was under way when the save was handed over comes back after it. */
static void
test_late_read (Fixture *self, gconstpointer data)
{
  SlStore *store = sl_context_get_store (self->context);

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *text = g_strdup_printf ("Place %u", i);

      g_signal_emit_by_name (store, "changed", 1u << SL_KIND_APPLICATION, FALSE);
      g_set_str (&self->typed, text);
      save_text (self, SL_APPLICATION_LOCATION, text);
      while (sl_record_editor_is_saving (self->editor, SL_APPLICATION_LOCATION))
        g_main_context_iteration (NULL, TRUE);
    }
  wait_until_saved (self);
  g_assert_cmpuint (self->n_stale, ==, 0);
  assert_location (self, "Place 19");
}

/* What changed elsewhere while a row held on to its own is shown in the end. */
static void
test_shown_in_the_end (Fixture *self, gconstpointer data)
{
  guint n_told = 0;

  save_text (self, SL_APPLICATION_LOCATION, "Málaga");
  wait_until_saved (self);
  g_signal_connect_swapped (self->editor, "notify::record", G_CALLBACK (g_atomic_int_inc), &n_told);
  save_text (self, SL_APPLICATION_LOCATION, "Lyon");
  save_text (self, SL_APPLICATION_LOCATION, "Lyon");
  wait_until_saved (self);
  g_assert_cmpuint (n_told, >, 0);
  assert_location (self, "Lyon");
  g_signal_handlers_disconnect_by_data (self->editor, &n_told);
}

static void
refuse (Fixture *self)
{
  save_integer (self, SL_APPLICATION_SALARY_MIN, 50000);
  save_integer (self, SL_APPLICATION_SALARY_MAX, 40);
  wait_until_saved (self);
  g_assert_cmpuint (self->n_rejected, ==, 1);
}

/* The row tells it itself. */
static void
test_refused_in_sight (Fixture *self, gconstpointer data)
{
  self->shown = TRUE;
  refuse (self);
  g_assert_null (self->failed);
}

/* The page was left before the answer came. */
static void
test_refused_out_of_sight (Fixture *self, gconstpointer data)
{
  refuse (self);
  g_assert_nonnull (self->failed);
  g_assert_nonnull (strstr (self->failed, "wasn’t saved."));
  g_assert_nonnull (strstr (self->failed, "Salary to"));
}

static void
test_dropped_problem (Fixture *self, gconstpointer data)
{
  sl_record_editor_drop_problem (self->editor, SL_APPLICATION_NOTES);
  g_assert_null (self->failed);

  sl_record_editor_set_problem (self->editor, SL_APPLICATION_NOTES, "Too long.");
  sl_record_editor_drop_problem (self->editor, SL_APPLICATION_NOTES);
  g_assert_cmpstr (self->failed, ==, "“Notes” wasn’t saved. Too long.");
  g_assert_cmpuint (sl_record_editor_get_n_problems (self->editor), ==, 0);
}

static void
count_cb (SlRecordEditor *editor, GParamSpec *pspec, guint *n_shown)
{
  (*n_shown)++;
}

/* Made of a record that was read before: shown at once, and anew only where somebody changed it meanwhile. */
static void
test_given (Fixture *self, gconstpointer data)
{
  g_autoptr (SlRecord) record = sl_record_dup (sl_record_editor_get_record (self->editor));

  for (guint changed = 0; changed < 2; changed++)
    {
      g_autoptr (SlRecordEditor) editor = NULL;
      guint n_shown = 0;

      if (changed)
        {
          save_text (self, SL_APPLICATION_LOCATION, "Aarhus");
          wait_until_saved (self);
        }
      editor = sl_record_editor_new_of (self->state, record);
      g_signal_connect (editor, "notify::record", G_CALLBACK (count_cb), &n_shown);
      g_assert_true (sl_record_editor_get_record (editor) == record);
      sl_core_test_settle (self->context);
      g_assert_cmpuint (n_shown, ==, changed);
      g_assert_cmpstr (sl_record_get_text (sl_record_editor_get_record (editor), SL_APPLICATION_LOCATION), ==, changed ? "Aarhus" : NULL);
    }
}

#define NOTES "Call on Monday.\n\nAsk about the flat.\n\nBring the certificate."

/* Another window, a command, a sync. */
static void
change_elsewhere (Fixture *self, guint field, const char *text)
{
  sl_core_test_edit (self->context, SL_KIND_APPLICATION, sl_record_editor_get_id (self->editor), field, text);
}

/* A row of @field, which shows this. */
static void
show_in_row (Fixture *self, guint field, const char *text)
{
  change_elsewhere (self, field, text);
  sl_core_test_settle (self->context);
  g_assert_cmpstr (sl_value_get_text (sl_record_editor_show (self->editor, field)), ==, text);
}

static void
assert_saved (Fixture *self, guint field, const char *text)
{
  g_autoptr (SlRecord) record = NULL;

  while (sl_record_editor_is_saving (self->editor, field))
    g_main_context_iteration (NULL, TRUE);
  sl_core_test_settle (self->context);
  record = sl_core_test_read (self->context, SL_KIND_APPLICATION, sl_record_editor_get_id (self->editor));
  g_assert_cmpstr (sl_record_get_text (record, field), ==, text);
  g_assert_cmpstr (sl_record_get_text (sl_record_editor_get_record (self->editor), field), ==, text);
}

/* The row goes on to show what was typed there, whatever was read meanwhile. */
static void
test_changed_elsewhere (Fixture *self, gconstpointer data)
{
  show_in_row (self, SL_APPLICATION_NOTES, NOTES);
  change_elsewhere (self, SL_APPLICATION_NOTES, NOTES "\nTheir line.");
  sl_core_test_settle (self->context);
  save_text (self, SL_APPLICATION_NOTES, "My line.\n" NOTES);
  assert_saved (self, SL_APPLICATION_NOTES, "My line.\n" NOTES "\nTheir line.");
}

/* What was typed on before the first was saved: it is made of that, and not of what the store made of it. */
static void
test_typed_on (Fixture *self, gconstpointer data)
{
  show_in_row (self, SL_APPLICATION_NOTES, NOTES);
  change_elsewhere (self, SL_APPLICATION_NOTES, NOTES "\nTheir line.");
  save_text (self, SL_APPLICATION_NOTES, "My\n" NOTES);
  save_text (self, SL_APPLICATION_NOTES, "My line\n" NOTES);
  save_text (self, SL_APPLICATION_NOTES, "My line.\n" NOTES);
  assert_saved (self, SL_APPLICATION_NOTES, "My line.\n" NOTES "\nTheir line.");
}

/* Typed, and taken back again: nothing was written, and what came meanwhile is shown. */
static void
test_taken_back (Fixture *self, gconstpointer data)
{
  guint n_shown = 0;

  show_in_row (self, SL_APPLICATION_NOTES, NOTES);
  change_elsewhere (self, SL_APPLICATION_NOTES, "Theirs.");
  sl_core_test_settle (self->context);
  g_signal_connect (self->editor, "notify::record", G_CALLBACK (count_cb), &n_shown);
  save_text (self, SL_APPLICATION_NOTES, NOTES);
  g_assert_cmpuint (n_shown, ==, 1);
  g_signal_handlers_disconnect_by_data (self->editor, &n_shown);
  assert_saved (self, SL_APPLICATION_NOTES, "Theirs.");
}

static gboolean
sign_in (SlConnection *connection, SlChangeset *changes, gpointer data, GError **error)
{
  g_autoptr (SlSyncAccount) account = sl_sync_account_new ("https://tracker.example.org", "first@example.org");

  account->signed_in = TRUE;
  return sl_sync_account_save (connection, account, error);
}

static gpointer
count_conflicts (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (sl_sync_conflicts_count (connection, error) + 1);
}

/* What was refused never stood there: the next value isn't made of it, and what stands there isn't somebody else's. */
static void
test_after_a_refusal (Fixture *self, gconstpointer data)
{
  SlStore *store = sl_context_get_store (self->context);
  gpointer n_conflicts;

  self->shown = TRUE;
  g_assert_true (sl_store_transact (store, SL_ACTOR_SYNC, "sync", sign_in, NULL, NULL));
  save_integer (self, SL_APPLICATION_SALARY_MIN, 50000);
  save_integer (self, SL_APPLICATION_SALARY_MAX, 60000);
  wait_until_saved (self);
  sl_record_editor_show (self->editor, SL_APPLICATION_SALARY_MAX);
  save_integer (self, SL_APPLICATION_SALARY_MAX, 40);
  wait_until_saved (self);
  g_assert_cmpuint (self->n_rejected, ==, 1);
  save_integer (self, SL_APPLICATION_SALARY_MAX, 70000);
  wait_until_saved (self);
  g_assert_cmpint (sl_record_get_integer (sl_record_editor_get_record (self->editor), SL_APPLICATION_SALARY_MAX, 0), ==, 70000);
  n_conflicts = sl_store_read (store, count_conflicts, NULL, NULL);
  g_assert_cmpint (GPOINTER_TO_INT (n_conflicts), ==, 1);
}

static void
finish_cb (SlRecordEditor *editor, guint *n)
{
  (*n)++;
}

/* What the whole window is asked for reaches the pages that show a query of their own, too. */
static void
test_finish (Fixture *self, gconstpointer data)
{
  g_autoptr (SlQuery) query = sl_query_new ();
  g_autoptr (SlViewState) within = sl_view_state_new_within (self->state, query);
  g_autoptr (SlRecordEditor) other = sl_record_editor_new (within, SL_KIND_APPLICATION, sl_record_editor_get_id (self->editor));
  guint n = 0;

  g_signal_connect (self->editor, "finish", G_CALLBACK (finish_cb), &n);
  g_signal_connect (other, "finish", G_CALLBACK (finish_cb), &n);
  sl_view_state_finish_typing (self->state);
  g_assert_cmpuint (n, ==, 2);
  sl_core_test_settle (self->context);
}

/* The cursor stays in what is there again. "|" is where it is. */
static void
test_cursor (Fixture *self, gconstpointer data)
{
  static const char *const texts[][3] = {
    { "One|\nTwo", "One\nTwo\nThree", "One|\nTwo\nThree" },
    { "One\nTwo|", "Zero\nOne\nTwo", "Zero\nOne\nTwo|" },
    { "One\nTw|o\nThree", "Zero\nOne\nTwo\nThree\nFour", "Zero\nOne\nTw|o\nThree\nFour" },
    { "Öne\nTwö|\nThree", "Ünd\nÖne\nTwö\nThree\nFoür", "Ünd\nÖne\nTwö|\nThree\nFoür" },
    { "One\nSame|\nTwo", "Same\nOne\nSame\nTwo!", "Same\nOne|\nSame\nTwo!" },
    { "All| of it", "", "|" },
    { "|", "Something", "|Something" },
    { "aa|a", "aaaa", "aa|aa" },
    { "Other| words", "Quite something else", "Quite| something else" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GtkTextBuffer) buffer = gtk_text_buffer_new (NULL);
      g_auto (GStrv) parts = g_strsplit (texts[i][0], "|", 2);
      g_autofree char *before = g_strconcat (parts[0], parts[1], NULL);
      g_autofree char *text = NULL;
      GtkTextIter start, end, cursor;

      gtk_text_buffer_set_text (buffer, before, -1);
      gtk_text_buffer_get_iter_at_offset (buffer, &cursor, (int) g_utf8_strlen (parts[0], -1));
      gtk_text_buffer_place_cursor (buffer, &cursor);
      g_assert_cmpint (sl_text_area_update_buffer (buffer, texts[i][1]), ==, !g_str_equal (before, texts[i][1]));
      g_assert_false (gtk_text_buffer_get_has_selection (buffer));
      gtk_text_buffer_get_iter_at_mark (buffer, &cursor, gtk_text_buffer_get_insert (buffer));
      gtk_text_buffer_insert (buffer, &cursor, "|", 1);
      gtk_text_buffer_get_bounds (buffer, &start, &end);
      text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
      g_assert_cmpstr (text, ==, texts[i][2]);
    }
}

#define ADD(name, func) g_test_add ("/ui/record-editor/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);

  ADD ("slow-disk", test_slow_disk);
  ADD ("late-read", test_late_read);
  ADD ("shown-in-the-end", test_shown_in_the_end);
  ADD ("refused-in-sight", test_refused_in_sight);
  ADD ("refused-out-of-sight", test_refused_out_of_sight);
  ADD ("dropped-problem", test_dropped_problem);
  ADD ("given", test_given);
  ADD ("changed-elsewhere", test_changed_elsewhere);
  ADD ("typed-on", test_typed_on);
  ADD ("taken-back", test_taken_back);
  ADD ("after-a-refusal", test_after_a_refusal);
  ADD ("finish", test_finish);
  ADD ("cursor", test_cursor);

  return g_test_run ();
}
