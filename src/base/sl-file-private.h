/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between sl-file.c and sl-file-error.c. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void _sl_file_set_errno_error (GError    **error,
                               int         saved_errno,
                               const char *path);
void _sl_file_set_folder_error (GError    **error,
                                int         saved_errno,
                                const char *path);

G_END_DECLS
