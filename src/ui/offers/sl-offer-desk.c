/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-offer-desk"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-errors.h"
#include "sl-live.h"
#include "sl-offer-columns.h"
#include "sl-offer-desk.h"
#include "sl-print-docs.h"
#include "sl-print-run.h"
#include "sl-private.h"
#include "sl-problem.h"
#include "sl-toast.h"

struct _SlOfferDesk {
  AdwDialog parent_instance;

  AdwToastOverlay *toasts;
  GtkStack *states;
  AdwStatusPage *problem;
  GtkGrid *grid;
  GtkWidget *choose_button;
  GtkListBox *choices;
  AdwPreferencesGroup *rates_group;
  AdwComboRow *currency_row;
  GtkStringList *currencies;

  SlViewState *state;
  SlLive *live;
  GPtrArray *chosen;     /* SlOffer, at most SL_OFFERS_MAX */
  GHashTable *left_out;  /* ids of outcomes that the person took off the desk */
  GHashTable *added;     /* ids of those put on it */
  GPtrArray *rate_rows;  /* GtkWidget, borrowed */
  SlRates *rates;
  char *currency;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (SlOfferDesk, sl_offer_desk, ADW_TYPE_DIALOG)

static void show_offers (SlOfferDesk *self);

/* --- What is on the desk --- */

static const char *
get_id (SlOffer *offer)
{
  return sl_record_get_id (sl_offer_get_outcome (offer));
}

/* The person's choice; without one what waits for an answer, and others while there are fewer than two. */
static void
choose (SlOfferDesk *self, GPtrArray *offers)
{
  g_ptr_array_set_size (self->chosen, 0);
  for (guint i = 0; i < offers->len; i++)
    {
      SlOffer *offer = g_ptr_array_index (offers, i);
      gboolean wanted = g_hash_table_contains (self->added, get_id (offer)) ||
                        (!g_hash_table_contains (self->left_out, get_id (offer)) && (sl_offer_is_open (offer) || self->chosen->len < 2));

      if (wanted && self->chosen->len < SL_OFFERS_MAX)
        g_ptr_array_add (self->chosen, g_object_ref (offer));
    }
}

static void
choice_cb (GtkCheckButton *check, SlOfferDesk *self)
{
  const char *id = g_object_get_data (G_OBJECT (check), "offer");
  gboolean on = gtk_check_button_get_active (check);

  if (self->filling)
    return;
  g_hash_table_remove (on ? self->left_out : self->added, id);
  g_hash_table_add (on ? self->added : self->left_out, g_strdup (id));
  show_offers (self);
}

static void
show_choices (SlOfferDesk *self, GPtrArray *offers)
{
  gtk_list_box_remove_all (self->choices);
  for (guint i = 0; i < offers->len; i++)
    {
      SlOffer *offer = g_ptr_array_index (offers, i);
      gboolean on = g_ptr_array_find (self->chosen, offer, NULL);
      g_autofree char *company = sl_private_company (sl_offer_get_company (offer));
      g_autofree char *words = g_strdup_printf ("%s – %s", company, sl_offer_get_role (offer));
      GtkWidget *check = gtk_check_button_new_with_label (words);
      GtkWidget *row = gtk_list_box_row_new ();

      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), on);
      gtk_widget_set_sensitive (check, on ? self->chosen->len > 1 : self->chosen->len < SL_OFFERS_MAX);
      g_object_set_data_full (G_OBJECT (check), "offer", g_strdup (get_id (offer)), g_free);
      g_signal_connect_object (check, "toggled", G_CALLBACK (choice_cb), self, 0);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
      gtk_widget_set_focusable (row, FALSE);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), check);
      gtk_list_box_append (self->choices, row);
    }
  gtk_widget_set_visible (self->choose_button, offers->len > 2);
}

/* --- Currencies and rates --- */

static void
fill_grid (SlOfferDesk *self)
{
  sl_offer_columns_fill (self->grid, self->chosen, self->rates, self->currency, sl_view_state_get_today (self->state));
}

static void
rate_changed_cb (GtkEditable *row, SlOfferDesk *self)
{
  const char *other = g_object_get_data (G_OBJECT (row), "currency");
  const char *text = gtk_editable_get_text (row);
  double rate = 0;
  gboolean fine = *text == '\0' || sl_rate_parse (text, &rate);

  if (self->filling)
    return;
  if (fine)
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               fine ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);
  if (!fine)
    return;
  sl_rates_set (self->rates, other, self->currency, rate);
  g_settings_set_value (sl_view_state_get_settings (self->state), "exchange-rates", sl_rates_to_variant (self->rates));
  fill_grid (self);
}

static GtkWidget *
make_rate_row (SlOfferDesk *self, const char *other)
{
  GtkWidget *row = adw_entry_row_new ();
  /* Translators: asks for an exchange rate, as in “1 CHF in EUR” */
  g_autofree char *title = g_strdup_printf (_("1 %s in %s"), other, self->currency);
  double rate = sl_rates_get (self->rates, other, self->currency);
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), rate > 0 ? g_ascii_formatd (text, sizeof text, "%.6g", rate) : "");
  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (row), GTK_INPUT_PURPOSE_NUMBER);
  g_object_set_data_full (G_OBJECT (row), "currency", g_strdup (other), g_free);
  g_signal_connect_object (row, "changed", G_CALLBACK (rate_changed_cb), self, 0);
  return row;
}

/* Rows stay while their currencies do: who types a rate keeps the cursor. */
static void
show_rates (SlOfferDesk *self)
{
  g_autoptr (GPtrArray) foreign = sl_offers_list_foreign (self->chosen, self->currency);
  gboolean same = foreign->len == self->rate_rows->len;

  for (guint i = 0; same && i < foreign->len; i++)
    {
      GObject *row = g_ptr_array_index (self->rate_rows, i);

      same = g_strcmp0 (g_object_get_data (row, "currency"), foreign->pdata[i]) == 0 &&
             g_strcmp0 (g_object_get_data (row, "compared"), self->currency) == 0;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->rates_group), foreign->len > 0);
  if (same)
    return;
  for (guint i = 0; i < self->rate_rows->len; i++)
    adw_preferences_group_remove (self->rates_group, self->rate_rows->pdata[i]);
  g_ptr_array_set_size (self->rate_rows, 0);
  for (guint i = 0; i < foreign->len; i++)
    {
      GtkWidget *row = make_rate_row (self, foreign->pdata[i]);

      g_object_set_data_full (G_OBJECT (row), "compared", g_strdup (self->currency), g_free);
      adw_preferences_group_add (self->rates_group, row);
      g_ptr_array_add (self->rate_rows, row);
    }
}

/* The currencies of what is on the desk, the one that is compared in chosen. */
static void
show_currencies (SlOfferDesk *self)
{
  g_autoptr (GPtrArray) codes = sl_offers_list_foreign (self->chosen, "");
  guint selected = 0;

  for (guint i = 0; i < codes->len; i++)
    if (g_ascii_strcasecmp (codes->pdata[i], self->currency) == 0)
      selected = i;
  g_ptr_array_add (codes, NULL);
  gtk_string_list_splice (self->currencies, 0, g_list_model_get_n_items (G_LIST_MODEL (self->currencies)), (const char *const *) codes->pdata);
  adw_combo_row_set_selected (self->currency_row, selected);
}

static void
choose_currency (SlOfferDesk *self)
{
  g_autofree char *remembered = g_settings_get_string (sl_view_state_get_settings (self->state), "offer-currency");
  const char *most = sl_offers_find_currency (self->chosen);
  gboolean usable = FALSE;

  for (guint i = 0; i < self->chosen->len; i++)
    usable |= g_ascii_strcasecmp (sl_offer_get_currency (g_ptr_array_index (self->chosen, i)), remembered) == 0;
  g_free (self->currency);
  self->currency = g_ascii_strup (usable ? remembered : most != NULL ? most : "EUR", -1);
}

static void
currency_cb (SlOfferDesk *self)
{
  guint i = adw_combo_row_get_selected (self->currency_row);

  if (self->filling || i == GTK_INVALID_LIST_POSITION)
    return;
  g_settings_set_string (sl_view_state_get_settings (self->state), "offer-currency", gtk_string_list_get_string (self->currencies, i));
  show_offers (self);
}

/* --- Showing --- */

static void
show_offers (SlOfferDesk *self)
{
  GPtrArray *offers = sl_live_get_result (self->live);

  if (offers == NULL)
    return;
  self->filling = TRUE;
  choose (self, offers);
  choose_currency (self);
  show_choices (self, offers);
  show_currencies (self);
  show_rates (self);
  fill_grid (self);
  self->filling = FALSE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "desk.print", self->chosen->len > 0);
  gtk_stack_set_visible_child_name (self->states, offers->len > 0 ? "offers" : "empty");
}

static void
live_failed_cb (SlOfferDesk *self, const GError *error)
{
  if (sl_error_is_silent (error) || sl_live_get_loaded (self->live))
    return;
  sl_problem_show_page (self->problem, error);
  gtk_stack_set_visible_child_name (self->states, "problem");
}

/* --- Deeds --- */

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (widget));
  g_autofree char *id = g_variant_dup_string (parameter, NULL);

  adw_dialog_close (ADW_DIALOG (widget));
  gtk_widget_activate_action (window, "win.open-record", "(ss)", "application", id);
}

static void
printed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlOfferDesk) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (sl_print_run_finish (result, &error))
    return;
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    {
      sl_view_state_tell_failed (self->state, error, _("The offers weren’t printed."));
      return;
    }
  words = sl_error_describe (error, _("The offers weren’t printed."));
  sl_toast_show (sl_toast_new (words), self->toasts);
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlOfferDesk *self = SL_OFFER_DESK (widget);
  SlPrintDoc *doc = sl_print_offers (self->chosen, self->rates, self->currency, sl_view_state_get_today (self->state));

  sl_print_run_async (GTK_WINDOW (gtk_widget_get_root (widget)), doc, printed_cb, g_object_ref (self));
}

static void
sl_offer_desk_dispose (GObject *object)
{
  SlOfferDesk *self = SL_OFFER_DESK (object);

  self->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_OFFER_DESK);
  g_clear_object (&self->live);
  g_clear_object (&self->currencies);
  g_clear_pointer (&self->chosen, g_ptr_array_unref);
  g_clear_pointer (&self->rate_rows, g_ptr_array_unref);
  g_clear_pointer (&self->left_out, g_hash_table_unref);
  g_clear_pointer (&self->added, g_hash_table_unref);
  g_clear_pointer (&self->rates, sl_rates_free);
  g_clear_pointer (&self->currency, g_free);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (sl_offer_desk_parent_class)->dispose (object);
}

static void
sl_offer_desk_class_init (SlOfferDeskClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_offer_desk_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-offer-desk.ui");
  gtk_widget_class_bind_template_child (widget_class, SlOfferDesk, toasts);
  gtk_widget_class_bind_template_child (widget_class, SlOfferDesk, states);
  gtk_widget_class_bind_template_child (widget_class, SlOfferDesk, problem);
  gtk_widget_class_bind_template_child (widget_class, SlOfferDesk, grid);
  gtk_widget_class_bind_template_child (widget_class, SlOfferDesk, choose_button);
  gtk_widget_class_bind_template_child (widget_class, SlOfferDesk, choices);
  gtk_widget_class_bind_template_child (widget_class, SlOfferDesk, rates_group);
  gtk_widget_class_bind_template_child (widget_class, SlOfferDesk, currency_row);
  gtk_widget_class_bind_template_callback (widget_class, currency_cb);
  gtk_widget_class_install_action (widget_class, "desk.open", "s", open_action);
  gtk_widget_class_install_action (widget_class, "desk.print", NULL, print_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "desk.print", NULL);
}

static void
sl_offer_desk_init (SlOfferDesk *self)
{
  self->filling = TRUE;
  self->chosen = g_ptr_array_new_with_free_func (g_object_unref);
  self->rate_rows = g_ptr_array_new ();
  self->left_out = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->added = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->currencies = gtk_string_list_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_model (self->currency_row, G_LIST_MODEL (self->currencies));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "desk.print", FALSE);
}

static gpointer
read_offers (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return sl_offers_read (connection, error);
}

/** sl_offer_desk_new: Returns: (transfer floating): the dialog */
AdwDialog *
sl_offer_desk_new (SlViewState *state)
{
  SlOfferDesk *self = g_object_new (SL_TYPE_OFFER_DESK, NULL);
  g_autoptr (GVariant) rates = g_settings_get_value (sl_view_state_get_settings (state), "exchange-rates");

  self->state = g_object_ref (state);
  self->rates = sl_rates_from_variant (rates);
  self->live = sl_live_new (sl_view_state_get_context (state), SL_LIVE_KIND (SL_KIND_OUTCOME) | SL_LIVE_KIND (SL_KIND_APPLICATION),
                            SL_READ_INTERACTIVE, read_offers, (GDestroyNotify) g_ptr_array_unref);
  g_signal_connect_object (self->live, "changed", G_CALLBACK (show_offers), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->live, "failed", G_CALLBACK (live_failed_cb), self, G_CONNECT_SWAPPED);
  sl_live_start (self->live);
  return ADW_DIALOG (self);
}
