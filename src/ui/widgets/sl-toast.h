/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Toasts whose words go on in the next line where there is little room, instead of being cut off. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwToast *sl_toast_new (const char *words);
void sl_toast_show (AdwToast *toast, AdwToastOverlay *overlay);

G_END_DECLS
