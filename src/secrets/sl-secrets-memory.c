/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-secrets"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-secrets-memory.h"

struct _SlSecretsMemory
{
  GObject parent_instance;

  GMutex lock;
  GHashTable *kept; /* text of the key → secret */
  GError *failure;  /* nullable */
  gboolean locked, quiet;
};

static void sl_secrets_memory_iface_init (SlSecretsInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SlSecretsMemory, sl_secrets_memory, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (SL_TYPE_SECRETS, sl_secrets_memory_iface_init))

static char *
write_key (const SlSecretKey *key)
{
  return g_strdup_printf ("%s\n%s\n%s", key->account, key->server, sl_secret_what_get_nick (key->what));
}

/* With the lock held. */
static gboolean
is_usable (SlSecretsMemory *self,
           GCancellable *cancellable,
           GError **error)
{
  if (g_cancellable_is_cancelled (cancellable))
    g_set_error_literal (error, SL_ERROR, SL_ERROR_CANCELLED, _ ("It was stopped."));
  else if (self->locked && self->quiet)
    g_set_error_literal (error, SL_ERROR, SL_ERROR_KEYRING_LOCKED, "The keyring is locked.");
  else if (self->failure != NULL)
    g_propagate_error (error, g_error_copy (self->failure));
  else
    return TRUE;

  return FALSE;
}

static gboolean
sl_secrets_memory_store (SlSecrets *secrets,
                         const SlSecretKey *key,
                         const char *secret,
                         GCancellable *cancellable,
                         GError **error)
{
  SlSecretsMemory *self = SL_SECRETS_MEMORY (secrets);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (!is_usable (self, cancellable, error))
    return FALSE;
  g_hash_table_replace (self->kept, write_key (key), g_strdup (secret));

  return TRUE;
}

static gboolean
sl_secrets_memory_lookup (SlSecrets *secrets,
                          const SlSecretKey *key,
                          char **out_secret,
                          GCancellable *cancellable,
                          GError **error)
{
  SlSecretsMemory *self = SL_SECRETS_MEMORY (secrets);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autofree char *text = write_key (key);

  if (!is_usable (self, cancellable, error))
    return FALSE;
  *out_secret = g_strdup (g_hash_table_lookup (self->kept, text));

  return TRUE;
}

static gboolean
sl_secrets_memory_clear (SlSecrets *secrets,
                         const SlSecretKey *key,
                         GCancellable *cancellable,
                         GError **error)
{
  SlSecretsMemory *self = SL_SECRETS_MEMORY (secrets);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autofree char *text = write_key (key);

  if (!is_usable (self, cancellable, error))
    return FALSE;
  g_hash_table_remove (self->kept, text);

  return TRUE;
}

static void
sl_secrets_memory_set_quiet (SlSecrets *secrets,
                             gboolean quiet)
{
  SlSecretsMemory *self = SL_SECRETS_MEMORY (secrets);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->quiet = quiet;
}

static void
sl_secrets_memory_finalize (GObject *object)
{
  SlSecretsMemory *self = SL_SECRETS_MEMORY (object);

  g_hash_table_unref (self->kept);
  g_clear_error (&self->failure);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (sl_secrets_memory_parent_class)->finalize (object);
}

static void
sl_secrets_memory_iface_init (SlSecretsInterface *iface)
{
  iface->store = sl_secrets_memory_store;
  iface->lookup = sl_secrets_memory_lookup;
  iface->clear = sl_secrets_memory_clear;
  iface->set_quiet = sl_secrets_memory_set_quiet;
}

static void
sl_secrets_memory_class_init (SlSecretsMemoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = sl_secrets_memory_finalize;
}

static void
sl_secrets_memory_init (SlSecretsMemory *self)
{
  g_mutex_init (&self->lock);
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) sl_secret_free);
}

SlSecrets *
sl_secrets_memory_new (void)
{
  return g_object_new (SL_TYPE_SECRETS_MEMORY, NULL);
}

/**
 * sl_secrets_memory_fail:
 * @self: secrets
 * @error: (nullable): how everything fails from now on; %NULL: it doesn't
 */
void
sl_secrets_memory_fail (SlSecretsMemory *self,
                        const GError *error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_clear_error (&self->failure);
  self->failure = error != NULL ? g_error_copy (error) : NULL;
}

/** sl_secrets_memory_lock: from now on, as a keyring that a person would unlock if asked */
void
sl_secrets_memory_lock (SlSecretsMemory *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->locked = TRUE;
}
