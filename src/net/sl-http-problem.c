/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why no reply came, in sentences for people: what is wrong, and who can do something about it. */
#define G_LOG_DOMAIN "sl-http-transport"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-http-private.h"
#include "sl-text.h"

/* In the order in which they matter: a certificate can have several faults. */
static const struct
{
  GTlsCertificateFlags flag;
  const char *words;
} faults[] = {
  { G_TLS_CERTIFICATE_REVOKED, N_ ("The certificate of %s was revoked, so the connection can’t be trusted. Tell those who run the server.") },
  { G_TLS_CERTIFICATE_BAD_IDENTITY, N_ ("The certificate that %s shows is made out to another server. Check the address.") },
  { G_TLS_CERTIFICATE_EXPIRED, N_ ("The certificate of %s has expired. Check this computer’s date; if it is right, tell those who run the server.") },
  { G_TLS_CERTIFICATE_NOT_ACTIVATED, N_ ("The certificate of %s isn’t valid yet. Check this computer’s date; if it is right, tell those who run the server.") },
  { G_TLS_CERTIFICATE_UNKNOWN_CA, N_ ("The certificate of %s comes from nobody that this computer trusts. Check the address, or ask those who run the server.") },
  { G_TLS_CERTIFICATE_INSECURE, N_ ("The certificate of %s uses a method that isn’t secure any more. Tell those who run the server.") },
};

static const char *
explain_certificate (GTlsCertificateFlags flags)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    if (flags & faults[i].flag)
      return _ (faults[i].words);

  return _ ("The certificate of %s can’t be trusted. Tell those who run the server.");
}

static const char *
explain_tls (SoupMessage *message,
             const GError *error)
{
  GTlsCertificateFlags flags = soup_message_get_tls_peer_certificate_errors (message);

  if (flags != 0 || error->code == G_TLS_ERROR_BAD_CERTIFICATE)
    return explain_certificate (flags);
  if (error->code == G_TLS_ERROR_CERTIFICATE_REQUIRED)
    return _ ("%s asks for a certificate of your own, which Shortlist doesn’t have. Ask those who run the server.");

  return _ ("%s offers no secure connection at this address. Check the address and its port.");
}

static const char *
explain_io (int code)
{
  switch (code)
    {
    case G_IO_ERROR_CONNECTION_REFUSED:
      return _ ("%s takes no connections: nothing runs at this address, or not just now. Check the address and its port, or try again later.");
    case G_IO_ERROR_HOST_UNREACHABLE:
    case G_IO_ERROR_NETWORK_UNREACHABLE:
    case G_IO_ERROR_HOST_NOT_FOUND:
      return _ ("There is no way to %s just now. Check your connection to the network.");
    case G_IO_ERROR_TIMED_OUT:
      return _ ("%s didn’t answer in time. It may be busy; try again later.");
    case G_IO_ERROR_CANCELLED:
      return _ ("The request to %s was stopped.");
    case G_IO_ERROR_MESSAGE_TOO_LARGE:
      return _ ("%s sent more than Shortlist takes at once. Tell those who run the server.");
    case G_IO_ERROR_PROXY_FAILED:
    case G_IO_ERROR_PROXY_AUTH_FAILED:
    case G_IO_ERROR_PROXY_NEED_AUTH:
    case G_IO_ERROR_PROXY_NOT_ALLOWED:
      return _ ("The proxy doesn’t let Shortlist through to %s. Check the proxy in the network settings.");
    case G_IO_ERROR_INVALID_DATA:
      return _ ("What %s sent can’t be read. Check the address, or try again later.");
    case G_IO_ERROR_INVALID_ARGUMENT:
      return _ ("What should be sent to %s is no request. Sign in again.");
    default:
      return _ ("The connection to %s broke off. Try again later.");
    }
}

static const char *
explain_name (int code)
{
  return code == G_RESOLVER_ERROR_NOT_FOUND
             ? _ ("No server has the name %s. Check the address.")
             : _ ("The name %s can’t be looked up just now. Check your connection to the network.");
}

/**
 * _sl_http_explain:
 * @message: what was sent, or should have been
 * @error: what went wrong
 *
 * Returns: (transfer full): a sentence that says so and what can be done
 */
char *
_sl_http_explain (SoupMessage *message,
                  const GError *error)
{
  g_autofree char *host = sl_text_isolate (g_uri_get_host (soup_message_get_uri (message)));
  const char *words;

  if (error->domain == G_TLS_ERROR)
    words = explain_tls (message, error);
  else if (error->domain == G_RESOLVER_ERROR)
    words = explain_name (error->code);
  else if (error->domain == SOUP_SESSION_ERROR)
    words = _ ("What came from %s is no answer of a web server. Check the address and its port.");
  else
    words = explain_io (error->domain == G_IO_ERROR ? error->code : G_IO_ERROR_FAILED);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (words, host);
#pragma GCC diagnostic pop
}
