/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The address of a server as a person gives it, and the one form in which Shortlist keeps it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sl_server_address_normalize (const char *text,
                                   GError **error);
gboolean sl_server_address_is_loopback (const char *host);

G_END_DECLS
