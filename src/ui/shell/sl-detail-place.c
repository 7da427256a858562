/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-detail-place.h. What is open moves over when the window becomes wide or narrow. Only what was asked for last is
 * opened: an earlier answer that is still on its way is cancelled. */

#define G_LOG_DOMAIN "sl-detail-place"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-detail-place.h"
#include "sl-parts.h"
#include "sl-store-query.h"

struct _SlDetailPlace {
  GObject parent_instance;

  SlViewState *state;

  /* Borrowed: they own us, by way of the page */
  AdwNavigationView *nav;
  AdwNavigationPage *root;
  AdwOverlaySplitView *pane;

  GtkWidget *detail; /* borrowed: in the pane or on nav; NULL when none is open */
  gint64 pk;         /* what it shows; -1: nothing */
  char *part;            /* of what is opened next; NULL: as it opens */
  GCancellable *opening; /* what was asked for and is being read; NULL: nothing */
  gboolean wide;
};

G_DEFINE_FINAL_TYPE (SlDetailPlace, sl_detail_place, G_TYPE_OBJECT)

enum {
  LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
tell_in_pane (GtkWidget *detail, gboolean in_pane)
{
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (detail), "in-pane") != NULL)
    g_object_set (detail, "in-pane", in_pane, NULL);
}

static void
forget (SlDetailPlace *self)
{
  self->detail = NULL;
  self->pk = -1;
}

static void
put (SlDetailPlace *self, GtkWidget *detail, gboolean keep_focus)
{
  tell_in_pane (detail, self->wide);
  if (self->wide)
    {
      gboolean was_shown = adw_overlay_split_view_get_show_sidebar (self->pane);

      adw_overlay_split_view_set_sidebar (self->pane, detail);
      /* Before the first layout there is nothing to slide over, and the pane would reckon with a width of nothing: what
       * isn't mapped opens at once. */
      if (gtk_widget_get_width (GTK_WIDGET (self->pane)) == 0)
        gtk_widget_set_visible (GTK_WIDGET (self->pane), FALSE);
      adw_overlay_split_view_set_show_sidebar (self->pane, TRUE);
      gtk_widget_set_visible (GTK_WIDGET (self->pane), TRUE);
      /* The pane took the focus; who walks through the list wants to go on. */
      if (!was_shown && !keep_focus)
        g_signal_emit (self, signals[LEFT], 0);
    }
  else
    {
      adw_navigation_view_push (self->nav, ADW_NAVIGATION_PAGE (detail));
    }
}

/* What has the focus in @detail, or NULL. */
static GtkWidget *
find_focus_in (GtkWidget *detail)
{
  GtkRoot *root = gtk_widget_get_root (detail);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, detail) ? focus : NULL;
}

/* As it was: what is typed next goes on where it was, and doesn't replace all of the text. */
static gboolean
give_focus_back_cb (gpointer data)
{
  GtkWidget *focus = data;

  if (!gtk_widget_get_mapped (focus))
    return G_SOURCE_REMOVE;
  if (GTK_IS_TEXT (focus))
    gtk_text_grab_focus_without_selecting (GTK_TEXT (focus));
  else
    gtk_widget_grab_focus (focus);
  return G_SOURCE_REMOVE;
}

static void
take_away (SlDetailPlace *self)
{
  if (self->pane != NULL && adw_overlay_split_view_get_sidebar (self->pane) != NULL)
    {
      adw_overlay_split_view_set_show_sidebar (self->pane, FALSE);
      adw_overlay_split_view_set_sidebar (self->pane, NULL);
    }
  else
    {
      adw_navigation_view_pop_to_page (self->nav, self->root);
    }
}

static void
show (SlDetailPlace *self, gint64 pk, SlRecord *application, gboolean edit)
{
  if (self->detail == NULL || self->pk != pk)
    {
      if (self->detail != NULL)
        {
          forget (self);
          /* In the pane the next one just takes its place. */
          if (!self->wide)
            take_away (self);
        }

      self->detail = sl_part_new_detail (self->state, application);
      self->pk = pk;
      put (self, self->detail, edit);
    }

  if (edit)
    sl_part_edit_detail (self->detail);
  if (self->part != NULL)
    sl_part_show_in_detail (self->detail, self->part);
  g_clear_pointer (&self->part, g_free);
}

/* The application is read first: its page is laid out once then, and not again when it has something to show. */
typedef struct {
  GWeakRef place;
  GCancellable *cancellable;
  gint64 pk;
  gboolean edit;
} Opening;

static void
opening_free (Opening *opening)
{
  g_weak_ref_clear (&opening->place);
  g_object_unref (opening->cancellable);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

static void
stop_opening (SlDetailPlace *self)
{
  g_clear_pointer (&self->part, g_free);
  if (self->opening != NULL)
    g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
}

static gpointer
read_application (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return sl_store_read_record_by_pk (connection, SL_KIND_APPLICATION, *(gint64 *) data, error);
}

static void
application_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Opening) opening = user_data;
  g_autoptr (SlDetailPlace) self = g_weak_ref_get (&opening->place);
  g_autoptr (GError) error = NULL;
  g_autoptr (SlRecord) application = sl_store_read_finish (SL_STORE (source), result, &error);

  /* The window is gone, or something else was asked for meanwhile. */
  if (self == NULL || g_cancellable_is_cancelled (opening->cancellable))
    return;

  g_clear_object (&self->opening);
  if (application != NULL)
    show (self, opening->pk, application, opening->edit);
  else
    sl_view_state_tell_failed (self->state, error, _("The application can’t be opened."));
}

static void
popped_cb (SlDetailPlace *self, AdwNavigationPage *page)
{
  if (GTK_WIDGET (page) != self->detail)
    return;

  forget (self);
  g_signal_emit (self, signals[LEFT], 0);
}

static void
sl_detail_place_dispose (GObject *object)
{
  SlDetailPlace *self = SL_DETAIL_PLACE (object);

  stop_opening (self);
  forget (self);
  g_clear_pointer (&self->part, g_free);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (sl_detail_place_parent_class)->dispose (object);
}

static void
sl_detail_place_class_init (SlDetailPlaceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_detail_place_dispose;

  signals[LEFT] = g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sl_detail_place_init (SlDetailPlace *self)
{
  self->pk = -1;
}

/**
 * sl_detail_place_new:
 * @nav: has @root, and gets the application when there is no room beside it
 * @root: the page with the views
 * @pane: (nullable): gets the application when there is; without, it is never wide
 *
 * Returns: (transfer full): a place with nothing in it
 */
SlDetailPlace *
sl_detail_place_new (SlViewState *state, AdwNavigationView *nav, AdwNavigationPage *root, AdwOverlaySplitView *pane)
{
  SlDetailPlace *self = g_object_new (SL_TYPE_DETAIL_PLACE, NULL);

  self->state = g_object_ref (state);
  self->nav = nav;
  self->root = root;
  self->pane = pane;
  g_signal_connect_object (nav, "popped", G_CALLBACK (popped_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * sl_detail_place_set_wide:
 * @wide: whether an application has room beside the views; one that is open moves over
 */
void
sl_detail_place_set_wide (SlDetailPlace *self, gboolean wide)
{
  g_autoptr (GtkWidget) detail = NULL;
  g_autoptr (GtkWidget) focus = NULL;

  g_return_if_fail (SL_IS_DETAIL_PLACE (self));

  if (wide == self->wide)
    return;

  if (self->detail != NULL)
    {
      detail = g_object_ref (self->detail);
      g_set_object (&focus, find_focus_in (detail));
      self->detail = NULL;
      /* Without animation it is free to move at once. */
      adw_navigation_view_set_animate_transitions (self->nav, FALSE);
      take_away (self);
    }
  self->wide = wide;
  if (detail != NULL)
    {
      self->detail = detail;
      put (self, detail, focus != NULL);
      adw_navigation_view_set_animate_transitions (self->nav, TRUE);
      /* With its first frame: until then, pane and view look for a widget themselves. */
      if (focus != NULL)
        g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, give_focus_back_cb, g_steal_pointer (&focus), g_object_unref);
    }
}

/** sl_detail_place_is_open: Returns: whether an application is open */
gboolean
sl_detail_place_is_open (SlDetailPlace *self)
{
  g_return_val_if_fail (SL_IS_DETAIL_PLACE (self), FALSE);

  return self->detail != NULL;
}

/**
 * sl_detail_place_open:
 * @pk: an application, also one that the query doesn't show
 * @edit: whether the cursor goes into its first field
 */
void
sl_detail_place_open (SlDetailPlace *self, gint64 pk, gboolean edit)
{
  Opening *opening;

  g_return_if_fail (SL_IS_DETAIL_PLACE (self));

  stop_opening (self);
  opening = g_new0 (Opening, 1);
  self->opening = g_cancellable_new ();
  g_weak_ref_init (&opening->place, self);
  opening->cancellable = g_object_ref (self->opening);
  opening->pk = pk;
  opening->edit = edit;
  sl_store_read_async (sl_view_state_get_store (self->state), SL_READ_INTERACTIVE, read_application,
                       g_memdup2 (&pk, sizeof pk), g_free, g_object_unref, self->opening, application_read_cb, opening);
}

/**
 * sl_detail_place_show_part:
 * @part: a part of the application's page, or what one of its actions opens; of the one that is asked for, else of the
 *   one that is open
 */
void
sl_detail_place_show_part (SlDetailPlace *self, const char *part)
{
  g_return_if_fail (SL_IS_DETAIL_PLACE (self));

  if (self->opening != NULL)
    g_set_str (&self->part, part);
  else if (self->detail != NULL)
    sl_part_show_in_detail (self->detail, part);
}

/** sl_detail_place_close: Returns: whether one was open */
gboolean
sl_detail_place_close (SlDetailPlace *self)
{
  g_return_val_if_fail (SL_IS_DETAIL_PLACE (self), FALSE);

  stop_opening (self);
  if (self->detail == NULL)
    return FALSE;

  /* First, so that "popped" finds nothing more to tell. */
  forget (self);
  take_away (self);
  g_signal_emit (self, signals[LEFT], 0);

  return TRUE;
}
