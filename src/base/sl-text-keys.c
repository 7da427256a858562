/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys under which the same company or the same posting meets itself, however it was written. Only ever compared, never
 * shown. */
#define G_LOG_DOMAIN "sl-text-keys"

#include "config.h"

#include <string.h>

#include "sl-text.h"
#include "sl-word-list-private.h"

/* Folded, without dots. Only words at the end count: "AG Insurance" keeps its name. */
static const char *const legal_forms[] = {
  "ab",   "ag",  "aps", "as",   "asa",    "bv",  "bvba",   "co",     "company", "corp", "corporation", "doo", "eg",
  "ek",   "ev",  "gbr", "gmbh", "inc", "incorporated", "kft", "kg", "kgaa", "kk", "llc", "llp", "limited",
  "lp",   "ltd", "mbh", "nv",   "ohg",    "oy",  "oyj",    "plc",    "pte",     "pty",  "pvt",         "sa",  "sarl",
  "sas",  "se",  "sl",  "slu",  "spa",    "sro", "srl",    "ug",     "private",
};

/* Letter by letter, as folding leaves "s.a." after its dots were made spaces: "s", "a". */
static const char *const spaced_forms[] = {
  "a b", "a s", "b v", "d o o", "e k", "e v", "k k", "l l c", "n v", "s a", "s a r l", "s a s", "s l", "s p a",
  "s r l", "s r o", "sp z o o", "z o o", "p l c", "l l p", "l p", "haftungsbeschrankt", "and co", "und co", "et cie",
};

static const char *const tracking_params[] = {
  "fbclid", "gclid", "msclkid", "dclid", "yclid", "igshid", "mc_cid", "mc_eid", "_hsenc", "_hsmi", "mkt_tok",
  "gh_src", "lever-source", "lever-origin", "lever-via", "refid", "referrer", "trk", "trackingid", "trkinfo", "lipi",
  "jobboardsource", "iis", "iisn", "spm", "originalsubdomain", "rcm",
};

/* These name the job on some sites ("?ref=4711") and where the person came from on others ("?ref=newsletter"). */
static const char *const tracking_params_without_digits[] = {
  "ref", "source", "src", "sid", "from", "channel", "campaign", "medium",
};

/* Everything that is no letter or digit becomes one space between words; "&" and "+" stay words. */
static GString *
spread_words (const char *folded)
{
  GString *words = g_string_sized_new (strlen (folded) + 1);
  gboolean pending = FALSE;

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean in_word = c < 0x80 ? g_ascii_isalnum (c) : g_unichar_isalnum (c);

      if (c == '\'')
        continue;
      if (c != '&' && c != '+' && !in_word)
        {
          pending = TRUE;
          continue;
        }
      if (pending && words->len > 0)
        g_string_append_c (words, ' ');
      pending = FALSE;
      if (c == '&')
        g_string_append (words, words->len == 0 || words->str[words->len - 1] == ' ' ? "and" : " and ");
      else if (c < 0x80)
        g_string_append_c (words, (char) c);
      else
        g_string_append_unichar (words, c);
    }
  while (words->len > 0 && words->str[words->len - 1] == ' ')
    g_string_truncate (words, words->len - 1);

  return words;
}

/* Returns: TRUE if a legal form was cut off the end. Never cuts the whole name. */
static gboolean
cut_last_form (GString *words)
{
  const char *last = strrchr (words->str, ' ');

  if (last == NULL)
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (spaced_forms); i++)
    {
      gsize length = strlen (spaced_forms[i]);

      if (spaced_forms[i][length - 1] == words->str[words->len - 1] && words->len > length + 1 && words->str[words->len - length - 1] == ' ' &&
          strcmp (words->str + words->len - length, spaced_forms[i]) == 0)
        {
          g_string_truncate (words, words->len - length - 1);
          return TRUE;
        }
    }

  if (SL_LISTED (last + 1, legal_forms))
    {
      g_string_truncate (words, (gsize) (last - words->str));
      return TRUE;
    }

  return FALSE;
}

/**
 * sl_text_company_key:
 * @company: (nullable): a company's name
 *
 * Makes a key that is equal for different ways to write a company: folded, without punctuation and without the legal
 * forms at its end ("ACME, Inc." and "Acme" have the same). A name that is nothing but a legal form keeps it.
 *
 * Returns: (transfer full): the key; empty if there is nothing to compare
 */
char *
sl_text_company_key (const char *company)
{
  g_autofree char *folded = sl_text_fold (company);
  g_autoptr (GString) words = spread_words (folded);

  while (cut_last_form (words))
    ;
  if (g_str_has_prefix (words->str, "the ") && words->len > 4)
    g_string_erase (words, 0, 4);

  return g_string_free_and_steal (g_steal_pointer (&words));
}

static gboolean
is_tracking_param (const char *param,
                   gsize       length)
{
  g_autofree char *name = NULL;
  const char *equals = memchr (param, '=', length);

  name = g_ascii_strdown (param, equals != NULL ? equals - param : (gssize) length);
  if (SL_LISTED (name, tracking_params_without_digits))
    return equals == NULL || strpbrk (equals, "0123456789") == NULL;

  return name[0] == '\0' || g_str_has_prefix (name, "utm_") ||
         SL_LISTED (name, tracking_params);
}

static int
compare_params (gconstpointer a,
                gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
append_query (GString    *key,
              const char *query,
              gsize       length)
{
  g_autofree char *copy = g_strndup (query, length);
  g_auto (GStrv) params = g_strsplit (copy, "&", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (gsize i = 0; params[i] != NULL; i++)
    if (!is_tracking_param (params[i], strlen (params[i])))
      g_ptr_array_add (kept, params[i]);

  g_ptr_array_sort (kept, compare_params);
  for (guint i = 0; i < kept->len; i++)
    {
      g_string_append_c (key, i == 0 ? '?' : '&');
      g_string_append (key, kept->pdata[i]);
    }
}

/* "https://WWW.Example.com:443" to "example.com". Returns where the path starts. */
static const char *
append_host (GString    *key,
             const char *url)
{
  const char *scheme = strstr (url, "://");
  const char *host = url;
  const char *end, *at;
  gsize start;

  if (scheme != NULL && scheme - url < 16 && strcspn (url, "/?#") > (gsize) (scheme - url))
    host = scheme + 3;
  else if (g_str_has_prefix (url, "//"))
    host = url + 2;

  end = host + strcspn (host, "/?#");
  at = g_strrstr_len (host, end - host, "@");
  if (at != NULL)
    host = at + 1;

  if (g_ascii_strncasecmp (host, "www.", 4) == 0 && end - host > 4)
    host += 4;
  start = key->len;
  g_string_append_len (key, host, end - host);
  for (char *p = key->str + start; *p != '\0'; p++)
    *p = g_ascii_tolower (*p);

  if (g_str_has_suffix (key->str, ":443"))
    g_string_truncate (key, key->len - 4);
  else if (g_str_has_suffix (key->str, ":80"))
    g_string_truncate (key, key->len - 3);
  while (key->len > start && key->str[key->len - 1] == '.')
    g_string_truncate (key, key->len - 1);

  return end;
}

/**
 * sl_text_url_key:
 * @url: (nullable): the address of a posting, with or without scheme
 *
 * Makes a key that is equal for addresses of the same page: without scheme, "www.", user name, usual port, fragment,
 * tracking parameters (utm_*, gclid, ref, …) and slash at the end; the host in lower case, other parameters sorted.
 * A fragment that is a path of its own ("#/jobs/7", "#!jobs") stays, as some career sites have nothing else.
 *
 * Returns: (transfer full): the key; empty if there is nothing to compare
 */
char *
sl_text_url_key (const char *url)
{
  g_autofree char *clean = sl_text_strip (url);
  g_autoptr (GString) key = g_string_sized_new (strlen (clean) + 1);
  const char *path = append_host (key, clean);
  const char *query = path + strcspn (path, "?#");
  const char *fragment = query + strcspn (query, "#");

  g_string_append_len (key, path, query - path);
  while (key->len > 0 && key->str[key->len - 1] == '/')
    g_string_truncate (key, key->len - 1);
  if (*query == '?')
    append_query (key, query + 1, (gsize) (fragment - query - 1));
  if (fragment[0] == '#' && (fragment[1] == '/' || fragment[1] == '!'))
    g_string_append (key, fragment);

  return g_string_free_and_steal (g_steal_pointer (&key));
}

/* "resume.pdf" looks like a host, and isn't one. */
static const char *const file_endings[] = {
  "pdf", "doc", "docx", "odt", "rtf", "txt", "md", "htm", "html", "png", "jpg", "jpeg", "zip", "tex", "pages", "xls", "xlsx", "csv",
};

static gboolean
is_host (const char *host,
         gsize       length,
         gboolean    alone)
{
  g_autofree char *name = g_ascii_strdown (host, (gssize) length);
  g_auto (GStrv) labels = NULL;
  guint n_labels;
  char *port = strchr (name, ':');

  if (port != NULL)
    {
      if (port[1] == '\0' || strspn (port + 1, "0123456789") != strlen (port + 1))
        return FALSE;
      *port = '\0';
    }
  labels = g_strsplit (name, ".", -1);
  n_labels = g_strv_length (labels);
  if (n_labels < 2)
    return FALSE;
  for (guint i = 0; i < n_labels; i++)
    if (*labels[i] == '\0' || (strspn (labels[i], "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen (labels[i])))
      return FALSE;

  return strlen (labels[n_labels - 1]) >= 2 && strspn (labels[n_labels - 1], "abcdefghijklmnopqrstuvwxyz") == strlen (labels[n_labels - 1]) &&
         (!alone || !SL_LISTED (labels[n_labels - 1], file_endings));
}

/**
 * sl_text_complete_url:
 * @url: what stands in a field for a web address
 *
 * Returns: (transfer full): "https://example.com/x" for "example.com/x"; what doesn't look like that, as it is
 */
char *
sl_text_complete_url (const char *url)
{
  const char *start = g_str_has_prefix (url, "//") ? url + 2 : url;
  gsize host = strcspn (start, "/?#");

  if (strpbrk (url, " \t\n") != NULL || !is_host (start, host, start[host] == '\0'))
    return g_strdup (url);

  return g_strconcat ("https://", start, NULL);
}
