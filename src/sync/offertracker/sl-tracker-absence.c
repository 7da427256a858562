/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that a list doesn't hold any more. A list can be untrue, and so can a 404; only several agreeing signs, each between
 * two proofs that the server shows this person's rows, mean that somebody deleted them. Then they go to the Trash. */

#define G_LOG_DOMAIN "sl-tracker-absence"

#include "config.h"

#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-table.h"
#include "sl-tracker-own.h"
#include "sl-tracker-sync-private.h"

/* From so many lists on a server counts that answers nothing but errors about rows that aren't there. */
#define LISTS_ALONE 3
/* More at once is asked about. */
#define MAX_AT_ONCE 5
#define MAX_PART 10

/** _sl_tracker_note_absences: notes which rows that were there @scan doesn't hold */
gboolean
_sl_tracker_note_absences (SlTrackerSync *self,
                           SlConnection  *connection,
                           SlTrackerScan *scan,
                           GError       **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) known = NULL;

  if (!scan->is_whole)
    return TRUE;
  for (guint i = 0; i < scan->rows->len; i++)
    g_hash_table_add (seen, ((SlTrackerListed *) g_ptr_array_index (scan->rows, i))->id);
  known = sl_shadow_read_server_ids (connection, scan->kind, scan->parent, error);
  for (guint i = 0; known != NULL && i < known->len; i++)
    {
      g_autoptr (SlShadow) shadow = NULL;

      if (g_hash_table_contains (seen, g_ptr_array_index (known, i)))
        continue;
      shadow = sl_shadow_find_server (connection, scan->kind, g_ptr_array_index (known, i), error);
      if (shadow == NULL)
        return FALSE;
      /* Missing since a time that is yet to come: a clock was wrong then. */
      if (shadow->absences == 0 || shadow->absent_since > _sl_tracker_get_now (self))
        shadow->absent_since = _sl_tracker_get_now (self);
      shadow->absences++;
      self->missing_kinds |= BIT (scan->kind);
      if (!sl_shadow_save (connection, shadow, error))
        return FALSE;
    }
  return known != NULL;
}

static gboolean
forget_one (SlTrackerSync *self,
            SlConnection  *connection,
            SlKind         kind,
            const char    *id,
            SlTrackerGone  how,
            GError       **error)
{
  /* What is in the Trash is known again if somebody else makes it again. Not tags: those are known by their names. */
  gboolean keep = how != SL_TRACKER_GONE_DELETED || (kind != SL_KIND_TAG && sl_table_find_pk (connection, kind, id) != 0);
  g_autoptr (SlShadow) shadow = keep ? sl_shadow_find (connection, kind, id, error) : NULL;

  if (shadow != NULL)
    {
      sl_shadow_set_gone (shadow, _sl_tracker_get_now (self), how == SL_TRACKER_GONE_DELETED);
      /* Another computer is given time to make it, see sl-tracker-plan.c. */
      shadow->absences = how == SL_TRACKER_GONE_ELSEWHERE ? 0 : MAX (shadow->absences, 1);
      self->missing_kinds |= BIT (kind);
    }
  if (shadow != NULL ? !sl_shadow_save (connection, shadow, error) : !sl_shadow_drop (connection, kind, id, error))
    return FALSE;
  return sl_flight_drop (connection, kind, id, error) && sl_sync_mark (connection, kind, id, error) &&
         sl_sync_mark_referring (connection, kind, id, error);
}

/** _sl_tracker_forget: the server doesn't have the row any more, nor what belonged to it */
gboolean
_sl_tracker_forget (SlTrackerSync *self,
                    SlConnection  *connection,
                    SlKind         kind,
                    const char    *id,
                    SlTrackerGone  how,
                    GError       **error)
{
  g_autofree char *server_id = sl_shadow_dup_server_id (connection, kind, id);

  for (SlKind child = 0; kind == SL_KIND_APPLICATION && server_id != NULL && child < SL_N_KINDS; child++)
    {
      g_autoptr (GPtrArray) children = sl_tracker_get_place (child) != NULL ? sl_shadow_read_all (connection, child, server_id, error) : NULL;

      if (sl_tracker_get_place (child) != NULL && children == NULL)
        return FALSE;
      for (guint i = 0; children != NULL && i < children->len; i++)
        if (!forget_one (self, connection, child, ((SlShadow *) g_ptr_array_index (children, i))->id, how, error))
          return FALSE;
    }
  return forget_one (self, connection, kind, id, how, error);
}

/* A reference that came from the server, and that it emptied when its application went and was made again, is no edit. */
static gboolean
tells_something (SlConnection  *connection,
                 SlRecord      *record,
                 SlTrackerPlan *plan)
{
  g_autoptr (GList) members = plan->deed == SL_FLIGHT_CHANGE ? json_object_get_members (plan->body) : NULL;

  for (GList *l = members; l != NULL; l = l->next)
    {
      guint i = sl_kind_find_field (plan->kind, l->data);

      if (i == SL_FIELD_NONE || sl_kind_get_field (plan->kind, i)->type != SL_TYPE_REFERENCE || _sl_tracker_is_own (connection, record, i))
        return TRUE;
    }
  /* What is here and is to go there belongs elsewhere now. */
  return plan->deed != SL_FLIGHT_CHANGE && (plan->deed != SL_FLIGHT_REMOVE || _sl_tracker_is_living (connection, record));
}

/** _sl_tracker_has_unsent: whether the server is to be told anything of the record, or of what belongs to it; look at @error */
gboolean
_sl_tracker_has_unsent (SlTrackerSync *self,
                        SlConnection  *connection,
                        SlShadow      *shadow,
                        GError       **error)
{
  gboolean found = FALSE;
  g_autoptr (GError) local = NULL;

  for (SlKind kind = 0; kind < SL_N_KINDS && !found && local == NULL; kind++)
    {
      guint owner = sl_kind_get_owner_field (kind);
      g_autoptr (GPtrArray) ids = NULL;

      if (kind != shadow->kind && (shadow->kind != SL_KIND_APPLICATION || owner == SL_FIELD_NONE || sl_tracker_get_place (kind) == NULL))
        continue;
      ids = sl_sync_read_marked (connection, kind, &local);
      for (guint i = 0; ids != NULL && i < ids->len && !found && local == NULL; i++)
        {
          const char *id = g_ptr_array_index (ids, i);
          g_autoptr (SlRecord) record = sl_table_read (connection, kind, id, NULL);
          gboolean is_it = kind == shadow->kind ? g_str_equal (id, shadow->id)
                                                : record != NULL && g_strcmp0 (sl_record_get_text (record, owner), shadow->id) == 0;
          g_autoptr (SlTrackerPlan) plan = is_it && record != NULL ? _sl_tracker_plan (self, connection, kind, id, &local) : NULL;

          found = plan != NULL && tells_something (connection, record, plan);
        }
    }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return found;
}

/* State of one settlement. */
typedef struct {
  SlTrackerSync *sync;
  SlShadow *shadow;
} Settling;

static gboolean
settle_one (SlConnection *connection,
            SlChangeset  *changes,
            Settling     *self,
            GError      **error)
{
  SlShadow *shadow = self->shadow;
  g_autoptr (GError) local = NULL;
  /* What was changed here while the round was under way counts, too. */
  gboolean collected = sl_sync_collect (connection, &local);
  g_autoptr (SlFlight) flight = sl_flight_find (connection, shadow->kind, shadow->id, &local);
  g_autoptr (SlRecord) record = sl_table_read (connection, shadow->kind, shadow->id, NULL);
  gboolean ours = flight != NULL && flight->deed == SL_FLIGHT_REMOVE;
  gboolean living = record != NULL && _sl_tracker_is_living (connection, record);
  gboolean keep = collected && (ours || self->sync->missing == SL_TRACKER_MISSING_SEND || _sl_tracker_has_unsent (self->sync, connection, shadow, &local));

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  /* Changed here, deleted there: what somebody wrote is kept, and made there anew. */
  if (!_sl_tracker_forget (self->sync, connection, shadow->kind, shadow->id, keep && living ? SL_TRACKER_GONE_AGAIN : SL_TRACKER_GONE_DELETED, error))
    return FALSE;
  if (!living || keep)
    return TRUE;
  sl_changeset_trash (changes, shadow->kind, shadow->id, sl_clock_get_now (self->sync->clock));
  self->sync->result->n_taken++;
  return TRUE;
}

/* What belongs to an application that isn't there either goes with it, or comes again with it: that is settled first. */
static gboolean
look_for_owner (SlConnection *connection,
                SlShadow     *shadow,
                gboolean     *waits,
                GError      **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (SlShadow) now = sl_shadow_find (connection, shadow->kind, shadow->id, &local);
  gboolean has_owner = now != NULL && !sl_shadow_is_gone (now) && sl_kind_get_owner_field (shadow->kind) != SL_FIELD_NONE;
  const char *owner = has_owner ? sl_json_get_string (now->row, "application_id", NULL) : NULL;
  g_autoptr (SlShadow) application = owner != NULL ? sl_shadow_find_server (connection, SL_KIND_APPLICATION, owner, &local) : NULL;

  *waits = now == NULL || sl_shadow_is_gone (now) || (application != NULL && application->absences > 0);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
settle (SlConnection *connection,
        SlChangeset  *changes,
        gpointer      data,
        GError      **error)
{
  Settling *self = data;
  gboolean waits;

  return look_for_owner (connection, self->shadow, &waits, error) && (waits || settle_one (connection, changes, self, error));
}

/* Whether it has been missing for too short a time to count as deleted. */
static gboolean
is_too_soon (SlShadow *shadow,
             gint64    now)
{
  return shadow->absences < 2 || shadow->absent_since > now - SL_TRACKER_ABSENCE;
}

/** _sl_tracker_count_missing: @n_missing: (out): how many records are here that the server may have lost; they are looked for again */
gboolean
_sl_tracker_count_missing (SlTrackerSync *self,
                           SlConnection  *connection,
                           guint         *n_missing,
                           GError       **error)
{
  gint64 now = _sl_tracker_get_now (self);

  *n_missing = 0;
  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    {
      g_autoptr (GPtrArray) missing = self->missing_kinds & BIT (kind) ? sl_shadow_read_missing (connection, kind, error) : NULL;

      if (self->missing_kinds & BIT (kind) && missing == NULL)
        return FALSE;
      for (guint i = 0; missing != NULL && i < missing->len; i++)
        {
          SlShadow *shadow = g_ptr_array_index (missing, i);
          g_autoptr (SlRecord) record = sl_table_read (connection, kind, shadow->id, NULL);

          *n_missing += !sl_shadow_is_gone (shadow) && is_too_soon (shadow, now) && record != NULL && _sl_tracker_is_living (connection, record);
        }
    }
  return TRUE;
}

/* Whether @n of @kind are too many to go to the Trash without the person's yes; look at @error. */
static gboolean
is_many (SlConnection *connection,
         SlKind        kind,
         guint         n,
         GError      **error)
{
  g_autoptr (GPtrArray) known = n > MAX_AT_ONCE ? sl_shadow_read_server_ids (connection, kind, NULL, error) : NULL;

  return known != NULL && n > known->len / MAX_PART;
}

/* (transfer full) (element-type SlShadow): of @kind, those that count as deleted at @now, by the server's clock. */
static GPtrArray *
read_lost (SlConnection *connection,
           SlKind        kind,
           gint64        now,
           gboolean     *many,
           GError      **error)
{
  g_autoptr (GPtrArray) lost = sl_shadow_read_missing (connection, kind, error);
  g_autoptr (GError) local = NULL;

  for (guint i = lost != NULL ? lost->len : 0; i-- > 0;)
    if (sl_shadow_is_gone (g_ptr_array_index (lost, i)))
      g_ptr_array_remove_index (lost, i);
  *many = lost != NULL && is_many (connection, kind, lost->len, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  for (guint i = lost != NULL ? lost->len : 0; i-- > 0;)
    if (is_too_soon (g_ptr_array_index (lost, i), now))
      g_ptr_array_remove_index (lost, i);
  return g_steal_pointer (&lost);
}

static gpointer
read_suspects (SlConnection *connection,
               gpointer      data,
               GCancellable *cancellable,
               GError      **error)
{
  SlTrackerSync *self = data;
  g_autoptr (GPtrArray) suspects = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_shadow_free);
  gint64 now = _sl_tracker_get_now (self);

  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    {
      g_autoptr (GPtrArray) lost = NULL;
      gboolean many = FALSE;

      /* Looking for them goes through all of the kind. */
      if (sl_tracker_get_place (kind) == NULL || !(self->missing_kinds & BIT (kind)))
        continue;
      lost = read_lost (connection, kind, now, &many, error);
      if (lost == NULL)
        return NULL;
      if (many && self->missing == SL_TRACKER_MISSING_ASK)
        self->result->n_asked += lost->len;
      else
        g_ptr_array_extend_and_steal (suspects, g_steal_pointer (&lost));
    }
  return g_steal_pointer (&suspects);
}

static int
compare_absent_since (gconstpointer a,
                      gconstpointer b)
{
  gint64 first = (*(SlShadow *const *) a)->absent_since, second = (*(SlShadow *const *) b)->absent_since;

  return (first > second) - (first < second);
}

/**
 * sl_tracker_read_asked:
 * @n: how many the last good round asked about
 *
 * Between rounds the server's clock, by which that was decided, isn't known: it was about those that are missing longest.
 *
 * Returns: (transfer full) (element-type SlShadow): which these are, or those of them that are still missing; %NULL with @error set
 */
GPtrArray *
sl_tracker_read_asked (SlConnection *connection,
                       guint         n,
                       GError      **error)
{
  g_autoptr (GPtrArray) asked = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_shadow_free);

  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    {
      g_autoptr (GPtrArray) lost = NULL;
      gboolean many = FALSE;

      if (sl_tracker_get_place (kind) == NULL)
        continue;
      lost = read_lost (connection, kind, G_MAXINT64, &many, error);
      if (lost == NULL)
        return NULL;
      if (many)
        g_ptr_array_extend_and_steal (asked, g_steal_pointer (&lost));
    }
  g_ptr_array_sort (asked, compare_absent_since);
  g_ptr_array_set_size (asked, (int) MIN (n, asked->len));
  return g_steal_pointer (&asked);
}

/* Asks for the row itself, where there is a way to. */
static gboolean
is_gone (SlTrackerSync *self,
         SlShadow      *shadow,
         gboolean      *gone,
         GError       **error)
{
  const SlTrackerPlace *place = sl_tracker_get_place (shadow->kind);
  g_autofree char *path = NULL;
  SlReplyState state;
  g_autoptr (SlTrackerAnswer) answer = NULL;

  *gone = TRUE;
  if (place->nested != NULL || shadow->kind == SL_KIND_TAG || shadow->kind == SL_KIND_DOCUMENT || shadow->kind == SL_KIND_TAG_ASSIGNMENT)
    return TRUE;
  /* The application itself may answer 500 when it isn't there, its papers don't. */
  path = sl_tracker_build_path (shadow->kind == SL_KIND_APPLICATION ? sl_tracker_get_place (SL_KIND_DOCUMENT)->list : place->item, shadow->server_id, NULL);
  answer = _sl_tracker_ask (self, "GET", path, NULL, &state);
  if (state != SL_REPLY_CAME || answer->verdict == SL_TRACKER_SIGN_IN || answer->verdict == SL_TRACKER_LATER)
    return _sl_tracker_fail (self, answer, state, error);
  *gone = answer->verdict == SL_TRACKER_MISSING || (answer->status == 500 && shadow->absences >= LISTS_ALONE);
  return TRUE;
}

/** _sl_tracker_settle_absences: after the lists: what is gone for certain goes to the Trash here */
gboolean
_sl_tracker_settle_absences (SlTrackerSync *self,
                             GError       **error)
{
  g_autoptr (GPtrArray) suspects = self->port->read (self->port, read_suspects, self, error);

  if (suspects == NULL)
    return FALSE;
  for (guint i = 0; i < suspects->len; i++)
    {
      Settling settling = { self, g_ptr_array_index (suspects, i) };
      gboolean sound, gone, still, had_canary;
      guint n_renewals;

      if (!_sl_tracker_prove (self, &sound, error))
        return FALSE;
      n_renewals = self->n_renewals;
      had_canary = self->canary != NULL;
      if (!is_gone (self, settling.shadow, &gone, error) || !_sl_tracker_prove (self, &still, error))
        return FALSE;
      still &= self->n_renewals == n_renewals || !had_canary;
      if (sound && gone && still && !self->port->write (self->port, settle, &settling, error))
        return FALSE;
    }
  return TRUE;
}
