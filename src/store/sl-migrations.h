/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings a data file from whatever version it has to the present one. */

#pragma once

#include "sl-connection.h"

G_BEGIN_DECLS

/** SlMigrationBackupFunc: called once, before the first step on a file that holds data */
typedef gboolean (*SlMigrationBackupFunc) (gpointer data, GError **error);

int      sl_migrations_get_version (SlConnection         *connection);
gboolean sl_migrations_run         (SlConnection         *connection,
                                    int                   target,
                                    SlMigrationBackupFunc backup,
                                    gpointer              data,
                                    GError              **error);

G_END_DECLS
