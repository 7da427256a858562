/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which reminders were shown, so that none is shown twice, whatever program shows it. No record of the search: neither
 * journalled nor undone. A program claims a reminder before it shows it and notes it afterwards; a claim of one that was
 * killed in between runs out. */

#pragma once

#include "sl-store.h"

G_BEGIN_DECLS

/* How long a claim stands without the reminder being noted as shown. */
#define SL_CLAIM_USEC (60 * G_USEC_PER_SEC)

/**
 * SlDelivery: one showing of one reminder.
 * @key: names the reminder
 * @at: the occasion: a reminder with another one is shown again
 */
typedef struct {
  char *key;
  gint64 at;
} SlDelivery;

SlDelivery *sl_delivery_new (const char *key, gint64 at);
void sl_delivery_free (SlDelivery *self);

/* Claims those of @deliveries (transfer full, element-type SlDelivery) that nobody showed or claimed before. */
void sl_store_claim_async (SlStore *self, GPtrArray *deliveries, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full) (element-type SlDelivery): those that are the caller's to show. @retry: when to ask again for what
 * another one claimed and hasn't shown yet, or SL_TIME_NONE. NULL with @error set. */
GPtrArray *sl_store_claim_finish (SlStore *self, GAsyncResult *result, gint64 *retry, GError **error);
/* Notes that they were shown. Takes @deliveries. Finish with g_task_propagate_boolean(). */
void sl_store_note_delivered_async (SlStore *self, GPtrArray *deliveries, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
