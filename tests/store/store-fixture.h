/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A store in a folder of its own, and short ways to fill and look at it. */

#pragma once

#include "sl-error.h"
#include "sl-kinds.h"
#include "sl-store-query.h"
#include "sl-store.h"
#include "sl-test.h"

G_BEGIN_DECLS

typedef struct {
  char *dir;
  SlClock *clock;
  SlStore *store;
} StoreFixture;

void           store_fixture_set_up    (StoreFixture  *self,
                                        gconstpointer  data);
void           store_fixture_tear_down (StoreFixture  *self,
                                        gconstpointer  data);
void           store_fixture_reopen    (StoreFixture  *self);
char          *store_fixture_path      (StoreFixture  *self,
                                        const char    *name);

SlRecord      *store_new_application   (const char    *company,
                                        const char    *role,
                                        const char    *status);
SlRecord      *store_new_tag           (const char    *name);
SlRecord      *store_new_assignment    (SlRecord      *application,
                                        SlRecord      *tag);
SlRecord      *store_new_event         (SlRecord      *application,
                                        const char    *to_status,
                                        const char    *to_stage,
                                        gint64         occurred_at);
gint64         store_insert            (SlStore       *store,
                                        SlRecord      *record);
gint64         store_update            (SlStore       *store,
                                        SlRecord      *record,
                                        guint          field,
                                        const char    *text);
gint64         store_apply             (SlStore       *store,
                                        SlChangeset   *changeset);
gint64         store_undo              (SlStore       *store);
gint64         store_redo              (SlStore       *store);
SlRecord      *store_read              (SlStore       *store,
                                        SlRecord      *record);
char          *store_dump              (SlStore       *store);
void           store_assert_sound      (SlStore       *store);
gint64         store_count             (SlStore       *store,
                                        const char    *sql);
GArray        *store_query             (SlStore       *store,
                                        SlQuery       *query,
                                        guint          limit);
char          *store_query_companies   (SlStore       *store,
                                        SlQuery       *query);

/* One update of @field by @actor. */
void           store_apply_as          (StoreFixture  *self,
                                        SlActor        actor,
                                        SlRecord      *record,
                                        guint          field,
                                        const char    *text);
/* That there is no @transaction but @error, in words; clears it. */
void           store_assert_fails      (SlTransaction *transaction,
                                        GError       **error,
                                        SlErrorCode    code);

#define STORE_TEST(path, func) \
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, func, store_fixture_tear_down)

G_END_DECLS
