/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sl-field-merge"

#include "config.h"

#include "sl-field-merge.h"
#include "sl-json.h"
#include "sl-list-merge.h"
#include "sl-text-merge.h"

static const SlValue nothing = SL_VALUE_INIT;

static gboolean
is_empty (const SlValue *value)
{
  return value->type == SL_VALUE_NULL || (value->type == SL_VALUE_TEXT && *value->text == '\0');
}

/* What a field of lists holds, or NULL where it holds nothing: an empty list says the same as none. What isn't JSON is
 * kept as text by the record tables, and is one here. */
static JsonNode *
parse (const SlValue *value)
{
  g_autoptr (JsonNode) node = NULL;

  if (is_empty (value))
    return NULL;
  node = sl_json_parse (value->text, -1, NULL);
  if (node == NULL)
    return json_node_init_string (json_node_alloc (), value->text);
  if (JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) == 0)
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (node) && json_object_get_size (json_node_get_object (node)) == 0)
    return NULL;
  return g_steal_pointer (&node);
}

static gboolean
json_agrees (const SlValue *a,
             const SlValue *b)
{
  g_autoptr (JsonNode) one = parse (a);
  g_autoptr (JsonNode) other = parse (b);

  if (one == NULL || other == NULL)
    return one == other;
  return json_node_equal (one, other);
}

/**
 * sl_field_agrees:
 * @field: a field
 * @a: a value of it
 * @b: another
 *
 * Returns: whether they say the same to a person: no text and empty text do, lists that are written differently too
 */
gboolean
sl_field_agrees (const SlField *field,
                 const SlValue *a,
                 const SlValue *b)
{
  if (sl_value_equal (a, b) || (is_empty (a) && is_empty (b)))
    return TRUE;
  return field->type == SL_TYPE_JSON && json_agrees (a, b);
}

/**
 * sl_field_can_be_emptied:
 * @field: a field that is synced
 *
 * An OfferTracker server drops nulls: text can be emptied by "", a list by [], and nothing else can.
 * Source: the server's answers to PUT, see docs/sync.md.
 *
 * Returns: whether a server can be told that the field is empty
 */
gboolean
sl_field_can_be_emptied (const SlField *field)
{
  return field->type == SL_TYPE_TEXT || field->type == SL_TYPE_JSON;
}

static void
stand (SlFieldMerge  *merge,
       SlMergeOutcome outcome,
       const SlValue *value)
{
  merge->outcome = outcome;
  sl_value_copy (value, &merge->value);
}

static void
stand_mine (const SlField     *field,
            const SlMergeSide *mine,
            SlFieldMerge      *merge)
{
  gboolean can_be_sent = !is_empty (mine->value) || sl_field_can_be_emptied (field);

  stand (merge, can_be_sent ? SL_MERGE_MINE : SL_MERGE_CLEARED, mine->value);
}

static void
lose (SlFieldMerge  *merge,
      const SlValue *lost)
{
  merge->is_conflict = TRUE;
  sl_value_copy (lost, &merge->lost);
}

/* The later change stands. Of two at one time it is the one that is greater, so that every computer chooses the same. */
static gboolean
is_mine_later (const SlMergeSide *mine,
               const SlMergeSide *theirs)
{
  if (mine->time != theirs->time)
    return mine->time > theirs->time;
  if (mine->value->type != theirs->value->type)
    return mine->value->type > theirs->value->type;
  if (mine->value->type == SL_VALUE_TEXT)
    return strcmp (mine->value->text, theirs->value->text) > 0;
  return mine->value->integer > theirs->value->integer;
}

static void
merge_scalar (const SlField     *field,
              const SlMergeSide *mine,
              const SlMergeSide *theirs,
              SlFieldMerge      *merge)
{
  gboolean mine_stands = is_mine_later (mine, theirs);

  /* What a person chose isn't overruled by what followed by itself, and that is nothing to miss. */
  if (mine->automatic != theirs->automatic)
    mine_stands = theirs->automatic;
  /* The server would go on saying what it has. */
  else if (is_empty (mine->value) && !sl_field_can_be_emptied (field))
    mine_stands = FALSE;

  if (mine_stands)
    stand_mine (field, mine, merge);
  else
    stand (merge, SL_MERGE_THEIRS, theirs->value);
  if (mine->automatic == theirs->automatic)
    lose (merge, mine_stands ? theirs->value : mine->value);
}

/* A merged value may be what one side holds already. */
static void
stand_merged (const SlField     *field,
              const SlMergeSide *mine,
              const SlMergeSide *theirs,
              const SlValue     *merged,
              SlFieldMerge      *merge)
{
  if (sl_field_agrees (field, merged, theirs->value))
    stand (merge, SL_MERGE_THEIRS, theirs->value);
  else if (sl_field_agrees (field, merged, mine->value))
    stand (merge, SL_MERGE_MINE, mine->value);
  else
    stand (merge, SL_MERGE_BOTH, merged);
}

/* One of two that nobody knows the beginning of and that goes on where the other ends leaves nothing to look at. */
static gboolean
goes_on (const SlValue *a,
         const SlValue *b)
{
  return !is_empty (a) && !is_empty (b) && (g_str_has_prefix (a->text, b->text) || g_str_has_prefix (b->text, a->text));
}

static void
merge_text (const SlField     *field,
            const SlValue     *base,
            const SlMergeSide *mine,
            const SlMergeSide *theirs,
            const char        *heading,
            SlFieldMerge      *merge)
{
  g_auto (SlValue) merged = SL_VALUE_INIT;
  g_autofree char *text = NULL;

  text = sl_text_merge (is_empty (base) ? "" : base->text, is_empty (mine->value) ? "" : mine->value->text,
                        is_empty (theirs->value) ? "" : theirs->value->text);
  if (text != NULL)
    {
      sl_value_set_text (&merged, text);
      stand_merged (field, mine, theirs, &merged, merge);
      return;
    }

  if (is_empty (mine->value) || is_empty (theirs->value))
    text = g_strdup (is_empty (mine->value) ? theirs->value->text : mine->value->text);
  else
    text = sl_text_keep_both (is_empty (base) ? "" : base->text, mine->value->text, theirs->value->text, heading);
  sl_value_set_text (&merged, text);
  stand_merged (field, mine, theirs, &merged, merge);
  if (is_empty (base) && goes_on (mine->value, theirs->value))
    return;
  lose (merge, merge->outcome == SL_MERGE_THEIRS ? mine->value : theirs->value);
}

static void
merge_json (const SlField     *field,
            const SlValue     *base,
            const SlMergeSide *mine,
            const SlMergeSide *theirs,
            SlFieldMerge      *merge)
{
  g_autoptr (JsonNode) had = parse (base);
  g_autoptr (JsonNode) here = parse (mine->value);
  g_autoptr (JsonNode) there = parse (theirs->value);
  g_autoptr (JsonNode) node = NULL;
  g_auto (SlValue) merged = SL_VALUE_INIT;
  g_autofree char *text = NULL;
  gboolean later = is_mine_later (mine, theirs);
  gboolean has_lost = FALSE;
  JsonNode *shape = here != NULL ? here : there;

  if (here == NULL || there == NULL || json_node_get_node_type (here) == json_node_get_node_type (there))
    {
      if (JSON_NODE_HOLDS_OBJECT (shape))
        node = sl_object_merge (had, here, there, later, &has_lost);
      else if (JSON_NODE_HOLDS_ARRAY (shape))
        node = sl_list_merge (had, here, there);
    }
  if (node == NULL)
    {
      merge_scalar (field, mine, theirs, merge);
      return;
    }
  text = sl_json_to_text (node, FALSE);
  sl_value_set_text (&merged, text);
  stand_merged (field, mine, theirs, &merged, merge);
  if (has_lost)
    lose (merge, later ? theirs->value : mine->value);
}

/**
 * sl_field_merge:
 * @field: which field
 * @base: (nullable): what both sides held when they last agreed
 * @mine: what is here
 * @theirs: what the server has
 * @heading: the line above their text where a long text is kept twice
 * @merge: (out): what shall be; clear with sl_field_merge_clear()
 *
 * The rules are in docs/sync.md. Where only one side changed, that change stands; where both did, long texts are merged by
 * lines, lists by entries, objects by keys, and of all else the later change stands.
 */
void
sl_field_merge (const SlField     *field,
                const SlValue     *base,
                const SlMergeSide *mine,
                const SlMergeSide *theirs,
                const char        *heading,
                SlFieldMerge      *merge)
{
  const SlMergeSide here = { mine->value != NULL ? mine->value : &nothing, mine->time, mine->automatic };
  const SlMergeSide there = { theirs->value != NULL ? theirs->value : &nothing, theirs->time, theirs->automatic };
  const SlValue *had = base != NULL ? base : &nothing;

  *merge = (SlFieldMerge) { 0 };
  if (sl_field_agrees (field, here.value, there.value))
    stand (merge, SL_MERGE_SETTLED, here.value);
  else if (sl_field_agrees (field, here.value, had))
    stand (merge, SL_MERGE_THEIRS, there.value);
  else if (sl_field_agrees (field, there.value, had))
    stand_mine (field, &here, merge);
  else if (field->type == SL_TYPE_JSON)
    merge_json (field, had, &here, &there, merge);
  else if (field->flags & SL_FIELD_LONG)
    merge_text (field, had, &here, &there, heading, merge);
  else
    merge_scalar (field, &here, &there, merge);
}

void
sl_field_merge_clear (SlFieldMerge *self)
{
  sl_value_clear (&self->value);
  sl_value_clear (&self->lost);
}
