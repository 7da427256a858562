/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vCards of three versions, as address books write them; and files that are broken, hostile, or none. */
#include "config.h"

#include <string.h>

#include "sl-error.h"
#include "sl-test.h"
#include "sl-vcard.h"

#define CARD(lines) "BEGIN:VCARD\r\n" lines "END:VCARD\r\n"

static GPtrArray *
try_read (const char *text,
          gssize      length,
          guint      *n_nameless,
          GError    **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);

  return sl_vcard_read (bytes, n_nameless, error);
}

static GPtrArray *
read_all (const char *text,
          gssize      length)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *cards = try_read (text, length, NULL, &error);

  g_assert_no_error (error);
  return cards;
}

static SlVcard *
first (GPtrArray *cards)
{
  g_assert_cmpuint (cards->len, ==, 1);
  return g_ptr_array_index (cards, 0);
}

static void
test_reads_3_0 (void)
{
  g_autoptr (GPtrArray) cards = read_all (CARD ("VERSION:3.0\r\n"
                                                "N:Lead;Talent;;Dr.;\r\n"
                                                "FN:Talent Lead\\, Berlin\r\n"
                                                "ORG:Acme\\; Sons;People\r\n"
                                                "TITLE:Recruiter\r\n"
                                                "EMAIL;TYPE=INTERNET,HOME:home@example.org\r\n"
                                                "EMAIL;TYPE=INTERNET;TYPE=PREF:work@example.org\r\n"
                                                "item1.TEL;TYPE=\"cell:1\":+49 30 1234\r\n"
                                                "item2.URL:https://www.linkedin.com/in/talent-lead\r\n"
                                                "URL:https://example.org\r\n"
                                                "NOTE:One\\nTwo \\\\ three\r\n"
                                                "CATEGORIES:Recruiter,Friends\r\n"
                                                "UID:urn:uuid:1\r\n"), -1);
  SlVcard *card = first (cards);

  g_assert_cmpstr (card->name, ==, "Talent Lead, Berlin");
  g_assert_cmpstr (card->organization, ==, "Acme; Sons");
  g_assert_cmpstr (card->title, ==, "Recruiter");
  g_assert_cmpstr (card->email, ==, "work@example.org");
  g_assert_cmpstr (card->phone, ==, "+49 30 1234");
  g_assert_cmpstr (card->linkedin, ==, "https://www.linkedin.com/in/talent-lead");
  g_assert_cmpstr (card->category, ==, "Recruiter");
  g_assert_cmpstr (card->uid, ==, "urn:uuid:1");
  g_assert_cmpstr (card->note, ==, "One\nTwo \\ three\nEmail: home@example.org\nLink: https://example.org");
}

static void
test_reads_2_1 (void)
{
  g_autoptr (GPtrArray) cards = read_all (CARD ("VERSION:2.1\r\n"
                                                "N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;B=E4rbel\r\n"
                                                "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Gr=C3=BC=\r\n=C3=9Fe =3D aus=0D=0AK=C3=B6ln\r\n"
                                                "TEL;CELL;PREF:0171\r\n"
                                                "TEL;WORK:030\r\n"
                                                "PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ\r\n SkZJRg==\r\n\r\n"
                                                "AGENT:\r\nBEGIN:VCARD\r\nFN:Assistant\r\nEND:VCARD\r\n"
                                                "EMAIL;INTERNET:a@example.org\r\n"), -1);
  SlVcard *card = first (cards);

  g_assert_cmpstr (card->name, ==, "Bärbel Müller");
  g_assert_cmpstr (card->phone, ==, "0171");
  g_assert_cmpstr (card->email, ==, "a@example.org");
  g_assert_nonnull (strstr (card->note, "Grüße = aus"));
  g_assert_nonnull (strstr (card->note, "Köln"));
  g_assert_nonnull (strstr (card->note, "Phone: 030"));
}

static void
test_reads_4_0 (void)
{
  /* Folded in the middle of a character, and with a tab. */
  g_autoptr (GPtrArray) cards = read_all ("BEGIN:VCARD\nVERSION:4.0\nFN:Hiring M\xc3\n \xbc" "ller\nTEL;VALUE=uri;PREF=1;TYPE=\"voice,home\":tel:+1-555\n"
                                          "EMAIL:mailto:b@example.org\nX-SOCIALPROFILE;TYPE=linkedin:hiring-m\nORG:A\n\tcme\nEND:VCARD\n"
                                          "begin:vcard\nfn:Second\nend:vcard", -1);

  g_assert_cmpuint (cards->len, ==, 2);
  SlVcard *card = g_ptr_array_index (cards, 0);
  g_assert_cmpstr (card->name, ==, "Hiring Müller");
  g_assert_cmpstr (card->phone, ==, "+1-555");
  g_assert_cmpstr (card->email, ==, "b@example.org");
  g_assert_cmpstr (card->linkedin, ==, "https://www.linkedin.com/in/hiring-m");
  g_assert_cmpstr (card->organization, ==, "Acme");
}

static void
test_encodings (void)
{
  static const char utf16_text[] = "\xff\xfe" "B\0E\0G\0I\0N\0:\0V\0C\0A\0R\0D\0\n\0F\0N\0:\0\xfc\0\n\0E\0N\0D\0:\0V\0C\0A\0R\0D\0";
  g_autoptr (GPtrArray) utf16 = read_all (utf16_text, sizeof utf16_text - 1);
  g_autoptr (GPtrArray) bom = read_all ("\xef\xbb\xbf" CARD ("FN:ü\r\n"), -1);
  g_autoptr (GPtrArray) latin = read_all (CARD ("FN:\xfc\r\n"), -1);
  g_autoptr (GPtrArray) unknown = read_all (CARD ("FN;CHARSET=X-NONE:\xc3\xbc\r\n"), -1);

  g_assert_cmpstr (first (utf16)->name, ==, "ü");
  g_assert_cmpstr (first (bom)->name, ==, "ü");
  g_assert_cmpstr (first (latin)->name, ==, "ü");
  g_assert_cmpstr (first (unknown)->name, ==, "ü");
}

static void
test_names (void)
{
  guint n_nameless;
  g_autoptr (GPtrArray) cards = try_read (CARD ("FN: \r\nORG:Acme\r\n") CARD ("EMAIL:x@example.org\r\n") CARD ("NOTE:nobody\r\n") CARD (""), -1, &n_nameless, NULL);

  g_assert_cmpuint (cards->len, ==, 2);
  g_assert_cmpuint (n_nameless, ==, 2);
  g_assert_cmpstr (((SlVcard *) g_ptr_array_index (cards, 0))->name, ==, "Acme");
  g_assert_cmpstr (((SlVcard *) g_ptr_array_index (cards, 1))->name, ==, "x@example.org");
}

static void
test_no_vcards (void)
{
  static const struct { const char *text; gssize length; } cases[] = {
    { "", 0 },
    { "Name,Email\nA,b@example.org\n", -1 },
    { "%PDF-1.7\n\0\0\xff\xfe", 13 },
    { "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", -1 },
    { "END:VCARD\r\nEND:VCARD\r\n", -1 },
    { "\0\0\0\0", 4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (try_read (cases[i].text, cases[i].length, NULL, &error));
      g_assert_error (error, SL_ERROR, SL_ERROR_PARSE);
    }
}

static void
test_broken (void)
{
  g_autoptr (GPtrArray) cut = read_all ("BEGIN:VCARD\r\nFN:Cut off\r\nEMAIL;TYPE=\"never ends:x@exam", -1);
  g_autoptr (GPtrArray) odd = read_all (CARD ("FN:Odd\r\n;;;:::\r\n:\r\n.:x\r\nTEL;=;\"=\":1\r\nno colon\r\n\\\r\nNOTE;ENCODING=QUOTED-PRINTABLE:=Z9 =4\r\n"), -1);
  g_autoptr (GPtrArray) nul = read_all ("BEGIN:VCARD\nFN:N\0L\nEND:VCARD\n", 29);
  g_autoptr (GPtrArray) soft = read_all ("BEGIN:VCARD\nFN;QUOTED-PRINTABLE:A=", -1);

  g_assert_cmpstr (first (cut)->name, ==, "Cut off");
  g_assert_cmpstr (first (odd)->name, ==, "Odd");
  g_assert_cmpstr (first (odd)->note, ==, "=Z9 =4");
  g_assert_cmpstr (first (nul)->name, ==, "N L");
  g_assert_true (g_str_has_prefix (first (soft)->name, "A"));
}

static void
test_huge (void)
{
  g_autoptr (GString) text = g_string_new ("BEGIN:VCARD\r\nFN:Big\r\nPHOTO;ENCODING=b:");
  g_autofree char *filler = g_strnfill (1 << 20, 'A');
  guint n_nameless = 0;

  g_string_append (text, filler);
  g_string_append (text, "\r\nX-LONG;");
  g_string_append (text, filler);
  g_string_append (text, "\r\n");
  for (guint i = 0; i < 5000; i++)
    g_string_append (text, "BEGIN:VCARD\r\n");
  g_autoptr (GPtrArray) nested = try_read (text->str, (gssize) text->len, &n_nameless, NULL);
  g_assert_cmpstr (first (nested)->name, ==, "Big");
}

/* Every prefix of a file, and every byte of it replaced: never a crash, always valid text. */
static void
test_hostile (void)
{
  static const char whole[] = CARD ("VERSION:2.1\r\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BC=\r\nx\r\nitem.TEL;TYPE=\"a:b\":tel:1\\n\r\n2\r\nX-SOCIALPROFILE;TYPE=linkedin:me\r\n");

  for (gsize i = 0; i < sizeof whole; i++)
    for (guint byte = 0; byte < 256; byte += 15)
      {
        g_autofree char *text = g_memdup2 (whole, sizeof whole);
        g_autoptr (GPtrArray) cards = NULL;

        text[i] = (char) byte;
        cards = try_read (text, byte == 0 ? (gssize) i : (gssize) sizeof whole - 1, NULL, NULL);
        for (guint j = 0; cards != NULL && j < cards->len; j++)
          {
            SlVcard *card = g_ptr_array_index (cards, j);

            g_assert_true (g_utf8_validate (card->name, -1, NULL));
            g_assert_true (card->phone == NULL || g_utf8_validate (card->phone, -1, NULL));
            g_assert_true (card->linkedin == NULL || g_utf8_validate (card->linkedin, -1, NULL));
          }
      }
}

static void
assert_lines_fit (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_assert_cmpuint (strlen (lines[i]), <=, 75);
      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
      g_assert_null (strpbrk (lines[i], "\r\n"));
    }
}

static void
test_there_and_back (void)
{
  g_autofree char *long_note = g_strnfill (200, 'x');
  g_autofree char *note = g_strconcat (long_note, "äöü, ; \\ \n\n😀", NULL);
  const SlVcard card = {
    .uid = (char *) "urn:uuid:2", .name = (char *) "Head of People; Ä, B", .email = (char *) "c@example.org", .phone = (char *) "+49 (30) 12,3",
    .organization = (char *) "Acme; Sons, Inc.", .title = (char *) "Lead\\Head", .linkedin = (char *) "https://www.linkedin.com/in/a,b",
    .category = (char *) "Hiring Manager", .last_contacted = (char *) "2026-03-02", .note = note,
  };

  for (SlVcardVersion version = SL_VCARD_3_0; version <= SL_VCARD_4_0; version++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      sl_vcard_write (text, &card, version);
      assert_lines_fit (text->str);
      g_assert_nonnull (strstr (text->str, version == SL_VCARD_3_0 ? "VERSION:3.0" : "VERSION:4.0"));
      g_autoptr (GPtrArray) cards = read_all (text->str, -1);
      SlVcard *back = first (cards);
      g_assert_cmpstr (back->uid, ==, card.uid);
      g_assert_cmpstr (back->name, ==, card.name);
      g_assert_cmpstr (back->email, ==, card.email);
      g_assert_cmpstr (back->phone, ==, card.phone);
      g_assert_cmpstr (back->organization, ==, card.organization);
      g_assert_cmpstr (back->title, ==, card.title);
      g_assert_cmpstr (back->linkedin, ==, card.linkedin);
      g_assert_cmpstr (back->category, ==, card.category);
      g_assert_cmpstr (back->last_contacted, ==, card.last_contacted);
      g_assert_cmpstr (back->note, ==, card.note);
    }
}

/* A name can't end a line of its own making and begin another property. */
static void
test_no_smuggling (void)
{
  const SlVcard card = { .name = (char *) "A\r\nEMAIL:evil@example.org", .linkedin = (char *) "https://linkedin.com/in/x\r\nTEL:666" };
  g_autoptr (GString) text = g_string_new (NULL);

  sl_vcard_write (text, &card, SL_VCARD_4_0);
  g_autoptr (GPtrArray) cards = read_all (text->str, -1);
  g_assert_null (first (cards)->email);
  g_assert_null (first (cards)->phone);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/base/vcard/reads-3.0", test_reads_3_0);
  g_test_add_func ("/base/vcard/reads-2.1", test_reads_2_1);
  g_test_add_func ("/base/vcard/reads-4.0", test_reads_4_0);
  g_test_add_func ("/base/vcard/encodings", test_encodings);
  g_test_add_func ("/base/vcard/names", test_names);
  g_test_add_func ("/base/vcard/no-vcards", test_no_vcards);
  g_test_add_func ("/base/vcard/broken", test_broken);
  g_test_add_func ("/base/vcard/huge", test_huge);
  g_test_add_func ("/base/vcard/hostile", test_hostile);
  g_test_add_func ("/base/vcard/there-and-back", test_there_and_back);
  g_test_add_func ("/base/vcard/no-smuggling", test_no_smuggling);

  return g_test_run ();
}
