/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-pack.h. */
#define G_LOG_DOMAIN "sl-pack"

#include "config.h"

#include "sl-kinds.h"
#include "sl-pack.h"
#include "sl-store-query.h"
#include "sl-zone.h"

void
sl_pack_free (SlPack *self)
{
  g_clear_object (&self->stage);
  g_clear_object (&self->application);
  g_clear_object (&self->resume);
  g_clear_pointer (&self->rounds, g_ptr_array_unref);
  g_clear_pointer (&self->contacts, g_ptr_array_unref);
  g_clear_pointer (&self->documents, g_ptr_array_unref);
  g_free (self);
}

static void
remove_stage (GPtrArray  *rounds,
              const char *id)
{
  for (guint i = 0; i < rounds->len; i++)
    if (g_strcmp0 (sl_record_get_id (rounds->pdata[i]), id) == 0)
      g_ptr_array_remove_index (rounds, i--);
}

/**
 * sl_pack_read:
 * @stage_id: a round
 *
 * Returns: (transfer full): what belongs to it, or %NULL with @error set
 */
SlPack *
sl_pack_read (SlConnection  *connection,
              const char    *stage_id,
              GError       **error)
{
  g_autoptr (SlPack) self = g_new0 (SlPack, 1);
  const char *application_id, *resume_id;

  self->stage = sl_store_read_record (connection, SL_KIND_STAGE, stage_id, error);
  if (self->stage == NULL)
    return NULL;
  application_id = sl_record_get_text (self->stage, SL_STAGE_APPLICATION_ID);
  self->application = sl_store_read_record (connection, SL_KIND_APPLICATION, application_id, error);
  if (self->application == NULL)
    return NULL;
  resume_id = sl_record_get_text (self->application, SL_APPLICATION_RESUME_VERSION_ID);
  if (resume_id != NULL)
    {
      self->resume = sl_store_read_record (connection, SL_KIND_RESUME_VERSION, resume_id, error);
      if (self->resume == NULL)
        return NULL;
    }

  self->rounds = sl_store_read_children (connection, SL_KIND_STAGE, application_id, error);
  self->contacts = self->rounds != NULL ? sl_store_read_children (connection, SL_KIND_CONTACT, application_id, error) : NULL;
  self->documents = self->contacts != NULL ? sl_store_read_children (connection, SL_KIND_DOCUMENT, application_id, error) : NULL;
  if (self->documents == NULL)
    return NULL;
  remove_stage (self->rounds, stage_id);

  return g_steal_pointer (&self);
}

gint64
sl_pack_get_time (SlPack    *self,
                  GTimeZone *own_zone)
{
  g_autoptr (GTimeZone) zone = sl_zone_find (sl_record_get_text (self->stage, SL_STAGE_TIME_ZONE));
  int minutes = sl_time_of_day_parse (sl_record_get_text (self->stage, SL_STAGE_TIME_OF_DAY));
  SlDay day;

  if (minutes < 0 || !sl_day_parse_iso (sl_record_get_text (self->stage, SL_STAGE_DATE), &day))
    return SL_TIME_NONE;

  return sl_day_to_time_at (day, minutes, zone != NULL ? zone : own_zone);
}
