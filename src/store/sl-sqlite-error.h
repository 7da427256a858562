/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQLite's result codes as errors of Shortlist, with a sentence for people: the one place where they are worded. */

#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

void     sl_sqlite_set_error      (GError    **error,
                                   sqlite3    *db,
                                   int         rc,
                                   const char *path);
void     sl_sqlite_mark_suspect   (const char *path);
gboolean sl_sqlite_is_suspect     (const char *path);
void     sl_sqlite_clear_suspect  (const char *path);

G_END_DECLS
