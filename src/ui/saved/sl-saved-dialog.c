/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-saved-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-kinds.h"
#include "sl-saved-dialog.h"

static const guint job_fields[] = {
  SL_SAVED_JOB_COMPANY_NAME, SL_SAVED_JOB_ROLE_TITLE, SL_SAVED_JOB_URL, SL_SAVED_JOB_LOCATION,
  SL_SAVED_JOB_JOB_TYPE, SL_SAVED_JOB_WORK_MODE, SL_SAVED_JOB_COMPANY_WEBSITE,
};
static const guint plan_fields[] = {
  SL_SAVED_JOB_DEADLINE, SL_SAVED_JOB_PRIORITY, SL_SAVED_JOB_EXCITEMENT_LEVEL, SL_SAVED_JOB_SOURCE,
};
static const guint pay_fields[] = { SL_SAVED_JOB_SALARY_MIN, SL_SAVED_JOB_SALARY_MAX, SL_SAVED_JOB_SALARY_CURRENCY };
static const guint text_fields[] = { SL_SAVED_JOB_NOTES };

AdwDialog *
sl_saved_dialog_new (SlViewState *state, SlRecord *job)
{
  g_autoptr (SlRecord) record = job != NULL ? g_object_ref (job) : sl_record_new (SL_KIND_SAVED_JOB);
  AdwDialog *dialog = sl_record_dialog_new (state, record, job == NULL, job != NULL ? _("Saved Job") : _("New Saved Job"));

  sl_record_dialog_add_group (SL_RECORD_DIALOG (dialog), NULL, job_fields, G_N_ELEMENTS (job_fields));
  sl_record_dialog_add_group (SL_RECORD_DIALOG (dialog), _("Your Plan"), plan_fields, G_N_ELEMENTS (plan_fields));
  sl_record_dialog_add_group (SL_RECORD_DIALOG (dialog), _("Pay"), pay_fields, G_N_ELEMENTS (pay_fields));
  sl_record_dialog_add_group (SL_RECORD_DIALOG (dialog), NULL, text_fields, G_N_ELEMENTS (text_fields));
  return dialog;
}
