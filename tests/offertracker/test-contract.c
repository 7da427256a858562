/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The contract: what the real server was recorded answering (data/), the model server answers, too. Each recording is
 * replayed in its order; ids are matched by where they stand, the server's own times by their form and order. All else
 * has to be equal: status, headers, every member of every body. */
#include "config.h"

#include <string.h>

#include "sl-json.h"
#include "sl-model-contract.h"
#include "sl-test.h"

#define N_RECORDS 251
#define START G_GINT64_CONSTANT (1795301579000000) /* 2026-11-21T22:52:59Z, as recorded: some answers hold the server's day */
/* Stands for U+0000 between reading a recording and sending what it holds. */
#define NUL_MARK "\xee\x80\x80"

/* The calls that the second user made; the recordings don't say so. */
static const int by_second_user[] = { 28, 43, 81, 131, 194, 218, 219, 220, 222, 223, 244 };

typedef struct {
  SlModelContract contract;
  SlModelServer *server;
  gint64 now;
  char *tokens[2];
  guint n_equal;
  GChecksum *checksum;
} Replay;

static gint64
now_cb (gpointer data)
{
  return ((Replay *) data)->now;
}

/* Bytes that the recording shows as characters of Latin 1. */
static GBytes *
bytes_from_latin1 (const char *text)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    g_byte_array_append (bytes, (guint8[]) { (guint8) g_utf8_get_char (p) }, 1);

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static GBytes *
dup_body (Replay     *replay,
          JsonObject *record,
          const char *type)
{
  JsonNode *node = json_object_get_member (record, "request");
  g_autofree char *text = NULL;
  g_autoptr (GString) own = NULL;

  if (JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (type != NULL && g_str_has_prefix (type, "multipart/"))
    return bytes_from_latin1 (json_node_get_string (node));

  text = JSON_NODE_HOLDS_VALUE (node) ? g_strdup (json_node_get_string (node)) : sl_json_to_text (node, FALSE);
  own = g_string_new_take (sl_model_contract_dup_own (&replay->contract, text));
  g_string_replace (own, NUL_MARK, "\\u0000", 0);

  return g_bytes_new (own->str, own->len);
}

static char *
dup_authorization (Replay     *replay,
                   JsonObject *record)
{
  guint user = 0;

  if (!sl_json_get_boolean (record, "authorized", FALSE))
    return NULL;
  if (replay->contract.n == 15)
    return g_strdup ("Bearer nonsense");
  if (replay->contract.n == 16)
    return g_strdup ("Basic nonsense");

  for (guint i = 0; i < G_N_ELEMENTS (by_second_user); i++)
    if (by_second_user[i] == replay->contract.n)
      user = 1;

  return g_strconcat ("Bearer ", replay->tokens[user], NULL);
}

static void
keep_token (Replay        *replay,
            SlModelAnswer *answer)
{
  g_autoptr (JsonObject) object = sl_json_parse_object_bytes (answer->body, NULL);

  g_assert_nonnull (object);
  g_set_str (&replay->tokens[replay->contract.n == 12 ? 0 : 1], sl_json_get_string (object, "access_token", NULL));
}

static void
replay_record (Replay     *replay,
               JsonObject *record)
{
  const char *type = sl_json_get_string (record, "request_type", NULL);
  g_autofree char *path = sl_model_contract_dup_own (&replay->contract, sl_json_get_string (record, "path", NULL));
  g_autofree char *authorization = dup_authorization (replay, record);
  g_autoptr (GBytes) body = dup_body (replay, record, type);
  SlModelRequest request = { sl_json_get_string (record, "method", NULL), path, authorization, type, body, NULL };
  g_autoptr (SlModelAnswer) answer = sl_model_server_handle (replay->server, &request);
  gsize before = replay->contract.differences->len;

  sl_model_contract_compare (&replay->contract, record, answer);
  replay->n_equal += replay->contract.differences->len == before;
  g_checksum_update (replay->checksum, g_bytes_get_data (answer->body, NULL), (gssize) g_bytes_get_size (answer->body));
  if (replay->contract.n == 12 || replay->contract.n == 13)
    keep_token (replay, answer);
}

static void
replay_all (Replay     *replay,
            const char *name,
            guint64     seed)
{
  SlModelProfile profile = strcmp (name, "newer") == 0 ? SL_MODEL_PROFILE_HEAD : SL_MODEL_PROFILE_DOC;
  g_autofree char *file = g_strdup_printf ("offertracker/data/%s.jsonl", name);
  g_autofree char *path = sl_test_data_path (file);
  g_autofree char *contents = NULL;
  g_autoptr (GString) text = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  text = g_string_new (g_strchomp (contents));
  g_string_replace (text, "\\u0000", NUL_MARK, 0);
  lines = g_strsplit (text->str, "\n", -1);

  *replay = (Replay) { .now = START };
  sl_model_contract_init (&replay->contract, name);
  replay->server = sl_model_server_new (profile, seed, now_cb, replay);
  replay->checksum = g_checksum_new (G_CHECKSUM_SHA256);
  sl_model_server_set_address (replay->server, profile == SL_MODEL_PROFILE_HEAD ? "http://127.0.0.1:18001" : "http://127.0.0.1:18000");

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (JsonObject) record = sl_json_parse_object (lines[i], &error);

      g_assert_no_error (error);
      replay->contract.n = (int) sl_json_get_int (record, "n", 0);
      g_assert_cmpint (replay->contract.n, ==, (int) i + 1);
      replay->now += 1017;
      replay_record (replay, record);
    }
  g_assert_cmpint (replay->contract.n, ==, N_RECORDS);
  sl_model_contract_finish (&replay->contract);
}

static void
replay_clear (Replay *replay)
{
  sl_model_server_free (replay->server);
  sl_model_contract_clear (&replay->contract);
  g_checksum_free (replay->checksum);
  g_free (replay->tokens[0]);
  g_free (replay->tokens[1]);
}

static void
test_recording (gconstpointer data)
{
  Replay replay;

  replay_all (&replay, data, 1);
  g_test_message ("%s: %u of %d answers are as recorded", replay.contract.recording, replay.n_equal, N_RECORDS);
  if (replay.contract.differences->len > 0)
    g_test_message ("%s", replay.contract.differences->str);
  g_assert_cmpstr (replay.contract.differences->str, ==, "");
  g_assert_cmpuint (replay.n_equal, ==, N_RECORDS);
  replay_clear (&replay);
}

/* The same calls give the same bytes; another seed gives other ids. */
static void
test_same_again (void)
{
  g_auto (GStrv) sums = g_new0 (char *, 4);

  for (guint i = 0; i < 3; i++)
    {
      Replay replay;

      replay_all (&replay, "documented", i == 2 ? 2 : 1);
      sums[i] = g_strdup (g_checksum_get_string (replay.checksum));
      replay_clear (&replay);
    }
  g_assert_cmpstr (sums[0], ==, sums[1]);
  g_assert_cmpstr (sums[0], !=, sums[2]);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  g_test_add_data_func ("/contract/documented", "documented", test_recording);
  g_test_add_data_func ("/contract/newer", "newer", test_recording);
  g_test_add_func ("/contract/same-again", test_same_again);

  return g_test_run ();
}
