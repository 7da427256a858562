/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-skills.h. Levels and what a reflection holds are read in sl-skills-parse.c. */
#define G_LOG_DOMAIN "sl-skills"

#include "config.h"

#include <string.h>

#include "sl-skills.h"
#include "sl-text.h"

struct _SlSkill {
  GObject parent_instance;

  char *name;
  char *key;
  GPtrArray *mentions; /* SlSkillMention, newest first */
};

G_DEFINE_FINAL_TYPE (SlSkill, sl_skill, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_NAME,
  PROP_KEY,
  PROP_N_MENTIONS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
mention_free (gpointer data)
{
  SlSkillMention *mention = data;

  g_free (mention->reflection_id);
  g_free (mention->application_id);
  g_free (mention->company);
  g_free (mention->role);
  g_free (mention->level);
  g_free (mention->plan);
  g_free (mention);
}

static void
sl_skill_finalize (GObject *object)
{
  SlSkill *self = SL_SKILL (object);

  g_free (self->name);
  g_free (self->key);
  g_ptr_array_unref (self->mentions);

  G_OBJECT_CLASS (sl_skill_parent_class)->finalize (object);
}

static void
sl_skill_get_property (GObject    *object,
                       guint       prop_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  SlSkill *self = SL_SKILL (object);

  switch (prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_KEY:
      g_value_set_string (value, self->key);
      break;
    case PROP_N_MENTIONS:
      g_value_set_uint (value, self->mentions->len);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_skill_class_init (SlSkillClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = sl_skill_finalize;
  object_class->get_property = sl_skill_get_property;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, readable);
  properties[PROP_KEY] = g_param_spec_string ("key", NULL, NULL, NULL, readable);
  properties[PROP_N_MENTIONS] = g_param_spec_uint ("n-mentions", NULL, NULL, 0, G_MAXUINT, 0, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sl_skill_init (SlSkill *self)
{
  self->mentions = g_ptr_array_new_with_free_func (mention_free);
}

/** sl_skill_get_name: Returns: (transfer none): the skill as it was written last */
const char *
sl_skill_get_name (SlSkill *self)
{
  g_return_val_if_fail (SL_IS_SKILL (self), NULL);

  return self->name;
}

/** sl_skill_get_key: Returns: (transfer none): equal for the same skill, however it is written */
const char *
sl_skill_get_key (SlSkill *self)
{
  g_return_val_if_fail (SL_IS_SKILL (self), NULL);

  return self->key;
}

/** sl_skill_get_n_mentions: Returns: how many reflections name it; at least 1 */
guint
sl_skill_get_n_mentions (SlSkill *self)
{
  g_return_val_if_fail (SL_IS_SKILL (self), 0);

  return self->mentions->len;
}

/** sl_skill_get_mention: Returns: (transfer none): one of them, the newest is 0 */
const SlSkillMention *
sl_skill_get_mention (SlSkill *self,
                      guint    index)
{
  g_return_val_if_fail (SL_IS_SKILL (self), NULL);
  g_return_val_if_fail (index < self->mentions->len, NULL);

  return g_ptr_array_index (self->mentions, index);
}

/** sl_skill_get_latest_level: Returns: (transfer none) (nullable): the newest word for how far the person is */
const char *
sl_skill_get_latest_level (SlSkill *self)
{
  g_return_val_if_fail (SL_IS_SKILL (self), NULL);

  for (guint i = 0; i < self->mentions->len; i++)
    if (sl_skill_get_mention (self, i)->level != NULL)
      return sl_skill_get_mention (self, i)->level;

  return NULL;
}

/** sl_skill_get_highest_level: Returns: (transfer none) (nullable): the best of the levels that can be compared */
const char *
sl_skill_get_highest_level (SlSkill *self)
{
  const SlSkillMention *best = NULL;

  g_return_val_if_fail (SL_IS_SKILL (self), NULL);

  for (guint i = 0; i < self->mentions->len; i++)
    {
      const SlSkillMention *mention = sl_skill_get_mention (self, i);

      if (mention->rank > (best != NULL ? best->rank : 0))
        best = mention;
    }

  return best != NULL ? best->level : NULL;
}

/** sl_skill_get_trend: Returns: where it went, from the oldest level to the newest; unknown with fewer than two */
SlSkillTrend
sl_skill_get_trend (SlSkill *self)
{
  guint newest = 0;
  guint oldest = 0;
  guint n = 0;

  g_return_val_if_fail (SL_IS_SKILL (self), SL_SKILL_TREND_UNKNOWN);

  for (guint i = 0; i < self->mentions->len; i++)
    {
      guint rank = sl_skill_get_mention (self, i)->rank;

      if (rank == 0)
        continue;
      if (n++ == 0)
        newest = rank;
      oldest = rank;
    }
  if (n < 2)
    return SL_SKILL_TREND_UNKNOWN;
  if (newest == oldest)
    return SL_SKILL_TREND_STEADY;
  return newest > oldest ? SL_SKILL_TREND_UP : SL_SKILL_TREND_DOWN;
}

static gboolean
mention_equal (const SlSkillMention *a,
               const SlSkillMention *b)
{
  return a->time == b->time && g_str_equal (a->reflection_id, b->reflection_id) && g_str_equal (a->company, b->company) &&
         g_str_equal (a->role, b->role) && g_strcmp0 (a->level, b->level) == 0 && g_strcmp0 (a->plan, b->plan) == 0;
}

/** sl_skill_equal: whether both show the same */
gboolean
sl_skill_equal (SlSkill *self,
                SlSkill *other)
{
  g_return_val_if_fail (SL_IS_SKILL (self) && SL_IS_SKILL (other), FALSE);

  if (!g_str_equal (self->name, other->name) || self->mentions->len != other->mentions->len)
    return FALSE;
  for (guint i = 0; i < self->mentions->len; i++)
    if (!mention_equal (sl_skill_get_mention (self, i), sl_skill_get_mention (other, i)))
      return FALSE;

  return TRUE;
}

/** sl_skill_matches: whether the skill has all words of @text, in any case */
gboolean
sl_skill_matches (SlSkill    *self,
                  const char *text)
{
  g_autofree char *wanted = sl_text_fold (text);
  g_auto (GStrv) words = g_strsplit (wanted, " ", -1);

  g_return_val_if_fail (SL_IS_SKILL (self), FALSE);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (self->key, words[i]) == NULL)
      return FALSE;

  return TRUE;
}

/* Reading */

typedef struct {
  GPtrArray *skills;
  GHashTable *by_key;
  SlStatement *statement;
} Gathering;

static char *
dup_column (SlStatement *statement,
            int          column)
{
  const char *text = sl_statement_get_text (statement, column);

  return g_strdup (text != NULL ? text : "");
}

static SlSkillMention *
new_mention (SlStatement *statement,
             const char  *level)
{
  SlSkillMention *mention = g_new0 (SlSkillMention, 1);
  const char *plan = sl_statement_get_text (statement, 4);

  mention->reflection_id = dup_column (statement, 0);
  mention->application_id = dup_column (statement, 1);
  mention->company = dup_column (statement, 2);
  mention->role = dup_column (statement, 3);
  mention->plan = sl_text_is_blank (plan) ? NULL : g_strdup (plan);
  mention->time = sl_statement_get_integer (statement, 6);
  mention->level = g_strdup (level);
  mention->rank = sl_skill_rank_level (level);

  return mention;
}

static void
add_mention (const char *name,
             const char *level,
             gpointer    data)
{
  Gathering *self = data;
  g_autofree char *key = sl_text_fold (name);
  SlSkill *skill = g_hash_table_lookup (self->by_key, key);
  const SlSkillMention *last;

  if (skill == NULL)
    {
      skill = g_object_new (SL_TYPE_SKILL, NULL);
      skill->name = g_strdup (name);
      skill->key = g_steal_pointer (&key);
      g_ptr_array_add (self->skills, skill);
      g_hash_table_insert (self->by_key, skill->key, skill);
    }
  last = skill->mentions->len > 0 ? g_ptr_array_index (skill->mentions, skill->mentions->len - 1) : NULL;
  /* Twice in one reflection is once. */
  if (last == NULL || g_strcmp0 (last->reflection_id, sl_statement_get_text (self->statement, 0)) != 0)
    g_ptr_array_add (skill->mentions, new_mention (self->statement, level));
}

static int
compare_skills (gconstpointer a,
                gconstpointer b)
{
  SlSkill *first = *(SlSkill *const *) a;
  SlSkill *second = *(SlSkill *const *) b;

  if (first->mentions->len != second->mentions->len)
    return first->mentions->len < second->mentions->len ? 1 : -1;
  return g_strcmp0 (first->key, second->key);
}

/**
 * sl_skills_read:
 *
 * Returns: (transfer full) (element-type SlSkill): every skill that a living reflection names, the most often named first,
 *   then by name; %NULL with @error set
 */
GPtrArray *
sl_skills_read (SlConnection  *connection,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr (GPtrArray) skills = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) by_key = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) failure = NULL;
  Gathering gathering = { skills, by_key, NULL };

  gathering.statement =
    sl_connection_prepare (connection,
                           "SELECT r.id, r.application_id, a.company_name, a.role_title, r.improvement_plan, r.skill_gaps, r.created_at"
                           " FROM reflections AS r JOIN applications AS a ON a.id = r.application_id"
                           " WHERE r.skill_gaps IS NOT NULL AND r.deleted_at IS NULL AND a.deleted_at IS NULL"
                           " ORDER BY r.created_at DESC, r.pk DESC", error);
  if (gathering.statement == NULL)
    return NULL;
  while (sl_statement_step (gathering.statement, &failure))
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, &failure))
        break;
      sl_skills_parse (sl_statement_get_text (gathering.statement, 5), add_mention, &gathering);
    }
  sl_statement_reset (gathering.statement);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  g_ptr_array_sort (skills, compare_skills);

  return g_steal_pointer (&skills);
}
