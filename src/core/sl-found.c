/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thing that was found, and the groups that such things are shown in. See sl-find.h. */

#define G_LOG_DOMAIN "sl-found"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-find-private.h"
#include "sl-text.h"

struct _SlFound
{
  GObject parent_instance;

  SlFindGroup group;
  SlKind kind;
  char *id;
  char *title;
  char *detail;
  SlRow *row;
};

G_DEFINE_FINAL_TYPE (SlFound, sl_found, G_TYPE_OBJECT)

/* Names as in the sidebar. */
static const struct
{
  const char *name;
  const char *title;
} groups[SL_N_FIND_GROUPS] = {
  [SL_FIND_APPLICATIONS] = { "applications", N_("Applications") },
  [SL_FIND_PEOPLE] = { "people", N_("People") },
  [SL_FIND_QUESTIONS] = { "questions", N_("Questions") },
  [SL_FIND_SAVED_JOBS] = { "saved-jobs", N_("Saved Jobs") },
  [SL_FIND_ROUNDS] = { "rounds", N_("Rounds & Notes") },
  [SL_FIND_PAPERS] = { "papers", N_("Papers") },
};

static void
sl_found_finalize (GObject *object)
{
  SlFound *self = SL_FOUND (object);

  g_free (self->id);
  g_free (self->title);
  g_free (self->detail);
  g_clear_object (&self->row);

  G_OBJECT_CLASS (sl_found_parent_class)->finalize (object);
}

static void
sl_found_class_init (SlFoundClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_found_finalize;
}

static void
sl_found_init (SlFound *self)
{
}

/** _sl_found_new: @title, @detail: (transfer full) */
SlFound *
_sl_found_new (SlFindGroup  group,
               SlKind       kind,
               const char  *id,
               char        *title,
               char        *detail)
{
  SlFound *self = g_object_new (SL_TYPE_FOUND, NULL);

  self->group = group;
  self->kind = kind;
  self->id = g_strdup (id);
  self->title = title;
  self->detail = detail;
  return self;
}

/** sl_found_new_application: Returns: (transfer full): the application of @row as something found */
SlFound *
sl_found_new_application (SlRow *row)
{
  SlRecord *application = sl_row_get_application (row);
  const char *company = sl_record_get_text (application, SL_APPLICATION_COMPANY_NAME);
  SlFound *self = _sl_found_new (SL_FIND_APPLICATIONS, SL_KIND_APPLICATION, sl_record_get_id (application),
                                 g_strdup (sl_record_get_text (application, SL_APPLICATION_ROLE_TITLE)), g_strdup (company));

  self->row = g_object_ref (row);
  return self;
}

SlFindGroup
sl_found_get_group (SlFound *self)
{
  g_return_val_if_fail (SL_IS_FOUND (self), SL_FIND_APPLICATIONS);

  return self->group;
}

SlKind
sl_found_get_kind (SlFound *self)
{
  g_return_val_if_fail (SL_IS_FOUND (self), SL_KIND_NONE);

  return self->kind;
}

const char *
sl_found_get_id (SlFound *self)
{
  g_return_val_if_fail (SL_IS_FOUND (self), NULL);

  return self->id;
}

const char *
sl_found_get_title (SlFound *self)
{
  g_return_val_if_fail (SL_IS_FOUND (self), NULL);

  return self->title;
}

const char *
sl_found_get_detail (SlFound *self)
{
  g_return_val_if_fail (SL_IS_FOUND (self), NULL);

  return self->detail;
}

SlRow *
sl_found_get_row (SlFound *self)
{
  g_return_val_if_fail (SL_IS_FOUND (self), NULL);

  return self->row;
}

const char *
sl_find_group_get_title (SlFindGroup group)
{
  g_return_val_if_fail (group < SL_N_FIND_GROUPS, NULL);

  return _(groups[group].title);
}

const char *
sl_find_group_get_name (SlFindGroup group)
{
  g_return_val_if_fail (group < SL_N_FIND_GROUPS, NULL);

  return groups[group].name;
}

/* Whether @text, folded, begins @title or one of its words. */
static gboolean
begins (const char *title,
        const char *text)
{
  g_autofree char *folded = sl_text_fold (title);

  for (const char *word = folded; word != NULL; word = strchr (word, ' '))
    {
      word += *word == ' ';
      if (g_str_has_prefix (word, text))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_status (const char *text)
{
  for (const SlEnumValue *value = sl_status_words.values; value->word != NULL; value++)
    {
      g_autofree char *word = sl_text_fold (value->word);
      g_autofree char *label = sl_text_fold (sl_enum_label (&sl_status_words, value->word));

      if (g_str_has_prefix (word, text) || g_str_has_prefix (label, text))
        return TRUE;
    }

  return FALSE;
}

/**
 * sl_find_match_group:
 * @text: the beginning of a group's name, with or without the "@"
 * @group: (out): the group
 *
 * Returns: whether one group alone begins so, and no status
 */
gboolean
sl_find_match_group (const char  *text,
                     SlFindGroup *group)
{
  g_autofree char *wanted = sl_text_fold (*text == '@' ? text + 1 : text);
  guint n = 0;

  if (*wanted == '\0' || is_status (wanted))
    return FALSE;

  for (SlFindGroup i = 0; i < SL_N_FIND_GROUPS; i++)
    if (begins (groups[i].name, wanted) || begins (_(groups[i].title), wanted))
      {
        *group = i;
        n++;
      }

  return n == 1;
}
