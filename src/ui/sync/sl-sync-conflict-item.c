/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-sync-conflict-item"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-date.h"
#include "sl-format.h"
#include "sl-json.h"
#include "sl-private.h"
#include "sl-record-name.h"
#include "sl-sync-conflict-item.h"

/* Of more characters, or lines, only the beginning is shown at first. */
#define LONG_CHARS 160
#define LONG_LINES 5

struct _SlSyncConflictItem {
  GObject parent_instance;

  SlSyncConflict *conflict;
  SlRecordName *name;
  char *lost;
  char *present;
  gboolean expanded;
};

G_DEFINE_FINAL_TYPE (SlSyncConflictItem, sl_sync_conflict_item, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_EXPANDED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
sl_sync_conflict_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_EXPANDED)
    g_value_set_boolean (value, SL_SYNC_CONFLICT_ITEM (object)->expanded);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
sl_sync_conflict_item_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_EXPANDED)
    SL_SYNC_CONFLICT_ITEM (object)->expanded = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
sl_sync_conflict_item_finalize (GObject *object)
{
  SlSyncConflictItem *self = SL_SYNC_CONFLICT_ITEM (object);

  sl_sync_conflict_free (self->conflict);
  sl_record_name_free (self->name);
  g_free (self->lost);
  g_free (self->present);
  G_OBJECT_CLASS (sl_sync_conflict_item_parent_class)->finalize (object);
}

static void
sl_sync_conflict_item_class_init (SlSyncConflictItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sl_sync_conflict_item_get_property;
  object_class->set_property = sl_sync_conflict_item_set_property;
  object_class->finalize = sl_sync_conflict_item_finalize;

  properties[PROP_EXPANDED] = g_param_spec_boolean ("expanded", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sl_sync_conflict_item_init (SlSyncConflictItem *self)
{
}

gint64
sl_sync_conflict_item_get_number (SlSyncConflictItem *self)
{
  return self->conflict->number;
}

static gboolean
is_long (const char *text)
{
  guint n_lines = 1;

  for (const char *p = strchr (text, '\n'); p != NULL; p = strchr (p + 1, '\n'))
    n_lines++;
  return n_lines > LONG_LINES || g_utf8_strlen (text, -1) > LONG_CHARS;
}

/** sl_sync_conflict_item_is_long: whether only the beginning of one of both fits */
gboolean
sl_sync_conflict_item_is_long (SlSyncConflictItem *self)
{
  return is_long (self->lost) || is_long (self->present);
}

/** sl_sync_conflict_item_equal: whether their rows say the same */
gboolean
sl_sync_conflict_item_equal (SlSyncConflictItem *self, SlSyncConflictItem *other)
{
  g_autofree char *title = sl_sync_conflict_item_get_title (self);
  g_autofree char *other_title = sl_sync_conflict_item_get_title (other);

  return self->conflict->number == other->conflict->number && g_str_equal (self->lost, other->lost) &&
         g_str_equal (self->present, other->present) && g_str_equal (title, other_title);
}

/** sl_sync_conflict_item_get_title: Returns: what the record is called */
char *
sl_sync_conflict_item_get_title (SlSyncConflictItem *self)
{
  return sl_record_name_describe (self->name);
}

/** sl_sync_conflict_item_get_subtitle: Returns: which field, and when it lost */
char *
sl_sync_conflict_item_get_subtitle (SlSyncConflictItem *self)
{
  SlClock *clock = sl_format_get_clock ();
  const char *label = sl_field_get_label (sl_kind_get_field (self->conflict->kind, self->conflict->field));
  g_autofree char *when = sl_time_format_relative (self->conflict->at, sl_clock_get_now (clock), sl_clock_get_time_zone (clock));

  return g_strdup_printf ("%s · %s", label, when);
}

const char *
sl_sync_conflict_item_get_lost (SlSyncConflictItem *self)
{
  return self->lost;
}

const char *
sl_sync_conflict_item_get_present (SlSyncConflictItem *self)
{
  return self->present;
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
        return sl_record_name_describe (name);
    }
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

static SlSyncConflictItem *
new_item (SlConnection *connection, SlSyncConflict *conflict, GError **error)
{
  g_autoptr (SlSyncConflictItem) self = g_object_new (SL_TYPE_SYNC_CONFLICT_ITEM, NULL);
  const SlField *field = sl_kind_get_field (conflict->kind, conflict->field);

  self->conflict = conflict;
  self->name = sl_record_name_read (connection, conflict->kind, conflict->id, error);
  self->lost = format_value (connection, field, &conflict->lost);
  self->present = format_value (connection, field, &conflict->present);
  return self->name != NULL ? g_steal_pointer (&self) : NULL;
}

gpointer
sl_sync_conflict_items_read (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) conflicts = sl_sync_conflicts_read (connection, error);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  while (conflicts != NULL && conflicts->len > 0)
    {
      SlSyncConflictItem *item = new_item (connection, g_ptr_array_steal_index (conflicts, 0), error);

      if (item == NULL)
        return NULL;
      g_ptr_array_add (items, item);
    }
  return conflicts != NULL ? g_steal_pointer (&items) : NULL;
}
