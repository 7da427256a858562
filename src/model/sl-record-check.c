/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a record may stand as it is: each field by itself, and those that must go together. Declared in sl-record.h. */

#define G_LOG_DOMAIN "sl-record-check"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-error.h"
#include "sl-record.h"

/**
 * sl_record_check_together:
 * @self: a record
 * @error: return location for an #SlErrorCode
 *
 * Returns: whether the fields go together, each by itself being right: a salary's upper end isn't less than its lower
 *   one; else %SL_ERROR_INVALID
 */
gboolean
sl_record_check_together (SlRecord *self, GError **error)
{
  SlKind kind = sl_record_get_kind (self);
  guint min_field = sl_kind_find_field (kind, "salary-min");
  guint max_field = sl_kind_find_field (kind, "salary-max");
  gint64 max;

  if (min_field == SL_FIELD_NONE || max_field == SL_FIELD_NONE)
    return TRUE;
  max = sl_record_get_integer (self, max_field, G_MAXINT64);
  if (sl_record_get_integer (self, min_field, 0) <= max)
    return TRUE;
  g_set_error (error, SL_ERROR, SL_ERROR_INVALID,
               /* Translators: both are names of fields: "Salary to can’t be less than Salary from." */
               _("%s can’t be less than %s."),
               sl_field_get_label (sl_kind_get_field (kind, max_field)),
               sl_field_get_label (sl_kind_get_field (kind, min_field)));
  return FALSE;
}

static gboolean
check_record (SlRecord *self, gboolean (*check) (const SlField *, const SlValue *, GError **), GError **error)
{
  const SlKindInfo *info = sl_record_get_info (self);

  for (guint i = 0; i < info->n_fields; i++)
    if (!check (&info->fields[i], sl_record_get_value (self, i), error))
      return FALSE;
  return sl_record_check_together (self, error);
}

/**
 * sl_record_check:
 * @self: a record
 * @error: return location for an #SlErrorCode
 *
 * Returns: whether every field may stand as it is and the fields go together; else %SL_ERROR_INVALID with a message
 *   that names the field and the limit
 */
gboolean
sl_record_check (SlRecord *self, GError **error)
{
  g_return_val_if_fail (SL_IS_RECORD (self), FALSE);

  return check_record (self, sl_field_check, error);
}

/**
 * sl_record_check_foreign:
 * @self: a record
 * @error: return location for an #SlErrorCode
 *
 * As sl_record_check(), with sl_field_check_foreign() for the fields.
 */
gboolean
sl_record_check_foreign (SlRecord *self, GError **error)
{
  g_return_val_if_fail (SL_IS_RECORD (self), FALSE);

  return check_record (self, sl_field_check_foreign, error);
}
