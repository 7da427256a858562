/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates from spreadsheets: one cell, and what a whole column shows. */
#include "config.h"

#include <string.h>

#include "sl-date-guess.h"
#include "sl-test.h"

#define U SL_DATE_ORDER_UNKNOWN
#define Y SL_DATE_ORDER_YMD
#define D SL_DATE_ORDER_DMY
#define M SL_DATE_ORDER_MDY

static void
test_cells (void)
{
  static const struct
  {
    const char *text;
    SlDateOrder order;
    const char *day; /* "": no date */
  } cases[] = {
    { NULL, D, "" },
    { "", D, "" },
    { "  ", D, "" },
    { "2026-09-03", U, "2026-09-03" },
    { " 2026-09-03 ", U, "2026-09-03" },
    { "2026-09-03T10:00:00Z", U, "2026-09-03" },
    { "2026-09-03 10:00", U, "2026-09-03" },
    { "2026-09-03T23:30:00.123+02:00", M, "2026-09-03" },
    { "2026-9-3", U, "2026-09-03" },
    { "2026/09/03", D, "2026-09-03" },
    { "2026.09.03", M, "2026-09-03" },
    { "20260903", U, "2026-09-03" },
    { "03/09/2026", D, "2026-09-03" },
    { "03/09/2026", M, "2026-03-09" },
    { "03/09/2026", U, "" },
    { "03/09/2026", Y, "" },
    { "13/09/2026", M, "2026-09-13" },
    { "13/09/2026", U, "2026-09-13" },
    { "09/13/2026", D, "2026-09-13" },
    { "07/07/2026", U, "2026-07-07" },
    { "3.9.2026", D, "2026-09-03" },
    { "3. 9. 2026", D, "2026-09-03" },
    { "3-9-26", D, "2026-09-03" },
    { "3/9/26", M, "2026-03-09" },
    { "26-09-03", Y, "2026-09-03" },
    { "3/9/75", D, "1975-09-03" },
    { "3/9/2026 14:30", D, "2026-09-03" },
    { "9/3/2026 2:05 PM", M, "2026-09-03" },
    { "9/3/2026 2 pm", M, "2026-09-03" },
    { "Sep 3, 2026", U, "2026-09-03" },
    { "Sept. 3, 2026", U, "2026-09-03" },
    { "September 3rd, 2026", U, "2026-09-03" },
    { "SEPTEMBER 3 2026", U, "2026-09-03" },
    { "3 Sep 2026", U, "2026-09-03" },
    { "3-Sep-2026", U, "2026-09-03" },
    { "3-Sep-26", U, "2026-09-03" },
    { "03Sep2026", U, "2026-09-03" },
    { "the 3rd of September, 2026", U, "2026-09-03" },
    { "2026 Sep 3", U, "2026-09-03" },
    { "Thu, Sep 3, 2026", U, "2026-09-03" },
    { "Thursday, September 3, 2026 at 10:30", U, "2026-09-03" },
    { "3. September 2026", U, "2026-09-03" },
    { "Do., 3. Sept. 2026", U, "2026-09-03" },
    { "3. März 2026", U, "2026-03-03" },
    { "3. Mrz 2026", U, "2026-03-03" },
    { "1. Okt. 2026 um 10 Uhr", U, "2026-10-01" },
    { "24. Dezember 2026", U, "2026-12-24" },
    { "5 Jänner 2026", U, "2026-01-05" },
    { "1er septembre 2026", U, "2026-09-01" },
    { "14 févr. 2026", U, "2026-02-14" },
    { "14 août 2026", U, "2026-08-14" },
    { "14 juil. 2026", U, "2026-07-14" },
    { "mar. 3 sept. 2026", U, "2026-09-03" },
    { "3 de septiembre de 2026", U, "2026-09-03" },
    { "3 ene 2026", U, "2026-01-03" },
    { "3 dic. 2026", U, "2026-12-03" },
    { "3\xc2\xa0Sep\xc2\xa0""2026", U, "2026-09-03" },
    { "2026年9月3日", U, "2026-09-03" },
    { "45678", U, "2025-01-21" },
    { "45678.5", U, "2025-01-21" },
    { "36526", U, "2000-01-01" },
    /* No dates. */
    { "12345", U, "" },
    { "99999", U, "" },
    { "2026", U, "" },
    { "Sep 2026", U, "" },
    { "Sep 3", U, "" },
    { "3/9", D, "" },
    { "31/02/2026", D, "" },
    { "13/13/2026", D, "" },
    { "0/0/2026", D, "" },
    { "03/09/0226", D, "" },
    { "03/09/12026", D, "" },
    { "Feb 30, 2026", U, "" },
    { "jui 3 2026", U, "" },
    { "Sep Oct 3 2026", U, "" },
    { "N/A", U, "" },
    { "soon", U, "" },
    { "-", U, "" },
    { "-3/9/2026", D, "" },
    { "3/9/2026x", D, "" },
    { "3/9/2026+1", D, "" },
    { "1/2/3/4", D, "" },
    { "10:30", D, "" },
    { "192.168.1.1", D, "" },
    { "+49 30 1234567", D, "" },
    { "\xff\xfe", D, "" },
    { "2026-09-03\xff", D, "" },
    { "99999999999999999999", D, "" },
    { "1 2 3 4 5 6 7 8 9 10 11 12", D, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char iso[SL_DAY_ISO_SIZE];
      SlDay day = 1;
      gboolean good = sl_date_parse_loose (cases[i].text, cases[i].order, &day);

      g_test_message ("“%s”", cases[i].text);
      g_assert_cmpstr (sl_day_format_iso (day, iso), ==, cases[i].day);
      g_assert_cmpint (good, ==, cases[i].day[0] != '\0');
    }
}

static void
test_columns (void)
{
  static const struct
  {
    const char *values[6];
    SlDateOrder order;
    gboolean undecidable, contradictory;
    gsize n_dates, n_other;
  } cases[] = {
    { { "" }, Y, FALSE, FALSE, 0, 0 },
    { { "hello", "x" }, Y, FALSE, FALSE, 0, 2 },
    { { "2026-09-03", "", "Sep 4, 2026" }, Y, FALSE, FALSE, 2, 0 },
    { { "03/09/2026", "04/09/2026", "13/09/2026" }, D, FALSE, FALSE, 3, 0 },
    { { "03/09/2026", "04/09/2026", "09/13/2026" }, M, FALSE, FALSE, 3, 0 },
    { { "03/09/2026", "04/09/2026", "" }, U, TRUE, FALSE, 2, 0 },
    { { "03/09/2026", "13/09/2026", "09/13/2026" }, U, TRUE, TRUE, 3, 0 },
    { { "3.9.2026", "4.9.2026" }, D, FALSE, FALSE, 2, 0 },
    { { "3.9.2026", "4/9/2026" }, U, TRUE, FALSE, 2, 0 },
    { { "3.9.2026", "9.13.2026" }, M, FALSE, FALSE, 2, 0 },
    { { "07/07/2026", "08/08/2026" }, Y, FALSE, FALSE, 2, 0 },
    { { "03/09/2026", "soon", "N/A", "25/12/2026" }, D, FALSE, FALSE, 2, 2 },
    { { "26-09-03", "26-08-15", "26-01-30" }, Y, FALSE, FALSE, 3, 0 },
    { { "13/05/26", "14/05/26", "03/06/26" }, D, FALSE, FALSE, 3, 0 },
    { { "45678", "03/09/2026" }, U, TRUE, FALSE, 2, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SlDateGuess guess;
      gboolean undecidable;
      gsize n = 0;

      while (n < G_N_ELEMENTS (cases[i].values) && cases[i].values[n] != NULL)
        n++;
      sl_date_guess_column (cases[i].values, n, &guess);
      g_test_message ("%s…", cases[i].values[0]);
      g_assert_cmpint (guess.order, ==, cases[i].order);
      g_assert_cmpint (guess.undecidable, ==, cases[i].undecidable);
      g_assert_cmpint (guess.contradictory, ==, cases[i].contradictory);
      g_assert_cmpuint (guess.n_dates, ==, cases[i].n_dates);
      g_assert_cmpuint (guess.n_other, ==, cases[i].n_other);
      g_assert_cmpuint (guess.n_dates + guess.n_other + guess.n_blank, ==, n);
      g_assert_cmpint (sl_date_guess_order (cases[i].values, n, &undecidable), ==, guess.order);
      g_assert_cmpint (undecidable, ==, guess.undecidable);
    }
}

static void
test_evidence (void)
{
  static const char *const values[] = { NULL, "x", "01/02/2026", "13/02/2026", "02/13/2026", "14/02/2026" };
  SlDateGuess guess;

  sl_date_guess_column (values, G_N_ELEMENTS (values), &guess);
  g_assert_cmpuint (guess.n_blank, ==, 1);
  g_assert_cmpint (guess.first_ambiguous, ==, 2);
  g_assert_cmpint (guess.first_day_first, ==, 3);
  g_assert_cmpint (guess.first_month_first, ==, 4);

  sl_date_guess_column (NULL, 0, &guess);
  g_assert_cmpint (guess.order, ==, SL_DATE_ORDER_YMD);
  g_assert_cmpint (guess.first_ambiguous, ==, -1);
}

/* All days of a few years, in all orders, come back. */
static void
test_round_trip (void)
{
  for (SlDay day = sl_day_from_ymd (2024, 1, 1); day < sl_day_from_ymd (2027, 1, 1); day++)
    {
      int y, m, d;
      char text[64];
      SlDay parsed;

      sl_day_to_ymd (day, &y, &m, &d);
      g_snprintf (text, sizeof text, "%d/%d/%d", d, m, y);
      g_assert_true (sl_date_parse_loose (text, D, &parsed));
      g_assert_cmpint (parsed, ==, day);
      g_snprintf (text, sizeof text, "%02d-%02d-%02d", m, d, y % 100);
      g_assert_true (sl_date_parse_loose (text, M, &parsed));
      g_assert_cmpint (parsed, ==, day);
      g_snprintf (text, sizeof text, "%02d-%02d-%02d", y % 100, m, d);
      g_assert_true (sl_date_parse_loose (text, Y, &parsed));
      g_assert_cmpint (parsed, ==, day);
      g_snprintf (text, sizeof text, "%d", day + 25569);
      g_assert_true (sl_date_parse_loose (text, U, &parsed));
      g_assert_cmpint (parsed, ==, day);
    }
}

static void
test_huge (void)
{
  gsize size = 10 * 1024 * 1024;
  g_autofree char *text = g_malloc (size + 1);
  SlDay day;

  memset (text, '1', size);
  text[size] = '\0';
  g_assert_false (sl_date_parse_loose (text, D, &day));
  memcpy (text, "2026-09-03 ", 11);
  g_assert_true (sl_date_parse_loose (text, D, &day));
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/base/date-guess/cells", test_cells);
  g_test_add_func ("/base/date-guess/columns", test_columns);
  g_test_add_func ("/base/date-guess/evidence", test_evidence);
  g_test_add_func ("/base/date-guess/round-trip", test_round_trip);
  g_test_add_func ("/base/date-guess/huge", test_huge);

  return g_test_run ();
}
