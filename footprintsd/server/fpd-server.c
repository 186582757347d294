/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Ties libsoup to the gate and the exchanges, limits the bodies of requests, and starts and stops
 * what runs. */

#include "footprintsd/server/fpd-server.h"

#include "footprintsd/files/fpd-disk.h"
#include "footprintsd/request/fpd-json-body.h"
#include "footprintsd/request/fpd-reply.h"
#include "footprintsd/request/fpd-upload.h"
#include "footprintsd/server/fpd-exchange.h"
#include "footprintsd/server/fpd-request-record.h"
#include "footprintsd/tenant/fpd-backup-schedule.h"
#include "footprintsd/tenant/fpd-tenants.h"

#include <libsoup/soup.h>

/* How large the body of a request may be that needs none. */
#define MAX_BODY_BYTES (1024 * 1024)
/* How much of a rejected body is read, so that a client that sends a little too much still sees the
 * reason. */
#define MAX_DRAINED_BYTES (16 * 1024 * 1024)
#define MAX_UPLOAD_BYTES (G_GINT64_CONSTANT (4) * 1024 * 1024 * 1024)

static const gint64 max_body_bytes[] = {
  [FPD_BODY_NONE] = MAX_BODY_BYTES,
  [FPD_BODY_JSON] = FPD_JSON_BODY_MAX_BYTES,
  [FPD_BODY_UPLOAD] = MAX_UPLOAD_BYTES,
};

#define STOP_TIMEOUT_MS 4000

struct _FpdServer
{
  SoupServer *soup;
  FpdSite *site;
  FpdListener *listener;
  FpdExchanges *exchanges;
};

/* libsoup takes the end of the connection for the end of a chunked body. It has then read that end,
 * so a client that is still connected has sent everything. */
static gboolean
is_cut_off (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  return soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CHUNKED &&
         fpd_listener_has_hung_up (message);
}

static void
on_request (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  FpdServer *self = data;
  const FpdAdmission *admission = fpd_gate_get_admission (message);

  /* The early handler may already have rejected the request. */
  if (admission == NULL)
    return;
  if (is_cut_off (message))
    {
      fpd_reply_send_problem (
          message, SOUP_STATUS_BAD_REQUEST,
          "the connection ended before the last chunk of the body, or was closed "
          "on one side before the reply");
      return;
    }
  /* The body may have taken a while to arrive. */
  if (admission->route->body != FPD_BODY_NONE && !fpd_gate_check_again (admission, message))
    {
      fpd_reply_send_problem (message, SOUP_STATUS_UNAUTHORIZED, "log in again");
      return;
    }
  fpd_exchanges_begin (self->exchanges, message, admission, path, query);
}

typedef struct
{
  goffset n_bytes;
  goffset max_bytes;
} WatchedBody;

static void
on_chunk (SoupServerMessage *message, GBytes *chunk, gpointer data)
{
  WatchedBody *body = data;

  /* A client that sends without end is owed no answer. Without the reset it would wait for a window
   * that never opens again. */
  body->n_bytes += (goffset) g_bytes_get_size (chunk);
  if (body->n_bytes > body->max_bytes)
    fpd_listener_reset (message);
}

/* Drops a client that sends more. */
static void
watch_body (SoupServerMessage *message, goffset max_bytes)
{
  WatchedBody *body = g_new0 (WatchedBody, 1);

  body->max_bytes = max_bytes;
  g_signal_connect_data (message, "got-chunk", G_CALLBACK (on_chunk), body,
                         (GClosureNotify) (void (*) (void)) g_free, 0);
}

/* Reads the body without keeping it. */
static void
drop_body (SoupServerMessage *message, goffset max_bytes)
{
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  watch_body (message, max_bytes);
}

static void
refuse_body (SoupServerMessage *message, goffset max_bytes)
{
  g_autofree char *detail =
      g_strdup_printf ("the body is larger than %" G_GOFFSET_FORMAT " bytes", max_bytes);

  fpd_reply_send_problem (message, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, detail);
  drop_body (message, MAX_DRAINED_BYTES);
}

/* Begins to store the body. FALSE when the message has been answered. */
static gboolean
take_upload (FpdServer *self, SoupServerMessage *message, const FpdAdmission *admission)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder =
      fpd_tenants_dup_folder (self->site->tenants, admission->identity.account_id, &error);

  if (folder == NULL || !fpd_upload_begin (message, self->site->config, folder,
                                           max_body_bytes[FPD_BODY_UPLOAD], &error))
    {
      fpd_reply_send_error (message, error);
      drop_body (message, MAX_DRAINED_BYTES);
      return FALSE;
    }
  fpd_listener_expect_parts (message);
  return TRUE;
}

/* Takes the body as the route requires. FALSE when the message has been answered. */
static gboolean
take_body (FpdServer *self, SoupServerMessage *message, const FpdAdmission *admission)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  FpdBody body = admission->route->body;
  gint64 max_bytes = max_body_bytes[body];

  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
      soup_message_headers_get_content_length (headers) > max_bytes)
    {
      refuse_body (message, max_bytes);
      return FALSE;
    }
  if (body == FPD_BODY_UPLOAD)
    return take_upload (self, message, admission);
  if (body == FPD_BODY_NONE)
    drop_body (message, max_bytes);
  else
    watch_body (message, max_bytes);
  return TRUE;
}

/* FALSE when the message has been answered. */
static gboolean
check_room (FpdServer *self, SoupServerMessage *message, const FpdAdmission *admission)
{
  g_autoptr (GError) error = NULL;

  if (admission->route->ledger != FPD_LEDGER_GROWS || fpd_disk_check (self->site->config, &error))
    return TRUE;
  fpd_reply_send_error (message, error);
  drop_body (message, MAX_DRAINED_BYTES);
  return FALSE;
}

/* Runs when the headers have arrived, before the body has. */
static void
on_early_request (SoupServer *soup,
                  SoupServerMessage *message,
                  const char *path,
                  GHashTable *query,
                  gpointer data)
{
  FpdServer *self = data;
  FpdRequestRecord *record;
  g_autoptr (FpdAdmission) admission = NULL;

  fpd_listener_begin_request (message);
  record = fpd_request_record_begin (message, self->site->metrics);
  fpd_reply_add_common_headers (message);
  /* libsoup answers ranges by itself, and badly when one lies outside the body. Nothing here needs
   * them. */
  soup_message_headers_remove (soup_server_message_get_request_headers (message), "Range");
  admission = fpd_gate_admit (self->site, message, path);
  if (admission == NULL)
    {
      drop_body (message, MAX_DRAINED_BYTES);
      return;
    }
  fpd_request_record_admit (record, admission->route, admission->identity.account_id);
  if (check_room (self, message, admission) && take_body (self, message, admission))
    fpd_gate_set_admission (message, g_steal_pointer (&admission));
}

FpdServer *
fpd_server_new (FpdSite *site)
{
  FpdServer *self = g_new0 (FpdServer, 1);

  self->site = site;
  footprints_store_set_min_free_bytes (site->config->min_free_bytes);
  site->tenants = fpd_tenants_new (site, fpd_gate_is_still_in);
  site->backups = fpd_backup_schedule_new (site);
  self->exchanges = fpd_exchanges_new (site);
  self->soup = soup_server_new ("server-header", "footprintsd", "raw-paths", TRUE, NULL);
  soup_server_add_early_handler (self->soup, NULL, on_early_request, self, NULL);
  soup_server_add_handler (self->soup, NULL, on_request, self, NULL);
  return self;
}

void
fpd_server_start (FpdServer *self, FpdListener *listener)
{
  self->listener = listener;
  fpd_listener_start (listener, self->soup);
  fpd_tenants_start (self->site->tenants);
  fpd_backup_schedule_start (self->site->backups);
}

static gboolean
on_stop_timeout (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
is_idle (FpdServer *self)
{
  return fpd_exchanges_is_idle (self->exchanges) && fpd_tenants_is_idle (self->site->tenants) &&
         fpd_backup_schedule_is_idle (self->site->backups);
}

void
fpd_server_stop (FpdServer *self)
{
  gboolean is_late = FALSE;
  guint timeout = g_timeout_add (STOP_TIMEOUT_MS, on_stop_timeout, &is_late);

  fpd_listener_stop (self->listener);
  fpd_backup_schedule_stop (self->site->backups);
  fpd_tenants_stop (self->site->tenants);
  while (!is_late && !is_idle (self))
    g_main_context_iteration (NULL, TRUE);
  if (!is_late)
    g_source_remove (timeout);
  soup_server_disconnect (self->soup);
}

void
fpd_server_free (FpdServer *self)
{
  g_object_unref (self->soup);
  fpd_exchanges_free (self->exchanges);
  g_clear_pointer (&self->site->backups, fpd_backup_schedule_free);
  g_clear_pointer (&self->site->tenants, fpd_tenants_free);
  g_free (self);
}
