/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of all rooms share: temporary folders that remove themselves, files in them, golden text. */
#pragma once

#include <glib.h>

#include "sl-clock.h"

G_BEGIN_DECLS

/* Monday, 2026-03-16 09:00 in Berlin: the "now" of tests that don't need another. */
#define SL_TEST_NOW_ISO "2026-03-16T09:00:00+01:00"

void        sl_test_init       (int        *argc,
                                char     ***argv);
const char *sl_test_tmp_dir    (void);
char       *sl_test_tmp_file   (const char *name,
                                const char *contents,
                                gssize      length);
char       *sl_test_data_path  (const char *relative);
SlClock    *sl_test_clock      (void);
void        sl_test_remove_dir (const char *path);

G_END_DECLS
