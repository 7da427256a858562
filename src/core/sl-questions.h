/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The question bank: every question that the rounds of all applications hold, the same one asked several times once, with
 * where it was asked and the person's own notes on it. What stands in a round is read with patience: a server or a file may
 * have put anything there. */

#pragma once

#include "sl-connection.h"
#include "sl-date.h"
#include "sl-kinds.h"

G_BEGIN_DECLS

/**
 * SlAsked: one time that a question was asked.
 * @stage_type: (nullable): the round's type
 * @day: of the round, or %SL_DAY_NONE
 */
typedef struct {
  char *stage_id;
  char *application_id;
  char *company;
  char *role;
  char *stage_name;
  char *stage_type;
  SlDay day;
} SlAsked;

#define SL_TYPE_QUESTION (sl_question_get_type ())
G_DECLARE_FINAL_TYPE (SlQuestion, sl_question, SL, QUESTION, GObject)

/* Properties, read-only: "text", "key" (equal for the same question), "n-asked" (uint), "notes" (nullable). Immutable. */
const char *sl_question_get_text (SlQuestion *self);
const char *sl_question_get_key (SlQuestion *self);
const char *sl_question_get_notes (SlQuestion *self);
const char *sl_question_get_answer_id (SlQuestion *self);
guint sl_question_get_n_asked (SlQuestion *self);
const SlAsked *sl_question_get_asked (SlQuestion *self, guint index);
gboolean sl_question_equal (SlQuestion *self, SlQuestion *other);
/* Whether it fits what one looks for: words in any case, a round's type, a company; each nullable: any. */
gboolean sl_question_matches (SlQuestion *self, const char *text, const char *stage_type, const char *company);

char *sl_question_make_key (const char *text);

/* What a round's questions-asked holds, whatever that is. (transfer full), NULL-terminated, maybe empty. */
char **sl_questions_parse (const char *json);
/* (element-type SlQuestion): the most often asked first. For an SlReadFunc. */
GPtrArray *sl_questions_read (SlConnection *connection, GCancellable *cancellable, GError **error);
/* (element-type utf8): the companies that asked any, by name, each once. (transfer full) */
GPtrArray *sl_questions_list_companies (GPtrArray *questions);
/* Mixes @questions; the same @seed gives the same order. */
void sl_questions_shuffle (GPtrArray *questions, guint32 seed);

G_END_DECLS
