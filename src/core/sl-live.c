/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-live.h. One reading is under way at most; what changes meanwhile is read after it. */

#define G_LOG_DOMAIN "sl-live"

#include "config.h"

#include "sl-error.h"
#include "sl-live.h"

/* What the read function is asked with. Its thread may still look at it when a newer one has taken its place. */
typedef struct {
  gatomicrefcount ref_count;
  gpointer data;
  GDestroyNotify free;
} Question;

struct _SlLive {
  GObject parent_instance;

  SlContext *context;
  guint kinds;
  SlReadLane lane;
  SlReadFunc func;
  GDestroyNotify result_free;
  Question *question;

  gpointer result;
  GError *error;
  GCancellable *cancellable; /* of the reading that is under way, or NULL */
  gboolean waits; /* for the store to be open */
  gboolean started;
  gboolean loaded;
  gboolean read_again;
};

G_DEFINE_FINAL_TYPE (SlLive, sl_live, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_LOADED,
  PROP_ERROR,
  N_PROPS
};

enum {
  CHANGED,
  FAILED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* A reading that is under way. It doesn't hold the object, so that its end can end it. */
typedef struct {
  GWeakRef live;
  GCancellable *cancellable;
  GDestroyNotify result_free;
} Reading;

/* What the reader thread gets. */
typedef struct {
  Question *question;
  SlReadFunc func;
} Asking;

static Question *
question_new (gpointer data, GDestroyNotify free)
{
  Question *self = g_new (Question, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->data = data;
  self->free = free;
  return self;
}

static Question *
question_ref (Question *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

static void
question_unref (Question *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  if (self->free != NULL)
    self->free (self->data);
  g_free (self);
}

/* Reading */

static void read_now (SlLive *self);

static void
reading_free (Reading *reading)
{
  g_weak_ref_clear (&reading->live);
  g_object_unref (reading->cancellable);
  g_free (reading);
}

static void
asking_free (gpointer data)
{
  Asking *asking = data;

  question_unref (asking->question);
  g_free (asking);
}

static gpointer
read_func (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Asking *asking = data;

  return asking->func (connection, asking->question->data, cancellable, error);
}

static void
set_error (SlLive *self, const GError *error)
{
  if (self->error == NULL && error == NULL)
    return;

  g_clear_error (&self->error);
  if (error != NULL)
    self->error = g_error_copy (error);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
  if (self->error != NULL)
    g_signal_emit (self, signals[FAILED], 0, self->error);
}

static void
take_result (SlLive *self, gpointer result)
{
  gpointer old = self->result;
  gboolean first = !self->loaded;

  self->result = result;
  self->loaded = TRUE;
  /* Who makes something from the answer has it when others hear that there is one. */
  g_signal_emit (self, signals[CHANGED], 0);
  if (first)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
  if (old != NULL && self->result_free != NULL)
    self->result_free (old);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (SlLive) self = g_weak_ref_get (&reading->live);
  g_autoptr (GError) error = NULL;
  gpointer answer = sl_store_read_finish (SL_STORE (source), result, &error);
  /* Nobody waits for it any more: a newer question was asked, or the page is gone. */
  gboolean late = self == NULL || reading->cancellable != self->cancellable || g_cancellable_is_cancelled (reading->cancellable);

  if (late)
    {
      if (answer != NULL && reading->result_free != NULL)
        reading->result_free (answer);
      reading_free (reading);
      return;
    }

  reading_free (reading);
  g_clear_object (&self->cancellable);
  if (error == NULL)
    take_result (self, answer);
  set_error (self, error);
  if (self->read_again && self->cancellable == NULL)
    read_now (self);
}

static void
read_now (SlLive *self)
{
  Asking *asking = g_new0 (Asking, 1);
  Reading *reading = g_new0 (Reading, 1);

  self->read_again = FALSE;
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  asking->question = question_ref (self->question);
  asking->func = self->func;
  g_weak_ref_init (&reading->live, self);
  reading->cancellable = g_object_ref (self->cancellable);
  reading->result_free = self->result_free;
  sl_store_read_async (sl_context_get_store (self->context), self->lane, read_func, asking, asking_free,
                       self->result_free, self->cancellable, read_cb, reading);
}

static void
store_changed_cb (SlLive *self, guint kinds, gboolean foreign)
{
  if (kinds & self->kinds)
    sl_live_refresh (self);
}

static void
opened_cb (SlLive *self)
{
  if (!sl_store_get_is_open (sl_context_get_store (self->context)))
    return;

  g_signal_handlers_disconnect_by_func (sl_context_get_store (self->context), opened_cb, self);
  self->waits = FALSE;
  sl_live_start (self);
}

/* Overrides */

static void
sl_live_dispose (GObject *object)
{
  SlLive *self = SL_LIVE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->result_free != NULL)
    g_clear_pointer (&self->result, self->result_free);
  g_clear_pointer (&self->question, question_unref);
  g_clear_error (&self->error);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (sl_live_parent_class)->dispose (object);
}

static void
sl_live_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SlLive *self = SL_LIVE (object);

  switch (prop_id)
    {
    case PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_live_class_init (SlLiveClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = sl_live_dispose;
  object_class->get_property = sl_live_get_property;

  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, readable);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
sl_live_init (SlLive *self)
{
  self->question = question_new (NULL, NULL);
}

/**
 * sl_live_new:
 * @context: the services; its store may not be open yet
 * @kinds: bits of SL_LIVE_KIND(): what the answer is made from
 * @lane: who waits for it
 * @func: reads the answer; may return %NULL without an error
 * @result_free: (nullable): frees an answer
 *
 * Returns: (transfer full): an answer that is not asked for until sl_live_start()
 */
SlLive *
sl_live_new (SlContext *context, guint kinds, SlReadLane lane, SlReadFunc func, GDestroyNotify result_free)
{
  SlLive *self = g_object_new (SL_TYPE_LIVE, NULL);

  self->context = g_object_ref (context);
  self->kinds = kinds;
  self->lane = lane;
  self->func = func;
  self->result_free = result_free;
  return self;
}

/**
 * sl_live_set_question:
 * @question: (nullable): what the read function gets as its data, from now on
 * @question_free: (nullable): frees it, on any thread
 *
 * An answer to the question before it, that is still being read, is not waited for.
 */
void
sl_live_set_question (SlLive *self, gpointer question, GDestroyNotify question_free)
{
  g_return_if_fail (SL_IS_LIVE (self));

  question_unref (self->question);
  self->question = question_new (question, question_free);
  if (!self->started)
    return;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  read_now (self);
}

/** sl_live_start: begins to read, at once or as soon as the store is open. Further calls do nothing. */
void
sl_live_start (SlLive *self)
{
  g_return_if_fail (SL_IS_LIVE (self));

  if (self->started || self->waits)
    return;

  if (!sl_store_get_is_open (sl_context_get_store (self->context)))
    {
      self->waits = TRUE;
      g_signal_connect_object (sl_context_get_store (self->context), "notify::is-open", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
      return;
    }

  self->started = TRUE;
  g_signal_connect_object (sl_context_get_store (self->context), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sl_context_get_clock (self->context), "day-changed", G_CALLBACK (sl_live_refresh), self, G_CONNECT_SWAPPED);
  read_now (self);
}

/** sl_live_refresh: reads again, for instance after a failure or when what the function looks at besides the store changed */
void
sl_live_refresh (SlLive *self)
{
  g_return_if_fail (SL_IS_LIVE (self));

  if (!self->started)
    return;
  if (self->cancellable != NULL)
    self->read_again = TRUE;
  else
    read_now (self);
}

/** sl_live_get_result: Returns: (transfer none) (nullable): the last answer; valid until "changed" has been told */
gpointer
sl_live_get_result (SlLive *self)
{
  g_return_val_if_fail (SL_IS_LIVE (self), NULL);

  return self->result;
}

/** sl_live_get_loaded: Returns: whether there has been an answer */
gboolean
sl_live_get_loaded (SlLive *self)
{
  g_return_val_if_fail (SL_IS_LIVE (self), FALSE);

  return self->loaded;
}

/** sl_live_get_error: Returns: (nullable): why the last reading failed */
const GError *
sl_live_get_error (SlLive *self)
{
  g_return_val_if_fail (SL_IS_LIVE (self), NULL);

  return self->error;
}
