/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of sl-format.h for .ui files. */

#define G_LOG_DOMAIN "sl-format-closures"

#include "config.h"

#include "sl-format.h"
#include "sl-private.h"

/* The closures get the instance of the template they stand in as their first argument. */
#define DEFINE_CLOSURE(name)                                \
  static char *closure_##name (gpointer instance, SlRow *row) \
  {                                                         \
    return sl_format_##name (row);                          \
  }

DEFINE_CLOSURE (row_company)
DEFINE_CLOSURE (row_role)
DEFINE_CLOSURE (row_status)
DEFINE_CLOSURE (row_status_detail)
DEFINE_CLOSURE (row_location)
DEFINE_CLOSURE (row_source)
DEFINE_CLOSURE (row_priority)
DEFINE_CLOSURE (row_salary)
DEFINE_CLOSURE (row_applied)
DEFINE_CLOSURE (row_applied_exact)
DEFINE_CLOSURE (row_follow_up)
DEFINE_CLOSURE (row_next_step)
DEFINE_CLOSURE (row_next_step_exact)
DEFINE_CLOSURE (row_quiet)
DEFINE_CLOSURE (row_tags)
DEFINE_CLOSURE (row_title)
DEFINE_CLOSURE (row_subtitle)
DEFINE_CLOSURE (row_label)

static char *
closure_private_company (gpointer instance, const char *company)
{
  return sl_private_company (company);
}

static char *
closure_private_person (gpointer instance, const char *name)
{
  return sl_private_person (name);
}

static char *
closure_private_text (gpointer instance, const char *text)
{
  return sl_private_text (text);
}

/**
 * sl_format_bind_closures:
 * @widget_class: the class whose template, or item factories in it, use them
 *
 * Binds row_company … row_label (SlRow → text), and private_company, private_person and private_text (text → what is to
 * be seen of it).
 */
void
sl_format_bind_closures (GtkWidgetClass *widget_class)
{
  static const struct {
    const char *name;
    GCallback closure;
  } closures[] = {
    { "private_company", G_CALLBACK (closure_private_company) },
    { "private_person", G_CALLBACK (closure_private_person) },
    { "private_text", G_CALLBACK (closure_private_text) },
    { "row_company", G_CALLBACK (closure_row_company) },
    { "row_role", G_CALLBACK (closure_row_role) },
    { "row_status", G_CALLBACK (closure_row_status) },
    { "row_status_detail", G_CALLBACK (closure_row_status_detail) },
    { "row_location", G_CALLBACK (closure_row_location) },
    { "row_source", G_CALLBACK (closure_row_source) },
    { "row_priority", G_CALLBACK (closure_row_priority) },
    { "row_salary", G_CALLBACK (closure_row_salary) },
    { "row_applied", G_CALLBACK (closure_row_applied) },
    { "row_applied_exact", G_CALLBACK (closure_row_applied_exact) },
    { "row_follow_up", G_CALLBACK (closure_row_follow_up) },
    { "row_next_step", G_CALLBACK (closure_row_next_step) },
    { "row_next_step_exact", G_CALLBACK (closure_row_next_step_exact) },
    { "row_quiet", G_CALLBACK (closure_row_quiet) },
    { "row_tags", G_CALLBACK (closure_row_tags) },
    { "row_title", G_CALLBACK (closure_row_title) },
    { "row_subtitle", G_CALLBACK (closure_row_subtitle) },
    { "row_label", G_CALLBACK (closure_row_label) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (closures); i++)
    gtk_widget_class_bind_template_callback_full (widget_class, closures[i].name, closures[i].closure);
}
