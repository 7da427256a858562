/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deeds on what is due: done, and put off, whether a reminder is stored for it or it is automatic. Adding, editing
 * and deleting a reminder are the deeds of any record (sl-deeds.h). All return (transfer full). */

#pragma once

#include "sl-deeds.h"
#include "sl-due.h"

G_BEGIN_DECLS

/* Marks it as done. For an automatic one a done reminder is stored, so that it doesn't come again. */
SlChangeset *sl_deed_complete_due (SlDue *due, gint64 now);
/* Puts it off. For an automatic one a reminder is stored with the new time. */
SlChangeset *sl_deed_snooze_due (SlDue *due, gint64 until);
/* Makes a done reminder an open one again. */
SlChangeset *sl_deed_reopen_reminder (SlRecord *reminder);

/* Looks for what @key names (sl_due_get_key()) and marks it as done, or puts it off @until (%SL_TIME_NONE: done). Takes
 * @options. Finish with sl_store_apply_finish(); SL_ERROR_NOT_FOUND: it is done or gone already. */
void sl_deed_settle_due_async (SlContext *context, SlDueOptions *options, const char *key, gint64 until, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
