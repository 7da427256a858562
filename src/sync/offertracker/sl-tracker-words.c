/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Source: the lists of words in the two servers' own description (openapi.json). */

#define G_LOG_DOMAIN "sl-tracker-words"

#include "config.h"

#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-tracker-words.h"

#define ENUM_NAME "ApplicationStatus"

/* The newer generation's words and what each is here. Of several for one status the first is the one that is sent. */
static const struct {
  const char *there;
  const char *here;
} newer[] = {
  { "Open", SL_STATUS_SAVED },
  { "Applied", SL_STATUS_APPLIED },
  { "Interview", SL_STATUS_INTERVIEWING },
  { "Shortlisted", SL_STATUS_INTERVIEWING },
  { "Offer", SL_STATUS_OFFER },
  { "Rejected", SL_STATUS_REJECTED },
  { "Closed", SL_STATUS_ACCEPTED },
  { "Closed", SL_STATUS_WITHDRAWN },
};

static gboolean
holds (JsonArray *words, const char *word)
{
  for (guint i = 0; i < json_array_get_length (words); i++)
    if (g_strcmp0 (json_array_get_string_element (words, i), word) == 0)
      return TRUE;
  return FALSE;
}

/**
 * sl_tracker_guess_generation:
 * @openapi: (nullable): what the server says of itself under /api/v1/openapi.json
 *
 * Returns: which words it has
 */
SlTrackerGeneration
sl_tracker_guess_generation (JsonObject *openapi)
{
  JsonObject *components = openapi != NULL ? sl_json_get_object (openapi, "components") : NULL;
  JsonObject *schemas = components != NULL ? sl_json_get_object (components, "schemas") : NULL;
  JsonObject *schema = schemas != NULL ? sl_json_get_object (schemas, ENUM_NAME) : NULL;
  JsonArray *words = schema != NULL ? sl_json_get_array (schema, "enum") : NULL;

  if (words == NULL)
    return SL_TRACKER_UNKNOWN;
  if (holds (words, SL_STATUS_SAVED) && holds (words, SL_STATUS_INTERVIEWING))
    return SL_TRACKER_DOCUMENTED;
  if (holds (words, "Open") && holds (words, "Closed"))
    return SL_TRACKER_NEWER;
  return SL_TRACKER_UNKNOWN;
}

/* Whether the server's @word can stand for @status. */
static gboolean
stands_for (const char *word, const char *status)
{
  for (gsize i = 0; i < G_N_ELEMENTS (newer); i++)
    if (g_strcmp0 (newer[i].there, word) == 0 && g_strcmp0 (newer[i].here, status) == 0)
      return TRUE;
  return FALSE;
}

/**
 * sl_tracker_status_from_server:
 * @word: what the server has
 * @present: (nullable): the status here. What @word can stand for stays: nobody changed it.
 *
 * "Closed" may mean several things. As long as nobody said which, it is shown as it came, like any unknown word.
 *
 * Returns: (transfer none): the status here, valid as long as @word and @present are
 */
const char *
sl_tracker_status_from_server (SlTrackerGeneration generation,
                               const char         *word,
                               const char         *present)
{
  const char *found = NULL;
  guint n_found = 0;

  if (generation != SL_TRACKER_NEWER)
    return word;
  if (stands_for (word, present))
    return present;
  for (gsize i = 0; i < G_N_ELEMENTS (newer); i++)
    if (g_strcmp0 (newer[i].there, word) == 0)
      {
        found = newer[i].here;
        n_found++;
      }
  return n_found == 1 ? found : word;
}

/**
 * sl_tracker_status_to_server:
 * @status: the status here
 * @present: (nullable): what the server has; stays where it can stand for @status
 *
 * Returns: (transfer none): what to send, valid as long as @status and @present are
 */
const char *
sl_tracker_status_to_server (SlTrackerGeneration generation,
                             const char         *status,
                             const char         *present)
{
  if (generation != SL_TRACKER_NEWER)
    return status;
  if (stands_for (present, status))
    return present;
  for (gsize i = 0; i < G_N_ELEMENTS (newer); i++)
    if (g_strcmp0 (newer[i].here, status) == 0)
      return newer[i].there;
  return status;
}
