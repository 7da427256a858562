/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints a document with the desktop's print dialog. */

#pragma once

#include <gtk/gtk.h>

#include "sl-print-doc.h"

G_BEGIN_DECLS

/* Takes over @doc. FALSE with @error set: nothing was printed; cancelling is no error. */
gboolean sl_print_run (GtkWindow *window, SlPrintDoc *doc, GError **error);

G_END_DECLS
