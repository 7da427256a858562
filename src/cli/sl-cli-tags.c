/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tags by their names; new ones are made on the way. */
#define G_LOG_DOMAIN "sl-cli-tags"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-cli.h"
#include "sl-error.h"
#include "sl-tag-colors.h"
#include "sl-text.h"

static gpointer
count_tags (SlConnection  *connection,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (GPtrArray) tags = sl_store_read_all (connection, SL_KIND_TAG, FALSE, error);
  guint *n = data;

  if (tags != NULL)
    *n = tags->len;

  return tags != NULL ? n : NULL;
}

static gpointer
read_tag (SlConnection  *connection,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  return sl_store_find_by_text (connection, SL_KIND_TAG, SL_TAG_NAME, data, error);
}

SlRecord *
sl_cli_read_tag (SlCli       *cli,
                 const char  *name,
                 GError     **error)
{
  return sl_cli_read (cli, read_tag, (gpointer) name, error);
}

/* Who gives a tag that is written another way shall know which one it is; capitals make no difference to anybody. */
static void
tell_spelling (const char *name,
               SlRecord   *tag)
{
  const char *own = sl_record_get_text (tag, SL_TAG_NAME);
  g_autofree char *given = g_utf8_casefold (name, -1);
  g_autofree char *kept = g_utf8_casefold (own, -1);
  g_autofree char *harmless = sl_cli_make_harmless (name);
  g_autofree char *harmless_own = sl_cli_make_harmless (own);

  if (g_utf8_collate (given, kept) != 0)
    sl_cli_tell (_("“%s” is the tag “%s”."), harmless, harmless_own);
}

/* The one that the changeset makes already: "--tag a --tag Ä". @n_new: how many it makes. */
static SlRecord *
find_new_tag (SlChangeset *changeset,
              const char  *folded,
              guint       *n_new)
{
  *n_new = 0;
  for (guint i = 0; i < sl_changeset_get_n_changes (changeset); i++)
    {
      const SlChange *change = sl_changeset_get_change (changeset, i);
      g_autofree char *name = NULL;

      if (change->op != SL_OP_INSERT || change->kind != SL_KIND_TAG)
        continue;
      (*n_new)++;
      name = sl_text_fold (sl_record_get_text (change->record, SL_TAG_NAME));
      if (g_str_equal (name, folded))
        return change->record;
    }

  return NULL;
}

char *
sl_cli_find_tag (SlCli        *cli,
                 const char   *name,
                 SlChangeset  *changeset,
                 GError      **error)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autofree char *folded = sl_text_fold (valid);
  g_autoptr (GError) failure = NULL;
  g_autoptr (SlRecord) tag = sl_cli_read_tag (cli, valid, &failure);
  g_auto (SlValue) value = SL_VALUE_INIT;
  SlRecord *made;
  guint n_tags;
  guint n_new;

  if (tag != NULL)
    {
      if (changeset != NULL)
        tell_spelling (valid, tag);
      return g_strdup (sl_record_get_id (tag));
    }
  if (changeset == NULL && g_error_matches (failure, SL_ERROR, SL_ERROR_NOT_FOUND))
    {
      g_set_error (error, SL_ERROR, SL_ERROR_NOT_FOUND, _("There is no tag “%s”."), valid);
      return NULL;
    }
  if (!g_error_matches (failure, SL_ERROR, SL_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  made = find_new_tag (changeset, folded, &n_new);
  if (made != NULL)
    {
      tell_spelling (valid, made);
      return g_strdup (sl_record_get_id (made));
    }
  if (!sl_field_parse (sl_kind_get_field (SL_KIND_TAG, SL_TAG_NAME), valid, &value, error) ||
      sl_cli_read (cli, count_tags, &n_tags, error) == NULL)
    return NULL;

  tag = sl_record_new (SL_KIND_TAG);
  sl_record_take_value (tag, SL_TAG_NAME, &value);
  sl_record_set_text (tag, SL_TAG_COLOR, sl_tag_color_pick (n_tags + n_new));
  sl_changeset_insert (changeset, tag);

  return g_strdup (sl_record_get_id (tag));
}

char *
sl_cli_join_tags (GPtrArray  *tags,
                  const char *separator)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < tags->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? separator : "", sl_record_get_text (g_ptr_array_index (tags, i), SL_TAG_NAME));

  return g_string_free_and_steal (text);
}

JsonArray *
sl_cli_tags_to_json (GPtrArray *tags)
{
  JsonArray *names = json_array_new ();

  for (guint i = 0; i < tags->len; i++)
    json_array_add_string_element (names, sl_record_get_text (g_ptr_array_index (tags, i), SL_TAG_NAME));

  return names;
}
