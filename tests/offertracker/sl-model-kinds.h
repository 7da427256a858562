/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one table of the model server's collections: their columns in the order of the answers, with what validation,
 * defaults, the database's rules and the answers need to know about each. */
#pragma once

#include "sl-model-server.h"

G_BEGIN_DECLS

typedef enum {
  SL_MODEL_USERS,
  SL_MODEL_RESUMES,
  SL_MODEL_APPLICATIONS,
  SL_MODEL_STAGES,
  SL_MODEL_OUTCOMES,
  SL_MODEL_REFLECTIONS,
  SL_MODEL_CONTACTS,
  SL_MODEL_DOCUMENTS,
  SL_MODEL_REMINDERS,
  SL_MODEL_TAGS,
  SL_MODEL_APPLICATION_TAGS,
  SL_MODEL_SAVED_JOBS,
  SL_MODEL_ACTIVITY,
  SL_MODEL_MILESTONES,
  SL_MODEL_USER_MILESTONES,
  SL_MODEL_FOLLOWS,
  SL_MODEL_GROUPS,
  SL_MODEL_MEMBERS,
  SL_MODEL_POSTS,
  SL_MODEL_REACTIONS,
  SL_MODEL_N_STORED,
  /* Bodies that no collection has. */
  SL_MODEL_REGISTER = SL_MODEL_N_STORED,
  SL_MODEL_LOGIN,
  SL_MODEL_UPLOAD,
  SL_MODEL_N_KINDS,
  SL_MODEL_NO_KIND = SL_MODEL_N_KINDS,
} SlModelKind;

typedef enum {
  SL_MODEL_ID,      /* made by the server */
  SL_MODEL_TEXT,    /* may refer to a row of another collection */
  SL_MODEL_WORD,    /* one of a list */
  SL_MODEL_PATTERN, /* the same, checked by a regular expression */
  SL_MODEL_INT,
  SL_MODEL_BOOL,
  SL_MODEL_DAY,
  SL_MODEL_TIME,
  SL_MODEL_LIST,   /* of texts, as JSON */
  SL_MODEL_OBJECT, /* as JSON with its keys in the database's order */
  SL_MODEL_NOTHING, /* not stored, always null or 0 in the answer */
} SlModelType;

typedef enum {
  SL_MODEL_CREATE = 1 << 0,   /* taken from the body of a POST */
  SL_MODEL_UPDATE = 1 << 1,   /* taken from the body of a PUT */
  SL_MODEL_REQUIRED = 1 << 2, /* by the body of a POST */
  SL_MODEL_FIXED = 1 << 3,    /* null in the body of a POST is an error */
  SL_MODEL_RAW = 1 << 4,      /* only in raw answers */
  SL_MODEL_INTERNAL = 1 << 5, /* the model's own, in no answer */
  SL_MODEL_NOT_NULL = 1 << 6, /* to the database */
  SL_MODEL_INDEXED = 1 << 7,  /* columns that refer are, too */
  SL_MODEL_CASCADE = 1 << 8,  /* goes with the row referred to; else the reference becomes null */
  SL_MODEL_PUBLIC = 1 << 9,   /* of a user's public profile */
  SL_MODEL_NO_CHANGE = 1 << 10, /* becomes the empty list where the body has null */
} SlModelFlags;

typedef enum {
  SL_MODEL_NO_WORDS,
  SL_MODEL_STATUS_WORDS,
  SL_MODEL_STAGE_TYPE_WORDS,
  SL_MODEL_STAGE_RESULT_WORDS,
  SL_MODEL_JOB_TYPE_WORDS,
  SL_MODEL_WORK_MODE_WORDS,
  SL_MODEL_PRIORITY_WORDS,
  SL_MODEL_SOURCE_WORDS,
  SL_MODEL_CONTACT_TYPE_WORDS,
  SL_MODEL_DOCUMENT_TYPE_WORDS,
  SL_MODEL_REMINDER_TYPE_WORDS,
  SL_MODEL_POST_TYPE_WORDS,
  SL_MODEL_REACTION_TYPE_WORDS,
  SL_MODEL_VISIBILITY_WORDS,
  SL_MODEL_OUTCOME_WORDS, /* the database's list alone, not checked by validation */
  SL_MODEL_SAVED_WORDS,
  SL_MODEL_N_WORDS,
} SlModelWords;

/* A fallback that is the first word of the column's list, whatever the generation. */
#define SL_MODEL_FIRST_WORD "\001"

typedef struct {
  const char *name;
  SlModelType type;
  guint flags;
  guint limit;                 /* characters at most; 0: any */
  guint least, least_head;     /* characters at least, by generation */
  const char *fallback;        /* nullable: where the body has none */
  SlModelWords words;
  SlModelKind refers;          /* if @refers_set: the collection whose ids it holds */
  gboolean refers_set;
  gboolean has_low, has_high, above; /* numbers: bounds; @above: more than @low, not that */
  gint64 low, high;
} SlModelField;

#define SL_MODEL_MAX_FIELDS 24

typedef enum {
  SL_MODEL_UNORDERED,
  SL_MODEL_NEWEST,
  SL_MODEL_SOONEST,
  SL_MODEL_BY_NAME,
} SlModelOrder;

typedef struct {
  const char *name;
  const SlModelField *fields;
  const char *missing; /* the detail of 404 */
  const char *foreign; /* the detail of 403 */
  const char *fetch;   /* the detail of 500 where looking for one goes wrong (newer generation) */
  SlModelOrder order;
  const char *order_field;
  const char *unique[3];
  guint n_fields; /* counted at the first use */
} SlModelKindInfo;

const SlModelKindInfo *sl_model_kind_info  (SlModelKind     kind);
int                    sl_model_kind_field (SlModelKind     kind,
                                            const char     *name);
const char *const     *sl_model_words      (SlModelWords    words,
                                            SlModelProfile  profile);
const char            *sl_model_words_name (SlModelWords    words);
char                  *sl_model_word_python (SlModelWords   words,
                                            const char     *word);

G_END_DECLS
