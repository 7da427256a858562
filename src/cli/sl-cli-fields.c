/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-cli-fields.h. A new field in model/ is an option here without further work. */
#define G_LOG_DOMAIN "sl-cli-fields"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-cli-fields.h"
#include "sl-cli-table.h"
#include "sl-deeds.h"
#include "sl-error.h"
#include "sl-text.h"

/* What people type instead of the whole name, of whatever kind it is. */
static const struct {
  const char *field;
  const char *name;
} short_names[] = {
  { "company-name", "company" },
  { "role-title", "role" },
  { "resume-version-id", "resume" },
  { "application-id", "application" },
  { "excitement-level", "excitement" },
  { "created-at", "added" },
  { "updated-at", "changed" },
  { "salary-currency", "currency" },
  { "stage-name", "name" },
  { "stage-type", "type" },
  { "stage-date", "date" },
  { "time-of-day", "time" },
  { "duration-minutes", "minutes" },
  { "interviewer-names", "interviewers" },
  { "prep-notes", "preparation" },
  { "event-type", "type" },
  { "label", "title" },
  { "occurred-at", "when" },
  { "remind-at", "at" },
  { "reminder-type", "type" },
  { "is-completed", "done" },
  { "to-status", "status" },
  { "to-stage", "step" },
  { "negotiation-notes", "negotiation" },
  { "what-worked", "worked" },
  { "what-failed", "failed" },
  { "improvement-plan", "plan" },
  { "contact-type", "type" },
  { "linkedin-url", "linkedin" },
  { "doc-type", "type" },
  { "file-url", "link" },
  { "version-name", "name" },
};

const char *
sl_cli_fields_expand_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (short_names); i++)
    if (g_str_equal (short_names[i].name, name) && sl_kind_find_field (SL_KIND_APPLICATION, short_names[i].field) != SL_FIELD_NONE)
      return short_names[i].field;

  return name;
}

static const char *
get_short_name (const SlField *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (short_names); i++)
    if (g_str_equal (short_names[i].field, field->name))
      return short_names[i].name;

  return field->name;
}

char *
sl_cli_fields_describe (void)
{
  const char *headers[] = { _("Field"), _("In JSON and “list --format csv”"), NULL };
  g_autoptr (SlCliTable) table = sl_cli_table_new (headers);
  g_autofree char *rows = NULL;

  for (guint i = 0; i < SL_N_APPLICATION_FIELDS; i++)
    {
      const SlField *field = sl_kind_get_field (SL_KIND_APPLICATION, i);
      const char *cells[] = { get_short_name (field), field->column };

      if (sl_field_is_editable (field) || i == SL_FIELD_ID || i == SL_FIELD_CREATED_AT || i == SL_FIELD_UPDATED_AT)
        sl_cli_table_add (table, cells);
    }
  sl_cli_table_add (table, (const char *[]) { "tags", "tags" });
  rows = g_strchomp (sl_cli_table_format (table, 0));

  return g_strdup_printf ("%s\n%s", _("Names of the fields. Options have the first; --sort, --columns and --map take either:"), rows);
}

static const char *
get_argument (const SlField *field)
{
  switch (field->type)
    {
    case SL_TYPE_DATE:
      return N_("DATE");
    case SL_TYPE_ENUM:
      return N_("WORD");
    case SL_TYPE_REFERENCE:
      return N_("ID");
    case SL_TYPE_INTEGER:
    case SL_TYPE_RANK:
      return N_("NUMBER");
    case SL_TYPE_BOOLEAN:
      return N_("YES|NO");
    case SL_TYPE_TIME:
    case SL_TYPE_JSON:
    case SL_TYPE_TEXT:
    default:
      return N_("TEXT");
    }
}

static char *
describe (const SlField *field)
{
  GString *text = g_string_new (sl_field_get_label (field));

  if (field->words != NULL)
    for (guint i = 0; field->words->values[i].word != NULL; i++)
      g_string_append_printf (text, "%s%s", i == 0 ? ": " : ", ", sl_enum_label (field->words, field->words->values[i].word));

  return g_string_free_and_steal (text);
}

static void
add_entry (GArray     *entries,
           const char *name,
           char      **text,
           const char *description,
           const char *argument,
           int         flags)
{
  /* As a file name the text comes as it was typed, in any locale; it is cleaned when it is read. */
  GOptionEntry entry = { name, 0, flags, G_OPTION_ARG_FILENAME, text, description, argument };

  g_array_append_val (entries, entry);
}

/* What can't be without its application is told which before all options; what lists several things in one field is
 * the command's own to ask for. */
static gboolean
is_option (const SlField *field)
{
  return sl_field_is_editable (field) && field->type != SL_TYPE_JSON && (field->flags & (SL_FIELD_OWNER | SL_FIELD_REQUIRED)) != (SL_FIELD_OWNER | SL_FIELD_REQUIRED);
}

void
sl_cli_fields_init (SlCliFields *self,
                    SlKind       kind)
{
  const SlKindInfo *info = sl_kind_get_info (kind);
  GArray *entries = g_array_new (TRUE, TRUE, sizeof (GOptionEntry));

  self->kind = kind;
  self->texts = g_new0 (char *, info->n_fields);
  self->help = g_ptr_array_new_with_free_func (g_free);
  for (guint i = SL_N_COMMON_FIELDS; i < info->n_fields; i++)
    {
      const SlField *field = &info->fields[i];
      const char *name = field->name;
      char *description;

      if (!is_option (field))
        continue;
      description = describe (field);
      g_ptr_array_add (self->help, description);
      if (get_short_name (field) != name)
        {
          add_entry (entries, name, &self->texts[i], description, get_argument (field), G_OPTION_FLAG_HIDDEN);
          name = get_short_name (field);
        }
      add_entry (entries, name, &self->texts[i], description, get_argument (field), 0);
    }
  self->entries = (GOptionEntry *) (gpointer) g_array_free (entries, FALSE);
}

void
sl_cli_fields_clear (SlCliFields *self)
{
  guint n_fields = self->texts != NULL ? sl_kind_get_info (self->kind)->n_fields : 0;

  for (guint i = 0; i < n_fields; i++)
    g_free (self->texts[i]);
  g_clear_pointer (&self->texts, g_free);
  g_clear_pointer (&self->entries, g_free);
  g_clear_pointer (&self->help, g_ptr_array_unref);
}

guint
sl_cli_fields_count (SlCliFields *self)
{
  guint n_fields = sl_kind_get_info (self->kind)->n_fields;
  guint n = 0;

  for (guint i = 0; i < n_fields; i++)
    n += self->texts[i] != NULL;

  return n;
}

gboolean
sl_cli_fields_has_any (SlCliFields *self)
{
  guint n_fields = sl_kind_get_info (self->kind)->n_fields;

  for (guint i = 0; i < n_fields; i++)
    if (!sl_text_is_blank (self->texts[i]))
      return TRUE;

  return FALSE;
}

static gboolean
resolve_reference (SlCli          *cli,
                   const SlField  *field,
                   const char     *text,
                   SlValue        *value,
                   GError        **error)
{
  char *prefixes[] = { (char *) text, NULL };
  g_auto (GStrv) ids = sl_cli_resolve_living_ids (cli, field->target, prefixes, error);

  if (ids == NULL)
    return FALSE;

  sl_value_set_text (value, ids[0]);
  return TRUE;
}

gboolean
sl_cli_fields_get (SlCliFields  *self,
                   SlCli        *cli,
                   guint         number,
                   SlValue      *value,
                   gboolean     *given,
                   GError      **error)
{
  const SlField *field = sl_kind_get_field (self->kind, number);
  const char *text = self->texts[number];
  g_autofree char *option = NULL;

  *given = text != NULL;
  if (text == NULL)
    return TRUE;
  if (field->type == SL_TYPE_REFERENCE && *text != '\0')
    return resolve_reference (cli, field, text, value, error);

  option = g_strconcat ("--", get_short_name (field), NULL);
  return sl_cli_parse_field (cli, field, option, text, value, error);
}

void
sl_cli_fields_take_text (SlCliFields *self,
                         guint        field,
                         char        *text)
{
  g_free (self->texts[field]);
  self->texts[field] = text;
}

/* An amount that names its currency brings it along, so that it isn't kept as so much of another one. @present (nullable):
 * the currency as it stands. */
static gboolean
complete_currency (SlCliFields  *self,
                   const char   *present,
                   GError      **error)
{
  guint currency = sl_kind_find_field (self->kind, "salary-currency");
  const char *given = currency != SL_FIELD_NONE ? self->texts[currency] : NULL;
  char code[4];

  for (guint i = SL_N_COMMON_FIELDS; currency != SL_FIELD_NONE && i < sl_kind_get_info (self->kind)->n_fields; i++)
    {
      if (!sl_field_find_currency (sl_kind_get_field (self->kind, i), self->texts[i], given != NULL ? given : present, code))
        continue;
      if (given == NULL)
        {
          sl_cli_fields_take_text (self, currency, g_strdup (code));
          given = self->texts[currency];
        }
      else if (g_ascii_strcasecmp (given, code) != 0)
        {
          g_autofree char *shown = sl_cli_make_harmless (given);

          g_set_error (error, SL_ERROR, SL_ERROR_INVALID,
                       /* Translators: both are codes of currencies: EUR, USD */
                       _("One amount is in %s, the other currency given is %s. Give both in the same one."), code, shown);
          return FALSE;
        }
    }
  return TRUE;
}

/* What the amounts are in now. NULL: unknown, or of several records. (transfer full) */
static char *
read_currency (SlCliFields       *self,
               SlCli             *cli,
               const char *const *ids)
{
  guint currency = sl_kind_find_field (self->kind, "salary-currency");
  g_autoptr (SlRecord) record = currency != SL_FIELD_NONE && ids[0] != NULL && ids[1] == NULL ? sl_cli_read_record (cli, self->kind, ids[0], NULL) : NULL;

  return record != NULL ? g_strdup (sl_record_get_text (record, currency)) : NULL;
}

gboolean
sl_cli_fields_fill (SlCliFields  *self,
                    SlCli        *cli,
                    SlRecord     *record,
                    GError      **error)
{
  guint n_fields = sl_kind_get_info (self->kind)->n_fields;

  if (!complete_currency (self, NULL, error))
    return FALSE;
  for (guint i = SL_N_COMMON_FIELDS; i < n_fields; i++)
    {
      g_auto (SlValue) value = SL_VALUE_INIT;
      gboolean given;

      if (!sl_cli_fields_get (self, cli, i, &value, &given, error))
        return FALSE;
      if (given)
        sl_record_take_value (record, i, &value);
    }

  return TRUE;
}

SlChangeset *
sl_cli_fields_build_edit (SlCliFields        *self,
                          SlCli              *cli,
                          const char *const  *ids,
                          GError            **error)
{
  guint n_fields = sl_kind_get_info (self->kind)->n_fields;
  g_autofree guint *numbers = g_new0 (guint, n_fields);
  g_autofree SlValue *values = g_new0 (SlValue, n_fields);
  SlChangeset *changeset = NULL;
  g_autofree char *present = read_currency (self, cli, ids);
  gboolean ok = complete_currency (self, present, error);
  guint n = 0;

  for (guint i = SL_N_COMMON_FIELDS; ok && i < n_fields; i++)
    {
      gboolean given;

      ok = sl_cli_fields_get (self, cli, i, &values[n], &given, error);
      if (ok && given)
        numbers[n++] = i;
    }
  if (ok)
    changeset = sl_deed_edit_fields (self->kind, ids, numbers, values, n);
  for (guint i = 0; i < n_fields; i++)
    sl_value_clear (&values[i]);

  return changeset;
}
