/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/import/services/footprints-lastfm-importer.h"

#include "libfootprints/core/footprints-clock-private.h"
#include "libfootprints/import/services/footprints-service-request-private.h"
#include "libfootprints/import/services/footprints-walk-private.h"
#include "libfootprints/protocol/footprints-lastfm-reply-private.h"
#include "libfootprints/protocol/footprints-lastfm-track-private.h"
#include "libfootprints/protocol/footprints-service-private.h"

#define DEFAULT_PAGE_SIZE 200
#define MAX_PAGE_SIZE 1000
/* Well under the five requests a second that its terms allow. */
#define INTERVAL_MS 250

/**
 * FootprintsLastfmImporter:
 *
 * Fetches the plays of a user of Last.fm, or of a server that implements its protocol, such as
 * Libre.fm.
 *
 * It walks back in time and requests the first page before the oldest play it has, because high
 * page numbers fail on large accounts.
 *
 * Source: Last.fm API, `user.getRecentTracks`, read on 2026-08-01.
 *
 * Since: 0.1
 */
struct _FootprintsLastfmImporter
{
  FootprintsImporter parent_instance;

  guint page_size;
};

enum
{
  PROP_0,
  PROP_PAGE_SIZE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FootprintsLastfmImporter, footprints_lastfm_importer, FOOTPRINTS_TYPE_IMPORTER)

static void
footprints_lastfm_importer_get_property (GObject *object,
                                         guint property_id,
                                         GValue *value,
                                         GParamSpec *pspec)
{
  FootprintsLastfmImporter *self = FOOTPRINTS_LASTFM_IMPORTER (object);

  switch (property_id)
    {
    case PROP_PAGE_SIZE:
      g_value_set_uint (value, self->page_size);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_lastfm_importer_set_property (GObject *object,
                                         guint property_id,
                                         const GValue *value,
                                         GParamSpec *pspec)
{
  FootprintsLastfmImporter *self = FOOTPRINTS_LASTFM_IMPORTER (object);

  switch (property_id)
    {
    case PROP_PAGE_SIZE:
      footprints_lastfm_importer_set_page_size (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static const char *
get_secret (FootprintsLastfmImporter *self)
{
  return footprints_importer_get_secret (FOOTPRINTS_IMPORTER (self));
}

static const char *
lastfm_importer_get_account (FootprintsLastfmImporter *self)
{
  return footprints_importer_get_account (FOOTPRINTS_IMPORTER (self));
}

/* @walk: NULL to ask for a count only. */
static FootprintsHttpRequest *
make_request (FootprintsLastfmImporter *self,
              FootprintsImportPage *page,
              const FootprintsWalk *walk)
{
  const char *base_url = footprints_importer_get_base_url (FOOTPRINTS_IMPORTER (self));
  g_autoptr (GString) url =
      g_string_new (base_url != NULL ? base_url : _footprints_lastfm.base_url);
  gint64 since = footprints_import_page_get_since (page);
  gint64 until = footprints_import_page_get_until (page);
  g_autofree char *who = NULL;
  FootprintsHttpRequest *request;

  g_string_append (url, strchr (url->str, '?') != NULL ? "&" : "?");
  g_string_append (url, "method=user.getrecenttracks&format=json&extended=1&user=");
  g_string_append_uri_escaped (url, lastfm_importer_get_account (self), NULL, FALSE);
  g_string_append (url, "&api_key=");
  g_string_append_uri_escaped (url, get_secret (self), NULL, FALSE);
  g_string_append_printf (url, "&limit=%u", walk != NULL ? self->page_size : 1);
  if (walk != NULL && walk->page > 1)
    g_string_append_printf (url, "&page=%" G_GINT64_FORMAT, walk->page);
  if (walk != NULL && walk->before != 0 && !walk->by_page)
    until = MIN (until, walk->before);
  if (since > 0)
    g_string_append_printf (url, "&from=%" G_GINT64_FORMAT, since);
  if (until != G_MAXINT64)
    g_string_append_printf (url, "&to=%" G_GINT64_FORMAT, until);
  who = g_strdup_printf ("%s for user “%s”", _footprints_lastfm.name,
                         lastfm_importer_get_account (self));
  request = _footprints_http_request_new (who, url->str);
  /* A self-hosted server is asked as fast as it answers. */
  request->interval_ms = base_url == NULL ? INTERVAL_MS : 0;
  return request;
}

static gboolean
check_reply (FootprintsServiceRequest *request,
             guint status,
             const FootprintsServiceReply *reply,
             GError **error)
{
  const char *account =
      lastfm_importer_get_account (FOOTPRINTS_LASTFM_IMPORTER (request->importer));

  request->is_doubtful = FALSE;
  if (!_footprints_lastfm_check_reply (status, reply, account, error))
    return FALSE;
  request->is_doubtful = _footprints_lastfm_is_doubtful (reply);
  if (!request->is_doubtful)
    return TRUE;
  g_set_error (
      error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNAVAILABLE,
      "Last.fm says that user “%s” has more plays, but sent an empty page; try again later",
      account);
  return FALSE;
}

/* Returns how many plays the page holds, including rejected ones; -1 with @error set. */
static gint64
add_rows (FootprintsServiceRequest *request,
          const FootprintsServiceReply *reply,
          FootprintsWalk *walk,
          FootprintsWalkPage *seen,
          GError **error)
{
  gsize n_tracks = _footprints_service_reply_get_n_rows (reply);
  gint64 n_played = 0;
  g_auto (FootprintsInputRows) rows = { 0 };
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (FootprintsCalendar) calendar = footprints_calendar_new (utc, 0);
  gint64 now_s = _footprints_clock_now_s ();

  _footprints_input_rows_init (&rows, calendar);
  for (gsize i = 0; i < n_tracks && n_played >= 0; i++)
    {
      g_autoptr (json_object) track = NULL;
      FootprintsInputRow row;

      _footprints_input_row_begin (&row, &rows, (gint64) i + 1);
      if (!_footprints_service_request_parse_row (request, reply, &row, &track, error))
        n_played = -1;
      else if (!_footprints_lastfm_is_now_playing (track))
        {
          n_played++;
          if (row.problem == NULL)
            _footprints_lastfm_read_track (&row, track);
          _footprints_walk_add_row (walk, seen, request->page, &row, now_s);
        }
    }
  return n_played;
}

/* Whether a page is the last one: it is not full, and by the count there are no more plays. The
 * count alone proves nothing: it may be out of date, or wrong. */
static gboolean
is_last (const FootprintsWalk *walk, const FootprintsWalkPage *seen, gint64 page_size, gint64 total)
{
  /* Entries that are not plays are not counted. */
  gint64 n_plays = (gint64) seen->entries->len + seen->others->len;

  return n_plays < page_size && total == (walk->page - 1) * page_size + n_plays;
}

/* Moves the walk to the next page. FALSE: there are no older plays. */
static gboolean
go_on (FootprintsImportPage *page, FootprintsWalk *walk, const FootprintsWalkPage *seen)
{
  if (seen->n_rows == 0)
    walk->page++;
  else if (!walk->by_page && seen->oldest < footprints_import_page_get_since (page))
    return FALSE;
  else if (walk->by_page || (walk->before != 0 && seen->newest >= walk->before))
    {
      walk->page = walk->by_page ? walk->page + 1 : 2;
      walk->by_page = TRUE;
    }
  else if (walk->before == 0 || seen->oldest + 1 < walk->before)
    _footprints_walk_descend (walk, seen);
  else
    {
      /* The whole page is within one second. */
      g_array_append_vals (walk->seen, seen->border->data, seen->border->len);
      walk->page++;
    }
  return TRUE;
}

/* Notes that the page has all plays of the seconds after the place that it leads to. */
static void
note_listed (FootprintsImportPage *page,
             const FootprintsWalk *asked,
             const FootprintsWalkPage *seen,
             gboolean goes_on)
{
  gint64 since = footprints_import_page_get_since (page);
  FootprintsListedRange range = { .from = since > 0 ? since + 1 : 0 };

  if (asked->page != 1 || asked->by_page || seen->n_rows == 0 ||
      (asked->before != 0 && seen->newest >= asked->before))
    return;
  if (goes_on)
    range.from = seen->oldest + 1;
  range.until = asked->before != 0 ? asked->before : footprints_import_page_get_until (page);
  _footprints_import_page_set_listed (page, &range, seen->again);
}

/* A service that ignores bounds begins with its newest plays again. */
static guint
count_repeated (const FootprintsWalk *asked, const FootprintsWalkPage *seen)
{
  guint n_repeated = 0;

  if (asked->before == 0 || asked->by_page)
    return 0;
  for (guint i = 0; i < seen->entries->len; i++)
    n_repeated += g_array_index (seen->entries, FootprintsWalkEntry, i).at >= asked->before;
  return n_repeated;
}

static gboolean
read_page (FootprintsServiceRequest *request, const FootprintsServiceReply *reply, GError **error)
{
  g_auto (FootprintsWalk) walk;
  g_auto (FootprintsWalkPage) seen;
  const char *cursor = footprints_import_page_get_cursor (request->page);
  gint64 page_size = _footprints_lastfm_get_page_size (reply->root);
  gint64 total = _footprints_lastfm_get_total (reply->root);
  FootprintsWalk asked;
  gint64 n_tracks;
  gboolean is_again, goes_on;

  _footprints_walk_init (&walk);
  _footprints_walk_page_init (&seen);
  _footprints_walk_parse (&walk, cursor);
  asked = walk;
  n_tracks = add_rows (request, reply, &walk, &seen, error);
  if (n_tracks < 0)
    return FALSE;
  if (cursor == NULL)
    footprints_import_page_set_expected_total (request->page, total);
  is_again = !_footprints_walk_settle (&walk, &seen);
  if (is_again && seen.n_rows > 0)
    {
      g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_BAD_REPLY,
                           "Last.fm sent the same page for two page numbers");
      return FALSE;
    }
  /* A repeated page without a single play is as good as an empty one. */
  goes_on = n_tracks > 0 && !is_again && !is_last (&asked, &seen, page_size, total) &&
            go_on (request->page, &walk, &seen);
  note_listed (request->page, &asked, &seen, goes_on);
  _footprints_import_page_set_n_repeated (request->page, count_repeated (&asked, &seen));
  if (goes_on)
    {
      g_autofree char *next = _footprints_walk_format (&walk);

      footprints_import_page_set_next_cursor (request->page, next);
    }
  return TRUE;
}

/* Fails @page if the name of the user or the key is missing. */
static gboolean
check_account (const char *account, const char *api_key, FootprintsImportPage *page)
{
  if (account == NULL || *account == '\0')
    footprints_import_page_fail (page, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                                 "Last.fm needs a user name");
  else if (api_key == NULL || *api_key == '\0')
    footprints_import_page_fail (page, FOOTPRINTS_ERROR_UNAUTHORIZED,
                                 "Last.fm needs an API key: create one at "
                                 "https://www.last.fm/api/account/create");
  else
    return TRUE;
  return FALSE;
}

static void
footprints_lastfm_importer_fetch_page (FootprintsImporter *importer, FootprintsImportPage *page)
{
  FootprintsLastfmImporter *self = FOOTPRINTS_LASTFM_IMPORTER (importer);
  g_auto (FootprintsWalk) walk;

  _footprints_walk_init (&walk);
  if (!check_account (lastfm_importer_get_account (self), get_secret (self), page))
    return;
  if (!_footprints_walk_parse (&walk, footprints_import_page_get_cursor (page)))
    footprints_import_page_fail (page, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                                 "the cursor was not made by the Last.fm importer");
  else
    _footprints_service_request_send (importer, page, make_request (self, page, &walk),
                                      &_footprints_lastfm_shape, check_reply, read_page);
}

static gboolean
read_count (FootprintsServiceRequest *request, const FootprintsServiceReply *reply, GError **error)
{
  footprints_import_page_set_expected_total (request->page,
                                             _footprints_lastfm_get_total (reply->root));
  return TRUE;
}

static void
footprints_lastfm_importer_count_plays (FootprintsImporter *importer, FootprintsImportPage *page)
{
  FootprintsLastfmImporter *self = FOOTPRINTS_LASTFM_IMPORTER (importer);

  if (check_account (lastfm_importer_get_account (self), get_secret (self), page))
    _footprints_service_request_send (importer, page, make_request (self, page, NULL),
                                      &_footprints_lastfm_shape, check_reply, read_count);
}

static void
footprints_lastfm_importer_class_init (FootprintsLastfmImporterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  FootprintsImporterClass *importer_class = FOOTPRINTS_IMPORTER_CLASS (klass);

  object_class->get_property = footprints_lastfm_importer_get_property;
  object_class->set_property = footprints_lastfm_importer_set_property;
  importer_class->fetch_page = footprints_lastfm_importer_fetch_page;
  importer_class->count_plays = footprints_lastfm_importer_count_plays;

  /**
   * FootprintsLastfmImporter:page-size: (getter get_page_size) (setter set_page_size)
   *
   * How many plays to request at once, 1 to 1000; the maximum that Last.fm documents is 200.
   *
   * Since: 0.1
   */
  properties[PROP_PAGE_SIZE] =
      g_param_spec_uint ("page-size", NULL, NULL, 1, MAX_PAGE_SIZE, DEFAULT_PAGE_SIZE,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
footprints_lastfm_importer_init (FootprintsLastfmImporter *self)
{
  self->page_size = DEFAULT_PAGE_SIZE;
}

/**
 * footprints_lastfm_importer_new:
 * @account: the user's name at Last.fm
 * @api_key: the key that Last.fm gives to programs
 *
 * Makes an importer. Nothing is requested yet.
 *
 * Returns: (transfer full): an importer
 *
 * Since: 0.1
 */
FootprintsLastfmImporter *
footprints_lastfm_importer_new (const char *account, const char *api_key)
{
  g_return_val_if_fail (account != NULL, NULL);
  g_return_val_if_fail (api_key != NULL, NULL);

  return g_object_new (FOOTPRINTS_TYPE_LASTFM_IMPORTER, "account", account, "secret", api_key,
                       "source", _footprints_lastfm.source, NULL);
}

/**
 * footprints_lastfm_importer_get_page_size: (get-property page-size)
 * @self: an importer
 *
 * Gets how many plays are requested at once.
 *
 * Returns: 1 to 1000
 *
 * Since: 0.1
 */
guint
footprints_lastfm_importer_get_page_size (FootprintsLastfmImporter *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_LASTFM_IMPORTER (self), 0);

  return self->page_size;
}

/**
 * footprints_lastfm_importer_set_page_size: (set-property page-size)
 * @self: an importer
 * @page_size: 1 to 1000
 *
 * Sets how many plays to request at once. A server may send fewer.
 *
 * Since: 0.1
 */
void
footprints_lastfm_importer_set_page_size (FootprintsLastfmImporter *self, guint page_size)
{
  g_return_if_fail (FOOTPRINTS_IS_LASTFM_IMPORTER (self));
  g_return_if_fail (page_size >= 1 && page_size <= MAX_PAGE_SIZE);

  if (page_size == self->page_size)
    return;
  self->page_size = page_size;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE_SIZE]);
}
