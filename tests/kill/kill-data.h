/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of an unkind world share: data folders, contexts on them, applications, and whether all is sound. */
#pragma once

#include "sl-context.h"
#include "sl-deeds.h"
#include "sl-kinds.h"
#include "sl-query.h"
#include "sl-test.h"

G_BEGIN_DECLS

/* An empty folder, which others may look into should this run as root. (transfer full) */
char *kill_data_new_dir (void);
/* Must succeed. @clock (nullable): the system's */
SlContext *kill_data_open (const char *dir, SlClock *clock);
void kill_data_close (SlContext *context);
SlTransaction *kill_data_add (SlContext *context, const char *company, GError **error);
void kill_data_must_add (SlContext *context, const char *company);
/* Rows, count and facets of @query, all of them. FALSE with @error set. */
gboolean kill_data_query (SlContext *context, SlQuery *query, GError **error);
/* What check looks at, whatever it finds there. FALSE with @error set. */
gboolean kill_data_look (SlContext *context, GError **error);
/* Asserts that check finds nothing; how many living applications there are. */
gint64 kill_data_assert_sound (SlContext *context);

G_END_DECLS
