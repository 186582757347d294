/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/import/services/footprints-spotify-importer.h"

#include "libfootprints/core/footprints-clock-private.h"
#include "libfootprints/core/footprints-error.h"
#include "libfootprints/import/services/footprints-import-page-private.h"
#include "libfootprints/import/services/footprints-importer-private.h"
#include "libfootprints/import/services/footprints-service-request-private.h"
#include "libfootprints/import/services/footprints-spotify-token-private.h"
#include "libfootprints/protocol/footprints-service-private.h"
#include "libfootprints/protocol/footprints-spotify-account-private.h"
#include "libfootprints/protocol/foreign/footprints-spotify-stream-private.h"

/* As many as Spotify lists at once, and about as many as it lists at all. */
#define PAGE_SIZE 50
/* A token that is about to end is not worth a request. */
#define SPARE_S 60

/**
 * FootprintsSpotifyImporter:
 *
 * Fetches the plays that Spotify lists as recently played: the last 50 or so, so it has to be asked
 * more often than 50 tracks take. Spotify stamps when a play ended; it is brought to the beginning
 * by the length of the track.
 *
 * Its secret is a key as [method@SpotifyLogin.get_key] returns it. Spotify replaces it now and
 * then: [property@Importer:secret] then changes, and the former key is worth nothing. A sync stores
 * the new one by itself.
 *
 * Source: Spotify Web API, `GET /v1/me/player/recently-played`, read on 2026-08-01.
 *
 * Since: 0.1
 */
struct _FootprintsSpotifyImporter
{
  FootprintsImporter parent_instance;
};

G_DEFINE_FINAL_TYPE (FootprintsSpotifyImporter,
                     footprints_spotify_importer,
                     FOOTPRINTS_TYPE_IMPORTER)

static FootprintsHttpRequest *
make_request (FootprintsImporter *importer, FootprintsImportPage *page, const char *access_token)
{
  const char *base_url = footprints_importer_get_base_url (importer);
  const char *cursor = footprints_import_page_get_cursor (page);
  g_autofree char *url =
      g_strdup_printf ("%s/v1/me/player/recently-played?limit=%d%s%s",
                       base_url != NULL ? base_url : _footprints_spotify.base_url, PAGE_SIZE,
                       cursor != NULL ? "&before=" : "", cursor != NULL ? cursor : "");
  FootprintsHttpRequest *request = _footprints_http_request_new (_footprints_spotify.name, url);

  request->authorization = g_strconcat ("Bearer ", access_token, NULL);
  return request;
}

static gboolean
check_reply (FootprintsServiceRequest *request,
             guint status,
             const FootprintsServiceReply *reply,
             GError **error)
{
  return _footprints_spotify_check_reply (status, reply != NULL ? reply->root : NULL, error);
}

/* @oldest_at: where the earliest of them began; G_MAXINT64: there are none. */
static gboolean
add_rows (FootprintsServiceRequest *request,
          const FootprintsServiceReply *reply,
          gint64 *oldest_at,
          GError **error)
{
  gsize n_plays = _footprints_service_reply_get_n_rows (reply);
  g_auto (FootprintsInputRows) rows = { 0 };
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (FootprintsCalendar) calendar = footprints_calendar_new (utc, 0);

  _footprints_input_rows_init (&rows, calendar);
  *oldest_at = G_MAXINT64;
  for (gsize i = 0; i < n_plays; i++)
    {
      g_autoptr (json_object) play = NULL;
      FootprintsInputRow row;

      _footprints_input_row_begin (&row, &rows, (gint64) i + 1);
      if (!_footprints_service_request_parse_row (request, reply, &row, &play, error))
        return FALSE;
      if (row.problem == NULL)
        _footprints_spotify_read_recent (&row, play);
      if (row.problem == NULL)
        *oldest_at = MIN (*oldest_at, row.play.listened_at);
      _footprints_import_page_add_row (request->page, &row);
    }
  return TRUE;
}

/* Older plays may be on another page, which is the last one if it is empty. */
static gboolean
read_page (FootprintsServiceRequest *request, const FootprintsServiceReply *reply, GError **error)
{
  const char *cursor = footprints_import_page_get_cursor (request->page);
  gint64 asked_ms = cursor != NULL ? g_ascii_strtoll (cursor, NULL, 10) : G_MAXINT64;
  gint64 before_ms = _footprints_spotify_get_before_ms (reply->root);
  gint64 oldest_at;

  if (!add_rows (request, reply, &oldest_at, error))
    return FALSE;
  /* A cursor that does not go back would never end. */
  if (oldest_at != G_MAXINT64 && before_ms > 0 && before_ms < asked_ms &&
      oldest_at >= footprints_import_page_get_since (request->page))
    {
      g_autofree char *next = g_strdup_printf ("%" G_GINT64_FORMAT, before_ms);

      footprints_import_page_set_next_cursor (request->page, next);
    }
  return TRUE;
}

typedef struct
{
  FootprintsImporter *importer;
  FootprintsImportPage *page;
} Fetch;

static void token_cb (GObject *object, GAsyncResult *result, gpointer user_data);

/* Asks for another token, then for the page. */
static void
refresh (FootprintsImporter *importer, FootprintsImportPage *page, const FootprintsSpotifyKey *key)
{
  const FootprintsSpotifyPlace place = {
    .base_url = footprints_importer_get_base_url (importer),
    .contact = footprints_importer_get_contact (importer),
    .reach = footprints_importer_get_reach (importer),
  };
  Fetch *fetch = g_new0 (Fetch, 1);

  fetch->importer = g_object_ref (importer);
  fetch->page = g_object_ref (page);
  _footprints_spotify_token_request_async (&place, key, _footprints_spotify_make_refresh_form (key),
                                           footprints_import_page_get_cancellable (page), token_cb,
                                           fetch);
}

/* A token may be withdrawn before its time. */
static gboolean
refresh_after (FootprintsServiceRequest *request, const GError *error)
{
  g_auto (FootprintsSpotifyKey) key = { 0 };

  if (!g_error_matches (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNAUTHORIZED) ||
      !_footprints_spotify_key_parse (&key, footprints_importer_get_secret (request->importer)))
    return FALSE;
  refresh (request->importer, request->page, &key);
  return TRUE;
}

/* @is_new: the token was given just now, so that another one would be no better. */
static void
fetch_with (FootprintsImporter *importer,
            FootprintsImportPage *page,
            const char *access_token,
            gboolean is_new)
{
  _footprints_service_request_send_again (
      importer, page, make_request (importer, page, access_token), &_footprints_spotify_shape,
      check_reply, read_page, is_new ? NULL : refresh_after);
}

static void
token_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Fetch *fetch = user_data;
  g_auto (FootprintsSpotifyKey) key = { 0 };
  g_autofree char *text = NULL;
  GError *error = NULL;

  if (_footprints_spotify_token_request_finish (result, &key, &error))
    {
      text = _footprints_spotify_key_format (&key);
      _footprints_importer_renew_secret (fetch->importer, text);
      fetch_with (fetch->importer, fetch->page, key.access_token, TRUE);
    }
  else
    _footprints_import_page_take_error (fetch->page, error);
  g_object_unref (fetch->importer);
  g_object_unref (fetch->page);
  g_free (fetch);
}

static void
footprints_spotify_importer_fetch_page (FootprintsImporter *importer, FootprintsImportPage *page)
{
  const char *cursor = footprints_import_page_get_cursor (page);
  g_auto (FootprintsSpotifyKey) key = { 0 };
  gint64 number;

  if (cursor != NULL && !g_ascii_string_to_signed (cursor, 10, 1, G_MAXINT64, &number, NULL))
    footprints_import_page_fail (page, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                                 "the cursor was not made by the Spotify importer");
  else if (!_footprints_spotify_key_parse (&key, footprints_importer_get_secret (importer)))
    footprints_import_page_fail (page, FOOTPRINTS_ERROR_UNAUTHORIZED,
                                 "Spotify is not connected: connect it first");
  else if (key.access_token != NULL && _footprints_clock_now_s () + SPARE_S < key.expires_at)
    fetch_with (importer, page, key.access_token, FALSE);
  else
    refresh (importer, page, &key);
}

static void
footprints_spotify_importer_class_init (FootprintsSpotifyImporterClass *klass)
{
  FOOTPRINTS_IMPORTER_CLASS (klass)->fetch_page = footprints_spotify_importer_fetch_page;
}

static void
footprints_spotify_importer_init (FootprintsSpotifyImporter *self)
{
}

/**
 * footprints_spotify_importer_new:
 * @account: the listener's name at Spotify
 * @key: what [method@SpotifyLogin.get_key] returned
 *
 * Makes an importer. Nothing is requested yet.
 *
 * Returns: (transfer full): an importer
 *
 * Since: 0.1
 */
FootprintsSpotifyImporter *
footprints_spotify_importer_new (const char *account, const char *key)
{
  g_return_val_if_fail (account != NULL, NULL);
  g_return_val_if_fail (key != NULL, NULL);

  return g_object_new (FOOTPRINTS_TYPE_SPOTIFY_IMPORTER, "account", account, "secret", key,
                       "source", _footprints_spotify.source, NULL);
}
