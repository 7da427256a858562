/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of an account share: two computers with real data files, and the model server. */
#pragma once

#include <json-glib/json-glib.h>

#include "sl-model-transport.h"
#include "sl-sync-client.h"

G_BEGIN_DECLS

#define CLIENT_EMAIL "first@example.org"
#define CLIENT_OTHER_EMAIL "second@example.org"
#define CLIENT_PASSWORD "correct-horse"
#define CLIENT_SERVER "https://tracker.example.org"

typedef struct {
  SlStore *store;
  SlSecrets *secrets;
  SlSyncClient *client;
  char *dir;
  SlTransport *way;
} Computer;

typedef struct {
  SlClock *clock;
  SlModelServer *server;
  Computer one, other;
} Fixture;

void client_set_up (Fixture *f, gconstpointer data);
void client_tear_down (Fixture *f, gconstpointer data);
#define client_test_add(name, func) g_test_add ("/sync/" name, Fixture, NULL, client_set_up, func, client_tear_down)

void client_sign_in (Computer *self, const char *email, gboolean other);
/* A round that must be good, and then time goes on by more than a minute. */
SlSyncResult client_run (Fixture *f, Computer *self, SlSyncRunFlags flags, SlTrackerMissing missing);
SlSyncResult client_run_agreed (Fixture *f, Computer *self);

void client_apply (Computer *self, SlChangeset *changes);
/* The same; @changes: (transfer full) */
void client_take (Computer *self, SlChangeset *changes);
/* So many agreed rounds, one after the other. */
void client_run_rounds (Fixture *f, Computer *self, guint n);
void client_add_application (Computer *self, const char *company);
gint64 client_count (Computer *self, const char *sql);
/* (transfer full): what an SELECT gives first; must give something. */
char *client_dup_text (Computer *self, const char *sql);
/* How many rows of a collection the server has of somebody. */
guint client_count_there (Fixture *f, const char *email, const char *collection);

/* A way of its own to the server. (transfer full); @hook: (nullable) */
SlTransport *client_way_new (Fixture *f, SlModelHook hook, gpointer data);
/* @client goes this way from now on. @way: borrowed */
void client_use_way (SlSyncClient *client, SlTransport *way);
/* Stands on the computer's way from now on. */
void client_meddle (Computer *self, SlModelHook hook, gpointer data);
SlReply *client_reply (guint status, const char *text, gint64 retry_after);

/* What somebody does on the web page: must be good. (transfer full) (nullable) */
JsonNode *client_web (Fixture *f, const char *email, const char *method, const char *path, const char *body);

G_END_DECLS
