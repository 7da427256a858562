/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SlQuery as parts of SQL. All texts go in as binds. */

#pragma once

#include "sl-query.h"
#include "sl-statement.h"

G_BEGIN_DECLS

/* As sl_status_is_open() says, for an IN. */
#define SL_CLOSED_STATUSES "'Accepted', 'Rejected', 'Withdrawn'"
/* Those that wait for an answer, word by word as the index applications_quiet has them. */
#define SL_WAITING_STATUSES "'Applied', 'Interviewing', 'Offer'"

typedef enum {
  SL_WHERE_ALL = 0,
  SL_WHERE_WITHOUT_MATCH = 1 << 0,
} SlWhereFlags;

char       *sl_query_sql_build_where (SlQuery      *query,
                                      SlDay         today,
                                      SlWhereFlags  flags,
                                      GArray       *binds);
char       *sl_query_sql_build_order (SlSort        sort,
                                      gboolean      descending);
const char *sl_query_sql_get_column  (SlFacet       facet);
GArray     *sl_query_sql_new_binds   (void);
void        sl_query_sql_bind        (SlStatement  *statement,
                                      GArray       *binds);

G_END_DECLS
