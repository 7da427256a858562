/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compares the model server's answers with recorded ones: ids are matched by where they stand, the server's own times by
 * their form and order, all else has to be equal. */
#pragma once

#include <json-glib/json-glib.h>

#include "sl-model-server.h"

G_BEGIN_DECLS

typedef struct {
  const char *recording;
  int n;                /* the record's number */
  GHashTable *ids;      /* recorded → the model's */
  GHashTable *own_ids;  /* the model's → recorded */
  GPtrArray *times;     /* of pairs */
  GString *differences; /* a line each */
} SlModelContract;

void  sl_model_contract_init    (SlModelContract *self,
                                 const char      *recording);
void  sl_model_contract_clear   (SlModelContract *self);
char *sl_model_contract_dup_own (SlModelContract *self,
                                 const char      *text);
void  sl_model_contract_compare (SlModelContract *self,
                                 JsonObject      *record,
                                 SlModelAnswer   *answer);
void  sl_model_contract_finish  (SlModelContract *self);

G_END_DECLS
