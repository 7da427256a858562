/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person made of something that they read earlier, where something else stands by now. */

#include "config.h"

#include "sl-core-test.h"
#include "sl-deeds-bank.h"
#include "sl-deeds-edit.h"
#include "sl-error.h"
#include "sl-store-build.h"
#include "sl-store-query.h"
#include "sl-store-transact.h"
#include "sl-sync-account.h"
#include "sl-sync-conflict.h"

#define BASE "Call on Monday.\n\nAsk about the flat.\n\nBring the certificate."

typedef struct {
  SlContext *context;
  char *id;
  SlRecord *before; /* as the person saw it */
  SlRecord *after;
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  self->context = sl_core_test_open ();
  self->id = sl_core_test_add (self->context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  sl_core_test_edit (self->context, SL_KIND_APPLICATION, self->id, SL_APPLICATION_NOTES, BASE);
  sl_core_test_edit (self->context, SL_KIND_APPLICATION, self->id, SL_APPLICATION_LOCATION, "Lyon");
  self->before = sl_core_test_read (self->context, SL_KIND_APPLICATION, self->id);
  self->after = sl_record_dup (self->before);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  g_clear_object (&self->before);
  g_clear_object (&self->after);
  g_free (self->id);
  sl_core_test_close (self->context);
}

/* The other side. */
static void
change_there (Fixture    *self,
              guint       field,
              const char *text)
{
  sl_core_test_edit (self->context, SL_KIND_APPLICATION, self->id, field, text);
}

static gpointer
build (SlConnection  *connection,
       gpointer       data,
       GCancellable  *cancellable,
       GError       **error)
{
  Fixture *self = data;

  return sl_deed_edit_since (connection, self->before, self->after, sl_context_get_clock (self->context), error);
}

static SlTransaction *
save (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  SlTransaction *transaction = sl_store_build (sl_context_get_store (self->context), build, self, &error);

  g_assert_no_error (error);
  return transaction;
}

static void
assert_stands (Fixture    *self,
               guint       field,
               const char *text)
{
  g_autoptr (SlRecord) record = sl_core_test_read (self->context, SL_KIND_APPLICATION, self->id);

  g_assert_cmpstr (sl_record_get_text (record, field), ==, text);
}

static void
assert_holds (Fixture    *self,
              const char *mine,
              const char *theirs)
{
  g_autoptr (SlRecord) record = sl_core_test_read (self->context, SL_KIND_APPLICATION, self->id);
  const char *notes = sl_record_get_text (record, SL_APPLICATION_NOTES);

  g_assert_nonnull (strstr (notes, mine));
  g_assert_nonnull (strstr (notes, theirs));
}

static gboolean
sign_in (SlConnection *connection,
         SlChangeset  *changes,
         gpointer      data,
         GError      **error)
{
  g_autoptr (SlSyncAccount) account = sl_sync_account_new ("https://tracker.example.org", "first@example.org");

  account->signed_in = TRUE;
  return sl_sync_account_save (connection, account, error);
}

static void
be_signed_in (Fixture *self)
{
  sl_store_transact (sl_context_get_store (self->context), SL_ACTOR_SYNC, "sync", sign_in, NULL, NULL);
}

static gpointer
read_conflicts (SlConnection  *connection,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  return sl_sync_conflicts_read (connection, error);
}

static GPtrArray *
dup_conflicts (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *conflicts = sl_store_read (sl_context_get_store (self->context), read_conflicts, NULL, &error);

  g_assert_no_error (error);
  return conflicts;
}

/* Nobody came between. */
static void
test_alone (Fixture      *self,
            gconstpointer data)
{
  g_autoptr (SlTransaction) transaction = NULL;

  sl_record_set_text (self->after, SL_APPLICATION_NOTES, "Anew.");
  transaction = save (self);
  assert_stands (self, SL_APPLICATION_NOTES, "Anew.");
  sl_core_test_assert_words (g_steal_pointer (&transaction), "Changed “Notes” of Torvmark", "Undo changing “Notes” of Torvmark");
  sl_record_set_text (self->after, SL_APPLICATION_LOCATION, "Riga");
  sl_core_test_assert_words (save (self), "Changed “Location” of Torvmark", "Undo changing “Location” of Torvmark");
}

/* What the person didn't touch stays as it is by now. */
static void
test_untouched (Fixture      *self,
                gconstpointer data)
{
  change_there (self, SL_APPLICATION_NOTES, "Theirs.");
  change_there (self, SL_APPLICATION_ROLE_TITLE, "Miller");
  sl_record_set_text (self->after, SL_APPLICATION_LOCATION, "Riga");
  g_object_unref (save (self));
  assert_stands (self, SL_APPLICATION_NOTES, "Theirs.");
  assert_stands (self, SL_APPLICATION_ROLE_TITLE, "Miller");
  assert_stands (self, SL_APPLICATION_LOCATION, "Riga");
}

static void
test_nothing (Fixture      *self,
              gconstpointer data)
{
  g_autoptr (SlTransaction) transaction = NULL;

  change_there (self, SL_APPLICATION_NOTES, "Theirs.");
  transaction = save (self);
  g_assert_cmpint (sl_transaction_get_id (transaction), ==, 0);
  assert_stands (self, SL_APPLICATION_NOTES, "Theirs.");
}

/* Each in another place: both, and undoing takes back no more than the person's own. */
static void
test_lines (Fixture      *self,
            gconstpointer data)
{
  change_there (self, SL_APPLICATION_NOTES, BASE "\nTheir line.");
  sl_record_set_text (self->after, SL_APPLICATION_NOTES, "Call on Monday at nine.\n\nAsk about the flat.\n\nBring the certificate.");
  g_object_unref (save (self));
  assert_stands (self, SL_APPLICATION_NOTES, "Call on Monday at nine.\n\nAsk about the flat.\n\nBring the certificate.\nTheir line.");
  g_object_unref (sl_store_undo (sl_context_get_store (self->context), NULL));
  assert_stands (self, SL_APPLICATION_NOTES, BASE "\nTheir line.");
}

/* The same line: both stay, and who is signed in finds it among the conflicts. */
static void
test_same_line (Fixture      *self,
                gconstpointer data)
{
  g_autoptr (GPtrArray) conflicts = NULL;

  be_signed_in (self);
  change_there (self, SL_APPLICATION_NOTES, BASE " Their words.");
  sl_record_set_text (self->after, SL_APPLICATION_NOTES, BASE " And mine.");
  g_object_unref (save (self));
  assert_holds (self, "Bring the certificate. And mine.", "Bring the certificate. Their words.");
  conflicts = dup_conflicts (self);
  g_assert_cmpuint (conflicts->len, ==, 1);
}

/* One in the line, the other below it. */
static void
test_beside (Fixture      *self,
             gconstpointer data)
{
  g_autoptr (GPtrArray) conflicts = NULL;

  be_signed_in (self);
  change_there (self, SL_APPLICATION_NOTES, BASE "\nTheir line.");
  sl_record_set_text (self->after, SL_APPLICATION_NOTES, BASE " And mine.");
  g_object_unref (save (self));
  assert_stands (self, SL_APPLICATION_NOTES, BASE " And mine.\nTheir line.");
  conflicts = dup_conflicts (self);
  g_assert_cmpuint (conflicts->len, ==, 0);
}

/* What a person empties is empty, whatever came there; undoing brings that back, and who is signed in finds it among the conflicts. */
static void
empty (Fixture    *self,
       guint       field,
       const char *theirs,
       guint       n_conflicts)
{
  g_autoptr (SlTransaction) transaction = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;

  change_there (self, field, theirs);
  sl_record_set_text (self->after, field, NULL);
  transaction = save (self);
  g_assert_cmpint (sl_transaction_get_id (transaction), !=, 0);
  assert_stands (self, field, NULL);
  conflicts = dup_conflicts (self);
  g_assert_cmpuint (conflicts->len, ==, n_conflicts);
  g_object_unref (sl_store_undo (sl_context_get_store (self->context), NULL));
  assert_stands (self, field, theirs);
  sl_record_set_value (self->after, field, sl_record_get_value (self->before, field));
}

static void
have_day (Fixture *self)
{
  sl_record_set_text (self->before, SL_APPLICATION_FOLLOW_UP_DATE, "2026-10-01");
  sl_record_set_text (self->after, SL_APPLICATION_FOLLOW_UP_DATE, "2026-10-01");
}

static void
test_emptied (Fixture      *self,
              gconstpointer data)
{
  have_day (self);
  empty (self, SL_APPLICATION_NOTES, "Theirs.", 0);
  empty (self, SL_APPLICATION_LOCATION, "Oslo", 0);
  empty (self, SL_APPLICATION_FOLLOW_UP_DATE, "2026-10-02", 0);
}

static void
test_emptied_signed_in (Fixture      *self,
                        gconstpointer data)
{
  be_signed_in (self);
  have_day (self);
  empty (self, SL_APPLICATION_NOTES, "Theirs.", 1);
  empty (self, SL_APPLICATION_FOLLOW_UP_DATE, "2026-10-02", 1);
}

static void
test_emptied_there (Fixture      *self,
                    gconstpointer data)
{
  change_there (self, SL_APPLICATION_NOTES, NULL);
  sl_record_set_text (self->after, SL_APPLICATION_NOTES, BASE " And mine.");
  g_object_unref (save (self));
  assert_stands (self, SL_APPLICATION_NOTES, BASE " And mine.");
}

/* Emptied on both sides there is nothing to miss. */
static void
test_emptied_on_both_sides (Fixture      *self,
                            gconstpointer data)
{
  g_autoptr (SlTransaction) transaction = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;

  be_signed_in (self);
  change_there (self, SL_APPLICATION_NOTES, NULL);
  sl_record_set_text (self->after, SL_APPLICATION_NOTES, NULL);
  transaction = save (self);
  g_assert_cmpint (sl_transaction_get_id (transaction), ==, 0);
  conflicts = dup_conflicts (self);
  g_assert_cmpuint (conflicts->len, ==, 0);
}

/* One line can't be both: what is written later stands, and the other is kept. */
static void
test_one_line (Fixture      *self,
               gconstpointer data)
{
  g_autoptr (GPtrArray) conflicts = NULL;
  SlSyncConflict *conflict;

  be_signed_in (self);
  change_there (self, SL_APPLICATION_LOCATION, "Oslo");
  sl_record_set_text (self->after, SL_APPLICATION_LOCATION, "Riga");
  g_object_unref (save (self));
  assert_stands (self, SL_APPLICATION_LOCATION, "Riga");
  conflicts = dup_conflicts (self);
  g_assert_cmpuint (conflicts->len, ==, 1);
  conflict = conflicts->pdata[0];
  g_assert_cmpuint (conflict->field, ==, SL_APPLICATION_LOCATION);
  g_assert_cmpstr (sl_value_get_text (&conflict->lost), ==, "Oslo");
  g_object_unref (sl_store_undo (sl_context_get_store (self->context), NULL));
  assert_stands (self, SL_APPLICATION_LOCATION, "Oslo");
}

/* Who isn't signed in has no list of conflicts, and shan't find an old one there later. */
static void
test_signed_out (Fixture      *self,
                 gconstpointer data)
{
  g_autoptr (GPtrArray) conflicts = NULL;

  change_there (self, SL_APPLICATION_LOCATION, "Oslo");
  sl_record_set_text (self->after, SL_APPLICATION_LOCATION, "Riga");
  g_object_unref (save (self));
  assert_stands (self, SL_APPLICATION_LOCATION, "Riga");
  conflicts = dup_conflicts (self);
  g_assert_cmpuint (conflicts->len, ==, 0);
}

static guint
count_text (const char *text,
            const char *part)
{
  g_auto (GStrv) parts = g_strsplit (text, part, -1);

  return g_strv_length (parts) - 1;
}

/* Who goes on typing is shown nothing of what came: what they handed over last is what they go on from. */
static void
type_on (Fixture    *self,
         const char *text)
{
  g_autoptr (SlRecord) record = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;
  const char *notes;

  sl_record_set_value (self->before, SL_APPLICATION_NOTES, sl_record_get_value (self->after, SL_APPLICATION_NOTES));
  sl_record_set_text (self->after, SL_APPLICATION_NOTES, text);
  g_object_unref (save (self));
  record = sl_core_test_read (self->context, SL_KIND_APPLICATION, self->id);
  notes = sl_record_get_text (record, SL_APPLICATION_NOTES);
  g_assert_true (g_str_has_prefix (notes, text));
  g_assert_cmpuint (count_text (notes, "Mine"), ==, 1);
  g_assert_cmpuint (count_text (notes, "Changed elsewhere"), ==, 1);
  g_assert_cmpuint (count_text (notes, "Their line."), ==, 1);
  conflicts = dup_conflicts (self);
  g_assert_cmpuint (conflicts->len, ==, 1);
}

static void
test_typed_on (Fixture      *self,
               gconstpointer data)
{
  be_signed_in (self);
  change_there (self, SL_APPLICATION_NOTES, BASE "\nTheir line.");
  type_on (self, BASE "\nMine");
  type_on (self, BASE "\nMine and more");
  type_on (self, BASE "\nMine and more\n");
  type_on (self, BASE "\nMine and more\n\nAnother");
  type_on (self, BASE "\nMine.");
}

/* The notes are one line. */
static void
test_typed_on_in_a_line (Fixture      *self,
                         gconstpointer data)
{
  be_signed_in (self);
  change_there (self, SL_APPLICATION_NOTES, "Their line.");
  type_on (self, "Mine");
  type_on (self, "Mine and more");
  type_on (self, "Mine");
  type_on (self, "It is Mine\nand more");
}

/* The day is that of whoever reads it, here that after the day of UTC. */
static void
test_heading (Fixture      *self,
              gconstpointer data)
{
  SlClock *clock = sl_context_get_clock (self->context);
  g_autoptr (SlClock) late = sl_clock_new_fixed_iso ("2026-10-01T22:30:00Z");

  g_assert_cmpstr (g_time_zone_get_identifier (sl_clock_get_time_zone (clock)), ==, "Europe/Berlin");
  sl_clock_set_now (clock, sl_clock_get_now (late));
  change_there (self, SL_APPLICATION_NOTES, BASE "\nTheir line.");
  sl_record_set_text (self->after, SL_APPLICATION_NOTES, BASE "\nMine.");
  g_object_unref (save (self));
  assert_stands (self, SL_APPLICATION_NOTES, BASE "\nMine.\n\nChanged elsewhere on Friday, October 2, 2026:\nTheir line.");
}

/* What is written is the beginning of what came: nothing changes, and that it was made shorter is told all the same. */
static void
test_goes_on_there (Fixture      *self,
                    gconstpointer data)
{
  g_autoptr (SlTransaction) transaction = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;

  be_signed_in (self);
  sl_record_set_text (self->before, SL_APPLICATION_NOTES, "Call on Monday");
  sl_record_set_text (self->after, SL_APPLICATION_NOTES, "Call");
  change_there (self, SL_APPLICATION_NOTES, "Call on Monday at nine");
  transaction = save (self);
  g_assert_cmpint (sl_transaction_get_id (transaction), ==, 0);
  assert_stands (self, SL_APPLICATION_NOTES, "Call on Monday at nine");
  conflicts = dup_conflicts (self);
  g_assert_cmpuint (conflicts->len, ==, 1);
}

static void
test_list (Fixture      *self,
           gconstpointer data)
{
  g_autofree char *round = sl_core_test_add_round (self->context, self->id, "First", NULL, NULL, NULL);

  sl_core_test_edit (self->context, SL_KIND_STAGE, round, SL_STAGE_QUESTIONS_ASKED, "[\"Why us?\"]");
  g_clear_object (&self->before);
  g_clear_object (&self->after);
  self->before = sl_core_test_read (self->context, SL_KIND_STAGE, round);
  self->after = sl_record_dup (self->before);
  sl_core_test_edit (self->context, SL_KIND_STAGE, round, SL_STAGE_QUESTIONS_ASKED, "[\"Why us?\",\"Why now?\"]");
  sl_record_set_text (self->after, SL_STAGE_QUESTIONS_ASKED, "[\"Why us?\",\"Why you?\"]");
  g_object_unref (save (self));
  {
    g_autoptr (SlRecord) record = sl_core_test_read (self->context, SL_KIND_STAGE, round);
    const char *questions = sl_record_get_text (record, SL_STAGE_QUESTIONS_ASKED);

    g_assert_nonnull (strstr (questions, "Why us?"));
    g_assert_nonnull (strstr (questions, "Why now?"));
    g_assert_nonnull (strstr (questions, "Why you?"));
  }
}

static void
test_gone (Fixture      *self,
           gconstpointer data)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "delete");
  g_autoptr (SlTransaction) transaction = NULL;
  g_autoptr (GError) error = NULL;

  sl_changeset_delete (changeset, SL_KIND_APPLICATION, self->id);
  g_object_unref (sl_core_test_apply (self->context, g_steal_pointer (&changeset)));
  sl_record_set_text (self->after, SL_APPLICATION_LOCATION, "Riga");
  transaction = sl_store_build (sl_context_get_store (self->context), build, self, &error);
  g_assert_null (transaction);
  g_assert_error (error, SL_ERROR, SL_ERROR_NOT_FOUND);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_store_apply_finish (SL_STORE (source), result, &error);

  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
test_async (Fixture      *self,
            gconstpointer data)
{
  gboolean done = FALSE;

  change_there (self, SL_APPLICATION_NOTES, BASE "\nTheir line.");
  sl_record_set_text (self->after, SL_APPLICATION_NOTES, "My line.\n" BASE);
  sl_deed_edit_since_async (self->context, self->before, self->after, NULL, saved_cb, &done);
  /* It has its own by now. */
  sl_record_set_text (self->after, SL_APPLICATION_NOTES, "Later.");
  sl_core_test_wait_for (&done);
  assert_stands (self, SL_APPLICATION_NOTES, "My line.\n" BASE "\nTheir line.");
}

static void
answer (Fixture    *self,
        const char *id,
        const char *base,
        const char *notes)
{
  gboolean done = FALSE;

  sl_deed_answer_question_async (self->context, "Why us?", id, base, notes, NULL, saved_cb, &done);
  sl_core_test_wait_for (&done);
}

static char *
dup_notes (Fixture    *self,
           const char *id)
{
  g_autoptr (SlRecord) record = sl_core_test_read (self->context, SL_KIND_ANSWER, id);

  return g_strdup (sl_record_get_text (record, SL_ANSWER_NOTES));
}

/* Notes on a question are merged the same way; what is written without knowing what was there stands alone. */
static void
test_answer (Fixture      *self,
             gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *first = NULL;
  g_autofree char *merged = NULL;
  g_autofree char *emptied = NULL;
  g_autofree char *alone = NULL;

  g_object_unref (sl_core_test_apply (self->context, sl_deed_write_answer ("Why us?", NULL, "Salt.", &id)));
  answer (self, NULL, "", "Bread.");
  first = dup_notes (self, id);
  g_assert_nonnull (strstr (first, "Salt."));
  g_assert_nonnull (strstr (first, "Bread."));

  sl_core_test_edit (self->context, SL_KIND_ANSWER, id, SL_ANSWER_NOTES, BASE "\nTheir line.");
  answer (self, id, BASE, "My line.\n" BASE);
  merged = dup_notes (self, id);
  g_assert_cmpstr (merged, ==, "My line.\n" BASE "\nTheir line.");

  sl_core_test_edit (self->context, SL_KIND_ANSWER, id, SL_ANSWER_NOTES, "Theirs.");
  answer (self, id, merged, "");
  emptied = dup_notes (self, id);
  g_assert_cmpstr (emptied, ==, NULL);

  answer (self, id, NULL, "Over.");
  alone = dup_notes (self, id);
  g_assert_cmpstr (alone, ==, "Over.");
}

static void
test_answer_goes_on_there (Fixture      *self,
                           gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *stands = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;

  be_signed_in (self);
  g_object_unref (sl_core_test_apply (self->context, sl_deed_write_answer ("Why us?", NULL, "Salt, bread and butter.", &id)));
  answer (self, id, "Salt, bread", "Salt");
  stands = dup_notes (self, id);
  g_assert_cmpstr (stands, ==, "Salt, bread and butter.");
  conflicts = dup_conflicts (self);
  g_assert_cmpuint (conflicts->len, ==, 1);
}

int
main (int argc, char **argv)
{
  sl_test_init (&argc, &argv);
#define ADD(name) g_test_add ("/core/deeds-edit/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  ADD (alone);
  ADD (untouched);
  ADD (nothing);
  ADD (lines);
  ADD (same_line);
  ADD (beside);
  ADD (emptied);
  ADD (emptied_signed_in);
  ADD (emptied_there);
  ADD (emptied_on_both_sides);
  ADD (one_line);
  ADD (signed_out);
  ADD (typed_on);
  ADD (typed_on_in_a_line);
  ADD (heading);
  ADD (goes_on_there);
  ADD (list);
  ADD (gone);
  ADD (async);
  ADD (answer);
  ADD (answer_goes_on_there);
#undef ADD
  return g_test_run ();
}
