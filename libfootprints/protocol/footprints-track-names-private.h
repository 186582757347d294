/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Names of tracks that lists beside a history know, for services whose history does not name the
 * artist: by an id, or by title and album or day. Pure: no I/O. */
typedef struct _FootprintsTrackNames FootprintsTrackNames;

typedef struct
{
  const char *artist; /* NULL: several share the key */
  const char *album;  /* NULL: not known */
  const char *album_artist;
} FootprintsTrackName;

/* What a key is made of. The numbers go from what is sure to what is a guess. */
typedef enum
{
  FOOTPRINTS_TRACK_KEY_ID,
  FOOTPRINTS_TRACK_KEY_TITLE_AND_ALBUM,
  FOOTPRINTS_TRACK_KEY_TITLE_AND_DAY, /* "20240305" */
  FOOTPRINTS_TRACK_KEY_TITLE,
} FootprintsTrackKey;

FootprintsTrackNames *_footprints_track_names_new (void);
void _footprints_track_names_free (FootprintsTrackNames *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FootprintsTrackNames, _footprints_track_names_free)

/* @other: the album or the day; NULL for other keys. Letters in upper and lower case are the same.
 * FALSE: no more names are taken, since they fill 256 MiB. */
gboolean _footprints_track_names_add (FootprintsTrackNames *self,
                                      FootprintsTrackKey kind,
                                      const char *key,
                                      const char *other,
                                      const FootprintsTrackName *name);
/* Adds "Artist - Title", which may be cut at any dash; @day: NULL if it is not known. */
gboolean _footprints_track_names_add_description (FootprintsTrackNames *self,
                                                  const char *description,
                                                  const char *day);
/* NULL: nothing is known, which is so if @self or @key is NULL. */
const FootprintsTrackName *_footprints_track_names_find (const FootprintsTrackNames *self,
                                                         FootprintsTrackKey kind,
                                                         const char *key,
                                                         const char *other);

G_END_DECLS
