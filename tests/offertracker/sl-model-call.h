/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request on its way through the model server: what was asked, by whom, and ways to answer. Files by subject hold the
 * handlers that the table of sl-model-routes.c names. */
#pragma once

#include <json-glib/json-glib.h>

#include "sl-model-rows.h"

G_BEGIN_DECLS

typedef struct _SlModelCall SlModelCall;
typedef void (*SlModelHandler) (SlModelCall *call);

/* What the first published generation does to a POST. */
typedef enum {
  SL_MODEL_WORKS,
  SL_MODEL_COMMITS_THEN_500,
  SL_MODEL_500_FIRST,
} SlModelOldBug;

typedef enum {
  SL_MODEL_BODY_NONE,
  SL_MODEL_BODY_CREATE,
  SL_MODEL_BODY_UPDATE,
  SL_MODEL_BODY_UPLOAD,
} SlModelBody;

typedef struct {
  const char *method;
  const char *path; /* "{}" stands for an id */
  SlModelHandler handler;
  SlModelKind kind;
  SlModelBody body;
  guint ok;
  const char *failure; /* nullable: the newer generation's detail of 500 */
  SlModelOldBug old;
  gboolean open;       /* needs no token */
  gint limit;          /* of lists; 0: the route takes no limit */
  const char *filters[3];
} SlModelRoute;

struct _SlModelCall {
  SlModelServer *server;
  SlModelRows *rows;
  SlModelProfile profile;
  guint conditions;
  const SlModelRequest *request;
  const SlModelRoute *route;
  char *path; /* without the query */
  char *args[2];
  GHashTable *query; /* nullable */
  JsonNode *body;    /* nullable */
  SlModelRow *user;  /* nullable: who asks */
  gboolean lying;    /* the database shows this person nothing */
  gboolean poisoned; /* a row can't be written, and with it the whole list */
  gint64 skip, limit;
  SlModelDraft draft;
  GString *errors; /* nullable: of validation, in the generation's form */
  SlModelAnswer *answer;
};

typedef enum {
  SL_MODEL_PLAIN,
  SL_MODEL_AS_STORED, /* with raw columns and times ending in +00:00 */
  SL_MODEL_PROFILE,   /* a user's public columns */
} SlModelShape;

/* sl-model-answer.c */
void         sl_model_call_text         (SlModelCall      *call,
                                         guint             status,
                                         const char       *content_type,
                                         const char       *text);
void         sl_model_call_json         (SlModelCall      *call,
                                         GString          *json);
void         sl_model_call_detail       (SlModelCall      *call,
                                         guint             status,
                                         const char       *detail);
void         sl_model_call_fail         (SlModelCall      *call);
void         sl_model_call_fail_with    (SlModelCall      *call,
                                         const char       *failure);
void         sl_model_call_errors       (SlModelCall      *call);
void         sl_model_call_row          (SlModelCall      *call,
                                         SlModelRow       *row);
GPtrArray   *sl_model_call_shuffle      (SlModelCall      *call,
                                         GPtrArray        *rows);
void         sl_model_call_list         (SlModelCall      *call,
                                         GPtrArray        *rows,
                                         gboolean          ordered,
                                         void            (*write) (SlModelCall *call,
                                                                   GString     *json,
                                                                   SlModelRow  *row));

/* sl-model-write.c */
void         sl_model_write_string      (GString          *json,
                                         const char       *text);
void         sl_model_write_value       (GString          *json,
                                         const SlModelValue *value,
                                         SlModelShape      shape);
void         sl_model_write_columns     (GString          *json,
                                         SlModelRow       *row,
                                         SlModelShape      shape);
void         sl_model_write_row         (GString          *json,
                                         SlModelRow       *row,
                                         SlModelShape      shape);
void         sl_model_write_node        (GString          *json,
                                         JsonNode         *node);
void         sl_model_write_double      (GString          *json,
                                         double            number,
                                         int               places);
char        *sl_model_canonical         (JsonNode         *node);

/* sl-model-check.c */
void         sl_model_check_error       (SlModelCall      *call,
                                         const char       *type,
                                         const char       *message,
                                         const char       *place,
                                         const char       *name,
                                         JsonNode         *input,
                                         const char       *context);
void         sl_model_check_query       (SlModelCall      *call);
void         sl_model_check_body        (SlModelCall      *call);
gboolean     sl_model_check_parse       (SlModelCall      *call);
gboolean     sl_model_check_read        (SlModelCall      *call,
                                         const SlModelField *field,
                                         JsonNode         *node,
                                         SlModelValue     *out);

/* sl-model-server.c, sl-model-tokens.c */
gint64       sl_model_call_now          (SlModelCall      *call);
void         sl_model_call_today        (SlModelCall      *call,
                                         char              day[11]);
guint        sl_model_call_row_cap      (SlModelCall      *call);
guint32      sl_model_call_random       (SlModelCall      *call,
                                         guint32           below);
const char  *sl_model_call_address      (SlModelCall      *call);
char        *sl_model_call_issue_token  (SlModelCall      *call,
                                         SlModelRow       *user);
gboolean     sl_model_call_read_token   (SlModelCall      *call,
                                         const char       *token);
void         sl_model_call_refuse       (SlModelCall      *call,
                                         const char       *detail);
void         sl_model_call_log_in       (SlModelCall      *call,
                                         SlModelRow       *user);

/* sl-model-routes.c */
const SlModelRoute *sl_model_routes     (guint            *out_n);
gboolean     sl_model_route             (SlModelCall      *call);

/* sl-model-records.c: what the handlers of all subjects share */
gboolean     sl_model_call_is_missing   (SlModelCall      *call,
                                         SlModelKind       kind,
                                         SlModelRow       *row);
SlModelRow  *sl_model_call_own          (SlModelCall      *call,
                                         SlModelKind       kind,
                                         const char       *id);
SlModelRow  *sl_model_call_insert       (SlModelCall      *call,
                                         SlModelDraft     *draft);
gboolean     sl_model_call_update       (SlModelCall      *call,
                                         SlModelRow       *row,
                                         SlModelDraft     *draft);
GPtrArray   *sl_model_call_mine         (SlModelCall      *call,
                                         SlModelKind       kind);
void         sl_model_call_log          (SlModelCall      *call,
                                         const char       *action,
                                         const char       *application_id,
                                         const char       *metadata,
                                         const char       *format,
                                         ...) G_GNUC_PRINTF (5, 6);

/* sl-model-progress.c */
void         sl_model_call_track        (SlModelCall      *call);
void         sl_model_call_award        (SlModelCall      *call,
                                         SlModelRow       *user,
                                         const char       *milestone);
void         sl_model_call_streak       (SlModelCall      *call,
                                         SlModelRow       *user);
void         sl_model_add_milestones    (SlModelRows      *rows);

/* The handlers */
void sl_model_do_list          (SlModelCall *call);
void sl_model_do_get           (SlModelCall *call);
void sl_model_do_create        (SlModelCall *call);
void sl_model_do_update        (SlModelCall *call);
void sl_model_do_remove        (SlModelCall *call);
void sl_model_do_upcoming      (SlModelCall *call);
void sl_model_do_complete      (SlModelCall *call);
void sl_model_do_convert       (SlModelCall *call);
void sl_model_do_update_saved  (SlModelCall *call);
void sl_model_do_list_documents (SlModelCall *call);
void sl_model_do_create_document (SlModelCall *call);
void sl_model_do_list_applications (SlModelCall *call);
void sl_model_do_get_application (SlModelCall *call);
void sl_model_do_create_application (SlModelCall *call);
void sl_model_do_update_application (SlModelCall *call);
void sl_model_do_add_stage     (SlModelCall *call);
void sl_model_do_add_outcome   (SlModelCall *call);
void sl_model_do_add_reflection (SlModelCall *call);
void sl_model_do_update_part   (SlModelCall *call);
void sl_model_do_remove_part   (SlModelCall *call);
void sl_model_do_create_tag    (SlModelCall *call);
void sl_model_do_list_tagged   (SlModelCall *call);
void sl_model_do_assign        (SlModelCall *call);
void sl_model_do_unassign      (SlModelCall *call);
void sl_model_do_upload        (SlModelCall *call);
void sl_model_do_root          (SlModelCall *call);
void sl_model_do_register      (SlModelCall *call);
void sl_model_do_login         (SlModelCall *call);
void sl_model_do_me            (SlModelCall *call);
void sl_model_do_update_me     (SlModelCall *call);
void sl_model_do_search        (SlModelCall *call);
void sl_model_do_profile       (SlModelCall *call);
void sl_model_do_follow        (SlModelCall *call);
void sl_model_do_unfollow      (SlModelCall *call);
void sl_model_do_followers     (SlModelCall *call);
void sl_model_do_following     (SlModelCall *call);
void sl_model_do_follow_stats  (SlModelCall *call);
void sl_model_do_create_group  (SlModelCall *call);
void sl_model_do_groups        (SlModelCall *call);
void sl_model_do_my_groups     (SlModelCall *call);
void sl_model_do_get_group     (SlModelCall *call);
void sl_model_do_update_group  (SlModelCall *call);
void sl_model_do_remove_group  (SlModelCall *call);
void sl_model_do_join          (SlModelCall *call);
void sl_model_do_leave         (SlModelCall *call);
void sl_model_do_members       (SlModelCall *call);
void sl_model_do_create_post   (SlModelCall *call);
void sl_model_do_feed          (SlModelCall *call);
void sl_model_do_my_posts      (SlModelCall *call);
void sl_model_do_react         (SlModelCall *call);
void sl_model_do_unreact       (SlModelCall *call);
void sl_model_do_milestones    (SlModelCall *call);
void sl_model_do_my_milestones (SlModelCall *call);
void sl_model_do_community     (SlModelCall *call);
void sl_model_do_stats         (SlModelCall *call);
void sl_model_do_dashboard     (SlModelCall *call);
void sl_model_do_questions     (SlModelCall *call);
void sl_model_do_openapi       (SlModelCall *call);

G_END_DECLS
