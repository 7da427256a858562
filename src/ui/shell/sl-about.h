/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The About dialog, with what a bug report needs: versions, folder, languages. */

#pragma once

#include <adwaita.h>

#include "sl-context.h"

G_BEGIN_DECLS

AdwDialog *sl_about_new (SlContext *context);

G_END_DECLS
