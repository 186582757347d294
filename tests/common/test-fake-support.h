/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "tests/common/fake-service.h"

#include <json.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Shared by the tests of the fakes: a client that hides nothing. */

#define NOON G_GINT64_CONSTANT (1700000000)
#define LASTFM "?method=user.getrecenttracks&api_key=K&format=json&user=alice"

typedef struct
{
  guint status;
  GBytes *body;
  SoupMessage *message;
  GError *error;
} Reply;

void reply_free (Reply *reply);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reply, reply_free)

/* @rest: what follows the service's address. Each request has its own connection, and the answer is
 * returned as received. */
Reply *fetch (FakeService *service, const char *rest);

/* Fetches with an additional header. */
Reply *fetch_with (FakeService *service, const char *rest, const char *header, const char *value);

const char *reply_header (Reply *reply, const char *name);
json_object *reply_json (Reply *reply);

/* The JSON in the answer to @rest, which must have this status. */
json_object *ask (FakeService *service, guint status, const char *rest);

/* NULL if the member does not exist. */
const char *text_at (json_object *json, const char *path);
json_type type_at (json_object *json, const char *path);

/* The texts at @path in each element of the array at @list, joined. */
char *texts_at (json_object *json, const char *list, const char *path);

/* Checks the answer to @rest: its status and a text in it. */
void
check (FakeService *service, guint status, const char *rest, const char *path, const char *text);
void check_list (FakeService *service,
                 const char *rest,
                 const char *list,
                 const char *path,
                 const char *expected);

#define check_tracks(service, rest, expected)                                                      \
  check_list (service, LASTFM rest, "/recenttracks/track", "/name", expected)
#define check_listens(service, rest, expected)                                                     \
  check_list (service, "/1/user/alice/listens" rest, "/payload/listens",                           \
              "/track_metadata/track_name", expected)

/* Adds a play of the user alice. */
void add_play (FakeService *service, const char *track, gint64 listened_at);

/* Tracks "1" to "@n_plays", a minute apart, the last one at noon. */
FakeService *new_with_plays (FakeKind kind, guint n_plays);

G_END_DECLS
