/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words and headings as people's spreadsheets have them, and what the import makes of them. */
#include "config.h"

#include "sl-import-target.h"
#include "sl-import-words.h"
#include "sl-test.h"

typedef struct {
  const char *text;
  const char *word;
} Pair;

static void
test_statuses (void)
{
  static const Pair pairs[] = {
    { "Applied", "Applied" }, { "applied ", "Applied" }, { "APPLIED!", "Applied" }, { "Submitted", "Applied" }, { "Application sent", "Applied" }, { "Under review", "Applied" },
    { "Awaiting response", "Applied" }, { "No response yet", "Applied" }, { "Followed up", "Applied" }, { "Beworben", "Applied" }, { "Bewerbung verschickt", "Applied" },
    { "Candidature envoyée", "Applied" }, { "En attente", "Applied" }, { "Aplicado", "Applied" }, { "Enviada", "Applied" }, { "Applied - waiting", "Applied" },
    { "Wishlist", "Saved" }, { "To apply", "Saved" }, { "Not applied", "Saved" }, { "Haven't applied", "Saved" }, { "Haven’t applied yet", "Saved" }, { "Bookmarked", "Saved" },
    { "Interested", "Saved" }, { "Draft", "Saved" }, { "Not yet applied", "Saved" }, { "Noch nicht beworben", "Saved" }, { "À postuler", "Saved" }, { "Por aplicar", "Saved" },
    { "Phone interview", "Interviewing" }, { "Interview scheduled", "Interviewing" }, { "1st round", "Interviewing" }, { "Onsite", "Interviewing" }, { "On-site interview", "Interviewing" },
    { "Phone screen", "Interviewing" }, { "OA", "Interviewing" }, { "Take-home", "Interviewing" }, { "Technical", "Interviewing" }, { "Final Round", "Interviewing" }, { "HR call", "Interviewing" },
    { "Vorstellungsgespräch", "Interviewing" }, { "Telefoninterview", "Interviewing" }, { "Entretien", "Interviewing" }, { "Entrevista técnica", "Interviewing" }, { "Shortlisted", "Interviewing" },
    { "Offer", "Offer" }, { "Offer received", "Offer" }, { "Verbal offer", "Offer" }, { "Negotiating", "Offer" }, { "Zusage", "Offer" }, { "Oferta", "Offer" },
    { "Accepted", "Accepted" }, { "Accepted!", "Accepted" }, { "Hired", "Accepted" }, { "Offer accepted", "Accepted" }, { "Accepted offer", "Accepted" }, { "Embauchée", "Accepted" },
    { "Rejected", "Rejected" }, { "Declined", "Rejected" }, { "Denied", "Rejected" }, { "Rejected after interview", "Rejected" }, { "Not selected", "Rejected" },
    { "Not selected for interview", "Rejected" }, { "Ghosted", "Rejected" }, { "ghosted 👻", "Rejected" }, { "No reply", "Rejected" }, { "No response", "Rejected" }, { "Never heard back", "Rejected" },
    { "Absage", "Rejected" }, { "Abgelehnt", "Rejected" }, { "Keine Rückmeldung", "Rejected" }, { "Refusé", "Rejected" }, { "Refus", "Rejected" }, { "Sans réponse", "Rejected" }, { "Rechazado", "Rejected" },
    { "Sin respuesta", "Rejected" }, { "Position filled", "Rejected" }, { "Offer rescinded", "Rejected" }, { "Closed", "Rejected" },
    { "Withdrawn", "Withdrawn" }, { "Withdrew", "Withdrawn" }, { "Offer declined", "Withdrawn" }, { "Declined offer", "Withdrawn" }, { "I declined", "Withdrawn" }, { "Not interested", "Withdrawn" },
    { "Zurückgezogen", "Withdrawn" }, { "Cancelled", "Withdrawn" },
    { "banana", NULL }, { "", NULL }, { "42", NULL }, { "🤷", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      SlImportStatus status = { NULL };
      gboolean known = sl_import_read_status (pairs[i].text, &status);

      g_test_message ("“%s”: %s", pairs[i].text, known ? status.status : "unknown");
      g_assert_cmpstr (known ? status.status : NULL, ==, pairs[i].word);
    }
}

static void
test_status_details (void)
{
  SlImportStatus status;

  g_assert_true (sl_import_read_status ("Ghosted", &status));
  g_assert_cmpstr (status.detail, ==, SL_DETAIL_NO_RESPONSE);
  g_assert_true (status.plain);
  g_assert_true (sl_import_read_status ("Rejected", &status));
  g_assert_null (status.detail);
  g_assert_true (sl_import_read_status ("Rejected after interview", &status));
  g_assert_false (status.plain);
  g_assert_true (sl_import_read_status ("Phone interview", &status));
  g_assert_false (status.plain);
  g_assert_true (sl_import_read_status ("In progress", &status));
  g_assert_true (status.soft);
  g_assert_true (sl_import_read_status ("Open", &status));
  g_assert_true (status.soft);
}

static void
test_lists (void)
{
  gboolean plain;

  g_assert_cmpstr (sl_import_read_job_type ("Full Time"), ==, "Full-time");
  g_assert_cmpstr (sl_import_read_job_type ("FT"), ==, "Full-time");
  g_assert_cmpstr (sl_import_read_job_type ("permanent"), ==, "Full-time");
  g_assert_cmpstr (sl_import_read_job_type ("CDI"), ==, "Full-time");
  g_assert_cmpstr (sl_import_read_job_type ("Teilzeit"), ==, "Part-time");
  g_assert_cmpstr (sl_import_read_job_type ("Summer Internship"), ==, "Internship");
  g_assert_cmpstr (sl_import_read_job_type ("Contract-to-hire"), ==, "Contract");
  g_assert_null (sl_import_read_job_type ("Unknown"));

  g_assert_cmpstr (sl_import_read_work_mode ("WFH"), ==, "Remote");
  g_assert_cmpstr (sl_import_read_work_mode ("100% remote"), ==, "Remote");
  g_assert_cmpstr (sl_import_read_work_mode ("Hybrid (2 days remote)"), ==, "Hybrid");
  g_assert_cmpstr (sl_import_read_work_mode ("in-office"), ==, "On-site");
  g_assert_cmpstr (sl_import_read_work_mode ("Not remote"), ==, "On-site");
  g_assert_cmpstr (sl_import_read_work_mode ("Télétravail"), ==, "Remote");
  g_assert_null (sl_import_read_work_mode ("Mars"));

  g_assert_cmpstr (sl_import_read_source ("linkedin", &plain), ==, "LinkedIn");
  g_assert_true (plain);
  g_assert_cmpstr (sl_import_read_source ("LinkedIn Easy Apply", &plain), ==, "LinkedIn");
  g_assert_false (plain);
  g_assert_cmpstr (sl_import_read_source ("Company site", NULL), ==, "Company Website");
  g_assert_cmpstr (sl_import_read_source ("Friend", NULL), ==, "Referral");
  g_assert_cmpstr (sl_import_read_source ("ZipRecruiter", NULL), ==, "Job Board");
  g_assert_cmpstr (sl_import_read_source ("StepStone", NULL), ==, "Job Board");
  g_assert_null (sl_import_read_source ("A dream", NULL));

  g_assert_cmpstr (sl_import_read_priority ("1"), ==, "High");
  g_assert_cmpstr (sl_import_read_priority ("P2"), ==, "Medium");
  g_assert_cmpstr (sl_import_read_priority ("⭐⭐⭐"), ==, "High");
  g_assert_cmpstr (sl_import_read_priority ("★"), ==, "Low");
  g_assert_cmpstr (sl_import_read_priority ("niedrig"), ==, "Low");
  g_assert_null (sl_import_read_priority ("blue"));

  g_assert_cmpint (sl_import_read_rating ("4/5"), ==, 4);
  g_assert_cmpint (sl_import_read_rating ("8 / 10"), ==, 4);
  g_assert_cmpint (sl_import_read_rating ("★★★☆☆"), ==, 3);
  g_assert_cmpint (sl_import_read_rating ("7"), ==, 0);
  g_assert_cmpint (sl_import_read_rating ("good"), ==, 0);
}

static void
test_answers (void)
{
  g_assert_cmpint (sl_import_read_answer ("Yes"), ==, SL_IMPORT_ANSWER_YES);
  g_assert_cmpint (sl_import_read_answer (" x "), ==, SL_IMPORT_ANSWER_YES);
  g_assert_cmpint (sl_import_read_answer ("✓"), ==, SL_IMPORT_ANSWER_YES);
  g_assert_cmpint (sl_import_read_answer ("✅"), ==, SL_IMPORT_ANSWER_YES);
  g_assert_cmpint (sl_import_read_answer ("TRUE"), ==, SL_IMPORT_ANSWER_YES);
  g_assert_cmpint (sl_import_read_answer ("nein"), ==, SL_IMPORT_ANSWER_NO);
  g_assert_cmpint (sl_import_read_answer ("❌"), ==, SL_IMPORT_ANSWER_NO);
  g_assert_cmpint (sl_import_read_answer ("2026-03-01"), ==, SL_IMPORT_ANSWER_NONE);
  g_assert_cmpint (sl_import_read_answer (""), ==, SL_IMPORT_ANSWER_NONE);
}

static void
test_empty_cells (void)
{
  static const char *const empty[] = { "", " ", "N/A", "n/a", "#N/A", "-", " – ", "—", "null", "\xc2\xa0" };
  static const char *const filled[] = { "0", "Acme", "No", "N", "A-B" };

  for (gsize i = 0; i < G_N_ELEMENTS (empty); i++)
    g_assert_true (sl_import_cell_is_empty (empty[i]));
  g_assert_true (sl_import_cell_is_empty (NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (filled); i++)
    g_assert_false (sl_import_cell_is_empty (filled[i]));
}

static void
test_headings (void)
{
  static const struct {
    const char *header;
    SlImportTarget target;
  } headings[] = {
    { "Company", SL_IMPORT_COMPANY }, { "COMPANY NAME", SL_IMPORT_COMPANY }, { "Employer", SL_IMPORT_COMPANY }, { "Organisation", SL_IMPORT_COMPANY }, { "organization:", SL_IMPORT_COMPANY },
    { "Firma", SL_IMPORT_COMPANY }, { "Entreprise", SL_IMPORT_COMPANY }, { "Empresa", SL_IMPORT_COMPANY }, { "company_name", SL_IMPORT_COMPANY }, { "Company / Organisation", SL_IMPORT_COMPANY },
    { "Position", SL_IMPORT_ROLE }, { "Job Title", SL_IMPORT_ROLE }, { "JobTitle", SL_IMPORT_ROLE }, { "Title", SL_IMPORT_ROLE }, { "role-title", SL_IMPORT_ROLE }, { "Position Applied For", SL_IMPORT_ROLE },
    { "Stellenbezeichnung", SL_IMPORT_ROLE }, { "Intitulé du poste", SL_IMPORT_ROLE }, { "Puesto", SL_IMPORT_ROLE },
    { "Date Applied", SL_IMPORT_APPLIED_DATE }, { "Applied On", SL_IMPORT_APPLIED_DATE }, { "appliedDate", SL_IMPORT_APPLIED_DATE }, { "Application Date (MM/DD/YYYY)", SL_IMPORT_APPLIED_DATE },
    { "Bewerbungsdatum", SL_IMPORT_APPLIED_DATE }, { "Date de candidature", SL_IMPORT_APPLIED_DATE }, { "Fecha de solicitud", SL_IMPORT_APPLIED_DATE }, { "Date", SL_IMPORT_APPLIED_DATE },
    { "Status", SL_IMPORT_STATUS }, { "Stage", SL_IMPORT_STATUS }, { "Application Status", SL_IMPORT_STATUS }, { "Outcome", SL_IMPORT_STATUS }, { "Statut", SL_IMPORT_STATUS }, { "Estado", SL_IMPORT_STATUS },
    { "Link", SL_IMPORT_URL }, { "Job Posting URL", SL_IMPORT_URL }, { "Post Url", SL_IMPORT_URL }, { "Link to job posting", SL_IMPORT_URL }, { "Lien", SL_IMPORT_URL },
    { "Location(s)", SL_IMPORT_LOCATION }, { "Ort", SL_IMPORT_LOCATION }, { "City", SL_IMPORT_LOCATION },
    { "Salary", SL_IMPORT_SALARY }, { "Pay range", SL_IMPORT_SALARY }, { "Gehaltsvorstellung", SL_IMPORT_SALARY }, { "Salary Min", SL_IMPORT_SALARY_MIN }, { "Max salary", SL_IMPORT_SALARY_MAX },
    { "Where found", SL_IMPORT_SOURCE }, { "JobSource", SL_IMPORT_SOURCE }, { "Applied via", SL_IMPORT_SOURCE }, { "Quelle", SL_IMPORT_SOURCE },
    { "Follow up", SL_IMPORT_FOLLOW_UP }, { "Follow-up date", SL_IMPORT_FOLLOW_UP }, { "Next step date", SL_IMPORT_FOLLOW_UP },
    { "workplaceType", SL_IMPORT_WORK_MODE }, { "Remote?", SL_IMPORT_WORK_MODE }, { "jobType", SL_IMPORT_JOB_TYPE }, { "Employment Type", SL_IMPORT_JOB_TYPE },
    { "Priority", SL_IMPORT_PRIORITY }, { "Tags", SL_IMPORT_TAGS }, { "Notes", SL_IMPORT_NOTES }, { "Comments", SL_IMPORT_NOTES }, { "Bemerkungen", SL_IMPORT_NOTES },
    { "Job Description", SL_IMPORT_DESCRIPTION }, { "createdAt", SL_IMPORT_ADDED }, { "Date Added", SL_IMPORT_ADDED }, { "index", SL_IMPORT_IGNORE }, { "#", SL_IMPORT_IGNORE },
    { "Org", SL_IMPORT_COMPANY }, { "Business", SL_IMPORT_COMPANY }, { "Employer name", SL_IMPORT_COMPANY }, { "Arbeitgeber", SL_IMPORT_COMPANY }, { "Name des Unternehmens", SL_IMPORT_COMPANY },
    { "Date Posted", SL_IMPORT_KEEP }, { "Still open", SL_IMPORT_KEEP }, { "Contact Email", SL_IMPORT_KEEP }, { "Company website", SL_IMPORT_KEEP }, { "Interview date", SL_IMPORT_KEEP },
    { "Recruiter", SL_IMPORT_KEEP }, { "Resume version", SL_IMPORT_KEEP }, { "Deadline", SL_IMPORT_KEEP },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (headings); i++)
    {
      SlImportTarget target = SL_IMPORT_N_TARGETS;

      g_test_message ("“%s”", headings[i].header);
      g_assert_true (sl_import_target_from_header (headings[i].header, &target, NULL));
      g_assert_cmpstr (sl_import_target_get_info (target)->name, ==, sl_import_target_get_info (headings[i].target)->name);
    }
  {
    SlImportTarget target;

    g_assert_false (sl_import_target_from_header ("Blorb", &target, NULL));
    g_assert_false (sl_import_target_from_header ("", &target, NULL));
    g_assert_false (sl_import_target_from_header (NULL, &target, NULL));
  }
}

static void
test_target_names (void)
{
  SlImportTarget target;

  for (SlImportTarget t = 0; t < SL_IMPORT_N_TARGETS; t++)
    {
      g_assert_true (sl_import_target_from_name (sl_import_target_get_info (t)->name, &target));
      g_assert_cmpint (target, ==, t);
      g_assert_cmpstr (sl_import_target_get_label (t), !=, "");
    }
  g_assert_true (sl_import_target_from_name ("company-name", &target));
  g_assert_cmpint (target, ==, SL_IMPORT_COMPANY);
  g_assert_true (sl_import_target_from_name ("salary_min", &target));
  g_assert_cmpint (target, ==, SL_IMPORT_SALARY_MIN);
  g_assert_true (sl_import_target_from_name ("employer", &target));
  g_assert_cmpint (target, ==, SL_IMPORT_COMPANY);
  g_assert_false (sl_import_target_from_name ("nonsense", &target));
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/import/words/statuses", test_statuses);
  g_test_add_func ("/import/words/status-details", test_status_details);
  g_test_add_func ("/import/words/lists", test_lists);
  g_test_add_func ("/import/words/answers", test_answers);
  g_test_add_func ("/import/words/empty-cells", test_empty_cells);
  g_test_add_func ("/import/words/headings", test_headings);
  g_test_add_func ("/import/words/target-names", test_target_names);

  return g_test_run ();
}
