/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deleting for good: the record, what lives with it, and the references to it, all journalled. */

#pragma once

#include "sl-journal.h"

G_BEGIN_DECLS

gboolean sl_cascade_delete (SlJournal *journal,
                            SlRecord  *record,
                            GError   **error);

G_END_DECLS
