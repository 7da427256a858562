/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Items and rows of one query model. What somebody looks at is read a page at a time, the newest wish first (after a
 * fast scroll the page in sight, not those passed on the way), then the pages beside it. The last pages read stay
 * alive, so that going back shows rows at once. Positions only serve to find neighbours: rows find their item by pk. */
#define G_LOG_DOMAIN "sl-item-pages"

#include "config.h"

#include "sl-item-pages.h"
#include "sl-store-query.h"

/* A few windows full: a board has a model for each column, and rows hold whole notes and descriptions. */
#define N_KEPT_PAGES 6
/* Rows read in one go when all are read again, so that a page someone waits for can come in between. */
#define REFRESH_SIZE 256

typedef struct {
  gint64 pk;
  guint position;
} Wish;

struct _SlItemPages
{
  SlContext *context;
  SlItemPagesFailed failed;
  gpointer failed_data;
  GCancellable *cancellable;

  const gint64 *pks; /* borrowed from the model */
  guint n_pks;

  GHashTable *pool;    /* pk → SlItem, weak */
  GQueue kept;         /* of GPtrArray of SlItem, newest first */
  GArray *wishes;      /* of Wish, newest last */
  GArray *refresh;     /* pks still to be read again */
  guint beside[2];     /* pages to read when nobody waits */
  gboolean reading;
  gboolean refresh_again; /* what is being read now may be from before the change */
};

/* One read: which pks, and for which page of the list (G_MAXUINT: none, a refresh). */
typedef struct {
  SlItemPages *pages;
  GArray *pks;
  SlDay today;
  guint page;
  gboolean wished;
} Read;

static void read_next (SlItemPages *self);
static void collect_refresh (SlItemPages *self);

static void
item_pages_clear (gpointer data)
{
  SlItemPages *self = data;

  g_queue_clear_full (&self->kept, (GDestroyNotify) g_ptr_array_unref);
  g_array_unref (self->wishes);
  g_array_unref (self->refresh);
  g_hash_table_unref (self->pool);
  g_object_unref (self->cancellable);
  g_object_unref (self->context);
}

static Read *
read_copy (Read *read)
{
  Read *copy = g_new0 (Read, 1);

  copy->pks = g_array_ref (read->pks);
  copy->today = read->today;

  return copy;
}

/* Lives on the reader thread: holds nothing of the main thread's. */
static void
read_copy_free (gpointer data)
{
  Read *read = data;

  g_array_unref (read->pks);
  g_free (read);
}

static void
read_free (Read *read)
{
  g_array_unref (read->pks);
  g_rc_box_release_full (read->pages, item_pages_clear);
  g_free (read);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Read, read_free)

static gpointer
fetch_rows (SlConnection  *connection,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Read *read = data;

  return sl_store_fetch_rows (connection, (const gint64 *) read->pks->data, read->pks->len, read->today, error);
}

static SlItem *
lookup_item (SlItemPages *self,
             gint64       pk)
{
  return g_hash_table_lookup (self->pool, &pk);
}

static SlItem *
ref_item (SlItemPages *self,
          gint64       pk)
{
  SlItem *item = lookup_item (self, pk);

  return item != NULL ? g_object_ref (item) : sl_item_new (pk, self->pool);
}

static gboolean
has_row (SlItemPages *self,
         gint64       pk)
{
  SlItem *item = lookup_item (self, pk);

  return item != NULL && sl_item_get_row (item) != NULL;
}

static void
keep_page (SlItemPages *self,
           GPtrArray   *items)
{
  g_queue_push_head (&self->kept, items);
  while (self->kept.length > N_KEPT_PAGES)
    g_ptr_array_unref (g_queue_pop_tail (&self->kept));
}

static void
read_done_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (Read) read = user_data;
  SlItemPages *self = read->pages;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = sl_store_read_finish (SL_STORE (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  self->reading = FALSE;
  if (rows == NULL)
    {
      g_array_set_size (self->wishes, 0);
      g_array_set_size (self->refresh, 0);
      self->failed (error, self->failed_data);
      return;
    }

  if (read->page == G_MAXUINT)
    {
      for (guint i = 0; i < rows->len; i++)
        {
          SlItem *item = lookup_item (self, g_array_index (read->pks, gint64, i));

          if (item != NULL)
            {
              g_autoptr (SlItem) held = g_object_ref (item);

              sl_item_take_row (held, g_steal_pointer (&g_ptr_array_index (rows, i)));
            }
        }
    }
  else
    sl_item_pages_add_rows (self, (const gint64 *) read->pks->data, rows);

  if (read->wished)
    {
      self->beside[0] = read->page > 0 ? read->page - 1 : G_MAXUINT;
      self->beside[1] = read->page + 1;
    }
  if (self->refresh_again)
    {
      self->refresh_again = FALSE;
      collect_refresh (self);
    }
  read_next (self);
}

/* Takes @pks. */
static void
begin_read (SlItemPages *self,
            GArray      *pks,
            guint        page,
            gboolean     wished)
{
  Read *read = g_new0 (Read, 1);

  read->pages = g_rc_box_acquire (self);
  read->pks = pks;
  read->today = sl_context_get_today (self->context);
  read->page = page;
  read->wished = wished;

  self->reading = TRUE;
  sl_store_read_async (sl_context_get_store (self->context), SL_READ_INTERACTIVE, fetch_rows,
                       read_copy (read), read_copy_free, (GDestroyNotify) g_ptr_array_unref,
                       self->cancellable, read_done_cb, read);
}

/* (nullable): what is still unread of a page. */
static GArray *
collect_unread (SlItemPages *self,
                guint        page)
{
  guint64 start = (guint64) page * SL_PAGE_SIZE;
  guint64 end = MIN (start + SL_PAGE_SIZE, self->n_pks);
  g_autoptr (GArray) pks = NULL;

  for (guint64 i = start; i < end; i++)
    if (!has_row (self, self->pks[i]))
      {
        if (pks == NULL)
          pks = g_array_sized_new (FALSE, FALSE, sizeof (gint64), (guint) (end - i));
        g_array_append_val (pks, self->pks[i]);
      }

  return g_steal_pointer (&pks);
}

/* Chunks are taken from the end, so those that somebody besides the kept pages holds (that is, shows) come last. */
static void
collect_refresh (SlItemPages *self)
{
  g_array_set_size (self->refresh, 0);
  for (int shown = 0; shown <= 1; shown++)
    {
      GHashTableIter iter;
      gpointer item;

      g_hash_table_iter_init (&iter, self->pool);
      while (g_hash_table_iter_next (&iter, NULL, &item))
        if ((G_OBJECT (item)->ref_count > 1) == shown)
          {
            gint64 pk = sl_item_get_pk (item);

            g_array_append_val (self->refresh, pk);
          }
    }
}

/* A page that somebody still waits for. */
static gboolean
read_wish (SlItemPages *self)
{
  while (self->wishes->len > 0)
    {
      Wish wish = g_array_index (self->wishes, Wish, self->wishes->len - 1);
      SlItem *item = lookup_item (self, wish.pk);
      GArray *pks;

      g_array_set_size (self->wishes, self->wishes->len - 1);
      if (item == NULL || sl_item_get_row (item) != NULL)
        continue;

      /* The list may have changed since, and the item moved: then it alone, without neighbours. */
      if (wish.position < self->n_pks && self->pks[wish.position] == wish.pk)
        {
          pks = collect_unread (self, wish.position / SL_PAGE_SIZE);
        }
      else
        {
          pks = g_array_new (FALSE, FALSE, sizeof (gint64));
          g_array_append_val (pks, wish.pk);
        }

      begin_read (self, pks, wish.position / SL_PAGE_SIZE, TRUE);
      return TRUE;
    }

  return FALSE;
}

static gboolean
read_refresh (SlItemPages *self)
{
  GArray *pks;
  guint n = MIN (self->refresh->len, REFRESH_SIZE);

  if (n == 0)
    return FALSE;

  pks = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);
  g_array_append_vals (pks, &g_array_index (self->refresh, gint64, self->refresh->len - n), n);
  g_array_set_size (self->refresh, self->refresh->len - n);
  begin_read (self, pks, G_MAXUINT, FALSE);

  return TRUE;
}

static gboolean
read_beside (SlItemPages *self)
{
  for (guint i = G_N_ELEMENTS (self->beside); i-- > 0;)
    {
      guint page = self->beside[i];
      GArray *pks;

      self->beside[i] = G_MAXUINT;
      pks = page != G_MAXUINT ? collect_unread (self, page) : NULL;
      if (pks != NULL)
        {
          begin_read (self, pks, page, FALSE);
          return TRUE;
        }
    }

  return FALSE;
}

static void
read_next (SlItemPages *self)
{
  if (self->reading || g_cancellable_is_cancelled (self->cancellable))
    return;

  if (!read_wish (self) && !read_refresh (self))
    read_beside (self);
}

/**
 * sl_item_pages_new:
 *
 * Returns: (transfer full): pages over an empty list
 */
SlItemPages *
sl_item_pages_new (SlContext         *context,
                   SlItemPagesFailed  failed,
                   gpointer           data)
{
  SlItemPages *self = g_rc_box_new0 (SlItemPages);

  self->context = g_object_ref (context);
  self->failed = failed;
  self->failed_data = data;
  self->cancellable = g_cancellable_new ();
  self->pool = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->wishes = g_array_new (FALSE, FALSE, sizeof (Wish));
  self->refresh = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->beside[0] = self->beside[1] = G_MAXUINT;
  g_queue_init (&self->kept);

  return self;
}

/**
 * sl_item_pages_free:
 *
 * Drops reads under way; items that others hold live on with the row they have.
 */
void
sl_item_pages_free (SlItemPages *self)
{
  g_cancellable_cancel (self->cancellable);
  g_queue_clear_full (&self->kept, (GDestroyNotify) g_ptr_array_unref);
  g_rc_box_release_full (self, item_pages_clear);
}

void
sl_item_pages_set_list (SlItemPages  *self,
                        const gint64 *pks,
                        guint         n_pks)
{
  self->pks = pks;
  self->n_pks = n_pks;
}

SlItem *
sl_item_pages_get (SlItemPages *self,
                   guint        position)
{
  g_autoptr (SlItem) item = NULL;

  g_return_val_if_fail (position < self->n_pks, NULL);

  item = ref_item (self, self->pks[position]);
  if (sl_item_get_row (item) == NULL)
    {
      Wish wish = { self->pks[position], position };

      g_array_append_val (self->wishes, wish);
      read_next (self);
    }

  return g_steal_pointer (&item);
}

void
sl_item_pages_add_rows (SlItemPages  *self,
                        const gint64 *pks,
                        GPtrArray    *rows)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_full (rows->len, g_object_unref);

  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (items, ref_item (self, pks[i]));

  /* Kept before anyone hears of it: a watcher may drop its items. */
  keep_page (self, g_ptr_array_ref (items));
  for (guint i = 0; i < rows->len; i++)
    sl_item_take_row (g_ptr_array_index (items, i), g_steal_pointer (&g_ptr_array_index (rows, i)));
}

void
sl_item_pages_refresh (SlItemPages *self)
{
  self->refresh_again |= self->reading;
  collect_refresh (self);
  read_next (self);
}
