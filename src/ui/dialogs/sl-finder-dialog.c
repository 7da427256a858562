/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-finder-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-chip.h"
#include "sl-company-avatar.h"
#include "sl-errors.h"
#include "sl-find.h"
#include "sl-finder-dialog.h"
#include "sl-finder.h"
#include "sl-format.h"
#include "sl-kinds.h"
#include "sl-pages.h"
#include "sl-problem.h"
#include "sl-status-pill.h"

#define MOST 30 /* more results than anyone reads */
/* Where there are several groups, so many of each. */
#define MOST_APPLICATIONS 8
#define MOST_OF_OTHERS 4

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
  GListStore *found; /* SlFound */
  GtkSingleSelection *selection;
  const char *status; /* the locked status, or NULL */
  guint groups;       /* bits of the groups that are kept to; 0: none */
  GCancellable *cancellable;
  GPtrArray *applications; /* (nullable) SlFound: the two halves of the answer, */
  GPtrArray *others;       /* (nullable) as they come in */
  gboolean waiting;    /* the rows shown are those of an earlier text */
  gboolean open_first; /* Enter was pressed meanwhile */
  guint chosen;        /* the row that Enter opens */
  gboolean choosing;   /* the selection is being changed here */
  gboolean pointed;    /* the pointer moved since something was typed: it may choose, too */
  double pointer_x, pointer_y; /* where it was; negative: not seen yet */
};

G_DEFINE_FINAL_TYPE (SlFinderDialog, sl_finder_dialog, ADW_TYPE_DIALOG)

static void open_position (SlFinderDialog *self, guint position);

/* --- The row that is meant --- */

static void
choose (SlFinderDialog *self, guint position)
{
  self->choosing = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->choosing = FALSE;
  self->chosen = position;
  gtk_list_view_scroll_to (self->list, position, GTK_LIST_SCROLL_NONE, NULL);
}

/* A list that opens by one click selects what comes to lie under the pointer, also where nobody moved it. */
static void
selected_cb (SlFinderDialog *self)
{
  guint selected = gtk_single_selection_get_selected (self->selection);

  if (self->choosing || selected == self->chosen)
    return;
  if (self->pointed)
    self->chosen = selected;
  else if (self->chosen < g_list_model_get_n_items (G_LIST_MODEL (self->selection)))
    choose (self, self->chosen);
}

static void
motion_cb (SlFinderDialog *self, double x, double y)
{
  if (self->pointer_x >= 0 && (ABS (x - self->pointer_x) > 1 || ABS (y - self->pointer_y) > 1))
    self->pointed = TRUE;
  self->pointer_x = x;
  self->pointer_y = y;
}

static void
tell_problem (SlFinderDialog *self, const GError *error)
{
  sl_problem_show_page (self->problem, error);
  gtk_stack_set_visible_child_name (self->states, "problem");
}

/* Both halves are there: shown together, so that nothing moves under the pointer. */
static void
show_found (SlFinderDialog *self)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  if (self->applications == NULL || self->others == NULL)
    return;

  for (guint i = 0; i < self->applications->len && i < (self->others->len > 0 ? MOST_APPLICATIONS : MOST); i++)
    g_ptr_array_add (found, self->applications->pdata[i]);
  for (guint i = 0; i < self->others->len; i++)
    g_ptr_array_add (found, self->others->pdata[i]);

  self->choosing = TRUE;
  g_list_store_splice (self->found, 0, g_list_model_get_n_items (G_LIST_MODEL (self->found)), found->pdata, found->len);
  self->choosing = FALSE;
  self->waiting = FALSE;
  gtk_stack_set_visible_child_name (self->states, found->len > 0 ? "found" : "nothing");
  self->pointed = FALSE;
  if (found->len > 0)
    choose (self, 0);
  if (self->open_first)
    open_position (self, 0);
}

static void
applications_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlFinderDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = sl_finder_find_finish (SL_FINDER (source), result, &error);

  if (self->state == NULL || (error != NULL && sl_error_is_silent (error)))
    return;
  if (error != NULL)
    {
      tell_problem (self, error);
      return;
    }
  self->applications = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (self->applications, sl_found_new_application (rows->pdata[i]));
  show_found (self);
}

static void
others_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlFinderDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = sl_find_finish (SL_CONTEXT (source), result, &error);

  if (self->state == NULL || (error != NULL && sl_error_is_silent (error)))
    return;
  if (error != NULL)
    {
      tell_problem (self, error);
      return;
    }
  self->others = g_steal_pointer (&found);
  show_found (self);
}

/* What is being typed after an "@" is seen before it is kept to. */
static void
get_scope (SlFinderDialog *self, const char **status, guint *groups)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  SlFindGroup group;

  *status = self->status;
  *groups = self->groups;
  if (*text != '@')
    return;
  if (sl_finder_match_status (text) != NULL)
    *status = sl_finder_match_status (text);
  else if (sl_find_match_group (text, &group))
    *groups = SL_FIND_GROUP (group);
}

static void
find (SlFinderDialog *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  SlContext *context = sl_view_state_get_context (self->state);
  const char *status;
  guint groups;

  if (*text == '@')
    text = "";
  get_scope (self, &status, &groups);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->applications, g_ptr_array_unref);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  self->cancellable = g_cancellable_new ();
  self->waiting = TRUE;
  self->open_first = FALSE;

  if (groups == 0 || groups & SL_FIND_GROUP (SL_FIND_APPLICATIONS))
    sl_finder_find_async (self->finder, text, status, MOST, self->cancellable, applications_cb, g_object_ref (self));
  else
    self->applications = g_ptr_array_new_with_free_func (g_object_unref);
  /* A status is one of applications. */
  if (status != NULL || groups == SL_FIND_GROUP (SL_FIND_APPLICATIONS))
    self->others = g_ptr_array_new_with_free_func (g_object_unref);
  else
    sl_find_async (context, text, (groups != 0 ? groups : SL_FIND_ALL) & ~SL_FIND_GROUP (SL_FIND_APPLICATIONS), groups != 0 ? MOST : MOST_OF_OTHERS,
                   self->cancellable, others_cb, g_object_ref (self));
}

/* --- Keeping to one status or group --- */

static void set_scope (SlFinderDialog *self, const char *status, guint groups);

static void
unlock_cb (SlFinderDialog *self)
{
  set_scope (self, NULL, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static const char *
get_scope_title (const char *status, guint groups)
{
  if (status != NULL)
    return sl_enum_label (&sl_status_words, status);
  for (SlFindGroup i = 0; i < SL_N_FIND_GROUPS; i++)
    if (groups == SL_FIND_GROUP (i))
      return sl_find_group_get_title (i);

  return NULL;
}

static void
set_scope (SlFinderDialog *self, const char *status, guint groups)
{
  const char *title = get_scope_title (status, groups);
  GtkWidget *chip = gtk_widget_get_first_child (GTK_WIDGET (self->lock_box));

  self->status = status;
  self->groups = groups;
  if (chip != NULL)
    gtk_box_remove (self->lock_box, chip);
  if (title != NULL)
    {
      chip = sl_chip_new (title, NULL, status != NULL ? _("Look in all statuses") : _("Look everywhere"));
      g_signal_connect_object (chip, "remove", G_CALLBACK (unlock_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->lock_box, chip);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->lock_box), title != NULL);
  find (self);
}

static gboolean
lock_typed_scope (SlFinderDialog *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  const char *status;
  guint groups;

  if (*text != '@')
    return FALSE;
  get_scope (self, &status, &groups);
  if (status == self->status && groups == self->groups)
    return FALSE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  set_scope (self, status == self->status ? NULL : status, groups == self->groups ? 0 : groups);
  return TRUE;
}

static void
changed_cb (SlFinderDialog *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  gtk_widget_set_visible (GTK_WIDGET (self->hint), *text == '@');
  if (*text == '@')
    {
      g_autofree char *words = NULL;
      const char *status;
      guint groups;

      get_scope (self, &status, &groups);
      if (status == self->status && groups == self->groups)
        words = g_strdup (_("Go on with a status or a group, such as @app for Applied or @peo for People"));
      else
        /* Translators: %s is a status such as "Applied", or a group such as "People" */
        words = g_strdup_printf (_("Tab keeps to “%s”"), get_scope_title (status == self->status ? NULL : status, groups));
      gtk_label_set_label (self->hint, words);
    }
  find (self);
}

/* --- Opening and walking --- */

static void
open_position (SlFinderDialog *self, guint position)
{
  g_autoptr (SlFound) found = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  GtkWidget *parent = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));

  if (found == NULL)
    return;
  adw_dialog_force_close (ADW_DIALOG (self));
  gtk_widget_activate_action (parent, "win.open-record", "(ss)", sl_kind_get_info (sl_found_get_kind (found))->name, sl_found_get_id (found));
}

static void
activate_cb (SlFinderDialog *self, guint position)
{
  open_position (self, position);
}

static void
entry_activate_cb (SlFinderDialog *self)
{
  if (lock_typed_scope (self) || *gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '@')
    return;
  if (self->waiting)
    self->open_first = TRUE;
  else
    open_position (self, self->chosen);
}

static gboolean
key_cb (SlFinderDialog *self, guint key)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->found));

  if (key == GDK_KEY_Tab)
    return lock_typed_scope (self);
  if (key == GDK_KEY_BackSpace && (self->status != NULL || self->groups != 0) && *gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0')
    {
      set_scope (self, NULL, 0);
      return GDK_EVENT_STOP;
    }
  if ((key != GDK_KEY_Down && key != GDK_KEY_Up) || n == 0)
    return GDK_EVENT_PROPAGATE;
  choose (self, key == GDK_KEY_Down ? MIN (self->chosen + 1, n - 1) : self->chosen - (self->chosen > 0));
  return GDK_EVENT_STOP;
}

/* --- Words of a row --- */

static char *
found_title_cb (GObject *row, SlFound *found)
{
  return g_strdup (found != NULL ? sl_found_get_title (found) : "");
}

static char *
found_line_cb (GObject *row, SlFound *found)
{
  g_autofree char *company = NULL;
  g_autofree char *location = NULL;

  if (found == NULL || sl_found_get_row (found) == NULL)
    return g_strdup (found != NULL ? sl_found_get_detail (found) : "");

  company = sl_format_row_company (sl_found_get_row (found));
  location = sl_format_row_location (sl_found_get_row (found));
  return sl_format_beside (company, location);
}

static char *
found_label_cb (GObject *row, SlFound *found)
{
  g_autofree char *line = found_line_cb (row, found);
  const char *parts[] = { found != NULL ? sl_found_get_title (found) : NULL, line };

  if (found != NULL && sl_found_get_row (found) != NULL)
    return sl_format_row_label (sl_found_get_row (found));
  return sl_format_join (parts, G_N_ELEMENTS (parts));
}

static char *
found_company_cb (GObject *row, SlFound *found)
{
  return found != NULL && sl_found_get_row (found) != NULL ? sl_format_row_company (sl_found_get_row (found)) : g_strdup ("");
}

static char *
found_status_cb (GObject *row, SlFound *found)
{
  return found != NULL && sl_found_get_row (found) != NULL ? sl_format_row_status (sl_found_get_row (found)) : NULL;
}

static gboolean
is_application_cb (GObject *row, SlFound *found)
{
  return found != NULL && sl_found_get_row (found) != NULL;
}

static gboolean
is_other_cb (GObject *row, SlFound *found)
{
  return found != NULL && sl_found_get_row (found) == NULL;
}

static gboolean
has_line_cb (GObject *row, SlFound *found)
{
  return found != NULL && (sl_found_get_row (found) != NULL || *sl_found_get_detail (found) != '\0');
}

static char *
found_icon_cb (GObject *row, SlFound *found)
{
  static const char *const icons[SL_N_FIND_GROUPS] = {
    [SL_FIND_APPLICATIONS] = "sl-applications-symbolic", [SL_FIND_PEOPLE] = "avatar-default-symbolic",
    [SL_FIND_QUESTIONS] = "dialog-question-symbolic",    [SL_FIND_SAVED_JOBS] = "sl-status-saved-symbolic",
    [SL_FIND_ROUNDS] = "sl-status-interviewing-symbolic", [SL_FIND_PAPERS] = "text-x-generic-symbolic",
  };
  const SlPageInfo *page = found != NULL ? sl_page_find_for_kind (sl_found_get_kind (found)) : NULL;

  /* As in the sidebar, where there is such a page. */
  if (page != NULL)
    return g_strdup (page->icon_name);
  return g_strdup (icons[found != NULL ? sl_found_get_group (found) : SL_FIND_APPLICATIONS]);
}

static char *
group_title_cb (GObject *header, SlFound *found)
{
  return g_strdup (found != NULL ? sl_find_group_get_title (sl_found_get_group (found)) : "");
}

static int
compare_groups (gconstpointer a, gconstpointer b, gpointer data)
{
  return (int) sl_found_get_group ((SlFound *) a) - (int) sl_found_get_group ((SlFound *) b);
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
  g_clear_pointer (&self->applications, g_ptr_array_unref);
  g_clear_pointer (&self->others, g_ptr_array_unref);
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
  g_type_ensure (SL_TYPE_FOUND);
  g_type_ensure (SL_TYPE_COMPANY_AVATAR);
  g_type_ensure (SL_TYPE_STATUS_PILL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-finder-dialog.ui");
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
  gtk_widget_class_bind_template_callback (widget_class, found_title_cb);
  gtk_widget_class_bind_template_callback (widget_class, found_line_cb);
  gtk_widget_class_bind_template_callback (widget_class, found_label_cb);
  gtk_widget_class_bind_template_callback (widget_class, found_company_cb);
  gtk_widget_class_bind_template_callback (widget_class, found_status_cb);
  gtk_widget_class_bind_template_callback (widget_class, found_icon_cb);
  gtk_widget_class_bind_template_callback (widget_class, is_application_cb);
  gtk_widget_class_bind_template_callback (widget_class, is_other_cb);
  gtk_widget_class_bind_template_callback (widget_class, has_line_cb);
  gtk_widget_class_bind_template_callback (widget_class, group_title_cb);
}

static void
sl_finder_dialog_init (SlFinderDialog *self)
{
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare_groups, NULL, NULL));
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkSortListModel *grouped;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->found = g_list_store_new (SL_TYPE_FOUND);
  grouped = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->found)), NULL);
  gtk_sort_list_model_set_section_sorter (grouped, sorter);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (grouped));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);

  self->pointer_x = -1;
  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->list), motion);
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
