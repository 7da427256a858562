/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a record may stand as it is: each field by itself, and those that must go together. Declared in sl-record.h. */

#define G_LOG_DOMAIN "sl-record-check"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-error.h"
#include "sl-kinds.h"
#include "sl-record.h"

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, SL_ERROR, SL_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
check_salary (SlRecord *self, SlKind kind, GError **error)
{
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

/* What an event says of where the application stands; what it doesn't say, the rules fill in. */
static gboolean
check_event (SlRecord *self, GError **error)
{
  const char *status = sl_record_get_text (self, SL_EVENT_TO_STATUS);
  const char *lane = sl_record_get_text (self, SL_EVENT_TO_STAGE);
  const char *outcome = sl_record_get_text (self, SL_EVENT_OUTCOME);
  const char *implied = sl_lane_get_status (lane, outcome);
  gboolean is_closed = g_strcmp0 (lane, SL_LANE_CLOSED) == 0;

  if (outcome != NULL && lane != NULL && !is_closed)
    return refuse (error, _("An outcome goes with the step “Closed”. Leave out one of them."));
  if (status == NULL || implied == NULL || g_str_equal (status, implied) || (is_closed && outcome == NULL && g_strcmp0 (sl_status_get_lane (status), SL_LANE_CLOSED) == 0))
    return TRUE;
  g_set_error (error, SL_ERROR, SL_ERROR_INVALID,
               /* Translators: an interview step (“Final Round”), and the statuses that belong to it and don't */
               _("The step “%s” goes with the status “%s”, not with “%s”. Leave out one of them."),
               sl_enum_label (&sl_lane_words, lane), sl_enum_label (&sl_status_words, implied), sl_enum_label (&sl_status_words, status));
  return FALSE;
}

/**
 * sl_record_check_together:
 * @self: a record
 * @error: return location for an #SlErrorCode
 *
 * Returns: whether the fields go together, each by itself being right: a salary's upper end isn't less than its lower
 *   one, a saved job that became an application is nothing else, and an event's step, status and outcome say the same; else %SL_ERROR_INVALID
 */
gboolean
sl_record_check_together (SlRecord *self, GError **error)
{
  SlKind kind = sl_record_get_kind (self);

  if (kind == SL_KIND_SAVED_JOB && !sl_record_is_null (self, SL_SAVED_JOB_CONVERTED_TO) &&
      g_strcmp0 (sl_record_get_text (self, SL_SAVED_JOB_STATUS), SL_SAVED_JOB_CONVERTED) != 0)
    return refuse (error, _("This job became an application, which says now where it stands."));
  return check_salary (self, kind, error) && (kind != SL_KIND_EVENT || check_event (self, error));
}

static gboolean
check_fields (SlRecord *self, gboolean (*check) (const SlField *, const SlValue *, GError **), GError **error)
{
  const SlKindInfo *info = sl_record_get_info (self);

  for (guint i = 0; i < info->n_fields; i++)
    if (!check (&info->fields[i], sl_record_get_value (self, i), error))
      return FALSE;
  return TRUE;
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

  return check_fields (self, sl_field_check, error) && sl_record_check_together (self, error);
}

/**
 * sl_record_check_foreign:
 * @self: a record
 * @error: return location for an #SlErrorCode
 *
 * As sl_record_check(), with sl_field_check_foreign() for the fields, and of those that go together only the salary's.
 */
gboolean
sl_record_check_foreign (SlRecord *self, GError **error)
{
  g_return_val_if_fail (SL_IS_RECORD (self), FALSE);

  return check_fields (self, sl_field_check_foreign, error) && check_salary (self, sl_record_get_kind (self), error);
}
