/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortlistctl agenda import: the events of a calendar file that are interviews become rounds, all of them in one step. What
 * becomes of each is told by name; what is about something else is passed over and counted. */
#define G_LOG_DOMAIN "sl-cli-invitations"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-cli-output.h"
#include "sl-cli.h"
#include "sl-count.h"
#include "sl-deeds.h"
#include "sl-invitation-plan.h"
#include "sl-store-build.h"
#include "sl-text.h"

/* Of events that are about something else, so many are named. */
#define MAX_NAMED 8

typedef struct {
  SlCli *cli;
  SlRecord *application; /* (nullable): the one that was said */
  gboolean dry_run;
  GPtrArray *plans;  /* of all events */
  GPtrArray *chosen; /* borrowed plans: of those that become or change a round… */
  GPtrArray *stages; /* …that round */
  GPtrArray *passed; /* sentences: about something else, or called off */
  GPtrArray *questions; /* sentences: that need an answer of the person */
  GPtrArray *doubts; /* sentences: of many, that may be about an application, or about anything */
  JsonArray *events;
  guint n_own;
  guint n_here;
  guint n_deleted;
} Importing;

static void
importing_clear (Importing *self)
{
  g_clear_object (&self->application);
  g_clear_pointer (&self->plans, g_ptr_array_unref);
  g_clear_pointer (&self->chosen, g_ptr_array_unref);
  g_clear_pointer (&self->stages, g_ptr_array_unref);
  g_clear_pointer (&self->passed, g_ptr_array_unref);
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  g_clear_pointer (&self->doubts, g_ptr_array_unref);
  g_clear_pointer (&self->events, json_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Importing, importing_clear)

static const char *
get_application_id (Importing *self)
{
  return self->application != NULL ? sl_record_get_id (self->application) : NULL;
}

/* As JSON */

static const char *
get_fate_word (SlInvitationFate fate)
{
  static const char *const words[] = {
    [SL_INVITATION_ADDS] = "added",   [SL_INVITATION_CHANGES] = "changed",      [SL_INVITATION_SETTLED] = "unchanged",
    [SL_INVITATION_OWN] = "own",      [SL_INVITATION_CALLED_OFF] = "called_off", [SL_INVITATION_ELSEWHERE] = "elsewhere", [SL_INVITATION_DELETED] = "deleted",
    [SL_INVITATION_OTHER_DATE] = "other_date", [SL_INVITATION_OLDER] = "older", [SL_INVITATION_UNCLEAR] = "unclear", [SL_INVITATION_UNKNOWN] = "passed_over",
  };

  return words[fate];
}

static void
add_json_application (JsonObject *object,
                      SlRecord   *application)
{
  json_object_set_string_member (object, "application_id", sl_record_get_id (application));
  sl_json_set_string (object, "company", sl_record_get_text (application, SL_APPLICATION_COMPANY_NAME));
  sl_json_set_string (object, "role", sl_record_get_text (application, SL_APPLICATION_ROLE_TITLE));
}

/* What is said of an event of several. @stage: (nullable) */
static void
add_json_event (Importing        *self,
                SlInvitationPlan *plan,
                SlInvitationFate  fate,
                const char       *message,
                SlRecord         *stage)
{
  SlRecord *application = sl_invitation_plan_get_application (plan, self->application);
  JsonObject *object = json_object_new ();
  char day[SL_DAY_ISO_SIZE];

  sl_json_set_string (object, "event", plan->invitation->summary);
  json_object_set_string_member (object, "day", sl_day_format_iso (plan->invitation->day, day));
  json_object_set_string_member (object, "result", get_fate_word (fate));
  if (application != NULL && fate != SL_INVITATION_UNCLEAR && fate != SL_INVITATION_UNKNOWN && fate != SL_INVITATION_CALLED_OFF && fate != SL_INVITATION_DELETED)
    add_json_application (object, application);
  if (stage != NULL && self->dry_run)
    json_object_set_object_member (object, "round", sl_record_to_json (stage));
  else if (stage != NULL)
    json_object_set_string_member (object, "stage_id", sl_record_get_id (stage));
  json_object_set_string_member (object, "message", message);
  json_array_add_object_element (self->events, object);
}

/* The applications that go on by it. (transfer full) */
static JsonArray *
build_moved (Importing *self)
{
  g_autoptr (GPtrArray) moved = sl_invitation_plans_find_moved (self->chosen, self->stages);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < moved->len; i++)
    {
      JsonObject *object = json_object_new ();

      add_json_application (object, moved->pdata[i]);
      json_object_set_string_member (object, "from", SL_STATUS_APPLIED);
      json_object_set_string_member (object, "to", SL_STATUS_INTERVIEWING);
      json_array_add_object_element (array, object);
    }

  return array;
}

static void
print_json (Importing     *self,
            GPtrArray     *gaps,
            SlTransaction *transaction)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *left_out = json_array_new ();

  for (guint i = 0; i < gaps->len; i++)
    json_array_add_string_element (left_out, gaps->pdata[i]);
  json_object_set_array_member (object, "events", json_array_ref (self->events));
  json_object_set_int_member (object, "own", self->n_own);
  json_object_set_int_member (object, "passed_over", self->passed->len);
  json_object_set_int_member (object, "deleted", self->n_deleted);
  json_object_set_array_member (object, "left_out", left_out);
  json_object_set_array_member (object, "moved", build_moved (self));
  if (transaction != NULL)
    json_object_set_object_member (object, "transaction", sl_cli_transaction_to_json (transaction));
  sl_cli_print_json_object (object);
}

/* Each event */

/* What is worth knowing of what was taken. */
static void
tell_doubts (SlInvitationPlan *plan)
{
  g_autofree char *summary = sl_invitation_plan_dup_summary (plan);
  g_autofree char *zone = sl_text_isolate (plan->invitation->unknown_zone);

  if (*zone != '\0')
    /* Translators: an event of a calendar, and what its file calls the time zone */
    sl_cli_tell (_("“%s”: The time zone “%s” is not known; the time was taken for yours. Check it."), summary, zone);
  if (plan->invitation->repeats)
    /* Translators: an event of a calendar */
    sl_cli_tell (_("“%s”: The event repeats; only its first date is taken."), summary);
}

static void
take (Importing        *self,
      SlInvitationPlan *plan,
      SlInvitationFate  fate,
      const char       *message)
{
  SlRecord *application = sl_invitation_plan_get_application (plan, self->application);
  SlRecord *stage = sl_invitation_plan_build_stage (plan, sl_record_get_id (application));

  /* What was said needn't be among those that were thought of. */
  if (application == self->application)
    g_ptr_array_add (plan->applications, g_object_ref (application));
  g_ptr_array_add (self->chosen, plan);
  g_ptr_array_add (self->stages, stage);
  add_json_event (self, plan, fate, message, stage);
  tell_doubts (plan);
  if (!self->cli->json)
    sl_cli_print ("%s", message);
}

static void
look_at (Importing        *self,
         SlInvitationPlan *plan)
{
  SlInvitationFate fate = sl_invitation_plan_get_fate (plan, get_application_id (self));
  g_autofree char *message = sl_invitation_plan_describe (plan, fate, self->application);

  switch (fate)
    {
    case SL_INVITATION_ADDS:
    case SL_INVITATION_CHANGES:
      take (self, plan, fate, message);
      return;
    case SL_INVITATION_OWN:
      self->n_own++;
      break;
    case SL_INVITATION_SETTLED:
      self->n_here++;
      break;
    case SL_INVITATION_DELETED:
      if (++self->n_deleted <= MAX_NAMED)
        /* Translators: a sentence about an event of a calendar goes before it */
        sl_cli_tell (_("%s To add it once more, say its application with --application ID."), message);
      break;
    case SL_INVITATION_OTHER_DATE:
    case SL_INVITATION_OLDER:
      sl_cli_tell ("%s", message);
      break;
    case SL_INVITATION_ELSEWHERE:
      g_ptr_array_add (self->questions, g_strdup (message));
      break;
    case SL_INVITATION_UNCLEAR:
      /* Of many, what has but one reason is no question that must be answered. */
      if (plan->many && plan->n_fitting == 0)
        g_ptr_array_add (self->doubts, g_strdup (message));
      else
        /* Translators: a sentence about an event of a calendar goes before it */
        g_ptr_array_add (self->questions, g_strdup_printf (_("%s Say which application with --application ID."), message));
      break;
    case SL_INVITATION_CALLED_OFF:
    case SL_INVITATION_UNKNOWN:
    default:
      g_ptr_array_add (self->passed, g_steal_pointer (&message));
      message = g_strdup (self->passed->pdata[self->passed->len - 1]);
      break;
    }
  add_json_event (self, plan, fate, message, NULL);
}

/* The end */

/* Lines of what is to be known, or how many they are. */
static void
print_doubts (Importing *self)
{
  for (guint i = 0; i < self->doubts->len && i < MAX_NAMED; i++)
    sl_cli_print ("%s", (char *) self->doubts->pdata[i]);
  if (self->doubts->len > 0)
    sl_cli_print (ngettext ("%s event may be about one of your applications, and was left out. If it is, say which with --application ID.",
                            "%s events may be about one of your applications, and were left out. If one is, say which with --application ID.", self->doubts->len),
                  SL_COUNT (self->doubts->len));
}

/* What went wrong is one line; several questions stand before it. */
static void
tell_questions (Importing *self)
{
  guint n = self->questions->len;

  for (guint i = 0; n > 1 && !self->cli->json && i < n; i++)
    sl_cli_print ("%s", (char *) self->questions->pdata[i]);
  if (n == 1)
    sl_cli_tell ("%s", (char *) self->questions->pdata[0]);
  else if (n > 1)
    sl_cli_tell (ngettext ("%s event is a question and was left out. Say which application with --application ID.",
                           "%s events are questions and were left out. Say which application with --application ID.", n),
                 SL_COUNT (n));
}

static void
print_moved (Importing *self)
{
  g_autoptr (GPtrArray) moved = sl_invitation_plans_find_moved (self->chosen, self->stages);

  for (guint i = 0; i < moved->len; i++)
    {
      g_autofree char *name = sl_invitation_name_application (moved->pdata[i]);

      /* Translators: a company and a role, the status before, the status after */
      sl_cli_print (_("%s: %s → %s"), name, sl_enum_label (&sl_status_words, SL_STATUS_APPLIED), sl_enum_label (&sl_status_words, SL_STATUS_INTERVIEWING));
    }
}

static void
print_sums (Importing *self)
{
  gboolean many = self->plans->len > 1;

  for (guint i = 0; self->passed->len <= MAX_NAMED && i < self->passed->len; i++)
    sl_cli_print ("%s", (char *) self->passed->pdata[i]);
  if (self->n_own > 0)
    sl_cli_print (ngettext ("%s event is Shortlist’s own and stays as it is.", "%s events are Shortlist’s own and stay as they are.", self->n_own), SL_COUNT (self->n_own));
  if (self->n_here > 0 && many)
    sl_cli_print (ngettext ("%s event is here already.", "%s events are here already.", self->n_here), SL_COUNT (self->n_here));
  if (self->n_deleted > 0 && many)
    sl_cli_print (ngettext ("%s event was imported before, and you deleted its round.", "%s events were imported before, and you deleted their rounds.", self->n_deleted), SL_COUNT (self->n_deleted));
  if (self->passed->len > 0 && many)
    sl_cli_print (ngettext ("%s event is about something else and was passed over.", "%s events are about something else and were passed over.", self->passed->len), SL_COUNT (self->passed->len));
}

static gpointer
build_rounds (SlConnection  *connection,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Importing *self = data;
  SlInvitationPlan *first = self->chosen->pdata[0];
  g_autoptr (SlChangeset) changeset = NULL;

  if (self->chosen->len > 1)
    return sl_deed_import_rounds (connection, self->chosen, self->stages, error);

  changeset = sl_deed_take_invitation (connection, first, self->stages->pdata[0], sl_context_get_clock (self->cli->context), error);
  if (changeset != NULL)
    sl_deed_name_application (changeset, sl_invitation_plan_get_application (first, self->application));
  return g_steal_pointer (&changeset);
}

/* (nullable) (transfer full): the step, one for all of them; NULL: nothing was to be done, or with @error set */
static SlTransaction *
apply (Importing  *self,
       GError    **error)
{
  if (self->chosen->len == 0 || self->dry_run)
    return NULL;

  return sl_store_build (sl_context_get_store (self->cli->context), build_rounds, self, error);
}

static void
print_words (Importing     *self,
             SlTransaction *transaction)
{
  print_sums (self);
  print_doubts (self);
  if (self->dry_run && self->stages->len == 1)
    sl_cli_print_fields (self->cli, self->stages->pdata[0], "");
  print_moved (self);
  if (transaction != NULL)
    sl_cli_print_transaction (self->cli, transaction);
  else if (self->n_here > 0 && self->plans->len == 1)
    sl_cli_print ("%s", _("Nothing to change."));
}

/* One event that belongs nowhere is a question; of many, most do. */
static gboolean
is_unanswered (Importing *self)
{
  SlInvitationPlan *only = self->plans->len == 1 ? self->plans->pdata[0] : NULL;

  return self->questions->len > 0 || (only != NULL && self->passed->len > 0 && !only->invitation->cancelled);
}

static SlCliExit
import_all (Importing        *self,
            SlInvitationGaps *gaps)
{
  g_autoptr (GPtrArray) left_out = sl_invitation_gaps_describe (gaps, MAX_NAMED);
  g_autoptr (SlTransaction) transaction = NULL;
  GError *error = NULL;

  for (guint i = 0; i < self->plans->len; i++)
    look_at (self, self->plans->pdata[i]);
  transaction = apply (self, &error);
  if (error != NULL)
    return sl_cli_fail (error);

  if (self->cli->json)
    print_json (self, left_out, transaction);
  else
    print_words (self, transaction);
  tell_questions (self);
  for (guint i = 0; i < left_out->len; i++)
    sl_cli_tell ("%s", (char *) left_out->pdata[i]);
  if (self->plans->len == 1 && self->questions->len == 0 && is_unanswered (self))
    sl_cli_tell ("%s", _("Say which application it belongs to with --application ID."));

  return is_unanswered (self) || gaps->n_cut > 0 || gaps->is_cut || gaps->n_beyond > 0 ? SL_CLI_FAILED : SL_CLI_DONE;
}

static gpointer
read_plans (SlConnection  *connection,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  return sl_invitation_plans_read (connection, data, cancellable, error);
}

/* What the file holds, and what it means here. */
static gboolean
read_file (Importing         *self,
           const char        *path,
           SlInvitationGaps **gaps,
           GError           **error)
{
  g_autoptr (GBytes) bytes = sl_cli_read_input (path, SL_INVITATION_MAX_SIZE, error);
  GPtrArray *invitations = bytes != NULL ? sl_invitation_read (bytes, sl_clock_get_time_zone (sl_context_get_clock (self->cli->context)), gaps, error) : NULL;

  self->plans = invitations != NULL ? sl_cli_read (self->cli, read_plans, invitations, error) : NULL;

  return self->plans != NULL;
}

static gboolean
read_application (Importing   *self,
                  char        *prefix,
                  GError     **error)
{
  g_auto (GStrv) ids = sl_cli_resolve_living_ids (self->cli, SL_KIND_APPLICATION, (char *[]) { prefix, NULL }, error);

  self->application = ids != NULL ? sl_cli_read_record (self->cli, SL_KIND_APPLICATION, ids[0], error) : NULL;

  return self->application != NULL;
}

SlCliExit
sl_cli_agenda_import (SlCli  *cli,
                      char ***argv)
{
  g_autofree char *application = NULL;
  g_auto (Importing) importing = { .cli = cli };
  const GOptionEntry entries[] = {
    { "application", 0, 0, G_OPTION_ARG_FILENAME, &application, N_("The application it belongs to, instead of the one it names; of several events, of those that may be about it"), N_("ID") },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &importing.dry_run, N_("Only show what would come of it"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (SlInvitationGaps) gaps = NULL;
  GError *error = NULL;

  if (!sl_cli_parse (cli, argv, entries, NULL))
    return SL_CLI_USAGE;
  if (g_strv_length (*argv) != 1)
    return sl_cli_usage (cli, _("Say which file to read; “-” is standard input"));
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;
  if ((application != NULL && !read_application (&importing, application, &error)) || !read_file (&importing, (*argv)[0], &gaps, &error))
    return sl_cli_fail (error);

  importing.chosen = g_ptr_array_new ();
  importing.stages = g_ptr_array_new_with_free_func (g_object_unref);
  importing.passed = g_ptr_array_new_with_free_func (g_free);
  importing.questions = g_ptr_array_new_with_free_func (g_free);
  importing.doubts = g_ptr_array_new_with_free_func (g_free);
  importing.events = json_array_new ();

  return import_all (&importing, gaps);
}
