/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-sync-log-page"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-format.h"
#include "sl-live.h"
#include "sl-private.h"
#include "sl-sync-account.h"
#include "sl-sync-dialog.h"
#include "sl-sync-log-page.h"

struct _SlSyncLogPage {
  AdwNavigationPage parent_instance;

  GtkStack *stack;
  GtkTextBuffer *text;
  GtkWidget *copy;

  SlViewState *state;
  SlLive *live; /* of lines */
};

G_DEFINE_FINAL_TYPE (SlSyncLogPage, sl_sync_log_page, ADW_TYPE_NAVIGATION_PAGE)

static char *
join (GPtrArray *lines)
{
  GTimeZone *zone = sl_clock_get_time_zone (sl_format_get_clock ());
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      g_autofree char *line = sl_sync_log_line_format (g_ptr_array_index (lines, i), zone);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", line);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
changed_cb (SlSyncLogPage *self)
{
  GPtrArray *lines = sl_live_get_result (self->live);
  g_autofree char *text = NULL;
  g_autofree char *present = NULL;

  if (lines == NULL)
    return;
  /* The server's words may name what is hidden now. */
  if (lines->len > 0 && sl_private_hides (SL_PRIVATE_NAMES | SL_PRIVATE_SALARIES))
    {
      gtk_stack_set_visible_child_name (self->stack, "private");
      return;
    }
  text = join (lines);
  g_object_get (self->text, "text", &present, NULL);
  /* What somebody is just reading or marking stays as long as it is the same. */
  if (g_strcmp0 (text, present) != 0)
    gtk_text_buffer_set_text (self->text, text, -1);
  gtk_stack_set_visible_child_name (self->stack, lines->len > 0 ? "log" : "empty");
  gtk_widget_set_visible (self->copy, lines->len > 0);
}

static void
copy_cb (SlSyncLogPage *self)
{
  g_autofree char *text = NULL;

  g_object_get (self->text, "text", &text, NULL);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  sl_sync_dialog_tell (GTK_WIDGET (self), _("Copied the log"), 0);
}

static void
sl_sync_log_page_dispose (GObject *object)
{
  SlSyncLogPage *self = SL_SYNC_LOG_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_SYNC_LOG_PAGE);
  g_clear_object (&self->live);
  g_clear_object (&self->state);
  G_OBJECT_CLASS (sl_sync_log_page_parent_class)->dispose (object);
}

static void
sl_sync_log_page_class_init (SlSyncLogPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_sync_log_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-sync-log-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SlSyncLogPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SlSyncLogPage, text);
  gtk_widget_class_bind_template_child (widget_class, SlSyncLogPage, copy);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
sl_sync_log_page_init (SlSyncLogPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** sl_sync_log_page_new: Returns: (transfer floating): follows what is written to the log */
AdwNavigationPage *
sl_sync_log_page_new (SlViewState *state)
{
  SlSyncLogPage *self = g_object_new (SL_TYPE_SYNC_LOG_PAGE, NULL);

  self->state = g_object_ref (state);
  self->live = sl_live_new (sl_view_state_get_context (state), 0, SL_READ_INTERACTIVE, sl_sync_status_read_log, (GDestroyNotify) g_ptr_array_unref);
  sl_view_state_watch_errors (state, self->live);
  g_signal_connect_object (self->live, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  /* A round that ended wrote a line, and the keeper knows of it. */
  g_signal_connect_object (sl_view_state_get_sync (state), "changed", G_CALLBACK (sl_live_refresh), self->live, G_CONNECT_SWAPPED);
  sl_live_start (self->live);
  return ADW_NAVIGATION_PAGE (self);
}
