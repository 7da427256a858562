/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import will do, before it does it: which rows become applications, which are left out and why, which look like
 * one that is there, and what was kept in the notes because it couldn't be read. Made by SlImport off the main thread;
 * never changed once made. */

#pragma once

#include "sl-changeset.h"
#include "sl-import-mapper.h"
#include "sl-import-twins.h"

G_BEGIN_DECLS

/**
 * SlImportVerdict: what becomes of a row.
 * @SL_IMPORT_VERDICT_NEW: imported
 * @SL_IMPORT_VERDICT_SAME: a duplicate, as far as one can tell; the person decides
 * @SL_IMPORT_VERDICT_SIMILAR: shares company and role, or the link, with another; the person decides
 * @SL_IMPORT_VERDICT_SKIPPED: no application
 */
typedef enum {
  SL_IMPORT_VERDICT_NEW,
  SL_IMPORT_VERDICT_SAME,
  SL_IMPORT_VERDICT_SIMILAR,
  SL_IMPORT_VERDICT_SKIPPED,
  SL_IMPORT_N_VERDICTS,
} SlImportVerdict;

/**
 * SlImportPlanRow:
 * @line: line of the file at which the row starts, from 1
 * @twin_line: line of the earlier row of this file that it is like, or 0
 * @twin_pk: application of the store that it is like, or 0
 * @application: (nullable): what it becomes
 * @tags: (nullable) (element-type utf8): names of its tags
 */
typedef struct {
  guint line;
  guint twin_line;
  gint64 twin_pk;
  SlImportVerdict verdict;
  SlImportSkip skip;
  SlRecord *application;
  GPtrArray *tags;
} SlImportPlanRow;

/**
 * SlImportIssue:
 * @line: line of the file, from 1; 0 for none
 * @column: column of the file from 0, or -1
 * @message: a sentence
 */
typedef struct {
  guint line;
  int column;
  char *message;
} SlImportIssue;

/** SlImportChoices: what the person decides about likely duplicates. */
typedef struct {
  gboolean skip_same;
  gboolean skip_similar;
  gboolean replace; /* of an export: records that differ here are overwritten */
} SlImportChoices;

#define SL_IMPORT_CHOICES_DEFAULT ((SlImportChoices) { TRUE, FALSE, FALSE })

/** SlImportKindCount: of an export, how many records of one kind are new, the same, different here, or unusable. */
typedef struct {
  guint n_new;
  guint n_same;
  guint n_differing;
  guint n_unusable;
} SlImportKindCount;

#define SL_TYPE_IMPORT_PLAN (sl_import_plan_get_type ())
G_DECLARE_FINAL_TYPE (SlImportPlan, sl_import_plan, SL, IMPORT_PLAN, GObject)

gboolean sl_import_plan_is_export (SlImportPlan *self);
guint sl_import_plan_get_n_rows (SlImportPlan *self);
const SlImportPlanRow *sl_import_plan_get_row (SlImportPlan *self, guint index);
guint sl_import_plan_count (SlImportPlan *self, SlImportVerdict verdict);
guint sl_import_plan_count_imported (SlImportPlan *self, const SlImportChoices *choices);
const SlImportKindCount *sl_import_plan_get_kind_count (SlImportPlan *self, SlKind kind);
guint sl_import_plan_get_n_left_lists (SlImportPlan *self);
guint sl_import_plan_get_n_issues (SlImportPlan *self);
guint sl_import_plan_get_n_listed_issues (SlImportPlan *self);
/* Without those of duplicates that are left out. (transfer container) (element-type SlImportIssue) */
GPtrArray *sl_import_plan_find_issues (SlImportPlan *self, const SlImportChoices *choices, guint *n_all);
const SlImportIssue *sl_import_plan_get_issue (SlImportPlan *self, guint index);
char *sl_import_plan_describe_twin (SlImportPlan *self, guint index);

SlChangeset *sl_import_plan_build_changeset (SlImportPlan *self, const SlImportChoices *choices, const char *name);

G_END_DECLS
