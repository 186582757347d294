/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Gives each request an id, and counts and logs it when it is finished. */

#include "footprintsd/server/fpd-request-record.h"

#include "footprintsd/config/fpd-log.h"
#include "footprintsd/request/fpd-reply.h"

/* Not an HTTP status; nginx logs the same. */
#define STATUS_BROKEN_OFF 499
#define ID_HEADER "X-Request-Id"

struct _FpdRequestRecord
{
  FpdMetrics *metrics;
  guint32 id;
  gint64 begun_us;
  const FpdRoute *route; /* NULL: it was not admitted */
  gint64 account_id;
};

/* libsoup reports a server error when a client hangs up, even after another answer was given: only
 * one that was sent on purpose is a server error. */
static gboolean
is_broken_off (SoupServerMessage *message)
{
  return soup_server_message_get_status (message) == SOUP_STATUS_INTERNAL_SERVER_ERROR &&
         fpd_reply_get_status (message) != SOUP_STATUS_INTERNAL_SERVER_ERROR;
}

static GLogLevelFlags
get_level (guint status)
{
  /* Too many requests at once are not the server's fault, and anyone can cause them. */
  return SOUP_STATUS_IS_SERVER_ERROR (status) && status != SOUP_STATUS_SERVICE_UNAVAILABLE
             ? G_LOG_LEVEL_MESSAGE
             : G_LOG_LEVEL_INFO;
}

static void
write_line (const FpdRequestRecord *self, guint status, double duration_ms)
{
  g_autofree char *id = g_strdup_printf ("%08x", self->id);
  g_autofree char *account = g_strdup_printf ("%" G_GINT64_FORMAT, self->account_id);
  g_autofree char *status_text = g_strdup_printf ("%u", status);
  g_autofree char *duration = g_strdup_printf ("%.3f", duration_ms);
  const char *method = self->route != NULL ? self->route->method : "";
  const char *pattern = self->route != NULL ? self->route->pattern : "refused";

  g_log_structured (G_LOG_DOMAIN, get_level (status), "FOOTPRINTS_REQUEST_ID", id,
                    "FOOTPRINTS_METHOD", method, "FOOTPRINTS_ROUTE", pattern, "FOOTPRINTS_ACCOUNT",
                    account, "FOOTPRINTS_STATUS", status_text, "FOOTPRINTS_DURATION_MS", duration,
                    "MESSAGE", "Request %s: %s%s%s: %s after %s ms, account %s", id, method,
                    *method != '\0' ? " " : "", pattern, status_text, duration, account);
}

static void
request_record_on_finished (SoupServerMessage *message, gpointer data)
{
  FpdRequestRecord *self = data;
  guint status =
      is_broken_off (message) ? STATUS_BROKEN_OFF : soup_server_message_get_status (message);
  double duration_s = (double) (g_get_monotonic_time () - self->begun_us) / G_USEC_PER_SEC;

  fpd_metrics_add_request (self->metrics, status, duration_s);
  if (fpd_log_has_level (get_level (status)))
    write_line (self, status, duration_s * 1000);
}

FpdRequestRecord *
fpd_request_record_begin (SoupServerMessage *message, FpdMetrics *metrics)
{
  static guint32 last_id;
  FpdRequestRecord *self = g_new0 (FpdRequestRecord, 1);
  g_autofree char *id = NULL;

  /* The ids of two runs should not coincide. */
  if (last_id == 0)
    last_id = g_random_int ();
  self->metrics = metrics;
  self->id = ++last_id;
  self->begun_us = g_get_monotonic_time ();
  id = g_strdup_printf ("%08x", self->id);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), ID_HEADER, id);
  g_signal_connect_data (message, "finished", G_CALLBACK (request_record_on_finished), self,
                         (GClosureNotify) (void (*) (void)) g_free, 0);
  return self;
}

void
fpd_request_record_admit (FpdRequestRecord *self, const FpdRoute *route, gint64 account_id)
{
  self->route = route;
  self->account_id = account_id;
}
