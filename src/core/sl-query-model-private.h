/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sl-query-model.c (the object and its list) and sl-query-model-run.c (asking and taking the answers) share. */

#pragma once

#include "sl-item-pages.h"
#include "sl-pk-index.h"
#include "sl-query-model.h"

G_BEGIN_DECLS

struct _SlQueryModel
{
  GObject parent_instance;

  SlContext *context;
  SlQuery *query;
  GArray *pks; /* of gint64; never changed once a run has borrowed it */
  SlItemPages *pages;
  SlPkIndex *index; /* (nullable): of the pks */
  guint n_searches; /* in this list of pks */

  GCancellable *running; /* of the run under way */
  gboolean dirty;        /* something changed since that run began */
  gboolean telling;      /* within items-changed: the list may not be replaced now */
  gboolean asked_anew;   /* a watcher set another query meanwhile */
  gboolean loaded;
  guint first_size;      /* rows that there is room for */
  GError *error;
};

/* Another query, or none, from the start. */
void _sl_query_model_start (SlQueryModel *self);
/* The same query again, or once more after the run under way. */
void _sl_query_model_look_again (SlQueryModel *self);
void _sl_query_model_stop (SlQueryModel *self);
/* The pks are others now. */
void _sl_query_model_drop_index (SlQueryModel *self);
/* Each sets what the property tells, and notifies where it differs. */
void _sl_query_model_set_error (SlQueryModel *self, const GError *error);
void _sl_query_model_set_loaded (SlQueryModel *self);
void _sl_query_model_notify_loading (SlQueryModel *self);
void _sl_query_model_notify_n_items (SlQueryModel *self);

G_END_DECLS
