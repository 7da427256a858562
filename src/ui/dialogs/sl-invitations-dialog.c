/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing is written before the button is pressed; closing leaves everything as it is. Rows are made a few in each frame,
 * and no more than a person looks through, however many events the file has. */

#define G_LOG_DOMAIN "sl-invitations-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-count.h"
#include "sl-deeds.h"
#include "sl-errors.h"
#include "sl-frames.h"
#include "sl-invitation-row.h"
#include "sl-invitations-dialog.h"
#include "sl-private.h"

/* Rows: at once, in a frame, and before somebody asks for more. */
#define FIRST_ROWS 12
#define FRAME_ROWS 8
#define MOST_ROWS 200
/* Of those that nothing comes of, so many are named. */
#define MAX_LISTED 100

struct _SlInvitationsDialog {
  AdwDialog parent_instance;

  AdwBanner *problem;
  AdwPreferencesGroup *events;
  GtkButton *all;
  AdwPreferencesGroup *more_group;
  GtkWidget *more;
  AdwPreferencesGroup *rest;
  GtkWidget *bottom;
  GtkButton *run;

  SlViewState *state;
  GPtrArray *plans;
  GPtrArray *choices; /* SlInvitationChoice: of the list, by date… */
  GPtrArray *deleted; /* …and of rounds that were deleted, which may come back */
  GPtrArray *rows;    /* borrowed SlInvitationRow: those of @choices that are made */
  guint n_wanted;     /* of the rows */
  gboolean running;
};

G_DEFINE_FINAL_TYPE (SlInvitationsDialog, sl_invitations_dialog, ADW_TYPE_DIALOG)

/* What is chosen */

/* Of those ticked, how many add and how many change a round. */
static void
count_ticked (GPtrArray *choices, guint *n_new, guint *n_changed)
{
  for (guint i = 0; i < choices->len; i++)
    {
      const SlInvitationChoice *choice = choices->pdata[i];

      *n_new += choice->ticked && choice->plan->present == NULL;
      *n_changed += choice->ticked && choice->plan->present != NULL;
    }
}

static void
refresh (SlInvitationsDialog *self)
{
  guint n_new = 0, n_changed = 0, n;
  g_autofree char *label = NULL;

  count_ticked (self->choices, &n_new, &n_changed);
  n = n_new + n_changed;
  gtk_button_set_label (self->all, n > 0 ? _("Select _None") : _("Select A_ll"));
  count_ticked (self->deleted, &n_new, &n_changed);
  n = n_new + n_changed;
  if (n == 0)
    label = g_strdup (_("_Add Rounds"));
  else if (n_changed == 0)
    label = g_strdup_printf (ngettext ("_Add %s Round", "_Add %s Rounds", n), SL_COUNT (n));
  else if (n_new == 0)
    label = g_strdup_printf (ngettext ("_Update %s Round", "_Update %s Rounds", n), SL_COUNT (n));
  else
    label = g_strdup_printf (ngettext ("_Add and Update %s Round", "_Add and Update %s Rounds", n), SL_COUNT (n));
  gtk_button_set_label (self->run, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->run), n > 0 && !self->running);
}

static void
all_cb (SlInvitationsDialog *self)
{
  guint n_new = 0, n_changed = 0;

  count_ticked (self->choices, &n_new, &n_changed);
  for (guint i = 0; i < self->choices->len; i++)
    ((SlInvitationChoice *) self->choices->pdata[i])->ticked = n_new + n_changed == 0;
  for (guint i = 0; i < self->rows->len; i++)
    sl_invitation_row_update (self->rows->pdata[i]);
  refresh (self);
}

/* Adding */

static void
add_ticked (GPtrArray *choices, GPtrArray *plans, GPtrArray *stages)
{
  for (guint i = 0; i < choices->len; i++)
    {
      const SlInvitationChoice *choice = choices->pdata[i];

      if (!choice->ticked)
        continue;
      g_ptr_array_add (plans, choice->plan);
      g_ptr_array_add (stages, sl_invitation_plan_build_stage (choice->plan, sl_record_get_id (choice->plan->applications->pdata[choice->application])));
    }
}

static void
complain (SlInvitationsDialog *self, const char *words)
{
  adw_banner_set_title (self->problem, words);
  adw_banner_set_revealed (self->problem, TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  refresh (self);
}

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlInvitationsDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_store_apply_finish (SL_STORE (source), result, &error);
  gboolean closed = gtk_widget_get_root (GTK_WIDGET (self)) == NULL;

  self->running = FALSE;
  if (error != NULL && closed)
    {
      sl_view_state_tell_failed (self->state, error, _("Nothing was added."));
    }
  else if (error != NULL)
    {
      g_autofree char *words = sl_error_describe (error, _("Nothing was added."));

      complain (self, words);
    }
  else if (sl_transaction_get_id (transaction) == 0 && !closed)
    {
      complain (self, _("What is ticked was added or deleted in the meantime, so nothing was changed. Open the calendar again to see what is here."));
    }
  else
    {
      sl_view_state_tell_done (self->state, transaction);
      adw_dialog_force_close (ADW_DIALOG (self));
    }
}

/* What came here in the meantime is seen by the writer. */
static void
run_cb (SlInvitationsDialog *self)
{
  g_autoptr (GPtrArray) plans = g_ptr_array_new ();
  g_autoptr (GPtrArray) stages = g_ptr_array_new_with_free_func (g_object_unref);

  if (self->running)
    return;
  add_ticked (self->choices, plans, stages);
  add_ticked (self->deleted, plans, stages);
  if (plans->len == 0)
    return;
  self->running = TRUE;
  refresh (self);
  sl_deed_import_rounds_async (sl_view_state_get_context (self->state), plans, stages, NULL, applied_cb, g_object_ref (self));
}

/* The list */

static GtkWidget *
make_row (SlInvitationsDialog *self, SlInvitationChoice *choice)
{
  GtkWidget *row = sl_invitation_row_new (choice);

  g_signal_connect_object (row, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);

  return row;
}

/* Returns whether there are more to be made. */
static gboolean
make_rows (SlInvitationsDialog *self, guint n)
{
  guint n_most = MIN (self->choices->len, self->n_wanted);

  for (guint i = 0; i < n && self->rows->len < n_most; i++)
    {
      GtkWidget *row = make_row (self, self->choices->pdata[self->rows->len]);

      adw_preferences_group_add (self->events, row);
      g_ptr_array_add (self->rows, row);
    }

  return self->rows->len < n_most;
}

static gboolean
make_some (GtkWidget *widget)
{
  return make_rows (SL_INVITATIONS_DIALOG (widget), FRAME_ROWS);
}

static void
offer_more (SlInvitationsDialog *self)
{
  guint n = self->choices->len > self->n_wanted ? self->choices->len - self->n_wanted : 0;
  g_autofree char *title = g_strdup_printf (ngettext ("Show %s More Event", "Show %s More Events", n), SL_COUNT (n));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->more), title);
  gtk_widget_set_visible (GTK_WIDGET (self->more_group), n > 0);
}

static void
more_cb (SlInvitationsDialog *self)
{
  self->n_wanted += MOST_ROWS;
  offer_more (self);
  sl_frames_run (GTK_WIDGET (self), make_some);
}

static void
fill_events (SlInvitationsDialog *self)
{
  guint n = self->choices->len;
  g_autofree char *title = NULL;

  if (n > 0)
    title = g_strdup_printf (ngettext ("%s Event May Be a Round", "%s Events May Be Rounds", n), SL_COUNT (n));
  adw_preferences_group_set_title (self->events, n > 0 ? title : _("Nothing New"));
  adw_preferences_group_set_description (self->events, n > 0 ? _("Tick those that are. You can undo all of it in one step.") : _("No event of this calendar adds a round or changes one."));
  gtk_widget_set_visible (GTK_WIDGET (self->all), n > 1);
  gtk_widget_set_visible (self->bottom, n + self->deleted->len > 0);
  if (make_rows (self, FIRST_ROWS))
    sl_frames_run (GTK_WIDGET (self), make_some);
  offer_more (self);
}

/* What is left out */

static char *
describe_reason (SlInvitationFate fate, guint n)
{
  switch (fate)
    {
    case SL_INVITATION_OWN:
      return g_strdup_printf (ngettext ("%s event is Shortlist’s own", "%s events are Shortlist’s own", n), SL_COUNT (n));
    case SL_INVITATION_CALLED_OFF:
      return g_strdup_printf (ngettext ("%s event was called off before it came here", "%s events were called off before they came here", n), SL_COUNT (n));
    case SL_INVITATION_DELETED:
      return g_strdup_printf (ngettext ("You deleted the round of %s event", "You deleted the rounds of %s events", n), SL_COUNT (n));
    case SL_INVITATION_OTHER_DATE:
      return g_strdup_printf (ngettext ("%s event is about another of its dates", "%s events are about other dates of theirs", n), SL_COUNT (n));
    case SL_INVITATION_OLDER:
      return g_strdup_printf (ngettext ("%s event is older than what is here", "%s events are older than what is here", n), SL_COUNT (n));
    case SL_INVITATION_UNKNOWN:
      return g_strdup_printf (ngettext ("%s event names none of your open applications", "%s events name none of your open applications", n), SL_COUNT (n));
    case SL_INVITATION_SETTLED:
    case SL_INVITATION_ELSEWHERE:
    case SL_INVITATION_ADDS:
    case SL_INVITATION_CHANGES:
    case SL_INVITATION_UNCLEAR:
    case SL_N_INVITATION_FATES:
    default:
      return g_strdup_printf (ngettext ("%s event is here already", "%s events are here already", n), SL_COUNT (n));
    }
}

static void
add_line (AdwExpanderRow *list, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_expander_row_add_row (list, row);
}

static void
add_plan (AdwExpanderRow *list, SlInvitationPlan *plan)
{
  g_autofree char *summary = sl_invitation_plan_dup_summary (plan);
  g_autofree char *day = sl_day_format_long (plan->invitation->day);

  add_line (list, summary, day);
}

static void
add_rest (AdwExpanderRow *list, guint n, guint n_listed)
{
  g_autofree char *text = NULL;

  if (n <= n_listed)
    return;
  text = g_strdup_printf (ngettext ("and %s more", "and %s more", n - n_listed), SL_COUNT (n - n_listed));
  add_line (list, text, NULL);
}

/* Not before somebody looks. */
static void
expanded_cb (AdwExpanderRow *list)
{
  GPtrArray *plans = g_object_get_data (G_OBJECT (list), "plans");

  if (plans == NULL)
    return;
  for (guint i = 0; i < plans->len && i < MAX_LISTED; i++)
    add_plan (list, plans->pdata[i]);
  add_rest (list, plans->len, MIN (plans->len, MAX_LISTED));
  g_object_set_data (G_OBJECT (list), "plans", NULL);
}

static AdwExpanderRow *
add_expander (SlInvitationsDialog *self, const char *title)
{
  GtkWidget *list = adw_expander_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (list), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (list), title);
  adw_preferences_group_add (self->rest, list);
  gtk_widget_set_visible (GTK_WIDGET (self->rest), TRUE);

  return ADW_EXPANDER_ROW (list);
}

/* @plans: (transfer full): of events that nothing comes of, for one reason */
static void
add_reason (SlInvitationsDialog *self, SlInvitationFate fate, GPtrArray *plans)
{
  g_autoptr (GPtrArray) owned = plans;
  g_autofree char *title = describe_reason (fate, plans->len);
  AdwExpanderRow *list;

  if (plans->len == 0)
    return;
  list = add_expander (self, title);
  g_object_set_data_full (G_OBJECT (list), "plans", g_steal_pointer (&owned), (GDestroyNotify) g_ptr_array_unref);
  g_signal_connect (list, "notify::expanded", G_CALLBACK (expanded_cb), NULL);
}

/* Not before somebody looks, either. */
static void
deleted_expanded_cb (SlInvitationsDialog *self, GParamSpec *pspec, AdwExpanderRow *list)
{
  guint n = self->deleted->len, n_listed = MIN (n, MAX_LISTED);

  g_signal_handlers_disconnect_by_func (list, deleted_expanded_cb, self);
  for (guint i = 0; i < n_listed; i++)
    adw_expander_row_add_row (list, make_row (self, self->deleted->pdata[i]));
  add_rest (list, n, n_listed);
}

/* They come back when they are ticked. */
static void
add_deleted (SlInvitationsDialog *self)
{
  g_autofree char *title = describe_reason (SL_INVITATION_DELETED, self->deleted->len);
  AdwExpanderRow *list;

  if (self->deleted->len == 0)
    return;
  list = add_expander (self, title);
  adw_expander_row_set_subtitle (list, _("Tick what you want back after all."));
  g_signal_connect_object (list, "notify::expanded", G_CALLBACK (deleted_expanded_cb), self, G_CONNECT_SWAPPED);
}

static void
add_gaps (SlInvitationsDialog *self, GPtrArray *gaps)
{
  AdwExpanderRow *list;

  if (gaps->len == 0)
    return;
  list = add_expander (self, _("Not everything could be read"));
  for (guint i = 0; i < gaps->len; i++)
    {
      g_autofree char *words = sl_private_text (gaps->pdata[i]);

      add_line (list, words, NULL);
    }
}

/* Sorting out */

static void
add_choice (GPtrArray *choices, SlInvitationPlan *plan, SlInvitationFate fate)
{
  SlInvitationChoice *choice = g_new0 (SlInvitationChoice, 1);

  choice->plan = plan;
  choice->fate = fate;
  choice->ticked = fate == SL_INVITATION_ADDS || fate == SL_INVITATION_CHANGES;
  g_ptr_array_add (choices, choice);
}

static void
sort_out (SlInvitationsDialog *self)
{
  GPtrArray *left_out[SL_N_INVITATION_FATES];

  for (guint fate = 0; fate < SL_N_INVITATION_FATES; fate++)
    left_out[fate] = g_ptr_array_new ();
  for (guint i = 0; i < self->plans->len; i++)
    {
      SlInvitationPlan *plan = self->plans->pdata[i];
      SlInvitationFate fate = sl_invitation_plan_get_fate (plan, NULL);

      if (fate == SL_INVITATION_ADDS || fate == SL_INVITATION_CHANGES || fate == SL_INVITATION_UNCLEAR)
        add_choice (self->choices, plan, fate);
      else if (fate == SL_INVITATION_DELETED && plan->applications->len > 0)
        add_choice (self->deleted, plan, fate);
      else
        g_ptr_array_add (left_out[fate], plan);
    }
  add_deleted (self);
  for (guint fate = 0; fate < SL_N_INVITATION_FATES; fate++)
    add_reason (self, fate, left_out[fate]);
}

/* The class */

static void
sl_invitations_dialog_dispose (GObject *object)
{
  SlInvitationsDialog *self = SL_INVITATIONS_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_INVITATIONS_DIALOG);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_clear_pointer (&self->deleted, g_ptr_array_unref);
  g_clear_pointer (&self->plans, g_ptr_array_unref);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (sl_invitations_dialog_parent_class)->dispose (object);
}

static void
sl_invitations_dialog_class_init (SlInvitationsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_invitations_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-invitations-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SlInvitationsDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, SlInvitationsDialog, events);
  gtk_widget_class_bind_template_child (widget_class, SlInvitationsDialog, all);
  gtk_widget_class_bind_template_child (widget_class, SlInvitationsDialog, more_group);
  gtk_widget_class_bind_template_child (widget_class, SlInvitationsDialog, more);
  gtk_widget_class_bind_template_child (widget_class, SlInvitationsDialog, rest);
  gtk_widget_class_bind_template_child (widget_class, SlInvitationsDialog, bottom);
  gtk_widget_class_bind_template_child (widget_class, SlInvitationsDialog, run);
  gtk_widget_class_bind_template_callback (widget_class, all_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
  gtk_widget_class_bind_template_callback (widget_class, run_cb);
}

static void
sl_invitations_dialog_init (SlInvitationsDialog *self)
{
  self->choices = g_ptr_array_new_with_free_func (g_free);
  self->deleted = g_ptr_array_new_with_free_func (g_free);
  self->rows = g_ptr_array_new ();
  self->n_wanted = MOST_ROWS;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sl_invitations_dialog_new:
 * @state: the window's
 * @plans: (element-type SlInvitationPlan): of all the events of a file, by date
 * @gaps: (element-type utf8): sentences about what of the file couldn't be read
 *
 * Returns: (transfer floating): a dialog to be presented
 */
AdwDialog *
sl_invitations_dialog_new (SlViewState *state, GPtrArray *plans, GPtrArray *gaps)
{
  SlInvitationsDialog *self = g_object_new (SL_TYPE_INVITATIONS_DIALOG, NULL);

  self->state = g_object_ref (state);
  self->plans = g_ptr_array_ref (plans);
  sort_out (self);
  add_gaps (self, gaps);
  fill_events (self);
  refresh (self);
  if (self->rows->len > 0)
    adw_dialog_set_focus (ADW_DIALOG (self), self->rows->pdata[0]);

  return ADW_DIALOG (self);
}
