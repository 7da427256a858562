/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must be told about the data as a whole: it was restored, it may not be changed, it is a sample. */

#pragma once

#include <adwaita.h>

#include "sl-store.h"

G_BEGIN_DECLS

void sl_notice_banner_show (AdwBanner *banner, SlStore *store, gboolean sample);

G_END_DECLS
