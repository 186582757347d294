/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/import/services/footprints-listenbrainz-importer.h"

#include "libfootprints/core/footprints-clock-private.h"
#include "libfootprints/core/plays/footprints-scrobble-row-private.h"
#include "libfootprints/import/services/footprints-service-request-private.h"
#include "libfootprints/import/services/footprints-walk-private.h"
#include "libfootprints/protocol/footprints-listenbrainz-listen-private.h"
#include "libfootprints/protocol/footprints-listenbrainz-reply-private.h"
#include "libfootprints/protocol/footprints-service-private.h"

#define DEFAULT_PAGE_SIZE 1000
#define MAX_PAGE_SIZE 1000
/* The size of the first page when looking for new plays: mostly all that there are. */
#define FIRST_PAGE_SIZE 100
/* The page size of old servers. */
#define SMALLEST_PAGE 100
/* How much is searched at once where the service finds nothing: half a year. */
#define GAP_S (180 * 24 * 60 * 60)

/**
 * FootprintsListenbrainzImporter:
 *
 * Fetches the plays of a user of ListenBrainz, or of a server that implements its protocol.
 *
 * It walks back in time from the newest play. It never requests plays after a given time, because
 * the service answers that with the oldest of them.
 *
 * Source: ListenBrainz API, `GET /1/user/(user)/listens`, read on 2026-08-01.
 *
 * Since: 0.1
 */
struct _FootprintsListenbrainzImporter
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

G_DEFINE_FINAL_TYPE (FootprintsListenbrainzImporter,
                     footprints_listenbrainz_importer,
                     FOOTPRINTS_TYPE_IMPORTER)

static void
footprints_listenbrainz_importer_get_property (GObject *object,
                                               guint property_id,
                                               GValue *value,
                                               GParamSpec *pspec)
{
  FootprintsListenbrainzImporter *self = FOOTPRINTS_LISTENBRAINZ_IMPORTER (object);

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
footprints_listenbrainz_importer_set_property (GObject *object,
                                               guint property_id,
                                               const GValue *value,
                                               GParamSpec *pspec)
{
  FootprintsListenbrainzImporter *self = FOOTPRINTS_LISTENBRAINZ_IMPORTER (object);

  switch (property_id)
    {
    case PROP_PAGE_SIZE:
      footprints_listenbrainz_importer_set_page_size (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static const char *
get_secret (FootprintsListenbrainzImporter *self)
{
  return footprints_importer_get_secret (FOOTPRINTS_IMPORTER (self));
}

static const char *
listenbrainz_importer_get_account (FootprintsListenbrainzImporter *self)
{
  return footprints_importer_get_account (FOOTPRINTS_IMPORTER (self));
}

static FootprintsHttpRequest *
make_request (FootprintsListenbrainzImporter *self, const char *what, const char *query)
{
  const char *base_url = footprints_importer_get_base_url (FOOTPRINTS_IMPORTER (self));
  g_autofree char *root = _footprints_listenbrainz_make_root (
      base_url != NULL ? base_url : _footprints_listenbrainz.base_url);
  g_autoptr (GString) url = g_string_new (root);
  g_autofree char *who = NULL;
  FootprintsHttpRequest *request;

  g_string_append (url, "/1/user/");
  g_string_append_uri_escaped (url, listenbrainz_importer_get_account (self), NULL, FALSE);
  g_string_append_printf (url, "/%s%s", what, query);
  who = g_strdup_printf ("%s for user “%s”", _footprints_listenbrainz.name,
                         listenbrainz_importer_get_account (self));
  request = _footprints_http_request_new (who, url->str);
  if (get_secret (self) != NULL && *get_secret (self) != '\0')
    request->authorization = g_strconcat ("Token ", get_secret (self), NULL);
  return request;
}

/* In a gap, requests a window of it; otherwise everything before the place of the walk. */
static FootprintsHttpRequest *
make_page_request (FootprintsListenbrainzImporter *self,
                   FootprintsImportPage *page,
                   const FootprintsWalk *walk)
{
  g_autoptr (GString) query = g_string_new (NULL);
  gint64 before = footprints_import_page_get_until (page);
  guint count = self->page_size;

  if (walk->before == 0 && footprints_import_page_get_since (page) > 0)
    count = MIN (count, FIRST_PAGE_SIZE);
  if (walk->before != 0)
    before = MIN (before, walk->before);
  g_string_append_printf (query, "?count=%u", count);
  if (walk->gap_at != 0)
    g_string_append_printf (query, "&max_ts=%" G_GINT64_FORMAT "&min_ts=%" G_GINT64_FORMAT,
                            walk->gap_at, MAX (0, walk->gap_at - GAP_S - 1));
  else if (before != G_MAXINT64)
    g_string_append_printf (query, "&max_ts=%" G_GINT64_FORMAT, before);
  return make_request (self, "listens", query->str);
}

static gboolean
check_reply (FootprintsServiceRequest *request,
             guint status,
             const FootprintsServiceReply *reply,
             GError **error)
{
  return _footprints_listenbrainz_check_reply (
      status, reply != NULL ? reply->root : NULL,
      listenbrainz_importer_get_account (FOOTPRINTS_LISTENBRAINZ_IMPORTER (request->importer)),
      error);
}

static gboolean
add_rows (FootprintsServiceRequest *request,
          const FootprintsServiceReply *reply,
          FootprintsWalk *walk,
          FootprintsWalkPage *seen,
          GError **error)
{
  gsize n_listens = _footprints_service_reply_get_n_rows (reply);
  gboolean is_good = TRUE;
  g_auto (FootprintsInputRows) rows = { 0 };
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (FootprintsCalendar) calendar = footprints_calendar_new (utc, 0);
  gint64 now_s = _footprints_clock_now_s ();

  _footprints_input_rows_init (&rows, calendar);
  for (gsize i = 0; i < n_listens && is_good; i++)
    {
      g_autoptr (json_object) listen = NULL;
      FootprintsInputRow row;

      _footprints_input_row_begin (&row, &rows, (gint64) i + 1);
      is_good = _footprints_service_request_parse_row (request, reply, &row, &listen, error);
      if (!is_good)
        break;
      if (row.problem == NULL)
        _footprints_listenbrainz_read_listen (&row, listen);
      _footprints_walk_add_row (walk, seen, request->page, &row, now_s);
    }
  return is_good;
}

/* The earliest time at which there can be a play. What the service says of that is out of date if
 * older plays have been seen. */
static gint64
find_floor (const FootprintsWalk *walk, FootprintsImportPage *page, json_object *root)
{
  gint64 oldest_at = _footprints_listenbrainz_get_oldest_at (root);

  if (oldest_at <= 0 || (walk->before != 0 && walk->before - 1 < oldest_at))
    oldest_at = FOOTPRINTS_EARLIEST_LISTENED_AT;
  oldest_at = MAX (oldest_at, FOOTPRINTS_EARLIEST_LISTENED_AT);
  return MAX (oldest_at, footprints_import_page_get_since (page));
}

/* An empty page does not prove the end: the service only looks so far for each page. */
static gboolean
cross_gap (FootprintsWalk *walk, FootprintsImportPage *page, json_object *root)
{
  gint64 floor = find_floor (walk, page, root);
  gint64 latest_at = _footprints_listenbrainz_get_latest_at (root);
  gint64 from = (latest_at > 0 ? latest_at : _footprints_clock_now_s ()) + 1;

  if (walk->gap_at != 0)
    from = walk->gap_at - GAP_S;
  else if (walk->before != 0)
    from = walk->before;
  from = MIN (from, footprints_import_page_get_until (page));
  if (from <= floor)
    return FALSE;
  walk->gap_at = from;
  return TRUE;
}

/* Plays of a second that has more than fit on a page must not be lost silently. */
static void
tell_full_second (FootprintsImportPage *page, const FootprintsWalkPage *seen)
{
  g_autofree char *time = NULL;
  g_autofree char *reason = NULL;

  /* Pages end early for other reasons, too, but no server has pages this small. */
  if (seen->n_fresh == 0 || seen->n_rows < SMALLEST_PAGE)
    return;
  time = _footprints_format_time (seen->oldest);
  reason = g_strdup_printf ("at %s ListenBrainz lists only %u plays; there may be more", time,
                            seen->n_rows);
  footprints_import_page_add_rejection (page, reason);
}

/* Moves the walk to the next page. FALSE: there are no older plays. */
static gboolean
go_on (FootprintsImportPage *page,
       FootprintsWalk *walk,
       const FootprintsWalkPage *seen,
       const FootprintsServiceReply *reply)
{
  gboolean is_empty = _footprints_service_reply_get_n_rows (reply) == 0;

  /* All that is listed is older than any play can be. */
  if (seen->n_rows == 0 && _footprints_walk_is_before_all (seen))
    return FALSE;
  /* The end, if the page is empty and the service knows of no oldest play; otherwise there may be
   * plays before a gap, or before rows that are not plays. */
  if (seen->n_rows == 0)
    return (!is_empty || _footprints_listenbrainz_get_oldest_at (reply->root) > 0) &&
           cross_gap (walk, page, reply->root);
  if (seen->oldest < footprints_import_page_get_since (page))
    return FALSE;
  if (walk->before == 0 || seen->oldest + 1 < walk->before || walk->gap_at != 0)
    {
      _footprints_walk_descend (walk, seen);
      return TRUE;
    }
  /* The page is within one second, of which the service cannot show more. */
  tell_full_second (page, seen);
  walk->before = seen->oldest;
  walk->gap_at = 0;
  g_array_set_size (walk->seen, 0);
  return TRUE;
}

/* Whether the page has plays newer than requested, or none older: the pages would never end. */
static gboolean
ignores_bound (const FootprintsWalk *asked, const FootprintsWalkPage *seen)
{
  gint64 bound = asked->gap_at != 0 ? asked->gap_at : asked->before;

  return bound != 0 && seen->n_rows > 0 && (seen->newest > bound || seen->oldest >= bound);
}

/* Notes that the page has all plays of the seconds after the place that it leads to. */
static void
note_listed (FootprintsImportPage *page,
             const FootprintsWalk *asked,
             const FootprintsWalkPage *seen)
{
  FootprintsListedRange range = { .until = footprints_import_page_get_until (page) };

  if (seen->n_rows == 0)
    return;
  if (asked->gap_at != 0)
    range.until = asked->gap_at;
  else if (asked->before != 0)
    range.until = asked->before;
  /* A page of a single second lists all of it, unless the page is full. */
  range.from = seen->oldest + 1;
  if (range.from == range.until && seen->n_rows < SMALLEST_PAGE)
    range.from = seen->oldest;
  _footprints_import_page_set_listed (page, &range, seen->again);
}

static gboolean
read_page (FootprintsServiceRequest *request, const FootprintsServiceReply *reply, GError **error)
{
  g_auto (FootprintsWalk) walk;
  g_auto (FootprintsWalkPage) seen;
  FootprintsWalk asked;

  _footprints_walk_init (&walk);
  _footprints_walk_page_init (&seen);
  _footprints_walk_parse (&walk, footprints_import_page_get_cursor (request->page));
  asked = walk;
  if (!add_rows (request, reply, &walk, &seen, error))
    return FALSE;
  _footprints_walk_settle (&walk, &seen);
  if (ignores_bound (&asked, &seen))
    {
      g_set_error_literal (
          error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_BAD_REPLY,
          "ListenBrainz ignores max_ts: it lists newer plays than requested, so older ones "
          "cannot be fetched");
      return FALSE;
    }
  note_listed (request->page, &asked, &seen);
  if (go_on (request->page, &walk, &seen, reply))
    {
      g_autofree char *next = _footprints_walk_format (&walk);

      footprints_import_page_set_next_cursor (request->page, next);
    }
  return TRUE;
}

static gboolean
check_account (FootprintsListenbrainzImporter *self, FootprintsImportPage *page)
{
  const char *account = listenbrainz_importer_get_account (self);

  if (account != NULL && *account != '\0')
    return TRUE;
  footprints_import_page_fail (page, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                               "ListenBrainz needs a user name");
  return FALSE;
}

static void
footprints_listenbrainz_importer_fetch_page (FootprintsImporter *importer,
                                             FootprintsImportPage *page)
{
  FootprintsListenbrainzImporter *self = FOOTPRINTS_LISTENBRAINZ_IMPORTER (importer);
  g_auto (FootprintsWalk) walk;

  _footprints_walk_init (&walk);
  if (!check_account (self, page))
    return;
  if (!_footprints_walk_parse (&walk, footprints_import_page_get_cursor (page)))
    footprints_import_page_fail (page, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                                 "the cursor was not made by the ListenBrainz importer");
  else
    _footprints_service_request_send (importer, page, make_page_request (self, page, &walk),
                                      &_footprints_listenbrainz_shape, check_reply, read_page);
}

static gboolean
read_count (FootprintsServiceRequest *request, const FootprintsServiceReply *reply, GError **error)
{
  footprints_import_page_set_expected_total (request->page,
                                             _footprints_listenbrainz_get_count (reply->root));
  return TRUE;
}

/* Only counts all plays: the service does not count ranges. */
static void
footprints_listenbrainz_importer_count_plays (FootprintsImporter *importer,
                                              FootprintsImportPage *page)
{
  FootprintsListenbrainzImporter *self = FOOTPRINTS_LISTENBRAINZ_IMPORTER (importer);

  if (!check_account (self, page))
    return;
  if (footprints_import_page_get_since (page) > 0 ||
      footprints_import_page_get_until (page) != G_MAXINT64)
    footprints_import_page_complete (page);
  else
    _footprints_service_request_send (importer, page, make_request (self, "listen-count", ""),
                                      &_footprints_listenbrainz_shape, check_reply, read_count);
}

static void
footprints_listenbrainz_importer_class_init (FootprintsListenbrainzImporterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  FootprintsImporterClass *importer_class = FOOTPRINTS_IMPORTER_CLASS (klass);

  object_class->get_property = footprints_listenbrainz_importer_get_property;
  object_class->set_property = footprints_listenbrainz_importer_set_property;
  importer_class->fetch_page = footprints_listenbrainz_importer_fetch_page;
  importer_class->count_plays = footprints_listenbrainz_importer_count_plays;

  /**
   * FootprintsListenbrainzImporter:page-size: (getter get_page_size) (setter set_page_size)
   *
   * How many plays to request at once, 1 to 1000.
   *
   * Since: 0.1
   */
  properties[PROP_PAGE_SIZE] =
      g_param_spec_uint ("page-size", NULL, NULL, 1, MAX_PAGE_SIZE, DEFAULT_PAGE_SIZE,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
footprints_listenbrainz_importer_init (FootprintsListenbrainzImporter *self)
{
  self->page_size = DEFAULT_PAGE_SIZE;
}

/**
 * footprints_listenbrainz_importer_new:
 * @account: the user's name at ListenBrainz
 * @token: (nullable): the user's token; ListenBrainz itself does not require it
 *
 * Makes an importer. Nothing is requested yet.
 *
 * Returns: (transfer full): an importer
 *
 * Since: 0.1
 */
FootprintsListenbrainzImporter *
footprints_listenbrainz_importer_new (const char *account, const char *token)
{
  g_return_val_if_fail (account != NULL, NULL);

  return g_object_new (FOOTPRINTS_TYPE_LISTENBRAINZ_IMPORTER, "account", account, "secret", token,
                       "source", _footprints_listenbrainz.source, NULL);
}

/**
 * footprints_listenbrainz_importer_get_page_size: (get-property page-size)
 * @self: an importer
 *
 * Gets how many plays are requested at once.
 *
 * Returns: 1 to 1000
 *
 * Since: 0.1
 */
guint
footprints_listenbrainz_importer_get_page_size (FootprintsListenbrainzImporter *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_LISTENBRAINZ_IMPORTER (self), 0);

  return self->page_size;
}

/**
 * footprints_listenbrainz_importer_set_page_size: (set-property page-size)
 * @self: an importer
 * @page_size: 1 to 1000
 *
 * Sets how many plays to request at once. A server may send fewer.
 *
 * Since: 0.1
 */
void
footprints_listenbrainz_importer_set_page_size (FootprintsListenbrainzImporter *self,
                                                guint page_size)
{
  g_return_if_fail (FOOTPRINTS_IS_LISTENBRAINZ_IMPORTER (self));
  g_return_if_fail (page_size >= 1 && page_size <= MAX_PAGE_SIZE);

  if (page_size == self->page_size)
    return;
  self->page_size = page_size;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE_SIZE]);
}
