/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the core's tests share: an open context in a folder of its own, applications in it, waiting for answers. */
#pragma once

#include "sl-context.h"
#include "sl-deeds.h"
#include "sl-kinds.h"
#include "sl-test.h"

G_BEGIN_DECLS

/* An open context on an empty store, with the tests' clock. */
SlContext     *sl_core_test_open        (void);
/* Closes it and checks that nobody else holds it. */
void           sl_core_test_close       (SlContext    *context);
/* Applies and takes @changeset; must succeed. */
SlTransaction *sl_core_test_apply       (SlContext    *context,
                                         SlChangeset  *changeset);
/* Adds an application; its id. */
char          *sl_core_test_add         (SlContext    *context,
                                         const char   *company,
                                         const char   *role,
                                         const char   *status);
/* Adds @record, which is taken; its id. */
char          *sl_core_test_add_record  (SlContext    *context,
                                         SlRecord     *record);
/* Adds a round at a time of day; its id. */
char          *sl_core_test_add_round   (SlContext    *context,
                                         const char   *application_id,
                                         const char   *name,
                                         const char   *day,
                                         const char   *time,
                                         const char   *zone);
/* @text (nullable) in place of what the field held. */
void           sl_core_test_edit        (SlContext    *context,
                                         SlKind        kind,
                                         const char   *id,
                                         guint         field,
                                         const char   *text);
SlRecord      *sl_core_test_read        (SlContext    *context,
                                         SlKind        kind,
                                         const char   *id);
/* What belongs to it. (element-type SlRecord) */
GPtrArray     *sl_core_test_read_children (SlContext  *context,
                                           SlKind      kind,
                                           const char *application_id);
guint          sl_core_test_count_children (SlContext  *context,
                                            SlKind      kind,
                                            const char *application_id);
/* The application's row number; 0 for NULL. */
gint64         sl_core_test_get_pk      (SlContext    *context,
                                         const char   *id);
/* Puts @ids down on the board. */
SlTransaction *sl_core_test_place       (SlContext          *context,
                                         const char *const  *ids,
                                         const SlBoardPlace *place);
/* The same, between @above and @below (nullable) of a column. */
SlTransaction *sl_core_test_place_between (SlContext         *context,
                                           const char *const *ids,
                                           const char        *status,
                                           const char        *lane,
                                           const char        *above,
                                           const char        *below);
/* Checks what is told of @transaction, which is taken, and of its undo. */
void           sl_core_test_assert_words (SlTransaction *transaction,
                                          const char    *done,
                                          const char    *undone);
/* Runs the main context until nothing is left to do in it and in the store's threads. */
void           sl_core_test_settle      (SlContext    *context);
void           sl_core_test_wait_for    (gboolean     *flag);

G_END_DECLS
