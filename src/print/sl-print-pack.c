/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interview pack: what to have at hand on the day, the most urgent first. */

#define G_LOG_DOMAIN "sl-print-pack"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-kinds.h"
#include "sl-money.h"
#include "sl-print-docs.h"
#include "sl-questions.h"
#include "sl-text.h"
#include "sl-zone.h"

#define NOTE_LINES 6

static const char *
get (SlRecord *record,
     guint     field)
{
  const char *text = sl_record_get_text (record, field);

  return text != NULL && !sl_text_is_blank (text) ? text : NULL;
}

/* "Thursday, 2 April 2026, 14:30", where the clocks show @zone's time. */
static char *
format_time (gint64     time,
             GTimeZone *zone)
{
  g_autofree char *day = sl_day_format_long (sl_day_from_time (time, zone));
  g_autofree char *clock = sl_time_format_clock (time, zone);

  /* Translators: a day and a time */
  return g_strdup_printf (C_("date and time", "%s, %s"), day, clock);
}

static void
add_when (SlPrintDoc *doc,
          SlPack     *pack,
          GTimeZone  *own_zone)
{
  const char *zone_name = get (pack->stage, SL_STAGE_TIME_ZONE);
  g_autoptr (GTimeZone) zone = sl_zone_find (zone_name);
  g_autofree char *own_name = sl_zone_get_name (own_zone);
  gint64 time = sl_pack_get_time (pack, own_zone);
  g_autofree char *here = time != SL_TIME_NONE ? format_time (time, own_zone) : NULL;
  g_autofree char *there = time != SL_TIME_NONE && zone != NULL ? format_time (time, zone) : NULL;
  g_autofree char *label = zone != NULL ? sl_zone_format_label (zone_name) : NULL;
  g_autofree char *there_and_place = there != NULL ? g_strdup_printf ("%s (%s)", there, label) : NULL;
  SlDay day;

  if (here == NULL && sl_day_parse_iso (get (pack->stage, SL_STAGE_DATE), &day))
    here = sl_day_format_long (day);
  sl_print_doc_add_fact (doc, _("When"), here != NULL ? here : _("No date yet"));
  if (g_strcmp0 (own_name, zone_name) != 0)
    /* Translators: beside the time at which an interview is where the company is */
    sl_print_doc_add_fact (doc, _("Their time"), there_and_place);
}

static char *
format_length (SlRecord *stage)
{
  gint64 minutes = sl_record_get_integer (stage, SL_STAGE_DURATION_MINUTES, 0);

  return minutes > 0 ? g_strdup_printf (ngettext ("%d minute", "%d minutes", (gulong) minutes), (int) minutes) : NULL;
}

static char *
format_salary (SlRecord *application)
{
  gint64 min = sl_record_get_integer (application, SL_APPLICATION_SALARY_MIN, -1);
  gint64 max = sl_record_get_integer (application, SL_APPLICATION_SALARY_MAX, -1);

  if (min < 0 && max < 0)
    return NULL;
  return sl_money_format_range ((double) (min >= 0 ? min : max), (double) (max >= 0 ? max : min), get (application, SL_APPLICATION_SALARY_CURRENCY));
}

static void
add_facts (SlPrintDoc *doc,
           SlPack     *pack,
           GTimeZone  *own_zone)
{
  const char *type = get (pack->stage, SL_STAGE_TYPE), *result = get (pack->stage, SL_STAGE_RESULT);
  g_autofree char *length = format_length (pack->stage);
  g_autofree char *salary = format_salary (pack->application);

  add_when (doc, pack, own_zone);
  sl_print_doc_add_fact (doc, _("Where"), get (pack->stage, SL_STAGE_PLACE));
  sl_print_doc_add_fact (doc, _("Length"), length);
  sl_print_doc_add_fact (doc, _("With"), get (pack->stage, SL_STAGE_INTERVIEWER_NAMES));
  if (type != NULL)
    sl_print_doc_add_fact (doc, _("Type"), sl_enum_label (&sl_stage_type_words, type));
  if (result != NULL && !g_str_equal (result, "Pending"))
    sl_print_doc_add_fact (doc, _("Result"), sl_enum_label (&sl_stage_result_words, result));
  sl_print_doc_add_fact (doc, _("Location"), get (pack->application, SL_APPLICATION_LOCATION));
  sl_print_doc_add_fact (doc, _("Salary"), salary);
  sl_print_doc_add_fact (doc, _("Posting"), get (pack->application, SL_APPLICATION_URL));
}

static void
add_people (SlPrintDoc *doc,
            SlPack     *pack)
{
  static const guint fields[] = { SL_CONTACT_ROLE_TITLE, SL_CONTACT_EMAIL, SL_CONTACT_PHONE };

  if (pack->contacts->len == 0)
    return;
  sl_print_doc_add_heading (doc, _("People"));
  for (guint i = 0; i < pack->contacts->len; i++)
    {
      SlRecord *contact = pack->contacts->pdata[i];
      const char *type = get (contact, SL_CONTACT_TYPE);
      g_autoptr (GString) text = g_string_new (get (contact, SL_CONTACT_NAME));

      if (type != NULL && !g_str_equal (type, "Other"))
        g_string_append_printf (text, " · %s", sl_enum_label (&sl_contact_type_words, type));
      for (guint j = 0; j < G_N_ELEMENTS (fields); j++)
        if (get (contact, fields[j]) != NULL)
          g_string_append_printf (text, " · %s", get (contact, fields[j]));
      sl_print_doc_add_item (doc, text->str);
    }
}

static void
add_section (SlPrintDoc *doc,
             const char *heading,
             const char *text)
{
  if (text == NULL)
    return;
  sl_print_doc_add_heading (doc, heading);
  sl_print_doc_add_text (doc, text);
}

static void
add_questions (SlPrintDoc *doc,
               const char *heading,
               const char *json)
{
  g_auto (GStrv) questions = sl_questions_parse (json);

  if (questions == NULL || questions[0] == NULL)
    return;
  sl_print_doc_add_heading (doc, heading);
  for (guint i = 0; questions[i] != NULL; i++)
    sl_print_doc_add_item (doc, questions[i]);
}

static void
add_earlier_rounds (SlPrintDoc *doc,
                    SlPack     *pack)
{
  if (pack->rounds->len == 0)
    return;
  sl_print_doc_add_heading (doc, _("Other Rounds"));
  for (guint i = 0; i < pack->rounds->len; i++)
    {
      SlRecord *round = pack->rounds->pdata[i];
      g_auto (GStrv) questions = sl_questions_parse (get (round, SL_STAGE_QUESTIONS_ASKED));
      g_autofree char *day_text = NULL;
      g_autofree char *text = NULL;
      SlDay day;

      if (sl_day_parse_iso (get (round, SL_STAGE_DATE), &day))
        day_text = sl_day_format_short (day);
      text = g_strdup_printf ("%s%s%s · %s", day_text != NULL ? day_text : "", day_text != NULL ? " · " : "", get (round, SL_STAGE_NAME),
                              sl_enum_label (&sl_stage_result_words, get (round, SL_STAGE_RESULT)));
      sl_print_doc_add_item (doc, text);
      for (guint j = 0; questions != NULL && questions[j] != NULL; j++)
        sl_print_doc_add_fact (doc, j == 0 ? _("They asked") : "", questions[j]);
    }
}

static void
add_papers (SlPrintDoc *doc,
            SlPack     *pack)
{
  if (pack->resume == NULL && pack->documents->len == 0)
    return;
  sl_print_doc_add_heading (doc, _("What They Have of You"));
  if (pack->resume != NULL)
    {
      const char *file = get (pack->resume, SL_RESUME_VERSION_FILE_NAME), *link = get (pack->resume, SL_RESUME_VERSION_FILE_URL);
      const char *name = get (pack->resume, SL_RESUME_VERSION_NAME);
      const char *where = file != NULL ? file : link;
      g_autofree char *text = where != NULL ? g_strdup_printf ("%s (%s)", name, where) : g_strdup (name);

      sl_print_doc_add_fact (doc, _("Résumé"), text);
      sl_print_doc_add_fact (doc, "", get (pack->resume, SL_RESUME_VERSION_NOTES));
    }
  for (guint i = 0; i < pack->documents->len; i++)
    {
      SlRecord *document = pack->documents->pdata[i];
      const char *type = get (document, SL_DOCUMENT_TYPE);

      sl_print_doc_add_fact (doc, type != NULL ? sl_enum_label (&sl_document_type_words, type) : _("Document"), get (document, SL_DOCUMENT_NAME));
    }
}

SlPrintDoc *
sl_print_pack (SlPack    *pack,
               GTimeZone *own_zone)
{
  const char *name = get (pack->stage, SL_STAGE_NAME);
  const char *company = get (pack->application, SL_APPLICATION_COMPANY_NAME), *role = get (pack->application, SL_APPLICATION_ROLE_TITLE);
  g_autofree char *title = g_strdup_printf (C_("round and company", "%s at %s"), name != NULL ? name : _("Interview"), company);
  SlPrintDoc *doc = sl_print_doc_new (title, role);

  sl_print_doc_set_footer (doc, title);
  add_facts (doc, pack, own_zone);
  add_people (doc, pack);
  add_section (doc, _("Preparation"), get (pack->stage, SL_STAGE_PREP_NOTES));
  add_questions (doc, _("Questions Asked"), get (pack->stage, SL_STAGE_QUESTIONS_ASKED));
  add_section (doc, _("Notes on the Round"), get (pack->stage, SL_STAGE_NOTES));
  add_section (doc, _("Notes on the Application"), get (pack->application, SL_APPLICATION_NOTES));
  add_earlier_rounds (doc, pack);
  add_papers (doc, pack);
  add_section (doc, _("The Posting"), get (pack->application, SL_APPLICATION_DESCRIPTION));
  sl_print_doc_add_heading (doc, _("My Notes"));
  sl_print_doc_add_lines (doc, NOTE_LINES);

  return doc;
}
