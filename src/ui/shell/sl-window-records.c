/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening a record from anywhere: a person on the People page, a round on its application's. */

#define G_LOG_DOMAIN "sl-window"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-error.h"
#include "sl-page.h"
#include "sl-pages.h"
#include "sl-store-query.h"
#include "sl-window-private.h"

typedef struct {
  SlKind kind;
  char *id;
} Wanted;

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  g_free (wanted->id);
  g_free (wanted);
}

typedef struct {
  SlKind kind; /* that was asked for */
  gint64 pk;   /* of the application */
} Found;

/* The application that the record is, or belongs to. */
static gpointer
read_application (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Wanted *wanted = data;
  const char *application_id = wanted->id;
  g_autoptr (SlRecord) record = NULL;
  gint64 pk;

  if (wanted->kind != SL_KIND_APPLICATION)
    {
      guint owner = sl_kind_find_field (wanted->kind, "application-id");

      record = sl_store_read_record (connection, wanted->kind, wanted->id, error);
      if (record == NULL)
        return NULL;
      application_id = owner != SL_FIELD_NONE ? sl_record_get_text (record, owner) : NULL;
      if (application_id == NULL)
        {
          g_set_error (error, SL_ERROR, SL_ERROR_NOT_FOUND, _("It belongs to no application."));
          return NULL;
        }
    }

  pk = sl_store_find_pk (connection, SL_KIND_APPLICATION, application_id, error);
  return pk > 0 ? g_memdup2 (&(Found) { wanted->kind, pk }, sizeof (Found)) : NULL;
}

/* Where on the application's page such records are. */
static const char *
get_part (SlKind kind)
{
  switch ((int) kind)
    {
    case SL_KIND_STAGE:
      return "rounds";
    case SL_KIND_EVENT:
    case SL_KIND_MESSAGE:
      return "timeline";
    case SL_KIND_DOCUMENT:
      return "papers";
    default:
      return "overview";
    }
}

static void
application_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SlWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree Found *found = sl_store_read_finish (SL_STORE (source), result, &error);

  if (self->applications == NULL)
    return;
  if (found == NULL)
    {
      sl_view_state_tell_failed (self->state, error, NULL);
      return;
    }
  _sl_window_show_page (self, "applications");
  sl_applications_page_open (self->applications, found->pk, FALSE);
  if (found->kind != SL_KIND_APPLICATION)
    sl_applications_page_show_part (self->applications, get_part (found->kind));
}

/**
 * _sl_window_open_record:
 * @kind: its kind
 * @id: its id
 *
 * Shows the page that shows such records, with this one open; what belongs to an application opens that.
 */
void
_sl_window_open_record (SlWindow *self, SlKind kind, const char *id)
{
  const SlPageInfo *info = sl_page_find_for_kind (kind);
  Wanted *wanted;

  if (info != NULL)
    {
      _sl_window_show_page (self, info->name);
      sl_page_open_record (SL_PAGE (self->page), kind, id);
      return;
    }

  wanted = g_new0 (Wanted, 1);
  wanted->kind = kind;
  wanted->id = g_strdup (id);
  sl_store_read_async (sl_context_get_store (self->context), SL_READ_INTERACTIVE, read_application, wanted, wanted_free,
                       g_free, self->cancellable, application_read_cb, g_object_ref (self));
}
