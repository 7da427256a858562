/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The world of the simulation with one computer in it and no bad luck but what a test asks for. */
#pragma once

#include "sl-sim.h"

G_BEGIN_DECLS

void        world_init  (SlSimWorld *self);
void        world_init_as (SlSimWorld *self, SlModelProfile profile);
void        world_clear (SlSimWorld *self);
void        world_ask   (SlSimWorld *self, const char *method, const char *path, const char *body);
JsonArray  *world_read  (SlSimWorld *self, const char *collection);
JsonObject *world_find  (SlSimWorld *self, const char *collection);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SlSimWorld, world_clear)

G_END_DECLS
