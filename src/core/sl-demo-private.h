/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the sample data's generator: its words, its dice, and the journey of one application. */

#pragma once

#include "sl-demo.h"
#include "sl-kinds.h"

G_BEGIN_DECLS

#define SL_DEMO_DAY (G_GINT64_CONSTANT (24) * 3600 * 1000 * 1000)
#define SL_DEMO_MINUTE (G_GINT64_CONSTANT (60) * 1000 * 1000)

/** SlDemoField: a line of work. @salary: a year's pay in euros in the middle of it. NULL-terminated lists. */
typedef struct {
  const char *const *roles;
  const char *const *employers; /* ends of a company's name */
  const char *const *skills;
  const char *const *questions;
  const char *duties;
  gint64 salary;
  guint remote; /* of ten, how many may be done from home */
} SlDemoField;

/** SlDemoPlace: @factor: what a euro of @salary is paid there in @currency; @step: what figures are rounded to. */
typedef struct {
  const char *location;
  const char *currency;
  double factor;
  gint64 step;
} SlDemoPlace;

typedef struct {
  const char *name;
  const char *color;
} SlDemoTag;

/** SlDemoRound: a kind of interview round and the lane it belongs to. */
typedef struct {
  const char *name;
  const char *type;
  const char *lane;
  const char *interviewer;
  guint minutes;
} SlDemoRound;

/** SlDemoFile: the papers that sample documents share. */
typedef enum {
  SL_DEMO_FILE_RESUME_SHORT,
  SL_DEMO_FILE_RESUME_LONG,
  SL_DEMO_FILE_RESUME_ENGLISH,
  SL_DEMO_FILE_LETTER,
  SL_DEMO_FILE_SAMPLES,
  SL_N_DEMO_FILES,
} SlDemoFile;

extern const SlDemoField sl_demo_fields[];
extern const guint sl_demo_n_fields;
extern const SlDemoPlace sl_demo_places[];
extern const guint sl_demo_n_places;
extern const SlDemoTag sl_demo_tags[];
extern const guint sl_demo_n_tags;
extern const SlDemoRound sl_demo_rounds[];
extern const guint sl_demo_n_rounds;
extern const char *const sl_demo_name_starts[];
extern const char *const sl_demo_name_ends[];
extern const char *const sl_demo_benefits[];
extern const char *const sl_demo_impressions[];
extern const char *const sl_demo_answers[];
extern const char *const sl_demo_worked[];
extern const char *const sl_demo_failed[];

/** SlDemo: a run of the generator. */
typedef struct {
  SlStore *store;
  SlClock *clock;
  GTimeZone *zone;
  GRand *rand;
  guint32 seed;
  gint64 now;
  SlDay today;
  guint count;
  guint sparse;         /* of the records that are no history, one in so many is made */
  SlDay first_day;
  GPtrArray *resumes;   /* ids */
  GPtrArray *tags;      /* ids */
  GPtrArray *files;     /* of SlAttachment, by SlDemoFile */
  GPtrArray *records;   /* of the batch, applications apart */
  GPtrArray *applications;
  guint n_offers;       /* that are open, or were accepted, so far */
  gboolean accepted;
} SlDemo;

guint sl_demo_roll (SlDemo *demo, guint n);
const char *sl_demo_pick (SlDemo *demo, const char *const *words);
/* A new record with an id from the dice, made at @time. (transfer none): it belongs to the batch */
SlRecord *sl_demo_add (SlDemo *demo, SlKind kind, gint64 time);
gint64 sl_demo_time (SlDemo *demo, SlDay day, guint hour);

void sl_demo_add_application (SlDemo *demo, guint index);
/* What goes along with an application that has been through its journey. */
void sl_demo_add_papers (SlDemo *demo, SlRecord *application, const SlDemoField *field);
void sl_demo_add_basics (SlDemo *demo);
void sl_demo_add_today (SlDemo *demo);
gboolean sl_demo_keep_files (SlDemo *demo, GError **error);
void sl_demo_set_file (SlDemo *demo, SlRecord *record, SlDemoFile which);

G_END_DECLS
