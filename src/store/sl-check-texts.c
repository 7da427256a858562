/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether all that is said to be text is. Whoever reads gets “�” in place of bytes that aren't, so that nothing trips over
 * them; here they are told. Part of sl_store_check(). */

#define G_LOG_DOMAIN "sl-check-texts"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-check.h"
#include "sl-field.h"

static char *
build_sql (const SlKindInfo *info)
{
  GString *sql = g_string_new ("SELECT id");

  for (guint i = SL_N_COMMON_FIELDS; i < info->n_fields; i++)
    g_string_append_printf (sql, ", %s", info->fields[i].column);
  g_string_append_printf (sql, " FROM %s", info->table);
  return g_string_free (sql, FALSE);
}

static void
check_row (SlStatement      *statement,
           const SlKindInfo *info,
           GPtrArray        *problems,
           guint            *n_told)
{
  for (guint i = SL_N_COMMON_FIELDS; i < info->n_fields && *n_told < SL_CHECK_MAX_TOLD; i++)
    if (sl_statement_is_broken (statement, (int) (1 + i - SL_N_COMMON_FIELDS)))
      {
        /* Translators: the name of a field, a kind of record like “application”, and the number it is known by. */
        g_ptr_array_add (problems, g_strdup_printf (_("“%1$s” of %2$s %3$s holds bytes that aren’t text and are shown as “�”. Enter it anew."),
                                                    sl_field_get_label (&info->fields[i]), info->name, sl_statement_get_text (statement, 0)));
        (*n_told)++;
      }
}

gboolean
sl_check_texts (SlConnection *connection,
                GPtrArray    *problems,
                GCancellable *cancellable,
                GError      **error)
{
  guint n_told = 0;

  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    {
      const SlKindInfo *info = sl_kind_get_info (kind);
      g_autofree char *sql = build_sql (info);
      SlStatement *statement = sl_connection_prepare (connection, sql, error);
      g_autoptr (GError) local = NULL;

      if (statement == NULL)
        return FALSE;
      while (n_told < SL_CHECK_MAX_TOLD && sl_statement_step (statement, &local))
        check_row (statement, info, problems, &n_told);
      sl_statement_reset (statement);
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  return TRUE;
}
