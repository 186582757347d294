/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "tests/common/fake-service.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Strings belong to the service's chunk; equal strings have the same pointer. */
typedef struct
{
  gint64 listened_at;
  gint64 duration_ms;
  const char *artist;
  const char *track;
  const char *album;
  const char *client;
  guint32 order; /* among plays of the same second */
  gboolean loved;
  gint64 shown_at; /* listened_at, unless the service misdates it */
} FakeStoredPlay;

typedef struct
{
  char *name;
  GArray *plays; /* of FakeStoredPlay */
  gboolean is_sorted;
  guint32 next_order;
  gsize n_counted; /* how many there were when counts became stale */
  gboolean is_hidden;
  gboolean has_now_playing;
  FakeStoredPlay now_playing;
} FakeUser;

typedef struct
{
  const char *method;
  const char *path;  /* as received */
  GHashTable *query; /* decoded; NULL: none */
  GHashTable *form;  /* the body, decoded; NULL: none */
  const char *authorization;
} FakeRequest;

typedef struct
{
  guint status;
  const char *content_type;
  GString *body;
  GPtrArray *headers; /* of char *: name, value, name, …; a later one replaces an earlier one */
} FakeReply;

struct _FakeService
{
  FakeKind kind;
  char *url;
  guint port;
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  GCancellable *stopping; /* for work on connections that were taken over */

  /* Used only by the thread that runs the context. */
  SoupServer *server;
  GSocketService *listener; /* NULL: the port is closed */
  guint n_taken;            /* connections that were taken over */

  /* Guards everything below. */
  GMutex mutex;
  GCond called;          /* _fake_service_call() is done */
  GPtrArray *users;      /* of FakeUser *, in the order in which they were added */
  GStringChunk *strings; /* the texts of all plays */
  char *secret;

  guint n_before_faults;
  FakeFault next_fault;
  guint n_next_faults;
  FakeFault periodic_fault;
  guint fault_period;
  guint n_since_fault;

  guint delay_ms;
  guint max_page;
  guint max_pages;
  gboolean short_pages;
  FakeCount count;
  gboolean ignores_bounds;
  guint n_listens_pages;
  guint gzip_period;
  guint n_since_gzip;

  guint rate_limit;
  guint rate_window_s;
  gint64 rate_window; /* since 1970 */
  guint n_in_rate_window;

  FakeFault page_fault; /* of the current request */
  GArray *delivering;   /* of FakeDelivery: those of the current answer */
  GArray *deliveries;   /* of FakeDelivery */
  guint n_faults;

  /* Of Spotify. */
  struct
  {
    char *challenge, *redirect, *code; /* of the last consent; code: NULL once it was used */
    char *access_token;                /* NULL: none is good */
    char *refresh_token;               /* NULL: none is good */
    guint n_given;
    gboolean keeps_refresh_token;
    gboolean is_stranger; /* not on the list of users of the program */
    gboolean denies;      /* listeners do not consent */
  } spotify;

  guint n_requests;
  GPtrArray *log;          /* of char * */
  GPtrArray *last_headers; /* of char *: name, value, name, … */
};

/* fake-plays.c; the mutex is held. */
FakeUser *_fake_service_find_user (FakeService *self, const char *name);
void _fake_user_free (FakeUser *user);
/* First sorts any plays that have been added. */
const FakeStoredPlay *_fake_user_get_plays (FakeService *self, FakeUser *user, gsize *n_plays);
/* The first play that is not before @time. */
gsize _fake_plays_find (const FakeStoredPlay *plays, gsize n_plays, gint64 time);
/* The number that the service reports when @user has @n_plays plays in a range. */
gsize _fake_service_claim (FakeService *self, const FakeUser *user, gsize n_plays);
/* Notes that @play is sent. */
void _fake_service_deliver (FakeService *self, const FakeStoredPlay *play);
/* A hash of artist, track and album; different for each @use. */
guint64 _fake_play_hash (const FakeStoredPlay *play, guint64 use);

/* fake-reply.c */
void _fake_reply_init (FakeReply *reply);
void _fake_reply_clear (FakeReply *reply);
void _fake_reply_set_header (FakeReply *reply, const char *name, const char *value);
void _fake_reply_set_number_header (FakeReply *reply, const char *name, gint64 value);
/* Appends a quoted string; NULL becomes "". */
void _fake_append_json (GString *body, const char *text);
void _fake_append_uuid (GString *body, guint64 high, guint64 low);
/* NULL and "" are not numbers. */
gboolean _fake_parse_number (const char *text, gint64 *number);
GBytes *_fake_gzip (const char *data, gsize length);
/* Takes the body. */
void _fake_reply_send (FakeReply *reply, SoupServerMessage *message);

/* fake-lastfm.c, fake-listenbrainz.c; the mutex is held. */
void _fake_lastfm_answer (FakeService *self, const FakeRequest *request, FakeReply *reply);
void _fake_lastfm_answer_wrong_user (const FakeRequest *request, FakeReply *reply);
void _fake_lastfm_fail (FakeReply *reply, guint status, guint code, const char *message);
void _fake_listenbrainz_answer (FakeService *self, const FakeRequest *request, FakeReply *reply);
void _fake_listenbrainz_fail (FakeReply *reply, guint status, const char *message);

/* fake-spotify.c; the mutex is held. */
void _fake_spotify_answer (FakeService *self, const FakeRequest *request, FakeReply *reply);
void _fake_spotify_clear (FakeService *self);

/* fake-service.c */

/* Counts a request against the rate limit; FALSE if that is exceeded. The mutex is held. */
gboolean _fake_service_use_limit (FakeService *self, FakeReply *reply);
/* The socket of the message's connection. */
GSocket *_fake_message_get_socket (SoupServerMessage *message);

/* fake-faults.c */

/* Fills @reply as @fault requires, if the fault is an answer; the mutex is held. */
void _fake_fault_fill (FakeService *self,
                       FakeFault fault,
                       const FakeRequest *request,
                       SoupServerMessage *message,
                       FakeReply *reply);
/* FALSE: the answer for @fault can be sent as usual. */
gboolean _fake_fault_take_over (FakeService *self,
                                FakeFault fault,
                                SoupServerMessage *message,
                                const FakeReply *reply);

G_END_DECLS
