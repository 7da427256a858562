/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes to the terminal: answers on standard output, troubles on standard error. Printed are bytes of UTF-8 whatever
 * the locale: another program reads them. */

#define G_LOG_DOMAIN "sl-cli-print"

#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

#include "sl-cli.h"
#include "sl-file.h"

char *
sl_cli_make_harmless (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *harmless = g_string_sized_new (strlen (valid));

  for (const char *c = valid; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (g_unichar_iscntrl (character) || (character >= 0x2028 && character <= 0x202e) || (character >= 0x2066 && character <= 0x2069))
        g_string_append_c (harmless, ' ');
      else
        g_string_append_unichar (harmless, character);
    }

  return g_string_free_and_steal (harmless);
}

/* Why the first of what couldn't be printed couldn't; later calls change errno. */
static int write_errno;

int
sl_cli_get_write_error (void)
{
  if (fflush (stdout) != 0 && write_errno == 0)
    write_errno = errno;

  return write_errno;
}

void
sl_cli_write (const char *text)
{
  if (fputs (text, stdout) < 0 && write_errno == 0)
    write_errno = errno;
}

void
sl_cli_print (const char *format,
              ...)
{
  g_autofree char *text = NULL;
  g_autofree char *harmless = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  harmless = sl_cli_make_harmless (text);
  sl_cli_write (harmless);
  sl_cli_write ("\n");
}

/* What is quoted may be as long as what was typed. */
static char *
shorten_quotes (const char *text)
{
  g_autoptr (GRegex) quote = g_regex_new ("“([^“”]{80})[^“”]+”", G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, NULL);

  return g_regex_replace (quote, text, -1, 0, "“\\1…”", G_REGEX_MATCH_DEFAULT, NULL);
}

static void
tell (const char *text)
{
  g_autofree char *all = sl_cli_make_harmless (text);
  g_autofree char *harmless = shorten_quotes (all);

  fprintf (stderr, "shortlistctl: %s\n", g_strchomp (harmless));
}

void
sl_cli_tell (const char *format,
             ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  tell (text);
}

G_DEFINE_QUARK (sl-cli-usage-error, sl_cli_usage_error)

SlCliExit
sl_cli_fail (GError *error)
{
  gboolean usage = error->domain == sl_cli_usage_error_quark ();
  g_autoptr (GError) worded = usage ? g_error_copy (error) : sl_file_explain_error (error, NULL);

  tell (worded->message);
  g_error_free (error);

  return usage ? SL_CLI_USAGE : SL_CLI_FAILED;
}

char *
sl_cli_get_command_name (SlCli *cli)
{
  return cli->group != NULL ? g_strjoin (" ", cli->group->name, cli->command->name, NULL) : g_strdup (cli->command->name);
}

SlCliExit
sl_cli_usage (SlCli      *cli,
              const char *format,
              ...)
{
  g_autofree char *text = NULL;
  g_autofree char *command = NULL;
  g_autofree char *hint = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_strchomp (text);
  command = sl_cli_get_command_name (cli);
  hint = g_strdup_printf (_("See “shortlistctl %s --help”."), command);
  sl_cli_tell ("%s%s %s", text, g_str_has_suffix (text, ".") ? "" : ".", hint);

  return SL_CLI_USAGE;
}

gboolean
sl_cli_confirm (const char *question)
{
  char answer[16] = "";

  if (!isatty (STDIN_FILENO))
    {
      sl_cli_tell (_("%s Say “--yes” if you want that."), question);
      return FALSE;
    }
  /* Translators: the answer is typed: “y” for yes; keep the letter */
  g_printerr (_("%s Go on? [y/N] "), question);

  return fgets (answer, sizeof answer, stdin) != NULL && g_ascii_tolower (answer[0]) == 'y';
}

static void
print_json (JsonNode *node)
{
  g_autofree char *text = sl_json_to_text (node, TRUE);

  sl_cli_write (text);
  sl_cli_write ("\n");
  json_node_unref (node);
}

void
sl_cli_print_json_object (JsonObject *object)
{
  print_json (json_node_init_object (json_node_alloc (), object));
}

void
sl_cli_print_json_array (JsonArray *array)
{
  print_json (json_node_init_array (json_node_alloc (), array));
}

char *
sl_cli_format_time (SlCli  *cli,
                    gint64  time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (time);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, sl_clock_get_time_zone (sl_context_get_clock (cli->context)));

  return g_date_time_format (local, "%Y-%m-%d %H:%M");
}
