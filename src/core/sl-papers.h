/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deeds with files: attaching them to applications, giving résumé versions a file. The copy is made off the main thread
 * and claimed until the record is durable. And what pages want of a kept file: a copy to open or to save elsewhere. */

#pragma once

#include "sl-attachments.h"
#include "sl-context.h"

G_BEGIN_DECLS

/* Builders, for files that are kept already. All return (transfer full). */

/* @type (nullable): a document type, or NULL to go by the file's name. */
SlChangeset *sl_deed_attach (const char *application_id, const char *type, GPtrArray *attachments);
/* @name (nullable): or NULL for the file's; @attachment (nullable). */
SlChangeset *sl_deed_add_resume (const char *name, SlAttachment *attachment, char **id);
/* @kind: document or résumé version. */
SlChangeset *sl_deed_replace_file (SlKind kind, const char *id, SlAttachment *attachment);

/* All of @files (GListModel of GFile) in one step, or none. Finish with sl_store_apply_finish() of the context's store. */
void sl_papers_attach_async (SlContext *context, const char *application_id, const char *type, GListModel *files, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
void sl_papers_add_resumes_async (SlContext *context, GListModel *files, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
void sl_papers_replace_file_async (SlContext *context, SlKind kind, const char *id, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/* @record: a document or résumé version with a file. Finish: a read-only copy under its own name (transfer full). */
void sl_papers_make_copy_async (SlContext *context, SlRecord *record, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GFile *sl_papers_make_copy_finish (SlContext *context, GAsyncResult *result, GError **error);
void sl_papers_save_copy_async (SlContext *context, SlRecord *record, GFile *target, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean sl_papers_save_copy_finish (SlContext *context, GAsyncResult *result, GError **error);

/* Of a document or résumé version: (transfer none) (nullable). */
const char *sl_papers_get_hash (SlRecord *record);
const char *sl_papers_get_file_name (SlRecord *record);
const char *sl_papers_get_url (SlRecord *record);
gint64 sl_papers_get_size (SlRecord *record);
/* The type that a file's name speaks of. */
const char *sl_papers_guess_type (const char *file_name);

/* The applications that documents belong to: id → name. For an SlReadFunc. (transfer full) */
GHashTable *sl_papers_read_owners (SlConnection *connection, GError **error);

G_END_DECLS
