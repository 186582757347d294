/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The report about one artist, album or track. */

#include "libfootprints/report/review/footprints-entity.h"

#include "libfootprints/core/footprints-enum-types.h"
#include "libfootprints/core/rows/footprints-properties-private.h"
#include "libfootprints/report/charts/footprints-chart-private.h"
#include "libfootprints/report/footprints-listening-private.h"
#include "libfootprints/report/footprints-report-private.h"
#include "libfootprints/report/sessions/footprints-shared-sessions-private.h"

#define TOP 20
/* No real album has more tracks. */
#define TOP_OF_ALBUM 1000
#define TOP_NEIGHBOURS 10

/**
 * FootprintsEntity:
 *
 * What a history knows about one artist, album or track.
 *
 * Threading: any thread.
 *
 * Source: doc/reports.md, "Artists, albums and tracks".
 *
 * Since: 0.1
 */
struct _FootprintsEntity
{
  FootprintsReport parent_instance;

  FootprintsEntityKind kind;
  char *artist;
  char *title;
  guint rank;
  double share;
  char *main_album;
  char *main_album_artist;
  FootprintsOverview *overview;
  FootprintsChart *charts[FOOTPRINTS_N_ENTITY_KINDS];
  FootprintsPulse *pulse;
  FootprintsHeatmap *heatmap;
  FootprintsChart *neighbours;
  FootprintsChart *completions;
};

FOOTPRINTS_DEFINE_REPORT (Entity, entity, Report, REPORT)

static void
footprints_entity_finalize (GObject *object)
{
  FootprintsEntity *self = FOOTPRINTS_ENTITY (object);

  g_free (self->artist);
  g_free (self->title);
  g_free (self->main_album);
  g_free (self->main_album_artist);
  g_clear_object (&self->overview);
  for (guint kind = 0; kind < FOOTPRINTS_N_ENTITY_KINDS; kind++)
    g_clear_object (&self->charts[kind]);
  g_clear_object (&self->pulse);
  g_clear_object (&self->heatmap);
  g_clear_object (&self->neighbours);
  g_clear_object (&self->completions);

  G_OBJECT_CLASS (footprints_entity_parent_class)->finalize (object);
}

/* In seconds since 1970, as these routes have always reported it; null without plays. */
static void
write_instant (FootprintsJsonWriter *writer, const char *member, gint64 time_s)
{
  if (time_s != 0)
    _footprints_json_writer_add_int64 (writer, member, time_s);
  else
    _footprints_json_writer_add_null (writer, member);
}

static const char *
kind_member (FootprintsEntityKind kind)
{
  return kind == FOOTPRINTS_ENTITY_KIND_ALBUM ? "album" : "track";
}

static void
write_stats (FootprintsEntity *self, FootprintsJsonWriter *writer)
{
  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_string (writer, "artist", self->artist);
  if (self->title != NULL)
    _footprints_json_writer_add_string (writer, kind_member (self->kind), self->title);
  write_instant (writer, "first_scrobble", footprints_overview_get_first_at (self->overview));
  write_instant (writer, "last_scrobble", footprints_overview_get_last_at (self->overview));
  _footprints_json_writer_add_int64 (writer, "total_scrobbles",
                                     footprints_overview_get_n_plays (self->overview));
  if (self->kind == FOOTPRINTS_ENTITY_KIND_ARTIST)
    _footprints_json_writer_add_int64 (writer, "unique_albums",
                                       footprints_overview_get_n_albums (self->overview));
  if (self->kind == FOOTPRINTS_ENTITY_KIND_TRACK)
    {
      _footprints_json_writer_add_string (writer, "album", self->main_album);
      _footprints_json_writer_add_string (writer, "album_artist", self->main_album_artist);
    }
  else
    _footprints_json_writer_add_int64 (writer, "unique_tracks",
                                       footprints_overview_get_n_tracks (self->overview));
  _footprints_json_writer_add_rank (writer, "rank", self->rank);
  _footprints_json_writer_add_double (writer, "share", self->share);
  _footprints_json_writer_add_minutes (writer, "minutes",
                                       footprints_overview_get_listened_s (self->overview),
                                       footprints_overview_get_estimated_share (self->overview));
  _footprints_json_writer_end_object (writer);
}

/* @member: [{name, count}]; with @has_images, each also has an image_url, always null so far. */
static void
write_top (const char *member,
           FootprintsChart *chart,
           const char *counted,
           gboolean has_images,
           FootprintsJsonWriter *writer)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (chart));

  _footprints_json_writer_add_array (writer, member);
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (FootprintsChartEntry) entry = g_list_model_get_item (G_LIST_MODEL (chart), i);

      _footprints_json_writer_begin_object (writer);
      _footprints_json_writer_add_string (writer, "name", footprints_chart_entry_get_name (entry));
      _footprints_json_writer_add_int64 (writer, counted,
                                         footprints_chart_entry_get_n_plays (entry));
      if (has_images)
        _footprints_json_writer_add_null (writer, "image_url");
      _footprints_json_writer_end_object (writer);
    }
  _footprints_json_writer_end_array (writer);
}

static void
write_day (gpointer owner, guint position, FootprintsJsonWriter *writer)
{
  g_autoptr (FootprintsPulseStep) step = g_list_model_get_item (owner, position);

  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_string (writer, "date", footprints_pulse_step_get_label (step));
  _footprints_json_writer_add_int64 (writer, "count", footprints_pulse_step_get_n_plays (step));
  _footprints_json_writer_end_object (writer);
}

static void
write_hours (FootprintsEntity *self, FootprintsJsonWriter *writer)
{
  _footprints_json_writer_begin_array (writer);
  for (guint hour = 0; hour < 24; hour++)
    _footprints_json_writer_int64 (writer, footprints_heatmap_count_hour (self->heatmap, hour));
  _footprints_json_writer_end_array (writer);
}

static void
footprints_entity_write_json (FootprintsReport *report, FootprintsJsonWriter *writer)
{
  FootprintsEntity *self = FOOTPRINTS_ENTITY (report);
  FootprintsChart *tracks = self->charts[FOOTPRINTS_ENTITY_KIND_TRACK];

  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_name (writer, "stats");
  write_stats (self, writer);
  if (self->kind == FOOTPRINTS_ENTITY_KIND_ARTIST)
    {
      write_top ("top_tracks", tracks, "count", FALSE, writer);
      write_top ("top_albums", self->charts[FOOTPRINTS_ENTITY_KIND_ALBUM], "count", TRUE, writer);
    }
  if (self->kind == FOOTPRINTS_ENTITY_KIND_ALBUM)
    write_top ("tracks", tracks, "count", FALSE, writer);
  _footprints_json_writer_name (writer, "scrobbles_over_time");
  _footprints_json_write_rows (self->pulse, g_list_model_get_n_items (G_LIST_MODEL (self->pulse)),
                               write_day, writer);
  _footprints_json_writer_name (writer, "hours");
  write_hours (self, writer);
  write_top ("neighbours", self->neighbours, "sessions", FALSE, writer);
  if (self->kind != FOOTPRINTS_ENTITY_KIND_TRACK)
    write_top ("albums_completed", self->completions, "times", FALSE, writer);
  _footprints_json_writer_add_null (writer, "image_url");
  _footprints_json_writer_end_object (writer);
}

static const FootprintsProperty properties[] = {
  /**
   * FootprintsEntity:kind: (getter get_kind)
   *
   * Whether it is an artist, an album or a track.
   *
   * Since: 0.1
   */
  FOOTPRINTS_ENUM_PROPERTY ("kind",
                            footprints_entity_get_kind,
                            footprints_entity_kind_get_type,
                            FOOTPRINTS_ENTITY_KIND_ARTIST),
  /**
   * FootprintsEntity:artist: (getter get_artist)
   *
   * The name of the artist, or of the artist of the album or track.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (TEXT, "artist", footprints_entity_get_artist),
  /**
   * FootprintsEntity:title: (getter get_title)
   *
   * The title of the album or track; %NULL for an artist.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (TEXT, "title", footprints_entity_get_title),
  /**
   * FootprintsEntity:rank: (getter get_rank)
   *
   * Its place in the chart of the period, from 1; 0 without plays.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (UINT, "rank", footprints_entity_get_rank),
  /**
   * FootprintsEntity:share: (getter get_share)
   *
   * Its share of all plays of the period, 0 to 1.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (SHARE, "share", footprints_entity_get_share),
  /**
   * FootprintsEntity:main-album: (getter get_main_album)
   *
   * The title of the album from which a track was played most; %NULL for artists and albums, and
   * for a track that was never played from an album.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (TEXT, "main-album", footprints_entity_get_main_album),
  /**
   * FootprintsEntity:main-album-artist: (getter get_main_album_artist)
   *
   * The artist of that album.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (TEXT, "main-album-artist", footprints_entity_get_main_album_artist),
  /**
   * FootprintsEntity:overview: (getter get_overview)
   *
   * The figures of its plays.
   *
   * Since: 0.1
   */
  FOOTPRINTS_TYPED_PROPERTY (
      OBJECT, "overview", footprints_entity_get_overview, footprints_overview_get_type),
  /**
   * FootprintsEntity:pulse: (getter get_pulse)
   *
   * Its plays by day, for days with plays.
   *
   * Since: 0.1
   */
  FOOTPRINTS_TYPED_PROPERTY (
      OBJECT, "pulse", footprints_entity_get_pulse, footprints_pulse_get_type),
  /**
   * FootprintsEntity:heatmap: (getter get_heatmap)
   *
   * Its plays by weekday and hour.
   *
   * Since: 0.1
   */
  FOOTPRINTS_TYPED_PROPERTY (
      OBJECT, "heatmap", footprints_entity_get_heatmap, footprints_heatmap_get_type),
  /**
   * FootprintsEntity:neighbours: (getter get_neighbours)
   *
   * The other artists who were played in the same sessions; the counts are sessions, not plays.
   *
   * Since: 0.1
   */
  FOOTPRINTS_TYPED_PROPERTY (
      OBJECT, "neighbours", footprints_entity_get_neighbours, footprints_chart_get_type),
  /**
   * FootprintsEntity:completions: (getter get_completions)
   *
   * The albums that were played in full in one session; the counts are such sessions, not plays.
   *
   * Since: 0.1
   */
  FOOTPRINTS_TYPED_PROPERTY (
      OBJECT, "completions", footprints_entity_get_completions, footprints_chart_get_type),
  { FOOTPRINTS_FIELD_END },
};

static void
footprints_entity_class_init (FootprintsEntityClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = footprints_entity_finalize;
  ((FootprintsReportClass *) klass)->write_json = footprints_entity_write_json;
  _footprints_properties_install (object_class, properties);
}

/* Finds its place among all entities of its kind. */
static void
find_rank (FootprintsEntity *self,
           FootprintsHistory *history,
           guint32 id,
           FootprintsPlayRange range)
{
  g_auto (FootprintsTally) own = { 0 };
  const FootprintsTally *tally;
  g_autofree guint32 *rank = NULL;

  if (range.from >= range.to)
    return;
  tally = _footprints_history_get_tally (history, self->kind, range, &own);
  self->share = (double) tally->counts[id] / tally->total;
  rank = _footprints_find_ranks (tally, &id, 1);
  self->rank = *rank;
}

/* All tracks of an album, but only the first ones of an artist. */
static guint
get_top (FootprintsEntity *self)
{
  return self->kind == FOOTPRINTS_ENTITY_KIND_ALBUM ? TOP_OF_ALBUM : TOP;
}

static void
look_at_plays (FootprintsEntity *self, FootprintsHistory *plays, FootprintsPeriod *period)
{
  FootprintsPlayRange range = _footprints_history_get_range (plays, period);
  FootprintsChart *albums;

  self->overview = footprints_history_get_overview (plays, period);
  for (guint kind = 0; kind < FOOTPRINTS_N_ENTITY_KINDS; kind++)
    self->charts[kind] =
        _footprints_chart_new_for_range (plays, kind, period, range, 0, get_top (self));
  self->pulse = footprints_history_get_pulse (plays, period, FOOTPRINTS_GRANULARITY_DAY, FALSE);
  self->heatmap = footprints_history_get_heatmap (plays, period, FALSE);
  albums = self->charts[FOOTPRINTS_ENTITY_KIND_ALBUM];
  if (self->kind == FOOTPRINTS_ENTITY_KIND_TRACK &&
      g_list_model_get_n_items (G_LIST_MODEL (albums)) > 0)
    {
      g_autoptr (FootprintsChartEntry) entry = g_list_model_get_item (G_LIST_MODEL (albums), 0);

      self->main_album = g_strdup (footprints_chart_entry_get_name (entry));
      self->main_album_artist = g_strdup (footprints_chart_entry_get_artist (entry));
    }
}

static void
look_at_company (FootprintsEntity *self,
                 FootprintsHistory *history,
                 FootprintsHistory *plays,
                 guint32 id,
                 FootprintsPeriod *period,
                 FootprintsPlayRange range)
{
  g_auto (FootprintsSharedSessions) company =
      _footprints_find_shared_sessions (history, plays, self->kind, id, range);

  self->neighbours = _footprints_chart_new (history, FOOTPRINTS_ENTITY_KIND_ARTIST, period,
                                            &company.neighbours, NULL, 0, TOP_NEIGHBOURS);
  self->completions = _footprints_chart_new (history, FOOTPRINTS_ENTITY_KIND_ALBUM, period,
                                             &company.completions, NULL, 0, TOP);
}

/**
 * footprints_history_get_entity:
 * @history: a history
 * @kind: whether it is an artist, an album or a track
 * @artist: the name of the artist, or of the artist of the album or track, as in a chart
 * @title: (nullable): the title of the album or track; %NULL for an artist
 * @period: which plays count, and by which calendar
 *
 * Reports on one artist, album or track. One that was never played has no plays.
 *
 * Threading: any thread, no lock, no I/O; linear in the plays of @period.
 *
 * Source: doc/reports.md, "Artists, albums and tracks".
 *
 * Returns: (transfer full): what is known
 *
 * Since: 0.1
 */
FootprintsEntity *
footprints_history_get_entity (FootprintsHistory *history,
                               FootprintsEntityKind kind,
                               const char *artist,
                               const char *title,
                               FootprintsPeriod *period)
{
  g_autoptr (FootprintsHistory) plays = NULL;
  FootprintsEntity *self;
  FootprintsPlayRange range;
  guint32 id;

  g_return_val_if_fail (FOOTPRINTS_IS_HISTORY (history), NULL);
  g_return_val_if_fail (kind <= FOOTPRINTS_ENTITY_KIND_TRACK, NULL);
  g_return_val_if_fail (artist != NULL, NULL);
  g_return_val_if_fail ((title != NULL) == (kind != FOOTPRINTS_ENTITY_KIND_ARTIST), NULL);
  g_return_val_if_fail (period != NULL, NULL);

  self = g_object_new (FOOTPRINTS_TYPE_ENTITY, NULL);
  _footprints_report_set_period (FOOTPRINTS_REPORT (self), period);
  self->kind = kind;
  self->artist = g_strdup (artist);
  self->title = g_strdup (title);
  id = _footprints_history_find_entity (history, kind, artist, title);
  range = _footprints_history_get_range (history, period);
  plays = footprints_history_filter (history, artist,
                                     kind == FOOTPRINTS_ENTITY_KIND_ALBUM ? title : NULL,
                                     kind == FOOTPRINTS_ENTITY_KIND_TRACK ? title : NULL, NULL);
  look_at_plays (self, plays, period);
  if (id == 0)
    range.to = range.from;
  look_at_company (self, history, plays, id, period, range);
  find_rank (self, history, id, range);
  return self;
}

/**
 * footprints_entity_get_chart:
 * @self: an entity
 * @kind: what is ranked
 *
 * Gets the artists, albums or tracks of its plays, most played first: at most 20, but all those of
 * an album.
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): a chart
 *
 * Since: 0.1
 */
FootprintsChart *
footprints_entity_get_chart (FootprintsEntity *self, FootprintsEntityKind kind)
{
  g_return_val_if_fail (FOOTPRINTS_IS_ENTITY (self), NULL);
  g_return_val_if_fail (kind <= FOOTPRINTS_ENTITY_KIND_TRACK, NULL);

  return self->charts[kind];
}

/**
 * footprints_entity_get_kind: (get-property kind)
 * @self: an entity
 *
 * Gets whether it is an artist, an album or a track.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (FootprintsEntityKind, Entity, entity, ENTITY, kind)

/**
 * footprints_entity_get_artist: (get-property artist)
 * @self: an entity
 *
 * Gets the name of the artist, or of the artist of the album or track.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (const char *, Entity, entity, ENTITY, artist)

/**
 * footprints_entity_get_title: (get-property title)
 * @self: an entity
 *
 * Gets the title of the album or track; %NULL for an artist.
 *
 * Returns: (transfer none) (nullable): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (const char *, Entity, entity, ENTITY, title)

/**
 * footprints_entity_get_rank: (get-property rank)
 * @self: an entity
 *
 * Gets its place in the chart of the period, from 1; 0 without plays.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (guint, Entity, entity, ENTITY, rank)

/**
 * footprints_entity_get_share: (get-property share)
 * @self: an entity
 *
 * Gets its share of all plays of the period, 0 to 1.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (double, Entity, entity, ENTITY, share)

/**
 * footprints_entity_get_main_album: (get-property main-album)
 * @self: an entity
 *
 * Gets the title of the album from which a track was played most; %NULL for artists and albums, and
 * for a track that was never played from an album.
 *
 * Returns: (transfer none) (nullable): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (const char *, Entity, entity, ENTITY, main_album)

/**
 * footprints_entity_get_main_album_artist: (get-property main-album-artist)
 * @self: an entity
 *
 * Gets the artist of the album from which a track was played most.
 *
 * Returns: (transfer none) (nullable): a name; %NULL if there is no such album
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (const char *, Entity, entity, ENTITY, main_album_artist)

/**
 * footprints_entity_get_overview: (get-property overview)
 * @self: an entity
 *
 * Gets the figures of its plays.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (FootprintsOverview *, Entity, entity, ENTITY, overview)

/**
 * footprints_entity_get_pulse: (get-property pulse)
 * @self: an entity
 *
 * Gets its plays by day, for days with plays.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (FootprintsPulse *, Entity, entity, ENTITY, pulse)

/**
 * footprints_entity_get_heatmap: (get-property heatmap)
 * @self: an entity
 *
 * Gets its plays by weekday and hour.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (FootprintsHeatmap *, Entity, entity, ENTITY, heatmap)

/**
 * footprints_entity_get_neighbours: (get-property neighbours)
 * @self: an entity
 *
 * Gets the other artists who were played in the same sessions; the counts are sessions, not plays.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (FootprintsChart *, Entity, entity, ENTITY, neighbours)

/**
 * footprints_entity_get_completions: (get-property completions)
 * @self: an entity
 *
 * Gets the albums that were played in full in one session; the counts are such sessions, not plays.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (FootprintsChart *, Entity, entity, ENTITY, completions)
