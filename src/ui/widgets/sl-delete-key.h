/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Delete key on a row, for what its menu or its button does. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void sl_delete_key_add (GtkWidget *row, const char *action, const char *target);

G_END_DECLS
