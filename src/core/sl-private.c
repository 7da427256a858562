/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-private.h. Companies and people get a number each, in the order in which they are first met, so that rows can
 * still be told apart. The numbers last as long as the program. */
#define G_LOG_DOMAIN "sl-private"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-kinds.h"
#include "sl-private.h"

static gint hidden; /* atomic: charts and finders work on threads */
static GHashTable *companies;
static GHashTable *people;
G_LOCK_DEFINE_STATIC (names);

/** sl_private_set: @what: the SlPrivate bits that are hidden from now on; who shows something already has to show it anew */
void
sl_private_set (guint what)
{
  g_atomic_int_set (&hidden, (gint) what);
}

/** sl_private_hides: whether any of the SlPrivate bits @what is hidden now */
gboolean
sl_private_hides (guint what)
{
  return (g_atomic_int_get (&hidden) & (gint) what) != 0;
}

/* What stands for a name stands for itself, too: words that were made here may come by again. */
static char *
get_alias (GHashTable **table,
           const char  *name)
{
  g_autofree char *fold = g_utf8_casefold (name, -1);
  char *alias;
  guint number;

  G_LOCK (names);
  if (*table == NULL)
    *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  number = GPOINTER_TO_UINT (g_hash_table_lookup (*table, fold));
  if (number == 0)
    {
      number = g_hash_table_size (*table) / 2 + 1;
      g_hash_table_insert (*table, g_steal_pointer (&fold), GUINT_TO_POINTER (number));
    }
  /* Translators: what stands for the name of a company and of a person in private mode */
  alias = table == &companies ? g_strdup_printf (_("Company %u"), number) : g_strdup_printf (_("Person %u"), number);
  g_hash_table_insert (*table, g_utf8_casefold (alias, -1), GUINT_TO_POINTER (number));
  G_UNLOCK (names);
  return alias;
}

static gboolean
is_shown (const char *text,
          guint       what)
{
  return text == NULL || *text == '\0' || !sl_private_hides (what);
}

/** sl_private_company: the company, or “Company 3” */
char *
sl_private_company (const char *company)
{
  if (is_shown (company, SL_PRIVATE_NAMES))
    return g_strdup (company != NULL ? company : "");
  return get_alias (&companies, company);
}

/** sl_private_person: the person’s name, or “Person 3” */
char *
sl_private_person (const char *name)
{
  if (is_shown (name, SL_PRIVATE_NAMES))
    return g_strdup (name != NULL ? name : "");
  return get_alias (&people, name);
}

/**
 * sl_private_round:
 * @name: (nullable): what an interview round is called
 * @type: (nullable): the word for what kind of round it is
 *
 * Returns: (transfer full): the name; without one, and while names are hidden, the kind: invitations are called by
 *   companies and people
 */
char *
sl_private_round (const char *name,
                  const char *type)
{
  const char *label = type != NULL ? sl_enum_label (&sl_stage_type_words, type) : NULL;

  if (name != NULL && *name != '\0' && !sl_private_hides (SL_PRIVATE_NAMES))
    return g_strdup (name);
  return g_strdup (label != NULL && *label != '\0' ? label : _("Interview"));
}

/**
 * sl_private_document:
 * @name: what a paper is called
 * @type: (nullable): the word for what kind of paper it is
 *
 * Returns: (transfer full): the name, or while names are hidden the kind
 */
char *
sl_private_document (const char *name,
                     const char *type)
{
  const char *label = type != NULL ? sl_enum_label (&sl_document_type_words, type) : NULL;

  if (!sl_private_hides (SL_PRIVATE_NAMES))
    return g_strdup (name != NULL ? name : "");
  return g_strdup (label != NULL && *label != '\0' ? label : SL_PRIVATE_HIDDEN);
}

/** sl_private_text: a text in which names may stand, or dots */
char *
sl_private_text (const char *text)
{
  return sl_private_words (text, SL_PRIVATE_NAMES);
}

/**
 * sl_private_name:
 * @kind: of a record
 * @name: what it is called
 *
 * Returns: (transfer full): the name; of a person what stands for it; of kinds whose names speak of companies and people,
 *   such as reminders, rounds and papers, dots
 */
char *
sl_private_name (SlKind      kind,
                 const char *name)
{
  switch ((int) kind)
    {
    case SL_KIND_CONTACT:
      return sl_private_person (name);
    case SL_KIND_ANSWER:
    case SL_KIND_TAG:
    case SL_KIND_SAVED_FILTER:
      return g_strdup (name != NULL ? name : "");
    default:
      return sl_private_text (name);
    }
}

/** sl_private_words: words that tell what the SlPrivate bits @told say, or dots when any of that is hidden */
char *
sl_private_words (const char *words,
                  guint       told)
{
  return g_strdup (is_shown (words, told) ? (words != NULL ? words : "") : SL_PRIVATE_HIDDEN);
}

/** sl_private_money: an amount as it is shown, or dots */
char *
sl_private_money (const char *amount)
{
  return sl_private_words (amount, SL_PRIVATE_SALARIES);
}

static gboolean
is_one_of (const SlField     *field,
           const char *const *fields)
{
  return g_strv_contains (fields, field->name);
}

/**
 * sl_private_get_told:
 * @field: of a record of any kind
 *
 * Returns: SlPrivate bits of what its value tells: names and what leads to them, and texts of several lines; amounts
 */
guint
sl_private_get_told (const SlField *field)
{
  static const char *const names[] = { "company-name", "company", "name", "email", "phone", "linkedin-url", "url", "link", "company-website",
                                       "interviewer-names", "place", "file-url", "sender", "stage-name", NULL };
  /* What a reminder is called was proposed with the company's name, or is the person's own words. */
  gboolean is_reminder = field == sl_kind_get_field (SL_KIND_REMINDER, SL_REMINDER_TITLE);
  static const char *const amounts[] = { "bonus", "equity", "benefits", NULL };

  guint told = 0;

  if (is_reminder || is_one_of (field, names) || (field->flags & SL_FIELD_LONG))
    told |= SL_PRIVATE_NAMES;
  if ((field->flags & SL_FIELD_MONEY) || is_one_of (field, amounts))
    told |= SL_PRIVATE_SALARIES;
  return told;
}

/** sl_private_hides_field: whether the value of @field isn't to be seen now, nor edited */
gboolean
sl_private_hides_field (const SlField *field)
{
  guint told = sl_private_get_told (field);

  return told != 0 && sl_private_hides (told);
}
