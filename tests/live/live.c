/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "live.h"

#include "sl-http-transport.h"
#include "sl-kinds.h"
#include "sl-tracker-sync-private.h"
#include "sl-tracker-wire.h"

#define ADVANCE "/model/advance?seconds=70"
#define MAX_ROUNDS 8

/* Something of this step isn't as it should be. */
void
live_fail (Live       *self,
           const char *format,
           ...)
{
  va_list args;

  va_start (args, format);
  g_string_append_vprintf (self->trouble, format, args);
  va_end (args);
  g_string_append_c (self->trouble, '\n');
}

gboolean
live_check (Live       *self,
            gboolean    holds,
            const char *words)
{
  if (!holds)
    live_fail (self, "%s", words);
  return holds;
}

/* Takes @error (nullable). Returns whether there was none. */
gboolean
live_take (Live       *self,
           GError     *error,
           const char *words)
{
  if (error == NULL)
    return TRUE;
  live_fail (self, "%s: %s", words, error->message);
  g_error_free (error);
  return FALSE;
}

/* Names of things */

static void
thing_free (gpointer data)
{
  g_free (((LiveThing *) data)->server_id);
  g_free (data);
}

/* Record @id of @computer is called @name from now on; the other computer knows it once both have seen it on the server. */
void
live_name (Live         *self,
           LiveComputer *computer,
           const char   *name,
           SlKind        kind,
           const char   *id)
{
  LiveThing *thing = g_new0 (LiveThing, 1);

  if (self->things == NULL)
    self->things = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, thing_free);
  thing->kind = kind;
  thing->server_id = live_computer_find_server_id (computer, kind, id);
  if (thing->server_id == NULL)
    g_object_set_data_full (G_OBJECT (computer->store), name, g_strdup (id), g_free);
  g_hash_table_insert (self->things, g_strdup (name), thing);
}

/* (transfer full) (nullable): the id on @computer */
char *
live_find (Live         *self,
           LiveComputer *computer,
           const char   *name)
{
  LiveThing *thing = self->things != NULL ? g_hash_table_lookup (self->things, name) : NULL;
  LiveComputer *both[] = { self->one, self->other };

  for (guint i = 0; thing != NULL && thing->server_id == NULL && i < G_N_ELEMENTS (both); i++)
    {
      const char *id = both[i] != NULL ? g_object_get_data (G_OBJECT (both[i]->store), name) : NULL;

      if (id != NULL && both[i] == computer)
        return g_strdup (id);
      if (id != NULL)
        thing->server_id = live_computer_find_server_id (both[i], thing->kind, id);
    }
  return thing != NULL && thing->server_id != NULL ? live_computer_find_id (computer, thing->kind, thing->server_id) : NULL;
}

/* State of one filling. */
typedef struct {
  Live *live;
  LiveComputer *computer;
} Filling;

static gboolean
fill_cb (const GMatchInfo *match,
         GString          *text,
         gpointer          data)
{
  Filling *filling = data;
  g_autofree char *name = g_match_info_fetch (match, 1);
  g_autofree char *id = g_str_equal (name, "m") ? g_strdup (filling->live->marker) : live_find (filling->live, filling->computer, name);

  if (id == NULL)
    live_fail (filling->live, "%s isn't there.", name);
  g_string_append (text, id != NULL ? id : "");
  return FALSE;
}

/* (transfer full): @json with "{m}" for the marker, and "{name}" for the id of what is called so */
char *
live_fill (Live         *self,
           LiveComputer *computer,
           const char   *json)
{
  g_autoptr (GRegex) regex = g_regex_new ("\\{([a-z-]+)\\}", 0, 0, NULL);

  return g_regex_replace_eval (regex, json, -1, 0, 0, fill_cb, &(Filling) { self, computer }, NULL);
}

/* Deeds. What a server is known not to have isn't made, and then there is nothing to be done to it. */

static gboolean
is_without (Live       *self,
            SlKind      kind,
            const char *name)
{
  if (self->without != NULL && g_strv_contains ((const char *const *) self->without, sl_kind_get_info (kind)->name))
    g_hash_table_add (self->skipped, g_strdup (name));
  return g_hash_table_contains (self->skipped, name);
}

void
live_make (Live         *self,
           LiveComputer *computer,
           const char   *name,
           SlKind        kind,
           const char   *json)
{
  g_autofree char *filled = NULL, *id = NULL;
  GError *error = NULL;

  if (is_without (self, kind, name))
    return;
  filled = live_fill (self, computer, json);
  if (live_computer_insert (computer, kind, filled, &id, &error))
    live_name (self, computer, name, kind, id);
  live_take (self, error, name);
}

void
live_edit (Live         *self,
           LiveComputer *computer,
           const char   *name,
           const char   *json)
{
  g_autofree char *filled = live_fill (self, computer, json);
  g_autofree char *id = live_find (self, computer, name);
  LiveThing *thing = id != NULL ? g_hash_table_lookup (self->things, name) : NULL;
  GError *error = NULL;

  if (g_hash_table_contains (self->skipped, name))
    return;
  if (thing == NULL)
    live_fail (self, "%s isn't there to be edited.", name);
  else
    live_computer_edit (computer, thing->kind, id, filled, &error);
  live_take (self, error, name);
}

void
live_trash (Live         *self,
            LiveComputer *computer,
            const char   *name)
{
  g_autofree char *id = live_find (self, computer, name);
  LiveThing *thing = id != NULL ? g_hash_table_lookup (self->things, name) : NULL;
  GError *error = NULL;

  if (g_hash_table_contains (self->skipped, name))
    return;
  if (thing == NULL)
    live_fail (self, "%s isn't there to be deleted.", name);
  else
    live_computer_trash (computer, thing->kind, id, &error);
  live_take (self, error, name);
}

/* Signs in, or makes the account for @username (nullable). */
gboolean
live_sign_in (Live         *self,
              LiveComputer *computer,
              const char   *username)
{
  const SlSyncSignIn entered = { .address = self->address, .email = self->email, .password = self->password, .username = username };
  GError *error = NULL;

  sl_sync_client_sign_in (computer->client, &entered, NULL, &error);
  return live_take (self, error, "signing in");
}

/* One round that ends well and leaves nothing to be sent; where a server says of much that it doesn't know whether it did it,
 * more than one. @result: (out) (optional): the sum */
void
live_round (Live          *self,
            LiveComputer  *computer,
            SlSyncRunFlags flags,
            SlSyncResult  *result)
{
  SlSyncResult last = { 0 };
  guint n_sent = 0, n_taken = 0;

  for (guint i = 0; i < MAX_ROUNDS; i++)
    {
      GError *error = NULL;

      if (i > 0)
        live_wait (self, "for what may still be done");
      live_computer_run (computer, flags, &last, &error);
      if (!live_take (self, error, "the round"))
        return;
      n_sent += last.n_sent;
      n_taken += last.n_taken;
      if (last.n_waiting == 0 || last.n_refused > 0)
        break;
    }
  if (last.n_waiting > 0)
    {
      g_autofree char *waiting = live_computer_list_waiting (computer);

      live_fail (self, "%u changes wait after the round, %u of them refused:\n%s", last.n_waiting, last.n_refused, waiting);
    }
  last.n_sent = n_sent;
  last.n_taken = n_taken;
  if (result != NULL)
    *result = last;
}

/* What one has goes to the server and from there to the other, and the other way round. */
void
live_rounds (Live *self)
{
  live_round (self, self->one, 0, NULL);
  live_round (self, self->other, 0, NULL);
  live_round (self, self->one, 0, NULL);
}

/* The same where something may have to wait for a later round. */
void
live_try_rounds (Live *self)
{
  LiveComputer *both[] = { self->one, self->other, self->one };

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      GError *error = NULL;

      live_computer_run (both[i], 0, &(SlSyncResult) { 0 }, &error);
      live_take (self, error, "the round");
    }
}

/* As long as a row must be missing until it counts as deleted; @words: what for */
void
live_wait (Live       *self,
           const char *words)
{
  g_autoptr (SlTransport) way = self->is_model ? sl_http_transport_new (self->address, NULL) : NULL;
  g_autoptr (SlReply) reply = NULL;

  g_print ("     (waiting a minute %s)\n", words);
  if (!self->is_model)
    {
      g_usleep (SL_TRACKER_ABSENCE + 5 * G_USEC_PER_SEC);
      return;
    }
  reply = sl_transport_send (way, &(SlRequest) { .method = "POST", .path = ADVANCE }, NULL);
  live_check (self, reply->state == SL_REPLY_CAME && reply->status == 200, "The model server's clock can't be moved.");
}

/* Comparing */

static void
check_half (Live       *self,
            GHashTable *mine,
            GHashTable *theirs,
            const char *where)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, mine);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const char *there = g_hash_table_lookup (theirs, key);

      if (there == NULL)
        live_fail (self, "%s is only on %s: %s", (char *) key, where, (char *) value);
      else if (g_strcmp0 (value, there) != 0 && g_str_equal (where, "the first computer"))
        live_fail (self, "%s differs:\n  %s\n  %s", (char *) key, (char *) value, there);
    }
}

/* Both computers have the same, and all of it has a place on the server. */
void
live_check_alike (Live *self)
{
  g_autoptr (GHashTable) one = live_computer_list (self->one);
  g_autoptr (GHashTable) other = live_computer_list (self->other);

  check_half (self, one, other, "the first computer");
  check_half (self, other, one, "the second computer");
}

/* @text: (nullable): nothing stands there */
void
live_check_text (Live         *self,
                 LiveComputer *computer,
                 const char   *name,
                 guint         field,
                 const char   *text)
{
  g_autofree char *id = live_find (self, computer, name);
  LiveThing *thing = id != NULL ? g_hash_table_lookup (self->things, name) : NULL;
  g_autoptr (SlRecord) record = thing != NULL ? live_computer_read (computer, thing->kind, id) : NULL;
  const char *value = record != NULL ? sl_record_get_text (record, field) : NULL;
  const char *where = computer == self->one ? "first" : "second";

  if (record == NULL)
    live_fail (self, "%s isn't on the %s computer.", name, where);
  else if (g_strcmp0 (value != NULL ? value : "", text != NULL ? text : "") != 0)
    live_fail (self, "%s of %s is “%s” on the %s computer, and should be “%s”.", sl_kind_get_field (thing->kind, field)->column, name,
               value != NULL ? value : "", where, text != NULL ? text : "");
}
