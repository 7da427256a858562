/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-problem.h. The words are those of sl-errors.h. */

#define G_LOG_DOMAIN "sl-problem"

#include "config.h"

#include "sl-errors.h"
#include "sl-problem.h"

/** sl_problem_show_page: puts the words of @error on @page; the caller brings the page to the front */
void
sl_problem_show_page (AdwStatusPage *page, const GError *error)
{
  g_autofree char *words = sl_error_describe (error, NULL);
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  adw_status_page_set_description (page, escaped);
}

/**
 * sl_problem_show_banner:
 * @banner: (nullable): a dialog's or page's; %NULL or in no window: it was closed meanwhile, and a toast tells of @error
 * @error: one that the person chose (sl_error_is_silent()) isn't told
 * @deed: (nullable): what it was that failed, as for sl_error_describe()
 */
void
sl_problem_show_banner (AdwBanner *banner, SlViewState *state, const GError *error, const char *deed)
{
  g_autofree char *words = NULL;

  if (sl_error_is_silent (error))
    return;
  if (banner == NULL || gtk_widget_get_root (GTK_WIDGET (banner)) == NULL)
    {
      sl_view_state_tell_failed (state, error, deed);
      return;
    }
  words = sl_error_describe (error, deed);
  adw_banner_set_title (banner, words);
  adw_banner_set_revealed (banner, TRUE);
}
