/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person is told of a damaged or missing data file: before it is opened, and after a backup took its place. */

#pragma once

#include "sl-store.h"

G_BEGIN_DECLS

char *sl_recovery_describe_backup (const SlBackup *backup, GTimeZone *zone);
char *sl_recovery_describe_plan (const SlBackup *backup, gboolean missing, GTimeZone *zone);
char *sl_recovery_describe_notice (SlStore *store);

G_END_DECLS
