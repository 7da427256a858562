/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-person-view"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-field-row.h"
#include "sl-kinds.h"
#include "sl-open-link.h"
#include "sl-person-row.h"
#include "sl-person-view.h"
#include "sl-private.h"
#include "sl-record-chooser.h"
#include "sl-record-editor.h"

struct _SlPersonView {
  AdwBin parent_instance;

  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *detail;
  GtkLabel *silence;
  GtkWidget *touch;
  GtkWidget *email;
  GtkWidget *call;
  GtkWidget *linkedin;
  AdwPreferencesGroup *reach;
  AdwPreferencesGroup *facts;
  AdwActionRow *application;
  GtkWidget *unlink;

  SlViewState *state;
  SlRecordEditor *editor;
  SlRecordEditor *owner; /* (nullable): the application */
};

G_DEFINE_FINAL_TYPE (SlPersonView, sl_person_view, ADW_TYPE_BIN)

enum {
  GONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const guint reach_fields[] = { SL_CONTACT_EMAIL, SL_CONTACT_PHONE, SL_CONTACT_LINKEDIN_URL };
static const guint fact_fields[] = {
  SL_CONTACT_NAME, SL_CONTACT_TYPE, SL_CONTACT_ROLE_TITLE, SL_CONTACT_COMPANY, SL_CONTACT_LAST_CONTACTED, SL_CONTACT_NOTES,
};

static const char *
get_text (SlPersonView *self, guint field)
{
  SlRecord *contact = sl_record_editor_get_record (self->editor);
  const char *text = contact != NULL ? sl_record_get_text (contact, field) : NULL;

  return text != NULL && *text != '\0' ? text : NULL;
}

/* --- Reaching them --- */

static void
email_cb (SlPersonView *self)
{
  g_autofree char *address = g_uri_escape_string (get_text (self, SL_CONTACT_EMAIL), "@", TRUE);
  g_autofree char *uri = g_strconcat ("mailto:", address, NULL);

  sl_open_link (GTK_WIDGET (self), self->state, uri);
}

static void
call_cb (SlPersonView *self)
{
  g_autofree char *number = g_strdup (get_text (self, SL_CONTACT_PHONE));
  g_autofree char *uri = g_strconcat ("tel:", g_strcanon (number, "+0123456789*#", '-'), NULL);

  sl_open_link (GTK_WIDGET (self), self->state, uri);
}

/* Only what a browser opens: the text may have come from anywhere. */
static gboolean
is_web (const char *uri)
{
  return uri != NULL && (g_ascii_strncasecmp (uri, "https://", 8) == 0 || g_ascii_strncasecmp (uri, "http://", 7) == 0);
}

static void
linkedin_cb (SlPersonView *self)
{
  const char *uri = get_text (self, SL_CONTACT_LINKEDIN_URL);

  if (is_web (uri))
    sl_open_link (GTK_WIDGET (self), self->state, uri);
}

static void
touch_cb (SlPersonView *self)
{
  SlRecord *contact = sl_record_editor_get_record (self->editor);

  sl_record_editor_finish (self->editor);
  if (contact != NULL)
    sl_person_touch (self->state, contact);
}

/* --- The application --- */

static void
link_to (SlPersonView *self, const char *application_id)
{
  const char *ids[] = { sl_record_editor_get_id (self->editor), NULL };
  g_auto (SlValue) value = SL_VALUE_INIT;
  g_autoptr (SlChangeset) changeset = NULL;

  sl_value_set_text (&value, application_id);
  changeset = sl_deed_edit (SL_KIND_CONTACT, ids, SL_CONTACT_APPLICATION_ID, &value);
  sl_view_state_apply (self->state, changeset);
}

static void
chosen_cb (SlPersonView *self, SlRecord *application)
{
  link_to (self, sl_record_get_id (application));
}

static void
application_cb (SlPersonView *self)
{
  const char *id = get_text (self, SL_CONTACT_APPLICATION_ID);
  AdwDialog *dialog;

  if (id != NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.open-record", "(ss)", "application", id);
      return;
    }
  dialog = sl_record_chooser_new (self->state, SL_KIND_APPLICATION, _("Choose an Application"));
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
unlink_cb (SlPersonView *self)
{
  link_to (self, NULL);
}

static void
show_application (SlPersonView *self)
{
  SlRecord *application = self->owner != NULL ? sl_record_editor_get_record (self->owner) : NULL;
  gboolean linked = get_text (self, SL_CONTACT_APPLICATION_ID) != NULL;
  g_autofree char *company = sl_private_company (application != NULL ? sl_record_get_text (application, SL_APPLICATION_COMPANY_NAME) : NULL);

  gtk_widget_set_visible (self->unlink, linked);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->application),
                                 application != NULL ? sl_record_get_text (application, SL_APPLICATION_ROLE_TITLE)
                                 : linked            ? _("Application")
                                                     : _("Link to an application…"));
  adw_action_row_set_subtitle (self->application, company);
}

static void
follow_application (SlPersonView *self)
{
  const char *id = get_text (self, SL_CONTACT_APPLICATION_ID);

  if (g_strcmp0 (id, self->owner != NULL ? sl_record_editor_get_id (self->owner) : NULL) != 0)
    {
      g_clear_object (&self->owner);
      if (id != NULL)
        {
          self->owner = sl_record_editor_new (self->state, SL_KIND_APPLICATION, id);
          g_signal_connect_object (self->owner, "notify::record", G_CALLBACK (show_application), self, G_CONNECT_SWAPPED);
        }
    }
  show_application (self);
}

/* --- Following the record --- */

static void
update (SlPersonView *self)
{
  SlRecord *contact = sl_record_editor_get_record (self->editor);
  g_autofree char *detail = NULL;
  g_autofree char *silence = NULL;
  g_autofree char *words = NULL;
  g_autofree char *name = NULL;

  if (contact == NULL)
    return;
  name = sl_private_person (sl_record_get_text (contact, SL_CONTACT_NAME));
  detail = sl_person_describe (contact);
  silence = sl_person_describe_contact (contact);
  /* Translators: when one was last in touch with a person: “In touch 3 weeks ago” */
  words = silence != NULL ? g_strdup_printf (_("In touch %s"), silence) : g_strdup (_("Not in touch yet"));
  adw_avatar_set_text (self->avatar, name);
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->detail, detail != NULL ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), detail != NULL && *detail != '\0');
  gtk_label_set_label (self->silence, words);
  gtk_widget_set_visible (self->email, get_text (self, SL_CONTACT_EMAIL) != NULL);
  gtk_widget_set_visible (self->call, get_text (self, SL_CONTACT_PHONE) != NULL);
  gtk_widget_set_visible (self->linkedin, is_web (get_text (self, SL_CONTACT_LINKEDIN_URL)));
  follow_application (self);
}

static void
gone_cb (SlPersonView *self)
{
  if (sl_record_editor_get_gone (self->editor))
    g_signal_emit (self, signals[GONE], 0);
}

static void
add_rows (SlPersonView *self, AdwPreferencesGroup *group, const guint *fields, gsize n_fields)
{
  for (gsize i = 0; i < n_fields; i++)
    adw_preferences_group_add (group, sl_field_row_new (self->editor, fields[i]));
}

static void
sl_person_view_dispose (GObject *object)
{
  SlPersonView *self = SL_PERSON_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_PERSON_VIEW);
  g_clear_object (&self->editor);
  g_clear_object (&self->owner);
  g_clear_object (&self->state);
  G_OBJECT_CLASS (sl_person_view_parent_class)->dispose (object);
}

static void
sl_person_view_class_init (SlPersonViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_person_view_dispose;
  signals[GONE] = g_signal_new ("gone", SL_TYPE_PERSON_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-person-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SlPersonView, avatar);
  gtk_widget_class_bind_template_child (widget_class, SlPersonView, name);
  gtk_widget_class_bind_template_child (widget_class, SlPersonView, detail);
  gtk_widget_class_bind_template_child (widget_class, SlPersonView, silence);
  gtk_widget_class_bind_template_child (widget_class, SlPersonView, touch);
  gtk_widget_class_bind_template_child (widget_class, SlPersonView, email);
  gtk_widget_class_bind_template_child (widget_class, SlPersonView, call);
  gtk_widget_class_bind_template_child (widget_class, SlPersonView, linkedin);
  gtk_widget_class_bind_template_child (widget_class, SlPersonView, reach);
  gtk_widget_class_bind_template_child (widget_class, SlPersonView, facts);
  gtk_widget_class_bind_template_child (widget_class, SlPersonView, application);
  gtk_widget_class_bind_template_child (widget_class, SlPersonView, unlink);
  gtk_widget_class_bind_template_callback (widget_class, email_cb);
  gtk_widget_class_bind_template_callback (widget_class, call_cb);
  gtk_widget_class_bind_template_callback (widget_class, linkedin_cb);
  gtk_widget_class_bind_template_callback (widget_class, touch_cb);
  gtk_widget_class_bind_template_callback (widget_class, application_cb);
  gtk_widget_class_bind_template_callback (widget_class, unlink_cb);
}

static void
sl_person_view_init (SlPersonView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sl_person_view_new:
 * @contact_id: whom to show
 *
 * Returns: (transfer floating): the view
 */
GtkWidget *
sl_person_view_new (SlViewState *state, const char *contact_id)
{
  SlPersonView *self = g_object_new (SL_TYPE_PERSON_VIEW, NULL);

  self->state = g_object_ref (state);
  self->editor = sl_record_editor_new (state, SL_KIND_CONTACT, contact_id);
  g_signal_connect_object (self->editor, "notify::record", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "notify::gone", G_CALLBACK (gone_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (state, "notify::today", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  add_rows (self, self->reach, reach_fields, G_N_ELEMENTS (reach_fields));
  add_rows (self, self->facts, fact_fields, G_N_ELEMENTS (fact_fields));
  update (self);
  return GTK_WIDGET (self);
}

/** sl_person_view_get_id: Returns: (transfer none): whom it shows */
const char *
sl_person_view_get_id (SlPersonView *self)
{
  g_return_val_if_fail (SL_IS_PERSON_VIEW (self), NULL);

  return sl_record_editor_get_id (self->editor);
}

SlRecord *
sl_person_view_get_contact (SlPersonView *self)
{
  g_return_val_if_fail (SL_IS_PERSON_VIEW (self), NULL);

  return sl_record_editor_get_record (self->editor);
}
