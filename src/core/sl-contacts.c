/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-contacts.h. */

#define G_LOG_DOMAIN "sl-contacts"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-contacts.h"
#include "sl-deeds-private.h"
#include "sl-error.h"
#include "sl-file.h"
#include "sl-store-query.h"
#include "sl-text.h"

/* What is the same in a card and a contact. The longest text that a field takes is cut off; the whole stays in the notes. */
static const struct {
  guint field;
  gsize offset;
} same[] = {
  { SL_CONTACT_NAME, G_STRUCT_OFFSET (SlVcard, name) },
  { SL_CONTACT_EMAIL, G_STRUCT_OFFSET (SlVcard, email) },
  { SL_CONTACT_PHONE, G_STRUCT_OFFSET (SlVcard, phone) },
  { SL_CONTACT_ROLE_TITLE, G_STRUCT_OFFSET (SlVcard, title) },
  { SL_CONTACT_COMPANY, G_STRUCT_OFFSET (SlVcard, organization) },
  { SL_CONTACT_LINKEDIN_URL, G_STRUCT_OFFSET (SlVcard, linkedin) },
  { SL_CONTACT_LAST_CONTACTED, G_STRUCT_OFFSET (SlVcard, last_contacted) },
};

#define UID_PREFIX "urn:uuid:"

/* --- In touch --- */

/** sl_deed_touch: (transfer full): notes that the person was in touch with @contact on @day */
SlChangeset *
sl_deed_touch (SlRecord *contact,
               SlDay     day)
{
  const char *ids[] = { sl_record_get_id (contact), NULL };
  SlChangeset *changeset = sl_deed_touch_many (ids, day);

  sl_deed_set_subject (changeset, SL_SUBJECT_NAME, sl_record_get_text (contact, SL_CONTACT_NAME));
  return changeset;
}

/** sl_deed_touch_many: (transfer full): the same for several */
SlChangeset *
sl_deed_touch_many (const char *const *ids,
                    SlDay              day)
{
  SlChangeset *changeset = sl_deed_new (SL_DEED_TOUCH, SL_KIND_CONTACT);
  char iso[SL_DAY_ISO_SIZE];

  sl_deed_set_count (changeset, g_strv_length ((char **) ids));
  sl_day_format_iso (day, iso);
  for (guint i = 0; ids[i] != NULL; i++)
    sl_changeset_update_text (changeset, SL_KIND_CONTACT, ids[i], SL_CONTACT_LAST_CONTACTED, iso);
  return changeset;
}

/* --- vCards --- */

static void
add_note (GString    *notes,
          const char *label,
          const char *text)
{
  g_string_append_printf (notes, "%s%s: %s", notes->len > 0 ? "\n" : "", label, text);
}

static void
take_text (SlRecord   *contact,
           guint       number,
           const char *text,
           GString    *notes)
{
  const SlField *field = sl_kind_get_field (SL_KIND_CONTACT, number);
  g_autofree char *line = g_strdelimit (g_strdup (text), "\r\n\t", ' ');
  g_autofree char *cut = field->max > 0 ? sl_text_truncate_utf8 (line, (gsize) field->max) : g_strdup (line);
  g_auto (SlValue) value = SL_VALUE_INIT;
  gboolean whole = g_str_equal (cut, line);

  sl_value_set_text (&value, cut);
  /* An address or number that can't be one is kept where a person can read it. */
  if ((whole || number == SL_CONTACT_NAME || number == SL_CONTACT_COMPANY || number == SL_CONTACT_ROLE_TITLE) && sl_field_check (field, &value, NULL))
    sl_record_set_text (contact, number, cut);
  else
    whole = FALSE;
  if (!whole)
    add_note (notes, sl_field_get_label (field), line);
}

/** sl_contact_from_vcard: (transfer full): a new contact; what has no place in it is in its notes */
SlRecord *
sl_contact_from_vcard (const SlVcard *card)
{
  SlRecord *contact = sl_record_new (SL_KIND_CONTACT);
  g_autoptr (GString) notes = g_string_new (card->note);
  const char *type = card->category != NULL ? sl_enum_match (&sl_contact_type_words, card->category) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      const char *text = G_STRUCT_MEMBER (char *, card, same[i].offset);

      if (text != NULL)
        take_text (contact, same[i].field, text, notes);
    }
  if (type != NULL)
    sl_record_set_text (contact, SL_CONTACT_TYPE, type);
  if (notes->len > 0)
    sl_record_set_text (contact, SL_CONTACT_NOTES, notes->str);
  return contact;
}

static void
append_card (GString        *out,
             SlRecord       *contact,
             SlVcardVersion  version)
{
  g_autofree char *uid = g_strconcat (UID_PREFIX, sl_record_get_id (contact), NULL);
  const char *type = sl_record_get_text (contact, SL_CONTACT_TYPE);
  SlVcard card = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    G_STRUCT_MEMBER (char *, &card, same[i].offset) = (char *) sl_record_get_text (contact, same[i].field);
  if (card.name == NULL)
    card.name = (char *) "?";
  card.uid = uid;
  card.note = (char *) sl_record_get_text (contact, SL_CONTACT_NOTES);
  card.category = g_strcmp0 (type, "Other") != 0 ? (char *) type : NULL;
  sl_vcard_write (out, &card, version);
}

/**
 * sl_contacts_to_vcards:
 * @contacts: (element-type SlRecord): whom to write
 *
 * Returns: (transfer full): the contents of a .vcf file
 */
GBytes *
sl_contacts_to_vcards (GPtrArray      *contacts,
                       SlVcardVersion  version)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < contacts->len; i++)
    append_card (text, g_ptr_array_index (contacts, i), version);
  return g_bytes_new (text->str, text->len);
}

/* --- Import --- */

/* What tells two of the same name apart, as far as there is anything. */
static char *
build_key (SlRecord *contact)
{
  static const guint fields[] = { SL_CONTACT_EMAIL, SL_CONTACT_PHONE, SL_CONTACT_COMPANY };
  const char *detail = "";
  g_autofree char *text = NULL;

  for (guint i = 0; *detail == '\0' && i < G_N_ELEMENTS (fields); i++)
    if (sl_record_get_text (contact, fields[i]) != NULL)
      detail = sl_record_get_text (contact, fields[i]);
  text = g_strconcat (sl_record_get_text (contact, SL_CONTACT_NAME), "\n", detail, NULL);
  return sl_text_fold (text);
}

static GHashTable *
read_known (SlConnection *connection,
            GError      **error)
{
  g_autoptr (GPtrArray) contacts = sl_store_read_all (connection, SL_KIND_CONTACT, FALSE, error);
  GHashTable *known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; contacts != NULL && i < contacts->len; i++)
    {
      SlRecord *contact = g_ptr_array_index (contacts, i);

      g_hash_table_add (known, build_key (contact));
      g_hash_table_add (known, g_strconcat (UID_PREFIX, sl_record_get_id (contact), NULL));
    }
  if (contacts == NULL)
    g_clear_pointer (&known, g_hash_table_unref);
  return known;
}

/**
 * sl_contact_import_plan:
 * @file: the contents of a file of vCards
 *
 * Returns: (transfer full): whom to add, each once, without those who are there already; %NULL with @error set
 */
SlContactImport *
sl_contact_import_plan (SlConnection *connection,
                        GBytes       *file,
                        GError      **error)
{
  g_autoptr (SlContactImport) self = g_new0 (SlContactImport, 1);
  g_autoptr (GPtrArray) cards = sl_vcard_read (file, &self->n_nameless, error);
  g_autoptr (GHashTable) known = cards != NULL ? read_known (connection, error) : NULL;

  if (known == NULL)
    return NULL;

  self->contacts = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < cards->len; i++)
    {
      const SlVcard *card = g_ptr_array_index (cards, i);
      g_autoptr (SlRecord) contact = sl_contact_from_vcard (card);
      gboolean is_new = card->uid == NULL || !g_hash_table_contains (known, card->uid);

      if (!g_hash_table_add (known, build_key (contact)) || !is_new)
        self->n_known++;
      else
        g_ptr_array_add (self->contacts, g_steal_pointer (&contact));
    }
  return g_steal_pointer (&self);
}

/** sl_contact_import_free: (nullable) */
void
sl_contact_import_free (SlContactImport *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->contacts, g_ptr_array_unref);
  g_free (self);
}

/** sl_deed_import_contacts: (transfer full): adds all of them in one step */
SlChangeset *
sl_deed_import_contacts (SlContactImport *import,
                         const char      *application_id)
{
  SlChangeset *changeset = sl_deed_new (SL_DEED_IMPORT_CONTACTS, SL_KIND_CONTACT);

  sl_deed_set_count (changeset, import->contacts->len);
  for (guint i = 0; i < import->contacts->len; i++)
    {
      SlRecord *contact = g_ptr_array_index (import->contacts, i);

      sl_record_set_text (contact, SL_CONTACT_APPLICATION_ID, application_id);
      sl_changeset_insert (changeset, contact);
    }
  return changeset;
}

static gpointer
read_import (SlConnection  *connection,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  return sl_contact_import_plan (connection, data, error);
}

static void
planned_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  SlContactImport *import = sl_store_read_finish (SL_STORE (source), result, &error);

  if (import != NULL)
    g_task_return_pointer (task, import, (GDestroyNotify) sl_contact_import_free);
  else
    g_task_return_error (task, error);
}

static void
load_cb (GTask        *task,
         gpointer      source,
         gpointer      data,
         GCancellable *cancellable)
{
  GError *error = NULL;
  GBytes *bytes = sl_file_read_file (data, SL_VCARD_MAX_SIZE, cancellable, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  GBytes *bytes = g_task_propagate_pointer (G_TASK (result), &error);

  if (bytes == NULL)
    g_task_return_error (task, error);
  else
    sl_store_read_async (sl_context_get_store (SL_CONTEXT (source)), SL_READ_BACKGROUND, read_import, bytes, (GDestroyNotify) g_bytes_unref,
                         (GDestroyNotify) sl_contact_import_free, g_task_get_cancellable (task), planned_cb, g_object_ref (task));
}

/** sl_contact_import_read_async: as sl_contact_import_plan(), from a file */
void
sl_contact_import_read_async (SlContext          *context,
                              GFile              *file,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  GTask *task = g_task_new (context, cancellable, callback, user_data);
  g_autoptr (GTask) loading = g_task_new (context, cancellable, loaded_cb, task);

  g_task_set_source_tag (task, sl_contact_import_read_async);
  g_task_set_task_data (loading, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (loading, load_cb);
}

/** sl_contact_import_read_finish: (transfer full): %NULL with @error set */
SlContactImport *
sl_contact_import_read_finish (SlContext     *context,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, context), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
