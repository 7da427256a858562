/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing and reading the journal inside an open transaction: a step (table txn) and its entries, one per record. */

#pragma once

#include "sl-connection.h"
#include "sl-record.h"
#include "sl-transaction-private.h"

G_BEGIN_DECLS

/**
 * SlJournal:
 *
 * A step being written. Set up by sl_journal_begin(), ended by sl_journal_end().
 */
typedef struct {
  SlConnection *connection; /* borrowed */
  gint64 id;
  gint64 time;
  SlActor actor;
  const char *deed;    /* borrowed */
  const char *subject; /* borrowed */
  guint kinds;
  gint64 first_entry;
  gint64 last_entry;
  GHashTable *application_pks; /* id → pk, of those met in this step */
} SlJournal;

/* One entry as it stands, for undo and check. */
typedef struct {
  gint64 entry;
  SlKind kind;
  SlOp op;
  gint64 pk;
  gint64 application_pk;
  const char *fields; /* (nullable): until the statement's next step */
} SlJournalRow;

gboolean  sl_journal_begin          (SlJournal       *self,
                                     SlConnection    *connection,
                                     SlActor          actor,
                                     const char      *deed,
                                     const char      *subject,
                                     gint64           time,
                                     gint64           undoes,
                                     GError         **error);
gboolean  sl_journal_end            (SlJournal       *self,
                                     guint            n_changes,
                                     GError         **error);
void      sl_journal_clear          (SlJournal       *self);

gboolean  sl_journal_add_insert     (SlJournal       *self,
                                     SlRecord        *record,
                                     gint64           pk,
                                     GError         **error);
gboolean  sl_journal_add_update     (SlJournal       *self,
                                     SlRecord        *before,
                                     SlRecord        *after,
                                     guint64          fields,
                                     GError         **error);
gboolean  sl_journal_add_delete     (SlJournal       *self,
                                     SlRecord        *record,
                                     GError         **error);

SlStatement *sl_journal_read_entries  (SlConnection *connection,
                                       gint64        first_entry,
                                       gint64        last_entry,
                                       gboolean      backwards,
                                       GError      **error);
void         sl_journal_get_row       (SlStatement  *statement,
                                       SlJournalRow *row);

/** SlJournalFieldFunc: one field of an entry; return %FALSE with @error set to stop */
typedef gboolean (*SlJournalFieldFunc) (guint field, const SlValue *before, const SlValue *after, gpointer data, GError **error);

char     *sl_journal_build_fields   (SlRecord           *before,
                                     SlRecord           *after,
                                     guint64             fields);
gboolean  sl_journal_foreach_field  (SlKind              kind,
                                     const char         *fields,
                                     SlJournalFieldFunc  func,
                                     gpointer            data,
                                     GError            **error);
char     *sl_journal_find_deleted_id (SlConnection *connection,
                                      SlKind        kind,
                                      gint64        pk);
char     *sl_journal_find_deleted_application (SlConnection *connection,
                                        SlKind           kind,
                                        const char      *id);
gint64    sl_journal_find_deleted_pk (SlConnection *connection,
                                      SlKind        kind,
                                      const char   *id);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SlJournal, sl_journal_clear)

G_END_DECLS
