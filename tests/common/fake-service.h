/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A server on loopback that behaves like Last.fm, ListenBrainz or Spotify, and misbehaves on
 * request.
 *
 * It runs in its own thread. All functions may be called from any thread while it runs; setters
 * take effect with the next request. */
typedef struct _FakeService FakeService;

typedef enum
{
  FAKE_LASTFM,
  FAKE_LISTENBRAINZ,
  FAKE_SPOTIFY, /* the first user is the one who consents */
} FakeKind;

#define FAKE_SPOTIFY_CLIENT_ID "0123456789abcdef0123456789abcdef"

typedef struct
{
  const char *artist;
  const char *track;
  const char *album; /* NULL: none */
  gint64 listened_at;
  gint64 duration_ms; /* 0: unknown; ListenBrainz only */
  gboolean loved;     /* Last.fm only */
  const char *client; /* NULL: none; ListenBrainz: additional_info.submission_client */
  /* The service lists the play in the order of listened_at, but dates it shown_at. */
  gboolean is_misdated;
  gint64 shown_at;
} FakePlay;

/* What happens to a request. A fault that the service does not have is answered with status 500. */
typedef enum
{
  FAKE_FAULT_NONE,
  FAKE_FAULT_CUT_OFF, /* half of the body, then the connection is closed */
  FAKE_FAULT_HANG,    /* no answer until the client disconnects or the service is freed */
  FAKE_FAULT_STATUS_500,
  FAKE_FAULT_STATUS_503_RETRY_AFTER, /* Retry-After: 1 */
  FAKE_FAULT_STATUS_429_RETRY_AFTER, /* Retry-After: 1 */
  FAKE_FAULT_STATUS_429,             /* ListenBrainz: X-RateLimit-Reset-In: 1; Last.fm: error 29 */
  FAKE_FAULT_HTML,                   /* 200, a web page */
  FAKE_FAULT_NOT_JSON,               /* 200, incomplete JSON */
  FAKE_FAULT_TRUNCATED_GZIP,         /* 200, the first half of a gzip file */
  FAKE_FAULT_ERROR_8,                /* these three: 200 at Last.fm, 503 at ListenBrainz */
  FAKE_FAULT_ERROR_11,
  FAKE_FAULT_ERROR_16,
  FAKE_FAULT_EMPTY_BODY, /* 200, nothing */
  FAKE_FAULT_WRONG_USER, /* Last.fm: a page of another user */
  FAKE_FAULT_HUGE,       /* 200, spaces without end */
  FAKE_FAULT_DEEP,       /* 200, JSON with 100,000 nested arrays */
  FAKE_FAULT_REDIRECT,   /* 302 to the same address */
  /* The connection is reset without an answer. If the connection was kept from an earlier request,
   * the client may resend the request by itself, which counts as another request. */
  FAKE_FAULT_REFUSED,
  FAKE_FAULT_STATUS_429_AT_ONCE, /* like 429, but the client may retry at once: Retry-After: 0 */
  FAKE_FAULT_SLOW_CUT_OFF,       /* half of the body in pieces, then like FAKE_FAULT_CUT_OFF */
  FAKE_FAULT_EMPTY_PAGE,         /* no plays, although the counts say that there are more */
  FAKE_FAULT_JUNK_ROW,           /* the right page with an extra row without names and time */
} FakeFault;

/* How many plays a service claims to have, including in the attributes of a page. */
typedef enum
{
  FAKE_COUNT_TRUE,
  FAKE_COUNT_ZERO,
  FAKE_COUNT_ONE_PAGE, /* at most as many as the largest page holds */
  FAKE_COUNT_STALE,    /* at most as many as there were when this was set */
  FAKE_COUNT_TOO_MANY, /* a thousand more than there are */
} FakeCount;

/* A play that was sent in a complete, undamaged page. */
typedef struct
{
  gint64 listened_at; /* as dated on the page */
  const char *artist; /* belongs to the service */
  const char *track;
} FakeDelivery;

/* The service is running when this returns. */
FakeService *fake_service_new (FakeKind kind);

/* @port: 0 for any free port. NULL if the port is taken. */
FakeService *fake_service_new_on_port (FakeKind kind, guint port, GError **error);

void fake_service_free (FakeService *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeService, fake_service_free)

/* http://127.0.0.1:PORT/2.0/ for Last.fm, http://127.0.0.1:PORT for ListenBrainz. */
const char *fake_service_get_url (FakeService *self);

/* Does nothing if the user exists. Last.fm ignores the case of user names, and answers with the
 * name as it was added. */
void fake_service_add_user (FakeService *self, const char *name);

/* Last.fm: requests for the plays are answered with error 17. */
void fake_service_set_hidden (FakeService *self, const char *user, gboolean hidden);

/* @secret: the Last.fm API key or the ListenBrainz token, NULL for any. ListenBrainz allows reading
 * without a token, but not with a wrong one. */
void fake_service_set_secret (FakeService *self, const char *secret);

/* Adds plays in any order, and the user if necessary. Among plays of the same second, the one added
 * last is the newest. A repeated play has the same second, artist, track and album: Last.fm keeps
 * it, ListenBrainz drops it. */
void
fake_service_add_plays (FakeService *self, const char *user, const FakePlay *plays, gsize n_plays);

/* Removes one play of this second, artist, track and album. */
gboolean fake_service_remove_play (FakeService *self, const char *user, const FakePlay *play);

/* Renames a play, which keeps its place among those of its second. */
gboolean fake_service_rename_play (FakeService *self,
                                   const char *user,
                                   const FakePlay *play,
                                   const char *artist,
                                   const char *track);

gsize fake_service_get_n_plays (FakeService *self, const char *user);

/* Last.fm: the first row of every page, in addition to those that were asked for. ListenBrainz:
 * /1/user/NAME/playing-now. @play: NULL for none. */
void fake_service_set_now_playing (FakeService *self, const char *user, const FakePlay *play);

/* The next @n_requests requests get @fault; 0 ends it. */
void fake_service_fail_next (FakeService *self, FakeFault fault, guint n_requests);

/* After @n_before requests, the next @n_requests get @fault. */
void fake_service_fail_after (FakeService *self, guint n_before, FakeFault fault, guint n_requests);

/* Each @period-th request from now on gets @fault; 0 ends it. */
void fake_service_fail_every (FakeService *self, FakeFault fault, guint period);

/* FALSE if there is no fault with that name; "cut-off" is FAKE_FAULT_CUT_OFF. */
gboolean fake_fault_from_name (const char *name, FakeFault *fault);

/* NULL after the last one. */
const char *fake_fault_get_name (FakeFault fault);

/* Waits before each answer. */
void fake_service_set_delay_ms (FakeService *self, guint delay_ms);

/* The most rows on a page, whatever was asked for; 1000 by default. */
void fake_service_set_max_page (FakeService *self, guint max_rows);

/* More than @n_requests in a window of @window_s seconds, which begins at a multiple of its length,
 * are answered with status 429. @n_requests: 0 for a limit that is never reached. ListenBrainz
 * always reports the limit in X-RateLimit headers, Last.fm never does. */
void fake_service_set_rate_limit (FakeService *self, guint n_requests, guint window_s);

/* Last.fm: higher page numbers are answered with status 500; 0 for no limit. */
void fake_service_set_max_pages (FakeService *self, guint max_pages);

/* Pages have fewer rows than requested although more exist.
 *
 * Last.fm: every third page has a quarter fewer. Nothing is left out, so there are more pages, as
 * totalPages says.
 *
 * ListenBrainz: every second page ends after two thirds, but never inside a second; and no page
 * reaches further than FAKE_SCAN_REACH_S from its beginning, so a page in a longer gap is empty. A
 * page without bounds begins at the newest play. */
void fake_service_set_short_pages (FakeService *self, gboolean short_pages);

/* Sets how the service counts from now on. */
void fake_service_set_count (FakeService *self, FakeCount count);

/* The service ignores the upper bound of a request (to, max_ts). */
void fake_service_set_ignores_bounds (FakeService *self, gboolean ignores_bounds);

#define FAKE_SCAN_REACH_S (G_GINT64_CONSTANT (720) * 24 * 60 * 60)

/* Each @period-th answer is sent as gzip if the client accepts that; 1 for all, 0 for none, 4 by
 * default. */
void fake_service_set_gzip (FakeService *self, guint period);

/* FALSE: closes the port and all connections, and returns when that is done. TRUE: opens the port
 * again, with the same number. */
void fake_service_set_listening (FakeService *self, gboolean listening);

/* All requests received, including those with a fault. */
guint fake_service_get_n_requests (FakeService *self);

/* (element-type utf8): "GET /1/user/alice/listens?count=1000" as received, in order. */
GPtrArray *fake_service_dup_log (FakeService *self);

/* (element-type FakeDelivery): in the order in which they were sent since the log was cleared.
 * Pages of one row do not count: clients request them only for the number of plays. */
GArray *fake_service_dup_deliveries (FakeService *self);

/* How many requests got a fault since the log was cleared. */
guint fake_service_get_n_faults (FakeService *self);

/* This also resets the counts of requests and faults, and the deliveries. */
void fake_service_clear_log (FakeService *self);

/* Whether the last request had a header @name with @part in its value; @part: NULL for any. */
gboolean fake_service_saw_header (FakeService *self, const char *name, const char *part);

/* Spotify: a key as a login would have given it (transfer full). */
char *fake_service_dup_spotify_key (FakeService *self);

typedef enum
{
  FAKE_SPOTIFY_ACCESS,     /* the access token ends before its time */
  FAKE_SPOTIFY_CONSENT,    /* so does the refresh token */
  FAKE_SPOTIFY_MEMBERSHIP, /* the user is taken off the list of the program's users */
  FAKE_SPOTIFY_ROTATION,   /* from now on, refresh tokens stay the same */
  FAKE_SPOTIFY_GOODWILL,   /* from now on, listeners do not consent */
} FakeSpotifyWithdrawal;

void fake_service_withdraw_spotify (FakeService *self, FakeSpotifyWithdrawal what);

G_END_DECLS
