/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One run: things happen, in an order that the seed chooses; then all faults end, everybody syncs until nothing moves any
 * more, and what must be true then is looked at. */
#include "config.h"

#include <stdio.h>

#include "sl-date.h"
#include "sl-sim.h"

/* So many rounds of everybody at most until all is quiet. */
#define MAX_HEALING 40

gboolean
sl_sim_chance (SlSimWorld *self,
               double      probability)
{
  return g_rand_double (self->chance) < probability;
}

/** sl_sim_below: a number from 0 to @n - 1 */
guint
sl_sim_below (SlSimWorld *self,
              guint       n)
{
  return n > 1 ? (guint) g_rand_int_range (self->chance, 0, (gint32) MIN (n, G_MAXINT32)) : 0;
}

/** sl_sim_note: what happened, for the trace and for its hash */
void
sl_sim_note (SlSimWorld *self,
             const char *format,
             ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  for (const char *c = text; *c != '\0'; c++)
    self->hash = (self->hash ^ (guchar) *c) * G_GUINT64_CONSTANT (0x100000001b3);
  if (self->options.trace)
    printf ("%9.3f %*s%s\n", (double) self->now / G_USEC_PER_SEC - 1773648000.0, (int) self->depth * 2, "", text);
}

/** sl_sim_violate: something is not as it must be */
void
sl_sim_violate (SlSimWorld *self,
                const char *format,
                ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  sl_sim_note (self, "VIOLATION %s", text);
  g_ptr_array_add (self->violations, g_steal_pointer (&text));
}

static void
set_now (SlSimWorld *self,
         gint64      now)
{
  self->now = now;
  for (guint i = 0; i < self->options.n_clients; i++)
    if (self->clients[i] != NULL)
      sl_clock_set_now (self->clients[i]->clock, self->now + self->clients[i]->skew);
}

/** sl_sim_pass: time passes, and what is due meanwhile is done */
void
sl_sim_pass (SlSimWorld *self,
             gint64      usec)
{
  gint64 until = self->now + usec;

  for (gint64 due = sl_sim_get_due (self); due <= until; due = sl_sim_get_due (self))
    {
      set_now (self, MAX (self->now, due));
      sl_sim_do_late (self, FALSE);
    }
  set_now (self, until);
}

static gint64
now_cb (gpointer data)
{
  return ((SlSimWorld *) data)->now;
}

static void
change_circumstances (SlSimWorld *self)
{
  SlSimClient *client = self->clients[sl_sim_below (self, self->options.n_clients)];

  switch (sl_sim_below (self, 8))
    {
    case 0:
      sl_model_server_set_lying (self->server, "one@example.org", TRUE);
      sl_sim_note (self, "the server shows nothing");
      break;
    case 1:
      sl_model_server_set_row_cap (self->server, 3 + sl_sim_below (self, 20));
      break;
    case 2:
      sl_model_server_restart (self->server);
      break;
    case 3:
      sl_model_server_expire_tokens (self->server, "one@example.org");
      break;
    case 4:
      sl_model_server_set_condition (self->server, SL_MODEL_SHUFFLED, sl_sim_chance (self, 0.5));
      break;
    case 5:
      sl_model_server_set_condition (self->server, SL_MODEL_HALF_CONVERT, sl_sim_chance (self, 0.5));
      break;
    case 6:
      client->skew = sl_sim_chance (self, 0.5) ? 0 : ((gint64) sl_sim_below (self, 3) - 1) * G_TIME_SPAN_DAY;
      break;
    default:
      client->offline = !client->offline;
      sl_sim_note (self, "client %d is %s", client->number, client->offline ? "offline" : "online");
    }
}

/** sl_sim_something: while one computer syncs, the world goes on */
void
sl_sim_something (SlSimWorld *self,
                  gboolean    with_web)
{
  SlSimClient *client = self->clients[sl_sim_below (self, self->options.n_clients)];
  guint what = sl_sim_below (self, 100);
  gboolean kept = self->keeps_web;
  SlSyncResult result;

  /* Also in the rounds of others that begin now. */
  self->keeps_web |= !with_web;
  if (what < 40)
    sl_sim_person_act (self, client);
  else if (what < 65)
    {
      if (!self->keeps_web)
        sl_sim_web_act (self);
    }
  else if (what < 80)
    change_circumstances (self);
  else if (self->depth < 2 && !client->in_round)
    {
      self->depth++;
      sl_sim_client_round (client, &result);
      self->depth--;
    }
  self->keeps_web = kept;
}

static void
happen (SlSimWorld *self)
{
  SlSimClient *client = self->clients[sl_sim_below (self, self->options.n_clients)];
  guint what = sl_sim_below (self, 100);
  SlSyncResult result;

  sl_sim_pass (self, (gint64) sl_sim_below (self, sl_sim_chance (self, 0.2) ? 600 : 20) * G_USEC_PER_SEC);
  if (what < 50)
    sl_sim_person_act (self, client);
  else if (what < 62)
    sl_sim_web_act (self);
  else if (what < 67 && self->faults)
    change_circumstances (self);
  else
    sl_sim_client_round (client, &result);
}

static void
end_faults (SlSimWorld *self)
{
  self->faults = FALSE;
  sl_model_server_set_lying (self->server, "one@example.org", FALSE);
  sl_model_server_set_row_cap (self->server, 1000);
  sl_model_server_set_condition (self->server, SL_MODEL_SHUFFLED | SL_MODEL_HALF_CONVERT, FALSE);
  sl_sim_note (self, "faults end");
  for (guint i = 0; i < self->options.n_clients; i++)
    {
      self->clients[i]->offline = FALSE;
      self->clients[i]->skew = 0;
    }
}

/* Until two rounds of everybody changed nothing. */
static void
heal (SlSimWorld *self)
{
  guint quiet = 0;

  end_faults (self);
  sl_sim_pass (self, 200 * G_USEC_PER_SEC);
  sl_sim_do_late (self, TRUE);
  for (guint i = 0; i < MAX_HEALING && quiet < 2; i++)
    {
      gboolean moved = FALSE;

      /* What was refused because of bad luck alone goes now; the rest is refused again. */
      for (guint k = 0; i == 2 && k < self->options.n_clients; k++)
        sl_sim_client_retry (self->clients[k]);
      for (guint k = 0; k < self->options.n_clients; k++)
        {
          SlSyncResult result;
          gboolean whole = sl_sim_client_round (self->clients[k], &result);

          moved |= !whole || result.n_sent > 0 || result.n_taken > 0;
          sl_sim_pass (self, 100 * G_USEC_PER_SEC);
        }
      quiet = moved || i < 8 ? 0 : quiet + 1;
    }
  if (quiet < 2)
    sl_sim_violate (self, "I8: it doesn't come to rest");
}

/**
 * sl_sim_run:
 * @hash: (out): of all that happened
 * @violations: (element-type utf8): what wasn't as it must be is added
 */
void
sl_sim_run (const SlSimOptions *options,
            guint64            *hash,
            GPtrArray          *violations,
            guint              *n_requests,
            guint              *n_rounds)
{
  SlSimWorld self = { .options = *options, .faults = options->faults, .violations = violations };
  const guint32 seeds[] = { (guint32) options->seed, (guint32) (options->seed >> 32), options->profile };

  self.hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);
  self.chance = g_rand_new_with_seed_array (seeds, G_N_ELEMENTS (seeds));
  sl_time_parse_iso8601 ("2026-03-16T08:00:00Z", NULL, &self.now);
  self.server = sl_model_server_new (options->profile, options->seed, now_cb, &self);
  sl_model_server_add_user (self.server, "one@example.org", "one", "correct-horse");
  self.ledger = sl_sim_ledger_new ();
  for (guint i = 0; i < options->n_clients; i++)
    self.clients[i] = sl_sim_client_new (&self, (int) i);

  if (options->full)
    sl_sim_fill_sides (&self);
  for (guint i = 0; i < options->n_events; i++)
    happen (&self);
  heal (&self);
  sl_sim_check (&self);

  *hash = self.hash;
  *n_requests += self.n_requests;
  *n_rounds += self.n_rounds;
  for (guint i = 0; i < options->n_clients; i++)
    sl_sim_client_free (self.clients[i]);
  sl_sim_ledger_free (self.ledger);
  sl_model_server_free (self.server);
  g_free (self.web_token);
  g_clear_pointer (&self.late, g_ptr_array_unref);
  g_clear_pointer (&self.own_ids, g_hash_table_unref);
  g_rand_free (self.chance);
}
