/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-statement.h. Statements are made and kept by their connection. */

#define G_LOG_DOMAIN "sl-statement"

#include "config.h"

#include <string.h>

#include "sl-connection-private.h"

/** sl_statement_reset: ends the run; binds stay */
void
sl_statement_reset (SlStatement *self)
{
  sqlite3_reset (self->handle);
}

/** sl_statement_bind_integer: binds a whole number to the place, counted from 1 */
void
sl_statement_bind_integer (SlStatement *self,
                           int          place,
                           gint64       value)
{
  int rc = sqlite3_bind_int64 (self->handle, place, value);
  g_return_if_fail (rc == SQLITE_OK);
}

/** sl_statement_bind_text: binds a copy of @text (nullable) to the place, counted from 1 */
void
sl_statement_bind_text (SlStatement *self,
                        int          place,
                        const char  *text)
{
  int rc = text == NULL ? sqlite3_bind_null (self->handle, place)
                        : sqlite3_bind_text (self->handle, place, text, -1, SQLITE_TRANSIENT);
  g_return_if_fail (rc == SQLITE_OK);
}

/**
 * sl_statement_bind_static:
 * @text: (nullable): must stay as it is until the statement was run or rebound
 * @length: in bytes, or -1
 */
void
sl_statement_bind_static (SlStatement *self,
                          int          place,
                          const char  *text,
                          gssize       length)
{
  int rc = text == NULL ? sqlite3_bind_null (self->handle, place)
                        : sqlite3_bind_text (self->handle, place, text, (int) length, SQLITE_STATIC);
  g_return_if_fail (rc == SQLITE_OK);
}

static void
bind_null (SlStatement *self,
           int          place)
{
  int rc = sqlite3_bind_null (self->handle, place);
  g_return_if_fail (rc == SQLITE_OK);
}

/**
 * sl_statement_bind_value:
 * @value: its text must outlive the run, as with sl_statement_bind_static()
 */
void
sl_statement_bind_value (SlStatement   *self,
                         int            place,
                         const SlValue *value)
{
  switch (value->type)
    {
    case SL_VALUE_INTEGER:
      sl_statement_bind_integer (self, place, value->integer);
      break;
    case SL_VALUE_TEXT:
      sl_statement_bind_static (self, place, value->text, -1);
      break;
    case SL_VALUE_NULL:
    default:
      bind_null (self, place);
    }
}

/**
 * sl_statement_step:
 *
 * Returns: %TRUE when a row is there; %FALSE at the end (the statement is then reset), or with @error set
 */
gboolean
sl_statement_step (SlStatement *self,
                   GError     **error)
{
  int rc;

  g_clear_pointer (&self->mended, g_ptr_array_unref);
  rc = sqlite3_step (self->handle);
  if (rc == SQLITE_ROW)
    return TRUE;

  if (rc != SQLITE_DONE)
    _sl_connection_take_error (self->connection, rc, error);
  sqlite3_reset (self->handle);
  return FALSE;
}

/**
 * sl_statement_run:
 *
 * Steps to the end, ignoring rows.
 *
 * Returns: %FALSE with @error set on failure
 */
gboolean
sl_statement_run (SlStatement *self,
                  GError     **error)
{
  int rc;

  do
    rc = sqlite3_step (self->handle);
  while (rc == SQLITE_ROW);

  if (rc != SQLITE_DONE)
    _sl_connection_take_error (self->connection, rc, error);
  sqlite3_reset (self->handle);
  return rc == SQLITE_DONE;
}

/**
 * sl_statement_find_row:
 * @found: (out): whether there is a row
 *
 * Resets it, too.
 *
 * Returns: %FALSE with @error set on failure
 */
gboolean
sl_statement_find_row (SlStatement *self,
                       gboolean    *found,
                       GError     **error)
{
  g_autoptr (GError) local = NULL;

  *found = sl_statement_step (self, &local);
  sl_statement_reset (self);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * sl_statement_append_integers:
 * @integers: (element-type gint64): what the first column of every row is appended to: most often row numbers
 *
 * Steps to the end.
 *
 * Returns: %FALSE with @error set on failure
 */
gboolean
sl_statement_append_integers (SlStatement *self,
                              GArray      *integers,
                              GError     **error)
{
  g_autoptr (GError) local = NULL;

  while (sl_statement_step (self, &local))
    {
      gint64 integer = sl_statement_get_integer (self, 0);
      g_array_append_val (integers, integer);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/** sl_statement_get_n_columns: how many columns a row has */
int
sl_statement_get_n_columns (SlStatement *self)
{
  return sqlite3_column_count (self->handle);
}

/** sl_statement_is_null: whether the column, counted from 0, is null */
gboolean
sl_statement_is_null (SlStatement *self,
                      int          column)
{
  return sqlite3_column_type (self->handle, column) == SQLITE_NULL;
}

/** sl_statement_get_integer: the column as a whole number; 0 for null */
gint64
sl_statement_get_integer (SlStatement *self,
                          int          column)
{
  return sqlite3_column_int64 (self->handle, column);
}

/** sl_statement_is_broken: whether the column is a text, and holds bytes that aren't */
gboolean
sl_statement_is_broken (SlStatement *self,
                        int          column)
{
  const char *text;

  if (sqlite3_column_type (self->handle, column) != SQLITE_TEXT)
    return FALSE;

  text = (const char *) sqlite3_column_text (self->handle, column);
  return text != NULL && !g_utf8_validate_len (text, (gsize) sqlite3_column_bytes (self->handle, column), NULL);
}

/**
 * sl_statement_get_text:
 *
 * A file that was damaged, or written by another program, may hold bytes that aren't text: “�” stands for them, as nobody
 * could show, sort or send them.
 *
 * Returns: (transfer none) (nullable): the column as text, until the next step or reset
 */
const char *
sl_statement_get_text (SlStatement *self,
                       int          column)
{
  const char *text;

  if (G_LIKELY (!sl_statement_is_broken (self, column)))
    return (const char *) sqlite3_column_text (self->handle, column);

  text = (const char *) sqlite3_column_text (self->handle, column);
  if (self->mended == NULL)
    self->mended = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->mended, g_utf8_make_valid (text, sqlite3_column_bytes (self->handle, column)));
  return self->mended->pdata[self->mended->len - 1];
}

/** sl_statement_get_length: bytes of the text that was asked for last, which is that of this column */
gsize
sl_statement_get_length (SlStatement *self,
                         int          column)
{
  if (self->mended != NULL && sl_statement_is_broken (self, column))
    return strlen (self->mended->pdata[self->mended->len - 1]);
  return sqlite3_column_bytes (self->handle, column);
}

/**
 * sl_statement_get_value:
 * @value: an initialised value; overwritten
 */
void
sl_statement_get_value (SlStatement *self,
                        int          column,
                        SlValue     *value)
{
  switch (sqlite3_column_type (self->handle, column))
    {
    case SQLITE_NULL:
      sl_value_clear (value);
      break;
    case SQLITE_INTEGER:
    case SQLITE_FLOAT:
      sl_value_set_integer (value, sqlite3_column_int64 (self->handle, column));
      break;
    default:
      if (sl_statement_is_broken (self, column))
        sl_value_set_text (value, sl_statement_get_text (self, column));
      else
        sl_value_set_text_len (value, (const char *) sqlite3_column_text (self->handle, column),
                               sqlite3_column_bytes (self->handle, column));
    }
}
