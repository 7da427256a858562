/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of several programs on the same data one at a time runs a round, signs in or signs out: who does holds a lock on a file
 * beside the data. */

#pragma once

#include <glib/gstdio.h>

#include "sl-store.h"

G_BEGIN_DECLS

int sl_sync_lock_take (SlStore *store, GError **error);

G_END_DECLS
