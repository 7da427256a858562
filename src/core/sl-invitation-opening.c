/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-invitation-opening.h. */
#define G_LOG_DOMAIN "sl-invitation-opening"

#include "config.h"

#include "sl-invitation-opening.h"
#include "sl-kinds.h"
#include "sl-text.h"

#define OPENINGS \
  "SELECT a.pk, a.company_name, a.role_title, a.url," \
  "  (SELECT group_concat (lower (c.email), ' ') FROM contacts AS c WHERE c.application_id = a.id AND c.deleted_at IS NULL AND c.email IS NOT NULL)," \
  "  a.status, a.updated_at" \
  " FROM applications AS a WHERE a.deleted_at IS NULL AND coalesce (a.status, '') NOT IN ('" SL_STATUS_ACCEPTED "', '" SL_STATUS_REJECTED "', '" SL_STATUS_WITHDRAWN "')"

SlStatement *
sl_invitation_openings_prepare (SlConnection  *connection,
                                GError       **error)
{
  return sl_connection_prepare (connection, OPENINGS, error);
}

void
sl_invitation_opening_free (SlInvitationOpening *opening)
{
  g_array_unref (opening->name);
  g_array_unref (opening->role);
  g_free (opening->joined);
  g_free (opening->dashed);
  g_free (opening->url);
  g_free (opening->emails);
  g_free (opening);
}

/* "The ACME, Inc." is known as "ACME". */
static GArray *
split_company (const char *company)
{
  g_autofree char *key = sl_text_company_key (company);
  g_auto (GStrv) keys = g_strsplit (key, " ", -1);
  GArray *words = sl_invitation_words_split (company);
  guint n = *key != '\0' ? g_strv_length (keys) : 0;

  if (words->len > n && n > 0 && !g_str_equal (g_array_index (words, SlInvitationWord, 0).key, keys[0]))
    g_array_remove_index (words, 0);
  if (words->len > n)
    g_array_set_size (words, n);

  return words;
}

static char *
join_words (GArray     *words,
            const char *between)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? between : "", g_array_index (words, SlInvitationWord, i).key);

  return g_string_free_and_steal (text);
}

SlInvitationOpening *
sl_invitation_opening_new (SlStatement *statement)
{
  SlInvitationOpening *opening = g_new0 (SlInvitationOpening, 1);
  const char *status = sl_statement_get_text (statement, 5), *emails = sl_statement_get_text (statement, 4);

  opening->pk = sl_statement_get_integer (statement, 0);
  opening->name = split_company (sl_statement_get_text (statement, 1));
  opening->role = sl_invitation_words_split (sl_statement_get_text (statement, 2));
  opening->joined = join_words (opening->name, "");
  opening->dashed = join_words (opening->name, "-");
  opening->url = g_strdup (sl_statement_get_text (statement, 3));
  opening->emails = emails != NULL ? g_strdup_printf (" %s ", emails) : NULL;
  opening->waits = g_strcmp0 (status, SL_STATUS_INTERVIEWING) == 0 || g_strcmp0 (status, SL_STATUS_APPLIED) == 0;
  opening->active = sl_statement_get_integer (statement, 6);

  return opening;
}
