/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The listing of what lost. An item's number is the conflict's. */
#define G_LOG_DOMAIN "sl-sync-conflicts-page"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-color.h"
#include "sl-date.h"
#include "sl-error.h"
#include "sl-format.h"
#include "sl-json.h"
#include "sl-money.h"
#include "sl-private-record.h"
#include "sl-private.h"
#include "sl-record-name.h"
#include "sl-sync-conflict.h"
#include "sl-sync-conflicts-page.h"
#include "sl-sync-list-page.h"

enum {
  USE,
  KEEP,
};

static gpointer
read_items (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) conflicts = sl_sync_conflicts_read (connection, error);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; conflicts != NULL && i < conflicts->len; i++)
    {
      const SlSyncConflict *one = g_ptr_array_index (conflicts, i);

      g_ptr_array_add (items, sl_sync_item_new (one->kind, one->id, one->number));
    }
  return conflicts != NULL ? g_steal_pointer (&items) : NULL;
}

/* Values in words */

/* A line for each of a list of texts; (nullable): it is none. */
static char *
format_list (const char *json)
{
  g_autoptr (JsonNode) node = sl_json_parse (json, -1, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return NULL;
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (element) || json_node_get_value_type (element) != G_TYPE_STRING)
        return NULL;
      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", json_node_get_string (element));
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static char *
format_text (SlConnection *connection, const SlField *field, const SlValue *value)
{
  SlClock *clock = sl_format_get_clock ();
  SlDay day;

  if (field->type == SL_TYPE_REFERENCE && value->type == SL_VALUE_TEXT)
    {
      g_autoptr (SlRecordName) name = sl_record_name_read (connection, field->target, value->text, NULL);

      if (name != NULL)
        return sl_private_record_describe (name);
    }
  if (field->flags & SL_FIELD_COLOR && value->type == SL_VALUE_TEXT && sl_tag_color_get_name (value->text) != NULL)
    return g_strdup (sl_tag_color_get_name (value->text));
  if (field->flags & SL_FIELD_MONEY && value->type == SL_VALUE_INTEGER)
    return sl_money_format_number ((double) value->integer);
  if (field->type == SL_TYPE_DATE && value->type == SL_VALUE_TEXT && sl_day_parse_iso (value->text, &day))
    return sl_day_format_long (day);
  if (field->type == SL_TYPE_TIME && value->type == SL_VALUE_INTEGER)
    return sl_time_format_relative (value->integer, sl_clock_get_now (clock), sl_clock_get_time_zone (clock));
  if (field->type == SL_TYPE_JSON && value->type == SL_VALUE_TEXT)
    {
      char *list = format_list (value->text);

      if (list != NULL)
        return list;
    }
  return sl_field_format (field, value);
}

static char *
format_value (SlConnection *connection, const SlField *field, const SlValue *value)
{
  g_autofree char *text = format_text (connection, field, value);

  if (*text == '\0')
    return g_strdup (C_("value", "Empty"));
  return sl_private_words (text, sl_private_get_told (field));
}

/* Which field, when it lost, and of which record, where others have its name; %NULL with @error set. */
static char *
describe_field (SlConnection *connection, const SlSyncConflict *conflict, GError **error)
{
  SlClock *clock = sl_format_get_clock ();
  const char *label = sl_field_get_label (sl_kind_get_field (conflict->kind, conflict->field));
  g_autofree char *when = sl_time_format_relative (conflict->at, sl_clock_get_now (clock), sl_clock_get_time_zone (clock));
  g_autoptr (GError) local = NULL;
  g_autofree char *apart = sl_private_record_tell_apart (connection, conflict->kind, conflict->id, &local);

  if (local == NULL)
    return g_strjoin (" · ", label, when, apart, NULL);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* What lost is shown where it says something that isn't said yet. */
static void
tell_values (SlConnection *connection, const SlSyncConflict *conflict, SlSyncText *text)
{
  static const char *const uses[] = {
    [SL_SYNC_CONFLICT_REPLACED] = N_("Use This Instead"),
    [SL_SYNC_CONFLICT_BOTH] = N_("Use This Alone"),
    [SL_SYNC_CONFLICT_EMPTIED_HERE] = N_("Empty It"),
    [SL_SYNC_CONFLICT_EMPTIED_THERE] = N_("Empty It"),
    [SL_SYNC_CONFLICT_EMPTIED] = N_("Empty It"),
    [SL_SYNC_CONFLICT_DELETED] = N_("Move to Trash"),
  };
  const SlField *field = sl_kind_get_field (conflict->kind, conflict->field);

  text->problem = g_strdup (sl_sync_conflict_explain (conflict));
  if (conflict->way == SL_SYNC_CONFLICT_REPLACED || conflict->way == SL_SYNC_CONFLICT_BOTH)
    text->mine = format_value (connection, field, &conflict->lost);
  if (conflict->way == SL_SYNC_CONFLICT_BOTH)
    text->mine_label = _("One of the two");
  else if (!sl_sync_conflict_is_own (connection, conflict))
    text->mine_label = _("The other version");
  if (conflict->way != SL_SYNC_CONFLICT_DELETED)
    text->theirs = format_value (connection, field, &conflict->present);
  text->buttons[USE] = _(uses[conflict->way]);
  text->buttons[KEEP] = _("Keep as It Is");
}

/** sl_sync_conflicts_page_tell: Returns: (transfer full) (nullable): what a row says; %NULL without @error: it is settled */
SlSyncText *
sl_sync_conflicts_page_tell (SlConnection *connection, SlSyncItem *item, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (SlSyncConflict) conflict = sl_sync_conflict_find (connection, sl_sync_item_get_number (item), &local);
  g_autoptr (SlRecordName) name = conflict != NULL ? sl_record_name_read (connection, conflict->kind, conflict->id, &local) : NULL;
  g_autofree char *subtitle = name != NULL ? describe_field (connection, conflict, &local) : NULL;
  SlSyncText *text;

  if (subtitle == NULL)
    {
      /* Settled since the list was read: it goes from there, too. */
      if (!g_error_matches (local, SL_ERROR, SL_ERROR_NOT_FOUND))
        g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  text = g_new0 (SlSyncText, 1);
  text->title = sl_private_record_describe (name);
  text->subtitle = g_steal_pointer (&subtitle);
  text->can_open = sl_sync_list_page_opens (conflict->kind);
  tell_values (connection, conflict, text);
  return text;
}

static void
keep (SlSyncKeeper *keeper, SlSyncItem **items, guint n_items, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < n_items; i++)
    {
      gint64 number = sl_sync_item_get_number (items[i]);

      g_array_append_val (numbers, number);
    }
  sl_sync_keeper_settle_async (keeper, numbers, callback, user_data);
}

static void
choose (SlSyncKeeper *keeper, SlSyncItem *item, guint button, GAsyncReadyCallback callback, gpointer user_data)
{
  if (button == USE)
    sl_sync_keeper_swap_async (keeper, sl_sync_item_get_number (item), callback, user_data);
  else
    keep (keeper, (SlSyncItem *[]) { item }, 1, callback, user_data);
}

static void
choose_all (SlSyncKeeper *keeper, GPtrArray *items, GAsyncReadyCallback callback, gpointer user_data)
{
  keep (keeper, (SlSyncItem **) items->pdata, items->len, callback, user_data);
}

/** sl_sync_conflicts_page_new: Returns: (transfer floating): what the person wrote and doesn't stand any more */
AdwNavigationPage *
sl_sync_conflicts_page_new (SlViewState *state)
{
  static const SlSyncListing listing = {
    .title = N_("Conflicts"),
    .intro = N_("The same was changed in two places. What doesn’t stand any more isn’t lost: here it is."),
    .empty_title = N_("No Conflicts"),
    .empty_description = N_("When the same was changed in two places, one change stands, and the other is kept here."),
    .read = read_items,
    .tell = sl_sync_conflicts_page_tell,
    .choose = choose,
    .all = N_("_Keep All"),
    .all_tip = N_("Keep everything as it is now"),
    .choose_all = choose_all,
    .failed = { N_("What stood there stays."), N_("It stays in the list.") },
  };

  return sl_sync_list_page_new (state, &listing);
}
