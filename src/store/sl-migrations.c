/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-migrations.h. A step is SQL and, where SQL can't say it, a function. All missing steps are one transaction: a
 * file has one version or the other, never one between. */

#define G_LOG_DOMAIN "sl-migrations"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-error.h"
#include "sl-migrations.h"
#include "sl-schema.h"

typedef struct {
  const char *sql;
  gboolean (*run) (SlConnection *connection, GError **error);
} Step;

/* Step i leads to version i + 1. */
static const Step steps[SL_SCHEMA_VERSION] = {
  { sl_schema_1, NULL },
  { sl_schema_2, NULL },
  { sl_schema_3, NULL },
  { sl_schema_4, NULL },
  { sl_schema_5, NULL },
  { sl_schema_6, NULL },
  { sl_schema_7, NULL },
  { sl_schema_8, NULL },
  { sl_schema_9, NULL },
  { sl_schema_10, NULL },
  { sl_schema_11, NULL },
  { sl_schema_12, NULL },
  { sl_schema_13, NULL },
  { sl_schema_14, NULL },
};

/**
 * sl_migrations_get_version:
 *
 * Returns: the version of the open file; 0 for a new one
 */
int
sl_migrations_get_version (SlConnection *connection)
{
  return (int) sl_connection_get_integer (connection, "PRAGMA user_version", 0);
}

static gboolean
run_steps (SlConnection *connection,
           int           target,
           GError      **error)
{
  for (int i = sl_migrations_get_version (connection); i < target; i++)
    {
      if (!sl_connection_execute (connection, steps[i].sql, error))
        return FALSE;
      if (steps[i].run != NULL && !steps[i].run (connection, error))
        return FALSE;
    }

  g_autofree char *sql = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d",
                                          SL_SCHEMA_APPLICATION_ID, target);
  return sl_connection_execute (connection, sql, error);
}

/**
 * sl_migrations_run:
 * @connection: a writable connection
 * @target: the version to reach, %SL_SCHEMA_VERSION except in tests
 * @backup: (nullable): makes a backup; when it fails, nothing is changed
 * @data: for @backup
 *
 * Does what is missing up to @target. Safe against another program that does the same at the same time.
 *
 * Returns: %FALSE with @error set, the file then being as before
 */
gboolean
sl_migrations_run (SlConnection         *connection,
                   int                   target,
                   SlMigrationBackupFunc backup,
                   gpointer              data,
                   GError              **error)
{
  g_return_val_if_fail (target >= 1 && target <= SL_SCHEMA_VERSION, FALSE);

  int version = sl_migrations_get_version (connection);
  if (version >= target)
    return TRUE;

  if (version > 0 && backup != NULL && !backup (data, error))
    {
      g_prefix_error (error, "%s ", _("Your data must be brought to a new format, but no backup of it could be made first."));
      return FALSE;
    }

  if (!sl_connection_begin (connection, error))
    return FALSE;

  /* The other program may have been faster: run_steps() looks again, now under the lock. */
  if (sl_migrations_get_version (connection) >= target)
    {
      sl_connection_rollback (connection);
      return TRUE;
    }

  if (!run_steps (connection, target, error) || !sl_connection_commit (connection, error))
    {
      sl_connection_rollback (connection);
      return FALSE;
    }
  return TRUE;
}
