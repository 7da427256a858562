/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a long text is shown until somebody wants all of it. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sl_sync_excerpt (const char *text, const char *other);

G_END_DECLS
