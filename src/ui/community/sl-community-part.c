/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-community-part.h. */

#define G_LOG_DOMAIN "sl-community-part"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-community-composer.h"
#include "sl-community-focus.h"
#include "sl-community-pages.h"
#include "sl-community-part.h"
#include "sl-community-sections.h"
#include "sl-date.h"
#include "sl-error.h"
#include "sl-errors.h"
#include "sl-problem.h"
#include "sl-text.h"

/* What takes less just appears. */
#define SPINNER_AFTER_MS 300

struct _SlCommunityPart {
  AdwBin parent_instance;

  AdwBanner *banner;
  GtkSearchEntry *search;
  GtkStack *states; /* "wait", "problem", "shown" */
  GtkWidget *spinner;
  AdwStatusPage *problem;
  GtkBox *box;

  SlViewState *state;
  SlCommunity *community;
  SlCommunityPlace place;
  char *searched;        /* words that were looked for last */
  char *what;            /* (nullable): as for sl_community_read_async() */
  SlCommunityPage *page; /* (nullable): what is shown */
  gboolean has_member;
  guint serial;          /* of the last reading: what comes of others isn't shown */
  guint spinner_source;
  GPtrArray *way;        /* (nullable): to what had the focus last, for when it comes back from a dialog */
};

G_DEFINE_FINAL_TYPE (SlCommunityPart, sl_community_part, ADW_TYPE_BIN)

enum {
  PROP_0,
  PROP_HAS_MEMBER,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static gboolean
is_searching (SlCommunityPart *self)
{
  return self->place == SL_COMMUNITY_PEOPLE && !sl_text_is_blank (gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

/* Showing */

static void
hide_spinner (SlCommunityPart *self)
{
  g_clear_handle_id (&self->spinner_source, g_source_remove);
  gtk_widget_set_visible (self->spinner, FALSE);
}

static void
show_spinner_cb (gpointer data)
{
  SlCommunityPart *self = data;

  self->spinner_source = 0;
  gtk_widget_set_visible (self->spinner, TRUE);
}

static GtkWidget *
get_focus (SlCommunityPart *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return root != NULL ? gtk_root_get_focus (root) : NULL;
}

static void
focus_cb (SlCommunityPart *self)
{
  GPtrArray *way = sl_community_focus_find (GTK_WIDGET (self->box), get_focus (self));

  if (way == NULL)
    return;
  g_clear_pointer (&self->way, g_ptr_array_unref);
  self->way = way;
}

/* The title of a page that was opened for one group or one person. */
static void
show_title (SlCommunityPart *self)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_PAGE);

  if (self->place == SL_COMMUNITY_GROUP && page != NULL)
    adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (page), self->page->group->name);
  else if (self->place == SL_COMMUNITY_PERSON && page != NULL)
    adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (page), sl_tracker_person_get_name (self->page->person));
}

static void
tell_member (SlCommunityPart *self)
{
  gboolean has_member = self->place == SL_COMMUNITY_GROUP && sl_community_page_has_member (self->page, self->community);

  if (has_member == self->has_member)
    return;
  self->has_member = has_member;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_MEMBER]);
}

/* On a page that was just opened only its header bar could have the focus so far. */
static gboolean
is_just_opened (SlCommunityPart *self,
                GtkWidget       *focus)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_PAGE);

  return self->way == NULL && (self->place == SL_COMMUNITY_GROUP || self->place == SL_COMMUNITY_PERSON) && focus != NULL &&
         gtk_widget_is_ancestor (focus, page);
}

static void
fill (SlCommunityPart *self,
      gboolean         more)
{
  GtkWidget *box = GTK_WIDGET (self->box), *focus = get_focus (self);
  g_autoptr (GPtrArray) way = sl_community_focus_find (box, focus);
  g_autoptr (GHashTable) before = sl_community_focus_list (box);
  /* Gone with what it was on, as a dialog closed. */
  gboolean is_lost = way == NULL && self->way != NULL && (focus == NULL || !gtk_widget_get_mapped (focus));

  sl_community_fill (self->box, self->community, is_searching (self) ? SL_COMMUNITY_SEARCH : self->place, self->page);
  gtk_stack_set_visible_child_name (self->states, "shown");
  show_title (self);
  tell_member (self);
  if (more && way != NULL && sl_community_focus_give_new (box, before))
    return;
  if (way != NULL)
    sl_community_focus_give (box, way);
  else if (is_lost)
    sl_community_focus_give (box, self->way);
  else if (is_just_opened (self, focus))
    gtk_widget_child_focus (box, GTK_DIR_TAB_FORWARD);
}

/* (transfer full): "": it is from now, and all of it came */
static char *
describe_page (SlCommunityPart *self)
{
  SlClock *clock = sl_community_get_clock (self->community);
  g_autofree char *when = NULL;

  if (self->page != NULL && self->page->as_of == SL_TIME_NONE && self->page->lack != NULL)
    /* Translators: %s is a sentence that says why */
    return g_strdup_printf (_("Some of this page is missing. %s"), self->page->lack);
  if (self->page == NULL || self->page->as_of == SL_TIME_NONE)
    return g_strdup ("");
  when = sl_time_format_relative (self->page->as_of, sl_clock_get_now (clock), sl_clock_get_time_zone (clock));
  /* Translators: %s is a time such as “14:05” or “yesterday 14:05” */
  return g_strdup_printf (_("The server can’t be reached. This is from %s."), when);
}

static void
show_age (SlCommunityPart *self)
{
  g_autofree char *words = describe_page (self);

  adw_banner_set_title (self->banner, words);
  adw_banner_set_revealed (self->banner, *words != '\0');
}

static void
show_problem (SlCommunityPart *self,
              const GError    *error)
{
  if (sl_error_is_silent (error))
    return;
  if (self->page != NULL)
    {
      sl_view_state_tell_failed (self->state, error, NULL);
      return;
    }
  sl_problem_show_page (self->problem, error);
  gtk_stack_set_visible_child_name (self->states, "problem");
}

/* Reading */

typedef struct {
  SlCommunityPart *part;
  guint serial;
  gboolean more;
} Reading;

static void
take_page (SlCommunityPart *self,
           SlCommunityPage *page,
           gboolean         more)
{
  if (more && self->page != NULL)
    {
      sl_community_page_add (self->page, page);
      return;
    }
  g_clear_pointer (&self->page, sl_community_page_free);
  self->page = page;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Reading *reading = user_data;
  g_autoptr (SlCommunityPart) self = reading->part;
  g_autoptr (GError) error = NULL;
  SlCommunityPage *page = sl_community_read_finish (SL_COMMUNITY (source), result, &error);
  gboolean is_late = reading->serial != self->serial || self->box == NULL || gtk_widget_get_root (GTK_WIDGET (self)) == NULL;
  gboolean more = reading->more;

  g_free (reading);
  if (is_late)
    {
      g_clear_pointer (&page, sl_community_page_free);
      return;
    }
  hide_spinner (self);
  if (page != NULL)
    {
      take_page (self, page, more);
      fill (self, more);
    }
  else
    show_problem (self, error);
  show_age (self);
}

static void
read_part (SlCommunityPart *self,
           gboolean         more)
{
  gboolean searches = is_searching (self);
  Reading *reading;

  if (!sl_community_is_available (self->community))
    return;
  if (self->page == NULL && self->spinner_source == 0)
    {
      gtk_stack_set_visible_child_name (self->states, "wait");
      self->spinner_source = g_timeout_add_once (SPINNER_AFTER_MS, show_spinner_cb, self);
    }
  reading = g_new0 (Reading, 1);
  *reading = (Reading) { g_object_ref (self), ++self->serial, more };
  sl_community_read_async (self->community, searches ? SL_COMMUNITY_SEARCH : self->place,
                           searches ? gtk_editable_get_text (GTK_EDITABLE (self->search)) : self->what,
                           more && self->page != NULL ? sl_community_page_count (self->page) : 0, read_cb, reading);
}

/** sl_community_part_read: asks the server anew */
void
sl_community_part_read (SlCommunityPart *self)
{
  read_part (self, FALSE);
}

static void
changed_cb (SlCommunityPart *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    read_part (self, FALSE);
}

/* Comes once after the entry was made, too, with nothing in it. */
static void
search_cb (SlCommunityPart *self)
{
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search));

  if (g_strcmp0 (words, self->searched) == 0)
    return;
  g_set_str (&self->searched, words);
  read_part (self, FALSE);
}

static void
stop_search_cb (GtkSearchEntry *search)
{
  gtk_editable_set_text (GTK_EDITABLE (search), "");
}

/** sl_community_part_forget: shows nothing, until it is read again */
void
sl_community_part_forget (SlCommunityPart *self)
{
  GtkWidget *child;

  self->serial++;
  hide_spinner (self);
  g_clear_pointer (&self->page, sl_community_page_free);
  g_clear_pointer (&self->way, g_ptr_array_unref);
  g_set_str (&self->searched, "");
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  gtk_stack_set_visible_child_name (self->states, "wait");
  show_age (self);
}

/* Actions */

static void
reload_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  read_part (SL_COMMUNITY_PART (widget), g_str_equal (name, "community.more"));
}

static void
edit_post_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  SlCommunityPart *self = SL_COMMUNITY_PART (widget);
  const SlTrackerPost *post = self->page != NULL ? sl_community_page_find_post (self->page, g_variant_get_string (parameter, NULL)) : NULL;

  if (post != NULL)
    adw_dialog_present (sl_community_composer_new_post (self->community, post, NULL), widget);
}

static void
edit_group_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  SlCommunityPart *self = SL_COMMUNITY_PART (widget);

  if (self->page != NULL && self->page->group != NULL)
    adw_dialog_present (sl_community_composer_new_group (self->community, self->page->group), widget);
}

/* Object */

static void
root_cb (SlCommunityPart *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL)
    g_signal_connect_object (root, "notify::focus-widget", G_CALLBACK (focus_cb), self, G_CONNECT_SWAPPED);
}

static void
sl_community_part_unroot (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (gtk_widget_get_root (widget), focus_cb, widget);
  GTK_WIDGET_CLASS (sl_community_part_parent_class)->unroot (widget);
}

static void
sl_community_part_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  if (prop_id == PROP_HAS_MEMBER)
    g_value_set_boolean (value, SL_COMMUNITY_PART (object)->has_member);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
sl_community_part_dispose (GObject *object)
{
  SlCommunityPart *self = SL_COMMUNITY_PART (object);

  self->serial++;
  g_clear_handle_id (&self->spinner_source, g_source_remove);
  g_clear_pointer (&self->page, sl_community_page_free);
  g_clear_pointer (&self->way, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_COMMUNITY_PART);
  g_clear_pointer (&self->what, g_free);
  g_clear_pointer (&self->searched, g_free);
  g_clear_object (&self->community);
  g_clear_object (&self->state);
  G_OBJECT_CLASS (sl_community_part_parent_class)->dispose (object);
}

static void
sl_community_part_class_init (SlCommunityPartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_community_part_dispose;
  G_OBJECT_CLASS (klass)->get_property = sl_community_part_get_property;
  properties[PROP_HAS_MEMBER] = g_param_spec_boolean ("has-member", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);

  widget_class->unroot = sl_community_part_unroot;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-community-part.ui");
  gtk_widget_class_bind_template_child (widget_class, SlCommunityPart, banner);
  gtk_widget_class_bind_template_child (widget_class, SlCommunityPart, search);
  gtk_widget_class_bind_template_child (widget_class, SlCommunityPart, states);
  gtk_widget_class_bind_template_child (widget_class, SlCommunityPart, spinner);
  gtk_widget_class_bind_template_child (widget_class, SlCommunityPart, problem);
  gtk_widget_class_bind_template_child (widget_class, SlCommunityPart, box);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_install_action (widget_class, "community.more", NULL, reload_action);
  gtk_widget_class_install_action (widget_class, "community.reload", NULL, reload_action);
  gtk_widget_class_install_action (widget_class, "community.edit-post", "s", edit_post_action);
  gtk_widget_class_install_action (widget_class, "community.edit-group", NULL, edit_group_action);
}

static void
sl_community_part_init (SlCommunityPart *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->searched = g_strdup ("");
}

/** sl_community_part_new: @what: (nullable): as for sl_community_read_async() */
GtkWidget *
sl_community_part_new (SlViewState     *state,
                       SlCommunityPlace place,
                       const char      *what)
{
  SlCommunityPart *self = g_object_new (SL_TYPE_COMMUNITY_PART, NULL);

  self->state = g_object_ref (state);
  self->community = g_object_ref (sl_view_state_get_community (state));
  self->place = place;
  self->what = g_strdup (what);
  gtk_widget_set_visible (GTK_WIDGET (self->search), place == SL_COMMUNITY_PEOPLE);
  g_signal_connect_object (self->community, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "map", G_CALLBACK (sl_community_part_read), NULL);
  g_signal_connect (self, "notify::root", G_CALLBACK (root_cb), NULL);
  return GTK_WIDGET (self);
}

/** sl_community_part_focus_search: for people */
void
sl_community_part_focus_search (SlCommunityPart *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/** sl_community_part_get_what: (nullable): the id of what it is about */
const char *
sl_community_part_get_what (SlCommunityPart *self)
{
  return self->what;
}
