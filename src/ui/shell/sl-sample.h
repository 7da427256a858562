/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sample data in a throw-away folder: for "--demo" and for the look around on the first start. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void sl_sample_make_async (guint32 seed, guint count, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
char *sl_sample_make_finish (GAsyncResult *result, GError **error);
void sl_sample_remove (const char *data_dir);

G_END_DECLS
