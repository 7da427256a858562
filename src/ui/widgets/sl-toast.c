/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-toast.h. */

#define G_LOG_DOMAIN "sl-toast"

#include "config.h"

#include "sl-toast.h"

/* Under this width, in pixels, what a deed did has no room in one line… */
#define NARROW 500
#define NARROWEST 360
/* …and what a server says may have none in any. */
#define LONG 60
#define LONGEST_LINE 80
/* About, in pixels. */
#define CHAR_WIDTH 8
#define CLOSE_BUTTON 100
#define BUTTONS 220
/* With more, the round ends cut into them. */
#define MAX_LINES 4

/* libadwaita tells a screen reader of its own titles only. */
static void
map_cb (GtkWidget *label)
{
  gtk_accessible_announce (GTK_ACCESSIBLE (label), gtk_label_get_text (GTK_LABEL (label)), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* The overlay asks how high a toast is that has all the width it likes: it must not like more than there is. */
static GtkWidget *
new_wrapped_title (const char *words, int width)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), width);
  gtk_label_set_lines (GTK_LABEL (label), MAX_LINES);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  g_signal_connect (label, "map", G_CALLBACK (map_cb), NULL);
  return label;
}

/**
 * sl_toast_new:
 * @words: plain text
 *
 * Returns: (transfer full): a toast, to be given its button and shown with sl_toast_show()
 */
AdwToast *
sl_toast_new (const char *words)
{
  AdwToast *toast = adw_toast_new ("");

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, words);
  return toast;
}

/* How much larger people have chosen text to be. */
static double
get_text_scale (GtkWidget *widget)
{
  int dpi;

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);
  return MAX (1, dpi / (96.0 * 1024));
}

/* In characters, of what goes on in the next line; @width: of the overlay. */
static int
get_title_width (int width, gboolean beside_button)
{
  if (width < NARROW)
    return (beside_button ? 20 : 30) * MIN (width, NARROWEST) / NARROWEST;
  return MIN (LONGEST_LINE, (width - (beside_button ? BUTTONS : CLOSE_BUTTON)) / CHAR_WIDTH);
}

/** sl_toast_show: @toast: (transfer full): of sl_toast_new(); complete */
void
sl_toast_show (AdwToast *toast, AdwToastOverlay *overlay)
{
  /* As if text was of the usual size, and the window so much smaller. */
  int width = (int) (gtk_widget_get_width (GTK_WIDGET (overlay)) / get_text_scale (GTK_WIDGET (overlay)));
  const char *words = adw_toast_get_title (toast);

  g_return_if_fail (ADW_IS_TOAST (toast));
  g_return_if_fail (ADW_IS_TOAST_OVERLAY (overlay));

  if (width < NARROW || g_utf8_strlen (words, -1) > LONG)
    adw_toast_set_custom_title (toast, new_wrapped_title (words, get_title_width (width, adw_toast_get_button_label (toast) != NULL)));
  adw_toast_overlay_add_toast (overlay, toast);
}
