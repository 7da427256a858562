/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a record is called on the screen: private mode is kept. */

#pragma once

#include "sl-record-name.h"

G_BEGIN_DECLS

char *sl_private_record_describe   (const SlRecordName *name);
char *sl_private_record_tell_apart (SlConnection *connection, SlKind kind, const char *id, GError **error);

G_END_DECLS
