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

  return sl_invitation_read (bytes, own, error);
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

static void
test_many (void)
{
  g_autoptr (GString) text = g_string_new ("BEGIN:VCALENDAR\r\n");
  g_autoptr (GString) people = g_string_new (BEGIN);

  for (guint i = 0; i < 20000; i++)
    {
      g_string_append (text, "BEGIN:VEVENT\r\nDTSTART:20260402T100000Z\r\nEND:VEVENT\r\n");
      g_string_append (people, "ATTENDEE;CN=Somebody:mailto:somebody@torvmark.example\r\n");
    }
  g_string_append (text, "END:VCALENDAR\r\n");
  g_string_append (people, END);
  g_assert_cmpuint (count_events (text), ==, 500);
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
  g_test_add_func ("/calendar/hostile/long-lines", test_long_lines);
  g_test_add_func ("/calendar/hostile/endless-zone", test_endless_zone);
  g_test_add_func ("/calendar/hostile/encodings", test_encodings);
  g_test_add_func ("/calendar/hostile/too-large", test_too_large);

  return g_test_run ();
}
