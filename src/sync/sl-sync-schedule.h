/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the next round of syncing is due: a function of nothing but what is known now. It spreads what many computers would
 * otherwise do at the same moment; what it throws dice for follows from the seed and from what happened, so that asking
 * twice gives the same time. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** SL_SYNC_NEVER: not before something else happens */
#define SL_SYNC_NEVER G_MAXINT64

/**
 * SlSyncTrouble: how the last round failed
 * @SL_SYNC_TROUBLE_WAY: the server wasn't reached
 * @SL_SYNC_TROUBLE_SERVER: it answered that it can't just now, or took a request and didn't answer
 * @SL_SYNC_TROUBLE_PERSON: nothing changes before the person does something
 */
typedef enum
{
  SL_SYNC_TROUBLE_WAY,
  SL_SYNC_TROUBLE_SERVER,
  SL_SYNC_TROUBLE_PERSON,
} SlSyncTrouble;

/**
 * SlSyncSituation: what is known. Times are microseconds since 1970 UTC of one clock; 0: it didn't happen
 * @at: what time it is
 * @seed: of this computer and account, the same for ever
 * @started_at: when the program started
 * @last_round: when the last round ended, well or not, in this run of the program or before
 * @n_failures: how many rounds failed since the last good one
 * @trouble: how the last of them did
 * @retry_after: seconds that the server asked to wait when the last round ended; -1: it didn't
 * @certain_at: when it can be told whether what was sent and not answered is done
 * @changed_first: when the oldest change was made that isn't sent yet
 * @changed_last: when the latest was
 * @online_since: when the network came back, if it was away since the program started
 * @is_online: whether there is a network
 * @is_held_back: whether it is one that is paid for by use, and the person doesn't want it used for this
 * @has_window: whether somebody may be looking; else the service in the background
 * @by_hand: the person wants it now
 */
typedef struct
{
  gint64 at;
  guint64 seed;
  gint64 started_at;
  gint64 last_round;
  guint n_failures;
  SlSyncTrouble trouble;
  gint64 retry_after;
  gint64 certain_at;
  gint64 changed_first;
  gint64 changed_last;
  gint64 online_since;
  gboolean is_online;
  gboolean is_held_back;
  gboolean has_window;
  gboolean by_hand;
} SlSyncSituation;

gint64 sl_sync_schedule (const SlSyncSituation *now);

G_END_DECLS
