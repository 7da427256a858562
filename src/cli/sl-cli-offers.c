/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortlistctl offers, company: offers beside each other, and all that is known about a company. */
#define G_LOG_DOMAIN "sl-cli-offers"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-cli-table.h"
#include "sl-cli.h"
#include "sl-company.h"
#include "sl-count.h"
#include "sl-offers.h"
#include "sl-print-docs.h"
#include "sl-print-layout.h"
#include "sl-settings.h"

static gpointer
read_offers (SlConnection  *connection,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  return sl_offers_read (connection, error);
}

/* Those of the applications @ids; without, the open ones, and all when none is. */
static void
choose (GPtrArray *offers,
        char     **ids)
{
  gboolean any_open = FALSE;

  for (guint i = 0; i < offers->len; i++)
    any_open |= sl_offer_is_open (g_ptr_array_index (offers, i));
  for (guint i = offers->len; i > 0; i--)
    {
      SlOffer *offer = g_ptr_array_index (offers, i - 1);
      const char *id = sl_record_get_id (sl_offer_get_application (offer));
      gboolean wanted = ids != NULL ? g_strv_contains ((const char *const *) ids, id) : !any_open || sl_offer_is_open (offer);

      if (!wanted)
        g_ptr_array_remove_index (offers, i - 1);
    }
}

/* "CHF=1.05": what one of it is worth in @currency. */
static gboolean
take_rate (SlCli      *cli,
           SlRates    *rates,
           const char *currency,
           const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "=", 2);
  double rate;

  if (g_strv_length (parts) == 2 && g_ascii_strcasecmp (g_strstrip (parts[0]), currency) == 0)
    {
      sl_cli_usage (cli, _("--rate is for other currencies than %s, in which is compared"), currency);
      return FALSE;
    }
  if (g_strv_length (parts) == 2 && strlen (parts[0]) == 3 && sl_rate_parse (parts[1], &rate))
    {
      sl_rates_set (rates, parts[0], currency, rate);
      return TRUE;
    }
  sl_cli_usage (cli, _("--rate takes what one of a currency is worth, as in CHF=1.05"));

  return FALSE;
}

static void
set_amount (JsonObject *object,
            const char *name,
            double      amount)
{
  if (amount >= 0)
    json_object_set_double_member (object, name, amount);
  else
    json_object_set_null_member (object, name);
}

static void
print_json (GPtrArray  *offers,
            SlRates    *rates,
            const char *currency,
            SlDay       today)
{
  g_autoptr (JsonArray) array = json_array_new ();

  for (guint i = 0; i < offers->len; i++)
    {
      SlOffer *offer = g_ptr_array_index (offers, i);
      SlDay deadline = sl_offer_get_deadline (offer);
      JsonObject *object = sl_record_to_json (sl_offer_get_outcome (offer));
      SlOfferWorth worth;

      sl_offer_get_worth (offer, rates, currency, &worth);
      json_object_set_string_member (object, "company", sl_offer_get_company (offer));
      json_object_set_string_member (object, "role", sl_offer_get_role (offer));
      json_object_set_boolean_member (object, "open", sl_offer_is_open (offer));
      json_object_set_string_member (object, "compared_in", currency);
      set_amount (object, "compared_salary", worth.salary);
      set_amount (object, "compared_bonus", worth.bonus);
      set_amount (object, "compared_total", worth.total);
      if (deadline != SL_DAY_NONE)
        json_object_set_int_member (object, "days_left", deadline - today);
      json_array_add_object_element (array, object);
    }
  sl_cli_print_json_array (array);
}

static void
print_table (GPtrArray  *offers,
             SlRates    *rates,
             const char *currency,
             SlDay       today)
{
  g_autoptr (GPtrArray) rows = sl_offers_compare (offers, rates, currency, today);
  g_autoptr (GPtrArray) headers = g_ptr_array_new_null_terminated (offers->len + 1, NULL, TRUE);
  g_autoptr (SlCliTable) table = NULL;

  g_ptr_array_add (headers, (gpointer) "");
  for (guint i = 0; i < offers->len; i++)
    g_ptr_array_add (headers, (gpointer) sl_offer_get_company (g_ptr_array_index (offers, i)));
  table = sl_cli_table_new ((const char *const *) headers->pdata);
  for (guint i = 0; i < rows->len; i++)
    {
      SlOfferRow *row = g_ptr_array_index (rows, i);
      g_autofree const char **cells = g_new0 (const char *, offers->len + 2);

      cells[0] = row->label;
      memcpy (cells + 1, row->cells, offers->len * sizeof (char *));
      sl_cli_table_add (table, cells);
    }
  sl_cli_table_print (table);
}

/* Those that were entered in the window, to begin with. */
static SlRates *
read_rates (void)
{
  g_autoptr (GSettings) settings = sl_settings_open ();
  g_autoptr (GVariant) kept = settings != NULL ? g_settings_get_value (settings, "exchange-rates") : NULL;

  return kept != NULL ? sl_rates_from_variant (kept) : sl_rates_new ();
}

static SlCliExit
write_pdf (SlCli      *cli,
           GPtrArray  *offers,
           SlRates    *rates,
           const char *currency,
           const char *path)
{
  g_autoptr (SlPrintDoc) doc = sl_print_offers (offers, rates, currency, sl_context_get_today (cli->context));
  GError *error = NULL;
  g_autoptr (GBytes) bytes = sl_print_doc_to_pdf (doc, SL_PAPER_AUTO, NULL, &error);

  return bytes != NULL ? sl_cli_write_file (cli, path, bytes, "offers", offers->len) : sl_cli_fail (error);
}

static SlCliExit
compare (SlCli      *cli,
         GPtrArray  *offers,
         const char *wanted_currency,
         char      **given_rates,
         const char *output)
{
  SlDay today = sl_context_get_today (cli->context);
  const char *found = sl_offers_find_currency (offers);
  g_autofree char *currency = g_ascii_strup (wanted_currency != NULL ? wanted_currency : found != NULL ? found : "EUR", -1);
  g_autoptr (SlRates) rates = read_rates ();

  for (guint i = 0; given_rates != NULL && given_rates[i] != NULL; i++)
    if (!take_rate (cli, rates, currency, given_rates[i]))
      return SL_CLI_USAGE;
  if (output != NULL)
    return write_pdf (cli, offers, rates, currency, output);
  if (cli->json)
    print_json (offers, rates, currency, today);
  else if (offers->len == 0)
    sl_cli_print ("%s", _("There are no offers."));
  else
    print_table (offers, rates, currency, today);

  return SL_CLI_DONE;
}

static gboolean
is_of_any (GPtrArray  *offers,
           const char *application_id)
{
  for (guint i = 0; i < offers->len; i++)
    if (g_str_equal (sl_record_get_id (sl_offer_get_application (g_ptr_array_index (offers, i))), application_id))
      return TRUE;

  return FALSE;
}

SlCliExit
sl_cli_offers (SlCli  *cli,
               char ***argv)
{
  g_autofree char *currency = NULL;
  g_autofree char *output = NULL;
  g_auto (GStrv) rates = NULL;
  g_auto (GStrv) ids = NULL;
  const GOptionEntry entries[] = {
    { "currency", 0, 0, G_OPTION_ARG_FILENAME, &currency, N_("What to compare in: a code of three letters"), N_("CODE") },
    { "rate", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &rates, N_("What one of another currency is worth in it; may be given several times"), N_("CODE=NUMBER") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("Write the table as a PDF; “-” is standard output"), N_("FILE") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GPtrArray) offers = NULL;
  GError *error = NULL;

  if (!sl_cli_parse (cli, argv, entries, NULL))
    return SL_CLI_USAGE;
  if (currency != NULL && (strlen (currency) != 3 || !g_str_is_ascii (currency)))
    return sl_cli_usage (cli, _("--currency takes a code of three letters, as in EUR"));
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;
  if ((*argv)[0] != NULL)
    {
      ids = sl_cli_resolve_ids (cli, SL_KIND_APPLICATION, *argv, &error);
      if (ids == NULL)
        return sl_cli_fail (error);
    }
  offers = sl_cli_read (cli, read_offers, NULL, &error);
  if (offers == NULL)
    return sl_cli_fail (error);
  choose (offers, ids);
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    if (!is_of_any (offers, ids[i]))
      {
        sl_cli_tell (_("The application %.8s has no offer to compare."), ids[i]);
        return SL_CLI_FAILED;
      }
  if (output != NULL && offers->len == 0)
    {
      sl_cli_tell ("%s", _("There are no offers."));
      return SL_CLI_FAILED;
    }

  return compare (cli, offers, currency, rates, output);
}

/* Company */

typedef struct {
  SlCli *cli;
  const char *name;
} Wanted;

static gpointer
read_company (SlConnection  *connection,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Wanted *wanted = data;
  SlContext *context = wanted->cli->context;

  return sl_company_read (connection, wanted->name, sl_context_get_today (context), sl_clock_get_time_zone (sl_context_get_clock (context)), error);
}

static void
set_day (JsonObject *object,
         const char *name,
         SlDay       day)
{
  char iso[SL_DAY_ISO_SIZE];

  sl_json_set_string (object, name, day != SL_DAY_NONE ? sl_day_format_iso (day, iso) : NULL);
}

static JsonArray *
applications_to_json (SlCompany *company)
{
  GPtrArray *applications = sl_company_get_applications (company);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < applications->len; i++)
    {
      const SlCompanyApplication *application = g_ptr_array_index (applications, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "id", sl_record_get_id (application->application));
      sl_json_set_string (object, "role", sl_record_get_text (application->application, SL_APPLICATION_ROLE_TITLE));
      sl_json_set_string (object, "status", sl_record_get_text (application->application, SL_APPLICATION_STATUS));
      set_day (object, "applied", application->applied);
      set_day (object, "answered", application->answered);
      set_day (object, "last_heard", application->heard);
      json_object_set_int_member (object, "rounds", application->n_rounds);
      json_object_set_boolean_member (object, "offer", application->offer != NULL);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
people_to_json (SlCompany *company)
{
  GPtrArray *people = sl_company_get_people (company);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < people->len; i++)
    {
      const SlCompanyPerson *person = g_ptr_array_index (people, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "name", person->name);
      sl_json_set_string (object, "what", person->detail);
      sl_json_set_string (object, "contact_id", person->contact != NULL ? sl_record_get_id (person->contact) : NULL);
      set_day (object, "last_met", person->day);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
reposts_to_json (SlCompany *company)
{
  GPtrArray *reposts = sl_company_get_reposts (company);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < reposts->len; i++)
    {
      const SlCompanyRepost *repost = g_ptr_array_index (reposts, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "role", repost->role);
      json_object_set_int_member (object, "times", repost->n);
      set_day (object, "first", repost->first);
      set_day (object, "last", repost->last);
      json_array_add_object_element (array, object);
    }

  return array;
}

static void
set_days (JsonObject *object,
          const char *name,
          int         days)
{
  if (days >= 0)
    json_object_set_int_member (object, name, days);
  else
    json_object_set_null_member (object, name);
}

static void
print_company_json (SlCompany *company)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "company", sl_company_get_name (company));
  json_object_set_int_member (object, "applied", sl_company_get_n_applied (company));
  json_object_set_int_member (object, "answered", sl_company_get_n_answered (company));
  json_object_set_int_member (object, "offers", sl_company_get_n_offers (company));
  set_days (object, "usual_wait_days", sl_company_get_usual_wait (company));
  set_days (object, "silence_days", sl_company_get_silence (company));
  json_object_set_array_member (object, "applications", applications_to_json (company));
  json_object_set_array_member (object, "people", people_to_json (company));
  json_object_set_array_member (object, "reposts", reposts_to_json (company));
  sl_cli_print_json_object (object);
}

static void
print_facts (SlCompany *company)
{
  guint applied = sl_company_get_n_applied (company);
  int wait = sl_company_get_usual_wait (company);
  int silence = sl_company_get_silence (company);

  sl_cli_print ("%s", sl_company_get_name (company));
  sl_cli_print (_("Applied: %s, answered: %s, offers: %s"), SL_COUNT (applied), SL_COUNT (sl_company_get_n_answered (company)), SL_COUNT (sl_company_get_n_offers (company)));
  if (wait >= 0)
    sl_cli_print (ngettext ("First answer usually after %s day", "First answer usually after %s days", (gulong) wait), SL_COUNT (wait));
  if (silence >= 0)
    sl_cli_print (ngettext ("Silent for %s day", "Silent for %s days", (gulong) silence), SL_COUNT (silence));
  for (guint i = 0; i < sl_company_get_reposts (company)->len; i++)
    {
      const SlCompanyRepost *repost = g_ptr_array_index (sl_company_get_reposts (company), i);

      sl_cli_print (ngettext ("%s was posted %s time", "%s was posted %s times", repost->n), repost->role, SL_COUNT (repost->n));
    }
}

static void
print_applications (SlCompany *company)
{
  const char *headers[] = { _("Id"), _("Role"), _("Status"), _("Applied"), _("Answered"), NULL };
  GPtrArray *applications = sl_company_get_applications (company);
  g_autoptr (SlCliTable) table = sl_cli_table_new (headers);
  char applied[SL_DAY_ISO_SIZE];
  char answered[SL_DAY_ISO_SIZE];

  for (guint i = 0; i < applications->len; i++)
    {
      const SlCompanyApplication *application = g_ptr_array_index (applications, i);
      g_autofree char *id = g_strndup (sl_record_get_id (application->application), 8);
      const char *cells[] = {
        id,
        sl_record_get_text (application->application, SL_APPLICATION_ROLE_TITLE),
        sl_enum_label (&sl_status_words, sl_record_get_text (application->application, SL_APPLICATION_STATUS)),
        application->applied != SL_DAY_NONE ? sl_day_format_iso (application->applied, applied) : NULL,
        application->answered != SL_DAY_NONE ? sl_day_format_iso (application->answered, answered) : NULL,
      };

      sl_cli_table_add (table, cells);
    }
  sl_cli_table_print (table);
}

static void
print_people (SlCompany *company)
{
  const char *headers[] = { _("Person"), _("What"), _("Last met"), NULL };
  GPtrArray *people = sl_company_get_people (company);
  g_autoptr (SlCliTable) table = sl_cli_table_new (headers);
  char met[SL_DAY_ISO_SIZE];

  if (people->len == 0)
    return;
  for (guint i = 0; i < people->len; i++)
    {
      const SlCompanyPerson *person = g_ptr_array_index (people, i);
      const char *cells[] = { person->name, person->detail, person->day != SL_DAY_NONE ? sl_day_format_iso (person->day, met) : NULL };

      sl_cli_table_add (table, cells);
    }
  sl_cli_write ("\n");
  sl_cli_table_print (table);
}

SlCliExit
sl_cli_company (SlCli  *cli,
                char ***argv)
{
  g_autofree char *joined = NULL;
  g_autofree char *name = NULL;
  g_autoptr (SlCompany) company = NULL;
  GError *error = NULL;
  Wanted wanted = { cli, NULL };

  if (!sl_cli_parse (cli, argv, NULL, NULL))
    return SL_CLI_USAGE;
  if ((*argv)[0] == NULL)
    return sl_cli_usage (cli, _("Say which company"));
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  joined = g_strjoinv (" ", *argv);
  name = sl_cli_make_harmless (joined);
  wanted.name = name;
  company = sl_cli_read (cli, read_company, &wanted, &error);
  if (company == NULL)
    return sl_cli_fail (error);
  if (sl_company_get_applications (company)->len == 0 && sl_company_get_people (company)->len == 0)
    {
      sl_cli_tell (_("Nothing is known about “%s”."), name);
      return SL_CLI_FAILED;
    }
  if (cli->json)
    {
      print_company_json (company);
      return SL_CLI_DONE;
    }
  print_facts (company);
  sl_cli_write ("\n");
  print_applications (company);
  print_people (company);

  return SL_CLI_DONE;
}
