/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How what is due is worded. */
#define G_LOG_DOMAIN "sl-due-words"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-due-private.h"
#include "sl-kinds.h"
#include "sl-private.h"
#include "sl-text.h"

static const char *
name_company (const char *company)
{
  return company != NULL ? company : C_("stands for a company’s name", "a company");
}

/* Whether @text has @company as words of its own, and not as a part of others. */
static gboolean
names_company (const char *text,
               const char *company)
{
  g_autofree char *folded = sl_text_fold (text);
  g_autofree char *wanted = sl_text_fold (company);
  gsize length = strlen (wanted);

  for (const char *at = length > 0 ? strstr (folded, wanted) : NULL; at != NULL; at = strstr (at + 1, wanted))
    {
      const char *before = at > folded ? g_utf8_prev_char (at) : NULL;

      if ((before == NULL || !g_unichar_isalnum (g_utf8_get_char (before))) && !g_unichar_isalnum (g_utf8_get_char (at + length)))
        return TRUE;
    }

  return FALSE;
}

char *
_sl_due_title_interview (const char *stage_name,
                         const char *stage_type,
                         const char *company)
{
  const char *name = stage_name;

  if (name == NULL || sl_text_is_blank (name))
    name = stage_type != NULL ? sl_enum_label (&sl_stage_type_words, stage_type) : _("Interview");

  /* What an invitation is called names the company, often. */
  if (company != NULL && names_company (name, company))
    return g_strdup (name);

  /* Translators: a round and a company: “Technical round at Acme” */
  return g_strdup_printf (C_("round and company", "%s at %s"), name, name_company (company));
}

char *
_sl_due_title_offer (const char *company)
{
  return g_strdup_printf (_("Answer the offer of %s"), name_company (company));
}

char *
_sl_due_title_saved_job (const char *company)
{
  return g_strdup_printf (_("Apply to %s"), name_company (company));
}

char *
_sl_due_title_follow_up (const char *company)
{
  return g_strdup_printf (_("Follow up with %s"), name_company (company));
}

/* Made anew: in the title the company may stand in any form, “Torvmark” for “Torvmark GmbH”, and in a round's name people. */
static char *
build_private_title (SlDue *self)
{
  g_autofree char *alias = self->company != NULL ? sl_private_company (self->company) : NULL;

  switch (self->kind)
    {
    case SL_DUE_INTERVIEW:
      return _sl_due_title_interview (NULL, self->stage_type, alias);
    case SL_DUE_DEADLINE:
      return self->saved_job_id != NULL ? _sl_due_title_saved_job (alias) : _sl_due_title_offer (alias);
    case SL_DUE_FOLLOW_UP:
      return _sl_due_title_follow_up (alias);
    case SL_DUE_REMINDER:
    default:
      return sl_private_text (self->title);
    }
}

/**
 * sl_due_get_shown_title:
 *
 * Returns: (transfer full): its title for the screen: without names while private mode hides them
 */
char *
sl_due_get_shown_title (SlDue *self)
{
  g_return_val_if_fail (SL_IS_DUE (self), NULL);

  if (!sl_private_hides (SL_PRIVATE_NAMES))
    return g_strdup (self->title);
  /* What a person wrote may name anybody. */
  if (self->rule == NULL && self->reminder_id != NULL)
    return sl_private_text (self->title);

  return build_private_title (self);
}

/**
 * sl_due_describe_when:
 * @now: the time it is
 * @zone: the person's time zone
 *
 * Returns: (transfer full): when what it is about takes place: "tomorrow 14:00", "runs out in 3 days", "ran out 2 days ago",
 *   "applied 7 days ago"
 */
char *
sl_due_describe_when (SlDue     *self,
                      gint64     now,
                      GTimeZone *zone)
{
  g_autofree char *day = NULL;
  SlDay about, today;

  g_return_val_if_fail (SL_IS_DUE (self), NULL);

  if (!self->about_all_day)
    return sl_time_format_relative (self->about, now, zone);

  about = sl_day_from_time (self->about, zone);
  today = sl_day_from_time (now, zone);
  day = sl_day_format_relative (about, today);
  if (self->kind == SL_DUE_DEADLINE && about < today)
    /* Translators: a deadline that has passed: “ran out 2 days ago” */
    return g_strdup_printf (C_("deadline", "ran out %s"), day);
  if (self->kind == SL_DUE_DEADLINE)
    /* Translators: a deadline: “by tomorrow”, “by in 3 days” sounds odd, so: “runs out in 3 days” */
    return g_strdup_printf (C_("deadline", "runs out %s"), day);
  if (g_strcmp0 (self->rule, SL_RULE_FOLLOW_UP) == 0)
    /* Translators: “applied 7 days ago” */
    return g_strdup_printf (C_("follow-up", "applied %s"), day);

  return g_steal_pointer (&day);
}

/**
 * sl_due_get_headline:
 * @now: the time it is
 * @zone: the person's time zone
 *
 * What a reminder says by itself, where nothing beside it tells when the round or the deadline is. Without that it reads
 * as if the round were now.
 *
 * Returns: (transfer full): "First call at Acme: tomorrow 14:30"; a person's own reminder says what they wrote
 */
char *
sl_due_get_headline (SlDue     *self,
                     gint64     now,
                     GTimeZone *zone)
{
  g_autofree char *title = sl_due_get_shown_title (self);
  g_autofree char *when = NULL;

  g_return_val_if_fail (SL_IS_DUE (self), NULL);

  if (self->rule == NULL || self->about == self->at)
    return g_steal_pointer (&title);

  when = sl_due_describe_when (self, now, zone);
  /* Translators: what a reminder is about, and when that is: “First call at Acme: tomorrow 14:30”, “Answer the offer of Acme: runs out in 3 days” */
  return g_strdup_printf (C_("reminder and when", "%s: %s"), title, when);
}
