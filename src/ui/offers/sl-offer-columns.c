/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-offer-columns"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-company-avatar.h"
#include "sl-offer-columns.h"
#include "sl-private.h"
#include "sl-status-pill.h"

/* An answer that is due so soon is warned of. */
#define SOON_DAYS 3

static void
clear (GtkGrid *grid)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (grid))) != NULL)
    gtk_grid_remove (grid, child);
}

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_WORD);
  gtk_label_set_width_chars (GTK_LABEL (label), 12);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
make_countdown (SlOffer *offer, SlDay today)
{
  g_autofree char *words = sl_offer_describe_deadline (offer, today);
  SlDay deadline = sl_offer_get_deadline (offer);
  GtkWidget *label = make_label (words, "caption");

  gtk_widget_add_css_class (label, deadline != SL_DAY_NONE && deadline - today <= SOON_DAYS ? "warning" : "dimmed");
  gtk_widget_set_visible (label, sl_offer_is_open (offer) && *words != '\0');
  return label;
}

static GtkWidget *
make_head (SlOffer *offer, SlDay today)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *avatar = sl_company_avatar_new (40);
  GtkWidget *name = gtk_button_new ();
  g_autofree char *company = sl_private_company (sl_offer_get_company (offer));
  GtkWidget *pill = sl_status_pill_new (sl_record_get_text (sl_offer_get_application (offer), SL_APPLICATION_STATUS));

  sl_company_avatar_set_company (SL_COMPANY_AVATAR (avatar), company);
  gtk_widget_set_halign (avatar, GTK_ALIGN_START);
  gtk_button_set_child (GTK_BUTTON (name), make_label (company, "heading"));
  gtk_widget_set_tooltip_text (name, _("Open the application"));
  gtk_widget_add_css_class (name, "flat");
  gtk_widget_add_css_class (name, "sl-offer-name");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (name), "desk.open");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (name), "s", sl_record_get_id (sl_offer_get_application (offer)));
  gtk_widget_set_halign (pill, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), avatar);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), make_label (sl_offer_get_role (offer), NULL));
  gtk_box_append (GTK_BOX (box), pill);
  gtk_box_append (GTK_BOX (box), make_countdown (offer, today));
  return box;
}

static GtkWidget *
make_cell (const SlOfferRow *row, guint column)
{
  const char *text = row->cells[column];
  gboolean best = row->best == (int) column;
  /* Sums of money stand out, not that there is none. */
  gboolean amount = strpbrk (text, "0123456789") != NULL;
  GtkWidget *label = make_label (*text != '\0' ? text : "–", row->kind == SL_OFFER_ROW_TOTAL && amount ? "title-3" : NULL);

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "numeric");
  if (*text == '\0' || ((row->kind == SL_OFFER_ROW_TOTAL || row->kind == SL_OFFER_ROW_SALARY_COMPARED) && !amount))
    gtk_widget_add_css_class (label, "dimmed");
  if (best)
    {
      gtk_widget_add_css_class (label, "success");
      gtk_widget_set_tooltip_text (label, _("The highest of them"));
    }
  return label;
}

void
sl_offer_columns_fill (GtkGrid *grid, GPtrArray *offers, SlRates *rates, const char *currency, SlDay today)
{
  g_autoptr (GPtrArray) rows = sl_offers_compare (offers, rates, currency, today);
  int y = 0;

  clear (grid);
  for (guint i = 0; i < offers->len; i++)
    gtk_grid_attach (grid, make_head (g_ptr_array_index (offers, i), today), (int) i, y, 1, 1);
  y++;
  for (guint i = 0; i < rows->len; i++)
    {
      const SlOfferRow *row = g_ptr_array_index (rows, i);
      GtkWidget *name;

      /* The heads say these. */
      if (row->kind == SL_OFFER_ROW_STATUS)
        continue;
      name = make_label (row->label, "caption");
      gtk_widget_add_css_class (name, "dimmed");
      gtk_widget_add_css_class (name, "sl-offer-row");
      gtk_grid_attach (grid, name, 0, y++, (int) offers->len, 1);
      for (guint j = 0; j < offers->len; j++)
        {
          GtkWidget *cell = make_cell (row, j);

          gtk_accessible_update_relation (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, name, NULL, -1);
          gtk_grid_attach (grid, cell, (int) j, y, 1, 1);
        }
      y++;
    }
}
