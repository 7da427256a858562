/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of sl-find.h share. */

#pragma once

#include "sl-find.h"

G_BEGIN_DECLS

SlFound *_sl_found_new (SlFindGroup  group,
                        SlKind       kind,
                        const char  *id,
                        char        *title,
                        char        *detail);

G_END_DECLS
