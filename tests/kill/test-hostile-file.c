/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A data file, its log and its backups with damage anywhere in them.
 * Nothing may crash, hang or be lost; each either works or is refused with a sentence. */

#define G_LOG_DOMAIN "test-hostile-file"

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "hostile-bytes.h"
#include "kill-data.h"
#include "sl-backup.h"
#include "sl-error.h"
#include "sl-query.h"
#include "sl-store-query.h"

static SlContext *
open_context (const char *dir)
{
  g_autoptr (SlClock) clock = sl_test_clock ();

  return kill_data_open (dir, clock);
}

typedef struct {
  char *contents;
  gsize length;
  gint64 n_applications;
  char *backup; /* (nullable): contents of a backup with half of the applications */
  gsize backup_length;
} Original;

static void
fill (SlContext *context,
      guint      from,
      guint      to)
{
  for (guint i = from; i < to; i++)
    {
      g_autofree char *company = g_strdup_printf ("Company %u", i);
      kill_data_must_add (context, company);
    }
}

static void
make_original (Original *self)
{
  g_autofree char *dir = kill_data_new_dir ();
  g_autofree char *path = g_build_filename (dir, "shortlist.db", NULL);
  SlContext *context = open_context (dir);
  g_autoptr (GError) error = NULL;

  fill (context, 0, 20);
  g_autofree char *backup = sl_store_backup (sl_context_get_store (context), "manual", &error);
  g_assert_no_error (error);
  fill (context, 20, 40);
  kill_data_close (context);

  self->n_applications = 40;
  g_assert_true (g_file_get_contents (path, &self->contents, &self->length, NULL));
  g_assert_true (g_file_get_contents (backup, &self->backup, &self->backup_length, NULL));
}

/* The head of the file, the heads of its pages, or anywhere; or its end is missing. */
static gsize
damage_file (char  *contents,
             gsize  length)
{
  for (int n = 1 + hostile_dice (20); n > 0; n--)
    {
      gsize at = 0;

      switch (hostile_dice (4))
        {
        case 0:
          at = (gsize) hostile_dice (100);
          break;
        case 1:
          at = (gsize) hostile_dice ((int) (length / 4096)) * 4096 + (gsize) hostile_dice (16);
          break;
        default:
          at = (gsize) hostile_dice ((int) length);
        }
      if (hostile_dice (2) == 0)
        contents[at] = (char) hostile_dice (256);
      else
        contents[at] ^= (char) (1 << hostile_dice (8));
    }
  return hostile_dice (6) == 0 ? (gsize) hostile_dice ((int) length) : length;
}

static gboolean
folder_has (const char *dir,
            const char *contents,
            gsize       length)
{
  g_autoptr (GDir) files = g_dir_open (dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);
      g_autofree char *other = NULL;
      gsize other_length;

      if (g_str_has_prefix (name, "shortlist-damaged") && g_file_get_contents (path, &other, &other_length, NULL) &&
          other_length == length && memcmp (other, contents, length) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Uses an opened file: whatever is damaged in it is told in words, and looking at it is no danger. */
static void
use_file (SlContext *context)
{
  SlStore *store = sl_context_get_store (context);
  g_autoptr (GError) error = NULL;
  g_autoptr (SlRecord) application = sl_record_new (SL_KIND_APPLICATION);
  g_autoptr (SlChangeset) changeset = NULL;
  g_autoptr (SlTransaction) transaction = NULL;
  g_autoptr (SlTransaction) undo = NULL;
  g_autoptr (SlQuery) query = sl_query_new ();

  sl_query_set_text (query, "company");
  if (!kill_data_query (context, query, &error))
    hostile_assert_told (error);
  g_clear_error (&error);
  if (!kill_data_look (context, &error))
    hostile_assert_told (error);
  g_clear_error (&error);

  sl_record_set_text (application, SL_APPLICATION_COMPANY_NAME, "New");
  sl_record_set_text (application, SL_APPLICATION_ROLE_TITLE, "Tester");
  changeset = sl_deed_add_application (application, NULL);
  transaction = sl_store_apply (store, changeset, &error);
  if (transaction == NULL)
    hostile_assert_told (error);
  g_clear_error (&error);
  undo = sl_store_undo (store, &error);
  if (undo == NULL)
    hostile_assert_told (error);
}

static void
open_damaged (const char *dir,
              const char *contents,
              gsize       length,
              gboolean    has_backup,
              guint      *outcomes)
{
  g_autoptr (SlClock) clock = sl_test_clock ();
  SlContext *context = sl_context_new (dir, clock);
  g_autoptr (GError) error = NULL;

  if (!sl_context_open (context, &error))
    {
      hostile_assert_told (error);
      outcomes[3]++;
      g_object_unref (context);
      return;
    }

  switch (sl_store_get_notice (sl_context_get_store (context)))
    {
    case SL_STORE_NOTICE_RESTORED:
      g_assert_true (has_backup);
      g_assert_true (folder_has (dir, contents, length));
      g_assert_cmpint (kill_data_assert_sound (context), ==, 20);
      outcomes[1]++;
      break;
    case SL_STORE_NOTICE_STARTED_EMPTY:
      g_assert_false (has_backup);
      g_assert_true (folder_has (dir, contents, length));
      g_assert_cmpint (kill_data_assert_sound (context), ==, 0);
      outcomes[2]++;
      break;
    default:
      use_file (context);
      outcomes[0]++;
    }
  kill_data_close (context);
}

/* Damage that shows only in use is found at the next start. */
static void
test_damaged_file (void)
{
  Original original = { 0 };
  guint outcomes[4] = { 0 };
  guint n_rounds = MAX (hostile_get_rounds () / 3, 1);

  make_original (&original);
  for (guint i = 0; i < n_rounds; i++)
    {
      g_autofree char *dir = kill_data_new_dir ();
      g_autofree char *path = g_build_filename (dir, "shortlist.db", NULL);
      g_autofree char *backups = g_build_filename (dir, "backups", NULL);
      g_autofree char *backup = g_build_filename (backups, "shortlist-20260101-000000-import.db", NULL);
      g_autofree char *contents = g_memdup2 (original.contents, original.length);
      gsize length = damage_file (contents, original.length);
      gboolean has_backup = hostile_dice (3) > 0;

      g_assert_true (g_file_set_contents (path, contents, (gssize) length, NULL));
      if (has_backup)
        {
          g_mkdir (backups, 0700);
          g_assert_true (g_file_set_contents (backup, original.backup, (gssize) original.backup_length, NULL));
        }
      open_damaged (dir, contents, length, has_backup, outcomes);
      sl_test_remove_dir (dir);
    }
  g_test_message ("%u opened, %u restored, %u started empty, %u refused", outcomes[0], outcomes[1], outcomes[2], outcomes[3]);
  g_assert_cmpuint (outcomes[1] + outcomes[2] + outcomes[3], >, 0);
  g_free (original.contents);
  g_free (original.backup);
}

/* A damaged log is no damaged file: what it held up to there counts, the rest was never there. */
static void
test_damaged_log (void)
{
  guint n_rounds = MAX (hostile_get_rounds () / 5, 1);

  for (guint i = 0; i < n_rounds; i++)
    {
      g_autofree char *dir = kill_data_new_dir ();
      g_autofree char *copy_dir = kill_data_new_dir ();
      SlContext *context = open_context (dir);
      gint64 n;

      fill (context, 0, 10);
      for (const char *const *name = (const char *const[]) { "shortlist.db", "shortlist.db-wal", NULL }; *name != NULL; name++)
        {
          g_autofree char *from = g_build_filename (dir, *name, NULL);
          g_autofree char *to = g_build_filename (copy_dir, *name, NULL);
          g_autofree char *contents = NULL;
          gsize length;

          g_assert_true (g_file_get_contents (from, &contents, &length, NULL));
          if (g_str_has_suffix (*name, "-wal"))
            {
              /* Behind what makes the file: that much is asked of it. */
              gsize at = length / 2 + (gsize) hostile_dice ((int) (length / 2));
              if (hostile_dice (2) == 0)
                length = at;
              else
                contents[at] ^= (char) (1 << hostile_dice (8));
            }
          g_assert_true (g_file_set_contents (to, contents, (gssize) length, NULL));
        }
      kill_data_close (context);

      context = open_context (copy_dir);
      g_assert_cmpint (sl_store_get_notice (sl_context_get_store (context)), ==, SL_STORE_NOTICE_NONE);
      n = kill_data_assert_sound (context);
      g_assert_cmpint (n, <=, 10);
      kill_data_must_add (context, "New");
      g_assert_cmpint (kill_data_assert_sound (context), ==, n + 1);
      kill_data_close (context);
      sl_test_remove_dir (dir);
      sl_test_remove_dir (copy_dir);
    }
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/hostile/file/damaged", test_damaged_file);
  g_test_add_func ("/hostile/file/damaged-log", test_damaged_log);

  return g_test_run ();
}
