/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every application leaves a small entry, found by the hash of company and role, and by that of its link; the keys are
 * the store's own, so that import and quick add mean the same by "duplicate". 100,000 of them take 8 MB. */

#define G_LOG_DOMAIN "sl-import-twins"

#include "config.h"

#include "sl-date.h"
#include "sl-import-twins.h"
#include "sl-kinds.h"
#include "sl-table-keys.h"
#include "sl-text.h"

/* So many with the same company and role, or the same link, are compared; the newest first. */
#define MAX_COMPARED 40
#define NO_ENTRY G_MAXUINT32

typedef struct {
  guint64 name; /* hashes; 0: none */
  guint64 url;
  guint64 place;
  gint64 tag;
  SlDay day;
  guint32 next_name;
  guint32 next_url;
} Entry;

struct _SlImportTwins {
  GArray *entries;
  GHashTable *by_name; /* hash -> newest entry's number + 1 */
  GHashTable *by_url;
  guint n_stored;
};

/* FNV-1a; never 0 for a text. */
static guint64
hash_text (const char *text)
{
  guint64 hash = G_GUINT64_CONSTANT (14695981039346656037);

  if (text == NULL || *text == '\0')
    return 0;
  for (; *text != '\0'; text++)
    hash = (hash ^ (guchar) *text) * G_GUINT64_CONSTANT (1099511628211);
  return hash | 1;
}

/** sl_import_twins_new: Returns: (transfer full): a finder that knows nothing yet */
SlImportTwins *
sl_import_twins_new (void)
{
  SlImportTwins *self = g_new0 (SlImportTwins, 1);

  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->by_name = g_hash_table_new (g_direct_hash, g_direct_equal);
  self->by_url = g_hash_table_new (g_direct_hash, g_direct_equal);
  return self;
}

/** sl_import_twins_free: frees @self */
void
sl_import_twins_free (SlImportTwins *self)
{
  g_array_unref (self->entries);
  g_hash_table_unref (self->by_name);
  g_hash_table_unref (self->by_url);
  g_free (self);
}

static guint32
find_newest (GHashTable *table,
             guint64     hash)
{
  guint number = hash == 0 ? 0 : GPOINTER_TO_UINT (g_hash_table_lookup (table, GSIZE_TO_POINTER (hash)));

  return number == 0 ? NO_ENTRY : number - 1;
}

static void
keep (SlImportTwins *self,
      Entry         *entry)
{
  guint number = self->entries->len + 1;

  entry->next_name = find_newest (self->by_name, entry->name);
  entry->next_url = find_newest (self->by_url, entry->url);
  g_array_append_val (self->entries, *entry);
  if (entry->name != 0)
    g_hash_table_replace (self->by_name, GSIZE_TO_POINTER (entry->name), GUINT_TO_POINTER (number));
  if (entry->url != 0)
    g_hash_table_replace (self->by_url, GSIZE_TO_POINTER (entry->url), GUINT_TO_POINTER (number));
}

static gboolean
differ (guint64 a,
        guint64 b)
{
  return a != 0 && b != 0 && a != b;
}

static SlImportLikeness
compare (const Entry *a,
         const Entry *b)
{
  gboolean same_name = a->name != 0 && a->name == b->name;
  gboolean same_url = a->url != 0 && a->url == b->url;
  gboolean other_day = a->day != SL_DAY_NONE && b->day != SL_DAY_NONE && a->day != b->day;

  if (!same_name)
    return same_url ? SL_IMPORT_LIKENESS_SIMILAR : SL_IMPORT_LIKENESS_NONE;
  if (other_day || differ (a->url, b->url) || (!same_url && differ (a->place, b->place)))
    return SL_IMPORT_LIKENESS_SIMILAR;
  return SL_IMPORT_LIKENESS_SAME;
}

static void
search (SlImportTwins    *self,
        const Entry      *entry,
        gboolean          by_url,
        SlImportLikeness *likeness,
        gint64           *tag)
{
  guint32 next = by_url ? find_newest (self->by_url, entry->url) : find_newest (self->by_name, entry->name);

  for (guint i = 0; i < MAX_COMPARED && next != NO_ENTRY && *likeness != SL_IMPORT_LIKENESS_SAME; i++)
    {
      const Entry *other = &g_array_index (self->entries, Entry, next);
      SlImportLikeness found = compare (entry, other);

      if (found > *likeness)
        {
          *likeness = found;
          *tag = other->tag;
        }
      next = by_url ? other->next_url : other->next_name;
    }
}

/**
 * sl_import_twins_read_store:
 * @self: a finder
 * @connection: where the store is read
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * Learns all living applications; their tags are their row numbers.
 *
 * Returns: whether that went well
 */
gboolean
sl_import_twins_read_store (SlImportTwins  *self,
                            SlConnection   *connection,
                            GCancellable   *cancellable,
                            GError        **error)
{
  g_autoptr (GError) local = NULL;
  SlStatement *statement = sl_connection_prepare (connection, "SELECT pk, dup_key, url_key, applied_date, location_fold FROM applications WHERE deleted_at IS NULL ORDER BY pk", error);

  if (statement == NULL)
    return FALSE;
  while (sl_statement_step (statement, &local))
    {
      Entry entry = { 0 };
      SlDay day;

      entry.tag = sl_statement_get_integer (statement, 0);
      entry.name = hash_text (sl_statement_get_text (statement, 1));
      entry.url = hash_text (sl_statement_get_text (statement, 2));
      entry.day = sl_day_parse_iso (sl_statement_get_text (statement, 3), &day) ? day : SL_DAY_NONE;
      entry.place = hash_text (sl_statement_get_text (statement, 4));
      keep (self, &entry);
      self->n_stored++;
      if (self->n_stored % 1024 == 0 && g_cancellable_set_error_if_cancelled (cancellable, &local))
        break;
    }
  sl_statement_reset (statement);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * sl_import_twins_add:
 * @self: a finder
 * @application: an application
 * @tag: a number by which it is named when another one is like it; below 0 for what isn't in the store
 * @out_tag: (out): the tag of the one that it is most like
 *
 * Looks for an application like @application, and learns it.
 *
 * Returns: how alike they are
 */
SlImportLikeness
sl_import_twins_add (SlImportTwins *self,
                     SlRecord      *application,
                     gint64         tag,
                     gint64        *out_tag)
{
  g_autofree char *name = sl_table_build_dup_key (application);
  g_autofree char *url = sl_table_build_url_key (application);
  const char *place = sl_record_get_text (application, SL_APPLICATION_LOCATION);
  g_autofree char *folded = place != NULL ? sl_text_fold (place) : NULL;
  const char *applied = sl_record_get_text (application, SL_APPLICATION_APPLIED_DATE);
  SlImportLikeness likeness = SL_IMPORT_LIKENESS_NONE;
  Entry entry = { .name = hash_text (name), .url = hash_text (url), .place = hash_text (folded), .tag = tag, .day = SL_DAY_NONE };
  SlDay day;

  if (applied != NULL && sl_day_parse_iso (applied, &day))
    entry.day = day;
  *out_tag = 0;
  search (self, &entry, FALSE, &likeness, out_tag);
  search (self, &entry, TRUE, &likeness, out_tag);
  keep (self, &entry);
  return likeness;
}

/** sl_import_twins_get_n_stored: Returns: how many applications the store has */
guint
sl_import_twins_get_n_stored (SlImportTwins *self)
{
  return self->n_stored;
}
