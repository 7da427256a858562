/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small store in memory, beside which the rules are tried, and short ways to fill and look at it. */

#pragma once

#include "sl-kinds.h"
#include "sl-rules.h"
#include "sl-test.h"

G_BEGIN_DECLS

typedef struct {
  GHashTable *records; /* id -> SlRecord */
  SlClock *clock;
  SlRuleReader reader;
  guint n_reads;
  gboolean broken;
} RulesFixture;

/* When @event happened; G_MININT64 without a time. */
gint64 rules_get_time (SlRecord *event);
void rules_fixture_set_up (RulesFixture *f, gconstpointer data);
void rules_fixture_tear_down (RulesFixture *f, gconstpointer data);
gint64 rules_days_ago (RulesFixture *f, int days);
SlRecord *rules_make_application (const char *id, const char *status);
SlRecord *rules_make_child (SlKind kind, const char *application_id);
SlRecord *rules_make_event (const char *application_id, gint64 time, const char *to_status, const char *to_stage, const char *outcome);
/* Takes @record over. */
SlRecord *rules_store (RulesFixture *f, SlRecord *record);
/* Puts an application that has been in @status for 10 days into the store. */
SlRecord *rules_store_application (RulesFixture *f, const char *id, const char *status);
void rules_insert (SlChangeset *changeset, SlRecord *record);
void rules_set_status (SlChangeset *changeset, const char *id, const char *status);
void rules_follow (RulesFixture *f, SlChangeset *changeset);
/* The last update of @field of application @id in @changeset, or NULL. */
const SlChange *rules_find_update (SlChangeset *changeset, const char *id, guint field);
const char *rules_get_updated (SlChangeset *changeset, const char *id, guint field);
/* The @n-th inserted event, or NULL. */
SlRecord *rules_find_event (SlChangeset *changeset, guint n);
void rules_assert_event (SlRecord *event, const char *from, const char *to, const char *lane, const char *outcome);

#define RULES_TEST(path, func) g_test_add ("/model/rules/" path, RulesFixture, NULL, rules_fixture_set_up, func, rules_fixture_tear_down)

G_END_DECLS
