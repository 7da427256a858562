/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A SQLite connection and its cached statements. This and sl-statement.c are the only files that call sqlite3 for
 * rows. Belongs to one thread at a time. */

#pragma once

#include <gio/gio.h>

#include "sl-statement.h"

G_BEGIN_DECLS

typedef struct _SlConnection SlConnection;

typedef enum {
  SL_CONNECTION_READ_WRITE,
  SL_CONNECTION_READ_ONLY,
} SlConnectionMode;

SlConnection *sl_connection_open (const char *path, SlConnectionMode mode, GError **error);
void sl_connection_close (SlConnection *self);
gboolean sl_connection_execute (SlConnection *self, const char *sql, GError **error);
/* The statement for this SQL text, prepared once and kept; reset and unbound. Borrowed. */
SlStatement *sl_connection_prepare (SlConnection *self, const char *sql, GError **error);
gboolean sl_connection_begin (SlConnection *self, GError **error);        /* BEGIN IMMEDIATE */
gboolean sl_connection_begin_read (SlConnection *self, GError **error);   /* BEGIN; */
gboolean sl_connection_commit (SlConnection *self, GError **error);
void sl_connection_rollback (SlConnection *self);
gint64 sl_connection_get_integer (SlConnection *self, const char *sql, gint64 fallback);
gint64 sl_connection_get_last_pk (SlConnection *self);
void sl_connection_set_cancellable (SlConnection *self, GCancellable *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlConnection, sl_connection_close)

G_END_DECLS
