/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which saved jobs a search is about, and in which order they lie. Pure functions of records. */

#pragma once

#include "sl-kinds.h"
#include "sl-record.h"

G_BEGIN_DECLS

/* @needle: (nullable): words, folded; each must be somewhere in the job. */
gboolean sl_saved_order_matches (SlRecord *job, const char *needle);
/* @sort: "deadline", "company", "priority", "excitement"; anything else: the newest first. */
int sl_saved_order_compare (SlRecord *a, SlRecord *b, const char *sort);

G_END_DECLS
