/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The name and version of the JSON export, which export and import must agree on. A version is raised only when an older
 * program would read a newer export wrongly; a new field or kind is no reason. */

#pragma once

#define SL_EXPORT_FORMAT "shortlist-export"
#define SL_EXPORT_VERSION 1

/** SL_EXPORT_FILES: the list of the attached files, {"hash", "size", "data"}, which isn't one of records */
#define SL_EXPORT_FILES "files"
