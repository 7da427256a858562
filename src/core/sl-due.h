/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is due and when: the person's own reminders, and the automatic ones, which are worked out from rounds, deadlines
 * and applied dates whenever somebody asks. The one place that knows; Today, Agenda, the notifications and the command
 * line ask here. */

#pragma once

#include "sl-store.h"

G_BEGIN_DECLS

/* What an automatic reminder comes from; stored with a reminder that was done or put off: never change one, only add. */
#define SL_RULE_FOLLOW_UP "follow-up"           /* so many days after applying, while there is no answer */
#define SL_RULE_FOLLOW_UP_DATE "follow-up-date" /* on the application's own follow-up date */
#define SL_RULE_INTERVIEW_DAY "interview-day"   /* a day before a round */
#define SL_RULE_INTERVIEW_HOUR "interview-hour" /* an hour before it */
#define SL_RULE_DEADLINE_3_DAYS "deadline-3-days" /* three days before an offer or a saved job runs out */
#define SL_RULE_DEADLINE_DAY "deadline-day"       /* a day before that */

/* The person's morning, in minutes since midnight: when what has a day but no time is due. */
#define SL_DUE_MORNING (9 * 60)

/**
 * SlDueOptions: which automatic reminders there are.
 * @follow_up: after @follow_up_days, and on follow-up dates
 * @zone: (owned): the person's time zone
 */
typedef struct {
  gboolean follow_up;
  int follow_up_days;
  gboolean interview_day;
  gboolean interview_hour;
  gboolean deadline_3_days;
  gboolean deadline_day;
  GTimeZone *zone;
} SlDueOptions;

SlDueOptions *sl_due_options_new (GTimeZone *zone);
SlDueOptions *sl_due_options_new_from_settings (GSettings *settings, GTimeZone *zone);
SlDueOptions *sl_due_options_copy (const SlDueOptions *self);
void sl_due_options_free (SlDueOptions *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlDueOptions, sl_due_options_free)

/** SlDueKind: what it is about */
typedef enum {
  SL_DUE_REMINDER,
  SL_DUE_INTERVIEW,
  SL_DUE_DEADLINE,
  SL_DUE_FOLLOW_UP,
} SlDueKind;

#define SL_TYPE_DUE (sl_due_get_type ())
G_DECLARE_FINAL_TYPE (SlDue, sl_due, SL, DUE, GObject)

/**
 * SlDue: something that is due. Read-only once made; all texts are owned and nullable unless said.
 * @kind: what it is about; a reminder that was put off keeps the kind of what it reminds of
 * @reminder_id: the stored reminder; %NULL: automatic
 * @rule: for an automatic reminder, and a stored one that stands for one: its rule. %NULL for an occasion
 * @origin_id: with @rule: the record it comes from
 * @origin_at: with @rule: what the calendar and the clock on the wall show at @about, as if they were UTC: the same
 *   wherever the person is
 * @stage_id: the round, for an interview
 * @stage_type: the word for its kind
 * @title: never %NULL: a reminder's own title, "Technical round at Acme", "Follow up with Acme"
 * @description: the reminder's own words
 * @at: when it is due, in microseconds since 1970 UTC
 * @all_day: @at has no time of day of its own: it is the morning, or for an occasion the beginning of the day
 * @about: when the interview begins, the deadline's day begins…; for a reminder as @at
 * @about_all_day: @about is a day, without a time
 * @created_at: since when what it comes from is known: what was due before that was never missed
 */
struct _SlDue {
  GObject parent_instance;

  SlDueKind kind;
  char *reminder_id;
  char *rule;
  char *origin_id;
  gint64 origin_at;
  char *application_id;
  char *saved_job_id;
  char *stage_id;
  char *stage_type;
  char *title;
  char *description;
  char *company;
  char *role;
  gint64 at;
  gboolean all_day;
  gint64 about;
  gboolean about_all_day;
  gint64 created_at;
};

/* For use inside an SlReadFunc. All return (element-type SlDue), soonest first. */

/* What is due in [@from, @to): open reminders and the automatic ones that weren't done or put off. */
GPtrArray *sl_due_read (SlConnection *connection, const SlDueOptions *options, gint64 from, gint64 to, GError **error);
/* The same for one application, whenever it is due. */
GPtrArray *sl_due_read_for_application (SlConnection *connection, const SlDueOptions *options, const char *application_id, GError **error);
/* What takes place in [@from, @to), at its own time: rounds, deadlines, open reminders and follow-ups. */
GPtrArray *sl_due_read_occasions (SlConnection *connection, const SlDueOptions *options, gint64 from, gint64 to, GError **error);
/* The deadlines among these that are of offers, which nobody answered: few, also over a long time. */
GPtrArray *sl_due_read_offers (SlConnection *connection, const SlDueOptions *options, gint64 from, gint64 to, GError **error);

/* Of the automatic reminders of one occasion that are due by @now, leaves the latest in @due: the others have nothing to add. */
void sl_due_leave_latest (GPtrArray *due, gint64 now);

/* Names it, in notifications, on the command line and in what was delivered; a round that was moved gets another name.
 * sl_due_find() finds it again, also when the options say no to it since. */
char *sl_due_get_key (SlDue *self);
SlDue *sl_due_find (SlConnection *connection, const SlDueOptions *options, const char *key, GError **error);

/* Its title for the screen, which private mode may hide. */
char *sl_due_get_shown_title (SlDue *self);
/* The title and, of a reminder of something at another time, when that is: "First call at Acme: tomorrow 14:30". */
char *sl_due_get_headline (SlDue *self, gint64 now, GTimeZone *zone);
/* "tomorrow 14:00", "runs out in 3 days", "ran out 2 days ago", "applied 7 days ago": when what it is about takes place. */
char *sl_due_describe_when (SlDue *self, gint64 now, GTimeZone *zone);

G_END_DECLS
