/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Carries what a person added to a sample search over into their own: new applications with all that belongs to them and
 * their attached files, people, saved jobs, résumés, reminders and answers. What they changed about the sample itself
 * stays behind with it. */

#pragma once

#include "sl-context.h"

G_BEGIN_DECLS

/* Finish: the records (element-type SlRecord), empty when nothing was added (transfer full). */
void sl_carry_find_async (SlContext *from, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *sl_carry_find_finish (SlContext *from, GAsyncResult *result, GError **error);
guint sl_carry_count_applications (GPtrArray *added);
gboolean sl_carry_is_applications (GPtrArray *added);

/* The files first, then one step of undo; or nothing at all. */
void sl_carry_over_async (SlContext *to, const char *from_dir, GPtrArray *added, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
SlTransaction *sl_carry_over_finish (SlContext *to, GAsyncResult *result, GError **error);

G_END_DECLS
