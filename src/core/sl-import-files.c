/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The attached files of an export that is read: JSON has their names and checksums, not their contents. Where this data
 * folder has the file, it is kept; elsewhere the record comes without it, and the person is told. */

#define G_LOG_DOMAIN "sl-import-files"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-import-plan-private.h"
#include "sl-kinds.h"

/* FALSE: its file isn't here. */
static gboolean
settle (SlImportPlan *self,
        SlRecord     *record,
        const char   *data_dir)
{
  SlKind kind = sl_record_get_kind (record);
  guint hash = sl_kind_find_field (kind, "file-hash");
  SlAttachment *claim;

  if (sl_record_is_null (record, hash))
    return TRUE;
  claim = sl_attachment_claim (data_dir, sl_record_get_text (record, hash), NULL);
  if (claim == NULL)
    {
      sl_record_set_null (record, hash);
      return FALSE;
    }
  /* One claim keeps housekeeping off all of them. */
  if (self->claim == NULL)
    self->claim = claim;
  else
    sl_attachment_free (claim);
  return TRUE;
}

/**
 * _sl_import_plan_settle_files:
 * @data_dir: where the attached files are
 *
 * Takes the checksum out of records whose file isn't there, and says how many they are.
 */
void
_sl_import_plan_settle_files (SlImportPlan *self,
                              const char   *data_dir)
{
  guint n_lost = 0;

  for (guint i = 0; i < self->records->len; i++)
    {
      SlRecord *record = g_array_index (self->records, SlImportPlanRecord, i).record;
      SlKind kind = sl_record_get_kind (record);

      if (kind == SL_KIND_DOCUMENT || kind == SL_KIND_RESUME_VERSION)
        n_lost += !settle (self, record, data_dir);
    }
  if (n_lost > 0)
    {
      g_autofree char *message = g_strdup_printf (ngettext ("%u paper comes without its file: exports don’t hold attached files, backups do.",
                                                            "%u papers come without their files: exports don’t hold attached files, backups do.", n_lost), n_lost);

      _sl_import_plan_add_issue (self, 0, -1, message);
    }
}
