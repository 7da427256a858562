/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From when on an application counts as quiet: where each number comes from, and the person's own. */

#pragma once

#include <adwaita.h>

#include "sl-quiet.h"

G_BEGIN_DECLS

/* @limits: those that hold now. (transfer floating) */
AdwDialog *sl_quiet_dialog_new (GSettings *settings, const SlQuietLimits *limits);

G_END_DECLS
