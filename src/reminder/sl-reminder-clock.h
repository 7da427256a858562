/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A clock that goes by a file, so that tests can move the time of a service that runs. */

#pragma once

#include "sl-clock.h"

G_BEGIN_DECLS

/* The file holds a time in ISO 8601, and after a blank the name of a time zone. */
SlClock *sl_reminder_clock_new (const char *path);

G_END_DECLS
