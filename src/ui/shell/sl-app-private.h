/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the program share: sl-app.c, sl-app-options.c, sl-app-actions.c. */

#pragma once

#include "sl-app.h"
#include "sl-calendar-keeper.h"
#include "sl-reminders.h"
#include "sl-sync-keeper.h"
#include "sl-window.h"

G_BEGIN_DECLS

/* How many applications a sample has. */
#define SL_APP_SAMPLE_COUNT 120

/* What was asked for on the command line. */
typedef struct {
  gboolean demo;
  gboolean dark;
  gboolean version;
  int count;
  int width;
  int height;
  char *data_dir;
  char *screenshot;
  char *view;
  char *size;
  char *view_help; /* what the options say of @view */
} SlAppWishes;

struct _SlApp {
  AdwApplication parent_instance;

  GSettings *settings;
  GPtrArray *contexts; /* all that are open, closed at the end */
  GPtrArray *samples;  /* throw-away folders, removed at the end */
  SlCalendarKeeper *keeper; /* of the person's own search; NULL before it is open */
  SlSyncKeeper *sync;  /* the same */
  SlContext *own;      /* borrowed from contexts: the person's own, NULL before the first window */
  GPtrArray *to_import; /* GFiles, wait for a window */
  SlReminders *reminders; /* NULL for a program of its own beside the person's */
  GVariant *to_open;    /* (ss): a page and nothing, or a kind and an id; waits for a window */
  SlAppWishes wishes;
  int status;
};

SlWindow *_sl_app_present_own  (SlApp        *self);
void      _sl_app_open_wanted  (SlApp        *self,
                                SlWindow     *window);
void      _sl_app_make_sample  (SlApp        *self,
                                guint         count);

void      _sl_app_add_options  (SlApp        *self);
int       _sl_app_take_options (SlApp        *self);
void      _sl_app_free_wishes  (SlApp        *self);

void      _sl_app_add_actions  (SlApp        *self);
void      _sl_app_set_accels   (SlApp        *self);
void      _sl_app_take_to      (SlApp        *self,
                                const char   *what,
                                const char   *id);

G_END_DECLS
