/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deeds that every kind of record has: adding, changing, deleting and restoring one, in words. */

#define G_LOG_DOMAIN "sl-deeds-phrases"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-deeds-private.h"

/* "Added an interview round" and its kin: whole phrases, as languages bend the noun with the verb. */
typedef struct {
  const char *added;
  const char *changed;
  const char *trashed;
  const char *restored;
  const char *undo_added;
  const char *undo_changed;
  const char *undo_trashed;
  const char *undo_restored;
} KindPhrases;

static const KindPhrases kind_phrases[SL_N_KINDS] = {
  [SL_KIND_RESUME_VERSION] = { N_("Added a résumé"), N_("Changed a résumé"), N_("Deleted a résumé"), N_("Restored a résumé"),
                               N_("Undo adding a résumé"), N_("Undo changing a résumé"), N_("Undo deleting a résumé"), N_("Undo restoring a résumé") },
  [SL_KIND_STAGE] = { N_("Added an interview round"), N_("Changed an interview round"), N_("Deleted an interview round"), N_("Restored an interview round"),
                      N_("Undo adding an interview round"), N_("Undo changing an interview round"), N_("Undo deleting an interview round"), N_("Undo restoring an interview round") },
  [SL_KIND_OUTCOME] = { N_("Added an offer"), N_("Changed an offer"), N_("Deleted an offer"), N_("Restored an offer"),
                        N_("Undo adding an offer"), N_("Undo changing an offer"), N_("Undo deleting an offer"), N_("Undo restoring an offer") },
  [SL_KIND_REFLECTION] = { N_("Added a reflection"), N_("Changed a reflection"), N_("Deleted a reflection"), N_("Restored a reflection"),
                           N_("Undo adding a reflection"), N_("Undo changing a reflection"), N_("Undo deleting a reflection"), N_("Undo restoring a reflection") },
  [SL_KIND_CONTACT] = { N_("Added a contact"), N_("Changed a contact"), N_("Deleted a contact"), N_("Restored a contact"),
                        N_("Undo adding a contact"), N_("Undo changing a contact"), N_("Undo deleting a contact"), N_("Undo restoring a contact") },
  [SL_KIND_DOCUMENT] = { N_("Added a document"), N_("Changed a document"), N_("Deleted a document"), N_("Restored a document"),
                         N_("Undo adding a document"), N_("Undo changing a document"), N_("Undo deleting a document"), N_("Undo restoring a document") },
  [SL_KIND_REMINDER] = { N_("Added a reminder"), N_("Changed a reminder"), N_("Deleted a reminder"), N_("Restored a reminder"),
                         N_("Undo adding a reminder"), N_("Undo changing a reminder"), N_("Undo deleting a reminder"), N_("Undo restoring a reminder") },
  [SL_KIND_TAG] = { N_("Added a tag"), N_("Changed a tag"), N_("Deleted a tag"), N_("Restored a tag"),
                    N_("Undo adding a tag"), N_("Undo changing a tag"), N_("Undo deleting a tag"), N_("Undo restoring a tag") },
  [SL_KIND_SAVED_JOB] = { N_("Added a saved job"), N_("Changed a saved job"), N_("Deleted a saved job"), N_("Restored a saved job"),
                          N_("Undo adding a saved job"), N_("Undo changing a saved job"), N_("Undo deleting a saved job"), N_("Undo restoring a saved job") },
  [SL_KIND_EVENT] = { N_("Added an event"), N_("Changed an event"), N_("Deleted an event"), N_("Restored an event"),
                      N_("Undo adding an event"), N_("Undo changing an event"), N_("Undo deleting an event"), N_("Undo restoring an event") },
  [SL_KIND_MESSAGE] = { N_("Added an email"), N_("Changed an email"), N_("Deleted an email"), N_("Restored an email"),
                        N_("Undo adding an email"), N_("Undo changing an email"), N_("Undo deleting an email"), N_("Undo restoring an email") },
  [SL_KIND_SAVED_FILTER] = { N_("Saved a filter"), N_("Changed a saved filter"), N_("Deleted a saved filter"), N_("Restored a saved filter"),
                             N_("Undo saving a filter"), N_("Undo changing a saved filter"), N_("Undo deleting a saved filter"), N_("Undo restoring a saved filter") },
  [SL_KIND_ANSWER] = { N_("Added an answer"), N_("Changed an answer"), N_("Deleted an answer"), N_("Restored an answer"),
                       N_("Undo adding an answer"), N_("Undo changing an answer"), N_("Undo deleting an answer"), N_("Undo restoring an answer") },
};

/* Not translated yet; NULL for other deeds. */
const char *
_sl_deed_find_kind_phrase (SlKind      kind,
                           const char *deed,
                           gboolean    undo)
{
  const KindPhrases *phrases = &kind_phrases[kind];

  if (g_str_equal (deed, SL_DEED_ADD))
    return undo ? phrases->undo_added : phrases->added;
  if (g_str_equal (deed, SL_DEED_EDIT))
    return undo ? phrases->undo_changed : phrases->changed;
  if (g_str_equal (deed, SL_DEED_TRASH))
    return undo ? phrases->undo_trashed : phrases->trashed;
  if (g_str_equal (deed, SL_DEED_RESTORE))
    return undo ? phrases->undo_restored : phrases->restored;
  return NULL;
}

/**
 * sl_deed_get_kind_phrase:
 * @deed: "add", "edit", "trash" or "restore"
 *
 * Returns: (transfer none) (nullable): "Added an interview round"; %NULL for applications and other deeds
 */
const char *
sl_deed_get_kind_phrase (SlKind      kind,
                         const char *deed)
{
  const char *phrase = kind != SL_KIND_APPLICATION ? _sl_deed_find_kind_phrase (kind, deed, FALSE) : NULL;

  return phrase != NULL ? _(phrase) : NULL;
}
