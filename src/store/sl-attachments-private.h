/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder of the attachments, between sl-attachment*.c:
 *
 *   attachments/lock         held shared by each claim, alone by who cleans up
 *   attachments/ab/abcd…     the files, read-only, named by their SHA-256
 *   attachments/.new.XXXXXX  one being written
 *   attachments/copies/…     read-only copies under their own names, to be opened by other programs
 *   attachments/spared.txt   the names of those that nothing refers to since the data file was lost, and that are kept
 */

#pragma once

#include "sl-attachments.h"

G_BEGIN_DECLS

#define SL_ATTACHMENTS_FOLDER "attachments"
#define SL_ATTACHMENTS_COPIES "copies"
#define SL_ATTACHMENTS_NEW "new"
#define SL_ATTACHMENTS_SPARED "spared.txt"

char     *_sl_attachments_build_folder (const char     *data_dir);
char     *_sl_attachments_build_copies (const char     *folder,
                                        const char     *hash);
int       _sl_attachments_lock         (const char     *data_dir,
                                        gboolean        alone);
gboolean  _sl_attachments_is_hash      (const char     *text);
gboolean  _sl_attachments_is_folder    (const char     *name);
GHashTable *_sl_attachments_read_spared (const char    *data_dir,
                                         GError       **error);
void      _sl_attachments_forget_spared (const char    *data_dir,
                                         GHashTable    *spared,
                                         GHashTable    *needed);
gboolean  _sl_attachments_copy         (GInputStream   *from,
                                        GOutputStream  *to,
                                        const char     *name,
                                        char          **hash,
                                        gint64         *size,
                                        GCancellable   *cancellable,
                                        GError        **error);

G_END_DECLS
