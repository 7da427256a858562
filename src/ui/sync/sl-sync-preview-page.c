/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-sync-preview-page"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-count.h"
#include "sl-error.h"
#include "sl-errors.h"
#include "sl-format.h"
#include "sl-kinds.h"
#include "sl-problem.h"
#include "sl-sync-preview-page.h"

struct _SlSyncPreviewPage {
  AdwNavigationPage parent_instance;

  /* Template */
  GtkStack *stack;
  AdwStatusPage *problem;
  AdwPreferencesGroup *summary;
  GtkWidget *again;
  GtkWidget *begin;

  SlViewState *state;
  SlSyncKeeper *keeper;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (SlSyncPreviewPage, sl_sync_preview_page, ADW_TYPE_NAVIGATION_PAGE)

static const char *const kind_labels[SL_N_KINDS] = {
  [SL_KIND_RESUME_VERSION] = N_("Résumés"), [SL_KIND_APPLICATION] = N_("Applications"), [SL_KIND_CONTACT] = N_("People"),
  [SL_KIND_REMINDER] = N_("Reminders"),     [SL_KIND_TAG] = N_("Tags"),                 [SL_KIND_SAVED_JOB] = N_("Saved jobs"),
};

/* “120 to send, 43 to fetch, 5 look the same”; "" for nothing */
static char *
describe (guint n_sent, guint n_fetched, guint n_changed, guint n_same)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) items = NULL;

  if (n_sent > 0)
    g_strv_builder_take (parts, g_strdup_printf (ngettext ("%s to send", "%s to send", n_sent), SL_COUNT (n_sent)));
  if (n_fetched > 0)
    g_strv_builder_take (parts, g_strdup_printf (ngettext ("%s to fetch", "%s to fetch", n_fetched), SL_COUNT (n_fetched)));
  if (n_changed > 0)
    g_strv_builder_take (parts, g_strdup_printf (ngettext ("%s to bring together", "%s to bring together", n_changed), SL_COUNT (n_changed)));
  if (n_same > 0)
    g_strv_builder_take (parts, g_strdup_printf (ngettext ("%s looks the same", "%s look the same", n_same), SL_COUNT (n_same)));
  items = g_strv_builder_end (parts);
  return sl_format_list ((const char *const *) items);
}

static void
add_kind (SlSyncPreviewPage *self, const SlSyncPreview *preview, SlKind kind)
{
  g_autofree char *words = describe (preview->n_sent[kind], preview->n_fetched[kind], preview->n_changed[kind], preview->n_same[kind]);
  GtkWidget *row;

  if (*words == '\0')
    return;
  row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(kind_labels[kind]));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_preferences_group_add (self->summary, row);
}

static void
show_preview (SlSyncPreviewPage *self, const SlSyncPreview *preview)
{
  static const SlKind kinds[] = SL_SYNC_PREVIEW_KINDS;
  guint n_sent = 0, n_fetched = 0, n_changed = 0, n_same = 0;
  g_autofree char *sum = NULL;
  g_autofree char *escaped = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      n_sent += preview->n_sent[kinds[i]];
      n_fetched += preview->n_fetched[kinds[i]];
      n_changed += preview->n_changed[kinds[i]];
      n_same += preview->n_same[kinds[i]];
      add_kind (self, preview, kinds[i]);
    }
  sum = describe (n_sent, n_fetched, n_changed, n_same);
  escaped = g_markup_escape_text (*sum != '\0' ? sum : _("Nothing is on either side yet"), -1);
  adw_preferences_group_set_title (self->summary, escaped);
  gtk_stack_set_visible_child_name (self->stack, "preview");
  gtk_widget_grab_focus (self->begin);
}

static void
previewed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SlSyncPreviewPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlSyncPreview) preview = sl_sync_keeper_preview_finish (SL_SYNC_KEEPER (source), result, &error);

  if (self->state == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  if (preview != NULL)
    {
      show_preview (self, preview);
      return;
    }
  adw_status_page_set_title (self->problem, g_error_matches (error, SL_ERROR, SL_ERROR_SIGN_IN) ? _("You Aren’t Signed In Yet") : _("The Server Couldn’t Be Looked At"));
  sl_problem_show_page (self->problem, error);
  gtk_stack_set_visible_child_name (self->stack, "problem");
  gtk_widget_grab_focus (self->again);
}

static void
look (SlSyncPreviewPage *self)
{
  gtk_stack_set_visible_child_name (self->stack, "looking");
  sl_sync_keeper_preview_async (self->keeper, self->cancellable, previewed_cb, g_object_ref (self));
}

static void
begin_cb (SlSyncPreviewPage *self)
{
  sl_sync_keeper_sync (self->keeper, SL_SYNC_RUN_BY_HAND | SL_SYNC_RUN_AGREED, SL_TRACKER_MISSING_ASK);
  gtk_widget_activate_action (GTK_WIDGET (self), "sync.show", "s", "account");
}

static void
sl_sync_preview_page_hidden (AdwNavigationPage *page)
{
  g_cancellable_cancel (SL_SYNC_PREVIEW_PAGE (page)->cancellable);
}

static void
sl_sync_preview_page_dispose (GObject *object)
{
  SlSyncPreviewPage *self = SL_SYNC_PREVIEW_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_SYNC_PREVIEW_PAGE);
  g_clear_object (&self->keeper);
  g_clear_object (&self->state);
  G_OBJECT_CLASS (sl_sync_preview_page_parent_class)->dispose (object);
}

static void
sl_sync_preview_page_finalize (GObject *object)
{
  g_object_unref (SL_SYNC_PREVIEW_PAGE (object)->cancellable);
  G_OBJECT_CLASS (sl_sync_preview_page_parent_class)->finalize (object);
}

static void
sl_sync_preview_page_class_init (SlSyncPreviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_sync_preview_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_sync_preview_page_finalize;
  ADW_NAVIGATION_PAGE_CLASS (klass)->hidden = sl_sync_preview_page_hidden;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-sync-preview-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SlSyncPreviewPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SlSyncPreviewPage, problem);
  gtk_widget_class_bind_template_child (widget_class, SlSyncPreviewPage, summary);
  gtk_widget_class_bind_template_child (widget_class, SlSyncPreviewPage, again);
  gtk_widget_class_bind_template_child (widget_class, SlSyncPreviewPage, begin);
  gtk_widget_class_bind_template_callback (widget_class, look);
  gtk_widget_class_bind_template_callback (widget_class, begin_cb);
}

static void
sl_sync_preview_page_init (SlSyncPreviewPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** sl_sync_preview_page_new: Returns: (transfer floating): looks at once what is on both sides */
AdwNavigationPage *
sl_sync_preview_page_new (SlViewState *state)
{
  SlSyncPreviewPage *self = g_object_new (SL_TYPE_SYNC_PREVIEW_PAGE, NULL);

  self->state = g_object_ref (state);
  self->keeper = g_object_ref (sl_view_state_get_sync (state));
  look (self);
  return ADW_NAVIGATION_PAGE (self);
}
