/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes SQLite's locks hold whatever else in the process reads its files, see the source. Installed once by the first
 * connection; nobody owns it. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void sl_file_locks_install (void);

G_END_DECLS
