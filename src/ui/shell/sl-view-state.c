/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shared view-model of one window: query, model, selection and the small lists that every view needs (tags, saved
 * filters, counts). How changes are made is in sl-view-state-changes.c. */

#define G_LOG_DOMAIN "sl-view-state"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-store-query.h"
#include "sl-view-state.h"

struct _SlViewState {
  GObject parent_instance;

  SlContext *context;
  GSettings *settings;
  SlQuery *query;
  SlQueryModel *model;
  GtkMultiSelection *selection;
  GListStore *tags;
  GListStore *saved_filters;
  gint64 total;
  gint64 trashed;
  SlDay today;
  gboolean board_lanes;
  gboolean started;

  GCancellable *cancellable; /* ends reads with the window */
  gboolean reading;
  gboolean read_again;
};

G_DEFINE_FINAL_TYPE (SlViewState, sl_view_state, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_CONTEXT,
  PROP_SETTINGS,
  PROP_QUERY,
  PROP_MODEL,
  PROP_SELECTION,
  PROP_N_SELECTED,
  PROP_TOTAL,
  PROP_TRASHED,
  PROP_TAGS,
  PROP_SAVED_FILTERS,
  PROP_BOARD_LANES,
  PROP_TODAY,
  N_PROPS
};

enum {
  DONE,
  FAILED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* What is read in one go whenever the store changes. */
typedef struct {
  gint64 total;
  gint64 trashed;
  GPtrArray *tags;
  GPtrArray *saved_filters;
} Summary;

static void read_summary (SlViewState *self);

static void
summary_free (gpointer data)
{
  Summary *summary = data;

  g_clear_pointer (&summary->tags, g_ptr_array_unref);
  g_clear_pointer (&summary->saved_filters, g_ptr_array_unref);
  g_free (summary);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Summary, summary_free)

static gpointer
read_summary_func (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (Summary) summary = g_new0 (Summary, 1);
  g_autoptr (SlQuery) living = sl_query_new ();
  g_autoptr (SlQuery) trash = sl_query_new ();
  SlDay today = GPOINTER_TO_INT (data);

  sl_query_set_trash (trash, TRUE);
  summary->total = sl_store_query_count (connection, living, today, error);
  if (summary->total < 0)
    return NULL;
  summary->trashed = sl_store_query_count (connection, trash, today, error);
  if (summary->trashed < 0)
    return NULL;

  summary->tags = sl_store_read_all (connection, SL_KIND_TAG, FALSE, error);
  if (summary->tags == NULL)
    return NULL;
  summary->saved_filters = sl_store_read_all (connection, SL_KIND_SAVED_FILTER, FALSE, error);
  if (summary->saved_filters == NULL)
    return NULL;

  return g_steal_pointer (&summary);
}

/* Leaves the model alone when nothing differs: menus and the sidebar are built from it. */
static void
replace_records (GListStore *store, GPtrArray *records)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (store));
  gboolean same = n_items == records->len;

  for (guint i = 0; same && i < n_items; i++)
    {
      g_autoptr (SlRecord) record = g_list_model_get_item (G_LIST_MODEL (store), i);

      same = sl_record_equal (record, g_ptr_array_index (records, i));
    }

  if (!same)
    g_list_store_splice (store, 0, n_items, records->pdata, records->len);
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
summary_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SlViewState) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Summary) summary = sl_store_read_finish (SL_STORE (source), result, &error);

  self->reading = FALSE;
  if (summary == NULL)
    {
      sl_view_state_tell_failed (self, error, NULL);
      return;
    }

  g_ptr_array_sort (summary->saved_filters, compare_positions);
  replace_records (self->tags, summary->tags);
  replace_records (self->saved_filters, summary->saved_filters);

  if (self->total != summary->total)
    {
      self->total = summary->total;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOTAL]);
    }
  if (self->trashed != summary->trashed)
    {
      self->trashed = summary->trashed;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TRASHED]);
    }

  if (self->read_again)
    read_summary (self);
}

static void
read_summary (SlViewState *self)
{
  if (self->reading)
    {
      self->read_again = TRUE;
      return;
    }

  self->reading = TRUE;
  self->read_again = FALSE;
  sl_store_read_async (sl_view_state_get_store (self), SL_READ_BACKGROUND, read_summary_func,
                       GINT_TO_POINTER (self->today), NULL, summary_free,
                       self->cancellable, summary_read_cb, g_object_ref (self));
}

static void
store_changed_cb (SlViewState *self, guint kinds, gboolean foreign)
{
  const guint shown = 1u << SL_KIND_APPLICATION | 1u << SL_KIND_TAG | 1u << SL_KIND_SAVED_FILTER;

  if (kinds & shown)
    read_summary (self);
}

static void
day_changed_cb (SlViewState *self)
{
  self->today = sl_context_get_today (self->context);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TODAY]);
}

static void
restore_sort (SlViewState *self)
{
  g_autofree char *text = g_settings_get_string (self->settings, "list-sort");
  g_auto (GStrv) parts = g_strsplit (text, ":", 2);
  SlSort sort;

  if (parts[0] != NULL && sl_sort_from_name (parts[0], &sort))
    sl_query_set_sort (self->query, sort, g_strcmp0 (parts[1], "desc") == 0);
  else
    sl_query_set_sort (self->query, SL_SORT_UPDATED, TRUE);
}

static void
remember_sort (SlViewState *self)
{
  g_autofree char *text = g_strconcat (sl_sort_get_name (sl_query_get_sort (self->query)),
                                       sl_query_get_descending (self->query) ? ":desc" : "", NULL);

  g_settings_set_string (self->settings, "list-sort", text);
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
  self->board_lanes = g_settings_get_boolean (self->settings, "board-lanes");
  restore_sort (self);

  self->model = sl_query_model_new (self->context);
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->model)));
  g_signal_connect_object (sl_context_get_clock (self->context), "day-changed", G_CALLBACK (day_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
sl_view_state_dispose (GObject *object)
{
  SlViewState *self = SL_VIEW_STATE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->query);
  g_clear_object (&self->tags);
  g_clear_object (&self->saved_filters);
  g_clear_object (&self->settings);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (sl_view_state_parent_class)->dispose (object);
}

static void
sl_view_state_finalize (GObject *object)
{
  SlViewState *self = SL_VIEW_STATE (object);

  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (sl_view_state_parent_class)->finalize (object);
}

static void
sl_view_state_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SlViewState *self = SL_VIEW_STATE (object);

  switch (prop_id)
    {
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
      g_value_set_int64 (value, self->total);
      break;
    case PROP_TRASHED:
      g_value_set_int64 (value, self->trashed);
      break;
    case PROP_TAGS:
      g_value_set_object (value, self->tags);
      break;
    case PROP_SAVED_FILTERS:
      g_value_set_object (value, self->saved_filters);
      break;
    case PROP_BOARD_LANES:
      g_value_set_boolean (value, self->board_lanes);
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
    case PROP_CONTEXT:
      self->context = g_value_dup_object (value);
      break;
    case PROP_SETTINGS:
      self->settings = g_value_dup_object (value);
      break;
    case PROP_QUERY:
      sl_view_state_set_query (self, g_value_get_object (value));
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

  properties[PROP_CONTEXT] = g_param_spec_object ("context", NULL, NULL, SL_TYPE_CONTEXT, construct);
  properties[PROP_SETTINGS] = g_param_spec_object ("settings", NULL, NULL, G_TYPE_SETTINGS, construct);
  properties[PROP_QUERY] = g_param_spec_object ("query", NULL, NULL, SL_TYPE_QUERY, writable);
  properties[PROP_MODEL] = g_param_spec_object ("model", NULL, NULL, SL_TYPE_QUERY_MODEL, readable);
  properties[PROP_SELECTION] = g_param_spec_object ("selection", NULL, NULL, GTK_TYPE_MULTI_SELECTION, readable);
  properties[PROP_N_SELECTED] = g_param_spec_uint ("n-selected", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[PROP_TOTAL] = g_param_spec_int64 ("total", NULL, NULL, -1, G_MAXINT64, -1, readable);
  properties[PROP_TRASHED] = g_param_spec_int64 ("trashed", NULL, NULL, -1, G_MAXINT64, -1, readable);
  properties[PROP_TAGS] = g_param_spec_object ("tags", NULL, NULL, G_TYPE_LIST_MODEL, readable);
  properties[PROP_SAVED_FILTERS] = g_param_spec_object ("saved-filters", NULL, NULL, G_TYPE_LIST_MODEL, readable);
  properties[PROP_BOARD_LANES] = g_param_spec_boolean ("board-lanes", NULL, NULL, FALSE, writable);
  properties[PROP_TODAY] = g_param_spec_int ("today", NULL, NULL, G_MININT, G_MAXINT, 0, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sl_view_state_class_init (SlViewStateClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = sl_view_state_constructed;
  object_class->dispose = sl_view_state_dispose;
  object_class->finalize = sl_view_state_finalize;
  object_class->get_property = sl_view_state_get_property;
  object_class->set_property = sl_view_state_set_property;

  install_properties (object_class);

  signals[DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, SL_TYPE_TRANSACTION);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_ERROR, G_TYPE_STRING);
}

static void
sl_view_state_init (SlViewState *self)
{
  self->query = sl_query_new ();
  self->tags = g_list_store_new (SL_TYPE_RECORD);
  self->saved_filters = g_list_store_new (SL_TYPE_RECORD);
  self->cancellable = g_cancellable_new ();
  self->total = -1;
  self->trashed = -1;
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
  g_signal_connect_object (sl_view_state_get_store (self), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  sl_query_model_set_query (self->model, self->query);
  read_summary (self);
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

  return G_LIST_MODEL (self->tags);
}

/** sl_view_state_get_saved_filters: Returns: (transfer none): the saved filters in their order */
GListModel *
sl_view_state_get_saved_filters (SlViewState *self)
{
  g_return_val_if_fail (SL_IS_VIEW_STATE (self), NULL);

  return G_LIST_MODEL (self->saved_filters);
}

/** sl_view_state_get_total: Returns: how many living applications there are in all; -1 until known */
gint64
sl_view_state_get_total (SlViewState *self)
{
  g_return_val_if_fail (SL_IS_VIEW_STATE (self), -1);

  return self->total;
}

/** sl_view_state_get_trashed: Returns: how many applications are in the Trash; -1 until known */
gint64
sl_view_state_get_trashed (SlViewState *self)
{
  g_return_val_if_fail (SL_IS_VIEW_STATE (self), -1);

  return self->trashed;
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
  g_settings_set_boolean (self->settings, "board-lanes", lanes);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BOARD_LANES]);
}

/** sl_view_state_get_query: Returns: (transfer none): what is looked at now; change a copy */
SlQuery *
sl_view_state_get_query (SlViewState *self)
{
  g_return_val_if_fail (SL_IS_VIEW_STATE (self), NULL);

  return self->query;
}

/**
 * sl_view_state_set_query:
 * @query: what to look at from now on; not changed afterwards
 */
void
sl_view_state_set_query (SlViewState *self, SlQuery *query)
{
  gboolean sort_differs;

  g_return_if_fail (SL_IS_VIEW_STATE (self));
  g_return_if_fail (SL_IS_QUERY (query));

  if (query == self->query || sl_query_equal (query, self->query))
    return;

  sort_differs = sl_query_get_sort (query) != sl_query_get_sort (self->query) ||
                 sl_query_get_descending (query) != sl_query_get_descending (self->query);
  g_set_object (&self->query, query);
  if (sort_differs)
    remember_sort (self);
  if (self->started)
    sl_query_model_set_query (self->model, query);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUERY]);
}

/**
 * sl_view_state_update_query:
 * @change: (scope call): gets a copy of the query to write to
 * @data: for @change
 */
void
sl_view_state_update_query (SlViewState *self, SlQueryFunc change, gpointer data)
{
  g_autoptr (SlQuery) query = NULL;

  g_return_if_fail (SL_IS_VIEW_STATE (self));

  query = sl_query_dup (self->query);
  change (query, data);
  sl_view_state_set_query (self, query);
}

/** sl_view_state_get_selection: Returns: (transfer none): the selection that list and board share */
GtkMultiSelection *
sl_view_state_get_selection (SlViewState *self)
{
  g_return_val_if_fail (SL_IS_VIEW_STATE (self), NULL);

  return self->selection;
}

/** sl_view_state_get_n_selected: Returns: how many applications are selected */
guint
sl_view_state_get_n_selected (SlViewState *self)
{
  g_autoptr (GtkBitset) selected = NULL;

  g_return_val_if_fail (SL_IS_VIEW_STATE (self), 0);

  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  return (guint) gtk_bitset_get_size (selected);
}

/**
 * sl_view_state_get_selected_pks:
 *
 * Returns: (transfer full) (element-type gint64): the selected applications in the list's order
 */
GArray *
sl_view_state_get_selected_pks (SlViewState *self)
{
  g_autoptr (GtkBitset) selected = NULL;
  GArray *pks = g_array_new (FALSE, FALSE, sizeof (gint64));
  GtkBitsetIter iter;
  guint position;

  g_return_val_if_fail (SL_IS_VIEW_STATE (self), pks);

  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  if (gtk_bitset_iter_init_first (&iter, selected, &position))
    do
      {
        gint64 pk = sl_query_model_get_pk (self->model, position);

        g_array_append_val (pks, pk);
      }
    while (gtk_bitset_iter_next (&iter, &position));

  return pks;
}

/** sl_view_state_is_selected: Returns: whether the application @pk is seen and selected */
gboolean
sl_view_state_is_selected (SlViewState *self, gint64 pk)
{
  guint position;

  g_return_val_if_fail (SL_IS_VIEW_STATE (self), FALSE);

  position = sl_query_model_find_pk (self->model, pk);
  return position != G_MAXUINT && gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), position);
}

/**
 * sl_view_state_select:
 * @pk: an application; nothing happens when the query doesn't show it
 * @alone: whether everything else is unselected
 */
void
sl_view_state_select (SlViewState *self, gint64 pk, gboolean alone)
{
  guint position;

  g_return_if_fail (SL_IS_VIEW_STATE (self));

  position = sl_query_model_find_pk (self->model, pk);
  if (position != G_MAXUINT)
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, alone);
}

/** sl_view_state_unselect: takes the application @pk out of the selection */
void
sl_view_state_unselect (SlViewState *self, gint64 pk)
{
  guint position;

  g_return_if_fail (SL_IS_VIEW_STATE (self));

  position = sl_query_model_find_pk (self->model, pk);
  if (position != G_MAXUINT)
    gtk_selection_model_unselect_item (GTK_SELECTION_MODEL (self->selection), position);
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

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[FAILED], 0, error, deed);
}
