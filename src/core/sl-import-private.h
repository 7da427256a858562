/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SlImport's inside, for the files of its later steps: sl-import-planning.c and sl-import-run.c. */

#pragma once

#include "sl-import-dates.h"
#include "sl-import-load.h"
#include "sl-import.h"

G_BEGIN_DECLS

struct _SlImport {
  GObject parent_instance;

  SlContext *context;
  char *name;
  SlImportLoaded *loaded;
  SlImportDates *dates;
  SlDateOrder answer;
  int percent; /* atomic: written by the thread at work */
};

void _sl_import_notify_progress (SlImport *self);

G_END_DECLS
