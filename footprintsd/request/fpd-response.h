/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/request/fpd-request.h"
#include "footprintsd/tenant/fpd-context.h"

#include "libfootprints/core/footprints-json-writer-private.h"

#include <json-c/json.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* How large a reply that is not streamed may be, and how many time steps it may have: in days, more
 * than a hundred years. */
#define FPD_MAX_REPLY_BYTES (16 * 1024 * 1024)
#define FPD_MAX_STEPS 40000

typedef struct _FpdResponse FpdResponse;

/* The second step of an answer, for what needs jobs and syncs: runs on the main loop. Returns
 * another answer (transfer full), or NULL without @error to send the first one as it is. */
typedef FpdResponse *(*FpdStep) (const FpdContext *context,
                                 FpdRequest *request,
                                 gpointer data,
                                 GError **error);
/* Begins an answer that is made while it is sent, on the main loop: takes over the message. FALSE
 * with @error set when it did not. */
typedef gboolean (*FpdStreamFunc) (const FpdContext *context,
                                   SoupServerMessage *message,
                                   gpointer data,
                                   GError **error);

/* An answer that comes later. */
typedef struct _FpdDeferred FpdDeferred;

/* The answer of a handler. */
struct _FpdResponse
{
  guint status;
  char *content_type;
  GBytes *body;
  GPtrArray *headers;   /* of char *: name, value, name, value, … */
  gboolean is_dynamic;  /* does not depend on the ledger alone, so it gets no entity tag */
  gboolean is_constant; /* a file of ours, whose entity tag depends on its content alone */
  gboolean is_file; /* the body is a mapped file, which takes no memory and may have any length */
  FpdStep step;     /* NULL: there is no second step */
  FpdStreamFunc stream; /* NULL: the body is all there is */
  gpointer data;        /* of the step or the stream */
  GDestroyNotify destroy;
  FpdDeferred *deferred; /* NULL: the answer is here already */
};

/* Each takes ownership of the body that it is given. */
FpdResponse *fpd_response_new_text (guint status, const char *content_type, char *text);
FpdResponse *fpd_response_new_json (json_object *object);
/* The answer with a report, which it takes; NULL for NULL, and with @error set when it would be too
 * large. */
FpdResponse *fpd_response_take_report (gpointer report, GError **error);
/* The same for a report that is a list of time steps. */
FpdResponse *fpd_response_take_steps (gpointer report, GError **error);
/* Begins JSON that is written piece by piece, and no longer than replies may be. */
FootprintsJsonWriter fpd_response_begin_json (void);
/* Takes what was written; NULL with @error set when it is too large. */
FpdResponse *fpd_response_take_json (FootprintsJsonWriter *writer, GError **error);
FpdResponse *fpd_response_new_bytes (const char *content_type, GBytes *bytes);
FpdResponse *fpd_response_new_error (const GError *error);
/* {"success": true} and the members of @more, which it takes and which may be NULL. */
FpdResponse *fpd_response_new_success (json_object *more);
/* Leaves everything to the second step; @destroy: frees @data, may be NULL. */
FpdResponse *fpd_response_new_step (FpdStep step, gpointer data, GDestroyNotify destroy);
FpdResponse *fpd_response_new_stream (FpdStreamFunc stream, gpointer data, GDestroyNotify destroy);
/* An answer that fpd_deferred_answer() gives later: once, on the main loop; @deferred then ends.
 * Made by a second step. */
FpdResponse *fpd_response_new_deferred (FpdDeferred **deferred);
/* Takes @response; NULL: @error. */
void fpd_deferred_answer (FpdDeferred *self, FpdResponse *response, const GError *error);
typedef void (*FpdDeferredFunc) (FpdResponse *response, const GError *error, gpointer data);
/* Calls @done, which takes the response, once there is an answer: now or later. */
void fpd_deferred_take (FpdDeferred *self, FpdDeferredFunc done, gpointer data);
/* Adds a second step. */
void fpd_response_set_step (FpdResponse *self, FpdStep step, gpointer data, GDestroyNotify destroy);
/* The JSON of a report that is part of a reply; NULL with @error set when it is too large. */
GBytes *fpd_response_write_report (FootprintsReport *report, GError **error);
/* FALSE with @error set when @n_bytes is more than a reply may have. */
gboolean fpd_response_check_size (gsize n_bytes, GError **error);
void fpd_response_add_header (FpdResponse *self, const char *name, const char *value);
void fpd_response_free (FpdResponse *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FpdResponse, fpd_response_free)

/* Runs on a thread: may wait for the disk, and must not use anything of the main loop. NULL with
 * @error set when there is no answer. */
typedef FpdResponse *(*FpdHandler) (FpdRequest *request, GError **error);

G_END_DECLS
