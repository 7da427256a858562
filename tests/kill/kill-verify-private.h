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
  gint64 checked_files;
  gint64 checked_restores;
  GHashTable *looked_at; /* of files: path → what stat() said when its checksum was right */
};

/* What a promise is about, and where it stands in the journal. */
typedef struct {
  gint64 step;
  const char *worker;
  const SlKindInfo *info;
  const char *id;
  const char *field;
  sqlite3_value *value;
  gint64 pk;
  gint64 last_entry; /* of its step */
  sqlite3_value *kept; /* owned */
} KillPromise;

/* SQL: whether a step has deleted for good, later, what the entry @e is about: its values are gone then. */
#define KILL_FORGOTTEN(e) \
  "(EXISTS (SELECT 1 FROM purged WHERE purged.kind = " e ".kind AND purged.pk = " e ".pk AND purged.entry >= " e ".entry)" \
  " OR EXISTS (SELECT 1 FROM purged WHERE purged.kind = 1 AND purged.pk = " e ".application_pk AND purged.entry >= " e ".entry))"
/* SQL: whether nothing of the entry’s values is left. */
#define KILL_EMPTIED(e) "(" e ".fields IS NULL OR (" e ".op = 2 AND json_remove (" e ".fields, '$.id') = '{}'))"

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
void _kill_keep_promise (KillVerifier *self, KillPromise *promise);
gboolean _kill_read_after (KillVerifier *self, KillPromise *promise, sqlite3_value **value, const char **where);
void _kill_keep_files (KillVerifier *self, KillScope scope);
void _kill_keep_restores (KillVerifier *self);

G_END_DECLS
