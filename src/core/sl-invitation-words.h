/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an event of a calendar says, as words to be compared: title, people and place, text, and where it is written from.
 * Links and the names of services that one calls with say nothing about whom it is with, and are left out. */

#pragma once

#include "sl-invitation.h"

G_BEGIN_DECLS

/**
 * SlInvitationWord:
 * @key: folded
 * @capital: it doesn't begin with a small letter
 * @sign: it is a sign that stands for a word: "@" or "&"
 * @after: the first sign behind it that is no blank; 0: none
 */
typedef struct {
  char *key;
  gboolean capital;
  gboolean sign;
  gunichar after;
} SlInvitationWord;

/**
 * SlInvitationClues:
 * @title: (element-type SlInvitationWord): the event's title
 * @names: (element-type SlInvitationWord): its people and its place
 * @text: (element-type SlInvitationWord): its description
 * @keys: (unowned elements): the keys of all these words
 * @hosts: (array zero-terminated=1): of the addresses, but for the person's own
 * @labels: (array zero-terminated=1): "torvmark" of "mail.torvmark.example"
 * @interview: the title speaks of an interview
 */
typedef struct {
  GArray *title;
  GArray *names;
  GArray *text;
  GHashTable *keys;
  char **hosts;
  char **labels;
  gboolean interview;
} SlInvitationClues;

/* @own: (set of utf8): hosts of the person */
SlInvitationClues *sl_invitation_clues_new (const SlInvitation *invitation, GHashTable *own);
void sl_invitation_clues_free (SlInvitationClues *self);

/* (nullable text) (transfer full) (element-type SlInvitationWord) */
GArray *sl_invitation_words_split (const char *text);
/* Whether @name stands at @at of @words; @as_name: written as large or larger. */
gboolean sl_invitation_words_have_at (GArray *words, guint at, GArray *name, gboolean as_name);
gboolean sl_invitation_words_have (GArray *words, GArray *name, gboolean as_name);
/* Whether what stands there is a name by its place, not a word of the language: "Torvmark: first call", "Tea @ Torvmark". */
gboolean sl_invitation_words_is_place_of_name (GArray *words, guint at, guint length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlInvitationClues, sl_invitation_clues_free)

G_END_DECLS
