/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came of the applications that each résumé version was sent with, counted from their histories as the charts do.
 * For an SlReadFunc. */

#pragma once

#include "sl-analytics.h"
#include "sl-record.h"

G_BEGIN_DECLS

/**
 * SlResumeUse:
 * @id: of the résumé version
 * @n_used: living applications that name it
 * @response: of those of them that were sent, how many reached Interviewing or further at any time
 * @applications: (element-type SlRecord): the newest of them, at most %SL_RESUME_USE_SHOWN
 *
 * With fewer sent than %SL_ANALYTICS_FEW the rate tells nothing yet: show the counts only.
 */
typedef struct {
  char *id;
  guint n_used;
  SlRate response;
  GPtrArray *applications;
} SlResumeUse;

#define SL_RESUME_USE_SHOWN 20

/* (transfer full) (element-type SlResumeUse), by id: of all that are used. */
GHashTable *sl_resume_use_read (SlConnection *connection, SlDay today, GError **error);

G_END_DECLS
