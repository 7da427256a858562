/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A generated, believable job search: applications over six months with all kinds of records, dates relative to the
 * clock's today. The same seed and count give the same search. */

#pragma once

#include "sl-context.h"

G_BEGIN_DECLS

/* Fills an empty store; blocks. @count applications with their children (about 120 make a believable six months;
 * 100,000 for benchmarks take seconds). */
gboolean sl_demo_fill (SlStore *store, guint32 seed, guint count, GError **error);

G_END_DECLS
