/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-recovery-words.h. The window and the command line say it in the same words. */

#define G_LOG_DOMAIN "sl-recovery-words"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-backups.h"
#include "sl-count.h"
#include "sl-recovery-words.h"

/**
 * sl_recovery_describe_backup:
 * @zone: where the person is
 *
 * Returns: (transfer full): when it was made, how much is in it and why it was made
 */
char *
sl_recovery_describe_backup (const SlBackup *backup,
                             GTimeZone      *zone)
{
  g_autofree char *day = sl_day_format_long (sl_day_from_time (backup->time, zone));
  g_autofree char *clock = sl_time_format_clock (backup->time, zone);
  guint n = (guint) backup->living[SL_KIND_APPLICATION];

  /* Translators: a backup: its date, time of day, how many applications it holds, and why it was made. */
  return g_strdup_printf (ngettext ("%1$s, %2$s, with %3$s application (%4$s)", "%1$s, %2$s, with %3$s applications (%4$s)", n),
                          day, clock, SL_COUNT (n), sl_backup_get_reason_label (backup->reason));
}

/**
 * sl_recovery_describe_plan:
 * @backup: (nullable): the newest good one
 * @missing: whether the file isn’t there at all
 *
 * Returns: (transfer full): what opening a damaged data file, or one that is missing, will come to
 */
char *
sl_recovery_describe_plan (const SlBackup *backup,
                           gboolean        missing,
                           GTimeZone      *zone)
{
  g_autofree char *which = backup != NULL ? sl_recovery_describe_backup (backup, zone) : NULL;

  if (which == NULL && missing)
    return g_strdup (_("There is no good backup. When Shortlist starts next, it starts empty; put the file back first, if you have it elsewhere."));
  if (missing)
    /* Translators: %s: a date, time of day and number of applications */
    return g_strdup_printf (_("When Shortlist starts next, it opens the newest good backup instead: %s. Changes made after that are only in the missing file; put it back first, if you have it elsewhere."), which);
  if (which == NULL)
    return g_strdup (_("There is no good backup. When Shortlist opens the file next, it sets it aside and starts empty; copy a backup from elsewhere into the folder “backups” beside it first, if you have one."));
  /* Translators: %s: a date, time of day and number of applications */
  return g_strdup_printf (_("When Shortlist opens the file next, it sets it aside and opens the newest good backup instead: %s. Changes made after that are only in the damaged file."), which);
}

/* Without the file the log is of no use, and restored like a backup the file would lack what is in the log. */
static char *
describe_log (const char *which,
              const char *log)
{
  g_autofree char *shown = g_filename_display_name (log);

  if (which == NULL)
    /* Translators: %s: a path */
    return g_strdup_printf (_("The data file was missing. There is no good backup, so this is a new start. The log of the missing file, maybe with the newest changes, was kept as %s. If you find the file, close Shortlist, put the file in its place as “shortlist.db”, and the log beside it as “shortlist.db-wal”."), shown);
  /* Translators: the first %s: a date, time of day and number of applications of a backup, the second: a path */
  return g_strdup_printf (_("The data file was missing, and the newest good backup is open: %1$s. The log of the missing file, maybe with the newest changes, was kept as %2$s. If you find the file, close Shortlist, put the file in its place as “shortlist.db”, and the log beside it as “shortlist.db-wal”."), which, shown);
}

static char *
describe_missing (const char *which,
                  const char *log)
{
  if (log != NULL)
    return describe_log (which, log);
  if (which == NULL)
    return g_strdup (_("The data file was missing. There is no good backup, so this is a new start."));
  /* Translators: %s: a date, time of day and number of applications of a backup. */
  return g_strdup_printf (_("The data file was missing, and the newest good backup is open: %s. Changes made after that are only in the missing file; if you find it, it can be restored like a backup."), which);
}

static char *
describe_damaged (const char *path,
                  const char *which)
{
  g_autofree char *shown = g_filename_display_name (path);

  if (which == NULL)
    return g_strdup_printf (_("The data file was damaged. It was set aside as %s. There is no good backup, so this is a new start."), shown);
  /* Translators: the first %s: a path, the second: a date, time of day and number of applications of a backup. */
  return g_strdup_printf (_("The data file was damaged. It was set aside as %1$s, and the newest good backup is open: %2$s. Changes made after that may be missing."), shown, which);
}

/* What a backup doesn't know of was attached after it was made. (transfer full) */
static char *
describe_files (guint       n,
                const char *folder,
                gboolean    is_backup)
{
  if (is_backup)
    /* Translators: the first %s: a number, the second: a path. “spared.txt” is the name of a file there. */
    return g_strdup_printf (ngettext ("%1$s attached file that isn’t in use in the backup is still in %2$s and is kept there. If you are sure that you don’t need it any more, delete “spared.txt” there.",
                                      "%1$s attached files that aren’t in use in the backup are still in %2$s and are kept there. If you are sure that you don’t need them any more, delete “spared.txt” there.", n),
                            SL_COUNT (n), folder);
  /* Translators: the first %s: a number, the second: a path. “spared.txt” is the name of a file there. */
  return g_strdup_printf (ngettext ("%1$s attached file is still in %2$s and is kept there. If you are sure that you don’t need it any more, delete “spared.txt” there.",
                                    "%1$s attached files are still in %2$s and are kept there. If you are sure that you don’t need them any more, delete “spared.txt” there.", n),
                          SL_COUNT (n), folder);
}

/* @words (taken), and what became of what was attached. */
static char *
add_files (char    *words,
           SlStore *store)
{
  guint n = sl_store_get_notice_n_files (store);
  gboolean is_backup = sl_store_get_notice_backup (store) != NULL;
  g_autofree char *folder = g_path_get_dirname (sl_store_get_path (store));
  g_autofree char *path = g_build_filename (folder, "attachments", NULL);
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *before = words;
  g_autofree char *files = NULL;

  if (n == 0)
    return g_steal_pointer (&before);

  files = describe_files (n, shown, is_backup);
  if (is_backup || sl_store_get_notice_path (store) != NULL || sl_store_get_notice_log (store) != NULL)
    return g_strjoin (" ", before, files, NULL);
  return g_strjoin (" ", before, _("If you find the file, close Shortlist and put the file in its place as “shortlist.db”."), files, NULL);
}

/**
 * sl_recovery_describe_notice:
 * @store: one that was opened
 *
 * Returns: (transfer full) (nullable): what happened to a damaged or missing data file and what is open now; %NULL when it
 *   was sound
 */
char *
sl_recovery_describe_notice (SlStore *store)
{
  SlStoreNotice notice = sl_store_get_notice (store);
  const SlBackup *backup = sl_store_get_notice_backup (store);
  const char *path = sl_store_get_notice_path (store);
  g_autofree char *which = NULL;
  g_autofree char *words = NULL;

  if (notice != SL_STORE_NOTICE_RESTORED && notice != SL_STORE_NOTICE_STARTED_EMPTY)
    return NULL;
  if (backup != NULL)
    which = sl_recovery_describe_backup (backup, sl_clock_get_time_zone (sl_store_get_clock (store)));
  words = path != NULL ? describe_damaged (path, which) : describe_missing (which, sl_store_get_notice_log (store));
  return add_files (g_steal_pointer (&words), store);
}
