/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-day-button.h. A menu button can't be derived from: what belongs to it lies with its calendar. */
#define G_LOG_DOMAIN "sl-day-button"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-day-button.h"
#include "sl-format.h"
#include "sl-tooltip.h"

typedef struct {
  GtkWidget *owner; /* borrowed: the button is in it */
  GtkPopover *popover; /* borrowed: the calendar is in it */
  SlDayGetFunc get;
  SlDayPickedFunc picked;
  gboolean filling;
} Picker;

static void
selected_cb (GtkCalendar *calendar, Picker *picker)
{
  if (picker->filling)
    return;
  picker->picked (picker->owner, sl_day_from_ymd (gtk_calendar_get_year (calendar), gtk_calendar_get_month (calendar) + 1,
                                                  gtk_calendar_get_day (calendar)));
  gtk_popover_popdown (picker->popover);
}

static void
show_cb (GtkCalendar *calendar)
{
  Picker *picker = g_object_get_data (G_OBJECT (calendar), "picker");
  SlDay day = picker->get (picker->owner);
  int year, month, day_of_month;

  if (!sl_day_to_ymd (day != SL_DAY_NONE ? day : sl_format_get_today (), &year, &month, &day_of_month))
    return;
  picker->filling = TRUE;
  /* The 31st is no day of every month that comes by on the way. */
  gtk_calendar_set_day (calendar, 1);
  gtk_calendar_set_year (calendar, year);
  gtk_calendar_set_month (calendar, month - 1);
  gtk_calendar_set_day (calendar, day_of_month);
  picker->filling = FALSE;
}

/**
 * sl_day_button_new:
 * @owner: the row it will be in; what @get and @picked are given
 * @label: the field's
 * @get: the day that the calendar opens with
 * @picked: a day was chosen; the calendar closes
 *
 * Returns: (transfer floating): the button
 */
GtkWidget *
sl_day_button_new (GtkWidget *owner, const char *label, SlDayGetFunc get, SlDayPickedFunc picked)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *calendar = gtk_calendar_new ();
  GtkWidget *popover = gtk_popover_new ();
  /* Translators: %s is a field such as "Applied" */
  g_autofree char *words = g_strdup_printf (_("Pick a day for “%s”"), label);
  Picker *picker = g_new0 (Picker, 1);

  picker->owner = owner;
  picker->popover = GTK_POPOVER (popover);
  picker->get = get;
  picker->picked = picked;
  g_object_set_data_full (G_OBJECT (calendar), "picker", picker, g_free);
  g_signal_connect (calendar, "day-selected", G_CALLBACK (selected_cb), picker);
  g_signal_connect_object (popover, "show", G_CALLBACK (show_cb), calendar, G_CONNECT_SWAPPED);

  gtk_accessible_update_property (GTK_ACCESSIBLE (calendar), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_box_append (GTK_BOX (box), calendar);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "x-office-calendar-symbolic");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  sl_tooltip_set (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);

  return button;
}

/** sl_day_button_append: puts @child below the calendar */
void
sl_day_button_append (GtkWidget *button, GtkWidget *child)
{
  GtkPopover *popover = gtk_menu_button_get_popover (GTK_MENU_BUTTON (button));

  gtk_box_append (GTK_BOX (gtk_popover_get_child (popover)), child);
}
