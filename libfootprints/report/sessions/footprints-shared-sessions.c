/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* What the sessions with one artist, album or track say about it: which other artists share them,
 * and which albums were played in full. */

#include "libfootprints/report/sessions/footprints-shared-sessions-private.h"

#include "libfootprints/report/footprints-defaults.h"
#include "libfootprints/report/sessions/footprints-session-ranges-private.h"
#include "libfootprints/report/sessions/footprints-sessions.h"

/* With fewer tracks, it is a single rather than an album to play in full. */
#define MIN_ALBUM_TRACKS 3

/* A play of an album whose completions are counted. */
typedef struct
{
  guint32 index; /* in the history */
  guint32 album;
  guint32 track;
} AlbumPlay;

/* An artist; fields needed for each play are kept next to each other. */
typedef struct
{
  guint32 last_session; /* its number, from 1 */
  guint32 n_sessions;
} Neighbour;

typedef struct
{
  FootprintsEntities entities;
  guint32 *n_tracks_of;  /* by album: how many of its tracks have ever been played */
  Neighbour *neighbours; /* by id of the artist */
  GArray *album_plays;   /* of AlbumPlay, by time */
  guint next_play;       /* the first of these that is not in a session yet */
  GArray *heard;         /* of guint64: album and track of each play being counted */
  FootprintsSharedSessions company;
} Walk;

void
_footprints_shared_sessions_clear (FootprintsSharedSessions *self)
{
  _footprints_tally_clear (&self->neighbours);
  _footprints_tally_clear (&self->completions);
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  guint64 left = *(const guint64 *) a;
  guint64 right = *(const guint64 *) b;

  return (left > right) - (left < right);
}

static void
hear (Walk *walk, const AlbumPlay *play)
{
  guint64 pair = ((guint64) play->album << 32) | play->track;

  g_array_append_val (walk->heard, pair);
}

/* Calls @func for each album in walk->heard, with the number of its different tracks there. */
static void
for_each_album (Walk *walk, void (*func) (Walk *walk, guint32 album, guint32 n_tracks))
{
  guint32 n_tracks = 0;

  g_array_sort (walk->heard, compare_pairs);
  for (guint i = 0; i < walk->heard->len; i++)
    {
      guint64 pair = g_array_index (walk->heard, guint64, i);
      gboolean is_last = i + 1 == walk->heard->len;
      guint64 next = is_last ? 0 : g_array_index (walk->heard, guint64, i + 1);

      n_tracks += is_last || next != pair;
      if (!is_last && next >> 32 == pair >> 32)
        continue;
      func (walk, (guint32) (pair >> 32), n_tracks);
      n_tracks = 0;
    }
  g_array_set_size (walk->heard, 0);
}

static void
set_n_tracks (Walk *walk, guint32 album, guint32 n_tracks)
{
  walk->n_tracks_of[album] = n_tracks;
}

static void
count_completion (Walk *walk, guint32 album, guint32 n_tracks)
{
  if (n_tracks < MIN_ALBUM_TRACKS || n_tracks < walk->n_tracks_of[album])
    return;
  if (walk->company.completions.counts[album]++ == 0)
    walk->company.completions.n_distinct++;
}

static void
learn_albums (Walk *walk, const FootprintsColumns *columns, const guint8 *is_counted)
{
  const FootprintsEntities entities = walk->entities;
  guint32 index = 0;
  FootprintsChunkPart part;

  while (_footprints_columns_next_part (columns, &index, columns->n_plays, &part))
    for (guint32 i = part.from; i < part.to; i++)
      {
        guint32 album = _footprints_entities_get_album (&entities, part.chunk->albums[i]);
        AlbumPlay play = { index - (part.to - i), album, part.chunk->tracks[i] };

        if (!is_counted[album])
          continue;
        play.track = _footprints_entities_get_track (&entities, play.track);
        g_array_append_val (walk->album_plays, play);
        hear (walk, &play);
      }
  for_each_album (walk, set_n_tracks);
}

static void
count_completions (Walk *walk, FootprintsPlayRange plays)
{
  for (; walk->next_play < walk->album_plays->len; walk->next_play++)
    {
      const AlbumPlay *play = &g_array_index (walk->album_plays, AlbumPlay, walk->next_play);

      if (play->index >= plays.to)
        break;
      if (play->index >= plays.from)
        hear (walk, play);
    }
  for_each_album (walk, count_completion);
}

static inline void
meet_neighbour (Neighbour *neighbour, guint32 session)
{
  /* No branch: whether an artist is new to the session is unpredictable. */
  neighbour->n_sessions += neighbour->last_session != session;
  neighbour->last_session = session;
}

static void
meet_neighbours (Neighbour *neighbours,
                 const FootprintsEntities *entities,
                 guint32 track,
                 guint32 session)
{
  guint n_artists;
  const guint32 *artists = _footprints_entities_get_artists (entities, track, &n_artists);

  for (guint i = 0; i < n_artists; i++)
    meet_neighbour (&neighbours[artists[i]], session);
}

static void
count_neighbours (Walk *walk,
                  const FootprintsColumns *columns,
                  FootprintsPlayRange plays,
                  guint32 number)
{
  FootprintsEntities entities = walk->entities;
  Neighbour *neighbours = walk->neighbours;
  FootprintsChunkPart part;

  walk->company.neighbours.total++;
  while (_footprints_columns_next_part (columns, &plays.from, plays.to, &part))
    for (guint32 i = part.from; i < part.to; i++)
      {
        guint32 track = part.chunk->tracks[i];
        guint32 artist;

        if (_footprints_entities_get_only_artist (&entities, track, &artist))
          meet_neighbour (&neighbours[artist], number);
        else
          meet_neighbours (neighbours, &entities, track, number);
      }
}

/* Counts the sessions that contain one of @plays; both are in chronological order. */
static void
count_sessions_with (Walk *walk,
                     const FootprintsColumns *columns,
                     GArray *sessions,
                     const FootprintsColumns *plays)
{
  guint32 index = 0;
  guint i = 0;

  while (i < sessions->len && index < plays->n_plays)
    {
      const FootprintsSessionRange *session = &g_array_index (sessions, FootprintsSessionRange, i);
      gint64 time_s = _footprints_columns_get_time (plays, index);

      if (time_s < session->started_at)
        {
          index = _footprints_columns_find (plays, session->started_at);
          continue;
        }
      if (time_s <= session->started_at + session->duration_s)
        {
          count_neighbours (walk, columns, session->plays, i + 1);
          count_completions (walk, session->plays);
        }
      i++;
    }
}

/* The artist in question is not their own neighbour. */
static void
end_neighbours (Walk *walk, guint32 artist)
{
  FootprintsTally *tally = &walk->company.neighbours;

  if (artist < tally->n_ids)
    walk->neighbours[artist].n_sessions = 0;
  for (guint32 id = 1; id < tally->n_ids; id++)
    {
      tally->counts[id] = walk->neighbours[id].n_sessions;
      tally->n_distinct += tally->counts[id] > 0;
    }
}

/* The albums of the artist, or the album itself (transfer full). */
static guint8 *
mark_albums (const FootprintsEntities *entities,
             guint32 n_albums,
             FootprintsEntityKind kind,
             guint32 id)
{
  guint8 *marks = g_malloc0 (MAX (1, n_albums));

  if (id != 0 && kind == FOOTPRINTS_ENTITY_KIND_ALBUM)
    marks[id] = TRUE;
  for (guint32 album = 1; kind == FOOTPRINTS_ENTITY_KIND_ARTIST && album < n_albums; album++)
    marks[album] = entities->artist_of_album[album] == id;
  return marks;
}

FootprintsSharedSessions
_footprints_find_shared_sessions (FootprintsHistory *history,
                                  FootprintsHistory *plays,
                                  FootprintsEntityKind kind,
                                  guint32 id,
                                  FootprintsPlayRange range)
{
  const FootprintsColumns *columns = _footprints_history_get_columns (history);
  const FootprintsNameTable *tables = _footprints_history_get_names (history)->tables;
  guint32 n_artists = tables[FOOTPRINTS_ENTITY_KIND_ARTIST].n_ids;
  guint32 n_albums = tables[FOOTPRINTS_ENTITY_KIND_ALBUM].n_ids;
  FootprintsEntities entities = _footprints_history_get_entities (history);
  guint32 artist = 0;
  g_autoptr (GArray) sessions =
      _footprints_find_sessions (history, range, FOOTPRINTS_DEFAULT_SESSION_GAP_MINUTES * 60);
  g_autoptr (GArray) album_plays = g_array_new (FALSE, FALSE, sizeof (AlbumPlay));
  g_autoptr (GArray) heard = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autofree guint8 *is_counted = mark_albums (&entities, n_albums, kind, id);
  g_autofree guint32 *n_tracks_of = g_new0 (guint32, n_albums);
  g_autofree Neighbour *neighbours = g_new0 (Neighbour, n_artists);
  Walk walk = {
    .entities = entities,
    .n_tracks_of = n_tracks_of,
    .neighbours = neighbours,
    .album_plays = album_plays,
    .heard = heard,
    .company.neighbours = { .counts = g_new0 (guint32, n_artists), .n_ids = n_artists },
    .company.completions = { .counts = g_new0 (guint32, n_albums), .n_ids = n_albums },
  };

  if (id != 0 && kind == FOOTPRINTS_ENTITY_KIND_ARTIST)
    artist = id;
  else if (id != 0 && kind == FOOTPRINTS_ENTITY_KIND_ALBUM)
    artist = entities.artist_of_album[id];
  else if (id != 0)
    artist = _footprints_entities_get_first_artist (&entities, id);
  learn_albums (&walk, columns, is_counted);
  count_sessions_with (&walk, columns, sessions, _footprints_history_get_columns (plays));
  end_neighbours (&walk, artist);
  walk.company.completions.total = walk.company.neighbours.total;
  return walk.company;
}
