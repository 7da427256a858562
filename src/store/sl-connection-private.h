/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the store's own files may know about a connection beyond sl-connection.h. */

#pragma once

#include <sqlite3.h>

#include "sl-connection.h"

G_BEGIN_DECLS

struct _SlStatement {
  sqlite3_stmt *handle;
  SlConnection *connection; /* borrowed */
  GPtrArray *mended;        /* (nullable): texts that were handed out in place of broken ones, until the next step */
};

sqlite3       *_sl_connection_get_db         (SlConnection     *self);
void           _sl_connection_take_error     (SlConnection     *self,
                                              int               rc,
                                              GError          **error);
SlConnection  *_sl_connection_open_immutable (const char       *path,
                                              GError          **error);
gboolean       _sl_connection_attach_immutable
                                             (SlConnection     *self,
                                              const char       *path,
                                              GError          **error);
void           _sl_connection_set_cache      (SlConnection     *self,
                                              int               kibibytes);
void           _sl_connection_set_hurry      (SlConnection     *self,
                                              gint             *hurry);
gpointer       _sl_connection_get_cache_data (SlConnection     *self);
void           _sl_connection_set_cache_data (SlConnection     *self,
                                              gpointer          data,
                                              GDestroyNotify    data_free);

G_END_DECLS
