/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the model server itself share: sl-model-server.c, sl-model-tokens.c and sl-model-oracle.c. */
#pragma once

#include "sl-model-call.h"

G_BEGIN_DECLS

struct _SlModelServer {
  SlModelProfile profile;
  SlModelRows *rows;
  GHashTable *tokens; /* text → Token */
  char *address;
  guint conditions, row_cap, token_life;
  guint64 chance;
  SlModelNow now;
  gpointer now_data;
  gint64 last_stamp;
};

guint64     _sl_model_server_chance    (SlModelServer *self);
GHashTable *_sl_model_tokens_new       (void);
SlModelRow *_sl_model_server_find_user (SlModelServer *self,
                                        const char    *email);

G_END_DECLS
