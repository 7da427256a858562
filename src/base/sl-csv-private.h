/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between sl-csv-reader.c and sl-csv-delimiter.c. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char _sl_csv_guess_delimiter (const char *text,
                              gsize       length);

G_END_DECLS
