/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one place that words errors for people: what happened, what was kept, what to do. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sl_error_describe (const GError *error, const char *deed);
gboolean sl_error_is_silent (const GError *error);
gboolean sl_error_is_retryable (const GError *error);

G_END_DECLS
