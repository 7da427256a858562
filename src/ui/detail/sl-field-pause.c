/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-field-pause"

#include "config.h"

#include "sl-field-pause.h"

/* Long enough not to save half a word, short enough that nobody waits for it. */
#define PAUSE_MS 700

static gboolean
pause_cb (gpointer data)
{
  SlFieldPause *pause = data;

  pause->source = 0;
  pause->run (pause->owner);
  return G_SOURCE_REMOVE;
}

/** sl_field_pause_start: (re)starts the pause */
void
sl_field_pause_start (SlFieldPause *pause)
{
  sl_field_pause_stop (pause);
  pause->source = g_timeout_add (PAUSE_MS, pause_cb, pause);
}

/** sl_field_pause_stop: forgets what was typed since */
void
sl_field_pause_stop (SlFieldPause *pause)
{
  g_clear_handle_id (&pause->source, g_source_remove);
}

/** sl_field_pause_finish: saves now if a pause is running */
void
sl_field_pause_finish (SlFieldPause *pause)
{
  if (pause->source == 0)
    return;
  sl_field_pause_stop (pause);
  pause->run (pause->owner);
}
