/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of the server that nobody can make sense of, such as half a day or a number that isn't whole. The rest of the row
 * is taken as ever; the log says what was left out. */

#define G_LOG_DOMAIN "sl-tracker-unread"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-sync-account.h"
#include "sl-text.h"
#include "sl-tracker-sync-private.h"

/* (nullable) (transfer full): by what a person knows the row again. */
static char *
name_row (SlKind      kind,
          JsonObject *row)
{
  const SlKindInfo *info = sl_kind_get_info (kind);

  for (guint i = SL_N_COMMON_FIELDS; i < info->n_fields; i++)
    if (info->fields[i].type == SL_TYPE_TEXT && info->fields[i].flags & SL_FIELD_REQUIRED && sl_json_has_value (row, info->fields[i].column))
      {
        g_autofree char *name = sl_text_sanitize (sl_json_get_string (row, info->fields[i].column, ""), -1);
        g_autofree char *brief = sl_text_truncate_utf8 (name, 80);

        return sl_text_isolate (brief);
      }
  return NULL;
}

/* Once: a row that can't be kept comes with each list. */
static gboolean
tell_once (SlTrackerSync *self,
           SlConnection  *connection,
           const char    *words,
           GError       **error)
{
  SlStatement *statement = sl_connection_prepare (connection, "SELECT 1 FROM sync_log WHERE words = ? LIMIT 1", error);
  gboolean told;

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_text (statement, 1, words);
  if (!sl_statement_find_row (statement, &told, error))
    return FALSE;
  return told || sl_sync_log_add (connection, sl_clock_get_now (self->clock), words, error);
}

/** _sl_tracker_note_unread: tells the log of @fields of @row that couldn't be read; %FALSE with @error set */
gboolean
_sl_tracker_note_unread (SlTrackerSync *self,
                         SlConnection  *connection,
                         SlKind         kind,
                         JsonObject    *row,
                         guint64        fields,
                         GError       **error)
{
  const SlKindInfo *info = sl_kind_get_info (kind);
  g_autoptr (GString) labels = g_string_new (NULL);
  g_autofree char *name = NULL;
  g_autofree char *words = NULL;

  for (guint i = 0; i < info->n_fields; i++)
    if (fields & sl_tracker_get_fields (kind) & BIT (i))
      g_string_append_printf (labels, "%s%s", labels->len > 0 ? ", " : "", sl_field_get_label (&info->fields[i]));
  if (labels->len == 0)
    return TRUE;
  name = name_row (kind, row);
  /* Translators: a kind of record and its name, then fields: “Application Torvmark: what the server has for Salary from can’t be …” */
  words = g_strdup_printf (_("%s %s: what the server has for %s can’t be understood, and stays as it is here and there."), _(info->label),
                           name != NULL ? name : "", labels->str);
  return tell_once (self, connection, words, error);
}

/** _sl_tracker_note_unkept: tells the log of a row that can't be kept here at all, and @why; %FALSE with @error set */
gboolean
_sl_tracker_note_unkept (SlTrackerSync *self,
                         SlConnection  *connection,
                         SlKind         kind,
                         JsonObject    *row,
                         const char    *why,
                         GError       **error)
{
  g_autofree char *name = name_row (kind, row);
  /* Translators: a kind of record, its name, and a sentence */
  g_autofree char *words = g_strdup_printf (_("%s %s can’t be taken over from the server: %s"), _(sl_kind_get_info (kind)->label), name != NULL ? name : "", why);

  return tell_once (self, connection, words, error);
}
