/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which files of résumés are to go to the server, and what became of them. Functions of a connection. Nothing goes before the
 * person has said so for the account: what the server has of a file can be read by whoever knows its address, and stays. */

#pragma once

#include "sl-connection.h"

G_BEGIN_DECLS

/**
 * SlUploadState:
 * @SL_UPLOAD_WAITING: is to go
 * @SL_UPLOAD_DONE: is there
 * @SL_UPLOAD_REFUSED: the server doesn't take it
 * @SL_UPLOAD_UNWANTED: the person doesn't want this one there
 */
typedef enum {
  SL_UPLOAD_WAITING,
  SL_UPLOAD_DONE,
  SL_UPLOAD_REFUSED,
  SL_UPLOAD_UNWANTED,
} SlUploadState;

/**
 * SlUpload:
 * @id: of the résumé version
 * @server_id: what the server calls it
 * @hash: of the file's contents
 * @tries: how often the server failed at it
 * @message: (nullable): why it doesn't take it
 */
typedef struct {
  char *id;
  char *server_id;
  char *hash;
  char *name;
  SlUploadState state;
  guint tries;
  char *message;
} SlUpload;

void       sl_upload_free       (SlUpload *self);
GPtrArray *sl_uploads_read      (SlConnection *connection, GError **error);
gboolean   sl_upload_save       (SlConnection *connection, SlUpload *self, GError **error);
gboolean   sl_uploads_set_state (SlConnection *connection, const char *id, SlUploadState state, GError **error);

G_END_DECLS
