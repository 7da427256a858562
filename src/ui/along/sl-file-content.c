/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-file-content.h. */

#define G_LOG_DOMAIN "sl-file-content"

#include "config.h"

#include "sl-file-content.h"
#include "sl-papers.h"

struct _SlFileContent {
  GdkContentProvider parent_instance;

  SlContext *context;
  SlRecord *record;
};

G_DEFINE_FINAL_TYPE (SlFileContent, sl_file_content, GDK_TYPE_CONTENT_PROVIDER)

/* One place that asks. */
typedef struct {
  char *mime_type;
  GOutputStream *stream;
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_free (wish->mime_type);
  g_object_unref (wish->stream);
  g_free (wish);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (gdk_content_serialize_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Wish *wish = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GFile) copy = sl_papers_make_copy_finish (SL_CONTEXT (source), result, &error);
  g_auto (GValue) value = G_VALUE_INIT;

  if (copy == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_array (&copy, 1));
  gdk_content_serialize_async (wish->stream, wish->mime_type, &value, g_task_get_priority (task), g_task_get_cancellable (task),
                               written_cb, g_object_ref (task));
}

static void
sl_file_content_write_mime_type_async (GdkContentProvider *provider, const char *mime_type, GOutputStream *stream, int priority,
                                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  SlFileContent *self = SL_FILE_CONTENT (provider);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Wish *wish = g_new0 (Wish, 1);

  wish->mime_type = g_strdup (mime_type);
  wish->stream = g_object_ref (stream);
  g_task_set_source_tag (task, sl_file_content_write_mime_type_async);
  g_task_set_priority (task, priority);
  g_task_set_task_data (task, wish, wish_free);
  sl_papers_make_copy_async (self->context, self->record, cancellable, copied_cb, task);
}

static gboolean
sl_file_content_write_mime_type_finish (GdkContentProvider *provider, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static GdkContentFormats *
sl_file_content_ref_formats (GdkContentProvider *provider)
{
  return gdk_content_formats_union_serialize_mime_types (gdk_content_formats_new_for_gtype (GDK_TYPE_FILE_LIST));
}

static void
sl_file_content_finalize (GObject *object)
{
  SlFileContent *self = SL_FILE_CONTENT (object);

  g_clear_object (&self->context);
  g_clear_object (&self->record);
  G_OBJECT_CLASS (sl_file_content_parent_class)->finalize (object);
}

static void
sl_file_content_class_init (SlFileContentClass *klass)
{
  GdkContentProviderClass *provider_class = GDK_CONTENT_PROVIDER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sl_file_content_finalize;
  provider_class->ref_formats = sl_file_content_ref_formats;
  provider_class->write_mime_type_async = sl_file_content_write_mime_type_async;
  provider_class->write_mime_type_finish = sl_file_content_write_mime_type_finish;
}

static void
sl_file_content_init (SlFileContent *self)
{
}

/**
 * sl_file_content_new:
 * @record: a document or résumé version with a file
 *
 * Returns: (transfer full): what a drag offers
 */
GdkContentProvider *
sl_file_content_new (SlContext *context, SlRecord *record)
{
  SlFileContent *self = g_object_new (SL_TYPE_FILE_CONTENT, NULL);

  self->context = g_object_ref (context);
  self->record = g_object_ref (record);
  return GDK_CONTENT_PROVIDER (self);
}
