/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-detail-forms"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-detail-forms.h"
#include "sl-kinds.h"
#include "sl-record-dialog.h"

#define ADD_GROUP(dialog, title, ...) \
  sl_record_dialog_add_group (SL_RECORD_DIALOG (dialog), title, (const guint[]) { __VA_ARGS__ }, \
                              sizeof ((const guint[]) { __VA_ARGS__ }) / sizeof (guint))

/* The record that the form begins with. */
static SlRecord *
begin (SlKind kind, const char *application_id, SlRecord *present)
{
  SlRecord *record = present != NULL ? sl_record_dup (present) : sl_record_new (kind);

  if (present == NULL)
    sl_record_set_text (record, sl_kind_find_field (kind, "application-id"), application_id);
  return record;
}

/* A round without a name of its own is called by its type, until the person writes another. */
static void
suggest_name_cb (SlRecordEditor *draft)
{
  SlRecord *stage = sl_record_editor_get_record (draft);
  const char *type = sl_record_get_text (stage, SL_STAGE_TYPE);
  const char *name = sl_record_get_text (stage, SL_STAGE_NAME);
  const char *suggested = g_object_get_data (G_OBJECT (draft), "suggested");
  const char *label = type != NULL ? sl_enum_label (&sl_stage_type_words, type) : NULL;
  g_auto (SlValue) value = SL_VALUE_INIT;

  if (label == NULL || g_strcmp0 (label, name) == 0 || (name != NULL && *name != '\0' && g_strcmp0 (name, suggested) != 0))
    return;
  g_object_set_data_full (G_OBJECT (draft), "suggested", g_strdup (label), g_free);
  sl_value_set_text (&value, label);
  sl_record_editor_save (draft, SL_STAGE_NAME, &value);
}

/** sl_detail_present_round: @stage: (nullable): the round to change, or %NULL for a new one */
void
sl_detail_present_round (GtkWidget *parent, SlViewState *state, const char *application_id, SlRecord *stage)
{
  g_autoptr (SlRecord) record = begin (SL_KIND_STAGE, application_id, stage);
  AdwDialog *dialog = sl_record_dialog_new (state, record, stage == NULL, stage == NULL ? _("New Round") : _("Edit Round"));

  if (stage == NULL)
    g_signal_connect (sl_record_dialog_get_draft (SL_RECORD_DIALOG (dialog)), "notify::record", G_CALLBACK (suggest_name_cb), NULL);
  ADD_GROUP (dialog, NULL, SL_STAGE_NAME, SL_STAGE_TYPE);
  ADD_GROUP (dialog, NULL, SL_STAGE_DATE, SL_STAGE_TIME_OF_DAY, SL_STAGE_TIME_ZONE, SL_STAGE_PLACE, SL_STAGE_DURATION_MINUTES);
  ADD_GROUP (dialog, NULL, SL_STAGE_INTERVIEWER_NAMES, SL_STAGE_PREP_NOTES);
  ADD_GROUP (dialog, NULL, SL_STAGE_RESULT, SL_STAGE_QUESTIONS_ASKED, SL_STAGE_NOTES);
  sl_record_dialog_add_delete (SL_RECORD_DIALOG (dialog), _("Delete Round"));
  adw_dialog_present (dialog, parent);
}

/** sl_detail_present_offer: @outcome: (nullable): the offer to change, or %NULL for a new one */
void
sl_detail_present_offer (GtkWidget *parent, SlViewState *state, const char *application_id, const char *currency, SlRecord *outcome)
{
  g_autoptr (SlRecord) record = begin (SL_KIND_OUTCOME, application_id, outcome);
  AdwDialog *dialog;

  if (outcome == NULL && currency != NULL)
    sl_record_set_text (record, SL_OUTCOME_SALARY_CURRENCY, currency);
  dialog = sl_record_dialog_new (state, record, outcome == NULL, outcome == NULL ? _("New Offer") : _("Edit Offer"));
  ADD_GROUP (dialog, NULL, SL_OUTCOME_SALARY, SL_OUTCOME_SALARY_CURRENCY, SL_OUTCOME_BONUS, SL_OUTCOME_EQUITY, SL_OUTCOME_BENEFITS);
  ADD_GROUP (dialog, NULL, SL_OUTCOME_DEADLINE, SL_OUTCOME_START_DATE);
  ADD_GROUP (dialog, NULL, SL_OUTCOME_NEGOTIATION_NOTES, SL_OUTCOME_NOTES);
  sl_record_dialog_add_delete (SL_RECORD_DIALOG (dialog), _("Delete Offer"));
  adw_dialog_present (dialog, parent);
}

/** sl_detail_present_reflection: @reflection: (nullable): the look back to change, or %NULL for a new one */
void
sl_detail_present_reflection (GtkWidget *parent, SlViewState *state, const char *application_id, SlRecord *reflection)
{
  g_autoptr (SlRecord) record = begin (SL_KIND_REFLECTION, application_id, reflection);
  AdwDialog *dialog = sl_record_dialog_new (state, record, reflection == NULL, _("Looking Back"));

  ADD_GROUP (dialog, NULL, SL_REFLECTION_WHAT_WORKED, SL_REFLECTION_WHAT_FAILED);
  ADD_GROUP (dialog, NULL, SL_REFLECTION_SKILL_GAPS, SL_REFLECTION_IMPROVEMENT_PLAN);
  sl_record_dialog_add_delete (SL_RECORD_DIALOG (dialog), _("Delete Look Back"));
  adw_dialog_present (dialog, parent);
}
