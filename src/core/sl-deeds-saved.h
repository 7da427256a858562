/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deeds on saved jobs that are more than an edit: putting them away, and turning one into an application. */

#pragma once

#include "sl-deeds.h"

G_BEGIN_DECLS

/* Arrays of ids are NULL-terminated. */
SlChangeset *sl_deed_archive_saved_jobs (const char *const *ids, gboolean archive);

/* For an SlReadFunc. SL_ERROR_CONFLICT: it was turned into one before, which sl_deed_find_converted() names. */
SlChangeset *sl_deed_convert_saved_job (SlConnection *connection, const char *saved_job_id, SlClock *clock, char **application_id, GError **error);
/* The same, and applies it: once, however often it is asked for. */
void sl_deed_convert_saved_job_async (SlContext *context, const char *saved_job_id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
SlTransaction *sl_deed_convert_saved_job_finish (SlStore *store, GAsyncResult *result, char **application_id, GError **error);
/* The application that the saved job was turned into, also when it lies in the Trash. (nullable): none, or it is gone;
 * then without @error. (transfer full) */
SlRecord *sl_deed_find_converted (SlConnection *connection, const char *saved_job_id, GError **error);

G_END_DECLS
