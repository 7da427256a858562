/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps of the data file's schema as SQL. Each is frozen once released. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "Shl1": tells file(1) and us that a SQLite file is Shortlist's. */
#define SL_SCHEMA_APPLICATION_ID 0x53686c31
#define SL_SCHEMA_VERSION 14

/* Works the derived columns out again for the applications of @condition; the view of the newest schema says how. */
#define SL_DERIVE(condition) \
  "UPDATE applications SET lane = d.lane, status_since = d.status_since, last_activity_at = d.last_activity_at" \
  " FROM application_derived AS d WHERE applications.pk = d.pk AND " condition \
  " AND (applications.lane IS NOT d.lane OR applications.status_since IS NOT d.status_since" \
  "   OR applications.last_activity_at IS NOT d.last_activity_at);"

extern const char sl_schema_1[];
extern const char sl_schema_2[];
extern const char sl_schema_3[];
extern const char sl_schema_4[];
extern const char sl_schema_5[];
extern const char sl_schema_6[];
extern const char sl_schema_7[];
extern const char sl_schema_8[];
extern const char sl_schema_9[];
extern const char sl_schema_10[];
extern const char sl_schema_11[];
extern const char sl_schema_12[];
extern const char sl_schema_13[];
extern const char sl_schema_14[];

G_END_DECLS
