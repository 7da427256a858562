/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model server as a program of its own, for tests of what goes over HTTP. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct {
  GSubprocess *process;
  char *address;
} SlTestServer;

/* It ends with the test at the latest, however that ends. @user (nullable): "name:password", whose address is name@example.org; @port: 0 for any. */
void sl_test_server_start (SlTestServer *self, const char *profile, const char *user, guint16 port);
void sl_test_server_stop  (SlTestServer *self);

G_END_DECLS
