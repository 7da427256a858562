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
SlRecord      *sl_core_test_read        (SlContext    *context,
                                         SlKind        kind,
                                         const char   *id);
/* Runs the main context until nothing is left to do in it and in the store's threads. */
void           sl_core_test_settle      (SlContext    *context);
void           sl_core_test_wait_for    (gboolean     *flag);

G_END_DECLS
