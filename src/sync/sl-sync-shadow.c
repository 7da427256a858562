/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-sync-state.h: rows as the server last showed them. */

#define G_LOG_DOMAIN "sl-sync-shadow"

#include "config.h"

#include <string.h>

#include "sl-json.h"
#include "sl-sync-state.h"

/* A row that the server doesn't have any more keeps what was agreed on under this name: it is to come to it again, or it is in the
 * Trash here, and is known again should somebody else make it again. */
#define GONE "gone:"
#define DELETED GONE "deleted:"

#define COLUMNS "SELECT kind, id, server_id, row, print, absent_since, absences, papers_due FROM sync_shadow"
#define SERVER_IDS "SELECT server_id FROM sync_shadow"
/* Said by name, as below: few are missing, and sorting them by id isn't worth going through all of the kind for. */
#define MISSING " INDEXED BY sync_shadow_missing WHERE kind = ? AND absent_since IS NOT NULL"
#define OF_KIND " WHERE kind = ? AND server_id NOT GLOB '" GONE "*'"
/* Said by name: SQLite would rather go through all of the kind, for each application anew. */
#define OF_PARENT " INDEXED BY sync_shadow_parent" OF_KIND " AND parent = ?"

/** sl_shadow_new: @row: (transfer none): what the server showed */
SlShadow *
sl_shadow_new (SlKind      kind,
               const char *id,
               const char *server_id,
               JsonObject *row)
{
  SlShadow *self = g_new0 (SlShadow, 1);

  self->kind = kind;
  self->id = g_strdup (id);
  self->server_id = g_strdup (server_id);
  self->row = json_object_ref (row);
  return self;
}

void
sl_shadow_free (SlShadow *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->server_id);
  g_clear_pointer (&self->row, json_object_unref);
  g_free (self);
}

/** sl_shadow_set_row: takes a newer @row (transfer none) for what the server has; it was seen, then */
void
sl_shadow_set_row (SlShadow   *self,
                   JsonObject *row)
{
  json_object_ref (row);
  json_object_unref (self->row);
  self->row = row;
  self->absent_since = 0;
  self->absences = 0;
}

/** sl_sync_read_texts: (transfer full) (element-type utf8): the first column of all rows of @statement; %NULL with @error set */
GPtrArray *
sl_sync_read_texts (SlStatement *statement,
                    GError     **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local = NULL;

  while (sl_statement_step (statement, &local))
    g_ptr_array_add (texts, g_strdup (sl_statement_get_text (statement, 0)));
  if (local == NULL)
    return g_steal_pointer (&texts);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static SlShadow *
read_row (SlStatement *statement,
          GError     **error)
{
  g_autoptr (JsonObject) row = sl_json_parse_object (sl_statement_get_text (statement, 3), error);
  SlShadow *self;

  if (row == NULL)
    return NULL;
  self = sl_shadow_new ((SlKind) sl_statement_get_integer (statement, 0), sl_statement_get_text (statement, 1),
                        sl_statement_get_text (statement, 2), row);
  self->print = sl_statement_get_integer (statement, 4);
  self->absent_since = sl_statement_get_integer (statement, 5);
  self->absences = (guint) sl_statement_get_integer (statement, 6);
  self->papers_due = (SlPapersDue) sl_statement_get_integer (statement, 7);
  return self;
}

static SlShadow *
find (SlConnection *connection,
      const char   *sql,
      SlKind        kind,
      const char   *id,
      GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, sql, error);
  SlShadow *self = NULL;

  if (statement == NULL)
    return NULL;
  sl_statement_bind_integer (statement, 1, kind);
  sl_statement_bind_text (statement, 2, id);
  if (sl_statement_step (statement, error))
    self = read_row (statement, error);
  sl_statement_reset (statement);
  return self;
}

/** sl_shadow_find: (transfer full) (nullable): of record @id; %NULL also with @error set */
SlShadow *
sl_shadow_find (SlConnection *connection,
                SlKind        kind,
                const char   *id,
                GError      **error)
{
  return find (connection, COLUMNS " WHERE kind = ? AND id = ?", kind, id, error);
}

/** sl_shadow_find_server: (transfer full) (nullable): of the server's row @server_id; %NULL also with @error set */
SlShadow *
sl_shadow_find_server (SlConnection *connection,
                       SlKind        kind,
                       const char   *server_id,
                       GError      **error)
{
  return find (connection, COLUMNS " WHERE kind = ? AND server_id = ?", kind, server_id, error);
}

/* @text (nullable): what the statement asks for second. */
static GPtrArray *
read_many (SlConnection *connection,
           const char   *sql,
           SlKind        kind,
           const char   *text,
           GError      **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_shadow_free);
  SlStatement *statement = sl_connection_prepare (connection, sql, error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return NULL;
  sl_statement_bind_integer (statement, 1, kind);
  if (text != NULL)
    sl_statement_bind_text (statement, 2, text);
  while (local == NULL && sl_statement_step (statement, &local))
    {
      SlShadow *shadow = read_row (statement, &local);

      if (shadow != NULL)
        g_ptr_array_add (all, shadow);
    }
  sl_statement_reset (statement);
  if (local == NULL)
    return g_steal_pointer (&all);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/**
 * sl_shadow_read_all:
 * @parent: (nullable): only those that belong to this application of the server
 *
 * Returns: (transfer full) (element-type SlShadow): of @kind, by their ids here; those that are gone left out
 */
GPtrArray *
sl_shadow_read_all (SlConnection *connection,
                    SlKind        kind,
                    const char   *parent,
                    GError      **error)
{
  if (parent == NULL)
    return read_many (connection, COLUMNS OF_KIND " ORDER BY id", kind, NULL, error);
  return read_many (connection, COLUMNS OF_PARENT " ORDER BY id", kind, parent, error);
}

/** sl_shadow_save: remembers @self, in the place of what was remembered of the record or of the row */
gboolean
sl_shadow_save (SlConnection *connection,
                SlShadow     *self,
                GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "INSERT OR REPLACE INTO sync_shadow (kind, id, server_id, row, print, absent_since, absences, parent, papers_due)"
                                                  " VALUES (?, ?, ?, ?, ?, nullif (?, 0), ?, ?, nullif (?, 0))", error);
  g_autofree char *row = sl_json_object_to_text (self->row, FALSE);

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, self->kind);
  sl_statement_bind_text (statement, 2, self->id);
  sl_statement_bind_text (statement, 3, self->server_id);
  sl_statement_bind_static (statement, 4, row, -1);
  sl_statement_bind_integer (statement, 5, self->print);
  sl_statement_bind_integer (statement, 6, self->absent_since);
  sl_statement_bind_integer (statement, 7, self->absences);
  sl_statement_bind_text (statement, 8, sl_kind_get_owner_field (self->kind) != SL_FIELD_NONE ? sl_json_get_string (self->row, "application_id", NULL) : NULL);
  sl_statement_bind_integer (statement, 9, self->papers_due);
  return sl_statement_run (statement, error);
}

/**
 * sl_shadow_read_server_ids:
 * @parent: (nullable): as for sl_shadow_read_all()
 *
 * Returns: (transfer full) (element-type utf8): what the server calls its rows of @kind, as far as they are known
 */
GPtrArray *
sl_shadow_read_server_ids (SlConnection *connection,
                           SlKind        kind,
                           const char   *parent,
                           GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, parent != NULL ? SERVER_IDS OF_PARENT : SERVER_IDS OF_KIND, error);

  if (statement == NULL)
    return NULL;
  sl_statement_bind_integer (statement, 1, kind);
  if (parent != NULL)
    sl_statement_bind_text (statement, 2, parent);
  return sl_sync_read_texts (statement, error);
}

/** sl_shadow_is_gone: whether the server doesn't have the row any more */
gboolean
sl_shadow_is_gone (SlShadow *self)
{
  return g_str_has_prefix (self->server_id, GONE);
}

/** sl_shadow_is_deleted: whether it doesn't because somebody deleted it */
gboolean
sl_shadow_is_deleted (SlShadow *self)
{
  return g_str_has_prefix (self->server_id, DELETED);
}

/** sl_shadow_set_gone: the server doesn't have the row any more @now; @deleted: nor is it to come to it again; to be saved */
void
sl_shadow_set_gone (SlShadow *self,
                    gint64    now,
                    gboolean  deleted)
{
  g_autofree char *name = g_strconcat (deleted ? DELETED : GONE, self->id, NULL);

  g_set_str (&self->server_id, name);
  self->absent_since = now;
}

/** sl_shadow_find_missing_kinds: @kinds: (out): by bit, those of which sl_shadow_read_missing() has any */
gboolean
sl_shadow_find_missing_kinds (SlConnection *connection,
                              guint64      *kinds,
                              GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, "SELECT DISTINCT kind FROM sync_shadow WHERE absent_since IS NOT NULL", error);
  g_autoptr (GError) local = NULL;

  *kinds = 0;
  if (statement == NULL)
    return FALSE;
  while (sl_statement_step (statement, &local))
    *kinds |= G_GUINT64_CONSTANT (1) << sl_statement_get_integer (statement, 0);
  sl_statement_reset (statement);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * sl_shadow_read_noted:
 * @member: what was noted in the rows that are remembered, beside what the server says
 *
 * Returns: (transfer full) (element-type utf8): the server's ids of the records of @kind that are to be compared and of which
 *   it was noted; %NULL with @error set
 */
GPtrArray *
sl_shadow_read_noted (SlConnection *connection,
                      SlKind        kind,
                      const char   *member,
                      GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "SELECT s.server_id FROM sync_dirty AS d CROSS JOIN sync_shadow AS s ON s.kind = d.kind AND s.id = d.id"
                                                  " WHERE d.kind = ? AND s.server_id NOT GLOB '" GONE "*' AND json_extract (s.row, '$.' || ?) IS NOT NULL ORDER BY s.id", error);

  if (statement == NULL)
    return NULL;
  sl_statement_bind_integer (statement, 1, kind);
  sl_statement_bind_text (statement, 2, member);
  return sl_sync_read_texts (statement, error);
}

G_STATIC_ASSERT (SL_PAPERS_ADDED == 2);

/** sl_shadow_set_papers_due: something was added to the papers and tags of the server's application @server_id, which are to be read, if it is known */
gboolean
sl_shadow_set_papers_due (SlConnection *connection,
                          const char   *server_id,
                          GError      **error)
{
  return sl_sync_run_for (connection, "UPDATE sync_shadow SET papers_due = coalesce (papers_due, 2) WHERE kind = ? AND server_id = ?", SL_KIND_APPLICATION, server_id, error);
}

/** sl_shadow_set_papers_read: they were read */
gboolean
sl_shadow_set_papers_read (SlConnection *connection,
                           const char   *server_id,
                           GError      **error)
{
  return sl_sync_run_for (connection, "UPDATE sync_shadow SET papers_due = NULL WHERE kind = ? AND server_id = ? AND papers_due IS NOT NULL",
                          SL_KIND_APPLICATION, server_id, error);
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return strcmp (((const SlShadow *) a)->id, ((const SlShadow *) b)->id);
}

static GPtrArray *
read_sorted (SlConnection *connection,
             const char   *sql,
             SlKind        kind,
             const char   *text,
             GError      **error)
{
  GPtrArray *all = read_many (connection, sql, kind, text, error);

  if (all != NULL)
    g_ptr_array_sort_values (all, compare_ids);
  return all;
}

/**
 * sl_shadow_read_missing:
 *
 * Returns: (transfer full) (element-type SlShadow): of @kind, those whose row wasn't in the last list, or is gone; by their ids here
 */
GPtrArray *
sl_shadow_read_missing (SlConnection *connection,
                        SlKind        kind,
                        GError      **error)
{
  return read_sorted (connection, COLUMNS MISSING, kind, NULL, error);
}

/** sl_shadow_read_missing_as: as sl_shadow_read_missing(), those in whose row @member is @text */
GPtrArray *
sl_shadow_read_missing_as (SlConnection *connection,
                           SlKind        kind,
                           const char   *member,
                           const char   *text,
                           GError      **error)
{
  g_autofree char *sql = g_strdup_printf (COLUMNS MISSING " AND json_extract (row, '$.%s') = ?", member);

  return read_sorted (connection, sql, kind, text, error);
}

static gboolean
count_missing_of (SlConnection *connection,
                  SlKind        kind,
                  guint        *n,
                  GError      **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM sync_shadow AS s INDEXED BY sync_shadow_missing CROSS JOIN %s AS a ON a.id = s.id"
                                          " WHERE s.kind = %d AND s.absent_since IS NOT NULL AND " SL_SHADOW_IS_THERE " AND a.deleted_at IS NULL",
                                          sl_kind_get_info (kind)->table, (int) kind);
  SlStatement *statement = sl_connection_prepare (connection, sql, error);
  gboolean done;

  if (statement == NULL)
    return FALSE;
  done = sl_statement_step (statement, error);
  if (done)
    *n += (guint) sl_statement_get_integer (statement, 0);
  sl_statement_reset (statement);
  return done;
}

/** sl_shadow_count_missing: @n: (out): how many records of all kinds are here whose row wasn't in the last list, and isn't known to be gone */
gboolean
sl_shadow_count_missing (SlConnection *connection,
                         guint        *n,
                         GError      **error)
{
  guint64 kinds;

  *n = 0;
  if (!sl_shadow_find_missing_kinds (connection, &kinds, error))
    return FALSE;
  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    if (kinds & G_GUINT64_CONSTANT (1) << kind && !count_missing_of (connection, kind, n, error))
      return FALSE;
  return TRUE;
}

/** sl_shadow_drop: forgets what the server last showed of record @id */
gboolean
sl_shadow_drop (SlConnection *connection,
                SlKind        kind,
                const char   *id,
                GError      **error)
{
  return sl_sync_run_for (connection, "DELETE FROM sync_shadow WHERE kind = ? AND id = ?", kind, id, error);
}

static char *
dup_text (SlConnection *connection,
          const char   *sql,
          SlKind        kind,
          const char   *id)
{
  SlStatement *statement = id != NULL ? sl_connection_prepare (connection, sql, NULL) : NULL;
  char *text = NULL;

  if (statement == NULL)
    return NULL;
  sl_statement_bind_integer (statement, 1, kind);
  sl_statement_bind_text (statement, 2, id);
  if (sl_statement_step (statement, NULL))
    text = g_strdup (sl_statement_get_text (statement, 0));
  sl_statement_reset (statement);
  return text;
}

/** sl_shadow_dup_server_id: (transfer full) (nullable): what the server calls record @id (nullable), if it has it */
char *
sl_shadow_dup_server_id (SlConnection *connection,
                         SlKind        kind,
                         const char   *id)
{
  return dup_text (connection, "SELECT server_id FROM sync_shadow WHERE kind = ? AND id = ? AND server_id NOT GLOB '" GONE "*'", kind, id);
}

/** sl_shadow_dup_id: (transfer full) (nullable): which record the server's row @server_id (nullable) is here */
char *
sl_shadow_dup_id (SlConnection *connection,
                  SlKind        kind,
                  const char   *server_id)
{
  return dup_text (connection, "SELECT id FROM sync_shadow WHERE kind = ? AND server_id = ?", kind, server_id);
}
