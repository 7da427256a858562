/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is dragged out of a document's row: a file list with a copy of its file, made when the place it is dropped on asks
 * for it. Owned by the drag. */

#pragma once

#include <gtk/gtk.h>

#include "sl-context.h"
#include "sl-record.h"

G_BEGIN_DECLS

#define SL_TYPE_FILE_CONTENT (sl_file_content_get_type ())
G_DECLARE_FINAL_TYPE (SlFileContent, sl_file_content, SL, FILE_CONTENT, GdkContentProvider)

GdkContentProvider *sl_file_content_new (SlContext *context, SlRecord *record);

G_END_DECLS
