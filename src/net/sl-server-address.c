/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-server-address.h. Passwords and tokens go to these addresses: what is doubtful is refused. */
#define G_LOG_DOMAIN "sl-server-address"

#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "sl-error.h"
#include "sl-server-address.h"
#include "sl-text.h"

#define EXAMPLE "https://tracker.example.org"

/* Nothing is decoded: what stands in the path goes to the server as it is. */
#define URI_FLAGS (G_URI_FLAGS_ENCODED | G_URI_FLAGS_SCHEME_NORMALIZE)

/**
 * sl_server_address_is_loopback:
 * @host: a host's name or address, without brackets
 *
 * Returns: %TRUE if it is this computer, whose connections nobody else can read
 */
gboolean
sl_server_address_is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return address != NULL ? g_inet_address_get_is_loopback (address) : g_ascii_strcasecmp (host, "localhost") == 0;
}

static void
set_invalid (GError **error,
             const char *message)
{
  g_set_error_literal (error, SL_ERROR, SL_ERROR_INVALID, message);
}

static void
set_unreadable (GError **error)
{
  g_set_error (error, SL_ERROR, SL_ERROR_INVALID, _ ("That isn’t the address of a server. It should look like %s."), EXAMPLE);
}

static gboolean
check_parts (GUri *uri,
             GError **error)
{
  const char *host = g_uri_get_host (uri);

  if (host == NULL || host[0] == '\0')
    set_unreadable (error);
  else if (g_uri_get_userinfo (uri) != NULL)
    set_invalid (error, _ ("Leave the name and the password out of the address; sign in with them instead."));
  else if (g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    set_invalid (error, _ ("Leave out what stands after “?” or “#” in the address."));
  else if (g_str_equal (g_uri_get_scheme (uri), "https") ||
           (g_str_equal (g_uri_get_scheme (uri), "http") && sl_server_address_is_loopback (host)))
    return TRUE;
  else if (g_str_equal (g_uri_get_scheme (uri), "http"))
    set_invalid (error, _ ("With http, others could read your password on its way. Use an address that begins with https://."));
  else
    set_invalid (error, _ ("The address of a server begins with https://."));

  return FALSE;
}

/* What people type without a scheme is meant to be secure; on this computer nothing has a certificate. */
static char *
complete (const char *text)
{
  g_autoptr (GUri) guess = NULL;
  g_autofree char *secure = NULL;

  if (strstr (text, "://") != NULL)
    return g_strdup (text);

  secure = g_strconcat ("https://", text, NULL);
  guess = g_uri_parse (secure, URI_FLAGS, NULL);
  if (guess != NULL && g_uri_get_host (guess) != NULL && sl_server_address_is_loopback (g_uri_get_host (guess)))
    return g_strconcat ("http://", text, NULL);

  return g_steal_pointer (&secure);
}

/* What GLib would write in percent: nobody types it. */
static gboolean
has_control (const char *text)
{
  for (; *text != '\0'; text++)
    if (g_ascii_iscntrl (*text))
      return TRUE;

  return FALSE;
}

static gboolean
is_ascii (const char *text)
{
  for (; *text != '\0'; text++)
    if (!g_ascii_isgraph (*text))
      return FALSE;

  return TRUE;
}

static char *
write_address (GUri *uri,
               GError **error)
{
  g_autofree char *host = g_hostname_to_ascii (g_uri_get_host (uri));
  g_autofree char *path = g_strdup (g_uri_get_path (uri));
  g_autofree char *folded = host != NULL ? g_ascii_strdown (host, -1) : NULL;
  g_autofree char *joined = NULL;

  if (folded == NULL || !is_ascii (folded) || !is_ascii (path))
    {
      set_unreadable (error);
      return NULL;
    }
  while (g_str_has_suffix (path, "/"))
    path[strlen (path) - 1] = '\0';

  joined = g_uri_join (URI_FLAGS, g_uri_get_scheme (uri), NULL, folded, g_uri_get_port (uri), path, NULL, NULL);
  if (g_str_has_suffix (joined, "/"))
    joined[strlen (joined) - 1] = '\0';

  return g_steal_pointer (&joined);
}

/**
 * sl_server_address_normalize:
 * @text: what a person typed or what was kept
 *
 * Reads a server's address: https, or http on this computer alone; a path is allowed, as servers may lie below one.
 * Without a scheme https is meant.
 *
 * Returns: (transfer full) (nullable): its one form, without a slash at the end, in which two equal addresses are equal
 *   text; %NULL with %SL_ERROR_INVALID
 */
char *
sl_server_address_normalize (const char *text,
                             GError **error)
{
  g_autofree char *stripped = sl_text_strip (text);
  g_autofree char *whole = NULL;
  g_autoptr (GUri) uri = NULL;

  if (stripped == NULL || stripped[0] == '\0')
    {
      g_set_error (error, SL_ERROR, SL_ERROR_INVALID, _ ("Enter the server’s address, such as %s."), EXAMPLE);
      return NULL;
    }

  whole = complete (stripped);
  if (g_utf8_validate (whole, -1, NULL) && !has_control (whole))
    uri = g_uri_parse (whole, URI_FLAGS, NULL);
  if (uri == NULL)
    {
      set_unreadable (error);
      return NULL;
    }

  return check_parts (uri, error) ? write_address (uri, error) : NULL;
}
