/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bodies of requests that carry a file, as forms of web pages send them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *sl_multipart_build_file (const char *field,
                                 const char *name,
                                 const char *type,
                                 GBytes *contents,
                                 char **content_type);

G_END_DECLS
