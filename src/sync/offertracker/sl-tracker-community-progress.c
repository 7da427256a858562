/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-tracker-community.h: milestones and numbers. */

#define G_LOG_DOMAIN "sl-tracker-community"

#include "config.h"

#include "sl-date.h"
#include "sl-json.h"
#include "sl-tracker-community-private.h"

#define MAX_DESCRIPTION 500
#define MAX_WORD 40
/* A server has seven. */
#define MAX_WORDS 50

void
sl_tracker_milestone_free (SlTrackerMilestone *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->description);
  g_free (self);
}

static gpointer
read_milestone (JsonObject *row)
{
  g_autoptr (SlTrackerMilestone) milestone = g_new0 (SlTrackerMilestone, 1);

  milestone->id = _sl_tracker_community_clean_id (row, "id");
  milestone->name = _sl_tracker_community_clean_line (row, "name", SL_TRACKER_MAX_NAME);
  milestone->description = _sl_tracker_community_clean_line (row, "description", MAX_DESCRIPTION);
  milestone->reached_at = SL_TIME_NONE;
  return milestone->id != NULL && milestone->name != NULL ? g_steal_pointer (&milestone) : NULL;
}

/* What is nested may be missing. */
static gpointer
read_reached (JsonObject *row)
{
  JsonObject *nested = sl_json_get_object (row, "milestone");
  SlTrackerMilestone *milestone = nested != NULL ? read_milestone (nested) : g_new0 (SlTrackerMilestone, 1);

  if (milestone == NULL)
    milestone = g_new0 (SlTrackerMilestone, 1);
  g_clear_pointer (&milestone->id, g_free);
  milestone->id = _sl_tracker_community_clean_id (row, "milestone_id");
  milestone->reached_at = _sl_tracker_community_read_time (row, "reached_at");
  if (milestone->id != NULL)
    return milestone;
  sl_tracker_milestone_free (milestone);
  return NULL;
}

static SlTrackerMilestone *
find (GPtrArray  *milestones,
      const char *id)
{
  for (guint i = 0; i < milestones->len; i++)
    {
      SlTrackerMilestone *milestone = g_ptr_array_index (milestones, i);

      if (g_str_equal (milestone->id, id))
        return milestone;
    }
  return NULL;
}

/** sl_tracker_progress_milestones: (transfer full) (nullable) (element-type SlTrackerMilestone): all, with when they were reached */
GPtrArray *
sl_tracker_progress_milestones (SlTrackerCommunity *self,
                                GError            **error)
{
  g_autoptr (GPtrArray) all = _sl_tracker_community_list (self, API "/progress/milestones", read_milestone, (GDestroyNotify) sl_tracker_milestone_free, error);
  g_autoptr (GPtrArray) mine = NULL;

  if (all == NULL)
    return NULL;
  mine = _sl_tracker_community_list (self, API "/progress/milestones/mine", read_reached, (GDestroyNotify) sl_tracker_milestone_free, error);
  if (mine == NULL)
    return NULL;
  for (guint i = 0; i < mine->len; i++)
    {
      SlTrackerMilestone *reached = g_ptr_array_index (mine, i), *milestone = find (all, reached->id);

      if (milestone != NULL)
        milestone->reached_at = reached->reached_at;
    }
  return g_steal_pointer (&all);
}

/** sl_tracker_progress_stats: @stats: (out) */
gboolean
sl_tracker_progress_stats (SlTrackerCommunity *self,
                           SlTrackerStats     *stats,
                           GError            **error)
{
  g_autoptr (JsonNode) node = _sl_tracker_community_get (self, API "/progress/stats", JSON_NODE_OBJECT, error);
  JsonObject *row = node != NULL ? json_node_get_object (node) : NULL;

  if (row == NULL)
    return FALSE;
  *stats = (SlTrackerStats) {
    .applications = MAX (sl_json_get_int (row, "total_applications", -1), -1),
    .offers = MAX (sl_json_get_int (row, "total_offers", -1), -1),
    .rejections = MAX (sl_json_get_int (row, "total_rejections", -1), -1),
    .reflections = MAX (sl_json_get_int (row, "total_reflections", -1), -1),
    .stages = MAX (sl_json_get_int (row, "total_stages", -1), -1),
    .contacts = MAX (sl_json_get_int (row, "total_contacts", -1), -1),
    .reminders = MAX (sl_json_get_int (row, "total_reminders_pending", -1), -1),
    .streak_days = MAX (sl_json_get_int (row, "streak_days", -1), -1),
    .milestones = MAX (sl_json_get_int (row, "milestones_reached", -1), -1),
  };
  return TRUE;
}

static double
read_rate (JsonObject *row,
           const char *member)
{
  double rate = sl_json_get_double (row, member, -1);

  return rate >= 0 && rate <= 1 ? rate : -1;
}

static void
tally_free (gpointer data)
{
  SlTrackerTally *tally = data;

  g_free (tally->word);
  g_free (tally);
}

static GPtrArray *
read_pipeline (JsonObject *row)
{
  GPtrArray *tallies = g_ptr_array_new_with_free_func (tally_free);
  JsonArray *pipeline = sl_json_get_array (row, "pipeline");

  for (guint i = 0; pipeline != NULL && i < MIN (json_array_get_length (pipeline), MAX_WORDS); i++)
    {
      JsonNode *node = json_array_get_element (pipeline, i);
      JsonObject *entry = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      char *word = entry != NULL ? _sl_tracker_community_clean_line (entry, "status", MAX_WORD) : NULL;
      SlTrackerTally *tally;

      if (word == NULL)
        continue;
      tally = g_new0 (SlTrackerTally, 1);
      *tally = (SlTrackerTally) { word, MAX (sl_json_get_int (entry, "count", 0), 0) };
      g_ptr_array_add (tallies, tally);
    }
  return tallies;
}

/**
 * sl_tracker_progress_dashboard:
 * @rates: (out)
 *
 * Returns: (transfer full) (nullable) (element-type SlTrackerTally): how many applications stand where; %NULL with @error set
 */
GPtrArray *
sl_tracker_progress_dashboard (SlTrackerCommunity *self,
                               SlTrackerRates     *rates,
                               GError            **error)
{
  g_autoptr (JsonNode) node = _sl_tracker_community_get (self, API "/analytics/dashboard", JSON_NODE_OBJECT, error);
  JsonObject *row = node != NULL ? json_node_get_object (node) : NULL;

  if (row == NULL)
    return NULL;
  *rates = (SlTrackerRates) { read_rate (row, "response_rate"), read_rate (row, "interview_rate"), read_rate (row, "offer_rate") };
  return read_pipeline (row);
}
