/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sl-rules.c (which application is touched, what is missing in the end) and sl-rules-events.c (what rounds, offers
 * and events say) share while one changeset is looked through. Only for these two. */

#pragma once

#include "sl-kinds.h"
#include "sl-rules.h"

G_BEGIN_DECLS

#define SL_RULES_NO_TIME G_MININT64

/* An application that the changeset touches. */
typedef struct {
  SlRecord *record; /* owned; as it stands, or as it is inserted */
  gboolean is_new;
  gboolean is_deleted;
  gboolean status_told; /* the changeset says outright which status… */
  gboolean detail_told; /* …detail… */
  gboolean applied_told; /* …or date it shall have */
  gboolean detail_changed;
  char *status; /* owned; as it will be */
  char *detail; /* owned, nullable; as it will be */
  char *event_status; /* owned, nullable; to which the newest event of this changeset leads */
  gint64 event_time;
  GPtrArray *changed; /* nullable; borrowed SlRuleEvents of it */
  SlRecord *stage;    /* nullable; borrowed: the new round that moves it */
} SlRuleCase;

/* A changed event. */
typedef struct {
  SlRecord *present; /* owned; as it stands */
  SlRecord *record;  /* owned; as it will be */
  gboolean is_gone;  /* deleted for good */
  gboolean status_told;
  gboolean lane_changed; /* or the end */
} SlRuleEvent;

typedef struct {
  SlChangeset *changeset;
  const SlRuleReader *reader;
  GHashTable *inserted; /* id -> borrowed SlRecord: applications and events */
  GHashTable *cases;    /* id -> SlRuleCase */
  GPtrArray *order;     /* borrowed Cases, as they were touched */
  GHashTable *events;   /* id -> SlRuleEvent */
  GPtrArray *stages;       /* owned: that come back, and move an application */
  GHashTable *stages_gone; /* borrowed ids of rounds that the changeset deletes */
  gint64 now;
  SlDay today;
  GTimeZone *zone;
  guint n_added;
} SlRules;

static inline gboolean
sl_rules_is_status (const char *status, const char *word)
{
  return g_strcmp0 (status, word) == 0;
}

gboolean sl_rules_find_record (SlRules *self, SlKind kind, const char *id, SlRecord **record, gboolean *is_new, GError **error);
gboolean sl_rules_find_case (SlRules *self, const char *id, SlRuleCase **found, GError **error);
gboolean sl_rules_find_newest_event (SlRules *self, SlRuleCase *c, gint64 *time, SlRecord **event, GError **error);
gint64 sl_rules_find_time (SlRules *self, SlRuleCase *c, gint64 newest);
const char *sl_rules_get_new_lane (SlRuleCase *c);
const char *sl_rules_get_end (SlRuleCase *c);
void sl_rules_follow_stage (SlRuleCase *c, SlRecord *stage);
gboolean sl_rules_read_stage_change (SlRules *self, const char *id, gboolean gone, GError **error);
gint64 sl_rules_find_stage_time (SlRules *self, SlRuleCase *c, gint64 newest);
gboolean sl_rules_read_event_change (SlRules *self, const SlChange *change, GError **error);
gboolean sl_rules_follow_inserts (SlRules *self, guint n_changes, GError **error);
gboolean sl_rules_follow_changed_events (SlRules *self, GError **error);

G_END_DECLS
