/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-date-range.h. */

#define G_LOG_DOMAIN "sl-date-range"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-date-range.h"
#include "sl-format.h"
#include "sl-text.h"

/* Typing a day counts when one stops. */
#define PAUSE_MS 500

struct _SlDateRange {
  GtkBox parent_instance;

  GtkWidget *from_entry;
  GtkWidget *to_entry;
  GtkWidget *problem;

  SlDay from;
  SlDay to;
  guint pause_source;
  gboolean filling; /* the fields are written, not typed into */
};

G_DEFINE_FINAL_TYPE (SlDateRange, sl_date_range, GTK_TYPE_BOX)

enum {
  PROP_0,
  PROP_FROM_LABEL,
  PROP_TO_LABEL,
};

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* SL_DAY_NONE for an empty field; FALSE for what is no day. */
static gboolean
read_day (GtkWidget *entry, SlDay *day)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));

  *day = SL_DAY_NONE;
  return sl_text_is_blank (text) || sl_format_parse_day (text, day);
}

static void
mark (GtkWidget *entry, gboolean wrong)
{
  if (wrong)
    gtk_widget_add_css_class (entry, "error");
  else
    gtk_widget_remove_css_class (entry, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
show_problem (SlDateRange *self, const char *words, gboolean from_wrong, gboolean to_wrong)
{
  mark (self->from_entry, from_wrong);
  mark (self->to_entry, to_wrong);
  gtk_label_set_label (GTK_LABEL (self->problem), words != NULL ? words : "");
  gtk_widget_set_visible (self->problem, words != NULL);
  if (words != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
read_days (SlDateRange *self)
{
  SlDay from;
  SlDay to;
  gboolean from_ok = read_day (self->from_entry, &from);
  gboolean to_ok = read_day (self->to_entry, &to);

  if (!from_ok || !to_ok)
    {
      show_problem (self, _("Write a day such as Sep 3, 2026-09-03 or “2 weeks ago”."), !from_ok, !to_ok);
      return;
    }
  if (from != SL_DAY_NONE && to != SL_DAY_NONE && from > to)
    {
      show_problem (self, _("The last day is before the first."), FALSE, TRUE);
      return;
    }

  show_problem (self, NULL, FALSE, FALSE);
  if (from == self->from && to == self->to)
    return;

  self->from = from;
  self->to = to;
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
pause_cb (gpointer data)
{
  SlDateRange *self = data;

  self->pause_source = 0;
  read_days (self);

  return G_SOURCE_REMOVE;
}

static void
typed_cb (SlDateRange *self)
{
  if (self->filling)
    return;

  g_clear_handle_id (&self->pause_source, g_source_remove);
  self->pause_source = g_timeout_add (PAUSE_MS, pause_cb, self);
}

static void
activate_cb (SlDateRange *self)
{
  g_clear_handle_id (&self->pause_source, g_source_remove);
  read_days (self);
}

static void
show_day (GtkWidget *entry, SlDay day)
{
  g_autofree char *text = day != SL_DAY_NONE ? sl_format_day_editable (day) : g_strdup ("");
  SlDay present;

  /* Who types the day in another way isn't corrected meanwhile. */
  if (read_day (entry, &present) && present == day)
    return;
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static GtkWidget *
add_entry (SlDateRange *self, GtkWidget *box, const char *placeholder)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), placeholder);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 10);
  g_signal_connect_object (entry, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), entry);

  return entry;
}

static void
sl_date_range_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SlDateRange *self = SL_DATE_RANGE (object);

  switch (prop_id)
    {
    case PROP_FROM_LABEL:
    case PROP_TO_LABEL:
      gtk_accessible_update_property (GTK_ACCESSIBLE (prop_id == PROP_FROM_LABEL ? self->from_entry : self->to_entry),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, g_value_get_string (value), -1);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_date_range_dispose (GObject *object)
{
  g_clear_handle_id (&SL_DATE_RANGE (object)->pause_source, g_source_remove);

  G_OBJECT_CLASS (sl_date_range_parent_class)->dispose (object);
}

static void
sl_date_range_class_init (SlDateRangeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags writable = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = sl_date_range_set_property;
  object_class->dispose = sl_date_range_dispose;

  /* What the days are of, for who only hears: "Applied from" and "Applied until" */
  g_object_class_install_property (object_class, PROP_FROM_LABEL, g_param_spec_string ("from-label", NULL, NULL, NULL, writable));
  g_object_class_install_property (object_class, PROP_TO_LABEL, g_param_spec_string ("to-label", NULL, NULL, NULL, writable));

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sl_date_range_init (SlDateRange *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->from = SL_DAY_NONE;
  self->to = SL_DAY_NONE;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  self->from_entry = add_entry (self, box, C_("day", "From"));
  self->to_entry = add_entry (self, box, C_("day", "Until"));
  self->problem = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->problem), 0);
  gtk_label_set_wrap (GTK_LABEL (self->problem), TRUE);
  gtk_widget_add_css_class (self->problem, "error");
  gtk_widget_add_css_class (self->problem, "caption");
  gtk_widget_set_visible (self->problem, FALSE);
  gtk_box_append (GTK_BOX (self), box);
  gtk_box_append (GTK_BOX (self), self->problem);
}

/** sl_date_range_get_from: Returns: the first day; %SL_DAY_NONE when it is open */
SlDay
sl_date_range_get_from (SlDateRange *self)
{
  g_return_val_if_fail (SL_IS_DATE_RANGE (self), SL_DAY_NONE);

  return self->from;
}

/** sl_date_range_get_to: Returns: the last day; %SL_DAY_NONE when it is open */
SlDay
sl_date_range_get_to (SlDateRange *self)
{
  g_return_val_if_fail (SL_IS_DATE_RANGE (self), SL_DAY_NONE);

  return self->to;
}

/**
 * sl_date_range_set_days:
 * @from: the first day, or %SL_DAY_NONE
 * @to: the last day, or %SL_DAY_NONE
 *
 * Shows other days, without "changed". Nothing happens to what is typed while the days are the same.
 */
void
sl_date_range_set_days (SlDateRange *self, SlDay from, SlDay to)
{
  g_return_if_fail (SL_IS_DATE_RANGE (self));

  if (from == self->from && to == self->to)
    return;

  g_clear_handle_id (&self->pause_source, g_source_remove);
  self->from = from;
  self->to = to;
  self->filling = TRUE;
  show_day (self->from_entry, from);
  show_day (self->to_entry, to);
  self->filling = FALSE;
  show_problem (self, NULL, FALSE, FALSE);
}
