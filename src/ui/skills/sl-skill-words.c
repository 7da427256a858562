/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-skill-words"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-count.h"
#include "sl-skill-words.h"

/** sl_skill_describe_mentions: Returns: (transfer full): how often: "In 3 reflections" */
char *
sl_skill_describe_mentions (SlSkill *skill)
{
  guint n = sl_skill_get_n_mentions (skill);

  return g_strdup_printf (ngettext ("In %s reflection", "In %s reflections", n), SL_COUNT (n));
}

/** sl_skill_describe: Returns: (transfer full): how often and how far: "In 3 reflections · Basic" */
char *
sl_skill_describe (SlSkill *skill)
{
  g_autofree char *mentions = sl_skill_describe_mentions (skill);
  const char *level = sl_skill_get_latest_level (skill);

  return level != NULL ? g_strdup_printf ("%s · %s", mentions, sl_skill_level_label (level)) : g_steal_pointer (&mentions);
}

/** sl_skill_describe_levels: Returns: (transfer full): "Now Basic, at best Intermediate" */
char *
sl_skill_describe_levels (SlSkill *skill)
{
  const char *latest = sl_skill_get_latest_level (skill);
  const char *highest = sl_skill_get_highest_level (skill);

  if (latest == NULL)
    return g_strdup ("");
  if (highest == NULL || sl_skill_rank_level (highest) <= sl_skill_rank_level (latest))
    /* Translators: the level of a skill, as in “Now: Basic” */
    return g_strdup_printf (_("Now: %s"), sl_skill_level_label (latest));
  /* Translators: two levels of a skill, as in “Now: Basic, at best: Intermediate” */
  return g_strdup_printf (_("Now: %s, at best: %s"), sl_skill_level_label (latest), sl_skill_level_label (highest));
}

/** sl_skill_mention_describe: Returns: (transfer full): role, level and day of a reflection: "Baker · Basic · 3 days ago" */
char *
sl_skill_mention_describe (const SlSkillMention *mention, SlDay today, GTimeZone *zone)
{
  g_autofree char *day = sl_day_format_relative (sl_day_from_time (mention->time, zone), today);
  const char *parts[4] = { NULL };
  int n = 0;

  if (*mention->role != '\0')
    parts[n++] = mention->role;
  if (mention->level != NULL)
    parts[n++] = sl_skill_level_label (mention->level);
  parts[n++] = day;

  return g_strjoinv (" · ", (char **) parts);
}

/** sl_skill_trend_icon: Returns: (nullable): the symbolic icon of a trend that is known */
const char *
sl_skill_trend_icon (SlSkillTrend trend)
{
  static const char *const names[] = { NULL, "sl-trend-steady-symbolic", "sl-trend-up-symbolic", "sl-trend-down-symbolic" };

  return names[trend];
}
