/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The skills that reflections name as gaps, gathered over all applications: how often, how far the person says to be, and
 * whether that moves. Levels are the person's own words; common ones are known to be more or less than others. */

#pragma once

#include "sl-connection.h"
#include "sl-kinds.h"

G_BEGIN_DECLS

/** SlSkillTrend: from the oldest to the newest level that can be compared. */
typedef enum {
  SL_SKILL_TREND_UNKNOWN,
  SL_SKILL_TREND_STEADY,
  SL_SKILL_TREND_UP,
  SL_SKILL_TREND_DOWN,
} SlSkillTrend;

/**
 * SlSkillMention: a reflection that names the skill.
 * @level: (nullable): the person's word for how far they are
 * @rank: that word as a number, 1 (none) to 6 (expert); 0 when it can't be compared
 * @plan: (nullable): the reflection's plan
 * @time: when the reflection was written, microseconds since 1970 UTC
 */
typedef struct {
  char *reflection_id;
  char *application_id;
  char *company;
  char *role;
  char *level;
  guint rank;
  char *plan;
  gint64 time;
} SlSkillMention;

#define SL_TYPE_SKILL (sl_skill_get_type ())
G_DECLARE_FINAL_TYPE (SlSkill, sl_skill, SL, SKILL, GObject)

/* Properties, read-only: "name", "key", "n-mentions" (uint). Immutable. */
const char *sl_skill_get_name (SlSkill *self);
const char *sl_skill_get_key (SlSkill *self);
guint sl_skill_get_n_mentions (SlSkill *self);
/* The newest is 0. */
const SlSkillMention *sl_skill_get_mention (SlSkill *self, guint index);
/* (nullable) */
const char *sl_skill_get_latest_level (SlSkill *self);
const char *sl_skill_get_highest_level (SlSkill *self);
SlSkillTrend sl_skill_get_trend (SlSkill *self);
gboolean sl_skill_equal (SlSkill *self, SlSkill *other);
gboolean sl_skill_matches (SlSkill *self, const char *text);

/* 0 when the word can't be compared. */
guint sl_skill_rank_level (const char *level);
/* The word of a common level for people, others as they are. */
const char *sl_skill_level_label (const char *level);
const char *sl_skill_trend_label (SlSkillTrend trend);

/* Calls @func for each skill that a reflection's skill-gaps holds, whatever that is; @level is nullable. */
typedef void (*SlSkillFunc) (const char *name, const char *level, gpointer data);
void sl_skills_parse (const char *json, SlSkillFunc func, gpointer data);
/* (element-type SlSkill): the most often named first. For an SlReadFunc. */
GPtrArray *sl_skills_read (SlConnection *connection, GCancellable *cancellable, GError **error);

G_END_DECLS
