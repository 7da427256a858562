/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See kill-script.h. One to three deeds are under way at the same time, as with a person who doesn't wait. Records to
 * work on are read from the store every few deeds: most of them are other workers' too. */

#define G_LOG_DOMAIN "kill-script"

#include "config.h"

#include <glib/gstdio.h>

#include "kill-promise.h"
#include "kill-script-private.h"
#include "sl-import.h"
#include "sl-kinds.h"
#include "sl-store-query.h"

#define POOL_SIZE 24
#define DEEDS_PER_POOL 8
#define MAX_UNDER_WAY 3

static void pump (KillScript *self);

static KillPool *
pool_new (void)
{
  KillPool *pool = g_new0 (KillPool, 1);

  pool->living = g_ptr_array_new_with_free_func (g_free);
  pool->trashed = g_ptr_array_new_with_free_func (g_free);
  pool->tags = g_ptr_array_new_with_free_func (g_free);
  pool->documents = g_ptr_array_new_with_free_func (g_free);
  pool->trashed_documents = g_ptr_array_new_with_free_func (g_free);
  pool->pks = g_array_new (FALSE, FALSE, sizeof (gint64));
  return pool;
}

static void
pool_free (gpointer data)
{
  KillPool *pool = data;

  if (pool == NULL)
    return;
  g_ptr_array_unref (pool->living);
  g_ptr_array_unref (pool->trashed);
  g_ptr_array_unref (pool->tags);
  g_ptr_array_unref (pool->documents);
  g_ptr_array_unref (pool->trashed_documents);
  g_array_unref (pool->pks);
  g_free (pool);
}

static gboolean
read_ids (SlConnection *connection,
          const char   *sql,
          GPtrArray    *ids,
          GArray       *pks,
          GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, sql, error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, POOL_SIZE);
  while (sl_statement_step (statement, &local))
    {
      gint64 pk = sl_statement_get_integer (statement, 0);
      if (pks != NULL)
        g_array_append_val (pks, pk);
      g_ptr_array_add (ids, g_strdup (sl_statement_get_text (statement, 1)));
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gpointer
read_pool (SlConnection *connection,
           gpointer      data,
           GCancellable *cancellable,
           GError      **error)
{
  KillPool *pool = pool_new ();

  if (read_ids (connection,
                "SELECT pk, id FROM applications WHERE deleted_at IS NULL AND pk >="
                " abs (random ()) % (SELECT coalesce (max (pk), 1) FROM applications) ORDER BY pk LIMIT ?",
                pool->living, pool->pks, error) &&
      read_ids (connection, "SELECT pk, id FROM applications WHERE deleted_at IS NOT NULL ORDER BY deleted_at DESC LIMIT ?",
                pool->trashed, NULL, error) &&
      read_ids (connection, "SELECT pk, id FROM tags WHERE deleted_at IS NULL ORDER BY pk DESC LIMIT ?", pool->tags, NULL, error) &&
      read_ids (connection, "SELECT pk, id FROM documents WHERE deleted_at IS NULL ORDER BY pk DESC LIMIT ?", pool->documents, NULL, error) &&
      read_ids (connection, "SELECT pk, id FROM documents WHERE deleted_at IS NOT NULL ORDER BY pk DESC LIMIT ?",
                pool->trashed_documents, NULL, error))
    return pool;

  pool_free (pool);
  return NULL;
}

const char *
_kill_choose (KillScript *self,
              GPtrArray  *ids)
{
  return g_ptr_array_index (ids, g_rand_int_range (self->rand, 0, (gint32) ids->len));
}

/* One to five different ones. */
GPtrArray *
_kill_choose_some (KillScript *self,
                   GPtrArray  *ids)
{
  GPtrArray *some = g_ptr_array_new_null_terminated (5, NULL, TRUE);
  guint n = g_rand_boolean (self->rand) ? 1 : (guint) g_rand_int_range (self->rand, 1, 6);
  guint from = (guint) g_rand_int_range (self->rand, 0, (gint32) ids->len);

  for (guint i = 0; i < MIN (n, ids->len); i++)
    g_ptr_array_add (some, g_ptr_array_index (ids, (from + i) % ids->len));
  return some;
}

KillTask *
_kill_begin_task (KillScript *self)
{
  KillTask *task = g_new0 (KillTask, 1);

  task->script = self;
  self->n_under_way++;
  self->n_deeds++;
  self->n_since_pool++;
  return task;
}

void
_kill_apply (KillScript  *self,
             SlChangeset *changeset)
{
  g_autoptr (SlChangeset) owned = changeset;
  KillTask *task = _kill_begin_task (self);

  task->promise = kill_promise_new (changeset);
  self->hands->apply (self->hands_data, changeset, task);
}

static gboolean
look_stopped (KillScript *self)
{
  if (!self->stopping || self->n_under_way > 0 || self->reading)
    return FALSE;
  if (self->stopped != NULL)
    g_idle_add (g_steal_pointer (&self->stopped), self->stopped_data);
  return TRUE;
}

static gboolean
pump_cb (gpointer data)
{
  KillScript *self = data;

  self->source = 0;
  pump (self);
  return G_SOURCE_REMOVE;
}

/* The next deed comes from the main loop, never from within the answer to the last; after a little thought, so that the
 * file doesn't grow without end while others start. */
static void
pump_soon (KillScript *self)
{
  if (look_stopped (self) || self->source != 0)
    return;
  self->source = g_timeout_add ((guint) g_rand_int_range (self->rand, 0, 20), pump_cb, self);
}

static void
end_task (KillTask *task)
{
  KillScript *self = task->script;

  if (task->token != NULL)
    self->importing = FALSE;
  self->n_under_way--;
  g_clear_pointer (&task->promise, json_array_unref);
  g_clear_pointer (&task->files, json_array_unref);
  if (task->source != NULL)
    g_unlink (task->source);
  g_free (task->source);
  g_free (task->backup);
  g_free (task->token);
  g_free (task);
  pump_soon (self);
}

/* What is promised besides values. */
static void
add_promises (KillTask   *task,
              JsonObject *line)
{
  if (task->token != NULL)
    {
      json_object_set_string_member (line, KILL_LINE_TOKEN, task->token);
      json_object_set_int_member (line, KILL_LINE_COUNT, task->count);
    }
  if (task->files != NULL)
    json_object_set_array_member (line, KILL_LINE_FILES, json_array_ref (task->files));
  if (task->backup != NULL)
    {
      json_object_set_string_member (line, KILL_LINE_BACKUP, task->backup);
      json_object_set_int_member (line, KILL_LINE_SINCE, task->since);
    }
}

/** kill_task_done: the deed is durable: acknowledges it */
void
kill_task_done (KillTask      *task,
                SlTransaction *transaction)
{
  g_autoptr (JsonObject) line = kill_line_new_step (transaction, task->promise);

  add_promises (task, line);
  kill_line_write_step (transaction, line);
  task->script->newest = MAX (task->script->newest, sl_transaction_get_id (transaction));
  end_task (task);
}

/** _kill_task_end: what was no step is done */
void
_kill_task_end (KillTask *task)
{
  end_task (task);
}

/** kill_task_failed: nothing was changed */
void
kill_task_failed (KillTask     *task,
                  const GError *error)
{
  kill_line_write_failure (error);
  end_task (task);
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_import_run_finish (SL_IMPORT (source), result, &error);

  if (transaction != NULL)
    kill_task_done (data, transaction);
  else
    kill_task_failed (data, error);
}

static void
planned_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  SlImport *import = SL_IMPORT (source);
  KillTask *task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlImportPlan) plan = sl_import_plan_finish (import, result, &error);

  if (plan == NULL)
    {
      kill_task_failed (task, error);
      return;
    }
  task->count = sl_import_plan_count_imported (plan, &SL_IMPORT_CHOICES_DEFAULT);
  sl_import_run_async (import, plan, &SL_IMPORT_CHOICES_DEFAULT, NULL, imported_cb, task);
}

/* As the wizard does it. */
static void
import (KillScript *self)
{
  KillTask *task = _kill_begin_task (self);
  g_autoptr (SlImport) wizard = sl_import_new (self->context);
  g_autoptr (GError) error = NULL;
  guint n_rows = kill_script_choose_size (self->rand);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;

  task->token = g_strdup_printf ("%s-import-%u", self->name, self->n_deeds);
  text = kill_script_build_table (self->rand, task->token, n_rows);
  bytes = g_bytes_new (text, strlen (text));
  self->importing = TRUE;
  kill_line_write_flag (KILL_LINE_BEGUN, "import");
  if (sl_import_load_bytes (wizard, bytes, "search.csv", &error))
    sl_import_plan_async (wizard, NULL, planned_cb, task);
  else
    kill_task_failed (task, error);
}

static void
add (KillScript *self)
{
  g_autoptr (SlRecord) application = sl_record_new (SL_KIND_APPLICATION);
  g_autofree char *company = g_strdup_printf ("%s-%u", self->name, self->n_deeds);
  const char *tags[2] = { NULL, NULL };

  sl_record_set_text (application, SL_APPLICATION_COMPANY_NAME, company);
  sl_record_set_text (application, SL_APPLICATION_ROLE_TITLE, "Tester");
  sl_record_set_text (application, SL_APPLICATION_STATUS, g_rand_boolean (self->rand) ? SL_STATUS_SAVED : SL_STATUS_APPLIED);
  if (self->pool->tags->len > 0 && g_rand_boolean (self->rand))
    tags[0] = _kill_choose (self, self->pool->tags);
  _kill_apply (self, sl_deed_add_application (application, tags));
}

static void
edit (KillScript *self)
{
  g_autofree char *unique = g_strdup_printf ("%s-%u", self->name, self->n_deeds);
  g_autoptr (GPtrArray) ids = _kill_choose_some (self, self->pool->living);
  g_autoptr (GError) error = NULL;
  g_auto (SlValue) value = SL_VALUE_INIT;
  guint field = 0;
  g_autofree char *text = kill_script_choose_value (self->rand, &field, unique);

  if (!sl_field_parse (sl_kind_get_field (SL_KIND_APPLICATION, field), text, &value, &error))
    g_error ("%s", error->message);
  _kill_apply (self, sl_deed_edit (SL_KIND_APPLICATION, (const char *const *) ids->pdata, field, &value));
}

typedef struct {
  KillScript *script;
  const char *status;
} Drop;

static gpointer
build_drop (SlConnection  *connection,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Drop *drop = data;
  GArray *pks = drop->script->pool->pks;
  guint first = (guint) g_rand_int_range (drop->script->rand, 0, (gint32) pks->len);
  guint n = (guint) g_rand_int_range (drop->script->rand, 1, 6);
  SlBoardPlace place = { drop->status, NULL, g_array_index (pks, gint64, pks->len - 1 - first), g_array_index (pks, gint64, 0) };

  /* MIN () takes what it is given twice. */
  n = MIN (n, pks->len - first);
  return sl_deed_place_on_board (connection, &g_array_index (pks, gint64, first), n, &place,
                                 sl_context_get_clock (drop->script->context), error);
}

static SlChangeset *
drop_on_board (KillScript *self,
               const char *status)
{
  Drop drop = { self, status };
  g_autoptr (GError) error = NULL;
  SlChangeset *changeset = sl_store_read (sl_context_get_store (self->context), build_drop, &drop, &error);

  if (changeset == NULL)
    g_error ("%s", error->message);
  return changeset;
}

static void
move (KillScript *self)
{
  static const char *const statuses[] = { SL_STATUS_APPLIED, SL_STATUS_INTERVIEWING, SL_STATUS_OFFER, SL_STATUS_REJECTED,
                                          SL_STATUS_WITHDRAWN, SL_STATUS_SAVED };
  static const char *const lanes[] = { SL_LANE_RECRUITER_SCREEN, SL_LANE_ASSESSMENT, SL_LANE_FINAL_ROUND, SL_LANE_OFFER };
  g_autoptr (GPtrArray) some = _kill_choose_some (self, self->pool->living);
  const char *const *ids = (const char *const *) some->pdata;
  const char *status = statuses[g_rand_int_range (self->rand, 0, G_N_ELEMENTS (statuses))];

  switch (g_rand_int_range (self->rand, 0, 4))
    {
    case 0:
      _kill_apply (self, sl_deed_move_to_lane (ids, lanes[g_rand_int_range (self->rand, 0, G_N_ELEMENTS (lanes))], NULL));
      break;
    case 1:
      _kill_apply (self, drop_on_board (self, status));
      break;
    default:
      _kill_apply (self, sl_deed_set_status (ids, status, NULL));
    }
}

/* On a reader's thread, which is done with the task before the answer comes. */
static SlChangeset *
build_status (const char *const *ids,
              gpointer           data)
{
  KillTask *task = data;
  SlChangeset *changeset = sl_deed_set_status (ids, SL_STATUS_APPLIED, NULL);

  task->promise = kill_promise_new (changeset);
  return changeset;
}

static void
bulk (KillScript *self)
{
  KillTask *task = _kill_begin_task (self);

  self->hands->bulk (self->hands_data, self->pool->pks, build_status, task);
}

static void
trash_or_restore (KillScript *self)
{
  gboolean restore = self->pool->trashed->len > 0 && g_rand_boolean (self->rand);
  g_autoptr (GPtrArray) some = _kill_choose_some (self, restore ? self->pool->trashed : self->pool->living);
  const char *const *ids = (const char *const *) some->pdata;

  _kill_apply (self, restore ? sl_deed_restore (SL_KIND_APPLICATION, ids)
                       : sl_deed_trash (SL_KIND_APPLICATION, ids, sl_context_get_clock (self->context)));
}

static void
tag (KillScript *self)
{
  g_autoptr (GPtrArray) some = _kill_choose_some (self, self->pool->living);
  const char *const *ids = (const char *const *) some->pdata;
  g_autofree char *name = g_strdup_printf ("%s-%u", self->name, self->n_deeds);

  if (self->pool->tags->len == 0 || g_rand_int_range (self->rand, 0, 4) == 0)
    _kill_apply (self, sl_deed_create_tag (name, "#6366f1", ids, NULL));
  else
    _kill_apply (self, sl_deed_assign_tag (ids, _kill_choose (self, self->pool->tags)));
}

/* An entry in the application's timeline, or something else that hangs on it. */
static void
annotate (KillScript *self)
{
  gboolean note = g_rand_boolean (self->rand);
  g_autoptr (SlRecord) record = sl_record_new (note ? SL_KIND_EVENT : SL_KIND_REMINDER);
  g_autofree char *text = g_strdup_printf ("%s-%u", self->name, self->n_deeds);
  const char *id = _kill_choose (self, self->pool->living);
  gint64 now = sl_clock_get_now (sl_context_get_clock (self->context));

  sl_record_set_text (record, note ? (guint) SL_EVENT_APPLICATION_ID : (guint) SL_REMINDER_APPLICATION_ID, id);
  sl_record_set_text (record, note ? (guint) SL_EVENT_NOTE : (guint) SL_REMINDER_TITLE, text);
  sl_record_set_integer (record, note ? (guint) SL_EVENT_OCCURRED_AT : (guint) SL_REMINDER_REMIND_AT, now);
  if (note)
    sl_record_set_text (record, SL_EVENT_TYPE, SL_EVENT_TYPE_NOTE);
  _kill_apply (self, sl_deed_add (record));
}

static void
undo (KillScript *self,
      gboolean    redo)
{
  KillTask *task = _kill_begin_task (self);

  if (!redo && self->newest > 0 && g_rand_int_range (self->rand, 0, 3) == 0)
    self->hands->undo_step (self->hands_data, self->newest, task);
  else
    self->hands->undo (self->hands_data, redo, task);
}

static void
do_one (KillScript *self)
{
  int dice = g_rand_int_range (self->rand, 0, 100);

  kill_line_write_flag (KILL_LINE_BEGUN, "deed");
  if (dice < 18 || self->pool->living->len == 0)
    add (self);
  else if (dice < 21 && !self->importing)
    import (self);
  else if (dice < 33)
    undo (self, FALSE);
  else if (dice < 39)
    undo (self, TRUE);
  else if (dice < 56)
    edit (self);
  else if (dice < 65)
    move (self);
  else if (dice < 67)
    bulk (self);
  else if (dice < 74)
    trash_or_restore (self);
  else if (dice < 79)
    tag (self);
  else if (dice < 84)
    annotate (self);
  else if (dice < 92)
    _kill_do_paper (self);
  else
    _kill_do_other (self);
}

static void
pool_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  KillScript *self = data;
  g_autoptr (GError) error = NULL;
  KillPool *pool = sl_store_read_finish (SL_STORE (source), result, &error);

  self->reading = FALSE;
  if (pool == NULL)
    kill_line_write_failure (error);
  else
    {
      g_clear_pointer (&self->pool, pool_free);
      self->pool = pool;
      self->n_since_pool = 0;
    }
  pump_soon (self);
}

static void
read_new_pool (KillScript *self)
{
  self->reading = TRUE;
  sl_store_read_async (sl_context_get_store (self->context), SL_READ_INTERACTIVE, read_pool, NULL, NULL, pool_free, NULL,
                       pool_read_cb, self);
}

static void
pump (KillScript *self)
{
  guint wanted = (guint) g_rand_int_range (self->rand, 1, MAX_UNDER_WAY + 1);

  if (look_stopped (self))
    return;
  if (!self->reading && (self->pool == NULL || self->n_since_pool >= DEEDS_PER_POOL))
    read_new_pool (self);
  if (self->pool == NULL)
    return;

  while (self->n_under_way < wanted)
    do_one (self);
  if (self->hands->rest != NULL && g_rand_int_range (self->rand, 0, 4) == 0)
    self->hands->rest (self->hands_data, self->rand);
}

/**
 * kill_script_new:
 * @context: open
 * @name: begins the names of what it adds
 */
KillScript *
kill_script_new (SlContext       *context,
                 const char      *name,
                 guint32          seed,
                 const KillHands *hands,
                 gpointer         hands_data)
{
  KillScript *self = g_new0 (KillScript, 1);

  self->context = g_object_ref (context);
  self->rand = g_rand_new_with_seed (seed);
  self->name = g_strdup (name);
  self->hands = hands;
  self->hands_data = hands_data;
  return self;
}

void
kill_script_start (KillScript *self)
{
  kill_line_write_flag (KILL_LINE_READY, NULL);
  pump_soon (self);
}

/** kill_script_stop: begins no more deeds; @stopped is called from the main loop when the last is answered */
void
kill_script_stop (KillScript *self,
                  GSourceFunc stopped,
                  gpointer    data)
{
  self->stopping = TRUE;
  self->stopped = stopped;
  self->stopped_data = data;
  look_stopped (self);
}

void
kill_script_free (KillScript *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->context);
  g_clear_pointer (&self->rand, g_rand_free);
  g_clear_pointer (&self->pool, pool_free);
  g_free (self->name);
  g_free (self);
}
