/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What chance chooses for whoever writes: a record, a field that the record tables name, and what shall stand in it. */
#include "config.h"

#include <string.h>

#include "sl-date.h"
#include "sl-kinds.h"
#include "sl-sim.h"
#include "sl-store-query.h"
#include "sl-tracker-wire.h"

#define BIT(field) (G_GUINT64_CONSTANT (1) << (field))

/** sl_sim_choose_record: Returns: (transfer full) (nullable): any living record of @kind */
SlRecord *
sl_sim_choose_record (SlSimWorld  *world,
                      SlSimClient *client,
                      SlKind       kind)
{
  g_autoptr (GPtrArray) all = sl_store_read_all (client->connection, kind, FALSE, NULL);

  return all != NULL && all->len > 0 ? g_object_ref (g_ptr_array_index (all, sl_sim_below (world, all->len))) : NULL;
}

/* Some lines, of which one is new. */
static char *
edit_text (SlSimWorld *world,
           const char *present)
{
  g_auto (GStrv) lines = g_strsplit (present != NULL && *present != '\0' ? present : "first\nsecond\nthird", "\n", -1);
  guint n = g_strv_length (lines), at = sl_sim_below (world, n);
  char *line = g_strdup_printf ("line %u", ++world->n_keys);

  if (n > 6)
    return line;
  g_free (lines[at]);
  lines[at] = line;
  return g_strjoinv ("\n", lines);
}

/* The same to whoever doesn't look at capitals and accents. */
static char *
vary_name (SlSimWorld *world,
           const char *name)
{
  static const char *const first[] = { "cafe", "Cafe", "CAFE", "café", "Café", "CAFÉ" };
  const char *space = strchr (name, ' ');

  return g_strconcat (first[sl_sim_below (world, G_N_ELEMENTS (first))], space != NULL ? space : name, NULL);
}

/* (transfer full): a name for the tag @present (nullable): a new one, its own or that of a tag of somebody's, which may differ
 * in capitals and accents. */
static char *
dup_changed_name (SlSimWorld *world,
                  const char *present)
{
  SlSimClient *client = world->clients[sl_sim_below (world, world->options.n_clients)];
  guint what = sl_sim_below (world, 3);
  g_autoptr (SlRecord) tag = what == 0 ? sl_sim_choose_record (world, client, SL_KIND_TAG) : NULL;
  g_autofree char *fresh = g_strdup_printf ("cafe %u", ++world->n_keys);

  if (tag != NULL)
    return vary_name (world, sl_record_get_text (tag, SL_TAG_NAME));
  return vary_name (world, what == 1 && present != NULL ? present : fresh);
}

/**
 * sl_sim_choose_value:
 * @client: (nullable): whose records may be referred to; %NULL: nobody's
 * @present: what stands there
 * @value: (out caller-allocates): what shall stand there, perhaps the same
 */
void
sl_sim_choose_value (SlSimWorld    *world,
                     SlKind         kind,
                     guint          i,
                     SlSimClient   *client,
                     const SlValue *present,
                     SlValue       *value)
{
  const SlField *field = sl_kind_get_field (kind, i);
  g_autofree char *text = NULL;
  g_autoptr (SlRecord) target = NULL;
  char day[SL_DAY_ISO_SIZE];

  if (!(field->flags & SL_FIELD_REQUIRED) && sl_sim_chance (world, 0.12))
    {
      sl_value_clear (value);
      return;
    }
  switch (field->type)
    {
    case SL_TYPE_INTEGER:
      /* The lesser of two limits stays below the greater. */
      sl_value_set_integer (value, field->flags & SL_FIELD_MONEY ? 1000 * (1 + sl_sim_below (world, 50)) + (strstr (field->column, "max") ? 100000 : 0)
                                                                 : 1 + sl_sim_below (world, field->max < 10 ? (guint) field->max : 90));
      return;
    case SL_TYPE_BOOLEAN:
      sl_value_set_integer (value, sl_sim_chance (world, 0.5));
      return;
    case SL_TYPE_TIME:
      sl_value_set_integer (value, world->now + (gint64) sl_sim_below (world, 1000) * 60 * G_USEC_PER_SEC);
      return;
    case SL_TYPE_DATE:
      sl_value_set_text (value, sl_day_format_iso ((SlDay) (world->now / G_TIME_SPAN_DAY - sl_sim_below (world, 60)), day));
      return;
    case SL_TYPE_ENUM:
      sl_value_set_text (value, field->words->values[sl_sim_below (world, sl_enum_count (field->words))].word);
      return;
    case SL_TYPE_REFERENCE:
      target = client != NULL ? sl_sim_choose_record (world, client, field->target) : NULL;
      sl_value_set_text (value, target != NULL ? sl_record_get_id (target) : NULL);
      return;
    case SL_TYPE_JSON:
      text = g_str_equal (field->column, "skill_gaps") ? g_strdup_printf ("{\"skill %u\":\"low\"}", sl_sim_below (world, 4))
                                                       : g_strdup_printf ("[\"Question %u?\",\"And?\"]", ++world->n_keys);
      sl_value_set_text (value, text);
      return;
    case SL_TYPE_TEXT:
    case SL_TYPE_RANK:
    default:
      if (kind == SL_KIND_TAG && i == SL_TAG_NAME)
        text = dup_changed_name (world, sl_value_get_text (present));
      else if (field->flags & SL_FIELD_COLOR)
        text = g_strdup_printf ("#%06x", sl_sim_below (world, 0xffffff));
      else if (field->flags & SL_FIELD_CURRENCY)
        text = g_strdup (sl_sim_chance (world, 0.5) ? "EUR" : "USD");
      else if (field->flags & SL_FIELD_LONG)
        text = edit_text (world, present->type == SL_VALUE_TEXT ? present->text : NULL);
      else
        text = g_strdup_printf ("e%u", ++world->n_keys);
      sl_value_set_text (value, text);
    }
}

/** sl_sim_choose_field: one that a person would change and the server has; %SL_FIELD_NONE: none */
guint
sl_sim_choose_field (SlSimWorld *world,
                     SlKind      kind)
{
  guint64 fields = sl_tracker_get_changeable (kind);
  guint key = sl_sim_key_field (world, kind), owner = sl_kind_get_owner_field (kind);
  guint n = sl_kind_get_info (kind)->n_fields;

  if (key != SL_FIELD_NONE)
    fields &= ~BIT (key);
  if (owner != SL_FIELD_NONE)
    fields &= ~BIT (owner);
  if (kind == SL_KIND_SAVED_JOB)
    fields &= ~BIT (SL_SAVED_JOB_STATUS);
  for (guint tries = 0; tries < 40; tries++)
    {
      guint i = sl_sim_below (world, n);

      if (fields & BIT (i))
        return i;
    }
  return SL_FIELD_NONE;
}

/**
 * sl_sim_dup_tag_name:
 * @otherwise: a name that nothing has
 *
 * Returns: (transfer full): @otherwise, or one that differs from a tag of somebody's in capitals alone
 */
char *
sl_sim_dup_tag_name (SlSimWorld *self,
                     const char *otherwise)
{
  SlSimClient *client = self->clients[sl_sim_below (self, self->options.n_clients)];
  g_autoptr (SlRecord) tag = self->options.full && sl_sim_chance (self, 0.5) ? sl_sim_choose_record (self, client, SL_KIND_TAG) : NULL;
  const char *name = tag != NULL ? sl_record_get_text (tag, SL_TAG_NAME) : NULL;

  if (name == NULL)
    return g_strdup (otherwise);
  return g_ascii_isupper (*name) ? g_ascii_strdown (name, -1) : g_ascii_strup (name, -1);
}

/** sl_sim_fill: writes a new record, of the name @key; for @client (nullable) see sl_sim_choose_value() */
void
sl_sim_fill (SlSimWorld  *world,
             SlSimClient *client,
             SlRecord    *record,
             const char  *key)
{
  SlKind kind = sl_record_get_kind (record);
  guint field = sl_sim_key_field (world, kind);

  if (field != SL_FIELD_NONE)
    sl_record_set_text (record, field, key);
  if (kind == SL_KIND_APPLICATION)
    sl_record_set_text (record, SL_APPLICATION_ROLE_TITLE, "Baker");
  if (kind == SL_KIND_SAVED_JOB && sl_sim_chance (world, 0.8))
    sl_record_set_text (record, SL_SAVED_JOB_ROLE_TITLE, "Cook");
  if (kind == SL_KIND_REMINDER)
    sl_record_set_integer (record, SL_REMINDER_REMIND_AT, world->now + G_TIME_SPAN_HOUR);
  if (field == SL_TAG_COLOR && kind == SL_KIND_TAG)
    {
      g_autofree char *name = dup_changed_name (world, NULL);

      sl_record_set_text (record, SL_TAG_NAME, name);
      return;
    }
  for (guint n = sl_sim_below (world, 4); n > 0; n--)
    {
      guint i = sl_sim_choose_field (world, kind);
      g_auto (SlValue) value = SL_VALUE_INIT;

      if (i == SL_FIELD_NONE || i == SL_APPLICATION_ROLE_TITLE)
        continue;
      sl_sim_choose_value (world, kind, i, client, sl_record_get_value (record, i), &value);
      if (!(kind == SL_KIND_REMINDER && i == SL_REMINDER_IS_COMPLETED))
        sl_record_set_value (record, i, &value);
    }
}
