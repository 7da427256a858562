/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Short ways with json-glib: parsing with a message for people, members with a default, writing to text. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode   *sl_json_parse             (const char  *text,
                                       gssize       length,
                                       GError     **error);
JsonObject *sl_json_parse_object      (const char  *text,
                                       GError     **error);
JsonObject *sl_json_parse_object_bytes (GBytes     *bytes,
                                       GError     **error);
char       *sl_json_to_text           (JsonNode    *node,
                                       gboolean     pretty);
char       *sl_json_object_to_text    (JsonObject  *object,
                                       gboolean     pretty);

const char *sl_json_get_string        (JsonObject  *object,
                                       const char  *member,
                                       const char  *fallback);
gint64      sl_json_get_int           (JsonObject  *object,
                                       const char  *member,
                                       gint64       fallback);
double      sl_json_get_double        (JsonObject  *object,
                                       const char  *member,
                                       double       fallback);
gboolean    sl_json_get_boolean       (JsonObject  *object,
                                       const char  *member,
                                       gboolean     fallback);
JsonObject *sl_json_get_object        (JsonObject  *object,
                                       const char  *member);
JsonArray  *sl_json_get_array         (JsonObject  *object,
                                       const char  *member);
gboolean    sl_json_has_value         (JsonObject  *object,
                                       const char  *member);
void        sl_json_set_string        (JsonObject  *object,
                                       const char  *member,
                                       const char  *value);

G_END_DECLS
