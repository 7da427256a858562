/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortlistctl merge. */
#define G_LOG_DOMAIN "sl-cli-merge"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-cli-fields.h"
#include "sl-cli-table.h"
#include "sl-error.h"
#include "sl-merge.h"

typedef struct {
  const char *const *ids;
  SlMergePair *pair;
  SlClock *clock;
} Question;

static gpointer
read_pair (SlConnection  *connection,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Question *question = data;

  return sl_merge_read (connection, question->ids[0], question->ids[1], error);
}

static gpointer
build (SlConnection  *connection,
       gpointer       data,
       GCancellable  *cancellable,
       GError       **error)
{
  Question *question = data;

  return sl_deed_merge (connection, question->pair, question->clock, error);
}

/* By SlMergeTake, as they are typed. */
static const char *const words[] = { "kept", "other", "both" };

/* What a field of the offers begins with. */
#define OFFER "offer."

/* The pair that has the field @name, and which it is; NULL when none has. */
static SlMergePair *
find_field (SlMergePair *pair,
            const char  *name,
            guint       *field)
{
  gboolean of_offer = g_str_has_prefix (name, OFFER);
  SlKind kind = of_offer ? SL_KIND_OUTCOME : SL_KIND_APPLICATION;

  *field = sl_kind_find_field (kind, sl_cli_fields_expand_name (of_offer ? name + strlen (OFFER) : name));
  if (*field == SL_FIELD_NONE || !sl_field_is_editable (sl_kind_get_field (kind, *field)))
    return NULL;
  return of_offer ? pair->offers : pair;
}

/* "role=other", "notes=both", "offer.salary=other"; FALSE: told. */
static gboolean
choose (SlCli       *cli,
        SlMergePair *both,
        const char  *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_auto (GStrv) parts = g_strsplit (valid, "=", 2);
  guint field = SL_FIELD_NONE;
  SlMergePair *pair = parts[0] != NULL ? find_field (both, parts[0], &field) : NULL;

  if (pair == NULL)
    {
      if (field != SL_FIELD_NONE && both->offers == NULL && g_str_has_prefix (parts[0], OFFER))
        sl_cli_usage (cli, _("“%s” can’t be chosen: not both applications have an offer"), parts[0]);
      else
        sl_cli_usage (cli, _("“%s” is no field of an application"), parts[0] != NULL ? parts[0] : "");
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (parts[1] != NULL ? parts[1] : words[SL_MERGE_OTHER], words[i]))
      {
        if (i == SL_MERGE_BOTH && !sl_merge_can_join (pair, field))
          {
            sl_cli_usage (cli, _("“%s” can’t have both: it takes kept or other"), parts[0]);
            return FALSE;
          }
        sl_merge_pair_take (pair, field, (SlMergeTake) i);
        return TRUE;
      }
  sl_cli_usage (cli, _("--take doesn’t know “%s”. It takes FIELD=kept, FIELD=other or FIELD=both"), valid);
  return FALSE;
}

static void
add_plan_json (JsonArray   *array,
               SlMergePair *pair)
{
  const SlKindInfo *info = sl_record_get_info (pair->kept);

  for (guint i = 0; i < info->n_fields; i++)
    {
      g_autoptr (JsonObject) object = json_object_new ();
      g_autofree char *kept = sl_merge_format (pair->kept, i);
      g_autofree char *other = sl_merge_format (pair->other, i);
      g_autofree char *name = NULL;

      if (!sl_merge_is_choice (pair, i))
        continue;
      name = g_strconcat (info->kind == SL_KIND_OUTCOME ? OFFER : "", info->fields[i].column, NULL);
      json_object_set_string_member (object, "field", name);
      json_object_set_string_member (object, "kept", kept);
      json_object_set_string_member (object, "other", other);
      json_object_set_string_member (object, "taken", words[pair->take[i]]);
      json_array_add_object_element (array, g_steal_pointer (&object));
    }
}

static void
print_plan_json (SlMergePair *pair)
{
  g_autoptr (JsonArray) array = json_array_new ();

  add_plan_json (array, pair);
  if (pair->offers != NULL)
    add_plan_json (array, pair->offers);
  sl_cli_print_json_array (array);
}

static void
add_plan (SlCliTable  *table,
          SlMergePair *pair)
{
  const char *taken[] = { C_("merge", "kept"), C_("merge", "other"), C_("merge", "both") };

  for (guint i = 0; i < sl_record_get_info (pair->kept)->n_fields; i++)
    {
      g_autofree char *label = sl_merge_build_label (pair, i);
      g_autofree char *kept = sl_merge_format (pair->kept, i);
      g_autofree char *other = sl_merge_format (pair->other, i);
      const char *cells[] = { label, kept, other, taken[pair->take[i]] };

      if (sl_merge_is_choice (pair, i))
        sl_cli_table_add (table, cells);
    }
}

static void
print_plan (SlMergePair *pair)
{
  const char *headers[] = { _("Field"), _("Kept"), _("Other"), _("Taken"), NULL };
  g_autoptr (SlCliTable) table = sl_cli_table_new (headers);

  add_plan (table, pair);
  if (pair->offers != NULL)
    add_plan (table, pair->offers);
  sl_cli_table_print (table);
}

static SlCliExit
merge (SlCli  *cli,
       char  **prefixes,
       char  **takes,
       gboolean dry_run)
{
  GError *error = NULL;
  g_autofree char **kept = sl_cli_resolve_ids (cli, SL_KIND_APPLICATION, (char *[]) { prefixes[0], NULL }, &error);
  g_autofree char **other = kept != NULL ? sl_cli_resolve_ids (cli, SL_KIND_APPLICATION, (char *[]) { prefixes[1], NULL }, &error) : NULL;
  g_autofree char *kept_id = kept != NULL ? kept[0] : NULL;
  g_autofree char *other_id = other != NULL ? other[0] : NULL;
  const char *ids[] = { kept_id, other_id, NULL };
  Question question = { ids, NULL, sl_context_get_clock (cli->context) };
  g_autoptr (SlMergePair) pair = other != NULL ? sl_cli_read (cli, read_pair, &question, &error) : NULL;
  SlChangeset *changeset;

  if (pair == NULL)
    return sl_cli_fail (error);
  for (guint i = 0; takes != NULL && takes[i] != NULL; i++)
    if (!choose (cli, pair, takes[i]))
      return SL_CLI_USAGE;
  if (dry_run)
    {
      if (cli->json)
        print_plan_json (pair);
      else
        print_plan (pair);
      return SL_CLI_DONE;
    }

  question.pair = pair;
  changeset = sl_cli_read (cli, build, &question, &error);
  return changeset != NULL ? sl_cli_apply (cli, changeset, NULL) : sl_cli_fail (error);
}

SlCliExit
sl_cli_merge (SlCli  *cli,
              char ***argv)
{
  g_auto (GStrv) takes = NULL;
  gboolean dry_run = FALSE;
  const GOptionEntry entries[] = {
    { "take", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &takes, N_("Whose value a field gets: FIELD=kept, FIELD=other (also FIELD alone), or FIELD=both for texts; of two offers, offer.FIELD=WHOSE"), N_("FIELD=WHOSE") },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_("Only show what differs and what would be taken"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!sl_cli_parse (cli, argv, entries, NULL))
    return SL_CLI_USAGE;
  if (g_strv_length (*argv) != 2)
    return sl_cli_usage (cli, _("Say which application to keep and which one to merge into it, for instance: merge 1a2b 3c4d"));

  return sl_cli_open (cli) ? merge (cli, *argv, takes, dry_run) : SL_CLI_FAILED;
}
