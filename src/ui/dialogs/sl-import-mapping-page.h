/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The import wizard's page on which columns are matched with fields, beside a preview of the first rows. */

#pragma once

#include <adwaita.h>

#include "sl-import.h"

G_BEGIN_DECLS

#define SL_TYPE_IMPORT_MAPPING_PAGE (sl_import_mapping_page_get_type ())
G_DECLARE_FINAL_TYPE (SlImportMappingPage, sl_import_mapping_page, SL, IMPORT_MAPPING_PAGE, AdwNavigationPage)

/* Signal "next". */
AdwNavigationPage *sl_import_mapping_page_new (SlImport *import);

G_END_DECLS
