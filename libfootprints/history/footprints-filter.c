/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The part of a history that has something in common: footprints_history_filter(). */

#include "libfootprints/history/footprints-history-private.h"

#include <string.h>

/* What a play must have: marks by id, NULL where everything will do. */
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

/* Marks the ids with this name. */
static guint8 *
mark_names (const FootprintsNameTable *table, const char *name)
{
  guint8 *marks = g_malloc0 (MAX (1, table->n_ids));

  for (guint32 id = 1; id < table->n_ids; id++)
    marks[id] = name[0] != '\0' && strcmp (_footprints_name_table_get (table, id), name) == 0;
  return marks;
}

/* Leaves the marks of those whose artist is marked; makes them when there are none. */
static guint8 *
keep_artists (guint8 *marks, const FootprintsNameTable *table, const guint8 *artists)
{
  const guint32 *artist_of = _footprints_name_table_get_artists (table);
  guint8 *kept = marks != NULL ? marks : g_malloc (MAX (1, table->n_ids));

  kept[0] = 0;
  for (guint32 id = 1; id < table->n_ids; id++)
    kept[id] = (marks == NULL || marks[id]) && artists[artist_of[id]];
  return kept;
}

static void
mark (Marks *marks,
      const FootprintsNames *names,
      const char *artist,
      const char *album,
      const char *track,
      const char *source)
{
  const FootprintsNameTable *albums = &names->tables[FOOTPRINTS_ENTITY_KIND_ALBUM];
  const FootprintsNameTable *tracks = &names->tables[FOOTPRINTS_ENTITY_KIND_TRACK];
  g_autofree guint8 *artists =
      artist != NULL ? mark_names (&names->tables[FOOTPRINTS_ENTITY_KIND_ARTIST], artist) : NULL;

  if (album != NULL)
    marks->albums = mark_names (albums, album);
  if (track != NULL)
    marks->tracks = mark_names (tracks, track);
  if (source != NULL)
    marks->sources = mark_names (&names->tables[FOOTPRINTS_NAMES_SOURCE], source);
  if (artists != NULL && album != NULL)
    marks->albums = keep_artists (marks->albums, albums, artists);
  else if (artists != NULL)
    marks->tracks = keep_artists (marks->tracks, tracks, artists);
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
  FootprintsRun run;

  while (_footprints_columns_next_run (columns, &index, columns->n_plays, &run))
    for (guint32 i = run.from; i < run.to; i++)
      if (is_marked (marks, run.chunk, i))
        {
          FootprintsPlay play = _footprints_chunk_get (run.chunk, i);

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
 * @source: (nullable): who recorded the play, as `lastfm`, or %NULL for all
 *
 * Leaves out the plays that do not have all of these. The result is a history like any other, in
 * which nothing else ever happened, so each report can be made of it.
 *
 * Names are compared exactly. With @album, @artist is the artist of the album, as in a chart of
 * albums; otherwise that of the track. What matches nothing gives a history without plays.
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
  FootprintsHistoryParts parts;
  gboolean appended;

  g_return_val_if_fail (FOOTPRINTS_IS_HISTORY (self), NULL);

  if (artist == NULL && album == NULL && track == NULL && source == NULL)
    return g_object_ref (self);
  mark (&marks, _footprints_history_get_names (self), artist, album, track, source);
  plays = collect (_footprints_history_get_columns (self), &marks);
  _footprints_names_init_copy (&parts.names, _footprints_history_get_names (self));
  _footprints_columns_init (&parts.columns);
  _footprints_columns_add (&parts.columns, (FootprintsPlay *) (gpointer) plays->data, plays->len,
                           &appended);
  return _footprints_history_new_part (&parts, self);
}
