/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps of reading an invitation: lines worth reading, one event, and what is said in words. */

#pragma once

#include "sl-calendar-private.h"
#include "sl-invitation.h"

G_BEGIN_DECLS

/* More than anybody has appointments in a file of that size. */
#define SL_INVITATION_MAX_EVENTS 20000

/**
 * SlInvitationLines: what is left of a file that libical may see.
 * @events: calendars of whole events
 * @zones: a calendar of the zones of all of them
 * @n_events: that began, those that are too many included
 * @n_cut: of these, without an end
 * @is_cut: the file ends before its calendar does
 */
typedef struct {
  GString *events;
  GString *zones;
  guint n_events;
  guint n_cut;
  gboolean is_cut;
} SlInvitationLines;

/* sl-invitation-lines.c */
void sl_invitation_filter_lines (const char *text, SlInvitationLines *lines);
void sl_invitation_lines_clear (SlInvitationLines *lines);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SlInvitationLines, sl_invitation_lines_clear)

/* sl-invitation-read.c: NULL: without a date that makes sense. @zones: a calendar of the zones that its times may be in. */
SlInvitation *sl_invitation_read_event (icalcomponent *event, icalcomponent *zones, GTimeZone *own_zone);
/* What is said of it, in one line; empty: nothing. (transfer full) */
char *sl_invitation_read_summary (icalcomponent *event);

/* sl-invitation-place.c: of @event; each (nullable) (transfer full). */
char *sl_invitation_find_place (icalcomponent *event, const char *description);
char *sl_invitation_clean_text (const char *text);
void sl_invitation_find_people (icalcomponent *event, SlInvitation *invitation);

G_END_DECLS
