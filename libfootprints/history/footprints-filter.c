/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The plays of a history by artist, album, track or source: footprints_history_filter(). */

#include "libfootprints/history/footprints-history-private.h"

#include <string.h>

/* What a play must have: marks by id; NULL where anything matches. */
typedef struct
{
  guint8 *tracks;
  guint8 *albums;
  guint8 *sources;
} Marks;

static void
marks_clear (Marks *marks)
{
  g_free (marks->tracks);
  g_free (marks->albums);
  g_free (marks->sources);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Marks, marks_clear)

/* Marks the ids with this name and, with @map, all ids that stand for the same entity as one of
 * them. */
static guint8 *
mark_names (const FootprintsNameTable *table, const guint32 *map, const char *name)
{
  guint8 *marks = g_malloc0 (MAX (1, table->n_ids));

  for (guint32 id = 1; id < table->n_ids; id++)
    if (name[0] != '\0' && strcmp (_footprints_name_table_get (table, id), name) == 0)
      marks[map != NULL ? map[id] : id] = TRUE;
  for (guint32 id = 1; map != NULL && id < table->n_ids; id++)
    marks[id] = marks[map[id]];
  return marks;
}

static gboolean
is_any_marked (const guint8 *marks, const FootprintsEntities *entities, guint32 track)
{
  guint n_artists;
  const guint32 *artists = _footprints_entities_get_artists (entities, track, &n_artists);

  for (guint i = 0; i < n_artists; i++)
    if (marks[artists[i]])
      return TRUE;
  return FALSE;
}

/* Keeps only the marks of albums whose artist is marked. */
static void
keep_albums_by (guint8 *marks,
                guint32 n_ids,
                const FootprintsEntities *entities,
                const guint8 *artists)
{
  for (guint32 id = 1; id < n_ids; id++)
    marks[id] = marks[id] && artists[entities->artist_of_album[id]];
}

/* Keeps only the marks of tracks with a marked artist; without @marks, marks all such tracks. */
static guint8 *
keep_tracks_by (guint8 *marks,
                guint32 n_ids,
                const FootprintsEntities *entities,
                const guint8 *artists)
{
  guint8 *kept = marks != NULL ? marks : g_malloc (MAX (1, n_ids));

  kept[0] = 0;
  for (guint32 id = 1; id < n_ids; id++)
    {
      gboolean is_kept = marks == NULL || marks[id];
      guint32 artist;

      if (_footprints_entities_get_only_artist (entities, id, &artist))
        kept[id] = is_kept && artists[artist];
      else
        kept[id] = is_kept && is_any_marked (artists, entities, id);
    }
  return kept;
}

static void
mark (Marks *marks,
      FootprintsHistory *history,
      const char *artist,
      const char *album,
      const char *track,
      const char *source)
{
  const FootprintsNameTable *tables = _footprints_history_get_names (history)->tables;
  const FootprintsNameTable *albums = &tables[FOOTPRINTS_ENTITY_KIND_ALBUM];
  const FootprintsNameTable *tracks = &tables[FOOTPRINTS_ENTITY_KIND_TRACK];
  FootprintsEntities entities = _footprints_history_get_entities (history);
  g_autofree guint8 *artists = artist != NULL ? mark_names (&tables[FOOTPRINTS_ENTITY_KIND_ARTIST],
                                                            entities.artist_of, artist)
                                              : NULL;

  if (album != NULL)
    marks->albums = mark_names (albums, entities.album_of, album);
  if (track != NULL)
    marks->tracks = mark_names (tracks, entities.track_of, track);
  if (source != NULL)
    marks->sources = mark_names (&tables[FOOTPRINTS_NAMES_SOURCE], NULL, source);
  if (artists != NULL && album != NULL)
    keep_albums_by (marks->albums, albums->n_ids, &entities, artists);
  else if (artists != NULL)
    marks->tracks = keep_tracks_by (marks->tracks, tracks->n_ids, &entities, artists);
}

static gboolean
is_marked (const Marks *marks, const FootprintsChunk *chunk, guint32 index)
{
  return (marks->tracks == NULL || marks->tracks[chunk->tracks[index]]) &&
         (marks->albums == NULL || marks->albums[chunk->albums[index]]) &&
         (marks->sources == NULL || marks->sources[chunk->sources[index]]);
}

static GArray *
collect (const FootprintsColumns *columns, const Marks *marks)
{
  GArray *plays = g_array_new (FALSE, FALSE, sizeof (FootprintsPlay));
  guint32 index = 0;
  FootprintsChunkPart part;

  while (_footprints_columns_next_part (columns, &index, columns->n_plays, &part))
    for (guint32 i = part.from; i < part.to; i++)
      if (is_marked (marks, part.chunk, i))
        {
          FootprintsPlay play = _footprints_chunk_get (part.chunk, i);

          g_array_append_val (plays, play);
        }
  return plays;
}

/**
 * footprints_history_filter:
 * @self: a history
 * @artist: (nullable): the name of an artist, or %NULL for all
 * @album: (nullable): the title of an album, or %NULL for all plays
 * @track: (nullable): the title of a track, or %NULL for all
 * @source: (nullable): the source of the plays, such as `lastfm`, or %NULL for all
 *
 * Leaves out the plays that do not match all of these. The result is a history like any other, as
 * if nothing else had ever been played, so every report can be made from it.
 *
 * Names are compared exactly. With @album, @artist is the artist of the album, as in a chart of
 * albums; otherwise that of the track. If nothing matches, the history has no plays.
 *
 * Threading: any thread, no lock, no I/O; linear in plays and names.
 *
 * Returns: (transfer full): a history
 *
 * Since: 0.1
 */
FootprintsHistory *
footprints_history_filter (FootprintsHistory *self,
                           const char *artist,
                           const char *album,
                           const char *track,
                           const char *source)
{
  g_auto (Marks) marks = { 0 };
  g_autoptr (GArray) plays = NULL;
  FootprintsHistoryParts parts = { 0 };
  gboolean appended;

  g_return_val_if_fail (FOOTPRINTS_IS_HISTORY (self), NULL);

  if (artist == NULL && album == NULL && track == NULL && source == NULL)
    return g_object_ref (self);
  mark (&marks, self, artist, album, track, source);
  plays = collect (_footprints_history_get_columns (self), &marks);
  _footprints_names_init_copy (&parts.names, _footprints_history_get_names (self));
  _footprints_columns_init (&parts.columns);
  _footprints_columns_add (&parts.columns, (FootprintsPlay *) (gpointer) plays->data, plays->len,
                           &appended);
  parts.identity = _footprints_history_dup_identity (self);
  return _footprints_history_new_part (&parts, self);
}
