/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deeds with people: noting that one was in touch, and their way from and to address books. */

#pragma once

#include "sl-context.h"
#include "sl-vcard.h"

G_BEGIN_DECLS

/* "Contacted today": @day is when. (transfer full) */
SlChangeset *sl_deed_touch (SlRecord *contact, SlDay day);
SlChangeset *sl_deed_touch_many (const char *const *ids, SlDay day);

/** SlContactImport: what of a file of vCards is to be added */
typedef struct {
  GPtrArray *contacts; /* of SlRecord, new */
  guint n_known;       /* were there already */
  guint n_nameless;    /* hold nothing to call the person by */
} SlContactImport;

/* Looks at a file's contents; blocks. NULL with SL_ERROR_PARSE when it holds no vCards. */
SlContactImport *sl_contact_import_plan (SlConnection *connection, GBytes *file, GError **error);
void sl_contact_import_free (SlContactImport *self);
/* @name: of the file. @application_id (nullable): whom they all belong to. (transfer full) */
SlChangeset *sl_deed_import_contacts (SlContactImport *import, const char *application_id);
/* Reads @file off the main thread. Finish: (transfer full). */
void sl_contact_import_read_async (SlContext *context, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
SlContactImport *sl_contact_import_read_finish (SlContext *context, GAsyncResult *result, GError **error);

/* (element-type SlRecord). (transfer full) */
GBytes *sl_contacts_to_vcards (GPtrArray *contacts, SlVcardVersion version);
SlRecord *sl_contact_from_vcard (const SlVcard *card);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlContactImport, sl_contact_import_free)

G_END_DECLS
