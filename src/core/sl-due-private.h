/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between sl-due.c, which says what is asked for, and sl-due-read.c, which finds it. */

#pragma once

#include "sl-due.h"

G_BEGIN_DECLS

/**
 * SlDueSearch: one question.
 * @occasions: what takes place rather than what to remind of
 * @application_id: (nullable): only of this application, whenever it is
 * @origin_id: (nullable): only from this record, whenever it is
 * @rule: (nullable): with @origin_id: only this rule, allowed or not
 */
typedef struct {
  SlConnection *connection;
  const SlDueOptions *options;
  gint64 from;
  gint64 to;
  gboolean occasions;
  const char *application_id;
  const char *origin_id;
  const char *rule;
  GPtrArray *found;
} SlDueSearch;

gboolean _sl_due_search_reminders  (SlDueSearch *search, GError **error);
gboolean _sl_due_search_interviews (SlDueSearch *search, GError **error);
gboolean _sl_due_search_deadlines  (SlDueSearch *search, GError **error);
gboolean _sl_due_search_follow_ups (SlDueSearch *search, GError **error);

char *_sl_due_title_interview   (const char *stage_name, const char *stage_type, const char *company);
char *_sl_due_title_offer       (const char *company);
char *_sl_due_title_saved_job   (const char *company);
char *_sl_due_title_follow_up   (const char *company);

G_END_DECLS
