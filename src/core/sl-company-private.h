/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sl-company.c (the object) and sl-company-read.c (gathering it) share. */

#pragma once

#include "sl-company.h"

G_BEGIN_DECLS

struct _SlCompany {
  GObject parent_instance;

  char *name;
  GPtrArray *applications;
  GPtrArray *people;
  GPtrArray *reposts;
  GPtrArray *saved_jobs;
  SlDay today;
};

G_END_DECLS
