/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/footprints-chart-entry-private.h"

#include "libfootprints/core/footprints-enum-types.h"

/**
 * FootprintsChartEntry:
 *
 * One place in a [class@Chart].
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
struct _FootprintsChartEntry
{
  GObject parent_instance;

  guint rank;
  gint64 n_plays;
  gint64 listened_s;
  double share;
  guint previous_rank;
  FootprintsMovement movement;
  char *name;
  char *artist;
};

enum
{
  PROP_0,
  PROP_RANK,
  PROP_N_PLAYS,
  PROP_LISTENED_S,
  PROP_SHARE,
  PROP_PREVIOUS_RANK,
  PROP_MOVEMENT,
  PROP_NAME,
  PROP_ARTIST,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FootprintsChartEntry, footprints_chart_entry, G_TYPE_OBJECT)

static void
footprints_chart_entry_finalize (GObject *object)
{
  FootprintsChartEntry *self = FOOTPRINTS_CHART_ENTRY (object);

  g_free (self->name);
  g_free (self->artist);

  G_OBJECT_CLASS (footprints_chart_entry_parent_class)->finalize (object);
}

static void
footprints_chart_entry_get_property (GObject *object,
                                     guint property_id,
                                     GValue *value,
                                     GParamSpec *pspec)
{
  FootprintsChartEntry *self = FOOTPRINTS_CHART_ENTRY (object);

  switch (property_id)
    {
    case PROP_RANK:
      g_value_set_uint (value, self->rank);
      break;
    case PROP_N_PLAYS:
      g_value_set_int64 (value, self->n_plays);
      break;
    case PROP_LISTENED_S:
      g_value_set_int64 (value, self->listened_s);
      break;
    case PROP_SHARE:
      g_value_set_double (value, self->share);
      break;
    case PROP_PREVIOUS_RANK:
      g_value_set_uint (value, self->previous_rank);
      break;
    case PROP_MOVEMENT:
      g_value_set_enum (value, (int) self->movement);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_ARTIST:
      g_value_set_string (value, self->artist);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_chart_entry_class_init (FootprintsChartEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = footprints_chart_entry_finalize;
  object_class->get_property = footprints_chart_entry_get_property;

  /**
   * FootprintsChartEntry:rank: (getter get_rank)
   *
   * The place, from 1; equal counts share the first one's.
   *
   * Since: 0.1
   */
  properties[PROP_RANK] = g_param_spec_uint ("rank", NULL, NULL, 0, G_MAXUINT, 0, read_only);

  /**
   * FootprintsChartEntry:n-plays: (getter get_n_plays)
   *
   * How often it was played.
   *
   * Since: 0.1
   */
  properties[PROP_N_PLAYS] =
      g_param_spec_int64 ("n-plays", NULL, NULL, 0, G_MAXINT64, 0, read_only);

  /**
   * FootprintsChartEntry:listened-s: (getter get_listened_s)
   *
   * How many seconds its plays lasted together, in charts by minutes; 0 in others.
   *
   * Since: 0.1
   */
  properties[PROP_LISTENED_S] =
      g_param_spec_int64 ("listened-s", NULL, NULL, 0, G_MAXINT64, 0, read_only);

  /**
   * FootprintsChartEntry:share: (getter get_share)
   *
   * The part of all plays of the period that these are, 0 to 1; of their time in charts by minutes.
   *
   * Since: 0.1
   */
  properties[PROP_SHARE] = g_param_spec_double ("share", NULL, NULL, 0, 1, 0, read_only);

  /**
   * FootprintsChartEntry:previous-rank: (getter get_previous_rank)
   *
   * The place in the earlier chart; 0 when it was not there, or when nothing is compared.
   *
   * Since: 0.1
   */
  properties[PROP_PREVIOUS_RANK] =
      g_param_spec_uint ("previous-rank", NULL, NULL, 0, G_MAXUINT, 0, read_only);

  /**
   * FootprintsChartEntry:movement: (getter get_movement)
   *
   * What became of it since the earlier chart.
   *
   * Since: 0.1
   */
  properties[PROP_MOVEMENT] = g_param_spec_enum ("movement", NULL, NULL, FOOTPRINTS_TYPE_MOVEMENT,
                                                 FOOTPRINTS_MOVEMENT_NONE, read_only);

  /**
   * FootprintsChartEntry:name: (getter get_name)
   *
   * The name of the artist, or the title of the album or track.
   *
   * Since: 0.1
   */
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, read_only);

  /**
   * FootprintsChartEntry:artist: (getter get_artist)
   *
   * The artist of a track or the album artist of an album; %NULL for artists.
   *
   * Since: 0.1
   */
  properties[PROP_ARTIST] = g_param_spec_string ("artist", NULL, NULL, NULL, read_only);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
footprints_chart_entry_init (FootprintsChartEntry *self)
{
}

FootprintsChartEntry *
_footprints_chart_entry_new (guint rank,
                             gint64 n_plays,
                             gint64 listened_s,
                             double share,
                             guint previous_rank,
                             FootprintsMovement movement,
                             const char *name,
                             const char *artist)
{
  FootprintsChartEntry *self = g_object_new (FOOTPRINTS_TYPE_CHART_ENTRY, NULL);

  self->rank = rank;
  self->n_plays = n_plays;
  self->listened_s = listened_s;
  self->share = share;
  self->previous_rank = previous_rank;
  self->movement = movement;
  self->name = g_strdup (name);
  self->artist = g_strdup (artist);
  return self;
}

/**
 * footprints_chart_entry_get_rank: (get-property rank)
 * @self: an entry
 *
 * Gets the place, from 1; equal counts share the first one's.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
guint
footprints_chart_entry_get_rank (FootprintsChartEntry *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_CHART_ENTRY (self), 0);

  return self->rank;
}

/**
 * footprints_chart_entry_get_n_plays: (get-property n-plays)
 * @self: an entry
 *
 * Gets how often it was played.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
gint64
footprints_chart_entry_get_n_plays (FootprintsChartEntry *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_CHART_ENTRY (self), 0);

  return self->n_plays;
}

/**
 * footprints_chart_entry_get_listened_s: (get-property listened-s)
 * @self: an entry
 *
 * Gets how long its plays lasted together.
 *
 * Returns: seconds; 0 in charts by plays
 *
 * Since: 0.1
 */
gint64
footprints_chart_entry_get_listened_s (FootprintsChartEntry *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_CHART_ENTRY (self), 0);

  return self->listened_s;
}

/**
 * footprints_chart_entry_get_share: (get-property share)
 * @self: an entry
 *
 * Gets the part of all plays of the period that these are, 0 to 1.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
double
footprints_chart_entry_get_share (FootprintsChartEntry *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_CHART_ENTRY (self), 0);

  return self->share;
}

/**
 * footprints_chart_entry_get_previous_rank: (get-property previous-rank)
 * @self: an entry
 *
 * Gets the place in the earlier chart; 0 when it was not there, or when nothing is compared.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
guint
footprints_chart_entry_get_previous_rank (FootprintsChartEntry *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_CHART_ENTRY (self), 0);

  return self->previous_rank;
}

/**
 * footprints_chart_entry_get_movement: (get-property movement)
 * @self: an entry
 *
 * Gets what became of it since the earlier chart.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FootprintsMovement
footprints_chart_entry_get_movement (FootprintsChartEntry *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_CHART_ENTRY (self), 0);

  return self->movement;
}

/**
 * footprints_chart_entry_get_name: (get-property name)
 * @self: an entry
 *
 * Gets the name of the artist, or the title of the album or track.
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
const char *
footprints_chart_entry_get_name (FootprintsChartEntry *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_CHART_ENTRY (self), NULL);

  return self->name;
}

/**
 * footprints_chart_entry_get_artist: (get-property artist)
 * @self: an entry
 *
 * Gets the artist of a track or the album artist of an album; %NULL for artists.
 *
 * Threading: any thread.
 *
 * Returns: (nullable) (transfer none): the value
 *
 * Since: 0.1
 */
const char *
footprints_chart_entry_get_artist (FootprintsChartEntry *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_CHART_ENTRY (self), NULL);

  return self->artist;
}
