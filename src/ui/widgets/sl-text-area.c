/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-text-area.h. */

#define G_LOG_DOMAIN "sl-text-area"

#include "config.h"

#include <string.h>

#include "sl-text-area.h"

struct _SlTextArea {
  GtkTextView parent_instance;
};

G_DEFINE_FINAL_TYPE (SlTextArea, sl_text_area, GTK_TYPE_TEXT_VIEW)

static gboolean
activate_default_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  return gtk_widget_activate_action (widget, "default.activate", NULL);
}

static void
add_key (GtkShortcutController *keys, guint key)
{
  gtk_shortcut_controller_add_shortcut (keys, gtk_shortcut_new (gtk_keyval_trigger_new (key, GDK_CONTROL_MASK),
                                                                gtk_callback_action_new (activate_default_cb, NULL, NULL)));
}

static void
sl_text_area_class_init (SlTextAreaClass *klass)
{
}

static void
sl_text_area_init (SlTextArea *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  /* Before the text, which would take it for another line. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  add_key (GTK_SHORTCUT_CONTROLLER (keys), GDK_KEY_Return);
  add_key (GTK_SHORTCUT_CONTROLLER (keys), GDK_KEY_KP_Enter);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/* --- Showing another text --- */

/* The part in which two texts differ, in characters: from @start, for @n_old and @n_new of them. */
typedef struct {
  glong start;
  glong n_old;
  glong n_new;
} Difference;

static void
compare (const char *old, const char *new, Difference *difference)
{
  glong n_old = g_utf8_strlen (old, -1);
  glong n_new = g_utf8_strlen (new, -1);
  const char *old_end = old + strlen (old);
  const char *new_end = new + strlen (new);
  glong same_begin = 0, same_end = 0;

  while (*old != '\0' && g_utf8_get_char (old) == g_utf8_get_char (new))
    {
      old = g_utf8_next_char (old);
      new = g_utf8_next_char (new);
      same_begin++;
    }
  while (same_end < MIN (n_old, n_new) - same_begin)
    {
      old_end = g_utf8_prev_char (old_end);
      new_end = g_utf8_prev_char (new_end);
      if (g_utf8_get_char (old_end) != g_utf8_get_char (new_end))
        break;
      same_end++;
    }
  *difference = (Difference) { same_begin, n_old - same_begin - same_end, n_new - same_begin - same_end };
}

/* Where the line that stands there only once begins in @text, in characters; -1: nowhere, or who knows where. */
static glong
find_line (const char *text, const char *line)
{
  gsize length = strlen (line);
  const char *found = NULL;

  if (length == 0)
    return -1;
  for (const char *p = strstr (text, line); p != NULL; p = strstr (p + 1, line))
    if ((p == text || p[-1] == '\n') && (p[length] == '\n' || p[length] == '\0'))
      {
        if (found != NULL)
          return -1;
        found = p;
      }
  return found != NULL ? g_utf8_pointer_to_offset (text, found) : -1;
}

/* Where the cursor is to be in @text, in characters. */
static glong
follow_cursor (GtkTextBuffer *buffer, const char *text, const Difference *difference)
{
  GtkTextIter cursor, start, end;
  g_autofree char *line = NULL;
  glong at, found;

  gtk_text_buffer_get_iter_at_mark (buffer, &cursor, gtk_text_buffer_get_insert (buffer));
  at = gtk_text_iter_get_offset (&cursor);
  if (at <= difference->start)
    return at;
  if (at >= difference->start + difference->n_old)
    return at - difference->n_old + difference->n_new;

  start = end = cursor;
  gtk_text_iter_set_line_offset (&start, 0);
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  line = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  found = find_line (text, line);
  return found >= 0 ? found + gtk_text_iter_get_line_offset (&cursor) : difference->start + MIN (at - difference->start, difference->n_new);
}

static void
replace (GtkTextBuffer *buffer, const char *text, const Difference *difference)
{
  const char *middle = g_utf8_offset_to_pointer (text, difference->start);
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_offset (buffer, &start, (int) difference->start);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, (int) (difference->start + difference->n_old));
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, middle, (int) (g_utf8_offset_to_pointer (middle, difference->n_new) - middle));
}

gboolean
sl_text_area_update_buffer (GtkTextBuffer *buffer, const char *text)
{
  GtkTextIter start, end;
  g_autofree char *old = NULL;
  Difference difference;
  gboolean has_selection;
  glong at;

  g_return_val_if_fail (GTK_IS_TEXT_BUFFER (buffer) && text != NULL, FALSE);

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  old = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  if (g_str_equal (old, text))
    return FALSE;

  compare (old, text, &difference);
  at = follow_cursor (buffer, text, &difference);
  has_selection = gtk_text_buffer_get_has_selection (buffer);
  replace (buffer, text, &difference);
  /* A selection goes with what is around it. */
  if (!has_selection || !gtk_text_buffer_get_has_selection (buffer))
    {
      gtk_text_buffer_get_iter_at_offset (buffer, &start, (int) at);
      gtk_text_buffer_place_cursor (buffer, &start);
    }
  return TRUE;
}

gboolean
sl_text_area_update (SlTextArea *self, const char *text)
{
  g_return_val_if_fail (SL_IS_TEXT_AREA (self), FALSE);

  return sl_text_area_update_buffer (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), text);
}
