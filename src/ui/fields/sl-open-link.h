/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opens an address in the browser, and tells when that fails. */

#pragma once

#include "sl-view-state.h"

G_BEGIN_DECLS

void sl_open_link (GtkWidget *widget, SlViewState *state, const char *uri);

G_END_DECLS
