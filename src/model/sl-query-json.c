/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A query as text, for saved filters and the command line, and the names of facets and orders in it. Only what
 * differs from a new query is written, in one order: equal queries give equal text. Declared in sl-query.h. */

#define G_LOG_DOMAIN "sl-query-json"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-error.h"
#include "sl-json.h"
#include "sl-query.h"
#include "sl-text.h"

static const struct {
  const char *name;
  const SlEnum *words;
} facets[SL_N_FACETS] = {
  [SL_FACET_STATUS] = { "status", &sl_status_words },
  [SL_FACET_PRIORITY] = { "priority", &sl_priority_words },
  [SL_FACET_TAG] = { "tag", NULL },
  [SL_FACET_SOURCE] = { "source", &sl_source_words },
  [SL_FACET_WORK_MODE] = { "work-mode", &sl_work_mode_words },
  [SL_FACET_JOB_TYPE] = { "job-type", &sl_job_type_words },
  [SL_FACET_LANE] = { "lane", &sl_lane_words },
  [SL_FACET_COMPANY] = { "company", NULL },
};

static const struct {
  const char *name;
  guint field;
} sorts[SL_N_SORTS] = {
  [SL_SORT_UPDATED] = { "updated", SL_FIELD_UPDATED_AT },
  [SL_SORT_CREATED] = { "created", SL_FIELD_CREATED_AT },
  [SL_SORT_COMPANY] = { "company", SL_APPLICATION_COMPANY_NAME },
  [SL_SORT_ROLE] = { "role", SL_APPLICATION_ROLE_TITLE },
  [SL_SORT_STATUS] = { "status", SL_APPLICATION_STATUS },
  [SL_SORT_APPLIED] = { "applied", SL_APPLICATION_APPLIED_DATE },
  [SL_SORT_FOLLOW_UP] = { "follow-up", SL_APPLICATION_FOLLOW_UP_DATE },
  [SL_SORT_PRIORITY] = { "priority", SL_APPLICATION_PRIORITY },
  [SL_SORT_SALARY] = { "salary", SL_APPLICATION_SALARY_MIN },
  [SL_SORT_LOCATION] = { "location", SL_APPLICATION_LOCATION },
  [SL_SORT_SOURCE] = { "source", SL_APPLICATION_SOURCE },
  [SL_SORT_QUIET] = { "quiet", SL_APPLICATION_LAST_ACTIVITY },
  [SL_SORT_ACTIVE] = { "active", SL_APPLICATION_LAST_ACTIVITY },
  [SL_SORT_BOARD_RANK] = { "rank", SL_APPLICATION_BOARD_RANK },
};

/**
 * sl_facet_get_name:
 * @facet: a facet
 *
 * Returns: its name in JSON and on the command line
 */
const char *
sl_facet_get_name (SlFacet facet)
{
  g_return_val_if_fail (facet < SL_N_FACETS, NULL);

  return facets[facet].name;
}

/**
 * sl_facet_get_words:
 * @facet: a facet
 *
 * Returns: (nullable): the enum its words come from; %NULL for tags and companies
 */
const SlEnum *
sl_facet_get_words (SlFacet facet)
{
  g_return_val_if_fail (facet < SL_N_FACETS, NULL);

  return facets[facet].words;
}

/**
 * sl_sort_get_name:
 * @sort: an order
 *
 * Returns: its name in JSON and on the command line
 */
const char *
sl_sort_get_name (SlSort sort)
{
  g_return_val_if_fail (sort < SL_N_SORTS, NULL);

  return sorts[sort].name;
}

/**
 * sl_sort_get_field:
 * @sort: an order
 *
 * Returns: the field of applications that it looks at first
 */
guint
sl_sort_get_field (SlSort sort)
{
  g_return_val_if_fail (sort < SL_N_SORTS, SL_FIELD_NONE);

  return sorts[sort].field;
}

/**
 * sl_sort_from_name:
 * @name: (nullable): a name as sl_sort_get_name() gives it, or the name or column of the field that is sorted by
 * @sort: (out): the order
 *
 * Returns: whether there is one of that name; else @sort stays as it was
 */
gboolean
sl_sort_from_name (const char *name, SlSort *sort)
{
  guint field;

  for (int i = 0; name != NULL && i < SL_N_SORTS; i++)
    if (strcmp (name, sorts[i].name) == 0)
      {
        *sort = i;
        return TRUE;
      }

  field = sl_kind_guess_field (SL_KIND_APPLICATION, name);
  if (field == SL_APPLICATION_SALARY_MAX)
    field = SL_APPLICATION_SALARY_MIN;
  for (int i = 0; field != SL_FIELD_NONE && i < SL_N_SORTS; i++)
    if (sorts[i].field == field)
      {
        *sort = i;
        return TRUE;
      }
  return FALSE;
}

static void
write_day (JsonObject *object, const char *member, SlDay day)
{
  char iso[SL_DAY_ISO_SIZE];

  if (day != SL_DAY_NONE)
    json_object_set_string_member (object, member, sl_day_format_iso (day, iso));
}

static void
write_words (JsonObject *object, SlQuery *self, SlFacet facet)
{
  const char *const *words = sl_query_get_words (self, facet);
  JsonArray *array;

  if (words[0] == NULL)
    return;
  array = json_array_new ();
  for (; *words != NULL; words++)
    json_array_add_string_element (array, *words);
  json_object_set_array_member (object, facets[facet].name, array);
}

/**
 * sl_query_to_json:
 * @self: a query
 *
 * Returns: (transfer full): an object as text; "{}" for a new query
 */
char *
sl_query_to_json (SlQuery *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *text = NULL;

  g_return_val_if_fail (SL_IS_QUERY (self), NULL);

  text = sl_text_strip (sl_query_get_text (self));
  if (*text != '\0')
    json_object_set_string_member (object, "text", text);
  for (int i = 0; i < SL_N_FACETS; i++)
    write_words (object, self, i);
  if (sl_query_get_salary_min (self) >= 0)
    json_object_set_int_member (object, "salary-min", sl_query_get_salary_min (self));
  if (sl_query_get_salary_max (self) >= 0)
    json_object_set_int_member (object, "salary-max", sl_query_get_salary_max (self));
  write_day (object, "from", sl_query_get_from (self));
  write_day (object, "to", sl_query_get_to (self));
  if (sl_query_get_window (self) != 0)
    json_object_set_int_member (object, "window", sl_query_get_window (self));
  if (sl_query_get_trash (self))
    json_object_set_boolean_member (object, "trash", TRUE);
  if (sl_query_get_sort (self) != SL_SORT_UPDATED || !sl_query_get_descending (self))
    {
      json_object_set_string_member (object, "sort", sorts[sl_query_get_sort (self)].name);
      json_object_set_boolean_member (object, "descending", sl_query_get_descending (self));
    }
  return sl_json_object_to_text (object, FALSE);
}

static gboolean
refuse (const char *member, GError **error)
{
  g_set_error (error, SL_ERROR, SL_ERROR_PARSE, _("“%s” of this filter can’t be read. Make the filter anew."), member);
  return FALSE;
}

/* Reads @member into @value: null when it is missing, of type @type otherwise. */
static gboolean
read_value (JsonObject *object, const char *member, SlValueType type, SlValue *value, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL)
    return TRUE;
  if (!sl_value_from_json (value, node) || (value->type != type && value->type != SL_VALUE_NULL))
    return refuse (member, error);
  return TRUE;
}

static gboolean
read_text (SlQuery *self, JsonObject *object, GError **error)
{
  g_auto (SlValue) value = SL_VALUE_INIT;

  if (!read_value (object, "text", SL_VALUE_TEXT, &value, error))
    return FALSE;
  sl_query_set_text (self, sl_value_get_text (&value));
  return TRUE;
}

static gboolean
read_words (SlQuery *self, JsonObject *object, SlFacet facet, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;
  JsonNode *node = json_object_get_member (object, facets[facet].name);
  JsonArray *array;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return refuse (facets[facet].name, error);
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_auto (SlValue) value = SL_VALUE_INIT;

      if (!sl_value_from_json (&value, json_array_get_element (array, i)) || value.type != SL_VALUE_TEXT)
        return refuse (facets[facet].name, error);
      g_strv_builder_add (builder, value.text);
    }
  words = g_strv_builder_end (builder);
  sl_query_set_words (self, facet, (const char *const *) words);
  return TRUE;
}

static gboolean
read_numbers (SlQuery *self, JsonObject *object, GError **error)
{
  g_auto (SlValue) min = SL_VALUE_INIT;
  g_auto (SlValue) max = SL_VALUE_INIT;
  g_auto (SlValue) window = SL_VALUE_INIT;
  gint64 days;

  if (!read_value (object, "salary-min", SL_VALUE_INTEGER, &min, error) ||
      !read_value (object, "salary-max", SL_VALUE_INTEGER, &max, error) ||
      !read_value (object, "window", SL_VALUE_INTEGER, &window, error))
    return FALSE;
  days = sl_value_get_integer (&window, 0);
  if (days < 0 || days > G_MAXINT)
    return refuse ("window", error);
  sl_query_set_salary (self, sl_value_get_integer (&min, -1), sl_value_get_integer (&max, -1));
  sl_query_set_window (self, (guint) days);
  return TRUE;
}

static gboolean
read_day (JsonObject *object, const char *member, SlDay *day, GError **error)
{
  g_auto (SlValue) value = SL_VALUE_INIT;

  *day = SL_DAY_NONE;
  if (!read_value (object, member, SL_VALUE_TEXT, &value, error))
    return FALSE;
  return value.type == SL_VALUE_NULL || sl_day_parse_iso (value.text, day) || refuse (member, error);
}

static gboolean
read_dates (SlQuery *self, JsonObject *object, GError **error)
{
  SlDay from, to;

  if (!read_day (object, "from", &from, error) || !read_day (object, "to", &to, error))
    return FALSE;
  sl_query_set_dates (self, from, to);
  return TRUE;
}

static gboolean
read_order (SlQuery *self, JsonObject *object, GError **error)
{
  g_auto (SlValue) name = SL_VALUE_INIT;
  g_auto (SlValue) descending = SL_VALUE_INIT;
  g_auto (SlValue) trash = SL_VALUE_INIT;
  SlSort sort = SL_SORT_UPDATED;

  if (!read_value (object, "sort", SL_VALUE_TEXT, &name, error) ||
      !read_value (object, "descending", SL_VALUE_INTEGER, &descending, error) ||
      !read_value (object, "trash", SL_VALUE_INTEGER, &trash, error))
    return FALSE;
  /* An order that a later version knows isn't worth refusing the filter for. */
  if (sl_sort_from_name (sl_value_get_text (&name), &sort))
    sl_query_set_sort (self, sort, sl_value_get_integer (&descending, FALSE) != 0);
  sl_query_set_trash (self, sl_value_get_integer (&trash, FALSE) != 0);
  return TRUE;
}

/**
 * sl_query_from_json:
 * @json: text as sl_query_to_json() writes it; members that aren't known are ignored
 * @error: return location for an #SlErrorCode
 *
 * Returns: (transfer full): the query, or %NULL with %SL_ERROR_PARSE
 */
SlQuery *
sl_query_from_json (const char *json, GError **error)
{
  g_autoptr (SlQuery) self = sl_query_new ();
  g_autoptr (JsonObject) object = sl_json_parse_object (json, error);

  if (object == NULL || !read_text (self, object, error))
    return NULL;
  for (int i = 0; i < SL_N_FACETS; i++)
    if (!read_words (self, object, i, error))
      return NULL;
  if (!read_numbers (self, object, error) || !read_dates (self, object, error) || !read_order (self, object, error))
    return NULL;
  return g_steal_pointer (&self);
}
