/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of sl_store_check(). Each adds what it finds as sentences and returns FALSE only when it could not look. */

#pragma once

#include "sl-connection.h"

G_BEGIN_DECLS

/* Of one sort of problem so many are told one by one. */
#define SL_CHECK_MAX_TOLD 20

gboolean sl_check_journal (SlConnection  *connection,
                           GPtrArray     *problems,
                           GCancellable  *cancellable,
                           GError       **error);
gboolean sl_check_folds   (SlConnection  *connection,
                           GPtrArray     *problems,
                           GCancellable  *cancellable,
                           GError       **error);
gboolean sl_check_texts   (SlConnection  *connection,
                           GPtrArray     *problems,
                           GCancellable  *cancellable,
                           GError       **error);

G_END_DECLS
