/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-deeds-quiet"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-deeds-private.h"
#include "sl-deeds-quiet.h"
#include "sl-error.h"
#include "sl-store-query.h"

/**
 * sl_deed_follow_up:
 * @ids: (array zero-terminated=1): applications
 *
 * Returns: (transfer full): the changeset
 */
SlChangeset *
sl_deed_follow_up (const char *const *ids,
                   SlClock           *clock)
{
  SlChangeset *changeset;
  guint n = g_strv_length ((char **) ids);

  g_return_val_if_fail (SL_IS_CLOCK (clock), NULL);

  changeset = sl_deed_new (SL_DEED_FOLLOW_UP, SL_KIND_APPLICATION);
  sl_deed_set_count (changeset, n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SlRecord) event = sl_record_new (SL_KIND_EVENT);

      sl_record_set_text (event, SL_EVENT_APPLICATION_ID, ids[i]);
      sl_record_set_text (event, SL_EVENT_TYPE, SL_EVENT_TYPE_NOTE);
      sl_record_set_text (event, SL_EVENT_LABEL, _("Followed up"));
      sl_record_set_integer (event, SL_EVENT_OCCURRED_AT, sl_clock_get_now (clock));
      sl_record_set_text (event, SL_EVENT_ACTOR, "user");
      sl_changeset_insert (changeset, event);
      sl_changeset_update_text (changeset, SL_KIND_APPLICATION, ids[i], SL_APPLICATION_QUIET_UNTIL, NULL);
    }

  return changeset;
}

/**
 * sl_deed_snooze_quiet:
 * @ids: (array zero-terminated=1): applications
 * @days: how long
 *
 * Returns: (transfer full): the changeset
 */
SlChangeset *
sl_deed_snooze_quiet (const char *const *ids,
                      int                days,
                      SlClock           *clock)
{
  SlChangeset *changeset;
  char until[SL_DAY_ISO_SIZE];

  g_return_val_if_fail (ids != NULL && SL_IS_CLOCK (clock), NULL);

  sl_day_format_iso (sl_clock_get_today (clock) + days, until);
  changeset = sl_deed_new (SL_DEED_SNOOZE_QUIET, SL_KIND_APPLICATION);
  for (guint i = 0; ids[i] != NULL; i++)
    sl_changeset_update_text (changeset, SL_KIND_APPLICATION, ids[i], SL_APPLICATION_QUIET_UNTIL, until);

  return changeset;
}

/* Where it was before it was given up: a round since then says that it goes on, otherwise the history knows. */
static const char *
find_status_before (SlRecord   *application,
                    GPtrArray  *events,
                    GPtrArray  *stages,
                    SlClock    *clock)
{
  gint64 since = sl_record_get_integer (application, SL_APPLICATION_STATUS_SINCE, 0);
  const char *status = NULL;
  char day[SL_DAY_ISO_SIZE];

  sl_day_format_iso (sl_day_from_time (since, sl_clock_get_time_zone (clock)), day);
  for (guint i = 0; i < events->len; i++)
    {
      SlRecord *event = g_ptr_array_index (events, i);

      if (g_strcmp0 (sl_record_get_text (event, SL_EVENT_TO_STATUS), SL_STATUS_REJECTED) == 0 && !sl_record_is_null (event, SL_EVENT_FROM_STATUS))
        status = sl_record_get_text (event, SL_EVENT_FROM_STATUS);
    }
  for (guint i = 0; i < stages->len; i++)
    {
      const char *date = sl_record_get_text (g_ptr_array_index (stages, i), SL_STAGE_DATE);

      if (date != NULL && strcmp (date, day) >= 0 && (status == NULL || g_str_equal (status, SL_STATUS_APPLIED)))
        return SL_STATUS_INTERVIEWING;
    }

  return status != NULL && sl_status_is_open (status) ? status : SL_STATUS_APPLIED;
}

/**
 * sl_deed_reopen:
 * @id: an application
 * @error: %SL_ERROR_CONFLICT: it isn't marked as no response
 *
 * Returns: (transfer full) (nullable): the changeset
 */
SlChangeset *
sl_deed_reopen (SlConnection  *connection,
                const char    *id,
                SlClock       *clock,
                GError       **error)
{
  g_autoptr (SlRecord) application = sl_store_read_record (connection, SL_KIND_APPLICATION, id, error);
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GPtrArray) stages = NULL;
  SlChangeset *changeset;
  const char *status;

  if (application == NULL)
    return NULL;
  if (g_strcmp0 (sl_record_get_text (application, SL_APPLICATION_STATUS_DETAIL), SL_DETAIL_NO_RESPONSE) != 0)
    {
      g_set_error (error, SL_ERROR, SL_ERROR_CONFLICT, _("The application at %s isn’t marked as no response any more."),
                   sl_record_get_text (application, SL_APPLICATION_COMPANY_NAME));
      return NULL;
    }
  events = sl_store_read_children (connection, SL_KIND_EVENT, id, error);
  stages = events != NULL ? sl_store_read_children (connection, SL_KIND_STAGE, id, error) : NULL;
  if (stages == NULL)
    return NULL;

  status = find_status_before (application, events, stages, clock);
  changeset = sl_deed_new (SL_DEED_REOPEN_APPLICATION, SL_KIND_APPLICATION);
  sl_deed_name_application (changeset, application);
  sl_deed_set_subject (changeset, SL_SUBJECT_STATUS, status);
  sl_deed_update_status (changeset, id, status, NULL);

  return changeset;
}

/**
 * sl_deed_keep_closed:
 * @application: marked as no response
 *
 * Returns: (transfer full): the changeset; what comes after that proposes again
 */
SlChangeset *
sl_deed_keep_closed (SlRecord *application,
                     SlClock  *clock)
{
  gint64 last = sl_record_get_integer (application, SL_APPLICATION_LAST_ACTIVITY, 0);
  SlChangeset *changeset = sl_deed_new (SL_DEED_KEEP_CLOSED, SL_KIND_APPLICATION);
  char until[SL_DAY_ISO_SIZE];

  sl_day_format_iso (MAX (sl_clock_get_today (clock), sl_day_from_time (last, sl_clock_get_time_zone (clock))), until);
  sl_deed_name_application (changeset, application);
  sl_changeset_update_text (changeset, SL_KIND_APPLICATION, sl_record_get_id (application), SL_APPLICATION_QUIET_UNTIL, until);

  return changeset;
}

typedef struct {
  char *id;
  SlClock *clock;
} Reopening;

static void
reopening_free (gpointer data)
{
  Reopening *self = data;

  g_free (self->id);
  g_object_unref (self->clock);
  g_free (self);
}

static gpointer
build_reopening (SlConnection  *connection,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  Reopening *reopening = data;

  return sl_deed_reopen (connection, reopening->id, reopening->clock, error);
}

/** sl_deed_reopen_async: as sl_deed_reopen(), on the writer thread, and applies it */
void
sl_deed_reopen_async (SlContext           *context,
                      const char          *id,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  Reopening *reopening = g_new0 (Reopening, 1);

  reopening->id = g_strdup (id);
  reopening->clock = g_object_ref (sl_context_get_clock (context));
  sl_deed_build_async (context, build_reopening, reopening, reopening_free, cancellable, callback, user_data);
}
