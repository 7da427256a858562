/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See import-fixture.h. */

#define G_LOG_DOMAIN "import-fixture"

#include "config.h"

#include <string.h>

#include "import-fixture.h"
#include "sl-store-query.h"

void
import_fixture_set_up (ImportFixture *self,
                       gconstpointer  data)
{
  self->context = sl_core_test_open ();
  /* All days in the files are over, as far as the tests don't say otherwise. */
  sl_clock_advance (sl_context_get_clock (self->context), 365 * G_TIME_SPAN_DAY);
  self->import = sl_import_new (self->context);
}

void
import_fixture_tear_down (ImportFixture *self,
                          gconstpointer  data)
{
  g_assert_finalize_object (self->import);
  sl_core_test_close (self->context);
}

void
import_load (ImportFixture *self,
             const char    *name,
             const char    *data,
             gssize         length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length >= 0 ? (gsize) length : strlen (data));
  g_autoptr (GError) error = NULL;

  sl_import_load_bytes (self->import, bytes, name, &error);
  g_assert_no_error (error);
}

SlImportPlan *
import_plan (ImportFixture *self)
{
  g_autoptr (GError) error = NULL;
  SlImportPlan *plan = sl_import_plan (self->import, NULL, &error);

  g_assert_no_error (error);
  return plan;
}

SlImportPlan *
import_plan_text (ImportFixture *self,
                  const char    *text)
{
  import_load (self, "test.csv", text, -1);
  return import_plan (self);
}

SlTransaction *
import_run (ImportFixture   *self,
            SlImportPlan    *plan,
            SlImportChoices  choices)
{
  g_autoptr (GError) error = NULL;
  SlTransaction *transaction = sl_import_run (self->import, plan, &choices, &error);

  g_assert_no_error (error);
  return transaction;
}

SlRecord *
import_get_application (SlImportPlan *plan,
                        guint         row)
{
  SlRecord *record = sl_import_plan_get_row (plan, row)->application;

  g_assert_nonnull (record);
  return record;
}

static gpointer
read_all (SlConnection  *connection,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  return sl_store_read_all (connection, GPOINTER_TO_INT (data), FALSE, error);
}

GPtrArray *
import_read_all (ImportFixture *self,
                 SlKind         kind)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *records = sl_store_read (sl_context_get_store (self->context), read_all, GINT_TO_POINTER (kind), &error);

  g_assert_no_error (error);
  return records;
}

guint
import_count (ImportFixture *self,
              SlKind         kind)
{
  g_autoptr (GPtrArray) records = import_read_all (self, kind);

  return records->len;
}
