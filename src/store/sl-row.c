/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-row.h. */

#define G_LOG_DOMAIN "sl-row"

#include "config.h"

#include "sl-date.h"
#include "sl-row.h"

struct _SlRow {
  GObject parent_instance;

  SlRecord *application;
  GPtrArray *tags;
  SlRecord *next_reminder;
  SlRecord *next_stage;
  gint64 lane_since;
};

G_DEFINE_FINAL_TYPE (SlRow, sl_row, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_APPLICATION,
  PROP_NEXT_REMINDER,
  PROP_NEXT_STAGE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
sl_row_finalize (GObject *object)
{
  SlRow *self = SL_ROW (object);

  g_clear_object (&self->application);
  g_clear_pointer (&self->tags, g_ptr_array_unref);
  g_clear_object (&self->next_reminder);
  g_clear_object (&self->next_stage);

  G_OBJECT_CLASS (sl_row_parent_class)->finalize (object);
}

static void
sl_row_get_property (GObject    *object,
                     guint       prop_id,
                     GValue     *value,
                     GParamSpec *pspec)
{
  SlRow *self = SL_ROW (object);

  switch (prop_id)
    {
    case PROP_APPLICATION:
      g_value_set_object (value, self->application);
      break;
    case PROP_NEXT_REMINDER:
      g_value_set_object (value, self->next_reminder);
      break;
    case PROP_NEXT_STAGE:
      g_value_set_object (value, self->next_stage);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_row_class_init (SlRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = sl_row_finalize;
  object_class->get_property = sl_row_get_property;

  properties[PROP_APPLICATION] =
    g_param_spec_object ("application", NULL, NULL, SL_TYPE_RECORD, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NEXT_REMINDER] =
    g_param_spec_object ("next-reminder", NULL, NULL, SL_TYPE_RECORD, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NEXT_STAGE] =
    g_param_spec_object ("next-stage", NULL, NULL, SL_TYPE_RECORD, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sl_row_init (SlRow *self)
{
}

/**
 * sl_row_new:
 * @application: the application
 * @tags: (nullable) (element-type SlRecord): its tags by name; the array must free its elements
 * @next_reminder: (nullable): its next open reminder
 * @next_stage: (nullable): its next stage that has a date from today on
 * @lane_since: when it came to the lane where it stands, microseconds since 1970 UTC, or %SL_TIME_NONE
 *
 * Returns: (transfer full): a row that holds references to all of them
 */
SlRow *
sl_row_new (SlRecord  *application,
            GPtrArray *tags,
            SlRecord  *next_reminder,
            SlRecord  *next_stage,
            gint64     lane_since)
{
  g_return_val_if_fail (SL_IS_RECORD (application), NULL);

  SlRow *self = g_object_new (SL_TYPE_ROW, NULL);
  self->application = g_object_ref (application);
  self->tags = tags != NULL ? g_ptr_array_ref (tags) : g_ptr_array_new ();
  g_set_object (&self->next_reminder, next_reminder);
  g_set_object (&self->next_stage, next_stage);
  self->lane_since = lane_since;
  return self;
}

/** sl_row_get_application: (transfer none) */
SlRecord *
sl_row_get_application (SlRow *self)
{
  g_return_val_if_fail (SL_IS_ROW (self), NULL);
  return self->application;
}

/** sl_row_get_tags: (transfer none) (element-type SlRecord): the tags, by name; never %NULL */
GPtrArray *
sl_row_get_tags (SlRow *self)
{
  g_return_val_if_fail (SL_IS_ROW (self), NULL);
  return self->tags;
}

/** sl_row_get_next_reminder: (transfer none) (nullable) */
SlRecord *
sl_row_get_next_reminder (SlRow *self)
{
  g_return_val_if_fail (SL_IS_ROW (self), NULL);
  return self->next_reminder;
}

/** sl_row_get_next_stage: (transfer none) (nullable) */
SlRecord *
sl_row_get_next_stage (SlRow *self)
{
  g_return_val_if_fail (SL_IS_ROW (self), NULL);
  return self->next_stage;
}

/** sl_row_get_lane_since: when it came to the lane where it stands, microseconds since 1970 UTC; %SL_TIME_NONE: not known */
gint64
sl_row_get_lane_since (SlRow *self)
{
  g_return_val_if_fail (SL_IS_ROW (self), SL_TIME_NONE);
  return self->lane_since;
}

/** sl_row_get_pk: the application’s key */
gint64
sl_row_get_pk (SlRow *self)
{
  g_return_val_if_fail (SL_IS_ROW (self), 0);
  return sl_record_get_pk (self->application);
}
