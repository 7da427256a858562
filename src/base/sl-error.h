/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one error domain of Shortlist. Every message in it is a whole, translated sentence that a person can act on. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SL_ERROR (sl_error_quark ())

/**
 * SlErrorCode:
 * @SL_ERROR_FAILED: something went wrong that has no code of its own
 * @SL_ERROR_INVALID: a value breaks its field's rule; the message names the field and the limit
 * @SL_ERROR_NOT_FOUND: no such record, file or field
 * @SL_ERROR_AMBIGUOUS: a shortened id fits more than one record
 * @SL_ERROR_CONFLICT: the record was changed or deleted by someone else meanwhile
 * @SL_ERROR_READ_ONLY: the data folder or file can't be written
 * @SL_ERROR_NEWER_SCHEMA: the data was written by a newer version of the program
 * @SL_ERROR_DAMAGED: the data file is damaged
 * @SL_ERROR_BUSY: another program holds the data; trying again may help
 * @SL_ERROR_DISK_FULL: no room left on the disk
 * @SL_ERROR_PARSE: the text isn't in the expected format
 * @SL_ERROR_ENCODING: the bytes aren't text, or not text in a known encoding
 * @SL_ERROR_NOTHING_TO_UNDO: the journal has nothing left to undo or redo
 * @SL_ERROR_TOO_LARGE: the input is larger than Shortlist reads
 * @SL_ERROR_CANCELLED: the person stopped it
 * @SL_ERROR_PERMISSION: the file or folder exists, but access is refused
 * @SL_ERROR_EXISTS: something of that name is there already
 * @SL_ERROR_UNSUPPORTED: the input is fine, but this version can't handle it
 * @SL_ERROR_DISK: the disk reported a problem; what it holds may well be sound
 * @SL_ERROR_NO_KEYRING: no keyring runs that could keep a password
 * @SL_ERROR_KEYRING_LOCKED: the keyring is locked, and nobody unlocked it
 * @SL_ERROR_UNREACHABLE: the server can't be reached or doesn't answer as it should; trying again later may help
 * @SL_ERROR_SIGN_IN: the server wants the person to sign in, or to do something on its web page first
 * @SL_ERROR_OTHER_ACCOUNT: who signed in isn't who signed in before
 */
typedef enum {
  SL_ERROR_FAILED,
  SL_ERROR_INVALID,
  SL_ERROR_NOT_FOUND,
  SL_ERROR_AMBIGUOUS,
  SL_ERROR_CONFLICT,
  SL_ERROR_READ_ONLY,
  SL_ERROR_NEWER_SCHEMA,
  SL_ERROR_DAMAGED,
  SL_ERROR_BUSY,
  SL_ERROR_DISK_FULL,
  SL_ERROR_PARSE,
  SL_ERROR_ENCODING,
  SL_ERROR_NOTHING_TO_UNDO,
  SL_ERROR_TOO_LARGE,
  SL_ERROR_CANCELLED,
  SL_ERROR_PERMISSION,
  SL_ERROR_EXISTS,
  SL_ERROR_UNSUPPORTED,
  SL_ERROR_DISK,
  SL_ERROR_NO_KEYRING,
  SL_ERROR_KEYRING_LOCKED,
  SL_ERROR_UNREACHABLE,
  SL_ERROR_SIGN_IN,
  SL_ERROR_OTHER_ACCOUNT,
} SlErrorCode;

GQuark      sl_error_quark         (void);
const char *sl_error_code_get_nick (SlErrorCode code);

G_END_DECLS
