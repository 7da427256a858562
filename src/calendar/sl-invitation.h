/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads calendar files that come by mail: invitations to an interview, their updates and their cancelling, as Outlook,
 * Google and others write them. Knows nothing of job searches; believes nothing the file says of its own size and sense. */

#pragma once

#include "sl-date.h"

G_BEGIN_DECLS

/* More bytes than any invitation has. */
#define SL_INVITATION_MAX_SIZE (4 * 1024 * 1024)

/**
 * SlInvitation:
 * @uid: the organizer's name for the event, the same in all its updates; one made of what it says where there is none
 * @sequence: greater in a later update
 * @cancelled: it won't take place
 * @repeats: it is the first of several
 * @is_part: it is about one date of an event that repeats, not about all of it:
 * @part_day: the day that this date was on, in its zone; %SL_DAY_NONE: it can't be read, or all of the event is meant
 * @part_time: the same moment; %SL_TIME_NONE: a whole day
 * @summary: its title; may be empty
 * @description: (nullable): its text, without markup
 * @location: (nullable): where, as the file says it
 * @place: (nullable): address or link, also when it is said elsewhere than there
 * @organizer_name: (nullable): who invites
 * @organizer_email: (nullable): their address
 * @people: (array zero-terminated=1): the organizer and those from the same house
 * @hosts: (array zero-terminated=1): domains of all the addresses in it, but for those that say nothing about where somebody works
 * @day: when, in @zone
 * @minute: since midnight, -1: the whole day
 * @zone: (nullable): in the IANA database; %NULL: where the person is
 * @start: the same moment in microseconds since 1970 UTC; a whole day's midnight where the person is
 * @minutes: how long; 0: isn't said
 * @unknown_zone: (nullable): the file's name for a zone that nobody knows; the time was taken for the person's own
 */
typedef struct {
  char *uid;
  int sequence;
  gboolean cancelled;
  gboolean repeats;
  gboolean is_part;
  SlDay part_day;
  gint64 part_time;
  char *summary;
  char *description;
  char *location;
  char *place;
  char *organizer_name;
  char *organizer_email;
  char **people;
  char **hosts;
  SlDay day;
  int minute;
  char *zone;
  gint64 start;
  int minutes;
  char *unknown_zone;
} SlInvitation;

/**
 * SlInvitationGaps: what of a file isn't among its events.
 * @undated: (element-type utf8): titles of events without a date that can be read; may be empty
 * @n_cut: events that break off in the middle
 * @n_beyond: events after the most that are read of one file
 * @is_cut: the file ends before its calendar does
 */
typedef struct {
  GPtrArray *undated;
  guint n_cut;
  guint n_beyond;
  gboolean is_cut;
} SlInvitationGaps;

/* @gaps: (nullable) (transfer full): what was left out; set with the events */
GPtrArray *sl_invitation_read (GBytes            *bytes,
                               GTimeZone         *own_zone,
                               SlInvitationGaps **gaps,
                               GError           **error);
gboolean   sl_invitation_is   (GBytes     *bytes);
/* @self: (nullable) */
void       sl_invitation_free (SlInvitation *self);

/* A sentence each, at most @n_named of them for single events; an empty array: nothing was left out. */
GPtrArray *sl_invitation_gaps_describe (SlInvitationGaps *self,
                                        guint             n_named);
guint      sl_invitation_gaps_count    (SlInvitationGaps *self);
void       sl_invitation_gaps_free     (SlInvitationGaps *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlInvitationGaps, sl_invitation_gaps_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlInvitation, sl_invitation_free)

G_END_DECLS
