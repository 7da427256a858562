/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What waits today, gathered for the start page and the command line: what is due, interviews of the next days, offers
 * and saved jobs that run out, answers that came late, and applications that have gone quiet. */

#pragma once

#include "sl-due.h"
#include "sl-quiet.h"

G_BEGIN_DECLS

/**
 * SlTodayOptions:
 * @due: (owned): which automatic reminders there are
 * @clock: (owned): for now and today
 * @max_quiet: at most so many quiet applications are read
 */
typedef struct {
  SlDueOptions *due;
  SlQuietOptions quiet;
  SlClock *clock;
  guint max_quiet;
} SlTodayOptions;

SlTodayOptions *sl_today_options_new (SlClock *clock, GSettings *settings, guint max_quiet);
void sl_today_options_free (SlTodayOptions *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlTodayOptions, sl_today_options_free)

/**
 * SlToday:
 * @due: (element-type SlDue): reminders and follow-ups, from overdue to the end of today, and offers whose deadline has
 *   passed without an answer
 * @interviews: (element-type SlDue): of today and the next seven days
 * @offers: (element-type SlDue): to be answered in that time
 * @saved_jobs: (element-type SlDue): to be applied for in that time
 * @answered_late: (element-type SlRecord): marked as no response, but something came
 * @quiet: (element-type SlQuiet): the first of them
 * @n_quiet: how many there are, those that are due apart
 * @limits: from when on they are
 */
typedef struct {
  GPtrArray *due;
  GPtrArray *interviews;
  GPtrArray *offers;
  GPtrArray *saved_jobs;
  GPtrArray *answered_late;
  GPtrArray *quiet;
  guint n_quiet;
  SlQuietLimits limits;
} SlToday;

/* For use inside an SlReadFunc. */
SlToday *sl_today_read (SlConnection *connection, const SlTodayOptions *options, GError **error);
void sl_today_free (SlToday *self);
/* Whether nothing waits. */
gboolean sl_today_is_calm (const SlToday *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlToday, sl_today_free)

G_END_DECLS
