/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deeds in a person's words: past for the timeline and toasts, "Undo …" for the menu. A deed of a later version, or one
 * whose subject says less, still gets a sentence. */
#define G_LOG_DOMAIN "sl-deeds-words"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-count.h"
#include "sl-deeds-private.h"
#include "sl-json.h"
#include "sl-money.h"
#include "sl-private.h"
#include "sl-sync-conflict.h"
#include "sl-text.h"

/* Of applications that moved, so many are named. */
#define MAX_MOVED 3

/* A transaction's deed, read. */
typedef struct {
  const char *deed;
  guint n;
  char *count; /* the same, for people */
  JsonObject *subject;
  char *company; /* (nullable): of the one application it is about */
  char *name;    /* (nullable) */
  SlKind kind;
} Deed;

/* What the deed's subject is called, as it may be shown. Tags, dates of backups and the like name nobody. */
static char *
read_name (const Deed *deed)
{
  static const struct
  {
    const char *deed;
    SlKind kind;
  } named[] = {
    { SL_DEED_DONE, SL_KIND_REMINDER },   { SL_DEED_SNOOZE, SL_KIND_REMINDER }, { SL_DEED_REOPEN, SL_KIND_REMINDER },
    { SL_DEED_ATTACH, SL_KIND_DOCUMENT }, { SL_DEED_IMPORT, SL_KIND_DOCUMENT }, { SL_DEED_TOUCH, SL_KIND_CONTACT },
  };
  const char *name = sl_json_get_string (deed->subject, SL_SUBJECT_NAME, NULL);

  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (named); i++)
    if (g_str_equal (deed->deed, named[i].deed))
      return sl_private_name (named[i].kind, name);

  return g_strdup (name);
}

static void
deed_read (Deed          *deed,
           SlTransaction *transaction)
{
  const char *subject = sl_transaction_get_subject (transaction);
  const char *company;

  deed->deed = sl_transaction_get_deed (transaction);
  if (deed->deed == NULL)
    deed->deed = "";
  deed->subject = subject != NULL && *subject == '{' ? sl_json_parse_object (subject, NULL) : NULL;
  if (deed->subject == NULL)
    {
      deed->subject = json_object_new ();
      if (subject != NULL && *subject != '\0')
        json_object_set_string_member (deed->subject, SL_SUBJECT_NAME, subject);
    }
  deed->n = (guint) MAX (sl_json_get_int (deed->subject, SL_SUBJECT_COUNT, sl_transaction_get_n_changes (transaction)), 1);
  deed->count = sl_money_format_number (deed->n);
  company = sl_json_get_string (deed->subject, SL_SUBJECT_COMPANY, NULL);
  deed->company = company != NULL ? sl_private_company (company) : NULL;
  deed->name = read_name (deed);
  deed->kind = sl_kind_from_name (sl_json_get_string (deed->subject, SL_SUBJECT_KIND, "application"));
  if (deed->kind == SL_KIND_NONE)
    deed->kind = SL_KIND_APPLICATION;
}

static void
deed_clear (Deed *deed)
{
  json_object_unref (deed->subject);
  g_free (deed->company);
  g_free (deed->name);
  g_free (deed->count);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Deed, deed_clear)

/* More names than that make no sentence. */
#define MAX_EDITED 4

static const char *
get_place_label (const Deed *deed)
{
  const char *status = sl_json_get_string (deed->subject, SL_SUBJECT_STATUS, NULL);
  const char *lane = sl_json_get_string (deed->subject, SL_SUBJECT_LANE, NULL);

  if (status != NULL)
    return sl_enum_label (&sl_status_words, status);
  return lane != NULL ? sl_enum_label (&sl_lane_words, lane) : NULL;
}

/* (nullable) */
static const char *
get_field_label (SlKind      kind,
                 const char *name)
{
  guint field = sl_kind_find_field (kind, name);

  if (field != SL_FIELD_NONE)
    return sl_field_get_label (sl_kind_get_field (kind, field));
  return g_str_equal (name, SL_EDITED_TAGS) ? C_("field", "Tags") : NULL;
}

/* (transfer full) (nullable): all that an edit changed; %NULL: nobody said, or too much for a sentence. */
static char *
join_edited_labels (const Deed *deed)
{
  const char *text = sl_json_get_string (deed->subject, SL_SUBJECT_FIELD, NULL);
  g_auto (GStrv) names = text != NULL ? g_strsplit (text, ",", -1) : NULL;
  g_autoptr (GStrvBuilder) labels = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  if (names == NULL || g_strv_length (names) > MAX_EDITED)
    return NULL;
  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *label = get_field_label (deed->kind, names[i]);

      if (label == NULL)
        return NULL;
      g_strv_builder_add (labels, label);
    }
  all = g_strv_builder_end (labels);
  /* Translators: between the names of fields in a list; the first “ and the last ” stand in the sentence around it */
  return g_strjoinv (C_("between quoted names", "”, “"), all);
}

static char *
word_move (const Deed *deed,
           gboolean    undo)
{
  const char *place = get_place_label (deed);
  const char *detail = sl_json_get_string (deed->subject, SL_SUBJECT_DETAIL, NULL);

  if (place == NULL)
    return undo ? g_strdup (_("Undo moving")) : g_strdup (_("Moved applications"));
  if (undo)
    return deed->company != NULL
             ? g_strdup_printf (_("Undo moving %s to %s"), deed->company, place)
             : g_strdup_printf (ngettext ("Undo moving %s application to %s", "Undo moving %s applications to %s", deed->n), deed->count, place);
  if (g_strcmp0 (detail, SL_DETAIL_NO_RESPONSE) == 0)
    return deed->company != NULL
             ? g_strdup_printf (_("Marked %s as no response"), deed->company)
             : g_strdup_printf (ngettext ("Marked %s application as no response", "Marked %s applications as no response", deed->n), deed->count);
  return deed->company != NULL
           ? g_strdup_printf (_("Moved %s to %s"), deed->company, place)
           : g_strdup_printf (ngettext ("Moved %s application to %s", "Moved %s applications to %s", deed->n), deed->count, place);
}

static char *
word_edit (const Deed *deed,
           gboolean    undo)
{
  g_autofree char *field = join_edited_labels (deed);

  if (field == NULL && deed->company != NULL)
    return g_strdup_printf (undo ? _("Undo changing %s") : _("Changed %s"), deed->company);
  if (field == NULL)
    return undo
             ? g_strdup_printf (ngettext ("Undo changing %s application", "Undo changing %s applications", deed->n), deed->count)
             : g_strdup_printf (ngettext ("Changed %s application", "Changed %s applications", deed->n), deed->count);
  if (undo)
    return deed->company != NULL
             ? g_strdup_printf (_("Undo changing “%s” of %s"), field, deed->company)
             : g_strdup_printf (ngettext ("Undo changing “%s” of %s application", "Undo changing “%s” of %s applications", deed->n), field, deed->count);
  return deed->company != NULL
           ? g_strdup_printf (_("Changed “%s” of %s"), field, deed->company)
           : g_strdup_printf (ngettext ("Changed “%s” of %s application", "Changed “%s” of %s applications", deed->n), field, deed->count);
}

static char *
word_tag (const Deed *deed,
          gboolean    undo)
{
  gboolean assign = g_str_equal (deed->deed, SL_DEED_TAG);
  const char *tag = deed->name != NULL ? deed->name : _("a tag");

  if (assign && undo)
    return deed->company != NULL
             ? g_strdup_printf (_("Undo tagging %s with “%s”"), deed->company, tag)
             : g_strdup_printf (ngettext ("Undo tagging %s application with “%s”", "Undo tagging %s applications with “%s”", deed->n), deed->count, tag);
  if (assign)
    return deed->company != NULL
             ? g_strdup_printf (_("Tagged %s with “%s”"), deed->company, tag)
             : g_strdup_printf (ngettext ("Tagged %s application with “%s”", "Tagged %s applications with “%s”", deed->n), deed->count, tag);
  if (undo)
    return deed->company != NULL
             ? g_strdup_printf (_("Undo taking “%s” off %s"), tag, deed->company)
             : g_strdup_printf (ngettext ("Undo taking “%s” off %s application", "Undo taking “%s” off %s applications", deed->n), tag, deed->count);
  return deed->company != NULL
           ? g_strdup_printf (_("Took “%s” off %s"), tag, deed->company)
           : g_strdup_printf (ngettext ("Took “%s” off %s application", "Took “%s” off %s applications", deed->n), tag, deed->count);
}

static char *
word_add (const Deed *deed,
          gboolean    undo)
{
  if (deed->company != NULL)
    return g_strdup_printf (undo ? _("Undo adding %s") : _("Added %s"), deed->company);
  return undo
           ? g_strdup_printf (ngettext ("Undo adding %s application", "Undo adding %s applications", deed->n), deed->count)
           : g_strdup_printf (ngettext ("Added %s application", "Added %s applications", deed->n), deed->count);
}

static char *
word_board (const Deed *deed,
            gboolean    undo)
{
  if (deed->company != NULL)
    return g_strdup_printf (undo ? _("Undo moving %s on the board") : _("Moved %s on the board"), deed->company);
  return undo
           ? g_strdup_printf (ngettext ("Undo moving %s application on the board", "Undo moving %s applications on the board", deed->n), deed->count)
           : g_strdup_printf (ngettext ("Moved %s application on the board", "Moved %s applications on the board", deed->n), deed->count);
}

static char *
word_trash (const Deed *deed,
            gboolean    undo)
{
  if (deed->company != NULL)
    return g_strdup_printf (undo ? _("Undo moving %s to the Trash") : _("Moved %s to the Trash"), deed->company);
  return undo
           ? g_strdup_printf (ngettext ("Undo moving %s application to the Trash", "Undo moving %s applications to the Trash", deed->n), deed->count)
           : g_strdup_printf (ngettext ("Moved %s application to the Trash", "Moved %s applications to the Trash", deed->n), deed->count);
}

static char *
word_restore (const Deed *deed,
              gboolean    undo)
{
  if (deed->company != NULL)
    return g_strdup_printf (undo ? _("Undo restoring %s") : _("Restored %s"), deed->company);
  return undo
           ? g_strdup_printf (ngettext ("Undo restoring %s application", "Undo restoring %s applications", deed->n), deed->count)
           : g_strdup_printf (ngettext ("Restored %s application", "Restored %s applications", deed->n), deed->count);
}

/* An import's changes include tags and events, so it is named by its file rather than counted. */
static char *
word_import (const Deed *deed,
             gboolean    undo)
{
  if (deed->name == NULL)
    return g_strdup (undo ? _("Undo the import") : _("Imported applications"));
  return undo ? g_strdup_printf (_("Undo importing %s"), deed->name) : g_strdup_printf (_("Imported %s"), deed->name);
}

static char *
word_new_tag (const Deed *deed,
              gboolean    undo)
{
  if (deed->name == NULL)
    return g_strdup (undo ? _("Undo creating a tag") : _("Created a tag"));
  return undo ? g_strdup_printf (_("Undo creating the tag “%s”"), deed->name) : g_strdup_printf (_("Created the tag “%s”"), deed->name);
}

static char *
word_merge_tags (const Deed *deed,
                 gboolean    undo)
{
  const char *into = sl_json_get_string (deed->subject, SL_SUBJECT_INTO, NULL);

  if (deed->name == NULL || into == NULL)
    return g_strdup (undo ? _("Undo merging tags") : _("Merged tags"));
  return g_strdup_printf (undo ? _("Undo merging the tag “%s” into “%s”") : _("Merged the tag “%s” into “%s”"), deed->name, into);
}

static char *
word_reminder (const Deed *deed,
               gboolean    undo)
{
  const char *name = deed->name != NULL ? deed->name : _("a reminder");

  if (g_str_equal (deed->deed, SL_DEED_SNOOZE))
    return g_strdup_printf (undo ? _("Undo putting off “%s”") : _("Put off “%s”"), name);
  if (g_str_equal (deed->deed, SL_DEED_REOPEN))
    return g_strdup_printf (undo ? _("Undo reopening “%s”") : _("Reopened “%s”"), name);
  return g_strdup_printf (undo ? _("Undo marking “%s” as done") : _("Marked “%s” as done"), name);
}

static char *
word_archive (const Deed *deed,
              gboolean    undo)
{
  if (g_str_equal (deed->deed, SL_DEED_UNARCHIVE))
    return undo
             ? g_strdup_printf (ngettext ("Undo bringing back %s saved job", "Undo bringing back %s saved jobs", deed->n), deed->count)
             : g_strdup_printf (ngettext ("Brought back %s saved job", "Brought back %s saved jobs", deed->n), deed->count);
  return undo
           ? g_strdup_printf (ngettext ("Undo archiving %s saved job", "Undo archiving %s saved jobs", deed->n), deed->count)
           : g_strdup_printf (ngettext ("Archived %s saved job", "Archived %s saved jobs", deed->n), deed->count);
}

static char *
word_convert (const Deed *deed,
              gboolean    undo)
{
  if (deed->company == NULL)
    return g_strdup (undo ? _("Undo turning a saved job into an application") : _("Turned a saved job into an application"));
  return undo
           ? g_strdup_printf (_("Undo turning the saved job at %s into an application"), deed->company)
           : g_strdup_printf (_("Turned the saved job at %s into an application"), deed->company);
}

static char *
word_follow_up (const Deed *deed,
                gboolean    undo)
{
  if (deed->company != NULL)
    return g_strdup_printf (undo ? _("Undo following up with %s") : _("Noted that you followed up with %s"), deed->company);
  return undo
           ? g_strdup_printf (ngettext ("Undo following up on %s application", "Undo following up on %s applications", deed->n), deed->count)
           : g_strdup_printf (ngettext ("Noted that you followed up on %s application", "Noted that you followed up on %s applications", deed->n), deed->count);
}

static char *
word_snooze_quiet (const Deed *deed,
                   gboolean    undo)
{
  if (deed->company != NULL)
    return g_strdup_printf (undo ? _("Undo snoozing %s") : _("Snoozed %s"), deed->company);
  return undo
           ? g_strdup_printf (ngettext ("Undo snoozing %s application", "Undo snoozing %s applications", deed->n), deed->count)
           : g_strdup_printf (ngettext ("Snoozed %s application", "Snoozed %s applications", deed->n), deed->count);
}

static char *
word_reopen (const Deed *deed,
             gboolean    undo)
{
  gboolean keep = g_str_equal (deed->deed, SL_DEED_KEEP_CLOSED);

  if (deed->company == NULL && keep)
    return g_strdup (undo ? _("Undo leaving an application closed") : _("Left an application closed"));
  if (deed->company == NULL)
    return g_strdup (undo ? _("Undo reopening an application") : _("Reopened an application"));
  if (keep)
    return g_strdup_printf (undo ? _("Undo leaving %s closed") : _("Left %s closed"), deed->company);
  return g_strdup_printf (undo ? _("Undo reopening %s") : _("Reopened %s"), deed->company);
}

static char *
word_demo (const Deed *deed,
           gboolean    undo)
{
  return g_strdup (undo ? _("Undo adding sample data") : _("Added sample data"));
}

static char *
word_attach (const Deed *deed,
             gboolean    undo)
{
  if (deed->n == 1 && deed->name != NULL)
    return g_strdup_printf (undo ? _("Undo attaching “%s”") : _("Attached “%s”"), deed->name);
  return undo
           ? g_strdup_printf (ngettext ("Undo attaching %s file", "Undo attaching %s files", deed->n), deed->count)
           : g_strdup_printf (ngettext ("Attached %s file", "Attached %s files", deed->n), deed->count);
}

static char *
word_touch (const Deed *deed,
            gboolean    undo)
{
  if (deed->name != NULL)
    return g_strdup_printf (undo ? _("Undo noting the contact with %s") : _("Noted that you were in touch with %s"), deed->name);
  return undo
           ? g_strdup_printf (ngettext ("Undo noting the contact with %s person", "Undo noting the contact with %s people", deed->n), deed->count)
           : g_strdup_printf (ngettext ("Noted that you were in touch with %s person", "Noted that you were in touch with %s people", deed->n), deed->count);
}

static char *
word_import_contacts (const Deed *deed,
                      gboolean    undo)
{
  return undo
           ? g_strdup_printf (ngettext ("Undo importing %s person", "Undo importing %s people", deed->n), deed->count)
           : g_strdup_printf (ngettext ("Imported %s person", "Imported %s people", deed->n), deed->count);
}

/* (transfer full) (nullable): "Torvmark, Velkholt": the first companies of applications that went on by it, or how many; NULL: none did */
static char *
read_moved (const Deed *deed)
{
  JsonNode *node = json_object_get_member (deed->subject, SL_SUBJECT_MOVED);
  JsonArray *moved = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint n = moved != NULL ? json_array_get_length (moved) : 0;
  g_autoptr (GString) text = g_string_new (NULL);

  if (n == 0)
    return NULL;
  if (n > MAX_MOVED)
    return g_strdup_printf (ngettext ("%s application", "%s applications", n), SL_COUNT (n));
  for (guint i = 0; i < n; i++)
    {
      JsonNode *element = json_array_get_element (moved, i);
      const char *company = json_node_get_value_type (element) == G_TYPE_STRING ? json_node_get_string (element) : "";
      g_autofree char *shown = sl_private_company (company);
      g_autofree char *isolated = sl_text_isolate (shown);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", isolated);
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static char *
word_import_rounds (const Deed *deed,
                    gboolean    undo)
{
  g_autofree char *moved = undo ? NULL : read_moved (deed);
  g_autofree char *text = NULL;

  if (undo)
    return g_strdup_printf (ngettext ("Undo importing %s interview round", "Undo importing %s interview rounds", deed->n), deed->count);
  text = g_strdup_printf (ngettext ("Imported %s interview round", "Imported %s interview rounds", deed->n), deed->count);
  if (moved == NULL)
    return g_steal_pointer (&text);

  /* Translators: “Imported 2 interview rounds · Torvmark: Applied → Interviewing”: what was imported, the companies whose
   * applications moved by it, the status before, the status after */
  return g_strdup_printf (_("%s · %s: %s → %s"), text, moved, sl_enum_label (&sl_status_words, SL_STATUS_APPLIED),
                          sl_enum_label (&sl_status_words, SL_STATUS_INTERVIEWING));
}

static char *
word_purge (const Deed *deed,
            gboolean    undo)
{
  const char *by = sl_json_get_string (deed->subject, SL_SUBJECT_BY, NULL);

  if (undo || by == NULL)
    return g_strdup (undo ? _("Undo emptying the Trash") : _("Emptied the Trash of what was there for 30 days"));
  return g_strdup_printf (ngettext ("Deleted %s item for good", "Deleted %s items for good", deed->n), deed->count);
}

static char *
word_restore_many (const Deed *deed,
                   gboolean    undo)
{
  return undo ? g_strdup_printf (ngettext ("Undo restoring %s item", "Undo restoring %s items", deed->n), deed->count)
              : g_strdup_printf (ngettext ("Restored %s item", "Restored %s items", deed->n), deed->count);
}

static char *
word_restore_backup (const Deed *deed,
                     gboolean    undo)
{
  g_autofree char *when = NULL;
  SlDay day;

  if (deed->name == NULL || !sl_day_parse_iso (deed->name, &day))
    return g_strdup (undo ? _("Undo restoring a backup") : _("Restored a backup"));
  when = sl_day_format_long (day);
  /* Translators: %s: a date */
  return g_strdup_printf (undo ? _("Undo restoring the backup of %s") : _("Restored the backup of %s"), when);
}

static char *
word_merge (const Deed *deed,
            gboolean    undo)
{
  if (deed->company != NULL)
    return g_strdup_printf (undo ? _("Undo merging two applications at %s") : _("Merged two applications at %s"), deed->company);
  return g_strdup (undo ? _("Undo merging two applications") : _("Merged two applications"));
}

static char *
word_sync (const Deed *deed,
           gboolean    undo)
{
  if (g_str_equal (deed->deed, SL_DEED_SIGN_OUT))
    return g_strdup (undo ? _("Undo moving what the server has to the Trash") : _("Moved what the server has to the Trash"));
  if (g_str_equal (deed->deed, SL_DEED_DISCARD))
    return g_strdup (undo ? _("Undo taking the server’s version") : _("Took the server’s version"));
  if (g_str_equal (deed->deed, SL_DEED_SWAP) && g_strcmp0 (deed->name, SL_SYNC_CONFLICT_SUBJECT_TRASH) == 0)
    return g_strdup (undo ? _("Undo moving it to the Trash again") : _("Moved it to the Trash again"));
  if (g_str_equal (deed->deed, SL_DEED_SWAP))
    return g_strdup (undo ? _("Undo taking the other version") : _("Took the other version"));
  return g_strdup (undo ? _("Undo what syncing changed") : _("Synced with the server"));
}

static const struct {
  const char *deed;
  char *(*word) (const Deed *deed, gboolean undo);
} wordings[] = {
  { SL_DEED_ADD, word_add },
  { SL_DEED_EDIT, word_edit },
  { SL_DEED_STATUS, word_move },
  { SL_DEED_LANE, word_move },
  { SL_DEED_BOARD, word_board },
  { SL_DEED_TRASH, word_trash },
  { SL_DEED_RESTORE, word_restore },
  { SL_DEED_CREATE_TAG, word_new_tag },
  { SL_DEED_TAG, word_tag },
  { SL_DEED_UNTAG, word_tag },
  { SL_DEED_MERGE_TAGS, word_merge_tags },
  { SL_DEED_IMPORT, word_import },
  { SL_DEED_DEMO, word_demo },
  { SL_DEED_DONE, word_reminder },
  { SL_DEED_SNOOZE, word_reminder },
  { SL_DEED_REOPEN, word_reminder },
  { SL_DEED_ATTACH, word_attach },
  { SL_DEED_TOUCH, word_touch },
  { SL_DEED_IMPORT_CONTACTS, word_import_contacts },
  { SL_DEED_IMPORT_ROUNDS, word_import_rounds },
  { SL_DEED_ARCHIVE, word_archive },
  { SL_DEED_UNARCHIVE, word_archive },
  { SL_DEED_CONVERT, word_convert },
  { SL_DEED_FOLLOW_UP, word_follow_up },
  { SL_DEED_SNOOZE_QUIET, word_snooze_quiet },
  { SL_DEED_REOPEN_APPLICATION, word_reopen },
  { SL_DEED_KEEP_CLOSED, word_reopen },
  { SL_DEED_PURGE, word_purge },
  { SL_DEED_RESTORE_MANY, word_restore_many },
  { SL_DEED_RESTORE_BACKUP, word_restore_backup },
  { SL_DEED_MERGE, word_merge },
  { SL_DEED_SYNC, word_sync },
  { SL_DEED_SIGN_OUT, word_sync },
  { SL_DEED_DISCARD, word_sync },
  { SL_DEED_SWAP, word_sync },
};

static char *
word_deed (SlTransaction *transaction,
           gboolean       undo)
{
  g_auto (Deed) deed = { 0 };
  const char *phrase;

  deed_read (&deed, transaction);

  phrase = deed.kind != SL_KIND_APPLICATION ? _sl_deed_find_kind_phrase (deed.kind, deed.deed, undo) : NULL;
  if (phrase != NULL)
    return g_strdup (_(phrase));
  for (guint i = 0; i < G_N_ELEMENTS (wordings); i++)
    if (g_str_equal (deed.deed, wordings[i].deed))
      return wordings[i].word (&deed, undo);

  return g_strdup (undo ? _("Undo the last change") : _("Changed something"));
}

/* Takes @words. */
static char *
add_left_out (char          *words,
              SlTransaction *transaction)
{
  const char *left_out = sl_transaction_get_left_out (transaction);
  g_autofree char *undone = words;

  /* The sentence names what was left. */
  if (left_out != NULL && sl_private_hides (SL_PRIVATE_NAMES))
    left_out = _("Something was changed since and stays as it is.");
  /* Translators: what was undone, and a sentence about what couldn’t be */
  return left_out != NULL ? g_strdup_printf (_("%s. %s"), undone, left_out) : g_steal_pointer (&undone);
}

/**
 * sl_deed_describe:
 *
 * Returns: (transfer full): what happened: "Moved 3 applications to Interviewing"; for an undo that had to leave
 *   something as it is, also what
 */
char *
sl_deed_describe (SlTransaction *transaction)
{
  g_autofree char *words = NULL;

  g_return_val_if_fail (SL_IS_TRANSACTION (transaction), NULL);

  words = word_deed (transaction, FALSE);
  switch (sl_transaction_get_actor (transaction))
    {
    case SL_ACTOR_UNDO:
      return add_left_out (g_strdup_printf (_("Undone: %s"), words), transaction);
    case SL_ACTOR_REDO:
      return add_left_out (g_strdup_printf (_("Done again: %s"), words), transaction);
    case SL_ACTOR_PERSON:
    case SL_ACTOR_IMPORT:
    case SL_ACTOR_MAIL:
    case SL_ACTOR_SYNC:
    case SL_ACTOR_HOUSEKEEPING:
    default:
      return g_steal_pointer (&words);
    }
}

/**
 * sl_deed_describe_undone:
 *
 * Returns: (transfer full): what undoing it is called: "Undo moving 3 applications to Interviewing"
 */
char *
sl_deed_describe_undone (SlTransaction *transaction)
{
  g_return_val_if_fail (SL_IS_TRANSACTION (transaction), NULL);

  return word_deed (transaction, TRUE);
}
