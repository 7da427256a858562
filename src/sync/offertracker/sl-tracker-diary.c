/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The server's diary: what of it tells that an application has a tag or a paper more. Nothing else does, but its lists, which have
 * their turn. A hint and no more: what the diary lacks (what was taken away) those lists tell later. */

#define G_LOG_DOMAIN "sl-tracker-diary"

#include "config.h"

#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-tracker-sync-private.h"

#define PAGE 100
/* After a long time without a round the lists tell soon enough. */
#define MAX_PAGES 5
/* A round may have read the lists so long before it ended. */
#define OVERLAP (600 * G_USEC_PER_SEC)

/* State of one look. */
typedef struct {
  gint64 since; /* by the server's clock */
  GPtrArray *applications; /* ids there */
} Diary;

static gpointer
read_since (SlConnection *connection,
            gpointer      data,
            GCancellable *cancellable,
            GError      **error)
{
  SlTrackerSync *self = data;

  return g_memdup2 (&(gint64) { sl_connection_get_integer (connection, "SELECT last_success FROM sync_account", 0) + self->offset - OVERLAP }, sizeof (gint64));
}

/* @goes_on: (out): whether there may be more of it that is new */
static void
read_entry (Diary      *diary,
            JsonObject *entry,
            gboolean   *goes_on)
{
  const char *action = sl_json_get_string (entry, "action", "");
  const char *application = sl_json_get_string (entry, "application_id", NULL);

  *goes_on = _sl_tracker_get_time (entry, "created_at") >= diary->since;
  if (*goes_on && application != NULL && (g_str_equal (action, "Tag Assigned") || g_str_equal (action, "Document Added")))
    g_ptr_array_add (diary->applications, g_strdup (application));
}

static gboolean
read_page (SlTrackerSync *self,
           Diary         *diary,
           guint          page,
           gboolean      *goes_on,
           GError       **error)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/analytics/activity?skip=%u&limit=%d", page * PAGE, PAGE);
  SlReplyState state;
  g_autoptr (SlTrackerAnswer) answer = _sl_tracker_ask (self, "GET", path, NULL, &state);
  JsonArray *list = answer->verdict == SL_TRACKER_DONE && JSON_NODE_HOLDS_ARRAY (answer->body) ? json_node_get_array (answer->body) : NULL;
  guint n = list != NULL ? json_array_get_length (list) : 0;

  if (state != SL_REPLY_CAME || answer->verdict == SL_TRACKER_SIGN_IN || answer->verdict == SL_TRACKER_LATER)
    return _sl_tracker_fail (self, answer, state, error);
  *goes_on = n == PAGE;
  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      gboolean is_new = FALSE;

      if (JSON_NODE_HOLDS_OBJECT (node))
        read_entry (diary, json_node_get_object (node), &is_new);
      *goes_on = *goes_on && is_new;
    }
  return TRUE;
}

static gboolean
note_due (SlConnection *connection,
          SlChangeset  *changes,
          gpointer      data,
          GError      **error)
{
  GPtrArray *applications = data;

  for (guint i = 0; i < applications->len; i++)
    if (!sl_shadow_set_papers_due (connection, g_ptr_array_index (applications, i), error))
      return FALSE;
  return TRUE;
}

/** _sl_tracker_read_diary: notes of which applications the papers and tags are to be read in this round */
gboolean
_sl_tracker_read_diary (SlTrackerSync *self,
                        GError       **error)
{
  g_autoptr (GPtrArray) applications = g_ptr_array_new_with_free_func (g_free);
  g_autofree gint64 *since = NULL;
  Diary diary = { 0, applications };
  gboolean goes_on = TRUE;

  /* Then all of them are new here. */
  if (self->first || self->looks_only)
    return TRUE;
  since = self->port->read (self->port, read_since, self, error);
  if (since == NULL)
    return FALSE;
  diary.since = *since;
  for (guint page = 0; goes_on && page < MAX_PAGES; page++)
    if (!read_page (self, &diary, page, &goes_on, error))
      return FALSE;
  return applications->len == 0 || self->port->write (self->port, note_due, applications, error);
}
