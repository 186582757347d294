/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One play as plain data. Strings are borrowed from whoever made the row; this is what travels
 * from parsers to the ledger, because an object a row would cost more than the insert. */
typedef struct
{
  const char *artist;
  const char *track;
  const char *album;        /* NULL: not known */
  const char *album_artist; /* NULL: the same as artist, or not known */
  const char *source;
  const char *source_id; /* NULL: none */
  const char *info;      /* NULL, or a JSON object */
  gint64 listened_at;    /* seconds since 1970-01-01 UTC, start of the play */
  gint64 duration_ms;    /* 0: not known */
  /* Of a play that an export lists as withdrawn. */
  const char *withdrawn;  /* "removed" or "renamed"; NULL: it was played, and that is all */
  const char *new_artist; /* what a renamed one is called now; NULL: not known */
  const char *new_track;
} FootprintsScrobbleRow;

#define FOOTPRINTS_FIELD_MAX_BYTES (8 * 1024)
#define FOOTPRINTS_INFO_MAX_BYTES (64 * 1024)
#define FOOTPRINTS_INFO_MAX_DEPTH 32
/* 2002-10-01T00:00:00Z: no service recorded plays before it, so an earlier time is a clock that
 * was never set. */
#define FOOTPRINTS_EARLIEST_LISTENED_AT G_GINT64_CONSTANT (1033430400)
#define FOOTPRINTS_FUTURE_TOLERANCE_S (24 * 60 * 60)

/* The text for a scrobble whose recorder is not known. */
#define FOOTPRINTS_DEFAULT_SOURCE "local"

/* Says whether the ledger may hold @row; the reason goes to @error as
 * FOOTPRINTS_ERROR_INVALID_SCROBBLE. */
gboolean
_footprints_scrobble_row_check (const FootprintsScrobbleRow *row, gint64 now_s, GError **error);

/* The two parts of it: what takes long for long texts, and what is looked at in no time. */
gboolean _footprints_scrobble_row_check_texts (const FootprintsScrobbleRow *row, GError **error);
gboolean _footprints_scrobble_row_check_numbers (const FootprintsScrobbleRow *row,
                                                 gint64 now_s,
                                                 GError **error);

/* The part of the check that parses: importers write the JSON themselves and need not call it. */
gboolean _footprints_scrobble_row_check_info (const FootprintsScrobbleRow *row, GError **error);

/* Album artist, or NULL when it says nothing that the artist does not. */
const char *_footprints_scrobble_row_get_album_artist (const FootprintsScrobbleRow *row);

G_END_DECLS
