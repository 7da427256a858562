/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one place that words errors for people. The errors of SL_ERROR are whole sentences already; those of GLib and
 * GTK are put into words here. */

#define G_LOG_DOMAIN "sl-errors"

#include "config.h"

#include <glib/gi18n.h>
#include <gtk/gtk.h>

#include "sl-error.h"
#include "sl-errors.h"
#include "sl-private.h"

static const char *
word_io_error (int code)
{
  switch (code)
    {
    case G_IO_ERROR_NOT_FOUND:
      return _("The file isn’t there any more.");
    case G_IO_ERROR_PERMISSION_DENIED:
      return _("You don’t have permission to use this file or folder. Choose another place.");
    case G_IO_ERROR_NO_SPACE:
      return _("The disk is full. Free some space and try again.");
    case G_IO_ERROR_READ_ONLY:
      return _("This place can only be read. Choose another one.");
    case G_IO_ERROR_EXISTS:
      return _("There is a file of that name already.");
    case G_IO_ERROR_IS_DIRECTORY:
      return _("This is a folder. Choose a file.");
    case G_IO_ERROR_TIMED_OUT:
      return _("It took too long. Try again.");
    default:
      return NULL;
    }
}

/**
 * sl_error_describe:
 * @error: what went wrong
 * @deed: (nullable): a translated sentence that says what wasn't done: "The change wasn't saved."
 *
 * Returns: (transfer full): one or two sentences: what happened, what was kept, what to do
 */
char *
sl_error_describe (const GError *error, const char *deed)
{
  const char *why;

  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == G_IO_ERROR)
    why = word_io_error (error->code);
  else if (error->domain == SL_ERROR && error->code == SL_ERROR_BUSY)
    why = _("Another program is using the data. Try again in a moment.");
  else if (error->domain == SL_ERROR && error->code == SL_ERROR_CONFLICT && sl_private_hides (SL_PRIVATE_NAMES))
    /* The sentence names what was changed. */
    why = _("Something was changed since and stays as it is.");
  else
    why = NULL;

  if (why == NULL)
    why = error->message;

  if (deed == NULL || *deed == '\0')
    return g_strdup (why);

  /* Translators: two sentences: what wasn't done, and why */
  return g_strdup_printf (C_("error", "%s %s"), deed, why);
}

/**
 * sl_error_is_silent:
 * @error: what went wrong
 *
 * Returns: whether the person stopped it and needs no message
 */
gboolean
sl_error_is_silent (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
         g_error_matches (error, SL_ERROR, SL_ERROR_CANCELLED) ||
         g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED) ||
         g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED);
}

/**
 * sl_error_is_retryable:
 * @error: what went wrong
 *
 * Returns: whether trying the same again may help
 */
gboolean
sl_error_is_retryable (const GError *error)
{
  if (error->domain != SL_ERROR)
    return TRUE;

  switch (error->code)
    {
    case SL_ERROR_INVALID:
    case SL_ERROR_NOT_FOUND:
    case SL_ERROR_AMBIGUOUS:
    case SL_ERROR_NEWER_SCHEMA:
    case SL_ERROR_PARSE:
    case SL_ERROR_ENCODING:
    case SL_ERROR_NOTHING_TO_UNDO:
    case SL_ERROR_TOO_LARGE:
    case SL_ERROR_EXISTS:
    case SL_ERROR_UNSUPPORTED:
      return FALSE;
    default:
      return TRUE;
    }
}
