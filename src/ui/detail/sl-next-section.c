/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-next-section"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-detail-forms.h"
#include "sl-format.h"
#include "sl-kinds.h"
#include "sl-live.h"
#include "sl-next-section.h"
#include "sl-open-link.h"
#include "sl-private.h"
#include "sl-rounds-section.h"
#include "sl-status-pill.h"
#include "sl-store-query.h"

/* More would bury the page; the rest stands among the rounds. */
#define MAX_COMING 3
#define MAX_WAITING 2
/* Whose look back was declined: so many ids are remembered. */
#define MAX_DECLINED 200
#define DECLINED "declined-reflections"
/* From so many days before on, a deadline is urgent. */
#define URGENT_DAYS 3

struct _SlNextSection {
  AdwBin parent_instance;

  AdwPreferencesGroup *group;
  GtkListBox *rows;

  SlViewState *state;
  char *application_id;
  SlLive *live;
};

G_DEFINE_FINAL_TYPE (SlNextSection, sl_next_section, ADW_TYPE_BIN)

/* What it is made from. */
typedef struct {
  SlRecord *application;
  GPtrArray *stages;
  GPtrArray *outcomes;
  GPtrArray *reflections;
} Next;

static void
next_free (gpointer data)
{
  Next *next = data;

  g_clear_object (&next->application);
  g_clear_pointer (&next->stages, g_ptr_array_unref);
  g_clear_pointer (&next->outcomes, g_ptr_array_unref);
  g_clear_pointer (&next->reflections, g_ptr_array_unref);
  g_free (next);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Next, next_free)

static gpointer
read_next (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (Next) next = g_new0 (Next, 1);

  next->application = sl_store_read_record (connection, SL_KIND_APPLICATION, data, error);
  if (next->application == NULL)
    return NULL;
  next->stages = sl_store_read_children (connection, SL_KIND_STAGE, data, error);
  next->outcomes = next->stages != NULL ? sl_store_read_children (connection, SL_KIND_OUTCOME, data, error) : NULL;
  next->reflections = next->outcomes != NULL ? sl_store_read_children (connection, SL_KIND_REFLECTION, data, error) : NULL;
  return next->reflections != NULL ? g_steal_pointer (&next) : NULL;
}

/* --- Rows --- */

/* After what has a day. */
#define NO_DAY (G_MAXINT64 - 1)
/* What is over comes last. */
#define OVER G_MAXINT64

static gint64
get_time (GtkListBoxRow *row)
{
  return *(const gint64 *) g_object_get_data (G_OBJECT (row), "time");
}

static int
compare_rows (GtkListBoxRow *one, GtkListBoxRow *other, gpointer user_data)
{
  gint64 time = get_time (one), other_time = get_time (other);

  return (time > other_time) - (time < other_time);
}

/* By @time they are in order. */
static GtkWidget *
add_row (SlNextSection *self, gint64 time, const char *icon, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  g_object_set_data_full (G_OBJECT (row), "time", g_memdup2 (&time, sizeof time), g_free);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon));
  gtk_list_box_append (self->rows, row);
  return row;
}

static void
make_activatable (GtkWidget *row, SlNextSection *self, GCallback activated)
{
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", activated, self, 0);
}

static GtkWidget *
add_button (GtkWidget *row, const char *label)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return button;
}

static void
open_round_cb (GtkWidget *row, SlNextSection *self)
{
  sl_detail_present_round (GTK_WIDGET (self), self->state, self->application_id, g_object_get_data (G_OBJECT (row), "stage"));
}

static void
join_cb (GtkWidget *button, SlNextSection *self)
{
  sl_open_link (button, self->state, sl_record_get_text (g_object_get_data (G_OBJECT (button), "stage"), SL_STAGE_PLACE));
}

static gboolean
is_link (const char *text)
{
  return text != NULL && (g_str_has_prefix (text, "https://") || g_str_has_prefix (text, "http://"));
}

static void
add_coming (SlNextSection *self, SlRecord *stage, gint64 time)
{
  const char *place = sl_record_get_text (stage, SL_STAGE_PLACE);
  gboolean has_place = place != NULL && !is_link (place);
  g_autofree char *people = sl_private_text (sl_record_get_text (stage, SL_STAGE_INTERVIEWER_NAMES));
  g_autofree char *where = sl_private_text (has_place ? place : NULL);
  g_autofree char *name = sl_format_stage_name (stage);
  g_autofree char *when = sl_format_stage_when (stage);
  g_autofree char *rest = g_strjoin (*people != '\0' && *where != '\0' ? " · " : "", people, where, NULL);
  g_autofree char *words = g_strjoin (*rest != '\0' ? "\n" : "", when, rest, NULL);
  GtkWidget *row = add_row (self, time, "x-office-calendar-symbolic", name, words);

  g_object_set_data_full (G_OBJECT (row), "stage", g_object_ref (stage), g_object_unref);
  if (is_link (place))
    {
      GtkWidget *button = add_button (row, _("_Join"));

      g_object_set_data_full (G_OBJECT (button), "stage", g_object_ref (stage), g_object_unref);
      g_signal_connect_object (button, "clicked", G_CALLBACK (join_cb), self, 0);
    }
  make_activatable (row, self, G_CALLBACK (open_round_cb));
}

static void
add_waiting (SlNextSection *self, SlRecord *stage)
{
  g_autofree char *name = sl_format_stage_name (stage);
  g_autofree char *title = g_strdup_printf (_("How did “%s” go?"), name);
  g_autofree char *when = sl_format_stage_when (stage);
  GtkWidget *row = add_row (self, OVER, "dialog-question-symbolic", title, when);

  g_object_set_data_full (G_OBJECT (row), "stage", g_object_ref (stage), g_object_unref);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), sl_round_result_button_new (self->state, stage));
  make_activatable (row, self, G_CALLBACK (open_round_cb));
}

/* Those that come, and those that are over and have no result. */
static void
add_rounds (SlNextSection *self, GPtrArray *stages)
{
  gint64 now = sl_clock_get_now (sl_context_get_clock (sl_view_state_get_context (self->state)));
  SlDay today = sl_view_state_get_today (self->state);
  GTimeZone *zone = sl_clock_get_time_zone (sl_context_get_clock (sl_view_state_get_context (self->state)));
  g_autoptr (GPtrArray) waiting = g_ptr_array_new ();
  guint n_coming = 0;

  for (guint i = 0; i < stages->len; i++)
    {
      SlRecord *stage = stages->pdata[i];
      gboolean timed;
      gint64 time = sl_format_stage_get_time (stage, &timed);

      if (g_strcmp0 (sl_record_get_text (stage, SL_STAGE_RESULT), "Pending") != 0)
        continue;
      if (time == SL_TIME_NONE || (timed ? time >= now : sl_day_from_time (time, zone) >= today))
        {
          if (n_coming++ < MAX_COMING)
            add_coming (self, stage, time != SL_TIME_NONE ? time : NO_DAY);
        }
      else
        {
          g_ptr_array_add (waiting, stage);
        }
    }
  for (guint i = 0; i < waiting->len && i < MAX_WAITING; i++)
    add_waiting (self, waiting->pdata[waiting->len - 1 - i]);
}

static gint64
get_day_time (SlNextSection *self, SlDay day)
{
  return sl_day_to_time (day, sl_clock_get_time_zone (sl_context_get_clock (sl_view_state_get_context (self->state))));
}

static void
open_offer_cb (GtkWidget *row, SlNextSection *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "detail.edit-offer", NULL);
}

static void
add_deadline (SlNextSection *self, SlRecord *outcome)
{
  const char *deadline = sl_record_get_text (outcome, SL_OUTCOME_DEADLINE);
  SlDay today = sl_view_state_get_today (self->state);
  g_autofree char *exact = NULL;
  g_autofree char *relative = NULL;
  g_autofree char *words = NULL;
  GtkWidget *row;
  SlDay day;

  if (deadline == NULL || !sl_day_parse_iso (deadline, &day))
    return;
  exact = sl_day_format_near (day, today);
  relative = sl_day_format_relative (day, today);
  /* Translators: the last day to answer an offer, and how far that is: "By Thursday, September 3 (in 4 days)" */
  words = day < today ? g_strdup_printf (_("Was due by %s (%s)"), exact, relative) : g_strdup_printf (_("By %s (%s)"), exact, relative);
  row = add_row (self, get_day_time (self, day), sl_status_get_icon_name (SL_STATUS_OFFER), _("Answer the offer"), words);
  if (day - today <= URGENT_DAYS)
    gtk_widget_add_css_class (row, "urgent");
  make_activatable (row, self, G_CALLBACK (open_offer_cb));
}

static void
followed_up_cb (GtkWidget *button, SlNextSection *self)
{
  Next *next = sl_live_get_result (self->live);
  const char *ids[] = { self->application_id, NULL };
  g_auto (SlValue) none = SL_VALUE_INIT;
  g_autoptr (SlChangeset) changeset = sl_deed_edit (SL_KIND_APPLICATION, ids, SL_APPLICATION_FOLLOW_UP_DATE, &none);

  sl_deed_name_application (changeset, next->application);
  sl_view_state_apply (self->state, changeset);
}

static void
add_follow_up (SlNextSection *self, SlRecord *application)
{
  g_autofree char *words = sl_format_day_relative (sl_record_get_text (application, SL_APPLICATION_FOLLOW_UP_DATE));
  GtkWidget *row, *button;
  SlDay day;

  if (*words == '\0' || !sl_day_parse_iso (sl_record_get_text (application, SL_APPLICATION_FOLLOW_UP_DATE), &day))
    return;
  row = add_row (self, get_day_time (self, day), "mail-unread-symbolic", _("Follow up"), words);
  if (day < sl_view_state_get_today (self->state))
    gtk_widget_add_css_class (row, "urgent");
  button = add_button (row, _("_Done"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Followed up"), -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (followed_up_cb), self, 0);
}

/* --- The look back, offered once --- */

static gboolean
is_declined (SlNextSection *self)
{
  g_auto (GStrv) ids = g_settings_get_strv (sl_view_state_get_settings (self->state), DECLINED);

  return g_strv_contains ((const char *const *) ids, self->application_id);
}

static void
fill (SlNextSection *self);

static void
decline_cb (GtkWidget *button, SlNextSection *self)
{
  GSettings *settings = sl_view_state_get_settings (self->state);
  g_auto (GStrv) ids = g_settings_get_strv (settings, DECLINED);
  g_autoptr (GStrvBuilder) kept = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  guint n = g_strv_length (ids);

  for (guint i = n >= MAX_DECLINED ? n - MAX_DECLINED + 1 : 0; i < n; i++)
    g_strv_builder_add (kept, ids[i]);
  g_strv_builder_add (kept, self->application_id);
  all = g_strv_builder_end (kept);
  g_settings_set_strv (settings, DECLINED, (const char *const *) all);
  fill (self);
}

static void
look_back_cb (GtkWidget *button, SlNextSection *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "detail.edit-reflection", NULL);
}

static void
add_look_back (SlNextSection *self)
{
  GtkWidget *row = add_row (self, OVER, "document-edit-symbolic", _("A short look back?"), _("What went well, and what to practice, while you remember it."));

  g_signal_connect_object (add_button (row, _("_Not Now")), "clicked", G_CALLBACK (decline_cb), self, 0);
  g_signal_connect_object (add_button (row, _("_Write")), "clicked", G_CALLBACK (look_back_cb), self, 0);
}

static void
fill (SlNextSection *self)
{
  Next *next = sl_live_get_result (self->live);
  const char *status = next != NULL ? sl_record_get_text (next->application, SL_APPLICATION_STATUS) : NULL;
  gboolean open = sl_status_is_open (status);
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self->rows)) != NULL;

  gtk_list_box_remove_all (self->rows);
  if (next != NULL && open)
    {
      if (next->outcomes->len > 0 && g_strcmp0 (status, SL_STATUS_OFFER) == 0)
        add_deadline (self, next->outcomes->pdata[0]);
      add_rounds (self, next->stages);
      add_follow_up (self, next->application);
    }
  else if (next != NULL && next->reflections->len == 0 && !is_declined (self))
    {
      add_look_back (self);
    }
  adw_preferences_group_set_title (self->group, open ? _("What’s next") : "");
  gtk_widget_set_visible (GTK_WIDGET (self), gtk_list_box_get_row_at_index (self->rows, 0) != NULL);
  /* Who did one thing goes on with the next, or with what stands below. */
  if (had_focus && gtk_widget_get_visible (GTK_WIDGET (self)))
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
  else if (had_focus)
    gtk_widget_child_focus (gtk_widget_get_parent (GTK_WIDGET (self)), GTK_DIR_TAB_FORWARD);
}

static void
sl_next_section_dispose (GObject *object)
{
  SlNextSection *self = SL_NEXT_SECTION (object);

  g_clear_object (&self->live);
  g_clear_object (&self->state);
  g_clear_pointer (&self->application_id, g_free);
  G_OBJECT_CLASS (sl_next_section_parent_class)->dispose (object);
}

static void
sl_next_section_class_init (SlNextSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_next_section_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-next-section.ui");
  gtk_widget_class_bind_template_child (widget_class, SlNextSection, group);
  gtk_widget_class_bind_template_child (widget_class, SlNextSection, rows);
}

static void
sl_next_section_init (SlNextSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_sort_func (self->rows, compare_rows, NULL, NULL);
}

/** sl_next_section_set_application: shows what is next for @application_id; once for each section */
void
sl_next_section_set_application (SlNextSection *self, SlViewState *state, const char *application_id)
{
  g_return_if_fail (SL_IS_NEXT_SECTION (self));
  g_return_if_fail (self->state == NULL);

  self->state = g_object_ref (state);
  self->application_id = g_strdup (application_id);
  self->live = sl_live_new (sl_view_state_get_context (state),
                            SL_LIVE_KIND (SL_KIND_APPLICATION) | SL_LIVE_KIND (SL_KIND_STAGE) | SL_LIVE_KIND (SL_KIND_OUTCOME) |
                              SL_LIVE_KIND (SL_KIND_REFLECTION),
                            SL_READ_INTERACTIVE, read_next, next_free);
  sl_view_state_watch_errors (self->state, self->live);
  sl_live_set_question (self->live, g_strdup (application_id), g_free);
  g_signal_connect_object (self->live, "changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  sl_live_start (self->live);
}
