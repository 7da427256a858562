/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dashboard and the bank of questions. */
#define G_LOG_DOMAIN "sl-model-server"

#include "config.h"

#include <string.h>

#include "sl-date.h"
#include "sl-json.h"
#include "sl-model-call.h"

#define TREND_WEEKS 12
#define TOP_COMPANIES 10

/* Something counted, in the order of its first appearance. */
typedef struct {
  const char *name;
  guint counts[3];
} Count;

static Count *
get_count (GArray     *counts,
           const char *name)
{
  Count fresh = { name, { 0, 0, 0 } };

  for (guint i = 0; i < counts->len; i++)
    if (strcmp (g_array_index (counts, Count, i).name, name) == 0)
      return &g_array_index (counts, Count, i);

  g_array_append_val (counts, fresh);

  return &g_array_index (counts, Count, counts->len - 1);
}

static int
compare_counts (gconstpointer a,
                gconstpointer b)
{
  const Count *left = a, *right = b;

  return left->counts[0] > right->counts[0] ? -1 : left->counts[0] < right->counts[0];
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (((const Count *) a)->name, ((const Count *) b)->name);
}

static void
write_counts (GString    *json,
              const char *member,
              GArray     *counts,
              const char *name,
              const char *const keys[3],
              guint       most)
{
  guint written = 0;

  g_string_append_printf (json, "\"%s\":[", member);
  for (guint i = 0; i < MIN (counts->len, most); i++)
    {
      const Count *count = &g_array_index (counts, Count, i);

      if (count->name[0] == '\0')
        continue;
      g_string_append_printf (json, "%s{\"%s\":", written++ > 0 ? "," : "", name);
      sl_model_write_string (json, count->name);
      for (guint k = 0; k < 3 && keys[k] != NULL; k++)
        g_string_append_printf (json, ",\"%s\":%u", keys[k], count->counts[k]);
      g_string_append_c (json, '}');
    }
  g_string_append (json, "],");
}

static void
write_by (GString    *json,
          GPtrArray  *applications,
          const char *member,
          const char *column,
          const char *name,
          guint       most)
{
  static const char *const keys[3] = { "count", NULL, NULL };
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (Count));

  for (guint i = 0; i < applications->len; i++)
    get_count (counts, sl_model_row_text (applications->pdata[i], column))->counts[0]++;
  g_array_sort (counts, compare_counts);
  write_counts (json, member, counts, name, keys, most);
}

static void
write_rate (SlModelCall       *call,
            GString           *json,
            GPtrArray         *applications,
            const char        *member,
            const char *const *statuses)
{
  const char *first = sl_model_words (SL_MODEL_STATUS_WORDS, call->profile)[0];
  guint tracked = 0, n = 0;

  for (guint i = 0; i < applications->len; i++)
    {
      const char *status = sl_model_row_text (applications->pdata[i], "status");

      tracked += strcmp (status, first) != 0;
      n += g_strv_contains (statuses, status);
    }
  g_string_append_printf (json, "\"%s\":", member);
  sl_model_write_double (json, tracked > 0 ? (double) n / tracked : 0.0, 4);
  g_string_append_c (json, ',');
}

static void
write_sources (SlModelCall *call,
               GString     *json,
               GPtrArray   *applications)
{
  static const char *const keys[3] = { "applied", "interviews", "offers" };
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (Count));

  for (guint i = 0; i < applications->len; i++)
    {
      const char *id = sl_model_row_id (applications->pdata[i]), *source = sl_model_row_text (applications->pdata[i], "applied_source");
      SlModelRow *outcome = sl_model_rows_find_by (call->rows, SL_MODEL_OUTCOMES, "application_id", id, NULL, NULL);
      Count *count = get_count (counts, source != NULL ? source : "Unknown");

      count->counts[0]++;
      count->counts[1] += sl_model_rows_of (call->rows, SL_MODEL_STAGES, "application_id", id)->len > 0;
      count->counts[2] += outcome != NULL && g_strcmp0 (sl_model_row_text (outcome, "status"), "Offer") == 0;
    }
  g_array_sort (counts, compare_counts);
  write_counts (json, "source_breakdown", counts, "source", keys, G_MAXUINT);
}

static void
count_weeks (GArray       *counts,
             GStringChunk *names,
             GPtrArray    *rows,
             const char   *column,
             guint         which,
             SlDay         since)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const char *text = sl_model_row_text (rows->pdata[i], column);
      SlDay day;
      int year, week;
      char name[16];

      if (text == NULL || !sl_day_parse_iso (text, &day) || day < since || !sl_day_iso_week (day, &year, &week))
        continue;

      g_snprintf (name, sizeof name, "%d-W%02d", year, week);
      get_count (counts, g_string_chunk_insert_const (names, name))->counts[which]++;
    }
}

static void
write_trend (SlModelCall *call,
             GString     *json,
             GPtrArray   *applications)
{
  static const char *const keys[3] = { "applications", "stages", NULL };
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (Count));
  GStringChunk *names = g_string_chunk_new (256);
  char today[11];
  SlDay day;

  sl_model_call_today (call, today);
  if (!sl_day_parse_iso (today, &day))
    g_assert_not_reached ();
  count_weeks (counts, names, applications, "applied_date", 0, day - 7 * TREND_WEEKS);
  count_weeks (counts, names, sl_model_call_mine (call, SL_MODEL_STAGES), "stage_date", 1, day - 7 * TREND_WEEKS);
  g_array_sort (counts, compare_names);
  write_counts (json, "weekly_trend", counts, "week", keys, G_MAXUINT);
  g_string_chunk_free (names);
}

typedef struct {
  guint rows, n;
  gint64 sum, most;
} Mean;

static void
add_to_mean (Mean         *mean,
             SlModelValue *value)
{
  if (value->type == SL_MODEL_NULL || value->number == 0)
    return;

  mean->n++;
  mean->sum += value->number;
  mean->most = MAX (mean->most, value->number);
}

static void
write_mean (GString    *json,
            const char *member,
            const Mean *mean)
{
  g_string_append_printf (json, "\"%s\":", member);
  if (mean->n > 0)
    sl_model_write_double (json, (double) mean->sum / mean->n, 2);
  else
    g_string_append (json, "null");
  g_string_append_c (json, ',');
}

static void
write_salaries (SlModelCall *call,
                GString     *json,
                GPtrArray   *applications)
{
  GPtrArray *outcomes = sl_model_call_mine (call, SL_MODEL_OUTCOMES);
  Mean low = { 0 }, high = { 0 }, offered = { 0 };
  guint with_salary = 0;

  for (guint i = 0; i < applications->len; i++)
    {
      SlModelValue *least = sl_model_row_value (applications->pdata[i], "salary_min");
      SlModelValue *most = sl_model_row_value (applications->pdata[i], "salary_max");

      with_salary += least->type != SL_MODEL_NULL || most->type != SL_MODEL_NULL;
      add_to_mean (&low, least);
      add_to_mean (&high, most);
    }
  for (guint i = 0; applications->len > 0 && i < outcomes->len; i++)
    if (g_strcmp0 (sl_model_row_text (outcomes->pdata[i], "status"), "Offer") == 0)
      add_to_mean (&offered, sl_model_row_value (outcomes->pdata[i], "salary"));

  g_string_append_printf (json, "\"salary_insights\":{\"applications_with_salary\":%u,", with_salary);
  write_mean (json, "average_expected_min", &low);
  write_mean (json, "average_expected_max", &high);
  g_string_append_printf (json, "\"offers_with_salary\":%u,", offered.n);
  write_mean (json, "average_offered", &offered);
  if (offered.n > 0)
    g_string_append_printf (json, "\"highest_offer\":%" G_GINT64_FORMAT, offered.most);
  else
    g_string_append (json, "\"highest_offer\":null");
  g_string_append (json, ",\"currency\":\"USD\"},");
}

/* GET /analytics/dashboard */
void
sl_model_do_dashboard (SlModelCall *call)
{
  static const char *const rates[][3] = {
    { "response_rate", "Interviewing Offer Accepted Rejected", "Shortlisted Interview Offer Rejected Closed" },
    { "interview_rate", "Interviewing Offer Accepted", "Interview Offer Closed" },
    { "offer_rate", "Offer Accepted", "Offer Closed" },
  };
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  GPtrArray *applications = call->lying ? nothing : sl_model_rows_of (call->rows, SL_MODEL_APPLICATIONS, "user_id", sl_model_row_id (call->user));
  GString *json = g_string_new ("{");

  write_by (json, applications, "pipeline", "status", "status", G_MAXUINT);
  for (guint i = 0; i < G_N_ELEMENTS (rates); i++)
    {
      g_auto (GStrv) statuses = g_strsplit (rates[i][call->profile == SL_MODEL_PROFILE_HEAD ? 2 : 1], " ", -1);

      write_rate (call, json, applications, rates[i][0], (const char *const *) statuses);
    }
  write_sources (call, json, applications);
  write_trend (call, json, applications);
  write_salaries (call, json, applications);
  write_by (json, applications, "top_companies", "company_name", "company", TOP_COMPANIES);
  /* In place of the last comma. */
  json->str[json->len - 1] = '}';
  sl_model_call_json (call, json);
}

static guint
write_questions (SlModelCall *call,
                 GString     *json,
                 SlModelRow  *stage,
                 guint        before)
{
  const char *text = sl_model_row_text (stage, "questions_asked"), *type = sl_model_row_text (stage, "stage_type");
  SlModelRow *application = sl_model_rows_find (call->rows, SL_MODEL_APPLICATIONS, sl_model_row_text (stage, "application_id"));
  g_autoptr (JsonNode) node = text != NULL ? sl_json_parse (text, -1, NULL) : NULL;
  JsonArray *questions = node != NULL ? json_node_get_array (node) : NULL;
  guint n = questions != NULL ? json_array_get_length (questions) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_string_append (json, before + i > 0 ? ",{\"question\":" : "{\"question\":");
      sl_model_write_string (json, json_array_get_string_element (questions, i));
      g_string_append (json, ",\"stage_type\":");
      sl_model_write_string (json, type != NULL ? type : sl_model_row_text (stage, "stage_name"));
      g_string_append (json, ",\"company\":");
      sl_model_write_string (json, sl_model_row_text (application, "company_name"));
      g_string_append (json, ",\"role\":");
      sl_model_write_string (json, sl_model_row_text (application, "role_title"));
      g_string_append_c (json, '}');
    }

  return n;
}

/* GET /analytics/questions */
void
sl_model_do_questions (SlModelCall *call)
{
  GPtrArray *stages = sl_model_call_mine (call, SL_MODEL_STAGES);
  GString *json = g_string_new ("{\"questions\":[");
  guint n = 0;

  for (guint i = 0; !call->lying && i < stages->len; i++)
    n += write_questions (call, json, stages->pdata[i], n);
  g_string_append_printf (json, "],\"total\":%u}", n);
  sl_model_call_json (call, json);
}
