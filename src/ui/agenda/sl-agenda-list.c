/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-agenda-list"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-agenda-list.h"
#include "sl-kinds.h"
#include "sl-private.h"

/* A person reads no further; there is the month beside it. */
#define MAX_ROWS 150

struct _SlAgendaList {
  AdwBin parent_instance;

  GtkWidget *box; /* of days */
  GtkWidget *first_row; /* borrowed; (nullable) */
};

G_DEFINE_FINAL_TYPE (SlAgendaList, sl_agenda_list, ADW_TYPE_BIN)

enum {
  OPEN_ITEM,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *
get_icon (SlAgendaItem *item)
{
  const char *kind = sl_agenda_item_get_kind_name (item);

  if (g_str_equal (kind, "interview"))
    return "sl-status-interviewing-symbolic";
  if (g_str_equal (kind, "deadline"))
    return "sl-flag-symbolic";

  return g_str_equal (kind, "follow-up") ? "mail-send-symbolic" : "alarm-symbolic";
}

static void
add_part (GString *text, const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

/* "14:00 · 9:00 in New York · Baker · Passed" */
static char *
describe (SlAgendaItem *item, GTimeZone *zone)
{
  GString *text = g_string_new (NULL);
  g_autofree char *time = sl_agenda_item_format_time (item, zone);
  g_autofree char *there = sl_agenda_item_format_time_there (item);
  g_autofree char *own_time = there != NULL && time != NULL ? g_strdup_printf ("%s ", time) : NULL;
  g_autofree char *company = sl_private_company (item->due->company);
  const char *result = item->stage != NULL ? sl_record_get_text (item->stage, SL_STAGE_RESULT) : NULL;

  add_part (text, time);
  /* Where the clocks show the same, once is enough. */
  if (own_time == NULL || !g_str_has_prefix (there, own_time))
    add_part (text, there);
  /* A reminder may be called anything. */
  if (item->due->company != NULL && strstr (item->due->title, item->due->company) == NULL)
    add_part (text, company);
  add_part (text, item->due->role);
  if (item->over && result != NULL && !g_str_equal (result, "Pending"))
    add_part (text, sl_enum_label (&sl_stage_result_words, result));
  if (text->len == 0)
    add_part (text, sl_agenda_item_get_kind_label (item));

  return g_string_free_and_steal (text);
}

static void
activated_cb (SlAgendaList *self, GtkWidget *row)
{
  SlAgendaItem *item = g_object_get_data (G_OBJECT (row), "item");

  if (item != NULL)
    g_signal_emit (self, signals[OPEN_ITEM], 0, item);
}

static GtkWidget *
make_row (SlAgendaList *self, SlAgendaItem *item, SlDay today, GTimeZone *zone)
{
  g_autofree char *title = sl_agenda_item_get_title (item, today, zone);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title-lines", 2, "subtitle-lines", 2,
                                 "activatable", item->due->application_id != NULL || item->due->saved_job_id != NULL || item->due->reminder_id != NULL, NULL);
  GtkWidget *icon = gtk_image_new_from_icon_name (get_icon (item));
  g_autofree char *subtitle = describe (item, zone);
  g_autofree char *icon_label = g_strdup (sl_agenda_item_get_kind_label (item));

  /* Only now that the row knows that it is no markup. */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_css_classes (icon, (const char *[]) { "agenda-icon", sl_agenda_item_get_kind_name (item), item->over ? "over" : NULL, NULL });
  gtk_widget_set_tooltip_text (icon, icon_label);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  if (item->over)
    gtk_widget_add_css_class (row, "agenda-over");
  if (item->stage != NULL)
    {
      GtkWidget *print = gtk_button_new_from_icon_name ("document-print-symbolic");
      const char *words = _("Print Interview Pack");

      gtk_widget_set_valign (print, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (print, "flat");
      gtk_widget_set_tooltip_text (print, words);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (print), "win.print-pack");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (print), "s", sl_record_get_id (item->stage));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), print);
    }
  g_object_set_data_full (G_OBJECT (row), "item", g_object_ref (item), g_object_unref);

  return row;
}

static char *
name_day (SlDay day, SlDay today)
{
  g_autofree char *date = sl_day_format_near (day, today);

  if (day == today)
    /* Translators: a date */
    return g_strdup_printf (_("Today, %s"), date);
  if (day == today + 1)
    return g_strdup_printf (_("Tomorrow, %s"), date);
  if (day == today - 1)
    return g_strdup_printf (_("Yesterday, %s"), date);

  return g_steal_pointer (&date);
}

static GtkWidget *
begin_day (SlAgendaList *self, SlDay day, SlDay today)
{
  g_autofree char *name = name_day (day, today);
  GtkWidget *heading = g_object_new (GTK_TYPE_LABEL, "label", name, "xalign", 0.0, "wrap", TRUE, "css-classes", (const char *[]) { "heading", NULL },
                                     "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, NULL);
  GtkWidget *rows = g_object_new (GTK_TYPE_LIST_BOX, "selection-mode", GTK_SELECTION_NONE, "css-classes", (const char *[]) { "boxed-list", NULL }, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (rows), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (rows, "row-activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), heading);
  gtk_box_append (GTK_BOX (self->box), rows);

  return rows;
}

static void
add_words (SlAgendaList *self, const char *words)
{
  gtk_box_append (GTK_BOX (self->box), g_object_new (GTK_TYPE_LABEL, "label", words, "xalign", 0.0, "wrap", TRUE, "css-classes", (const char *[]) { "dimmed", NULL }, NULL));
}

static void
clear (SlAgendaList *self)
{
  GtkWidget *child;

  self->first_row = NULL;
  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
}

/**
 * sl_agenda_list_set:
 * @items: (element-type SlAgendaItem): in order
 * @first: those before that day are left out
 */
void
sl_agenda_list_set (SlAgendaList *self, GPtrArray *items, SlDay first, SlDay today, GTimeZone *zone)
{
  GtkWidget *rows = NULL;
  SlDay day = SL_DAY_NONE;
  guint n = 0;

  clear (self);
  for (guint i = 0; i < items->len; i++)
    {
      SlAgendaItem *item = items->pdata[i];
      GtkWidget *row;

      if (item->day < first)
        continue;
      if (n == 0 && item->day > first)
        {
          g_autofree char *name = name_day (first, today);

          gtk_box_append (GTK_BOX (self->box), g_object_new (GTK_TYPE_LABEL, "label", name, "xalign", 0.0, "wrap", TRUE, "css-classes", (const char *[]) { "heading", NULL }, NULL));
          add_words (self, _("Nothing on this day."));
        }
      if (n++ == MAX_ROWS)
        {
          add_words (self, _("There is more. Select a later day to see it."));
          return;
        }
      if (rows == NULL || item->day != day)
        rows = begin_day (self, item->day, today);
      day = item->day;
      row = make_row (self, item, today, zone);
      gtk_list_box_append (GTK_LIST_BOX (rows), row);
      if (self->first_row == NULL)
        self->first_row = row;
    }
  if (n == 0)
    add_words (self, _("Nothing from this day on. Interviews, reminders, deadlines and follow-ups appear here."));
}

gboolean
sl_agenda_list_focus (SlAgendaList *self)
{
  return self->first_row != NULL && gtk_widget_grab_focus (self->first_row);
}

static void
sl_agenda_list_class_init (SlAgendaListClass *klass)
{
  signals[OPEN_ITEM] = g_signal_new ("open-item", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, SL_TYPE_AGENDA_ITEM);
}

static void
sl_agenda_list_init (SlAgendaList *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  adw_bin_set_child (ADW_BIN (self), self->box);
}
