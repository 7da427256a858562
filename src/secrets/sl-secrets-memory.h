/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secrets that are gone with the process: for tests and the simulation, and for looking around without an account. */
#pragma once

#include "sl-error.h"
#include "sl-secrets.h"

G_BEGIN_DECLS

#define SL_TYPE_SECRETS_MEMORY (sl_secrets_memory_get_type ())
G_DECLARE_FINAL_TYPE (SlSecretsMemory, sl_secrets_memory, SL, SECRETS_MEMORY, GObject)

SlSecrets *sl_secrets_memory_new (void);
void sl_secrets_memory_fail (SlSecretsMemory *self,
                             const GError *error);
void sl_secrets_memory_lock (SlSecretsMemory *self);

G_END_DECLS
