/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deeds with files: attaching, replacing, removing and restoring documents, résumé versions. Each file's contents are
 * its own, so that its checksum tells which it was. */
#define G_LOG_DOMAIN "kill-script-papers"

#include "config.h"

#include "kill-promise.h"
#include "kill-script-private.h"
#include "sl-kinds.h"
#include "sl-papers.h"

/* A new file beside the data folder, which @task promises to keep. (transfer full) */
static GFile *
write_paper (KillScript *self,
             KillTask   *task)
{
  g_autofree char *token = g_strdup_printf ("%s-paper-%u", self->name, self->n_deeds);
  g_autofree char *text = kill_script_build_paper (self->rand, token);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  g_autofree char *file_name = g_strconcat (token, ".txt", NULL);
  g_autofree char *folder = g_path_get_dirname (sl_context_get_data_dir (self->context));
  g_autoptr (GError) error = NULL;

  task->source = g_build_filename (folder, "scratch", file_name, NULL);
  if (!g_file_set_contents (task->source, text, -1, &error))
    g_error ("%s", error->message);
  task->files = json_array_new ();
  json_array_add_string_element (task->files, hash);
  return g_file_new_for_path (task->source);
}

static void
attach (KillScript *self,
        const char *application_id)
{
  KillTask *task = _kill_begin_task (self);
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) file = write_paper (self, task);

  g_list_store_append (files, file);
  self->hands->attach (self->hands_data, application_id, G_LIST_MODEL (files), task);
}

static void
replaced_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_store_apply_finish (SL_STORE (source), result, &error);

  if (transaction != NULL)
    kill_task_done (data, transaction);
  else
    kill_task_failed (data, error);
}

/* Here the record is known before, so that its values can be promised. */
static void
replace (KillScript *self)
{
  KillTask *task = _kill_begin_task (self);
  const char *id = _kill_choose (self, self->pool->documents);
  g_autoptr (GFile) file = write_paper (self, task);
  g_auto (SlValue) value = SL_VALUE_INIT;

  sl_value_set_text (&value, json_array_get_string_element (task->files, 0));
  task->promise = json_array_new ();
  kill_promise_add (task->promise, SL_KIND_DOCUMENT, id, SL_DOCUMENT_FILE_HASH, &value);
  sl_papers_replace_file_async (self->context, SL_KIND_DOCUMENT, id, file, NULL, replaced_cb, task);
}

/** _kill_do_paper: see kill-script-private.h */
void
_kill_do_paper (KillScript *self)
{
  KillPool *pool = self->pool;
  int dice = g_rand_int_range (self->rand, 0, 10);

  if (dice < 1)
    attach (self, NULL);
  else if (dice < 5 || pool->documents->len == 0)
    attach (self, _kill_choose (self, pool->living));
  else if (dice < 7)
    replace (self);
  else
    {
      gboolean restore = pool->trashed_documents->len > 0 && dice == 9;
      g_autoptr (GPtrArray) some = _kill_choose_some (self, restore ? pool->trashed_documents : pool->documents);
      const char *const *ids = (const char *const *) some->pdata;

      _kill_apply (self, restore ? sl_deed_restore (SL_KIND_DOCUMENT, ids)
                                 : sl_deed_trash (SL_KIND_DOCUMENT, ids, sl_context_get_clock (self->context)));
    }
}
