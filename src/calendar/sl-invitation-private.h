/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps of reading an invitation: lines worth reading, one event, and what is said in words. */

#pragma once

#include "sl-calendar-private.h"
#include "sl-invitation.h"

G_BEGIN_DECLS

/* sl-invitation-lines.c: what is left of @text that libical may see. NULL: no calendar file, or one that is made to do harm. */
char *sl_invitation_filter_lines (const char *text);

/* sl-invitation-read.c: NULL: without a date that makes sense. */
SlInvitation *sl_invitation_read_event (icalcomponent *event, icalcomponent *calendar, GTimeZone *own_zone);

/* sl-invitation-place.c: of @event; each (nullable) (transfer full). */
char *sl_invitation_find_place (icalcomponent *event, const char *description);
char *sl_invitation_clean_text (const char *text);
void sl_invitation_find_people (icalcomponent *event, SlInvitation *invitation);

G_END_DECLS
