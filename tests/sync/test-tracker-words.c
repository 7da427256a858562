/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statuses on the way to both generations of the server and back: none is lost here, and nobody is said to have changed
 * what they didn't. */

#define G_LOG_DOMAIN "test-tracker-words"

#include "config.h"

#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-test.h"
#include "sl-tracker-words.h"

static const char *const newer_words[] = { "Open", "Applied", "Shortlisted", "Interview", "Offer", "Rejected", "Closed" };

static void
test_documented (void)
{
  for (guint i = 0; i < sl_enum_count (&sl_status_words); i++)
    {
      const char *word = sl_status_words.values[i].word;

      g_assert_cmpstr (sl_tracker_status_to_server (SL_TRACKER_DOCUMENTED, word, NULL), ==, word);
      g_assert_cmpstr (sl_tracker_status_from_server (SL_TRACKER_DOCUMENTED, word, SL_STATUS_OFFER), ==, word);
    }
  g_assert_cmpstr (sl_tracker_status_from_server (SL_TRACKER_UNKNOWN, "Paused", SL_STATUS_OFFER), ==, "Paused");
}

/* Every status that is sent comes back as what it was, from wherever it started. */
static void
test_there_and_back (void)
{
  for (guint i = 0; i < sl_enum_count (&sl_status_words); i++)
    for (guint k = 0; k < G_N_ELEMENTS (newer_words); k++)
      {
        const char *status = sl_status_words.values[i].word;
        const char *sent = sl_tracker_status_to_server (SL_TRACKER_NEWER, status, newer_words[k]);

        g_assert_true (g_strv_contains ((const char *const[]) { "Open", "Applied", "Shortlisted", "Interview", "Offer", "Rejected", "Closed", NULL }, sent));
        g_assert_cmpstr (sl_tracker_status_from_server (SL_TRACKER_NEWER, sent, status), ==, status);
        /* Nothing is sent again: what the server has then can stand for it. */
        g_assert_cmpstr (sl_tracker_status_to_server (SL_TRACKER_NEWER, status, sent), ==, sent);
      }
}

static void
test_newer (void)
{
  g_assert_cmpstr (sl_tracker_status_to_server (SL_TRACKER_NEWER, SL_STATUS_INTERVIEWING, NULL), ==, "Interview");
  g_assert_cmpstr (sl_tracker_status_to_server (SL_TRACKER_NEWER, SL_STATUS_INTERVIEWING, "Shortlisted"), ==, "Shortlisted");
  g_assert_cmpstr (sl_tracker_status_to_server (SL_TRACKER_NEWER, SL_STATUS_ACCEPTED, "Offer"), ==, "Closed");
  g_assert_cmpstr (sl_tracker_status_to_server (SL_TRACKER_NEWER, "Paused", NULL), ==, "Paused");

  g_assert_cmpstr (sl_tracker_status_from_server (SL_TRACKER_NEWER, "Open", NULL), ==, SL_STATUS_SAVED);
  g_assert_cmpstr (sl_tracker_status_from_server (SL_TRACKER_NEWER, "Shortlisted", SL_STATUS_APPLIED), ==, SL_STATUS_INTERVIEWING);
  g_assert_cmpstr (sl_tracker_status_from_server (SL_TRACKER_NEWER, "Closed", SL_STATUS_ACCEPTED), ==, SL_STATUS_ACCEPTED);
  g_assert_cmpstr (sl_tracker_status_from_server (SL_TRACKER_NEWER, "Closed", SL_STATUS_WITHDRAWN), ==, SL_STATUS_WITHDRAWN);
  /* Closed, but nobody said how: shown as it came. */
  g_assert_cmpstr (sl_tracker_status_from_server (SL_TRACKER_NEWER, "Closed", SL_STATUS_APPLIED), ==, "Closed");
  g_assert_cmpstr (sl_tracker_status_from_server (SL_TRACKER_NEWER, "Paused", NULL), ==, "Paused");
  /* and sent back as it came */
  g_assert_cmpstr (sl_tracker_status_to_server (SL_TRACKER_NEWER, "Closed", "Closed"), ==, "Closed");
}

static SlTrackerGeneration
guess (const char *words)
{
  g_autofree char *text = g_strdup_printf ("{\"components\":{\"schemas\":{\"ApplicationStatus\":{\"enum\":%s}}}}", words);
  g_autoptr (JsonObject) openapi = sl_json_parse_object (text, NULL);

  g_assert_nonnull (openapi);
  return sl_tracker_guess_generation (openapi);
}

static void
test_guess (void)
{
  g_assert_cmpint (guess ("[\"Saved\",\"Applied\",\"Interviewing\"]"), ==, SL_TRACKER_DOCUMENTED);
  g_assert_cmpint (guess ("[\"Open\",\"Applied\",\"Closed\"]"), ==, SL_TRACKER_NEWER);
  g_assert_cmpint (guess ("[\"New\", 1, null]"), ==, SL_TRACKER_UNKNOWN);
  g_assert_cmpint (guess ("\"Saved\""), ==, SL_TRACKER_UNKNOWN);
  g_assert_cmpint (sl_tracker_guess_generation (NULL), ==, SL_TRACKER_UNKNOWN);
}

int
main (int argc, char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/sync/tracker-words/documented", test_documented);
  g_test_add_func ("/sync/tracker-words/there-and-back", test_there_and_back);
  g_test_add_func ("/sync/tracker-words/newer", test_newer);
  g_test_add_func ("/sync/tracker-words/guess", test_guess);

  return g_test_run ();
}
