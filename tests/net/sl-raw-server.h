/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server on this computer that sends what a test wants, however wrong, and remembers what it was sent. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SlRawServer SlRawServer;

/* Answers request number @number, counted from 1 over all connections. Returns whether the connection stays open. */
typedef gboolean (*SlRawAnswer) (SlRawServer *self,
                                 GIOStream *stream,
                                 const char *request,
                                 guint number,
                                 gconstpointer data);

SlRawServer *sl_raw_server_new (GTlsCertificate *certificate,
                                SlRawAnswer answer,
                                gconstpointer data);
void sl_raw_server_free (SlRawServer *self);

guint16 sl_raw_server_get_port (SlRawServer *self);
char *sl_raw_server_dup_address (SlRawServer *self,
                                 const char *host);
guint sl_raw_server_count (SlRawServer *self,
                           const char *method);
char *sl_raw_server_dup_request (SlRawServer *self,
                                 guint number);

gboolean sl_raw_server_say (GIOStream *stream,
                            const void *data,
                            gsize size);
gboolean sl_raw_server_wait (SlRawServer *self,
                             guint msec);
void sl_raw_server_reset (GIOStream *stream);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlRawServer, sl_raw_server_free)

G_END_DECLS
