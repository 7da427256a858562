/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-quiet"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-count.h"
#include "sl-kinds.h"
#include "sl-quiet.h"
#include "sl-store-query.h"

/* What peers found usual, in days. */
static const struct {
  const char *key;
  const char *label;
  int usual;
  gboolean learnable; /* an offer is answered by the person, not by the company */
} stages[SL_N_QUIET_STAGES] = {
  [SL_QUIET_APPLIED] = { "quiet-limit-applied", NC_("quiet stage", "Applied"), 21, TRUE },
  [SL_QUIET_SCREENING] = { "quiet-limit-screening", NC_("quiet stage", "Screening"), 18, TRUE },
  [SL_QUIET_INTERVIEW] = { "quiet-limit-interview", NC_("quiet stage", "Interview"), 12, TRUE },
  [SL_QUIET_OFFER] = { "quiet-limit-offer", NC_("quiet stage", "Offer"), 5, FALSE },
};

/* From so many answers on they say something, and so many of the newest are looked at. */
#define MIN_ANSWERS 20
#define MAX_ANSWERS 200
/* Of all answers, so many came within the limit that is learnt from them. */
#define ANSWERED_PERCENT 90
/* Whatever was learnt, a limit is sensible. */
#define MIN_LEARNT 3
#define MAX_LEARNT 120

#define SCREENING_LANES "'" SL_LANE_RECRUITER_SCREEN "', '" SL_LANE_ASSESSMENT "'"

/* The conditions of the index, word by word: SQLite compares them. */
#define AWAITING "deleted_at IS NULL AND status IN ('Applied', 'Interviewing', 'Offer')"
#define QUIET(stage) AWAITING " AND " stage " AND last_activity_at < ?1 AND (quiet_until IS NULL OR quiet_until <= ?2)"

static const char *const stage_conditions[SL_N_QUIET_STAGES] = {
  [SL_QUIET_APPLIED] = QUIET ("status = 'Applied'"),
  [SL_QUIET_SCREENING] = QUIET ("status = 'Interviewing' AND lane IN (" SCREENING_LANES ")"),
  [SL_QUIET_INTERVIEW] = QUIET ("status = 'Interviewing' AND lane NOT IN (" SCREENING_LANES ")"),
  [SL_QUIET_OFFER] = QUIET ("status = 'Offer'"),
};

/** sl_quiet_free: frees it */
void
sl_quiet_free (SlQuiet *self)
{
  g_object_unref (self->application);
  g_free (self);
}

/** sl_quiet_get_key: Returns: the key in the settings for the person's own number of days */
const char *
sl_quiet_get_key (SlQuietStage stage)
{
  g_return_val_if_fail (stage >= 0 && stage < SL_N_QUIET_STAGES, NULL);

  return stages[stage].key;
}

/** sl_quiet_get_label: Returns: the stage in a word, translated */
const char *
sl_quiet_get_label (SlQuietStage stage)
{
  g_return_val_if_fail (stage >= 0 && stage < SL_N_QUIET_STAGES, NULL);

  return g_dpgettext2 (NULL, "quiet stage", stages[stage].label);
}

/**
 * sl_quiet_options_read:
 * @settings: (nullable): the person's; %NULL: nothing was chosen
 */
void
sl_quiet_options_read (SlQuietOptions *self,
                       GSettings      *settings)
{
  *self = (SlQuietOptions) { .learn = settings == NULL || g_settings_get_boolean (settings, "quiet-learn") };

  for (int i = 0; settings != NULL && i < SL_N_QUIET_STAGES; i++)
    self->own[i] = g_settings_get_int (settings, stages[i].key);
}

/**
 * sl_quiet_limits_init:
 * @options: (nullable): what the person chose
 *
 * The person's own limits and the usual ones; nothing is learnt.
 */
void
sl_quiet_limits_init (SlQuietLimits        *self,
                      const SlQuietOptions *options)
{
  for (int i = 0; i < SL_N_QUIET_STAGES; i++)
    {
      gboolean is_own = options != NULL && options->own[i] > 0;

      self->of[i] = (SlQuietLimit) { is_own ? options->own[i] : stages[i].usual, is_own ? SL_QUIET_OWN : SL_QUIET_USUAL, 0 };
    }
}

/** sl_quiet_limit_describe: Returns: (transfer full): where it comes from, as a sentence without its end */
char *
sl_quiet_limit_describe (const SlQuietLimit *self)
{
  switch (self->source)
    {
    case SL_QUIET_OWN:
      return g_strdup (_("Your own number"));
    case SL_QUIET_LEARNT:
      return g_strdup_printf (ngettext ("Learnt from %u answer you got", "Learnt from %u answers you got", self->n_answers), self->n_answers);
    case SL_QUIET_USUAL:
    default:
      return g_strdup (_("The usual number"));
    }
}

/** sl_quiet_limit_tell: Returns: (transfer full): where it comes from and how long it is: “Usual: 21 days” */
char *
sl_quiet_limit_tell (const SlQuietLimit *self)
{
  switch (self->source)
    {
    case SL_QUIET_OWN:
      return g_strdup_printf (ngettext ("Your own number: %s day", "Your own number: %s days", (gulong) self->days), SL_COUNT (self->days));
    case SL_QUIET_LEARNT:
      return g_strdup_printf (ngettext ("Learnt from your answers: %s day", "Learnt from your answers: %s days", (gulong) self->days), SL_COUNT (self->days));
    case SL_QUIET_USUAL:
    default:
      return g_strdup_printf (ngettext ("Usual: %s day", "Usual: %s days", (gulong) self->days), SL_COUNT (self->days));
    }
}

/** sl_quiet_get_stage: Returns: what is waited for; %SL_QUIET_NONE: nothing */
SlQuietStage
sl_quiet_get_stage (SlRecord *application)
{
  const char *status = sl_record_get_text (application, SL_APPLICATION_STATUS);
  const char *lane = sl_record_get_text (application, SL_APPLICATION_LANE);

  if (g_strcmp0 (status, SL_STATUS_APPLIED) == 0)
    return SL_QUIET_APPLIED;
  if (g_strcmp0 (status, SL_STATUS_OFFER) == 0)
    return SL_QUIET_OFFER;
  if (g_strcmp0 (status, SL_STATUS_INTERVIEWING) != 0)
    return SL_QUIET_NONE;

  return g_strcmp0 (lane, SL_LANE_RECRUITER_SCREEN) == 0 || g_strcmp0 (lane, SL_LANE_ASSESSMENT) == 0 ? SL_QUIET_SCREENING
                                                                                                      : SL_QUIET_INTERVIEW;
}

/**
 * sl_quiet_get_days:
 * @clock: for today
 *
 * Returns: days since anything was heard of it, 0 also with something ahead; -1 when nothing is waited for
 */
int
sl_quiet_get_days (SlRecord *application,
                   SlClock  *clock)
{
  gint64 last = sl_record_get_integer (application, SL_APPLICATION_LAST_ACTIVITY,
                                       sl_record_get_integer (application, SL_APPLICATION_STATUS_SINCE, SL_TIME_NONE));

  if (sl_quiet_get_stage (application) == SL_QUIET_NONE || last == SL_TIME_NONE)
    return -1;

  return MAX (0, sl_clock_get_today (clock) - sl_day_from_time (last, sl_clock_get_time_zone (clock)));
}

/** sl_quiet_is_over: Returns: whether it is quiet for longer than usual, and not snoozed */
gboolean
sl_quiet_is_over (SlRecord            *application,
                  const SlQuietLimits *limits,
                  SlClock             *clock)
{
  SlQuietStage stage = sl_quiet_get_stage (application);
  const char *until = sl_record_get_text (application, SL_APPLICATION_QUIET_UNTIL);
  char today[SL_DAY_ISO_SIZE];

  if (stage == SL_QUIET_NONE || sl_quiet_get_days (application, clock) < limits->of[stage].days)
    return FALSE;

  return until == NULL || g_strcmp0 (until, sl_day_format_iso (sl_clock_get_today (clock), today)) <= 0;
}

/* Learning */

static int
compare_days (gconstpointer a,
              gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

/* Days from the beginning of each stage to the company's answer, of the newest answers. An answer is a move on or a
 * rejection; giving up on one that doesn't answer is none, and neither is the person's own withdrawal. Of what was
 * applied for, the wait begins with the applied date, otherwise with the event before. */
#define ANSWERS \
  "SELECT from_lane, julianday (occurred_at / 1000000, 'unixepoch')" \
  "   - coalesce (CASE WHEN from_lane = '" SL_LANE_APPLIED "' THEN julianday (applied_date) END," \
  "               julianday (before_at / 1000000, 'unixepoch')) FROM (" \
  " SELECT e.occurred_at, a.applied_date, b.occurred_at AS before_at," \
  "   coalesce (b.to_stage, CASE coalesce (b.to_status, e.from_status) WHEN 'Applied' THEN '" SL_LANE_APPLIED "'" \
  "             WHEN 'Interviewing' THEN '" SL_LANE_RECRUITER_SCREEN "' END) AS from_lane" \
  " FROM events AS e NOT INDEXED CROSS JOIN applications AS a ON a.id = e.application_id AND a.deleted_at IS NULL" \
  " LEFT JOIN events AS b ON b.pk = (SELECT pk FROM events AS x WHERE x.application_id = e.application_id AND x.deleted_at IS NULL" \
  "   AND x.event_type IS NOT 'note' AND x.pk <> e.pk AND x.occurred_at <= e.occurred_at ORDER BY x.occurred_at DESC, x.pk DESC LIMIT 1)" \
  " WHERE e.deleted_at IS NULL AND e.to_status IN ('Interviewing', 'Offer', 'Rejected')" \
  "   AND e.outcome IS NOT 'no_response' AND e.outcome IS NOT 'ghosted' AND e.pk > (SELECT max (pk) FROM events) - 20000" \
  " ORDER BY e.pk DESC LIMIT " G_STRINGIFY (MAX_ANSWERS) " * 2)"

static SlQuietStage
get_lane_stage (const char *lane)
{
  if (lane == NULL || g_str_equal (lane, SL_LANE_CLOSED) || g_str_equal (lane, SL_LANE_OFFER))
    return SL_QUIET_NONE;
  if (g_str_equal (lane, SL_LANE_APPLIED))
    return SL_QUIET_APPLIED;

  return g_str_equal (lane, SL_LANE_RECRUITER_SCREEN) || g_str_equal (lane, SL_LANE_ASSESSMENT) ? SL_QUIET_SCREENING : SL_QUIET_INTERVIEW;
}

static gboolean
read_answers (SlConnection  *connection,
              GArray       **days,
              GError       **error)
{
  SlStatement *statement = sl_connection_prepare (connection, ANSWERS, error);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return FALSE;

  while (sl_statement_step (statement, &failure))
    {
      SlQuietStage stage = get_lane_stage (sl_statement_get_text (statement, 0));
      int n_days = (int) CLAMP (sl_statement_get_integer (statement, 1), 0, 10000);

      if (stage != SL_QUIET_NONE && !sl_statement_is_null (statement, 1) && days[stage]->len < MAX_ANSWERS)
        g_array_append_val (days[stage], n_days);
    }
  sl_statement_reset (statement);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return failure == NULL;
}

static void
learn (SlQuietLimit *limit,
       GArray       *days)
{
  guint place;

  if (days->len < MIN_ANSWERS)
    return;

  g_array_sort (days, compare_days);
  place = (days->len * ANSWERED_PERCENT + 99) / 100 - 1;
  /* The day after the last on which an answer was still to be expected. */
  *limit = (SlQuietLimit) { CLAMP (g_array_index (days, int, place) + 1, MIN_LEARNT, MAX_LEARNT), SL_QUIET_LEARNT, days->len };
}

/**
 * sl_quiet_read_limits:
 * @options: what the person chose
 * @limits: (out): the limits that hold
 *
 * Returns: %FALSE with @error set
 */
gboolean
sl_quiet_read_limits (SlConnection          *connection,
                      const SlQuietOptions  *options,
                      SlQuietLimits         *limits,
                      GError               **error)
{
  GArray *days[SL_N_QUIET_STAGES];
  gboolean ok;

  sl_quiet_limits_init (limits, options);
  if (!options->learn)
    return TRUE;

  for (int i = 0; i < SL_N_QUIET_STAGES; i++)
    days[i] = g_array_new (FALSE, FALSE, sizeof (int));
  ok = read_answers (connection, days, error);
  for (int i = 0; i < SL_N_QUIET_STAGES; i++)
    {
      if (ok && stages[i].learnable && limits->of[i].source != SL_QUIET_OWN)
        learn (&limits->of[i], days[i]);
      g_array_unref (days[i]);
    }

  return ok;
}

/* Reading */

/* What lies before it is quiet for so many days. */
static gint64
get_threshold (int      days,
               SlClock *clock)
{
  return sl_day_to_time (sl_clock_get_today (clock) - days + 1, sl_clock_get_time_zone (clock));
}

static SlStatement *
prepare_stage (SlConnection        *connection,
               const char          *select,
               const char          *order,
               SlQuietStage         stage,
               const SlQuietLimits *limits,
               SlClock             *clock,
               GError             **error)
{
  g_autofree char *sql = g_strconcat (select, " FROM applications INDEXED BY applications_quiet WHERE ", stage_conditions[stage], order, NULL);
  SlStatement *statement = sl_connection_prepare (connection, sql, error);
  char today[SL_DAY_ISO_SIZE];

  if (statement == NULL)
    return NULL;

  sl_statement_bind_integer (statement, 1, get_threshold (limits->of[stage].days, clock));
  sl_statement_bind_text (statement, 2, sl_day_format_iso (sl_clock_get_today (clock), today));
  return statement;
}

static gboolean
count_stage (SlConnection         *connection,
             SlQuietStage          stage,
             const SlQuietLimits  *limits,
             SlClock              *clock,
             guint                *n,
             GError              **error)
{
  SlStatement *statement = prepare_stage (connection, "SELECT count (*)", "", stage, limits, clock, error);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return FALSE;
  if (sl_statement_step (statement, &failure))
    *n += (guint) sl_statement_get_integer (statement, 0);
  sl_statement_reset (statement);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return failure == NULL;
}

typedef struct {
  gint64 pk;
  gint64 over_since; /* when it became quiet */
  SlQuietStage stage;
} Found;

static int
compare_found (gconstpointer a,
               gconstpointer b)
{
  const Found *one = a;
  const Found *other = b;

  if (one->over_since != other->over_since)
    return one->over_since > other->over_since ? -1 : 1;
  return one->pk > other->pk ? -1 : 1;
}

static gboolean
find_stage (SlConnection         *connection,
            SlQuietStage          stage,
            const SlQuietLimits  *limits,
            SlClock              *clock,
            guint                 max,
            GArray               *found,
            GError              **error)
{
  SlStatement *statement = prepare_stage (connection, "SELECT pk, last_activity_at", " ORDER BY last_activity_at DESC LIMIT ?3", stage, limits, clock, error);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return FALSE;

  sl_statement_bind_integer (statement, 3, max > 0 ? (gint64) max : -1);
  while (sl_statement_step (statement, &failure))
    {
      Found one = { sl_statement_get_integer (statement, 0), 0, stage };

      one.over_since = sl_statement_get_integer (statement, 1) + (gint64) limits->of[stage].days * 24 * 3600 * G_USEC_PER_SEC;
      g_array_append_val (found, one);
    }
  sl_statement_reset (statement);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return failure == NULL;
}

static GPtrArray *
read_found (SlConnection  *connection,
            GArray        *found,
            guint          max,
            SlClock       *clock,
            GError       **error)
{
  g_autoptr (GPtrArray) quiet = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_quiet_free);

  for (guint i = 0; i < found->len && (max == 0 || i < max); i++)
    {
      const Found *one = &g_array_index (found, Found, i);
      SlRecord *application = sl_store_read_record_by_pk (connection, SL_KIND_APPLICATION, one->pk, error);
      SlQuiet *self;

      if (application == NULL)
        return NULL;
      self = g_new0 (SlQuiet, 1);
      self->application = application;
      self->stage = one->stage;
      self->days = sl_quiet_get_days (application, clock);
      g_ptr_array_add (quiet, self);
    }

  return g_steal_pointer (&quiet);
}

/**
 * sl_quiet_read:
 * @max: at most so many, or 0
 * @n_all: (out) (optional): how many there are
 *
 * Returns: (transfer full) (element-type SlQuiet): quiet applications, those that became quiet last first: there it is
 *   most likely that asking helps
 */
GPtrArray *
sl_quiet_read (SlConnection         *connection,
               const SlQuietLimits  *limits,
               SlClock              *clock,
               guint                 max,
               guint                *n_all,
               GError              **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Found));
  guint n = 0;

  for (int i = 0; i < SL_N_QUIET_STAGES; i++)
    if (!find_stage (connection, i, limits, clock, max, found, error) ||
        (n_all != NULL && !count_stage (connection, i, limits, clock, &n, error)))
      return NULL;

  if (n_all != NULL)
    *n_all = n;
  g_array_sort (found, compare_found);

  return read_found (connection, found, max, clock, error);
}

/**
 * sl_quiet_read_answered_late:
 * @max: at most so many
 *
 * Something was noted after they were marked as no response, and nobody said since that they stay closed.
 *
 * Returns: (transfer full) (element-type SlRecord): the applications, newest first
 */
GPtrArray *
sl_quiet_read_answered_late (SlConnection  *connection,
                             SlClock       *clock,
                             guint          max,
                             GError       **error)
{
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "SELECT pk FROM applications INDEXED BY applications_answered_late"
                                                  " WHERE deleted_at IS NULL AND status_detail = 'No response' AND last_activity_at > status_since"
                                                  " AND status = 'Rejected' AND (quiet_until IS NULL OR quiet_until < date (last_activity_at / 1000000, 'unixepoch'))"
                                                  " ORDER BY last_activity_at DESC LIMIT ?1", error);
  g_autoptr (GPtrArray) applications = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GArray) pks = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return NULL;

  sl_statement_bind_integer (statement, 1, max);
  sl_statement_append_integers (statement, pks, &failure);
  for (guint i = 0; failure == NULL && i < pks->len; i++)
    {
      SlRecord *application = sl_store_read_record_by_pk (connection, SL_KIND_APPLICATION, g_array_index (pks, gint64, i), &failure);

      if (application != NULL)
        g_ptr_array_add (applications, application);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&applications);
}
