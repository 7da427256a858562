/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages that the sidebar offers. Another page is another row here, its icon and its constructor; with sl-parts.c
 * the only file of shell/ that includes headers of the pages' folders. */

#define G_LOG_DOMAIN "sl-pages"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-agenda-page.h"
#include "sl-applications-page.h"
#include "sl-community-view.h"
#include "sl-interviews-page.h"
#include "sl-pages.h"
#include "sl-questions-page.h"
#include "sl-saved-page.h"
#include "sl-skills-page.h"
#include "sl-today-page.h"
#include "sl-papers-page.h"
#include "sl-people-page.h"
#include "sl-trash-page.h"

/* In the order of Alt+1, Alt+2…; the last has Alt+0. */
const SlPageInfo sl_pages[] = {
  { "today", SL_PAGE_GROUP_SEARCH, "daytime-sunrise-symbolic", N_("Today"), NULL, 0, NULL, sl_today_page_new },
  { "applications", SL_PAGE_GROUP_SEARCH, "sl-applications-symbolic", N_("Applications"), "total", 0, NULL, sl_applications_page_new },
  { "interviews", SL_PAGE_GROUP_SEARCH, "sl-status-interviewing-symbolic", N_("Interviews"), NULL, 0, NULL, sl_interviews_page_new },
  { "saved", SL_PAGE_GROUP_SEARCH, "sl-status-saved-symbolic", N_("Saved Jobs"), NULL, SL_PAGE_KIND (SL_KIND_SAVED_JOB), "saved.add", sl_saved_page_new },
  { "agenda", SL_PAGE_GROUP_SEARCH, "x-office-calendar-symbolic", N_("Agenda"), NULL, 0, "agenda.add", sl_agenda_page_new },

  { "people", SL_PAGE_GROUP_ALONG, "system-users-symbolic", N_("People"), NULL, SL_PAGE_KIND (SL_KIND_CONTACT), "people.new", sl_people_page_new },
  { "papers", SL_PAGE_GROUP_ALONG, "folder-documents-symbolic", N_("Papers"), NULL, SL_PAGE_KIND (SL_KIND_RESUME_VERSION), "page.new-resume", sl_papers_page_new },
  { "questions", SL_PAGE_GROUP_ALONG, "sl-questions-symbolic", N_("Questions"), NULL, SL_PAGE_KIND (SL_KIND_ANSWER), "questions.add", sl_questions_page_new },
  { "skills", SL_PAGE_GROUP_ALONG, "sl-skills-symbolic", N_("Skills"), NULL, 0, NULL, sl_skills_page_new },
  { "community", SL_PAGE_GROUP_ALONG, "sl-community-symbolic", N_("Community"), NULL, 0, "community.new", sl_community_view_new, TRUE },

  { "trash", SL_PAGE_GROUP_REST, "user-trash-symbolic", N_("Trash"), "in-trash", 0, NULL, sl_trash_page_new },
};
const guint sl_n_pages = G_N_ELEMENTS (sl_pages);

/**
 * sl_page_find:
 * @name: (nullable): a page's name
 *
 * Returns: (nullable): its row of the table
 */
const SlPageInfo *
sl_page_find (const char *name)
{
  for (guint i = 0; i < sl_n_pages; i++)
    if (g_strcmp0 (sl_pages[i].name, name) == 0)
      return &sl_pages[i];

  return NULL;
}

/** sl_page_dup_accel: Returns: (transfer full) (nullable): the key that leads to @page, one of sl_pages */
char *
sl_page_dup_accel (const SlPageInfo *page)
{
  guint number = (guint) (page - sl_pages) + 1;

  if (number == sl_n_pages)
    number = 0;
  return number <= 9 ? g_strdup_printf ("<Alt>%u", number) : NULL;
}

/**
 * sl_page_find_for_kind:
 * @kind: of a record
 *
 * Returns: (nullable): the row of the page that opens such records; %NULL: their application's page does
 */
const SlPageInfo *
sl_page_find_for_kind (SlKind kind)
{
  for (guint i = 0; i < sl_n_pages; i++)
    if (sl_pages[i].kinds & SL_PAGE_KIND (kind))
      return &sl_pages[i];

  return NULL;
}
