/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quick find. The index (sl-finder-index.h) lives between the reader thread that makes and searches it and nobody else, so
 * a keystroke never waits for the main thread or the other way round. A needle that only grew is looked for among the last
 * finds. */
#define G_LOG_DOMAIN "sl-finder"

#include "config.h"

#include <string.h>

#include "sl-finder-index.h"
#include "sl-finder.h"
#include "sl-fuzzy.h"
#include "sl-kinds.h"
#include "sl-store-query.h"
#include "sl-text.h"

/* Shared with the reader thread. */
typedef struct {
  GMutex lock;
  gint generation; /* atomic; counts what changed in the store */
  SlFinderIndex *index;
  char *needle;    /* of the last search, with its finds as places in the index */
  int status;
  GArray *matches;
} Shared;

typedef struct {
  Shared *shared;
  char *needle;
  int status;
  guint limit;
  SlDay today;
} Search;

struct _SlFinder
{
  GObject parent_instance;

  SlContext *context;
  Shared *shared;
};

G_DEFINE_FINAL_TYPE (SlFinder, sl_finder, G_TYPE_OBJECT)

#define ANY_STATUS (-1)
/* From so many letters on, a text that has them as they were typed makes those that have them in pieces look like noise. */
#define ENOUGH_LETTERS 4

static void
shared_clear (gpointer data)
{
  Shared *shared = data;

  g_mutex_clear (&shared->lock);
  g_clear_pointer (&shared->index, _sl_finder_index_free);
  g_clear_pointer (&shared->matches, g_array_unref);
  g_free (shared->needle);
}

static void
search_free (gpointer data)
{
  Search *search = data;

  g_atomic_rc_box_release_full (search->shared, shared_clear);
  g_free (search->needle);
  g_free (search);
}

/* With the lock held. */
static gboolean
ensure_index (Shared        *shared,
              SlConnection  *connection,
              GCancellable  *cancellable,
              GError       **error)
{
  gint generation = g_atomic_int_get (&shared->generation);

  if (shared->index != NULL && shared->index->generation == generation)
    return TRUE;

  g_clear_pointer (&shared->index, _sl_finder_index_free);
  g_clear_pointer (&shared->matches, g_array_unref);
  g_clear_pointer (&shared->needle, g_free);
  shared->index = _sl_finder_index_new (connection, generation, cancellable, error);

  return shared->index != NULL;
}

/* The best @limit so far, worst at the root of a heap. An earlier (newer) entry wins among equals. */
typedef struct {
  int score;
  guint place;
} Hit;

static gboolean
is_worse (const Hit *a,
          const Hit *b)
{
  return a->score < b->score || (a->score == b->score && a->place > b->place);
}

static void
sink (GArray *heap,
      guint   i)
{
  Hit *hits = (Hit *) (gpointer) heap->data;

  while (TRUE)
    {
      guint least = i;

      for (guint child = 2 * i + 1; child <= 2 * i + 2 && child < heap->len; child++)
        if (is_worse (&hits[child], &hits[least]))
          least = child;
      if (least == i)
        return;

      Hit hit = hits[i];
      hits[i] = hits[least];
      hits[least] = hit;
      i = least;
    }
}

static void
offer_hit (GArray *heap,
           guint   limit,
           Hit     hit)
{
  Hit *hits;

  if (heap->len < limit)
    {
      g_array_append_val (heap, hit);
      hits = (Hit *) (gpointer) heap->data;
      for (guint i = heap->len - 1; i > 0 && is_worse (&hits[i], &hits[(i - 1) / 2]); i = (i - 1) / 2)
        {
          Hit parent = hits[(i - 1) / 2];

          hits[(i - 1) / 2] = hits[i];
          hits[i] = parent;
        }
      return;
    }

  hits = (Hit *) (gpointer) heap->data;
  if (limit > 0 && is_worse (&hits[0], &hit))
    {
      hits[0] = hit;
      sink (heap, 0);
    }
}

static int
compare_hits (gconstpointer a,
              gconstpointer b)
{
  return is_worse (a, b) ? 1 : is_worse (b, a) ? -1 : 0;
}

static gboolean
is_open (const SlFinderEntry *entry)
{
  return entry->status < sl_enum_count (&sl_status_words) && sl_status_is_open (sl_status_words.values[entry->status].word);
}

/* @hits is sorted, best first. */
static void
drop_noise (SlFinderIndex *index,
            const char    *needle,
            GArray        *hits)
{
  guint kept = 0;

  if (g_utf8_strlen (needle, -1) < ENOUGH_LETTERS)
    return;
  for (guint i = 0; i < hits->len; i++)
    {
      Hit hit = g_array_index (hits, Hit, i);
      const SlFinderEntry *entry = &g_array_index (index->entries, SlFinderEntry, hit.place);

      if (sl_fuzzy_is_as_typed (needle, index->text->str + entry->offset))
        g_array_index (hits, Hit, kept++) = hit;
    }
  if (kept > 0)
    g_array_set_size (hits, kept);
}

/* With the lock held. (transfer full): the best hits, best first; all matches are kept
 * for the next needle. */
static GArray *
search_index (Shared       *shared,
              Search       *search,
              GCancellable *cancellable)
{
  SlFinderIndex *index = shared->index;
  guint32 letters = _sl_finder_get_letters (search->needle);
  g_autoptr (GArray) matches = g_array_new (FALSE, FALSE, sizeof (guint));
  GArray *heap = g_array_new (FALSE, FALSE, sizeof (Hit));
  gboolean narrow = shared->matches != NULL && shared->status == search->status && g_str_has_prefix (search->needle, shared->needle);
  guint n = narrow ? shared->matches->len : index->entries->len;

  for (guint i = 0; i < n; i++)
    {
      guint place = narrow ? g_array_index (shared->matches, guint, i) : i;
      const SlFinderEntry *entry = &g_array_index (index->entries, SlFinderEntry, place);
      Hit hit = { 0, place };

      if (i % 4096 == 0 && g_cancellable_is_cancelled (cancellable))
        return heap;
      if ((search->status != ANY_STATUS && entry->status != search->status) || (letters & ~entry->letters) != 0)
        continue;
      if (*search->needle != '\0')
        hit.score = sl_fuzzy_score (search->needle, index->text->str + entry->offset);
      else
        hit.score = is_open (entry);
      if (hit.score == SL_FUZZY_NO_MATCH)
        continue;
      g_array_append_val (matches, place);
      offer_hit (heap, search->limit, hit);
    }

  g_set_str (&shared->needle, search->needle);
  shared->status = search->status;
  g_clear_pointer (&shared->matches, g_array_unref);
  shared->matches = g_steal_pointer (&matches);
  g_array_sort (heap, compare_hits);
  drop_noise (index, search->needle, heap);

  return heap;
}

static void
remove_gone (GPtrArray *rows)
{
  guint kept = 0;

  for (guint i = 0; i < rows->len; i++)
    if (g_ptr_array_index (rows, i) != NULL)
      {
        gpointer row = g_steal_pointer (&g_ptr_array_index (rows, i));

        g_ptr_array_index (rows, kept++) = row;
      }
  while (rows->len > kept)
    g_ptr_array_steal_index (rows, rows->len - 1);
}

static gpointer
find (SlConnection  *connection,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  Search *search = data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&search->shared->lock);
  g_autoptr (GArray) hits = NULL;
  g_autoptr (GArray) pks = NULL;
  GPtrArray *rows;

  if (!ensure_index (search->shared, connection, cancellable, error))
    return NULL;
  hits = search_index (search->shared, search, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  pks = g_array_sized_new (FALSE, FALSE, sizeof (gint64), hits->len);
  for (guint i = 0; i < hits->len; i++)
    {
      guint place = g_array_index (hits, Hit, i).place;

      g_array_append_val (pks, g_array_index (search->shared->index->entries, SlFinderEntry, place).pk);
    }

  rows = sl_store_fetch_rows (connection, (const gint64 *) (gpointer) pks->data, pks->len, search->today, error);
  if (rows != NULL)
    remove_gone (rows);

  return rows;
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *rows = sl_store_read_finish (SL_STORE (source), result, &error);

  if (rows != NULL)
    g_task_return_pointer (task, rows, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
store_changed_cb (SlFinder *self,
                  guint     kinds,
                  gboolean  foreign)
{
  if (kinds & 1u << SL_KIND_APPLICATION)
    g_atomic_int_inc (&self->shared->generation);
}

static void
sl_finder_finalize (GObject *object)
{
  SlFinder *self = SL_FINDER (object);

  g_atomic_rc_box_release_full (self->shared, shared_clear);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (sl_finder_parent_class)->finalize (object);
}

static void
sl_finder_class_init (SlFinderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_finder_finalize;
}

static void
sl_finder_init (SlFinder *self)
{
  self->shared = g_atomic_rc_box_new0 (Shared);
  g_mutex_init (&self->shared->lock);
}

/**
 * sl_finder_new:
 *
 * Returns: (transfer full): a finder over the living applications; its index goes with it
 */
SlFinder *
sl_finder_new (SlContext *context)
{
  SlFinder *self;

  g_return_val_if_fail (SL_IS_CONTEXT (context), NULL);

  self = g_object_new (SL_TYPE_FINDER, NULL);
  self->context = g_object_ref (context);
  g_signal_connect_object (sl_context_get_store (context), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * sl_finder_find_async:
 * @text: what was typed; empty finds the applications changed last, those that are still open before the others
 * @status: (nullable): only those in this status
 * @limit: how many at most
 */
void
sl_finder_find_async (SlFinder            *self,
                      const char          *text,
                      const char          *status,
                      guint                limit,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autofree char *stripped = NULL;
  Search *search;
  GTask *task;

  g_return_if_fail (SL_IS_FINDER (self));
  g_return_if_fail (text != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sl_finder_find_async);

  stripped = g_strstrip (g_strdup (text));
  search = g_new0 (Search, 1);
  search->shared = g_atomic_rc_box_acquire (self->shared);
  search->needle = sl_text_fold (stripped);
  search->status = status != NULL ? _sl_finder_get_status_place (status) : ANY_STATUS;
  search->limit = limit;
  search->today = sl_context_get_today (self->context);
  sl_store_read_async (sl_context_get_store (self->context), SL_READ_INTERACTIVE, find, search, search_free,
                       (GDestroyNotify) g_ptr_array_unref, cancellable, found_cb, task);
}

/**
 * sl_finder_find_finish:
 *
 * Returns: (transfer full) (element-type SlRow): best first
 */
GPtrArray *
sl_finder_find_finish (SlFinder      *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sl_finder_match_status:
 * @text: the beginning of a status, as stored or as shown, with or without the "@"
 *
 * Returns: (transfer none) (nullable): the status's word; %NULL when none or several begin so
 */
const char *
sl_finder_match_status (const char *text)
{
  g_autofree char *wanted = NULL;
  const char *found = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  wanted = sl_text_fold (*text == '@' ? text + 1 : text);
  if (*wanted == '\0')
    return NULL;

  for (const SlEnumValue *value = sl_status_words.values; value->word != NULL; value++)
    {
      g_autofree char *word = sl_text_fold (value->word);
      g_autofree char *label = sl_text_fold (sl_enum_label (&sl_status_words, value->word));

      if (!g_str_has_prefix (word, wanted) && !g_str_has_prefix (label, wanted))
        continue;
      if (found != NULL)
        return NULL;
      found = value->word;
    }

  return found;
}
