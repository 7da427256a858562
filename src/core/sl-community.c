/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-community.h: who the person is there, whom they know, and what is kept on the disk. */

#define G_LOG_DOMAIN "sl-community"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-community-private.h"
#include "sl-error.h"

struct _SlCommunity {
  GObject parent_instance;

  SlContext *context;
  SlSyncKeeper *keeper;
  gboolean was_read;  /* whether it is known who is signed in */
  gboolean available;
  char *account;            /* (nullable): who @cache is of */
  SlCommunityCache *cache;  /* (nullable): NULL while nobody is there */

  SlTrackerPerson *me;      /* (nullable): not known yet */
  GHashTable *people;       /* of SlTrackerPerson by id; without a name: hidden */
  GHashTable *groups;       /* names by id; "": not shown */
  GHashTable *following;    /* (nullable) of ids: not known yet */
};

G_DEFINE_FINAL_TYPE (SlCommunity, sl_community, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_AVAILABLE,
  N_PROPS
};

enum {
  CHANGED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

/* What is kept */

static char *
build_folder (SlCommunity *self)
{
  const char *data_dir = sl_context_get_data_dir (self->context);
  g_autofree char *own = g_build_filename (g_get_user_data_dir (), "shortlist", NULL);

  if (g_strcmp0 (data_dir, own) == 0)
    return g_build_filename (g_get_user_cache_dir (), "shortlist", "community", NULL);
  return g_build_filename (data_dir, "cache", "community", NULL);
}

static void
drop_in_thread (GTask        *task,
                gpointer      source,
                gpointer      folder,
                GCancellable *cancellable)
{
  sl_community_cache_drop (folder);
  g_task_return_boolean (task, TRUE);
}

/* Nothing of an account stays when it is gone. */
static void
drop_cache (SlCommunity *self)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  if (self->cache != NULL)
    sl_community_cache_close (self->cache);
  g_clear_pointer (&self->cache, sl_community_cache_unref);
  g_clear_pointer (&self->account, g_free);
  g_task_set_task_data (task, build_folder (self), g_free);
  g_task_run_in_thread (task, drop_in_thread);
}

static void
forget (SlCommunity *self)
{
  g_clear_pointer (&self->me, sl_tracker_person_free);
  g_hash_table_remove_all (self->people);
  g_hash_table_remove_all (self->groups);
  g_clear_pointer (&self->following, g_hash_table_unref);
}

static void
take_account (SlCommunity         *self,
              const SlSyncAccount *account)
{
  g_autofree char *who = g_strjoin (" ", account->address, account->user_id != NULL ? account->user_id : account->email, NULL);
  g_autofree char *folder = build_folder (self);

  if (g_strcmp0 (who, self->account) == 0)
    return;
  forget (self);
  if (self->cache != NULL)
    sl_community_cache_close (self->cache);
  g_clear_pointer (&self->cache, sl_community_cache_unref);
  self->cache = sl_community_cache_new (folder, who);
  g_set_str (&self->account, who);
}

static void
keeper_changed_cb (SlCommunity *self)
{
  SlSyncState state = sl_sync_keeper_get_state (self->keeper);
  const SlSyncStatus *status = sl_sync_keeper_get_status (self->keeper);
  gboolean available;

  if (status == NULL)
    return;
  available = state != SL_SYNC_STATE_OFF && status->account->agreed;
  if (available)
    take_account (self, status->account);
  else if (self->available || !self->was_read)
    {
      forget (self);
      drop_cache (self);
    }
  self->was_read = TRUE;
  if (available == self->available)
    return;
  self->available = available;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_AVAILABLE]);
}

/* Object */

static void
sl_community_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  if (id == PROP_AVAILABLE)
    g_value_set_boolean (value, SL_COMMUNITY (object)->available);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
sl_community_finalize (GObject *object)
{
  SlCommunity *self = SL_COMMUNITY (object);

  forget (self);
  g_clear_pointer (&self->people, g_hash_table_unref);
  g_clear_pointer (&self->groups, g_hash_table_unref);
  g_clear_pointer (&self->cache, sl_community_cache_unref);
  g_free (self->account);
  g_clear_object (&self->keeper);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (sl_community_parent_class)->finalize (object);
}

static void
sl_community_class_init (SlCommunityClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sl_community_get_property;
  object_class->finalize = sl_community_finalize;
  props[PROP_AVAILABLE] = g_param_spec_boolean ("available", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sl_community_init (SlCommunity *self)
{
  self->people = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) sl_tracker_person_free);
  self->groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/** sl_community_new: (transfer full): @keeper: of @context */
SlCommunity *
sl_community_new (SlContext    *context,
                  SlSyncKeeper *keeper)
{
  SlCommunity *self = g_object_new (SL_TYPE_COMMUNITY, NULL);

  self->context = g_object_ref (context);
  self->keeper = g_object_ref (keeper);
  g_signal_connect_object (keeper, "changed", G_CALLBACK (keeper_changed_cb), self, G_CONNECT_SWAPPED);
  keeper_changed_cb (self);
  return self;
}

gboolean
sl_community_is_available (SlCommunity *self)
{
  return self->available;
}

/** sl_community_get_clock: (transfer none) */
SlClock *
sl_community_get_clock (SlCommunity *self)
{
  return sl_context_get_clock (self->context);
}

/** sl_community_dup_server: (transfer full): the name of the server's computer, for sentences; "" while nobody is signed in */
char *
sl_community_dup_server (SlCommunity *self)
{
  const SlSyncStatus *status = sl_sync_keeper_get_status (self->keeper);
  g_autoptr (GUri) uri = self->available ? g_uri_parse (status->account->address, G_URI_FLAGS_NONE, NULL) : NULL;

  return g_strdup (uri != NULL ? g_uri_get_host (uri) : "");
}

/** sl_community_get_me: (transfer none) (nullable): as it was read last */
const SlTrackerPerson *
sl_community_get_me (SlCommunity *self)
{
  return self->me;
}

/** sl_community_dup_name: (transfer full): what to call @id, also where nobody may know */
char *
sl_community_dup_name (SlCommunity *self,
                       const char  *id)
{
  const SlTrackerPerson *person = g_hash_table_lookup (self->people, id);

  if (sl_community_is_me (self, id))
    return g_strdup (_("You"));
  if (person != NULL && *person->username != '\0')
    return g_strdup (sl_tracker_person_get_name (person));
  return g_strdup (_("Somebody with a private profile"));
}

/** sl_community_has_name: whether @id is known by name, so that there is a page of theirs */
gboolean
sl_community_has_name (SlCommunity *self,
                       const char  *id)
{
  const SlTrackerPerson *person = g_hash_table_lookup (self->people, id);

  return person != NULL && *person->username != '\0';
}

/** sl_community_dup_group_name: (transfer full) (nullable): %NULL: not known */
char *
sl_community_dup_group_name (SlCommunity *self,
                             const char  *id)
{
  const char *name = g_hash_table_lookup (self->groups, id);

  return name != NULL && *name != '\0' ? g_strdup (name) : NULL;
}

gboolean
sl_community_is_me (SlCommunity *self,
                    const char  *id)
{
  return self->me != NULL && g_strcmp0 (self->me->id, id) == 0;
}

/** sl_community_follows: whether the person follows @id, as far as is known */
gboolean
sl_community_follows (SlCommunity *self,
                      const char  *id)
{
  return self->following != NULL && g_hash_table_contains (self->following, id);
}

/* Asking */

static void
ask_free (gpointer data)
{
  SlCommunityAsk *ask = data;

  g_clear_object (&ask->store);
  g_clear_pointer (&ask->cache, sl_community_cache_unref);
  g_clear_pointer (&ask->known, g_hash_table_unref);
  g_clear_pointer (&ask->known_groups, g_hash_table_unref);
  g_clear_pointer (&ask->draft, sl_tracker_draft_free);
  g_free (ask->what);
  g_free (ask->me);
  g_free (ask->id);
  g_free (ask->title);
  g_free (ask->text);
  g_free (ask->word);
  g_free (ask);
}

static SlCommunityAsk *
ask_new (SlCommunity *self)
{
  SlCommunityAsk *ask = g_new0 (SlCommunityAsk, 1);

  ask->store = g_object_ref (sl_context_get_store (self->context));
  ask->today = sl_context_get_today (self->context);
  ask->now = sl_clock_get_now (sl_context_get_clock (self->context));
  ask->cache = sl_community_cache_ref (self->cache);
  return ask;
}

static GHashTable *
copy_known (GHashTable *table)
{
  GHashTable *known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_hash_table_add (known, g_strdup (id));
  return known;
}

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GDestroyNotify result_free = g_task_get_task_data (task);
  GError *error = NULL;
  gpointer answer = sl_sync_keeper_ask_finish (SL_SYNC_KEEPER (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, answer, result_free);
}

/* Takes @ask. */
static void
start (SlCommunity        *self,
       SlSyncAskFunc       func,
       SlCommunityAsk     *ask,
       GDestroyNotify      result_free,
       GAsyncReadyCallback callback,
       gpointer            user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, result_free, NULL);
  sl_sync_keeper_ask_async (self->keeper, func, ask, ask_free, result_free, asked_cb, task);
}

/* %TRUE: nobody is there, and @callback is told so. */
static gboolean
refuse (SlCommunity        *self,
        GAsyncReadyCallback callback,
        gpointer            user_data)
{
  if (self->available)
    return FALSE;
  g_task_report_new_error (self, callback, user_data, start, SL_ERROR, SL_ERROR_SIGN_IN, "%s",
                           _("You aren’t signed in to a server. Everything stays on this computer."));
  return TRUE;
}

/** sl_community_read_async: @what: (nullable): see #SlCommunityPlace; @skip: rows that are there already */
void
sl_community_read_async (SlCommunity        *self,
                         SlCommunityPlace    place,
                         const char         *what,
                         guint               skip,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  SlCommunityAsk *ask;

  if (refuse (self, callback, user_data))
    return;
  ask = ask_new (self);
  ask->place = place;
  ask->what = g_strdup (what);
  ask->skip = skip;
  ask->me = self->me != NULL ? g_strdup (self->me->id) : NULL;
  ask->known = copy_known (self->people);
  ask->known_groups = copy_known (self->groups);
  ask->needs_following = self->following == NULL;
  start (self, _sl_community_read, ask, (GDestroyNotify) sl_community_page_free, callback, user_data);
}

static void
learn_groups (SlCommunity *self,
              GPtrArray   *groups)
{
  for (guint i = 0; groups != NULL && i < groups->len; i++)
    {
      const SlTrackerGroup *group = g_ptr_array_index (groups, i);

      g_hash_table_replace (self->groups, g_strdup (group->id), g_strdup (group->name));
    }
}

static void
learn (SlCommunity           *self,
       const SlCommunityPage *page)
{
  for (guint i = 0; i < page->met->len; i++)
    {
      SlTrackerPerson *person = sl_tracker_person_copy (g_ptr_array_index (page->met, i));

      g_hash_table_replace (self->people, person->id, person);
    }
  learn_groups (self, page->groups);
  learn_groups (self, page->my_groups);
  learn_groups (self, page->met_groups);
  if (page->me != NULL)
    {
      g_clear_pointer (&self->me, sl_tracker_person_free);
      self->me = sl_tracker_person_copy (page->me);
    }
  if (page->following == NULL)
    return;
  g_clear_pointer (&self->following, g_hash_table_unref);
  self->following = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < page->following->len; i++)
    g_hash_table_add (self->following, g_strdup (g_ptr_array_index (page->following, i)));
}

/** sl_community_read_finish: (transfer full) (nullable): %NULL with @error set */
SlCommunityPage *
sl_community_read_finish (SlCommunity  *self,
                          GAsyncResult *result,
                          GError      **error)
{
  SlCommunityPage *page = g_task_propagate_pointer (G_TASK (result), error);

  if (page != NULL && self->available)
    learn (self, page);
  return page;
}

/** sl_community_do_async: only ever for something that the person just chose */
void
sl_community_do_async (SlCommunity           *self,
                       const SlCommunityDeed *deed,
                       GAsyncReadyCallback    callback,
                       gpointer               user_data)
{
  SlCommunityAsk *ask;

  if (refuse (self, callback, user_data))
    return;
  ask = ask_new (self);
  ask->deed = deed->kind;
  ask->id = g_strdup (deed->id);
  ask->title = g_strdup (deed->title);
  ask->text = g_strdup (deed->text);
  ask->word = g_strdup (deed->word);
  ask->is_public = deed->is_public;
  if (deed->kind == SL_COMMUNITY_FOLLOW || deed->kind == SL_COMMUNITY_UNFOLLOW)
    g_clear_pointer (&self->following, g_hash_table_unref);
  start (self, _sl_community_do, ask, NULL, callback, user_data);
}

/** sl_community_do_finish: %FALSE with @error set; "changed" is emitted before */
gboolean
sl_community_do_finish (SlCommunity  *self,
                        GAsyncResult *result,
                        GError      **error)
{
  gboolean done = g_task_propagate_pointer (G_TASK (result), error) != NULL;

  if (done)
    g_signal_emit (self, signals[CHANGED], 0);
  return done;
}

/** sl_community_post_async: @draft: (transfer full): of a post or a group, which the person just sent */
void
sl_community_post_async (SlCommunity        *self,
                         SlTrackerDraft     *draft,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  SlCommunityAsk *ask;

  if (refuse (self, callback, user_data))
    {
      sl_tracker_draft_free (draft);
      return;
    }
  ask = ask_new (self);
  ask->draft = draft;
  start (self, _sl_community_create, ask, (GDestroyNotify) _sl_community_sent_free, callback, user_data);
}

/**
 * sl_community_post_finish:
 * @draft: (out) (transfer full) (nullable): what wasn't made, or nobody knows whether it was: to be sent again if the person
 *   wants it
 *
 * Returns: %FALSE with @error set: it isn't there, or nobody knows
 */
gboolean
sl_community_post_finish (SlCommunity     *self,
                          GAsyncResult    *result,
                          SlTrackerDraft **draft,
                          GError         **error)
{
  SlCommunitySent *sent = g_task_propagate_pointer (G_TASK (result), error);
  gboolean done = sent != NULL && sent->error == NULL;

  *draft = NULL;
  if (sent != NULL && sent->error != NULL)
    {
      *draft = g_steal_pointer (&sent->draft);
      g_propagate_error (error, g_steal_pointer (&sent->error));
    }
  g_clear_pointer (&sent, _sl_community_sent_free);
  if (done)
    g_signal_emit (self, signals[CHANGED], 0);
  return done;
}
