/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keyrings of the test's own, on a session bus of its own. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  GDBusConnection *connection;
  GSubprocess *daemon;
  char *home;
} SlTestKeyring;

void sl_test_keyring_init (SlTestKeyring *self);
void sl_test_keyring_clear (SlTestKeyring *self);
void sl_test_keyring_start (SlTestKeyring *self);
void sl_test_keyring_start_empty (SlTestKeyring *self);
void sl_test_keyring_stop (SlTestKeyring *self);
void sl_test_keyring_lock (SlTestKeyring *self);

G_END_DECLS
