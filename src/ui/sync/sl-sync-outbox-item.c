/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-sync-outbox-item"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-kinds.h"
#include "sl-private.h"
#include "sl-record-name.h"
#include "sl-sync-outbox-item.h"

struct _SlSyncOutboxItem {
  GObject parent_instance;

  SlSyncWaiting *waiting;
  SlRecordName *name;
};

G_DEFINE_FINAL_TYPE (SlSyncOutboxItem, sl_sync_outbox_item, G_TYPE_OBJECT)

static void
sl_sync_outbox_item_finalize (GObject *object)
{
  SlSyncOutboxItem *self = SL_SYNC_OUTBOX_ITEM (object);

  sl_sync_waiting_free (self->waiting);
  sl_record_name_free (self->name);
  G_OBJECT_CLASS (sl_sync_outbox_item_parent_class)->finalize (object);
}

static void
sl_sync_outbox_item_class_init (SlSyncOutboxItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_sync_outbox_item_finalize;
}

static void
sl_sync_outbox_item_init (SlSyncOutboxItem *self)
{
}

/** sl_sync_outbox_item_get_waiting: (transfer none) */
const SlSyncWaiting *
sl_sync_outbox_item_get_waiting (SlSyncOutboxItem *self)
{
  return self->waiting;
}

/** sl_sync_outbox_item_is_refused: whether it waits for the person */
gboolean
sl_sync_outbox_item_is_refused (SlSyncOutboxItem *self)
{
  return self->waiting->state == SL_SYNC_WAITING_FOR_PERSON;
}

/** sl_sync_outbox_item_equal: whether their rows say the same */
gboolean
sl_sync_outbox_item_equal (SlSyncOutboxItem *self,
                           SlSyncOutboxItem *other)
{
  const SlSyncWaiting *a = self->waiting;
  const SlSyncWaiting *b = other->waiting;

  return a->kind == b->kind && g_str_equal (a->id, b->id) && a->deed == b->deed && a->state == b->state &&
         g_strcmp0 (a->field, b->field) == 0 && g_strcmp0 (a->message, b->message) == 0 &&
         g_strcmp0 (self->name->name, other->name->name) == 0 && g_strcmp0 (self->name->company, other->name->company) == 0 &&
         g_strcmp0 (self->name->role, other->name->role) == 0;
}

/** sl_sync_outbox_item_get_title: Returns: what the record is called */
char *
sl_sync_outbox_item_get_title (SlSyncOutboxItem *self)
{
  return sl_record_name_describe (self->name);
}

static const char *
get_deed_words (SlSyncWaitingDeed deed)
{
  switch (deed)
    {
    case SL_SYNC_WAITING_ADD:
      return C_("waiting change", "To be added");
    case SL_SYNC_WAITING_REMOVE:
      return C_("waiting change", "To be removed");
    case SL_SYNC_WAITING_UPLOAD:
      return C_("waiting change", "File to be sent");
    case SL_SYNC_WAITING_CHANGE:
    default:
      return C_("waiting change", "To be changed");
    }
}

static const char *
get_state_words (SlSyncWaitingState state)
{
  switch (state)
    {
    case SL_SYNC_WAITING_FOR_PERSON:
      return C_("waiting change", "Not taken");
    case SL_SYNC_WAITING_FOR_CERTAINTY:
      return C_("waiting change", "Sent, not confirmed yet");
    case SL_SYNC_WAITING_FOR_ROUND:
    default:
      return NULL;
    }
}

/** sl_sync_outbox_item_get_subtitle: Returns: what kind it is, and what the server is to do */
char *
sl_sync_outbox_item_get_subtitle (SlSyncOutboxItem *self)
{
  const char *kind = _(sl_kind_get_info (self->waiting->kind)->label);
  const char *state = get_state_words (self->waiting->state);

  if (state != NULL)
    return g_strdup_printf ("%s · %s · %s", kind, get_deed_words (self->waiting->deed), state);
  return g_strdup_printf ("%s · %s", kind, get_deed_words (self->waiting->deed));
}

static const char *
get_field_label (SlSyncOutboxItem *self)
{
  const SlKindInfo *info = sl_kind_get_info (self->waiting->kind);

  for (guint i = 0; self->waiting->field != NULL && i < info->n_fields; i++)
    if (g_strcmp0 (info->fields[i].column, self->waiting->field) == 0)
      return sl_field_get_label (&info->fields[i]);
  return NULL;
}

/** sl_sync_outbox_item_get_problem: Returns: the field and the server's words about it; "" where there is no problem */
char *
sl_sync_outbox_item_get_problem (SlSyncOutboxItem *self)
{
  const char *label = get_field_label (self);
  g_autofree char *message = NULL;

  if (!sl_sync_outbox_item_is_refused (self))
    return g_strdup ("");
  /* It may quote what was sent. */
  message = self->waiting->message != NULL ? sl_private_text (self->waiting->message) : g_strdup (_("The server doesn’t say why."));
  if (label == NULL)
    return g_steal_pointer (&message);
  /* Translators: a field and what the server says about it: “Role: is too long” */
  return g_strdup_printf (C_("field and problem", "%s: %s"), label, message);
}

/** sl_sync_outbox_item_get_discard_label: (transfer none): the button: what discarding it does here */
const char *
sl_sync_outbox_item_get_discard_label (SlSyncOutboxItem *self)
{
  switch (self->waiting->deed)
    {
    case SL_SYNC_WAITING_ADD:
      return _("Discard, Move to Trash");
    case SL_SYNC_WAITING_REMOVE:
      return _("Discard, Bring Back");
    case SL_SYNC_WAITING_UPLOAD:
      return _("Don’t Send the File");
    case SL_SYNC_WAITING_CHANGE:
    default:
      return _("Discard, Take the Server’s");
    }
}

/** sl_sync_outbox_item_get_discard_words: (transfer none): the same in a sentence */
const char *
sl_sync_outbox_item_get_discard_words (SlSyncOutboxItem *self)
{
  switch (self->waiting->deed)
    {
    case SL_SYNC_WAITING_ADD:
      return _("It isn’t sent, and goes to the Trash here");
    case SL_SYNC_WAITING_REMOVE:
      return _("It stays on the server, and comes back here");
    case SL_SYNC_WAITING_UPLOAD:
      return _("The file stays on this computer alone");
    case SL_SYNC_WAITING_CHANGE:
    default:
      return _("Your change isn’t sent, and what the server has stands here");
    }
}

gpointer
sl_sync_outbox_items_read (SlConnection *connection,
                           gpointer      data,
                           GCancellable *cancellable,
                           GError      **error)
{
  g_autoptr (GPtrArray) waiting = sl_sync_outbox_read (connection, error);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  if (waiting == NULL)
    return NULL;
  g_ptr_array_set_free_func (waiting, NULL);
  for (guint i = 0; i < waiting->len; i++)
    {
      SlSyncOutboxItem *item = g_object_new (SL_TYPE_SYNC_OUTBOX_ITEM, NULL);

      item->waiting = g_ptr_array_index (waiting, i);
      g_ptr_array_add (items, item);
    }
  for (guint i = 0; i < items->len; i++)
    {
      SlSyncOutboxItem *item = g_ptr_array_index (items, i);

      item->name = sl_record_name_read (connection, item->waiting->kind, item->waiting->id, error);
      if (item->name == NULL)
        return NULL;
    }
  return g_steal_pointer (&items);
}
