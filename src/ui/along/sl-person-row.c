/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-person-row"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-contacts.h"
#include "sl-format.h"
#include "sl-kinds.h"
#include "sl-person-row.h"
#include "sl-private.h"
#include "sl-tooltip.h"

struct _SlPersonRow {
  AdwBin parent_instance;

  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *detail;
  GtkLabel *silence;
  GtkWidget *touch;

  SlViewState *state;
  SlRecord *contact;
};

G_DEFINE_FINAL_TYPE (SlPersonRow, sl_person_row, ADW_TYPE_BIN)

static gboolean
has_text (const char *text)
{
  return text != NULL && *text != '\0';
}

/**
 * sl_person_describe:
 *
 * Returns: (transfer full): the job title, or else what kind of contact it is, and the company
 */
char *
sl_person_describe (SlRecord *contact)
{
  const char *role = sl_record_get_text (contact, SL_CONTACT_ROLE_TITLE);
  g_autofree char *company = sl_private_company (sl_record_get_text (contact, SL_CONTACT_COMPANY));
  const char *type = sl_record_get_text (contact, SL_CONTACT_TYPE);

  if (!has_text (role) && g_strcmp0 (type, "Other") != 0)
    role = sl_enum_label (&sl_contact_type_words, type);
  if (has_text (role) && has_text (company))
    return sl_format_beside (role, company);
  if (has_text (role) || has_text (company))
    return g_strdup (has_text (role) ? role : company);
  return has_text (sl_record_get_text (contact, SL_CONTACT_EMAIL)) ? sl_private_text (sl_record_get_text (contact, SL_CONTACT_EMAIL)) : NULL;
}

/** sl_person_describe_contact: (transfer full) (nullable): when one was last in touch, relative to today */
char *
sl_person_describe_contact (SlRecord *contact)
{
  SlDay day;

  if (!sl_day_parse_iso (sl_record_get_text (contact, SL_CONTACT_LAST_CONTACTED), &day))
    return NULL;
  return sl_day_format_relative (day, sl_format_get_today ());
}

static gboolean
is_touched_today (SlRecord *contact)
{
  SlDay day;

  return sl_day_parse_iso (sl_record_get_text (contact, SL_CONTACT_LAST_CONTACTED), &day) && day == sl_format_get_today ();
}

/** sl_person_touch: notes that one was in touch today */
void
sl_person_touch (SlViewState *state, SlRecord *contact)
{
  g_autoptr (SlChangeset) changeset = NULL;

  if (is_touched_today (contact))
    return;
  changeset = sl_deed_touch (contact, sl_view_state_get_today (state));
  sl_view_state_apply (state, changeset);
}

static void
touch_cb (SlPersonRow *self)
{
  if (self->contact != NULL)
    sl_person_touch (self->state, self->contact);
}

static void
update (SlPersonRow *self)
{
  g_autofree char *name = sl_private_person (sl_record_get_text (self->contact, SL_CONTACT_NAME));
  g_autofree char *detail = sl_person_describe (self->contact);
  g_autofree char *silence = sl_person_describe_contact (self->contact);
  g_autofree char *exact = sl_format_day_exact (sl_record_get_text (self->contact, SL_CONTACT_LAST_CONTACTED));
  g_autofree char *label = g_strdup_printf (_("In touch with %s today"), name);

  adw_avatar_set_text (self->avatar, name);
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->detail, detail != NULL ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), has_text (detail));
  gtk_label_set_label (self->silence, silence != NULL ? silence : "");
  sl_tooltip_set (GTK_WIDGET (self->silence), silence != NULL ? exact : NULL);
  gtk_widget_set_sensitive (self->touch, !is_touched_today (self->contact));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->touch), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
sl_person_row_dispose (GObject *object)
{
  SlPersonRow *self = SL_PERSON_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_PERSON_ROW);
  g_clear_object (&self->contact);
  g_clear_object (&self->state);
  G_OBJECT_CLASS (sl_person_row_parent_class)->dispose (object);
}

static void
sl_person_row_class_init (SlPersonRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_person_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-person-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SlPersonRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, SlPersonRow, name);
  gtk_widget_class_bind_template_child (widget_class, SlPersonRow, detail);
  gtk_widget_class_bind_template_child (widget_class, SlPersonRow, silence);
  gtk_widget_class_bind_template_child (widget_class, SlPersonRow, touch);
  gtk_widget_class_bind_template_callback (widget_class, touch_cb);
}

static void
sl_person_row_init (SlPersonRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
today_cb (SlPersonRow *self)
{
  if (self->contact != NULL)
    update (self);
}

/** sl_person_row_new: an empty row */
GtkWidget *
sl_person_row_new (SlViewState *state)
{
  SlPersonRow *self = g_object_new (SL_TYPE_PERSON_ROW, NULL);

  self->state = g_object_ref (state);
  g_signal_connect_object (state, "notify::today", G_CALLBACK (today_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/** sl_person_row_set_contact: @contact (nullable): whom to show */
void
sl_person_row_set_contact (SlPersonRow *self, SlRecord *contact)
{
  g_return_if_fail (SL_IS_PERSON_ROW (self));

  g_set_object (&self->contact, contact);
  if (contact != NULL)
    update (self);
}

/** sl_person_row_get_contact: (transfer none) (nullable) */
SlRecord *
sl_person_row_get_contact (SlPersonRow *self)
{
  g_return_val_if_fail (SL_IS_PERSON_ROW (self), NULL);

  return self->contact;
}
