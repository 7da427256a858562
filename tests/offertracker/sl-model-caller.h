/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person in front of the model server, for tests: logs in, asks, and reads the answer. */
#pragma once

#include <json-glib/json-glib.h>

#include "sl-model-server.h"

G_BEGIN_DECLS

/* A server with its clock, and how the last request was answered. */
typedef struct {
  SlModelServer *server;
  gint64 now;
  char *token;            /* nullable: of who asks */
  const char *provenance; /* nullable: of what is asked next */
  SlModelAnswer *answer;
  JsonNode *json;         /* nullable: its body */
} SlModelCaller;

#define SL_MODEL_CALLER_EMAIL "first@example.org"
#define SL_MODEL_CALLER_PASSWORD "correct-horse"

void        sl_model_caller_init      (SlModelCaller  *self,
                                       SlModelProfile  profile);
void        sl_model_caller_clear     (SlModelCaller  *self);
void        sl_model_caller_add       (SlModelCaller  *self,
                                       const char     *email,
                                       const char     *username);
void        sl_model_caller_log_in    (SlModelCaller  *self,
                                       const char     *email);
guint       sl_model_caller_send      (SlModelCaller  *self,
                                       const char     *method,
                                       const char     *path,
                                       const char     *body);
char       *sl_model_caller_make      (SlModelCaller  *self,
                                       guint           status,
                                       const char     *path,
                                       const char     *body);
const char *sl_model_caller_text      (SlModelCaller  *self,
                                       const char     *member);
guint       sl_model_caller_length    (SlModelCaller  *self);
const char *sl_model_caller_text_at   (SlModelCaller  *self,
                                       guint           i,
                                       const char     *member);
JsonArray  *sl_model_caller_dump      (SlModelCaller  *self,
                                       const char     *collection,
                                       JsonObject    **out_keep);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SlModelCaller, sl_model_caller_clear)

/* Asks, and expects a status. */
#define sl_model_caller_expect(self, status, method, path, body) \
  g_assert_cmpuint (sl_model_caller_send ((self), (method), (path), (body)), ==, (status))

G_END_DECLS
