/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be asked for on the command line. With "--demo", "--data-dir" or "--screenshot" it is a program of its own beside
 * one that already runs. */

#define G_LOG_DOMAIN "sl-app-options"

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "sl-app-private.h"

void
_sl_app_add_options (SlApp *self)
{
  g_autofree char *views = sl_window_list_views ();
  SlAppWishes *wishes = &self->wishes;

  wishes->view_help = g_strdup_printf (_("What to show: %s"), views);
  wishes->count = SL_APP_SAMPLE_COUNT;
  const GOptionEntry options[] = {
    { "demo", 0, 0, G_OPTION_ARG_NONE, &wishes->demo, N_("Open a generated job search in a throw-away folder"), NULL },
    { "count", 0, 0, G_OPTION_ARG_INT, &wishes->count, N_("How many applications the generated search has"), N_("N") },
    { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &wishes->data_dir, N_("Use the data in this folder"), N_("DIR") },
    { "view", 0, 0, G_OPTION_ARG_STRING, &wishes->view, wishes->view_help, N_("NAME") },
    { "screenshot", 0, 0, G_OPTION_ARG_FILENAME, &wishes->screenshot, N_("Save a picture of the window and quit"), N_("FILE") },
    { "size", 0, 0, G_OPTION_ARG_STRING, &wishes->size, N_("Size of the window"), N_("WxH") },
    { "dark", 0, 0, G_OPTION_ARG_NONE, &wishes->dark, N_("Use dark colors"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &wishes->version, N_("Print the version and quit"), NULL },
    G_OPTION_ENTRY_NULL
  };

  g_application_set_option_context_parameter_string (G_APPLICATION (self), _("[FILE TO IMPORT…]"));
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

/* What g_application_run() ends with; -1: it goes on. */
int
_sl_app_take_options (SlApp *self)
{
  GApplication *application = G_APPLICATION (self);
  SlAppWishes *wishes = &self->wishes;

  if (wishes->version)
    {
      g_print ("Shortlist %s\n", SL_VERSION);
      return 0;
    }
  if (wishes->size != NULL &&
      (sscanf (wishes->size, "%dx%d", &wishes->width, &wishes->height) != 2 || wishes->width < 1 || wishes->height < 1))
    {
      g_printerr (_("“%s” is not a size; write it as 1200x800.\n"), wishes->size);
      return 2;
    }
  if (wishes->view != NULL && !sl_window_knows_view (wishes->view))
    {
      g_autofree char *views = sl_window_list_views ();

      g_printerr (_("There is no view “%s”. There are: %s.\n"), wishes->view, views);
      return 2;
    }
  if (wishes->count < 0)
    {
      g_printerr (_("The number of sample applications can’t be negative.\n"));
      return 2;
    }

  if (wishes->demo || wishes->data_dir != NULL || wishes->screenshot != NULL)
    g_application_set_flags (application, g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
  /* A picture must not depend on how somebody left their window, nor change it. */
  if (wishes->screenshot != NULL)
    g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);

  return -1;
}

void
_sl_app_free_wishes (SlApp *self)
{
  g_free (self->wishes.data_dir);
  g_free (self->wishes.screenshot);
  g_free (self->wishes.view);
  g_free (self->wishes.size);
  g_free (self->wishes.view_help);
}
