/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-resume-row"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sl-count.h"
#include "sl-file-actions.h"
#include "sl-file-content.h"
#include "sl-kinds.h"
#include "sl-paper-row.h"
#include "sl-papers.h"
#include "sl-private.h"
#include "sl-resume-row.h"

struct _SlResumeRow {
  AdwExpanderRow parent_instance;

  GtkWidget *open;
  GtkWidget *menu;

  SlViewState *state;
  SlRecord *resume;
  GSimpleActionGroup *actions;
  GPtrArray *inside; /* rows, borrowed */
};

G_DEFINE_FINAL_TYPE (SlResumeRow, sl_resume_row, ADW_TYPE_EXPANDER_ROW)

/* --- Words --- */

/**
 * sl_resume_describe_use:
 * @use: (nullable): nobody used it
 *
 * Returns: (transfer full): "Sent 12 times · 3 answered (25 %)"; below %SL_ANALYTICS_FEW sent without the share
 */
char *
sl_resume_describe_use (const SlResumeUse *use)
{
  g_autofree char *sent = NULL;
  g_autofree char *answered = NULL;

  if (use == NULL)
    return g_strdup (_("Not used yet"));
  if (use->response.of == 0)
    return g_strdup_printf (ngettext ("Chosen for %s application, not sent yet", "Chosen for %s applications, not sent yet", use->n_used), SL_COUNT (use->n_used));
  sent = g_strdup_printf (ngettext ("Sent %s time", "Sent %s times", use->response.of), SL_COUNT (use->response.of));
  if (use->response.of < SL_ANALYTICS_FEW)
    answered = g_strdup_printf (ngettext ("%s answer", "%s answers", use->response.n), SL_COUNT (use->response.n));
  else
    /* Translators: how many of the applications were answered, and the share of them */
    answered = g_strdup_printf (ngettext ("%s answer (%.0f%%)", "%s answers (%.0f%%)", use->response.n), SL_COUNT (use->response.n),
                                round (sl_rate_get_fraction (use->response) * 100));
  return g_strdup_printf ("%s · %s", sent, answered);
}

/* --- Deeds --- */

static void
open_cb (SlResumeRow *self)
{
  sl_file_open (GTK_WIDGET (self), self->state, self->resume);
}

static void
action_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SlResumeRow *self = data;
  const char *name = g_action_get_name (G_ACTION (action));
  const char *ids[] = { sl_record_get_id (self->resume), NULL };
  g_autoptr (SlChangeset) changeset = NULL;

  if (g_str_equal (name, "open"))
    sl_file_open (GTK_WIDGET (self), self->state, self->resume);
  else if (g_str_equal (name, "folder"))
    sl_file_show_in_folder (GTK_WIDGET (self), self->state, self->resume);
  else if (g_str_equal (name, "save"))
    sl_file_save_as (GTK_WIDGET (self), self->state, self->resume);
  else if (g_str_equal (name, "replace"))
    sl_file_replace (GTK_WIDGET (self), self->state, self->resume);
  else if (g_str_equal (name, "edit"))
    sl_paper_edit (GTK_WIDGET (self), self->state, self->resume);
  else
    {
      changeset = sl_deed_trash (SL_KIND_RESUME_VERSION, ids, sl_context_get_clock (sl_view_state_get_context (self->state)));
      sl_view_state_apply (self->state, changeset);
    }
}

/* Not on one of the applications inside. */
static gboolean
delete_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  for (guint i = 0; i < SL_RESUME_ROW (widget)->inside->len; i++)
    if (focus != NULL && (focus == SL_RESUME_ROW (widget)->inside->pdata[i] || gtk_widget_is_ancestor (focus, SL_RESUME_ROW (widget)->inside->pdata[i])))
      return FALSE;

  return gtk_widget_activate_action (widget, "resume.delete", NULL);
}

static GdkContentProvider *
drag_cb (GtkDragSource *source, double x, double y, SlResumeRow *self)
{
  return sl_papers_get_hash (self->resume) != NULL ? sl_file_content_new (sl_view_state_get_context (self->state), self->resume) : NULL;
}

/* --- Inside --- */

static GtkWidget *
add_inside (SlResumeRow *self, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  g_ptr_array_add (self->inside, row);
  return row;
}

static void
application_activated_cb (GtkWidget *row)
{
  gtk_widget_activate_action (row, "win.open-record", "(ss)", "application", gtk_widget_get_name (row));
}

static void
add_application (SlResumeRow *self, SlRecord *application)
{
  g_autofree char *company = sl_private_company (sl_record_get_text (application, SL_APPLICATION_COMPANY_NAME));
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", company, sl_enum_label (&sl_status_words, sl_record_get_text (application, SL_APPLICATION_STATUS)));
  GtkWidget *row = add_inside (self, sl_record_get_text (application, SL_APPLICATION_ROLE_TITLE), subtitle);
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  gtk_widget_set_name (row, sl_record_get_id (application));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect (row, "activated", G_CALLBACK (application_activated_cb), NULL);
}

/**
 * sl_resume_row_set_use:
 * @use: (nullable): what came of it
 */
void
sl_resume_row_set_use (SlResumeRow *self, const SlResumeUse *use)
{
  g_autofree char *words = sl_resume_describe_use (use);
  g_autofree char *file = sl_paper_describe_file (self->resume);
  g_autofree char *subtitle = file != NULL ? g_strdup_printf ("%s\n%s", words, file) : g_strdup (words);
  g_autofree char *notes = sl_private_text (sl_record_get_text (self->resume, SL_RESUME_VERSION_NOTES));
  gboolean expanded = adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self));

  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  for (guint i = 0; i < self->inside->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), self->inside->pdata[i]);
  g_ptr_array_set_size (self->inside, 0);
  if (*notes != '\0')
    add_inside (self, _("Notes"), notes);
  for (guint i = 0; use != NULL && i < use->applications->len; i++)
    add_application (self, use->applications->pdata[i]);
  if (use != NULL && use->n_used > use->applications->len)
    {
      g_autofree char *more = g_strdup_printf (ngettext ("and %s older one", "and %s older ones", use->n_used - use->applications->len),
                                               SL_COUNT (use->n_used - use->applications->len));

      add_inside (self, more, NULL);
    }
  /* To enable it expands it, too. */
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (self), self->inside->len > 0);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), expanded);
}

SlRecord *
sl_resume_row_get_resume (SlResumeRow *self)
{
  g_return_val_if_fail (SL_IS_RESUME_ROW (self), NULL);

  return self->resume;
}

static void
sl_resume_row_dispose (GObject *object)
{
  SlResumeRow *self = SL_RESUME_ROW (object);

  g_clear_object (&self->actions);
  g_clear_object (&self->resume);
  g_clear_object (&self->state);
  g_clear_pointer (&self->inside, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_RESUME_ROW);
  G_OBJECT_CLASS (sl_resume_row_parent_class)->dispose (object);
}

static void
sl_resume_row_class_init (SlResumeRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_resume_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-resume-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SlResumeRow, open);
  gtk_widget_class_bind_template_child (widget_class, SlResumeRow, menu);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, delete_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Delete, 0, delete_key_cb, NULL);
}

static void
sl_resume_row_init (SlResumeRow *self)
{
  static const GActionEntry entries[] = {
    { .name = "open", .activate = action_cb }, { .name = "folder", .activate = action_cb }, { .name = "save", .activate = action_cb },
    { .name = "replace", .activate = action_cb }, { .name = "edit", .activate = action_cb }, { .name = "delete", .activate = action_cb },
  };
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->inside = g_ptr_array_new ();
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "resume", G_ACTION_GROUP (self->actions));
  g_signal_connect (source, "prepare", G_CALLBACK (drag_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
}

static void
name_control (GtkWidget *widget, const char *format, const char *name)
{
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);
  g_autofree char *label = g_strjoinv (name, parts);

  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/** sl_resume_row_new: (transfer floating): the row of @resume, without what came of it yet */
GtkWidget *
sl_resume_row_new (SlViewState *state, SlRecord *resume)
{
  SlResumeRow *self = g_object_new (SL_TYPE_RESUME_ROW, NULL);
  const char *name = sl_record_get_text (resume, SL_RESUME_VERSION_NAME);
  gboolean has_file = sl_papers_get_hash (resume) != NULL;
  gboolean opens = has_file || sl_papers_get_url (resume) != NULL;
  const char *of_files[] = { "folder", "save" };

  self->state = g_object_ref (state);
  self->resume = g_object_ref (resume);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name);
  for (guint i = 0; i < G_N_ELEMENTS (of_files); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), of_files[i])), has_file);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "open")), opens);
  gtk_widget_set_visible (self->open, opens);
  name_control (self->open, _("Open %s"), name);
  name_control (self->menu, _("More for %s"), name);
  sl_resume_row_set_use (self, NULL);
  return GTK_WIDGET (self);
}
