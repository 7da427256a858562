/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts in sentences: one way everywhere to part the thousands. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SL_COUNT_SIZE 64

const char *sl_count_format (gint64 count,
                             char   buffer[SL_COUNT_SIZE]);

/** SL_COUNT: a count as text, for a %s of the same statement: it lives as long as the block it stands in */
#define SL_COUNT(count) sl_count_format ((gint64) (count), (char[SL_COUNT_SIZE]){ 0 })

G_END_DECLS
