/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the deeds of the kill test are about: values, spreadsheets, sizes. Texts are unique, so that a value found in the
 * file tells which change it came from. */

#define G_LOG_DOMAIN "kill-choice"

#include "config.h"

#include "kill-script.h"
#include "sl-kinds.h"

/**
 * kill_script_choose_size:
 *
 * Returns: how many rows an import has: mostly a few, now and then 500
 */
guint
kill_script_choose_size (GRand *rand)
{
  return g_rand_int_range (rand, 0, 12) == 0 ? 500 : (guint) g_rand_int_range (rand, 1, 25);
}

/**
 * kill_script_build_table:
 * @token: begins every company's name
 *
 * Returns: (transfer full): a spreadsheet as a person keeps one
 */
char *
kill_script_build_table (GRand      *rand,
                         const char *token,
                         guint       n_rows)
{
  static const char *const statuses[] = { "Applied", "Rejected", "Phone interview", "Saved", "Ghosted", "Offer" };
  GString *text = g_string_new ("Company,Job Title,Status,Date Applied,Location,Link,Notes,Tags\n");

  for (guint i = 0; i < n_rows; i++)
    g_string_append_printf (text, "%s %u,Tester %u,%s,2026-0%d-1%d,Town %u,https://example.com/%s/%u,\"Line one\nand two, of %u\",%s\n",
                            token, i, i, statuses[g_rand_int_range (rand, 0, G_N_ELEMENTS (statuses))],
                            g_rand_int_range (rand, 1, 3), g_rand_int_range (rand, 0, 10), i % 7, token, i, i,
                            i % 5 == 0 ? "imported" : "");
  return g_string_free (text, FALSE);
}

/**
 * kill_script_build_paper:
 * @token: what no other paper has
 *
 * Returns: (transfer full): a text to attach: mostly a few kilobytes, now and then one that takes a while to write
 */
char *
kill_script_build_paper (GRand      *rand,
                         const char *token)
{
  guint n_lines = g_rand_int_range (rand, 0, 8) == 0 ? (guint) g_rand_int_range (rand, 5000, 20000) : (guint) g_rand_int_range (rand, 1, 200);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_lines; i++)
    g_string_append_printf (text, "%s, line %u of %u: %08x\n", token, i, n_lines, g_rand_int (rand));
  return g_string_free (text, FALSE);
}

/**
 * kill_script_choose_value:
 * @field: (out): a field of an application that a person may change freely; never the company, by which imports are
 *   found again
 * @unique: goes into texts
 *
 * Returns: (transfer full): a value for it, as a person types it
 */
char *
kill_script_choose_value (GRand      *rand,
                          guint      *field,
                          const char *unique)
{
  static const guint texts[] = { SL_APPLICATION_ROLE_TITLE, SL_APPLICATION_LOCATION, SL_APPLICATION_DESCRIPTION };
  static const char *const priorities[] = { "Low", "Medium", "High" };

  switch (g_rand_int_range (rand, 0, 8))
    {
    case 0:
      *field = SL_APPLICATION_PRIORITY;
      return g_strdup (priorities[g_rand_int_range (rand, 0, G_N_ELEMENTS (priorities))]);
    case 1:
      *field = SL_APPLICATION_EXCITEMENT;
      return g_strdup_printf ("%d", g_rand_int_range (rand, 1, 6));
    case 2:
      *field = SL_APPLICATION_FOLLOW_UP_DATE;
      return g_strdup_printf ("2026-%02d-%02d", g_rand_int_range (rand, 1, 13), g_rand_int_range (rand, 1, 29));
    case 3:
      *field = SL_APPLICATION_URL;
      return g_strdup_printf ("https://example.com/jobs/%s", unique);
    case 4:
    case 5:
      *field = SL_APPLICATION_NOTES;
      return g_strdup_printf ("Called, “%s” — \"quoted\", 'single'; %s", unique, "ring back\tsoon");
    default:
      *field = texts[g_rand_int_range (rand, 0, G_N_ELEMENTS (texts))];
      return g_strdup_printf ("Value %s", unique);
    }
}
