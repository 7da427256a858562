/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between reading and counting: the set's rows in compact arrays, no allocation a row. For sl-analytics*.c and what
 * counts the same for other sets (sl-resume-use.c). */

#pragma once

#include "sl-analytics.h"

G_BEGIN_DECLS

/* Statuses as small numbers: the seven known ones in their order, then whatever else is found. */
enum {
  STATUS_SAVED,
  STATUS_APPLIED,
  STATUS_INTERVIEWING,
  STATUS_OFFER,
  STATUS_ACCEPTED,
  STATUS_REJECTED,
  STATUS_WITHDRAWN,
  N_KNOWN_STATUSES,
  STATUS_NONE = G_MAXUINT16,
};

#define NO_PLACE G_MAXUINT32

/* 64 bits that stand for a company's name. Of a hundred thousand names two are taken for the same once in some billion
 * searches. */
typedef guint64 Key;

typedef struct {
  gint64 pk;
  gint64 salary_min; /* 0: none */
  gint64 salary_max;
  SlDay applied; /* or SL_DAY_NONE */
  SlDay created;
  guint32 currency; /* three letters in a number */
  guint32 source;
  guint32 company;
  guint32 first_step;
  guint32 n_steps;
  guint16 status;
  guint no_response : 1;
  guint has_stage : 1;
  guint has_offer : 1;
} Application;

/* One change of status. */
typedef struct {
  gint64 time;
  guint32 application;
  guint16 from; /* STATUS_NONE: not told */
  guint16 to;
} Step;

typedef struct {
  guint32 application;
  SlDay day;
} Round;

typedef struct {
  guint32 application;
  guint32 currency;
  gint64 salary; /* 0: none */
} Offer;

/* Words seen, numbered in the order of their appearance. Most rows find theirs in @near, by its first letters. */
#define N_NEAR_WORDS 64

typedef struct {
  GHashTable *numbers;
  GPtrArray *words;
  struct {
    const char *word;
    gsize length;
    guint number;
  } near[N_NEAR_WORDS];
} Words;

/* A company's number, by the key of its name. */
typedef struct {
  Key name;
  guint32 number; /* NO_PLACE: none here */
} CompanyPlace;

typedef struct {
  GArray *applications; /* of Application; by pk */
  GArray *steps;        /* of Step; by application, then by time */
  GArray *rounds;       /* of Round */
  GArray *offers;       /* of Offer */
  Words statuses;
  Words sources;
  GArray *companies; /* of guint32: the first application of each */
  CompanyPlace *company_places;
  guint n_company_places; /* a power of two */
} SlAnalyticsSet;

/* Which of a set's applications are counted. */
typedef struct {
  guint8 *chosen;      /* (nullable): by application; NULL: all */
  guint *company_counts; /* by company, filled in by _sl_analytics_count() */
} SlAnalyticsChoice;

Key _sl_analytics_make_key (const char *text, gsize length);
guint _sl_analytics_add_word (Words *words, const char *text, gsize length);
guint16 _sl_analytics_add_status (Words *statuses, const char *text, gsize length);
guint32 _sl_analytics_add_company (SlAnalyticsSet *set, Key name, guint32 application);
guint32 _sl_analytics_find_pk (SlAnalyticsSet *set, gint64 pk);

void _sl_analytics_set_init (SlAnalyticsSet *set);
void _sl_analytics_set_clear (SlAnalyticsSet *set);
gboolean _sl_analytics_set_read (SlAnalyticsSet *set, SlConnection *connection, gboolean trash, GError **error);
gboolean _sl_analytics_set_read_one (SlAnalyticsSet *set, SlConnection *connection, const char *id, GError **error);
/* The day of @time in @zone, quick for many times near one another. */
typedef struct {
  GTimeZone *zone;
  struct {
    gint64 utc_day;
    gint64 offset; /* seconds; G_MAXINT64: changes within this day */
  } days[2048];
} DayCache;
DayCache *_sl_day_cache_new (GTimeZone *zone);
void _sl_day_cache_free (DayCache *self);
SlDay _sl_day_cache_get (DayCache *self, gint64 time);

gboolean _sl_analytics_set_choose (SlAnalyticsSet *set, SlAnalyticsChoice *choice, SlConnection *connection, SlQuery *query, SlDay today, GError **error);

void _sl_analytics_count (SlAnalytics *self, SlAnalyticsSet *set, SlAnalyticsChoice *choice, DayCache *days);
void _sl_analytics_count_salaries (SlAnalytics *self, SlAnalyticsSet *set, const SlAnalyticsChoice *choice);
char *_sl_analytics_unpack_currency (guint32 packed, char currency[4]);

SlAnalytics *_sl_analytics_count_set (SlAnalyticsSet *set, SlConnection *connection, SlQuery *query, SlDay today, GCancellable *cancellable, GError **error);

SlAnalytics *_sl_analytics_count_pks (SlAnalyticsSet *set, GArray *pks, SlDay today);

static inline gboolean
_sl_analytics_is_chosen (const SlAnalyticsChoice *choice,
                         guint32                  application)
{
  return choice->chosen == NULL || choice->chosen[application];
}

G_END_DECLS
