/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of sl_store_check() that looks at what the store writes beside the fields: folded copies and keys. */

#define G_LOG_DOMAIN "sl-check-folds"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-check.h"
#include "sl-kinds.h"
#include "sl-record.h"
#include "sl-table-keys.h"

/* Column @column holds @expected (taken); the empty key of nothing is null. */
static gboolean
holds (SlStatement *statement,
       int          column,
       char        *expected)
{
  g_autofree char *owned = expected;
  const char *wanted = expected != NULL && *expected != '\0' ? expected : NULL;
  return g_strcmp0 (sl_statement_get_text (statement, column), wanted) == 0;
}

static gboolean
keys_hold (SlStatement *statement,
           int          first)
{
  g_autoptr (SlRecord) record = sl_record_new_blank (SL_KIND_APPLICATION);

  sl_record_set_text (record, SL_APPLICATION_COMPANY_NAME, sl_statement_get_text (statement, first));
  sl_record_set_text (record, SL_APPLICATION_ROLE_TITLE, sl_statement_get_text (statement, first + 1));
  sl_record_set_text (record, SL_APPLICATION_URL, sl_statement_get_text (statement, first + 2));
  return holds (statement, first + 3, sl_table_build_dup_key (record)) &&
         holds (statement, first + 4, sl_table_build_url_key (record));
}

static char *
build_sql (SlKind kind,
           guint *n_folded)
{
  const SlKindInfo *info = sl_kind_get_info (kind);
  GString *sql = g_string_new ("SELECT id");

  *n_folded = 0;
  for (guint i = 0; i < info->n_fields; i++)
    if (info->fields[i].flags & SL_FIELD_FOLDED)
      {
        g_string_append_printf (sql, ", %s, %s_fold", info->fields[i].column, info->fields[i].column);
        (*n_folded)++;
      }
  if (kind == SL_KIND_APPLICATION)
    g_string_append (sql, ", company_name, role_title, url, dup_key, url_key");
  g_string_append_printf (sql, " FROM %s", info->table);
  return g_string_free (sql, FALSE);
}

static gboolean
row_holds (SlStatement *statement,
           SlKind       kind,
           guint        n_folded)
{
  for (guint i = 0; i < n_folded; i++)
    if (!holds (statement, (int) (2 + 2 * i), sl_table_build_fold (sl_statement_get_text (statement, (int) (1 + 2 * i)))))
      return FALSE;
  return kind != SL_KIND_APPLICATION || keys_hold (statement, (int) (1 + 2 * n_folded));
}

static gboolean
check_kind (SlConnection *connection,
            SlKind        kind,
            GPtrArray    *problems,
            GCancellable *cancellable,
            GError      **error)
{
  guint n_folded;
  guint n_told = 0;
  g_autofree char *sql = build_sql (kind, &n_folded);
  g_autoptr (GError) local = NULL;

  if (n_folded == 0)
    return TRUE;

  SlStatement *statement = sl_connection_prepare (connection, sql, error);
  if (statement == NULL)
    return FALSE;
  while (n_told < SL_CHECK_MAX_TOLD && sl_statement_step (statement, &local))
    if (!row_holds (statement, kind, n_folded))
      {
        g_ptr_array_add (problems, g_strdup_printf (_("The text kept for searching and sorting is wrong for %s %s."),
                                                    sl_kind_get_info (kind)->name, sl_statement_get_text (statement, 0)));
        n_told++;
      }
  sl_statement_reset (statement);
  if (local == NULL)
    return !g_cancellable_set_error_if_cancelled (cancellable, error);

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
sl_check_folds (SlConnection *connection,
                GPtrArray    *problems,
                GCancellable *cancellable,
                GError      **error)
{
  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    if (!check_kind (connection, kind, problems, cancellable, error))
      return FALSE;
  return TRUE;
}
