/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One computer of the person: data in memory that outlive the program, which may die before or after any transaction. */
#include "config.h"

#include "sl-apply.h"
#include "sl-connection-private.h"
#include "sl-error.h"
#include "sl-json.h"
#include "sl-migrations.h"
#include "sl-purge.h"
#include "sl-schema.h"
#include "sl-search-index.h"
#include "sl-sim.h"
#include "sl-sync-outbox.h"
#include "sl-sync-state.h"
#include "sl-undo.h"

/* A new data file, made once and copied. */
static GBytes *
get_template (void)
{
  static GBytes *bytes;

  if (g_once_init_enter_pointer (&bytes))
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SlConnection) connection = sl_connection_open (":memory:", SL_CONNECTION_READ_WRITE, &error);
      sqlite3_int64 size = 0;
      unsigned char *data;

      g_assert_no_error (error);
      sl_migrations_run (connection, SL_SCHEMA_VERSION, NULL, NULL, &error);
      g_assert_no_error (error);
      /* What each would do before its first change. */
      g_assert_true (sl_connection_begin (connection, NULL) && sl_search_index_catch_up (connection, 1, NULL) && sl_connection_commit (connection, NULL));
      data = sqlite3_serialize (_sl_connection_get_db (connection), "main", &size, 0);
      g_once_init_leave_pointer (&bytes, g_bytes_new_with_free_func (data, (gsize) size, sqlite3_free, data));
    }
  return bytes;
}

static SlConnection *
open_copy (void)
{
  GBytes *bytes = get_template ();
  gsize size = g_bytes_get_size (bytes);
  unsigned char *data = sqlite3_malloc64 (size);
  g_autoptr (GError) error = NULL;
  SlConnection *connection = sl_connection_open (":memory:", SL_CONNECTION_READ_WRITE, &error);

  g_assert_no_error (error);
  memcpy (data, g_bytes_get_data (bytes, NULL), size);
  g_assert_cmpint (sqlite3_deserialize (_sl_connection_get_db (connection), "main", data, (sqlite3_int64) size, (sqlite3_int64) size,
                                        SQLITE_DESERIALIZE_RESIZEABLE | SQLITE_DESERIALIZE_FREEONCLOSE), ==, SQLITE_OK);
  return connection;
}

/* Computers that are done with: what opening one takes longest for, reading the schema and preparing statements, is of use
 * to the next. */
static GPtrArray *idle;

/* Where a data file counts its changes, twice: by that SQLite sees that another program wrote it, and forgets its pages.
 * The schema has a number of its own, which stays, and with it stay the statements. Source: SQLite's file format. */
#define CHANGE_COUNTER 24
#define VERSION_VALID_FOR 92

/* Writes a new data file over the present one, as another program would. */
static void
write_anew (SlConnection *connection)
{
  GBytes *bytes = get_template ();
  gsize size = g_bytes_get_size (bytes);
  guint32 counter = 0;
  sqlite3_file *file = NULL;

  sl_connection_rollback (connection);
  _sl_connection_set_cache_data (connection, NULL, NULL);
  g_assert_cmpint (sqlite3_file_control (_sl_connection_get_db (connection), "main", SQLITE_FCNTL_FILE_POINTER, &file), ==, SQLITE_OK);
  g_assert_cmpint (file->pMethods->xRead (file, &counter, sizeof counter, CHANGE_COUNTER), ==, SQLITE_OK);
  counter = GUINT32_TO_BE (GUINT32_FROM_BE (counter) + 1);
  g_assert_cmpint (file->pMethods->xWrite (file, g_bytes_get_data (bytes, NULL), (int) size, 0), ==, SQLITE_OK);
  g_assert_cmpint (file->pMethods->xTruncate (file, (sqlite3_int64) size), ==, SQLITE_OK);
  g_assert_cmpint (file->pMethods->xWrite (file, &counter, sizeof counter, CHANGE_COUNTER), ==, SQLITE_OK);
  g_assert_cmpint (file->pMethods->xWrite (file, &counter, sizeof counter, VERSION_VALID_FOR), ==, SQLITE_OK);
}

static SlConnection *
open_new (void)
{
  SlConnection *connection;

  if (idle == NULL || idle->len == 0)
    return open_copy ();
  connection = g_ptr_array_steal_index (idle, idle->len - 1);
  write_anew (connection);
  return connection;
}

static void
put_aside (SlConnection *connection)
{
  if (idle == NULL)
    idle = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_connection_close);
  g_ptr_array_add (idle, connection);
}

/* The lists here are short: so few rows are taken over at once, that programs die in the midst of them. */
#define PART 2

/* Whether the program dies at this edge. */
static gboolean
meets_end (SlSimClient *self,
           GError     **error)
{
  if (!self->crashed && self->in_round && self->crash_in > 0 && --self->crash_in == 0)
    {
      self->crashed = TRUE;
      sl_sim_note (self->world, "client %d dies", self->number);
    }
  if (!self->crashed)
    return FALSE;
  g_cancellable_cancel (self->cancellable);
  g_set_error_literal (error, SL_ERROR, SL_ERROR_CANCELLED, "The program died.");
  return TRUE;
}

static gpointer
client_read (SlSyncPort *port,
             SlReadFunc  func,
             gpointer    data,
             GError    **error)
{
  SlSimClient *self = (SlSimClient *) port;

  if (meets_end (self, error))
    return NULL;
  return func (self->connection, data, NULL, error);
}

static gboolean
client_write (SlSyncPort     *port,
              SlStoreTransactFunc func,
              gpointer        data,
              GError        **error)
{
  SlSimClient *self = (SlSimClient *) port;
  SlWriteContext context = { .connection = self->connection, .clock = self->clock };

  if (meets_end (self, error))
    return FALSE;
  sl_clock_set_now (self->clock, self->world->now + self->skew);
  if (!sl_transact (&context, SL_ACTOR_SYNC, "sync", func, data, error))
    return FALSE;
  return !meets_end (self, error);
}

/** sl_sim_client_apply: what the person does; %FALSE: the store refused it */
gboolean
sl_sim_client_apply (SlSimClient *self,
                     SlChangeset *changeset)
{
  SlWriteContext context = { .connection = self->connection, .clock = self->clock };
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = NULL;

  self->world->now++;
  sl_clock_set_now (self->clock, self->world->now + self->skew);
  transaction = sl_apply_changeset (&context, changeset, &error);
  if (transaction == NULL)
    sl_sim_note (self->world, "client %d refused: %s", self->number, error->message);
  return transaction != NULL;
}

/** sl_sim_client_take_back: what the person did last, or brings it again; Returns: the step that did so; 0: there is none */
gint64
sl_sim_client_take_back (SlSimClient *self,
                         gboolean     redo)
{
  SlWriteContext context = { .connection = self->connection, .clock = self->clock };
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = NULL;

  self->world->now++;
  sl_clock_set_now (self->clock, self->world->now + self->skew);
  transaction = redo ? sl_undo_redo (&context, &error) : sl_undo_newest (&context, &error);
  sl_sim_note (self->world, "client %d %s: %s", self->number, redo ? "redoes" : "undoes",
               transaction == NULL ? error->message : sl_transaction_get_left_out (transaction) != NULL ? sl_transaction_get_left_out (transaction) : "all of it");
  return transaction != NULL ? sl_transaction_get_id (transaction) : 0;
}

/** sl_sim_client_empty_trash: what the person deleted, and what belonged to it, is gone here */
void
sl_sim_client_empty_trash (SlSimClient *self)
{
  SlWriteContext context = { .connection = self->connection, .clock = self->clock };
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_purge_now (&context, NULL, &error);

  g_assert_no_error (error);
  sl_sim_note (self->world, "client %d empties the Trash", self->number);
  if (self->world->ledger != NULL)
    sl_sim_ledger_empty (self->world->ledger);
}

void
sl_sim_client_log_in (SlSimClient *self)
{
  sl_sim_log_in (self->world, &self->token);
}

/** sl_sim_log_in: @token: (inout): stays what it is if the server won't */
void
sl_sim_log_in (SlSimWorld *world,
               char      **token)
{
  static const char login[] = "{\"email\":\"one@example.org\",\"password\":\"correct-horse\"}";
  g_autoptr (GBytes) body = g_bytes_new_static (login, strlen (login));
  SlModelRequest request = { .method = "POST", .path = "/api/v1/auth/login", .content_type = "application/json", .body = body };
  g_autoptr (SlModelAnswer) answer = sl_model_server_handle (world->server, &request);
  g_autoptr (JsonObject) json = answer->status == 200 ? sl_json_parse_object_bytes (answer->body, NULL) : NULL;

  if (json != NULL)
    g_set_str (token, sl_json_get_string (json, "access_token", NULL));
}

static gboolean
retry_cb (SlConnection *connection,
          SlChangeset  *changes,
          gpointer      data,
          GError      **error)
{
  g_autoptr (GPtrArray) flights = sl_flight_read_all (connection, error);

  for (guint i = 0; flights != NULL && i < flights->len; i++)
    {
      SlFlight *flight = g_ptr_array_index (flights, i);

      if (flight->state == SL_FLIGHT_REFUSED && !sl_sync_outbox_retry (connection, flight->kind, flight->id, error))
        return FALSE;
    }
  return flights != NULL;
}

/** sl_sim_client_retry: the person has all that was refused sent again */
void
sl_sim_client_retry (SlSimClient *self)
{
  g_autoptr (GError) error = NULL;

  self->port.write (&self->port, retry_cb, self, &error);
  g_assert_no_error (error);
}

static gboolean
renew_cb (gpointer      data,
          GCancellable *cancellable,
          GError      **error)
{
  SlSimClient *self = data;

  sl_sim_note (self->world, "client %d signs in anew", self->number);
  sl_sim_client_log_in (self);
  return TRUE;
}

static void
start (SlSimClient *self)
{
  static const SlTrackerGeneration generations[] = {
    [SL_MODEL_PROFILE_DOC] = SL_TRACKER_DOCUMENTED,
    [SL_MODEL_PROFILE_HEAD] = SL_TRACKER_NEWER,
    [SL_MODEL_PROFILE_OLD] = SL_TRACKER_DOCUMENTED,
  };

  g_clear_pointer (&self->engine, sl_tracker_sync_free);
  g_clear_object (&self->cancellable);
  self->crashed = FALSE;
  self->crash_in = 0;
  self->cancellable = g_cancellable_new ();
  self->engine = sl_tracker_sync_new (&self->port, self->transport, self->clock, generations[self->world->options.profile]);
  sl_tracker_sync_set_renew (self->engine, renew_cb, self);
  sl_tracker_sync_set_missing (self->engine, SL_TRACKER_MISSING_TRASH);
  sl_tracker_sync_set_part (self->engine, PART);
}

SlSimClient *
sl_sim_client_new (SlSimWorld *world,
                   int         number)
{
  SlSimClient *self = g_new0 (SlSimClient, 1);
  g_autoptr (GError) error = NULL;

  self->port.read = client_read;
  self->port.write = client_write;
  self->world = world;
  self->number = number;
  self->connection = open_new ();
  self->looked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->clock = sl_clock_new_fixed (world->now);
  self->transport = sl_sim_transport_new (self);
  sl_connection_execute (self->connection, "INSERT INTO sync_account (one, id, address, email) VALUES (1, 'a', 'sim', 'one@example.org')", &error);
  g_assert_no_error (error);
  sl_sim_client_log_in (self);
  start (self);
  return self;
}

void
sl_sim_client_free (SlSimClient *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->engine, sl_tracker_sync_free);
  g_clear_object (&self->transport);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->clock);
  put_aside (self->connection);
  g_hash_table_unref (self->looked);
  g_free (self->token);
  g_free (self);
}

/** sl_sim_client_round: %FALSE: it ended early */
gboolean
sl_sim_client_round (SlSimClient  *self,
                     SlSyncResult *result)
{
  SlSimWorld *world = self->world;
  g_autoptr (GError) error = NULL;
  gboolean done;

  self->in_round = TRUE;
  world->n_rounds++;
  if (world->faults && sl_sim_chance (world, 0.15))
    self->crash_in = 1 + (int) sl_sim_below (world, 40);
  done = sl_tracker_sync_run (self->engine, result, self->cancellable, &error);
  self->in_round = FALSE;
  self->crash_in = 0;
  sl_sim_note (world, "client %d round: %s, sent %u, taken %u, waiting %u, refused %u", self->number, done ? "whole" : error->message,
               result->n_sent, result->n_taken, result->n_waiting, result->n_refused);
  if (self->crashed)
    start (self);
  return done;
}
