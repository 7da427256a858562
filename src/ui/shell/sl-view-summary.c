/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-view-summary.h. All of it is one answer that stays up to date (SlLive). */

#define G_LOG_DOMAIN "sl-view-summary"

#include "config.h"

#include "sl-live.h"
#include "sl-record-list.h"
#include "sl-store-query.h"
#include "sl-trash.h"
#include "sl-view-summary.h"

struct _SlViewSummary {
  GObject parent_instance;

  SlLive *live;
  GListStore *tags;
  GListStore *saved_filters;
  gint64 total;
  gint64 trashed;
  gint64 in_trash;
};

G_DEFINE_FINAL_TYPE (SlViewSummary, sl_view_summary, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_TOTAL,
  PROP_TRASHED,
  PROP_IN_TRASH,
  PROP_ERROR,
  N_PROPS
};

enum {
  FAILED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* What is read in one go. */
typedef struct {
  gint64 total;
  gint64 trashed;
  gint64 in_trash;
  GPtrArray *tags;
  GPtrArray *saved_filters;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_clear_pointer (&answer->tags, g_ptr_array_unref);
  g_clear_pointer (&answer->saved_filters, g_ptr_array_unref);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static gpointer
read_func (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (Answer) answer = g_new0 (Answer, 1);
  g_autoptr (SlQuery) living = sl_query_new ();
  g_autoptr (SlQuery) trash = sl_query_new ();
  sl_query_set_trash (trash, TRUE);
  answer->total = sl_store_query_count (connection, living, SL_DAY_NONE, error);
  if (answer->total < 0)
    return NULL;
  answer->trashed = sl_store_query_count (connection, trash, SL_DAY_NONE, error);
  if (answer->trashed < 0)
    return NULL;
  answer->in_trash = sl_trash_count (connection, error);
  if (answer->in_trash < 0)
    return NULL;

  answer->tags = sl_store_read_all (connection, SL_KIND_TAG, FALSE, error);
  if (answer->tags == NULL)
    return NULL;
  answer->saved_filters = sl_store_read_all (connection, SL_KIND_SAVED_FILTER, FALSE, error);
  if (answer->saved_filters == NULL)
    return NULL;

  return g_steal_pointer (&answer);
}

static int
compare_positions (gconstpointer a, gconstpointer b)
{
  SlRecord *const *first = a;
  SlRecord *const *second = b;
  gint64 x = sl_record_get_integer (*first, SL_SAVED_FILTER_POSITION, 0);
  gint64 y = sl_record_get_integer (*second, SL_SAVED_FILTER_POSITION, 0);

  return x < y ? -1 : x > y;
}

static void
set_number (SlViewSummary *self, gint64 *number, gint64 value, guint property)
{
  if (*number == value)
    return;

  *number = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
changed_cb (SlViewSummary *self)
{
  Answer *answer = sl_live_get_result (self->live);

  g_ptr_array_sort (answer->saved_filters, compare_positions);
  sl_record_list_replace (self->tags, answer->tags);
  sl_record_list_replace (self->saved_filters, answer->saved_filters);
  /* The Trash first: who hears that nothing is left asks whether it lies there. */
  set_number (self, &self->trashed, answer->trashed, PROP_TRASHED);
  set_number (self, &self->in_trash, answer->in_trash, PROP_IN_TRASH);
  set_number (self, &self->total, answer->total, PROP_TOTAL);
}

static void
failed_cb (SlViewSummary *self, const GError *error)
{
  g_signal_emit (self, signals[FAILED], 0, error);
}

static void
notify_error_cb (SlViewSummary *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
sl_view_summary_dispose (GObject *object)
{
  SlViewSummary *self = SL_VIEW_SUMMARY (object);

  g_clear_object (&self->live);
  g_clear_object (&self->tags);
  g_clear_object (&self->saved_filters);

  G_OBJECT_CLASS (sl_view_summary_parent_class)->dispose (object);
}

static void
sl_view_summary_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SlViewSummary *self = SL_VIEW_SUMMARY (object);

  switch (prop_id)
    {
    case PROP_TOTAL:
      g_value_set_int64 (value, self->total);
      break;
    case PROP_TRASHED:
      g_value_set_int64 (value, self->trashed);
      break;
    case PROP_IN_TRASH:
      g_value_set_int64 (value, self->in_trash);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, sl_view_summary_get_error (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_view_summary_class_init (SlViewSummaryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = sl_view_summary_dispose;
  object_class->get_property = sl_view_summary_get_property;

  properties[PROP_TOTAL] = g_param_spec_int64 ("total", NULL, NULL, -1, G_MAXINT64, -1, readable);
  properties[PROP_TRASHED] = g_param_spec_int64 ("trashed", NULL, NULL, -1, G_MAXINT64, -1, readable);
  properties[PROP_IN_TRASH] = g_param_spec_int64 ("in-trash", NULL, NULL, -1, G_MAXINT64, -1, readable);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
sl_view_summary_init (SlViewSummary *self)
{
  self->tags = g_list_store_new (SL_TYPE_RECORD);
  self->saved_filters = g_list_store_new (SL_TYPE_RECORD);
  self->total = -1;
  self->trashed = -1;
  self->in_trash = -1;
}

/**
 * sl_view_summary_new:
 * @context: the services; its store may not be open yet
 *
 * Returns: (transfer full): a summary that knows nothing until sl_view_summary_start()
 */
SlViewSummary *
sl_view_summary_new (SlContext *context)
{
  SlViewSummary *self = g_object_new (SL_TYPE_VIEW_SUMMARY, NULL);

  self->live = sl_live_new (context, SL_LIVE_ALL_KINDS, SL_READ_BACKGROUND, read_func, answer_free);
  g_signal_connect_object (self->live, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->live, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->live, "notify::error", G_CALLBACK (notify_error_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/** sl_view_summary_start: begins to read, once the store is open */
void
sl_view_summary_start (SlViewSummary *self)
{
  g_return_if_fail (SL_IS_VIEW_SUMMARY (self));

  sl_live_start (self->live);
}

/** sl_view_summary_retry: reads again after a failure */
void
sl_view_summary_retry (SlViewSummary *self)
{
  g_return_if_fail (SL_IS_VIEW_SUMMARY (self));

  sl_live_refresh (self->live);
}

/** sl_view_summary_get_total: Returns: how many living applications there are; -1 until known */
gint64
sl_view_summary_get_total (SlViewSummary *self)
{
  g_return_val_if_fail (SL_IS_VIEW_SUMMARY (self), -1);

  return self->total;
}

/** sl_view_summary_get_trashed: Returns: how many applications are in the Trash; -1 until known */
gint64
sl_view_summary_get_trashed (SlViewSummary *self)
{
  g_return_val_if_fail (SL_IS_VIEW_SUMMARY (self), -1);

  return self->trashed;
}

/** sl_view_summary_get_in_trash: Returns: how many items of all kinds the Trash lists; -1 until known */
gint64
sl_view_summary_get_in_trash (SlViewSummary *self)
{
  g_return_val_if_fail (SL_IS_VIEW_SUMMARY (self), -1);

  return self->in_trash;
}

/** sl_view_summary_get_tags: Returns: (transfer none): the living tags by name */
GListModel *
sl_view_summary_get_tags (SlViewSummary *self)
{
  g_return_val_if_fail (SL_IS_VIEW_SUMMARY (self), NULL);

  return G_LIST_MODEL (self->tags);
}

/** sl_view_summary_get_saved_filters: Returns: (transfer none): the saved filters in their order */
GListModel *
sl_view_summary_get_saved_filters (SlViewSummary *self)
{
  g_return_val_if_fail (SL_IS_VIEW_SUMMARY (self), NULL);

  return G_LIST_MODEL (self->saved_filters);
}

/** sl_view_summary_get_error: Returns: (nullable): why the last reading failed */
const GError *
sl_view_summary_get_error (SlViewSummary *self)
{
  g_return_val_if_fail (SL_IS_VIEW_SUMMARY (self), NULL);

  return sl_live_get_error (self->live);
}
