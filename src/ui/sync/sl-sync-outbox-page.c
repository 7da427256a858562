/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The listing of what waits. An item's number is 1 where the file of the record waits, not the record. */
#define G_LOG_DOMAIN "sl-sync-outbox-page"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-count.h"
#include "sl-kinds.h"
#include "sl-private-record.h"
#include "sl-private.h"
#include "sl-record-name.h"
#include "sl-sync-dialog.h"
#include "sl-sync-list-page.h"
#include "sl-sync-outbox-page.h"
#include "sl-sync-outbox.h"
#include "sl-sync-refusal.h"

enum {
  RETRY,
  DISCARD,
};

static gpointer
read_items (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) waiting = sl_sync_outbox_read_keys (connection, error);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; waiting != NULL && i < waiting->len; i++)
    {
      const SlSyncWaiting *one = g_ptr_array_index (waiting, i);

      g_ptr_array_add (items, sl_sync_item_new (one->kind, one->id, one->deed == SL_SYNC_WAITING_UPLOAD));
    }
  return waiting != NULL ? g_steal_pointer (&items) : NULL;
}

/* Words */

static const char *
get_icon (const SlSyncWaiting *waiting)
{
  if (waiting->state == SL_SYNC_WAITING_FOR_PERSON)
    return "dialog-warning-symbolic";
  switch (waiting->deed)
    {
    case SL_SYNC_WAITING_ADD:
      return "list-add-symbolic";
    case SL_SYNC_WAITING_REMOVE:
    case SL_SYNC_WAITING_NOTHING:
      return "user-trash-symbolic";
    case SL_SYNC_WAITING_UPLOAD:
      return "text-x-generic-symbolic";
    case SL_SYNC_WAITING_CHANGE:
    default:
      return "document-edit-symbolic";
    }
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
    case SL_SYNC_WAITING_NOTHING:
      return C_("waiting change", "Nothing left to be sent");
    case SL_SYNC_WAITING_CHANGE:
    default:
      return C_("waiting change", "To be changed");
    }
}

/* (nullable) */
static const char *
get_state_words (SlSyncWaitingState state)
{
  switch (state)
    {
    case SL_SYNC_WAITING_FOR_PERSON:
      return C_("waiting change", "Not taken");
    case SL_SYNC_WAITING_FOR_CERTAINTY:
      return C_("waiting change", "Sent, not confirmed yet");
    case SL_SYNC_WAITING_FOR_OTHERS:
      return C_("waiting change", "Waits for a few minutes and the next sync, as another computer may add it again");
    case SL_SYNC_WAITING_FOR_ROUND:
    default:
      return NULL;
    }
}

/* The field and the server's words about it. */
static char *
describe_problem (const SlSyncWaiting *waiting)
{
  /* It may quote what was sent. */
  g_autofree char *message = waiting->message != NULL ? sl_private_text (waiting->message) : NULL;

  return sl_sync_waiting_explain (waiting, message);
}

/* The button says what discarding does here. */
static void
describe_choices (const SlSyncWaiting *waiting, SlSyncText *text)
{
  text->buttons[RETRY] = _("Retry");
  switch (waiting->deed)
    {
    case SL_SYNC_WAITING_ADD:
      text->buttons[DISCARD] = _("Discard, Move to Trash");
      text->tips[DISCARD] = _("It isn’t sent, and goes to the Trash here");
      break;
    case SL_SYNC_WAITING_REMOVE:
      text->buttons[DISCARD] = _("Discard, Bring Back");
      text->tips[DISCARD] = _("It stays on the server, and comes back here");
      break;
    case SL_SYNC_WAITING_UPLOAD:
      text->buttons[DISCARD] = _("Don’t Send the File");
      text->tips[DISCARD] = _("The file stays on this computer alone");
      break;
    case SL_SYNC_WAITING_CHANGE:
    case SL_SYNC_WAITING_NOTHING:
    default:
      text->buttons[DISCARD] = _("Discard, Take the Server’s");
      text->tips[DISCARD] = _("Your change isn’t sent, and what the server has stands here");
      break;
    }
}

static gboolean
can_open (const SlSyncWaiting *waiting)
{
  return waiting->deed != SL_SYNC_WAITING_REMOVE && waiting->deed != SL_SYNC_WAITING_NOTHING &&
         sl_sync_list_page_opens (waiting->kind);
}

static SlSyncText *
tell (SlConnection *connection, SlSyncItem *item, GError **error)
{
  g_autoptr (SlSyncWaiting) waiting = sl_sync_waiting_look (connection, sl_sync_item_get_kind (item), sl_sync_item_get_id (item),
                                                            sl_sync_item_get_number (item) != 0, error);
  g_autoptr (SlRecordName) name = waiting != NULL ? sl_record_name_read (connection, waiting->kind, waiting->id, error) : NULL;
  SlSyncText *text;

  if (name == NULL)
    return NULL;
  text = g_new0 (SlSyncText, 1);
  text->icon = get_icon (waiting);
  text->title = sl_private_record_describe (name);
  text->subtitle = g_strjoin (" · ", _(sl_kind_get_info (waiting->kind)->label), get_deed_words (waiting->deed), get_state_words (waiting->state), NULL);
  text->can_open = can_open (waiting);
  if (waiting->state == SL_SYNC_WAITING_FOR_PERSON)
    {
      text->problem = describe_problem (waiting);
      describe_choices (waiting, text);
    }
  return text;
}

static void
choose (SlSyncKeeper *keeper, SlSyncItem *item, guint button, GAsyncReadyCallback callback, gpointer user_data)
{
  if (button == DISCARD)
    sl_sync_keeper_discard_async (keeper, sl_sync_item_get_kind (item), sl_sync_item_get_id (item), callback, user_data);
  else
    sl_sync_keeper_retry_async (keeper, sl_sync_item_get_kind (item), sl_sync_item_get_id (item), callback, user_data);
}

static char *
describe_refusal (const SlSyncRefusal *refusal)
{
  g_autofree char *problem = describe_problem (refusal->waiting);

  if (refusal->waiting->deed == SL_SYNC_WAITING_UPLOAD)
    /* Translators: why it isn't */
    return g_strdup_printf (refusal->again ? _("The file still isn’t on the server. %s") : _("The file isn’t on the server. %s"), problem);
  /* Translators: the server's words: “The server refused it again. Role: is too long” */
  return g_strdup_printf (refusal->again ? _("The server refused it again. %s") : _("The server refused it. %s"), problem);
}

/* Somebody pressed Retry, say, and the row looks as before. */
static void
refused_cb (GtkWidget *page, GPtrArray *refusals)
{
  guint n = refusals->len;
  g_autofree char *words = n == 1 ? describe_refusal (g_ptr_array_index (refusals, 0))
                                  : g_strdup_printf (ngettext ("The server refused %s change", "The server refused %s changes", n), SL_COUNT (n));

  sl_sync_dialog_tell (page, words, 0);
}

/** sl_sync_outbox_page_new: Returns: (transfer floating): what the server is still to be told */
AdwNavigationPage *
sl_sync_outbox_page_new (SlViewState *state)
{
  static const SlSyncListing listing = {
    .title = N_("Waiting Changes"),
    .empty_title = N_("Everything Is on the Server"),
    .empty_description = N_("What you change here waits here until it is sent."),
    .read = read_items,
    .tell = tell,
    .choose = choose,
    .opened = N_("The server doesn’t take it."),
    .failed = { N_("It isn’t sent again."), N_("It wasn’t discarded.") },
  };
  AdwNavigationPage *page = sl_sync_list_page_new (state, &listing);

  g_signal_connect_object (sl_view_state_get_sync (state), "refused", G_CALLBACK (refused_cb), page, G_CONNECT_SWAPPED);
  return page;
}
