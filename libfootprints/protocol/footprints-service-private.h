/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The secret that a service asks for, as our own JSON and records name it. */
typedef enum
{
  FOOTPRINTS_SECRET_TOKEN,
  FOOTPRINTS_SECRET_API_KEY
} FootprintsSecretKind;

/* A built-in service. For others, which a custom importer serves, see _footprints_service_find().
 * Pure: no I/O. */
typedef struct
{
  const char *source;   /* the source of its plays, and its name in URLs: "lastfm" */
  const char *name;     /* "Last.fm" */
  const char *base_url; /* of its API, unless another server is used */
  FootprintsSecretKind secret_kind;
  gboolean needs_secret; /* it does not answer without one */
} FootprintsService;

extern const FootprintsService _footprints_lastfm;
extern const FootprintsService _footprints_listenbrainz;
/* Its plays are those that it lists as recent; what its files hold has another source, since the
 * times differ. */
extern const FootprintsService _footprints_spotify;

/* The service of @source. An unknown one takes a token, if any. Never NULL. */
const FootprintsService *_footprints_service_find (const char *source);

/* Whichever of the two secrets the service takes. */
const char *_footprints_service_choose_secret (const FootprintsService *self,
                                               const char *api_key,
                                               const char *token);

/* Whether a key or token that was given for the server at @old_url may be sent to @new_url, NULL
 * for the service's own address: only when both are the same. */
gboolean _footprints_service_is_same_server (const char *old_url, const char *new_url);

G_END_DECLS
