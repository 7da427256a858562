/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A long job search for the model server as a program, made the way a client makes it: for what is measured. */
#include "config.h"

#include <string.h>

#include "model-server-fill.h"
#include "sl-json.h"

#define TEXT "We bake for the whole coast: forty kinds of bread, night shifts every third week, and a house that is as old as the town. " \
             "You know sourdough, keep your oven, and teach whoever comes after you.\\n\\nWrite to us by the end of the month."

typedef struct {
  SlModelServer *model;
  char *authorization;
} Filler;

/* (transfer full) (nullable): what was made */
static JsonObject *
post (Filler     *self,
      const char *path,
      const char *body)
{
  g_autofree char *whole = g_strconcat ("/api/v1", path, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  const SlModelRequest request = { .method = "POST", .path = whole, .authorization = self->authorization, .content_type = "application/json", .body = bytes };
  g_autoptr (SlModelAnswer) answer = sl_model_server_handle (self->model, &request);

  if (answer->status >= 300)
    g_error ("POST %s: %u", path, answer->status);
  return sl_json_parse_object_bytes (answer->body, NULL);
}

static char *
make (Filler     *self,
      const char *path,
      const char *body)
{
  g_autoptr (JsonObject) row = post (self, path, body);

  return g_strdup (sl_json_get_string (row, "id", NULL));
}

static void
add (Filler     *self,
     const char *path,
     char       *body)
{
  g_autofree char *owned = body;
  g_autofree char *id = make (self, path, owned);
}

static void
add_parts (Filler     *self,
           guint       i,
           const char *id,
           const char *tag)
{
  g_autofree char *stages = g_strdup_printf ("/applications/%s/stages", id);
  g_autofree char *reflection = g_strdup_printf ("/applications/%s/reflection", id);
  g_autofree char *outcome = g_strdup_printf ("/applications/%s/outcome", id);
  g_autofree char *assignment = g_strdup_printf ("/tags/application/%s/%s", id, tag);

  for (guint k = 0; k < i % 3; k++)
    add (self, stages, g_strdup_printf ("{\"stage_name\":\"Round %u\",\"stage_date\":\"2026-03-%02u\",\"questions_asked\":[\"Why here?\",\"Why now?\"],\"notes\":\"Friendly\"}", k + 1, k + 10));
  if (i % 2 == 0)
    add (self, reflection, g_strdup ("{\"what_worked\":\"The trial day\",\"skill_gaps\":{\"rye\":\"more practice\"}}"));
  if (i % 5 == 0)
    add (self, outcome, g_strdup ("{\"status\":\"Offer\",\"salary\":45000,\"benefits\":\"Bread\"}"));
  if (i % 2 == 0)
    add (self, "/contacts/", g_strdup_printf ("{\"application_id\":\"%s\",\"name\":\"Personnel office %u\",\"email\":\"office%u@example.org\"}", id, i, i));
  if (i % 4 == 0)
    add (self, "/reminders/", g_strdup_printf ("{\"application_id\":\"%s\",\"title\":\"Ask again %u\",\"remind_at\":\"2026-04-01T08:00:00Z\"}", id, i));
  if (i % 5 == 0)
    add (self, "/documents/", g_strdup_printf ("{\"application_id\":\"%s\",\"name\":\"Letter %u\",\"file_url\":\"https://example.org/%u.pdf\"}", id, i, i));
  if (i % 5 == 0)
    add (self, assignment, g_strdup (""));
}

/** model_server_fill: @count applications with what hangs on them, for who signs in as @email with @password */
void
model_server_fill (SlModelServer *model,
                   const char    *email,
                   const char    *password,
                   guint          count)
{
  Filler self = { .model = model };
  g_autofree char *login = g_strdup_printf ("{\"email\":\"%s\",\"password\":\"%s\"}", email, password);
  g_autoptr (JsonObject) session = post (&self, "/auth/login", login);
  g_autofree char *resume = NULL, *tag = NULL;

  self.authorization = g_strconcat ("Bearer ", sl_json_get_string (session, "access_token", ""), NULL);
  resume = make (&self, "/resumes/", "{\"version_name\":\"General\"}");
  tag = make (&self, "/tags/", "{\"name\":\"near\"}");
  for (guint i = 0; i < count; i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"company_name\":\"Bakery %u\",\"role_title\":\"Baker\",\"status\":\"Applied\",\"location\":\"Kiel\",\"url\":\"https://example.org/jobs/%u\","
                                               "\"applied_date\":\"2026-02-%02u\",\"priority\":\"High\",\"salary_min\":%u,\"salary_max\":%u,\"resume_version_id\":\"%s\",\"description\":\"" TEXT "\",\"notes\":\"Bread\\nand rolls\"}",
                                               i, i, i % 28 + 1, 30000 + i, 40000 + i, resume);
      g_autofree char *id = make (&self, "/applications/", body);

      add_parts (&self, i, id, tag);
    }
  for (guint i = 0; i < count / 20; i++)
    add (&self, "/saved-jobs/", g_strdup_printf ("{\"company_name\":\"Mill %u\",\"role_title\":\"Miller\",\"notes\":\"By the sea\"}", i));
  g_free (self.authorization);
}
