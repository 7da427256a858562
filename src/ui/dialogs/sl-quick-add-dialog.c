/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-quick-add-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-errors.h"
#include "sl-kinds.h"
#include "sl-private.h"
#include "sl-problem.h"
#include "sl-quick-add-dialog.h"
#include "sl-store-query.h"
#include "sl-text.h"

#define PAUSE_MS 150 /* between a key and the look for the same application */

struct _SlQuickAddDialog {
  AdwDialog parent_instance;

  GtkWidget *add;
  AdwBanner *problem;
  GtkEditable *company;
  GtkEditable *role;
  GtkEditable *link;
  AdwToggleGroup *status;
  GtkRevealer *twin_revealer;
  GtkLabel *twin_words;

  SlViewState *state;
  gint64 twin; /* pk of the application that looks the same, or 0 */
  guint pause;
  gboolean adding;
  char *added_id; /* of the application that is being added, or NULL */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (SlQuickAddDialog, sl_quick_add_dialog, ADW_TYPE_DIALOG)

static char *
dup_stripped (GtkEditable *editable)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (editable)));
}

/* --- The same one already? --- */

typedef struct {
  char *company;
  char *role;
  char *url;
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_free (look->company);
  g_free (look->role);
  g_free (look->url);
  g_free (look);
}

static gpointer
find_twins (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Look *look = data;

  return sl_store_find_duplicates (connection, look->company, look->role, look->url, 1, error);
}

static char *
describe_twin (SlQuickAddDialog *self, SlRecord *twin)
{
  const char *applied = sl_record_get_text (twin, SL_APPLICATION_APPLIED_DATE);
  const char *status = sl_enum_label (&sl_status_words, sl_record_get_text (twin, SL_APPLICATION_STATUS));
  g_autofree char *company = sl_private_company (sl_record_get_text (twin, SL_APPLICATION_COMPANY_NAME));
  g_autofree char *when = NULL;
  SlDay day;

  if (applied != NULL && sl_day_parse_iso (applied, &day))
    when = sl_day_format_relative (day, sl_view_state_get_today (self->state));
  if (when != NULL && g_strcmp0 (sl_record_get_text (twin, SL_APPLICATION_STATUS), SL_STATUS_APPLIED) == 0)
    /* Translators: role, company, "3 weeks ago" */
    return g_strdup_printf (_("You already have %s at %s, applied %s."), sl_record_get_text (twin, SL_APPLICATION_ROLE_TITLE),
                            company, when);
  if (when != NULL)
    /* Translators: role, company, "3 weeks ago", status */
    return g_strdup_printf (_("You already have %s at %s, applied %s (%s)."), sl_record_get_text (twin, SL_APPLICATION_ROLE_TITLE),
                            company, when, status);
  return g_strdup_printf (_("You already have %s at %s (%s)."), sl_record_get_text (twin, SL_APPLICATION_ROLE_TITLE),
                          company, status);
}

static void
twins_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlQuickAddDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) twins = sl_store_read_finish (SL_STORE (source), result, &error);
  SlRecord *twin = twins != NULL && twins->len > 0 ? twins->pdata[0] : NULL;

  if (self->state == NULL || (error != NULL && sl_error_is_silent (error)))
    return;
  if (error != NULL)
    {
      gtk_revealer_set_reveal_child (self->twin_revealer, FALSE);
      sl_problem_show_banner (self->problem, self->state, error, _("Shortlist can’t look for duplicates now."));
      return;
    }
  self->twin = twin ? sl_record_get_pk (twin) : 0;
  gtk_revealer_set_reveal_child (self->twin_revealer, twin != NULL);
  if (twin != NULL)
    {
      g_autofree char *words = describe_twin (self, twin);

      gtk_label_set_label (self->twin_words, words);
      gtk_accessible_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);
    }
}

static gboolean
look_cb (gpointer data)
{
  SlQuickAddDialog *self = data;
  Look *look = g_new0 (Look, 1);

  self->pause = 0;
  look->company = dup_stripped (self->company);
  look->role = dup_stripped (self->role);
  look->url = dup_stripped (self->link);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  sl_store_read_async (sl_view_state_get_store (self->state), SL_READ_INTERACTIVE, find_twins, look, look_free,
                       (GDestroyNotify) g_ptr_array_unref, self->cancellable, twins_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
changed_cb (SlQuickAddDialog *self)
{
  g_autofree char *company = dup_stripped (self->company);
  g_autofree char *role = dup_stripped (self->role);

  gtk_widget_set_sensitive (self->add, !self->adding && *company != '\0' && *role != '\0');
  adw_banner_set_revealed (self->problem, FALSE);
  g_clear_handle_id (&self->pause, g_source_remove);
  self->pause = g_timeout_add (PAUSE_MS, look_cb, self);
}

static void
open_twin_cb (SlQuickAddDialog *self)
{
  GtkWidget *parent = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  gint64 twin = self->twin;

  adw_dialog_close (ADW_DIALOG (self));
  if (twin != 0)
    gtk_widget_activate_action (parent, "win.open-application", "x", twin);
}

/* --- Adding --- */

static gpointer
find_added (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 pk = sl_store_find_pk (connection, SL_KIND_APPLICATION, data, error);

  return pk > 0 ? g_memdup2 (&pk, sizeof pk) : NULL;
}

static void
added_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlViewState) state = data;
  g_autofree gint64 *pk = sl_store_read_finish (SL_STORE (source), result, NULL);

  /* Undone or taken away already: nothing to look at. */
  if (pk != NULL)
    sl_view_state_reveal (state, *pk);
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlQuickAddDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_view_state_apply_finish (SL_VIEW_STATE (source), result, &error);

  self->adding = FALSE;
  if (error != NULL && gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    {
      sl_view_state_tell_failed (SL_VIEW_STATE (source), error, _("The application wasn’t added."));
      return;
    }
  if (error != NULL)
    {
      g_autofree char *words = sl_error_describe (error, _("The application wasn’t added."));

      adw_banner_set_title (self->problem, words);
      adw_banner_set_revealed (self->problem, TRUE);
      gtk_widget_set_sensitive (self->add, TRUE);
      return;
    }
  sl_view_state_tell_done (SL_VIEW_STATE (source), transaction);
  adw_dialog_force_close (ADW_DIALOG (self));
  sl_store_read_async (sl_view_state_get_store (SL_VIEW_STATE (source)), SL_READ_INTERACTIVE, find_added,
                       g_steal_pointer (&self->added_id), g_free, g_free, NULL, added_found_cb, g_object_ref (source));
}

static void
add_cb (SlQuickAddDialog *self)
{
  g_autoptr (SlRecord) application = sl_record_new (SL_KIND_APPLICATION);
  g_autofree char *company = dup_stripped (self->company);
  g_autofree char *role = dup_stripped (self->role);
  g_autofree char *typed = dup_stripped (self->link);
  g_autofree char *link = sl_text_complete_url (typed);
  g_autoptr (SlChangeset) changeset = NULL;
  g_autoptr (GError) error = NULL;

  if (!gtk_widget_get_sensitive (self->add))
    return;
  sl_record_set_text (application, SL_APPLICATION_COMPANY_NAME, company);
  sl_record_set_text (application, SL_APPLICATION_ROLE_TITLE, role);
  sl_record_set_text (application, SL_APPLICATION_URL, *link ? link : NULL);
  sl_record_set_text (application, SL_APPLICATION_STATUS, adw_toggle_group_get_active_name (self->status));
  if (!sl_record_check (application, &error))
    {
      adw_banner_set_title (self->problem, error->message);
      adw_banner_set_revealed (self->problem, TRUE);
      return;
    }
  self->adding = TRUE;
  g_set_str (&self->added_id, sl_record_get_id (application));
  gtk_widget_set_sensitive (self->add, FALSE);
  changeset = sl_deed_add_application (application, NULL);
  sl_view_state_apply_async (self->state, changeset, NULL, added_cb, g_object_ref (self));
}

static void
next_cb (SlQuickAddDialog *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->role));
}

static void
sl_quick_add_dialog_closed (AdwDialog *dialog)
{
  SlQuickAddDialog *self = SL_QUICK_ADD_DIALOG (dialog);

  g_clear_handle_id (&self->pause, g_source_remove);
  g_cancellable_cancel (self->cancellable);
}

static void
sl_quick_add_dialog_dispose (GObject *object)
{
  SlQuickAddDialog *self = SL_QUICK_ADD_DIALOG (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->state);
  g_clear_pointer (&self->added_id, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_QUICK_ADD_DIALOG);
  G_OBJECT_CLASS (sl_quick_add_dialog_parent_class)->dispose (object);
}

static void
sl_quick_add_dialog_class_init (SlQuickAddDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_quick_add_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = sl_quick_add_dialog_closed;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-quick-add-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SlQuickAddDialog, add);
  gtk_widget_class_bind_template_child (widget_class, SlQuickAddDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, SlQuickAddDialog, company);
  gtk_widget_class_bind_template_child (widget_class, SlQuickAddDialog, role);
  gtk_widget_class_bind_template_child (widget_class, SlQuickAddDialog, link);
  gtk_widget_class_bind_template_child (widget_class, SlQuickAddDialog, status);
  gtk_widget_class_bind_template_child (widget_class, SlQuickAddDialog, twin_revealer);
  gtk_widget_class_bind_template_child (widget_class, SlQuickAddDialog, twin_words);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_twin_cb);
}

static void
sl_quick_add_dialog_init (SlQuickAddDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** sl_quick_add_dialog_new: Returns: (transfer floating): the dialog */
AdwDialog *
sl_quick_add_dialog_new (SlViewState *state)
{
  SlQuickAddDialog *self = g_object_new (SL_TYPE_QUICK_ADD_DIALOG, NULL);

  self->state = g_object_ref (state);
  return ADW_DIALOG (self);
}
