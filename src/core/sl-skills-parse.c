/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Levels of a skill, and what a reflection's skill gaps hold: {"skill": "level"}, or what else was put there. */
#define G_LOG_DOMAIN "sl-skills-parse"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sl-json.h"
#include "sl-skills.h"
#include "sl-text.h"

#define MAX_NAME_CHARS 100
#define MAX_LEVEL_CHARS 60
/* Of one reflection. */
#define MAX_SKILLS 200

/* From little to much; the words of one rank mean much the same. */
static const struct {
  const char *word;
  guint rank;
  const char *label;
} levels[] = {
  { "none", 1, NC_("skill level", "None") },
  { "beginner", 2, NC_("skill level", "Beginner") },
  { "basic", 3, NC_("skill level", "Basic") },
  { "intermediate", 4, NC_("skill level", "Intermediate") },
  { "advanced", 5, NC_("skill level", "Advanced") },
  { "expert", 6, NC_("skill level", "Expert") },
};

static const struct {
  const char *word;
  guint rank;
} other_words[] = {
  { "missing", 1 }, { "no", 1 }, { "novice", 2 }, { "low", 2 }, { "weak", 2 }, { "learning", 2 }, { "basics", 3 }, { "elementary", 3 },
  { "some", 3 }, { "medium", 4 }, { "middle", 4 }, { "good", 4 }, { "proficient", 5 }, { "high", 5 }, { "strong", 5 }, { "very good", 5 },
  { "master", 6 }, { "excellent", 6 }, { "fluent", 6 },
};

static int
find_level (const char *folded)
{
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    if (g_str_equal (levels[i].word, folded))
      return (int) i;

  return -1;
}

/**
 * sl_skill_rank_level:
 * @level: (nullable): a person's word for how far they are
 *
 * Returns: 1 (none) to 6 (expert); 0 for a word that can't be compared
 */
guint
sl_skill_rank_level (const char *level)
{
  g_autofree char *folded = sl_text_fold (level != NULL ? level : "");
  int known = find_level (folded);

  if (known >= 0)
    return levels[known].rank;
  for (guint i = 0; i < G_N_ELEMENTS (other_words); i++)
    if (g_str_equal (other_words[i].word, folded))
      return other_words[i].rank;

  return 0;
}

/** sl_skill_level_label: Returns: (transfer none): the word of a common level in the person's language, others as they are */
const char *
sl_skill_level_label (const char *level)
{
  g_autofree char *folded = sl_text_fold (level != NULL ? level : "");
  int known = find_level (folded);

  return known >= 0 ? g_dpgettext2 (NULL, "skill level", levels[known].label) : level;
}

/** sl_skill_trend_label: Returns: (transfer none) (nullable): the trend for people; %NULL when it isn't known */
const char *
sl_skill_trend_label (SlSkillTrend trend)
{
  switch (trend)
    {
    case SL_SKILL_TREND_UP:
      return C_("skill trend", "Getting better");
    case SL_SKILL_TREND_DOWN:
      return C_("skill trend", "Slipping");
    case SL_SKILL_TREND_STEADY:
      return C_("skill trend", "Unchanged");
    case SL_SKILL_TREND_UNKNOWN:
    default:
      return NULL;
    }
}

typedef struct {
  SlSkillFunc func;
  gpointer data;
  guint n;
} Telling;

static char *
make_line (const char *text,
           gsize       max_chars)
{
  g_autofree char *clean = sl_text_sanitize (text, -1);
  g_autofree char *stripped = sl_text_strip (g_strdelimit (clean, "\n\t", ' '));

  return sl_text_truncate_utf8 (stripped, max_chars);
}

static void
tell (Telling    *telling,
      const char *name,
      const char *level)
{
  g_autofree char *clean_name = make_line (name, MAX_NAME_CHARS);
  g_autofree char *clean_level = make_line (level, MAX_LEVEL_CHARS);
  g_autofree char *folded = sl_text_fold (clean_name);

  if (*folded == '\0' || telling->n >= MAX_SKILLS)
    return;
  telling->n++;
  telling->func (clean_name, *clean_level != '\0' ? clean_level : NULL, telling->data);
}

/* (nullable) (transfer full): a level in one word. A number or what else may stand there says no more than itself. */
static char *
read_level (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return g_strdup (sl_json_get_string (json_node_get_object (node), "level", NULL));
  if (!JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  if (json_node_get_value_type (node) == G_TYPE_DOUBLE && isfinite (json_node_get_double (node)))
    return g_strdup_printf ("%g", json_node_get_double (node));

  return NULL;
}

static void
tell_member (JsonObject *object,
             const char *name,
             JsonNode   *node,
             gpointer    data)
{
  g_autofree char *level = read_level (node);

  tell (data, name, level);
}

/* ["skill"], [{"skill": "…", "level": "…"}] or [{"skill": "level"}] */
static void
tell_element (JsonArray *array,
              guint      index,
              JsonNode  *node,
              gpointer   data)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *name = object != NULL ? sl_json_get_string (object, "skill", sl_json_get_string (object, "name", NULL)) : NULL;

  if (name != NULL)
    tell (data, name, sl_json_get_string (object, "level", NULL));
  else if (object != NULL)
    json_object_foreach_member (object, tell_member, data);
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    tell (data, json_node_get_string (node), NULL);
}

/* "SQL, negotiation": plain words are skills without a level. */
static void
tell_words (Telling    *telling,
            const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, ",;\n", -1);

  for (guint i = 0; words[i] != NULL; i++)
    tell (telling, words[i], NULL);
}

/**
 * sl_skills_parse:
 * @json: (nullable): what a reflection's skill-gaps holds
 * @func: (scope call): gets each skill
 */
void
sl_skills_parse (const char  *json,
                 SlSkillFunc  func,
                 gpointer     data)
{
  g_autoptr (JsonNode) root = json != NULL && *json != '\0' ? sl_json_parse (json, -1, NULL) : NULL;
  Telling telling = { func, data, 0 };

  if (root == NULL && json != NULL)
    tell_words (&telling, json);
  else if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    json_object_foreach_member (json_node_get_object (root), tell_member, &telling);
  else if (root != NULL && JSON_NODE_HOLDS_ARRAY (root))
    json_array_foreach_element (json_node_get_array (root), tell_element, &telling);
  else if (root != NULL && JSON_NODE_HOLDS_VALUE (root) && json_node_get_value_type (root) == G_TYPE_STRING)
    tell_words (&telling, json_node_get_string (root));
}
