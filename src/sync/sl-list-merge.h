/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields that hold a list or an object, merged entry by entry. */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode *sl_list_merge   (JsonNode *base,
                           JsonNode *mine,
                           JsonNode *theirs);
JsonNode *sl_object_merge (JsonNode *base,
                           JsonNode *mine,
                           JsonNode *theirs,
                           gboolean  mine_is_later,
                           gboolean *has_lost);

G_END_DECLS
