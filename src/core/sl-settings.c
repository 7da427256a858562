/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-settings.h. */
#define G_LOG_DOMAIN "sl-settings"

#include "config.h"

#include "sl-settings.h"

/* The newest that is read outside the window. */
#define LAST_KEY "quiet-limit-offer"

GSettings *
sl_settings_open (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source != NULL ? g_settings_schema_source_lookup (source, SL_SETTINGS_ID, TRUE) : NULL;

  return schema != NULL && g_settings_schema_has_key (schema, LAST_KEY) ? g_settings_new_full (schema, NULL, NULL) : NULL;
}
