/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The help pages, in the desktop's help viewer. */

#pragma once

#include "sl-window.h"

G_BEGIN_DECLS

void sl_help_show (SlWindow *window);

G_END_DECLS
