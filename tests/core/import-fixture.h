/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An import into an empty store, and short ways to plan it, to run it and to look at what came of it. */

#pragma once

#include "sl-core-test.h"
#include "sl-import.h"

G_BEGIN_DECLS

typedef struct {
  SlContext *context;
  SlImport *import;
} ImportFixture;

void           import_fixture_set_up    (ImportFixture   *self,
                                         gconstpointer    data);
void           import_fixture_tear_down (ImportFixture   *self,
                                         gconstpointer    data);

/* Loads @data as the file @name; @length may be -1 for text. */
void           import_load              (ImportFixture   *self,
                                         const char      *name,
                                         const char      *data,
                                         gssize           length);
SlImportPlan  *import_plan              (ImportFixture   *self);
/* Of a table of this text. */
SlImportPlan  *import_plan_text         (ImportFixture   *self,
                                         const char      *text);
SlTransaction *import_run               (ImportFixture   *self,
                                         SlImportPlan    *plan,
                                         SlImportChoices  choices);
/* What a row of the table becomes. (transfer none) */
SlRecord      *import_get_application   (SlImportPlan    *plan,
                                         guint            row);
/* All living ones. (element-type SlRecord) */
GPtrArray     *import_read_all          (ImportFixture   *self,
                                         SlKind           kind);
guint          import_count             (ImportFixture   *self,
                                         SlKind           kind);

#define import_assert_text(record, field, text) g_assert_cmpstr (sl_record_get_text (record, SL_APPLICATION_##field), ==, text)
#define import_assert_number(record, field, number) \
  g_assert_cmpint (sl_record_get_integer (record, SL_APPLICATION_##field, -1), ==, number)

#define IMPORT_TEST(path, func) g_test_add ("/import/" path, ImportFixture, NULL, import_fixture_set_up, func, import_fixture_tear_down)

G_END_DECLS
