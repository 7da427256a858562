/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-backup-keeper.h. */
#define G_LOG_DOMAIN "sl-backup-keeper"

#include "config.h"

#include "sl-backup-keeper.h"
#include "sl-backups.h"

#define DEFAULT_KEPT 14

struct _SlBackupKeeper {
  GObject parent_instance;

  SlContext *context;
  GCancellable *cancellable;
  gboolean started;
  gboolean running;
  gboolean daily;
  guint kept;
};

G_DEFINE_FINAL_TYPE (SlBackupKeeper, sl_backup_keeper, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_DAILY,
  PROP_KEPT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint failed_signal;
static guint made_signal;

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SlBackupKeeper) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = sl_backups_finish (SL_CONTEXT (source), result, &error);

  self->running = FALSE;
  if (path != NULL && *path != '\0')
    g_signal_emit (self, made_signal, 0, path);
  else if (path == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, failed_signal, 0, error);
}

static void
look (SlBackupKeeper *self)
{
  if (!self->started || !self->daily || self->running || sl_store_get_read_only (sl_context_get_store (self->context)))
    return;

  self->running = TRUE;
  sl_backups_make_daily_async (self->context, self->kept, self->cancellable, made_cb, g_object_ref (self));
}

static void
sl_backup_keeper_dispose (GObject *object)
{
  SlBackupKeeper *self = SL_BACKUP_KEEPER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (sl_backup_keeper_parent_class)->dispose (object);
}

static void
sl_backup_keeper_finalize (GObject *object)
{
  g_clear_object (&SL_BACKUP_KEEPER (object)->cancellable);

  G_OBJECT_CLASS (sl_backup_keeper_parent_class)->finalize (object);
}

static void
sl_backup_keeper_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  SlBackupKeeper *self = SL_BACKUP_KEEPER (object);

  switch (prop_id)
    {
    case PROP_DAILY:
      g_value_set_boolean (value, self->daily);
      break;
    case PROP_KEPT:
      g_value_set_uint (value, self->kept);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_backup_keeper_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  SlBackupKeeper *self = SL_BACKUP_KEEPER (object);

  switch (prop_id)
    {
    case PROP_DAILY:
      self->daily = g_value_get_boolean (value);
      look (self);
      break;
    case PROP_KEPT:
      self->kept = g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_backup_keeper_class_init (SlBackupKeeperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sl_backup_keeper_dispose;
  object_class->finalize = sl_backup_keeper_finalize;
  object_class->get_property = sl_backup_keeper_get_property;
  object_class->set_property = sl_backup_keeper_set_property;

  properties[PROP_DAILY] = g_param_spec_boolean ("daily", NULL, NULL, TRUE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_KEPT] = g_param_spec_uint ("kept", NULL, NULL, 1, G_MAXUINT, DEFAULT_KEPT, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  made_signal = g_signal_new ("made", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  failed_signal = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
sl_backup_keeper_init (SlBackupKeeper *self)
{
  self->cancellable = g_cancellable_new ();
  self->daily = TRUE;
  self->kept = DEFAULT_KEPT;
}

/**
 * sl_backup_keeper_new:
 * @context: open by sl_backup_keeper_start()
 *
 * Returns: (transfer full): a keeper that does nothing yet
 */
SlBackupKeeper *
sl_backup_keeper_new (SlContext *context)
{
  SlBackupKeeper *self = g_object_new (SL_TYPE_BACKUP_KEEPER, NULL);

  self->context = g_object_ref (context);
  return self;
}

/** sl_backup_keeper_start: makes the day’s backup if it is due, and those of the days to come */
void
sl_backup_keeper_start (SlBackupKeeper *self)
{
  g_return_if_fail (SL_IS_BACKUP_KEEPER (self));

  if (self->started)
    return;
  self->started = TRUE;
  g_signal_connect_object (sl_context_get_clock (self->context), "day-changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  look (self);
}
