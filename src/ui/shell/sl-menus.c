/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The menus about selected applications. */

#define G_LOG_DOMAIN "sl-menus"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-menus.h"

static void
append_target (GMenu *menu, const char *label, const char *action, const char *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", target);
  g_menu_append_item (menu, item);
}

static void
append_words (GMenu *menu, const SlEnum *words, const char *action, const char *prefix)
{
  for (const SlEnumValue *value = words->values; value->word != NULL; value++)
    {
      g_autofree char *target = g_strconcat (prefix, value->word, NULL);

      append_target (menu, sl_enum_label (words, value->word), action, target);
    }
}

/** sl_menu_new_status: Returns: (transfer full): every status */
GMenuModel *
sl_menu_new_status (void)
{
  GMenu *menu = g_menu_new ();

  append_words (menu, &sl_status_words, "apps.set-status", "");

  return G_MENU_MODEL (menu);
}

static gboolean
is_status_label (const char *label)
{
  for (const SlEnumValue *value = sl_status_words.values; value->word != NULL; value++)
    if (g_str_equal (sl_enum_label (&sl_status_words, value->word), label))
      return TRUE;

  return FALSE;
}

/* A step that a status says already, "Applied" and "Offer", stands in the menu once. */
static void
append_steps (GMenu *menu)
{
  for (const SlEnumValue *value = sl_lane_words.values; value->word != NULL; value++)
    {
      const char *label = sl_enum_label (&sl_lane_words, value->word);
      g_autofree char *target = g_strconcat ("lane:", value->word, NULL);

      if (g_str_equal (value->word, SL_LANE_CLOSED))
        {
          g_autoptr (GMenu) endings = g_menu_new ();

          append_words (endings, &sl_event_outcome_words, "apps.move-to", "closed:");
          g_menu_append_submenu (menu, label, G_MENU_MODEL (endings));
        }
      else if (!is_status_label (label))
        append_target (menu, label, "apps.move-to", target);
    }
}

/** sl_menu_new_move_to: Returns: (transfer full): every status and every interview step */
GMenuModel *
sl_menu_new_move_to (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) statuses = g_menu_new ();
  g_autoptr (GMenu) steps = g_menu_new ();

  append_words (statuses, &sl_status_words, "apps.move-to", "status:");
  append_steps (steps);
  g_menu_append_section (menu, _("Status"), G_MENU_MODEL (statuses));
  g_menu_append_section (menu, _("Interview step"), G_MENU_MODEL (steps));

  return G_MENU_MODEL (menu);
}

/** sl_menu_new_priority: Returns: (transfer full): every priority, and none */
GMenuModel *
sl_menu_new_priority (void)
{
  GMenu *menu = g_menu_new ();

  append_words (menu, &sl_priority_words, "apps.set-priority", "");
  append_target (menu, C_("priority", "None"), "apps.set-priority", "");

  return G_MENU_MODEL (menu);
}

/**
 * sl_menu_new_tags:
 * @state: has the tags
 *
 * Returns: (transfer full): every tag as it is now, and the way to new ones
 */
GMenuModel *
sl_menu_new_tags (SlViewState *state)
{
  GListModel *tags = sl_view_state_get_tags (state);
  guint n_tags = g_list_model_get_n_items (tags);
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) section = g_menu_new ();
  g_autoptr (GMenu) more = g_menu_new ();

  for (guint i = 0; i < n_tags; i++)
    {
      g_autoptr (SlRecord) tag = g_list_model_get_item (tags, i);

      append_target (section, sl_record_get_text (tag, SL_TAG_NAME), "apps.toggle-tag", sl_record_get_id (tag));
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  g_menu_append (more, _("Edit Tags…"), "win.tags");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (more));

  return G_MENU_MODEL (menu);
}

/**
 * sl_menu_new_context:
 * @state: has the tags
 *
 * Returns: (transfer full): the context menu of a row or card
 */
GMenuModel *
sl_menu_new_context (SlViewState *state)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) open = g_menu_new ();
  g_autoptr (GMenu) change = g_menu_new ();
  g_autoptr (GMenu) away = g_menu_new ();
  g_autoptr (GMenuItem) open_item = g_menu_item_new (_("_Open"), NULL);
  g_autoptr (GMenuModel) move_to = sl_menu_new_move_to ();
  g_autoptr (GMenuModel) priority = sl_menu_new_priority ();
  g_autoptr (GMenuModel) tags = sl_menu_new_tags (state);

  g_menu_item_set_action_and_target (open_item, "apps.open", "x", (gint64) -1);
  g_menu_append_item (open, open_item);
  g_menu_append_submenu (change, _("_Move To"), move_to);
  g_menu_append_submenu (change, _("_Priority"), priority);
  g_menu_append_submenu (change, _("_Tags"), tags);
  g_menu_append (away, _("Mer_ge…"), "apps.merge");
  g_menu_append (away, _("_Export…"), "apps.export-selection");
  g_menu_append (away, _("Move to _Trash"), "apps.trash");

  g_menu_append_section (menu, NULL, G_MENU_MODEL (open));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (change));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (away));

  return G_MENU_MODEL (menu);
}
