/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-finder-index.h. */
#define G_LOG_DOMAIN "sl-finder-index"

#include "config.h"

#include "sl-finder-index.h"
#include "sl-kinds.h"

/** _sl_finder_index_free: frees @index */
void
_sl_finder_index_free (SlFinderIndex *index)
{
  g_array_unref (index->entries);
  g_string_free (index->text, TRUE);
  g_free (index);
}

/* Bits for a–z and digits; everything else shares one that is never asked for. */
guint32
_sl_finder_get_letters (const char *text)
{
  guint32 letters = 0;

  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c >= 'a' && *c <= 'z')
        letters |= 1u << (*c - 'a');
      else if (*c >= '0' && *c <= '9')
        letters |= 1u << (26 + (*c - '0') / 2);
    }

  return letters;
}

/* Of no status that is known: the number of words. */
guint8
_sl_finder_get_status_place (const char *status)
{
  int place = status != NULL ? sl_enum_index (&sl_status_words, status) : -1;

  return place >= 0 ? (guint8) place : (guint8) sl_enum_count (&sl_status_words);
}

static void
add_entry (SlFinderIndex *index,
           SlStatement   *statement)
{
  SlFinderEntry entry = { 0 };

  entry.pk = sl_statement_get_integer (statement, 0);
  entry.offset = (guint32) index->text->len;
  entry.status = _sl_finder_get_status_place (sl_statement_get_text (statement, 1));
  for (int column = 2; column <= 4; column++)
    {
      const char *part = sl_statement_get_text (statement, column);

      if (part == NULL || *part == '\0')
        continue;
      if (index->text->len > entry.offset)
        g_string_append_c (index->text, ' ');
      g_string_append (index->text, part);
    }
  entry.letters = _sl_finder_get_letters (index->text->str + entry.offset);
  g_string_append_c (index->text, '\0');
  g_array_append_val (index->entries, entry);
}

/**
 * _sl_finder_index_new:
 * @generation: of the data it is made from
 *
 * Returns: (transfer full): the index of all living applications, or %NULL with @error set
 */
SlFinderIndex *
_sl_finder_index_new (SlConnection  *connection,
                      gint           generation,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_autoptr (SlFinderIndex) index = g_new0 (SlFinderIndex, 1);
  g_autoptr (GError) failure = NULL;
  SlStatement *statement;

  index->entries = g_array_new (FALSE, FALSE, sizeof (SlFinderEntry));
  index->text = g_string_new (NULL);
  index->generation = generation;

  statement = sl_connection_prepare (connection,
                                     "SELECT pk, status, company_name_fold, role_title_fold, location_fold FROM applications"
                                     " WHERE deleted_at IS NULL ORDER BY updated_at DESC, pk DESC",
                                     error);
  if (statement == NULL)
    return NULL;

  while (sl_statement_step (statement, &failure))
    {
      if (index->entries->len % 1024 == 0 && g_cancellable_set_error_if_cancelled (cancellable, &failure))
        break;
      add_entry (index, statement);
    }
  sl_statement_reset (statement);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&index);
}
