/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between kill-verify.c and its parts: the verifier's own database (-ask) and what is asked of it about what was
 * acknowledged (-promises). */
#pragma once

#include <sqlite3.h>

#include "kill-verify.h"

G_BEGIN_DECLS

struct _KillVerifier {
  sqlite3 *db;
  GHashTable *statements; /* SQL → sqlite3_stmt */
  guint n_complaints;
  gint64 checked; /* promises up to here were looked at */
  gint64 checked_imports;
};

void _kill_complain (KillVerifier *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void _kill_must (KillVerifier *self, int rc, const char *sql);
void _kill_execute (KillVerifier *self, const char *sql);
gint64 _kill_get_column (sqlite3_stmt *statement, int column);
/* Reset, with binds: 'i' a gint64, 's' a text or NULL. The verifier's own. */
sqlite3_stmt *_kill_ask (KillVerifier *self, const char *sql, const char *types, ...);
/* FALSE: no row is left. */
gboolean _kill_step (KillVerifier *self, sqlite3_stmt *statement);
gint64 _kill_get_integer (KillVerifier *self, sqlite3_stmt *statement, gint64 fallback);
gboolean _kill_same_value (sqlite3_value *a, sqlite3_value *b);
const char *_kill_word (sqlite3_value *value);
void _kill_keep_promises (KillVerifier *self, KillScope scope);
void _kill_keep_imports (KillVerifier *self, KillScope scope);
void _kill_keep_undos (KillVerifier *self);

G_END_DECLS
