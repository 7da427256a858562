/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What syncing remembers between rounds, in tables beside the records: rows as the server last showed them, what is to be
 * compared, requests whose end isn't known, and what lost. Functions of a connection, called inside its transactions.
 * Losing all of it loses no edit: what is to be sent follows from the rows. */

#pragma once

#include "sl-connection.h"
#include "sl-record.h"

G_BEGIN_DECLS

/* What signing out moves to the Trash isn't deleted, and no change to be sent. */
#define SL_SYNC_SIGN_OUT "sign-out"

/**
 * SlPapersDue:
 * @SL_PAPERS_NEVER_READ: nobody here has read them yet
 * @SL_PAPERS_ADDED: something was added to them
 */
typedef enum {
  SL_PAPERS_READ,
  SL_PAPERS_NEVER_READ,
  SL_PAPERS_ADDED,
} SlPapersDue;

/**
 * SlShadow: a row as the server last showed it
 * @id: of the record here
 * @row: the server's words and ids
 * @print: of the row with what hangs on it; 0: unknown
 * @absent_since: when a list didn't hold it any more, microseconds since 1970 UTC by the server's clock; 0: it did
 * @absences: how many lists in a row didn't
 * @papers_due: of an application: whether the lists of its papers and tags are to be read
 */
typedef struct {
  SlKind kind;
  char *id;
  char *server_id;
  JsonObject *row;
  gint64 print;
  gint64 absent_since;
  guint absences;
  SlPapersDue papers_due;
} SlShadow;

typedef enum {
  SL_FLIGHT_CREATE,
  SL_FLIGHT_CHANGE,
  SL_FLIGHT_REMOVE,
  SL_FLIGHT_COMPLETE,
  SL_FLIGHT_CONVERT,
} SlFlightDeed;

/**
 * SlFlightState:
 * @SL_FLIGHT_SENT: on its way, or the program ended before the reply came
 * @SL_FLIGHT_UNKNOWN: nobody knows whether the server did it
 * @SL_FLIGHT_REFUSED: the server won't do it, and says why
 * @SL_FLIGHT_FAILED: it didn't; to be sent again
 */
typedef enum {
  SL_FLIGHT_SENT,
  SL_FLIGHT_UNKNOWN,
  SL_FLIGHT_REFUSED,
  SL_FLIGHT_FAILED,
} SlFlightState;

/**
 * SlFlight:
 * @body: (nullable): what was sent
 * @sent_at: when it was sent, microseconds since 1970 UTC by the server's clock
 * @settles_at: from then on the server can't be doing it any more
 * @field: (nullable): column that the refusal is about
 * @message: (nullable): the server's words
 */
typedef struct {
  SlKind kind;
  char *id;
  SlFlightDeed deed;
  SlFlightState state;
  JsonObject *body;
  gint64 sent_at;
  gint64 settles_at;
  guint tries;
  char *field;
  char *message;
} SlFlight;

/* SQL: the server has the row of the shadow "s", as far as is known. */
#define SL_SHADOW_IS_THERE "s.server_id NOT GLOB 'gone:*'"
/* SQL: somebody deleted it there. */
#define SL_SHADOW_IS_DELETED "s.server_id GLOB 'gone:deleted:*'"

/* SQL, of the record "a"; @kind: SQL for its kind. It never was a row of the server, as far as is known. */
#define SL_SYNC_IS_NEW(kind) "NOT EXISTS (SELECT 1 FROM sync_shadow AS s WHERE s.kind = " kind " AND s.id = a.id)"
/* It isn't one now: it is new, or the server doesn't have its row any more. */
#define SL_SYNC_IS_UNTIED(kind) "NOT EXISTS (SELECT 1 FROM sync_shadow AS s WHERE s.kind = " kind " AND s.id = a.id AND " SL_SHADOW_IS_THERE ")"

/* SQL, the end of a SELECT: what record ?2 (its pk) of kind ?1 came to, entries of the journal "j" of the steps "t", but for its deletion
 * for good. */
#define SL_SYNC_JOURNAL_OF_RECORD " FROM journal AS j INDEXED BY journal_record CROSS JOIN txn AS t ON t.id = j.txn_id" \
                                  " WHERE j.kind = ?1 AND j.pk = ?2 AND j.op < 2"

/* SQL: of a row of sync_conflict, that nobody chose about it. "settled" is the mark of who kept what stands, or the negative number
 * of the step by which it stands again, which may have been undone. */
#define SL_SYNC_CONFLICT_IS_UNSETTLED                                                                                     \
  "settled <= 0 AND (settled = 0 OR EXISTS (SELECT 1 FROM txn AS t WHERE t.id = -settled AND t.deed = 'swap'"             \
  " AND t.state <> 0 AND t.undone_by IS NOT NULL))"

SlShadow  *sl_shadow_new         (SlKind kind, const char *id, const char *server_id, JsonObject *row);
void       sl_shadow_free        (SlShadow *self);
void       sl_shadow_set_row     (SlShadow *self, JsonObject *row);
SlShadow  *sl_shadow_find        (SlConnection *connection, SlKind kind, const char *id, GError **error);
SlShadow  *sl_shadow_find_server (SlConnection *connection, SlKind kind, const char *server_id, GError **error);
GPtrArray *sl_shadow_read_all    (SlConnection *connection, SlKind kind, const char *parent, GError **error);
GPtrArray *sl_shadow_read_server_ids (SlConnection *connection, SlKind kind, const char *parent, GError **error);
GPtrArray *sl_shadow_read_noted  (SlConnection *connection, SlKind kind, const char *member, GError **error);
gboolean   sl_shadow_set_papers_due (SlConnection *connection, const char *server_id, GError **error);
gboolean   sl_shadow_set_papers_read (SlConnection *connection, const char *server_id, GError **error);
GPtrArray *sl_shadow_read_missing (SlConnection *connection, SlKind kind, GError **error);
GPtrArray *sl_shadow_read_missing_as (SlConnection *connection, SlKind kind, const char *member, const char *text, GError **error);
gboolean   sl_shadow_count_missing (SlConnection *connection, guint *n, GError **error);
gboolean   sl_shadow_find_missing_kinds (SlConnection *connection, guint64 *kinds, GError **error);
gboolean   sl_shadow_is_gone     (SlShadow *self);
gboolean   sl_shadow_is_deleted  (SlShadow *self);
void       sl_shadow_set_gone    (SlShadow *self, gint64 now, gboolean deleted);
gboolean   sl_shadow_save        (SlConnection *connection, SlShadow *self, GError **error);
gboolean   sl_shadow_drop        (SlConnection *connection, SlKind kind, const char *id, GError **error);
char      *sl_shadow_dup_server_id (SlConnection *connection, SlKind kind, const char *id);
char      *sl_shadow_dup_id      (SlConnection *connection, SlKind kind, const char *server_id);

SlFlight  *sl_flight_new         (SlKind kind, const char *id, SlFlightDeed deed, JsonObject *body, gint64 sent_at);
void       sl_flight_free        (SlFlight *self);
SlFlight  *sl_flight_find        (SlConnection *connection, SlKind kind, const char *id, GError **error);
GPtrArray *sl_flight_read_all    (SlConnection *connection, GError **error);
gboolean   sl_flight_save        (SlConnection *connection, SlFlight *self, GError **error);
gboolean   sl_flight_drop        (SlConnection *connection, SlKind kind, const char *id, GError **error);

GPtrArray *sl_sync_read_texts    (SlStatement *statement, GError **error);
gboolean   sl_sync_run_for       (SlConnection *connection, const char *sql, SlKind kind, const char *id, GError **error);
gboolean   sl_sync_exists_for    (SlConnection *connection, const char *sql, SlKind kind, const char *id, gboolean *found, GError **error);
gboolean   sl_sync_collect       (SlConnection *connection, GError **error);
gboolean   sl_sync_mark          (SlConnection *connection, SlKind kind, const char *id, GError **error);
gboolean   sl_sync_mark_referring (SlConnection *connection, SlKind kind, const char *id, GError **error);
gboolean   sl_sync_unmark        (SlConnection *connection, SlKind kind, const char *id, GError **error);
gboolean   sl_sync_is_marked     (SlConnection *connection, SlKind kind, const char *id, gboolean *marked, GError **error);
GPtrArray *sl_sync_read_marked   (SlConnection *connection, SlKind kind, GError **error);

gboolean   sl_sync_has_conflict  (SlConnection *connection, SlKind kind, const char *id, const char *field, const SlValue *lost, gboolean *found, GError **error);
gboolean   sl_sync_add_conflict  (SlConnection *connection, SlKind kind, const char *id, const char *field, const SlValue *lost, gint64 at, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlShadow, sl_shadow_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlFlight, sl_flight_free)

G_END_DECLS
