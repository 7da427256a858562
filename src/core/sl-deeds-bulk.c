/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deeds on what is selected in a list, which knows pks: the ids are looked up and the changeset is built on the store's
 * writer thread, so that 100,000 rows don't hold up the window. */
#define G_LOG_DOMAIN "sl-deeds-bulk"

#include "config.h"

#include "sl-deeds-private.h"

#include "sl-store-build.h"
#include "sl-store-query.h"

typedef enum {
  LOOK_UP_APPLICATIONS,
  LOOK_UP_LACKING,     /* applications without the tag */
  LOOK_UP_ASSIGNMENTS, /* the tag's assignments to the applications */
} LookUp;

/* Handed to the writer thread as a whole. */
typedef struct {
  GArray *pks;
  LookUp look_up;
  char *tag_id;
  SlBulkFunc build;
  gpointer data;
  GDestroyNotify data_free;
} Bulk;

static void
bulk_free (gpointer data)
{
  Bulk *bulk = data;

  g_array_unref (bulk->pks);
  g_free (bulk->tag_id);
  if (bulk->data_free != NULL)
    bulk->data_free (bulk->data);
  g_free (bulk);
}

static const char *
get_sql (LookUp look_up)
{
  switch (look_up)
    {
    case LOOK_UP_LACKING:
      return "SELECT id FROM applications AS a WHERE pk = ?1 AND NOT EXISTS"
             " (SELECT 1 FROM tag_assignments WHERE application_id = a.id AND tag_id = ?2 AND deleted_at IS NULL)";
    case LOOK_UP_ASSIGNMENTS:
      return "SELECT t.id FROM applications AS a JOIN tag_assignments AS t ON t.application_id = a.id"
             " WHERE a.pk = ?1 AND t.tag_id = ?2 AND t.deleted_at IS NULL";
    case LOOK_UP_APPLICATIONS:
    default:
      return "SELECT id FROM applications WHERE pk = ?1";
    }
}

/* NULL-terminated; NULL on error. */
static GPtrArray *
look_up_ids (SlConnection  *connection,
             Bulk          *bulk,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_null_terminated (bulk->pks->len, g_free, TRUE);
  SlStatement *statement = sl_connection_prepare (connection, get_sql (bulk->look_up), error);

  if (statement == NULL)
    return NULL;

  for (guint i = 0; i < bulk->pks->len; i++)
    {
      g_autoptr (GError) failure = NULL;

      if (i % 1024 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      sl_statement_reset (statement);
      sl_statement_bind_integer (statement, 1, g_array_index (bulk->pks, gint64, i));
      if (bulk->tag_id != NULL)
        sl_statement_bind_text (statement, 2, bulk->tag_id);
      while (sl_statement_step (statement, &failure))
        g_ptr_array_add (ids, g_strdup (sl_statement_get_text (statement, 0)));
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
    }
  sl_statement_reset (statement);

  return g_steal_pointer (&ids);
}

static gboolean
name_single (SlConnection *connection,
             SlChangeset  *changeset,
             gint64        pk,
             GError      **error)
{
  g_autoptr (SlRecord) application = sl_store_read_record_by_pk (connection, SL_KIND_APPLICATION, pk, error);

  if (application == NULL)
    return FALSE;

  sl_deed_name_application (changeset, application);
  return TRUE;
}

static gpointer
build_changeset (SlConnection  *connection,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  Bulk *bulk = data;
  g_autoptr (GPtrArray) ids = look_up_ids (connection, bulk, cancellable, error);
  g_autoptr (SlChangeset) changeset = NULL;

  if (ids == NULL)
    return NULL;

  changeset = bulk->build ((const char *const *) ids->pdata, bulk->data);
  if (bulk->pks->len == 1 && ids->len == 1 && !name_single (connection, changeset, g_array_index (bulk->pks, gint64, 0), error))
    return NULL;
  if (bulk->tag_id != NULL)
    {
      g_autoptr (SlRecord) tag = sl_store_read_record (connection, SL_KIND_TAG, bulk->tag_id, error);

      if (tag == NULL)
        return NULL;
      sl_deed_set_subject (changeset, SL_SUBJECT_NAME, sl_record_get_text (tag, SL_TAG_NAME));
    }

  return g_steal_pointer (&changeset);
}

void
sl_deed_build_async (SlContext           *context,
                     SlReadFunc           build,
                     gpointer             data,
                     GDestroyNotify       data_free,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  sl_store_build_async (sl_context_get_store (context), build, data, data_free, cancellable, callback, user_data);
}

void
sl_deed_forward_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  SlTransaction *transaction = sl_store_apply_finish (SL_STORE (source), result, &error);

  if (transaction != NULL)
    g_task_return_pointer (task, transaction, g_object_unref);
  else
    g_task_return_error (task, error);
}

static Bulk *
new_bulk (const gint64 *pks,
          guint         n_pks)
{
  Bulk *bulk = g_new0 (Bulk, 1);

  bulk->pks = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_pks);
  g_array_append_vals (bulk->pks, pks, n_pks);

  return bulk;
}

/**
 * sl_deed_bulk_async:
 * @pks: (array length=n_pks): applications, copied
 * @build: makes the changeset of the ids; runs on the writer thread, so it may use nothing but its arguments
 * @data: for @build
 * @data_free: (nullable): frees @data
 *
 * Does one deed on many applications, as one step of undo. Finish with sl_store_apply_finish() of the context's store.
 */
void
sl_deed_bulk_async (SlContext           *context,
                    const gint64        *pks,
                    guint                n_pks,
                    SlBulkFunc           build,
                    gpointer             data,
                    GDestroyNotify       data_free,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  Bulk *bulk;

  g_return_if_fail (SL_IS_CONTEXT (context));
  g_return_if_fail (build != NULL);

  bulk = new_bulk (pks, n_pks);
  bulk->build = build;
  bulk->data = data;
  bulk->data_free = data_free;
  sl_deed_build_async (context, build_changeset, bulk, bulk_free, cancellable, callback, user_data);
}

static SlChangeset *
build_tagging (const char *const *ids,
               gpointer           data)
{
  return sl_deed_assign_tag (ids, data);
}

static SlChangeset *
build_untagging (const char *const *ids,
                 gpointer           data)
{
  return sl_deed_unassign_tag (ids);
}

/**
 * sl_deed_bulk_tag_async:
 * @pks: (array length=n_pks): applications, copied
 * @assign: put the tag on those that lack it; otherwise take it off those that have it
 *
 * Finish with sl_store_apply_finish() of the context's store.
 */
void
sl_deed_bulk_tag_async (SlContext           *context,
                        const gint64        *pks,
                        guint                n_pks,
                        const char          *tag_id,
                        gboolean             assign,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  Bulk *bulk;

  g_return_if_fail (SL_IS_CONTEXT (context));
  g_return_if_fail (tag_id != NULL);

  bulk = new_bulk (pks, n_pks);
  bulk->look_up = assign ? LOOK_UP_LACKING : LOOK_UP_ASSIGNMENTS;
  bulk->tag_id = g_strdup (tag_id);
  bulk->build = assign ? build_tagging : build_untagging;
  bulk->data = g_strdup (tag_id);
  bulk->data_free = g_free;
  sl_deed_build_async (context, build_changeset, bulk, bulk_free, cancellable, callback, user_data);
}
