/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import will do or did, as shortlistctl tells it. */

#pragma once

#include <json-glib/json-glib.h>

#include "sl-import.h"

G_BEGIN_DECLS

/* (transfer full) */
JsonObject *sl_cli_import_plan_to_json (SlImport *import, SlImportPlan *plan, const SlImportChoices *choices);
void sl_cli_import_print_plan (SlImport *import, SlImportPlan *plan, const SlImportChoices *choices, gboolean dry_run);

G_END_DECLS
