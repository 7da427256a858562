/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-cli-import-plan.h. */
#define G_LOG_DOMAIN "sl-cli-import-plan"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-cli-import-plan.h"
#include "sl-cli.h"
#include "sl-count.h"

/* Of what is told line by line, at most so many. */
#define MAX_TOLD 20
/* Likely duplicates are told so often where they are imported all the same. */
#define MAX_TWINS_TOLD 5

static JsonObject *
mapping_to_json (SlImport *import)
{
  SlImportTable *table = sl_import_get_table (import);
  JsonObject *mapping = json_object_new ();

  for (guint i = 0; i < sl_import_table_get_n_columns (table); i++)
    json_object_set_string_member (mapping, sl_import_table_get_column (table, i)->header,
                                   sl_import_target_get_info (sl_import_get_target (import, i))->name);

  return mapping;
}

static JsonArray *
skipped_to_json (SlImportPlan          *plan,
                 const SlImportChoices *choices)
{
  JsonArray *skipped = json_array_new ();

  for (guint i = 0; i < sl_import_plan_get_n_rows (plan); i++)
    {
      const SlImportPlanRow *row = sl_import_plan_get_row (plan, i);
      gboolean same = row->verdict == SL_IMPORT_VERDICT_SAME && choices->skip_same;
      gboolean similar = row->verdict == SL_IMPORT_VERDICT_SIMILAR && choices->skip_similar;
      g_autofree char *twin = same || similar ? sl_import_plan_describe_twin (plan, i) : NULL;
      JsonObject *object;

      if (row->verdict != SL_IMPORT_VERDICT_SKIPPED && !same && !similar)
        continue;
      object = json_object_new ();
      json_object_set_int_member (object, "line", row->line);
      json_object_set_string_member (object, "reason", twin != NULL ? twin : sl_import_skip_describe (row->skip));
      json_array_add_object_element (skipped, object);
    }

  return skipped;
}

/* Those that are imported all the same. */
static JsonArray *
twins_to_json (SlImportPlan          *plan,
               const SlImportChoices *choices)
{
  JsonArray *twins = json_array_new ();

  for (guint i = 0; i < sl_import_plan_get_n_rows (plan); i++)
    {
      const SlImportPlanRow *row = sl_import_plan_get_row (plan, i);
      g_autofree char *twin = NULL;
      JsonObject *object;

      if ((row->verdict != SL_IMPORT_VERDICT_SAME || choices->skip_same) && (row->verdict != SL_IMPORT_VERDICT_SIMILAR || choices->skip_similar))
        continue;
      twin = sl_import_plan_describe_twin (plan, i);
      object = json_object_new ();
      json_object_set_int_member (object, "line", row->line);
      json_object_set_string_member (object, "reason", twin);
      json_array_add_object_element (twins, object);
    }

  return twins;
}

static JsonArray *
issues_to_json (SlImportPlan          *plan,
                const SlImportChoices *choices,
                guint                 *n_all)
{
  g_autoptr (GPtrArray) found = sl_import_plan_find_issues (plan, choices, n_all);
  JsonArray *issues = json_array_new ();

  for (guint i = 0; i < found->len; i++)
    {
      const SlImportIssue *issue = found->pdata[i];
      JsonObject *object = json_object_new ();

      json_object_set_int_member (object, "line", issue->line);
      json_object_set_string_member (object, "message", issue->message);
      json_array_add_object_element (issues, object);
    }

  return issues;
}

static JsonObject *
kinds_to_json (SlImportPlan *plan)
{
  JsonObject *kinds = json_object_new ();

  for (int kind = 0; kind < SL_N_KINDS; kind++)
    {
      const SlImportKindCount *count = sl_import_plan_get_kind_count (plan, (SlKind) kind);
      JsonObject *object;

      if (count == NULL || count->n_new + count->n_same + count->n_differing + count->n_unusable == 0)
        continue;
      object = json_object_new ();
      json_object_set_int_member (object, "new", count->n_new);
      json_object_set_int_member (object, "same", count->n_same);
      json_object_set_int_member (object, "differing", count->n_differing);
      json_object_set_int_member (object, "unusable", count->n_unusable);
      json_object_set_object_member (kinds, sl_kind_get_info ((SlKind) kind)->table, object);
    }

  return kinds;
}

JsonObject *
sl_cli_import_plan_to_json (SlImport              *import,
                            SlImportPlan          *plan,
                            const SlImportChoices *choices)
{
  JsonObject *object = json_object_new ();
  JsonArray *issues;
  guint n_issues;

  json_object_set_int_member (object, "imported", sl_import_plan_count_imported (plan, choices));
  if (sl_import_plan_is_export (plan))
    {
      json_object_set_object_member (object, "kinds", kinds_to_json (plan));
    }
  else
    {
      json_object_set_object_member (object, "mapping", mapping_to_json (import));
      json_object_set_int_member (object, "rows", sl_import_plan_get_n_rows (plan));
      json_object_set_int_member (object, "new", sl_import_plan_count (plan, SL_IMPORT_VERDICT_NEW));
      json_object_set_int_member (object, "duplicates", sl_import_plan_count (plan, SL_IMPORT_VERDICT_SAME));
      json_object_set_int_member (object, "similar", sl_import_plan_count (plan, SL_IMPORT_VERDICT_SIMILAR));
      json_object_set_array_member (object, "skipped", skipped_to_json (plan, choices));
      json_object_set_array_member (object, "likely_duplicates", twins_to_json (plan, choices));
    }
  issues = issues_to_json (plan, choices, &n_issues);
  json_object_set_int_member (object, "issue_count", n_issues);
  json_object_set_array_member (object, "issues", issues);

  return object;
}

static void
print_mapping (SlImport *import)
{
  SlImportTable *table = sl_import_get_table (import);

  for (guint i = 0; i < sl_import_table_get_n_columns (table); i++)
    sl_cli_print (_("Column “%s” → %s"), sl_import_table_get_column (table, i)->header,
                  sl_import_target_get_label (sl_import_get_target (import, i)));
}

static void
print_skipped (SlImportPlan          *plan,
               const SlImportChoices *choices)
{
  guint n_told = 0;
  guint n_more = 0;
  guint n_twins = 0;

  for (guint i = 0; i < sl_import_plan_get_n_rows (plan); i++)
    {
      const SlImportPlanRow *row = sl_import_plan_get_row (plan, i);
      gboolean skipped = row->verdict == SL_IMPORT_VERDICT_SKIPPED;
      gboolean left_out = skipped || (row->verdict == SL_IMPORT_VERDICT_SAME ? choices->skip_same : choices->skip_similar);
      g_autofree char *twin = NULL;

      if (row->verdict == SL_IMPORT_VERDICT_NEW)
        continue;
      if (left_out ? n_told == MAX_TOLD : n_twins >= MAX_TWINS_TOLD)
        {
          *(left_out ? &n_more : &n_twins) += 1;
          continue;
        }
      *(left_out ? &n_told : &n_twins) += 1;
      twin = skipped ? NULL : sl_import_plan_describe_twin (plan, i);
      if (skipped)
        sl_cli_print (_("Line %u is left out: %s"), row->line, sl_import_skip_describe (row->skip));
      else if (left_out)
        sl_cli_print (_("Line %u is left out as a duplicate: %s"), row->line, twin);
      else
        sl_cli_print (_("Line %u may be a duplicate: %s"), row->line, twin);
    }
  if (n_more > 0)
    sl_cli_print (ngettext ("… and %s more line is left out", "… and %s more lines are left out", n_more), SL_COUNT (n_more));
  if (n_twins > MAX_TWINS_TOLD)
    sl_cli_print (ngettext ("… and %s more line may be a duplicate", "… and %s more lines may be duplicates", n_twins - MAX_TWINS_TOLD), SL_COUNT (n_twins - MAX_TWINS_TOLD));
}

static void
print_issues (SlImportPlan          *plan,
              const SlImportChoices *choices)
{
  guint n;
  g_autoptr (GPtrArray) found = sl_import_plan_find_issues (plan, choices, &n);
  guint told = MIN (found->len, MAX_TOLD);

  for (guint i = 0; i < told; i++)
    {
      const SlImportIssue *issue = found->pdata[i];

      if (issue->line > 0)
        sl_cli_print (_("Line %u: %s"), issue->line, issue->message);
      else
        sl_cli_print ("%s", issue->message);
    }
  if (n > told)
    sl_cli_print (ngettext ("… and %s more remark", "… and %s more remarks", n - told), SL_COUNT (n - told));
}

void
sl_cli_import_print_plan (SlImport              *import,
                          SlImportPlan          *plan,
                          const SlImportChoices *choices,
                          gboolean               dry_run)
{
  guint n = sl_import_plan_count_imported (plan, choices);

  if (dry_run && !sl_import_plan_is_export (plan))
    print_mapping (import);
  if (!sl_import_plan_is_export (plan))
    print_skipped (plan, choices);
  print_issues (plan, choices);
  if (sl_import_plan_is_export (plan))
    sl_cli_print (dry_run ? ngettext ("Would import %s record", "Would import %s records", n)
                          : ngettext ("Imported %s record", "Imported %s records", n), SL_COUNT (n));
  else
    sl_cli_print (dry_run ? ngettext ("Would import %s application", "Would import %s applications", n)
                          : ngettext ("Imported %s application", "Imported %s applications", n), SL_COUNT (n));
}
