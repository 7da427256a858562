/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-sync-refusal.h. What a round was refused is what stands there as refused after it, and didn't before: that holds for
 * each way in which the server may say no. What a person sends again doesn't stand there meanwhile. */

#define G_LOG_DOMAIN "sl-sync-refusal"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-count.h"
#include "sl-kinds.h"
#include "sl-record-name.h"
#include "sl-sync-account.h"
#include "sl-sync-refusal.h"
#include "sl-text.h"

/* More would push out of the log what it tells else. */
#define MAX_TOLD 20

#define MAX_NAME 80
#define MAX_MESSAGE 500

/* Requests and files: their kind, id, whether it is a file, and what tells one sending from the next. */
#define REFUSED "SELECT kind, id, 0, sent_at FROM sync_flight WHERE state = 2" \
                " UNION ALL SELECT %d, id, 1, hash FROM sync_upload WHERE state = 2"

static void
refusal_free (gpointer data)
{
  SlSyncRefusal *self = data;

  sl_sync_waiting_free (self->waiting);
  g_free (self->name);
  g_free (self->words);
  g_free (self);
}

typedef void (*RefusedFunc) (SlStatement *statement, const char *key, gpointer data);

static gboolean
for_each_refused (SlConnection *connection,
                  RefusedFunc   func,
                  gpointer      data,
                  GError      **error)
{
  g_autofree char *sql = g_strdup_printf (REFUSED, SL_KIND_RESUME_VERSION);
  SlStatement *statement = sl_connection_prepare (connection, sql, error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  while (sl_statement_step (statement, &local))
    {
      g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT " %s %s", sl_statement_get_integer (statement, 0),
                                              sl_statement_get_text (statement, 1), sl_statement_get_text (statement, 3));

      func (statement, key, data);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
add_key (SlStatement *statement,
         const char  *key,
         gpointer     data)
{
  g_hash_table_add (data, g_strdup (key));
}

/** sl_sync_refusals_look: (transfer full): what stands there as refused, for sl_sync_refusals_note() after a round */
GHashTable *
sl_sync_refusals_look (SlConnection *connection,
                       GError      **error)
{
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return for_each_refused (connection, add_key, keys, error) ? g_steal_pointer (&keys) : NULL;
}

/* Words */

/**
 * sl_sync_waiting_explain:
 * @message: (nullable): what is said instead of the server's words
 *
 * Returns: (transfer full): why the server doesn't take it: the field and the server's words about it
 */
char *
sl_sync_waiting_explain (const SlSyncWaiting *self,
                         const char          *message)
{
  const SlKindInfo *info = sl_kind_get_info (self->kind);

  if (message == NULL)
    message = self->message != NULL ? self->message : _("The server doesn’t say why.");
  for (guint i = 0; self->field != NULL && i < info->n_fields; i++)
    if (g_strcmp0 (info->fields[i].column, self->field) == 0)
      /* Translators: a field and what the server says about it: “Role: is too long” */
      return g_strdup_printf (C_("field and problem", "%s: %s"), sl_field_get_label (&info->fields[i]), message);
  return g_strdup (message);
}

static void
make_brief (char **text)
{
  g_autofree char *whole = g_steal_pointer (text);

  *text = whole != NULL ? sl_text_truncate_utf8 (whole, MAX_NAME) : NULL;
}

/* (transfer full): %NULL with @error set. */
static char *
name_record (SlConnection *connection,
             SlKind        kind,
             const char   *id,
             GError      **error)
{
  g_autoptr (SlRecordName) name = sl_record_name_read (connection, kind, id, error);

  if (name == NULL)
    return NULL;
  if (sl_record_name_is_gone (name))
    return g_strdup (C_("record", "(deleted for good)"));
  make_brief (&name->name);
  make_brief (&name->company);
  make_brief (&name->role);
  return sl_record_name_describe (name);
}

/* What the server sends is somebody else's text. */
static char *
explain_briefly (const SlSyncWaiting *waiting)
{
  g_autofree char *clean = sl_text_sanitize (waiting->message, -1);
  g_autofree char *brief = sl_text_truncate_utf8 (g_strdelimit (clean, "\n\t", ' '), MAX_MESSAGE);

  return sl_sync_waiting_explain (waiting, *brief != '\0' ? brief : NULL);
}

static char *
describe (const SlSyncRefusal *self)
{
  g_autofree char *why = explain_briefly (self->waiting);
  const char *kind = _(sl_kind_get_info (self->waiting->kind)->label);

  /* It may not even have been sent. */
  if (self->waiting->deed == SL_SYNC_WAITING_UPLOAD)
    return g_strdup_printf (self->again ? C_("kind, name and problem", "The file still isn’t on the server: %s %s. %s")
                                        : C_("kind, name and problem", "The file isn’t on the server: %s %s. %s"), kind, self->name, why);
  if (self->again)
    return g_strdup_printf (C_("kind, name and problem", "The server refused again: %s %s. %s"), kind, self->name, why);
  /* Translators: a kind of record, its name, and the server's words: “The server refused: Application Baker at Torvmark. Role: is too long” */
  return g_strdup_printf (C_("kind, name and problem", "The server refused: %s %s. %s"), kind, self->name, why);
}

static gboolean
was_told (SlConnection *connection,
          const char   *words,
          gboolean     *told,
          GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, "SELECT 1 FROM sync_log WHERE words = ? LIMIT 1", error);

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_text (statement, 1, words);
  return sl_statement_find_row (statement, told, error);
}

static gboolean
word (SlSyncRefusal *self,
      SlConnection  *connection,
      GError       **error)
{
  self->name = name_record (connection, self->waiting->kind, self->waiting->id, error);
  if (self->name == NULL)
    return FALSE;
  self->words = describe (self);
  if (!was_told (connection, self->words, &self->again, error))
    return FALSE;
  if (self->again)
    {
      g_free (self->words);
      self->words = describe (self);
    }
  return TRUE;
}

/* After a round */

typedef struct {
  GHashTable *before;
  GPtrArray *found;
} News;

static void
add_news (SlStatement *statement,
          const char  *key,
          gpointer     data)
{
  News *self = data;
  SlSyncRefusal *refusal;

  if (g_hash_table_contains (self->before, key))
    return;
  refusal = g_new0 (SlSyncRefusal, 1);
  refusal->waiting = g_new0 (SlSyncWaiting, 1);
  refusal->waiting->kind = (SlKind) sl_statement_get_integer (statement, 0);
  refusal->waiting->id = g_strdup (sl_statement_get_text (statement, 1));
  refusal->waiting->deed = sl_statement_get_integer (statement, 2) != 0 ? SL_SYNC_WAITING_UPLOAD : SL_SYNC_WAITING_CHANGE;
  g_ptr_array_add (self->found, refusal);
}

static gboolean
look_at (SlConnection  *connection,
         SlSyncRefusal *refusal,
         GError       **error)
{
  SlSyncWaiting *waiting = sl_sync_waiting_look (connection, refusal->waiting->kind, refusal->waiting->id,
                                                 refusal->waiting->deed == SL_SYNC_WAITING_UPLOAD, error);

  if (waiting == NULL)
    return FALSE;
  sl_sync_waiting_free (refusal->waiting);
  refusal->waiting = waiting;
  return word (refusal, connection, error);
}

static gboolean
tell_rest (SlConnection *connection,
           guint         n,
           gint64        at,
           GError      **error)
{
  g_autofree char *words = g_strdup_printf (ngettext ("The server refused %s more change.", "The server refused %s more changes.", n), SL_COUNT (n));

  return sl_sync_log_add (connection, at, words, error);
}

/**
 * sl_sync_refusals_note:
 * @before: as sl_sync_refusals_look() saw it before the round
 * @at: microseconds since 1970 UTC
 *
 * Tells the log what the server refused since.
 *
 * Returns: (transfer full) (element-type SlSyncRefusal): the same; %NULL with @error set
 */
GPtrArray *
sl_sync_refusals_note (SlConnection *connection,
                       GHashTable   *before,
                       gint64        at,
                       GError      **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (refusal_free);
  News news = { before, found };

  if (!for_each_refused (connection, add_news, &news, error))
    return NULL;
  for (guint i = 0; i < found->len; i++)
    if (!look_at (connection, g_ptr_array_index (found, i), error))
      return NULL;
  if (found->len > MAX_TOLD && !tell_rest (connection, found->len - MAX_TOLD, at, error))
    return NULL;
  /* The log is read from its end. */
  for (guint i = MIN (found->len, MAX_TOLD); i > 0; i--)
    if (!sl_sync_log_add (connection, at, ((SlSyncRefusal *) g_ptr_array_index (found, i - 1))->words, error))
      return NULL;
  return g_steal_pointer (&found);
}
