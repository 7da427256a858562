/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names and proxies for tests, so that nothing leaves this computer. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Names below .example.org are this computer, but for busy.example.org, which can't be looked up just now; no other name
 * is known. For 127.0.0.1 and proxied.example.org there is a proxy at @port. */
void sl_test_names_init (void);
void sl_test_names_set_proxy (guint16 port);

G_END_DECLS
