/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/request/fpd-upload.h"
#include "footprintsd/tenant/fpd-site.h"

#include <libfootprints/footprints.h>

G_BEGIN_DECLS

/* Who makes a request. */
typedef struct
{
  gint64 account_id; /* whose history is requested; 0: nobody's, or the server has no accounts */
  guint scopes;      /* of FpdScope */
  gint64 session_id; /* 0: identified without a session cookie */
  gboolean by_token;
  gboolean is_visitor; /* looks at a history that is shown to them, and is not its listener */
  char *address;       /* of the client */
} FpdIdentity;

/* A row of the table of reports. */
typedef struct _FpdReport FpdReport;

/* A request as a handler gets it: plain data, so that it can be answered on any thread. */
typedef struct
{
  FpdSite *site;           /* handlers use only what any thread may */
  FootprintsStore *store;  /* NULL: the route needs none */
  const FpdReport *report; /* NULL: the route is not a report */
  FpdIdentity identity;
  char *zone;           /* in which the listener's days are counted; NULL: UTC */
  guint day_start_hour; /* at which they begin */
  GHashTable *query;    /* of the URL: name → value; NULL: none */
  GHashTable *path;     /* of the route: ":id" → value */
  char *target;         /* the path as received, for links */
  char *content_type;   /* of the body; NULL: not given */
  GBytes *body;         /* NULL: the route takes none, or it is in a file */
  FpdUpload *upload;    /* the file; NULL: there is none */
  char *user_agent;     /* NULL: not sent, as with cookies */
  char *cookies;        /* the header */
  gboolean is_secure;   /* the client's own connection is encrypted */
  gboolean takes_gzip;  /* the client accepts gzip */
  /* Set by the handler. */
  gboolean is_relative; /* the answer depends on the time of day */
  gint64 retry_after_s; /* when to retry what was refused; 0: not sent */
} FpdRequest;

FpdRequest *fpd_request_new (FpdSite *site,
                             const FpdIdentity *identity,
                             GHashTable *query,
                             GHashTable *path,
                             const char *target);
void fpd_request_free (FpdRequest *self);

/* Whether Content-Type says @type, such as "application/json". */
gboolean fpd_request_has_type (const FpdRequest *self, const char *type);
/* NULL when missing. */
const char *fpd_request_get_text (FpdRequest *self, const char *name);
const char *fpd_request_get_path (FpdRequest *self, const char *name);
/* Like fpd_request_get_path(), for a value that the answer may repeat; NULL with @error set when it
 * is not UTF-8. */
const char *fpd_request_get_path_name (FpdRequest *self, const char *name, GError **error);
/* The id that stands for ":id"; -1 with @error set when it is not valid. */
gint64 fpd_request_get_path_id (FpdRequest *self, GError **error);
/* Prefixes @error, which may be NULL, with the parameter that it is about; returns NULL. */
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
/* One of the NULL-terminated @names, ignoring case; FALSE with @error set for anything else. */
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
/* "timezone"; when missing, the listener's, or UTC if none is set (transfer full). */
GTimeZone *fpd_request_get_zone (FpdRequest *self, GError **error);
/* The calendar of that zone and of "day_start_hour", or of the listener's hour (transfer full). */
FootprintsCalendar *fpd_request_get_calendar (FpdRequest *self, GError **error);
/* "period", or "start" and "end"; all time when missing (transfer full). */
FootprintsPeriod *fpd_request_get_period (FpdRequest *self, GError **error);
/* Sets @before to the period to compare @period with (transfer full), according to "compare":
 * "previous", "year_before", or another period. NULL when "compare" is missing or empty, or no such
 * period exists. */
gboolean fpd_request_get_compared (FpdRequest *self,
                                   FootprintsPeriod *period,
                                   FootprintsPeriod **before,
                                   GError **error);
/* What the filters leave of the history. */
FootprintsHistory *fpd_request_get_history (FpdRequest *self, GError **error);

/* The header that links to the next page of the list: the same request, with @place, "cursor" or
 * "offset", set to @value (transfer full). */
char *fpd_request_dup_next_link (FpdRequest *self, const char *place, const char *value);

G_END_DECLS
