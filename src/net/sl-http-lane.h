/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where one request at a time goes: a session of libsoup's in a main context of its own, which nobody runs in between. Owned by
 * its transport, which sees to it that one thread has it at a time. */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct
{
  gboolean is_taken; /* the transport's */
  gboolean is_good;  /* the last request came to its end */
  gint64 used_at;    /* monotonic */
  GMainContext *context;
  SoupSession *session; /* (nullable) */
} SlHttpLane;

void _sl_http_lane_init (SlHttpLane *self);
void _sl_http_lane_clear (SlHttpLane *self);
void _sl_http_lane_enter (SlHttpLane *self,
                          const char *address);
void _sl_http_lane_leave (SlHttpLane *self);
void _sl_http_lane_note (SlHttpLane *self,
                         gboolean good);
void _sl_http_lane_rest (SlHttpLane *self);

G_END_DECLS
