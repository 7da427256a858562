/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words in which deeds are journalled: a deed's key, and its subject as a small JSON object with what the wording
 * needs. Files exist with these words: never change one, only add. */

#pragma once

#include "sl-deeds.h"
#include "sl-kinds.h"

G_BEGIN_DECLS

#define SL_DEED_ADD "add"
#define SL_DEED_EDIT "edit"
#define SL_DEED_STATUS "status"
#define SL_DEED_LANE "move"
#define SL_DEED_BOARD "board"
#define SL_DEED_TRASH "trash"
#define SL_DEED_RESTORE "restore"
#define SL_DEED_CREATE_TAG "create-tag"
#define SL_DEED_TAG "tag"
#define SL_DEED_UNTAG "untag"
#define SL_DEED_IMPORT "import"
#define SL_DEED_DEMO "demo"

#define SL_SUBJECT_COMPANY "company"
#define SL_SUBJECT_COUNT "count" /* of applications, where a deed touches other records too */
#define SL_SUBJECT_KIND "kind"
#define SL_SUBJECT_FIELD "field"
#define SL_SUBJECT_NAME "name"
#define SL_SUBJECT_STATUS "status"
#define SL_SUBJECT_DETAIL "detail"
#define SL_SUBJECT_LANE "lane"

/* @value (nullable): leaves @key out. */
void sl_deed_set_subject (SlChangeset *changeset, const char *key, const char *value);

G_END_DECLS
