/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An OfferTracker server in memory, that answers as the real one was recorded answering (data/). Wholly deterministic:
 * time comes from the caller's clock, ids and tokens from the seed, so the same calls give the same bytes. For the
 * contract test, the tests of sync and its simulation, and the program model-server. Never part of Shortlist itself. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The server's generations: as documented, the newer one, and the documented one as first published, with its bugs. */
typedef enum {
  SL_MODEL_PROFILE_DOC,
  SL_MODEL_PROFILE_HEAD,
  SL_MODEL_PROFILE_OLD,
} SlModelProfile;

/* Circumstances that a test switches on and off. */
typedef enum {
  SL_MODEL_SHUFFLED = 1 << 0,       /* lists without an order come in another one each time */
  SL_MODEL_HALF_CONVERT = 1 << 1,   /* a conversion makes the application and leaves the saved job as it was */
  SL_MODEL_SHARED_SESSION = 1 << 2, /* who logs in takes the database from everybody else: see sl_model_server_set_lying() */
  SL_MODEL_MISSING_IS_500 = 1 << 3, /* GET of an application that isn't there is 500, as the newer generation with PostgreSQL */
  SL_MODEL_NO_AUTH = 1 << 4,        /* the auth service is out of reach: 401 for good tokens and passwords */
  SL_MODEL_CONFIRM = 1 << 5,        /* addresses must be confirmed: registering gives an empty token */
  SL_MODEL_POISONED = 1 << 6,       /* a list of applications with an outcome or a reflection among them is 500, as in the first generation */
} SlModelCondition;

typedef struct {
  const char *method;
  const char *path;          /* with the query */
  const char *authorization; /* nullable */
  const char *content_type;  /* nullable */
  GBytes *body;              /* nullable */
  const char *provenance;    /* nullable: marks the rows that this request makes, for the oracle alone */
} SlModelRequest;

typedef struct {
  guint status;
  const char *content_type; /* nullable, static */
  char *location;           /* nullable */
  const char *www_authenticate;
  const char *allow;
  gint64 date; /* microseconds since 1970 UTC: what the Date header would say */
  GBytes *body;
} SlModelAnswer;

typedef struct _SlModelServer SlModelServer;

/* Microseconds since 1970 UTC. */
typedef gint64 (*SlModelNow) (gpointer data);

SlModelServer *sl_model_server_new              (SlModelProfile         profile,
                                                 guint64                seed,
                                                 SlModelNow             now,
                                                 gpointer               now_data);
void           sl_model_server_free             (SlModelServer         *self);
SlModelAnswer *sl_model_server_handle           (SlModelServer         *self,
                                                 const SlModelRequest  *request);
void           sl_model_answer_free             (SlModelAnswer         *answer);

void           sl_model_server_set_profile      (SlModelServer         *self,
                                                 SlModelProfile         profile);
void           sl_model_server_set_address      (SlModelServer         *self,
                                                 const char            *address);
void           sl_model_server_set_condition    (SlModelServer         *self,
                                                 SlModelCondition       condition,
                                                 gboolean               on);
void           sl_model_server_set_row_cap      (SlModelServer         *self,
                                                 guint                  rows);
void           sl_model_server_set_token_life   (SlModelServer         *self,
                                                 guint                  seconds);
void           sl_model_server_set_lying        (SlModelServer         *self,
                                                 const char            *email,
                                                 gboolean               lying);
void           sl_model_server_restart          (SlModelServer         *self);
void           sl_model_server_expire_tokens    (SlModelServer         *self,
                                                 const char            *email);
void           sl_model_server_add_user         (SlModelServer         *self,
                                                 const char            *email,
                                                 const char            *username,
                                                 const char            *password);

char          *sl_model_server_dump             (SlModelServer         *self,
                                                 const char            *email);
guint          sl_model_server_count            (SlModelServer         *self,
                                                 const char            *collection,
                                                 const char            *provenance,
                                                 guint                 *out_ever);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlModelServer, sl_model_server_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlModelAnswer, sl_model_answer_free)

G_END_DECLS
