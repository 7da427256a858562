/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-trash-belongings.h. */
#define G_LOG_DOMAIN "sl-trash-belongings"

#include "config.h"

#include "sl-kinds.h"
#include "sl-references.h"
#include "sl-store-query.h"
#include "sl-trash-belongings.h"

/* @sql has a place for @id; -1 with @error set. */
static gint64
count (SlConnection *connection,
       const char   *sql,
       const char   *id,
       GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, sql, error);
  gint64 n = -1;

  if (statement == NULL)
    return -1;
  sl_statement_bind_text (statement, 1, id);
  if (sl_statement_step (statement, error))
    n = sl_statement_get_integer (statement, 0);
  sl_statement_reset (statement);
  return n;
}

static gboolean
count_referring (SlTrashBelongings *self,
                 SlConnection      *connection,
                 const SlReference *reference,
                 const char        *id,
                 GError           **error)
{
  const SlField *field = sl_kind_get_field (reference->kind, reference->field);
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s WHERE %s = ?", sl_kind_get_info (reference->kind)->table, field->column);
  gint64 n;

  /* Others only lose their reference. */
  if ((field->flags & (SL_FIELD_OWNER | SL_FIELD_REQUIRED)) == 0)
    return TRUE;
  n = count (connection, sql, id, error);
  if (n < 0)
    return FALSE;
  self->n[reference->kind] += (guint) n;
  return TRUE;
}

/* Each once; what another record has stays. */
#define COUNT_FILES(goes, other_documents, other_versions) \
  "SELECT count (DISTINCT g.file_hash) FROM " goes " AS g WHERE g.file_hash IS NOT NULL" \
  " AND NOT EXISTS (SELECT 1 FROM documents AS d WHERE d.file_hash = g.file_hash" other_documents ")" \
  " AND NOT EXISTS (SELECT 1 FROM resume_versions AS v WHERE v.file_hash = g.file_hash" other_versions ")"

static gboolean
count_files (SlTrashBelongings *self,
             SlConnection      *connection,
             SlTrashItem       *item,
             GError           **error)
{
  const char *sql = NULL;
  gint64 n;

  if (sl_trash_item_get_kind (item) == SL_KIND_APPLICATION)
    sql = COUNT_FILES ("(SELECT file_hash FROM documents WHERE application_id = ?1)", " AND d.application_id IS NOT ?1", "");
  else if (sl_trash_item_get_kind (item) == SL_KIND_DOCUMENT)
    sql = COUNT_FILES ("(SELECT file_hash FROM documents WHERE id = ?1)", " AND d.id <> ?1", "");
  else if (sl_trash_item_get_kind (item) == SL_KIND_RESUME_VERSION)
    sql = COUNT_FILES ("(SELECT file_hash FROM resume_versions WHERE id = ?1)", "", " AND v.id <> ?1");
  if (sql == NULL)
    return TRUE;

  n = count (connection, sql, sl_trash_item_get_id (item), error);
  self->n_files = (guint) MAX (n, 0);
  return n >= 0;
}

/** sl_trash_read_belongings: what goes with @data for good */
gpointer
sl_trash_read_belongings (SlConnection *connection,
                          gpointer      data,
                          GCancellable *cancellable,
                          GError      **error)
{
  SlTrashItem *item = data;
  g_autofree SlTrashBelongings *self = g_new0 (SlTrashBelongings, 1);
  g_autoptr (GArray) references = sl_references_to (sl_trash_item_get_kind (item));

  for (guint i = 0; i < references->len; i++)
    if (!count_referring (self, connection, &g_array_index (references, SlReference, i), sl_trash_item_get_id (item), error))
      return NULL;
  if (!count_files (self, connection, item, error))
    return NULL;
  return g_steal_pointer (&self);
}
