/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the live test does, in this order. */
#include "config.h"

#include "live.h"

#include "sl-json.h"
#include "sl-kinds.h"

/* One of every kind that is synced, and a second where the first is to be deleted. What stands after another refers to it. */
static const struct {
  const char *name;
  SlKind kind;
  const char *json;
} things[] = {
  { "resume", SL_KIND_RESUME_VERSION, "{\"version_name\":\"{m} one page\",\"notes\":\"For bakeries\",\"file_url\":\"https://example.org/resume.pdf\"}" },
  { "application", SL_KIND_APPLICATION,
    "{\"company_name\":\"{m} Torvmark\",\"role_title\":\"Baker\",\"status\":\"Applied\",\"url\":\"https://example.org/jobs/1\",\"location\":\"Kiel\","
    "\"job_type\":\"Full-time\",\"work_mode\":\"Hybrid\",\"salary_min\":40000,\"salary_max\":50000,\"salary_currency\":\"EUR\",\"applied_source\":\"Referral\","
    "\"applied_date\":\"2026-03-02\",\"follow_up_date\":\"2031-03-09\",\"priority\":\"High\",\"resume_version_id\":\"{resume}\","
    "\"description\":\"Bread\\nand rolls\",\"notes\":\"Top\\nMiddle\\nBottom\"}" },
  { "bare", SL_KIND_APPLICATION, "{\"company_name\":\"{m} Nordsund\",\"role_title\":\"Miller\",\"status\":\"Saved\"}" },
  { "offered", SL_KIND_APPLICATION, "{\"company_name\":\"{m} Hafenlicht\",\"role_title\":\"Confectioner\",\"status\":\"Offer\",\"applied_date\":\"2026-02-02\"}" },
  { "stage", SL_KIND_STAGE,
    "{\"application_id\":\"{application}\",\"stage_name\":\"First talk\",\"stage_type\":\"Phone Screen\",\"stage_date\":\"2026-03-10\",\"result\":\"Pending\","
    "\"duration_minutes\":45,\"interviewer_names\":\"The owner\",\"prep_notes\":\"Bring bread\",\"questions_asked\":[\"Why here?\",\"Why now?\"],\"notes\":\"Friendly\"}" },
  { "second-stage", SL_KIND_STAGE, "{\"application_id\":\"{application}\",\"stage_name\":\"Trial day\",\"stage_date\":\"2026-03-20\",\"result\":\"Pending\"}" },
  { "outcome", SL_KIND_OUTCOME,
    "{\"application_id\":\"{offered}\",\"status\":\"Offer\",\"salary\":45000,\"salary_currency\":\"EUR\",\"benefits\":\"Bread\",\"start_date\":\"2031-05-01\","
    "\"negotiation_notes\":\"More bread\"}" },
  { "reflection", SL_KIND_REFLECTION,
    "{\"application_id\":\"{application}\",\"what_worked\":\"Smelling of flour\",\"what_failed\":\"Being late\",\"skill_gaps\":{\"rye\":\"more practice\"},"
    "\"improvement_plan\":\"Rise earlier\"}" },
  { "contact", SL_KIND_CONTACT,
    "{\"application_id\":\"{application}\",\"name\":\"{m} the owner\",\"email\":\"owner@example.org\",\"phone\":\"+49 431 000\",\"company\":\"Torvmark\","
    "\"contact_type\":\"Hiring Manager\",\"notes\":\"Mornings\",\"last_contacted\":\"2026-03-05\"}" },
  { "lone-contact", SL_KIND_CONTACT, "{\"name\":\"{m} a colleague\",\"contact_type\":\"Peer\"}" },
  { "document", SL_KIND_DOCUMENT,
    "{\"application_id\":\"{application}\",\"name\":\"{m} letter\",\"doc_type\":\"Cover Letter\",\"file_url\":\"https://example.org/letter.pdf\",\"notes\":\"Signed\"}" },
  { "second-document", SL_KIND_DOCUMENT, "{\"application_id\":\"{application}\",\"name\":\"{m} photo\",\"doc_type\":\"Other\",\"file_url\":\"https://example.org/a.png\"}" },
  { "reminder", SL_KIND_REMINDER,
    "{\"application_id\":\"{application}\",\"title\":\"{m} ask again\",\"description\":\"Politely\",\"remind_at\":\"2031-03-09T08:00:00Z\",\"reminder_type\":\"Follow-up\","
    "\"is_completed\":false}" },
  { "lone-reminder", SL_KIND_REMINDER, "{\"title\":\"{m} buy flour\",\"remind_at\":\"2031-03-10T08:00:00Z\",\"reminder_type\":\"General\",\"is_completed\":false}" },
  { "tag", SL_KIND_TAG, "{\"name\":\"{m}\",\"color\":\"#26a269\"}" },
  { "second-tag", SL_KIND_TAG, "{\"name\":\"{m} far\",\"color\":\"#c01c28\"}" },
  { "assignment", SL_KIND_TAG_ASSIGNMENT, "{\"application_id\":\"{application}\",\"tag_id\":\"{tag}\"}" },
  { "second-assignment", SL_KIND_TAG_ASSIGNMENT, "{\"application_id\":\"{application}\",\"tag_id\":\"{second-tag}\"}" },
  { "saved-job", SL_KIND_SAVED_JOB,
    "{\"company_name\":\"{m} Sturmvogel\",\"role_title\":\"Pastry chef\",\"status\":\"Active\",\"url\":\"https://example.org/jobs/2\",\"company_website\":\"https://example.org/\","
    "\"location\":\"Bremen\",\"job_type\":\"Part-time\",\"work_mode\":\"On-site\",\"salary_range_min\":20000,\"salary_range_max\":25000,\"salary_currency\":\"EUR\","
    "\"priority\":\"Low\",\"source\":\"Networking\",\"deadline\":\"2031-04-01\",\"excitement_level\":4,\"notes\":\"By the sea\"}" },
  { "second-saved-job", SL_KIND_SAVED_JOB, "{\"company_name\":\"{m} Windmark\",\"status\":\"Active\",\"priority\":\"Medium\"}" },
};

/* The first computer has nothing, and learns what the account had before: that is left alone. */
static void
sign_in (Live *self)
{
  GError *error = NULL;
  SlSyncResult result;

  if (!live_sign_in (self, self->one, self->username))
    return;
  live_computer_run (self->one, SL_SYNC_RUN_AGREED, &result, &error);
  if (!live_take (self, error, "the first round"))
    return;
  self->before = live_computer_ask_lists (self->one, &error);
  live_take (self, error, "the lists");
  live_check (self, self->before == NULL || g_hash_table_size (self->before) < 100, "The account has more than a test should touch. Take one with little in it.");
}

static void
send_all (Live *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (things); i++)
    live_make (self, self->one, things[i].name, things[i].kind, things[i].json);
  live_round (self, self->one, 0, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (things); i++)
    {
      g_autofree char *id = live_find (self, self->one, things[i].name);
      g_autofree char *server_id = id != NULL ? live_computer_find_server_id (self->one, things[i].kind, id) : NULL;

      if (server_id == NULL && !g_hash_table_contains (self->skipped, things[i].name))
        live_fail (self, "%s isn't on the server.", things[i].name);
    }
}

/* The second computer is shown what it would get, and gets it. */
static void
fetch_all (Live *self)
{
  GError *error = NULL;
  g_autoptr (SlSyncPreview) preview = NULL;

  if (!live_sign_in (self, self->other, NULL))
    return;
  preview = sl_sync_client_preview (self->other->client, NULL, &error);
  if (live_take (self, error, "looking at what a round would do"))
    live_check (self, preview->n_fetched[SL_KIND_APPLICATION] >= 3 && preview->n_fetched[SL_KIND_CONTACT] >= 2 && preview->n_sent[SL_KIND_APPLICATION] == 0,
                "What the first round would do isn't what it should.");
  live_round (self, self->other, SL_SYNC_RUN_AGREED, NULL);
  live_round (self, self->one, 0, NULL);
  live_check_alike (self);
}

static void
edit_here (Live *self)
{
  live_edit (self, self->one, "resume", "{\"notes\":\"For all bakeries\"}");
  live_edit (self, self->one, "application", "{\"location\":\"Bremen\",\"salary_max\":52000,\"priority\":\"Low\"}");
  live_edit (self, self->one, "bare", "{\"status\":\"Applied\",\"applied_date\":\"2026-03-03\"}");
  live_edit (self, self->one, "stage", "{\"result\":\"Passed\",\"questions_asked\":[\"Why here?\",\"Why bread?\"]}");
  live_edit (self, self->one, "outcome", "{\"salary\":47000}");
  live_edit (self, self->one, "reflection", "{\"skill_gaps\":{\"rye\":\"better now\"}}");
  live_edit (self, self->one, "contact", "{\"phone\":\"+49 431 111\"}");
  live_edit (self, self->one, "document", "{\"notes\":\"Signed and sent\"}");
  live_edit (self, self->one, "reminder", "{\"remind_at\":\"2031-03-11T08:00:00Z\"}");
  live_edit (self, self->one, "tag", "{\"color\":\"#1c71d8\"}");
  live_edit (self, self->one, "saved-job", "{\"deadline\":\"2031-04-02\",\"excitement_level\":5}");
  live_rounds (self);
  live_check_alike (self);
  live_check_text (self, self->other, "application", SL_APPLICATION_LOCATION, "Bremen");
  live_check_text (self, self->other, "bare", SL_APPLICATION_APPLIED_DATE, "2026-03-03");
}

static void
edit_there (Live *self)
{
  live_edit (self, self->other, "resume", "{\"version_name\":\"{m} two pages\"}");
  live_edit (self, self->other, "application", "{\"role_title\":\"Head baker\",\"work_mode\":\"Remote\"}");
  live_edit (self, self->other, "stage", "{\"stage_name\":\"First long talk\",\"duration_minutes\":60}");
  live_edit (self, self->other, "outcome", "{\"benefits\":\"Bread and butter\"}");
  live_edit (self, self->other, "reflection", "{\"improvement_plan\":\"Sleep less\"}");
  live_edit (self, self->other, "contact", "{\"contact_type\":\"HR\",\"last_contacted\":\"2026-03-06\"}");
  live_edit (self, self->other, "document", "{\"file_url\":\"https://example.org/letter-2.pdf\"}");
  live_edit (self, self->other, "reminder", "{\"title\":\"{m} ask once more\"}");
  live_edit (self, self->other, "tag", "{\"name\":\"{m} near\"}");
  live_edit (self, self->other, "saved-job", "{\"notes\":\"By the cold sea\"}");
  live_round (self, self->other, 0, NULL);
  live_round (self, self->one, 0, NULL);
  live_check_alike (self);
  live_check_text (self, self->one, "application", SL_APPLICATION_ROLE_TITLE, "Head baker");
}

static void
complete_reminder (Live *self)
{
  g_autofree char *id = NULL;
  g_autoptr (SlRecord) reminder = NULL;

  live_edit (self, self->other, "reminder", "{\"is_completed\":true,\"completed_at\":\"2026-03-08T08:00:00Z\"}");
  live_round (self, self->other, 0, NULL);
  live_round (self, self->one, 0, NULL);
  id = live_find (self, self->one, "reminder");
  reminder = id != NULL ? live_computer_read (self->one, SL_KIND_REMINDER, id) : NULL;
  live_check (self, reminder != NULL && sl_record_get_integer (reminder, SL_REMINDER_IS_COMPLETED, 0) == 1, "The reminder isn't done on the first computer.");
}

/* Text and a list are emptied there, too; a date can't be, stays empty here, and gives way to a new one. */
static void
clear_fields (Live *self)
{
  live_edit (self, self->one, "application", "{\"url\":null,\"follow_up_date\":null}");
  live_edit (self, self->one, "stage", "{\"questions_asked\":null,\"prep_notes\":null}");
  live_rounds (self);
  live_check_text (self, self->other, "application", SL_APPLICATION_URL, NULL);
  live_check_text (self, self->other, "stage", SL_STAGE_PREP_NOTES, NULL);
  live_check_text (self, self->one, "application", SL_APPLICATION_FOLLOW_UP_DATE, NULL);
  live_edit (self, self->other, "application", "{\"follow_up_date\":\"2031-06-01\",\"url\":\"https://example.org/jobs/3\"}");
  live_round (self, self->other, 0, NULL);
  live_round (self, self->one, 0, NULL);
  live_check_text (self, self->one, "application", SL_APPLICATION_FOLLOW_UP_DATE, "2031-06-01");
  live_check_alike (self);
}

/* The later change of a place stands and the other is kept; two lines of one text go together. */
static void
meet_in_a_field (Live *self)
{
  live_edit (self, self->one, "application", "{\"location\":\"Bergen\",\"notes\":\"Top of one\\nMiddle\\nBottom\"}");
  live_edit (self, self->other, "application", "{\"location\":\"Oslo\",\"notes\":\"Top\\nMiddle\\nBottom of the other\"}");
  live_round (self, self->other, 0, NULL);
  live_round (self, self->one, 0, NULL);
  live_round (self, self->other, 0, NULL);
  live_check_text (self, self->one, "application", SL_APPLICATION_LOCATION, "Oslo");
  live_check_text (self, self->one, "application", SL_APPLICATION_NOTES, "Top of one\nMiddle\nBottom of the other");
  live_check (self, live_computer_has_lost (self->one, SL_KIND_APPLICATION, SL_APPLICATION_LOCATION, "Bergen"), "The place that lost isn't kept.");
  live_check_alike (self);
}

/* By the server's own route: it says what the saved job became, and there is one application of it. */
static void
convert (Live *self)
{
  g_autofree char *id = live_find (self, self->one, "saved-job");
  g_autofree char *application_id = NULL, *server_id = NULL, *job_id = NULL;
  g_autoptr (GHashTable) rows = NULL;
  g_autoptr (JsonObject) job = NULL;
  GError *error = NULL;

  if (id == NULL || !live_computer_convert (self->one, id, &application_id, &error))
    live_fail (self, "It can't be converted: %s", error != NULL ? error->message : "there is none");
  g_clear_error (&error);
  /* The saved job itself says so a round later. */
  live_try_rounds (self);
  live_rounds (self);
  live_check_alike (self);
  rows = live_computer_ask_lists (self->one, &error);
  if (id == NULL || application_id == NULL || !live_take (self, error, "the lists"))
    return;
  live_name (self, self->one, "converted", SL_KIND_APPLICATION, application_id);
  server_id = live_computer_find_server_id (self->one, SL_KIND_APPLICATION, application_id);
  job_id = live_computer_find_server_id (self->one, SL_KIND_SAVED_JOB, id);
  job = job_id != NULL && g_hash_table_contains (rows, job_id) ? sl_json_parse_object (g_hash_table_lookup (rows, job_id), NULL) : NULL;
  live_check (self, job != NULL && server_id != NULL && g_strcmp0 (sl_json_get_string (job, "converted_to_application_id", NULL), server_id) == 0,
              "The server's saved job doesn't say which application it became.");
}

static void
check_same_rows (Live       *self,
                 GHashTable *before,
                 GHashTable *after)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, after);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (g_strcmp0 (g_hash_table_lookup (before, key), value) != 0)
      live_fail (self, "A quiet round changed: %s\n  from: %s", (char *) value, (char *) g_hash_table_lookup (before, key));
  live_check (self, g_hash_table_size (before) == g_hash_table_size (after), "The lists have another length after a quiet round.");
}

static void
be_quiet (Live *self)
{
  LiveComputer *both[] = { self->one, self->other };
  GError *error = NULL;
  g_autoptr (GHashTable) before = live_computer_ask_lists (self->one, &error);
  g_autoptr (GHashTable) after = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      SlSyncResult result = { 0 };

      both[i]->n_requests = both[i]->n_writes = 0;
      live_round (self, both[i], 0, &result);
      if (both[i]->n_writes > 0 || result.n_sent > 0 || result.n_taken > 0)
        live_fail (self, "A quiet round wrote %u times, sent %u and took %u.", both[i]->n_writes, result.n_sent, result.n_taken);
      g_print ("     (a quiet round: %u requests)\n", both[i]->n_requests);
    }
  after = error == NULL ? live_computer_ask_lists (self->one, &error) : NULL;
  if (live_take (self, error, "the lists"))
    check_same_rows (self, before, after);
}

/* What was changed meanwhile goes, and nothing is there twice. */
static void
sign_out_and_in (Live *self)
{
  GError *error = NULL;
  SlSyncResult result = { 0 };

  sl_sync_client_sign_out (self->one->client, FALSE, NULL, &error);
  live_take (self, error, "signing out");
  live_edit (self, self->one, "bare", "{\"location\":\"Husum\"}");
  live_make (self, self->one, "made-signed-out", SL_KIND_CONTACT, "{\"name\":\"{m} met meanwhile\",\"contact_type\":\"Other\"}");
  if (!live_sign_in (self, self->one, NULL))
    return;
  live_round (self, self->one, 0, &result);
  live_round (self, self->other, 0, NULL);
  if (result.n_sent > 2)
    live_fail (self, "%u requests were sent, and 2 changes were made.", result.n_sent);
  live_check_alike (self);
  live_check_text (self, self->other, "bare", SL_APPLICATION_LOCATION, "Husum");
}

static void
check_gone (Live       *self,
            const char *name)
{
  LiveThing *thing = g_hash_table_lookup (self->things, name);
  LiveComputer *both[] = { self->one, self->other };

  for (guint i = 0; thing != NULL && i < G_N_ELEMENTS (both); i++)
    {
      g_autofree char *id = thing->server_id != NULL ? live_computer_find_id (both[i], thing->kind, thing->server_id) : NULL;

      if (id != NULL)
        live_fail (self, "%s is still tied to a row of the server on the %s computer.", name, i == 0 ? "first" : "second");
    }
}

/* What one deletes goes to the other's Trash; the other way round at the same time. */
static void
delete_both_ways (Live *self)
{
  static const char *const here[] = { "second-stage", "lone-contact", "second-document", "second-assignment", "second-tag", NULL };
  static const char *const there[] = { "lone-reminder", "second-saved-job", "bare", "outcome", "reflection", NULL };

  for (guint i = 0; here[i] != NULL; i++)
    live_trash (self, self->one, here[i]);
  for (guint i = 0; there[i] != NULL; i++)
    live_trash (self, self->other, there[i]);
  /* What was a part of something else that went is known to be gone with the next list; what the other one deleted, with two
   * lists a minute apart. */
  for (guint i = 0; i < 2; i++)
    {
      live_try_rounds (self);
      live_wait (self, "until what is missing counts as deleted");
    }
  live_rounds (self);
  live_check_alike (self);
  for (guint i = 0; here[i] != NULL; i++)
    check_gone (self, here[i]);
  for (guint i = 0; there[i] != NULL; i++)
    check_gone (self, there[i]);
}

const LiveStep live_steps[] = {
  { "signing in, and what is there", sign_in, TRUE },
  { "one of every kind is sent", send_all, FALSE },
  { "another computer looks and fetches it", fetch_all, TRUE },
  { "edits here arrive there", edit_here, FALSE },
  { "edits there arrive here", edit_there, FALSE },
  { "a reminder is done", complete_reminder, FALSE },
  { "fields are emptied", clear_fields, FALSE },
  { "both change the same field", meet_in_a_field, FALSE },
  { "a saved job becomes an application", convert, FALSE },
  { "a quiet round writes nothing", be_quiet, FALSE },
  { "signing out and in again", sign_out_and_in, FALSE },
  { "deletions go both ways", delete_both_ways, FALSE },
  { NULL, NULL, FALSE },
};

/* Afterwards, whatever failed */

/* By the client's own deleting. What belongs to an application goes with it; more than one round where a request got lost. */
static void
clean_up (Live *self)
{
  GError *error = NULL;
  g_autoptr (GHashTable) after = NULL;
  GHashTableIter iter;
  gpointer key, value;

  if (self->before == NULL)
    return;
  /* What another computer made and this one hasn't seen yet. */
  live_computer_run (self->one, 0, &(SlSyncResult) { 0 }, NULL);
  live_computer_clear (self->one, self->before, &error);
  live_take (self, g_steal_pointer (&error), "deleting");
  live_computer_run (self->one, 0, &(SlSyncResult) { 0 }, NULL);
  live_round (self, self->one, 0, NULL);
  after = live_computer_ask_lists (self->one, &error);
  if (!live_take (self, error, "the lists"))
    return;
  g_hash_table_iter_init (&iter, after);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (!g_hash_table_contains (self->before, key))
      live_fail (self, "Left on the server: %s", (char *) value);
}

static void
sign_out (Live *self)
{
  LiveComputer *both[] = { self->one, self->other };

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      g_autoptr (SlSyncAccount) account = sl_sync_client_read_account (both[i]->client, NULL);
      GError *error = NULL;

      if (account != NULL && account->signed_in)
        sl_sync_client_sign_out (both[i]->client, FALSE, NULL, &error);
      live_take (self, error, "signing out");
    }
}

const LiveStep live_last_steps[] = {
  { "what was made is deleted on the server", clean_up, FALSE },
  { "signing out", sign_out, FALSE },
  { NULL, NULL, FALSE },
};
