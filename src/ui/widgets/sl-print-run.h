/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints a document with the desktop's print dialog. */

#pragma once

#include <gtk/gtk.h>

#include "sl-print-doc.h"

G_BEGIN_DECLS

void sl_print_run_async (GtkWindow *window, SlPrintDoc *doc, GAsyncReadyCallback callback, gpointer data);
gboolean sl_print_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
