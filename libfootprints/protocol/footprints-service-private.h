/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a service wants to know before it answers, and under which name our own JSON and records
 * keep it. */
typedef enum
{
  FOOTPRINTS_SECRET_TOKEN,
  FOOTPRINTS_SECRET_API_KEY
} FootprintsSecretKind;

/* A service that is known from the start. Others, which an importer of somebody's own serves, are
 * like _footprints_service_find() says. Pure: no I/O. */
typedef struct
{
  const char *source;   /* of its plays, and its name in addresses: "lastfm" */
  const char *name;     /* "Last.fm" */
  const char *base_url; /* where its API is, unless somebody's own server is asked */
  FootprintsSecretKind secret_kind;
  gboolean needs_secret; /* nobody is answered without */
} FootprintsService;

extern const FootprintsService _footprints_lastfm;
extern const FootprintsService _footprints_listenbrainz;

/* The service of that source. One that is not known takes a token, if any. Never NULL. */
const FootprintsService *_footprints_service_find (const char *source);

/* The one of two secrets that the service takes. */
const char *_footprints_service_choose_secret (const FootprintsService *self,
                                               const char *api_key,
                                               const char *token);

/* Whether a key or token that was given for the server at @old_url may be sent to @new_url, NULL
 * for the service's own place: only when both are one place. */
gboolean _footprints_service_is_same_server (const char *old_url, const char *new_url);

G_END_DECLS
