/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-community-pages.h. */

#define G_LOG_DOMAIN "sl-community-pages"

#include "config.h"

#include "sl-community-pages.h"

/* What is there already stays where it is: a list shifts while it is read. The id is the first member of each kind of row. */
static void
append_rows (GPtrArray *rows,
             GPtrArray *more)
{
  if (rows == NULL || more == NULL)
    return;
  for (guint i = 0; i < more->len; i++)
    {
      const char *id = *(char **) g_ptr_array_index (more, i);
      gboolean is_there = FALSE;

      for (guint j = 0; j < rows->len && !is_there; j++)
        is_there = g_str_equal (id, *(char **) g_ptr_array_index (rows, j));
      if (!is_there)
        g_ptr_array_add (rows, g_steal_pointer (&g_ptr_array_index (more, i)));
    }
}

/** sl_community_page_add: puts what came next behind what is there; @next: (transfer full) */
void
sl_community_page_add (SlCommunityPage *self,
                       SlCommunityPage *next)
{
  append_rows (self->posts, next->posts);
  append_rows (self->groups, next->groups);
  append_rows (self->people, next->people);
  self->has_more = next->has_more;
  if (next->as_of != SL_TIME_NONE)
    self->as_of = self->as_of == SL_TIME_NONE ? next->as_of : MIN (self->as_of, next->as_of);
  if (next->reactions != NULL && self->reactions != NULL)
    {
      GHashTableIter iter;
      gpointer id, word;

      g_hash_table_iter_init (&iter, next->reactions);
      while (g_hash_table_iter_next (&iter, &id, &word))
        g_hash_table_insert (self->reactions, g_strdup (id), g_strdup (word));
    }
  sl_community_page_free (next);
}

/** sl_community_page_count: the rows of what comes in pages */
guint
sl_community_page_count (const SlCommunityPage *self)
{
  if (self->posts != NULL)
    return self->posts->len;
  return self->groups != NULL ? self->groups->len : self->people != NULL ? self->people->len : 0;
}

/** sl_community_page_find_post: (transfer none) (nullable) */
const SlTrackerPost *
sl_community_page_find_post (const SlCommunityPage *self,
                             const char            *id)
{
  for (guint i = 0; self->posts != NULL && i < self->posts->len; i++)
    {
      const SlTrackerPost *post = g_ptr_array_index (self->posts, i);

      if (g_str_equal (post->id, id))
        return post;
    }
  return NULL;
}

/** sl_community_page_has_member: whether the person is in the group that @self is about */
gboolean
sl_community_page_has_member (const SlCommunityPage *self,
                              SlCommunity           *community)
{
  for (guint i = 0; i < self->members->len; i++)
    if (sl_community_is_me (community, ((SlTrackerMember *) g_ptr_array_index (self->members, i))->person))
      return TRUE;
  return FALSE;
}
