/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The system's keyring, through libsecret: the Secret Service, or in a Flatpak the portal where there is one. */
#pragma once

#include "sl-secrets.h"

G_BEGIN_DECLS

#define SL_TYPE_SECRETS_KEYRING (sl_secrets_keyring_get_type ())
G_DECLARE_FINAL_TYPE (SlSecretsKeyring, sl_secrets_keyring, SL, SECRETS_KEYRING, GObject)

SlSecrets *sl_secrets_keyring_new (gboolean may_ask);

G_END_DECLS
