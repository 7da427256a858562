/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private mode: what is not to be seen while somebody else looks at the screen. Everything that puts a company, a person
 * or an amount on the screen asks here for the words; files that are exported don't. Off in every program until a
 * window turns it on. */

#pragma once

#include "sl-field.h"

G_BEGIN_DECLS

/* What stands for words that have no name of their own. */
#define SL_PRIVATE_HIDDEN "•••"

/**
 * SlPrivate:
 * @SL_PRIVATE_NAMES: companies and people, and texts that speak of them
 * @SL_PRIVATE_SALARIES: amounts of money
 * @SL_PRIVATE_REJECTIONS: rejected applications
 */
typedef enum {
  SL_PRIVATE_NAMES = 1 << 0,
  SL_PRIVATE_SALARIES = 1 << 1,
  SL_PRIVATE_REJECTIONS = 1 << 2,
} SlPrivate;

void     sl_private_set         (guint          what);
gboolean sl_private_hides       (guint          what);
guint    sl_private_get_told    (const SlField *field);
gboolean sl_private_hides_field (const SlField *field);

/* (transfer full), "" for NULL */
char    *sl_private_company     (const char    *company);
char    *sl_private_person      (const char    *name);
char    *sl_private_name        (SlKind         kind,
                                 const char    *name);
char    *sl_private_round       (const char    *name,
                                 const char    *type);
char    *sl_private_document    (const char    *name,
                                 const char    *type);
char    *sl_private_text        (const char    *text);
char    *sl_private_words       (const char    *words,
                                 guint          told);
char    *sl_private_money       (const char    *amount);

G_END_DECLS
