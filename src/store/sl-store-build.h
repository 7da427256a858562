/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes that follow from what is there: looked up and applied in one go on the writer thread. */

#pragma once

#include "sl-store.h"

G_BEGIN_DECLS

void sl_store_build_async (SlStore            *self,
                           SlReadFunc          build,
                           gpointer            data,
                           GDestroyNotify      data_free,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data);
SlTransaction *sl_store_build (SlStore     *self,
                               SlReadFunc   build,
                               gpointer     data,
                               GError     **error);

G_END_DECLS
