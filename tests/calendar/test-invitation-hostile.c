/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendar files that are broken, huge or made to do harm: an error or an event, in no time worth mentioning. */
#include "config.h"

#include <string.h>

#include "sl-error.h"
#include "sl-invitation.h"
#include "sl-test.h"
#include "sl-zone.h"

#define BEGIN "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u\r\nDTSTART:20260402T100000Z\r\n"
#define END "END:VEVENT\r\nEND:VCALENDAR\r\n"

static GPtrArray *
read_bytes (const void  *data,
            gsize        size,
            GError     **error)
{
  g_autoptr (GTimeZone) own = sl_zone_find ("Europe/Berlin");
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);

  return sl_invitation_read (bytes, own, NULL, error);
}

static void
assert_refused (const char *text,
                int         code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) read = read_bytes (text, strlen (text), &error);

  g_assert_null (read);
  g_assert_error (error, SL_ERROR, code);
}

static guint
count_events (GString *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) read = read_bytes (text->str, text->len, &error);

  return read != NULL ? read->len : 0;
}

static void
test_none (void)
{
  static const char *const without_event[] = {
    "BEGIN:VCALENDAR", "BEGIN:VCALENDAR\nEND:VCALENDAR\n", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:x\nEND:VEVENT\nEND:VCALENDAR",
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261399T990000Z\nEND:VEVENT\nEND:VCALENDAR",
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260402T990000Z\nEND:VEVENT\nEND:VCALENDAR",
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:99990101T000000Z\nEND:VEVENT\nEND:VCALENDAR",
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:-1\nEND:VEVENT\nEND:VCALENDAR",
    "BEGIN:VCALENDAR\nBEGIN:VTODO\nDTSTART:20260402T100000Z\nEND:VTODO\nEND:VCALENDAR",
  };

  assert_refused ("", SL_ERROR_PARSE);
  assert_refused ("company,role\nTorvmark,Baker\n", SL_ERROR_PARSE);
  for (guint i = 0; i < G_N_ELEMENTS (without_event); i++)
    assert_refused (without_event[i], SL_ERROR_PARSE);
}

static void
test_cut_off_anywhere (void)
{
  static const char whole[] = BEGIN "SUMMARY:Talk\r\nDESCRIPTION:long\r\n  er \\, text\r\nATTENDEE;CN=\"A; B\":mailto:a@b.example\r\n" END;

  for (gsize length = 0; length < sizeof whole; length++)
    {
      g_autofree char *part = g_memdup2 (whole, length + 1);
      g_autoptr (GPtrArray) read = read_bytes (part, length, NULL);

      g_assert_true (read == NULL || read->len == 1);
    }
}

static void
test_bytes_changed (void)
{
  static const char whole[] = BEGIN "SUMMARY:Talk\r\nATTENDEE;CN=\"A; B\":mailto:a@b.example\r\nDURATION:PT1H\r\n" END;
  g_autoptr (GRand) dice = g_rand_new_with_seed (20260316);

  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *broken = g_memdup2 (whole, sizeof whole);
      g_autoptr (GPtrArray) read = NULL;

      for (guint j = 0; j < 4; j++)
        broken[g_rand_int_range (dice, 0, sizeof whole - 1)] = (char) g_rand_int_range (dice, 0, 256);
      read = read_bytes (broken, sizeof whole - 1, NULL);
    }
}

static void
test_deep (void)
{
  g_autoptr (GString) text = g_string_new ("BEGIN:VCALENDAR\r\n");

  for (guint i = 0; i < 200000; i++)
    g_string_append (text, "BEGIN:VEVENT\r\n");
  g_assert_cmpuint (count_events (text), ==, 0);
}

/* Every event of a file is read, or said not to have been. */
static void
test_gaps (void)
{
  static const char text[] =
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Whole\r\nDTSTART:20260402T100000Z\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nSUMMARY:No date\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nSUMMARY:Impossible\r\nDTSTART:20261399T990000Z\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nSUMMARY:Without an end\r\nDTSTART:20260403T100000Z\r\nBEGIN:VALARM\r\n"
    "BEGIN:VEVENT\r\nSUMMARY:Whole, too\r\nDTSTART:20260404T100000Z\r\nEND:VEVENT\r\n"
    "BEGIN:VTODO\r\nSUMMARY:Something else\r\n"
    "BEGIN:VEVENT\r\nSUMMARY:Third\r\nDTSTART:20260405T100000Z\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nUID:3\r\nDTSTART:20261203T100000\r\nSUMM";
  g_autoptr (GTimeZone) own = sl_zone_find ("Europe/Berlin");
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (SlInvitationGaps) gaps = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) read = sl_invitation_read (bytes, own, &gaps, &error);
  g_autoptr (GPtrArray) sentences = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (read->len, ==, 3);
  g_assert_cmpstr (((SlInvitation *) read->pdata[1])->summary, ==, "Whole, too");
  g_assert_cmpuint (gaps->undated->len, ==, 2);
  g_assert_cmpstr (gaps->undated->pdata[0], ==, "No date");
  g_assert_cmpuint (gaps->n_cut, ==, 2);
  g_assert_true (gaps->is_cut);
  g_assert_cmpuint (sl_invitation_gaps_count (gaps), ==, 4);
  sentences = sl_invitation_gaps_describe (gaps, 1);
  g_assert_cmpuint (sentences->len, ==, 3);
  g_assert_nonnull (strstr (sentences->pdata[0], "“No date”"));
  g_assert_nonnull (strstr (sentences->pdata[1], "1 more event"));
  g_assert_nonnull (strstr (sentences->pdata[2], "2 events break off"));
}

/* Half an invitation isn't taken for one. */
static void
test_half (void)
{
  g_autoptr (GError) error = NULL;
  static const char half[] = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20261203T100000\r\nSUMM";

  g_assert_null (read_bytes (half, sizeof half - 1, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_PARSE);
  g_assert_nonnull (strstr (error->message, "breaks off"));
}

static void
test_too_many (void)
{
  g_autoptr (GString) text = g_string_new ("BEGIN:VCALENDAR\r\n");
  g_autoptr (GTimeZone) own = sl_zone_find ("Europe/Berlin");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (SlInvitationGaps) gaps = NULL;
  g_autoptr (GPtrArray) read = NULL;

  for (guint i = 0; i < 20012; i++)
    g_string_append (text, "BEGIN:VEVENT\r\nDTSTART;TZID=Nowhere:20260402T100000\r\nEND:VEVENT\r\n");
  g_string_append (text, "END:VCALENDAR\r\n");
  bytes = g_bytes_new_static (text->str, text->len);
  read = sl_invitation_read (bytes, own, &gaps, NULL);
  g_assert_cmpuint (read->len, ==, 20000);
  g_assert_cmpuint (gaps->n_beyond, ==, 12);
  g_assert_cmpuint (gaps->undated->len, ==, 0);
  g_assert_false (gaps->is_cut);
}

static void
test_many (void)
{
  g_autoptr (GString) text = g_string_new ("BEGIN:VCALENDAR\r\n");
  g_autoptr (GString) people = g_string_new ("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n");

  for (guint i = 0; i < 20000; i++)
    {
      g_string_append (text, "BEGIN:VEVENT\r\nDTSTART:20260402T100000Z\r\nEND:VEVENT\r\n");
      g_string_append (people, "ATTENDEE;CN=Somebody:mailto:somebody@torvmark.example\r\n");
    }
  g_string_append (text, "END:VCALENDAR\r\n");
  /* There may be many guests before it is said when. */
  g_string_append (people, "DTSTART:20260402T100000Z\r\n" END);
  g_assert_cmpuint (count_events (text), ==, 20000);
  g_assert_cmpuint (count_events (people), ==, 1);
}

static void
test_long_lines (void)
{
  g_autoptr (GString) value = g_string_new (BEGIN "SUMMARY:");
  g_autoptr (GString) head = g_string_new (BEGIN "SUMMARY");
  g_autoptr (GString) quotes = g_string_new (BEGIN "ATTENDEE;CN=\"");

  for (guint i = 0; i < 300000; i++)
    {
      g_string_append (value, "\\;ä");
      g_string_append (head, ";A=B");
      g_string_append (quotes, "\":\"");
    }
  g_string_append (value, "\r\n" END);
  g_string_append (head, ":x\r\n" END);
  g_string_append (quotes, "\r\n" END);
  g_assert_cmpuint (count_events (value), ==, 1);
  g_assert_cmpuint (count_events (head), ==, 1);
  g_assert_cmpuint (count_events (quotes), ==, 1);
}

/* A clock that is changed each second. */
static void
test_endless_zone (void)
{
  static const char *const rules[] = { "FREQ=SECONDLY", "FREQ=YEARLY;BYSECOND=0,1,2,3,4,5", "FREQ=YEARLY;BYDAY", "garbage" };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      g_string_printf (text, "BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\nTZID:Own\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n"
                             "RRULE:%s\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nDTSTART;TZID=Own:20260402T100000\r\nRRULE:FREQ=SECONDLY;COUNT=99999999\r\n" END, rules[i]);
      g_assert_cmpuint (count_events (text), ==, 1);
    }
}

static void
test_encodings (void)
{
  static const char latin[] = BEGIN "SUMMARY:Gespr\xe4" "ch\r\n" END;
  static const char marked[] = "\xef\xbb\xbf" BEGIN "SUMMARY:Gespräch\r\n" END;
  gsize size;
  g_autofree char *wide = g_convert (BEGIN "SUMMARY:Gespräch\r\n" END, -1, "UTF-16", "UTF-8", NULL, &size, NULL);
  const struct {
    const char *data;
    gsize size;
  } files[] = { { latin, sizeof latin - 1 }, { marked, sizeof marked - 1 }, { wide, size } };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) read = read_bytes (files[i].data, files[i].size, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (((SlInvitation *) read->pdata[0])->summary, ==, "Gespräch");
    }
}

static void
test_too_large (void)
{
  g_autofree char *large = g_malloc0 (SL_INVITATION_MAX_SIZE + 1);
  g_autoptr (GError) error = NULL;

  g_assert_null (read_bytes (large, SL_INVITATION_MAX_SIZE + 1, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_TOO_LARGE);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/calendar/hostile/none", test_none);
  g_test_add_func ("/calendar/hostile/cut-off-anywhere", test_cut_off_anywhere);
  g_test_add_func ("/calendar/hostile/bytes-changed", test_bytes_changed);
  g_test_add_func ("/calendar/hostile/deep", test_deep);
  g_test_add_func ("/calendar/hostile/many", test_many);
  g_test_add_func ("/calendar/hostile/gaps", test_gaps);
  g_test_add_func ("/calendar/hostile/half", test_half);
  g_test_add_func ("/calendar/hostile/too-many", test_too_many);
  g_test_add_func ("/calendar/hostile/long-lines", test_long_lines);
  g_test_add_func ("/calendar/hostile/endless-zone", test_endless_zone);
  g_test_add_func ("/calendar/hostile/encodings", test_encodings);
  g_test_add_func ("/calendar/hostile/too-large", test_too_large);

  return g_test_run ();
}
