/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interface, and its asynchronous side: the synchronous one on a thread of its own. libsecret's asynchronous functions
 * can't be called on the main thread, as the first of them asks the session bus synchronously whether there is a portal. */
#define G_LOG_DOMAIN "sl-secrets"

#include "config.h"

#include <libsecret/secret.h>

#include "sl-secrets.h"

G_DEFINE_INTERFACE (SlSecrets, sl_secrets, G_TYPE_OBJECT)

/* What a thread needs to know. */
typedef struct
{
  SlSecretKey key;
  char *account, *server;
  char *secret; /* nullable */
} Work;

static void
sl_secrets_default_init (SlSecretsInterface *iface)
{
}

/**
 * sl_secret_free:
 * @secret: (nullable) (transfer full): what sl_secrets_lookup() gave
 *
 * Wipes @secret and frees it.
 */
void
sl_secret_free (char *secret)
{
  if (secret == NULL)
    return;
  secret_password_wipe (secret);
  secret_password_free (secret);
}

/* "password", "token": for attributes, never translated. */
const char *
sl_secret_what_get_nick (SlSecretWhat what)
{
  return what == SL_SECRET_PASSWORD ? "password" : "token";
}

/**
 * sl_secrets_set_quiet:
 * @quiet: whether nobody is to be asked to unlock the keyring, as nobody asked for anything; at first they may
 */
void
sl_secrets_set_quiet (SlSecrets *self,
                      gboolean quiet)
{
  SL_SECRETS_GET_IFACE (self)->set_quiet (self, quiet);
}

/**
 * sl_secrets_store:
 * @secret: what to keep; replaces what was there
 *
 * Keeps a secret. Blocks, perhaps until a person has unlocked the keyring: not for the main thread.
 *
 * Returns: %TRUE if it is kept; else %SL_ERROR_NO_KEYRING, %SL_ERROR_KEYRING_LOCKED, %SL_ERROR_CANCELLED or %SL_ERROR_FAILED
 */
gboolean
sl_secrets_store (SlSecrets *self,
                  const SlSecretKey *key,
                  const char *secret,
                  GCancellable *cancellable,
                  GError **error)
{
  g_return_val_if_fail (SL_IS_SECRETS (self), FALSE);
  g_return_val_if_fail (secret != NULL, FALSE);

  return SL_SECRETS_GET_IFACE (self)->store (self, key, secret, cancellable, error);
}

/**
 * sl_secrets_lookup:
 * @out_secret: (out) (transfer full) (nullable): the secret, to be freed with sl_secret_free(); %NULL if none is kept
 *
 * Looks a secret up. Blocks, as sl_secrets_store() does.
 *
 * Returns: %TRUE if it is known whether there is one; errors as sl_secrets_store()
 */
gboolean
sl_secrets_lookup (SlSecrets *self,
                   const SlSecretKey *key,
                   char **out_secret,
                   GCancellable *cancellable,
                   GError **error)
{
  g_return_val_if_fail (SL_IS_SECRETS (self), FALSE);

  *out_secret = NULL;

  return SL_SECRETS_GET_IFACE (self)->lookup (self, key, out_secret, cancellable, error);
}

/**
 * sl_secrets_clear:
 *
 * Forgets a secret. That there was none is no error. Blocks, as sl_secrets_store() does.
 *
 * Returns: %TRUE if none is kept any more; errors as sl_secrets_store()
 */
gboolean
sl_secrets_clear (SlSecrets *self,
                  const SlSecretKey *key,
                  GCancellable *cancellable,
                  GError **error)
{
  g_return_val_if_fail (SL_IS_SECRETS (self), FALSE);

  return SL_SECRETS_GET_IFACE (self)->clear (self, key, cancellable, error);
}

static void
work_free (gpointer data)
{
  Work *work = data;

  g_free (work->account);
  g_free (work->server);
  sl_secret_free (work->secret);
  g_free (work);
}

static void
start (SlSecrets *self,
       const SlSecretKey *key,
       const char *secret,
       GTaskThreadFunc func,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  Work *work = g_new0 (Work, 1);

  work->account = g_strdup (key->account);
  work->server = g_strdup (key->server);
  work->secret = g_strdup (secret);
  work->key = (SlSecretKey) { work->account, work->server, key->what };
  g_task_set_source_tag (task, func);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, func);
}

static void
store_thread (GTask *task,
              gpointer source,
              gpointer data,
              GCancellable *cancellable)
{
  Work *work = data;
  GError *error = NULL;

  if (sl_secrets_store (source, &work->key, work->secret, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
lookup_thread (GTask *task,
               gpointer source,
               gpointer data,
               GCancellable *cancellable)
{
  Work *work = data;
  GError *error = NULL;
  char *secret;

  if (sl_secrets_lookup (source, &work->key, &secret, cancellable, &error))
    g_task_return_pointer (task, secret, (GDestroyNotify) sl_secret_free);
  else
    g_task_return_error (task, error);
}

static void
clear_thread (GTask *task,
              gpointer source,
              gpointer data,
              GCancellable *cancellable)
{
  Work *work = data;
  GError *error = NULL;

  if (sl_secrets_clear (source, &work->key, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/** sl_secrets_store_async: as sl_secrets_store(), for the main thread */
void
sl_secrets_store_async (SlSecrets *self,
                        const SlSecretKey *key,
                        const char *secret,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer data)
{
  start (self, key, secret, store_thread, cancellable, callback, data);
}

gboolean
sl_secrets_store_finish (SlSecrets *self,
                         GAsyncResult *result,
                         GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/** sl_secrets_lookup_async: as sl_secrets_lookup(), for the main thread */
void
sl_secrets_lookup_async (SlSecrets *self,
                         const SlSecretKey *key,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer data)
{
  start (self, key, NULL, lookup_thread, cancellable, callback, data);
}

gboolean
sl_secrets_lookup_finish (SlSecrets *self,
                          GAsyncResult *result,
                          char **out_secret,
                          GError **error)
{
  GError *failure = NULL;

  *out_secret = g_task_propagate_pointer (G_TASK (result), &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);

  return FALSE;
}

/** sl_secrets_clear_async: as sl_secrets_clear(), for the main thread */
void
sl_secrets_clear_async (SlSecrets *self,
                        const SlSecretKey *key,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer data)
{
  start (self, key, NULL, clear_thread, cancellable, callback, data);
}

gboolean
sl_secrets_clear_finish (SlSecrets *self,
                         GAsyncResult *result,
                         GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
