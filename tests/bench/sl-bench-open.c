/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-bench-open.h. Each round: "win.open-record", frames until the page has the record and was painted; then the
 * timeline, frames until it has rows and was painted; then back, and a rest. A page goes on making what lies below, so the
 * figure is when the last frame was painted that changed what is in sight: words, pictures, and where they stand. */

#define G_LOG_DOMAIN "sl-bench-open"

#include "config.h"

#include <adwaita.h>

#include "sl-bench-look.h"
#include "sl-bench-open.h"
#include "sl-context.h"
#include "sl-deeds.h"
#include "sl-detail-page.h"
#include "sl-kinds.h"

#define N_EVENTS 500
#define N_ROUNDS 20
#define REPETITIONS 20
#define REST_MS 400
/* What hasn't changed for so long doesn't change any more. */
#define SETTLED_MS 300

static char *application_id;

static struct {
  GtkWindow *window;
  double asked;
  gboolean timeline; /* what is waited for: the timeline, or the page */
  guint seen;        /* what was in sight in the last frame; 0: not there yet */
  double first;      /* when it was there for the first time */
  double changed;    /* when that became what it is */
  guint done;
} bench;

static void
add_history (SlChangeset *changeset,
             gint64       now)
{
  for (guint i = 0; i < N_EVENTS; i++)
    {
      g_autoptr (SlRecord) event = sl_record_new (SL_KIND_EVENT);

      sl_record_set_text (event, SL_EVENT_APPLICATION_ID, application_id);
      sl_record_set_text (event, SL_EVENT_LABEL, "Called by the team lead");
      sl_record_set_text (event, SL_EVENT_NOTE, "They will write on Monday.");
      sl_record_set_integer (event, SL_EVENT_OCCURRED_AT, now - (gint64) i * G_TIME_SPAN_HOUR * 7);
      sl_changeset_insert (changeset, event);
    }
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autoptr (SlRecord) stage = sl_record_new (SL_KIND_STAGE);

      sl_record_set_text (stage, SL_STAGE_APPLICATION_ID, application_id);
      sl_record_set_text (stage, SL_STAGE_NAME, "Another round");
      sl_changeset_insert (changeset, stage);
    }
}

void
sl_bench_open_prepare (const char *data_dir)
{
  g_autoptr (SlContext) context = sl_context_new (data_dir, NULL);
  g_autoptr (SlRecord) application = sl_record_new (SL_KIND_APPLICATION);
  g_autoptr (SlChangeset) changeset = NULL;
  g_autoptr (GError) error = NULL;

  if (!sl_context_open (context, &error))
    g_error ("%s", error->message);
  sl_record_set_text (application, SL_APPLICATION_COMPANY_NAME, "Torvmark Bakery");
  sl_record_set_text (application, SL_APPLICATION_ROLE_TITLE, "Baker");
  sl_record_set_text (application, SL_APPLICATION_STATUS, SL_STATUS_APPLIED);
  application_id = g_strdup (sl_record_get_id (application));
  changeset = sl_deed_add_application (application, NULL);
  add_history (changeset, sl_clock_get_now (sl_context_get_clock (context)));
  if (sl_store_apply (sl_context_get_store (context), changeset, &error) == NULL)
    g_error ("%s", error->message);
  sl_context_close (context);
}

/* The first mapped widget of a type below @root. */
static GtkWidget *
find (GtkWidget  *root,
      const char *type)
{
  if (gtk_widget_get_mapped (root) && g_str_equal (G_OBJECT_TYPE_NAME (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_there (void)
{
  GtkWidget *page = find (GTK_WIDGET (bench.window), "SlDetailPage");
  GtkWidget *timeline;
  g_autoptr (SlRecord) record = NULL;

  if (page == NULL)
    return FALSE;
  g_object_get (page, "record", &record, NULL);
  if (record == NULL)
    return FALSE;
  timeline = bench.timeline ? find (page, "SlTimeline") : NULL;
  return !bench.timeline || (timeline != NULL && find (timeline, "AdwActionRow") != NULL);
}

/* A number for what is in sight below @widget. Without scrollbars, which tell of what isn't. */
static guint
look (GtkWidget *widget,
      guint      hash)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);
  graphene_rect_t bounds, sight;
  g_autofree char *words = NULL;

  if (!gtk_widget_get_mapped (widget) || GTK_IS_SCROLLBAR (widget))
    return hash;
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    hash = look (child, hash);
  graphene_rect_init (&sight, 0, 0, (float) gtk_widget_get_width (GTK_WIDGET (bench.window)),
                      (float) gtk_widget_get_height (GTK_WIDGET (bench.window)));
  if (gtk_widget_get_first_child (widget) != NULL || !gtk_widget_compute_bounds (widget, GTK_WIDGET (bench.window), &bounds) ||
      !graphene_rect_intersection (&bounds, &sight, &bounds))
    return hash;

  words = g_strdup_printf ("%s %d %d %d %d %s", G_OBJECT_TYPE_NAME (widget), (int) bounds.origin.x, (int) bounds.origin.y,
                           (int) bounds.size.width, (int) bounds.size.height,
                           GTK_IS_LABEL (widget)      ? gtk_label_get_label (GTK_LABEL (widget))
                           : GTK_IS_EDITABLE (widget) ? gtk_editable_get_text (GTK_EDITABLE (widget))
                                                      : "");
  return hash * 33 + g_str_hash (words);
}

static gboolean next_round (gpointer data);
static gboolean settled_cb (gpointer data);

static gboolean
painted (gpointer data)
{
  double now = sl_bench_look_now ();
  guint seen;

  if (bench.asked == 0)
    return G_SOURCE_REMOVE;
  if (!is_there ())
    return G_SOURCE_CONTINUE;

  seen = look (find (GTK_WIDGET (bench.window), "SlDetailPage"), 1);
  if (bench.seen == 0)
    {
      bench.first = now;
      g_timeout_add (SETTLED_MS / 10, settled_cb, NULL);
    }
  if (seen != bench.seen)
    bench.changed = now;
  bench.seen = seen;
  return G_SOURCE_CONTINUE;
}

static void
ask (gboolean timeline)
{
  bench.timeline = timeline;
  bench.seen = 0;
  bench.asked = sl_bench_look_now ();
}

static gboolean
settled_cb (gpointer data)
{
  if (sl_bench_look_now () - bench.changed < SETTLED_MS)
    return G_SOURCE_CONTINUE;

  /* What had to be read and made once for all isn't counted. */
  if (bench.done > 2)
    {
      sl_bench_look_report (bench.timeline ? "timeline" : "open", bench.changed - bench.asked);
      sl_bench_look_report (bench.timeline ? "timeline-first" : "open-first", bench.first - bench.asked);
    }
  if (!bench.timeline)
    {
      GtkWidget *parts = find (find (GTK_WIDGET (bench.window), "SlDetailPage"), "AdwViewStack");

      ask (TRUE);
      adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (parts), "timeline");
      return G_SOURCE_REMOVE;
    }
  bench.asked = 0;
  bench.done++;
  gtk_widget_activate_action (GTK_WIDGET (bench.window), "win.back", NULL);
  g_timeout_add (REST_MS, next_round, NULL);
  return G_SOURCE_REMOVE;
}

static gboolean
next_round (gpointer data)
{
  if (bench.done == REPETITIONS)
    {
      g_application_quit (g_application_get_default ());
      return G_SOURCE_REMOVE;
    }
  ask (FALSE);
  gtk_widget_activate_action (GTK_WIDGET (bench.window), "win.open-record", "(ss)", "application", application_id);
  sl_bench_look_after_paint (bench.window, painted, NULL);
  return G_SOURCE_REMOVE;
}

void
sl_bench_open_start (GtkWindow *window)
{
  bench.window = window;
  /* Motion between pages is no work. */
  g_object_set (gtk_widget_get_settings (GTK_WIDGET (window)), "gtk-enable-animations", FALSE, NULL);
  g_timeout_add (REST_MS, next_round, NULL);
}
