/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How records hang together: who refers to whom, names that may be there once only, and sentences for what is missing. */

#pragma once

#include "sl-connection.h"
#include "sl-record.h"

G_BEGIN_DECLS

/** SlReference: field @field of kind @kind refers to the record asked about */
typedef struct {
  SlKind kind;
  guint field;
} SlReference;

GArray  *sl_references_to             (SlKind         target);
gboolean sl_references_may_take_name  (SlKind         kind,
                                       guint64        fields);
gboolean sl_references_has_assignment (SlConnection  *connection,
                                       SlRecord      *assignment);
void     sl_references_explain        (SlConnection  *connection,
                                       GError       **error);

G_END_DECLS
