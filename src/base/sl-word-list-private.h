/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking up a word in one of the short fixed lists that the readers of text know. */
#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

/* The first letter is compared before all else, as that is where most words differ. */
static inline gboolean
_sl_word_list_has (const char        *word,
                   const char *const *list,
                   gsize              n)
{
  for (gsize i = 0; i < n; i++)
    if (list[i][0] == word[0] && strcmp (list[i], word) == 0)
      return TRUE;

  return FALSE;
}

#define SL_LISTED(word, list) _sl_word_list_has (word, list, G_N_ELEMENTS (list))

G_END_DECLS
