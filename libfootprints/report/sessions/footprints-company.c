/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/sessions/footprints-company-private.h"

#include "libfootprints/report/footprints-defaults.h"
#include "libfootprints/report/sessions/footprints-session-ranges-private.h"
#include "libfootprints/report/sessions/footprints-sessions.h"

/* A single or two is no album to hear through. */
#define MIN_ALBUM_TRACKS 3

/* A play of an album whose completions are counted. */
typedef struct
{
  guint32 index; /* in the history */
  guint32 album;
  guint32 track;
} AlbumPlay;

/* An artist; what is asked for each play lies side by side. */
typedef struct
{
  guint32 last_session; /* its number, from 1 */
  guint32 n_sessions;
} Neighbour;

typedef struct
{
  const guint32 *artist_of_track;
  guint32 *n_tracks_of;  /* of albums: different tracks that were ever heard from it */
  Neighbour *neighbours; /* by id of the artist */
  GArray *album_plays;   /* of AlbumPlay, by time */
  guint next_play;       /* of these, the first that is in no session so far */
  GArray *heard;         /* of guint64: album and track of each play of some */
  FootprintsCompany company;
} Walk;

void
_footprints_company_clear (FootprintsCompany *self)
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

/* Calls @func with each album of what was heard and with how many different tracks of it. */
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
  guint32 index = 0;
  FootprintsRun run;

  while (_footprints_columns_next_run (columns, &index, columns->n_plays, &run))
    for (guint32 i = run.from; i < run.to; i++)
      if (is_counted[run.chunk->albums[i]])
        {
          AlbumPlay play = { index - (run.to - i), run.chunk->albums[i], run.chunk->tracks[i] };

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

static void
count_neighbours (Walk *walk,
                  const FootprintsColumns *columns,
                  FootprintsPlayRange plays,
                  guint32 number)
{
  const guint32 *artist_of_track = walk->artist_of_track;
  Neighbour *neighbours = walk->neighbours;
  FootprintsRun run;

  walk->company.neighbours.total++;
  while (_footprints_columns_next_run (columns, &plays.from, plays.to, &run))
    for (guint32 i = run.from; i < run.to; i++)
      {
        Neighbour *neighbour = &neighbours[artist_of_track[run.chunk->tracks[i]]];

        /* Without a branch, as nobody can tell who is new. */
        neighbour->n_sessions += neighbour->last_session != number;
        neighbour->last_session = number;
      }
}

/* Of the sessions, by time, those with a play of @plays. */
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

/* Who is asked about is no neighbour. */
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

/* Those of an artist, or the album itself (transfer full). */
static guint8 *
mark_albums (const FootprintsNameTable *albums, FootprintsEntityKind kind, guint32 id)
{
  const guint32 *artist_of = _footprints_name_table_get_artists (albums);
  guint8 *marks = g_malloc0 (MAX (1, albums->n_ids));

  if (id != 0 && kind == FOOTPRINTS_ENTITY_KIND_ALBUM)
    marks[id] = TRUE;
  for (guint32 album = 1; kind == FOOTPRINTS_ENTITY_KIND_ARTIST && album < albums->n_ids; album++)
    marks[album] = artist_of[album] == id;
  return marks;
}

FootprintsCompany
_footprints_find_company (FootprintsHistory *history,
                          FootprintsHistory *plays,
                          FootprintsEntityKind kind,
                          guint32 id,
                          FootprintsPlayRange range)
{
  const FootprintsColumns *columns = _footprints_history_get_columns (history);
  const FootprintsNameTable *tables = _footprints_history_get_names (history)->tables;
  guint32 n_artists = tables[FOOTPRINTS_ENTITY_KIND_ARTIST].n_ids;
  guint32 n_albums = tables[FOOTPRINTS_ENTITY_KIND_ALBUM].n_ids;
  guint32 artist = 0;
  g_autoptr (GArray) sessions =
      _footprints_find_sessions (history, range, FOOTPRINTS_DEFAULT_SESSION_GAP_MINUTES * 60);
  g_autoptr (GArray) album_plays = g_array_new (FALSE, FALSE, sizeof (AlbumPlay));
  g_autoptr (GArray) heard = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autofree guint8 *is_counted = mark_albums (&tables[FOOTPRINTS_ENTITY_KIND_ALBUM], kind, id);
  g_autofree guint32 *n_tracks_of = g_new0 (guint32, n_albums);
  g_autofree Neighbour *neighbours = g_new0 (Neighbour, n_artists);
  Walk walk = {
    .artist_of_track = _footprints_name_table_get_artists (&tables[FOOTPRINTS_ENTITY_KIND_TRACK]),
    .n_tracks_of = n_tracks_of,
    .neighbours = neighbours,
    .album_plays = album_plays,
    .heard = heard,
    .company.neighbours = { .counts = g_new0 (guint32, n_artists), .n_ids = n_artists },
    .company.completions = { .counts = g_new0 (guint32, n_albums), .n_ids = n_albums },
  };

  if (id != 0)
    artist = kind == FOOTPRINTS_ENTITY_KIND_ARTIST
                 ? id
                 : _footprints_name_table_get_artists (&tables[kind])[id];
  learn_albums (&walk, columns, is_counted);
  count_sessions_with (&walk, columns, sessions, _footprints_history_get_columns (plays));
  end_neighbours (&walk, artist);
  walk.company.completions.total = walk.company.neighbours.total;
  return walk.company;
}
