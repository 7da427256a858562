/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file taken into the data folder under the checksum of its contents, and the claim on it: as long as an SlAttachment
 * lives, no housekeeping of any program removes a file that no record refers to yet. Made before the record that refers
 * to it, freed once that is committed. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** SL_ATTACHMENT_MAX_SIZE: how large a file may be, in bytes; a résumé has a thousandth of that */
#define SL_ATTACHMENT_MAX_SIZE (100 * G_GINT64_CONSTANT (1000000))

typedef struct _SlAttachment SlAttachment;

SlAttachment *sl_attachment_keep      (const char    *data_dir,
                                       GFile         *file,
                                       GCancellable  *cancellable,
                                       GError       **error);
SlAttachment *sl_attachment_keep_bytes (const char *data_dir,
                                       const char    *name,
                                       GBytes        *contents,
                                       GError       **error);
SlAttachment *sl_attachment_claim     (const char    *data_dir,
                                       const char    *hash,
                                       GError       **error);
const char   *sl_attachment_get_hash  (SlAttachment  *self);
const char   *sl_attachment_get_name  (SlAttachment  *self);
gint64        sl_attachment_get_size  (SlAttachment  *self);
void          sl_attachment_free      (SlAttachment  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlAttachment, sl_attachment_free)

G_END_DECLS
