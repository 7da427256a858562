/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-trash-words.h. */

#define G_LOG_DOMAIN "sl-trash-words"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-count.h"
#include "sl-format.h"
#include "sl-kinds.h"
#include "sl-private.h"
#include "sl-text.h"
#include "sl-trash-words.h"

/* So many names stand in one question. */
#define MAX_NAMES 3

/** sl_trash_words_title: Returns: what @item is called: “Baker at Torvmark” */
char *
sl_trash_words_title (SlTrashItem *item)
{
  g_autofree char *company = sl_private_company (sl_trash_item_get_company (item));
  g_autofree char *name = sl_private_name (sl_trash_item_get_kind (item), sl_trash_item_get_name (item));

  if (*name != '\0')
    return g_steal_pointer (&name);
  if (*company != '\0' && sl_trash_item_get_role (item) != NULL)
    return sl_format_role_at (sl_trash_item_get_role (item), company);
  return *company != '\0' ? g_steal_pointer (&company) : g_strdup (_(sl_kind_get_info (sl_trash_item_get_kind (item))->label));
}

static char *
format_deleted (SlTrashItem *item)
{
  GTimeZone *zone = sl_clock_get_time_zone (sl_format_get_clock ());
  g_autofree char *when = sl_day_format_relative (sl_day_from_time (sl_trash_item_get_deleted_at (item), zone), sl_format_get_today ());
  int days = MAX (sl_trash_item_get_last_day (item, zone) - sl_format_get_today (), 0);
  g_autofree char *left = g_strdup_printf (ngettext ("%d day left", "%d days left", (gulong) days), days);

  /* Translators: how long something stays in the Trash, and when it was moved there: “27 days left, deleted 3 days ago” */
  return g_strdup_printf (_("%s, deleted %s"), left, when);
}

/** sl_trash_words_subtitle: Returns: how long it stays, first, as a narrow window has no place for all; what kind it is, of which company */
char *
sl_trash_words_subtitle (SlTrashItem *item)
{
  g_autofree char *deleted = format_deleted (item);
  g_autofree char *company = NULL;
  const char *kind;

  kind = _(sl_kind_get_info (sl_trash_item_get_kind (item))->label);
  company = sl_private_company (sl_trash_item_get_company (item));
  if (*company == '\0' || sl_trash_item_get_name (item) == NULL)
    return g_strdup_printf ("%s · %s", deleted, kind);
  return g_strdup_printf ("%s · %s · %s", deleted, kind, company);
}

/** sl_trash_words_question: Returns: the heading of what is asked. Names are in sl_trash_words_fate(): they may be long */
char *
sl_trash_words_question (GPtrArray *items)
{
  if (items->len == 1)
    return g_strdup (_("Delete for Good?"));
  return g_strdup_printf (ngettext ("Delete %s Item for Good?", "Delete %s Items for Good?", items->len), SL_COUNT (items->len));
}

/* “Baker at Torvmark, Call, 2 more” */
static char *
list_names (GPtrArray *items)
{
  char *names[MAX_NAMES + 2] = { NULL };
  guint n = MIN (items->len, MAX_NAMES);
  char *list;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *title = sl_trash_words_title (g_ptr_array_index (items, i));

      names[i] = sl_text_isolate (title);
    }
  if (items->len > n)
    /* Translators: the end of a list of names: “Baker at Torvmark, Joiner at Velkholt, 12 more” */
    names[n] = g_strdup_printf (ngettext ("%s more", "%s more", items->len - n), SL_COUNT (items->len - n));
  list = sl_format_list ((const char *const *) names);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_free (names[i]);
  return list;
}

static char *
count_kind (SlKind kind, guint n)
{
  switch ((int) kind)
    {
    case SL_KIND_STAGE:
      return g_strdup_printf (ngettext ("%s round", "%s rounds", n), SL_COUNT (n));
    case SL_KIND_DOCUMENT:
      return g_strdup_printf (ngettext ("%s paper", "%s papers", n), SL_COUNT (n));
    case SL_KIND_REMINDER:
      return g_strdup_printf (ngettext ("%s reminder", "%s reminders", n), SL_COUNT (n));
    case SL_KIND_MESSAGE:
      return g_strdup_printf (ngettext ("%s email", "%s emails", n), SL_COUNT (n));
    case SL_KIND_OUTCOME:
      return g_strdup (C_("goes with an application", "its offer"));
    case SL_KIND_REFLECTION:
      return g_strdup (C_("goes with an application", "its look back"));
    case SL_KIND_EVENT:
      return g_strdup (C_("goes with an application", "its timeline"));
    default:
      return NULL;
    }
}

/* “3 rounds, 1 paper, 1 attached file, its timeline”, "" for nothing */
static char *
list_belongings (const SlTrashBelongings *belongings)
{
  static const SlKind kinds[] = { SL_KIND_STAGE, SL_KIND_DOCUMENT, SL_KIND_REMINDER, SL_KIND_MESSAGE, SL_KIND_OUTCOME, SL_KIND_REFLECTION, SL_KIND_EVENT };
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (belongings->n[kinds[i]] > 0)
      g_strv_builder_take (parts, count_kind (kinds[i], belongings->n[kinds[i]]));
  if (belongings->n_files > 0)
    g_strv_builder_take (parts, g_strdup_printf (ngettext ("%s attached file", "%s attached files", belongings->n_files), SL_COUNT (belongings->n_files)));
  list = g_strv_builder_end (parts);
  return sl_format_list ((const char *const *) list);
}

static char *
tell_one (SlTrashItem *item, const SlTrashBelongings *belongings)
{
  g_autofree char *title = sl_trash_words_title (item);
  g_autofree char *name = sl_text_isolate (title);
  g_autofree char *list = list_belongings (belongings);

  if (*list == '\0')
    return g_strdup_printf (_("“%s” will be deleted."), name);
  /* Translators: what one thing in the Trash is called, and a list: “3 rounds, 1 paper, 1 attached file, its timeline” */
  return g_strdup_printf (_("“%s” will be deleted, and with it: %s."), name, list);
}

static char *
tell_several (GPtrArray *items)
{
  g_autofree char *names = list_names (items);

  /* Translators: %s: a list of names: “Baker at Torvmark, Joiner at Velkholt, 12 more” */
  return g_strdup_printf (_("%s: they will be deleted with all that belongs to them, attached files too."), names);
}

/**
 * sl_trash_words_fate:
 * @belongings: (nullable): what goes with the one thing; %NULL for several
 *
 * Returns: what goes, by name, what goes with it, and that nothing brings it back
 */
char *
sl_trash_words_fate (GPtrArray *items, const SlTrashBelongings *belongings)
{
  g_autofree char *what = belongings != NULL ? tell_one (g_ptr_array_index (items, 0), belongings) : tell_several (items);

  return g_strdup_printf ("%s\n\n%s", what, _("This can’t be undone. Backups made before may still hold it."));
}
