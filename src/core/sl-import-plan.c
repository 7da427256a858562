/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plan itself, and the changeset that it becomes. What fills it is in sl-import-plan-table.c and sl-import-json.c. */

#define G_LOG_DOMAIN "sl-import-plan"

#include "config.h"

#include <stdlib.h>

#include <glib/gi18n.h>

#include "sl-count.h"
#include "sl-import-plan-private.h"
#include "sl-store-query.h"
#include "sl-tag-colors.h"
#include "sl-text.h"

/* So many are listed; the rest are counted. */
#define MAX_LISTED_ISSUES 1000

G_DEFINE_FINAL_TYPE (SlImportPlan, sl_import_plan, G_TYPE_OBJECT)

static void
clear_row (gpointer data)
{
  SlImportPlanRow *row = data;

  g_clear_object (&row->application);
  g_clear_pointer (&row->tags, g_ptr_array_unref);
}

static void
clear_record (gpointer data)
{
  SlImportPlanRecord *record = data;

  g_clear_object (&record->record);
  g_clear_object (&record->present);
}

static void
clear_issue (gpointer data)
{
  g_free (((SlImportIssue *) data)->message);
}

static void
sl_import_plan_finalize (GObject *object)
{
  SlImportPlan *self = SL_IMPORT_PLAN (object);

  g_array_unref (self->rows);
  g_array_unref (self->records);
  g_array_unref (self->issues);
  g_hash_table_unref (self->tag_ids);
  g_hash_table_unref (self->files);
  sl_attachment_free (self->claim);

  G_OBJECT_CLASS (sl_import_plan_parent_class)->finalize (object);
}

static void
sl_import_plan_class_init (SlImportPlanClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_import_plan_finalize;
}

static void
sl_import_plan_init (SlImportPlan *self)
{
  self->rows = g_array_new (FALSE, TRUE, sizeof (SlImportPlanRow));
  g_array_set_clear_func (self->rows, clear_row);
  self->records = g_array_new (FALSE, TRUE, sizeof (SlImportPlanRecord));
  g_array_set_clear_func (self->records, clear_record);
  self->issues = g_array_new (FALSE, TRUE, sizeof (SlImportIssue));
  g_array_set_clear_func (self->issues, clear_issue);
  self->tag_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
}

SlImportPlan *
_sl_import_plan_new (void)
{
  return g_object_new (SL_TYPE_IMPORT_PLAN, NULL);
}

void
_sl_import_plan_add_issue (SlImportPlan *self,
                           guint         line,
                           int           column,
                           const char   *message)
{
  SlImportIssue issue = { line, column, NULL };

  self->n_issues++;
  if (self->issues->len >= MAX_LISTED_ISSUES)
    return;
  issue.message = g_strdup (message);
  g_array_append_val (self->issues, issue);
}

void
_sl_import_plan_tell_left (SlImportPlan *self,
                           GPtrArray    *left)
{
  self->n_left_lists = left->len;
  self->n_issues += left->len;
  for (guint i = left->len; i > 0; i--)
    {
      SlImportIssue issue = { 0, -1, g_strdup (left->pdata[i - 1]) };

      g_array_prepend_val (self->issues, issue);
    }
}

/** sl_import_plan_get_n_left_lists: Returns: how many whole lists of the file are left out; the first issues say which */
guint
sl_import_plan_get_n_left_lists (SlImportPlan *self)
{
  g_return_val_if_fail (SL_IS_IMPORT_PLAN (self), 0);

  return self->n_left_lists;
}

/* Tags are assigned to the store's where it has one of that name. */
gboolean
_sl_import_plan_learn_tags (SlImportPlan  *self,
                            SlConnection  *connection,
                            GError       **error)
{
  g_autoptr (GPtrArray) tags = sl_store_read_all (connection, SL_KIND_TAG, FALSE, error);

  if (tags == NULL)
    return FALSE;
  for (guint i = 0; i < tags->len; i++)
    g_hash_table_insert (self->tag_ids, sl_text_fold (sl_record_get_text (tags->pdata[i], SL_TAG_NAME)), g_strdup (sl_record_get_id (tags->pdata[i])));
  return TRUE;
}

/** sl_import_plan_is_export: Returns: whether it is of an export of records, not of a spreadsheet's rows */
gboolean
sl_import_plan_is_export (SlImportPlan *self)
{
  g_return_val_if_fail (SL_IS_IMPORT_PLAN (self), FALSE);

  return self->is_export;
}

/** sl_import_plan_get_n_rows: Returns: how many rows of the file hold something */
guint
sl_import_plan_get_n_rows (SlImportPlan *self)
{
  g_return_val_if_fail (SL_IS_IMPORT_PLAN (self), 0);

  return self->rows->len;
}

/** sl_import_plan_get_row: Returns: (transfer none): one row, in the file's order */
const SlImportPlanRow *
sl_import_plan_get_row (SlImportPlan *self,
                        guint         index)
{
  g_return_val_if_fail (SL_IS_IMPORT_PLAN (self) && index < self->rows->len, NULL);

  return &g_array_index (self->rows, SlImportPlanRow, index);
}

/** sl_import_plan_count: Returns: how many rows have that verdict */
guint
sl_import_plan_count (SlImportPlan    *self,
                      SlImportVerdict  verdict)
{
  g_return_val_if_fail (SL_IS_IMPORT_PLAN (self) && verdict < SL_IMPORT_N_VERDICTS, 0);

  return self->counts[verdict];
}

static gboolean
is_chosen (SlImportVerdict        verdict,
           const SlImportChoices *choices)
{
  return verdict == SL_IMPORT_VERDICT_NEW || (verdict == SL_IMPORT_VERDICT_SAME && !choices->skip_same) || (verdict == SL_IMPORT_VERDICT_SIMILAR && !choices->skip_similar);
}

/**
 * sl_import_plan_count_imported:
 * @self: a plan
 * @choices: what the person decided
 *
 * Returns: how many applications (of an export: records) will be written
 */
guint
sl_import_plan_count_imported (SlImportPlan          *self,
                               const SlImportChoices *choices)
{
  guint n = 0;

  g_return_val_if_fail (SL_IS_IMPORT_PLAN (self), 0);

  for (SlImportVerdict verdict = 0; verdict < SL_IMPORT_N_VERDICTS; verdict++)
    if (is_chosen (verdict, choices))
      n += self->counts[verdict];
  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    n += self->kinds[kind].n_new + (choices->replace ? self->kinds[kind].n_differing : 0);
  return n;
}

/** sl_import_plan_get_kind_count: Returns: (transfer none): of an export, what becomes of the records of one kind */
const SlImportKindCount *
sl_import_plan_get_kind_count (SlImportPlan *self,
                               SlKind        kind)
{
  g_return_val_if_fail (SL_IS_IMPORT_PLAN (self) && kind >= 0 && kind < SL_N_KINDS, NULL);

  return &self->kinds[kind];
}

/** sl_import_plan_get_n_issues: Returns: how many cells couldn't stand as they were */
guint
sl_import_plan_get_n_issues (SlImportPlan *self)
{
  g_return_val_if_fail (SL_IS_IMPORT_PLAN (self), 0);

  return self->n_issues;
}

/** sl_import_plan_get_n_listed_issues: Returns: how many of them sl_import_plan_get_issue() knows */
guint
sl_import_plan_get_n_listed_issues (SlImportPlan *self)
{
  g_return_val_if_fail (SL_IS_IMPORT_PLAN (self), 0);

  return self->issues->len;
}

/** sl_import_plan_get_issue: Returns: (transfer none): one of them */
const SlImportIssue *
sl_import_plan_get_issue (SlImportPlan *self,
                          guint         index)
{
  g_return_val_if_fail (SL_IS_IMPORT_PLAN (self) && index < self->issues->len, NULL);

  return &g_array_index (self->issues, SlImportIssue, index);
}

static int
compare_line (gconstpointer line,
              gconstpointer row)
{
  guint a = *(const guint *) line, b = ((const SlImportPlanRow *) row)->line;

  return (a > b) - (a < b);
}

/* What is the matter with a duplicate that isn't imported is nothing to know. */
static gboolean
is_idle (SlImportPlan          *self,
         const SlImportIssue   *issue,
         const SlImportChoices *choices)
{
  const SlImportPlanRow *row = issue->line > 0 && self->rows->len > 0
                                 ? bsearch (&issue->line, self->rows->data, self->rows->len, sizeof (SlImportPlanRow), compare_line) : NULL;

  return row != NULL && row->verdict != SL_IMPORT_VERDICT_SKIPPED && !is_chosen (row->verdict, choices);
}

/**
 * sl_import_plan_find_issues:
 * @choices: what the person decided
 * @n_all: (out): how many there are; of very many, not all are listed
 *
 * Returns: (transfer container) (element-type SlImportIssue): those of what is imported, or can't be
 */
GPtrArray *
sl_import_plan_find_issues (SlImportPlan          *self,
                            const SlImportChoices *choices,
                            guint                 *n_all)
{
  GPtrArray *issues = g_ptr_array_new ();

  g_return_val_if_fail (SL_IS_IMPORT_PLAN (self), issues);

  for (guint i = 0; i < self->issues->len; i++)
    if (!is_idle (self, &g_array_index (self->issues, SlImportIssue, i), choices))
      g_ptr_array_add (issues, &g_array_index (self->issues, SlImportIssue, i));
  *n_all = self->n_issues - (self->issues->len - issues->len);

  return issues;
}

/**
 * sl_import_plan_describe_twin:
 * @self: a plan
 * @index: a row that is a likely duplicate
 *
 * Returns: (transfer full): why it is one, as a sentence
 */
char *
sl_import_plan_describe_twin (SlImportPlan *self,
                              guint         index)
{
  const SlImportPlanRow *row = sl_import_plan_get_row (self, index);
  gboolean same = row->verdict == SL_IMPORT_VERDICT_SAME;

  if (row->twin_line > 0)
    return g_strdup_printf (same ? _("The same as line %u of the file.") : _("Shares its company and role, or its link, with line %u of the file."), row->twin_line);
  return g_strdup (same ? _("You have this application already.") : _("Shares its company and role, or its link, with an application you have."));
}

/* The changeset */

static const char *
find_or_add_tag (SlImportPlan *self,
                 SlChangeset  *changeset,
                 GHashTable   *new_ids,
                 const char   *name)
{
  g_autofree char *fold = sl_text_fold (name);
  g_autoptr (SlRecord) tag = NULL;
  const char *id = g_hash_table_lookup (self->tag_ids, fold);

  if (id == NULL)
    id = g_hash_table_lookup (new_ids, fold);
  if (id != NULL)
    return id;
  tag = sl_record_new (SL_KIND_TAG);
  sl_record_set_text (tag, SL_TAG_NAME, name);
  sl_record_set_text (tag, SL_TAG_COLOR, sl_tag_color_pick (g_hash_table_size (self->tag_ids) + g_hash_table_size (new_ids)));
  sl_changeset_insert (changeset, tag);
  g_hash_table_insert (new_ids, g_steal_pointer (&fold), g_strdup (sl_record_get_id (tag)));
  return sl_record_get_id (tag);
}

static void
insert_tags (SlImportPlan          *self,
             SlChangeset           *changeset,
             GHashTable            *new_ids,
             const SlImportPlanRow *row)
{
  g_autoptr (GHashTable) seen = NULL;

  if (row->tags == NULL)
    return;
  seen = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < row->tags->len; i++)
    {
      const char *id = find_or_add_tag (self, changeset, new_ids, row->tags->pdata[i]);
      g_autoptr (SlRecord) assignment = NULL;

      if (!g_hash_table_add (seen, (gpointer) id))
        continue;
      assignment = sl_record_new (SL_KIND_TAG_ASSIGNMENT);
      sl_record_set_text (assignment, SL_TAG_ASSIGNMENT_APPLICATION_ID, sl_record_get_id (row->application));
      sl_record_set_text (assignment, SL_TAG_ASSIGNMENT_TAG_ID, id);
      sl_changeset_insert (changeset, assignment);
    }
}

/* Written over: every field that is different, the times too where the file says them. */
static void
update_record (SlChangeset              *changeset,
               const SlImportPlanRecord *record)
{
  const SlKindInfo *info = sl_record_get_info (record->record);

  for (guint i = SL_FIELD_CREATED_AT; i < info->n_fields; i++)
    if (!(info->fields[i].flags & SL_FIELD_DERIVED) && !(i < SL_FIELD_DELETED_AT && sl_record_is_null (record->record, i)) &&
        !sl_value_equal (sl_record_get_value (record->record, i), sl_record_get_value (record->present, i)))
      sl_changeset_update (changeset, info->kind, sl_record_get_id (record->record), i, sl_record_get_value (record->record, i));
}

/* What the journal and the toast name: "Imported 312 applications from jobs.csv". */
static char *
word_subject (SlImportPlan          *self,
              const SlImportChoices *choices,
              const char            *name)
{
  guint n = sl_import_plan_count_imported (self, choices);
  guint n_new = self->kinds[SL_KIND_APPLICATION].n_new;
  g_autofree char *count = NULL;

  if (!self->is_export || n_new > 0)
    count = g_strdup_printf (ngettext ("%s application", "%s applications", self->is_export ? n_new : n), SL_COUNT (self->is_export ? n_new : n));
  else
    count = g_strdup_printf (ngettext ("%s record", "%s records", n), SL_COUNT (n));
  if (name == NULL)
    return g_steal_pointer (&count);
  /* Translators: "312 applications from jobs.csv", the subject of "Imported …" */
  return g_strdup_printf (_("%s from %s"), count, name);
}

/**
 * sl_import_plan_build_changeset:
 * @self: a plan
 * @choices: what the person decided
 * @name: (nullable): the file's name, for the journal
 *
 * The automatic moves aren't followed: an application that the file calls applied without saying when isn't given
 * today's date.
 *
 * Returns: (transfer full): the whole import, one step of undo
 */
SlChangeset *
sl_import_plan_build_changeset (SlImportPlan          *self,
                                const SlImportChoices *choices,
                                const char            *name)
{
  g_autofree char *subject = word_subject (self, choices, name);
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_IMPORT, "import");
  g_autoptr (GHashTable) new_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  g_return_val_if_fail (SL_IS_IMPORT_PLAN (self), NULL);

  sl_changeset_set_subject (changeset, subject);
  sl_changeset_set_follow_rules (changeset, FALSE);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const SlImportPlanRow *row = sl_import_plan_get_row (self, i);

      if (row->application == NULL || !is_chosen (row->verdict, choices))
        continue;
      sl_changeset_insert (changeset, row->application);
      insert_tags (self, changeset, new_ids, row);
    }
  for (guint i = 0; i < self->records->len; i++)
    {
      const SlImportPlanRecord *record = &g_array_index (self->records, SlImportPlanRecord, i);

      if (record->present == NULL)
        sl_changeset_insert (changeset, record->record);
      else if (choices->replace)
        update_record (changeset, record);
    }
  return g_steal_pointer (&changeset);
}
