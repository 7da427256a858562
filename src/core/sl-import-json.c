/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scan: finds the objects of each list without making a tree of the file, and tells what kind of file it is. What the
 * objects say is read by sl-import-json-plan.c. */

#define G_LOG_DOMAIN "sl-import-json"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-count.h"
#include "sl-error.h"
#include "sl-export-format.h"
#include "sl-import-json-private.h"
#include "sl-json.h"
#include "sl-text.h"

typedef struct {
  const char *start;
  const char *p;
  const char *end;
} Scanner;

static gboolean
fail (Scanner     *s,
      GError     **error)
{
  guint line = 1;

  for (const char *p = s->start; p < s->p && p < s->end; p++)
    line += *p == '\n';
  g_set_error (error, SL_ERROR, SL_ERROR_PARSE, _("This JSON file is broken near line %u. It may not have been saved to its end."), line);
  return FALSE;
}

static void
skip_space (Scanner *s)
{
  while (s->p < s->end && (*s->p == ' ' || *s->p == '\t' || *s->p == '\n' || *s->p == '\r'))
    s->p++;
}

static gboolean
skip_string (Scanner  *s,
             GError  **error)
{
  for (s->p++; s->p < s->end; s->p++)
    {
      if (*s->p == '\\')
        s->p++;
      else if (*s->p == '"')
        {
          s->p++;
          return TRUE;
        }
    }
  return fail (s, error);
}

/* Whatever stands here; what is inside is looked at when it is parsed. */
static gboolean
skip_value (Scanner  *s,
            GError  **error)
{
  const char *start = s->p;
  int depth = 0;

  while (s->p < s->end)
    {
      char c = *s->p;

      if (c == '"')
        {
          if (!skip_string (s, error))
            return FALSE;
          if (depth == 0)
            return TRUE;
          continue;
        }
      if (c == '{' || c == '[')
        depth++;
      else if (c == '}' || c == ']')
        {
          if (depth == 0)
            return s->p > start || fail (s, error);
          if (--depth == 0)
            {
              s->p++;
              return TRUE;
            }
        }
      else if (depth == 0 && (c == ',' || c == ' ' || c == '\n' || c == '\r' || c == '\t'))
        return s->p > start || fail (s, error);
      s->p++;
    }
  return depth == 0 && s->p > start ? TRUE : fail (s, error);
}

/* After a value: a comma (TRUE in *@more) or the closing sign. */
static gboolean
skip_comma (Scanner   *s,
            char       closing,
            gboolean  *more,
            GError   **error)
{
  skip_space (s);
  if (s->p == s->end || (*s->p != ',' && *s->p != closing))
    return fail (s, error);
  *more = *s->p == ',';
  s->p++;
  skip_space (s);
  return TRUE;
}

/* An array; each of its objects becomes a span. NULL with @error, or without when something else than objects is in it. */
static GArray *
scan_array (Scanner   *s,
            gboolean  *objects,
            GError   **error)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (SlImportSpan));
  gboolean more;

  *objects = TRUE;
  s->p++;
  skip_space (s);
  if (s->p < s->end && *s->p == ']')
    {
      s->p++;
      return g_steal_pointer (&spans);
    }
  do
    {
      SlImportSpan span = { (gsize) (s->p - s->start), 0 };

      if (s->p < s->end && *s->p != '{')
        *objects = FALSE;
      if (!skip_value (s, error))
        return NULL;
      span.length = (gsize) (s->p - s->start) - span.start;
      g_array_append_val (spans, span);
      if (!skip_comma (s, ']', &more, error))
        return NULL;
    }
  while (more);
  return g_steal_pointer (&spans);
}

static char *
read_key (Scanner  *s,
          GError  **error)
{
  const char *start = s->p;
  char *key;

  if (s->p == s->end || *s->p != '"' || !skip_string (s, error))
    {
      if (error == NULL || *error == NULL)
        fail (s, error);
      return NULL;
    }
  key = g_strndup (start + 1, (gsize) (s->p - start) - 2);
  skip_space (s);
  if (s->p == s->end || *s->p != ':')
    {
      g_free (key);
      fail (s, error);
      return NULL;
    }
  s->p++;
  skip_space (s);
  return key;
}

static gboolean
check_version (Scanner     *s,
               const char  *key,
               const char  *value,
               gsize        length,
               GError     **error)
{
  g_autofree char *text = g_strndup (value, length);

  if (g_str_equal (key, "version") && g_ascii_strtoll (text, NULL, 10) > SL_EXPORT_VERSION)
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_UNSUPPORTED, _("This export was written by a newer Shortlist. Update Shortlist and import it again."));
      return FALSE;
    }
  return TRUE;
}

static void
note_list (SlImportJson *self,
           const char   *key,
           SlKind        kind,
           guint         n)
{
  SlImportList list = { NULL, kind, n };

  if (n == 0)
    return;
  list.key = g_utf8_make_valid (key, -1);
  g_array_append_val (self->lists, list);
}

/* A list that stands in an object: the records of a kind, or the first list of objects of another program's file, which
 * stands for the applications where there are none. */
static void
take_list (SlImportJson *self,
           const char   *key,
           GArray       *spans,
           gboolean      objects,
           GArray      **other,
           guint        *other_place)
{
  SlKind kind = sl_kind_from_name (key);
  gboolean known = kind != SL_KIND_NONE && self->spans[kind] == NULL;

  if (!objects)
    return;
  if (known)
    {
      self->spans[kind] = g_array_ref (spans);
    }
  else if (*other == NULL && spans->len > 0)
    {
      *other = g_array_ref (spans);
      *other_place = self->lists->len;
    }
  note_list (self, key, known ? kind : SL_KIND_NONE, spans->len);
}

static gboolean
scan_object (SlImportJson *self,
             Scanner      *s,
             gboolean     *is_export,
             GError      **error)
{
  g_autoptr (GArray) other = NULL;
  gboolean any = FALSE, more = TRUE;
  guint other_place = 0;

  s->p++;
  skip_space (s);
  if (s->p < s->end && *s->p == '}')
    {
      s->p++;
      more = FALSE;
    }
  while (more)
    {
      g_autofree char *key = read_key (s, error);
      const char *value = s->p;

      if (key == NULL)
        return FALSE;
      if (s->p < s->end && *s->p == '[')
        {
          gboolean objects;
          g_autoptr (GArray) spans = scan_array (s, &objects, error);

          if (spans == NULL)
            return FALSE;
          if (*is_export && g_str_equal (key, SL_EXPORT_FILES))
            {
              g_clear_pointer (&self->files, g_array_unref);
              self->files = g_steal_pointer (&spans);
            }
          else
            take_list (self, key, spans, objects, &other, &other_place);
        }
      else if (!skip_value (s, error))
        return FALSE;
      else if (g_str_equal (key, "format"))
        *is_export = g_ascii_strncasecmp (value, "\"" SL_EXPORT_FORMAT "\"", strlen (SL_EXPORT_FORMAT) + 2) == 0;
      else if (*is_export && !check_version (s, key, value, (gsize) (s->p - value), error))
        return FALSE;
      if (!skip_comma (s, '}', &more, error))
        return FALSE;
    }
  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    any = any || self->spans[kind] != NULL;
  if (!any && other != NULL)
    {
      self->spans[SL_KIND_APPLICATION] = g_steal_pointer (&other);
      g_array_remove_index (self->lists, other_place);
    }
  return TRUE;
}

static gboolean
fail_nothing (GError **error)
{
  g_set_error_literal (error, SL_ERROR, SL_ERROR_PARSE, _("This JSON file isn’t an export of Shortlist, and holds no list of applications."));
  return FALSE;
}

/* A list of applications as a server writes them, or flat objects of any program? */
static gboolean
tell_list (SlImportJson  *self,
           GError       **error)
{
  GArray *spans = self->spans[SL_KIND_APPLICATION];
  g_autoptr (JsonObject) first = NULL;

  if (spans == NULL || spans->len == 0)
    return fail_nothing (error);
  first = _sl_import_json_parse_span (self, &g_array_index (spans, SlImportSpan, 0), error);
  if (first == NULL)
    return FALSE;
  self->is_list = sl_json_has_value (first, "company_name") && sl_json_has_value (first, "id") &&
                  (json_object_has_member (first, "created_at") || json_object_has_member (first, "stages"));
  self->is_table = !self->is_list;
  return TRUE;
}

/* A string or a word of JSON and nothing else: as a table it would be a heading without rows. */
static gboolean
is_lone_value (Scanner s)
{
  static const char *const words[] = { "null", "true", "false", NULL };
  const char *start = s.p;
  g_autofree char *value = NULL;

  if (s.p == s.end || (*s.p != '"' && !g_ascii_isalpha (*s.p)) || !skip_value (&s, NULL))
    return FALSE;
  value = g_strndup (start, (gsize) (s.p - start));
  skip_space (&s);

  return s.p == s.end && (g_strv_contains (words, value) || (*value == '"' && strchr (value, '\n') == NULL));
}

/**
 * sl_import_json_looks_like:
 * @utf8: a file's text
 *
 * Returns: whether it begins as a JSON object or list does, or is a value of JSON
 */
gboolean
sl_import_json_looks_like (GBytes *utf8)
{
  gsize length;
  const char *text = g_bytes_get_data (utf8, &length);
  Scanner s = { text, text, text + length };
  char opening;

  skip_space (&s);
  if (s.p == s.end || (*s.p != '{' && *s.p != '['))
    return is_lone_value (s);
  opening = *s.p++;
  skip_space (&s);
  /* Nothing but the beginning of one: no spreadsheet has a single cell like that. */
  if (s.p == s.end)
    return TRUE;
  if (opening == '{')
    return *s.p == '"' || *s.p == '}';
  if (*s.p == '{' || *s.p == ']')
    return TRUE;
  /* A cell may begin so too, but hardly a table that ends so. */
  for (text = s.end - 1; text > s.p && g_ascii_isspace (*text);)
    text--;
  return *text == ']' && (*s.p == '[' || *s.p == '"' || *s.p == '-' || g_ascii_isdigit (*s.p));
}

static void
clear_list (gpointer data)
{
  g_free (((SlImportList *) data)->key);
}

/**
 * sl_import_json_new:
 * @utf8: a file's text
 * @error: return location for an error
 *
 * Returns: (transfer full): the file taken apart, or %NULL with %SL_ERROR_PARSE or %SL_ERROR_UNSUPPORTED
 */
SlImportJson *
sl_import_json_new (GBytes  *utf8,
                    GError **error)
{
  g_autoptr (SlImportJson) self = g_new0 (SlImportJson, 1);
  gsize length;
  const char *text = g_bytes_get_data (utf8, &length);
  Scanner s = { text, text, text + length };
  gboolean is_export = FALSE, objects = TRUE;

  self->utf8 = g_bytes_ref (utf8);
  self->lists = g_array_new (FALSE, FALSE, sizeof (SlImportList));
  g_array_set_clear_func (self->lists, clear_list);
  skip_space (&s);
  if (s.p < s.end && *s.p == '{')
    {
      if (!scan_object (self, &s, &is_export, error))
        return NULL;
    }
  else if (s.p < s.end && *s.p != '[')
    {
      fail_nothing (error);
      return NULL;
    }
  else if ((self->spans[SL_KIND_APPLICATION] = scan_array (&s, &objects, error)) == NULL)
    return NULL;
  skip_space (&s);
  if (s.p != s.end)
    {
      fail (&s, error);
      return NULL;
    }
  if (!objects)
    {
      fail_nothing (error);
      return NULL;
    }
  if (!is_export && !tell_list (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/** sl_import_json_free: frees @self */
void
sl_import_json_free (SlImportJson *self)
{
  g_clear_pointer (&self->utf8, g_bytes_unref);
  for (guint i = 0; i < SL_N_KINDS; i++)
    g_clear_pointer (&self->spans[i], g_array_unref);
  g_clear_pointer (&self->lists, g_array_unref);
  g_clear_pointer (&self->files, g_array_unref);
  g_free (self);
}

/** sl_import_json_has_records: Returns: whether it holds records of Shortlist or a server, and not just any objects */
gboolean
sl_import_json_has_records (SlImportJson *self)
{
  return !self->is_table;
}

static char *
describe_left (const SlImportList *list)
{
  g_autofree char *name = sl_text_isolate (list->key);

  if (list->kind == SL_KIND_NONE)
    /* Translators: a list of a JSON file, and how many entries it has */
    return g_strdup_printf (ngettext ("The list “%s” with %s entry is left out: Shortlist doesn’t know what it is.",
                                      "The list “%s” with %s entries is left out: Shortlist doesn’t know what it is.", list->n),
                            name, SL_COUNT (list->n));

  /* Translators: a list of a JSON file, and how many entries it has */
  return g_strdup_printf (ngettext ("The list “%s” with %s entry is left out: in a file that isn’t an export of Shortlist, nothing says which application it belongs to.",
                                    "The list “%s” with %s entries is left out: in a file that isn’t an export of Shortlist, nothing says which applications they belong to.", list->n),
                          name, SL_COUNT (list->n));
}

/** sl_import_json_describe_left: Returns: (transfer full) (element-type utf8): for each list that is left out, that it is, and why */
GPtrArray *
sl_import_json_describe_left (SlImportJson *self)
{
  GPtrArray *left = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->lists->len; i++)
    {
      const SlImportList *list = &g_array_index (self->lists, SlImportList, i);

      if (list->kind == SL_KIND_NONE || (self->is_table && list->kind != SL_KIND_APPLICATION))
        g_ptr_array_add (left, describe_left (list));
    }

  return left;
}

/** sl_import_json_count: Returns: how many records of @kind it has, those not counted that are nested in others */
guint
sl_import_json_count (SlImportJson *self,
                      SlKind        kind)
{
  return self->spans[kind] != NULL ? self->spans[kind]->len : 0;
}

/**
 * _sl_import_json_find_member:
 * @span: an object of the file
 * @value: (out): where the member's value is
 *
 * For what is too large to become a tree.
 *
 * Returns: whether it has the member, as far as it can be read
 */
gboolean
_sl_import_json_find_member (SlImportJson       *self,
                             const SlImportSpan *span,
                             const char         *name,
                             SlImportSpan       *value)
{
  const char *text = g_bytes_get_data (self->utf8, NULL);
  Scanner s = { text, text + span->start, text + span->start + span->length };
  gboolean more = TRUE;

  if (s.p == s.end || *s.p++ != '{')
    return FALSE;
  skip_space (&s);
  while (more)
    {
      g_autofree char *key = read_key (&s, NULL);
      const char *start = s.p;

      if (key == NULL || !skip_value (&s, NULL))
        return FALSE;
      if (g_str_equal (key, name))
        {
          value->start = (gsize) (start - text);
          value->length = (gsize) (s.p - start);
          return TRUE;
        }
      if (!skip_comma (&s, '}', &more, NULL))
        return FALSE;
    }
  return FALSE;
}

JsonObject *
_sl_import_json_parse_span (SlImportJson        *self,
                            const SlImportSpan  *span,
                            GError             **error)
{
  const char *text = g_bytes_get_data (self->utf8, NULL);
  g_autoptr (JsonNode) node = sl_json_parse (text + span->start, (gssize) span->length, error);

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_PARSE, _("This isn’t a record."));
      return NULL;
    }
  return json_node_dup_object (node);
}
