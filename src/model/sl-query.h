/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which applications are looked at, and in which order: the one query that list, board, charts, command line and
 * saved filters share. Immutable once handed on: change a copy. */

#pragma once

#include "sl-kinds.h"
#include "sl-date.h"

G_BEGIN_DECLS

/** SlFacet: the filters that are sets of words; an empty set lets everything through. */
typedef enum {
  SL_FACET_STATUS,
  SL_FACET_PRIORITY,
  SL_FACET_TAG, /* tag ids: an application needs one of them */
  SL_FACET_SOURCE,
  SL_FACET_WORK_MODE,
  SL_FACET_JOB_TYPE,
  SL_FACET_LANE,
  SL_FACET_COMPANY, /* exact company, folded */
  SL_N_FACETS,
} SlFacet;

/** SL_FACET_NONE_WORD: in a set, stands for "has none" (no priority, no source…). */
#define SL_FACET_NONE_WORD ""

/** SlSort: what the rows are sorted by. Ties are broken by the newest row. */
typedef enum {
  SL_SORT_UPDATED,
  SL_SORT_CREATED,
  SL_SORT_COMPANY,
  SL_SORT_ROLE,
  SL_SORT_STATUS,
  SL_SORT_APPLIED,
  SL_SORT_FOLLOW_UP,
  SL_SORT_PRIORITY,
  SL_SORT_SALARY,
  SL_SORT_LOCATION,
  SL_SORT_SOURCE,
  SL_SORT_QUIET,      /* last-activity of those that wait for an answer: the quietest first; the others last, both ways */
  SL_SORT_BOARD_RANK,
  SL_SORT_ACTIVE,     /* descending: what waits for an answer, then what may be applied to, then closed ones; each by last-activity */
  SL_N_SORTS,
} SlSort;

#define SL_TYPE_QUERY (sl_query_get_type ())
G_DECLARE_FINAL_TYPE (SlQuery, sl_query, SL, QUERY, GObject)

SlQuery *sl_query_new (void);
SlQuery *sl_query_dup (SlQuery *self);
gboolean sl_query_equal (SlQuery *self, SlQuery *other);
gboolean sl_query_has_filter (SlQuery *self);
void sl_query_clear_filters (SlQuery *self);

const char *sl_query_get_text (SlQuery *self);
void sl_query_set_text (SlQuery *self, const char *text);

const char *const *sl_query_get_words (SlQuery *self, SlFacet facet);
void sl_query_set_words (SlQuery *self, SlFacet facet, const char *const *words);
void sl_query_add_word (SlQuery *self, SlFacet facet, const char *word);
void sl_query_remove_word (SlQuery *self, SlFacet facet, const char *word);
gboolean sl_query_has_word (SlQuery *self, SlFacet facet, const char *word);

/* Salary: rows whose range overlaps [min, max]; -1: open. Dates: applied date, else the day it was added; both ends
 * included; SL_DAY_NONE: open. Window: the last n days, today included; 0: all; resolved against the clock. */
gint64 sl_query_get_salary_min (SlQuery *self);
gint64 sl_query_get_salary_max (SlQuery *self);
void sl_query_set_salary (SlQuery *self, gint64 min, gint64 max);
SlDay sl_query_get_from (SlQuery *self);
SlDay sl_query_get_to (SlQuery *self);
void sl_query_set_dates (SlQuery *self, SlDay from, SlDay to);
guint sl_query_get_window (SlQuery *self);
void sl_query_set_window (SlQuery *self, guint days);

gboolean sl_query_get_trash (SlQuery *self);
void sl_query_set_trash (SlQuery *self, gboolean trash);
SlSort sl_query_get_sort (SlQuery *self);
gboolean sl_query_get_descending (SlQuery *self);
void sl_query_set_sort (SlQuery *self, SlSort sort, gboolean descending);
const char *sl_sort_get_name (SlSort sort);
gboolean sl_sort_from_name (const char *name, SlSort *sort);
guint sl_sort_get_field (SlSort sort);
const char *sl_facet_get_name (SlFacet facet);
const SlEnum *sl_facet_get_words (SlFacet facet);

char *sl_query_to_json (SlQuery *self);
SlQuery *sl_query_from_json (const char *json, GError **error);

G_END_DECLS
