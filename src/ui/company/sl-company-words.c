/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-company-words"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-company-words.h"
#include "sl-count.h"
#include "sl-money.h"
#include "sl-private.h"

/** sl_company_describe_answers: Returns: (transfer full): "You applied 3 times and heard back twice, usually after 9 days." */
char *
sl_company_describe_answers (SlCompany *company)
{
  guint applied = sl_company_get_n_applied (company);
  guint answered = sl_company_get_n_answered (company);
  int wait = sl_company_get_usual_wait (company);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (applied == 0)
    return g_strdup (_("You haven’t applied there yet."));
  first = g_strdup_printf (ngettext ("You applied %s time.", "You applied %s times.", applied), SL_COUNT (applied));
  if (answered == 0)
    return g_strdup_printf ("%s %s", first, _("No answer so far."));
  second = wait > 0
             ? g_strdup_printf (ngettext ("%s answer, usually after %s days.", "%s answers, usually after %s days.", answered),
                                SL_COUNT (answered), SL_COUNT (wait))
             : g_strdup_printf (ngettext ("%s answer.", "%s answers.", answered), SL_COUNT (answered));
  /* Translators: two sentences about a company: how often one applied, and what came back */
  return g_strdup_printf (C_("company", "%s %s"), first, second);
}

/** sl_company_describe_silence: Returns: (transfer full): how long nothing was heard, while something waits there */
char *
sl_company_describe_silence (SlCompany *company)
{
  int days = sl_company_get_silence (company);

  if (days < 0)
    return g_strdup ("");
  if (days == 0)
    return g_strdup (_("Something happened today"));
  return g_strdup_printf (ngettext ("%s day of silence", "%s days of silence", (gulong) days), SL_COUNT (days));
}

static char *
describe_offer (SlRecord *offer)
{
  g_autofree char *amount = sl_money_format ((double) sl_record_get_integer (offer, SL_OUTCOME_SALARY, -1), sl_record_get_text (offer, SL_OUTCOME_SALARY_CURRENCY));
  g_autofree char *money = sl_private_money (amount);

  /* Translators: an amount that was offered */
  return *money != '\0' ? g_strdup_printf (_("Offer: %s"), money) : g_strdup (_("Offer"));
}

/** sl_company_describe_application: Returns: (transfer full): "Applied 3 weeks ago · answered after 9 days · 2 rounds · Offer: €50,000" */
char *
sl_company_describe_application (const SlCompanyApplication *application, SlDay today)
{
  g_autofree char *day = application->applied != SL_DAY_NONE ? sl_day_format_relative (application->applied, today) : NULL;
  int wait = sl_company_application_get_wait (application);
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  if (day != NULL)
    /* Translators: when an application was sent: “Applied 3 days ago” */
    g_strv_builder_take (parts, g_strdup_printf (_("Applied %s"), day));
  if (wait >= 0)
    g_strv_builder_take (parts, g_strdup_printf (ngettext ("answered after %s day", "answered after %s days", (gulong) wait), SL_COUNT (wait)));
  if (application->n_rounds > 0)
    g_strv_builder_take (parts, g_strdup_printf (ngettext ("%s round", "%s rounds", application->n_rounds), SL_COUNT (application->n_rounds)));
  if (application->offer != NULL)
    g_strv_builder_take (parts, describe_offer (application->offer));
  all = g_strv_builder_end (parts);
  return g_strjoinv (" · ", all);
}

/** sl_company_describe_person: Returns: (transfer full): what they do, and when they were met last */
char *
sl_company_describe_person (const SlCompanyPerson *person, SlDay today)
{
  g_autofree char *day = person->day != SL_DAY_NONE ? sl_day_format_relative (person->day, today) : NULL;

  if (person->detail == NULL || day == NULL)
    return g_strdup (person->detail != NULL ? person->detail : day != NULL ? day : "");
  return g_strdup_printf ("%s · %s", person->detail, day);
}

/** sl_company_describe_repost: Returns: (transfer full): "Posted 3 times, from March 1 to May 4" */
char *
sl_company_describe_repost (const SlCompanyRepost *repost)
{
  g_autofree char *first = repost->first != SL_DAY_NONE ? sl_day_format_short (repost->first) : NULL;
  g_autofree char *last = repost->last != SL_DAY_NONE ? sl_day_format_short (repost->last) : NULL;

  if (first == NULL || last == NULL || repost->first == repost->last)
    return g_strdup_printf (ngettext ("Posted %s time", "Posted %s times", repost->n), SL_COUNT (repost->n));
  return g_strdup_printf (ngettext ("Posted %s time, from %s to %s", "Posted %s times, from %s to %s", repost->n), SL_COUNT (repost->n), first, last);
}
