/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ids of records: random UUIDs (version 4), lower case, 36 characters. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Characters of an id, without the closing NUL. */
#define SL_ID_LENGTH 36

char     *sl_id_new      (void);
char     *sl_id_write    (char        buf[SL_ID_LENGTH + 1]);
gboolean  sl_id_is_valid (const char *id);

G_END_DECLS
