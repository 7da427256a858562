/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-finder-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-chip.h"
#include "sl-company-avatar.h"
#include "sl-errors.h"
#include "sl-finder-dialog.h"
#include "sl-finder.h"
#include "sl-format.h"
#include "sl-kinds.h"
#include "sl-status-pill.h"

#define MOST 30 /* more results than anyone reads */

struct _SlFinderDialog {
  AdwDialog parent_instance;

  GtkEntry *entry;
  GtkBox *lock_box;
  GtkStack *states;
  GtkListView *list;
  GtkLabel *hint;
  AdwStatusPage *problem;

  SlViewState *state;
  SlFinder *finder;
  GListStore *found; /* SlRow */
  GtkSingleSelection *selection;
  const char *status; /* the locked status, or NULL */
  GCancellable *cancellable;
  gboolean waiting;    /* the rows shown are those of an earlier text */
  gboolean open_first; /* Enter was pressed meanwhile */
};

G_DEFINE_FINAL_TYPE (SlFinderDialog, sl_finder_dialog, ADW_TYPE_DIALOG)

static void open_position (SlFinderDialog *self, guint position);

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlFinderDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = sl_finder_find_finish (SL_FINDER (source), result, &error);

  if (self->state == NULL || (error != NULL && sl_error_is_silent (error)))
    return;
  if (error != NULL)
    {
      g_autofree char *words = sl_error_describe (error, NULL);
      g_autofree char *escaped = g_markup_escape_text (words, -1);

      adw_status_page_set_description (self->problem, escaped);
      gtk_stack_set_visible_child_name (self->states, "problem");
      return;
    }
  g_list_store_splice (self->found, 0, g_list_model_get_n_items (G_LIST_MODEL (self->found)), rows->pdata, rows->len);
  self->waiting = FALSE;
  gtk_stack_set_visible_child_name (self->states, rows->len > 0 ? "found" : "nothing");
  if (rows->len > 0)
    {
      gtk_single_selection_set_selected (self->selection, 0);
      gtk_list_view_scroll_to (self->list, 0, GTK_LIST_SCROLL_NONE, NULL);
    }
  if (self->open_first)
    open_position (self, 0);
}

static void
find (SlFinderDialog *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  /* A status that is being typed is seen before it is kept to. */
  const char *status = *text == '@' && sl_finder_match_status (text) != NULL ? sl_finder_match_status (text) : self->status;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->waiting = TRUE;
  self->open_first = FALSE;
  sl_finder_find_async (self->finder, *text == '@' ? "" : text, status, MOST, self->cancellable, found_cb, g_object_ref (self));
}

/* --- Keeping to one status --- */

static void set_status (SlFinderDialog *self, const char *status);

static void
unlock_cb (SlFinderDialog *self)
{
  set_status (self, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
set_status (SlFinderDialog *self, const char *status)
{
  GtkWidget *chip = gtk_widget_get_first_child (GTK_WIDGET (self->lock_box));

  self->status = status;
  if (chip != NULL)
    gtk_box_remove (self->lock_box, chip);
  if (status != NULL)
    {
      chip = sl_chip_new (sl_enum_label (&sl_status_words, status), NULL, _("Look in all statuses"));
      g_signal_connect_object (chip, "remove", G_CALLBACK (unlock_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->lock_box, chip);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->lock_box), status != NULL);
  find (self);
}

static gboolean
lock_typed_status (SlFinderDialog *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  const char *status = *text == '@' ? sl_finder_match_status (text) : NULL;

  if (status == NULL)
    return FALSE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  set_status (self, status);
  return TRUE;
}

static void
changed_cb (SlFinderDialog *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  const char *status = *text == '@' ? sl_finder_match_status (text) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->hint), *text == '@');
  if (*text == '@')
    {
      /* Translators: %s is a status such as "Applied" */
      g_autofree char *words = status != NULL ? g_strdup_printf (_("Tab keeps to “%s”"), sl_enum_label (&sl_status_words, status))
                                              : g_strdup (_("Go on with a status, such as @app for Applied"));

      gtk_label_set_label (self->hint, words);
    }
  find (self);
}

/* --- Opening and walking --- */

static void
open_position (SlFinderDialog *self, guint position)
{
  g_autoptr (SlRow) row = g_list_model_get_item (G_LIST_MODEL (self->found), position);
  GtkWidget *parent = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));

  if (row == NULL)
    return;
  adw_dialog_force_close (ADW_DIALOG (self));
  gtk_widget_activate_action (parent, "win.open-application", "x", sl_row_get_pk (row));
}

static void
activate_cb (SlFinderDialog *self, guint position)
{
  open_position (self, position);
}

static void
entry_activate_cb (SlFinderDialog *self)
{
  if (lock_typed_status (self) || *gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '@')
    return;
  if (self->waiting)
    self->open_first = TRUE;
  else
    open_position (self, gtk_single_selection_get_selected (self->selection));
}

static gboolean
key_cb (SlFinderDialog *self, guint key)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->found));
  guint selected = gtk_single_selection_get_selected (self->selection);

  if (key == GDK_KEY_Tab)
    return lock_typed_status (self);
  if (key == GDK_KEY_BackSpace && self->status != NULL && *gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0')
    {
      set_status (self, NULL);
      return GDK_EVENT_STOP;
    }
  if ((key != GDK_KEY_Down && key != GDK_KEY_Up) || n == 0)
    return GDK_EVENT_PROPAGATE;
  selected = key == GDK_KEY_Down ? MIN (selected + 1, n - 1) : selected - (selected > 0);
  gtk_single_selection_set_selected (self->selection, selected);
  gtk_list_view_scroll_to (self->list, selected, GTK_LIST_SCROLL_NONE, NULL);
  return GDK_EVENT_STOP;
}

static char *
format_line_cb (GtkListItem *list_item, SlRow *row)
{
  g_autofree char *company = sl_format_row_company (row);
  g_autofree char *location = sl_format_row_location (row);

  return *location != '\0' ? g_strdup_printf ("%s · %s", company, location) : g_steal_pointer (&company);
}

/* The look that still runs holds the dialog: nobody waits for it any more. */
static void
sl_finder_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (SL_FINDER_DIALOG (dialog)->cancellable);
}

static void
sl_finder_dialog_dispose (GObject *object)
{
  SlFinderDialog *self = SL_FINDER_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_FINDER_DIALOG);
  g_clear_object (&self->selection);
  g_clear_object (&self->found);
  g_clear_object (&self->finder);
  g_clear_object (&self->state);
  G_OBJECT_CLASS (sl_finder_dialog_parent_class)->dispose (object);
}

static void
sl_finder_dialog_class_init (SlFinderDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_finder_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = sl_finder_dialog_closed;

  sl_record_ensure_types ();
  g_type_ensure (SL_TYPE_ROW);
  g_type_ensure (SL_TYPE_COMPANY_AVATAR);
  g_type_ensure (SL_TYPE_STATUS_PILL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-finder-dialog.ui");
  sl_format_bind_closures (widget_class);
  gtk_widget_class_bind_template_child (widget_class, SlFinderDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, SlFinderDialog, lock_box);
  gtk_widget_class_bind_template_child (widget_class, SlFinderDialog, states);
  gtk_widget_class_bind_template_child (widget_class, SlFinderDialog, list);
  gtk_widget_class_bind_template_child (widget_class, SlFinderDialog, hint);
  gtk_widget_class_bind_template_child (widget_class, SlFinderDialog, problem);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, format_line_cb);
}

static void
sl_finder_dialog_init (SlFinderDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->found = g_list_store_new (SL_TYPE_ROW);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->found)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
}

/** sl_finder_dialog_new: Returns: (transfer floating): the dialog, with the newest applications to begin with */
AdwDialog *
sl_finder_dialog_new (SlViewState *state)
{
  SlFinderDialog *self = g_object_new (SL_TYPE_FINDER_DIALOG, NULL);

  self->state = g_object_ref (state);
  self->finder = sl_finder_new (sl_view_state_get_context (state));
  find (self);
  return ADW_DIALOG (self);
}
