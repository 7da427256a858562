/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the store works out from a record and keeps beside it: folded texts, duplicate keys, first derived values. */

#pragma once

#include "sl-record.h"

G_BEGIN_DECLS

char  *sl_table_build_fold         (const char *text);
char  *sl_table_build_dup_key      (SlRecord   *application);
char  *sl_table_build_dup_key_of   (const char *company,
                                    const char *role);
char  *sl_table_build_url_key      (SlRecord   *application);
gint64 sl_table_build_status_since (SlRecord   *application);

G_END_DECLS
