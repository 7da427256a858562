/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortlistctl offer, reflect: of each an application has one at most. */
#define G_LOG_DOMAIN "sl-cli-offer"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-cli-records.h"
#include "sl-text.h"

static const SlCliRecordSpec offer_spec = {
  .kind = SL_KIND_OUTCOME,
  .required = SL_FIELD_NONE,
  .none = N_("The application has no offer."),
};

static SlCliExit
offer_set (SlCli  *cli,
           char ***argv)
{
  return sl_cli_record_put (cli, argv, &offer_spec, NULL, NULL, NULL);
}

static SlCliExit
offer_show (SlCli  *cli,
            char ***argv)
{
  return sl_cli_record_show_only (cli, argv, &offer_spec);
}

static SlCliExit
offer_delete (SlCli  *cli,
              char ***argv)
{
  return sl_cli_record_delete_only (cli, argv, &offer_spec);
}

const SlCliCommand sl_cli_offer_parts[] = {
  { .name = "set", .run = offer_set,
    .arguments = N_("APPLICATION --FIELD VALUE…"),
    .summary = N_("Add the offer, or change it"),
    .details = N_("A new offer moves the application to Offer, or to Rejected or Withdrawn with that --status. An empty VALUE empties the field."),
    .examples = SL_CLI_EXAMPLES ("offer set 1a2b --salary 52000 --currency EUR --deadline 2026-09-20", "offer set 1a2b --bonus '2k sign-on'") },
  { .name = "show", .run = offer_show,
    .arguments = N_("APPLICATION"),
    .summary = N_("Show the offer"),
    .examples = SL_CLI_EXAMPLES ("offer show 1a2b", "offer show 1a2b --json") },
  { .name = "delete", .run = offer_delete,
    .arguments = N_("APPLICATION"),
    .summary = N_("Move the offer to the Trash"),
    .details = N_("Where the application stands remains as it is."),
    .examples = SL_CLI_EXAMPLES ("offer delete 1a2b") },
  { NULL },
};

/* Reflections */

static const SlCliRecordSpec reflection_spec = {
  .kind = SL_KIND_REFLECTION,
  .required = SL_FIELD_NONE,
  .none = N_("The application has no look back yet."),
};

/* "SQL=beginner" and its kin, one by one, are one field; a single empty one empties it. */
static gboolean
take_skills (SlCli       *cli,
             SlCliFields *fields,
             gpointer     data)
{
  char **skills = *(char ***) data;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (JsonObject) object = NULL;

  if (skills == NULL)
    return TRUE;
  object = json_object_new ();
  for (guint i = 0; skills[i] != NULL; i++)
    {
      g_autofree char *skill = sl_cli_make_harmless (skills[i]);
      char *level = strrchr (skill, '=');

      if (level != NULL)
        *level++ = '\0';
      g_strstrip (skill);
      if (*skill == '\0' && level == NULL)
        continue;
      if (*skill == '\0')
        {
          sl_cli_usage (cli, _("--skill takes a name, and how far you are after “=”: SQL=beginner"));
          return FALSE;
        }
      if (!g_hash_table_add (seen, sl_text_fold (skill)))
        {
          sl_cli_usage (cli, _("--skill names “%s” twice"), skill);
          return FALSE;
        }
      json_object_set_string_member (object, skill, level != NULL ? g_strstrip (level) : "");
    }
  sl_cli_fields_take_text (fields, SL_REFLECTION_SKILL_GAPS, json_object_get_size (object) > 0 ? sl_json_object_to_text (object, FALSE) : g_strdup (""));

  return TRUE;
}

static SlCliExit
reflect_set (SlCli  *cli,
             char ***argv)
{
  g_auto (GStrv) skills = NULL;
  const GOptionEntry entries[] = {
    { "skill", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &skills, N_("A skill to build, and how far you are; may be given several times"), N_("NAME=LEVEL") },
    G_OPTION_ENTRY_NULL,
  };

  return sl_cli_record_put (cli, argv, &reflection_spec, entries, take_skills, &skills);
}

static SlCliExit
reflect_show (SlCli  *cli,
              char ***argv)
{
  return sl_cli_record_show_only (cli, argv, &reflection_spec);
}

static SlCliExit
reflect_delete (SlCli  *cli,
                char ***argv)
{
  return sl_cli_record_delete_only (cli, argv, &reflection_spec);
}

const SlCliCommand sl_cli_reflect_parts[] = {
  { .name = "set", .run = reflect_set,
    .arguments = N_("APPLICATION --FIELD VALUE…"),
    .summary = N_("Write the look back, or change it"),
    .details = N_("An empty VALUE empties the field; --skill replaces all skills."),
    .examples = SL_CLI_EXAMPLES ("reflect set 1a2b --worked 'Asked good questions' --skill SQL=beginner --skill 'System design=intermediate'") },
  { .name = "show", .run = reflect_show,
    .arguments = N_("APPLICATION"),
    .summary = N_("Show the look back"),
    .examples = SL_CLI_EXAMPLES ("reflect show 1a2b", "reflect show 1a2b --json") },
  { .name = "delete", .run = reflect_delete,
    .arguments = N_("APPLICATION"),
    .summary = N_("Move the look back to the Trash"),
    .examples = SL_CLI_EXAMPLES ("reflect delete 1a2b") },
  { NULL },
};
