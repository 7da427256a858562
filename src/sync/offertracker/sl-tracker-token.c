/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-tracker-token.h. A token is the server's word: read with care, and never believed for more than its times. */

#define G_LOG_DOMAIN "sl-tracker-token"

#include "config.h"

#include <string.h>

#include "sl-json.h"
#include "sl-tracker-token.h"

/* A longer one isn't a token, and would not fit into a line of a request. */
#define MAX_LENGTH 8192
/* Seconds since 1970: what lies beyond is no date, and mustn't overflow as microseconds. */
#define LATEST (G_GINT64_CONSTANT (253402300799))

/** sl_tracker_token_is_usable: Returns: whether @token can stand in a request's line */
gboolean
sl_tracker_token_is_usable (const char *token)
{
  const char *end = token;

  if (token == NULL)
    return FALSE;
  while (g_ascii_isgraph (*end))
    end++;

  return end != token && *end == '\0' && end - token <= MAX_LENGTH;
}

/* (nullable): what stands in the middle of the three parts */
static JsonObject *
read_claims (const char *token)
{
  g_auto (GStrv) parts = g_strsplit (token, ".", 4);
  g_autofree char *base64 = NULL, *text = NULL;
  g_autofree guchar *data = NULL;
  gsize length;

  if (g_strv_length (parts) != 3)
    return NULL;

  base64 = g_strconcat (parts[1], &"==="[(strlen (parts[1]) + 3) % 4], NULL);
  g_strdelimit (base64, "-", '+');
  g_strdelimit (base64, "_", '/');
  data = g_base64_decode (base64, &length);
  if (!g_utf8_validate_len ((const char *) data, length, NULL))
    return NULL;
  text = g_strndup ((const char *) data, length);

  return sl_json_parse_object (text, NULL);
}

static gint64
read_time (JsonObject *claims,
           const char *member)
{
  gint64 seconds = sl_json_get_int (claims, member, 0);

  return seconds > 0 && seconds <= LATEST ? seconds * G_USEC_PER_SEC : 0;
}

/**
 * sl_tracker_token_read:
 * @token: any text
 * @begins: (out): when it was given, microseconds since 1970 UTC by the server's clock; 0: it doesn't say
 * @ends: (out): until when it is good; 0: it doesn't say
 */
void
sl_tracker_token_read (const char *token,
                       gint64 *begins,
                       gint64 *ends)
{
  g_autoptr (JsonObject) claims = sl_tracker_token_is_usable (token) ? read_claims (token) : NULL;

  *begins = claims != NULL ? read_time (claims, "iat") : 0;
  *ends = claims != NULL ? read_time (claims, "exp") : 0;
}
