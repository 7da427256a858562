/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The attached files of an export that is read. A plan looks at them without writing any: each must be what its checksum
 * says. A paper's file comes from the export or is in this data folder already; where it is in neither, the paper comes
 * without it, and the person is told. */

#define G_LOG_DOMAIN "sl-import-files"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-count.h"
#include "sl-error.h"
#include "sl-import-json-private.h"
#include "sl-json.h"
#include "sl-kinds.h"

/* Of base64 text; NULL with a sentence for the person. */
static GBytes *
decode (GBytes  *base64,
        GError **error)
{
  gsize length, size;
  const char *text = g_bytes_get_data (base64, &length);
  g_autofree guchar *out = NULL;
  int state = 0;
  guint save = 0;

  if (length / 4 * 3 > SL_ATTACHMENT_MAX_SIZE + 3)
    {
      g_autofree char *limit = g_format_size (SL_ATTACHMENT_MAX_SIZE);

      g_set_error (error, SL_ERROR, SL_ERROR_TOO_LARGE, _("The file is larger than %s."), limit);
      return NULL;
    }
  out = g_malloc (length / 4 * 3 + 3);
  size = g_base64_decode_step (text, length, out, &state, &save);
  if (size == 0)
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_DAMAGED, _("The file is damaged in the export."));
      return NULL;
    }
  return g_bytes_new_take (g_steal_pointer (&out), size);
}

/* A member's text, without a copy unless something is escaped in it. Returns: (transfer full) (nullable) */
static GBytes *
read_text (SlImportJson       *json,
           const SlImportSpan *object,
           const char         *name)
{
  const char *text = g_bytes_get_data (json->utf8, NULL);
  g_autoptr (JsonNode) node = NULL;
  SlImportSpan span;

  if (!_sl_import_json_find_member (json, object, name, &span) || span.length < 2 || text[span.start] != '"')
    return NULL;
  if (memchr (text + span.start, '\\', span.length) == NULL)
    return g_bytes_new_from_bytes (json->utf8, span.start + 1, span.length - 2);
  node = sl_json_parse (text + span.start, (gssize) span.length, NULL);
  return node != NULL ? g_bytes_new_take (json_node_dup_string (node), strlen (json_node_get_string (node))) : NULL;
}

/* Is it what its checksum says? */
static gboolean
check_contents (GBytes      *base64,
                const char  *hash,
                GError     **error)
{
  g_autoptr (GBytes) contents = decode (base64, error);
  g_autofree char *found = contents != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, contents) : NULL;

  if (contents == NULL)
    return FALSE;
  if (g_str_equal (found, hash))
    return TRUE;
  g_set_error_literal (error, SL_ERROR, SL_ERROR_DAMAGED, _("The file is damaged in the export."));
  return FALSE;
}

static void
find_file (SlImportJson       *json,
           SlImportPlan       *plan,
           const SlImportSpan *span,
           guint               number)
{
  g_autoptr (GBytes) name = read_text (json, span, "hash");
  g_autoptr (GBytes) base64 = read_text (json, span, "data");
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *message = NULL;

  if (name != NULL && base64 != NULL)
    hash = g_strndup (g_bytes_get_data (name, NULL), g_bytes_get_size (name));
  if (hash == NULL)
    g_set_error_literal (&error, SL_ERROR, SL_ERROR_PARSE, _("This isn’t a file."));
  else if (g_hash_table_contains (plan->files, hash))
    return;
  else if (check_contents (base64, hash, &error))
    {
      g_hash_table_insert (plan->files, g_steal_pointer (&hash), g_steal_pointer (&base64));
      return;
    }
  /* Translators: the number of an attached file in the export, and what is wrong with it */
  message = g_strdup_printf (_("Attached file %u: %s"), number, error->message);
  _sl_import_plan_add_issue (plan, 0, -1, message);
}

/**
 * _sl_import_json_find_files:
 * @plan: gets those that are whole; the others become issues
 *
 * Returns: %FALSE when it was cancelled
 */
gboolean
_sl_import_json_find_files (SlImportJson  *self,
                            SlImportPlan  *plan,
                            GCancellable  *cancellable,
                            GError       **error)
{
  for (guint i = 0; self->files != NULL && i < self->files->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      find_file (self, plan, &g_array_index (self->files, SlImportSpan, i), i + 1);
    }
  return TRUE;
}

/* One claim keeps housekeeping off all files. */
static void
take_claim (SlImportPlan *self,
            SlAttachment *claim)
{
  if (self->claim == NULL)
    self->claim = claim;
  else
    sl_attachment_free (claim);
}

/**
 * _sl_import_plan_settle_file:
 * @record: of any kind
 * @stored: (nullable): what the store has instead
 * @data_dir: where the attached files are
 *
 * Takes the checksum out of a record whose file is neither here nor in the export.
 */
void
_sl_import_plan_settle_file (SlImportPlan *self,
                             SlRecord     *record,
                             SlRecord     *stored,
                             const char   *data_dir)
{
  guint field = sl_kind_find_field (sl_record_get_kind (record), "file-hash");
  const char *hash = field != SL_FIELD_NONE ? sl_record_get_text (record, field) : NULL;
  SlAttachment *claim;

  /* That a file is missing here, and the export doesn't have it either, is no reason to forget which one it was. */
  if (hash == NULL || g_hash_table_contains (self->files, hash) || (stored != NULL && g_strcmp0 (sl_record_get_text (stored, field), hash) == 0))
    return;
  claim = sl_attachment_claim (data_dir, hash, NULL);
  if (claim != NULL)
    take_claim (self, claim);
  else
    {
      sl_record_set_null (record, field);
      self->n_lost_files++;
    }
}

/** _sl_import_plan_tell_lost_files: an issue says how many records come without their file */
void
_sl_import_plan_tell_lost_files (SlImportPlan *self)
{
  g_autofree char *message = NULL;

  if (self->n_lost_files == 0)
    return;
  message = g_strdup_printf (ngettext ("%s paper comes without its file: it’s neither in the export nor in your data folder.",
                                       "%s papers come without their files: they’re neither in the export nor in your data folder.", self->n_lost_files),
                             SL_COUNT (self->n_lost_files));
  _sl_import_plan_add_issue (self, 0, -1, message);
}

/**
 * _sl_import_plan_keep_files:
 * @choices: what the person decided
 * @data_dir: where the attached files go
 * @error: return location for an error
 *
 * Writes the files of the records that will be written; they are claimed until the plan is gone.
 *
 * Returns: whether they are all there
 */
gboolean
_sl_import_plan_keep_files (SlImportPlan           *self,
                            const SlImportChoices  *choices,
                            const char             *data_dir,
                            GError                **error)
{
  g_autoptr (GHashTable) kept = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->records->len; i++)
    {
      const SlImportPlanRecord *planned = &g_array_index (self->records, SlImportPlanRecord, i);
      guint field = sl_kind_find_field (sl_record_get_kind (planned->record), "file-hash");
      const char *hash = field != SL_FIELD_NONE ? sl_record_get_text (planned->record, field) : NULL;
      GBytes *base64 = hash != NULL ? g_hash_table_lookup (self->files, hash) : NULL;
      g_autoptr (GBytes) contents = NULL;
      SlAttachment *claim;

      if (base64 == NULL || (planned->present != NULL && !choices->replace) || !g_hash_table_add (kept, (gpointer) hash))
        continue;
      contents = decode (base64, error);
      claim = contents != NULL ? sl_attachment_keep_bytes (data_dir, hash, contents, error) : NULL;
      if (claim == NULL)
        return FALSE;
      take_claim (self, claim);
    }
  return TRUE;
}
