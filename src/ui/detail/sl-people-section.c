/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-people-section"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-kinds.h"
#include "sl-people-section.h"
#include "sl-person-row.h"
#include "sl-private.h"
#include "sl-record-chooser.h"
#include "sl-record-dialog.h"
#include "sl-record-list.h"

struct _SlPeopleSection {
  AdwBin parent_instance;

  GtkListBox *rows;

  SlViewState *state;
  char *application_id;
  SlRecordList *people;
};

G_DEFINE_FINAL_TYPE (SlPeopleSection, sl_people_section, ADW_TYPE_BIN)

static GtkWidget *
create_row (gpointer item, gpointer data)
{
  SlPeopleSection *self = data;
  SlRecord *contact = item;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *person = sl_person_row_new (self->state);
  g_autofree char *name = sl_private_person (sl_record_get_text (contact, SL_CONTACT_NAME));

  sl_person_row_set_contact (SL_PERSON_ROW (person), contact);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), person);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

static void
row_activated_cb (SlPeopleSection *self, GtkListBoxRow *row)
{
  SlRecord *contact = sl_person_row_get_contact (SL_PERSON_ROW (gtk_list_box_row_get_child (row)));

  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-record", "(ss)", "contact", sl_record_get_id (contact));
}

static void
update (SlPeopleSection *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), g_list_model_get_n_items (G_LIST_MODEL (self->people)) > 0);
}

/* --- Adding --- */

void
sl_people_section_add (SlPeopleSection *self)
{
  static const guint fields[] = {
    SL_CONTACT_NAME, SL_CONTACT_TYPE, SL_CONTACT_ROLE_TITLE, SL_CONTACT_COMPANY, SL_CONTACT_EMAIL, SL_CONTACT_PHONE, SL_CONTACT_LINKEDIN_URL, SL_CONTACT_NOTES,
  };
  g_autoptr (SlRecord) contact = sl_record_new (SL_KIND_CONTACT);
  AdwDialog *dialog;

  g_return_if_fail (SL_IS_PEOPLE_SECTION (self));

  sl_record_set_text (contact, SL_CONTACT_APPLICATION_ID, self->application_id);
  dialog = sl_record_dialog_new (self->state, contact, TRUE, _("New Person"));
  sl_record_dialog_add_group (SL_RECORD_DIALOG (dialog), NULL, fields, G_N_ELEMENTS (fields));
  adw_dialog_present (dialog, GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))));
}

static void
chosen_cb (SlPeopleSection *self, SlRecord *contact)
{
  const char *ids[] = { sl_record_get_id (contact), NULL };
  g_auto (SlValue) value = SL_VALUE_INIT;
  g_autoptr (SlChangeset) changeset = NULL;

  sl_value_set_text (&value, self->application_id);
  changeset = sl_deed_edit (SL_KIND_CONTACT, ids, SL_CONTACT_APPLICATION_ID, &value);
  sl_view_state_apply (self->state, changeset);
}

static void
new_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sl_people_section_add (SL_PEOPLE_SECTION (widget));
}

static void
existing_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SlPeopleSection *self = SL_PEOPLE_SECTION (widget);
  AdwDialog *dialog = sl_record_chooser_new (self->state, SL_KIND_CONTACT, _("Choose a Person"));

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
sl_people_section_dispose (GObject *object)
{
  SlPeopleSection *self = SL_PEOPLE_SECTION (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_PEOPLE_SECTION);
  g_clear_object (&self->people);
  g_clear_object (&self->state);
  G_OBJECT_CLASS (sl_people_section_parent_class)->dispose (object);
}

static void
sl_people_section_finalize (GObject *object)
{
  g_free (SL_PEOPLE_SECTION (object)->application_id);
  G_OBJECT_CLASS (sl_people_section_parent_class)->finalize (object);
}

static void
sl_people_section_class_init (SlPeopleSectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sl_people_section_dispose;
  object_class->finalize = sl_people_section_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-people-section.ui");
  gtk_widget_class_bind_template_child (widget_class, SlPeopleSection, rows);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_install_action (widget_class, "people.new", NULL, new_cb);
  gtk_widget_class_install_action (widget_class, "people.existing", NULL, existing_cb);
}

static void
sl_people_section_init (SlPeopleSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** sl_people_section_set_application: shows the people of @application_id; once for each section */
void
sl_people_section_set_application (SlPeopleSection *self, SlViewState *state, const char *application_id)
{
  g_return_if_fail (SL_IS_PEOPLE_SECTION (self));
  g_return_if_fail (self->state == NULL);

  self->state = g_object_ref (state);
  self->application_id = g_strdup (application_id);
  self->people = sl_record_list_new (sl_view_state_get_context (state), SL_KIND_CONTACT, application_id);
  sl_view_state_watch_errors (self->state, self->people);
  g_signal_connect_object (self->people, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  gtk_list_box_bind_model (self->rows, G_LIST_MODEL (self->people), create_row, self, NULL);
  update (self);
  sl_record_list_start (self->people);
}
