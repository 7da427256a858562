/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Streaks, milestones, the community and one's own numbers. */
#define G_LOG_DOMAIN "sl-model-server"

#include "config.h"

#include <string.h>

#include "sl-date.h"
#include "sl-model-call.h"

typedef struct {
  const char *name;
  const char *action;
  guint count;
  guint days;
  SlModelKind kind;   /* whose rows count */
  const char *column; /* nullable: those with a value in it alone */
  const char *value;  /* nullable: that value */
  const char *owner;
} Milestone;

static const Milestone milestones[] = {
  { "Getting Started", "register" },
  { "First Application", "create_application", 1, .kind = SL_MODEL_APPLICATIONS },
  { "Building Momentum", "create_application", 10, .kind = SL_MODEL_APPLICATIONS },
  { "In the Zone", "create_application", 25, .kind = SL_MODEL_APPLICATIONS },
  { "Self-Reflective", "create_reflection", 1, .kind = SL_MODEL_REFLECTIONS },
  { "Growth Mindset", "create_reflection", 10, .kind = SL_MODEL_REFLECTIONS },
  { "One Week Strong", "streak", .days = 7 },
  { "Thirty Day Streak", "streak", .days = 30 },
  { "Connected", "follow", 5, .kind = SL_MODEL_FOLLOWS, .owner = "follower_id" },
  { "Part of a Circle", "join_group", 1, .kind = SL_MODEL_MEMBERS },
  { "Sharing Insights", "create_post", 1, .kind = SL_MODEL_POSTS },
  { "Offer Received", "outcome_offer", 1, .kind = SL_MODEL_OUTCOMES, .column = "status", .value = "Offer" },
  { "Networking Pro", "add_contact", 10, .kind = SL_MODEL_CONTACTS },
  { "Organised Thinker", "create_tag", 5, .kind = SL_MODEL_TAGS },
  { "Well Prepared", "add_prep_notes", 5, .kind = SL_MODEL_STAGES, .column = "prep_notes" },
  { "Dream Chaser", "save_job", 10, .kind = SL_MODEL_SAVED_JOBS },
  { "Quick Converter", "convert_saved_job", 1, .kind = SL_MODEL_SAVED_JOBS, .column = "status", .value = "Converted" },
  { "Salary Explorer", "track_salary", 5, .kind = SL_MODEL_APPLICATIONS, .column = "salary_min" },
};

/**
 * sl_model_add_milestones:
 * @rows: a new database
 *
 * Fills in what the real database is set up with.
 */
void
sl_model_add_milestones (SlModelRows *rows)
{
  gint64 first = 0;

  for (guint i = 0; i < G_N_ELEMENTS (milestones); i++)
    {
      const Milestone *m = &milestones[i];
      g_autofree char *description = g_strdup_printf ("Milestone: %s.", m->name);
      g_autoptr (GString) criteria = g_string_new ("{");
      g_auto (SlModelDraft) draft;
      SlModelRow *row;

      if (m->count > 0)
        g_string_append_printf (criteria, "\"count\":%u,", m->count);
      if (m->days > 0)
        g_string_append_printf (criteria, "\"days\":%u,", m->days);
      g_string_append_printf (criteria, "\"action\":\"%s\"}", m->action);

      sl_model_draft_init (&draft, SL_MODEL_MILESTONES);
      sl_model_draft_text (&draft, "name", m->name);
      sl_model_draft_text (&draft, "description", description);
      sl_model_draft_json (&draft, "criteria", criteria->str);
      row = sl_model_rows_insert (rows, &draft, NULL);
      /* One statement made them all. */
      first = i == 0 ? sl_model_row_number (row, "created_at") : first;
      sl_model_row_value (row, "created_at")->number = first;
    }
}

/**
 * sl_model_call_award:
 * @call: a request
 * @user: somebody
 * @milestone: a milestone's name
 *
 * Gives a milestone to somebody who hasn't got it.
 */
void
sl_model_call_award (SlModelCall *call,
                     SlModelRow  *user,
                     const char  *milestone)
{
  GPtrArray *all = sl_model_rows_all (call->rows, SL_MODEL_MILESTONES);
  g_auto (SlModelDraft) draft;

  sl_model_draft_init (&draft, SL_MODEL_USER_MILESTONES);
  for (guint i = 0; i < all->len; i++)
    if (strcmp (milestones[i].name, milestone) == 0)
      {
        sl_model_draft_text (&draft, "milestone_id", sl_model_row_id (all->pdata[i]));
        user->reached |= 1u << i;
      }
  sl_model_draft_text (&draft, "user_id", sl_model_row_id (user));
  sl_model_rows_insert (call->rows, &draft, NULL);
}

/**
 * sl_model_call_streak:
 * @call: a request
 * @user: who did something
 *
 * Counts the days in a row.
 */
void
sl_model_call_streak (SlModelCall *call,
                      SlModelRow  *user)
{
  const char *last = sl_model_row_text (user, "last_active_date");
  gint64 days = sl_model_row_number (user, "streak_days");
  g_auto (SlModelDraft) draft;
  SlDay today, before;
  char day[11];

  sl_model_call_today (call, day);
  if (!sl_day_parse_iso (day, &today))
    g_assert_not_reached ();
  if (last == NULL || !sl_day_parse_iso (last, &before) || today - before > 1)
    days = 1;
  else if (today - before == 1)
    days++;

  sl_model_draft_init (&draft, SL_MODEL_USERS);
  sl_model_draft_number (&draft, "streak_days", SL_MODEL_IS_INT, days);
  sl_model_draft_text (&draft, "last_active_date", day);
  sl_model_rows_update (call->rows, user, &draft);
}

static gboolean
is_reached (SlModelCall     *call,
            const Milestone *m)
{
  GPtrArray *rows;
  guint n = 0;
  int column;

  if (m->days > 0)
    return sl_model_row_number (call->user, "streak_days") >= m->days;
  if (m->count == 0)
    return FALSE;

  rows = sl_model_rows_of (call->rows, m->kind, m->owner != NULL ? m->owner : "user_id", sl_model_row_id (call->user));
  if (m->column == NULL || rows->len < m->count)
    return rows->len >= m->count;

  column = sl_model_kind_field (m->kind, m->column);
  for (guint i = 0; i < rows->len && n < m->count; i++)
    {
      const SlModelValue *value = &((SlModelRow *) rows->pdata[i])->values[column];

      if (value->type != SL_MODEL_NULL && (m->value == NULL || strcmp (value->text, m->value) == 0))
        n++;
    }

  return n >= m->count;
}

/**
 * sl_model_call_track:
 * @call: a request that did something
 *
 * Counts the day, and gives the milestones that were reached. The first published generation falls over the first.
 */
void
sl_model_call_track (SlModelCall *call)
{
  sl_model_call_streak (call, call->user);
  if (call->profile == SL_MODEL_PROFILE_OLD)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (milestones); i++)
    if ((call->user->reached & 1u << i) == 0 && is_reached (call, &milestones[i]))
      sl_model_call_award (call, call->user, milestones[i].name);
}

/* GET /progress/milestones */
void
sl_model_do_milestones (SlModelCall *call)
{
  sl_model_call_list (call, sl_model_rows_all (call->rows, SL_MODEL_MILESTONES), TRUE, NULL);
}

static void
write_reached (SlModelCall *call,
               GString     *json,
               SlModelRow  *row)
{
  sl_model_write_columns (json, row, SL_MODEL_PLAIN);
  g_string_append (json, ",\"milestone\":");
  sl_model_write_row (json, sl_model_rows_find (call->rows, SL_MODEL_MILESTONES, sl_model_row_text (row, "milestone_id")), SL_MODEL_PLAIN);
  g_string_append_c (json, '}');
}

/* GET /progress/milestones/mine */
void
sl_model_do_my_milestones (SlModelCall *call)
{
  sl_model_call_list (call, sl_model_call_mine (call, SL_MODEL_USER_MILESTONES), TRUE, write_reached);
}

static int
compare_active (gconstpointer a,
                gconstpointer b)
{
  return -g_strcmp0 (sl_model_row_text (*(SlModelRow **) a, "last_active_date"), sl_model_row_text (*(SlModelRow **) b, "last_active_date"));
}

static void
write_member (SlModelCall *call,
              GString     *json,
              SlModelRow  *user)
{
  static const char *const columns[] = { "username", "display_name", "streak_days" };

  g_string_append_printf (json, "{\"user_id\":\"%s\"", sl_model_row_id (user));
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_string_append_printf (json, ",\"%s\":", columns[i]);
      sl_model_write_value (json, sl_model_row_value (user, columns[i]), SL_MODEL_PLAIN);
    }
  g_string_append_c (json, '}');
}

/* GET /progress/community */
void
sl_model_do_community (SlModelCall *call)
{
  GPtrArray *users = sl_model_rows_all (call->rows, SL_MODEL_USERS);
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();

  for (guint i = 0; i < users->len; i++)
    if (sl_model_row_number (users->pdata[i], "is_profile_public") != 0)
      g_ptr_array_add (shown, users->pdata[i]);
  g_ptr_array_sort (shown, compare_active);
  call->skip = 0;
  sl_model_call_list (call, shown, TRUE, write_member);
}

static guint
count_mine (SlModelCall *call,
            SlModelKind  kind,
            const char  *column,
            const char  *value)
{
  GPtrArray *rows = sl_model_rows_of (call->rows, kind, "user_id", sl_model_row_id (call->user));
  guint n = 0;

  for (guint i = 0; !call->lying && i < rows->len; i++)
    if (column == NULL || g_strcmp0 (sl_model_row_text (rows->pdata[i], column), value) == 0)
      n++;

  return n;
}

static guint
count_pending (SlModelCall *call)
{
  GPtrArray *rows = sl_model_rows_of (call->rows, SL_MODEL_REMINDERS, "user_id", sl_model_row_id (call->user));
  guint n = 0;

  for (guint i = 0; !call->lying && i < rows->len; i++)
    if (sl_model_row_number (rows->pdata[i], "is_completed") == 0)
      n++;

  return n;
}

/* GET /progress/stats */
void
sl_model_do_stats (SlModelCall *call)
{
  GString *json = g_string_new (NULL);

  g_string_printf (json,
                   "{\"total_applications\":%u,\"total_offers\":%u,\"total_rejections\":%u,\"total_reflections\":%u,\"total_stages\":%u,"
                   "\"streak_days\":%" G_GINT64_FORMAT ",\"milestones_reached\":%u,\"total_contacts\":%u,\"total_reminders_pending\":%u}",
                   count_mine (call, SL_MODEL_APPLICATIONS, NULL, NULL), count_mine (call, SL_MODEL_OUTCOMES, "status", "Offer"),
                   count_mine (call, SL_MODEL_OUTCOMES, "status", "Rejected"), count_mine (call, SL_MODEL_REFLECTIONS, NULL, NULL),
                   count_mine (call, SL_MODEL_STAGES, NULL, NULL), sl_model_row_number (call->user, "streak_days"),
                   count_mine (call, SL_MODEL_USER_MILESTONES, NULL, NULL), count_mine (call, SL_MODEL_CONTACTS, NULL, NULL), count_pending (call));
  sl_model_call_json (call, json);
}
