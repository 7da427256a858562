/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of kinds, how they are found by name, and what the statuses and lanes mean to one another. */

#define G_LOG_DOMAIN "sl-kinds"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-kinds-private.h"

#define KIND(k, n, t, T, l, f) \
  [k] = { .kind = k, .name = n, .table = t, .type_name = T, .label = l, .fields = f, .n_fields = G_N_ELEMENTS (f) }

static const SlKindInfo kinds[SL_N_KINDS] = {
  KIND (SL_KIND_RESUME_VERSION, "resume-version", "resume_versions", "SlResumeVersion", N_("Résumé"), sl_resume_version_fields),
  KIND (SL_KIND_APPLICATION, "application", "applications", "SlApplication", N_("Application"), sl_application_fields),
  KIND (SL_KIND_STAGE, "stage", "stages", "SlStage", N_("Interview round"), sl_stage_fields),
  KIND (SL_KIND_OUTCOME, "outcome", "outcomes", "SlOutcome", N_("Offer"), sl_outcome_fields),
  KIND (SL_KIND_REFLECTION, "reflection", "reflections", "SlReflection", N_("Reflection"), sl_reflection_fields),
  KIND (SL_KIND_CONTACT, "contact", "contacts", "SlContact", N_("Contact"), sl_contact_fields),
  KIND (SL_KIND_DOCUMENT, "document", "documents", "SlDocument", N_("Document"), sl_document_fields),
  KIND (SL_KIND_REMINDER, "reminder", "reminders", "SlReminder", N_("Reminder"), sl_reminder_fields),
  KIND (SL_KIND_TAG, "tag", "tags", "SlTag", N_("Tag"), sl_tag_fields),
  KIND (SL_KIND_TAG_ASSIGNMENT, "tag-assignment", "tag_assignments", "SlTagAssignment", N_("Tag of an application"), sl_tag_assignment_fields),
  KIND (SL_KIND_SAVED_JOB, "saved-job", "saved_jobs", "SlSavedJob", N_("Saved job"), sl_saved_job_fields),
  KIND (SL_KIND_EVENT, "event", "events", "SlEvent", N_("Event"), sl_event_fields),
  KIND (SL_KIND_MESSAGE, "message", "messages", "SlMessage", N_("Message"), sl_message_fields),
  KIND (SL_KIND_SAVED_FILTER, "saved-filter", "saved_filters", "SlSavedFilter", N_("Saved filter"), sl_saved_filter_fields),
  KIND (SL_KIND_ANSWER, "answer", "answers", "SlAnswer", N_("Answer"), sl_answer_fields),
};

/**
 * sl_kind_get_info:
 * @kind: a kind
 *
 * Returns: (transfer none): its table
 */
const SlKindInfo *
sl_kind_get_info (SlKind kind)
{
  g_return_val_if_fail (kind >= 0 && kind < SL_N_KINDS, NULL);

  return &kinds[kind];
}

/* As strcmp() == 0, but "role_title" and "role-title" are the same. */
static gboolean
names_equal (const char *a, const char *b)
{
  for (; *a != '\0'; a++, b++)
    if (*a != *b && !((*a == '-' || *a == '_') && (*b == '-' || *b == '_')))
      return FALSE;
  return *b == '\0';
}

/**
 * sl_kind_from_name:
 * @name: (nullable): "application", "tag-assignment" or "tag_assignments"…: a kind's name or its table
 *
 * Returns: the kind, or %SL_KIND_NONE
 */
SlKind
sl_kind_from_name (const char *name)
{
  if (name == NULL)
    return SL_KIND_NONE;
  for (int i = 0; i < SL_N_KINDS; i++)
    if (names_equal (name, kinds[i].name) || strcmp (name, kinds[i].table) == 0)
      return i;
  return SL_KIND_NONE;
}

/**
 * sl_kind_get_field:
 * @kind: a kind
 * @field: number of one of its fields
 *
 * Returns: (transfer none): the row of its table
 */
const SlField *
sl_kind_get_field (SlKind kind, guint field)
{
  g_return_val_if_fail (kind >= 0 && kind < SL_N_KINDS, NULL);
  g_return_val_if_fail (field < kinds[kind].n_fields, NULL);

  return &kinds[kind].fields[field];
}

/**
 * sl_kind_find_field:
 * @kind: a kind
 * @name_or_column: (nullable): "source", "applied_source"…
 *
 * Returns: the number of the field of exactly that name or column, or %SL_FIELD_NONE
 */
guint
sl_kind_find_field (SlKind kind, const char *name_or_column)
{
  const SlKindInfo *info = sl_kind_get_info (kind);

  g_return_val_if_fail (info != NULL, SL_FIELD_NONE);

  if (name_or_column == NULL)
    return SL_FIELD_NONE;
  for (guint i = 0; i < info->n_fields; i++)
    if (names_equal (name_or_column, info->fields[i].name) || names_equal (name_or_column, info->fields[i].column))
      return i;
  return SL_FIELD_NONE;
}

/**
 * sl_kind_guess_field:
 * @kind: a kind
 * @text: (nullable): a field as a person types it: its name, its column, its label in any case, or the first words
 *   of its name ("company", "role", "applied")
 *
 * Returns: the number of the field, or %SL_FIELD_NONE when none or more than one fits
 */
guint
sl_kind_guess_field (SlKind kind, const char *text)
{
  const SlKindInfo *info = sl_kind_get_info (kind);
  g_autofree char *name = NULL;
  guint found;
  gsize length;

  g_return_val_if_fail (info != NULL, SL_FIELD_NONE);

  if (text == NULL || *text == '\0')
    return SL_FIELD_NONE;
  name = g_ascii_strdown (text, -1);
  g_strdelimit (g_strstrip (name), " _", '-');
  found = sl_kind_find_field (kind, name);
  if (found != SL_FIELD_NONE)
    return found;

  for (guint i = 0; i < info->n_fields; i++)
    if (g_ascii_strcasecmp (text, info->fields[i].label) == 0 || g_ascii_strcasecmp (text, sl_field_get_label (&info->fields[i])) == 0)
      return i;

  length = strlen (name);
  for (guint i = 0; i < info->n_fields; i++)
    if (strncmp (info->fields[i].name, name, length) == 0 && info->fields[i].name[length] == '-')
      {
        if (found != SL_FIELD_NONE)
          return SL_FIELD_NONE;
        found = i;
      }
  return found;
}

/**
 * sl_kind_get_owner_field:
 * @kind: a kind
 *
 * Returns: the number of the reference to the record it lives and goes with, or %SL_FIELD_NONE
 */
guint
sl_kind_get_owner_field (SlKind kind)
{
  const SlKindInfo *info = sl_kind_get_info (kind);

  g_return_val_if_fail (info != NULL, SL_FIELD_NONE);

  for (guint i = 0; i < info->n_fields; i++)
    if (info->fields[i].flags & SL_FIELD_OWNER)
      return i;
  return SL_FIELD_NONE;
}

/**
 * sl_status_is_open:
 * @status: (nullable): a status
 *
 * Returns: whether something may still happen: neither accepted, rejected nor withdrawn. A word that isn't known
 *   counts as open, so that it isn't lost from sight.
 */
gboolean
sl_status_is_open (const char *status)
{
  return g_strcmp0 (status, SL_STATUS_ACCEPTED) != 0 &&
         g_strcmp0 (status, SL_STATUS_REJECTED) != 0 &&
         g_strcmp0 (status, SL_STATUS_WITHDRAWN) != 0;
}

/**
 * sl_status_get_lane:
 * @status: (nullable): a status
 *
 * Returns: (nullable): the lane in which an application of that status lies when no event says otherwise;
 *   %NULL for saved and for words that aren't known
 */
const char *
sl_status_get_lane (const char *status)
{
  if (g_strcmp0 (status, SL_STATUS_APPLIED) == 0)
    return SL_LANE_APPLIED;
  if (g_strcmp0 (status, SL_STATUS_INTERVIEWING) == 0)
    return SL_LANE_RECRUITER_SCREEN;
  if (g_strcmp0 (status, SL_STATUS_OFFER) == 0)
    return SL_LANE_OFFER;
  if (!sl_status_is_open (status))
    return SL_LANE_CLOSED;
  return NULL;
}

/**
 * sl_stage_type_get_lane:
 * @type: (nullable): a word of #sl_stage_type_words, or any other text
 *
 * Returns: (transfer none): the interview lane that such a round is in; the first one where the type doesn't tell
 */
const char *
sl_stage_type_get_lane (const char *type)
{
  static const struct {
    const char *type;
    const char *lane;
  } lanes[] = {
    { "Technical", SL_LANE_TECHNICAL_INTERVIEW }, { "System Design", SL_LANE_TECHNICAL_INTERVIEW }, { "Coding Challenge", SL_LANE_ASSESSMENT },
    { "Take-Home", SL_LANE_ASSESSMENT },          { "Behavioral", SL_LANE_TEAM_MATCH },             { "Panel", SL_LANE_TEAM_MATCH },
    { "Onsite", SL_LANE_FINAL_ROUND },            { "Final Round", SL_LANE_FINAL_ROUND },
  };

  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (lanes); i++)
    if (g_str_equal (type, lanes[i].type))
      return lanes[i].lane;

  return SL_LANE_RECRUITER_SCREEN;
}

/**
 * sl_lane_get_status:
 * @lane: (nullable): a lane
 * @event_outcome: (nullable): how it ended, for the closed lane
 *
 * Returns: (nullable): the status of an application that came to that lane; a closed one without an outcome counts
 *   as rejected. %NULL for a lane that isn't known
 */
const char *
sl_lane_get_status (const char *lane, const char *event_outcome)
{
  if (lane == NULL)
    return NULL;
  if (strcmp (lane, SL_LANE_APPLIED) == 0)
    return SL_STATUS_APPLIED;
  if (strcmp (lane, SL_LANE_OFFER) == 0)
    return SL_STATUS_OFFER;
  if (strcmp (lane, SL_LANE_CLOSED) == 0)
    {
      if (g_strcmp0 (event_outcome, "offer_accepted") == 0)
        return SL_STATUS_ACCEPTED;
      if (g_strcmp0 (event_outcome, "offer_declined") == 0 || g_strcmp0 (event_outcome, "withdrawn") == 0)
        return SL_STATUS_WITHDRAWN;
      return SL_STATUS_REJECTED;
    }
  return sl_enum_index (&sl_lane_words, lane) >= 0 ? SL_STATUS_INTERVIEWING : NULL;
}
