/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sl-model-server.h"

void model_server_fill (SlModelServer *model, const char *email, const char *password, guint count);
