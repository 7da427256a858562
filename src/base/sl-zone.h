/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time zones by name: those of the IANA database ("Europe/Berlin"), and what other programs write instead of them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GTimeZone  *sl_zone_find         (const char *name);
char       *sl_zone_guess_name   (const char *text);
char       *sl_zone_get_name     (GTimeZone  *zone);
char       *sl_zone_format_label (const char *name);

G_END_DECLS
