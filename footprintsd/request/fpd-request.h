/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/request/fpd-upload.h"
#include "footprintsd/tenant/fpd-site.h"

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

/* A row of the table of reports. */
typedef struct _FpdReport FpdReport;

/* What a handler is asked: plain data, so that it can answer on any thread. */
typedef struct
{
  FpdSite *site;           /* of it, what any thread may use */
  FootprintsStore *store;  /* NULL: the route needs none */
  const FpdReport *report; /* NULL: the route is none of a report */
  FpdIdentity identity;
  char *zone;           /* in which the listener's days are counted; NULL: UTC */
  guint day_start_hour; /* at which they begin */
  GHashTable *query;    /* of the URL: name → value; NULL: none */
  GHashTable *path;     /* of the route: ":id" → value */
  char *target;         /* the path as it came, for links */
  char *content_type;   /* of the body; NULL: none is named */
  GBytes *body;         /* NULL: the route takes none, or it is in a file */
  FpdUpload *upload;    /* the file; NULL: there is none */
  char *user_agent;     /* NULL: none is named, as with cookies */
  char *cookies;        /* the header */
  gboolean is_secure;   /* the client's own connection is encrypted */
  gboolean takes_gzip;  /* the client unpacks what is packed */
  /* Set by the handler. */
  gboolean is_relative; /* the answer depends on the time of day */
  gint64 retry_after_s; /* when what was refused is worth another try; 0: that is not told */
} FpdRequest;

FpdRequest *fpd_request_new (FpdSite *site,
                             const FpdIdentity *identity,
                             GHashTable *query,
                             GHashTable *path,
                             const char *target);
void fpd_request_free (FpdRequest *self);

/* Whether the body is said to be of @type, such as "application/json". */
gboolean fpd_request_has_type (const FpdRequest *self, const char *type);
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
/* What the filters leave of it. */
FootprintsHistory *fpd_request_get_history (FpdRequest *self, GError **error);

/* The header that leads to the same request further down the list, where @place, "cursor" or
 * "offset", is @value (transfer full). */
char *fpd_request_dup_next_link (FpdRequest *self, const char *place, const char *value);

G_END_DECLS
