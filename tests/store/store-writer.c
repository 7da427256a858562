/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Another program on the same data, for test-foreign.c: store-writer DIR add COMPANY… | import N | undo */

#include "sl-kinds.h"
#include "sl-store.h"
#include "sl-test.h"

static void
import (SlStore *store,
        int      n)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_IMPORT, "Import");
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < n; i++)
    {
      g_autoptr (SlRecord) record = sl_record_new (SL_KIND_APPLICATION);
      sl_record_set_text (record, SL_APPLICATION_COMPANY_NAME, "Imported");
      sl_record_set_text (record, SL_APPLICATION_ROLE_TITLE, "Baker");
      sl_changeset_insert (changeset, record);
    }
  g_autoptr (SlTransaction) transaction = sl_store_apply (store, changeset, &error);
  g_assert_no_error (error);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (SlClock) clock = sl_clock_new_fixed_iso (SL_TEST_NOW_ISO);
  g_autoptr (SlStore) store = sl_store_new (argv[1], clock);
  g_autoptr (GError) error = NULL;

  if (argc < 3 || !sl_store_open (store, &error))
    g_error ("%s", error != NULL ? error->message : "usage");

  if (g_str_equal (argv[2], "undo"))
    {
      g_autoptr (SlTransaction) undone = sl_store_undo (store, &error);
      g_assert_no_error (error);
    }
  else if (g_str_equal (argv[2], "import"))
    import (store, (int) g_ascii_strtoll (argv[3], NULL, 10));
  for (int i = 3; g_str_equal (argv[2], "add") && i < argc; i++)
    {
      g_autoptr (SlRecord) record = sl_record_new (SL_KIND_APPLICATION);
      g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "Add");

      sl_record_set_text (record, SL_APPLICATION_COMPANY_NAME, argv[i]);
      sl_record_set_text (record, SL_APPLICATION_ROLE_TITLE, "Baker");
      sl_changeset_insert (changeset, record);
      g_autoptr (SlTransaction) transaction = sl_store_apply (store, changeset, &error);
      g_assert_no_error (error);
    }
  sl_store_close (store);
  return 0;
}
