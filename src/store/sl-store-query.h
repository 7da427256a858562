/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that is asked of the store, as functions of a connection, for use inside an SlReadFunc. */

#pragma once

#include "sl-connection.h"
#include "sl-query.h"
#include "sl-row.h"
#include "sl-transaction.h"

G_BEGIN_DECLS

/* Applications that match @query, as pks (gint64) in the query's order. @limit 0: all. @today resolves windows.
 * (transfer full) (element-type gint64) */
GArray *sl_store_query_pks (SlConnection *connection, SlQuery *query, SlDay today, guint limit, GCancellable *cancellable, GError **error);
gint64 sl_store_query_count (SlConnection *connection, SlQuery *query, SlDay today, GError **error);
/* How many match per word of @facet, that facet's own filter left out: hash of word → GINT_TO_POINTER (count). */
GHashTable *sl_store_query_facet_counts (SlConnection *connection, SlQuery *query, SlFacet facet, SlDay today, GCancellable *cancellable, GError **error);
/* The WHERE condition of @query over table alias "a" (application), with @binds (SlValue) in order; for callers
 * that select other columns of the same set (charts, export). */
char *sl_store_query_build_where (SlQuery *query, SlDay today, GArray *binds);

/* Calls @func for each living application of a board column (@facet: status or lane) that lies below a place, from there
 * downwards, until it returns FALSE. */
typedef gboolean (*SlBoardFunc) (gint64 pk, const char *id, gint64 rank, gpointer data);
gboolean sl_store_foreach_below (SlConnection *connection, SlFacet facet, const char *word, gint64 rank, gint64 pk, SlBoardFunc func, gpointer data, GError **error);

/* (element-type SlRow), same order and length as @pks; an element is NULL when that row is gone. */
GPtrArray *sl_store_fetch_rows (SlConnection *connection, const gint64 *pks, guint n_pks, SlDay today, GError **error);
SlRecord *sl_store_read_record (SlConnection *connection, SlKind kind, const char *id, GError **error); /* NULL with SL_ERROR_NOT_FOUND */
SlRecord *sl_store_read_record_by_pk (SlConnection *connection, SlKind kind, gint64 pk, GError **error);
/* The row number of a record, in the Trash or not; -1 with SL_ERROR_NOT_FOUND. */
gint64 sl_store_find_pk (SlConnection *connection, SlKind kind, const char *id, GError **error);
/* Living records of @kind that belong to application @application_id, oldest first (events by occurred-at). */
GPtrArray *sl_store_read_children (SlConnection *connection, SlKind kind, const char *application_id, GError **error);
/* All living records of @kind (@with_trash: all), in the order of their creation; tags by name. */
GPtrArray *sl_store_read_all (SlConnection *connection, SlKind kind, gboolean with_trash, GError **error);
/* Calls @func for each, without keeping them; for exports of any size. */
typedef gboolean (*SlRecordFunc) (SlRecord *record, gpointer data, GError **error);
gboolean sl_store_foreach_record (SlConnection *connection, SlKind kind, gboolean with_trash, SlRecordFunc func, gpointer data, GCancellable *cancellable, GError **error);
/* The full id for a unique prefix of at least 4 characters; SL_ERROR_NOT_FOUND or SL_ERROR_AMBIGUOUS. */
char *sl_store_resolve_id (SlConnection *connection, SlKind kind, const char *prefix, GError **error);
SlRecord *sl_store_find_by_text (SlConnection *connection, SlKind kind, guint folded_field, const char *text, GError **error);
/* (element-type gint64): pks of living records of @kind (not of applications) that hold all words of @text, at most @limit. */
GArray *sl_store_find_words (SlConnection *connection, SlKind kind, const char *text, guint limit, GError **error);
/* Whether @text alone would be found by @words. */
gboolean sl_store_has_words (const char *text, const char *words);
/* Living applications that look like the same posting: same company key and folded role, or same URL key.
 * (element-type SlRecord) newest first, at most @limit. */
GPtrArray *sl_store_find_duplicates (SlConnection *connection, const char *company, const char *role, const char *url, guint limit, GError **error);

/* Newest first. @application_id (nullable): only what touched this application or its children. With entries. */
GPtrArray *sl_store_read_transactions (SlConnection *connection, const char *application_id, guint limit, GError **error);
/* Problems found, as sentences; empty: all is well. Integrity, foreign keys, search index, journal against rows,
 * derived columns. (element-type utf8) */
GPtrArray *sl_store_check (SlConnection *connection, GCancellable *cancellable, GError **error);
/* The same and the attached files, of a data file that isn't opened and stays exactly as it is. (element-type utf8) */
GPtrArray *sl_store_check_file (const char *path, GCancellable *cancellable, GError **error);

G_END_DECLS
