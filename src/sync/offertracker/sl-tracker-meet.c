/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two sides that meet for the first time. What looks the same is tied, so nothing may be made there before all that is there
 * was seen: what wasn't on a list that changed while it was read would come to stand there twice. */

#define G_LOG_DOMAIN "sl-tracker-meet"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-error.h"
#include "sl-tracker-sync-private.h"

/** _sl_tracker_has_untied: whether there is a living record of @kind here that is no row of the server, as far as is known */
gboolean
_sl_tracker_has_untied (SlConnection *connection,
                        SlKind        kind)
{
  g_autofree char *sql = g_strdup_printf ("SELECT EXISTS (SELECT 1 FROM %s AS a WHERE a.deleted_at IS NULL AND NOT EXISTS"
                                          " (SELECT 1 FROM sync_shadow AS s WHERE s.kind = %d AND s.id = a.id))", sl_kind_get_info (kind)->table, (int) kind);

  return sl_connection_get_integer (connection, sql, 1) != 0;
}

/** _sl_tracker_note_met: after @scan was taken over: whether it told all that there is */
void
_sl_tracker_note_met (SlTrackerSync *self,
                      SlTrackerScan *scan)
{
  if (self->first && !scan->is_whole)
    self->unmet_kinds |= BIT (scan->kind);
}

static gpointer
find_unmet (SlConnection *connection,
            gpointer      data,
            GCancellable *cancellable,
            GError      **error)
{
  SlTrackerSync *self = data;

  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    if (self->unmet_kinds & BIT (kind) && _sl_tracker_has_untied (connection, kind))
      return GINT_TO_POINTER (2);
  return GINT_TO_POINTER (1);
}

/** _sl_tracker_check_met: after all lists: FALSE with @error set if something here may be there, too, and wasn't seen */
gboolean
_sl_tracker_check_met (SlTrackerSync *self,
                       GError       **error)
{
  int found = self->unmet_kinds != 0 ? GPOINTER_TO_INT (self->port->read (self->port, find_unmet, self, error)) : 1;

  if (found == 2)
    g_set_error_literal (error, SL_ERROR, SL_ERROR_FAILED,
                         _("What is on the server changed while it was read for the first time. Shortlist tries again later; nothing is lost."));
  return found == 1;
}
