/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quiet applications: open ones that nothing was heard of for longer than is usual at their stage. Silence counts from
 * the newest event, round, contact, mail or change of status (last-activity), and not while it is snoozed (quiet-until).
 *
 * The limits are the person's own numbers where there are any; else, from 20 answers on, learnt from how long answers
 * took in this search; else the usual ones. */

#pragma once

#include "sl-store.h"

G_BEGIN_DECLS

typedef enum {
  SL_QUIET_APPLIED,
  SL_QUIET_SCREENING,
  SL_QUIET_INTERVIEW,
  SL_QUIET_OFFER,
  SL_N_QUIET_STAGES,
  SL_QUIET_NONE = -1,
} SlQuietStage;

/** SlQuietSource: where a limit comes from */
typedef enum {
  SL_QUIET_USUAL,
  SL_QUIET_LEARNT,
  SL_QUIET_OWN,
} SlQuietSource;

/**
 * SlQuietLimit:
 * @days: from so many days of silence on it is quiet
 * @n_answers: with %SL_QUIET_LEARNT: how many it was learnt from
 */
typedef struct {
  int days;
  SlQuietSource source;
  guint n_answers;
} SlQuietLimit;

typedef struct {
  SlQuietLimit of[SL_N_QUIET_STAGES];
} SlQuietLimits;

/** SlQuietOptions: what the person chose. @own: days, 0 for none. @learn: whether limits are learnt. */
typedef struct {
  gboolean learn;
  int own[SL_N_QUIET_STAGES];
} SlQuietOptions;

/* A quiet application. */
typedef struct {
  SlRecord *application;
  SlQuietStage stage;
  int days; /* of silence */
} SlQuiet;

void sl_quiet_free (SlQuiet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlQuiet, sl_quiet_free)

/* The name of the stage's key in the settings, and what it is called. */
const char *sl_quiet_get_key (SlQuietStage stage);
const char *sl_quiet_get_label (SlQuietStage stage);
void sl_quiet_options_read (SlQuietOptions *self, GSettings *settings);
void sl_quiet_limits_init (SlQuietLimits *self, const SlQuietOptions *options);
/* "Your own number", "Learnt from 34 answers", "Usual": where it comes from. (transfer full) */
char *sl_quiet_limit_describe (const SlQuietLimit *self);
/* "Usual: 21 days". (transfer full) */
char *sl_quiet_limit_tell (const SlQuietLimit *self);

/* Of one application. */
SlQuietStage sl_quiet_get_stage (SlRecord *application);
int sl_quiet_get_days (SlRecord *application, SlClock *clock);
gboolean sl_quiet_is_over (SlRecord *application, const SlQuietLimits *limits, SlClock *clock);

/* For use inside an SlReadFunc. */
gboolean sl_quiet_read_limits (SlConnection *connection, const SlQuietOptions *options, SlQuietLimits *limits, GError **error);
/* (element-type SlQuiet): the first @max (0: all), those that became quiet last first; @n_all (nullable): how many there are. */
GPtrArray *sl_quiet_read (SlConnection *connection, const SlQuietLimits *limits, SlClock *clock, guint max, guint *n_all, GError **error);
/* (element-type SlRecord): applications marked as no response that something came after; newest first. */
GPtrArray *sl_quiet_read_answered_late (SlConnection *connection, SlClock *clock, guint max, GError **error);

G_END_DECLS
