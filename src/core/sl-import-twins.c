/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every application leaves a small entry, found by the hash of company and role, and by that of its link; the keys are
 * the store's own, so that import and quick add mean the same by "likely duplicate". What else an import can write is kept
 * as a short hash of each field: only what differs in none of them is the same. 100,000 of them take 20 MB. */

#define G_LOG_DOMAIN "sl-import-twins"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-import-twins.h"
#include "sl-kinds.h"
#include "sl-store-query.h"
#include "sl-table-keys.h"
#include "sl-text.h"

/* So many with the same company and role, or the same link, are compared; the newest first. */
#define MAX_COMPARED 40
#define NO_ENTRY G_MAXUINT32

typedef struct {
  guint64 name; /* hashes; 0: none */
  guint64 url;
  guint64 whole; /* of all that it says but its spelling of company, role and link */
  gint64 tag;
  gboolean nameless; /* its company isn't known, so that @name tells nothing */
  guint32 next_name;
  guint32 next_url;
} Entry;

struct _SlImportTwins {
  GArray *entries;
  GHashTable *by_name; /* hash -> newest entry's number + 1 */
  GHashTable *by_url;
  GArray *fields;    /* guint32: for every entry a hash of each field; 0: empty */
  GHashTable *tagged; /* hashes of an entry's tag and the folded name of a tag that it has */
  guint n_stored;
};

#define N_FIELDS SL_N_APPLICATION_FIELDS

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

static guint64
hash_tag (gint64      tag,
          const char *folded)
{
  return hash_text (folded) ^ ((guint64) tag * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));
}

static guint32
hash_value (const SlValue *value)
{
  guint64 hash;

  if (sl_value_is_null (value))
    return 0;
  if (value->type == SL_VALUE_TEXT)
    hash = hash_text (sl_value_get_text (value));
  else
    hash = ((guint64) sl_value_get_integer (value, 0) + 1) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return hash == 0 ? 0 : (guint32) (hash >> 32) | 1;
}

/* Company, role and link are compared by the store's keys; the time at which it was added counts when the file says it. */
static gboolean
is_compared (guint field)
{
  if (field == SL_APPLICATION_COMPANY_NAME || field == SL_APPLICATION_ROLE_TITLE || field == SL_APPLICATION_URL)
    return FALSE;
  return field == SL_FIELD_CREATED_AT || (field >= SL_N_COMMON_FIELDS && !(sl_kind_get_field (SL_KIND_APPLICATION, field)->flags & SL_FIELD_DERIVED));
}

/** sl_import_twins_new: Returns: (transfer full): a finder that knows nothing yet */
SlImportTwins *
sl_import_twins_new (void)
{
  SlImportTwins *self = g_new0 (SlImportTwins, 1);

  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->by_name = g_hash_table_new (g_direct_hash, g_direct_equal);
  self->by_url = g_hash_table_new (g_direct_hash, g_direct_equal);
  self->fields = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->tagged = g_hash_table_new (g_direct_hash, g_direct_equal);
  return self;
}

/** sl_import_twins_free: frees @self */
void
sl_import_twins_free (SlImportTwins *self)
{
  g_array_unref (self->entries);
  g_hash_table_unref (self->by_name);
  g_hash_table_unref (self->by_url);
  g_array_unref (self->fields);
  g_hash_table_unref (self->tagged);
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

/* What is being looked for has its fields after those of all entries. */
static const guint32 *
get_fields (SlImportTwins *self,
            guint          number)
{
  return &g_array_index (self->fields, guint32, number * N_FIELDS);
}

/* What is in the store may say more than the row: the row has nothing then that would be lost. Two rows of one file must
 * say the same. */
static gboolean
says_the_same (SlImportTwins *self,
               const Entry   *entry,
               guint          number,
               GPtrArray     *tags)
{
  const Entry *other = &g_array_index (self->entries, Entry, number);
  const guint32 *mine = get_fields (self, self->entries->len);
  const guint32 *its = get_fields (self, number);

  if (entry->name != other->name || entry->url != other->url || (other->tag < 0 && entry->whole != other->whole))
    return FALSE;
  for (guint i = 0; i < N_FIELDS; i++)
    if (mine[i] != 0 && mine[i] != its[i])
      return FALSE;
  for (guint i = 0; tags != NULL && i < tags->len; i++)
    {
      g_autofree char *folded = sl_text_fold (tags->pdata[i]);

      if (!g_hash_table_contains (self->tagged, GSIZE_TO_POINTER (hash_tag (other->tag, folded))))
        return FALSE;
    }
  return TRUE;
}

static SlImportLikeness
compare (SlImportTwins *self,
         const Entry   *entry,
         guint          number,
         GPtrArray     *tags)
{
  const Entry *other = &g_array_index (self->entries, Entry, number);
  gboolean same_name = entry->name != 0 && entry->name == other->name;
  gboolean same_url = entry->url != 0 && entry->url == other->url;

  if (same_name && says_the_same (self, entry, number, tags))
    return SL_IMPORT_LIKENESS_SAME;
  return same_url || (same_name && !entry->nameless) ? SL_IMPORT_LIKENESS_SIMILAR : SL_IMPORT_LIKENESS_NONE;
}

static void
search (SlImportTwins    *self,
        const Entry      *entry,
        GPtrArray        *tags,
        gboolean          by_url,
        SlImportLikeness *likeness,
        gint64           *tag)
{
  guint32 next = by_url ? find_newest (self->by_url, entry->url) : find_newest (self->by_name, entry->name);

  for (guint i = 0; i < MAX_COMPARED && next != NO_ENTRY && *likeness != SL_IMPORT_LIKENESS_SAME; i++)
    {
      const Entry *other = &g_array_index (self->entries, Entry, next);
      SlImportLikeness found = compare (self, entry, next, tags);

      if (found > *likeness)
        {
          *likeness = found;
          *tag = other->tag;
        }
      next = by_url ? other->next_url : other->next_name;
    }
}

static gboolean
is_unknown_company (const char *company)
{
  return g_str_equal (company, "Unknown company") || g_str_equal (company, _("Unknown company"));
}

/* Fills @entry and appends the hashes of its fields, which stay when it is kept. */
static void
describe (SlImportTwins *self,
          SlRecord      *application,
          gint64         tag,
          Entry         *entry)
{
  g_autofree char *name = sl_table_build_dup_key (application);
  g_autofree char *url = sl_table_build_url_key (application);
  const char *company = sl_record_get_text (application, SL_APPLICATION_COMPANY_NAME);

  *entry = (Entry) { .name = hash_text (name), .url = hash_text (url), .tag = tag, .whole = 1 };
  entry->nameless = company != NULL && is_unknown_company (company);
  for (guint i = 0; i < N_FIELDS; i++)
    {
      guint32 hash = is_compared (i) ? hash_value (sl_record_get_value (application, i)) : 0;

      entry->whole = (entry->whole ^ hash) * G_GUINT64_CONSTANT (1099511628211);
      g_array_append_val (self->fields, hash);
    }
  /* Else all such rows would be compared with one another. */
  if (entry->nameless)
    entry->name ^= hash_text (sl_record_get_text (application, SL_APPLICATION_NOTES)) ^ (hash_text (sl_record_get_text (application, SL_APPLICATION_APPLIED_DATE)) << 1);
}

static void
keep_tag (SlImportTwins *self,
          gint64         tag,
          const char    *folded)
{
  g_hash_table_add (self->tagged, GSIZE_TO_POINTER (hash_tag (tag, folded)));
}

static gboolean
read_application_cb (SlRecord  *application,
                     gpointer   data,
                     GError   **error)
{
  SlImportTwins *self = data;
  Entry entry;

  describe (self, application, sl_record_get_pk (application), &entry);
  keep (self, &entry);
  self->n_stored++;
  return TRUE;
}

static gboolean
read_tags (SlImportTwins  *self,
           SlConnection   *connection,
           GError        **error)
{
  g_autoptr (GError) local = NULL;
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "SELECT a.pk, t.name_fold FROM tag_assignments s JOIN applications a ON a.id = s.application_id JOIN tags t ON t.id = s.tag_id"
                                                  " WHERE s.deleted_at IS NULL AND t.deleted_at IS NULL", error);

  if (statement == NULL)
    return FALSE;
  while (sl_statement_step (statement, &local))
    keep_tag (self, sl_statement_get_integer (statement, 0), sl_statement_get_text (statement, 1));
  sl_statement_reset (statement);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
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
  return sl_store_foreach_record (connection, SL_KIND_APPLICATION, FALSE, read_application_cb, self, cancellable, error) && read_tags (self, connection, error);
}

/**
 * sl_import_twins_add:
 * @self: a finder
 * @application: an application
 * @tags: (nullable) (element-type utf8): the names of its tags
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
                     GPtrArray     *tags,
                     gint64         tag,
                     gint64        *out_tag)
{
  SlImportLikeness likeness = SL_IMPORT_LIKENESS_NONE;
  Entry entry;

  describe (self, application, tag, &entry);
  for (guint i = 0; tags != NULL && i < tags->len; i++)
    {
      g_autofree char *folded = sl_text_fold (tags->pdata[i]);

      entry.whole += hash_text (folded);
      keep_tag (self, tag, folded);
    }
  *out_tag = 0;
  search (self, &entry, tags, FALSE, &likeness, out_tag);
  search (self, &entry, tags, TRUE, &likeness, out_tag);
  keep (self, &entry);
  return likeness;
}

/** sl_import_twins_get_n_stored: Returns: how many applications the store has */
guint
sl_import_twins_get_n_stored (SlImportTwins *self)
{
  return self->n_stored;
}
