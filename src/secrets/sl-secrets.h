/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keeper of passwords and tokens: an interface, so that tests and the simulation need no keyring. What it gives out is
 * freed with sl_secret_free(), which wipes it, and is never written anywhere, logs included. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  SL_SECRET_PASSWORD,
  SL_SECRET_TOKEN,
} SlSecretWhat;

/**
 * SlSecretKey:
 * @account: the account's id here
 * @server: its server's address; a secret is never found for another server
 */
typedef struct
{
  const char *account;
  const char *server;
  SlSecretWhat what;
} SlSecretKey;

#define SL_TYPE_SECRETS (sl_secrets_get_type ())
G_DECLARE_INTERFACE (SlSecrets, sl_secrets, SL, SECRETS, GObject)

struct _SlSecretsInterface
{
  GTypeInterface parent_iface;

  gboolean (*store) (SlSecrets *self, const SlSecretKey *key, const char *secret, GCancellable *cancellable, GError **error);
  gboolean (*lookup) (SlSecrets *self, const SlSecretKey *key, char **out_secret, GCancellable *cancellable, GError **error);
  gboolean (*clear) (SlSecrets *self, const SlSecretKey *key, GCancellable *cancellable, GError **error);
  void (*set_quiet) (SlSecrets *self, gboolean quiet);
};

void sl_secrets_set_quiet (SlSecrets *self,
                           gboolean quiet);

gboolean sl_secrets_store (SlSecrets *self,
                           const SlSecretKey *key,
                           const char *secret,
                           GCancellable *cancellable,
                           GError **error);
gboolean sl_secrets_lookup (SlSecrets *self,
                            const SlSecretKey *key,
                            char **out_secret,
                            GCancellable *cancellable,
                            GError **error);
gboolean sl_secrets_clear (SlSecrets *self,
                           const SlSecretKey *key,
                           GCancellable *cancellable,
                           GError **error);

void sl_secrets_store_async (SlSecrets *self,
                             const SlSecretKey *key,
                             const char *secret,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data);
gboolean sl_secrets_store_finish (SlSecrets *self,
                                  GAsyncResult *result,
                                  GError **error);
void sl_secrets_lookup_async (SlSecrets *self,
                              const SlSecretKey *key,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data);
gboolean sl_secrets_lookup_finish (SlSecrets *self,
                                   GAsyncResult *result,
                                   char **out_secret,
                                   GError **error);
void sl_secrets_clear_async (SlSecrets *self,
                             const SlSecretKey *key,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data);
gboolean sl_secrets_clear_finish (SlSecrets *self,
                                  GAsyncResult *result,
                                  GError **error);

const char *sl_secret_what_get_nick (SlSecretWhat what);
void sl_secret_free (char *secret);

G_END_DECLS
