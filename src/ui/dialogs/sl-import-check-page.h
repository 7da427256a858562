/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The import wizard's last page: what will be imported, what is left out and why, what looks like a duplicate. Plans when
 * it is made. */

#pragma once

#include <adwaita.h>

#include "sl-import.h"

G_BEGIN_DECLS

#define SL_TYPE_IMPORT_CHECK_PAGE (sl_import_check_page_get_type ())
G_DECLARE_FINAL_TYPE (SlImportCheckPage, sl_import_check_page, SL, IMPORT_CHECK_PAGE, AdwNavigationPage)

/* Signals: "again": it failed, and the person wants a new page; "busy" (SlImportCheckPage *, gboolean): the import runs and can't be stopped; "done" (SlImportCheckPage *,
 * SlTransaction *). */
AdwNavigationPage *sl_import_check_page_new (SlImport *import);

G_END_DECLS
