/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All keys, in one dialog. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwDialog *sl_shortcuts_dialog_new (void);

G_END_DECLS
