/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the files of sl-format. */

#pragma once

#include "sl-format.h"

G_BEGIN_DECLS

SlDay _sl_format_read_day (SlRecord *record, guint field);

G_END_DECLS
