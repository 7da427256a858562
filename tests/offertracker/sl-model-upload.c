/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The upload of a résumé's file. The file itself isn't kept: nobody can fetch it from the model. */
#define G_LOG_DOMAIN "sl-model-server"

#include "config.h"

#include <string.h>

#include "sl-model-call.h"

#define LARGEST (10 * 1024 * 1024)
#define STORAGE "https://standin.invalid/storage/v1/object/public/resumes"

typedef struct {
  char *name, *type;
  gsize size;
} Upload;

static void
upload_clear (Upload *upload)
{
  g_free (upload->name);
  g_free (upload->type);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Upload, upload_clear)

/* The value of name="…" in a part's head. */
static char *
get_parameter (const char *head,
               const char *name)
{
  g_autofree char *start = g_strdup_printf ("; %s=\"", name);
  const char *value = strstr (head, start), *end;

  if (value == NULL)
    return NULL;

  value += strlen (start);
  end = strchr (value, '"');

  return end != NULL ? g_strndup (value, (gsize) (end - value)) : NULL;
}

static char *
get_type (const char *head)
{
  g_auto (GStrv) lines = g_strsplit (head, "\r\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_ascii_strncasecmp (lines[i], "content-type:", strlen ("content-type:")) == 0)
      return g_strstrip (g_strdup (lines[i] + strlen ("content-type:")));

  return g_strdup ("");
}

static const char *
find_bytes (const char *from,
            const char *end,
            const char *what)
{
  return end > from ? memmem (from, (gsize) (end - from), what, strlen (what)) : NULL;
}

/* Finds the part called "file", if it is a file. */
static gboolean
read_upload (SlModelCall *call,
             Upload      *upload)
{
  const char *type = call->request->content_type, *mark = type != NULL ? strstr (type, "boundary=") : NULL;
  g_autofree char *boundary = mark != NULL ? g_strconcat ("--", mark + strlen ("boundary="), NULL) : NULL;
  gsize size = 0;
  const char *from = call->request->body != NULL ? g_bytes_get_data (call->request->body, &size) : NULL;
  const char *end = from + size;

  if (boundary == NULL || from == NULL || strncmp (type, "multipart/form-data", strlen ("multipart/form-data")) != 0)
    return FALSE;

  while ((from = find_bytes (from, end, boundary)) != NULL)
    {
      const char *content = find_bytes (from, end, "\r\n\r\n"), *next;
      g_autofree char *head = NULL, *name = NULL, *filename = NULL;

      if (content == NULL)
        return FALSE;

      head = g_strndup (from, (gsize) (content - from));
      content += strlen ("\r\n\r\n");
      next = find_bytes (content, end, boundary);
      name = get_parameter (head, "name");
      filename = get_parameter (head, "filename");
      if (next != NULL && filename != NULL && g_strcmp0 (name, "file") == 0)
        {
          upload->name = g_utf8_make_valid (filename, -1);
          upload->type = get_type (head);
          upload->size = (gsize) (next - content) - strlen ("\r\n");
          return TRUE;
        }
      from = content;
    }

  return FALSE;
}

static gboolean
is_allowed (const char *type)
{
  static const char *const types[] = {
    "application/pdf", "application/msword", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", NULL,
  };

  return g_strv_contains (types, type);
}

static void
store (SlModelCall  *call,
       SlModelRow   *resume,
       const Upload *upload)
{
  g_autofree char *key = g_strdup_printf ("%s/%s/%s", sl_model_row_id (call->user), sl_model_row_id (resume), upload->name);
  g_autofree char *escaped = g_uri_escape_string (key, "/!$&'()*+,;=:@", FALSE);
  g_autofree char *url = g_strconcat (STORAGE "/", escaped, NULL);
  g_auto (SlModelDraft) draft;
  GString *json;

  sl_model_draft_init (&draft, SL_MODEL_RESUMES);
  if (!g_str_is_ascii (upload->name))
    {
      g_autofree char *detail = g_strdup_printf ("Upload failed: {'statusCode': 400, 'error': 'InvalidKey', 'message': 'Invalid key: %s'}", key);

      sl_model_call_detail (call, 500, detail);
      return;
    }

  sl_model_draft_text (&draft, "file_url", url);
  if (!sl_model_call_update (call, resume, &draft))
    return;

  json = g_string_new ("{\"file_url\":");
  sl_model_write_string (json, url);
  g_string_append (json, ",\"resume\":");
  sl_model_write_row (json, resume, SL_MODEL_AS_STORED);
  g_string_append_c (json, '}');
  sl_model_call_json (call, json);
}

/* POST /upload/resumes/{}: the same name again takes the place of the file */
void
sl_model_do_upload (SlModelCall *call)
{
  g_auto (Upload) upload = { 0 };
  gboolean found = read_upload (call, &upload);
  SlModelRow *resume;

  if (!found)
    {
      sl_model_check_error (call, "missing", "Field required", "body", "file", NULL, NULL);
      sl_model_call_errors (call);
      return;
    }

  resume = sl_model_call_own (call, SL_MODEL_RESUMES, call->args[0]);
  if (resume == NULL)
    return;

  if (!is_allowed (upload.type))
    sl_model_call_detail (call, 400, "Only PDF and Word documents are allowed");
  else if (upload.size > LARGEST)
    sl_model_call_detail (call, 400, "File too large (max 10 MB)");
  else
    store (call, resume, &upload);
}
