/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-sync-keeper.h: what is known, and when the next round comes. */

#define G_LOG_DOMAIN "sl-sync-keeper"

#include "config.h"

#include "sl-error.h"
#include "sl-sync-keeper-private.h"
#include "sl-sync-schedule.h"

/* Without a good round for so long, the person is told. */
#define OVERDUE (24 * G_TIME_SPAN_HOUR)
/* Unless none failed either: after a weekend's sleep one comes at once. */
#define PATIENCE (15 * G_TIME_SPAN_MINUTE)
/* What the person wants while another program has its turn is tried again after so long. */
#define TURN (15 * G_TIME_SPAN_SECOND)

G_DEFINE_FINAL_TYPE (SlSyncKeeper, sl_sync_keeper, G_TYPE_OBJECT)

enum {
  CHANGED,
  FAILED,
  REFUSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

void
_sl_sync_keeper_tell (SlSyncKeeper *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/** _sl_sync_keeper_tell_refusals: @refusals: (element-type SlSyncRefusal) */
void
_sl_sync_keeper_tell_refusals (SlSyncKeeper *self,
                               GPtrArray    *refusals)
{
  g_signal_emit (self, signals[REFUSED], 0, refusals);
}

static gint64
get_now (SlSyncKeeper *self)
{
  return sl_clock_get_now (sl_context_get_clock (self->context));
}

static gboolean
is_signed_in (SlSyncKeeper *self)
{
  return self->status != NULL && self->status->account != NULL && self->status->account->signed_in;
}

/* When */

static SlSyncSituation
describe_situation (SlSyncKeeper *self)
{
  const SlSyncAccount *account = self->status->account;
  gboolean local = sl_sync_account_is_local (account);

  return (SlSyncSituation) {
    .at = get_now (self),
    .seed = g_str_hash (account->id),
    .started_at = self->started_at,
    .last_round = account->last_try,
    /* What stood in the way when the program ended may be gone: the first round finds out. */
    .n_failures = self->n_failures > 0 ? account->n_failures : 0,
    .trouble = account->trouble,
    .retry_after = account->retry_after,
    .certain_at = self->certain_at,
    .changed_first = self->changed_first,
    .changed_last = self->changed_last,
    .online_since = self->online_since,
    .is_online = local || g_network_monitor_get_network_available (self->network),
    .is_held_back = !local && g_network_monitor_get_network_metered (self->network) && !g_settings_get_boolean (self->settings, "sync-metered"),
    .has_window = TRUE,
  };
}

/* Also where rounds don't even fail, as there is no network, or none that is free of charge. */
static gboolean
is_missing_rounds (SlSyncKeeper *self)
{
  const SlSyncAccount *account = is_signed_in (self) ? self->status->account : NULL;

  return account != NULL && account->agreed && account->last_success > 0 && get_now (self) - account->last_success > OVERDUE;
}

/* When that is to be looked at again; SL_TIME_NONE: not by itself. */
static gint64
note_missing_rounds (SlSyncKeeper *self)
{
  gint64 now = get_now (self), at;

  if (!is_missing_rounds (self))
    self->missed_since = 0;
  else if (self->missed_since == 0)
    self->missed_since = now;
  if (!is_signed_in (self) || self->status->account->last_success == 0)
    return SL_TIME_NONE;
  at = self->missed_since != 0 ? self->missed_since + PATIENCE : self->status->account->last_success + OVERDUE + 1;
  return at > now ? at : SL_TIME_NONE;
}

static void
plan_round (SlSyncKeeper *self)
{
  gint64 look = note_missing_rounds (self);
  gint64 next = SL_TIME_NONE;

  if (!self->started)
    return;
  if (self->is_wished)
    next = self->round == NULL ? self->ended_at + TURN : SL_TIME_NONE;
  else if (is_signed_in (self) && self->status->account->agreed && self->round == NULL && g_settings_get_boolean (self->settings, "sync-automatic"))
    {
      const SlSyncSituation situation = describe_situation (self);
      gint64 at = sl_sync_schedule (&situation);

      next = at == SL_SYNC_NEVER ? SL_TIME_NONE : at;
    }
  if (next == SL_TIME_NONE || (look != SL_TIME_NONE && look < next))
    next = look;
  sl_alarm_set (self->alarm, next);
}

static void
rings_cb (SlSyncKeeper *self)
{
  if (self->is_wished && self->round == NULL)
    {
      sl_sync_keeper_sync (self, self->wish.flags, self->wish.missing);
      return;
    }
  /* The clock may have been set: it rings then, too. */
  if (self->started && self->round == NULL && is_signed_in (self) && self->status->account->agreed && g_settings_get_boolean (self->settings, "sync-automatic"))
    {
      const SlSyncSituation situation = describe_situation (self);

      if (sl_sync_schedule (&situation) <= get_now (self))
        {
          sl_sync_keeper_sync (self, SL_SYNC_RUN_BY_ITSELF, SL_TRACKER_MISSING_ASK);
          return;
        }
    }
  plan_round (self);
  _sl_sync_keeper_tell (self);
}

static void
network_cb (SlSyncKeeper *self)
{
  gboolean online = g_network_monitor_get_network_available (self->network);

  if (online && !self->was_online)
    self->online_since = get_now (self);
  self->was_online = online;
  plan_round (self);
}

/* What is known */

/* What isn't on record: that another program had its turn, or why nothing could be written down. */
static void
add_last_round (SlSyncKeeper  *self,
                SlSyncAccount *account)
{
  gint64 since = MAX (self->ended_at - account->last_try, 0);

  self->tried = account->last_try;
  if (self->round != NULL || self->ended_at == 0 || self->tried != self->tried_before)
    return;
  if (account->retry_after > 0)
    account->retry_after = MAX (account->retry_after - since / G_USEC_PER_SEC, 0);
  account->last_try = self->ended_at;
  if (self->failure == NULL)
    return;
  account->n_failures = MAX (account->n_failures, MAX (self->n_failures, 1));
  account->trouble = SL_SYNC_TROUBLE_SERVER;
  g_set_str (&account->message, self->failure->message);
}

static void
take_status (SlSyncKeeper *self,
             SlSyncStatus *status)
{
  gint64 now = get_now (self);

  if (status->account != NULL)
    add_last_round (self, status->account);

  g_clear_pointer (&self->status, sl_sync_status_free);
  self->status = status;
  if (!status->has_news)
    self->changed_first = self->changed_last = 0;
  else
    {
      if (self->changed_first == 0)
        self->changed_first = now;
      self->changed_last = now;
    }
  plan_round (self);
  _sl_sync_keeper_tell (self);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SlSyncKeeper) self = user_data;
  g_autoptr (GError) error = NULL;
  SlSyncStatus *status = sl_store_read_finish (SL_STORE (source), result, &error);

  self->reading = FALSE;
  if (status != NULL && self->started)
    take_status (self, status);
  else if (status != NULL)
    sl_sync_status_free (status);
  else if (self->started && !self->unreadable)
    g_signal_emit (self, signals[FAILED], 0, error);
  /* It is told once, not after each change. */
  self->unreadable = error != NULL;
  if (self->started && self->again)
    _sl_sync_keeper_refresh (self);
}

/** _sl_sync_keeper_refresh: reads the status, once more if that is under way */
void
_sl_sync_keeper_refresh (SlSyncKeeper *self)
{
  self->again = self->reading;
  if (self->reading || !self->started)
    return;
  self->reading = TRUE;
  sl_store_read_async (sl_context_get_store (self->context), SL_READ_BACKGROUND, sl_sync_status_read, NULL, NULL,
                       (GDestroyNotify) sl_sync_status_free, NULL, read_cb, g_object_ref (self));
}

static void
store_changed_cb (SlSyncKeeper *self)
{
  _sl_sync_keeper_refresh (self);
}

/** _sl_sync_keeper_add_wish: one round for what is wanted already and @wish: an answer stays until there is another one */
SlSyncWish
_sl_sync_keeper_add_wish (SlSyncKeeper *self,
                          SlSyncWish    wish)
{
  if (!self->is_wished)
    return wish;
  return (SlSyncWish) { self->wish.flags | wish.flags, wish.missing != SL_TRACKER_MISSING_ASK ? wish.missing : self->wish.missing };
}

/** _sl_sync_keeper_wish: a round as soon as it can be */
void
_sl_sync_keeper_wish (SlSyncKeeper *self,
                      SlSyncWish    wish)
{
  self->wish = _sl_sync_keeper_add_wish (self, wish);
  self->is_wished = TRUE;
}

/* What was wanted before all that is wanted now. */
static void
wish_again (SlSyncKeeper *self,
            SlSyncWish    earlier)
{
  SlSyncWish later = self->is_wished ? self->wish : earlier;

  self->is_wished = FALSE;
  _sl_sync_keeper_wish (self, earlier);
  _sl_sync_keeper_wish (self, later);
}

/* Another program that has its turn is no failure; a person who waits is told, and needn't ask again. */
static void
note_failure (SlSyncKeeper *self,
              const GError *failure)
{
  gboolean stopped = g_error_matches (failure, SL_ERROR, SL_ERROR_CANCELLED) || g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  gboolean busy = g_error_matches (failure, SL_ERROR, SL_ERROR_BUSY);

  g_clear_error (&self->failure);
  if (failure == NULL)
    self->n_failures = 0;
  else if (!stopped && !busy)
    self->n_failures++;
  if (busy && self->running.flags & SL_SYNC_RUN_BY_HAND)
    wish_again (self, self->running);
  if (failure != NULL && !stopped && (!busy || self->running.flags & SL_SYNC_RUN_BY_HAND))
    self->failure = g_error_copy (failure);
}

/** _sl_sync_keeper_ended: a round did; @failure: (nullable) */
void
_sl_sync_keeper_ended (SlSyncKeeper *self,
                       const GError *failure)
{
  gboolean follows = self->is_wished;

  g_clear_object (&self->round);
  _sl_sync_keeper_forget_step (self);
  self->ended_at = get_now (self);
  note_failure (self, failure);
  if (follows && !g_error_matches (failure, SL_ERROR, SL_ERROR_BUSY))
    sl_sync_keeper_sync (self, self->wish.flags, self->wish.missing);
  _sl_sync_keeper_refresh (self);
  _sl_sync_keeper_tell (self);
}

static void
sl_sync_keeper_dispose (GObject *object)
{
  SlSyncKeeper *self = SL_SYNC_KEEPER (object);

  if (self->started)
    sl_sync_keeper_stop (self);
  g_clear_handle_id (&self->tell, g_source_remove);
  g_clear_object (&self->alarm);
  g_clear_object (&self->network);
  g_clear_object (&self->client);
  g_clear_object (&self->settings);
  g_clear_object (&self->context);
  g_clear_pointer (&self->status, sl_sync_status_free);
  G_OBJECT_CLASS (sl_sync_keeper_parent_class)->dispose (object);
}

static void
sl_sync_keeper_finalize (GObject *object)
{
  SlSyncKeeper *self = SL_SYNC_KEEPER (object);

  g_free (self->step);
  g_clear_error (&self->failure);
  g_clear_object (&self->transport);
  g_clear_object (&self->asks);
  sl_turn_clear (&self->turn);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (sl_sync_keeper_parent_class)->finalize (object);
}

static void
sl_sync_keeper_class_init (SlSyncKeeperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sl_sync_keeper_dispose;
  object_class->finalize = sl_sync_keeper_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[REFUSED] = g_signal_new ("refused", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
}

static void
sl_sync_keeper_init (SlSyncKeeper *self)
{
  self->asks = g_cancellable_new ();
  sl_turn_init (&self->turn, 1);
  g_mutex_init (&self->lock);
}

/**
 * sl_sync_keeper_new:
 * @settings: keys "sync-automatic" and "sync-metered"
 * @client: of the context's store; nobody else uses it from now on
 *
 * Returns: (transfer full): one that does nothing before sl_sync_keeper_start()
 */
SlSyncKeeper *
sl_sync_keeper_new (SlContext    *context,
                    GSettings    *settings,
                    SlSyncClient *client)
{
  SlSyncKeeper *self = g_object_new (SL_TYPE_SYNC_KEEPER, NULL);

  self->context = g_object_ref (context);
  self->settings = g_object_ref (settings);
  self->client = g_object_ref (client);
  self->network = g_object_ref (g_network_monitor_get_default ());
  self->alarm = sl_alarm_new (sl_context_get_clock (context));
  g_signal_connect_object (self->alarm, "rings", G_CALLBACK (rings_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::sync-automatic", G_CALLBACK (plan_round), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::sync-metered", G_CALLBACK (plan_round), self, G_CONNECT_SWAPPED);
  _sl_sync_keeper_take_steps (self);
  return self;
}

/** sl_sync_keeper_set_network: another one than the computer's, for tests; before sl_sync_keeper_start() */
void
sl_sync_keeper_set_network (SlSyncKeeper    *self,
                            GNetworkMonitor *network)
{
  g_set_object (&self->network, network);
}

/** sl_sync_keeper_start: from now on; the store must be open */
void
sl_sync_keeper_start (SlSyncKeeper *self)
{
  self->started = TRUE;
  self->started_at = get_now (self);
  self->was_online = g_network_monitor_get_network_available (self->network);
  g_signal_connect_object (self->network, "network-changed", G_CALLBACK (network_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sl_context_get_store (self->context), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  /* Another program's round, or its signing out, changes no record. */
  g_signal_connect_object (sl_context_get_store (self->context), "written", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  _sl_sync_keeper_refresh (self);
}

/** sl_sync_keeper_stop: ends what runs, and waits for it: the store may be closed after it. For good */
void
sl_sync_keeper_stop (SlSyncKeeper *self)
{
  self->started = FALSE;
  sl_alarm_set (self->alarm, SL_TIME_NONE);
  sl_sync_keeper_cancel (self);
  _sl_sync_keeper_end_asks (self);
  while (self->n_tasks > 0 || self->reading)
    g_main_context_iteration (NULL, TRUE);
  /* What belongs to this thread: the last to let go of the keeper may be another one. */
  g_clear_object (&self->alarm);
  g_signal_handlers_disconnect_by_data (self->settings, self);
  g_signal_handlers_disconnect_by_data (self->network, self);
  g_signal_handlers_disconnect_by_data (sl_context_get_store (self->context), self);
}

SlSyncState
sl_sync_keeper_get_state (SlSyncKeeper *self)
{
  const SlSyncAccount *account;

  if (!is_signed_in (self))
    return SL_SYNC_STATE_OFF;
  account = self->status->account;
  if (self->round != NULL)
    return SL_SYNC_STATE_RUNNING;
  if (!account->agreed)
    return SL_SYNC_STATE_UNAGREED;
  if (account->n_asked > 0 || self->status->n_refused > 0)
    return SL_SYNC_STATE_ASKING;
  return account->n_failures > 0 || sl_sync_keeper_is_overdue (self) ? SL_SYNC_STATE_TROUBLE : SL_SYNC_STATE_GOOD;
}

/** sl_sync_keeper_get_status: (transfer none) (nullable): %NULL: it isn't read yet; until the next "changed" */
const SlSyncStatus *
sl_sync_keeper_get_status (SlSyncKeeper *self)
{
  return self->status;
}

/** sl_sync_keeper_get_step: (transfer none) (nullable): what the round that runs is at, in words */
const char *
sl_sync_keeper_get_step (SlSyncKeeper *self)
{
  return self->step;
}

/** sl_sync_keeper_get_fraction: how far that step is, 0 to 1; -1: nobody knows */
double
sl_sync_keeper_get_fraction (SlSyncKeeper *self)
{
  return self->step != NULL ? self->fraction : -1;
}

/** sl_sync_keeper_is_overdue: whether no round was good for a day, although they should come by themselves or were tried */
gboolean
sl_sync_keeper_is_overdue (SlSyncKeeper *self)
{
  if (!is_missing_rounds (self))
    return FALSE;
  return self->status->account->n_failures > 0 ||
         (g_settings_get_boolean (self->settings, "sync-automatic") && self->missed_since != 0 && get_now (self) - self->missed_since >= PATIENCE);
}
