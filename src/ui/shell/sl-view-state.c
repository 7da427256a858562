/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shared view-model of one window: query, model and selection; the small lists and counts are SlViewSummary's. What
 * is done with the selection is in sl-view-state-selection.c, what becomes of the query in sl-view-state-query.c, and how
 * changes are made in sl-view-state-changes.c. */

#define G_LOG_DOMAIN "sl-view-state"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-errors.h"
#include "sl-view-state-private.h"

G_DEFINE_FINAL_TYPE (SlViewState, sl_view_state, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_PARENT,
  PROP_CONTEXT,
  PROP_SETTINGS,
  PROP_QUERY,
  PROP_MODEL,
  PROP_SELECTION,
  PROP_N_SELECTED,
  PROP_TOTAL,
  PROP_TRASHED,
  PROP_IN_TRASH,
  PROP_TAGS,
  PROP_SAVED_FILTERS,
  PROP_BOARD_LANES,
  PROP_ERROR,
  PROP_SYNC,
  PROP_TODAY,
  N_PROPS
};

enum {
  DONE,
  FAILED,
  SAVED,
  REVEAL,
  FINISH_TYPING,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
summary_notify_cb (SlViewState *self, GParamSpec *pspec)
{
  g_object_notify (G_OBJECT (self), g_param_spec_get_name (pspec));
}

static void
error_changed_cb (SlViewState *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

/* What was counted before is still shown: it is said once, beside it. */
static void
summary_failed_cb (SlViewState *self, const GError *error)
{
  if (sl_view_state_get_total (self) >= 0)
    sl_view_state_tell_failed (self, error, NULL);
}

static void
day_changed_cb (SlViewState *self)
{
  self->today = sl_context_get_today (self->context);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TODAY]);
}

static void
selection_changed_cb (SlViewState *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_SELECTED]);
}

static void
sl_view_state_constructed (GObject *object)
{
  SlViewState *self = SL_VIEW_STATE (object);

  G_OBJECT_CLASS (sl_view_state_parent_class)->constructed (object);

  self->today = sl_context_get_today (self->context);
  self->board_lanes = self->parent != NULL || g_settings_get_boolean (self->settings, "board-lanes");
  self->board_sort = SL_SORT_BOARD_RANK;
  if (self->parent == NULL)
    _sl_view_state_restore_sort (self);

  self->model = sl_query_model_new (self->context);
  self->summary = self->parent != NULL ? g_object_ref (self->parent->summary) : sl_view_summary_new (self->context);
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->model)));
  g_signal_connect_object (self->summary, "notify::total", G_CALLBACK (summary_notify_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->summary, "notify::trashed", G_CALLBACK (summary_notify_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->summary, "notify::in-trash", G_CALLBACK (summary_notify_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->summary, "notify::error", G_CALLBACK (error_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->summary, "failed", G_CALLBACK (summary_failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::error", G_CALLBACK (error_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sl_context_get_clock (self->context), "day-changed", G_CALLBACK (day_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
sl_view_state_dispose (GObject *object)
{
  SlViewState *self = SL_VIEW_STATE (object);

  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->summary);
  g_clear_object (&self->parent);
  g_clear_object (&self->query);
  g_clear_object (&self->narrowed);
  g_clear_object (&self->not_narrowed);
  g_clear_object (&self->settings);
  g_clear_object (&self->community);
  g_clear_object (&self->sync);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (sl_view_state_parent_class)->dispose (object);
}

static void
sl_view_state_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SlViewState *self = SL_VIEW_STATE (object);

  switch (prop_id)
    {
    case PROP_PARENT:
      g_value_set_object (value, self->parent);
      break;
    case PROP_CONTEXT:
      g_value_set_object (value, self->context);
      break;
    case PROP_SETTINGS:
      g_value_set_object (value, self->settings);
      break;
    case PROP_QUERY:
      g_value_set_object (value, self->query);
      break;
    case PROP_MODEL:
      g_value_set_object (value, self->model);
      break;
    case PROP_SELECTION:
      g_value_set_object (value, self->selection);
      break;
    case PROP_N_SELECTED:
      g_value_set_uint (value, sl_view_state_get_n_selected (self));
      break;
    case PROP_TOTAL:
      g_value_set_int64 (value, sl_view_state_get_total (self));
      break;
    case PROP_TRASHED:
      g_value_set_int64 (value, sl_view_state_get_trashed (self));
      break;
    case PROP_IN_TRASH:
      g_value_set_int64 (value, sl_view_summary_get_in_trash (self->summary));
      break;
    case PROP_TAGS:
      g_value_set_object (value, sl_view_state_get_tags (self));
      break;
    case PROP_SAVED_FILTERS:
      g_value_set_object (value, sl_view_state_get_saved_filters (self));
      break;
    case PROP_BOARD_LANES:
      g_value_set_boolean (value, self->board_lanes);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, sl_view_state_get_error (self));
      break;
    case PROP_SYNC:
      g_value_set_object (value, sl_view_state_get_sync (self));
      break;
    case PROP_TODAY:
      g_value_set_int (value, self->today);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_view_state_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SlViewState *self = SL_VIEW_STATE (object);

  switch (prop_id)
    {
    case PROP_PARENT:
      self->parent = g_value_dup_object (value);
      break;
    case PROP_CONTEXT:
      self->context = g_value_dup_object (value);
      break;
    case PROP_SETTINGS:
      self->settings = g_value_dup_object (value);
      break;
    case PROP_QUERY:
      sl_view_state_set_query (self, g_value_get_object (value));
      break;
    case PROP_SYNC:
      sl_view_state_set_sync (self, g_value_get_object (value));
      break;
    case PROP_BOARD_LANES:
      sl_view_state_set_board_lanes (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags writable = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags construct = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  properties[PROP_PARENT] = g_param_spec_object ("parent", NULL, NULL, SL_TYPE_VIEW_STATE, construct);
  properties[PROP_CONTEXT] = g_param_spec_object ("context", NULL, NULL, SL_TYPE_CONTEXT, construct);
  properties[PROP_SETTINGS] = g_param_spec_object ("settings", NULL, NULL, G_TYPE_SETTINGS, construct);
  properties[PROP_QUERY] = g_param_spec_object ("query", NULL, NULL, SL_TYPE_QUERY, writable);
  properties[PROP_MODEL] = g_param_spec_object ("model", NULL, NULL, SL_TYPE_QUERY_MODEL, readable);
  properties[PROP_SELECTION] = g_param_spec_object ("selection", NULL, NULL, GTK_TYPE_MULTI_SELECTION, readable);
  properties[PROP_N_SELECTED] = g_param_spec_uint ("n-selected", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[PROP_TOTAL] = g_param_spec_int64 ("total", NULL, NULL, -1, G_MAXINT64, -1, readable);
  properties[PROP_TRASHED] = g_param_spec_int64 ("trashed", NULL, NULL, -1, G_MAXINT64, -1, readable);
  properties[PROP_IN_TRASH] = g_param_spec_int64 ("in-trash", NULL, NULL, -1, G_MAXINT64, -1, readable);
  properties[PROP_TAGS] = g_param_spec_object ("tags", NULL, NULL, G_TYPE_LIST_MODEL, readable);
  properties[PROP_SAVED_FILTERS] = g_param_spec_object ("saved-filters", NULL, NULL, G_TYPE_LIST_MODEL, readable);
  properties[PROP_BOARD_LANES] = g_param_spec_boolean ("board-lanes", NULL, NULL, FALSE, writable);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, readable);
  properties[PROP_SYNC] = g_param_spec_object ("sync", NULL, NULL, SL_TYPE_SYNC_KEEPER, writable);
  properties[PROP_TODAY] = g_param_spec_int ("today", NULL, NULL, G_MININT, G_MAXINT, 0, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sl_view_state_class_init (SlViewStateClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = sl_view_state_constructed;
  object_class->dispose = sl_view_state_dispose;
  object_class->get_property = sl_view_state_get_property;
  object_class->set_property = sl_view_state_set_property;

  install_properties (object_class);

  signals[DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, SL_TYPE_TRANSACTION);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_ERROR, G_TYPE_STRING);
  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_FILE);
  signals[REVEAL] = g_signal_new ("reveal", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[FINISH_TYPING] = g_signal_new ("finish-typing", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sl_view_state_init (SlViewState *self)
{
  self->query = sl_query_new ();
}

/**
 * sl_view_state_new:
 * @context: the services; its store may not be open yet
 * @settings: where sort and board columns are remembered
 *
 * Returns: a state that shows nothing until sl_view_state_start()
 */
SlViewState *
sl_view_state_new (SlContext *context, GSettings *settings)
{
  return g_object_new (SL_TYPE_VIEW_STATE, "context", context, "settings", settings, NULL);
}

/* A page may be there before the data is open. */
static void
start_within (SlViewState *self)
{
  if (self->started || !sl_store_get_is_open (sl_context_get_store (self->context)))
    return;

  self->started = TRUE;
  sl_view_state_refresh_query (self);
}

/**
 * sl_view_state_new_within:
 * @parent: the window's
 * @query: what it shows at first
 *
 * Returns: (transfer full): a state of its own query and selection
 */
SlViewState *
sl_view_state_new_within (SlViewState *parent, SlQuery *query)
{
  SlViewState *self;

  g_return_val_if_fail (SL_IS_VIEW_STATE (parent), NULL);

  self = g_object_new (SL_TYPE_VIEW_STATE, "parent", parent, "context", parent->context, "settings", parent->settings, NULL);
  g_set_object (&self->query, query);
  g_signal_connect_object (sl_context_get_store (self->context), "notify::is-open", G_CALLBACK (start_within), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (parent, "finish-typing", G_CALLBACK (sl_view_state_finish_typing), self, G_CONNECT_SWAPPED);
  start_within (self);
  return self;
}

/** sl_view_state_get_parent: Returns: (transfer none) (nullable): the window's state, when this is not it */
SlViewState *
sl_view_state_get_parent (SlViewState *self)
{
  g_return_val_if_fail (SL_IS_VIEW_STATE (self), NULL);

  return self->parent;
}

/**
 * sl_view_state_start:
 *
 * Begins to show: the store is open now.
 */
void
sl_view_state_start (SlViewState *self)
{
  g_return_if_fail (SL_IS_VIEW_STATE (self));
  g_return_if_fail (!self->started);

  self->started = TRUE;
  sl_view_state_refresh_query (self);
  sl_view_summary_start (self->summary);
}

/** sl_view_state_get_context: Returns: (transfer none): the services */
SlContext *
sl_view_state_get_context (SlViewState *self)
{
  g_return_val_if_fail (SL_IS_VIEW_STATE (self), NULL);

  return self->context;
}

/** sl_view_state_get_store: Returns: (transfer none): the store of the context */
SlStore *
sl_view_state_get_store (SlViewState *self)
{
  g_return_val_if_fail (SL_IS_VIEW_STATE (self), NULL);

  return sl_context_get_store (self->context);
}

/** sl_view_state_get_settings: Returns: (transfer none): how the person left the window */
GSettings *
sl_view_state_get_settings (SlViewState *self)
{
  g_return_val_if_fail (SL_IS_VIEW_STATE (self), NULL);

  return self->settings;
}

/** sl_view_state_get_sync: Returns: (transfer none) (nullable): what keeps these data and a server together */
SlSyncKeeper *
sl_view_state_get_sync (SlViewState *self)
{
  g_return_val_if_fail (SL_IS_VIEW_STATE (self), NULL);

  return self->parent != NULL ? self->parent->sync : self->sync;
}

/** sl_view_state_set_sync: @sync: (nullable): for the window's own state, once its data is open */
void
sl_view_state_set_sync (SlViewState *self, SlSyncKeeper *sync)
{
  g_return_if_fail (SL_IS_VIEW_STATE (self) && self->parent == NULL);

  if (!g_set_object (&self->sync, sync))
    return;
  g_clear_object (&self->community);
  self->community = sync != NULL ? sl_community_new (self->context, sync) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SYNC]);
}

/** sl_view_state_get_community: Returns: (transfer none) (nullable): the community's pages of the server that "sync" is about */
SlCommunity *
sl_view_state_get_community (SlViewState *self)
{
  g_return_val_if_fail (SL_IS_VIEW_STATE (self), NULL);

  return self->parent != NULL ? self->parent->community : self->community;
}

/** sl_view_state_get_model: Returns: (transfer none): the applications of the query */
SlQueryModel *
sl_view_state_get_model (SlViewState *self)
{
  g_return_val_if_fail (SL_IS_VIEW_STATE (self), NULL);

  return self->model;
}

/** sl_view_state_get_tags: Returns: (transfer none): the living tags by name */
GListModel *
sl_view_state_get_tags (SlViewState *self)
{
  g_return_val_if_fail (SL_IS_VIEW_STATE (self), NULL);

  return sl_view_summary_get_tags (self->summary);
}

/** sl_view_state_get_saved_filters: Returns: (transfer none): the saved filters in their order */
GListModel *
sl_view_state_get_saved_filters (SlViewState *self)
{
  g_return_val_if_fail (SL_IS_VIEW_STATE (self), NULL);

  return sl_view_summary_get_saved_filters (self->summary);
}

/** sl_view_state_get_total: Returns: how many living applications there are in all; -1 until known */
gint64
sl_view_state_get_total (SlViewState *self)
{
  g_return_val_if_fail (SL_IS_VIEW_STATE (self), -1);

  return sl_view_summary_get_total (self->summary);
}

/** sl_view_state_get_trashed: Returns: how many applications are in the Trash; -1 until known */
gint64
sl_view_state_get_trashed (SlViewState *self)
{
  g_return_val_if_fail (SL_IS_VIEW_STATE (self), -1);

  return sl_view_summary_get_trashed (self->summary);
}

/** sl_view_state_get_error: Returns: (nullable): why the applications or their number can't be shown; "error" notifies */
const GError *
sl_view_state_get_error (SlViewState *self)
{
  const GError *error;

  g_return_val_if_fail (SL_IS_VIEW_STATE (self), NULL);

  error = sl_query_model_get_error (self->model);
  return error != NULL ? error : sl_view_summary_get_error (self->summary);
}

/** sl_view_state_retry: asks again for what couldn't be read */
void
sl_view_state_retry (SlViewState *self)
{
  g_return_if_fail (SL_IS_VIEW_STATE (self));

  if (sl_query_model_get_error (self->model) != NULL)
    sl_query_model_retry (self->model);
  if (sl_view_summary_get_error (self->summary) != NULL)
    sl_view_summary_retry (self->summary);
}

/** sl_view_state_get_today: Returns: the day it is; "today" notifies when it changes */
SlDay
sl_view_state_get_today (SlViewState *self)
{
  g_return_val_if_fail (SL_IS_VIEW_STATE (self), SL_DAY_NONE);

  return self->today;
}

/** sl_view_state_get_board_lanes: Returns: whether the board's columns are interview lanes instead of statuses */
gboolean
sl_view_state_get_board_lanes (SlViewState *self)
{
  g_return_val_if_fail (SL_IS_VIEW_STATE (self), FALSE);

  return self->board_lanes;
}

/**
 * sl_view_state_set_board_lanes:
 * @lanes: whether the board's columns are interview lanes; remembered
 */
void
sl_view_state_set_board_lanes (SlViewState *self, gboolean lanes)
{
  g_return_if_fail (SL_IS_VIEW_STATE (self));

  lanes = !!lanes;
  if (lanes == self->board_lanes)
    return;

  self->board_lanes = lanes;
  if (self->parent == NULL)
    g_settings_set_boolean (self->settings, "board-lanes", lanes);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BOARD_LANES]);
}

/** sl_view_state_get_board_sort: Returns: how the cards of a column lie; @descending (out) */
SlSort
sl_view_state_get_board_sort (SlViewState *self, gboolean *descending)
{
  g_return_val_if_fail (SL_IS_VIEW_STATE (self), SL_SORT_BOARD_RANK);

  *descending = self->board_descending;
  return self->board_sort;
}

/** sl_view_state_set_board_sort: @sort: how the cards of a column shall lie; "query" notifies */
void
sl_view_state_set_board_sort (SlViewState *self, SlSort sort, gboolean descending)
{
  g_return_if_fail (SL_IS_VIEW_STATE (self));

  self->board_sort = sort;
  self->board_descending = descending;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUERY]);
}

/** sl_view_state_get_selection: Returns: (transfer none): the selection that list and board share */
GtkMultiSelection *
sl_view_state_get_selection (SlViewState *self)
{
  g_return_val_if_fail (SL_IS_VIEW_STATE (self), NULL);

  return self->selection;
}

/**
 * sl_view_state_tell_done:
 * @transaction: a change that is durable; the window shows it with Undo
 */
void
sl_view_state_tell_done (SlViewState *self, SlTransaction *transaction)
{
  g_return_if_fail (SL_IS_VIEW_STATE (self));

  g_signal_emit (self, signals[DONE], 0, transaction);
  if (self->parent != NULL)
    sl_view_state_tell_done (self->parent, transaction);
}

/**
 * sl_view_state_tell_failed:
 * @error: why; nothing is told when the person stopped it
 * @deed: (nullable): a translated sentence that says what wasn't done
 */
void
sl_view_state_tell_failed (SlViewState *self, const GError *error, const char *deed)
{
  g_return_if_fail (SL_IS_VIEW_STATE (self));
  g_return_if_fail (error != NULL);

  if (sl_error_is_silent (error))
    return;
  g_signal_emit (self, signals[FAILED], 0, error, deed);
  if (self->parent != NULL)
    sl_view_state_tell_failed (self->parent, error, deed);
}

/** sl_view_state_tell_saved: @file: written where the person chose; the window says its name and leads to its folder */
void
sl_view_state_tell_saved (SlViewState *self, GFile *file)
{
  g_return_if_fail (SL_IS_VIEW_STATE (self));
  g_return_if_fail (G_IS_FILE (file));

  g_signal_emit (self, signals[SAVED], 0, file);
  if (self->parent != NULL)
    sl_view_state_tell_saved (self->parent, file);
}

static void
source_failed_cb (SlViewState *self, GParamSpec *pspec, GObject *source)
{
  g_autoptr (GError) error = NULL;

  g_object_get (source, "error", &error, NULL);
  if (error != NULL)
    sl_view_state_tell_failed (self, error, _("Not everything can be shown now."));
}

/**
 * sl_view_state_watch_errors:
 * @source: an SlLive or SlRecordList, whose "error" is told from now on; for those who show no error themselves
 */
void
sl_view_state_watch_errors (SlViewState *self, gpointer source)
{
  g_return_if_fail (SL_IS_VIEW_STATE (self) && G_IS_OBJECT (source));

  g_signal_connect_object (source, "notify::error", G_CALLBACK (source_failed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * sl_view_state_reveal:
 * @pk: an application that was just added: the view that is seen puts the focus there, as soon as it shows it
 */
void
sl_view_state_reveal (SlViewState *self, gint64 pk)
{
  g_return_if_fail (SL_IS_VIEW_STATE (self));

  g_signal_emit (self, signals[REVEAL], 0, pk);
}

/** sl_view_state_finish_typing: has what is being typed handed to the store at once, without the pause */
void
sl_view_state_finish_typing (SlViewState *self)
{
  g_return_if_fail (SL_IS_VIEW_STATE (self));

  g_signal_emit (self, signals[FINISH_TYPING], 0);
}

/** sl_view_state_set_resumed: @pk: where the next view that gets the focus puts it, if it shows that; 0: where it likes */
void
sl_view_state_set_resumed (SlViewState *self, gint64 pk)
{
  g_return_if_fail (SL_IS_VIEW_STATE (self));

  self->resumed = pk;
}

/** sl_view_state_take_resumed: Returns: the application that sl_view_state_set_resumed() told of the window's state, once; or 0 */
gint64
sl_view_state_take_resumed (SlViewState *self)
{
  gint64 pk;

  g_return_val_if_fail (SL_IS_VIEW_STATE (self), 0);

  if (self->parent != NULL)
    return sl_view_state_take_resumed (self->parent);
  pk = self->resumed;
  self->resumed = 0;
  return pk;
}
