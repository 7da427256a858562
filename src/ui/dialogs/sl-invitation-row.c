/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-invitation-row"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-format.h"
#include "sl-invitation-row.h"
#include "sl-kinds.h"
#include "sl-private.h"
#include "sl-text.h"

struct _SlInvitationRow {
  AdwPreferencesRow parent_instance;

  GtkCheckButton *check;
  GtkLabel *title;
  GtkLabel *when;
  GtkLabel *note;
  GtkLabel *application;
  GtkDropDown *applications;

  SlInvitationChoice *choice; /* borrowed */
  GtkWidget *list;            /* borrowed, weak: the list that it is in */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (SlInvitationRow, sl_invitation_row, ADW_TYPE_PREFERENCES_ROW)

enum {
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Words */

static char *
name_application (SlRecord *application)
{
  g_autofree char *company = sl_private_company (sl_record_get_text (application, SL_APPLICATION_COMPANY_NAME));

  return sl_format_beside (company, sl_record_get_text (application, SL_APPLICATION_ROLE_TITLE));
}

/* When the round will be; of one that is here, when it was, too. */
static char *
describe_when (SlInvitationPlan *plan)
{
  g_autoptr (SlRecord) stage = sl_invitation_plan_build_stage (plan, NULL);
  g_autofree char *when = sl_format_stage_when (stage);
  g_autofree char *before = plan->present != NULL ? sl_format_stage_when (plan->present) : NULL;

  if (plan->invitation->cancelled)
    /* Translators: when an interview was to be */
    return g_strdup_printf (_("Called off: %s"), when);
  if (before == NULL || *before == '\0' || g_str_equal (before, when))
    return g_steal_pointer (&when);
  /* Translators: when an interview will be, and when it was to be before */
  return g_strdup_printf (_("%s; it was planned for %s"), when, before);
}

/* (transfer full): what a person should know before they take it; empty: nothing */
static char *
describe_doubts (SlInvitationChoice *choice)
{
  const SlInvitation *invitation = choice->plan->invitation;
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);

  if (choice->fate == SL_INVITATION_UNCLEAR)
    g_ptr_array_add (notes, g_strdup (choice->plan->applications->len > 1 ? _("Which one is it about?") : _("Is it about this one?")));
  if (invitation->unknown_zone != NULL)
    {
      g_autofree char *zone = sl_text_isolate (invitation->unknown_zone);

      /* Translators: what a calendar file calls a time zone */
      g_ptr_array_add (notes, g_strdup_printf (_("The time zone “%s” is not known; the time was taken for yours. Check it."), zone));
    }
  if (invitation->repeats)
    g_ptr_array_add (notes, g_strdup (_("The event repeats; only its first date is taken.")));
  g_ptr_array_add (notes, NULL);

  return g_strjoinv ("\n", (char **) notes->pdata);
}

static void
set_label (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

/* What there is to know is read with what it is about. */
static void
set_note (SlInvitationRow *self, const char *note)
{
  set_label (self->note, note);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, note, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, note, -1);
}

/* What it is, read aloud as one. */
static void
label_check (SlInvitationRow *self)
{
  SlInvitationPlan *plan = self->choice->plan;
  g_autofree char *name = plan->applications->len > 0 ? name_application (plan->applications->pdata[self->choice->application]) : g_strdup ("");
  const char *parts[] = { gtk_label_get_label (self->title), gtk_label_get_label (self->when), name };
  g_autofree char *words = sl_format_join (parts, G_N_ELEMENTS (parts));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/* Acting */

static void
ticked_cb (SlInvitationRow *self)
{
  if (self->filling)
    return;
  self->choice->ticked = gtk_check_button_get_active (self->check);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Who says which one it is about wants it. */
static void
chosen_cb (SlInvitationRow *self)
{
  if (self->filling || gtk_drop_down_get_selected (self->applications) >= self->choice->plan->applications->len)
    return;
  self->choice->application = gtk_drop_down_get_selected (self->applications);
  label_check (self);
  gtk_check_button_set_active (self->check, TRUE);
}

static void
activated_cb (SlInvitationRow *self, GtkListBoxRow *row)
{
  if (row == GTK_LIST_BOX_ROW (self))
    gtk_check_button_set_active (self->check, !gtk_check_button_get_active (self->check));
}

/* Any list, also that of an expander: it tells which row was activated. */
static void
parent_cb (SlInvitationRow *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_func (self->list, activated_cb, self);
  g_set_weak_pointer (&self->list, parent != NULL && GTK_IS_LIST_BOX (parent) ? parent : NULL);
  if (self->list != NULL)
    g_signal_connect_object (self->list, "row-activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
}

/* The class */

static void
sl_invitation_row_dispose (GObject *object)
{
  SlInvitationRow *self = SL_INVITATION_ROW (object);

  self->filling = TRUE;
  g_clear_weak_pointer (&self->list);
  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_INVITATION_ROW);

  G_OBJECT_CLASS (sl_invitation_row_parent_class)->dispose (object);
}

static void
sl_invitation_row_class_init (SlInvitationRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_invitation_row_dispose;

  signals[CHANGED] = g_signal_new ("changed", SL_TYPE_INVITATION_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-invitation-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SlInvitationRow, check);
  gtk_widget_class_bind_template_child (widget_class, SlInvitationRow, title);
  gtk_widget_class_bind_template_child (widget_class, SlInvitationRow, when);
  gtk_widget_class_bind_template_child (widget_class, SlInvitationRow, note);
  gtk_widget_class_bind_template_child (widget_class, SlInvitationRow, application);
  gtk_widget_class_bind_template_child (widget_class, SlInvitationRow, applications);
  gtk_widget_class_bind_template_callback (widget_class, ticked_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
}

static void
sl_invitation_row_init (SlInvitationRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::parent", G_CALLBACK (parent_cb), NULL);
}

static void
fill_applications (SlInvitationRow *self)
{
  GPtrArray *applications = self->choice->plan->applications;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < applications->len; i++)
    gtk_string_list_take (names, name_application (applications->pdata[i]));
  if (applications->len == 1)
    gtk_label_set_label (self->application, gtk_string_list_get_string (names, 0));
  else if (applications->len > 1)
    gtk_drop_down_set_model (self->applications, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (self->application), applications->len == 1);
  gtk_widget_set_visible (GTK_WIDGET (self->applications), applications->len > 1);
}

/**
 * sl_invitation_row_new:
 * @choice: (unowned): what the row is about; it outlives the row
 *
 * Returns: (transfer floating): a row for a list box
 */
GtkWidget *
sl_invitation_row_new (SlInvitationChoice *choice)
{
  SlInvitationRow *self = g_object_new (SL_TYPE_INVITATION_ROW, NULL);
  g_autofree char *summary = sl_invitation_plan_dup_summary (choice->plan);
  g_autofree char *when = describe_when (choice->plan);
  g_autofree char *note = describe_doubts (choice);

  self->choice = choice;
  self->filling = TRUE;
  gtk_label_set_label (self->title, summary);
  set_label (self->when, when);
  set_note (self, note);
  fill_applications (self);
  self->filling = FALSE;
  sl_invitation_row_update (self);

  return GTK_WIDGET (self);
}

void
sl_invitation_row_update (SlInvitationRow *self)
{
  g_return_if_fail (SL_IS_INVITATION_ROW (self));

  self->filling = TRUE;
  gtk_check_button_set_active (self->check, self->choice->ticked);
  if (gtk_widget_get_visible (GTK_WIDGET (self->applications)))
    gtk_drop_down_set_selected (self->applications, self->choice->application);
  self->filling = FALSE;
  label_check (self);
}
