/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/footprints-comeback-private.h"

/**
 * FootprintsComeback:
 *
 * An artist who was heard again after a long time: an entry of [class@Comebacks].
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
struct _FootprintsComeback
{
  GObject parent_instance;

  char *artist;
  gint64 left_at;
  gint64 returned_at;
  guint n_days_away;
  gint64 n_plays_before;
  gint64 n_plays_since;
};

enum
{
  PROP_0,
  PROP_ARTIST,
  PROP_LEFT_AT,
  PROP_RETURNED_AT,
  PROP_N_DAYS_AWAY,
  PROP_N_PLAYS_BEFORE,
  PROP_N_PLAYS_SINCE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FootprintsComeback, footprints_comeback, G_TYPE_OBJECT)

static void
footprints_comeback_finalize (GObject *object)
{
  FootprintsComeback *self = FOOTPRINTS_COMEBACK (object);

  g_free (self->artist);

  G_OBJECT_CLASS (footprints_comeback_parent_class)->finalize (object);
}

static void
footprints_comeback_get_property (GObject *object,
                                  guint property_id,
                                  GValue *value,
                                  GParamSpec *pspec)
{
  FootprintsComeback *self = FOOTPRINTS_COMEBACK (object);

  switch (property_id)
    {
    case PROP_ARTIST:
      g_value_set_string (value, self->artist);
      break;
    case PROP_LEFT_AT:
      g_value_set_int64 (value, self->left_at);
      break;
    case PROP_RETURNED_AT:
      g_value_set_int64 (value, self->returned_at);
      break;
    case PROP_N_DAYS_AWAY:
      g_value_set_uint (value, self->n_days_away);
      break;
    case PROP_N_PLAYS_BEFORE:
      g_value_set_int64 (value, self->n_plays_before);
      break;
    case PROP_N_PLAYS_SINCE:
      g_value_set_int64 (value, self->n_plays_since);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_comeback_class_init (FootprintsComebackClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = footprints_comeback_finalize;
  object_class->get_property = footprints_comeback_get_property;

  /**
   * FootprintsComeback:artist: (getter get_artist)
   *
   * Who came back.
   *
   * Since: 0.1
   */
  properties[PROP_ARTIST] = g_param_spec_string ("artist", NULL, NULL, NULL, read_only);

  /**
   * FootprintsComeback:left-at: (getter get_left_at)
   *
   * When their last play before the gap began, in seconds since 1970-01-01 UTC.
   *
   * Since: 0.1
   */
  properties[PROP_LEFT_AT] =
      g_param_spec_int64 ("left-at", NULL, NULL, G_MININT64, G_MAXINT64, 0, read_only);

  /**
   * FootprintsComeback:returned-at: (getter get_returned_at)
   *
   * When their first play after it began, in seconds since 1970-01-01 UTC.
   *
   * Since: 0.1
   */
  properties[PROP_RETURNED_AT] =
      g_param_spec_int64 ("returned-at", NULL, NULL, G_MININT64, G_MAXINT64, 0, read_only);

  /**
   * FootprintsComeback:n-days-away: (getter get_n_days_away)
   *
   * How many times 24 hours lie between.
   *
   * Since: 0.1
   */
  properties[PROP_N_DAYS_AWAY] =
      g_param_spec_uint ("n-days-away", NULL, NULL, 0, G_MAXUINT, 0, read_only);

  /**
   * FootprintsComeback:n-plays-before: (getter get_n_plays_before)
   *
   * How many plays they had before the gap.
   *
   * Since: 0.1
   */
  properties[PROP_N_PLAYS_BEFORE] =
      g_param_spec_int64 ("n-plays-before", NULL, NULL, 0, G_MAXINT64, 0, read_only);

  /**
   * FootprintsComeback:n-plays-since: (getter get_n_plays_since)
   *
   * How many plays they have had since.
   *
   * Since: 0.1
   */
  properties[PROP_N_PLAYS_SINCE] =
      g_param_spec_int64 ("n-plays-since", NULL, NULL, 0, G_MAXINT64, 0, read_only);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
footprints_comeback_init (FootprintsComeback *self)
{
}

FootprintsComeback *
_footprints_comeback_new (const char *artist,
                          gint64 left_at,
                          gint64 returned_at,
                          guint n_days_away,
                          gint64 n_plays_before,
                          gint64 n_plays_since)
{
  FootprintsComeback *self = g_object_new (FOOTPRINTS_TYPE_COMEBACK, NULL);

  self->artist = g_strdup (artist);
  self->left_at = left_at;
  self->returned_at = returned_at;
  self->n_days_away = n_days_away;
  self->n_plays_before = n_plays_before;
  self->n_plays_since = n_plays_since;
  return self;
}

/**
 * footprints_comeback_get_artist: (get-property artist)
 * @self: a comeback
 *
 * Gets who came back.
 *
 * Threading: any thread.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
const char *
footprints_comeback_get_artist (FootprintsComeback *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_COMEBACK (self), NULL);

  return self->artist;
}

/**
 * footprints_comeback_get_left_at: (get-property left-at)
 * @self: a comeback
 *
 * Gets when their last play before the gap began, in seconds since 1970-01-01 UTC.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
gint64
footprints_comeback_get_left_at (FootprintsComeback *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_COMEBACK (self), 0);

  return self->left_at;
}

/**
 * footprints_comeback_get_returned_at: (get-property returned-at)
 * @self: a comeback
 *
 * Gets when their first play after it began, in seconds since 1970-01-01 UTC.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
gint64
footprints_comeback_get_returned_at (FootprintsComeback *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_COMEBACK (self), 0);

  return self->returned_at;
}

/**
 * footprints_comeback_get_n_days_away: (get-property n-days-away)
 * @self: a comeback
 *
 * Gets how many times 24 hours lie between.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
guint
footprints_comeback_get_n_days_away (FootprintsComeback *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_COMEBACK (self), 0);

  return self->n_days_away;
}

/**
 * footprints_comeback_get_n_plays_before: (get-property n-plays-before)
 * @self: a comeback
 *
 * Gets how many plays they had before the gap.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
gint64
footprints_comeback_get_n_plays_before (FootprintsComeback *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_COMEBACK (self), 0);

  return self->n_plays_before;
}

/**
 * footprints_comeback_get_n_plays_since: (get-property n-plays-since)
 * @self: a comeback
 *
 * Gets how many plays they have had since.
 *
 * Threading: any thread.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
gint64
footprints_comeback_get_n_plays_since (FootprintsComeback *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_COMEBACK (self), 0);

  return self->n_plays_since;
}
