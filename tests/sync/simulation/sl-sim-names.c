/* SPDX-License-Identifier: GPL-3.0-or-later */
/* By what a record is known, and how the server calls things. */
#include "config.h"

#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-sim.h"

/** sl_sim_key_field: the field by which a record of @kind is known, which nobody changes; %SL_FIELD_NONE: by its application */
guint
sl_sim_key_field (SlSimWorld *world,
                  SlKind      kind)
{
  switch ((int) kind)
    {
    case SL_KIND_APPLICATION:
      return SL_APPLICATION_COMPANY_NAME;
    case SL_KIND_STAGE:
      return SL_STAGE_NAME;
    case SL_KIND_CONTACT:
      return SL_CONTACT_NAME;
    case SL_KIND_REMINDER:
      return SL_REMINDER_TITLE;
    case SL_KIND_DOCUMENT:
      return SL_DOCUMENT_NAME;
    case SL_KIND_SAVED_JOB:
      return SL_SAVED_JOB_COMPANY_NAME;
    case SL_KIND_RESUME_VERSION:
      return SL_RESUME_VERSION_NAME;
    case SL_KIND_TAG:
      /* Where tags are renamed, each is of a color of its own. */
      return world->options.undo ? SL_TAG_COLOR : SL_TAG_NAME;
    default:
      return SL_FIELD_NONE;
    }
}

/** sl_sim_dup_new_key: (transfer full): what a new record of @kind is known by */
char *
sl_sim_dup_new_key (SlSimWorld *world,
                    SlKind      kind)
{
  guint number = ++world->n_keys;

  return world->options.undo && kind == SL_KIND_TAG ? g_strdup_printf ("#%06x", number) : g_strdup_printf ("k%u", number);
}

/** sl_sim_build_key: (transfer full): of what is called @name: tags that differ in capitals alone are one to the ledger */
char *
sl_sim_build_key (SlKind      kind,
                  const char *name)
{
  return kind == SL_KIND_TAG && name != NULL ? g_ascii_strdown (name, -1) : g_strdup (name);
}

/** sl_sim_get_collection: (transfer none): where the server's dump has the rows of @kind */
const char *
sl_sim_get_collection (SlKind kind)
{
  if (kind == SL_KIND_RESUME_VERSION)
    return "resumes";
  return kind == SL_KIND_TAG_ASSIGNMENT ? "application_tags" : sl_kind_get_info (kind)->table;
}

/** sl_sim_get_generation: of the world's server, and of the words on its web page */
SlTrackerGeneration
sl_sim_get_generation (SlSimWorld *world)
{
  return world->options.profile == SL_MODEL_PROFILE_HEAD ? SL_TRACKER_NEWER : SL_TRACKER_DOCUMENTED;
}

/** sl_sim_dup_key: (transfer full): what the record of the server's @row is known by: its own name, or that of its application */
char *
sl_sim_dup_key (SlSimWorld *world,
                SlKind      kind,
                JsonObject *row)
{
  guint field = sl_sim_key_field (world, kind);
  const char *application = sl_json_get_string (row, "application_id", "?");
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) all = NULL;
  JsonArray *rows;

  if (field != SL_FIELD_NONE)
    return sl_sim_build_key (kind, sl_json_get_string (row, sl_kind_get_field (kind, field)->column, "?"));
  text = sl_model_server_dump (world->server, "one@example.org");
  all = sl_json_parse_object (text, NULL);
  rows = sl_json_get_array (all, sl_sim_get_collection (SL_KIND_APPLICATION));
  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    if (g_str_equal (sl_json_get_string (json_array_get_object_element (rows, i), "id", ""), application))
      return sl_sim_dup_key (world, SL_KIND_APPLICATION, json_array_get_object_element (rows, i));
  return g_strdup ("?");
}
