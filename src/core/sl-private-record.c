/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-private-record.h. */

#define G_LOG_DOMAIN "sl-private-record"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-date.h"
#include "sl-kinds.h"
#include "sl-private-record.h"
#include "sl-private.h"
#include "sl-table.h"
#include "sl-text.h"

/** sl_private_record_describe: (transfer full): as sl_record_name_describe() */
char *
sl_private_record_describe (const SlRecordName *name)
{
  g_autofree char *shown = sl_private_name (name->kind, name->name);
  g_autofree char *company = sl_private_company (name->company);
  const SlRecordName hidden = { name->kind, shown, company, name->role };

  return sl_record_name_describe (&hidden);
}

/* @twin: (out) (transfer full) (nullable): the application that record @id is, or belongs to, if there is another one of its name. */
static gboolean
read_twin (SlConnection *connection,
           SlKind        kind,
           const char   *id,
           SlRecord    **twin,
           GError      **error)
{
  guint reference = sl_kind_find_field (kind, "application-id");
  g_autoptr (SlRecord) record = kind == SL_KIND_APPLICATION || reference != SL_FIELD_NONE ? sl_table_read (connection, kind, id, NULL) : NULL;
  g_autoptr (SlRecord) owner = NULL;
  SlStatement *statement;
  gboolean has_twin;

  *twin = NULL;
  if (record != NULL && kind == SL_KIND_APPLICATION)
    owner = g_object_ref (record);
  else if (record != NULL && !sl_record_is_null (record, reference))
    owner = sl_table_read (connection, SL_KIND_APPLICATION, sl_record_get_text (record, reference), NULL);
  if (owner == NULL)
    return TRUE;
  statement = sl_connection_prepare (connection,
                                     "SELECT 1 FROM applications AS a JOIN applications AS b ON b.dup_key = a.dup_key AND b.pk <> a.pk"
                                     " WHERE a.pk = ? AND b.deleted_at IS NULL", error);
  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, sl_record_get_pk (owner));
  if (!sl_statement_find_row (statement, &has_twin, error))
    return FALSE;
  if (has_twin)
    *twin = g_steal_pointer (&owner);
  return TRUE;
}

/**
 * sl_private_record_tell_apart:
 *
 * Returns: (transfer full) (nullable): where more than one application has the name of what record @id is, or belongs to, what else
 *   there is to know it by: “Bergen · Applied September 3, 2026”. %NULL also with @error set
 */
char *
sl_private_record_tell_apart (SlConnection *connection,
                              SlKind        kind,
                              const char   *id,
                              GError      **error)
{
  g_autoptr (SlRecord) twin = NULL;
  const char *location, *applied;
  g_autofree char *place = NULL, *day_words = NULL, *when = NULL;
  SlDay day;

  if (!read_twin (connection, kind, id, &twin, error) || twin == NULL)
    return NULL;
  location = sl_record_get_text (twin, SL_APPLICATION_LOCATION);
  applied = sl_record_get_text (twin, SL_APPLICATION_APPLIED_DATE);
  if (location != NULL && *location != '\0')
    {
      g_autofree char *shown = sl_private_words (location, sl_private_get_told (sl_kind_get_field (SL_KIND_APPLICATION, SL_APPLICATION_LOCATION)));

      place = sl_text_isolate (shown);
    }
  if (applied != NULL && sl_day_parse_iso (applied, &day))
    {
      day_words = sl_day_format_long (day);
      /* Translators: %s: a date; which of two applications of the same name it is */
      when = g_strdup_printf (C_("application", "applied %s"), day_words);
    }
  if (place != NULL && when != NULL)
    return g_strjoin (" · ", place, when, NULL);
  return place != NULL ? g_steal_pointer (&place) : g_steal_pointer (&when);
}
