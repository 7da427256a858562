/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-board-ending"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "sl-alert.h"
#include "sl-board-ending.h"
#include "sl-kinds.h"

typedef struct {
  SlEndingFunc chosen;
  gpointer data;
  GDestroyNotify data_free;
} Asking;

static void
asking_free (gpointer data, GClosure *closure)
{
  Asking *asking = data;

  asking->data_free (asking->data);
  g_free (asking);
}

static void
response_cb (AdwAlertDialog *dialog, const char *response, gpointer data)
{
  Asking *asking = data;
  int i = sl_enum_index (&sl_event_outcome_words, response);

  if (i >= 0)
    asking->chosen (sl_event_outcome_words.values[i].word, asking->data);
}

void
sl_board_ask_ending (GtkWidget *parent, guint n_applications, SlEndingFunc chosen, gpointer data, GDestroyNotify data_free)
{
  AdwDialog *dialog = sl_alert_new (ngettext ("How Did It End?", "How Did They End?", n_applications), NULL);
  Asking *asking = g_new0 (Asking, 1);

  asking->chosen = chosen;
  asking->data = data;
  asking->data_free = data_free;
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "cancel", _("_Cancel"));
  for (const SlEnumValue *value = sl_event_outcome_words.values; value->word != NULL; value++)
    adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), value->word, sl_enum_label (&sl_event_outcome_words, value->word));
  adw_alert_dialog_set_prefer_wide_layout (ADW_ALERT_DIALOG (dialog), FALSE);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), asking, asking_free, 0);
  adw_dialog_present (dialog, parent);
}
