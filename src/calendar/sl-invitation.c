/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-invitation.h. */

#define G_LOG_DOMAIN "sl-invitation"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-count.h"
#include "sl-encoding.h"
#include "sl-error.h"
#include "sl-invitation-private.h"
#include "sl-text.h"

/* How far into a file its beginning is looked for. */
#define MAX_LOOK 4096

void
sl_invitation_free (SlInvitation *self)
{
  if (self == NULL)
    return;
  g_free (self->uid);
  g_free (self->summary);
  g_free (self->description);
  g_free (self->location);
  g_free (self->place);
  g_free (self->organizer_name);
  g_free (self->organizer_email);
  g_strfreev (self->people);
  g_strfreev (self->hosts);
  g_free (self->zone);
  g_free (self->unknown_zone);
  g_free (self);
}

/* Gaps */

static SlInvitationGaps *
gaps_new (void)
{
  SlInvitationGaps *self = g_new0 (SlInvitationGaps, 1);

  self->undated = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
sl_invitation_gaps_free (SlInvitationGaps *self)
{
  g_ptr_array_unref (self->undated);
  g_free (self);
}

/** sl_invitation_gaps_count: Returns: how many events are left out, as far as that is known */
guint
sl_invitation_gaps_count (SlInvitationGaps *self)
{
  return self->undated->len + self->n_cut + self->n_beyond;
}

static void
describe_undated (SlInvitationGaps *self,
                  guint             n_named,
                  GPtrArray        *sentences)
{
  guint n = MIN (self->undated->len, n_named), n_more = self->undated->len - n;

  for (guint i = 0; i < n; i++)
    {
      const char *title = self->undated->pdata[i];
      g_autofree char *shown = *title != '\0' ? sl_text_isolate (title) : g_strdup (_("Untitled"));

      /* Translators: an event of a calendar */
      g_ptr_array_add (sentences, g_strdup_printf (_("“%s” has no date that can be read. If it is an interview, add the round by hand."), shown));
    }
  if (n_more > 0)
    g_ptr_array_add (sentences, g_strdup_printf (ngettext ("%s more event has no date that can be read.", "%s more events have no date that can be read.", n_more), SL_COUNT (n_more)));
}

/**
 * sl_invitation_gaps_describe:
 * @n_named: of the events without a date, so many are named; the rest is counted
 *
 * Returns: (transfer full) (element-type utf8): what of the file isn't among its events, a sentence each
 */
GPtrArray *
sl_invitation_gaps_describe (SlInvitationGaps *self,
                             guint             n_named)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);

  describe_undated (self, n_named, sentences);
  if (self->n_cut > 0)
    g_ptr_array_add (sentences, g_strdup_printf (ngettext ("%s event breaks off in the middle and was left out. Save the calendar once more and import that.",
                                                           "%s events break off in the middle and were left out. Save the calendar once more and import that.", self->n_cut),
                                                 SL_COUNT (self->n_cut)));
  else if (self->is_cut)
    g_ptr_array_add (sentences, g_strdup (_("The file ends before the calendar does; what came after is missing. Save the calendar once more and import that.")));
  if (self->n_beyond > 0)
    g_ptr_array_add (sentences, g_strdup_printf (ngettext ("The file has %s event more than are read at once; it was left out. Save a shorter time as a file of its own and import that, too.",
                                                           "The file has %s events more than are read at once; they were left out. Save a shorter time as a file of its own and import that, too.", self->n_beyond),
                                                 SL_COUNT (self->n_beyond)));

  return sentences;
}

/* libical keeps its ways for the whole program. */
static void
set_up_libical (void)
{
  static gsize done;

  if (g_once_init_enter (&done))
    {
      icalerror_set_errors_are_fatal (FALSE);
      /* What it can't make sense of is left out, not explained within the file. */
      ical_set_unknown_token_handling_setting (ICAL_DISCARD_TOKEN);
      g_once_init_leave (&done, 1);
    }
}

/* What is gathered of a file. */
typedef struct {
  GPtrArray *invitations;
  SlInvitationGaps *gaps;
  icalcomponent *zones;
  GTimeZone *own_zone;
} Reading;

static void
read_calendar (Reading       *self,
               icalcomponent *calendar)
{
  gboolean cancelled = icalcomponent_get_method (calendar) == ICAL_METHOD_CANCEL;

  /* Not the walk that the component keeps itself: there is one only, and reading an event looks for its zone. */
  for (icalcompiter walk = icalcomponent_begin_component (calendar, ICAL_VEVENT_COMPONENT); icalcompiter_deref (&walk) != NULL;
       icalcompiter_next (&walk))
    {
      SlInvitation *invitation = sl_invitation_read_event (icalcompiter_deref (&walk), self->zones, self->own_zone);

      if (invitation == NULL)
        {
          g_ptr_array_add (self->gaps->undated, sl_invitation_read_summary (icalcompiter_deref (&walk)));
          continue;
        }
      invitation->cancelled |= cancelled;
      g_ptr_array_add (self->invitations, invitation);
    }
}

static int
compare_starts (gconstpointer a,
                gconstpointer b)
{
  const SlInvitation *first = *(SlInvitation *const *) a, *second = *(SlInvitation *const *) b;

  return (first->start > second->start) - (first->start < second->start);
}

static void
read_calendars (Reading       *self,
                icalcomponent *root)
{
  if (icalcomponent_isa (root) == ICAL_VCALENDAR_COMPONENT)
    read_calendar (self, root);
  else
    for (icalcompiter walk = icalcomponent_begin_component (root, ICAL_VCALENDAR_COMPONENT); icalcompiter_deref (&walk) != NULL;
         icalcompiter_next (&walk))
      read_calendar (self, icalcompiter_deref (&walk));
}

static void
read_text (Reading    *self,
           const char *text)
{
  g_auto (SlInvitationLines) lines = { 0 };
  icalcomponent *root;
  guint n_whole;

  set_up_libical ();
  sl_invitation_filter_lines (text, &lines);
  self->zones = icalparser_parse_string (lines.zones->str);
  root = icalparser_parse_string (lines.events->str);
  if (root != NULL && self->zones != NULL)
    read_calendars (self, root);
  g_clear_pointer (&root, icalcomponent_free);
  g_clear_pointer (&self->zones, icalcomponent_free);
  g_ptr_array_sort (self->invitations, compare_starts);

  self->gaps->is_cut = lines.is_cut;
  self->gaps->n_cut = lines.n_cut;
  self->gaps->n_beyond = lines.n_events > SL_INVITATION_MAX_EVENTS ? lines.n_events - SL_INVITATION_MAX_EVENTS : 0;
  /* What libical made nothing of counts, too. */
  n_whole = lines.n_events - self->gaps->n_beyond - lines.n_cut;
  while (self->invitations->len + self->gaps->undated->len < n_whole)
    g_ptr_array_add (self->gaps->undated, g_strdup (""));
}

/**
 * sl_invitation_is:
 * @bytes: a file
 *
 * Returns: whether it looks like a calendar file
 */
gboolean
sl_invitation_is (GBytes *bytes)
{
  g_autoptr (GBytes) head = g_bytes_new_from_bytes (bytes, 0, MIN (g_bytes_get_size (bytes), MAX_LOOK));
  g_autoptr (GBytes) utf8 = sl_encoding_to_utf8 (head, NULL, NULL);
  g_autofree char *text = utf8 != NULL ? sl_text_sanitize (g_bytes_get_data (utf8, NULL), (gssize) g_bytes_get_size (utf8)) : NULL;
  g_autofree char *upper = text != NULL ? g_ascii_strup (text, -1) : NULL;

  return upper != NULL && strstr (upper, "BEGIN:VCALENDAR") != NULL;
}

/**
 * sl_invitation_read:
 * @bytes: a calendar file, in any encoding
 * @own_zone: the zone that times without one are in
 * @gaps: (out) (optional) (transfer full): what else there is in it
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type SlInvitation): the events in it, the earliest first, at least one; %NULL with
 *   %SL_ERROR_PARSE or %SL_ERROR_TOO_LARGE
 */
GPtrArray *
sl_invitation_read (GBytes            *bytes,
                    GTimeZone         *own_zone,
                    SlInvitationGaps **gaps,
                    GError           **error)
{
  g_autoptr (GPtrArray) invitations = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_invitation_free);
  g_autoptr (SlInvitationGaps) left_out = gaps_new ();
  Reading reading = { invitations, left_out, NULL, own_zone };
  g_autoptr (GBytes) utf8 = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (bytes != NULL && own_zone != NULL, NULL);

  if (g_bytes_get_size (bytes) > SL_INVITATION_MAX_SIZE)
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_TOO_LARGE, _("The file is too large for an invitation. Save the one event as a file of its own and open that."));
      return NULL;
    }
  if (!sl_invitation_is (bytes))
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_PARSE, _("This is not a calendar file. Save the invitation’s attachment that ends in .ics and open that."));
      return NULL;
    }

  utf8 = sl_encoding_to_utf8 (bytes, NULL, error);
  if (utf8 == NULL)
    return NULL;
  text = sl_text_sanitize (g_bytes_get_data (utf8, NULL), (gssize) g_bytes_get_size (utf8));
  read_text (&reading, text);
  if (invitations->len == 0)
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_PARSE,
                           left_out->n_cut > 0 ? _("This calendar file breaks off in the middle of an event. Save the invitation once more and open that.")
                                               : _("There is no event with a date in this calendar file. Add the round by hand."));
      return NULL;
    }
  if (gaps != NULL)
    *gaps = g_steal_pointer (&left_out);

  return g_steal_pointer (&invitations);
}
