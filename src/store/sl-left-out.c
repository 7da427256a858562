/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-left-out.h. The first is named, the others are counted: it ends as one line in a window. */

#define G_LOG_DOMAIN "sl-left-out"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-kinds.h"
#include "sl-left-out.h"
#include "sl-table.h"

/** sl_left_out_init: nothing left out, nothing excluded */
void
sl_left_out_init (SlLeftOut *self)
{
  *self = (SlLeftOut) { .excluded = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL) };
}

/** sl_left_out_clear: frees what it holds */
void
sl_left_out_clear (SlLeftOut *self)
{
  g_clear_pointer (&self->first, g_free);
  g_clear_pointer (&self->excluded, g_hash_table_unref);
}

/** sl_left_out_forget: begins anew; what is excluded stays so */
void
sl_left_out_forget (SlLeftOut *self)
{
  g_clear_pointer (&self->first, g_free);
  self->n = 0;
}

/* The application it belongs to, as that is what a person knows; or itself. */
static char *
describe_owner (SlConnection *connection,
                SlRecord     *record,
                gint64        application_pk)
{
  g_autoptr (SlRecord) application = application_pk != 0 ? sl_table_read_by_pk (connection, SL_KIND_APPLICATION, application_pk, NULL) : NULL;

  const char *company = application != NULL ? sl_record_get_text (application, SL_APPLICATION_COMPANY_NAME) : NULL;

  return company != NULL ? g_strdup (company) : sl_table_describe (record);
}

/**
 * sl_left_out_add:
 * @record: as it stands, or as it would be
 * @application_pk: the application it belongs to, or 0
 * @field: what was changed, or %SL_FIELD_NONE for the record as a whole
 */
void
sl_left_out_add (SlLeftOut    *self,
                 SlConnection *connection,
                 SlRecord     *record,
                 gint64        application_pk,
                 guint         field)
{
  g_autofree char *name = NULL;

  if (self->n++ > 0)
    return;

  if (field == SL_FIELD_NONE)
    {
      name = sl_table_describe (record);
      self->first = g_strdup_printf (_("“%s” was changed since and stays as it is."), name);
      return;
    }
  name = describe_owner (connection, record, application_pk);
  /* Translators: a field and the application it belongs to: “Notes” of “Acme” */
  self->first = g_strdup_printf (_("“%s” of “%s” was changed since and stays as it is."),
                                 sl_field_get_label (sl_kind_get_field (sl_record_get_kind (record), field)), name);
}

/** sl_left_out_exclude: leaves @record alone from now on; %FALSE when that was so already */
gboolean
sl_left_out_exclude (SlLeftOut *self,
                     SlRecord  *record)
{
  gint64 key = sl_left_out_key (sl_record_get_kind (record), sl_record_get_pk (record));

  return g_hash_table_add (self->excluded, g_memdup2 (&key, sizeof key));
}

/** sl_left_out_is_excluded: whether the record is to be left alone */
gboolean
sl_left_out_is_excluded (SlLeftOut *self,
                         SlKind     kind,
                         gint64     pk)
{
  gint64 key = sl_left_out_key (kind, pk);

  return g_hash_table_contains (self->excluded, &key);
}

/** sl_left_out_describe: (transfer full) (nullable): a sentence or two for a person; %NULL: nothing was left out */
char *
sl_left_out_describe (SlLeftOut *self)
{
  g_autofree char *others = NULL;

  if (self->n <= 1)
    return g_strdup (self->first);

  others = g_strdup_printf (ngettext ("So does %u more.", "So do %u more.", self->n - 1), self->n - 1);
  return g_strdup_printf ("%s %s", self->first, others);
}
