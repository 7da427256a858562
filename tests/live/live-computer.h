/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One of the two computers of the live test: a data folder, secrets in memory, and the client over HTTP. What it should
 * have is told by names of the test's own, as each computer and the server know a record by another id. */
#pragma once

#include "sl-sync-client.h"

G_BEGIN_DECLS

typedef struct {
  char *folder;
  SlStore *store;
  SlSecrets *secrets;
  SlSyncClient *client;
  guint n_requests, n_writes; /* since they were last looked at; signing in is no write */
} LiveComputer;

/** LiveThing: a record that the test made; @server_id: (nullable): once a server has it */
typedef struct {
  SlKind kind;
  char *server_id;
} LiveThing;

LiveComputer *live_computer_new       (const char *folder, GError **error);
void          live_computer_free      (LiveComputer *self);

gboolean      live_computer_run       (LiveComputer *self, SlSyncRunFlags flags, SlSyncResult *result, GError **error);
gboolean      live_computer_insert    (LiveComputer *self, SlKind kind, const char *json, char **id, GError **error);
gboolean      live_computer_edit      (LiveComputer *self, SlKind kind, const char *id, const char *json, GError **error);
gboolean      live_computer_trash     (LiveComputer *self, SlKind kind, const char *id, GError **error);
gboolean      live_computer_convert   (LiveComputer *self, const char *id, char **application_id, GError **error);
gboolean      live_computer_clear     (LiveComputer *self, GHashTable *keep, GError **error);
gboolean      live_computer_has_lost  (LiveComputer *self, SlKind kind, guint field, const char *text);
char         *live_computer_list_waiting (LiveComputer *self);

SlRecord     *live_computer_read      (LiveComputer *self, SlKind kind, const char *id);
char         *live_computer_find_id   (LiveComputer *self, SlKind kind, const char *server_id);
char         *live_computer_find_server_id (LiveComputer *self, SlKind kind, const char *id);

GHashTable   *live_computer_list      (LiveComputer *self);
GHashTable   *live_computer_ask_lists (LiveComputer *self, GError **error);

G_END_DECLS
