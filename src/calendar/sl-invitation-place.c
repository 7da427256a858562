/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an invitation says in words: where, about what, and who will be there. */

#define G_LOG_DOMAIN "sl-invitation-place"

#include "config.h"

#include <string.h>

#include "sl-invitation-private.h"
#include "sl-text.h"

#define MAX_TEXT 8000
#define MAX_PLACE 500
#define MAX_NAME 100
#define MAX_PEOPLE 20

/* Whose links lead into a call. */
static const char *const call_hosts[] = {
  "meet.google.com", "teams.microsoft.com", "teams.live.com", "zoom.us", "webex.com", "whereby.com", "meet.jit.si",
  "bigbluebutton", "gotomeeting.com", "gotomeet.me", "skype.com", "bluejeans.com", "chime.aws", "around.co", "livestorm.co",
};

/* Mail that anybody can have says nothing about where somebody works. */
static const char *const public_hosts[] = {
  "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "yahoo.com", "icloud.com", "me.com", "gmx.de", "gmx.net",
  "gmx.at", "gmx.ch", "web.de", "t-online.de", "proton.me", "protonmail.com", "posteo.de", "mailbox.org", "aol.com", "mail.ru",
  "yahoo.de", "yahoo.fr", "yahoo.co.uk", "ymail.com", "hotmail.de", "hotmail.fr", "hotmail.co.uk", "outlook.de", "live.de", "msn.com", "mac.com",
  "pm.me", "gmx.com", "gmx.eu", "freenet.de", "arcor.de", "tuta.com", "tutanota.com", "fastmail.com", "fastmail.fm", "hey.com", "zoho.com", "orange.fr",
  "free.fr", "laposte.net", "libero.it", "wp.pl", "yandex.ru", "qq.com", "163.com", NULL
};

/* Addresses there belong to a calendar or to a service that makes appointments, whoever uses it. */
static const char *const service_hosts[] = { "calendar.google.com", "imip.me.com", "calendly.com", "cal.com", "doodle.com", "zoom.us" };

/* Text */

static void
append_entity (GString     *out,
               const char **text)
{
  static const struct {
    const char *name;
    const char *text;
  } entities[] = { { "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" }, { "&#39;", "'" }, { "&nbsp;", " " } };

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    if (g_str_has_prefix (*text, entities[i].name))
      {
        g_string_append (out, entities[i].text);
        *text += strlen (entities[i].name);
        return;
      }
  g_string_append_c (out, *(*text)++);
}

static gboolean
ends_line (const char *tag)
{
  static const char *const names[] = { "<br", "<p", "</p", "<div", "</div", "<li", "</ul", "<tr", "<h" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strncasecmp (tag, names[i], strlen (names[i])) == 0)
      return TRUE;

  return FALSE;
}

/* Some write markup where plain text belongs. */
static gboolean
has_markup (const char *text)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);

  return strstr (lower, "<br") != NULL || strstr (lower, "</") != NULL || strstr (lower, "<p>") != NULL;
}

static char *
strip_markup (const char *text)
{
  GString *out = g_string_new (NULL);

  while (*text != '\0')
    {
      const char *close = *text == '<' && (g_ascii_isalpha (text[1]) || text[1] == '/') ? strchr (text, '>') : NULL;

      if (close != NULL)
        {
          if (ends_line (text))
            g_string_append_c (out, '\n');
          text = close + 1;
        }
      else if (*text == '&')
        {
          append_entity (out, &text);
        }
      else
        {
          g_string_append_c (out, *text++);
        }
    }

  return g_string_free_and_steal (out);
}

/* Rules made of signs, with which calendars set off their own text. */
static gboolean
is_rule (const char *line)
{
  return strlen (line) >= 8 && strspn (line, "-_=*~:.# ") == strlen (line);
}

char *
sl_invitation_clean_text (const char *text)
{
  g_autofree char *clean = text != NULL ? sl_text_sanitize (text, -1) : NULL;
  g_autofree char *plain = clean != NULL && has_markup (clean) ? strip_markup (clean) : g_strdup (clean);
  g_auto (GStrv) lines = plain != NULL ? g_strsplit (plain, "\n", -1) : NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean blank = TRUE;

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      g_strstrip (lines[i]);
      if (is_rule (lines[i]) || (*lines[i] == '\0' && blank))
        continue;
      blank = *lines[i] == '\0';
      g_string_append (out, lines[i]);
      g_string_append_c (out, '\n');
    }
  while (out->len > 0 && out->str[out->len - 1] == '\n')
    g_string_truncate (out, out->len - 1);

  return out->len > 0 ? sl_text_truncate_utf8 (out->str, MAX_TEXT) : NULL;
}

/* Place */

static gboolean
is_link (const char *text)
{
  return g_ascii_strncasecmp (text, "https://", 8) == 0 || g_ascii_strncasecmp (text, "http://", 7) == 0;
}

/* The first link in @text; @calls: only one that leads into a call. */
static char *
find_link (const char *text,
           gboolean    calls)
{
  for (const char *c = text; c != NULL && (c = strstr (c, "http")) != NULL; c++)
    {
      g_autofree char *link = is_link (c) ? g_strndup (c, strcspn (c, " \t\n<>\"')]")) : NULL;

      if (link == NULL || strlen (link) > MAX_PLACE)
        continue;
      if (!calls)
        return g_steal_pointer (&link);
      for (guint i = 0; i < G_N_ELEMENTS (call_hosts); i++)
        if (strstr (link, call_hosts[i]) != NULL)
          return g_steal_pointer (&link);
    }

  return NULL;
}

/* The link that the calendar itself gives for the call. */
static char *
find_call (icalcomponent *event)
{
  for (icalproperty *property = icalcomponent_get_first_property (event, ICAL_ANY_PROPERTY); property != NULL;
       property = icalcomponent_get_next_property (event, ICAL_ANY_PROPERTY))
    {
      icalproperty_kind kind = icalproperty_isa (property);
      const char *text = kind == ICAL_X_PROPERTY || kind == ICAL_CONFERENCE_PROPERTY ? icalproperty_get_value_as_string (property) : NULL;

      if (text != NULL && is_link (text))
        return sl_text_truncate_utf8 (text, MAX_PLACE);
    }

  return NULL;
}

/* "Microsoft Teams Meeting", "Zoom": a call without its link. */
static gboolean
is_vague (const char *location)
{
  static const char *const words[] = { "microsoft teams", "teams-besprechung", "zoom", "google meet", "online", "virtual", "webex", "video", "remote" };
  g_autofree char *fold = sl_text_fold (location);

  if (strlen (fold) > 60)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (fold, words[i]) != NULL)
      return TRUE;

  return FALSE;
}

char *
sl_invitation_find_place (icalcomponent *event,
                          const char    *description)
{
  const char *said = icalcomponent_get_location (event);
  g_autofree char *clean = said != NULL ? g_strdelimit (sl_text_sanitize (said, -1), "\n\t", ' ') : NULL;
  g_autofree char *location = clean != NULL ? sl_text_strip (clean) : NULL;
  icalproperty *url = icalcomponent_get_first_property (event, ICAL_URL_PROPERTY);
  g_autofree char *link = NULL;

  if (location != NULL && *location != '\0')
    {
      link = find_link (location, FALSE);
      if (link != NULL)
        return g_steal_pointer (&link);
      if (!is_vague (location))
        return sl_text_truncate_utf8 (location, MAX_PLACE);
    }

  link = find_call (event);
  if (link == NULL)
    link = find_link (description, TRUE);
  if (link == NULL && url != NULL)
    link = find_link (icalproperty_get_value_as_string (url), FALSE);
  if (link != NULL)
    return g_steal_pointer (&link);

  return location != NULL && *location != '\0' ? sl_text_truncate_utf8 (location, MAX_PLACE) : NULL;
}

/* People */

/* (nullable): the address behind "mailto:". */
static char *
get_address (const char *value)
{
  g_autofree char *address = NULL;

  if (value == NULL)
    return NULL;
  address = g_strstrip (g_ascii_strdown (g_ascii_strncasecmp (value, "mailto:", 7) == 0 ? value + 7 : value, -1));

  return strchr (address, '@') != NULL && strlen (address) <= 254 && strpbrk (address, " <>\n") == NULL ? g_steal_pointer (&address) : NULL;
}

static const char *
get_host (const char *address)
{
  const char *at = address != NULL ? strrchr (address, '@') : NULL;

  return at != NULL && at[1] != '\0' ? at + 1 : NULL;
}

/* (nullable): what they are called, where it isn't only the address again. */
static char *
get_name (icalproperty *property)
{
  icalparameter *parameter = icalproperty_get_first_parameter (property, ICAL_CN_PARAMETER);
  const char *said = parameter != NULL ? icalparameter_get_cn (parameter) : NULL;
  g_autofree char *clean = said != NULL ? g_strdelimit (sl_text_sanitize (said, -1), "\n\t\"", ' ') : NULL;
  g_autofree char *name = clean != NULL ? sl_text_strip (clean) : NULL;

  return name != NULL && *name != '\0' && strchr (name, '@') == NULL ? sl_text_truncate_utf8 (name, MAX_NAME) : NULL;
}

static gboolean
is_room (icalproperty *attendee)
{
  icalparameter *parameter = icalproperty_get_first_parameter (attendee, ICAL_CUTYPE_PARAMETER);
  icalparameter_cutype type = parameter != NULL ? icalparameter_get_cutype (parameter) : ICAL_CUTYPE_INDIVIDUAL;

  return type == ICAL_CUTYPE_ROOM || type == ICAL_CUTYPE_RESOURCE;
}

static void
add_once (GPtrArray  *list,
          const char *text)
{
  for (guint i = 0; i < list->len; i++)
    if (g_str_equal (list->pdata[i], text))
      return;
  g_ptr_array_add (list, g_strdup (text));
}

/* Also "group.calendar.google.com". */
static gboolean
is_service (const char *host)
{
  for (guint i = 0; i < G_N_ELEMENTS (service_hosts); i++)
    {
      gsize n = strlen (host), n_service = strlen (service_hosts[i]);

      if (g_str_has_suffix (host, service_hosts[i]) && (n == n_service || host[n - n_service - 1] == '.'))
        return TRUE;
    }

  return FALSE;
}

static void
add_host (GPtrArray  *hosts,
          const char *address)
{
  const char *host = get_host (address);

  if (host != NULL && !g_strv_contains (public_hosts, host) && !is_service (host))
    add_once (hosts, host);
}

static char **
end_list (GPtrArray *list)
{
  g_ptr_array_add (list, NULL);

  return (char **) g_ptr_array_steal (list, NULL);
}

void
sl_invitation_find_people (icalcomponent *event,
                           SlInvitation  *invitation)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) hosts = g_ptr_array_new_with_free_func (g_free);
  icalproperty *organizer = icalcomponent_get_first_property (event, ICAL_ORGANIZER_PROPERTY);
  const char *house = NULL;

  if (organizer != NULL)
    {
      invitation->organizer_email = get_address (icalproperty_get_value_as_string (organizer));
      invitation->organizer_name = get_name (organizer);
      house = get_host (invitation->organizer_email);
      add_host (hosts, invitation->organizer_email);
    }
  if (invitation->organizer_name != NULL)
    add_once (people, invitation->organizer_name);

  for (icalproperty *attendee = icalcomponent_get_first_property (event, ICAL_ATTENDEE_PROPERTY); attendee != NULL;
       attendee = icalcomponent_get_next_property (event, ICAL_ATTENDEE_PROPERTY))
    {
      g_autofree char *address = get_address (icalproperty_get_value_as_string (attendee));
      g_autofree char *name = get_name (attendee);
      const char *host = get_host (address);

      add_host (hosts, address);
      /* The person is invited, too, but doesn't work there. */
      if (name != NULL && people->len < MAX_PEOPLE && !is_room (attendee) && g_strcmp0 (host, house) == 0 && host != NULL &&
          !g_strv_contains (public_hosts, host))
        add_once (people, name);
    }

  invitation->people = end_list (people);
  invitation->hosts = end_list (hosts);
}
