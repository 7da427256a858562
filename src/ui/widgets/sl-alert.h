/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question or a message over the window, whose heading may be long. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwDialog *sl_alert_new (const char *heading, const char *body);

G_END_DECLS
