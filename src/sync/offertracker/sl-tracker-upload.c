/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sending the files of résumés. The server puts a file in the place of one of the same name, so that sending it again after
 * a reply that didn't come does no harm. Source: the OfferTracker API guide, “Upload”. */

#define G_LOG_DOMAIN "sl-tracker-upload"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-error.h"
#include "sl-multipart.h"
#include "sl-sync-upload.h"
#include "sl-text.h"
#include "sl-tracker-sync-private.h"

/* What a server is sure to take, as people count; some take a little more. The account's page says it, too. */
#define MAX_SIZE (10 * 1000 * 1000)
/* Big files on slow lines. */
#define TIMEOUT 300

static const struct {
  const char *ending, *type;
} types[] = {
  { ".pdf", "application/pdf" },
  { ".doc", "application/msword" },
  { ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
};

/* (nullable): the server takes no other kinds. */
static const char *
find_type (const char *name)
{
  g_autofree char *folded = name != NULL ? g_ascii_strdown (name, -1) : NULL;

  for (guint i = 0; folded != NULL && i < G_N_ELEMENTS (types); i++)
    if (g_str_has_suffix (folded, types[i].ending))
      return types[i].type;
  return NULL;
}

/* The server's storage refuses letters outside ASCII, and a name is part of an address. */
static char *
make_name (const char *name)
{
  g_autofree char *ascii = g_str_to_ascii (name, "C");

  return g_strcanon (g_steal_pointer (&ascii), G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS ".-_ ()", '_');
}

typedef struct {
  SlTrackerSync *sync;
  SlUpload *upload; /* borrowed */
} Sending;

static gboolean
save_cb (SlConnection *connection,
         SlChangeset  *changes,
         gpointer      data,
         GError      **error)
{
  Sending *self = data;

  return sl_upload_save (connection, self->upload, error);
}

static gboolean
settle (Sending      *self,
        SlUploadState state,
        const char   *message,
        GError      **error)
{
  SlTrackerSync *sync = self->sync;

  self->upload->state = state;
  g_set_str (&self->upload->message, message);
  return sync->port->write (sync->port, save_cb, self, error);
}

static gboolean
count_broken (SlConnection *connection,
              SlChangeset  *changes,
              gpointer      data,
              GError      **error)
{
  Sending *self = data;

  self->upload->state = ++self->upload->tries < SL_TRACKER_MAX_TRIES ? SL_UPLOAD_WAITING : SL_UPLOAD_REFUSED;
  return sl_upload_save (connection, self->upload, error);
}

/* What is too large for somebody on the way breaks off each time. */
static gboolean
wait_or_give_up (Sending         *self,
                 SlTrackerAnswer *answer,
                 SlReplyState     state,
                 GError         **error)
{
  g_set_str (&self->upload->message, answer->detail != NULL ? answer->detail : _("No answer came to it."));
  return _sl_tracker_weather (self->sync, answer, state, count_broken, self, error);
}

static gboolean
take_answer (Sending         *self,
             SlTrackerAnswer *answer,
             SlReplyState     state,
             GError         **error)
{
  switch (answer->verdict)
    {
    case SL_TRACKER_DONE:
      self->sync->result->n_sent++;
      self->sync->n_broken = 0;
      return settle (self, SL_UPLOAD_DONE, NULL, error);
    case SL_TRACKER_REFUSED:
    case SL_TRACKER_EXISTS:
    case SL_TRACKER_FOREIGN:
      return settle (self, SL_UPLOAD_REFUSED, answer->detail, error);
    /* A page of somebody's on the way says nothing of what the server takes. */
    case SL_TRACKER_NO_ROUTE:
      return answer->body == NULL || settle (self, SL_UPLOAD_REFUSED, answer->detail, error);
    case SL_TRACKER_UNCERTAIN:
      if (state == SL_REPLY_NOT_SENT)
        return _sl_tracker_fail (self->sync, answer, state, error);
      if (_sl_tracker_is_broken (answer, state))
        return wait_or_give_up (self, answer, state, error);
      return settle (self, ++self->upload->tries < SL_TRACKER_MAX_TRIES ? SL_UPLOAD_WAITING : SL_UPLOAD_REFUSED, answer->detail, error);
    /* The lists will tell. */
    case SL_TRACKER_MISSING:
      return TRUE;
    case SL_TRACKER_LATER:
    case SL_TRACKER_SIGN_IN:
    case SL_TRACKER_MOVED:
    default:
      return _sl_tracker_fail (self->sync, answer, state, error);
    }
}

static gboolean
send_file (Sending    *self,
           const char *type,
           GBytes     *contents,
           GError    **error)
{
  g_autofree char *name = make_name (self->upload->name);
  g_autofree char *path = sl_tracker_build_path ("/api/v1/upload/resumes/%s", self->upload->server_id, NULL);
  g_autofree char *content_type = NULL;
  g_autoptr (GBytes) body = sl_multipart_build_file ("file", name, type, contents, &content_type);
  const SlRequest request = { .method = "POST", .path = path, .content_type = content_type, .body = body, .timeout = TIMEOUT };
  SlReplyState state;
  g_autoptr (SlTrackerAnswer) answer = _sl_tracker_send (self->sync, &request, &state);

  return take_answer (self, answer, state, error);
}

/* (transfer full): the file here is called by its hash, which nobody knows. */
static char *
describe_failure (SlUpload     *upload,
                  const GError *error)
{
  g_autofree char *limit = g_format_size (MAX_SIZE);
  g_autofree char *name = sl_text_isolate (upload->name);

  if (!g_error_matches (error, SL_ERROR, SL_ERROR_TOO_LARGE))
    return g_strdup (error->message);
  /* Translators: the name of a file, and a size such as 10 MB */
  return g_strdup_printf (_("“%s” is larger than %s, which is the most that goes to the server. It stays on this computer."), name, limit);
}

static gboolean
upload_one (Sending *self,
            GError **error)
{
  SlTrackerSync *sync = self->sync;
  const char *type = find_type (self->upload->name);
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) contents = NULL;

  if (type == NULL)
    return settle (self, SL_UPLOAD_REFUSED, _("The server takes PDF and Word files (.pdf, .doc, .docx) alone."), error);
  contents = sync->port->load_file (sync->port, self->upload->hash, MAX_SIZE, &local);
  if (contents == NULL)
    {
      g_autofree char *why = describe_failure (self->upload, local);

      return settle (self, SL_UPLOAD_REFUSED, why, error);
    }
  return send_file (self, type, contents, error);
}

static gpointer
read_cb (SlConnection *connection,
         gpointer      data,
         GCancellable *cancellable,
         GError      **error)
{
  return sl_uploads_read (connection, error);
}

/** _sl_tracker_upload: sends the files that are to go; after the records that they belong to */
gboolean
_sl_tracker_upload (SlTrackerSync *self,
                    GError       **error)
{
  g_autoptr (GPtrArray) uploads = NULL;

  if (self->port->load_file == NULL)
    return TRUE;
  self->n_broken = 0;
  uploads = self->port->read (self->port, read_cb, NULL, error);
  for (guint i = 0; uploads != NULL && i < uploads->len; i++)
    {
      Sending sending = { self, g_ptr_array_index (uploads, i) };

      if (sending.upload->state != SL_UPLOAD_WAITING)
        continue;
      _sl_tracker_tell_step (self, SL_KIND_RESUME_VERSION, TRUE, i, uploads->len);
      if (!upload_one (&sending, error))
        return FALSE;
    }
  return uploads != NULL;
}
