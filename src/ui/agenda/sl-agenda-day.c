/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-agenda-day"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "sl-agenda-day.h"
#include "sl-count.h"
#include "sl-private.h"

#define MAX_LINES 3
#define MAX_DOTS 3
/* A screen reader tells no more of a day than that. */
#define MAX_TOLD 5

struct _SlAgendaDay {
  GtkButton parent_instance;

  GtkWidget *number;
  GtkWidget *lines[MAX_LINES];
  GtkWidget *more;
  GtkWidget *dots;

  SlDay day;
  gboolean compact;
  gboolean selected;
  guint n_items;
};

G_DEFINE_FINAL_TYPE (SlAgendaDay, sl_agenda_day, GTK_TYPE_BUTTON)

static void
show_parts (SlAgendaDay *self)
{
  for (guint i = 0; i < MAX_LINES; i++)
    gtk_widget_set_visible (self->lines[i], !self->compact && i < self->n_items);
  gtk_widget_set_visible (self->more, !self->compact && self->n_items > MAX_LINES);
  gtk_widget_set_visible (self->dots, self->compact);
}

static void
set_class (GtkWidget *widget, const char *name, gboolean set)
{
  if (set)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

/* "14:00 Torvmark" */
static char *
describe_short (SlAgendaItem *item, GTimeZone *zone)
{
  g_autofree char *time = sl_agenda_item_format_time (item, zone);
  g_autofree char *about = item->due->company != NULL ? sl_private_company (item->due->company) : sl_due_get_shown_title (item->due);

  return time != NULL ? g_strdup_printf ("%s %s", time, about) : g_steal_pointer (&about);
}

static void
set_line (GtkWidget *line, SlAgendaItem *item, GTimeZone *zone)
{
  g_autofree char *text = describe_short (item, zone);

  gtk_label_set_text (GTK_LABEL (line), text);
  gtk_widget_set_css_classes (line, (const char *[]) { "agenda-line", sl_agenda_item_get_kind_name (item), item->over ? "over" : NULL, NULL });
}

static void
set_dots (SlAgendaDay *self, GPtrArray *items)
{
  GtkWidget *dot;

  while ((dot = gtk_widget_get_first_child (self->dots)) != NULL)
    gtk_box_remove (GTK_BOX (self->dots), dot);
  for (guint i = 0; i < MIN (items->len, MAX_DOTS); i++)
    {
      dot = g_object_new (ADW_TYPE_BIN, "css-name", "agendadot", "valign", GTK_ALIGN_CENTER, NULL);
      gtk_widget_add_css_class (dot, sl_agenda_item_get_kind_name (items->pdata[i]));
      gtk_box_append (GTK_BOX (self->dots), dot);
    }
}

/* All that the eye sees, in words. */
static char *
describe (SlDay day, GPtrArray *items, GTimeZone *zone, SlDay today)
{
  g_autofree char *date = sl_day_format_long (day);
  GString *text = g_string_new (NULL);

  /* Translators: a date that is today */
  g_string_append_printf (text, day == today ? _("%s, today") : "%s", date);
  if (items->len > 0)
    g_string_append_printf (text, ngettext (": %s item", ": %s items", items->len), SL_COUNT (items->len));
  for (guint i = 0; i < MIN (items->len, MAX_TOLD); i++)
    {
      SlAgendaItem *item = items->pdata[i];
      g_autofree char *time = sl_agenda_item_format_time (item, zone);
      g_autofree char *title = sl_agenda_item_get_title (item, today, zone);

      g_string_append_printf (text, ". %s%s%s", time != NULL ? time : "", time != NULL ? " " : "", title);
    }

  return g_string_free_and_steal (text);
}

void
sl_agenda_day_set (SlAgendaDay *self, SlDay day, GPtrArray *items, GTimeZone *zone, SlDay today, gboolean outside)
{
  g_autofree char *label = describe (day, items, zone, today);
  g_autofree char *number = NULL;
  g_autofree char *more = NULL;
  int day_of_month;

  self->day = day;
  self->n_items = items->len;
  sl_day_to_ymd (day, NULL, NULL, &day_of_month);
  number = g_strdup_printf ("%d", day_of_month);
  gtk_label_set_text (GTK_LABEL (self->number), number);
  for (guint i = 0; i < MIN (items->len, MAX_LINES); i++)
    set_line (self->lines[i], items->pdata[i], zone);
  /* Translators: so many more things on a day than there is room for */
  more = items->len > MAX_LINES ? g_strdup_printf (_("+%u"), items->len - MAX_LINES) : g_strdup ("");
  gtk_label_set_text (GTK_LABEL (self->more), more);
  set_dots (self, items);
  set_class (GTK_WIDGET (self), "outside", outside);
  set_class (GTK_WIDGET (self), "today", day == today);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  show_parts (self);
}

void
sl_agenda_day_set_selected (SlAgendaDay *self, gboolean selected)
{
  self->selected = selected;
  set_class (GTK_WIDGET (self), "selected", selected);
  gtk_widget_set_focusable (GTK_WIDGET (self), selected);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, selected, -1);
}

void
sl_agenda_day_set_compact (SlAgendaDay *self, gboolean compact)
{
  self->compact = compact;
  set_class (GTK_WIDGET (self), "compact", compact);
  show_parts (self);
}

SlDay
sl_agenda_day_get_day (SlAgendaDay *self)
{
  return self->day;
}

static GtkWidget *
make_line (void)
{
  return g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_END, "width-chars", 3, "visible", FALSE, NULL);
}

static void
sl_agenda_day_class_init (SlAgendaDayClass *klass)
{
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "agendaday");
}

static void
sl_agenda_day_init (SlAgendaDay *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->day = SL_DAY_NONE;
  self->number = g_object_new (GTK_TYPE_LABEL, "halign", GTK_ALIGN_CENTER, "css-classes", (const char *[]) { "agenda-number", NULL }, NULL);
  gtk_box_append (GTK_BOX (box), self->number);
  for (guint i = 0; i < MAX_LINES; i++)
    gtk_box_append (GTK_BOX (box), self->lines[i] = make_line ());
  gtk_box_append (GTK_BOX (box), self->more = make_line ());
  gtk_widget_set_css_classes (self->more, (const char *[]) { "agenda-line", "dimmed", NULL });
  self->dots = g_object_new (GTK_TYPE_BOX, "spacing", 2, "halign", GTK_ALIGN_CENTER, "height-request", 6, NULL);
  gtk_box_append (GTK_BOX (box), self->dots);
  gtk_button_set_child (GTK_BUTTON (self), box);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
sl_agenda_day_new (void)
{
  return g_object_new (SL_TYPE_AGENDA_DAY, NULL);
}
