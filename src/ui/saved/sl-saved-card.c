/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-saved-card"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "sl-company-avatar.h"
#include "sl-format.h"
#include "sl-kinds.h"
#include "sl-private.h"
#include "sl-rating.h"
#include "sl-saved-card.h"

/* From so many days before it on, a deadline stands out. */
#define NEAR_DAYS 3

struct _SlSavedCard {
  GtkWidget parent_instance;

  GtkWidget *box;
  SlCompanyAvatar *avatar;
  GtkLabel *role;
  GtkLabel *company;
  GtkWidget *flag;
  GtkLabel *deadline;
  GtkLabel *pay;
  SlRating *rating;
  GtkWidget *meta;
  GtkWidget *convert;
  GtkWidget *open;
  GtkMenuButton *menu;

  SlRecord *job;
};

G_DEFINE_FINAL_TYPE (SlSavedCard, sl_saved_card, GTK_TYPE_WIDGET)

static gboolean
is_status (SlRecord *job, const char *status)
{
  return g_strcmp0 (sl_record_get_text (job, SL_SAVED_JOB_STATUS), status) == 0;
}

/* Days until its deadline; G_MAXINT: none, or it doesn't matter any more. */
static int
get_days_left (SlRecord *job)
{
  const char *deadline = sl_record_get_text (job, SL_SAVED_JOB_DEADLINE);
  SlDay day;

  if (deadline == NULL || !sl_day_parse_iso (deadline, &day) || !is_status (job, "Active"))
    return G_MAXINT;
  return day - sl_format_get_today ();
}

static char *
describe_deadline (SlRecord *job)
{
  const char *deadline = sl_record_get_text (job, SL_SAVED_JOB_DEADLINE);
  g_autofree char *when = NULL;
  SlDay day;

  /* When it closes is of no concern any more. */
  if (is_status (job, "Converted"))
    return g_strdup (sl_enum_label (&sl_saved_job_status_words, "Converted"));
  if (deadline == NULL || !sl_day_parse_iso (deadline, &day))
    return g_strdup ("");

  when = sl_day_format_relative (day, sl_format_get_today ());
  /* Translators: when applications close or closed: “Closes in 3 days” */
  return g_strdup_printf (day < sl_format_get_today () ? _("Closed %s") : _("Closes %s"), when);
}

static char *
describe_place (SlRecord *job)
{
  g_autofree char *company = sl_private_company (sl_record_get_text (job, SL_SAVED_JOB_COMPANY_NAME));
  const char *location = sl_record_get_text (job, SL_SAVED_JOB_LOCATION);

  return sl_format_beside (company, location);
}

/* What is missing is asked for in the form. */
static const char *
get_role (SlRecord *job)
{
  const char *role = sl_record_get_text (job, SL_SAVED_JOB_ROLE_TITLE);

  return role != NULL ? role : C_("saved job", "Role not known yet");
}

char *
sl_saved_card_describe (SlRecord *job)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *deadline = describe_deadline (job);
  gint64 stars = sl_record_get_integer (job, SL_SAVED_JOB_EXCITEMENT_LEVEL, 0);

  g_ptr_array_add (parts, g_strdup (get_role (job)));
  g_ptr_array_add (parts, describe_place (job));
  if (*deadline != '\0')
    g_ptr_array_add (parts, g_strdup (deadline));
  if (g_strcmp0 (sl_record_get_text (job, SL_SAVED_JOB_PRIORITY), "High") == 0)
    g_ptr_array_add (parts, g_strdup (_("High priority")));
  if (stars > 0)
    g_ptr_array_add (parts, g_strdup_printf (_("Excitement %d of 5"), (int) stars));
  g_ptr_array_add (parts, NULL);

  return sl_format_list ((const char *const *) parts->pdata);
}

/* The menu */

static void
add_item (GMenu *menu, const char *label, const char *action, const char *id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", id);
  g_menu_append_item (menu, item);
}

static void
fill_menu_cb (GtkMenuButton *button, gpointer user_data)
{
  SlSavedCard *self = user_data;
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) deeds = g_menu_new ();
  g_autoptr (GMenu) end = g_menu_new ();
  const char *id = self->job != NULL ? sl_record_get_id (self->job) : "";

  if (self->job != NULL && is_status (self->job, "Converted"))
    add_item (deeds, _("_Open Application"), "saved.open", id);
  else
    add_item (deeds, _("_Turn Into an Application"), "saved.convert", id);
  add_item (deeds, _("_Edit…"), "saved.edit", id);
  if (self->job != NULL && !sl_record_is_null (self->job, SL_SAVED_JOB_URL))
    add_item (deeds, _("Open _Posting"), "saved.link", id);
  if (self->job != NULL && is_status (self->job, "Archived"))
    add_item (end, _("_Bring Back"), "saved.unarchive", id);
  else if (self->job != NULL && is_status (self->job, "Active"))
    add_item (end, _("_Archive"), "saved.archive", id);
  add_item (end, _("_Move to Trash"), "saved.trash", id);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (deeds));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (end));
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static void
convert_clicked_cb (SlSavedCard *self)
{
  if (self->job != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "saved.convert", "s", sl_record_get_id (self->job));
}

static void
open_clicked_cb (SlSavedCard *self)
{
  if (self->job != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "saved.open", "s", sl_record_get_id (self->job));
}

static void
show_deadline (SlSavedCard *self)
{
  g_autofree char *words = describe_deadline (self->job);
  g_autofree char *exact = sl_format_day_exact (sl_record_get_text (self->job, SL_SAVED_JOB_DEADLINE));
  int days = get_days_left (self->job);

  gtk_label_set_label (self->deadline, words);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->deadline), !is_status (self->job, "Converted") && *words != '\0' ? exact : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->deadline), *words != '\0');
  gtk_widget_set_css_classes (GTK_WIDGET (self->deadline),
                              (const char *[]) { "caption", days <= NEAR_DAYS ? "sl-near" : "dimmed", NULL });
}

static void
show_job (SlSavedCard *self)
{
  g_autofree char *place = describe_place (self->job);
  g_autofree char *company = sl_private_company (sl_record_get_text (self->job, SL_SAVED_JOB_COMPANY_NAME));
  g_autofree char *pay = sl_format_salary (sl_record_get_integer (self->job, SL_SAVED_JOB_SALARY_MIN, -1),
                                           sl_record_get_integer (self->job, SL_SAVED_JOB_SALARY_MAX, -1),
                                           sl_record_get_text (self->job, SL_SAVED_JOB_SALARY_CURRENCY));
  guint stars = (guint) CLAMP (sl_record_get_integer (self->job, SL_SAVED_JOB_EXCITEMENT_LEVEL, 0), 0, SL_RATING_MAX);
  gboolean converted = is_status (self->job, "Converted");
  g_autofree char *convert = g_strdup_printf (_("Turn %s at %s into an application"), get_role (self->job), company);
  g_autofree char *menu = g_strdup_printf (_("More about %s"), company);

  g_object_set (self->avatar, "company", company, NULL);
  gtk_label_set_label (self->role, get_role (self->job));
  gtk_label_set_label (self->company, place);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->role), get_role (self->job));
  gtk_widget_set_visible (self->flag, g_strcmp0 (sl_record_get_text (self->job, SL_SAVED_JOB_PRIORITY), "High") == 0);
  show_deadline (self);
  gtk_label_set_label (self->pay, pay);
  gtk_widget_set_visible (GTK_WIDGET (self->pay), *pay != '\0');
  sl_rating_set_value (self->rating, stars);
  gtk_widget_set_visible (GTK_WIDGET (self->rating), stars > 0);
  gtk_widget_set_visible (self->convert, !converted);
  gtk_widget_set_visible (self->open, converted);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->convert), GTK_ACCESSIBLE_PROPERTY_LABEL, convert, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, menu, -1);
}

static void
sl_saved_card_dispose (GObject *object)
{
  SlSavedCard *self = SL_SAVED_CARD (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_SAVED_CARD);
  g_clear_object (&self->job);

  G_OBJECT_CLASS (sl_saved_card_parent_class)->dispose (object);
}

static void
sl_saved_card_class_init (SlSavedCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_saved_card_dispose;

  g_type_ensure (SL_TYPE_COMPANY_AVATAR);
  g_type_ensure (SL_TYPE_RATING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-saved-card.ui");
  gtk_widget_class_bind_template_child (widget_class, SlSavedCard, box);
  gtk_widget_class_bind_template_child (widget_class, SlSavedCard, avatar);
  gtk_widget_class_bind_template_child (widget_class, SlSavedCard, role);
  gtk_widget_class_bind_template_child (widget_class, SlSavedCard, company);
  gtk_widget_class_bind_template_child (widget_class, SlSavedCard, flag);
  gtk_widget_class_bind_template_child (widget_class, SlSavedCard, deadline);
  gtk_widget_class_bind_template_child (widget_class, SlSavedCard, pay);
  gtk_widget_class_bind_template_child (widget_class, SlSavedCard, rating);
  gtk_widget_class_bind_template_child (widget_class, SlSavedCard, meta);
  gtk_widget_class_bind_template_child (widget_class, SlSavedCard, convert);
  gtk_widget_class_bind_template_child (widget_class, SlSavedCard, open);
  gtk_widget_class_bind_template_child (widget_class, SlSavedCard, menu);
  gtk_widget_class_bind_template_callback (widget_class, convert_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_clicked_cb);
}

static void
sl_saved_card_init (SlSavedCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->menu, fill_menu_cb, self, NULL);
}

/**
 * sl_saved_card_new:
 * @as_card: a card of the grid; otherwise a row of the list
 *
 * Returns: (transfer floating): the widget, which shows nothing yet
 */
GtkWidget *
sl_saved_card_new (gboolean as_card)
{
  SlSavedCard *self = g_object_new (SL_TYPE_SAVED_CARD, NULL);

  if (as_card)
    gtk_widget_add_css_class (GTK_WIDGET (self), "sl-saved-card");
  return GTK_WIDGET (self);
}

void
sl_saved_card_set_job (SlSavedCard *self, SlRecord *job)
{
  g_return_if_fail (SL_IS_SAVED_CARD (self));

  g_set_object (&self->job, job);
  if (job != NULL)
    show_job (self);
}

SlRecord *
sl_saved_card_get_job (SlSavedCard *self)
{
  g_return_val_if_fail (SL_IS_SAVED_CARD (self), NULL);

  return self->job;
}
