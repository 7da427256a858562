/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-people-filter"

#include "config.h"

#include <string.h>

#include "sl-kinds.h"
#include "sl-people-filter.h"
#include "sl-text.h"

struct _SlPeopleFilter {
  GObject parent_instance;

  GtkFilter *filter;
  GtkSorter *sorter;
  GListModel *model;

  char *needle; /* folded */
  char *type;
  char *company;
  char *link;
  char *sort;
};

G_DEFINE_FINAL_TYPE (SlPeopleFilter, sl_people_filter, G_TYPE_OBJECT)

static gboolean
has_needle (SlPeopleFilter *self, SlRecord *contact)
{
  static const guint fields[] = {
    SL_CONTACT_NAME, SL_CONTACT_COMPANY, SL_CONTACT_ROLE_TITLE, SL_CONTACT_EMAIL, SL_CONTACT_PHONE, SL_CONTACT_NOTES,
  };

  if (*self->needle == '\0')
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *text = sl_record_get_text (contact, fields[i]);
      g_autofree char *fold = text != NULL ? sl_text_fold (text) : NULL;

      if (fold != NULL && strstr (fold, self->needle) != NULL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
matches (gpointer item, gpointer data)
{
  SlPeopleFilter *self = data;
  SlRecord *contact = item;
  gboolean linked = !sl_record_is_null (contact, SL_CONTACT_APPLICATION_ID);

  if (g_str_equal (self->link, SL_PEOPLE_LINK_LINKED) && !linked)
    return FALSE;
  if (g_str_equal (self->link, SL_PEOPLE_LINK_ALONE) && linked)
    return FALSE;
  if (*self->type != '\0' && g_strcmp0 (self->type, sl_record_get_text (contact, SL_CONTACT_TYPE)) != 0)
    return FALSE;
  if (*self->company != '\0' && g_strcmp0 (self->company, sl_record_get_text (contact, SL_CONTACT_COMPANY)) != 0)
    return FALSE;
  return has_needle (self, contact);
}

static int
compare_texts (SlRecord *a, SlRecord *b, guint field)
{
  const char *one = sl_record_get_text (a, field);
  const char *other = sl_record_get_text (b, field);

  if (one == NULL || other == NULL)
    return (one == NULL) - (other == NULL);
  return g_utf8_collate (one, other);
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  SlPeopleFilter *self = data;
  SlRecord *one = (SlRecord *) a;
  SlRecord *other = (SlRecord *) b;
  /* Days as text are in the order of time. Who was never contacted has been silent longest. */
  int days = g_strcmp0 (sl_record_get_text (one, SL_CONTACT_LAST_CONTACTED), sl_record_get_text (other, SL_CONTACT_LAST_CONTACTED));
  int order = 0;

  if (g_str_equal (self->sort, SL_PEOPLE_SORT_SILENCE))
    order = days;
  else if (g_str_equal (self->sort, SL_PEOPLE_SORT_RECENT))
    order = -days;
  else if (g_str_equal (self->sort, SL_PEOPLE_SORT_COMPANY))
    order = compare_texts (one, other, SL_CONTACT_COMPANY);
  if (order == 0)
    order = compare_texts (one, other, SL_CONTACT_NAME);
  return order != 0 ? order : compare_texts (one, other, SL_CONTACT_COMPANY);
}

static void
set_word (SlPeopleFilter *self, char **place, const char *word)
{
  if (g_set_str (place, word))
    gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
sl_people_filter_finalize (GObject *object)
{
  SlPeopleFilter *self = SL_PEOPLE_FILTER (object);

  g_clear_object (&self->model);
  g_clear_object (&self->filter);
  g_clear_object (&self->sorter);
  g_free (self->needle);
  g_free (self->type);
  g_free (self->company);
  g_free (self->link);
  g_free (self->sort);
  G_OBJECT_CLASS (sl_people_filter_parent_class)->finalize (object);
}

static void
sl_people_filter_class_init (SlPeopleFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_people_filter_finalize;
}

static void
sl_people_filter_init (SlPeopleFilter *self)
{
  self->needle = g_strdup ("");
  self->type = g_strdup ("");
  self->company = g_strdup ("");
  self->link = g_strdup (SL_PEOPLE_LINK_ANY);
  self->sort = g_strdup (SL_PEOPLE_SORT_NAME);
}

/** sl_people_filter_new: @people: all of them */
SlPeopleFilter *
sl_people_filter_new (GListModel *people)
{
  SlPeopleFilter *self = g_object_new (SL_TYPE_PEOPLE_FILTER, NULL);
  GtkFilterListModel *filtered;

  self->filter = GTK_FILTER (gtk_custom_filter_new (matches, self, NULL));
  self->sorter = GTK_SORTER (gtk_custom_sorter_new (compare, self, NULL));
  filtered = gtk_filter_list_model_new (g_object_ref (people), g_object_ref (self->filter));
  self->model = G_LIST_MODEL (gtk_sort_list_model_new (G_LIST_MODEL (filtered), g_object_ref (self->sorter)));
  return self;
}

/** sl_people_filter_get_model: (transfer none): those that are shown, in their order */
GListModel *
sl_people_filter_get_model (SlPeopleFilter *self)
{
  return self->model;
}

void
sl_people_filter_set_text (SlPeopleFilter *self, const char *text)
{
  g_autofree char *fold = sl_text_fold (text);
  g_autofree char *needle = sl_text_strip (fold);

  set_word (self, &self->needle, needle);
}

void
sl_people_filter_set_type (SlPeopleFilter *self, const char *type)
{
  set_word (self, &self->type, type);
}

void
sl_people_filter_set_company (SlPeopleFilter *self, const char *company)
{
  set_word (self, &self->company, company);
}

void
sl_people_filter_set_link (SlPeopleFilter *self, const char *link)
{
  set_word (self, &self->link, link);
}

void
sl_people_filter_set_sort (SlPeopleFilter *self, const char *sort)
{
  if (g_set_str (&self->sort, sort))
    gtk_sorter_changed (self->sorter, GTK_SORTER_CHANGE_DIFFERENT);
}

/** sl_people_filter_is_active: whether anyone may be hidden by it */
gboolean
sl_people_filter_is_active (SlPeopleFilter *self)
{
  return *self->needle != '\0' || *self->type != '\0' || *self->company != '\0' || !g_str_equal (self->link, SL_PEOPLE_LINK_ANY);
}
