/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was typed, understood: words of an enum, values of a field, shortened ids. */

#define G_LOG_DOMAIN "sl-cli-arguments"

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sl-cli.h"
#include "sl-error.h"

#define MIN_PREFIX 4

/* Words */

char *
sl_cli_list_words (const SlEnum *words,
                   const char   *extra)
{
  GString *list = g_string_new (NULL);

  for (const SlEnumValue *value = words->values; value->word != NULL; value++)
    g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", sl_enum_label (words, value->word));
  if (extra != NULL)
    g_string_append_printf (list, ", %s", extra);

  return g_string_free_and_steal (list);
}

gboolean
sl_cli_match_word (SlCli         *cli,
                   const SlEnum  *words,
                   const char    *option,
                   const char    *text,
                   const char   **word)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;
  g_autofree char *list = NULL;

  *word = sl_enum_match (words, valid);
  if (valid == NULL || *word != NULL)
    return TRUE;

  list = sl_cli_list_words (words, NULL);
  sl_cli_usage (cli, _("%s doesn’t know “%s”. It takes %s"), option, valid, list);

  return FALSE;
}

gboolean
sl_cli_parse_field (SlCli          *cli,
                    const SlField  *field,
                    const char     *option,
                    const char     *text,
                    SlValue        *value,
                    GError        **error)
{
  /* Options are looked at before the data is opened, which is what has the clock. */
  g_autoptr (SlClock) clock = cli->context != NULL ? g_object_ref (sl_context_get_clock (cli->context)) : sl_clock_new_system ();
  SlField named = *field;
  GError *refused = NULL;

  if (text != NULL && !g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error, sl_cli_usage_error_quark (), SL_ERROR_INVALID, _("%s holds bytes that aren’t text. Check the encoding of your terminal; Shortlist takes UTF-8."), option);
      return FALSE;
    }

  /* What is wrong is told of what was typed, not of what a form would have beside it. */
  named.label = option;
  if (sl_field_parse_on (&named, text, sl_clock_get_today (clock), value, &refused))
    return TRUE;

  if (g_error_matches (refused, SL_ERROR, SL_ERROR_INVALID))
    refused->domain = sl_cli_usage_error_quark ();
  g_propagate_error (error, refused);
  return FALSE;
}

/* Ids */

typedef struct {
  SlKind kind;
  GPtrArray *prefixes;
  gboolean living;
} Wanted;

static gboolean
check_living (SlConnection  *connection,
              SlKind         kind,
              const char    *id,
              GError       **error)
{
  g_autoptr (SlRecord) record = sl_store_read_record (connection, kind, id, error);

  if (record == NULL || sl_record_is_null (record, SL_FIELD_DELETED_AT))
    return record != NULL;
  if (kind == SL_KIND_APPLICATION)
    g_set_error (error, SL_ERROR, SL_ERROR_INVALID, _("The application is in the Trash. Take it out first: shortlistctl restore %s"), id);
  else
    g_set_error (error, SL_ERROR, SL_ERROR_INVALID, _("The record is in the Trash. Take it out first: shortlistctl trash restore %.8s"), id);
  return FALSE;
}

static gpointer
resolve (SlConnection  *connection,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  Wanted *wanted = data;
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < wanted->prefixes->len; i++)
    {
      g_autofree char *id = sl_store_resolve_id (connection, wanted->kind, g_ptr_array_index (wanted->prefixes, i), error);

      if (id == NULL || (wanted->living && !check_living (connection, wanted->kind, id, error)))
        return NULL;
      if (g_hash_table_add (seen, g_strdup (id)))
        g_strv_builder_take (ids, g_steal_pointer (&id));
    }

  return g_strv_builder_end (ids);
}

static void
add_from_standard_input (GPtrArray *prefixes)
{
  char *line = NULL;
  gsize room = 0;

  while (getline (&line, &room, stdin) >= 0)
    {
      g_strstrip (line);
      if (*line != '\0')
        g_ptr_array_add (prefixes, sl_cli_make_harmless (line));
    }
  free (line);
}

static char **
resolve_all (SlCli        *cli,
             SlKind        kind,
             char *const  *prefixes,
             gboolean      living,
             GError      **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);
  Wanted wanted = { kind, all, living };

  for (guint i = 0; prefixes[i] != NULL; i++)
    {
      if (g_str_equal (prefixes[i], "-"))
        add_from_standard_input (all);
      else
        g_ptr_array_add (all, sl_cli_make_harmless (prefixes[i]));
    }

  return sl_cli_read (cli, resolve, &wanted, error);
}

char **
sl_cli_resolve_ids (SlCli        *cli,
                    SlKind        kind,
                    char *const  *prefixes,
                    GError      **error)
{
  return resolve_all (cli, kind, prefixes, FALSE, error);
}

char **
sl_cli_resolve_living_ids (SlCli        *cli,
                           SlKind        kind,
                           char *const  *prefixes,
                           GError      **error)
{
  return resolve_all (cli, kind, prefixes, TRUE, error);
}

static gpointer
find_item (GPtrArray  *items,
           SlCliGetId  get_id,
           const char *typed,
           const char *hint,
           GError    **error)
{
  g_autofree char *harmless = sl_cli_make_harmless (typed);
  g_autofree char *text = NULL;
  gpointer found = NULL;
  guint n = 0;

  for (guint i = 0; strlen (typed) >= MIN_PREFIX && i < items->len; i++)
    if (g_ascii_strncasecmp (get_id (g_ptr_array_index (items, i)), typed, strlen (typed)) == 0)
      {
        found = g_ptr_array_index (items, i);
        n++;
      }
  if (n == 1)
    return found;
  if (n > 1)
    {
      g_set_error (error, SL_ERROR, SL_ERROR_AMBIGUOUS, _("More than one record begins with “%s”. Type more of its id."), harmless);
      return NULL;
    }
  text = g_strdup_printf (_("There is nothing with the id “%s”."), harmless);
  g_set_error (error, SL_ERROR, SL_ERROR_NOT_FOUND, "%s %s", text, hint);
  return NULL;
}

GPtrArray *
sl_cli_pick (GPtrArray   *items,
             SlCliGetId   get_id,
             char *const *prefixes,
             const char  *hint,
             GError     **error)
{
  g_autoptr (GPtrArray) picked = g_ptr_array_new ();

  for (; *prefixes != NULL; prefixes++)
    {
      gpointer item = find_item (items, get_id, *prefixes, hint, error);

      if (item == NULL)
        return NULL;
      if (!g_ptr_array_find (picked, item, NULL))
        g_ptr_array_add (picked, item);
    }
  return g_steal_pointer (&picked);
}
