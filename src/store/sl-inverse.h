/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inverse of a run of journal entries, done and journalled. */

#pragma once

#include "sl-journal.h"
#include "sl-left-out.h"

G_BEGIN_DECLS

gboolean sl_inverse_run (SlJournal *journal,
                         gint64     first_entry,
                         gint64     last_entry,
                         SlLeftOut *left_out,
                         GError   **error);

G_END_DECLS
