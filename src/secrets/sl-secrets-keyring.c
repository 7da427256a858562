/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-secrets-keyring.h. libsecret's asynchronous functions run in a main context of our own: its synchronous ones make
 * a new one for each call and leave in it what is still to be done. libsecret finds nothing, without an error, where a person doesn't unlock the keyring: so what
 * isn't found is looked for once more, among what is locked. */
#define G_LOG_DOMAIN "sl-secrets"

#include "config.h"

#include <glib/gi18n.h>
#include <libsecret/secret.h>

#include "sl-error.h"
#include "sl-secrets-keyring.h"

struct _SlSecretsKeyring
{
  GObject parent_instance;

  gboolean may_ask;
  int quiet; /* atomic: whether it isn't to be asked just now */
  GMutex lock; /* one call at a time */
  GMainContext *context;
};

static void sl_secrets_keyring_iface_init (SlSecretsInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SlSecretsKeyring, sl_secrets_keyring, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (SL_TYPE_SECRETS, sl_secrets_keyring_iface_init))

/* Has one name, whatever the app is called while it is developed: accounts have ids that differ. */
static const SecretSchema schema = {
  "io.github.shortlistapp.Shortlist.Account",
  SECRET_SCHEMA_NONE,
  {
      { "account", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "server", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "what", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, 0 },
  },
};

static GHashTable *
build_attributes (const SlSecretKey *key)
{
  return secret_attributes_build (&schema,
                                  "account", key->account,
                                  "server", key->server,
                                  "what", sl_secret_what_get_nick (key->what),
                                  NULL);
}

static void
set_locked (GError **error)
{
  g_set_error_literal (error, SL_ERROR, SL_ERROR_KEYRING_LOCKED,
                       _ ("The keyring that keeps your password is locked. Unlock it in Passwords and Keys, or sign in to your computer again."));
}

static gboolean
is_no_service (const GError *error)
{
  /* No session bus at all: GIO says that in several ways. */
  if (error->domain == G_IO_ERROR)
    return error->code == G_IO_ERROR_NOT_FOUND || error->code == G_IO_ERROR_CONNECTION_REFUSED || error->code == G_IO_ERROR_CLOSED ||
           error->code == G_IO_ERROR_INVALID_ARGUMENT || error->code == G_IO_ERROR_CONNECTION_CLOSED;

  return error->domain == G_SPAWN_ERROR ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED) ||
         (error->domain == G_DBUS_ERROR && error->code >= G_DBUS_ERROR_SPAWN_EXEC_FAILED && error->code <= G_DBUS_ERROR_SPAWN_NO_MEMORY);
}

/* What a service says to whoever wants something kept, where no keyring was ever made for it: as where nobody signs in to
 * the computer with a password. One that doesn't know what is asked of it says the same, of reading, too. */
static gboolean
is_no_collection (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_OBJECT) ||
         g_error_matches (error, SECRET_ERROR, SECRET_ERROR_NO_SUCH_OBJECT);
}

/* Puts what libsecret says into words of ours; takes @failure. @no_place: the service is there, and has nowhere to keep anything */
static void
set_failure (GError **error,
             GError *failure,
             gboolean no_place)
{
  g_autoptr (GError) owned = failure;

  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_set_error_literal (error, SL_ERROR, SL_ERROR_CANCELLED, _ ("It was stopped."));
  else if (g_error_matches (failure, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    set_locked (error);
  else if (is_no_service (failure))
    g_set_error_literal (error, SL_ERROR, SL_ERROR_NO_KEYRING,
                         _ ("There is no keyring that could keep your password. Install GNOME Keyring or KDE Wallet, sign in to your computer again, and try again."));
  else if (no_place)
    g_set_error_literal (error, SL_ERROR, SL_ERROR_NO_KEYRING,
                         _ ("Nothing is there yet that could keep your password. Make a password keyring in Passwords and Keys and set it as default, or sign in to your computer with a password, and try again."));
  else
    {
      g_dbus_error_strip_remote_error (failure);
      g_set_error (error, SL_ERROR, SL_ERROR_FAILED, _ ("The keyring that keeps your password doesn’t answer as it should: %s"), failure->message);
    }
}

/* A keyring that was started anew knows nothing of what libsecret agreed on with the last one, which shows in all kinds of
 * errors. Worth another try, but not where a person or the time decided. */
static gboolean
may_be_stale (const GError *error)
{
  return !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) &&
         !g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED);
}

static void
keep_result_cb (GObject *source,
                GAsyncResult *result,
                gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_for (SlSecretsKeyring *self,
          GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (self->context, TRUE);

  return *result;
}

/* Fails if something is there, but locked. */
static gboolean
check_unlocked (SlSecretsKeyring *self,
                GHashTable *attributes,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GError *failure = NULL;
  gboolean locked = FALSE;
  GList *found;

  secret_password_searchv (&schema, attributes, SECRET_SEARCH_ALL, cancellable, keep_result_cb, &result);
  found = secret_password_search_finish (wait_for (self, &result), &failure);
  for (GList *l = found; l != NULL; l = l->next)
    locked |= SECRET_IS_ITEM (l->data) && secret_item_get_locked (l->data);
  g_list_free_full (found, g_object_unref);
  if (failure != NULL)
    g_propagate_error (error, failure);
  else if (locked)
    g_set_error_literal (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "The item is locked");

  return failure == NULL && !locked;
}

/* What is done with a key: @secret goes in or comes out. */
typedef gboolean (*Act) (SlSecretsKeyring *self,
                         const SlSecretKey *key,
                         GHashTable *attributes,
                         char **secret,
                         GCancellable *cancellable,
                         GError **error);

static gboolean
act_store (SlSecretsKeyring *self,
           const SlSecretKey *key,
           GHashTable *attributes,
           char **secret,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *label = g_strdup_printf (key->what == SL_SECRET_PASSWORD ? _ ("Shortlist: password for %s") : _ ("Shortlist: session at %s"), key->server);
  g_autoptr (GAsyncResult) result = NULL;

  secret_password_storev (&schema, attributes, SECRET_COLLECTION_DEFAULT, label, *secret, cancellable, keep_result_cb, &result);

  return secret_password_store_finish (wait_for (self, &result), error);
}

static gboolean
act_lookup (SlSecretsKeyring *self,
            const SlSecretKey *key,
            GHashTable *attributes,
            char **secret,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GError *failure = NULL;

  secret_password_lookupv (&schema, attributes, cancellable, keep_result_cb, &result);
  *secret = secret_password_lookup_nonpageable_finish (wait_for (self, &result), &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }

  return *secret != NULL || check_unlocked (self, attributes, cancellable, error);
}

static gboolean
act_clear (SlSecretsKeyring *self,
           const SlSecretKey *key,
           GHashTable *attributes,
           char **secret,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GError *failure = NULL;

  secret_password_clearv (&schema, attributes, cancellable, keep_result_cb, &result);
  if (secret_password_clear_finish (wait_for (self, &result), &failure))
    return TRUE;
  if (failure == NULL) /* there was none, or it is locked still */
    return check_unlocked (self, attributes, cancellable, error);
  g_propagate_error (error, failure);

  return FALSE;
}

static gboolean
may_ask (SlSecretsKeyring *self)
{
  return self->may_ask && !g_atomic_int_get (&self->quiet);
}

/* With the lock held and the context in place. */
static GError *
try_twice (SlSecretsKeyring *self,
           Act act,
           const SlSecretKey *key,
           char **secret,
           GCancellable *cancellable)
{
  g_autoptr (GHashTable) attributes = build_attributes (key);
  GError *failure = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_clear_error (&failure);
      /* Where nobody may be asked, a locked keyring is the end. */
      if ((may_ask (self) || check_unlocked (self, attributes, cancellable, &failure)) && act (self, key, attributes, secret, cancellable, &failure))
        return NULL;
      /* No more is said where a person turned the keyring's question away. */
      if (failure == NULL)
        return g_error_new_literal (SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "The keyring is locked");
      if (!may_be_stale (failure))
        return failure;
      secret_service_disconnect ();
    }

  return failure;
}

/* Whether keeping something failed as there is no place for it: the service finds what is there, which is nothing. */
static gboolean
has_no_place (SlSecretsKeyring *self,
              Act act,
              const SlSecretKey *key,
              const GError *failure,
              GCancellable *cancellable)
{
  g_autoptr (GHashTable) attributes = build_attributes (key);

  return act == act_store && is_no_collection (failure) && check_unlocked (self, attributes, cancellable, NULL);
}

static gboolean
run (SlSecrets *secrets,
     Act act,
     const SlSecretKey *key,
     char **secret,
     GCancellable *cancellable,
     GError **error)
{
  SlSecretsKeyring *self = SL_SECRETS_KEYRING (secrets);
  gboolean no_place;
  GError *failure;

  g_mutex_lock (&self->lock);
  g_main_context_push_thread_default (self->context);
  failure = try_twice (self, act, key, secret, cancellable);
  no_place = failure != NULL && has_no_place (self, act, key, failure, cancellable);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  g_mutex_unlock (&self->lock);
  if (failure != NULL)
    set_failure (error, failure, no_place);

  return failure == NULL;
}

static gboolean
sl_secrets_keyring_store (SlSecrets *secrets,
                          const SlSecretKey *key,
                          const char *secret,
                          GCancellable *cancellable,
                          GError **error)
{
  return run (secrets, act_store, key, (char **) &secret, cancellable, error);
}

static gboolean
sl_secrets_keyring_lookup (SlSecrets *secrets,
                           const SlSecretKey *key,
                           char **out_secret,
                           GCancellable *cancellable,
                           GError **error)
{
  return run (secrets, act_lookup, key, out_secret, cancellable, error);
}

static gboolean
sl_secrets_keyring_clear (SlSecrets *secrets,
                          const SlSecretKey *key,
                          GCancellable *cancellable,
                          GError **error)
{
  return run (secrets, act_clear, key, NULL, cancellable, error);
}

static void
sl_secrets_keyring_set_quiet (SlSecrets *secrets,
                              gboolean quiet)
{
  g_atomic_int_set (&SL_SECRETS_KEYRING (secrets)->quiet, quiet);
}

static void
sl_secrets_keyring_finalize (GObject *object)
{
  SlSecretsKeyring *self = SL_SECRETS_KEYRING (object);

  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (sl_secrets_keyring_parent_class)->finalize (object);
}

static void
sl_secrets_keyring_iface_init (SlSecretsInterface *iface)
{
  iface->store = sl_secrets_keyring_store;
  iface->lookup = sl_secrets_keyring_lookup;
  iface->clear = sl_secrets_keyring_clear;
  iface->set_quiet = sl_secrets_keyring_set_quiet;
}

static void
sl_secrets_keyring_class_init (SlSecretsKeyringClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = sl_secrets_keyring_finalize;
}

static void
sl_secrets_keyring_init (SlSecretsKeyring *self)
{
  g_mutex_init (&self->lock);
  self->context = g_main_context_new ();
}

/**
 * sl_secrets_keyring_new:
 * @may_ask: whether the keyring may ask the person to unlock it; a service in the background shouldn't
 *
 * Returns: (transfer full): the keyring, which isn't looked at before it is used
 */
SlSecrets *
sl_secrets_keyring_new (gboolean may_ask)
{
  SlSecretsKeyring *self = g_object_new (SL_TYPE_SECRETS_KEYRING, NULL);

  self->may_ask = may_ask;

  return SL_SECRETS (self);
}
