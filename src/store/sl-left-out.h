/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an undo or redo leaves as it is, because somebody else changed it since. */

#pragma once

#include "sl-connection.h"
#include "sl-record.h"

G_BEGIN_DECLS

/**
 * SlLeftOutReason:
 * @SL_LEFT_OUT_CHANGED: somebody else changed it since
 * @SL_LEFT_OUT_NEEDS: what it refers to isn't there any more
 * @SL_LEFT_OUT_NAME: its name was taken since
 */
typedef enum {
  SL_LEFT_OUT_CHANGED,
  SL_LEFT_OUT_NEEDS,
  SL_LEFT_OUT_NAME,
} SlLeftOutReason;

/**
 * SlLeftOut:
 * @first: (nullable): a sentence on the first of @records
 * @records: (element-type gint64): what stays as it is, each once, as sl_left_out_key()
 * @gone: (element-type gint64): what was deleted for good since
 * @excluded: (element-type gint64): records to leave alone, as sl_left_out_key()
 */
typedef struct {
  char *first;
  GHashTable *records;
  GHashTable *gone;
  GHashTable *excluded;
} SlLeftOut;

void      sl_left_out_init        (SlLeftOut       *self);
void      sl_left_out_clear       (SlLeftOut       *self);
void      sl_left_out_forget      (SlLeftOut       *self);
void      sl_left_out_add         (SlLeftOut       *self,
                                   SlConnection    *connection,
                                   SlRecord        *record,
                                   gint64           application_pk,
                                   guint            field,
                                   SlLeftOutReason  reason);
void      sl_left_out_add_gone    (SlLeftOut       *self,
                                   SlConnection    *connection,
                                   SlKind           kind,
                                   gint64           pk,
                                   gint64           application_pk);
gboolean  sl_left_out_exclude     (SlLeftOut       *self,
                                   SlRecord        *record);
gboolean  sl_left_out_is_excluded (SlLeftOut       *self,
                                   SlKind           kind,
                                   gint64           pk);
char     *sl_left_out_describe    (SlLeftOut       *self);

static inline gint64
sl_left_out_key (SlKind kind,
                 gint64 pk)
{
  return pk * SL_N_KINDS + kind;
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SlLeftOut, sl_left_out_clear)

G_END_DECLS
