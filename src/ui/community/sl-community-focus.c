/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-community-focus.h. A way leads from a box to what has the focus: list, row, button. */

#define G_LOG_DOMAIN "sl-community-focus"

#include "config.h"

#include "sl-community-focus.h"

#define KEY "sl-community-key"

typedef struct {
  char *key;
  guint index; /* among its siblings */
} Step;

static void
step_free (gpointer data)
{
  Step *step = data;

  g_free (step->key);
  g_free (step);
}

static const char *
get_key (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), KEY);
}

/** sl_community_focus_mark: @kind with @id is the same again when it is made anew; unique in what it stands in */
void
sl_community_focus_mark (GtkWidget  *widget,
                         const char *kind,
                         const char *id)
{
  g_object_set_data_full (G_OBJECT (widget), KEY, g_strconcat (kind, ":", id, NULL), g_free);
}

static guint
get_index (GtkWidget *widget)
{
  guint index = 0;

  while ((widget = gtk_widget_get_prev_sibling (widget)) != NULL)
    index++;
  return index;
}

/** sl_community_focus_find: (transfer full) (nullable): the way from @box to @focus; %NULL: it doesn't lead there. @focus: (nullable) */
GPtrArray *
sl_community_focus_find (GtkWidget *box,
                         GtkWidget *focus)
{
  GPtrArray *way;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, box))
    return NULL;
  way = g_ptr_array_new_with_free_func (step_free);
  for (GtkWidget *widget = focus; widget != box; widget = gtk_widget_get_parent (widget))
    if (get_key (widget) != NULL)
      {
        Step *step = g_new0 (Step, 1);

        *step = (Step) { g_strdup (get_key (widget)), get_index (widget) };
        g_ptr_array_insert (way, 0, step);
      }
  return way;
}

static GtkWidget *
find_marked (GtkWidget  *widget,
             const char *key)
{
  if (g_strcmp0 (get_key (widget), key) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_marked (child, key);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
give (GtkWidget *widget)
{
  return gtk_widget_grab_focus (widget) || gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD);
}

/* What stands now where a row stood. */
static GtkWidget *
find_neighbour (GtkWidget *list,
                guint      index)
{
  GtkWidget *child = gtk_widget_get_first_child (list);

  while (child != NULL && index-- > 0 && gtk_widget_get_next_sibling (child) != NULL)
    child = gtk_widget_get_next_sibling (child);
  return child;
}

/**
 * sl_community_focus_give:
 * @way: of sl_community_focus_find(), from before
 *
 * Gives the focus to the same thing; where it moved to another list, there; where it is gone, to what took its place.
 */
gboolean
sl_community_focus_give (GtkWidget *box,
                         GPtrArray *way)
{
  GtkWidget *scope = box;

  for (guint i = 0; i < way->len; i++)
    {
      const Step *step = g_ptr_array_index (way, i);
      GtkWidget *found = find_marked (scope, step->key);

      if (found == NULL)
        found = find_marked (box, step->key);
      if (found == NULL && GTK_IS_LIST_BOX (scope))
        {
          scope = find_neighbour (scope, step->index);
          break;
        }
      scope = found != NULL ? found : scope;
    }
  return scope != NULL && give (scope);
}

static void
add_keys (GtkWidget  *widget,
          GHashTable *keys)
{
  if (get_key (widget) != NULL)
    g_hash_table_add (keys, g_strdup (get_key (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    add_keys (child, keys);
}

/** sl_community_focus_list: (transfer full): the keys of all that is in @box */
GHashTable *
sl_community_focus_list (GtkWidget *box)
{
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  add_keys (box, keys);
  return keys;
}

/** sl_community_focus_give_new: gives the focus to the first row that wasn't among @keys; %FALSE: there is none */
gboolean
sl_community_focus_give_new (GtkWidget  *box,
                             GHashTable *keys)
{
  if (GTK_IS_LIST_BOX_ROW (box) && get_key (box) != NULL && !g_hash_table_contains (keys, get_key (box)))
    return give (box);
  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (sl_community_focus_give_new (child, keys))
      return TRUE;
  return FALSE;
}
