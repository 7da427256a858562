/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error domain: its quark, and each code's short name for the command line's --json and for logs. */
#define G_LOG_DOMAIN "sl-error"

#include "config.h"

#include "sl-error.h"

G_DEFINE_QUARK (sl-error, sl_error)

static const char *const nicks[] = {
  [SL_ERROR_FAILED] = "failed",
  [SL_ERROR_INVALID] = "invalid",
  [SL_ERROR_NOT_FOUND] = "not-found",
  [SL_ERROR_AMBIGUOUS] = "ambiguous",
  [SL_ERROR_CONFLICT] = "conflict",
  [SL_ERROR_READ_ONLY] = "read-only",
  [SL_ERROR_NEWER_SCHEMA] = "newer-schema",
  [SL_ERROR_DAMAGED] = "damaged",
  [SL_ERROR_BUSY] = "busy",
  [SL_ERROR_DISK_FULL] = "disk-full",
  [SL_ERROR_PARSE] = "parse",
  [SL_ERROR_ENCODING] = "encoding",
  [SL_ERROR_NOTHING_TO_UNDO] = "nothing-to-undo",
  [SL_ERROR_TOO_LARGE] = "too-large",
  [SL_ERROR_CANCELLED] = "cancelled",
  [SL_ERROR_PERMISSION] = "permission",
  [SL_ERROR_EXISTS] = "exists",
  [SL_ERROR_UNSUPPORTED] = "unsupported",
  [SL_ERROR_DISK] = "disk",
  [SL_ERROR_NO_KEYRING] = "no-keyring",
  [SL_ERROR_KEYRING_LOCKED] = "keyring-locked",
  [SL_ERROR_UNREACHABLE] = "unreachable",
  [SL_ERROR_SIGN_IN] = "sign-in",
  [SL_ERROR_OTHER_ACCOUNT] = "other-account",
};

/**
 * sl_error_code_get_nick:
 * @code: a code of %SL_ERROR
 *
 * Gives the code's name for machines, as in "not-found". Never translated.
 *
 * Returns: a static string; "failed" for a code that isn't known
 */
const char *
sl_error_code_get_nick (SlErrorCode code)
{
  if ((gsize) code >= G_N_ELEMENTS (nicks))
    return nicks[SL_ERROR_FAILED];

  return nicks[code];
}
