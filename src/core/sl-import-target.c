/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of targets with their names. What headers mean is in sl-import-headers.c. */

#define G_LOG_DOMAIN "sl-import-target"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-import-target.h"

#define FIELD(target, name, field) [SL_IMPORT_##target] = { name, NULL, SL_APPLICATION_##field, FALSE }
#define OTHER(target, name, label, many) [SL_IMPORT_##target] = { name, label, SL_FIELD_NONE, many }

static const SlImportTargetInfo infos[SL_IMPORT_N_TARGETS] = {
  OTHER (IGNORE, "ignore", N_("Leave out"), TRUE),
  OTHER (KEEP, "keep", N_("Keep in notes"), TRUE),
  FIELD (COMPANY, "company", COMPANY_NAME),
  FIELD (ROLE, "role", ROLE_TITLE),
  FIELD (STATUS, "status", STATUS),
  FIELD (STATUS_DETAIL, "status-detail", STATUS_DETAIL),
  FIELD (APPLIED_DATE, "applied-date", APPLIED_DATE),
  FIELD (URL, "url", URL),
  FIELD (LOCATION, "location", LOCATION),
  FIELD (WORK_MODE, "work-mode", WORK_MODE),
  FIELD (JOB_TYPE, "job-type", JOB_TYPE),
  OTHER (SALARY, "salary", N_("Salary or salary range"), FALSE),
  FIELD (SALARY_MIN, "salary-min", SALARY_MIN),
  FIELD (SALARY_MAX, "salary-max", SALARY_MAX),
  FIELD (CURRENCY, "salary-currency", SALARY_CURRENCY),
  FIELD (SOURCE, "source", SOURCE),
  FIELD (FOLLOW_UP, "follow-up-date", FOLLOW_UP_DATE),
  FIELD (PRIORITY, "priority", PRIORITY),
  FIELD (EXCITEMENT, "excitement", EXCITEMENT),
  OTHER (TAGS, "tags", N_("Tags"), TRUE),
  FIELD (DESCRIPTION, "description", DESCRIPTION),
  [SL_IMPORT_NOTES] = { "notes", NULL, SL_APPLICATION_NOTES, TRUE },
  OTHER (ADDED, "added", N_("Day added"), FALSE),
  OTHER (FLAG_APPLIED, "applied", N_("Applied: yes or no"), FALSE),
  OTHER (FLAG_INTERVIEW, "interviewed", N_("Interviewed: yes or no"), FALSE),
  OTHER (FLAG_OFFER, "offered", N_("Offer: yes or no"), FALSE),
  OTHER (FLAG_REJECTED, "rejected", N_("Rejected: yes or no"), FALSE),
};

/**
 * sl_import_target_get_info:
 * @target: a target
 *
 * Returns: (transfer none): what is known of it
 */
const SlImportTargetInfo *
sl_import_target_get_info (SlImportTarget target)
{
  g_return_val_if_fail (target < SL_IMPORT_N_TARGETS, &infos[SL_IMPORT_KEEP]);

  return &infos[target];
}

/**
 * sl_import_target_get_label:
 * @target: a target
 *
 * Returns: its name for people, in their language
 */
const char *
sl_import_target_get_label (SlImportTarget target)
{
  const SlImportTargetInfo *info = sl_import_target_get_info (target);

  if (info->label != NULL)
    return _ (info->label);
  return sl_field_get_label (sl_kind_get_field (SL_KIND_APPLICATION, info->field));
}

/**
 * sl_import_target_from_name:
 * @name: what a person wrote: a target's name, a field's, or one of the usual headers ("employer")
 * @out_target: the target
 *
 * Returns: whether @name is known
 */
gboolean
sl_import_target_from_name (const char     *name,
                            SlImportTarget *out_target)
{
  guint field;

  for (SlImportTarget target = 0; target < SL_IMPORT_N_TARGETS; target++)
    if (g_ascii_strcasecmp (infos[target].name, name) == 0)
      {
        *out_target = target;
        return TRUE;
      }
  field = sl_kind_find_field (SL_KIND_APPLICATION, name);
  for (SlImportTarget target = 0; target < SL_IMPORT_N_TARGETS && field != SL_FIELD_NONE; target++)
    if (infos[target].field == field)
      {
        *out_target = target;
        return TRUE;
      }
  return sl_import_target_from_header (name, out_target, NULL);
}

/**
 * sl_import_target_is_date:
 * @target: a target
 *
 * Returns: whether its cells are days, which may have to be asked for their order
 */
gboolean
sl_import_target_is_date (SlImportTarget target)
{
  return target == SL_IMPORT_APPLIED_DATE || target == SL_IMPORT_FOLLOW_UP || target == SL_IMPORT_ADDED;
}
