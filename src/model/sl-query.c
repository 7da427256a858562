/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-query.h. Sets of words are kept sorted, so that two queries that let the same through are equal, and are
 * written as the same JSON (sl-query-json.c). */

#define G_LOG_DOMAIN "sl-query"

#include "config.h"

#include "sl-query.h"

#include <string.h>

#include "sl-text.h"

struct _SlQuery {
  GObject parent_instance;

  char *text;
  GStrv words[SL_N_FACETS]; /* sorted, without duplicates, never NULL */
  gint64 salary_min;
  gint64 salary_max;
  SlDay from;
  SlDay to;
  guint window;
  SlSort sort;
  gboolean descending;
  gboolean trash;
};

G_DEFINE_FINAL_TYPE (SlQuery, sl_query, G_TYPE_OBJECT)

static void
sl_query_finalize (GObject *object)
{
  SlQuery *self = SL_QUERY (object);

  g_free (self->text);
  for (int i = 0; i < SL_N_FACETS; i++)
    g_strfreev (self->words[i]);

  G_OBJECT_CLASS (sl_query_parent_class)->finalize (object);
}

static void
sl_query_class_init (SlQueryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_query_finalize;
}

static void
sl_query_init (SlQuery *self)
{
  self->text = g_strdup ("");
  for (int i = 0; i < SL_N_FACETS; i++)
    self->words[i] = g_new0 (char *, 1);
  self->salary_min = -1;
  self->salary_max = -1;
  self->from = SL_DAY_NONE;
  self->to = SL_DAY_NONE;
  self->sort = SL_SORT_UPDATED;
  self->descending = TRUE;
}

/**
 * sl_query_new:
 *
 * Returns: (transfer full): the query for all applications that aren't in the Trash, the last changed one first
 */
SlQuery *
sl_query_new (void)
{
  return g_object_new (SL_TYPE_QUERY, NULL);
}

/**
 * sl_query_dup:
 * @self: a query
 *
 * Returns: (transfer full): an equal one that may be changed
 */
SlQuery *
sl_query_dup (SlQuery *self)
{
  SlQuery *copy;

  g_return_val_if_fail (SL_IS_QUERY (self), NULL);

  copy = sl_query_new ();
  g_set_str (&copy->text, self->text);
  for (int i = 0; i < SL_N_FACETS; i++)
    {
      g_strfreev (copy->words[i]);
      copy->words[i] = g_strdupv (self->words[i]);
    }
  copy->salary_min = self->salary_min;
  copy->salary_max = self->salary_max;
  copy->from = self->from;
  copy->to = self->to;
  copy->window = self->window;
  copy->sort = self->sort;
  copy->descending = self->descending;
  copy->trash = self->trash;
  return copy;
}

/**
 * sl_query_equal:
 * @self: a query
 * @other: another
 *
 * Returns: whether both let the same through, in the same order; blanks around the text don't count
 */
gboolean
sl_query_equal (SlQuery *self, SlQuery *other)
{
  g_autofree char *text = NULL;
  g_autofree char *other_text = NULL;

  g_return_val_if_fail (SL_IS_QUERY (self) && SL_IS_QUERY (other), FALSE);

  if (self == other)
    return TRUE;
  for (int i = 0; i < SL_N_FACETS; i++)
    if (!g_strv_equal ((const char *const *) self->words[i], (const char *const *) other->words[i]))
      return FALSE;
  if (self->salary_min != other->salary_min || self->salary_max != other->salary_max || self->from != other->from ||
      self->to != other->to || self->window != other->window || self->sort != other->sort ||
      self->descending != other->descending || self->trash != other->trash)
    return FALSE;
  text = sl_text_strip (self->text);
  other_text = sl_text_strip (other->text);
  return strcmp (text, other_text) == 0;
}

/**
 * sl_query_has_filter:
 * @self: a query
 *
 * Returns: whether it holds anything back; the order and the Trash don't count
 */
gboolean
sl_query_has_filter (SlQuery *self)
{
  g_return_val_if_fail (SL_IS_QUERY (self), FALSE);

  for (int i = 0; i < SL_N_FACETS; i++)
    if (self->words[i][0] != NULL)
      return TRUE;
  return self->salary_min >= 0 || self->salary_max >= 0 || self->from != SL_DAY_NONE || self->to != SL_DAY_NONE ||
         self->window != 0 || !sl_text_is_blank (self->text);
}

/**
 * sl_query_clear_filters:
 * @self: a query
 *
 * Lets everything through; the order and the Trash stay.
 */
void
sl_query_clear_filters (SlQuery *self)
{
  g_return_if_fail (SL_IS_QUERY (self));

  sl_query_set_text (self, NULL);
  for (int i = 0; i < SL_N_FACETS; i++)
    sl_query_set_words (self, i, NULL);
  sl_query_set_salary (self, -1, -1);
  sl_query_set_dates (self, SL_DAY_NONE, SL_DAY_NONE);
  sl_query_set_window (self, 0);
}

/**
 * sl_query_get_text:
 * @self: a query
 *
 * Returns: what is searched for, as it was typed; "" for nothing
 */
const char *
sl_query_get_text (SlQuery *self)
{
  g_return_val_if_fail (SL_IS_QUERY (self), "");

  return self->text;
}

/**
 * sl_query_set_text:
 * @self: a query
 * @text: (nullable): what is searched for
 */
void
sl_query_set_text (SlQuery *self, const char *text)
{
  g_return_if_fail (SL_IS_QUERY (self));

  g_set_str (&self->text, text != NULL ? text : "");
}

/**
 * sl_query_get_words:
 * @self: a query
 * @facet: a facet
 *
 * Returns: (transfer none): its words, sorted and %NULL-terminated, until they are changed; empty lets everything through
 */
const char *const *
sl_query_get_words (SlQuery *self, SlFacet facet)
{
  g_return_val_if_fail (SL_IS_QUERY (self), NULL);
  g_return_val_if_fail (facet < SL_N_FACETS, NULL);

  return (const char *const *) self->words[facet];
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * sl_query_set_words:
 * @self: a query
 * @facet: a facet
 * @words: (nullable): %NULL-terminated words, copied; their order doesn't matter
 */
void
sl_query_set_words (SlQuery *self, SlFacet facet, const char *const *words)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new_with_free_func (g_free);
  GStrvBuilder *builder;

  g_return_if_fail (SL_IS_QUERY (self));
  g_return_if_fail (facet < SL_N_FACETS);

  for (; words != NULL && *words != NULL; words++)
    g_ptr_array_add (sorted, g_strdup (*words));
  g_ptr_array_sort (sorted, compare_words);

  builder = g_strv_builder_new ();
  for (guint i = 0; i < sorted->len; i++)
    if (i == 0 || strcmp (sorted->pdata[i], sorted->pdata[i - 1]) != 0)
      g_strv_builder_add (builder, sorted->pdata[i]);
  g_strfreev (self->words[facet]);
  self->words[facet] = g_strv_builder_unref_to_strv (builder);
}

/** sl_query_add_word: lets applications with @word through, beside those of the facet’s other words */
void
sl_query_add_word (SlQuery *self, SlFacet facet, const char *word)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;

  g_return_if_fail (SL_IS_QUERY (self));
  g_return_if_fail (facet < SL_N_FACETS);
  g_return_if_fail (word != NULL);

  g_strv_builder_addv (builder, (const char **) self->words[facet]);
  g_strv_builder_add (builder, word);
  words = g_strv_builder_end (builder);
  sl_query_set_words (self, facet, (const char *const *) words);
}

/** sl_query_remove_word: takes @word off the facet; without words the facet lets all through */
void
sl_query_remove_word (SlQuery *self, SlFacet facet, const char *word)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_if_fail (SL_IS_QUERY (self));
  g_return_if_fail (facet < SL_N_FACETS);
  g_return_if_fail (word != NULL);

  for (char **p = self->words[facet]; *p != NULL; p++)
    if (strcmp (*p, word) != 0)
      g_strv_builder_add (builder, *p);
  g_strfreev (self->words[facet]);
  self->words[facet] = g_strv_builder_end (builder);
}

/** sl_query_has_word: whether @word is one of the facet’s */
gboolean
sl_query_has_word (SlQuery *self, SlFacet facet, const char *word)
{
  g_return_val_if_fail (SL_IS_QUERY (self), FALSE);
  g_return_val_if_fail (facet < SL_N_FACETS, FALSE);
  g_return_val_if_fail (word != NULL, FALSE);

  return g_strv_contains ((const char *const *) self->words[facet], word);
}

/** sl_query_get_salary_min: the least that the pay must reach, or -1 */
gint64
sl_query_get_salary_min (SlQuery *self)
{
  g_return_val_if_fail (SL_IS_QUERY (self), -1);

  return self->salary_min;
}

/** sl_query_get_salary_max: the most that the pay may begin with, or -1 */
gint64
sl_query_get_salary_max (SlQuery *self)
{
  g_return_val_if_fail (SL_IS_QUERY (self), -1);

  return self->salary_max;
}

/**
 * sl_query_set_salary:
 * @self: a query
 * @min: lower end in whole units, below zero for none
 * @max: upper end, below zero for none
 */
void
sl_query_set_salary (SlQuery *self, gint64 min, gint64 max)
{
  g_return_if_fail (SL_IS_QUERY (self));

  self->salary_min = MAX (min, -1);
  self->salary_max = MAX (max, -1);
}

/** sl_query_get_from: the first day, or %SL_DAY_NONE */
SlDay
sl_query_get_from (SlQuery *self)
{
  g_return_val_if_fail (SL_IS_QUERY (self), SL_DAY_NONE);

  return self->from;
}

/** sl_query_get_to: the last day, or %SL_DAY_NONE */
SlDay
sl_query_get_to (SlQuery *self)
{
  g_return_val_if_fail (SL_IS_QUERY (self), SL_DAY_NONE);

  return self->to;
}

/**
 * sl_query_set_dates:
 * @self: a query
 * @from: the first day, or %SL_DAY_NONE
 * @to: the last day, or %SL_DAY_NONE
 *
 * Together with a window, both must let an application through.
 */
void
sl_query_set_dates (SlQuery *self, SlDay from, SlDay to)
{
  g_return_if_fail (SL_IS_QUERY (self));

  self->from = sl_day_is_valid (from) ? from : SL_DAY_NONE;
  self->to = sl_day_is_valid (to) ? to : SL_DAY_NONE;
}

/** sl_query_get_window: how many days back from today, today included; 0: no window */
guint
sl_query_get_window (SlQuery *self)
{
  g_return_val_if_fail (SL_IS_QUERY (self), 0);

  return self->window;
}

/**
 * sl_query_set_window:
 * @self: a query
 * @days: how many days up to today, today included; 0 for all
 */
void
sl_query_set_window (SlQuery *self, guint days)
{
  g_return_if_fail (SL_IS_QUERY (self));

  self->window = days;
}

/** sl_query_get_trash: whether it asks for what is in the Trash, instead of what lives */
gboolean
sl_query_get_trash (SlQuery *self)
{
  g_return_val_if_fail (SL_IS_QUERY (self), FALSE);

  return self->trash;
}

/**
 * sl_query_set_trash:
 * @self: a query
 * @trash: whether to look into the Trash, instead of at what isn't in it
 */
void
sl_query_set_trash (SlQuery *self, gboolean trash)
{
  g_return_if_fail (SL_IS_QUERY (self));

  self->trash = !!trash;
}

/** sl_query_get_sort: what it sorts by */
SlSort
sl_query_get_sort (SlQuery *self)
{
  g_return_val_if_fail (SL_IS_QUERY (self), SL_SORT_UPDATED);

  return self->sort;
}

/** sl_query_get_descending: whether the greatest, newest or last comes first */
gboolean
sl_query_get_descending (SlQuery *self)
{
  g_return_val_if_fail (SL_IS_QUERY (self), FALSE);

  return self->descending;
}

/** sl_query_set_sort: sets what it sorts by, and in which direction */
void
sl_query_set_sort (SlQuery *self, SlSort sort, gboolean descending)
{
  g_return_if_fail (SL_IS_QUERY (self));
  g_return_if_fail (sort < SL_N_SORTS);

  self->sort = sort;
  self->descending = !!descending;
}
