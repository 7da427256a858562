/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the engine share. */

#pragma once

#include "sl-json-slice.h"
#include "sl-spool.h"
#include "sl-sync-state.h"
#include "sl-tracker-answer.h"
#include "sl-tracker-sync.h"
#include "sl-tracker-wire.h"

G_BEGIN_DECLS

#define BIT(field) (G_GUINT64_CONSTANT (1) << (field))

/* A request that the client gave up may be done by the server until then: its own limit is 120 seconds. */
#define SL_TRACKER_SETTLE (180 * G_USEC_PER_SEC)
/* Two lists that don't hold a row must be so far apart. */
#define SL_TRACKER_ABSENCE (60 * G_USEC_PER_SEC)
/* So long signing in anew stands for the lists that are read after it, where two sides meet and no row is known yet. */
#define SL_TRACKER_FRESH (60 * G_USEC_PER_SEC)
/* What the server lost with its application is made again by whoever makes that again; others wait so long first. */
#define SL_TRACKER_PATIENCE (300 * G_USEC_PER_SEC)

/* So often a request may fail before it counts as refused. */
#define SL_TRACKER_MAX_TRIES 3

/* Beside what the server says, in the row of an application that is remembered: the words for the status to which a
 * request of ours may have moved it. */
#define SL_TRACKER_MOVED_MEMBER "_moved"

/* In a row that is remembered: which fields were sent from here last, by bit, and when the row was changed by that, microseconds since
 * 1970 UTC by the server's clock. */
#define SL_TRACKER_SENT_MEMBER "_sent"
#define SL_TRACKER_SENT_AT_MEMBER "_sent_at"

/* In a row that is remembered: another computer made it again, and may not have seen it as it was last. */
#define SL_TRACKER_AGAIN_MEMBER "_again"

/* Beside what was noted of a saved job that is being converted: the server's id for it. */
#define SL_TRACKER_SAVED_JOB_MEMBER "_saved_job"

struct _SlTrackerSync {
  SlSyncPort *port;         /* borrowed */
  SlTransport *transport;
  SlClock *clock;
  SlTrackerGeneration generation;
  SlTrackerRenewFunc renew; /* (nullable) */
  gpointer renew_data;
  SlTrackerStepFunc step;   /* (nullable) */
  gpointer step_data;
  SlTrackerMissing missing; /* the person's word */
  guint part;               /* so many rows of a list are taken over at once */

  /* of one round */
  GCancellable *cancellable; /* (nullable): borrowed */
  SlSyncResult *result;      /* borrowed */
  gint64 offset;             /* of the server's clock from ours */
  gint64 replied_at;         /* by the server's clock; 0: not yet */
  char *canary;              /* (nullable): path of a row that was there a moment ago */
  gboolean told_to_wait;     /* with the last reply */
  guint n_broken;            /* requests in a row that the server didn't answer */
  guint n_answered;          /* changes that it did answer, whatever it said */
  GError *held;              /* (nullable): why a change got no answer, until another one does */
  guint n_renewals;          /* how often it signed in anew */
  gint64 renewed_at;         /* when it last did, and the server knew the person then; 0: not in this round */
  gboolean looks_only;       /* nothing is sent, and only what must be read is */
  gboolean first;            /* nothing is known of each other yet: what looks the same is the same */
  guint64 empty_kinds;       /* by bit: of a first round, those of whose list only signing in anew says that it is empty */
  guint64 unmet_kinds;       /* by bit: of a first round, those of which a list didn't tell all that there is */
  GHashTable *unmet[SL_N_KINDS]; /* (nullable): of lists of one application, the server's ids of those of which it was so */
  GHashTable *alike[SL_N_KINDS]; /* (nullable): see sl-tracker-alike.c */
  GHashTable *just_converted; /* ids of saved jobs that turned out in this round to be applications there */
  guint64 missing_kinds;     /* by bit: those of which a row was missing from a list at any time since the round began, or before */
};

/**
 * SlTrackerListed: a row of a list
 * @created_at: by the server's clock; 0: it doesn't say
 * @print: of its text
 * @at: where its text lies
 * @length: of that
 * @json: (nullable): the row itself, of what hangs on an application that is at hand
 * @is_known: whether it was here before
 * @is_settled: whether it is as it was then, and nothing is to be done about it
 */
typedef struct {
  char *id;
  gint64 created_at;
  gint64 print;
  gint64 at;
  gsize length;
  JsonObject *json;
  gboolean is_known;
  gboolean is_settled;
} SlTrackerListed;

/**
 * SlTrackerScan: what a list holds. Its rows stay text until it is their turn: a tree of all of them would be ten times as large
 * @rows: of #SlTrackerListed
 * @is_whole: what isn't in it isn't there, as far as a list can tell
 * @alike: (nullable): in a first round: the server's id of a row → id of the record that it is here; see sl-tracker-alike.c
 */
typedef struct {
  SlKind kind;
  const char *parent; /* (nullable): of the list of one application: its id on the server */
  GPtrArray *rows;
  SlSpool *texts;
  gboolean is_whole;
  GHashTable *alike;
} SlTrackerScan;

/* sl-tracker-sync.c */
SlTrackerAnswer *_sl_tracker_ask (SlTrackerSync *self, const char *method, const char *path, JsonObject *body, SlReplyState *state);
SlTrackerAnswer *_sl_tracker_ask_list (SlTrackerSync *self, const char *path, SlReplyState *state);
SlTrackerAnswer *_sl_tracker_send (SlTrackerSync *self, const SlRequest *request, SlReplyState *state);
gboolean _sl_tracker_prove (SlTrackerSync *self, gboolean *sound, GError **error);
gboolean _sl_tracker_fail (SlTrackerSync *self, SlTrackerAnswer *answer, SlReplyState state, GError **error);

gboolean _sl_tracker_is_broken (SlTrackerAnswer *answer, SlReplyState state);
gboolean _sl_tracker_weather (SlTrackerSync *self, SlTrackerAnswer *answer, SlReplyState state, SlStoreTransactFunc count, gpointer data, GError **error);

void _sl_tracker_tell_step (SlTrackerSync *self, SlKind kind, gboolean is_sending, guint n_done, guint n_total);
gint64 _sl_tracker_get_now (SlTrackerSync *self);

/* sl-tracker-scan.c */
SlTrackerScan *_sl_tracker_scan (SlTrackerSync *self, SlKind kind, const char *parent, GError **error);

/* sl-tracker-list.c */
SlTrackerScan *_sl_tracker_scan_new (SlKind kind, const char *parent);
void _sl_tracker_scan_free (SlTrackerScan *self);
void _sl_tracker_scan_clear (SlTrackerScan *self);
SlTrackerListed *_sl_tracker_scan_add (SlTrackerScan *self, const SlJsonSlice *row, const char *id, GError **error);
SlTrackerListed *_sl_tracker_scan_add_object (SlTrackerScan *self, JsonObject *row);
void _sl_tracker_scan_sort (SlTrackerScan *self);
JsonObject *_sl_tracker_scan_read (SlTrackerScan *self, SlTrackerListed *row, GError **error);

/* sl-tracker-row.c */
typedef struct {
  SlRecord *record; /* references are ids here */
  guint64 unknown;  /* references whose target isn't here (yet) */
  guint64 unread;   /* fields whose value is of the wrong type: these stay as they are, here and there */
  gboolean is_inserted; /* it is a record here since, which it wasn't before */
} SlTrackerRow;

gboolean _sl_tracker_read_row (SlTrackerSync *self, SlConnection *connection, SlKind kind, JsonObject *json, const char *present_status, SlTrackerRow *row, GError **error);
void _sl_tracker_row_clear (SlTrackerRow *row);
gint64 _sl_tracker_get_time (JsonObject *row, const char *member);
gboolean _sl_tracker_is_living (SlConnection *connection, SlRecord *record);

/* sl-tracker-moved.c */
gboolean _sl_tracker_is_moved_to (JsonObject *before, JsonObject *row);
gboolean _sl_tracker_keep_moved (SlTrackerSync *self, SlConnection *connection, SlShadow *shadow, JsonObject *row, GError **error);

/* sl-tracker-merge.c */
gboolean _sl_tracker_insert_row (SlTrackerSync *self, SlConnection *connection, SlChangeset *changes, SlKind kind, const char *id, JsonObject *json, SlTrackerRow *row, gint64 print, GError **error);
gboolean _sl_tracker_merge (SlTrackerSync *self, SlConnection *connection, SlChangeset *changes, SlShadow *shadow, JsonObject *row, SlFlight *flight, GError **error);

/* sl-tracker-adopt.c */
gboolean _sl_tracker_adopt (SlTrackerSync *self, SlConnection *connection, SlChangeset *changes, SlKind kind, const char *id, JsonObject *row, gint64 print, SlFlight *flight, GError **error);

/* sl-tracker-only.c */
gboolean _sl_tracker_has_rival (SlConnection *connection, SlRecord *record);
gboolean _sl_tracker_is_single (SlKind kind);
char *_sl_tracker_find_successor (SlConnection *connection, SlRecord *record);
char *_sl_tracker_find_predecessor (SlConnection *connection, SlRecord *record);
gboolean _sl_tracker_hand_over (SlConnection *connection, SlShadow *shadow, const char *successor, GError **error);

/* sl-tracker-pull.c */

/**
 * SlTrackerLook: a list, and what there is to do about it
 * @is_fresh: nothing is known that may be in it, and there is nothing under way that it could tell of
 * @is_settled: each of its rows is
 * @has_new: it has a row that isn't known
 * @is_missing: something would follow from what it doesn't hold
 * @is_unmet: of a first round: it is empty, and what is here would be made there
 */
typedef struct {
  SlTrackerSync *sync;
  SlTrackerScan *scan;
  gboolean is_fresh, is_settled, has_new, is_missing, is_unmet;
} SlTrackerLook;

gboolean _sl_tracker_read_list (SlTrackerLook *self, SlKind kind, const char *parent, GError **error);
gboolean _sl_tracker_pull (SlTrackerSync *self, GError **error);

/* sl-tracker-papers.c */
gboolean _sl_tracker_pull_papers (SlTrackerSync *self, GError **error);

/* sl-tracker-take.c */

/** SlTrackerPull: one list being taken over */
typedef struct {
  SlTrackerSync *sync;
  SlTrackerScan *scan;
  SlTrackerScan *taking; /* that, or what hangs on one of its rows */
  guint next;            /* of the rows: which is to be taken over next */
  GHashTable *converted; /* (nullable): id of an application here that was a saved job, and isn't known there → JsonObject: the saved job now */

  /* of one transaction */
  SlConnection *connection;
  SlChangeset *changes;
  GPtrArray *flights; /* of SlFlight: all */
} SlTrackerPull;

SlFlight *_sl_tracker_find_flight (SlTrackerPull *self, SlKind kind, const char *id);
gboolean _sl_tracker_take (SlTrackerPull *self, GError **error);
gboolean _sl_tracker_take_within (SlTrackerPull *self, SlConnection *connection, SlChangeset *changes, GError **error);

/* sl-tracker-group.c */

/** SlTrackerGroup: rows of a list, and records here, that are known by the same */
typedef struct {
  GPtrArray *rows;    /* of SlRecord: as the server has them */
  GPtrArray *names;   /* what the server calls them */
  GPtrArray *records; /* of SlRecord: those here */
} SlTrackerGroup;

SlTrackerGroup *_sl_tracker_group_new (void);
void _sl_tracker_group_free (SlTrackerGroup *self);
void _sl_tracker_group_pair (SlTrackerGroup *self, GHashTable *pairs);
char *_sl_tracker_build_key (SlRecord *record, guint64 fields);
guint _sl_tracker_get_day (SlKind kind);
gboolean _sl_tracker_is_other_day (SlRecord *row, SlRecord *record);

/* sl-tracker-alike.c */
gboolean _sl_tracker_find_alike (SlTrackerPull *self, const char *server_id, SlTrackerRow *row, char **id, GError **error);
gboolean _sl_tracker_read_alike (SlTrackerPull *self, GError **error);

/* sl-tracker-tie.c */
guint64 _sl_tracker_get_identity (SlKind kind);
gboolean _sl_tracker_tie (SlTrackerPull *self, SlKind kind, JsonObject *json, SlTrackerRow *row, char **id, gboolean *is_ours, GError **error);
gboolean _sl_tracker_belongs_to (SlTrackerPull *self, SlFlight *flight, const char *application);

/* sl-tracker-tags.c */
gboolean _sl_tracker_join_tags (SlTrackerSync *self, GError **error);

/* sl-tracker-meet.c */
gboolean _sl_tracker_has_new (SlConnection *connection, SlKind kind);
void _sl_tracker_note_met (SlTrackerSync *self, SlTrackerScan *scan);
gboolean _sl_tracker_is_unmet (SlTrackerSync *self, SlConnection *connection, SlRecord *record);
gboolean _sl_tracker_check_met (SlTrackerSync *self, GError **error);

/* sl-tracker-convert.c */
GHashTable *_sl_tracker_read_converted (SlTrackerSync *self, GError **error);
JsonObject *_sl_tracker_build_converted (JsonObject *row, const char *server_id);
void _sl_tracker_note_converted (SlTrackerSync *self, SlShadow *before, JsonObject *row);
gboolean _sl_tracker_is_just_converted (SlTrackerSync *self, SlConnection *connection, const char *id);
gboolean _sl_tracker_find_twin (SlTrackerPull *self, JsonObject *row, SlFlight **twin, GError **error);
const char *_sl_tracker_get_converted_to (SlTrackerPull *self, SlFlight *flight);
gboolean _sl_tracker_is_converted (SlTrackerPull *self, SlFlight *flight, JsonObject *row);

/* sl-tracker-absence.c */

/**
 * SlTrackerGone: why the server doesn't have a row any more, and what comes of that
 * @SL_TRACKER_GONE_DELETED: somebody deleted it
 * @SL_TRACKER_GONE_AGAIN: the same, but this computer makes it again
 * @SL_TRACKER_GONE_ELSEWHERE: the same, but another one does, and what belonged to it
 */
typedef enum {
  SL_TRACKER_GONE_DELETED,
  SL_TRACKER_GONE_AGAIN,
  SL_TRACKER_GONE_ELSEWHERE,
} SlTrackerGone;

gboolean _sl_tracker_note_absences (SlTrackerSync *self, SlConnection *connection, SlTrackerScan *scan, GError **error);
gboolean _sl_tracker_settle_absences (SlTrackerSync *self, GError **error);
gboolean _sl_tracker_count_missing (SlTrackerSync *self, SlConnection *connection, guint *n_missing, GError **error);
gboolean _sl_tracker_has_unsent (SlTrackerSync *self, SlConnection *connection, SlShadow *shadow, GError **error);
gboolean _sl_tracker_forget (SlTrackerSync *self, SlConnection *connection, SlKind kind, const char *id, SlTrackerGone how, GError **error);

/* sl-tracker-again.c */
gboolean _sl_tracker_was_cut_off (SlConnection *connection, SlRecord *record, guint field);
gboolean _sl_tracker_forget_parts (SlConnection *connection, const char *server_id, GError **error);
gboolean _sl_tracker_refer_again (SlConnection *connection, SlKind target, const char *server_id, GError **error);
gboolean _sl_tracker_wait_for_parts (SlTrackerSync *self, SlConnection *connection, const char *id, GError **error);
gboolean _sl_tracker_come_back (SlTrackerSync *self, SlConnection *connection, SlChangeset *changes, SlShadow *shadow, GError **error);
gboolean _sl_tracker_note_deletion (SlTrackerSync *self, SlConnection *connection, SlKind kind, const char *id, GError **error);
gboolean _sl_tracker_keep_owner (SlTrackerSync *self, SlConnection *connection, SlChangeset *changes, SlRecord *part, GError **error);

/* sl-tracker-plan.c */
typedef struct {
  SlKind kind;
  char *id;
  SlFlightDeed deed;
  const char *method;
  char *path;
  SlKind look_kind;
  char *parent;      /* (nullable): the server's application that the path alone names */
  char *look_id;     /* (nullable): the server's id of a row to be looked at first */
  char *look_parent; /* (nullable): the server's id of the application that it hangs on */
  JsonObject *body; /* (nullable) */
} SlTrackerPlan;

SlTrackerPlan *_sl_tracker_plan (SlTrackerSync *self, SlConnection *connection, SlKind kind, const char *id, GError **error);
void _sl_tracker_plan_free (SlTrackerPlan *plan);

/* sl-tracker-unread.c */
gboolean _sl_tracker_note_unread (SlTrackerSync *self, SlConnection *connection, SlKind kind, JsonObject *row, guint64 fields, GError **error);
gboolean _sl_tracker_note_unkept (SlTrackerSync *self, SlConnection *connection, SlKind kind, JsonObject *row, const char *why, GError **error);

/* sl-tracker-diary.c */
gboolean _sl_tracker_read_diary (SlTrackerSync *self, GError **error);

/* sl-tracker-look.c */
gboolean _sl_tracker_look (SlTrackerSync *self, SlTrackerPlan *plan, JsonObject **row, SlTrackerAnswer **answer, SlReplyState *state, GError **error);
JsonObject *_sl_tracker_dup_row (SlTrackerAnswer *answer);

/* sl-tracker-push.c */
gboolean _sl_tracker_push (SlTrackerSync *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlTrackerScan, _sl_tracker_scan_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlTrackerPlan, _sl_tracker_plan_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SlTrackerRow, _sl_tracker_row_clear)

/* sl-tracker-upload.c */
gboolean _sl_tracker_upload (SlTrackerSync *self, GError **error);

G_END_DECLS
