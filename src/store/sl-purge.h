/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Emptying the Trash: of what has lain there long enough, or of what the person says. Runs on the writer thread; what only
 * looks at times, anywhere. */

#pragma once

#include "sl-apply.h"

G_BEGIN_DECLS

/** SL_PURGE_DAYS: how long something stays in the Trash */
#define SL_PURGE_DAYS 30

gint64         sl_purge_get_spared_time (gint64 now);
void           sl_purge_spare (SlRecord *record,
                               SlRecord *present,
                               gint64    now);
SlTransaction *sl_purge_trash (SlWriteContext *context,
                               GError        **error);
SlTransaction *sl_purge_now   (SlWriteContext *context,
                               SlChangeset    *only,
                               GError        **error);

G_END_DECLS
