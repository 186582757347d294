/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One play as plain data. Strings are borrowed from whoever made the row. Parsers pass these to the
 * ledger, because one object per row would cost more than the insert. */
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
  /* Only for a play that an export lists as withdrawn. */
  const char *withdrawn;  /* "removed" or "renamed"; NULL: not withdrawn */
  const char *new_artist; /* the present name of a renamed play; NULL: not known */
  const char *new_track;
} FootprintsScrobbleRow;

#define FOOTPRINTS_FIELD_MAX_BYTES (8 * 1024)
#define FOOTPRINTS_INFO_MAX_BYTES (64 * 1024)
#define FOOTPRINTS_INFO_MAX_DEPTH 32
/* 2002-10-01T00:00:00Z: no service recorded plays before it, so an earlier time comes from a clock
 * that was never set. */
#define FOOTPRINTS_EARLIEST_LISTENED_AT G_GINT64_CONSTANT (1033430400)
#define FOOTPRINTS_FUTURE_TOLERANCE_S (24 * 60 * 60)

/* The source of a play when nothing says who recorded it. */
#define FOOTPRINTS_DEFAULT_SOURCE "local"

/* Whether the ledger may hold @row; if not, sets @error to FOOTPRINTS_ERROR_INVALID_SCROBBLE with
 * the reason. */
gboolean
_footprints_scrobble_row_check (const FootprintsScrobbleRow *row, gint64 now_s, GError **error);

/* The two halves of that check: texts, which take long when they are long, and numbers, which take
 * no time. */
gboolean _footprints_scrobble_row_check_texts (const FootprintsScrobbleRow *row, GError **error);
gboolean _footprints_scrobble_row_check_numbers (const FootprintsScrobbleRow *row,
                                                 gint64 now_s,
                                                 GError **error);

/* The part of the check that parses: importers write the JSON themselves and need not call it. */
gboolean _footprints_scrobble_row_check_info (const FootprintsScrobbleRow *row, GError **error);

/* The album artist, or NULL when it adds nothing to the artist. */
const char *_footprints_scrobble_row_get_album_artist (const FootprintsScrobbleRow *row);

G_END_DECLS
