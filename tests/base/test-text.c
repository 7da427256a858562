/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folding, cleaning and the keys of the duplicate warning, with the text that files really hold. */
#include "config.h"

#include <string.h>

#include "sl-test.h"
#include "sl-text.h"

typedef struct {
  const char *text;
  const char *result;
} Pair;

typedef char *(*TextFunc) (const char *text);

static void
check_pairs (const Pair *pairs,
             gsize       n,
             TextFunc    func)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *result = func (pairs[i].text);

      g_test_message ("“%s”", pairs[i].text);
      g_assert_cmpstr (result, ==, pairs[i].result);
    }
}

static void
test_fold (void)
{
  static const Pair pairs[] = {
    { NULL, "" },
    { "", "" },
    { "   \t\n ", "" },
    { "Software Engineer", "software engineer" },
    { "  Software \t\r\n  Engineer  ", "software engineer" },
    { "Zürich", "zurich" },
    { "Zu\xcc\x88rich", "zurich" },
    { "STRASSE", "strasse" },
    { "Straße", "strasse" },
    { "STRAẞE", "strasse" },
    { "Crème brûlée", "creme brulee" },
    { "Łódź", "lodz" },
    { "København", "kobenhavn" },
    { "İstanbul", "istanbul" },
    { "ﬁnance", "finance" },
    { "ＡＢＣ", "abc" },
    { "A\xc2\xa0""B", "a b" },
    { "soft\xc2\xadware", "software" },
    { "a\xe2\x80\x8b""b", "ab" },
    { "\xef\xbb\xbf" "Company", "company" },
    { "O’Neil – “x”", "o'neil - \"x\"" },
    { "Ὀδυσσεύς", "οδυσσευσ" },
    { "ℌello", "hello" },
    { "日本語", "日本語" },
    { "a\xff""b", "a\xef\xbf\xbd""b" },
    { "\xc3", "\xef\xbf\xbd" },
    { "Œuvre", "oeuvre" },
  };

  check_pairs (pairs, G_N_ELEMENTS (pairs), sl_text_fold);

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *twice = sl_text_fold (pairs[i].result);

      g_assert_cmpstr (twice, ==, pairs[i].result);
    }
}

static void
test_fold_every_char (void)
{
  for (gunichar c = 1; c < 0x30000; c++)
    {
      char text[8] = "";
      g_autofree char *once = NULL;
      g_autofree char *twice = NULL;

      if (!g_unichar_validate (c))
        continue;
      /* Cherokee letters, of which GLib turns capitals into small ones and small ones into capitals. */
      if ((c >= 0x13a0 && c <= 0x13ff) || (c >= 0xab70 && c <= 0xabbf))
        continue;
      g_unichar_to_utf8 (c, text);
      once = sl_text_fold (text);
      twice = sl_text_fold (once);
      g_assert_true (g_utf8_validate (once, -1, NULL));
      if (strcmp (once, twice) != 0)
        g_test_message ("U+%04X", c);
      g_assert_cmpstr (once, ==, twice);
    }
}

/* The quick way and the long one, which the last character forces, agree. */
static void
test_fold_two_ways (void)
{
  for (gunichar c = 1; c < 0x2100; c++)
    {
      char text[16] = "a ";
      g_autofree char *longer = NULL;
      g_autofree char *quick = NULL;
      g_autofree char *slow = NULL;
      g_autofree char *expected = NULL;

      g_unichar_to_utf8 (c, text + 2);
      strcat (text, "b");
      longer = g_strconcat (text, "一", NULL);
      quick = sl_text_fold (text);
      slow = sl_text_fold (longer);
      expected = g_strconcat (quick, "一", NULL);
      g_assert_cmpstr (slow, ==, expected);
    }
}

static void
test_fold_huge (void)
{
  gsize size = 10 * 1024 * 1024;
  g_autofree char *text = g_malloc (size + 1);
  g_autofree char *folded = NULL;

  memset (text, 'X', size);
  text[size - 2] = '\xc3';
  text[size - 1] = '\xa9';
  text[size] = '\0';
  folded = sl_text_fold (text);
  g_assert_cmpuint (strlen (folded), ==, size - 1);
  g_assert_cmpint (folded[size - 2], ==, 'e');
}

static void
test_company_key (void)
{
  static const Pair pairs[] = {
    { NULL, "" },
    { "", "" },
    { "!!!", "" },
    { "Acme", "acme" },
    { "ACME, Inc.", "acme" },
    { "Acme Incorporated", "acme" },
    { "Acme  GmbH & Co. KG", "acme" },
    { "Acme (UK) Ltd.", "acme uk" },
    { "ACME S.A.", "acme" },
    { "Acme B.V.", "acme" },
    { "Acme Sp. z o.o.", "acme" },
    { "Acme UG (haftungsbeschränkt)", "acme" },
    { "Acme s.r.o.", "acme" },
    { "The Acme Company", "acme" },
    { "Acme L.L.C.", "acme" },
    { "Acme Pty Ltd", "acme" },
    { "AG Insurance", "ag insurance" },
    { "Inc.", "inc" },
    { "The", "the" },
    { "Cornelsen & Söhne AG", "cornelsen and sohne" },
    { "AT&T", "at and t" },
    { "Macy’s", "macys" },
    { "日本株式会社", "日本株式会社" },
    { "Acme\xff Ltd", "acme" },
  };

  check_pairs (pairs, G_N_ELEMENTS (pairs), sl_text_company_key);
}

static void
test_url_key (void)
{
  static const Pair pairs[] = {
    { NULL, "" },
    { "", "" },
    { "  https://Example.com/Jobs/7/  ", "example.com/Jobs/7" },
    { "http://www.example.com/Jobs/7", "example.com/Jobs/7" },
    { "example.com/Jobs/7#apply", "example.com/Jobs/7" },
    { "HTTPS://EXAMPLE.COM:443/Jobs/7?utm_source=x&utm_medium=y", "example.com/Jobs/7" },
    { "https://example.com/jobs/7/?gclid=1&ref=Simplify", "example.com/jobs/7" },
    { "https://example.com/job?ref=4711", "example.com/job?ref=4711" },
    { "https://example.com/job?b=2&a=1&", "example.com/job?a=1&b=2" },
    { "https://example.com/job?a=1&b=2&fbclid=zzz", "example.com/job?a=1&b=2" },
    { "https://example.com/jobs?gh_jid=5980878&gh_src=abc123", "example.com/jobs?gh_jid=5980878" },
    { "https://user:pass@example.com/x", "example.com/x" },
    { "https://example.com/#/jobs/7", "example.com#/jobs/7" },
    { "//example.com/x", "example.com/x" },
    { "https://example.com", "example.com" },
    { "https://example.com./", "example.com" },
    { "https://example.com/login?next=https://www.example.com/y", "example.com/login?next=https://www.example.com/y" },
    { "www.", "www" },
    { "?", "" },
    { "#", "" },
    { "://", "" },
    { "https://", "" },
    { "ask in the office", "ask in the office" },
  };

  check_pairs (pairs, G_N_ELEMENTS (pairs), sl_text_url_key);
}

static void
test_blank_and_strip (void)
{
  static const Pair pairs[] = {
    { NULL, "" },
    { "", "" },
    { " \t\r\n\v\f", "" },
    { "\xc2\xa0\xe2\x80\xaf\xef\xbb\xbf\xe3\x80\x80", "" },
    { "\xc2\xa0 a b \xe2\x80\x83", "a b" },
    { "a", "a" },
    { " \xff ", "\xff" },
    { "a\xc3", "a\xc3" },
    { "é ", "é" },
  };

  check_pairs (pairs, G_N_ELEMENTS (pairs), sl_text_strip);
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    g_assert_cmpint (sl_text_is_blank (pairs[i].text), ==, pairs[i].result[0] == '\0');
}

static void
test_sanitize (void)
{
  static const struct
  {
    const char *text;
    gssize length;
    const char *result;
  } cases[] = {
    { NULL, -1, "" },
    { "", -1, "" },
    { "plain\ttext\n", -1, "plain\ttext\n" },
    { "a\r\nb\rc\n", -1, "a\nb\nc\n" },
    { "a\r", -1, "a\n" },
    { "a\0b", 3, "ab" },
    { "\0\0", 2, "" },
    { "a\x01\x1b[31mb\x7f", -1, "a[31mb" },
    { "\xc2\x85""x", -1, "x" },
    { "a\xff\xfe""b", -1, "a\xef\xbf\xbd\xef\xbf\xbd""b" },
    { "caf\xc3", -1, "caf\xef\xbf\xbd" },
    { "caf\xc3\xa9", 4, "caf\xef\xbf\xbd" },
    { "\xed\xa0\x80", -1, "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
    { "\xc0\x80", -1, "\xef\xbf\xbd\xef\xbf\xbd" },
    { "\xef\xbb\xbf""x", -1, "x" },
    { "a\xe2\x80\xae""b", -1, "ab" },
    { "👩‍💻 é", -1, "👩‍💻 é" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *result = sl_text_sanitize (cases[i].text, cases[i].length);

      g_assert_cmpstr (result, ==, cases[i].result);
      g_assert_true (g_utf8_validate (result, -1, NULL));
    }
}

/* Any bytes at all give clean text, and clean text stays. */
static void
test_sanitize_noise (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (int round = 0; round < 2000; round++)
    {
      char noise[64];
      gsize n = (gsize) g_rand_int_range (rand, 0, sizeof noise);
      g_autofree char *once = NULL;
      g_autofree char *twice = NULL;
      g_autofree char *folded = NULL;
      g_autofree char *stripped = NULL;

      for (gsize i = 0; i < n; i++)
        noise[i] = (char) g_rand_int_range (rand, 0, 256);
      once = sl_text_sanitize (noise, (gssize) n);
      twice = sl_text_sanitize (once, -1);
      g_assert_true (g_utf8_validate (once, -1, NULL));
      g_assert_cmpstr (once, ==, twice);

      noise[MIN (n, sizeof noise - 1)] = '\0';
      folded = sl_text_fold (noise);
      stripped = sl_text_strip (noise);
      g_assert_true (g_utf8_validate (folded, -1, NULL));
      g_assert_cmpuint (strlen (stripped), <=, strlen (noise));
    }
}

static void
test_truncate (void)
{
  static const struct
  {
    const char *text;
    gsize max;
    const char *result;
    gsize chars;
  } cases[] = {
    { NULL, 5, "", 0 },
    { "", 5, "", 0 },
    { "Zürich", 0, "", 6 },
    { "Zürich", 2, "Zü", 6 },
    { "Zürich", 6, "Zürich", 6 },
    { "Zürich", G_MAXSIZE, "Zürich", 6 },
    { "日本語", 1, "日", 3 },
    { "a\xff\xff", 2, "a\xff", 3 },
    { "a\xc3", 5, "a\xc3", 2 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *result = sl_text_truncate_utf8 (cases[i].text, cases[i].max);

      g_assert_cmpstr (result, ==, cases[i].result);
      g_assert_cmpuint (sl_text_count_chars (cases[i].text), ==, cases[i].chars);
    }
}

static void
test_complete_url (void)
{
  static const struct
  {
    const char *typed;
    const char *whole;
  } cases[] = {
    { "example.com/x", "https://example.com/x" },
    { "www.example.com", "https://www.example.com" },
    { "Jobs.Example.co.uk?id=7", "https://Jobs.Example.co.uk?id=7" },
    { "example.com:8080/x", "https://example.com:8080/x" },
    { "//example.com/x", "https://example.com/x" },
    /* Whole already, or no address: as it is. */
    { "https://example.com/x", "https://example.com/x" },
    { "http://example.com", "http://example.com" },
    { "mailto:me@example.com", "mailto:me@example.com" },
    { "me@example.com", "me@example.com" },
    { "resume.pdf", "resume.pdf" },
    { "resume.pdf/x", "https://resume.pdf/x" },
    { "see example.com/x", "see example.com/x" },
    { "localhost", "localhost" },
    { "a..b", "a..b" },
    { "v1.2", "v1.2" },
    { "/home/file", "/home/file" },
    { "C:\\jobs.txt", "C:\\jobs.txt" },
    { "example.com:x/y", "example.com:x/y" },
    { "//", "//" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *whole = sl_text_complete_url (cases[i].typed);

      g_assert_cmpstr (whole, ==, cases[i].whole);
    }
}

/* A name that runs the other way than the sentence stays together, and doesn't turn the sentence round. */
static void
test_isolate (void)
{
  static const struct
  {
    const char *text;
    const char *isolated;
  } cases[] = {
    { "Möbelhaus", "Möbelhaus" },
    { "東京 2020", "東京 2020" },
    { "(7)", "(7)" },
    { "", "" },
    { NULL, "" },
    { "مهندس", "\u200e\u2068مهندس\u2069" },
    { "3 אחות", "\u200e\u20683 אחות\u2069" },
    { "Acme مهندس", "Acme مهندس" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *isolated = sl_text_isolate (cases[i].text);

      g_assert_cmpstr (isolated, ==, cases[i].isolated);
    }
}

static void
test_capitalize (void)
{
  static const struct {
    const char *text;
    const char *expected;
  } cases[] = {
    { NULL, "" },
    { "", "" },
    { "in 3 days", "In 3 days" },
    { "Today", "Today" },
    { "övermorgon", "Övermorgon" },
    { "å", "Å" },
    { "3 days ago", "3 days ago" },
    { "ǆep", "ǅep" }, /* a letter of two: of its two only the first is written large */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = sl_text_capitalize (cases[i].text);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/base/text/fold", test_fold);
  g_test_add_func ("/base/text/fold-every-char", test_fold_every_char);
  g_test_add_func ("/base/text/fold-two-ways", test_fold_two_ways);
  g_test_add_func ("/base/text/fold-huge", test_fold_huge);
  g_test_add_func ("/base/text/company-key", test_company_key);
  g_test_add_func ("/base/text/url-key", test_url_key);
  g_test_add_func ("/base/text/blank-and-strip", test_blank_and_strip);
  g_test_add_func ("/base/text/sanitize", test_sanitize);
  g_test_add_func ("/base/text/sanitize-noise", test_sanitize_noise);
  g_test_add_func ("/base/text/truncate", test_truncate);
  g_test_add_func ("/base/text/capitalize", test_capitalize);

  g_test_add_func ("/base/text/complete-url", test_complete_url);
  g_test_add_func ("/base/text/isolate", test_isolate);
  return g_test_run ();
}
