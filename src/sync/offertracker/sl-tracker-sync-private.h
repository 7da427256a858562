/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the engine share. */

#pragma once

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
/* What the server lost with its application is made again by whoever makes that again; others wait so long first. */
#define SL_TRACKER_PATIENCE (300 * G_USEC_PER_SEC)

/* Beside what the server says, in the row of an application that is remembered: the words for the status to which a
 * request of ours may have moved it. */
#define SL_TRACKER_MOVED_MEMBER "_moved"

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

  /* of one round */
  GCancellable *cancellable; /* (nullable): borrowed */
  SlSyncResult *result;      /* borrowed */
  gint64 offset;             /* of the server's clock from ours */
  gint64 replied_at;         /* by the server's clock; 0: not yet */
  char *canary;              /* (nullable): path of a row that was there a moment ago */
  guint n_broken;            /* requests in a row that the server didn't answer */
  guint n_renewals;          /* how often it signed in anew */
  gboolean first;            /* nothing is known of each other yet: what looks the same is the same */
  guint64 unmet_kinds;       /* by bit: of a first round, those of which a list didn't tell all that there is */
  guint64 missing_kinds;     /* by bit: those of which a row was missing from a list at any time since the round began, or before */
};

/**
 * SlTrackerScan: what a list holds
 * @rows: of JsonObject
 * @is_whole: what isn't in it isn't there, as far as a list can tell
 */
typedef struct {
  SlKind kind;
  const char *parent; /* (nullable): of the list of one application: its id on the server */
  GPtrArray *rows;
  gboolean is_whole;
} SlTrackerScan;

/* sl-tracker-sync.c */
SlTrackerAnswer *_sl_tracker_ask (SlTrackerSync *self, const char *method, const char *path, JsonObject *body, SlReplyState *state);
SlTrackerAnswer *_sl_tracker_send (SlTrackerSync *self, const SlRequest *request, SlReplyState *state);
gboolean _sl_tracker_prove (SlTrackerSync *self, gboolean *sound, GError **error);
gboolean _sl_tracker_fail (SlTrackerSync *self, SlTrackerAnswer *answer, SlReplyState state, GError **error);

gboolean _sl_tracker_is_broken (SlTrackerAnswer *answer, SlReplyState state);
gboolean _sl_tracker_weather (SlTrackerSync *self, SlTrackerAnswer *answer, SlReplyState state, SlStoreTransactFunc count, gpointer data, GError **error);

void _sl_tracker_tell_step (SlTrackerSync *self, SlKind kind, gboolean is_sending, guint n_done, guint n_total);
gint64 _sl_tracker_get_now (SlTrackerSync *self);

/* sl-tracker-scan.c */
SlTrackerScan *_sl_tracker_scan (SlTrackerSync *self, SlKind kind, const char *parent, GError **error);
void _sl_tracker_scan_free (SlTrackerScan *scan);

/* sl-tracker-merge.c */
typedef struct {
  SlRecord *record; /* references are ids here */
  guint64 unknown;  /* references whose target isn't here (yet) */
} SlTrackerRow;

gboolean _sl_tracker_read_row (SlTrackerSync *self, SlConnection *connection, SlKind kind, JsonObject *json, const char *present_status, SlTrackerRow *row, GError **error);
void _sl_tracker_row_clear (SlTrackerRow *row);
gboolean _sl_tracker_merge (SlTrackerSync *self, SlConnection *connection, SlChangeset *changes, SlShadow *shadow, JsonObject *row, SlFlight *flight, GError **error);
gboolean _sl_tracker_adopt (SlTrackerSync *self, SlConnection *connection, SlChangeset *changes, SlKind kind, const char *id, JsonObject *row, SlFlight *flight, GError **error);
gboolean _sl_tracker_is_own (SlConnection *connection, SlRecord *record, guint field);
gboolean _sl_tracker_is_living (SlConnection *connection, SlRecord *record);
gint64 _sl_tracker_get_time (JsonObject *row, const char *member);

/* sl-tracker-only.c */
char *_sl_tracker_find_successor (SlConnection *connection, SlRecord *record);
char *_sl_tracker_find_predecessor (SlConnection *connection, SlRecord *record);
gboolean _sl_tracker_hand_over (SlConnection *connection, SlShadow *shadow, const char *successor, GError **error);

/* sl-tracker-pull.c */

/** SlTrackerPull: one list being taken over */
typedef struct {
  SlTrackerSync *sync;
  SlTrackerScan *scan;
  SlConnection *connection;
  SlChangeset *changes;
  GPtrArray *flights;  /* of SlFlight: all */
  GPtrArray *children; /* of SlTrackerScan: what hangs on the applications */
  GHashTable *converted; /* (nullable): id of an application that a saved job was to become → JsonObject: the saved job now */
} SlTrackerPull;

SlFlight *_sl_tracker_find_flight (SlTrackerPull *self, SlKind kind, const char *id);
gboolean _sl_tracker_pull (SlTrackerSync *self, GError **error);

/* sl-tracker-tie.c */
gboolean _sl_tracker_tie (SlTrackerPull *self, SlKind kind, JsonObject *json, SlTrackerRow *row, char **id, gboolean *is_ours, GError **error);
gboolean _sl_tracker_belongs_to (SlTrackerPull *self, SlFlight *flight, const char *application);

/* sl-tracker-tags.c */
gboolean _sl_tracker_join_tags (SlTrackerSync *self, GError **error);

/* sl-tracker-meet.c */
gboolean _sl_tracker_has_untied (SlConnection *connection, SlKind kind);
void _sl_tracker_note_met (SlTrackerSync *self, SlTrackerScan *scan);
gboolean _sl_tracker_check_met (SlTrackerSync *self, GError **error);

/* sl-tracker-convert.c */
GHashTable *_sl_tracker_read_converted (SlTrackerSync *self, GError **error);
const char *_sl_tracker_get_converted_to (SlTrackerPull *self, SlFlight *flight);
gboolean _sl_tracker_is_converted (SlTrackerPull *self, SlFlight *flight, JsonObject *row);

/* sl-tracker-absence.c */
gboolean _sl_tracker_note_absences (SlTrackerSync *self, SlConnection *connection, SlTrackerScan *scan, GError **error);
gboolean _sl_tracker_settle_absences (SlTrackerSync *self, GError **error);
gboolean _sl_tracker_has_unsent (SlTrackerSync *self, SlConnection *connection, SlShadow *shadow, GError **error);
gboolean _sl_tracker_forget (SlTrackerSync *self, SlConnection *connection, SlKind kind, const char *id, gboolean again, GError **error);

/* sl-tracker-plan.c */
typedef struct {
  SlKind kind;
  char *id;
  SlFlightDeed deed;
  const char *method;
  char *path;
  SlKind look_kind;
  char *look_id;     /* (nullable): the server's id of a row to be looked at first */
  char *look_parent; /* (nullable): the server's id of the application that it hangs on */
  JsonObject *body; /* (nullable) */
} SlTrackerPlan;

SlTrackerPlan *_sl_tracker_plan (SlTrackerSync *self, SlConnection *connection, SlKind kind, const char *id, GError **error);
void _sl_tracker_plan_free (SlTrackerPlan *plan);

/* sl-tracker-look.c */
gboolean _sl_tracker_look (SlTrackerSync *self, SlTrackerPlan *plan, JsonObject **row, gboolean *broken, GError **error);
JsonObject *_sl_tracker_dup_row (SlTrackerAnswer *answer);

/* sl-tracker-push.c */
gboolean _sl_tracker_push (SlTrackerSync *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlTrackerScan, _sl_tracker_scan_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlTrackerPlan, _sl_tracker_plan_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SlTrackerRow, _sl_tracker_row_clear)

/* sl-tracker-upload.c */
gboolean _sl_tracker_upload (SlTrackerSync *self, GError **error);

G_END_DECLS
