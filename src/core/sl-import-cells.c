/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How cells become fields of the application: text within its limits, statuses, dates, words of lists, tags. What can't
 * stand in its field goes to the notes, with a report. */

#define G_LOG_DOMAIN "sl-import-cells"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-import-content.h"
#include "sl-import-mapper-private.h"
#include "sl-rules.h"
#include "sl-text.h"

/* So many different status words are remembered. */
#define MAX_KNOWN_STATUSES 4096

static const SlField *
get_field (SlImportTarget target)
{
  return sl_kind_get_field (SL_KIND_APPLICATION, sl_import_target_get_info (target)->field);
}

/* What can't be read goes to the notes, with a report. */
void
_sl_import_cells_keep_unread (SlImportMapper *self,
                              SlImportTarget  target,
                              const char     *text)
{
  g_autofree char *cut = sl_text_truncate_utf8 (text, 60);
  g_autofree char *shown = sl_text_isolate (cut);

  _sl_import_mapper_keep (self, target, text);
  /* Translators: name of a field, and what stood in the file */
  _sl_import_mapper_report (self, target, _("%s: “%s” can’t be read. It is kept in the notes."), sl_import_target_get_label (target), shown);
}

/* Text */

static void
shorten (SlImportMapper *self,
         SlImportTarget  target,
         const SlField  *field,
         const char     *text)
{
  g_autofree char *cut = NULL;
  g_autofree char *ended = NULL;

  _sl_import_mapper_keep (self, target, text);
  _sl_import_mapper_report (self, target, ngettext ("%s can have at most %d character. The whole text is kept in the notes.", "%s can have at most %d characters. The whole text is kept in the notes.", (gulong) field->max),
                            sl_field_get_label (field), (int) field->max);
  /* Half an address leads nowhere. */
  if (target == SL_IMPORT_URL)
    return;
  cut = sl_text_truncate_utf8 (text, (gsize) field->max - 1);
  ended = g_str_has_suffix (cut, "…") ? g_strdup (cut) : g_strconcat (cut, "…", NULL);
  sl_record_set_text (self->record, sl_import_target_get_info (target)->field, ended);
}

void
_sl_import_cells_set_text (SlImportMapper *self,
                           SlImportTarget  target)
{
  const char *text = _sl_import_mapper_get_cell (self, target);
  const SlField *field = get_field (target);
  g_autofree char *clean = NULL;

  if (text == NULL)
    return;
  clean = _sl_import_clean_cell (text, strlen (text), (field->flags & SL_FIELD_LONG) != 0);
  if (*clean == '\0')
    return;
  if (field->flags & SL_FIELD_URL)
    {
      g_autofree char *whole = sl_text_complete_url (clean);

      g_set_str (&clean, whole);
    }
  if (field->max > 0 && strlen (clean) > (gsize) field->max && sl_text_count_chars (clean) > (gsize) field->max)
    shorten (self, target, field, clean);
  else
    sl_record_set_text (self->record, sl_import_target_get_info (target)->field, clean);
}

/* Status */

static SlImportAnswer
get_answer (SlImportMapper *self,
            SlImportTarget  target)
{
  const char *text = _sl_import_mapper_get_cell (self, target);
  SlImportAnswer answer;

  if (text == NULL)
    return SL_IMPORT_ANSWER_NONE;
  answer = sl_import_read_answer (text);
  /* "Yes, on Monday", or a date: more than the answer is said. */
  if (answer == SL_IMPORT_ANSWER_NONE)
    {
      _sl_import_mapper_keep (self, target, text);
      if (sl_import_looks_like_date (text) || g_ascii_strncasecmp (text, "yes", 3) == 0)
        answer = SL_IMPORT_ANSWER_YES;
    }
  return answer;
}

static gboolean
find_status (SlImportMapper *self,
             const char     *text,
             SlImportStatus *out_status)
{
  SlImportStatus *known = g_hash_table_lookup (self->statuses, text);

  if (known == NULL)
    {
      known = g_new0 (SlImportStatus, 1);
      if (strlen (text) > 200 || !sl_import_read_status (text, known))
        known->status = NULL;
      if (g_hash_table_size (self->statuses) >= MAX_KNOWN_STATUSES)
        g_hash_table_remove_all (self->statuses);
      g_hash_table_insert (self->statuses, g_strdup (text), known);
    }
  *out_status = *known;
  return known->status != NULL;
}

/* What columns of yes and no say, the furthest first; NULL when they say nothing. */
static const char *
get_flagged_status (SlImportMapper *self,
                    SlImportAnswer  applied)
{
  SlImportAnswer rejected = get_answer (self, SL_IMPORT_FLAG_REJECTED);
  SlImportAnswer offered = get_answer (self, SL_IMPORT_FLAG_OFFER);
  SlImportAnswer interviewed = get_answer (self, SL_IMPORT_FLAG_INTERVIEW);

  if (rejected == SL_IMPORT_ANSWER_YES)
    return SL_STATUS_REJECTED;
  if (offered == SL_IMPORT_ANSWER_YES)
    return SL_STATUS_OFFER;
  if (interviewed == SL_IMPORT_ANSWER_YES)
    return SL_STATUS_INTERVIEWING;
  return applied == SL_IMPORT_ANSWER_YES ? SL_STATUS_APPLIED : applied == SL_IMPORT_ANSWER_NO ? SL_STATUS_SAVED : NULL;
}

static const char *
settle_soft_status (SlImportMapper       *self,
                    const SlImportStatus *status,
                    gboolean              applied)
{
  gboolean tells_when = self->columns[SL_IMPORT_APPLIED_DATE] >= 0 || self->columns[SL_IMPORT_FLAG_APPLIED] >= 0;

  if (g_str_equal (status->status, SL_STATUS_REJECTED))
    return applied || !tells_when ? SL_STATUS_REJECTED : SL_STATUS_WITHDRAWN;
  return applied || !tells_when ? SL_STATUS_APPLIED : SL_STATUS_SAVED;
}

static void
set_told_status (SlImportMapper *self,
                 const char     *text,
                 const char     *flagged,
                 gboolean        applied)
{
  g_autofree char *clean = _sl_import_clean_cell (text, strlen (text), FALSE);
  SlImportStatus status;
  const char *word;

  if (!find_status (self, clean, &status))
    {
      g_autofree char *shown = sl_text_isolate (clean);

      word = flagged != NULL ? flagged : applied ? SL_STATUS_APPLIED : SL_STATUS_SAVED;
      sl_record_set_text (self->record, SL_APPLICATION_STATUS, word);
      _sl_import_mapper_keep (self, SL_IMPORT_STATUS, clean);
      _sl_import_mapper_report (self, SL_IMPORT_STATUS, _("The status “%s” isn’t known. It is imported as %s, and kept in the notes."), shown, sl_enum_label (&sl_status_words, word));
      return;
    }
  word = status.soft ? settle_soft_status (self, &status, applied) : status.status;
  /* A column "Rejected" says more than the status "Applied" beside it. */
  if (g_str_equal (word, SL_STATUS_APPLIED) && flagged != NULL && !g_str_equal (flagged, SL_STATUS_SAVED))
    word = flagged;
  sl_record_set_text (self->record, SL_APPLICATION_STATUS, word);
  if (status.detail != NULL && g_str_equal (word, SL_STATUS_REJECTED))
    sl_record_set_text (self->record, SL_APPLICATION_STATUS_DETAIL, status.detail);
  if (!status.plain)
    _sl_import_mapper_keep (self, SL_IMPORT_STATUS, clean);
}

void
_sl_import_cells_set_status (SlImportMapper *self)
{
  const char *text = _sl_import_mapper_get_cell (self, SL_IMPORT_STATUS);
  const char *detail = _sl_import_mapper_get_cell (self, SL_IMPORT_STATUS_DETAIL);
  SlImportAnswer answer = get_answer (self, SL_IMPORT_FLAG_APPLIED);
  gboolean applied = answer == SL_IMPORT_ANSWER_YES || !sl_record_is_null (self->record, SL_APPLICATION_APPLIED_DATE);
  const char *flagged = get_flagged_status (self, answer);

  if (text != NULL && !sl_text_is_blank (text))
    set_told_status (self, text, flagged, applied);
  else
    sl_record_set_text (self->record, SL_APPLICATION_STATUS, flagged != NULL && !(applied && g_str_equal (flagged, SL_STATUS_SAVED)) ? flagged : applied ? SL_STATUS_APPLIED : SL_STATUS_SAVED);

  if (detail == NULL)
    return;
  if (sl_enum_match (&sl_status_detail_words, detail) != NULL)
    sl_record_set_text (self->record, SL_APPLICATION_STATUS_DETAIL, sl_enum_match (&sl_status_detail_words, detail));
  else
    _sl_import_cells_keep_unread (self, SL_IMPORT_STATUS_DETAIL, detail);
}

/* Dates */

static gboolean
read_day (SlImportMapper *self,
          SlImportTarget  target,
          const char     *text,
          SlDay          *out_day)
{
  return sl_date_parse_loose (text, self->mapping->orders[self->columns[target]], out_day);
}

static void
set_day (SlImportMapper *self,
         SlImportTarget  target)
{
  const char *text = _sl_import_mapper_get_cell (self, target);
  char iso[SL_DAY_ISO_SIZE];
  SlDay day;

  if (text == NULL || sl_text_is_blank (text))
    return;
  if (read_day (self, target, text, &day))
    sl_record_set_text (self->record, sl_import_target_get_info (target)->field, sl_day_format_iso (day, iso));
  else
    _sl_import_cells_keep_unread (self, target, text);
  if (target != SL_IMPORT_APPLIED_DATE || sl_record_is_null (self->record, SL_APPLICATION_APPLIED_DATE))
    return;
  if (day > self->today)
    /* Translators: name of a field, and a date */
    _sl_import_mapper_report (self, target, _("%s: %s hasn’t come yet. It is imported as it stands; check the year."), sl_import_target_get_label (target), iso);
  else if (day < sl_day_from_ymd (SL_FIRST_APPLIED_YEAR, 1, 1))
    /* Translators: name of a field, and a date */
    _sl_import_mapper_report (self, target, _("%s: %s is too long ago. It is imported as it stands; check the year."), sl_import_target_get_label (target), iso);
}

static void
set_added (SlImportMapper *self)
{
  const char *text = _sl_import_mapper_get_cell (self, SL_IMPORT_ADDED);
  gint64 time;
  SlDay day;

  if (text == NULL || sl_text_is_blank (text))
    return;
  if (strchr (text, ':') != NULL && sl_time_parse_iso8601 (text, self->time_zone, &time))
    sl_record_set_integer (self->record, SL_FIELD_CREATED_AT, time);
  else if (read_day (self, SL_IMPORT_ADDED, text, &day))
    sl_record_set_integer (self->record, SL_FIELD_CREATED_AT, sl_day_to_time (day, self->time_zone));
  else
    _sl_import_cells_keep_unread (self, SL_IMPORT_ADDED, text);
}

void
_sl_import_cells_set_dates (SlImportMapper *self)
{
  set_day (self, SL_IMPORT_APPLIED_DATE);
  set_day (self, SL_IMPORT_FOLLOW_UP);
  set_added (self);
}

/* Words of lists */

/* "Unknown" in a list says nothing. */
gboolean
_sl_import_cells_say_nothing (const char *text)
{
  g_autofree char *words = NULL;

  if (strlen (text) > 20 || (g_ascii_isalnum (*text) && strchr ("uUnNtTaA", *text) == NULL))
    return FALSE;
  words = sl_import_normalize_words (text);
  return g_str_equal (words, " ") || g_str_equal (words, " unknown ") || g_str_equal (words, " none ") || g_str_equal (words, " tbd ") || g_str_equal (words, " not specified ") ||
         g_str_equal (words, " unspecified ") || g_str_equal (words, " unbekannt ") || g_str_equal (words, " not sure ") || g_str_equal (words, " any ");
}

static const char *
get_word (SlImportMapper *self,
          SlImportTarget  target)
{
  const char *text = _sl_import_mapper_get_cell (self, target);

  return text == NULL || _sl_import_cells_say_nothing (text) ? NULL : text;
}

static void
set_word (SlImportMapper *self,
          SlImportTarget  target,
          const char     *word,
          const char     *text)
{
  if (word != NULL)
    sl_record_set_text (self->record, sl_import_target_get_info (target)->field, word);
  else
    _sl_import_cells_keep_unread (self, target, text);
}

static void
set_work_mode (SlImportMapper *self)
{
  const char *text = get_word (self, SL_IMPORT_WORK_MODE);
  const char *location = sl_record_get_text (self->record, SL_APPLICATION_LOCATION);
  SlImportAnswer answer;

  if (text != NULL)
    {
      answer = sl_import_read_answer (text);
      set_word (self, SL_IMPORT_WORK_MODE, answer == SL_IMPORT_ANSWER_YES ? "Remote" : answer == SL_IMPORT_ANSWER_NO ? "On-site" : sl_import_read_work_mode (text), text);
    }
  else if (location != NULL && strlen (location) < 80 && (strcasestr (location, "remote") != NULL || strcasestr (location, "hybrid") != NULL))
    sl_record_set_text (self->record, SL_APPLICATION_WORK_MODE, sl_import_read_work_mode (location));
}

static void
set_source (SlImportMapper *self)
{
  const char *text = get_word (self, SL_IMPORT_SOURCE);
  gboolean plain = FALSE;
  const char *word;

  if (text == NULL)
    return;
  word = sl_import_read_source (text, &plain);
  sl_record_set_text (self->record, SL_APPLICATION_SOURCE, word != NULL ? word : "Other");
  if (!plain)
    _sl_import_mapper_keep (self, SL_IMPORT_SOURCE, text);
}

static void
set_excitement (SlImportMapper *self)
{
  const char *text = get_word (self, SL_IMPORT_EXCITEMENT);
  int rating = text != NULL ? sl_import_read_rating (text) : 0;

  if (rating > 0)
    sl_record_set_integer (self->record, SL_APPLICATION_EXCITEMENT, rating);
  else if (text != NULL)
    _sl_import_cells_keep_unread (self, SL_IMPORT_EXCITEMENT, text);
}

void
_sl_import_cells_set_words (SlImportMapper *self)
{
  const char *job_type = get_word (self, SL_IMPORT_JOB_TYPE);
  const char *priority = get_word (self, SL_IMPORT_PRIORITY);

  if (job_type != NULL)
    set_word (self, SL_IMPORT_JOB_TYPE, sl_import_read_job_type (job_type), job_type);
  if (priority != NULL)
    set_word (self, SL_IMPORT_PRIORITY, sl_import_read_priority (priority), priority);
  set_work_mode (self);
  set_source (self);
  set_excitement (self);
}

/* Tags */

static void
add_tag (SlImportMapper *self,
         const char     *name)
{
  gsize most = (gsize) sl_kind_get_field (SL_KIND_TAG, SL_TAG_NAME)->max;
  g_autofree char *clean = NULL;

  clean = _sl_import_clean_cell (name, strlen (name), FALSE);
  if (*clean == '\0')
    return;
  if (most > 0 && sl_text_count_chars (clean) > most)
    {
      g_autofree char *cut = sl_text_truncate_utf8 (clean, 60);
      g_autofree char *shown = sl_text_isolate (cut);

      _sl_import_mapper_keep (self, SL_IMPORT_TAGS, clean);
      _sl_import_mapper_report (self, SL_IMPORT_TAGS, _("“%s” is too long for a tag. It is kept in the notes."), shown);
      return;
    }
  if (self->tags == NULL)
    self->tags = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->tags, g_steal_pointer (&clean));
}

/* (nullable): the end of a name in quotes that @text begins with; *@name is what stands in them. */
static const char *
read_quoted (const char *text,
             char      **name)
{
  GString *out;

  if (*text != '"')
    return NULL;
  out = g_string_new (NULL);
  for (const char *p = text + 1; *p != '\0'; p++)
    {
      if (*p == '"' && p[1] != '"')
        {
          *name = g_string_free (out, FALSE);
          return p + 1;
        }
      p += *p == '"';
      g_string_append_c (out, *p);
    }
  g_string_free (out, TRUE);
  return NULL;
}

static const char *
skip_space (const char *text)
{
  while (g_ascii_isspace (*text) && *text != '\n')
    text++;
  return text;
}

/* What stands before the next separator; returns the place behind it, or NULL at the end. */
static const char *
next_tag (const char *text,
          const char *separators,
          char      **name)
{
  const char *start = skip_space (text);
  const char *end = read_quoted (start, name);

  if (end != NULL)
    {
      end = skip_space (end);
      if (*end == '\0')
        return NULL;
      if (strchr (separators, *end) != NULL)
        return end + 1;
      /* Not a quoted name after all. */
      g_clear_pointer (name, g_free);
    }

  while (*start == '#' || g_ascii_isspace (*start))
    start++;
  end = start + strcspn (start, separators);
  *name = g_strndup (start, end - start);
  return *end != '\0' ? end + 1 : NULL;
}

/* Whether one of @separators stands outside of quotes. */
static gboolean
has_separator (const char *text,
               const char *separators)
{
  while (text != NULL && *text != '\0')
    {
      g_autofree char *name = NULL;

      text = next_tag (text, separators, &name);
      if (text != NULL)
        return TRUE;
    }
  return FALSE;
}

void
_sl_import_cells_add_tags (SlImportMapper *self,
                           const char     *text)
{
  /* A semicolon parts more surely than a comma, which a name may hold. */
  const char *separators = has_separator (text, ";|\n") ? ";|\n" : ",";

  while (text != NULL && *text != '\0')
    {
      g_autofree char *name = NULL;

      text = next_tag (text, separators, &name);
      add_tag (self, name);
    }
}
