/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-detail-page"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-company-avatar.h"
#include "sl-format.h"
#include "sl-detail-forms.h"
#include "sl-detail-overview.h"
#include "sl-detail-page.h"
#include "sl-event-dialog.h"
#include "sl-kinds.h"
#include "sl-open-link.h"
#include "sl-popover.h"
#include "sl-record-editor.h"
#include "sl-reminder-form.h"
#include "sl-papers-section.h"
#include "sl-rounds-section.h"
#include "sl-status-menu.h"
#include "sl-status-pill.h"
#include "sl-tag-strip.h"
#include "sl-timeline.h"
#include "sl-tooltip.h"

/* A page is in its place by then. */
#define EDIT_FRAMES 15

struct _SlDetailPage {
  AdwNavigationPage parent_instance;

  AdwBanner *banner; /* (nullable): once it was in the Trash */
  GtkStack *states;
  GtkWidget *close;
  GtkMenuButton *more;
  GMenuModel *more_menu;
  GtkMenuButton *add;
  GMenuModel *add_menu;
  GtkWidget *pill; /* the button around it */
  SlTagStrip *tags;
  AdwViewStack *parts;

  SlViewState *state;
  SlRecordEditor *editor;
  SlDetailOverview *overview; /* borrowed */
  guint edit_tick;
  int edit_frames; /* for so many more the focus is kept there */
  gboolean in_pane;
  gboolean editable; /* what is in the Trash is only looked at */
  char *wanted_action;  /* what opens once the record is there */
  gboolean edit_wanted; /* the cursor goes into the first field once there are fields */
};

G_DEFINE_FINAL_TYPE (SlDetailPage, sl_detail_page, ADW_TYPE_NAVIGATION_PAGE)

enum {
  PROP_0,
  PROP_RECORD,
  PROP_IN_PANE,
  PROP_EDITABLE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void take_wanted (SlDetailPage *self);

/* --- Parts: they are made, and read, when they are looked at --- */

static GtkWidget *
make_overview (SlDetailPage *self, const char *id)
{
  GtkWidget *overview = sl_detail_overview_new (self->state, self->editor);

  self->overview = SL_DETAIL_OVERVIEW (overview);
  sl_detail_overview_set_editable (self->overview, self->editable);
  g_signal_connect_object (sl_detail_overview_get_first_row (self->overview), "map", G_CALLBACK (take_wanted), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  return overview;
}

static GtkWidget *
make_rounds (SlDetailPage *self, const char *id)
{
  GtkWidget *rounds = g_object_new (SL_TYPE_ROUNDS_SECTION, NULL);

  sl_rounds_section_set_application (SL_ROUNDS_SECTION (rounds), self->state, id);
  return rounds;
}

static GtkWidget *
make_papers (SlDetailPage *self, const char *id)
{
  GtkWidget *papers = g_object_new (SL_TYPE_PAPERS_SECTION, NULL);

  sl_papers_section_set_application (SL_PAPERS_SECTION (papers), self->state, id);
  return papers;
}

static GtkWidget *
make_timeline (SlDetailPage *self, const char *id)
{
  GtkWidget *timeline = g_object_new (SL_TYPE_TIMELINE, NULL);

  sl_timeline_set_application (SL_TIMELINE (timeline), self->state, id);
  return timeline;
}

static const struct {
  const char *name;
  GtkWidget *(*make) (SlDetailPage *self, const char *id);
} parts[] = {
  { "overview", make_overview },
  { "rounds", make_rounds },
  { "papers", make_papers },
  { "timeline", make_timeline },
};

static void
part_shown_cb (SlDetailPage *self)
{
  AdwBin *place = ADW_BIN (adw_view_stack_get_visible_child (self->parts));
  const char *name = adw_view_stack_get_visible_child_name (self->parts);

  if (self->editor == NULL || adw_bin_get_child (place) != NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_strcmp0 (parts[i].name, name) == 0)
      adw_bin_set_child (place, parts[i].make (self, sl_record_editor_get_id (self->editor)));
}

/* --- Words for the head --- */

static char *
format_place_cb (SlDetailPage *self, const char *company, const char *location)
{
  if (company == NULL)
    return g_strdup ("");
  return sl_format_beside (company, location);
}

static gboolean
has_link_cb (SlDetailPage *self, const char *url)
{
  return url != NULL && (g_str_has_prefix (url, "https://") || g_str_has_prefix (url, "http://"));
}

/* --- Deeds --- */

static void
status_chosen_cb (const char *status, gpointer data)
{
  SlDetailPage *self = data;
  const char *ids[] = { sl_record_editor_get_id (self->editor), NULL };
  g_autoptr (SlChangeset) changeset = sl_deed_set_status (ids, status, NULL);

  sl_deed_name_application (changeset, sl_record_editor_get_record (self->editor));
  sl_view_state_apply (self->state, changeset);
}

static void
pill_clicked_cb (SlDetailPage *self)
{
  SlRecord *record = sl_record_editor_get_record (self->editor);

  if (record != NULL)
    sl_status_menu_popup (self->pill, sl_record_get_text (record, SL_APPLICATION_STATUS), status_chosen_cb,
                          g_object_ref (self), g_object_unref);
}

static void
show_company_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlRecord *record = sl_record_editor_get_record (SL_DETAIL_PAGE (widget)->editor);
  const char *company = record != NULL ? sl_record_get_text (record, SL_APPLICATION_COMPANY_NAME) : NULL;

  if (company != NULL)
    gtk_widget_activate_action (widget, "win.open-company", "s", company);
}

static void
open_link_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlRecord *record = sl_record_editor_get_record (SL_DETAIL_PAGE (widget)->editor);

  if (record != NULL)
    sl_open_link (widget, SL_DETAIL_PAGE (widget)->state, sl_record_get_text (record, SL_APPLICATION_URL));
}

static gboolean
is_there (SlDetailPage *self)
{
  return sl_record_editor_get_record (self->editor) != NULL && !sl_record_editor_get_gone (self->editor);
}

static void
add_round_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlDetailPage *self = SL_DETAIL_PAGE (widget);

  if (is_there (self))
    sl_detail_present_round (widget, self->state, sl_record_editor_get_id (self->editor), NULL);
}

static void
edit_offer_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlDetailPage *self = SL_DETAIL_PAGE (widget);
  SlFactsSection *offer;

  if (!is_there (self))
    return;
  offer = sl_detail_overview_get_offer (self->overview);
  sl_facts_section_set_currency (offer, sl_record_get_text (sl_record_editor_get_record (self->editor), SL_APPLICATION_SALARY_CURRENCY));
  sl_facts_section_edit (offer);
}

static void
edit_reflection_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlDetailPage *self = SL_DETAIL_PAGE (widget);

  if (is_there (self))
    sl_facts_section_edit (sl_detail_overview_get_reflection (self->overview));
}

static void
add_event_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlDetailPage *self = SL_DETAIL_PAGE (widget);

  if (!is_there (self))
    return;
  adw_dialog_present (sl_event_dialog_new (self->state, sl_record_editor_get_id (self->editor), NULL), widget);
}

static void
add_reminder_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlDetailPage *self = SL_DETAIL_PAGE (widget);
  g_autofree char *title = NULL;

  if (!is_there (self))
    return;
  title = g_strdup_printf (_("Follow up with %s"), sl_record_get_text (sl_record_editor_get_record (self->editor), SL_APPLICATION_COMPANY_NAME));
  sl_reminder_form_present_new (widget, self->state, sl_record_editor_get_id (self->editor), title, SL_TIME_NONE);
}

static void
add_person_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlDetailPage *self = SL_DETAIL_PAGE (widget);

  if (is_there (self))
    gtk_widget_activate_action (GTK_WIDGET (sl_detail_overview_get_people (self->overview)),
                                g_str_equal (name, "detail.link-person") ? "people.existing" : "people.new", NULL);
}

static void
add_paper_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlDetailPage *self = SL_DETAIL_PAGE (widget);

  if (!is_there (self))
    return;
  adw_view_stack_set_visible_child_name (self->parts, "papers");
  gtk_widget_activate_action (adw_bin_get_child (ADW_BIN (adw_view_stack_get_visible_child (self->parts))),
                              g_str_equal (name, "detail.add-link") ? "papers.link" : "papers.attach", NULL);
}

static void
add_tag_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sl_tag_strip_pop_up (SL_DETAIL_PAGE (widget)->tags);
}

static void
trash_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlDetailPage *self = SL_DETAIL_PAGE (widget);
  const char *ids[] = { sl_record_editor_get_id (self->editor), NULL };
  g_autoptr (SlChangeset) changeset = NULL;

  if (!is_there (self))
    return;
  changeset = sl_deed_trash (SL_KIND_APPLICATION, ids, sl_context_get_clock (sl_view_state_get_context (self->state)));
  sl_deed_name_application (changeset, sl_record_editor_get_record (self->editor));
  sl_view_state_apply (self->state, changeset);
  gtk_widget_activate_action (widget, "win.back", NULL);
}

static void
restore_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlDetailPage *self = SL_DETAIL_PAGE (widget);
  const char *ids[] = { sl_record_editor_get_id (self->editor), NULL };
  g_autoptr (SlChangeset) changeset = sl_deed_restore (SL_KIND_APPLICATION, ids);

  sl_view_state_apply (self->state, changeset);
}

/* --- Following the record --- */

/* While it comes in the page changes its place, and the list beside it its width: either may take the focus away. */
static gboolean
keep_focus_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  SlDetailPage *self = SL_DETAIL_PAGE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, widget))
    gtk_widget_grab_focus (sl_detail_overview_get_first_row (self->overview));
  if (--self->edit_frames > 0)
    return G_SOURCE_CONTINUE;
  self->edit_tick = 0;
  return G_SOURCE_REMOVE;
}

/* What was asked for before there was anything to do it with. */
static void
take_wanted (SlDetailPage *self)
{
  g_autofree char *action = NULL;

  if (!is_there (self))
    return;
  if (self->edit_wanted && gtk_widget_get_mapped (sl_detail_overview_get_first_row (self->overview)))
    {
      self->edit_wanted = FALSE;
      gtk_widget_grab_focus (sl_detail_overview_get_first_row (self->overview));
      self->edit_frames = EDIT_FRAMES;
      if (self->edit_tick == 0)
        self->edit_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), keep_focus_cb, NULL, NULL);
    }
  if (self->wanted_action == NULL)
    return;
  action = g_strconcat ("detail.", self->wanted_action, NULL);
  g_clear_pointer (&self->wanted_action, g_free);
  gtk_widget_activate_action (GTK_WIDGET (self), action, NULL);
}

/* Banner and status page are rarely seen, and would be made, measured and styled with each page that is opened. */
static void
show_in_trash (SlDetailPage *self, gboolean in_trash)
{
  if (self->banner == NULL && in_trash)
    {
      self->banner = ADW_BANNER (adw_banner_new (_("This application is in the Trash")));
      adw_banner_set_button_label (self->banner, _("Restore"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->banner), "detail.restore");
      adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (adw_navigation_page_get_child (ADW_NAVIGATION_PAGE (self))), GTK_WIDGET (self->banner));
    }
  if (self->banner != NULL)
    adw_banner_set_revealed (self->banner, in_trash);
}

static void
show_gone (SlDetailPage *self)
{
  if (gtk_stack_get_child_by_name (self->states, "gone") == NULL)
    {
      GtkWidget *page = g_object_new (ADW_TYPE_STATUS_PAGE, "icon-name", "user-trash-symbolic", "title", _("No longer here"),
                                      "description", _("This application was taken back. Redo brings it again."), NULL);

      gtk_stack_add_named (self->states, page, "gone");
    }
  gtk_stack_set_visible_child_name (self->states, "gone");
}

/* The one place that tells whether anything on the page can be changed: its sections follow the property. */
static void
follow_trash (SlDetailPage *self, SlRecord *record)
{
  static const char *const edits[] = { "detail.add-round", "detail.add-event", "detail.edit-offer", "detail.edit-reflection",
                                       "detail.add-reminder", "detail.add-tag", "detail.add-person", "detail.link-person",
                                       "detail.attach", "detail.add-link", "detail.trash" };
  gboolean editable = record == NULL || sl_record_is_null (record, SL_FIELD_DELETED_AT);

  if (self->editable == editable)
    return;
  self->editable = editable;
  show_in_trash (self, !editable);
  if (self->overview != NULL)
    sl_detail_overview_set_editable (self->overview, editable);
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), edits[i], editable);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EDITABLE]);
}

static void
name_pill (SlDetailPage *self, SlRecord *record)
{
  /* Translators: %s is the status of an application, such as "Applied" */
  g_autofree char *label = g_strdup_printf (_("Status: %s"), sl_enum_label (&sl_status_words, sl_record_get_text (record, SL_APPLICATION_STATUS)));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->pill), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
record_changed_cb (SlDetailPage *self)
{
  SlRecord *record = sl_record_editor_get_record (self->editor);
  const char *link = record != NULL ? sl_record_get_text (record, SL_APPLICATION_URL) : NULL;

  follow_trash (self, record);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "detail.open-link", has_link_cb (NULL, link));
  if (record != NULL)
    name_pill (self, record);
  if (record != NULL)
    adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), sl_record_get_text (record, SL_APPLICATION_ROLE_TITLE));
  if (sl_record_editor_get_gone (self->editor))
    show_gone (self);
  else
    gtk_stack_set_visible_child_name (self->states, record != NULL ? "application" : "loading");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORD]);
  take_wanted (self);
}

/* It slides away for a while yet: the focus isn't brought back to it. */
static void
sl_detail_page_hiding (AdwNavigationPage *page)
{
  SlDetailPage *self = SL_DETAIL_PAGE (page);

  self->edit_wanted = FALSE;
  if (self->edit_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->edit_tick);
  self->edit_tick = 0;
  if (ADW_NAVIGATION_PAGE_CLASS (sl_detail_page_parent_class)->hiding != NULL)
    ADW_NAVIGATION_PAGE_CLASS (sl_detail_page_parent_class)->hiding (page);
}

/* Opened from a dialog, the page comes when the focus is somewhere beside it, where Escape doesn't lead back. */
static void
sl_detail_page_shown (AdwNavigationPage *page)
{
  SlDetailPage *self = SL_DETAIL_PAGE (page);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));
  GtkWidget *focus;
  gboolean inside;

  take_wanted (self);
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  inside = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (page));

  if (ADW_NAVIGATION_PAGE_CLASS (sl_detail_page_parent_class)->shown != NULL)
    ADW_NAVIGATION_PAGE_CLASS (sl_detail_page_parent_class)->shown (page);
  if (!self->in_pane && !inside && ADW_IS_APPLICATION_WINDOW (root) &&
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (root)) == NULL)
    gtk_widget_child_focus (GTK_WIDGET (page), GTK_DIR_TAB_FORWARD);
}

static void
sl_detail_page_dispose (GObject *object)
{
  SlDetailPage *self = SL_DETAIL_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_DETAIL_PAGE);
  g_clear_object (&self->editor);
  g_clear_object (&self->state);
  g_clear_pointer (&self->wanted_action, g_free);
  G_OBJECT_CLASS (sl_detail_page_parent_class)->dispose (object);
}

static void
sl_detail_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SlDetailPage *self = SL_DETAIL_PAGE (object);

  switch (id)
    {
    case PROP_RECORD:
      g_value_set_object (value, self->editor ? sl_record_editor_get_record (self->editor) : NULL);
      break;
    case PROP_IN_PANE:
      g_value_set_boolean (value, self->in_pane);
      break;
    case PROP_EDITABLE:
      g_value_set_boolean (value, self->editable);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
sl_detail_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SlDetailPage *self = SL_DETAIL_PAGE (object);

  if (id == PROP_IN_PANE)
    {
      self->in_pane = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
    }
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
sl_detail_page_class_init (SlDetailPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sl_detail_page_dispose;
  ADW_NAVIGATION_PAGE_CLASS (klass)->hiding = sl_detail_page_hiding;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = sl_detail_page_shown;
  object_class->get_property = sl_detail_page_get_property;
  object_class->set_property = sl_detail_page_set_property;

  sl_record_ensure_types ();
  properties[PROP_RECORD] = g_param_spec_object ("record", NULL, NULL, sl_record_get_type_for_kind (SL_KIND_APPLICATION),
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_IN_PANE] = g_param_spec_boolean ("in-pane", NULL, NULL, FALSE,
                                                   G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_EDITABLE] = g_param_spec_boolean ("editable", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SL_TYPE_COMPANY_AVATAR);
  g_type_ensure (SL_TYPE_STATUS_PILL);
  g_type_ensure (SL_TYPE_TAG_STRIP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-detail-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SlDetailPage, states);
  gtk_widget_class_bind_template_child (widget_class, SlDetailPage, close);
  gtk_widget_class_bind_template_child (widget_class, SlDetailPage, more);
  gtk_widget_class_bind_template_child (widget_class, SlDetailPage, more_menu);
  gtk_widget_class_bind_template_child (widget_class, SlDetailPage, add);
  gtk_widget_class_bind_template_child (widget_class, SlDetailPage, add_menu);
  gtk_widget_class_bind_template_child (widget_class, SlDetailPage, pill);
  gtk_widget_class_bind_template_child (widget_class, SlDetailPage, tags);
  gtk_widget_class_bind_template_child (widget_class, SlDetailPage, parts);
  sl_format_bind_closures (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, format_place_cb);
  gtk_widget_class_bind_template_callback (widget_class, has_link_cb);
  gtk_widget_class_bind_template_callback (widget_class, part_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, pill_clicked_cb);

  gtk_widget_class_install_action (widget_class, "detail.show-company", NULL, show_company_action);
  gtk_widget_class_install_action (widget_class, "detail.open-link", NULL, open_link_action);
  gtk_widget_class_install_action (widget_class, "detail.add-round", NULL, add_round_action);
  gtk_widget_class_install_action (widget_class, "detail.add-event", NULL, add_event_action);
  gtk_widget_class_install_action (widget_class, "detail.edit-offer", NULL, edit_offer_action);
  gtk_widget_class_install_action (widget_class, "detail.edit-reflection", NULL, edit_reflection_action);
  gtk_widget_class_install_action (widget_class, "detail.add-reminder", NULL, add_reminder_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, 0, "detail.add-reminder", NULL);
  gtk_widget_class_install_action (widget_class, "detail.add-tag", NULL, add_tag_action);
  gtk_widget_class_install_action (widget_class, "detail.add-person", NULL, add_person_action);
  gtk_widget_class_install_action (widget_class, "detail.link-person", NULL, add_person_action);
  gtk_widget_class_install_action (widget_class, "detail.attach", NULL, add_paper_action);
  gtk_widget_class_install_action (widget_class, "detail.add-link", NULL, add_paper_action);
  gtk_widget_class_install_action (widget_class, "detail.trash", NULL, trash_action);
  gtk_widget_class_install_action (widget_class, "detail.restore", NULL, restore_action);
}

static void
sl_detail_page_init (SlDetailPage *self)
{
  self->editable = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  sl_tooltip_set (self->close, _("Close"));
  sl_tooltip_set (GTK_WIDGET (self->more), _("More actions"));
  sl_tooltip_set (self->pill, _("Change the status"));
  sl_menu_button_set_menu (self->more, self->more_menu);
  sl_menu_button_set_menu (self->add, self->add_menu);
}

/** sl_detail_page_new: Returns: (transfer floating): the page of @application, which was just read */
GtkWidget *
sl_detail_page_new (SlViewState *state, SlRecord *application)
{
  SlDetailPage *self = g_object_new (SL_TYPE_DETAIL_PAGE, NULL);

  self->state = g_object_ref (state);
  self->editor = sl_record_editor_new_of (state, application);
  sl_tag_strip_set_application (self->tags, state, sl_record_get_id (application));
  part_shown_cb (self);
  g_signal_connect_object (self->editor, "notify::record", G_CALLBACK (record_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "notify::gone", G_CALLBACK (record_changed_cb), self, G_CONNECT_SWAPPED);
  record_changed_cb (self);
  return GTK_WIDGET (self);
}

/** sl_detail_page_edit: puts the cursor into the first field, as soon as it is there */
void
sl_detail_page_edit (SlDetailPage *self)
{
  g_return_if_fail (SL_IS_DETAIL_PAGE (self));

  self->edit_wanted = TRUE;
  take_wanted (self);
}

/**
 * sl_detail_page_show_part:
 * @name: one of the page's parts ("overview", "rounds", "papers", "timeline"), or what an action "detail.…" opens once
 *   the application is there ("add-round"); others are ignored
 */
void
sl_detail_page_show_part (SlDetailPage *self, const char *name)
{
  g_return_if_fail (SL_IS_DETAIL_PAGE (self));

  if (adw_view_stack_get_child_by_name (self->parts, name) != NULL)
    adw_view_stack_set_visible_child_name (self->parts, name);
  else
    g_set_str (&self->wanted_action, name);
  take_wanted (self);
}
