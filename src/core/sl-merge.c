/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-merge.h: what is chosen of each field. The step itself is built in sl-deeds-merge.c. */
#define G_LOG_DOMAIN "sl-merge"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-error.h"
#include "sl-kinds.h"
#include "sl-merge.h"
#include "sl-money.h"
#include "sl-store-query.h"

/* Fields that only make sense together are chosen by the first of them. */
static guint
get_leader (guint field)
{
  switch (field)
    {
    case SL_APPLICATION_STATUS_DETAIL:
      return SL_APPLICATION_STATUS;
    case SL_APPLICATION_SALARY_MAX:
    case SL_APPLICATION_SALARY_CURRENCY:
      return SL_APPLICATION_SALARY_MIN;
    default:
      return field;
    }
}

static gboolean
is_empty (SlRecord *record,
          guint     field)
{
  if (field == SL_APPLICATION_SALARY_MIN)
    return sl_record_is_null (record, SL_APPLICATION_SALARY_MIN) && sl_record_is_null (record, SL_APPLICATION_SALARY_MAX);
  return sl_record_is_null (record, field);
}

static gboolean
is_same (SlMergePair *self,
         guint        leader)
{
  for (guint i = SL_N_COMMON_FIELDS; i < SL_N_APPLICATION_FIELDS; i++)
    if (get_leader (i) == leader && !sl_value_equal (sl_record_get_value (self->kept, i), sl_record_get_value (self->other, i)))
      return FALSE;
  return TRUE;
}

/**
 * sl_merge_is_choice:
 * @field: a field of an application
 *
 * Returns: whether the two differ in it, so that there is something to choose; %FALSE for one that goes along with another
 *   (the currency with the salary)
 */
gboolean
sl_merge_is_choice (SlMergePair *self,
                    guint        field)
{
  const SlField *info = sl_kind_get_field (SL_KIND_APPLICATION, field);

  if (field < SL_N_COMMON_FIELDS || get_leader (field) != field || info == NULL || !sl_field_is_editable (info))
    return FALSE;
  if (field == SL_APPLICATION_SALARY_MIN && is_empty (self->kept, field) && is_empty (self->other, field))
    return FALSE;
  return !is_same (self, field);
}

/** sl_merge_can_join: whether both values may stay, one after the other */
gboolean
sl_merge_can_join (guint field)
{
  return (sl_kind_get_field (SL_KIND_APPLICATION, field)->flags & SL_FIELD_LONG) != 0;
}

/**
 * sl_merge_format:
 * @field: a field that may be chosen
 *
 * Returns: (transfer full): its value for people, with those that go along; "" when there is none
 */
char *
sl_merge_format (SlRecord *application,
                 guint     field)
{
  const SlField *info = sl_kind_get_field (SL_KIND_APPLICATION, field);
  const char *text = sl_field_is_integer (info) ? NULL : sl_record_get_text (application, field);
  SlDay day;

  if (is_empty (application, field))
    return g_strdup ("");
  if (field == SL_APPLICATION_SALARY_MIN)
    {
      gint64 min = sl_record_get_integer (application, SL_APPLICATION_SALARY_MIN, -1);
      gint64 max = sl_record_get_integer (application, SL_APPLICATION_SALARY_MAX, -1);

      return sl_money_format_range (min < 0 ? SL_MONEY_NONE : (double) min, max < 0 ? SL_MONEY_NONE : (double) max,
                                    sl_record_get_text (application, SL_APPLICATION_SALARY_CURRENCY));
    }
  if (info->words != NULL && text != NULL)
    return g_strdup (sl_enum_label (info->words, text));
  if (info->type == SL_TYPE_DATE && text != NULL && sl_day_parse_iso (text, &day))
    return sl_day_format_long (day);
  return sl_field_format (info, sl_record_get_value (application, field));
}

static gboolean
is_saved (SlRecord *application)
{
  return g_strcmp0 (sl_record_get_text (application, SL_APPLICATION_STATUS), SL_STATUS_SAVED) == 0;
}

/* What most would choose: what one has and the other doesn't, both texts, the earlier date of applying, and where the
 * search stands by now. */
static SlMergeTake
suggest (SlMergePair *self,
         guint        field)
{
  if (is_empty (self->other, field) || is_same (self, field))
    return SL_MERGE_KEPT;
  if (is_empty (self->kept, field))
    return SL_MERGE_OTHER;
  if (sl_merge_can_join (field))
    return SL_MERGE_BOTH;
  /* One that was only saved doesn't say that the other was never applied for. */
  if (field == SL_APPLICATION_STATUS && is_saved (self->kept) != is_saved (self->other))
    return is_saved (self->kept) ? SL_MERGE_OTHER : SL_MERGE_KEPT;
  if (field == SL_APPLICATION_STATUS)
    return sl_record_get_integer (self->other, SL_APPLICATION_STATUS_SINCE, 0) > sl_record_get_integer (self->kept, SL_APPLICATION_STATUS_SINCE, 0)
             ? SL_MERGE_OTHER
             : SL_MERGE_KEPT;
  if (field == SL_APPLICATION_APPLIED_DATE)
    return g_strcmp0 (sl_record_get_text (self->other, field), sl_record_get_text (self->kept, field)) < 0 ? SL_MERGE_OTHER : SL_MERGE_KEPT;
  return SL_MERGE_KEPT;
}

/**
 * sl_merge_pair_new:
 * @kept: the application that stays
 * @other: the one that goes into it
 *
 * Returns: (transfer full): the two, with what is suggested
 */
SlMergePair *
sl_merge_pair_new (SlRecord *kept,
                   SlRecord *other)
{
  SlMergePair *self = g_new0 (SlMergePair, 1);

  self->kept = g_object_ref (kept);
  self->other = g_object_ref (other);
  for (guint i = SL_N_COMMON_FIELDS; i < SL_N_APPLICATION_FIELDS; i++)
    if (get_leader (i) == i)
      sl_merge_pair_take (self, i, suggest (self, i));
  return self;
}

/** sl_merge_pair_free: @self (nullable) */
void
sl_merge_pair_free (SlMergePair *self)
{
  if (self == NULL)
    return;

  g_object_unref (self->kept);
  g_object_unref (self->other);
  g_free (self);
}

/** sl_merge_pair_take: chooses; fields that go along are chosen with it */
void
sl_merge_pair_take (SlMergePair *self,
                    guint        field,
                    SlMergeTake  take)
{
  guint leader = get_leader (field);

  for (guint i = SL_N_COMMON_FIELDS; i < SL_N_APPLICATION_FIELDS; i++)
    if (get_leader (i) == leader)
      self->take[i] = take;
}

static SlRecord *
read_living (SlConnection  *connection,
             const char    *id,
             GError       **error)
{
  g_autoptr (SlRecord) application = sl_store_read_record (connection, SL_KIND_APPLICATION, id, error);

  if (application == NULL)
    return NULL;
  if (sl_record_is_null (application, SL_FIELD_DELETED_AT))
    return g_steal_pointer (&application);
  g_set_error (error, SL_ERROR, SL_ERROR_CONFLICT, _("The application at %s is in the Trash. Restore it first."),
               sl_record_get_text (application, SL_APPLICATION_COMPANY_NAME));
  return NULL;
}

/**
 * sl_merge_read:
 *
 * Returns: (transfer full): the two as they are, with what is suggested; %NULL with @error set when one isn't there, lies
 *   in the Trash, or both are the same
 */
SlMergePair *
sl_merge_read (SlConnection  *connection,
               const char    *kept_id,
               const char    *other_id,
               GError       **error)
{
  g_autoptr (SlRecord) kept = NULL;
  g_autoptr (SlRecord) other = NULL;

  if (g_str_equal (kept_id, other_id))
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_INVALID, _("An application can’t be merged with itself. Choose another one."));
      return NULL;
    }
  kept = read_living (connection, kept_id, error);
  other = kept != NULL ? read_living (connection, other_id, error) : NULL;
  return other != NULL ? sl_merge_pair_new (kept, other) : NULL;
}
