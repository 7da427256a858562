/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-detail-overview.h. Its sections stand below each other. The page is painted with those that a window shows; the
 * others are made in the frames after that, or at once when one of them is asked for. */

#define G_LOG_DOMAIN "sl-detail-overview"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-detail-overview.h"
#include "sl-field-row.h"
#include "sl-frames.h"
#include "sl-kinds.h"
#include "sl-next-section.h"
#include "sl-reminders-section.h"

/* So many sections are there from the beginning: a window of ordinary height shows no more. */
#define IN_SIGHT 3

struct _SlDetailOverview {
  AdwBin parent_instance;

  GtkBox *box;
  SlPeopleSection *people;
  SlFactsSection *offer;
  SlFactsSection *reflection;

  SlViewState *state;
  SlRecordEditor *editor;
  GtkWidget *first_row;        /* borrowed */
  AdwPreferencesGroup *fields; /* borrowed: where the next ones go */
  GtkWidget *texts;            /* borrowed, (nullable): the group of the long texts */
  guint n_made;                /* of the sections */
  gboolean editable;
};

G_DEFINE_FINAL_TYPE (SlDetailOverview, sl_detail_overview, ADW_TYPE_BIN)

static const char *
get_id (SlDetailOverview *self)
{
  return sl_record_editor_get_id (self->editor);
}

/* --- The sections, from top to bottom --- */

static void
make_next (SlDetailOverview *self)
{
  SlNextSection *next = g_object_new (SL_TYPE_NEXT_SECTION, NULL);

  gtk_box_append (self->box, GTK_WIDGET (next));
  sl_next_section_set_application (next, self->state, get_id (self));
}

static void
make_reminders (SlDetailOverview *self)
{
  SlRemindersSection *reminders = g_object_new (SL_TYPE_REMINDERS_SECTION, NULL);

  gtk_box_append (self->box, GTK_WIDGET (reminders));
  sl_reminders_section_set_application (reminders, self->state, get_id (self));
}

static void
begin_fields (SlDetailOverview *self, const char *title)
{
  self->fields = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->fields, title);
  gtk_box_append (self->box, GTK_WIDGET (self->fields));
}

static void
add_fields (SlDetailOverview *self, const guint *fields, gsize n_fields)
{
  for (gsize i = 0; i < n_fields; i++)
    {
      GtkWidget *row = sl_field_row_new (self->editor, fields[i]);

      if (self->first_row == NULL)
        self->first_row = row;
      adw_preferences_group_add (self->fields, row);
    }
}

static void
make_job (SlDetailOverview *self)
{
  static const guint fields[] = {
    SL_APPLICATION_ROLE_TITLE, SL_APPLICATION_COMPANY_NAME, SL_APPLICATION_LOCATION, SL_APPLICATION_URL,
  };

  begin_fields (self, _("The job"));
  add_fields (self, fields, G_N_ELEMENTS (fields));
}

/* Rows with a list of words are several times the work of others. */
static void
make_job_choices (SlDetailOverview *self)
{
  static const guint fields[] = { SL_APPLICATION_JOB_TYPE, SL_APPLICATION_WORK_MODE };

  add_fields (self, fields, G_N_ELEMENTS (fields));
}

static void
make_progress (SlDetailOverview *self)
{
  static const guint fields[] = { SL_APPLICATION_APPLIED_DATE, SL_APPLICATION_FOLLOW_UP_DATE };

  begin_fields (self, _("Your application"));
  add_fields (self, fields, G_N_ELEMENTS (fields));
}

static void
make_progress_choices (SlDetailOverview *self)
{
  static const guint fields[] = { SL_APPLICATION_SOURCE, SL_APPLICATION_PRIORITY, SL_APPLICATION_EXCITEMENT };

  add_fields (self, fields, G_N_ELEMENTS (fields));
}

static void
make_pay (SlDetailOverview *self)
{
  static const guint fields[] = {
    SL_APPLICATION_SALARY_MIN, SL_APPLICATION_SALARY_MAX, SL_APPLICATION_SALARY_CURRENCY,
  };

  begin_fields (self, _("Salary per year"));
  add_fields (self, fields, G_N_ELEMENTS (fields));
}

static void
make_text (SlDetailOverview *self)
{
  static const guint fields[] = { SL_APPLICATION_NOTES, SL_APPLICATION_DESCRIPTION };

  begin_fields (self, _("Notes and description"));
  add_fields (self, fields, G_N_ELEMENTS (fields));
  self->texts = GTK_WIDGET (self->fields);
}

static void
make_people (SlDetailOverview *self)
{
  self->people = g_object_new (SL_TYPE_PEOPLE_SECTION, NULL);
  gtk_box_append (self->box, GTK_WIDGET (self->people));
  sl_people_section_set_application (self->people, self->state, get_id (self));
}

static SlFactsSection *
add_facts (SlDetailOverview *self, const char *title, SlKind kind)
{
  SlFactsSection *facts = g_object_new (SL_TYPE_FACTS_SECTION, "title", title, NULL);

  gtk_box_append (self->box, GTK_WIDGET (facts));
  sl_facts_section_set_application (facts, self->state, kind, get_id (self));
  return facts;
}

static void
make_offer (SlDetailOverview *self)
{
  self->offer = add_facts (self, _("Offer"), SL_KIND_OUTCOME);
}

static void
make_reflection (SlDetailOverview *self)
{
  self->reflection = add_facts (self, _("Looking back"), SL_KIND_REFLECTION);
}

/* Each is the work of one frame. */
static void (*const sections[]) (SlDetailOverview *self) = {
  make_next, make_reminders, make_job, make_job_choices, make_progress, make_progress_choices,
  make_pay, make_text, make_people, make_offer, make_reflection,
};

static void
set_texts_editable (GtkWidget *widget, gboolean editable)
{
  if (SL_IS_FIELD_TEXT (widget))
    sl_field_text_set_editable (SL_FIELD_TEXT (widget), editable);
  else
    for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
      set_texts_editable (child, editable);
}

/* GTK tells assistive technologies of the widget that was made insensitive, not of what is in it. */
static void
tell_sensitive (GtkWidget *widget)
{
  gboolean sensitive = gtk_widget_is_sensitive (widget);

  gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_DISABLED, !sensitive, -1);
  if (GTK_IS_TEXT (widget))
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_READ_ONLY,
                                    !sensitive || !gtk_editable_get_editable (GTK_EDITABLE (widget)), -1);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    tell_sensitive (child);
}

/* Long texts are read through where nothing can be changed. */
static void
follow_editable (SlDetailOverview *self, GtkWidget *section)
{
  if (section == self->texts)
    {
      set_texts_editable (section, self->editable);
      return;
    }
  if (gtk_widget_get_sensitive (section) == self->editable)
    return;
  gtk_widget_set_sensitive (section, self->editable);
  tell_sensitive (section);
}

static gboolean
make_one (GtkWidget *widget)
{
  SlDetailOverview *self = SL_DETAIL_OVERVIEW (widget);

  if (self->n_made < G_N_ELEMENTS (sections))
    {
      sections[self->n_made++](self);
      follow_editable (self, gtk_widget_get_last_child (GTK_WIDGET (self->box)));
    }
  return self->n_made < G_N_ELEMENTS (sections);
}

static void
make_all (SlDetailOverview *self)
{
  while (make_one (GTK_WIDGET (self)))
    ;
}

static void
sl_detail_overview_dispose (GObject *object)
{
  SlDetailOverview *self = SL_DETAIL_OVERVIEW (object);

  self->n_made = G_N_ELEMENTS (sections);
  g_clear_object (&self->editor);
  g_clear_object (&self->state);
  G_OBJECT_CLASS (sl_detail_overview_parent_class)->dispose (object);
}

static void
sl_detail_overview_class_init (SlDetailOverviewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_detail_overview_dispose;
}

static void
sl_detail_overview_init (SlDetailOverview *self)
{
  self->editable = TRUE;
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 24));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}

/** sl_detail_overview_new: Returns: (transfer floating): the overview of the application that @editor edits */
GtkWidget *
sl_detail_overview_new (SlViewState *state, SlRecordEditor *editor)
{
  SlDetailOverview *self = g_object_new (SL_TYPE_DETAIL_OVERVIEW, NULL);

  self->state = g_object_ref (state);
  self->editor = g_object_ref (editor);
  while (self->n_made < IN_SIGHT)
    make_one (GTK_WIDGET (self));
  sl_frames_run (GTK_WIDGET (self), make_one);
  return GTK_WIDGET (self);
}

/** sl_detail_overview_get_first_row: Returns: (transfer none): where the cursor goes; there from the beginning */
GtkWidget *
sl_detail_overview_get_first_row (SlDetailOverview *self)
{
  g_return_val_if_fail (SL_IS_DETAIL_OVERVIEW (self), NULL);

  return self->first_row;
}

/** sl_detail_overview_set_editable: @editable: else all is only shown, as of an application in the Trash */
void
sl_detail_overview_set_editable (SlDetailOverview *self, gboolean editable)
{
  g_return_if_fail (SL_IS_DETAIL_OVERVIEW (self));

  self->editable = editable;
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->box)); child != NULL; child = gtk_widget_get_next_sibling (child))
    follow_editable (self, child);
}

/** sl_detail_overview_get_people: Returns: (transfer none): the section of the people */
SlPeopleSection *
sl_detail_overview_get_people (SlDetailOverview *self)
{
  g_return_val_if_fail (SL_IS_DETAIL_OVERVIEW (self), NULL);

  make_all (self);
  return self->people;
}

/** sl_detail_overview_get_offer: Returns: (transfer none): the section of the offer */
SlFactsSection *
sl_detail_overview_get_offer (SlDetailOverview *self)
{
  g_return_val_if_fail (SL_IS_DETAIL_OVERVIEW (self), NULL);

  make_all (self);
  return self->offer;
}

/** sl_detail_overview_get_reflection: Returns: (transfer none): the section of the look back */
SlFactsSection *
sl_detail_overview_get_reflection (SlDetailOverview *self)
{
  g_return_val_if_fail (SL_IS_DETAIL_OVERVIEW (self), NULL);

  make_all (self);
  return self->reflection;
}
