/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a window looks at, and in which order. A click in a chart narrows the query; that can be taken back in one step. */

#define G_LOG_DOMAIN "sl-view-state"

#include "config.h"

#include "sl-private.h"
#include "sl-view-state-private.h"

/* Puts the query into the order the person left it in. */
void
_sl_view_state_restore_sort (SlViewState *self)
{
  g_autofree char *text = g_settings_get_string (self->settings, "list-sort");
  g_auto (GStrv) parts = g_strsplit (text, ":", 2);
  SlSort sort;

  if (parts[0] != NULL && sl_sort_from_name (parts[0], &sort))
    sl_query_set_sort (self->query, sort, g_strcmp0 (parts[1], "desc") == 0);
  else
    sl_query_set_sort (self->query, SL_SORT_ACTIVE, TRUE);
}

static void
remember_sort (SlViewState *self)
{
  g_autofree char *text = g_strconcat (sl_sort_get_name (sl_query_get_sort (self->query)),
                                       sl_query_get_descending (self->query) ? ":desc" : "", NULL);

  g_settings_set_string (self->settings, "list-sort", text);
}

/** sl_view_state_get_query: Returns: (transfer none): what is looked at now; change a copy */
SlQuery *
sl_view_state_get_query (SlViewState *self)
{
  g_return_val_if_fail (SL_IS_VIEW_STATE (self), NULL);

  return self->query;
}

/**
 * sl_view_state_dup_shown_query:
 *
 * Returns: (transfer full): the query without what private mode hides: what list, board and charts are to show
 */
SlQuery *
sl_view_state_dup_shown_query (SlViewState *self)
{
  SlQuery *query = sl_query_dup (self->query);
  const char *const *words = sl_query_get_words (query, SL_FACET_STATUS);

  if (!sl_private_hides (SL_PRIVATE_REJECTIONS))
    return query;

  if (words == NULL || words[0] == NULL)
    for (const SlEnumValue *value = sl_status_words.values; value->word != NULL; value++)
      sl_query_add_word (query, SL_FACET_STATUS, value->word);
  sl_query_remove_word (query, SL_FACET_STATUS, SL_STATUS_REJECTED);
  /* Asked for nothing but rejected ones, there is nothing to show. */
  words = sl_query_get_words (query, SL_FACET_STATUS);
  if (words == NULL || words[0] == NULL)
    sl_query_add_word (query, SL_FACET_STATUS, "-");
  return query;
}

/** sl_view_state_refresh_query: has the model show what may be shown by now */
void
sl_view_state_refresh_query (SlViewState *self)
{
  g_autoptr (SlQuery) shown = NULL;

  g_return_if_fail (SL_IS_VIEW_STATE (self));

  if (!self->started)
    return;
  shown = sl_view_state_dup_shown_query (self);
  sl_query_model_set_query (self->model, shown);
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
  if (sort_differs && self->parent == NULL)
    remember_sort (self);
  sl_view_state_refresh_query (self);
  g_object_notify (G_OBJECT (self), "query");
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

/* Another order is still the same filter. */
static SlQuery *
dup_in_present_order (SlViewState *self, SlQuery *query)
{
  SlQuery *copy = sl_query_dup (query);

  sl_query_set_sort (copy, sl_query_get_sort (self->query), sl_query_get_descending (self->query));
  return copy;
}

static gboolean
is_narrowed (SlViewState *self)
{
  g_autoptr (SlQuery) narrowed = self->narrowed != NULL ? dup_in_present_order (self, self->narrowed) : NULL;

  return narrowed != NULL && sl_query_equal (narrowed, self->query);
}

/**
 * sl_view_state_narrow_query:
 * @change: (scope call): as in sl_view_state_update_query(); sl_view_state_widen_query() takes it back
 */
void
sl_view_state_narrow_query (SlViewState *self, SlQueryFunc change, gpointer data)
{
  g_autoptr (SlQuery) before = NULL;

  g_return_if_fail (SL_IS_VIEW_STATE (self));

  /* Several clicks are taken back together. */
  before = g_object_ref (is_narrowed (self) ? self->not_narrowed : self->query);
  sl_view_state_update_query (self, change, data);
  g_set_object (&self->not_narrowed, before);
  g_set_object (&self->narrowed, self->query);
}

/** sl_view_state_widen_query: Returns: whether the query was as a chart had made it, and is now as it was before */
gboolean
sl_view_state_widen_query (SlViewState *self)
{
  g_autoptr (SlQuery) before = NULL;
  gboolean widened;

  g_return_val_if_fail (SL_IS_VIEW_STATE (self), FALSE);

  if (!is_narrowed (self))
    return FALSE;

  before = dup_in_present_order (self, self->not_narrowed);
  g_clear_object (&self->narrowed);
  g_clear_object (&self->not_narrowed);
  widened = !sl_query_equal (before, self->query);
  sl_view_state_set_query (self, before);
  return widened;
}
