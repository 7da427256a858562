/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list's columns: chosen in the menu of any head, moved by dragging, sorted by clicking. Each column has a sorter
 * that never compares anything: GTK needs one to make the head clickable, and the query does the sorting in SQL. */

#define G_LOG_DOMAIN "sl-list-columns"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-list-columns.h"

#define NOT_SORTED SL_N_SORTS

struct _SlListColumns {
  GObject parent_instance;

  GtkColumnView *view; /* borrowed: outlives us */
  SlViewState *state;
  GSimpleActionGroup *actions;
  gboolean loading; /* from settings or query: nothing is to be written back */
};

G_DEFINE_FINAL_TYPE (SlListColumns, sl_list_columns, G_TYPE_OBJECT)

/* By the column's id; company and role can't be hidden: without them a row says nothing. */
static const struct {
  const char *id;
  SlSort sort;
  gboolean fixed;
} infos[] = {
  { "company", SL_SORT_COMPANY, TRUE },
  { "role", SL_SORT_ROLE, TRUE },
  { "status", SL_SORT_STATUS, FALSE },
  { "next-step", NOT_SORTED, FALSE },
  { "applied", SL_SORT_APPLIED, FALSE },
  { "quiet", SL_SORT_QUIET, FALSE },
  { "location", SL_SORT_LOCATION, FALSE },
  { "source", SL_SORT_SOURCE, FALSE },
  { "priority", SL_SORT_PRIORITY, FALSE },
  { "salary", SL_SORT_SALARY, FALSE },
  { "follow-up", SL_SORT_FOLLOW_UP, FALSE },
  { "tags", NOT_SORTED, FALSE },
};

static int
find_info (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (infos); i++)
    if (g_strcmp0 (infos[i].id, id) == 0)
      return (int) i;

  return -1;
}

static GtkColumnViewColumn *
find_column (SlListColumns *self, const char *id)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  guint n_columns = g_list_model_get_n_items (columns);

  for (guint i = 0; i < n_columns; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      /* The view keeps it. */
      if (g_strcmp0 (gtk_column_view_column_get_id (column), id) == 0)
        return column;
    }

  return NULL;
}

static void
update_expand (SlListColumns *self)
{
  /* Company and role share what is left over, unless they were given a width by hand; the others keep theirs. */
  for (guint i = 0; i < G_N_ELEMENTS (infos); i++)
    if (infos[i].fixed)
      {
        GtkColumnViewColumn *column = find_column (self, infos[i].id);

        gtk_column_view_column_set_expand (column, gtk_column_view_column_get_fixed_width (column) < 0);
      }
}

/* Settings: "company", or "company:220" when it was given a width. */

static void
save (SlListColumns *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  guint n_columns = g_list_model_get_n_items (columns);
  g_autoptr (GPtrArray) words = g_ptr_array_new_null_terminated (n_columns, g_free, TRUE);

  if (self->loading)
    return;

  for (guint i = 0; i < n_columns; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      int width = gtk_column_view_column_get_fixed_width (column);

      if (!gtk_column_view_column_get_visible (column))
        continue;
      if (width > 0)
        g_ptr_array_add (words, g_strdup_printf ("%s:%d", gtk_column_view_column_get_id (column), width));
      else
        g_ptr_array_add (words, g_strdup (gtk_column_view_column_get_id (column)));
    }

  self->loading = TRUE;
  g_settings_set_strv (sl_view_state_get_settings (self->state), "list-columns", (const char *const *) words->pdata);
  self->loading = FALSE;
}

static void
load (SlListColumns *self)
{
  g_auto (GStrv) words = g_settings_get_strv (sl_view_state_get_settings (self->state), "list-columns");
  guint place = 0;

  self->loading = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (infos); i++)
    gtk_column_view_column_set_visible (find_column (self, infos[i].id), infos[i].fixed);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (words[i], ":", 2);
      GtkColumnViewColumn *column = find_info (parts[0]) >= 0 ? find_column (self, parts[0]) : NULL;

      if (column == NULL)
        continue;

      gtk_column_view_column_set_visible (column, TRUE);
      if (parts[1] != NULL)
        gtk_column_view_column_set_fixed_width (column, CLAMP (atoi (parts[1]), 40, 1200));
      gtk_column_view_insert_column (self->view, place++, column);
    }
  update_expand (self);
  self->loading = FALSE;
}

/* The preferences show and hide columns, too. */
static void
settings_changed_cb (SlListColumns *self)
{
  if (!self->loading)
    load (self);
}

/* Sort */

static void
set_sort (SlQuery *query, gpointer data)
{
  const guint *sort = data;

  sl_query_set_sort (query, sort[0], sort[1]);
}

/* The head says "Quiet" and has days below it: the time that they count from runs the other way. */
static gboolean
is_mirrored (SlSort sort)
{
  return sort == SL_SORT_QUIET;
}

static void
head_clicked_cb (SlListColumns *self)
{
  GtkColumnViewSorter *sorter = GTK_COLUMN_VIEW_SORTER (gtk_column_view_get_sorter (self->view));
  GtkColumnViewColumn *column = gtk_column_view_sorter_get_primary_sort_column (sorter);
  int info = column != NULL ? find_info (gtk_column_view_column_get_id (column)) : -1;
  guint sort[2];

  if (self->loading)
    return;

  if (info < 0)
    {
      /* The third click on a head ends its sort: back to what waits and moved last. */
      sort[0] = SL_SORT_ACTIVE;
      sort[1] = TRUE;
    }
  else
    {
      sort[0] = infos[info].sort;
      sort[1] = (gtk_column_view_sorter_get_primary_sort_order (sorter) == GTK_SORT_DESCENDING) != is_mirrored (sort[0]);
    }
  sl_view_state_update_query (self->state, set_sort, sort);
}

/* Shows the arrow at the column the query sorts by, whoever set it. What waits and moved last is the fewest quiet days, with a
 * finer rule for what has none. */
static void
show_sort (SlListColumns *self)
{
  SlQuery *query = sl_view_state_get_query (self->state);
  SlSort sort = sl_query_get_sort (query);
  GtkColumnViewColumn *column = NULL;
  gboolean descending;

  if (sort == SL_SORT_ACTIVE)
    sort = SL_SORT_QUIET;
  for (guint i = 0; i < G_N_ELEMENTS (infos); i++)
    if (infos[i].sort == sort)
      column = find_column (self, infos[i].id);
  descending = sl_query_get_descending (query) != is_mirrored (sort);

  self->loading = TRUE;
  gtk_column_view_sort_by_column (self->view, column, descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
  self->loading = FALSE;
}

/* Set-up */

static void
width_changed_cb (SlListColumns *self)
{
  if (!self->loading)
    update_expand (self);
  save (self);
}

static GMenuModel *
build_menu (SlListColumns *self)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) section = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (infos); i++)
    {
      g_autofree char *action = g_strconcat ("columns.", infos[i].id, NULL);

      if (!infos[i].fixed)
        g_menu_append (section, gtk_column_view_column_get_title (find_column (self, infos[i].id)), action);
    }
  g_menu_append_section (menu, _("Show Columns"), G_MENU_MODEL (section));

  return G_MENU_MODEL (menu);
}

static void
set_up_columns (SlListColumns *self)
{
  g_autoptr (GMenuModel) menu = build_menu (self);

  for (guint i = 0; i < G_N_ELEMENTS (infos); i++)
    {
      GtkColumnViewColumn *column = find_column (self, infos[i].id);
      g_autoptr (GPropertyAction) action = g_property_action_new (infos[i].id, column, "visible");

      if (!infos[i].fixed)
        g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
      if (infos[i].sort != NOT_SORTED)
        {
          g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (NULL, NULL, NULL));

          gtk_column_view_column_set_sorter (column, sorter);
        }
      gtk_column_view_column_set_header_menu (column, menu);
      gtk_column_view_column_set_resizable (column, TRUE);
      g_signal_connect_object (column, "notify::visible", G_CALLBACK (save), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (column, "notify::fixed-width", G_CALLBACK (width_changed_cb), self, G_CONNECT_SWAPPED);
    }
  gtk_widget_insert_action_group (GTK_WIDGET (self->view), "columns", G_ACTION_GROUP (self->actions));
}

static void
sl_list_columns_dispose (GObject *object)
{
  SlListColumns *self = SL_LIST_COLUMNS (object);

  g_clear_object (&self->actions);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (sl_list_columns_parent_class)->dispose (object);
}

static void
sl_list_columns_class_init (SlListColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_list_columns_dispose;
}

static void
sl_list_columns_init (SlListColumns *self)
{
  self->actions = g_simple_action_group_new ();
}

/**
 * sl_list_columns_new:
 * @view: has all columns, with their ids
 * @state: whose query sorts, and whose settings remember
 *
 * Returns: (transfer full): what keeps the columns
 */
SlListColumns *
sl_list_columns_new (GtkColumnView *view, SlViewState *state)
{
  SlListColumns *self = g_object_new (SL_TYPE_LIST_COLUMNS, NULL);

  self->view = view;
  self->state = g_object_ref (state);
  set_up_columns (self);
  load (self);
  show_sort (self);

  g_signal_connect_object (gtk_column_view_get_sorter (view), "changed", G_CALLBACK (head_clicked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_columns (view), "items-changed", G_CALLBACK (save), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (state, "notify::query", G_CALLBACK (show_sort), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sl_view_state_get_settings (state), "changed::list-columns", G_CALLBACK (settings_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}
