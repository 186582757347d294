/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Makes the plays of a benchmark in batches, and exports them to files. */

#include "bench-plays.h"

#include "tests/common/footprints-generator.h"

#define PAGE_ROWS 200
#define REPEATED_ROWS 4

struct _BenchPlays
{
  FootprintsGenerator *generator;
  BenchPlaysKind kind;
  guint n_in_page;
  GPtrArray *batch;    /* of FootprintsScrobble */
  GPtrArray *repeated; /* of FootprintsScrobble: the end of the page */
};

BenchPlays *
bench_plays_new (Bench *bench, BenchPlaysKind kind)
{
  BenchPlays *self = g_new0 (BenchPlays, 1);

  self->generator = footprints_generator_new (bench->n_plays, BENCH_SEED, BENCH_END_AT, TRUE);
  self->kind = kind;
  self->batch = g_ptr_array_new_with_free_func (g_object_unref);
  self->repeated = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

void
bench_plays_free (BenchPlays *self)
{
  footprints_generator_free (self->generator);
  g_ptr_array_unref (self->batch);
  g_ptr_array_unref (self->repeated);
  g_free (self);
}

static FootprintsScrobble *
make_scrobble (BenchPlays *self, const FootprintsGeneratedPlay *play)
{
  char source_id[48];

  if (self->kind == BENCH_PLAYS_FROM_FILE)
    return g_object_new (FOOTPRINTS_TYPE_SCROBBLE, "artist", play->artist, "track", play->track,
                         "album", play->album, "listened-at", play->listened_at, "source",
                         play->source, NULL);
  g_snprintf (source_id, sizeof source_id, "%s_%" G_GINT64_FORMAT, play->source, play->listened_at);
  return g_object_new (FOOTPRINTS_TYPE_SCROBBLE, "artist", play->artist, "track", play->track,
                       "album", play->album, "listened-at", play->listened_at, "duration-ms",
                       play->duration_ms, "source", play->source, "source-id", source_id, NULL);
}

static void
turn_page (BenchPlays *self)
{
  for (guint i = 0; self->kind == BENCH_PLAYS_FROM_SERVICE && i < self->repeated->len; i++)
    g_ptr_array_add (self->batch, g_object_ref (g_ptr_array_index (self->repeated, i)));
  g_ptr_array_set_size (self->repeated, 0);
  self->n_in_page = 0;
}

GPtrArray *
bench_plays_next (BenchPlays *self)
{
  FootprintsGeneratedPlay play;

  g_ptr_array_set_size (self->batch, 0);
  while (self->batch->len < BENCH_BATCH_ROWS - REPEATED_ROWS &&
         footprints_generator_next (self->generator, &play))
    {
      FootprintsScrobble *scrobble = make_scrobble (self, &play);

      g_ptr_array_add (self->batch, scrobble);
      self->n_in_page++;
      if (self->n_in_page > PAGE_ROWS - REPEATED_ROWS)
        g_ptr_array_add (self->repeated, g_object_ref (scrobble));
      if (self->n_in_page == PAGE_ROWS)
        turn_page (self);
    }
  return self->batch->len > 0 ? self->batch : NULL;
}

void
bench_export (const char *ledger_path, FootprintsExportFormat format, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsStore) store =
      footprints_store_open (ledger_path, FOOTPRINTS_STORE_OPEN_READ_ONLY, NULL, &error);
  g_autoptr (FootprintsExporter) exporter = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileOutputStream) stream = NULL;

  bench_check_error (error);
  stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, &error);
  bench_check_error (error);
  exporter = footprints_exporter_new (store, format);
  footprints_exporter_write (exporter, G_OUTPUT_STREAM (stream), NULL, &error);
  bench_check_error (error);
}
