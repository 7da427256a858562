/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The live test: steps in an order, each of which passes or fails with what went wrong; the rest goes on as far as it can. */
#pragma once

#include "live-computer.h"

G_BEGIN_DECLS

typedef struct {
  const char *address;
  char *email, *password, *username; /* @username: (nullable): the account is made for this */
  gboolean is_model;                 /* its clock is moved where another server is waited for */
  char *marker;                      /* stands in every name, so that nothing of the person's is taken for ours */
  char **without;                    /* (nullable): kinds that the server is known not to have */
  GHashTable *skipped;               /* names of what isn't there for that */
  LiveComputer *one, *other;
  GHashTable *things;                /* name → LiveThing */
  GHashTable *before;                /* ids that the server had before */
  guint n_passed, n_failed;
  GString *trouble;                  /* of the step that runs */
} Live;

void     live_fail       (Live *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
gboolean live_check      (Live *self, gboolean holds, const char *words);
gboolean live_take       (Live *self, GError *error, const char *words);
char    *live_fill       (Live *self, LiveComputer *computer, const char *json);
char    *live_find       (Live *self, LiveComputer *computer, const char *name);
void     live_make       (Live *self, LiveComputer *computer, const char *name, SlKind kind, const char *json);
void     live_edit       (Live *self, LiveComputer *computer, const char *name, const char *json);
void     live_trash      (Live *self, LiveComputer *computer, const char *name);
void     live_name       (Live *self, LiveComputer *computer, const char *name, SlKind kind, const char *id);
void     live_round      (Live *self, LiveComputer *computer, SlSyncRunFlags flags, SlSyncResult *result);
void     live_rounds     (Live *self);
void     live_try_rounds (Live *self);
void     live_wait       (Live *self, const char *words);
void     live_check_alike (Live *self);
void     live_check_text (Live *self, LiveComputer *computer, const char *name, guint field, const char *text);
gboolean live_sign_in    (Live *self, LiveComputer *computer, const char *username);

/** LiveStep: @is_needed: whether nothing that follows makes sense without it */
typedef struct {
  const char *name;
  void (*run) (Live *self);
  gboolean is_needed;
} LiveStep;

extern const LiveStep live_steps[];
extern const LiveStep live_last_steps[];

G_END_DECLS
