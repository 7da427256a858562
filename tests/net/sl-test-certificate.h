/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Certificates made while a test runs, by an authority of its own that this process trusts, and another that it doesn't. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void sl_test_certificates_init (void);
GTlsCertificate *sl_test_certificate_new (const char *host,
                                          int begins_hours,
                                          int ends_hours,
                                          gboolean trusted);

G_END_DECLS
