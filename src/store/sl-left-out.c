/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-left-out.h. The first is named, the others are counted: it ends as one line in a window. */

#define G_LOG_DOMAIN "sl-left-out"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-count.h"
#include "sl-kinds.h"
#include "sl-left-out.h"
#include "sl-table.h"

static GHashTable *
new_set (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

/** sl_left_out_init: nothing left out, nothing excluded */
void
sl_left_out_init (SlLeftOut *self)
{
  *self = (SlLeftOut) { .records = new_set (), .gone = new_set (), .excluded = new_set () };
}

/** sl_left_out_clear: frees what it holds */
void
sl_left_out_clear (SlLeftOut *self)
{
  g_clear_pointer (&self->first, g_free);
  g_clear_pointer (&self->records, g_hash_table_unref);
  g_clear_pointer (&self->gone, g_hash_table_unref);
  g_clear_pointer (&self->excluded, g_hash_table_unref);
}

/** sl_left_out_forget: begins anew; what is excluded stays so */
void
sl_left_out_forget (SlLeftOut *self)
{
  g_clear_pointer (&self->first, g_free);
  g_hash_table_remove_all (self->records);
  g_hash_table_remove_all (self->gone);
}

static gboolean
add_key (GHashTable *set,
         SlKind      kind,
         gint64      pk)
{
  gint64 key = sl_left_out_key (kind, pk);

  return g_hash_table_add (set, g_memdup2 (&key, sizeof key));
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

static char *
word_record (SlRecord        *record,
             SlLeftOutReason  reason)
{
  g_autofree char *name = sl_table_describe (record);

  switch (reason)
    {
    case SL_LEFT_OUT_NEEDS:
      return g_strdup_printf (_("“%s” can’t come back, because something it needs was deleted for good."), name);
    case SL_LEFT_OUT_NAME:
      return g_strdup_printf (_("“%s” was left out, because its name was taken since."), name);
    case SL_LEFT_OUT_CHANGED:
    default:
      return g_strdup_printf (_("“%s” was changed since and stays as it is."), name);
    }
}

static char *
word_field (const char      *label,
            const char      *owner,
            SlLeftOutReason  reason)
{
  if (reason == SL_LEFT_OUT_NEEDS)
    /* Translators: a field and the application it belongs to: “Résumé” of “Acme” */
    return g_strdup_printf (_("“%s” of “%s” stays as it is, because what it was before was deleted for good."), label, owner);

  /* Translators: a field and the application it belongs to: “Notes” of “Acme” */
  return g_strdup_printf (_("“%s” of “%s” was changed since and stays as it is."), label, owner);
}

/**
 * sl_left_out_add:
 * @record: as it stands, or as it would be
 * @application_pk: the application it belongs to, or 0
 * @field: what stays, or %SL_FIELD_NONE for the record as a whole
 */
void
sl_left_out_add (SlLeftOut       *self,
                 SlConnection    *connection,
                 SlRecord        *record,
                 gint64           application_pk,
                 guint            field,
                 SlLeftOutReason  reason)
{
  g_autofree char *owner = NULL;

  add_key (self->records, sl_record_get_kind (record), sl_record_get_pk (record));
  if (self->first != NULL)
    return;
  if (field == SL_FIELD_NONE)
    {
      self->first = word_record (record, reason);
      return;
    }

  owner = describe_owner (connection, record, application_pk);
  self->first = word_field (sl_field_get_label (sl_kind_get_field (sl_record_get_kind (record), field)), owner, reason);
}

/** sl_left_out_add_gone: what was deleted for good since has no name any more; with its application it counts as one */
void
sl_left_out_add_gone (SlLeftOut    *self,
                      SlConnection *connection,
                      SlKind        kind,
                      gint64        pk,
                      gint64        application_pk)
{
  g_autoptr (SlRecord) application = application_pk != 0 ? sl_table_read_by_pk (connection, SL_KIND_APPLICATION, application_pk, NULL) : NULL;

  if (application_pk != 0 && application == NULL)
    add_key (self->gone, SL_KIND_APPLICATION, application_pk);
  else
    add_key (self->gone, kind, pk);
}

/** sl_left_out_exclude: leaves @record alone from now on; %FALSE when that was so already */
gboolean
sl_left_out_exclude (SlLeftOut *self,
                     SlRecord  *record)
{
  return add_key (self->excluded, sl_record_get_kind (record), sl_record_get_pk (record));
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

/* Takes both; either may be NULL. */
static char *
join (char *one,
      char *other)
{
  g_autofree char *first = one;
  g_autofree char *second = other;

  if (first == NULL || second == NULL)
    return first != NULL ? g_steal_pointer (&first) : g_steal_pointer (&second);
  /* Translators: two whole sentences, one after the other */
  return g_strdup_printf (C_("sentences", "%s %s"), first, second);
}

/** sl_left_out_describe: (transfer full) (nullable): a sentence or a few for a person; %NULL: nothing was left out */
char *
sl_left_out_describe (SlLeftOut *self)
{
  guint n_more = g_hash_table_size (self->records) > 1 ? g_hash_table_size (self->records) - 1 : 0;
  guint n_gone = g_hash_table_size (self->gone);
  char *words = g_strdup (self->first);

  if (n_more > 0)
    words = join (words, g_strdup_printf (ngettext ("%s more was left out.", "%s more were left out.", n_more), SL_COUNT (n_more)));
  if (n_gone > 0)
    words = join (words, g_strdup_printf (ngettext ("%s entry was deleted for good since.", "%s entries were deleted for good since.", n_gone), SL_COUNT (n_gone)));
  return words;
}
