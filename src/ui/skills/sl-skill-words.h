/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the Skills page says of a skill, in words. */

#pragma once

#include "sl-date.h"
#include "sl-skills.h"

G_BEGIN_DECLS

/* All (transfer full), "" when there is nothing to say. */
char *sl_skill_describe (SlSkill *skill);
char *sl_skill_describe_mentions (SlSkill *skill);
char *sl_skill_describe_levels (SlSkill *skill);
char *sl_skill_mention_describe (const SlSkillMention *mention, SlDay today, GTimeZone *zone);
/* (nullable): for a trend that is known. */
const char *sl_skill_trend_icon (SlSkillTrend trend);

G_END_DECLS
