/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-agenda.h. */
#define G_LOG_DOMAIN "sl-agenda"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-agenda.h"
#include "sl-due-private.h"
#include "sl-kinds.h"
#include "sl-store-query.h"
#include "sl-zone.h"

#define USEC_PER_DAY (G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC)

G_DEFINE_FINAL_TYPE (SlAgendaItem, sl_agenda_item, G_TYPE_OBJECT)

static void
sl_agenda_item_finalize (GObject *object)
{
  SlAgendaItem *self = SL_AGENDA_ITEM (object);

  g_clear_object (&self->due);
  g_clear_object (&self->stage);

  G_OBJECT_CLASS (sl_agenda_item_parent_class)->finalize (object);
}

static void
sl_agenda_item_class_init (SlAgendaItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_agenda_item_finalize;
}

static void
sl_agenda_item_init (SlAgendaItem *self)
{
}

static SlAgendaItem *
item_new (SlDue     *due,
          SlRecord  *stage,
          GTimeZone *zone)
{
  SlAgendaItem *self = g_object_new (SL_TYPE_AGENDA_ITEM, NULL);

  self->due = g_object_ref (due);
  self->stage = stage != NULL ? g_object_ref (stage) : NULL;
  self->day = sl_day_from_time (due->at, zone);

  return self;
}

/* What takes place, as sl-due.h has it. */
static gboolean
add_occasions (SlConnection        *connection,
               const SlDueOptions  *options,
               gint64               from,
               gint64               to,
               GPtrArray           *items,
               GError             **error)
{
  g_autoptr (GPtrArray) occasions = sl_due_read_occasions (connection, options, from, to, error);

  for (guint i = 0; occasions != NULL && i < occasions->len; i++)
    {
      SlDue *due = occasions->pdata[i];
      gboolean round = due->kind == SL_DUE_INTERVIEW && due->stage_id != NULL && due->reminder_id == NULL;
      g_autoptr (SlRecord) stage = round ? sl_store_read_record (connection, SL_KIND_STAGE, due->stage_id, error) : NULL;

      if (round && stage == NULL)
        return FALSE;
      g_ptr_array_add (items, item_new (due, stage, options->zone));
    }

  return occasions != NULL;
}

/* Rounds that nothing is due about any more. */
#define OVER \
  "SELECT s.id, a.id, a.company_name, a.role_title FROM stages AS s CROSS JOIN applications AS a ON a.id = s.application_id" \
  " WHERE s.stage_date >= ? AND s.stage_date <= ? AND s.deleted_at IS NULL AND a.deleted_at IS NULL" \
  "  AND (coalesce (s.result, 'Pending') <> 'Pending' OR coalesce (a.status, '') IN" \
  "       ('" SL_STATUS_ACCEPTED "', '" SL_STATUS_REJECTED "', '" SL_STATUS_WITHDRAWN "'))"

static SlDue *
due_new_for_stage (SlRecord   *stage,
                   const char *application_id,
                   const char *company,
                   const char *role,
                   GTimeZone  *own_zone)
{
  SlDue *due = g_object_new (SL_TYPE_DUE, NULL);
  g_autoptr (GTimeZone) zone = sl_zone_find (sl_record_get_text (stage, SL_STAGE_TIME_ZONE));
  int minutes = sl_time_of_day_parse (sl_record_get_text (stage, SL_STAGE_TIME_OF_DAY));
  SlDay day;

  sl_day_parse_iso (sl_record_get_text (stage, SL_STAGE_DATE), &day);
  due->kind = SL_DUE_INTERVIEW;
  due->stage_id = g_strdup (sl_record_get_id (stage));
  due->stage_type = g_strdup (sl_record_get_text (stage, SL_STAGE_TYPE));
  due->origin_id = g_strdup (due->stage_id);
  due->application_id = g_strdup (application_id);
  due->company = g_strdup (company);
  due->role = g_strdup (role);
  due->title = _sl_due_title_interview (sl_record_get_text (stage, SL_STAGE_NAME), sl_record_get_text (stage, SL_STAGE_TYPE), company);
  due->all_day = due->about_all_day = minutes < 0;
  due->at = due->about = sl_day_to_time_at (day, MAX (minutes, 0), zone != NULL && minutes >= 0 ? zone : own_zone);

  return due;
}

static gboolean
add_past_rounds (SlConnection        *connection,
                 const SlDueOptions  *options,
                 SlDay                first,
                 SlDay                last,
                 GPtrArray           *items,
                 GError             **error)
{
  SlStatement *statement = sl_connection_prepare (connection, OVER, error);
  g_autoptr (GError) local = NULL;
  char iso[SL_DAY_ISO_SIZE];

  if (statement == NULL)
    return FALSE;
  /* A day more on both sides: it may be another day where the round is. */
  sl_statement_bind_text (statement, 1, sl_day_format_iso (first - 1, iso));
  sl_statement_bind_text (statement, 2, sl_day_format_iso (last + 1, iso));
  while (sl_statement_step (statement, &local))
    {
      g_autoptr (SlRecord) stage = sl_store_read_record (connection, SL_KIND_STAGE, sl_statement_get_text (statement, 0), &local);
      g_autoptr (SlDue) due = NULL;
      g_autoptr (SlAgendaItem) item = NULL;

      if (stage == NULL)
        break;
      due = due_new_for_stage (stage, sl_statement_get_text (statement, 1), sl_statement_get_text (statement, 2), sl_statement_get_text (statement, 3), options->zone);
      item = item_new (due, stage, options->zone);
      item->over = TRUE;
      if (item->day >= first && item->day <= last)
        g_ptr_array_add (items, g_steal_pointer (&item));
    }
  if (local == NULL)
    return TRUE;

  sl_statement_reset (statement);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* By day; what takes the whole day first, then by time. */
static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  const SlAgendaItem *first = *(SlAgendaItem *const *) a, *second = *(SlAgendaItem *const *) b;

  if (first->day != second->day)
    return first->day < second->day ? -1 : 1;
  if (first->due->all_day != second->due->all_day)
    return first->due->all_day ? -1 : 1;
  if (first->due->at != second->due->at)
    return first->due->at < second->due->at ? -1 : 1;

  return g_strcmp0 (first->due->title, second->due->title);
}

/**
 * sl_agenda_read:
 * @options: with the person's time zone
 * @first: first day
 * @last: last day
 *
 * Returns: (transfer full) (element-type SlAgendaItem): what lies on these days, in order; %NULL with @error set
 */
GPtrArray *
sl_agenda_read (SlConnection        *connection,
                const SlDueOptions  *options,
                SlDay                first,
                SlDay                last,
                GError             **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  /* After the last day that there is a day comes none. */
  last = MIN (last, sl_day_from_ymd (9999, 12, 30));
  if (!add_occasions (connection, options, sl_day_to_time (first, options->zone), sl_day_to_time (last + 1, options->zone), items, error) ||
      !add_past_rounds (connection, options, first, last, items, error))
    return NULL;
  g_ptr_array_sort (items, compare_items);

  return g_steal_pointer (&items);
}

/** sl_agenda_item_get_title: Returns: (transfer full): what it says on the screen; a reminder that was put off, when what it is about takes place */
char *
sl_agenda_item_get_title (SlAgendaItem *self,
                          SlDay         today,
                          GTimeZone    *zone)
{
  if (self->due->reminder_id == NULL)
    return sl_due_get_shown_title (self->due);

  return sl_due_get_headline (self->due, sl_day_to_time (today, zone), zone);
}

/** sl_agenda_item_format_time: "14:00", or %NULL for the whole day */
char *
sl_agenda_item_format_time (SlAgendaItem *self,
                            GTimeZone    *zone)
{
  return self->due->all_day ? NULL : sl_time_format_clock (self->due->at, zone);
}

/** sl_agenda_item_format_time_there: "9:00 in New York" for a round with a zone of its own, else %NULL */
char *
sl_agenda_item_format_time_there (SlAgendaItem *self)
{
  const char *name = self->stage != NULL && !self->due->all_day ? sl_record_get_text (self->stage, SL_STAGE_TIME_ZONE) : NULL;
  g_autoptr (GTimeZone) zone = sl_zone_find (name);
  g_autofree char *time = zone != NULL ? sl_time_format_clock (self->due->at, zone) : NULL;
  g_autofree char *place = zone != NULL ? sl_zone_format_label (name) : NULL;

  /* Translators: a time and a city in another time zone: “9:00 in New York” */
  return zone != NULL ? g_strdup_printf (_("%s in %s"), time, place) : NULL;
}

static const struct {
  const char *name;
  const char *label;
} kinds[] = {
  [SL_DUE_REMINDER] = { "reminder", NC_("agenda", "Reminder") },
  [SL_DUE_INTERVIEW] = { "interview", NC_("agenda", "Interview") },
  [SL_DUE_DEADLINE] = { "deadline", NC_("agenda", "Deadline") },
  [SL_DUE_FOLLOW_UP] = { "follow-up", NC_("agenda", "Follow-up") },
};

/* A reminder of an interview is no interview, nor is one of a deadline that was put off the deadline. */
static SlDueKind
get_kind (SlAgendaItem *self)
{
  if (self->due->reminder_id != NULL && self->due->rule != NULL)
    return SL_DUE_REMINDER;

  return self->due->kind == SL_DUE_INTERVIEW && self->stage == NULL ? SL_DUE_REMINDER : self->due->kind;
}

const char *
sl_agenda_item_get_kind_name (SlAgendaItem *self)
{
  return kinds[get_kind (self)].name;
}

const char *
sl_agenda_item_get_kind_label (SlAgendaItem *self)
{
  return g_dpgettext2 (NULL, "agenda", kinds[get_kind (self)].label);
}
