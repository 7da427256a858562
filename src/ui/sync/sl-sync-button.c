/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-sync-button"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-sync-button.h"
#include "sl-sync-words.h"

/* A round that is over sooner shows nothing that moves. */
#define SPINNER_MS 300

struct _SlSyncButton {
  AdwBin parent_instance;

  /* Template */
  GtkMenuButton *button;
  GtkStack *face;
  GtkImage *icon;
  GtkPopover *popover;
  GtkLabel *title;
  GtkLabel *last_success;
  GtkLabel *problem;
  GtkWidget *running;
  GtkLabel *step;
  GtkProgressBar *progress;
  GtkWidget *asking;
  GtkLabel *asked;
  GtkLabel *asked_names;
  GtkWidget *all_asked;
  GtkButton *waiting;
  GtkButton *conflicts;
  GtkWidget *begin;
  GtkWidget *sign_in;
  GtkWidget *sync_now;

  SlViewState *state;
  SlSyncKeeper *keeper; /* (nullable): borrowed from the state */
  guint spinner;        /* source */
};

G_DEFINE_FINAL_TYPE (SlSyncButton, sl_sync_button, ADW_TYPE_BIN)

static void
spin_cb (gpointer data)
{
  SlSyncButton *self = data;

  self->spinner = 0;
  gtk_stack_set_visible_child_name (self->face, "spinner");
}

static void
show_face (SlSyncButton *self, gboolean running)
{
  gtk_image_set_from_icon_name (self->icon, sl_sync_words_icon (self->keeper));
  if (running)
    {
      if (self->spinner == 0 && g_strcmp0 (gtk_stack_get_visible_child_name (self->face), "icon") == 0)
        self->spinner = g_timeout_add_once (SPINNER_MS, spin_cb, self);
      return;
    }
  g_clear_handle_id (&self->spinner, g_source_remove);
  gtk_stack_set_visible_child_name (self->face, "icon");
}

/* The button in a sentence: what it shows as a shape. */
static void
show_sentence (SlSyncButton *self)
{
  g_autofree char *sentence = sl_sync_words_sentence (self->keeper);

  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
}

static void
show_round (SlSyncButton *self, gboolean running)
{
  const char *step = sl_sync_keeper_get_step (self->keeper);
  double fraction = sl_sync_keeper_get_fraction (self->keeper);

  gtk_widget_set_visible (self->running, running);
  if (!running)
    return;
  gtk_label_set_label (self->step, step != NULL ? step : _("Meeting the server"));
  if (fraction >= 0)
    gtk_progress_bar_set_fraction (self->progress, fraction);
  else
    gtk_progress_bar_pulse (self->progress);
}

static void
set_button (GtkButton *button, char *words, gboolean visible)
{
  gtk_button_set_label (button, words);
  gtk_widget_set_visible (GTK_WIDGET (button), visible);
  g_free (words);
}

static void
show_choices (SlSyncButton *self, SlSyncState state, const SlSyncStatus *status)
{
  g_autofree char *asked = sl_sync_words_asked (status->account->n_asked);
  g_autofree char *names = sl_sync_words_asked_names (status);
  g_autofree char *problem = sl_sync_words_problem (self->keeper);

  gtk_label_set_label (self->problem, problem);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), *problem != '\0');
  gtk_label_set_label (self->asked, asked);
  gtk_label_set_label (self->asked_names, names);
  gtk_widget_set_visible (GTK_WIDGET (self->asked_names), *names != '\0');
  gtk_widget_set_visible (self->all_asked, sl_sync_words_has_more_asked (status));
  gtk_widget_set_visible (self->asking, status->account->n_asked > 0 && state != SL_SYNC_STATE_RUNNING);
  set_button (self->waiting, sl_sync_words_waiting (status->n_waiting), status->n_waiting > 0 && state != SL_SYNC_STATE_UNAGREED);
  set_button (self->conflicts, sl_sync_words_conflicts (status->n_conflicts), status->n_conflicts > 0);
  gtk_widget_set_visible (self->begin, state == SL_SYNC_STATE_UNAGREED);
  gtk_widget_set_visible (self->sign_in, sl_sync_words_wants_person (self->keeper));
  gtk_widget_set_visible (self->sync_now, state != SL_SYNC_STATE_UNAGREED && state != SL_SYNC_STATE_RUNNING);
}

static void
update (SlSyncButton *self)
{
  SlSyncState state = self->keeper != NULL ? sl_sync_keeper_get_state (self->keeper) : SL_SYNC_STATE_OFF;
  g_autofree char *title = NULL;
  g_autofree char *last_success = NULL;

  if (self->button == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self), state != SL_SYNC_STATE_OFF);
  if (state == SL_SYNC_STATE_OFF)
    {
      g_clear_handle_id (&self->spinner, g_source_remove);
      gtk_popover_popdown (self->popover);
      return;
    }
  title = sl_sync_words_title (self->keeper);
  last_success = sl_sync_words_last_success (self->keeper);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->last_success, last_success);
  show_face (self, state == SL_SYNC_STATE_RUNNING);
  show_round (self, state == SL_SYNC_STATE_RUNNING);
  show_choices (self, state, sl_sync_keeper_get_status (self->keeper));
  show_sentence (self);
}

static void
keeper_cb (SlSyncButton *self)
{
  SlSyncKeeper *keeper = sl_view_state_get_sync (self->state);

  if (self->keeper != NULL)
    g_signal_handlers_disconnect_by_func (self->keeper, update, self);
  self->keeper = keeper;
  if (keeper != NULL)
    g_signal_connect_object (keeper, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
stop_cb (SlSyncButton *self)
{
  sl_sync_keeper_cancel (self->keeper);
}

static void
trash_cb (SlSyncButton *self)
{
  sl_sync_keeper_sync (self->keeper, SL_SYNC_RUN_BY_HAND, SL_TRACKER_MISSING_TRASH);
}

static void
send_cb (SlSyncButton *self)
{
  sl_sync_keeper_sync (self->keeper, SL_SYNC_RUN_BY_HAND, SL_TRACKER_MISSING_SEND);
}

/* By itself the focus would go to what moves many to the Trash. */
static void
shown_cb (SlSyncButton *self)
{
  if (gtk_widget_get_visible (self->asking))
    gtk_widget_grab_focus (self->sync_now);
}

static void
popdown_cb (SlSyncButton *self)
{
  gtk_popover_popdown (self->popover);
}

static void
sl_sync_button_dispose (GObject *object)
{
  SlSyncButton *self = SL_SYNC_BUTTON (object);

  g_clear_handle_id (&self->spinner, g_source_remove);
  /* The template would take the child away from under the bin. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_SYNC_BUTTON);
  g_clear_object (&self->state);
  G_OBJECT_CLASS (sl_sync_button_parent_class)->dispose (object);
}

static void
sl_sync_button_class_init (SlSyncButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_sync_button_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-sync-button.ui");
  gtk_widget_class_bind_template_child (widget_class, SlSyncButton, button);
  gtk_widget_class_bind_template_child (widget_class, SlSyncButton, face);
  gtk_widget_class_bind_template_child (widget_class, SlSyncButton, icon);
  gtk_widget_class_bind_template_child (widget_class, SlSyncButton, popover);
  gtk_widget_class_bind_template_child (widget_class, SlSyncButton, title);
  gtk_widget_class_bind_template_child (widget_class, SlSyncButton, last_success);
  gtk_widget_class_bind_template_child (widget_class, SlSyncButton, problem);
  gtk_widget_class_bind_template_child (widget_class, SlSyncButton, running);
  gtk_widget_class_bind_template_child (widget_class, SlSyncButton, step);
  gtk_widget_class_bind_template_child (widget_class, SlSyncButton, progress);
  gtk_widget_class_bind_template_child (widget_class, SlSyncButton, asking);
  gtk_widget_class_bind_template_child (widget_class, SlSyncButton, asked);
  gtk_widget_class_bind_template_child (widget_class, SlSyncButton, asked_names);
  gtk_widget_class_bind_template_child (widget_class, SlSyncButton, all_asked);
  gtk_widget_class_bind_template_child (widget_class, SlSyncButton, waiting);
  gtk_widget_class_bind_template_child (widget_class, SlSyncButton, conflicts);
  gtk_widget_class_bind_template_child (widget_class, SlSyncButton, begin);
  gtk_widget_class_bind_template_child (widget_class, SlSyncButton, sign_in);
  gtk_widget_class_bind_template_child (widget_class, SlSyncButton, sync_now);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, trash_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, popdown_cb);
}

static void
sl_sync_button_init (SlSyncButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** sl_sync_button_new: Returns: (transfer floating): hidden until somebody is signed in */
GtkWidget *
sl_sync_button_new (SlViewState *state)
{
  SlSyncButton *self = g_object_new (SL_TYPE_SYNC_BUTTON, NULL);
  GSettings *settings = sl_view_state_get_settings (state);

  self->state = g_object_ref (state);
  /* Whom the question names. After the window, which has to say first what is hidden. */
  g_signal_connect_object (settings, "changed::private-mode", G_CALLBACK (update), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (settings, "changed::private-names", G_CALLBACK (update), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (state, "notify::sync", G_CALLBACK (keeper_cb), self, G_CONNECT_SWAPPED);
  keeper_cb (self);
  return GTK_WIDGET (self);
}
