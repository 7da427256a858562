/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-invitation.h. */

#define G_LOG_DOMAIN "sl-invitation"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-encoding.h"
#include "sl-error.h"
#include "sl-invitation-private.h"
#include "sl-text.h"

/* How far into a file its beginning is looked for. */
#define MAX_LOOK 4096

void
sl_invitation_free (SlInvitation *self)
{
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

static void
read_calendar (icalcomponent *calendar,
               GTimeZone     *own_zone,
               GPtrArray     *invitations)
{
  gboolean cancelled = icalcomponent_get_method (calendar) == ICAL_METHOD_CANCEL;

  /* Not the walk that the component keeps itself: there is one only, and reading an event looks for its zone. */
  for (icalcompiter walk = icalcomponent_begin_component (calendar, ICAL_VEVENT_COMPONENT); icalcompiter_deref (&walk) != NULL;
       icalcompiter_next (&walk))
    {
      SlInvitation *invitation = sl_invitation_read_event (icalcompiter_deref (&walk), calendar, own_zone);

      if (invitation == NULL)
        continue;
      invitation->cancelled |= cancelled;
      g_ptr_array_add (invitations, invitation);
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
read_text (const char *text,
           GTimeZone  *own_zone,
           GPtrArray  *invitations)
{
  g_autofree char *lines = sl_invitation_filter_lines (text);
  icalcomponent *root;

  set_up_libical ();
  root = icalparser_parse_string (lines);
  if (root == NULL)
    return;

  if (icalcomponent_isa (root) == ICAL_VCALENDAR_COMPONENT)
    read_calendar (root, own_zone, invitations);
  else
    for (icalcompiter walk = icalcomponent_begin_component (root, ICAL_VCALENDAR_COMPONENT); icalcompiter_deref (&walk) != NULL;
         icalcompiter_next (&walk))
      read_calendar (icalcompiter_deref (&walk), own_zone, invitations);
  icalcomponent_free (root);
  g_ptr_array_sort (invitations, compare_starts);
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
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type SlInvitation): the events in it, the earliest first, at least one; %NULL with
 *   %SL_ERROR_PARSE or %SL_ERROR_TOO_LARGE
 */
GPtrArray *
sl_invitation_read (GBytes     *bytes,
                    GTimeZone  *own_zone,
                    GError    **error)
{
  g_autoptr (GPtrArray) invitations = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_invitation_free);
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
  read_text (text, own_zone, invitations);
  if (invitations->len == 0)
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_PARSE, _("There is no event with a date in this calendar file. Add the round by hand."));
      return NULL;
    }

  return g_steal_pointer (&invitations);
}
