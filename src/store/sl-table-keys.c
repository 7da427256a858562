/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-table-keys.h. */

#define G_LOG_DOMAIN "sl-table-keys"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-date.h"
#include "sl-kinds.h"
#include "sl-table-keys.h"
#include "sl-table.h"
#include "sl-text.h"

/** sl_table_build_fold: (nullable): the folded copy; null stays null */
char *
sl_table_build_fold (const char *text)
{
  return text != NULL ? sl_text_fold (text) : NULL;
}

/**
 * sl_table_build_dup_key_of:
 *
 * Returns: (transfer full) (nullable): equal for the same role at the same company; %NULL when there is no company
 */
char *
sl_table_build_dup_key_of (const char *company,
                           const char *role)
{
  g_autofree char *company_key = sl_text_company_key (company);
  if (*company_key == '\0')
    return NULL;

  g_autofree char *role_key = role != NULL ? sl_text_fold (role) : g_strdup ("");
  return g_strconcat (company_key, "|", role_key, NULL);
}

/** sl_table_build_dup_key: (transfer full): what two applications for one posting have in common: company and role */
char *
sl_table_build_dup_key (SlRecord *application)
{
  return sl_table_build_dup_key_of (sl_record_get_text (application, SL_APPLICATION_COMPANY_NAME),
                                    sl_record_get_text (application, SL_APPLICATION_ROLE_TITLE));
}

/** sl_table_build_url_key: (transfer full): the posting’s address without what differs from visit to visit */
char *
sl_table_build_url_key (SlRecord *application)
{
  const char *url = sl_record_get_text (application, SL_APPLICATION_URL);
  return url != NULL ? sl_text_url_key (url) : NULL;
}

/**
 * sl_table_build_status_since:
 *
 * Returns: status-since of an application without events, as the view application_derived says it
 */
gint64
sl_table_build_status_since (SlRecord *application)
{
  const char *applied = sl_record_get_text (application, SL_APPLICATION_APPLIED_DATE);
  SlDay day;

  if (g_strcmp0 (sl_record_get_text (application, SL_APPLICATION_STATUS), SL_STATUS_SAVED) != 0 && applied != NULL &&
      sl_day_parse_iso (applied, &day))
    return (gint64) day * 24 * 60 * 60 * G_USEC_PER_SEC;
  return sl_record_get_integer (application, SL_FIELD_CREATED_AT, 0);
}

/**
 * sl_table_describe:
 *
 * Returns: (transfer full): how a message names the record: by its name, or by its kind
 */
char *
sl_table_describe (SlRecord *record)
{
  static const char *const names[] = { "company-name", "name", "title", "stage-name", "version-name", "label", "subject" };
  SlKind kind = sl_record_get_kind (record);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      guint field = sl_kind_find_field (kind, names[i]);
      const char *text = field != SL_FIELD_NONE ? sl_record_get_text (record, field) : NULL;
      if (text == NULL || *text == '\0')
        continue;
      if (kind == SL_KIND_APPLICATION && sl_record_get_text (record, SL_APPLICATION_ROLE_TITLE) != NULL)
        return g_strdup_printf (C_("company and role", "%s – %s"), text,
                                sl_record_get_text (record, SL_APPLICATION_ROLE_TITLE));
      return g_strdup (text);
    }
  return g_strdup (_(sl_record_get_info (record)->label));
}
