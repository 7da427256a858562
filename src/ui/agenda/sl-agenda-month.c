/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-agenda-month"

#include "config.h"

#include <glib/gi18n.h>
#include <langinfo.h>

#include "sl-agenda-day.h"
#include "sl-agenda-month.h"

#define N_WEEKS 6
#define N_DAYS (7 * N_WEEKS)

struct _SlAgendaMonth {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *grid;
  GtkWidget *names[7];
  SlAgendaDay *days[N_DAYS];

  GTimeZone *zone;
  GPtrArray *items; /* (nullable) */
  SlDay today;
  SlDay selected;
  SlDay first; /* in the grid's corner */
  gboolean compact;
};

G_DEFINE_FINAL_TYPE (SlAgendaMonth, sl_agenda_month, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_COMPACT,
  N_PROPS
};

enum {
  SELECTED,
  OPENED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* Days */

/* 1 for Monday to 7 for Sunday, as the locale begins its weeks. */
static int
get_first_weekday (void)
{
#ifdef __GLIBC__
  union {
    char *text;
    guint word;
  } origin = { .text = nl_langinfo (_NL_TIME_WEEK_1STDAY) };
  int first = nl_langinfo (_NL_TIME_FIRST_WEEKDAY)[0];
  /* Counted from this day, a Sunday or a Monday. */
  int start = origin.word == 19971130 ? 0 : 1;

  return (start + first - 1 + 6) % 7 + 1;
#else
  return 1;
#endif
}

static int
get_month (SlDay day)
{
  int month;

  sl_day_to_ymd (day, NULL, &month, NULL);
  return month;
}

static SlDay
get_corner (SlDay day)
{
  int day_of_month;
  SlDay first;

  sl_day_to_ymd (day, NULL, NULL, &day_of_month);
  first = day - day_of_month + 1;

  return first - (sl_day_get_weekday (first) - get_first_weekday () + 7) % 7;
}

static SlAgendaDay *
find_day (SlAgendaMonth *self, SlDay day)
{
  return day >= self->first && day < self->first + N_DAYS ? self->days[day - self->first] : NULL;
}

/* Each day with its items, in one walk over both. */
static void
fill (SlAgendaMonth *self)
{
  int month = get_month (self->selected);
  guint next = 0;

  for (guint i = 0; i < N_DAYS; i++)
    {
      SlDay day = self->first + (SlDay) i;
      g_autoptr (GPtrArray) items = g_ptr_array_new ();

      for (; self->items != NULL && next < self->items->len; next++)
        {
          SlAgendaItem *item = self->items->pdata[next];

          if (item->day > day)
            break;
          if (item->day == day)
            g_ptr_array_add (items, item);
        }
      sl_agenda_day_set (self->days[i], day, items, self->zone, self->today, get_month (day) != month);
      sl_agenda_day_set_selected (self->days[i], day == self->selected);
    }
}

void
sl_agenda_month_select (SlAgendaMonth *self, SlDay day)
{
  gboolean focused = gtk_widget_get_focus_child (self->grid) != NULL;
  SlAgendaDay *before = find_day (self, self->selected);

  g_return_if_fail (SL_IS_AGENDA_MONTH (self));

  if (!sl_day_is_valid (day - N_DAYS) || !sl_day_is_valid (day + N_DAYS))
    return;
  if (self->selected != SL_DAY_NONE && get_corner (day) == self->first && get_month (day) == get_month (self->selected))
    {
      SlAgendaDay *now = find_day (self, day);

      sl_agenda_day_set_selected (now, TRUE);
      if (focused)
        gtk_widget_grab_focus (GTK_WIDGET (now));
      if (before != NULL && before != now)
        sl_agenda_day_set_selected (before, FALSE);
      self->selected = day;
      return;
    }

  self->selected = day;
  self->first = get_corner (day);
  fill (self);
  if (focused)
    sl_agenda_month_focus (self);
}

static void
select_and_tell (SlAgendaMonth *self, SlDay day)
{
  sl_agenda_month_select (self, day);
  g_signal_emit (self, signals[SELECTED], 0);
}

static void
clicked_cb (SlAgendaMonth *self, SlAgendaDay *day)
{
  gboolean again = sl_agenda_day_get_day (day) == self->selected;

  select_and_tell (self, sl_agenda_day_get_day (day));
  sl_agenda_month_focus (self);
  if (again)
    g_signal_emit (self, signals[OPENED], 0);
}

/* Keys */

static gboolean
move_cb (GtkWidget *widget, GVariant *by, gpointer data)
{
  SlAgendaMonth *self = SL_AGENDA_MONTH (widget);
  int days = 0, months = 0;

  g_variant_get (by, "(ii)", &days, &months);
  if ((days == 1 || days == -1) && gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    days = -days;
  select_and_tell (self, (months != 0 ? sl_day_add_months (self->selected, months) : self->selected) + days);
  return TRUE;
}

static gboolean
today_cb (GtkWidget *widget, GVariant *unused, gpointer data)
{
  select_and_tell (SL_AGENDA_MONTH (widget), SL_AGENDA_MONTH (widget)->today);
  return TRUE;
}

static void
add_move (GtkWidgetClass *klass, guint key, guint pad_key, int days, int months)
{
  gtk_widget_class_add_binding (klass, key, 0, move_cb, "(ii)", days, months);
  gtk_widget_class_add_binding (klass, pad_key, 0, move_cb, "(ii)", days, months);
}

/* The class */

static void
name_weekdays (SlAgendaMonth *self)
{
  SlDay monday = sl_day_from_ymd (2024, 1, 1);

  for (int i = 0; i < 7; i++)
    {
      SlDay day = monday + (get_first_weekday () - 1 + i) % 7;
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc ((gint64) day * 86400);
      g_autofree char *name = g_date_time_format (time, "%a");

      gtk_label_set_text (GTK_LABEL (self->names[i]), name);
    }
}

static void
sl_agenda_month_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_COMPACT:
      g_value_set_boolean (value, SL_AGENDA_MONTH (object)->compact);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_agenda_month_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SlAgendaMonth *self = SL_AGENDA_MONTH (object);

  switch (prop_id)
    {
    case PROP_COMPACT:
      self->compact = g_value_get_boolean (value);
      for (guint i = 0; i < N_DAYS; i++)
        sl_agenda_day_set_compact (self->days[i], self->compact);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_agenda_month_dispose (GObject *object)
{
  SlAgendaMonth *self = SL_AGENDA_MONTH (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);

  G_OBJECT_CLASS (sl_agenda_month_parent_class)->dispose (object);
}

static void
sl_agenda_month_class_init (SlAgendaMonthClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sl_agenda_month_dispose;
  object_class->get_property = sl_agenda_month_get_property;
  object_class->set_property = sl_agenda_month_set_property;

  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SELECTED] = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "agendamonth");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  add_move (widget_class, GDK_KEY_Left, GDK_KEY_KP_Left, -1, 0);
  add_move (widget_class, GDK_KEY_Right, GDK_KEY_KP_Right, 1, 0);
  add_move (widget_class, GDK_KEY_Up, GDK_KEY_KP_Up, -7, 0);
  add_move (widget_class, GDK_KEY_Down, GDK_KEY_KP_Down, 7, 0);
  add_move (widget_class, GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, 0, -1);
  add_move (widget_class, GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, 0, 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, 0, today_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Home, 0, today_cb, NULL);
}

static void
sl_agenda_month_init (SlAgendaMonth *self)
{
  GtkWidget *names = g_object_new (GTK_TYPE_BOX, "homogeneous", TRUE, NULL);

  self->zone = g_time_zone_new_utc ();
  self->selected = SL_DAY_NONE;
  self->today = SL_DAY_NONE;
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (self->box), names);
  for (int i = 0; i < 7; i++)
    {
      self->names[i] = g_object_new (GTK_TYPE_LABEL, "css-classes", (const char *[]) { "caption-heading", "dimmed", "agenda-weekday", NULL }, NULL);
      gtk_box_append (GTK_BOX (names), self->names[i]);
    }
  self->grid = g_object_new (GTK_TYPE_GRID, "column-homogeneous", TRUE, "row-homogeneous", TRUE, "hexpand", TRUE, "vexpand", TRUE, NULL);
  gtk_box_append (GTK_BOX (self->box), self->grid);
  name_weekdays (self);
  for (int i = 0; i < N_DAYS; i++)
    {
      self->days[i] = SL_AGENDA_DAY (sl_agenda_day_new ());
      gtk_widget_set_vexpand (GTK_WIDGET (self->days[i]), TRUE);
      g_signal_connect_object (self->days[i], "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
      gtk_grid_attach (GTK_GRID (self->grid), GTK_WIDGET (self->days[i]), i % 7, i / 7, 1, 1);
    }
}

void
sl_agenda_month_set_zone (SlAgendaMonth *self, GTimeZone *zone)
{
  g_time_zone_unref (self->zone);
  self->zone = g_time_zone_ref (zone);
}

void
sl_agenda_month_set_today (SlAgendaMonth *self, SlDay today)
{
  self->today = today;
  if (self->selected != SL_DAY_NONE)
    fill (self);
}

SlDay
sl_agenda_month_get_selected (SlAgendaMonth *self)
{
  return self->selected;
}

SlDay
sl_agenda_month_get_first (SlAgendaMonth *self)
{
  return self->first;
}

SlDay
sl_agenda_month_get_last (SlAgendaMonth *self)
{
  return self->first + N_DAYS - 1;
}

void
sl_agenda_month_set_items (SlAgendaMonth *self, GPtrArray *items)
{
  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = g_ptr_array_ref (items);
  fill (self);
}

void
sl_agenda_month_focus (SlAgendaMonth *self)
{
  SlAgendaDay *day = find_day (self, self->selected);

  if (day != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (day));
}
