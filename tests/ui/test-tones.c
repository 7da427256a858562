/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Can the pills be read? Reads the tones from the style sheets and reckons the contrast of each on its own ground, in
 * light, dark and high contrast, on plain and on selected rows. And whether any tag colour is made visible. */

#include "config.h"

#include <gdk/gdk.h>

#include "sl-color.h"
#include "sl-test.h"

static const char *const tones[] = { "saved", "applied", "interviewing", "offer", "accepted", "rejected", "withdrawn" };

static GdkRGBA
parse (const char *hex)
{
  GdkRGBA color;

  g_assert_true (gdk_rgba_parse (&color, hex));
  return color;
}

static char *
read_style (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("SL_TEST_SRCDIR"), "..", "data", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

/* The value of "--sl-<name>:" in the last of @styles that says it. */
static char *
find_value (const char *const *styles, const char *name)
{
  char *value = NULL;

  for (guint i = 0; styles[i] != NULL; i++)
    {
      g_autofree char *text = read_style (styles[i]);
      g_autofree char *key = g_strdup_printf ("--sl-%s: ", name);
      const char *place = strstr (text, key);

      if (place == NULL)
        continue;
      place += strlen (key);
      g_free (value);
      value = g_strndup (place, strcspn (place, ";"));
    }
  g_assert_nonnull (value);

  return value;
}

typedef struct {
  const char *styles[5];
  const char *grounds[4];
  double contrast;
} Look;

static const Look looks[] = {
  { { "style.css", NULL }, { "#ffffff", "#fafafb", "#d7e6fa", NULL }, 4.5 },
  { { "style.css", "style-dark.css", NULL }, { "#1d1d20", "#222226", "#2b3a52", NULL }, 4.5 },
  { { "style.css", "style-hc.css", NULL }, { "#ffffff", "#fafafb", "#d7e6fa", NULL }, 7 },
  { { "style.css", "style-dark.css", "style-hc.css", "style-hc-dark.css", NULL }, { "#1d1d20", "#222226", "#2b3a52", NULL }, 7 },
};

static void
test_pills (gconstpointer data)
{
  const Look *look = data;
  g_autofree char *strength_text = find_value (look->styles, "pill-strength");
  double strength = g_ascii_strtod (strength_text, NULL) / 100;

  g_assert_cmpfloat (strength, >, 0);
  for (guint i = 0; i < G_N_ELEMENTS (tones); i++)
    {
      g_autofree char *hex = find_value (look->styles, tones[i]);
      GdkRGBA tone = parse (hex);

      for (guint ground = 0; look->grounds[ground] != NULL; ground++)
        {
          GdkRGBA under = parse (look->grounds[ground]);
          GdkRGBA pill;

          sl_color_mix (&tone, strength, &under, &pill);
          /* The last ground is a selected row's. */
          if (sl_color_contrast (&tone, &pill) < (look->grounds[ground + 1] != NULL ? look->contrast : 4.5))
            g_error ("%s on %s: %.2f", tones[i], look->grounds[ground], sl_color_contrast (&tone, &pill));
        }
    }
}

static void
test_contrast (void)
{
  GdkRGBA black = parse ("#000000");
  GdkRGBA white = parse ("#ffffff");

  g_assert_cmpfloat_with_epsilon (sl_color_contrast (&black, &white), 21, 0.001);
  g_assert_cmpfloat_with_epsilon (sl_color_contrast (&white, &black), 21, 0.001);
  g_assert_cmpfloat_with_epsilon (sl_color_contrast (&white, &white), 1, 0.001);
}

static void
test_tags (void)
{
  const char *const odd[] = { "#ffff00", "#000000", "#ffffff", "#123456", "not a color", "", NULL, "#777" };

  for (guint dark = 0; dark < 2; dark++)
    {
      GdkRGBA ground = parse (dark ? "#242428" : "#ffffff");
      GdkRGBA color;

      for (guint i = 0; sl_tag_colors[i] != NULL; i++)
        {
          g_assert_nonnull (sl_tag_color_get_name (sl_tag_colors[i]));
          sl_color_make_readable (sl_tag_colors[i], dark, 3, &color);
          g_assert_cmpfloat (sl_color_contrast (&color, &ground), >=, 2.95);
        }
      for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
        {
          sl_color_make_readable (odd[i], dark, 4.5, &color);
          g_assert_cmpfloat (sl_color_contrast (&color, &ground), >=, 4.4);
          g_assert_cmpfloat (color.alpha, ==, 1);
        }
    }

  g_assert_null (sl_tag_color_get_name ("#123456"));
}

int
main (int argc, char *argv[])
{
  sl_test_init (&argc, &argv);

  g_test_add_data_func ("/ui/tones/light", &looks[0], test_pills);
  g_test_add_data_func ("/ui/tones/dark", &looks[1], test_pills);
  g_test_add_data_func ("/ui/tones/high-contrast", &looks[2], test_pills);
  g_test_add_data_func ("/ui/tones/high-contrast-dark", &looks[3], test_pills);
  g_test_add_func ("/ui/tones/contrast", test_contrast);
  g_test_add_func ("/ui/tones/tags", test_tags);

  return g_test_run ();
}
