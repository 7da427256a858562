/* SPDX-License-Identifier: GPL-3.0-or-later */
/* build-aux/test --live URL: the whole client against a server that runs somewhere, with two data folders and an account of
 * its own. Ends with "N passed, N failed". */
#include "config.h"

#include <gio/gio.h>
#include <locale.h>
#include <stdio.h>

#include "live.h"
#include "sl-file.h"

/* (transfer full): @length random letters and numbers */
static char *
make_word (guint length)
{
  static const char letters[] = "abcdefghijkmnpqrstuvwxyz23456789";
  g_autoptr (GString) word = g_string_new (NULL);

  while (word->len < length)
    g_string_append_c (word, letters[g_random_int_range (0, sizeof letters - 1)]);
  return g_string_free (g_steal_pointer (&word), FALSE);
}

static void
choose_account (Live *self)
{
  g_autofree char *word = make_word (10);

  self->marker = g_strconcat ("Live ", word, NULL);
  self->email = g_strdup (g_getenv ("SL_LIVE_EMAIL"));
  self->password = g_strdup (g_getenv ("SL_LIVE_PASSWORD"));
  if (self->email != NULL && self->password != NULL)
    {
      g_print ("Signing in at %s as %s.\n", self->address, self->email);
      return;
    }
  g_clear_pointer (&self->email, g_free);
  g_clear_pointer (&self->password, g_free);
  self->username = g_strconcat ("live", word, NULL);
  self->email = g_strconcat (self->username, "@example.org", NULL);
  self->password = make_word (24);
  g_print ("Registering %s at %s. Where the address must be verified, give an account in SL_LIVE_EMAIL and SL_LIVE_PASSWORD.\n", self->email, self->address);
}

/* Returns whether what follows makes sense. */
static gboolean
run_step (Live           *self,
          const LiveStep *step)
{
  g_string_truncate (self->trouble, 0);
  step->run (self);
  if (self->trouble->len == 0)
    {
      self->n_passed++;
      g_print ("ok   %s\n", step->name);
      return TRUE;
    }
  self->n_failed++;
  g_print ("FAIL %s\n%s", step->name, self->trouble->str);
  return !step->is_needed;
}

static void
run_steps (Live *self)
{
  for (const LiveStep *step = live_steps; step->name != NULL && run_step (self, step); step++)
    ;
  for (const LiveStep *step = live_last_steps; step->name != NULL; step++)
    run_step (self, step);
  if (self->username != NULL && self->before != NULL)
    g_print ("The account %s stays: the server has no way to delete one.\n", self->email);
}

static LiveComputer *
open_computer (const char *own,
               const char *name,
               GError    **error)
{
  g_autofree char *folder = g_build_filename (own, name, NULL);

  return live_computer_new (folder, error);
}

static gboolean
run (Live    *self,
     GError **error)
{
  g_autofree char *own = g_dir_make_tmp ("shortlist-live.XXXXXX", error);
  g_autoptr (GFile) file = own != NULL ? g_file_new_for_path (own) : NULL;

  if (own == NULL)
    return FALSE;
  self->one = open_computer (own, "one", error);
  self->other = self->one != NULL ? open_computer (own, "other", error) : NULL;
  if (self->other != NULL)
    {
      choose_account (self);
      run_steps (self);
    }
  live_computer_free (self->one);
  live_computer_free (self->other);
  sl_file_remove_tree (file);
  return self->n_passed + self->n_failed > 0;
}

int
main (int    argc,
      char **argv)
{
  Live live = { 0 };
  const GOptionEntry entries[] = {
    { "model", 0, 0, G_OPTION_ARG_NONE, &live.is_model, "it is the model server: its clock is moved instead of waiting", NULL },
    { "without", 0, 0, G_OPTION_ARG_STRING_ARRAY, &live.without, "a kind of record that the server can't keep, such as tag", "KIND" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("URL — the client against a server that runs");
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  setvbuf (stdout, NULL, _IOLBF, 0);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 2)
    {
      g_printerr ("live: %s\n", error != NULL ? error->message : "One address is needed, such as https://tracker.example.org");
      return 2;
    }
  live.address = argv[1];
  live.trouble = g_string_new (NULL);
  live.skipped = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!run (&live, &error))
    {
      g_printerr ("live: %s\n", error->message);
      live.n_failed++;
    }
  g_print ("%u passed, %u failed\n", live.n_passed, live.n_failed);
  g_string_free (live.trouble, TRUE);
  g_clear_pointer (&live.things, g_hash_table_unref);
  g_clear_pointer (&live.before, g_hash_table_unref);
  g_hash_table_unref (live.skipped);
  g_strfreev (live.without);
  g_free (live.marker);
  g_free (live.email);
  g_free (live.password);
  g_free (live.username);
  return live.n_failed > 0 ? 1 : 0;
}
