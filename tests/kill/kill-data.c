/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See kill-data.h. */
#define G_LOG_DOMAIN "kill-data"

#include "config.h"

#include <glib/gstdio.h>

#include "kill-data.h"
#include "sl-store-query.h"

char *
kill_data_new_dir (void)
{
  g_autofree char *template = g_build_filename (sl_test_tmp_dir (), "data-XXXXXX", NULL);

  g_chmod (sl_test_tmp_dir (), 0755);
  return g_strdup (g_mkdtemp (template));
}

SlContext *
kill_data_open (const char *dir,
                SlClock    *clock)
{
  g_autoptr (GError) error = NULL;
  SlContext *context = sl_context_new (dir, clock);

  sl_context_open (context, &error);
  g_assert_no_error (error);
  return context;
}

void
kill_data_close (SlContext *context)
{
  sl_context_close (context);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_object_unref (context);
}

SlTransaction *
kill_data_add (SlContext  *context,
               const char *company,
               GError    **error)
{
  g_autoptr (SlRecord) application = sl_record_new (SL_KIND_APPLICATION);
  g_autoptr (SlChangeset) changeset = NULL;

  sl_record_set_text (application, SL_APPLICATION_COMPANY_NAME, company);
  sl_record_set_text (application, SL_APPLICATION_ROLE_TITLE, "Tester");
  sl_record_set_text (application, SL_APPLICATION_STATUS, SL_STATUS_APPLIED);
  sl_record_set_text (application, SL_APPLICATION_NOTES, "“Quoted”, naïve, 東京 and more");
  changeset = sl_deed_add_application (application, NULL);
  return sl_store_apply (sl_context_get_store (context), changeset, error);
}

void
kill_data_must_add (SlContext  *context,
                    const char *company)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = kill_data_add (context, company, &error);

  g_assert_no_error (error);
}

typedef struct {
  gint64 n_applications;
  guint n_problems;
} State;

static gpointer
look (SlConnection *connection,
      gpointer      data,
      GCancellable *cancellable,
      GError      **error)
{
  State *state = data;
  g_autoptr (GPtrArray) problems = sl_store_check (connection, cancellable, error);

  if (problems == NULL)
    return NULL;
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (problems, i));
  state->n_problems = problems->len;
  state->n_applications = sl_connection_get_integer (connection, "SELECT count (*) FROM applications WHERE deleted_at IS NULL", -1);
  return state;
}

gboolean
kill_data_look (SlContext *context,
                GError   **error)
{
  State state;

  return sl_store_read (sl_context_get_store (context), look, &state, error) != NULL;
}

gint64
kill_data_assert_sound (SlContext *context)
{
  g_autoptr (GError) error = NULL;
  State state;

  sl_store_read (sl_context_get_store (context), look, &state, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (state.n_problems, ==, 0);
  return state.n_applications;
}

static gpointer
run_query (SlConnection *connection,
           gpointer      data,
           GCancellable *cancellable,
           GError      **error)
{
  SlQuery *query = data;
  g_autoptr (GArray) pks = sl_store_query_pks (connection, query, 20000, 0, cancellable, error);

  if (pks == NULL)
    return NULL;
  g_assert_cmpint (sl_store_query_count (connection, query, 20000, NULL), ==, (gint64) pks->len);
  for (SlFacet facet = 0; facet < SL_N_FACETS; facet++)
    {
      g_autoptr (GHashTable) counts = sl_store_query_facet_counts (connection, query, facet, 20000, cancellable, error);
      if (counts == NULL)
        return NULL;
    }
  return query;
}

gboolean
kill_data_query (SlContext *context,
                 SlQuery   *query,
                 GError   **error)
{
  return sl_store_read (sl_context_get_store (context), run_query, query, error) != NULL;
}
