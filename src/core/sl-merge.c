/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-merge.h: what is chosen of each field. The step itself is built in sl-deeds-merge.c. */
#define G_LOG_DOMAIN "sl-merge"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-error.h"
#include "sl-kinds.h"
#include "sl-merge.h"
#include "sl-money.h"
#include "sl-store-query.h"

/* Fields that only make sense together are chosen by the first of them. */
static guint
get_leader (SlKind kind,
            guint  field)
{
  if (kind == SL_KIND_OUTCOME)
    return field == SL_OUTCOME_SALARY_CURRENCY ? SL_OUTCOME_SALARY : field;

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
  if (sl_record_get_kind (record) == SL_KIND_APPLICATION && field == SL_APPLICATION_SALARY_MIN)
    return sl_record_is_null (record, SL_APPLICATION_SALARY_MIN) && sl_record_is_null (record, SL_APPLICATION_SALARY_MAX);
  return sl_record_is_null (record, field);
}

static gboolean
is_same (SlMergePair *self,
         guint        leader)
{
  const SlKindInfo *info = sl_record_get_info (self->kept);

  for (guint i = SL_N_COMMON_FIELDS; i < info->n_fields; i++)
    if (get_leader (info->kind, i) == leader && !sl_value_equal (sl_record_get_value (self->kept, i), sl_record_get_value (self->other, i)))
      return FALSE;
  return TRUE;
}

/**
 * sl_merge_is_choice:
 * @field: a field of the records' kind
 *
 * Returns: whether the two differ in it, so that there is something to choose; %FALSE for one that goes along with another
 *   (the currency with the salary)
 */
gboolean
sl_merge_is_choice (SlMergePair *self,
                    guint        field)
{
  SlKind kind = sl_record_get_kind (self->kept);
  const SlField *info = sl_kind_get_field (kind, field);

  if (field < SL_N_COMMON_FIELDS || get_leader (kind, field) != field || info == NULL || !sl_field_is_editable (info) ||
      (info->flags & SL_FIELD_OWNER) != 0)
    return FALSE;
  /* A currency without an amount says nothing. */
  if (is_empty (self->kept, field) && is_empty (self->other, field))
    return FALSE;
  return !is_same (self, field);
}

/** sl_merge_can_join: whether both values may stay, one after the other */
gboolean
sl_merge_can_join (SlMergePair *self,
                   guint        field)
{
  return (sl_kind_get_field (sl_record_get_kind (self->kept), field)->flags & SL_FIELD_LONG) != 0;
}

/** sl_merge_build_label: (transfer full): what is chosen with @field, in words */
char *
sl_merge_build_label (SlMergePair *self,
                      guint        field)
{
  SlKind kind = sl_record_get_kind (self->kept);
  const char *label = kind == SL_KIND_APPLICATION && field == SL_APPLICATION_SALARY_MIN ? _("Salary") : sl_field_get_label (sl_kind_get_field (kind, field));

  /* Translators: %s: a field of an offer, as in “Offer: Salary” */
  return kind == SL_KIND_OUTCOME ? g_strdup_printf (_("Offer: %s"), label) : g_strdup (label);
}

static char *
format_salary (SlRecord *application)
{
  gint64 min = sl_record_get_integer (application, SL_APPLICATION_SALARY_MIN, -1);
  gint64 max = sl_record_get_integer (application, SL_APPLICATION_SALARY_MAX, -1);

  return sl_money_format_range (min < 0 ? SL_MONEY_NONE : (double) min, max < 0 ? SL_MONEY_NONE : (double) max,
                                sl_record_get_text (application, SL_APPLICATION_SALARY_CURRENCY));
}

/**
 * sl_merge_format:
 * @field: a field that may be chosen
 *
 * Returns: (transfer full): its value for people, with those that go along; "" when there is none
 */
char *
sl_merge_format (SlRecord *record,
                 guint     field)
{
  SlKind kind = sl_record_get_kind (record);
  const SlField *info = sl_kind_get_field (kind, field);
  const char *text = sl_field_is_integer (info) ? NULL : sl_record_get_text (record, field);
  SlDay day;

  if (is_empty (record, field))
    return g_strdup ("");
  if (kind == SL_KIND_APPLICATION && field == SL_APPLICATION_SALARY_MIN)
    return format_salary (record);
  if (kind == SL_KIND_OUTCOME && field == SL_OUTCOME_SALARY)
    return sl_money_format ((double) sl_record_get_integer (record, field, 0), sl_record_get_text (record, SL_OUTCOME_SALARY_CURRENCY));
  if (info->words != NULL && text != NULL)
    return g_strdup (sl_enum_label (info->words, text));
  if (info->type == SL_TYPE_DATE && text != NULL && sl_day_parse_iso (text, &day))
    return sl_day_format_long (day);
  return sl_field_format (info, sl_record_get_value (record, field));
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
  if (sl_merge_can_join (self, field))
    return SL_MERGE_BOTH;
  if (sl_record_get_kind (self->kept) != SL_KIND_APPLICATION)
    return SL_MERGE_KEPT;
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
 * @kept: the application that stays, or its offer
 * @other: the one that goes into it, or its offer
 *
 * Returns: (transfer full): the two, with what is suggested
 */
SlMergePair *
sl_merge_pair_new (SlRecord *kept,
                   SlRecord *other)
{
  SlMergePair *self = g_new0 (SlMergePair, 1);
  const SlKindInfo *info = sl_record_get_info (kept);

  self->kept = g_object_ref (kept);
  self->other = g_object_ref (other);
  for (guint i = SL_N_COMMON_FIELDS; i < info->n_fields; i++)
    if (get_leader (info->kind, i) == i)
      sl_merge_pair_take (self, i, suggest (self, i));
  return self;
}

/** sl_merge_pair_swap: (transfer full): the other way round; what was chosen is suggested anew */
SlMergePair *
sl_merge_pair_swap (SlMergePair *self)
{
  SlMergePair *swapped = sl_merge_pair_new (self->other, self->kept);

  if (self->offers != NULL)
    swapped->offers = sl_merge_pair_swap (self->offers);
  return swapped;
}

/** sl_merge_pair_take_as: chooses as in @chosen; of the offers, when both pairs have them */
void
sl_merge_pair_take_as (SlMergePair *self,
                       SlMergePair *chosen)
{
  memcpy (self->take, chosen->take, sizeof self->take);
  if (self->offers != NULL && chosen->offers != NULL)
    sl_merge_pair_take_as (self->offers, chosen->offers);
}

/** sl_merge_pair_copy: (transfer full): the same two, with what is chosen */
SlMergePair *
sl_merge_pair_copy (SlMergePair *self)
{
  SlMergePair *copy = sl_merge_pair_new (self->kept, self->other);

  if (self->offers != NULL)
    copy->offers = sl_merge_pair_copy (self->offers);
  sl_merge_pair_take_as (copy, self);
  return copy;
}

/** sl_merge_pair_free: @self (nullable) */
void
sl_merge_pair_free (SlMergePair *self)
{
  if (self == NULL)
    return;

  g_object_unref (self->kept);
  g_object_unref (self->other);
  sl_merge_pair_free (self->offers);
  g_free (self);
}

/** sl_merge_pair_take: chooses; fields that go along are chosen with it */
void
sl_merge_pair_take (SlMergePair *self,
                    guint        field,
                    SlMergeTake  take)
{
  const SlKindInfo *info = sl_record_get_info (self->kept);
  guint leader = get_leader (info->kind, field);

  for (guint i = SL_N_COMMON_FIELDS; i < info->n_fields; i++)
    if (get_leader (info->kind, i) == leader)
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

static gboolean
read_offers (SlConnection  *connection,
             SlMergePair   *pair,
             GError       **error)
{
  g_autoptr (GPtrArray) kept = sl_store_read_children (connection, SL_KIND_OUTCOME, sl_record_get_id (pair->kept), error);
  g_autoptr (GPtrArray) other = kept != NULL ? sl_store_read_children (connection, SL_KIND_OUTCOME, sl_record_get_id (pair->other), error) : NULL;

  if (other != NULL && kept->len > 0 && other->len > 0)
    pair->offers = sl_merge_pair_new (g_ptr_array_index (kept, 0), g_ptr_array_index (other, 0));
  return other != NULL;
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
  g_autoptr (SlMergePair) pair = NULL;

  if (g_str_equal (kept_id, other_id))
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_INVALID, _("An application can’t be merged with itself. Choose another one."));
      return NULL;
    }
  kept = read_living (connection, kept_id, error);
  other = kept != NULL ? read_living (connection, other_id, error) : NULL;
  pair = other != NULL ? sl_merge_pair_new (kept, other) : NULL;
  return pair != NULL && read_offers (connection, pair, error) ? g_steal_pointer (&pair) : NULL;
}
