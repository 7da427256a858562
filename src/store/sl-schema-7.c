/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Version 7 of the data file: which version of an invitation a round is of, so that an older one doesn't change it back.
 * Frozen once released, as sl-schema-1.c. */

#define G_LOG_DOMAIN "sl-schema-7"

#include "config.h"

#include "sl-schema.h"

const char sl_schema_7[] = "ALTER TABLE stages ADD COLUMN calendar_sequence INTEGER;";
