/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The server's description of itself, as far as a client looks at it: paths with their methods, and the enums, by which the
 * generations are told apart. */
#define G_LOG_DOMAIN "sl-model-server"

#include "config.h"

#include <string.h>

#include "sl-model-call.h"

static void
write_paths (GString *json)
{
  guint n;
  const SlModelRoute *routes = sl_model_routes (&n);
  g_autoptr (GHashTable) written = g_hash_table_new (g_str_hash, g_str_equal);

  g_string_append (json, "\"paths\":{");
  for (guint i = 0; i < n; i++)
    {
      gboolean first = TRUE;

      if (!g_hash_table_add (written, (gpointer) routes[i].path))
        continue;

      g_string_append_printf (json, "%s\"%s\":{", i > 0 ? "," : "", routes[i].path);
      for (guint k = i; k < n; k++)
        if (strcmp (routes[k].path, routes[i].path) == 0)
          {
            g_autofree char *method = g_ascii_strdown (routes[k].method, -1);

            g_string_append_printf (json, "%s\"%s\":{\"responses\":{\"%u\":{\"description\":\"Successful Response\"}}}", first ? "" : ",", method, routes[k].ok);
            first = FALSE;
          }
      g_string_append_c (json, '}');
    }
  g_string_append (json, "},");
}

static void
write_enums (SlModelCall *call,
             GString     *json)
{
  gboolean first = TRUE;

  g_string_append (json, "\"components\":{\"schemas\":{");
  for (SlModelWords words = SL_MODEL_STATUS_WORDS; words < SL_MODEL_N_WORDS; words++)
    {
      const char *name = sl_model_words_name (words);
      const char *const *list = sl_model_words (words, call->profile);

      if (name == NULL || words == SL_MODEL_VISIBILITY_WORDS)
        continue;

      g_string_append_printf (json, "%s\"%s\":{\"type\":\"string\",\"enum\":[", first ? "" : ",", name);
      for (guint i = 0; list[i] != NULL; i++)
        g_string_append_printf (json, "%s\"%s\"", i > 0 ? "," : "", list[i]);
      g_string_append_printf (json, "],\"title\":\"%s\"}", name);
      first = FALSE;
    }
  g_string_append (json, "}}");
}

/* GET /openapi.json */
void
sl_model_do_openapi (SlModelCall *call)
{
  GString *json = g_string_new ("{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"OfferTracker API\",\"version\":\"1.0.0\"},");

  write_paths (json);
  write_enums (call, json);
  g_string_append_c (json, '}');
  sl_model_call_json (call, json);
}
