/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the questions that a round holds. The field is a JSON list of texts; what else a server, a file or an older
 * version may have left there is taken for what it most likely means. */
#define G_LOG_DOMAIN "sl-questions-parse"

#include "config.h"

#include "sl-json.h"
#include "sl-questions.h"
#include "sl-text.h"

/* A question, not a transcript: what is longer stays whole in its round. */
#define MAX_CHARS 1000
/* Of one round. */
#define MAX_QUESTIONS 500
#define MAX_DEPTH 4

typedef struct {
  GStrvBuilder *builder;
  guint n;
} Found;

static void
take_text (Found      *found,
           const char *text)
{
  g_autofree char *clean = sl_text_sanitize (text, -1);
  g_autofree char *stripped = sl_text_strip (clean);

  if (*stripped == '\0' || found->n >= MAX_QUESTIONS)
    return;
  found->n++;
  g_strv_builder_take (found->builder, sl_text_truncate_utf8 (stripped, MAX_CHARS));
}

/* A text is a question a line: people paste lists. */
static void
take_lines (Found      *found,
            const char *text)
{
  g_auto (GStrv) lines = g_strsplit_set (text, "\n\r", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    take_text (found, lines[i]);
}

static void take_node (Found *found, JsonNode *node, guint depth);

static void
take_array (Found     *found,
            JsonArray *array,
            guint      depth)
{
  guint n = json_array_get_length (array);

  for (guint i = 0; i < n && found->n < MAX_QUESTIONS; i++)
    take_node (found, json_array_get_element (array, i), depth);
}

/* {"question": "…"}, or a list within an object. */
static void
take_object (Found      *found,
             JsonObject *object,
             guint       depth)
{
  static const char *const members[] = { "question", "text", "title", "questions" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (sl_json_has_value (object, members[i]))
      {
        take_node (found, json_object_get_member (object, members[i]), depth);
        return;
      }
}

static void
take_node (Found    *found,
           JsonNode *node,
           guint     depth)
{
  if (depth == 0)
    return;
  if (JSON_NODE_HOLDS_ARRAY (node))
    take_array (found, json_node_get_array (node), depth - 1);
  else if (JSON_NODE_HOLDS_OBJECT (node))
    take_object (found, json_node_get_object (node), depth - 1);
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    take_lines (found, json_node_get_string (node));
}

/**
 * sl_questions_parse:
 * @json: (nullable): what a round's questions-asked holds
 *
 * Returns: (transfer full) (array zero-terminated=1): its questions, in their order
 */
char **
sl_questions_parse (const char *json)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  Found found = { builder, 0 };
  g_autoptr (JsonNode) root = json != NULL && *json != '\0' ? sl_json_parse (json, -1, NULL) : NULL;

  if (root != NULL)
    take_node (&found, root, MAX_DEPTH);
  else if (json != NULL)
    take_lines (&found, json);

  return g_strv_builder_end (builder);
}
