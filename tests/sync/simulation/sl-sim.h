/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small world in which syncing is tried: a server, some computers of one person, the web page, and bad luck. Everything
 * follows from the seed: the same seed is the same run, to the byte. Time is the world's own.
 *
 *   sl-sim-world.c      the run: who does what when, and the healing at the end
 *   sl-sim-client.c     one computer: its data in memory, its engine, its crashes
 *   sl-sim-transport.c  the way to the server, and what goes wrong on it
 *   sl-sim-full.c       what is on all sides before they meet
 *   sl-sim-person.c     what a person does at a computer: makes, changes, deletes and converts records
 *   sl-sim-undo.c       what they take back, bring again, restore and merge
 *   sl-sim-web.c        what a person does on the web page
 *   sl-sim-choose.c     which record, which field, and what is written
 *   sl-sim-names.c      by what records are known, and how the server calls things
 *   sl-sim-ledger.c     what was done and acknowledged
 *   sl-sim-look.c       who saw what
 *   sl-sim-check.c      what must be true in the end */
#pragma once

#include "sl-model-server.h"
#include "sl-record.h"
#include "sl-tracker-sync.h"

G_BEGIN_DECLS

typedef struct _SlSimWorld SlSimWorld;
typedef struct _SlSimClient SlSimClient;
typedef struct _SlSimLedger SlSimLedger;

/* The web page, among those who change things. */
#define SL_SIM_WEB -1
#define SL_SIM_MAX_CLIENTS 3

typedef struct {
  guint64 seed;
  SlModelProfile profile;
  guint n_clients;
  guint n_events;
  gboolean faults;
  gboolean full;   /* both sides are full when they meet, pages are short, and the web page makes what refers to what was just made */
  gboolean undo;   /* people undo, redo, restore from the Trash and rename tags, too */
  gboolean trace; /* prints what happens */
  gboolean sabotage; /* each request that makes something is sent twice: for a look at whether the checks see it */
} SlSimOptions;

struct _SlSimWorld {
  SlSimOptions options;
  GRand *chance;
  gint64 now;
  SlModelServer *server;
  SlSimClient *clients[SL_SIM_MAX_CLIENTS];
  SlSimLedger *ledger;
  GPtrArray *late;      /* of requests that the server does by and by */
  guint64 hash;         /* of all that happened */
  gboolean faults;      /* off while all is healing */
  guint depth;          /* a round within a request of another */
  gboolean keeps_web;   /* somebody looked at a row and is about to write it: the web page waits */
  char *web_token; /* (nullable): with which the web page asks */
  guint n_keys;         /* for names that nothing else has */
  const char *lose;     /* (nullable): of the next request to a path that ends so, no answer comes */
  gboolean lose_for_good; /* and the server doesn't do it by and by, either */
  GPtrArray *violations; /* of text */
  GHashTable *own_ids;   /* of records that were made on a computer: the server has others for them */
  guint n_requests, n_rounds;
};

struct _SlSimClient {
  SlSyncPort port; /* first: the port is the client */
  SlSimWorld *world;
  int number;
  SlConnection *connection;
  SlClock *clock;
  gint64 skew;
  SlTransport *transport;
  SlTrackerSync *engine;
  GCancellable *cancellable;
  char *token;
  int crash_in; /* edges of transactions until the program dies; 0: it doesn't */
  gboolean crashed, in_round, offline;
  GHashTable *looked; /* collection → number of the ledger when rows of it were read last */
};

/* sl-sim-world.c */
void         sl_sim_run           (const SlSimOptions *options, guint64 *hash, GPtrArray *violations, guint *n_requests, guint *n_rounds);
void         sl_sim_note          (SlSimWorld *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void         sl_sim_violate       (SlSimWorld *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
gboolean     sl_sim_chance        (SlSimWorld *self, double probability);
guint        sl_sim_below         (SlSimWorld *self, guint n);
void         sl_sim_pass          (SlSimWorld *self, gint64 usec);
void         sl_sim_something     (SlSimWorld *self, gboolean with_web);

/* sl-sim-client.c */
SlSimClient *sl_sim_client_new    (SlSimWorld *world, int number);
void         sl_sim_client_free   (SlSimClient *self);
gboolean     sl_sim_client_round  (SlSimClient *self, SlSyncResult *result);
void         sl_sim_client_log_in (SlSimClient *self);
void         sl_sim_client_retry  (SlSimClient *self);
void         sl_sim_log_in        (SlSimWorld *self, char **token);
void         sl_sim_client_empty_trash (SlSimClient *self);
gboolean     sl_sim_client_apply  (SlSimClient *self, SlChangeset *changeset);
gint64       sl_sim_client_take_back (SlSimClient *self, gboolean redo);

/* sl-sim-transport.c */
SlTransport *sl_sim_transport_new (SlSimClient *client);
gint64       sl_sim_get_due       (SlSimWorld *self);
void         sl_sim_do_late       (SlSimWorld *self, gboolean all);

/* sl-sim-person.c */
void         sl_sim_person_act    (SlSimWorld *self, SlSimClient *client);
char        *sl_sim_dup_record_key (SlSimClient *client, SlRecord *record);
void         sl_sim_note_status   (SlSimWorld *world, SlSimClient *client, const char *id);
gboolean     sl_sim_is_back       (SlSimClient *client, SlRecord *record, guint field, const SlValue *value);

/* sl-sim-undo.c */
void         sl_sim_undo_act      (SlSimWorld *self, SlSimClient *client);

char        *sl_sim_new_id        (SlSimWorld *world);

/* sl-sim-full.c */
void         sl_sim_fill_sides    (SlSimWorld *self);

/* sl-sim-web.c */
void         sl_sim_web_act       (SlSimWorld *self);

/* sl-sim-choose.c */
SlRecord    *sl_sim_choose_record (SlSimWorld *self, SlSimClient *client, SlKind kind);
guint        sl_sim_choose_field  (SlSimWorld *self, SlKind kind);
void         sl_sim_choose_value  (SlSimWorld *self, SlKind kind, guint i, SlSimClient *client, const SlValue *present, SlValue *value);
char        *sl_sim_dup_tag_name  (SlSimWorld *self, const char *otherwise);
void         sl_sim_fill          (SlSimWorld *self, SlSimClient *client, SlRecord *record, const char *key);

/* sl-sim-names.c */
guint        sl_sim_key_field     (SlSimWorld *world, SlKind kind);
char        *sl_sim_dup_new_key   (SlSimWorld *world, SlKind kind);
char        *sl_sim_build_key     (SlKind kind, const char *name);
const char  *sl_sim_get_collection (SlKind kind);
SlTrackerGeneration sl_sim_get_generation (SlSimWorld *self);
char        *sl_sim_dup_key       (SlSimWorld *self, SlKind kind, JsonObject *row);

/* sl-sim-ledger.c */
typedef struct {
  guint number;
  guint field;
  SlValue value;
  int actor;
  gboolean automatic; /* followed from something else that the person did */
  gboolean unseen;    /* nobody could know of it: written over before anybody looked, or the server had the same already */
  gboolean was_there; /* the server had the same when it was made, and who made it didn't look since */
  guint blind;        /* bits of the computers that knew the same as what the server has, and weren't shown anything else since */
} SlSimEdit;

typedef struct {
  SlKind kind;
  char *key;
  char *parent; /* (nullable): key of the application that it belongs to */
  GPtrArray *former; /* keys of those that it was moved away from */
  int maker;
  int last_maker;
  guint n_made, last_made;
  gboolean on_all_sides; /* before these met */
  GArray *edits; /* of SlSimEdit */
  GArray *deletions; /* of SlSimEdit without a field */
  GArray *restores;  /* the same: it was brought back by whoever undid its deletion, or took it from the Trash */
  guint emptied;     /* number at which somebody who may have had it in the Trash emptied that */
  GHashTable *names; /* of a tag: those that it had or was to have, folded */
} SlSimEntry;

SlSimLedger *sl_sim_ledger_new    (void);
void         sl_sim_ledger_free   (SlSimLedger *self);
void         sl_sim_ledger_make   (SlSimLedger *self, SlKind kind, const char *key, const char *parent, int actor);
void         sl_sim_ledger_edit   (SlSimLedger *self, SlKind kind, const char *key, guint field, const SlValue *value, int actor);
void         sl_sim_ledger_follow (SlSimLedger *self, SlKind kind, const char *key, guint field, const SlValue *value, int actor);
void         sl_sim_ledger_delete (SlSimLedger *self, SlKind kind, const char *key, int actor);
void         sl_sim_ledger_restore (SlSimLedger *self, SlKind kind, const char *key, int actor);
void         sl_sim_ledger_move   (SlSimLedger *self, SlKind kind, const char *key, const char *parent, int actor);
void         sl_sim_ledger_empty  (SlSimLedger *self);
void         sl_sim_ledger_name   (SlSimLedger *self, const char *key, const char *name);
gboolean     sl_sim_ledger_shares_name (SlSimLedger *self, SlSimEntry *tag);
void         sl_sim_ledger_write_over (SlSimLedger *self, SlKind kind, const char *key, guint field, guint since);
void         sl_sim_ledger_write_blind (SlSimLedger *self, SlKind kind, const char *key, guint field, int actor);
guint        sl_sim_ledger_get_number (SlSimLedger *self);

GPtrArray   *sl_sim_ledger_get_entries (SlSimLedger *self);
SlSimEntry  *sl_sim_ledger_find   (SlSimLedger *self, SlKind kind, const char *key);

/* sl-sim-look.c */
void         sl_sim_look_for_edit (SlSimWorld *self, SlKind kind, const char *key);
void         sl_sim_look_note     (SlSimClient *client, const SlRequest *request, const SlReply *reply);
void         sl_sim_look_note_write (SlSimWorld *self, int actor, const SlRequest *request, const SlReply *reply);
void         sl_sim_look_note_late (SlSimWorld *self, const SlRequest *request, guint number, const SlReply *reply);

/* sl-sim-check.c */
void         sl_sim_check         (SlSimWorld *self);

G_END_DECLS
