/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/sqlite/footprints-sqlite-connection-private.h"

G_BEGIN_DECLS

/* What the origins of a play know together, in SQL: a play shows what its first origin reported,
 * and what that one did not know from the next one that does. */

/* Whether the album @other says more than @own: it has the same title, and an artist of its own
 * where @own has merely that of the track. */
#define FOOTPRINTS_SQLITE_IS_FULLER_ALBUM(other, own, track)                                       \
  "(" other " <> " own " and exists (select 1 from album as own_album"                             \
  " join album as other_album on other_album.id = " other                                          \
  "  and other_album.title = own_album.title and other_album.artist_id <> own_album.artist_id"     \
  " join track as own_track on own_track.id = " track                                              \
  "  and own_track.artist_id = own_album.artist_id"                                                \
  " where own_album.id = " own "))"

/* A column of "listen" or of "withdrawn_listen as listen". */
#define FOOTPRINTS_SQLITE_DETAIL(column)                                                           \
  "coalesce (listen." column ", (select next." column " from also_from as next"                    \
  " where next.listen_id = listen.id and next." column " is not null"                              \
  " order by next.import_id limit 1))"

#define FOOTPRINTS_SQLITE_SOURCE_REF FOOTPRINTS_SQLITE_DETAIL ("source_ref")
#define FOOTPRINTS_SQLITE_DURATION_MS FOOTPRINTS_SQLITE_DETAIL ("duration_ms")
#define FOOTPRINTS_SQLITE_INFO FOOTPRINTS_SQLITE_DETAIL ("info")

#define FOOTPRINTS_SQLITE_FIRST_ALBUM FOOTPRINTS_SQLITE_DETAIL ("album_id")
#define FOOTPRINTS_SQLITE_IS_FULLEST_ALBUM                                                         \
  FOOTPRINTS_SQLITE_IS_FULLER_ALBUM ("also.album_id", FOOTPRINTS_SQLITE_FIRST_ALBUM,               \
                                     "listen.track_id")
#define FOOTPRINTS_SQLITE_ALBUM                                                                    \
  "coalesce ((select also.album_id from also_from as also where also.listen_id = listen.id"        \
  " and " FOOTPRINTS_SQLITE_IS_FULLEST_ALBUM " order by also.import_id limit 1),"                  \
  " " FOOTPRINTS_SQLITE_FIRST_ALBUM ")"

/* Whether some play may show more than its first origin reported. Reads all of also_from if none
 * does. */
gboolean _footprints_sqlite_has_details (FootprintsSqliteConnection *connection,
                                         gboolean *has_details,
                                         GError **error);

/* The same as the two expressions, for all plays by ascending id: albums and lengths of other
 * origins are read in step with them. */
typedef struct _FootprintsSqliteDetails FootprintsSqliteDetails;

FootprintsSqliteDetails *_footprints_sqlite_details_new (FootprintsSqliteConnection *connection,
                                                         gint64 after_id,
                                                         GError **error);
void _footprints_sqlite_details_free (FootprintsSqliteDetails *self);
/* Adds to @album_id and @duration_ms of a play; 0: unknown. */
gboolean _footprints_sqlite_details_add (FootprintsSqliteDetails *self,
                                         gint64 id,
                                         gint64 track_id,
                                         gint64 *album_id,
                                         gint64 *duration_ms,
                                         GError **error);

/* Notes the plays that may show less once @import_id no longer holds them. */
gboolean _footprints_sqlite_note_lost_details (FootprintsSqliteConnection *connection,
                                               gint64 import_id,
                                               gint64 generation,
                                               gint64 *n_changed,
                                               GError **error);

G_END_DECLS
