/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random and damaged bytes, seeded by GLib's test framework (the seed is printed; --seed repeats a run). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How many rounds each test makes: SL_HOSTILE_ROUNDS, or the usual. */
guint hostile_get_rounds (void);
/* 0 to @sides - 1 */
int hostile_dice (int sides);
/* Sound text with some damage done to it, or nothing but noise. (transfer full) */
GBytes *hostile_choose_bytes (const char *sound);
/* The same as valid text. (transfer full) */
char *hostile_choose_text (const char *sound);
/* Every refusal is Shortlist's own, in valid text that ends as a sentence. */
void hostile_assert_told (const GError *error);

G_END_DECLS
