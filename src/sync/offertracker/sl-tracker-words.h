/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words for the status of an application, as the two generations of the OfferTracker server have them, and what they
 * are here. */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * SlTrackerGeneration:
 * @SL_TRACKER_UNKNOWN: words go as they are
 * @SL_TRACKER_DOCUMENTED: Saved, Applied, Interviewing, Offer, Accepted, Rejected, Withdrawn
 * @SL_TRACKER_NEWER: Open, Applied, Shortlisted, Interview, Offer, Rejected, Closed
 */
typedef enum {
  SL_TRACKER_UNKNOWN,
  SL_TRACKER_DOCUMENTED,
  SL_TRACKER_NEWER,
} SlTrackerGeneration;

SlTrackerGeneration sl_tracker_guess_generation (JsonObject *openapi);

const char *sl_tracker_status_from_server (SlTrackerGeneration generation,
                                           const char         *word,
                                           const char         *present);
const char *sl_tracker_status_to_server   (SlTrackerGeneration generation,
                                           const char         *status,
                                           const char         *present);

G_END_DECLS
