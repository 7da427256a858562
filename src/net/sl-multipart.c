/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-multipart"

#include "config.h"

#include <libsoup/soup.h>

#include "sl-multipart.h"

/**
 * sl_multipart_build_file:
 * @field: of the form
 * @name: of the file
 * @type: its media type
 * @content_type: (out) (transfer full): of the body
 *
 * Returns: (transfer full): the body
 */
GBytes *
sl_multipart_build_file (const char *field,
                         const char *name,
                         const char *type,
                         GBytes *contents,
                         char **content_type)
{
  SoupMultipart *multipart = soup_multipart_new (SOUP_FORM_MIME_TYPE_MULTIPART);
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  GBytes *body = NULL;

  soup_multipart_append_form_file (multipart, field, name, type, contents);
  soup_multipart_to_message (multipart, headers, &body);
  *content_type = g_strdup (soup_message_headers_get_one (headers, "Content-Type"));
  soup_message_headers_unref (headers);
  soup_multipart_free (multipart);

  return body;
}
