/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-facts-section"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-detail-forms.h"
#include "sl-facts-section.h"
#include "sl-format.h"
#include "sl-kinds.h"
#include "sl-money.h"
#include "sl-private.h"
#include "sl-record-list.h"
#include "sl-skills.h"
#include "sl-tooltip.h"

struct _SlFactsSection {
  AdwBin parent_instance;

  AdwPreferencesGroup *group;
  GtkWidget *edit;
  GtkWidget *remove;
  GtkListBox *rows;

  char *title;
  SlViewState *state;
  SlKind kind;
  char *application_id;
  char *currency; /* of a new offer */
  SlRecordList *records;
  gboolean edit_wanted; /* once it is known whether there is one */
};

G_DEFINE_FINAL_TYPE (SlFactsSection, sl_facts_section, ADW_TYPE_BIN)

enum {
  PROP_0,
  PROP_TITLE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static SlRecord *
get_record (SlFactsSection *self)
{
  return self->records != NULL ? g_list_model_get_item (G_LIST_MODEL (self->records), 0) : NULL;
}

/* --- Words --- */

static char *
format_deadline (const char *text)
{
  g_autofree char *exact = sl_format_day_exact (text);
  g_autofree char *relative = NULL;
  SlDay day;

  if (!sl_day_parse_iso (text, &day))
    return g_strdup (text);
  relative = sl_day_format_relative (day, sl_format_get_today ());
  return g_strdup_printf ("%s (%s)", exact, relative);
}

static void
append_skill (const char *name, const char *level, gpointer data)
{
  GString *lines = data;

  g_string_append_printf (lines, "%s%s%s%s", lines->len > 0 ? "\n" : "", name, level != NULL ? " · " : "", level != NULL ? sl_skill_level_label (level) : "");
}

static char *
format_skills (const char *text)
{
  GString *lines = g_string_new (NULL);

  sl_skills_parse (text, append_skill, lines);
  return g_string_free_and_steal (lines);
}

static char *
format_value (SlRecord *record, guint number)
{
  const SlField *field = sl_kind_get_field (sl_record_get_kind (record), number);
  const char *text = sl_record_get_text (record, number);

  if (sl_private_hides_field (field))
    return g_strdup (_("Hidden in private mode"));
  if (field->flags & SL_FIELD_MONEY)
    return sl_money_format ((double) sl_record_get_integer (record, number, 0), sl_record_get_text (record, SL_OUTCOME_SALARY_CURRENCY));
  if (sl_record_get_kind (record) == SL_KIND_OUTCOME && number == SL_OUTCOME_DEADLINE)
    return format_deadline (text);
  if (field->type == SL_TYPE_DATE)
    return sl_format_day_exact (text);
  if (field->type == SL_TYPE_JSON)
    return format_skills (text);
  return sl_field_format (field, sl_record_get_value (record, number));
}

/* What says something: not the currency, which stands beside the amount, nor that an offer is an offer. */
static gboolean
is_fact (SlRecord *record, guint number)
{
  const SlField *field = sl_kind_get_field (sl_record_get_kind (record), number);

  if (!sl_field_is_editable (field) || (field->flags & (SL_FIELD_OWNER | SL_FIELD_CURRENCY)) || sl_record_is_null (record, number))
    return FALSE;
  return sl_record_get_kind (record) != SL_KIND_OUTCOME || number != SL_OUTCOME_STATUS ||
         g_strcmp0 (sl_record_get_text (record, number), SL_STATUS_OFFER) != 0;
}

static void
add_row (SlFactsSection *self, const char *title, const char *value)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), value);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  gtk_widget_add_css_class (row, "property");
  gtk_list_box_append (self->rows, row);
}

static void
fill (SlFactsSection *self)
{
  g_autoptr (SlRecord) record = get_record (self);

  gtk_list_box_remove_all (self->rows);
  gtk_widget_set_visible (GTK_WIDGET (self), record != NULL);
  if (record == NULL)
    return;
  for (guint i = SL_N_COMMON_FIELDS; i < sl_record_get_info (record)->n_fields; i++)
    if (is_fact (record, i))
      {
        g_autofree char *value = format_value (record, i);

        if (*value != '\0')
          add_row (self, sl_field_get_label (sl_kind_get_field (self->kind, i)), value);
      }
  if (gtk_list_box_get_row_at_index (self->rows, 0) == NULL)
    add_row (self, self->title, _("Nothing written down yet"));
}

static void
loaded_cb (SlFactsSection *self)
{
  if (self->edit_wanted)
    sl_facts_section_edit (self);
}

static void
remove_cb (SlFactsSection *self)
{
  g_autoptr (SlRecord) record = get_record (self);
  const char *ids[] = { NULL, NULL };
  g_autoptr (SlChangeset) changeset = NULL;

  if (record == NULL)
    return;
  ids[0] = sl_record_get_id (record);
  changeset = sl_deed_trash (self->kind, ids, sl_context_get_clock (sl_view_state_get_context (self->state)));
  sl_view_state_apply (self->state, changeset);
}

static void
sl_facts_section_dispose (GObject *object)
{
  SlFactsSection *self = SL_FACTS_SECTION (object);

  g_clear_object (&self->records);
  g_clear_object (&self->state);
  G_OBJECT_CLASS (sl_facts_section_parent_class)->dispose (object);
}

static void
sl_facts_section_finalize (GObject *object)
{
  SlFactsSection *self = SL_FACTS_SECTION (object);

  g_free (self->title);
  g_free (self->application_id);
  g_free (self->currency);
  G_OBJECT_CLASS (sl_facts_section_parent_class)->finalize (object);
}

static void
sl_facts_section_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TITLE)
    g_value_set_string (value, SL_FACTS_SECTION (object)->title);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
sl_facts_section_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id != PROP_TITLE)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  else if (g_set_str (&SL_FACTS_SECTION (object)->title, g_value_get_string (value)))
    g_object_notify_by_pspec (object, pspec);
}

static void
sl_facts_section_class_init (SlFactsSectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sl_facts_section_dispose;
  object_class->finalize = sl_facts_section_finalize;
  object_class->get_property = sl_facts_section_get_property;
  object_class->set_property = sl_facts_section_set_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-facts-section.ui");
  gtk_widget_class_bind_template_child (widget_class, SlFactsSection, group);
  gtk_widget_class_bind_template_child (widget_class, SlFactsSection, edit);
  gtk_widget_class_bind_template_child (widget_class, SlFactsSection, remove);
  gtk_widget_class_bind_template_child (widget_class, SlFactsSection, rows);
  gtk_widget_class_bind_template_callback (widget_class, sl_facts_section_edit);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
sl_facts_section_init (SlFactsSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
name_button (GtkWidget *button, const char *name)
{
  sl_tooltip_set (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * sl_facts_section_set_application:
 * @kind: %SL_KIND_OUTCOME or %SL_KIND_REFLECTION
 *
 * Shows the record of @application_id; once for each section.
 */
void
sl_facts_section_set_application (SlFactsSection *self, SlViewState *state, SlKind kind, const char *application_id)
{
  g_return_if_fail (SL_IS_FACTS_SECTION (self));
  g_return_if_fail (self->state == NULL);

  self->state = g_object_ref (state);
  self->kind = kind;
  self->application_id = g_strdup (application_id);
  name_button (self->edit, kind == SL_KIND_OUTCOME ? _("Edit the offer") : _("Edit the look back"));
  name_button (self->remove, kind == SL_KIND_OUTCOME ? _("Delete the offer") : _("Delete the look back"));
  self->records = sl_record_list_new (sl_view_state_get_context (state), kind, application_id);
  sl_view_state_watch_errors (self->state, self->records);
  g_signal_connect_object (self->records, "items-changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->records, "notify::loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (state, "notify::today", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  sl_record_list_start (self->records);
}

/** sl_facts_section_set_currency: what a new offer is paid in, most likely */
void
sl_facts_section_set_currency (SlFactsSection *self, const char *currency)
{
  g_return_if_fail (SL_IS_FACTS_SECTION (self));

  g_set_str (&self->currency, currency);
}

/** sl_facts_section_edit: opens the form of the record, of a new one where there is none */
void
sl_facts_section_edit (SlFactsSection *self)
{
  g_autoptr (SlRecord) record = NULL;

  g_return_if_fail (SL_IS_FACTS_SECTION (self));

  self->edit_wanted = self->records == NULL || !sl_record_list_get_loaded (self->records);
  if (self->edit_wanted)
    return;
  record = get_record (self);
  if (self->kind == SL_KIND_OUTCOME)
    sl_detail_present_offer (GTK_WIDGET (self), self->state, self->application_id, self->currency, record);
  else
    sl_detail_present_reflection (GTK_WIDGET (self), self->state, self->application_id, record);
}
