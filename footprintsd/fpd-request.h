/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <json-c/json.h>
#include <libfootprints/footprints.h>

G_BEGIN_DECLS

/* Who asks. */
typedef struct
{
  gint64 account_id; /* whose history is asked; 0: nobody's, or the server has no accounts */
  guint scopes;      /* of FpdScope */
  gint64 session_id; /* 0: not by the cookie of a session */
  gboolean by_token;
  gboolean is_visitor; /* looks at a history that is shown, without being its listener */
  char *address;       /* of the client */
} FpdIdentity;

/* What a handler is asked: plain data, so that it can answer on any thread. */
typedef struct
{
  FootprintsStore *store; /* NULL: the route needs none */
  FpdIdentity identity;
  char *zone;           /* in which the listener's days are counted; NULL: UTC */
  guint day_start_hour; /* at which they begin */
  GHashTable *query;    /* of the URL: name → value; NULL: none */
  GHashTable *path;     /* of the route: ":id" → value */
  char *target;         /* the path as it came, for links */
  gboolean takes_gzip;  /* the client unpacks what is packed */
  gboolean is_relative; /* the answer depends on the time of day */
  gboolean is_known;    /* the client has the answer, unless it is relative */
} FpdRequest;

FpdRequest *fpd_request_new (const FpdIdentity *identity,
                             GHashTable *query,
                             GHashTable *path,
                             const char *target);
void fpd_request_free (FpdRequest *self);

/* NULL when missing. */
const char *fpd_request_get_text (FpdRequest *self, const char *name);
const char *fpd_request_get_path (FpdRequest *self, const char *name);
/* Like fpd_request_get_path(), of what the answer may repeat; NULL with @error set when it is not
 * UTF-8. */
const char *fpd_request_get_path_name (FpdRequest *self, const char *name, GError **error);
/* The number that stands for ":id"; -1 with @error set when it is none. */
gint64 fpd_request_get_path_id (FpdRequest *self, GError **error);
/* Says whose value @error, which may be NULL, is about; gives NULL back. */
gpointer fpd_request_blame (const char *name, GError **error);
gboolean fpd_request_get_int64 (FpdRequest *self,
                                const char *name,
                                gint64 fallback,
                                gint64 min,
                                gint64 max,
                                gint64 *value,
                                GError **error);
gboolean fpd_request_get_boolean (
    FpdRequest *self, const char *name, gboolean fallback, gboolean *value, GError **error);
/* One of @names, which NULL ends, without regard to case; FALSE with @error set for another. */
gboolean fpd_request_get_choice (FpdRequest *self,
                                 const char *name,
                                 const char *const *names,
                                 guint fallback,
                                 guint *choice,
                                 GError **error);
gboolean fpd_request_get_granularity (FpdRequest *self,
                                      FootprintsGranularity fallback,
                                      FootprintsGranularity *granularity,
                                      GError **error);
/* "timezone"; the listener's when missing, which is UTC where none is set (transfer full). */
GTimeZone *fpd_request_get_zone (FpdRequest *self, GError **error);
/* That zone, and "day_start_hour" or the listener's (transfer full). */
FootprintsCalendar *fpd_request_get_calendar (FpdRequest *self, GError **error);
/* "period", or "start" and "end"; all time when missing (transfer full). */
FootprintsPeriod *fpd_request_get_period (FpdRequest *self, GError **error);
/* What to compare @period with, by "compare": "previous", "year_before", or another period. Sets
 * @before to it (transfer full), NULL when nothing is to be compared, which an empty one says too,
 * or there is none. */
gboolean fpd_request_get_compared (FpdRequest *self,
                                   FootprintsPeriod *period,
                                   FootprintsPeriod **before,
                                   GError **error);
/* What the filters leave of it. The error is 304 where the client has the answer already: set
 * is_relative before. */
FootprintsHistory *fpd_request_get_history (FpdRequest *self, GError **error);

/* The header that leads to the same request further down the list, where @place, "cursor" or
 * "offset", is @value (transfer full). */
char *fpd_request_dup_next_link (FpdRequest *self, const char *place, const char *value);

/* How large a reply may be that is not streamed, and how many steps of time it may have: of days,
 * more than a hundred years. */
#define FPD_MAX_REPLY_BYTES (16 * 1024 * 1024)
#define FPD_MAX_STEPS 40000

/* What a handler answers. */
typedef struct
{
  guint status;
  char *content_type;
  GBytes *body;
  GPtrArray *headers;  /* of char *: name, value, name, value, … */
  gboolean is_dynamic; /* derived neither from the ledger alone nor from a file: no entity tag */
  gboolean is_file; /* the body is a mapped file, which takes no memory and may have any length */
} FpdResponse;

/* Each takes what it is given. */
FpdResponse *fpd_response_new_text (guint status, const char *content_type, char *text);
FpdResponse *fpd_response_new_json (json_object *object);
/* Of a report that it takes; NULL for NULL, and with @error set where it would be too large. */
FpdResponse *fpd_response_take_report (gpointer report, GError **error);
/* The same of a report that is a list of steps of time. */
FpdResponse *fpd_response_take_steps (gpointer report, GError **error);
FpdResponse *fpd_response_new_bytes (const char *content_type, GBytes *bytes);
FpdResponse *fpd_response_new_error (const GError *error);
/* The JSON of a report that is a part of a reply; NULL with @error set when it is longer than
 * @max_bytes. */
GBytes *fpd_response_write_report (FootprintsReport *report, gsize max_bytes, GError **error);
/* FALSE with @error set when a reply of @n_bytes is larger than replies may be. */
gboolean fpd_response_check_size (gsize n_bytes, GError **error);
void fpd_response_add_header (FpdResponse *self, const char *name, const char *value);
void fpd_response_free (FpdResponse *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FpdResponse, fpd_response_free)

/* Runs on a thread of its own, or on the main one for routes that say so. */
typedef FpdResponse *(*FpdHandler) (FpdRequest *request, GError **error);

G_END_DECLS
