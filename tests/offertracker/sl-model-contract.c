/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compares the model server's answers with recorded ones. */
#include "config.h"

#include <string.h>

#include "sl-date.h"
#include "sl-id.h"
#include "sl-json.h"
#include "sl-model-contract.h"

#define RECORDED_DAY "2026-11-21T"

/* What differs and may: an empty table is the aim. */
static const struct {
  const char *recording;
  int n;
  const char *place;
  const char *reason;
} tolerated[] = {
  { NULL, 0, NULL, NULL },
};

typedef struct {
  gint64 recorded, own;
  int n;
} TimePair;

/**
 * sl_model_contract_init:
 * @self: (out): a contract, to be cleared
 * @recording: the recording's name
 */
void
sl_model_contract_init (SlModelContract *self,
                        const char      *recording)
{
  *self = (SlModelContract) { .recording = recording };
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->own_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->times = g_ptr_array_new_with_free_func (g_free);
  self->differences = g_string_new (NULL);
}

/**
 * sl_model_contract_clear:
 * @self: a contract
 */
void
sl_model_contract_clear (SlModelContract *self)
{
  g_hash_table_unref (self->ids);
  g_hash_table_unref (self->own_ids);
  g_ptr_array_unref (self->times);
  g_string_free (self->differences, TRUE);
}

static gboolean
is_tolerated (SlModelContract *self,
              const char      *place)
{
  for (guint i = 0; i < G_N_ELEMENTS (tolerated); i++)
    if (g_strcmp0 (tolerated[i].recording, self->recording) == 0 && tolerated[i].n == self->n && g_strcmp0 (tolerated[i].place, place) == 0)
      return TRUE;

  return FALSE;
}

static void G_GNUC_PRINTF (3, 4)
differ (SlModelContract *self,
        const char      *place,
        const char      *format,
        ...)
{
  g_autofree char *text = NULL;
  va_list args;

  if (is_tolerated (self, place))
    return;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_string_append_printf (self->differences, "%d %s: %s\n", self->n, place, text);
}

/**
 * sl_model_contract_dup_own:
 * @self: a contract
 * @text: something recorded
 *
 * Returns: (transfer full): it with the model's ids where recorded ones stand
 */
char *
sl_model_contract_dup_own (SlModelContract *self,
                           const char      *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0';)
    {
      char id[SL_ID_LENGTH + 1];

      if (g_ascii_isxdigit (*p))
        {
          g_strlcpy (id, p, sizeof id);
          if (sl_id_is_valid (id) && g_hash_table_contains (self->ids, id))
            {
              g_string_append (out, g_hash_table_lookup (self->ids, id));
              p += SL_ID_LENGTH;
              continue;
            }
        }
      g_string_append_c (out, *p++);
    }

  return g_string_free_and_steal (out);
}

static void
compare_ids (SlModelContract *self,
             const char      *place,
             const char      *recorded,
             const char      *own)
{
  const char *known = g_hash_table_lookup (self->ids, recorded);

  if (!sl_id_is_valid (own))
    differ (self, place, "“%s” is no id", own);
  else if (known != NULL && strcmp (known, own) != 0)
    differ (self, place, "another row’s id");
  else if (known == NULL && g_hash_table_contains (self->own_ids, own))
    differ (self, place, "the id of a row that was another one’s");
  else if (known == NULL)
    {
      g_hash_table_insert (self->ids, g_strdup (recorded), g_strdup (own));
      g_hash_table_insert (self->own_ids, g_strdup (own), g_strdup (recorded));
    }
}

/* The zone's form and the fraction's: none, six digits, or (only where the database wrote it) fewer. */
static gboolean
has_form (const char *text,
          const char *zone)
{
  const char *fraction = strchr (text, '.');
  gsize digits = fraction != NULL ? strspn (fraction + 1, "0123456789") : 0;
  const char *rest = fraction != NULL ? fraction + 1 + digits : text + strlen ("2026-11-21T22:53:00");

  if (strcmp (rest, zone) != 0)
    return FALSE;
  if (strcmp (zone, "Z") == 0)
    return fraction == NULL || digits == 6;

  return fraction == NULL || (digits >= 1 && digits <= 6 && fraction[digits] != '0');
}

static void
compare_times (SlModelContract *self,
               const char      *place,
               const char      *recorded,
               const char      *own)
{
  TimePair *pair = g_new0 (TimePair, 1);

  g_ptr_array_add (self->times, pair);
  pair->n = self->n;
  g_assert_true (sl_time_parse_iso8601 (recorded, NULL, &pair->recorded));
  if (!sl_time_parse_iso8601 (own, NULL, &pair->own) || !has_form (own, g_str_has_suffix (recorded, "Z") ? "Z" : "+00:00"))
    differ (self, place, "%s isn’t of the form of %s", own, recorded);
}

static void
compare_strings (SlModelContract *self,
                 const char      *place,
                 const char      *recorded,
                 const char      *own)
{
  g_autofree char *expected = NULL;

  if (sl_id_is_valid (recorded))
    compare_ids (self, place, recorded, own);
  else if (strcmp (recorded, "<token>") == 0)
    {
      g_auto (GStrv) parts = g_strsplit (own, ".", -1);

      if (g_strv_length (parts) != 3)
        differ (self, place, "“%s” is no token", own);
    }
  else if (g_str_has_prefix (recorded, RECORDED_DAY))
    compare_times (self, place, recorded, own);
  else
    {
      expected = sl_model_contract_dup_own (self, recorded);
      if (strcmp (expected, own) != 0)
        differ (self, place, "“%s” instead of “%s”", own, expected);
    }
}

static void compare_nodes (SlModelContract *self,
                           const char      *place,
                           JsonNode        *recorded,
                           JsonNode        *own);

static void
compare_objects (SlModelContract *self,
                 const char      *place,
                 JsonObject      *recorded,
                 JsonObject      *own)
{
  g_autoptr (GList) members = json_object_get_members (recorded);
  g_autoptr (GList) others = json_object_get_members (own);

  for (GList *l = others; l != NULL; l = l->next)
    if (!json_object_has_member (recorded, l->data))
      differ (self, place, "has “%s”, too", (const char *) l->data);
  for (GList *l = members; l != NULL; l = l->next)
    {
      g_autofree char *inner = g_strdup_printf ("%s.%s", place, (const char *) l->data);

      if (!json_object_has_member (own, l->data))
        differ (self, inner, "is missing");
      else
        compare_nodes (self, inner, json_object_get_member (recorded, l->data), json_object_get_member (own, l->data));
    }
}

static void
compare_arrays (SlModelContract *self,
                const char      *place,
                JsonArray       *recorded,
                JsonArray       *own)
{
  guint n = json_array_get_length (recorded);

  if (n != json_array_get_length (own))
    {
      differ (self, place, "%u elements instead of %u", json_array_get_length (own), n);
      return;
    }

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *inner = g_strdup_printf ("%s[%u]", place, i);

      compare_nodes (self, inner, json_array_get_element (recorded, i), json_array_get_element (own, i));
    }
}

static void
compare_nodes (SlModelContract *self,
               const char      *place,
               JsonNode        *recorded,
               JsonNode        *own)
{
  if (json_node_get_node_type (recorded) != json_node_get_node_type (own) ||
      (JSON_NODE_HOLDS_VALUE (recorded) && json_node_get_value_type (recorded) != json_node_get_value_type (own)))
    {
      g_autofree char *expected = sl_json_to_text (recorded, FALSE), *got = sl_json_to_text (own, FALSE);

      differ (self, place, "%s instead of %s", got, expected);
    }
  else if (JSON_NODE_HOLDS_OBJECT (recorded))
    compare_objects (self, place, json_node_get_object (recorded), json_node_get_object (own));
  else if (JSON_NODE_HOLDS_ARRAY (recorded))
    compare_arrays (self, place, json_node_get_array (recorded), json_node_get_array (own));
  else if (JSON_NODE_HOLDS_VALUE (recorded) && json_node_get_value_type (recorded) == G_TYPE_STRING)
    compare_strings (self, place, json_node_get_string (recorded), json_node_get_string (own));
  else if (!json_node_equal (recorded, own))
    {
      g_autofree char *expected = sl_json_to_text (recorded, FALSE), *got = sl_json_to_text (own, FALSE);

      differ (self, place, "%s instead of %s", got, expected);
    }
}

static void
compare_header (SlModelContract *self,
                JsonObject      *headers,
                const char      *name,
                const char      *own)
{
  const char *recorded = sl_json_get_string (headers, name, NULL);
  g_autofree char *expected = recorded != NULL ? sl_model_contract_dup_own (self, recorded) : NULL;

  if (g_strcmp0 (expected, own) != 0)
    differ (self, name, "“%s” instead of “%s”", own != NULL ? own : "none", expected != NULL ? expected : "none");
}

/**
 * sl_model_contract_compare:
 * @self: a contract
 * @record: a recorded exchange
 * @answer: how the model answered the same
 *
 * Compares status, headers and body, and notes each difference that isn't tolerated.
 */
void
sl_model_contract_compare (SlModelContract *self,
                           JsonObject      *record,
                           SlModelAnswer   *answer)
{
  JsonObject *headers = sl_json_get_object (record, "headers");
  JsonNode *recorded = json_object_get_member (record, "response");
  gsize size = g_bytes_get_size (answer->body);
  g_autofree char *text = g_strndup (size > 0 ? g_bytes_get_data (answer->body, NULL) : "", size);
  g_autoptr (JsonNode) own = NULL;

  if (answer->status != sl_json_get_int (record, "status", 0))
    differ (self, "status", "%u instead of %d: %s", answer->status, (int) sl_json_get_int (record, "status", 0), text);
  compare_header (self, headers, "content-type", answer->content_type);
  compare_header (self, headers, "location", answer->location);
  compare_header (self, headers, "www-authenticate", answer->www_authenticate);
  compare_header (self, headers, "allow", answer->allow);

  if (g_strcmp0 (answer->content_type, "application/json") == 0)
    own = sl_json_parse (text, -1, NULL);
  else
    own = json_node_init_string (json_node_alloc (), text);
  if (own == NULL)
    differ (self, "body", "is no JSON: %s", text);
  else
    compare_nodes (self, "body", recorded, own);
}

static int
compare_pairs (gconstpointer a,
               gconstpointer b)
{
  const TimePair *left = *(const TimePair **) a, *right = *(const TimePair **) b;

  return left->recorded < right->recorded ? -1 : left->recorded > right->recorded;
}

/**
 * sl_model_contract_finish:
 * @self: a contract
 *
 * Compares the order of all times: what was later on the real server is later here, and what was at once is at once.
 */
void
sl_model_contract_finish (SlModelContract *self)
{
  g_ptr_array_sort (self->times, compare_pairs);
  for (guint i = 1; i < self->times->len; i++)
    {
      const TimePair *before = self->times->pdata[i - 1], *after = self->times->pdata[i];

      self->n = after->n;
      if (before->recorded == after->recorded && before->own != after->own)
        differ (self, "times", "two times that were one (the other is in %d)", before->n);
      else if (before->recorded < after->recorded && before->own >= after->own)
        differ (self, "times", "not after a time that was before it (in %d)", before->n);
    }
}
