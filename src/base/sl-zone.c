/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-zone.h. No state; the zones themselves are the system's. */
#define G_LOG_DOMAIN "sl-zone"

#include "config.h"

#include <string.h>

#include "sl-zone.h"

/* Longer is no name of a zone. */
#define MAX_NAME 64

/* What Windows and Exchange call the zones, and the zone of the IANA database that stands for it, after the public
 * tables of the Unicode consortium (territory 001). */
static const struct {
  const char *windows;
  const char *name;
} windows_zones[] = {
  { "AUS Central Standard Time", "Australia/Darwin" },
  { "AUS Eastern Standard Time", "Australia/Sydney" },
  { "Afghanistan Standard Time", "Asia/Kabul" },
  { "Alaskan Standard Time", "America/Anchorage" },
  { "Arab Standard Time", "Asia/Riyadh" },
  { "Arabian Standard Time", "Asia/Dubai" },
  { "Arabic Standard Time", "Asia/Baghdad" },
  { "Argentina Standard Time", "America/Argentina/Buenos_Aires" },
  { "Atlantic Standard Time", "America/Halifax" },
  { "Azerbaijan Standard Time", "Asia/Baku" },
  { "Azores Standard Time", "Atlantic/Azores" },
  { "Bahia Standard Time", "America/Bahia" },
  { "Bangladesh Standard Time", "Asia/Dhaka" },
  { "Belarus Standard Time", "Europe/Minsk" },
  { "Canada Central Standard Time", "America/Regina" },
  { "Caucasus Standard Time", "Asia/Yerevan" },
  { "Cen. Australia Standard Time", "Australia/Adelaide" },
  { "Central America Standard Time", "America/Guatemala" },
  { "Central Asia Standard Time", "Asia/Almaty" },
  { "Central Brazilian Standard Time", "America/Cuiaba" },
  { "Central Europe Standard Time", "Europe/Budapest" },
  { "Central European Standard Time", "Europe/Warsaw" },
  { "Central Pacific Standard Time", "Pacific/Guadalcanal" },
  { "Central Standard Time", "America/Chicago" },
  { "Central Standard Time (Mexico)", "America/Mexico_City" },
  { "China Standard Time", "Asia/Shanghai" },
  { "E. Africa Standard Time", "Africa/Nairobi" },
  { "E. Australia Standard Time", "Australia/Brisbane" },
  { "E. Europe Standard Time", "Europe/Chisinau" },
  { "E. South America Standard Time", "America/Sao_Paulo" },
  { "Eastern Standard Time", "America/New_York" },
  { "Eastern Standard Time (Mexico)", "America/Cancun" },
  { "Egypt Standard Time", "Africa/Cairo" },
  { "Ekaterinburg Standard Time", "Asia/Yekaterinburg" },
  { "FLE Standard Time", "Europe/Kiev" },
  { "Fiji Standard Time", "Pacific/Fiji" },
  { "GMT Standard Time", "Europe/London" },
  { "GTB Standard Time", "Europe/Bucharest" },
  { "Georgian Standard Time", "Asia/Tbilisi" },
  { "Greenland Standard Time", "America/Godthab" },
  { "Greenwich Standard Time", "Atlantic/Reykjavik" },
  { "Hawaiian Standard Time", "Pacific/Honolulu" },
  { "India Standard Time", "Asia/Kolkata" },
  { "Iran Standard Time", "Asia/Tehran" },
  { "Israel Standard Time", "Asia/Jerusalem" },
  { "Jordan Standard Time", "Asia/Amman" },
  { "Korea Standard Time", "Asia/Seoul" },
  { "Mauritius Standard Time", "Indian/Mauritius" },
  { "Middle East Standard Time", "Asia/Beirut" },
  { "Montevideo Standard Time", "America/Montevideo" },
  { "Morocco Standard Time", "Africa/Casablanca" },
  { "Mountain Standard Time", "America/Denver" },
  { "Mountain Standard Time (Mexico)", "America/Mazatlan" },
  { "Myanmar Standard Time", "Asia/Yangon" },
  { "N. Central Asia Standard Time", "Asia/Novosibirsk" },
  { "Namibia Standard Time", "Africa/Windhoek" },
  { "Nepal Standard Time", "Asia/Kathmandu" },
  { "New Zealand Standard Time", "Pacific/Auckland" },
  { "Newfoundland Standard Time", "America/St_Johns" },
  { "North Asia Standard Time", "Asia/Krasnoyarsk" },
  { "Pacific SA Standard Time", "America/Santiago" },
  { "Pacific Standard Time", "America/Los_Angeles" },
  { "Pacific Standard Time (Mexico)", "America/Tijuana" },
  { "Pakistan Standard Time", "Asia/Karachi" },
  { "Paraguay Standard Time", "America/Asuncion" },
  { "Romance Standard Time", "Europe/Paris" },
  { "Russian Standard Time", "Europe/Moscow" },
  { "SA Eastern Standard Time", "America/Cayenne" },
  { "SA Pacific Standard Time", "America/Bogota" },
  { "SA Western Standard Time", "America/La_Paz" },
  { "SE Asia Standard Time", "Asia/Bangkok" },
  { "Singapore Standard Time", "Asia/Singapore" },
  { "South Africa Standard Time", "Africa/Johannesburg" },
  { "Sri Lanka Standard Time", "Asia/Colombo" },
  { "Taipei Standard Time", "Asia/Taipei" },
  { "Tasmania Standard Time", "Australia/Hobart" },
  { "Tokyo Standard Time", "Asia/Tokyo" },
  { "Turkey Standard Time", "Europe/Istanbul" },
  { "US Eastern Standard Time", "America/Indiana/Indianapolis" },
  { "US Mountain Standard Time", "America/Phoenix" },
  { "UTC", "UTC" },
  { "Ulaanbaatar Standard Time", "Asia/Ulaanbaatar" },
  { "Venezuela Standard Time", "America/Caracas" },
  { "Vladivostok Standard Time", "Asia/Vladivostok" },
  { "W. Australia Standard Time", "Australia/Perth" },
  { "W. Central Africa Standard Time", "Africa/Lagos" },
  { "W. Europe Standard Time", "Europe/Berlin" },
  { "West Asia Standard Time", "Asia/Tashkent" },
  { "West Pacific Standard Time", "Pacific/Port_Moresby" },
  /* Other spellings that are met. */
  { "Etc/UTC", "UTC" },
  { "Etc/GMT", "UTC" },
  { "GMT", "UTC" },
  { "Z", "UTC" },
  { "tzone://Microsoft/Utc", "UTC" },
};

/* A name may come from a stranger's file, and GLib takes it for the name of a file. */
static gboolean
is_harmless (const char *name)
{
  gsize length = strlen (name);

  if (length == 0 || length > MAX_NAME || strstr (name, "..") != NULL || name[0] == '/' || name[length - 1] == '/')
    return FALSE;
  if (strspn (name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/") != length)
    return FALSE;

  /* Without a slash it may be a rule such as "CET-1CEST", which is no name. */
  return strchr (name, '/') != NULL || g_str_equal (name, "UTC");
}

/**
 * sl_zone_find:
 * @name: (nullable): a name of the IANA database
 *
 * Returns: (nullable) (transfer full): that zone; %NULL when there is none of that name
 */
GTimeZone *
sl_zone_find (const char *name)
{
  return name != NULL && is_harmless (name) ? g_time_zone_new_identifier (name) : NULL;
}

static gboolean
is_zone (const char *name)
{
  g_autoptr (GTimeZone) zone = sl_zone_find (name);

  return zone != NULL;
}

/* "(UTC+01:00) Amsterdam, Berlin…" and the like say too little for a name of a zone. */
static const char *
find_windows_zone (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (windows_zones); i++)
    if (g_ascii_strcasecmp (windows_zones[i].windows, text) == 0)
      return windows_zones[i].name;

  return NULL;
}

/**
 * sl_zone_guess_name:
 * @text: (nullable): what a calendar file calls a zone: "Europe/Berlin", "W. Europe Standard Time",
 *   "/mozilla.org/20050126_1/Europe/Berlin"…
 *
 * Returns: (nullable) (transfer full): the name in the IANA database, of a zone that sl_zone_find() finds
 */
char *
sl_zone_guess_name (const char *text)
{
  g_autofree char *stripped = NULL;
  const char *known;

  if (text == NULL || strlen (text) > 4 * MAX_NAME)
    return NULL;

  stripped = g_strstrip (g_strdup (text));
  if (strlen (stripped) > 1 && stripped[0] == '"' && g_str_has_suffix (stripped, "\""))
    {
      stripped[strlen (stripped) - 1] = '\0';
      memmove (stripped, stripped + 1, strlen (stripped));
    }
  known = find_windows_zone (stripped);
  if (known != NULL)
    return is_zone (known) ? g_strdup (known) : NULL;

  /* Behind any prefix: from the first slash on, from the second… */
  for (const char *name = stripped; name != NULL;)
    {
      if (is_zone (name))
        return g_strdup (name);
      name = strchr (name, '/');
      if (name != NULL)
        name++;
    }

  return NULL;
}

/**
 * sl_zone_get_name:
 * @zone: a zone
 *
 * Returns: (nullable) (transfer full): its name in the IANA database; %NULL when the system knows it only by its rules
 */
char *
sl_zone_get_name (GTimeZone *zone)
{
  return sl_zone_guess_name (g_time_zone_get_identifier (zone));
}

/**
 * sl_zone_format_label:
 * @name: a name of the IANA database
 *
 * Returns: (transfer full): the place in it, for people: "New York"
 */
char *
sl_zone_format_label (const char *name)
{
  const char *slash = strrchr (name, '/');

  return g_strdelimit (g_strdup (slash != NULL ? slash + 1 : name), "_", ' ');
}
