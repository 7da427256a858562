/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-core-test.h. */
#define G_LOG_DOMAIN "sl-core-test"

#include "config.h"

#include "sl-core-test.h"
#include "sl-store-query.h"

SlContext *
sl_core_test_open (void)
{
  static int n;
  g_autofree char *name = g_strdup_printf ("data-%d", n++);
  g_autofree char *dir = g_build_filename (sl_test_tmp_dir (), name, NULL);
  g_autoptr (SlClock) clock = sl_test_clock ();
  g_autoptr (GError) error = NULL;
  SlContext *context = sl_context_new (dir, clock);

  sl_context_open (context, &error);
  g_assert_no_error (error);

  return context;
}

void
sl_core_test_close (SlContext *context)
{
  sl_core_test_settle (context);
  sl_context_close (context);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (context);
}

SlTransaction *
sl_core_test_apply (SlContext   *context,
                    SlChangeset *changeset)
{
  g_autoptr (GError) error = NULL;
  SlTransaction *transaction = sl_store_apply (sl_context_get_store (context), changeset, &error);

  g_assert_no_error (error);
  g_object_unref (changeset);

  return transaction;
}

char *
sl_core_test_add (SlContext  *context,
                  const char *company,
                  const char *role,
                  const char *status)
{
  g_autoptr (SlRecord) application = sl_record_new (SL_KIND_APPLICATION);
  g_autoptr (SlTransaction) transaction = NULL;

  sl_record_set_text (application, SL_APPLICATION_COMPANY_NAME, company);
  sl_record_set_text (application, SL_APPLICATION_ROLE_TITLE, role);
  if (status != NULL)
    sl_record_set_text (application, SL_APPLICATION_STATUS, status);
  sl_clock_advance (sl_context_get_clock (context), G_USEC_PER_SEC * 60);
  transaction = sl_core_test_apply (context, sl_deed_add_application (application, NULL));

  return g_strdup (sl_record_get_id (application));
}

char *
sl_core_test_add_record (SlContext *context,
                         SlRecord  *record)
{
  g_autoptr (SlRecord) owned = record;

  g_object_unref (sl_core_test_apply (context, sl_deed_add (record)));

  return g_strdup (sl_record_get_id (record));
}

char *
sl_core_test_add_round (SlContext  *context,
                        const char *application_id,
                        const char *name,
                        const char *day,
                        const char *time,
                        const char *zone)
{
  SlRecord *stage = sl_record_new (SL_KIND_STAGE);

  sl_record_set_text (stage, SL_STAGE_APPLICATION_ID, application_id);
  sl_record_set_text (stage, SL_STAGE_NAME, name);
  sl_record_set_text (stage, SL_STAGE_DATE, day);
  sl_record_set_text (stage, SL_STAGE_TIME_OF_DAY, time);
  sl_record_set_text (stage, SL_STAGE_TIME_ZONE, zone);

  return sl_core_test_add_record (context, stage);
}

void
sl_core_test_edit (SlContext  *context,
                   SlKind      kind,
                   const char *id,
                   guint       field,
                   const char *text)
{
  const char *ids[] = { id, NULL };
  g_auto (SlValue) value = SL_VALUE_INIT;

  if (text != NULL)
    sl_value_set_text (&value, text);
  g_object_unref (sl_core_test_apply (context, sl_deed_edit (kind, ids, field, &value)));
}

typedef struct {
  SlKind kind;
  const char *id;
} Wanted;

static gpointer
read_record (SlConnection  *connection,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Wanted *wanted = data;

  return sl_store_read_record (connection, wanted->kind, wanted->id, error);
}

SlRecord *
sl_core_test_read (SlContext  *context,
                   SlKind      kind,
                   const char *id)
{
  Wanted wanted = { kind, id };
  g_autoptr (GError) error = NULL;
  SlRecord *record = sl_store_read (sl_context_get_store (context), read_record, &wanted, &error);

  g_assert_no_error (error);

  return record;
}

static gpointer
read_children (SlConnection  *connection,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  Wanted *wanted = data;

  return sl_store_read_children (connection, wanted->kind, wanted->id, error);
}

GPtrArray *
sl_core_test_read_children (SlContext  *context,
                            SlKind      kind,
                            const char *application_id)
{
  Wanted wanted = { kind, application_id };
  g_autoptr (GError) error = NULL;
  GPtrArray *children = sl_store_read (sl_context_get_store (context), read_children, &wanted, &error);

  g_assert_no_error (error);

  return children;
}

guint
sl_core_test_count_children (SlContext  *context,
                             SlKind      kind,
                             const char *application_id)
{
  g_autoptr (GPtrArray) children = sl_core_test_read_children (context, kind, application_id);

  return children->len;
}

gint64
sl_core_test_get_pk (SlContext  *context,
                     const char *id)
{
  g_autoptr (SlRecord) application = id != NULL ? sl_core_test_read (context, SL_KIND_APPLICATION, id) : NULL;

  return application != NULL ? sl_record_get_pk (application) : 0;
}

typedef struct {
  GArray *pks;
  const SlBoardPlace *place;
  SlClock *clock;
} Placing;

static gpointer
build_placement (SlConnection  *connection,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  Placing *placing = data;

  return sl_deed_place_on_board (connection, (const gint64 *) placing->pks->data, placing->pks->len, placing->place, placing->clock, error);
}

SlTransaction *
sl_core_test_place (SlContext          *context,
                    const char *const  *ids,
                    const SlBoardPlace *place)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) pks = g_array_new (FALSE, FALSE, sizeof (gint64));
  Placing placing = { pks, place, sl_context_get_clock (context) };
  SlChangeset *changeset;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      gint64 pk = sl_core_test_get_pk (context, ids[i]);

      g_array_append_val (pks, pk);
    }
  changeset = sl_store_read (sl_context_get_store (context), build_placement, &placing, &error);
  g_assert_no_error (error);

  return sl_core_test_apply (context, changeset);
}

SlTransaction *
sl_core_test_place_between (SlContext         *context,
                            const char *const *ids,
                            const char        *status,
                            const char        *lane,
                            const char        *above,
                            const char        *below)
{
  const SlBoardPlace place = { status, lane, sl_core_test_get_pk (context, above), sl_core_test_get_pk (context, below) };

  return sl_core_test_place (context, ids, &place);
}

void
sl_core_test_assert_words (SlTransaction *transaction,
                           const char    *done,
                           const char    *undone)
{
  g_autofree char *words = sl_deed_describe (transaction);
  g_autofree char *undo_words = sl_deed_describe_undone (transaction);

  g_assert_cmpstr (words, ==, done);
  g_assert_cmpstr (undo_words, ==, undone);
  g_object_unref (transaction);
}

void
sl_core_test_wait_for (gboolean *flag)
{
  while (!*flag)
    g_main_context_iteration (NULL, TRUE);
}

static gpointer
answer_anything (SlConnection  *connection,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  return g_strdup ("");
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autofree char *answer = sl_store_read_finish (SL_STORE (source), result, NULL);
  gboolean *answered = user_data;

  *answered = TRUE;
}

/* Answers may lead to further questions; a question of our own comes back after all asked before it. */
void
sl_core_test_settle (SlContext *context)
{
  for (guint i = 0; i < 12; i++)
    {
      gboolean interactive = FALSE;
      gboolean background = FALSE;

      while (g_main_context_iteration (NULL, FALSE))
        ;
      sl_store_read_async (sl_context_get_store (context), SL_READ_INTERACTIVE, answer_anything, NULL, NULL, g_free, NULL, answered_cb, &interactive);
      sl_store_read_async (sl_context_get_store (context), SL_READ_BACKGROUND, answer_anything, NULL, NULL, g_free, NULL, answered_cb, &background);
      sl_core_test_wait_for (&interactive);
      sl_core_test_wait_for (&background);
    }
}
