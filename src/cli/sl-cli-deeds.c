/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortlistctl move, delete, restore, undo, redo. */
#define G_LOG_DOMAIN "sl-cli-deeds"

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "sl-cli.h"
#include "sl-deeds.h"
#include "sl-trash.h"

static SlCliExit
move (SlCli      *cli,
      char      **prefixes,
      const char *status,
      const char *detail,
      const char *lane,
      const char *outcome)
{
  GError *error = NULL;
  g_auto (GStrv) ids = sl_cli_resolve_living_ids (cli, SL_KIND_APPLICATION, prefixes, &error);
  const char *const *these = (const char *const *) ids;

  if (ids == NULL)
    return sl_cli_fail (error);

  return sl_cli_apply (cli,
                       status != NULL ? sl_deed_set_status (these, status, detail)
                                      : sl_deed_move_to_lane (these, lane, outcome),
                       these);
}

/* Of the places that a word may name. @lane stays NULL for a status, and the other way round. */
static gboolean
find_place (SlCli       *cli,
            const char  *text,
            gboolean     as_lane,
            const char **status,
            const char **lane)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *statuses = NULL;
  g_autofree char *lanes = NULL;

  *status = as_lane ? NULL : sl_enum_match (&sl_status_words, valid);
  *lane = *status == NULL ? sl_enum_match (&sl_lane_words, valid) : NULL;
  if (*status != NULL || *lane != NULL)
    return TRUE;

  statuses = sl_cli_list_words (&sl_status_words, NULL);
  lanes = sl_cli_list_words (&sl_lane_words, NULL);
  if (as_lane)
    sl_cli_usage (cli, _("“%s” is no interview step (%s)"), valid, lanes);
  else
    sl_cli_usage (cli, _("“%s” is neither a status (%s) nor an interview step (%s)"), valid, statuses, lanes);

  return FALSE;
}

SlCliExit
sl_cli_move (SlCli  *cli,
             char ***argv)
{
  g_autofree char *detail_text = NULL;
  g_autofree char *outcome_text = NULL;
  gboolean as_lane = FALSE;
  const GOptionEntry entries[] = {
    { "detail", 0, 0, G_OPTION_ARG_FILENAME, &detail_text, N_("With Rejected: how, for instance “No response”"), N_("WORD") },
    { "outcome", 0, 0, G_OPTION_ARG_FILENAME, &outcome_text, N_("With the step “Closed”: how it ended"), N_("WORD") },
    { "lane", 0, 0, G_OPTION_ARG_NONE, &as_lane, N_("The word is an interview step, also where a status has the same name"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autofree char *place = NULL;
  const char *status;
  const char *lane;
  const char *detail;
  const char *outcome;
  guint n;

  if (!sl_cli_parse (cli, argv, entries, NULL))
    return SL_CLI_USAGE;
  n = g_strv_length (*argv);
  if (n < 2)
    return sl_cli_usage (cli, _("Say which application and where to, for instance: move 1a2b Applied"));

  place = g_steal_pointer (&(*argv)[n - 1]);
  if (!find_place (cli, place, as_lane, &status, &lane) ||
      !sl_cli_match_word (cli, &sl_status_detail_words, "--detail", detail_text, &detail) ||
      !sl_cli_match_word (cli, &sl_event_outcome_words, "--outcome", outcome_text, &outcome))
    return SL_CLI_USAGE;
  if (detail != NULL && g_strcmp0 (status, SL_STATUS_REJECTED) != 0)
    return sl_cli_usage (cli, _("--detail goes with the status %s"), SL_STATUS_REJECTED);
  if (outcome != NULL && g_strcmp0 (lane, SL_LANE_CLOSED) != 0)
    return sl_cli_usage (cli, _("--outcome goes with the interview step “%s”"), sl_enum_label (&sl_lane_words, SL_LANE_CLOSED));
  if (outcome == NULL && g_strcmp0 (lane, SL_LANE_CLOSED) == 0)
    {
      g_autofree char *words = sl_cli_list_words (&sl_event_outcome_words, NULL);

      return sl_cli_usage (cli, _("The interview step “%s” needs --outcome. It takes %s"), sl_enum_label (&sl_lane_words, SL_LANE_CLOSED), words);
    }

  return sl_cli_open (cli) ? move (cli, *argv, status, detail, lane, outcome) : SL_CLI_FAILED;
}

static SlCliExit
trash_or_restore (SlCli   *cli,
                  char  ***argv,
                  gboolean trash)
{
  g_auto (GStrv) ids = NULL;
  GError *error = NULL;
  const char *const *these;

  if (!sl_cli_parse (cli, argv, NULL, NULL))
    return SL_CLI_USAGE;
  if ((*argv)[0] == NULL)
    return sl_cli_usage (cli, _("Say which application, by its id"));
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  ids = sl_cli_resolve_ids (cli, SL_KIND_APPLICATION, *argv, &error);
  if (ids == NULL)
    return sl_cli_fail (error);
  these = (const char *const *) ids;

  return sl_cli_apply (cli,
                       trash ? sl_deed_trash (SL_KIND_APPLICATION, these, sl_context_get_clock (cli->context))
                             : sl_deed_restore (SL_KIND_APPLICATION, these),
                       these);
}

SlCliExit
sl_cli_delete (SlCli  *cli,
               char ***argv)
{
  return trash_or_restore (cli, argv, TRUE);
}

SlCliExit
sl_cli_restore (SlCli  *cli,
                char ***argv)
{
  return trash_or_restore (cli, argv, FALSE);
}

static SlCliExit
step_back_or_forth (SlCli          *cli,
                    char         ***argv,
                    SlTransaction *(*step) (SlStore *store, GError **error))
{
  gboolean undo = step == sl_store_undo;
  gboolean yes = FALSE;
  const GOptionEntry entries[] = { SL_CLI_YES_ENTRY (&yes), G_OPTION_ENTRY_NULL };
  g_autoptr (SlTransaction) purge = NULL;
  g_autoptr (SlTransaction) transaction = NULL;
  GError *error = NULL;

  if (!sl_cli_parse_options (cli, argv, undo ? entries : NULL, NULL))
    return SL_CLI_USAGE;
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  purge = undo && !yes ? sl_cli_read (cli, sl_trash_read_last_purge, NULL, &error) : NULL;
  if (error != NULL)
    return sl_cli_fail (error);
  if (purge != NULL && !sl_cli_confirm (_("What you did last was to delete for good, which can’t be undone. The change before it would be undone.")))
    return SL_CLI_FAILED;

  transaction = step (sl_context_get_store (cli->context), &error);
  if (transaction == NULL)
    return sl_cli_fail (error);
  sl_cli_print_transaction (cli, transaction);

  return SL_CLI_DONE;
}

SlCliExit
sl_cli_undo (SlCli  *cli,
             char ***argv)
{
  return step_back_or_forth (cli, argv, sl_store_undo);
}

SlCliExit
sl_cli_redo (SlCli  *cli,
             char ***argv)
{
  return step_back_or_forth (cli, argv, sl_store_redo);
}
