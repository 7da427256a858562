/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program: command line, the actions that belong to no window, and the services that its windows share. */

#pragma once

#include <adwaita.h>

#include "sl-context.h"

G_BEGIN_DECLS

#define SL_TYPE_APP (sl_app_get_type ())
G_DECLARE_FINAL_TYPE (SlApp, sl_app, SL, APP, AdwApplication)

SlApp *sl_app_new (void);
int sl_app_get_status (SlApp *self);

G_END_DECLS
