/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A thread that owns one connection and does jobs on it, one after the other. */

#pragma once

#include "sl-connection.h"

G_BEGIN_DECLS

typedef struct _SlWorker SlWorker;

/** SlWorkerFunc: @connection belongs to the worker */
typedef void (*SlWorkerFunc) (SlConnection *connection, gpointer data);

SlWorker *sl_worker_new  (const char     *name,
                          SlConnection   *connection);
void      sl_worker_push (SlWorker       *self,
                          SlWorkerFunc    func,
                          gpointer        data);
void      sl_worker_run  (SlWorker       *self,
                          SlWorkerFunc    func,
                          gpointer        data);
void      sl_worker_free (SlWorker       *self);

G_END_DECLS
