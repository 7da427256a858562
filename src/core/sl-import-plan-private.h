/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How plans are filled: for sl-import-plan-table.c and sl-import-json.c. */

#pragma once

#include "sl-attachment.h"
#include "sl-import-plan.h"

G_BEGIN_DECLS

/** SlImportPlanRecord: of an export, a record to be inserted, or one to be written over what is @present. */
typedef struct {
  SlRecord *record;
  SlRecord *present; /* (nullable) */
} SlImportPlanRecord;

struct _SlImportPlan {
  GObject parent_instance;

  gboolean is_export;
  GArray *rows;        /* SlImportPlanRow */
  GArray *records;     /* SlImportPlanRecord, in the order of their kinds */
  GArray *issues;      /* SlImportIssue */
  guint n_issues;      /* with those not listed */
  guint n_left_lists;
  guint counts[SL_IMPORT_N_VERDICTS];
  SlImportKindCount kinds[SL_N_KINDS];
  gboolean store_is_empty;
  GHashTable *tag_ids; /* folded name -> id of the store's tags */
  GHashTable *files;   /* checksum -> GBytes: attached files that come along, in base64 */
  guint n_lost_files;
  SlAttachment *claim; /* (nullable): keeps attached files that records refer to until they are written */
};

typedef void (*SlImportProgress) (double fraction, gpointer data);

SlImportPlan *_sl_import_plan_new (void);
/* Whole lists of the file that are left out stand before all other issues. @left: (element-type utf8) */
void _sl_import_plan_tell_left (SlImportPlan *self, GPtrArray *left);
void _sl_import_plan_add_issue (SlImportPlan *self, guint line, int column, const char *message);

/* Attached files: found first; settled for each record; the missing told at the end; kept before the records are written. */
void _sl_import_plan_settle_file (SlImportPlan *self, SlRecord *record, SlRecord *stored, const char *data_dir);
void _sl_import_plan_tell_lost_files (SlImportPlan *self);
gboolean _sl_import_plan_keep_files (SlImportPlan *self, const SlImportChoices *choices, const char *data_dir, GError **error);

gboolean _sl_import_plan_learn_tags (SlImportPlan *self, SlConnection *connection, GError **error);

/* @twins (nullable): without, no duplicates are looked for. @limit: so many rows at most; 0: all. */
SlImportPlan *_sl_import_plan_table (SlImportTable *table, const SlImportMapping *mapping, SlClock *clock, SlImportTwins *twins, guint limit, SlImportProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error);

G_END_DECLS
