/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People as vCards: versions 2.1, 3.0 and 4.0 are read, the latter two written. Only what a contact of a job search has
 * is taken; what else there is of addresses and numbers is put into the note, so that nothing a person wrote is lost.
 *
 * Own code, as the two libraries that there are don't fit: libebook-contacts brings all of the Evolution Data Server
 * along, and libvformat is no longer looked after and reads no 4.0. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SlVcard:
 * @name: never %NULL or empty in what was read
 * @linkedin: an address of a LinkedIn page
 * @category: the first word that says what the person is
 * @last_contacted: an ISO day
 *
 * Texts are valid UTF-8, or %NULL.
 */
typedef struct {
  char *uid;
  char *name;
  char *email;
  char *phone;
  char *organization;
  char *title;
  char *linkedin;
  char *category;
  char *last_contacted;
  char *note;
} SlVcard;

/** SlVcardVersion: 3.0 is read by about everything, 4.0 by what is newer */
typedef enum {
  SL_VCARD_3_0,
  SL_VCARD_4_0,
} SlVcardVersion;

/** SL_VCARD_MAX_SIZE: how large a file of vCards may be, in bytes: they hold photos */
#define SL_VCARD_MAX_SIZE (64 * 1024 * 1024)

GPtrArray *sl_vcard_read  (GBytes          *file,
                           guint           *out_n_nameless,
                           GError         **error);
void       sl_vcard_write (GString         *out,
                           const SlVcard   *card,
                           SlVcardVersion   version);
void       sl_vcard_free  (SlVcard         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlVcard, sl_vcard_free)

G_END_DECLS
