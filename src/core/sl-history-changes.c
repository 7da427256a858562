/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the journal adds to the history: fields that were changed, and what was added or deleted beside events and steps,
 * which tell themselves. What was undone didn't happen. Somebody who fills in a page changes ten fields in ten steps:
 * they are one entry of that day. */
#define G_LOG_DOMAIN "sl-history-changes"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-deeds-private.h"
#include "sl-history-private.h"
#include "sl-journal.h"
#include "sl-private.h"
#include "sl-store-query.h"

/* Enough for a search of years; a program that rewrote one application for ever must not stop the page. */
#define MAX_STEPS 5000
/* Longer ones are named, not shown. */
#define MAX_VALUE_CHARS 60

/* A field of the application that was changed on a day. */
typedef struct {
  guint field;
  SlValue before;
  SlValue after;
  gint64 since; /* the first time… */
  gint64 at;    /* …and the last */
} FieldChange;

static void
field_change_free (gpointer data)
{
  FieldChange *change = data;

  sl_value_clear (&change->before);
  sl_value_clear (&change->after);
  g_free (change);
}

/* The fields that were changed on one day by one hand. */
typedef struct {
  SlHistory *history;
  GPtrArray *changes;
  gint64 at; /* of the step at hand */
  SlDay day;
  SlActor actor;
} Edits;

/* Status and place on the board are told by events, or are nobody's business. */
static gboolean
is_told (guint field)
{
  return field == SL_APPLICATION_STATUS || field == SL_APPLICATION_STATUS_DETAIL || field < SL_N_COMMON_FIELDS ||
         !sl_field_is_editable (sl_kind_get_field (SL_KIND_APPLICATION, field));
}

static char *
format_value (const SlField *field,
              const SlValue *value)
{
  g_autofree char *text = sl_field_format (field, value);

  SlDay day;

  if (sl_value_is_null (value) || *text == '\0')
    return g_strdup (_("nothing"));
  if (field->type == SL_TYPE_DATE && sl_day_parse_iso (text, &day))
    return sl_day_format_short (day);
  /* Ids say nothing to people. */
  if (field->type == SL_TYPE_REFERENCE || (field->flags & SL_FIELD_LONG) || strchr (text, '\n') != NULL ||
      g_utf8_strlen (text, -1) > MAX_VALUE_CHARS)
    return NULL;

  return g_steal_pointer (&text);
}

static void
append_change (GString           *lines,
               const FieldChange *change)
{
  const SlField *field = sl_kind_get_field (SL_KIND_APPLICATION, change->field);
  g_autofree char *before = format_value (field, &change->before);
  g_autofree char *after = format_value (field, &change->after);

  if (before == NULL || after == NULL)
    return;
  /* Translators: a field, what stood there, and what stands there now: "Location: Berlin → Vienna" */
  g_string_append_printf (lines, "%s", lines->len > 0 ? "\n" : "");
  g_string_append_printf (lines, _("%s: %s → %s"), sl_field_get_label (field), before, after);
}

/* Ends the entry of a day's edits. */
static void
flush_edits (Edits *edits)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GString) lines = g_string_new (NULL);
  gint64 since = G_MAXINT64, at = G_MININT64;
  guint told = 0;

  for (guint i = 0; i < edits->changes->len; i++)
    {
      const FieldChange *change = edits->changes->pdata[i];

      if (sl_value_equal (&change->before, &change->after))
        continue;
      g_string_append_printf (names, "%s%s", names->len > 0 ? C_("list of words", ", ") : "",
                              sl_field_get_label (sl_kind_get_field (SL_KIND_APPLICATION, change->field)));
      append_change (lines, change);
      since = MIN (since, change->since);
      at = MAX (at, change->at);
      told |= sl_private_get_told (sl_kind_get_field (SL_KIND_APPLICATION, change->field));
    }
  if (names->len > 0)
    {
      /* Translators: %s is a field, or several: "Location, Notes" */
      SlHistoryEntry *entry = sl_history_add (edits->history, SL_HISTORY_CHANGE, at, g_strdup_printf (_("Changed: %s"), names->str));

      entry->since = since;
      entry->details = g_strdup (lines->str);
      entry->told |= told;
    }
  g_ptr_array_set_size (edits->changes, 0);
}

/* Called from the newest to the oldest: what was there before the oldest counts, and what is there after the newest. */
static gboolean
take_field (guint          field,
            const SlValue *before,
            const SlValue *after,
            gpointer       data,
            GError       **error)
{
  Edits *edits = data;
  FieldChange *change = NULL;

  if (is_told (field))
    return TRUE;
  for (guint i = 0; i < edits->changes->len && change == NULL; i++)
    if (((FieldChange *) edits->changes->pdata[i])->field == field)
      change = edits->changes->pdata[i];
  if (change == NULL)
    {
      change = g_new0 (FieldChange, 1);
      change->field = field;
      change->at = edits->at;
      sl_value_copy (after, &change->after);
      g_ptr_array_add (edits->changes, change);
    }
  sl_value_copy (before, &change->before);
  change->since = edits->at;

  return TRUE;
}

/* Whether the entry moves its record into the Trash (1), out of it (-1), or neither. */
static gboolean
find_trash (guint          field,
            const SlValue *before,
            const SlValue *after,
            gpointer       data,
            GError       **error)
{
  int *trashed = data;

  if (field == SL_FIELD_DELETED_AT)
    *trashed = sl_value_is_null (before) ? 1 : sl_value_is_null (after) ? -1 : 0;

  return TRUE;
}

static int
get_trashed (const SlJournalEntry *entry)
{
  int trashed = 0;

  if (entry->op == SL_OP_UPDATE && !sl_journal_foreach_field (entry->kind, entry->fields, find_trash, &trashed, NULL))
    return 0;

  return trashed;
}

/* (transfer full) (nullable): what the record is called; one that is gone for good has no name any more. */
static char *
find_name (SlHistory            *history,
           const SlJournalEntry *entry)
{
  g_autoptr (SlRecord) record = sl_store_read_record (history->connection, entry->kind, entry->id, NULL);

  return record != NULL ? g_strdup (sl_deed_get_name (record)) : NULL;
}

typedef struct {
  SlKind kind;
  GString *names;
} Named;

static gboolean
name_field (guint          number,
            const SlValue *before,
            const SlValue *after,
            gpointer       data,
            GError       **error)
{
  Named *named = data;
  const SlField *field = sl_kind_get_field (named->kind, number);

  if (number >= SL_N_COMMON_FIELDS && sl_field_is_editable (field))
    g_string_append_printf (named->names, "%s%s", named->names->len > 0 ? C_("list of words", ", ") : "", sl_field_get_label (field));

  return TRUE;
}

/* (transfer full) (nullable): the fields that an edit changed. */
static char *
name_fields (const SlJournalEntry *entry)
{
  g_autoptr (GString) names = g_string_new (NULL);
  Named named = { entry->kind, names };

  if (entry->op != SL_OP_UPDATE || !sl_journal_foreach_field (entry->kind, entry->fields, name_field, &named, NULL) || names->len == 0)
    return NULL;

  return g_strdup (names->str);
}

/* Of what belongs to the application, each kind once a step: "Added a document", and which, or what of it, below. */
static void
add_child_change (SlHistory            *history,
                  SlTransaction        *transaction,
                  const SlJournalEntry *entry)
{
  int trashed = get_trashed (entry);
  const char *deed = entry->op == SL_OP_INSERT ? "add" : entry->op == SL_OP_DELETE || trashed > 0 ? "trash" : trashed < 0 ? "restore" : "edit";
  const char *phrase = sl_deed_get_kind_phrase (entry->kind, deed);
  SlHistoryEntry *last = history->entries->len > 0 ? history->entries->pdata[history->entries->len - 1] : NULL;
  g_autofree char *which = NULL;
  SlHistoryEntry *change;
  gint64 at = sl_transaction_get_time (transaction);

  if (phrase == NULL)
    return;
  which = find_name (history, entry);
  if (which == NULL && trashed == 0)
    which = name_fields (entry);
  /* The same again on the same day says nothing new. */
  if (last != NULL && last->kind == SL_HISTORY_CHANGE && g_strcmp0 (last->title, phrase) == 0 && g_strcmp0 (last->details, which) == 0 &&
      last->day == sl_day_from_time (at, sl_clock_get_time_zone (history->question->clock)))
    return;
  change = sl_history_add (history, SL_HISTORY_CHANGE, at, g_strdup (phrase));
  change->details = g_steal_pointer (&which);
}

static gboolean
is_own_story (SlTransaction *transaction)
{
  switch (sl_transaction_get_actor (transaction))
    {
    case SL_ACTOR_UNDO:
    case SL_ACTOR_REDO:
    case SL_ACTOR_HOUSEKEEPING:
      return FALSE;
    case SL_ACTOR_PERSON:
    case SL_ACTOR_IMPORT:
    case SL_ACTOR_MAIL:
    case SL_ACTOR_SYNC:
    default:
      return !sl_transaction_is_undone (transaction);
    }
}

static gboolean
add_application_change (Edits                *edits,
                        SlTransaction        *transaction,
                        const SlJournalEntry *entry,
                        GError              **error)
{
  gint64 at = sl_transaction_get_time (transaction);
  SlDay day = sl_day_from_time (at, sl_clock_get_time_zone (edits->history->question->clock));
  int trashed = get_trashed (entry);

  if (edits->changes->len > 0 && (day != edits->day || sl_transaction_get_actor (transaction) != edits->actor || trashed != 0))
    flush_edits (edits);
  if (trashed != 0)
    sl_history_add (edits->history, SL_HISTORY_CHANGE, at, g_strdup (trashed > 0 ? _("Moved to the Trash") : _("Taken out of the Trash")));
  edits->at = at;
  edits->day = day;
  edits->actor = sl_transaction_get_actor (transaction);

  return sl_journal_foreach_field (SL_KIND_APPLICATION, entry->fields, take_field, edits, error);
}

static gboolean
add_step (Edits         *edits,
          SlTransaction *transaction,
          GError       **error)
{
  GPtrArray *entries = sl_transaction_get_entries (transaction);
  gboolean tagged = FALSE;
  gboolean is_new = FALSE;

  for (guint i = 0; i < entries->len; i++)
    is_new |= ((SlJournalEntry *) entries->pdata[i])->kind == SL_KIND_APPLICATION && ((SlJournalEntry *) entries->pdata[i])->op == SL_OP_INSERT;
  for (guint i = 0; i < entries->len; i++)
    {
      const SlJournalEntry *entry = entries->pdata[i];
      gboolean is_edit = entry->kind == SL_KIND_APPLICATION && entry->op == SL_OP_UPDATE;

      /* What came with the application, and the events, which tell themselves. */
      if (is_new || entry->kind == SL_KIND_EVENT || (entry->kind == SL_KIND_APPLICATION && !is_edit))
        continue;
      if (is_edit && !add_application_change (edits, transaction, entry, error))
        return FALSE;
      if (entry->kind == SL_KIND_TAG_ASSIGNMENT)
        tagged = TRUE;
      else if (!is_edit)
        add_child_change (edits->history, transaction, entry);
    }
  if (tagged && !is_new)
    sl_history_add (edits->history, SL_HISTORY_CHANGE, sl_transaction_get_time (transaction), sl_deed_describe (transaction));

  return TRUE;
}

/* The journal's part of the history. */
gboolean
sl_history_add_changes (SlHistory *self,
                        GError   **error)
{
  g_autoptr (GPtrArray) steps = sl_store_read_transactions (self->connection, self->question->application_id, MAX_STEPS, error);
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func (field_change_free);
  Edits edits = { .history = self, .changes = changes };

  if (steps == NULL)
    return FALSE;
  for (guint i = 0; i < steps->len; i++)
    if (is_own_story (steps->pdata[i]) && !add_step (&edits, steps->pdata[i], error))
      return FALSE;
  flush_edits (&edits);

  return TRUE;
}
