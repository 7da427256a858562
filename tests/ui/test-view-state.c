/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What views share: failures of what they read are told by the window's state. */

#include "config.h"

#include "sl-core-test.h"
#include "sl-error.h"
#include "sl-live.h"
#include "sl-settings.h"
#include "sl-view-state.h"

static gpointer
fail_to_read (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_set_error_literal (error, SL_ERROR, SL_ERROR_FAILED, "As asked.");
  return NULL;
}

static void
failed_cb (SlViewState *state, const GError *error, const char *deed, guint *n_failed)
{
  g_assert_error (error, SL_ERROR, SL_ERROR_FAILED);
  g_assert_nonnull (deed);
  (*n_failed)++;
}

static void
test_watch_errors (void)
{
  SlContext *context = sl_core_test_open ();
  g_autoptr (GSettings) settings = sl_settings_open ();
  g_autoptr (SlViewState) state = sl_view_state_new (context, settings);
  g_autoptr (SlLive) live = sl_live_new (context, SL_LIVE_KIND (SL_KIND_TAG), SL_READ_INTERACTIVE, fail_to_read, NULL);
  guint n_failed = 0;

  g_signal_connect (state, "failed", G_CALLBACK (failed_cb), &n_failed);
  sl_view_state_watch_errors (state, live);
  sl_live_start (live);
  sl_core_test_settle (context);
  g_assert_cmpuint (n_failed, ==, 1);

  g_clear_object (&live);
  g_clear_object (&state);
  sl_core_test_close (context);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/ui/view-state/watch-errors", test_watch_errors);

  return g_test_run ();
}
