/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* What a history tells about reports: how many are repeated, and which ones a play has. */

#include "libfootprints/history/footprints-history-private.h"

#include "libfootprints/store/footprints-store-private.h"

#include <string.h>

/* A report of a listen is less than this away from another one of the same listen: as long as a
 * track can be, an offset and a window. */
#define REACH_S (G_MAXUINT16 + 360)

/**
 * footprints_history_get_n_repeated_reports:
 * @self: a history
 *
 * Counts the reports that are not plays of their own, since others report the same listen: a play
 * that two services report is one play, with one repeated report.
 *
 * A history that [method@History.filter] made counts those of the whole history.
 *
 * Returns: the number of reports
 *
 * Source: doc/architecture.md, "Reports and listens".
 *
 * Since: 0.1
 */
gint64
footprints_history_get_n_repeated_reports (FootprintsHistory *self)
{
  const FootprintsSightings *sightings;

  g_return_val_if_fail (FOOTPRINTS_IS_HISTORY (self), 0);

  sightings = _footprints_history_get_sightings (self);
  return (gint64) sightings->n_sightings - sightings->n_leads;
}

/**
 * footprints_history_get_n_doubtful_plays:
 * @self: a history
 *
 * Counts the plays that may be the same as the one before them, but are counted twice: two sources
 * report the same track within 15 minutes, or one source does so 11 to 29 seconds apart, and
 * nothing tells whether it was played twice.
 *
 * A history that [method@History.filter] made counts those of the whole history.
 *
 * Returns: the number of plays
 *
 * Source: doc/architecture.md, "Reports and listens".
 *
 * Since: 0.1
 */
gint64
footprints_history_get_n_doubtful_plays (FootprintsHistory *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_HISTORY (self), 0);

  return _footprints_history_get_n_doubtful (self);
}

gboolean
_footprints_history_complete_row (FootprintsHistory *self, gint64 id, FootprintsScrobbleRow *row)
{
  const FootprintsColumns *columns = _footprints_history_get_columns (self);
  const FootprintsNameTable *tables = _footprints_history_get_names (self)->tables;
  const FootprintsNameTable *albums = &tables[FOOTPRINTS_ENTITY_KIND_ALBUM];
  const FootprintsSighting *sighting = _footprints_sightings_find (
      _footprints_history_get_sightings (self), row->listened_at, (guint32) id);
  FootprintsPlay play;
  guint32 index;

  if (sighting == NULL || sighting->lead != (guint32) id)
    return sighting == NULL;
  index = _footprints_columns_find_play (columns, row->listened_at, id);
  if (index == columns->n_plays)
    return TRUE;
  play = _footprints_columns_get (columns, index);
  if (row->album == NULL && play.album != 0)
    {
      row->album = _footprints_name_table_get (albums, play.album);
      row->album_artist =
          _footprints_name_table_get (&tables[FOOTPRINTS_ENTITY_KIND_ARTIST],
                                      _footprints_name_table_get_artists (albums)[play.album]);
    }
  if (row->duration_ms == 0)
    row->duration_ms = play.length_s * 1000;
  return TRUE;
}

/* The reports of one play. */
typedef struct
{
  guint32 lead;
  GArray *sightings; /* of FootprintsSighting, oldest first */
} Collection;

static void
collect (gpointer data, const FootprintsSighting *sighting)
{
  Collection *self = data;

  if (sighting->lead == self->lead)
    g_array_append_val (self->sightings, *sighting);
}

GArray *
_footprints_history_list_reports (FootprintsHistory *history, gint64 listened_at, guint32 lead)
{
  const FootprintsSightings *sightings = _footprints_history_get_sightings (history);
  Collection found = {
    .lead = lead,
    .sightings = g_array_new (FALSE, FALSE, sizeof (FootprintsSighting)),
  };
  gint64 from = listened_at - REACH_S;
  gint64 to = listened_at + REACH_S;

  for (;;)
    {
      const FootprintsSighting *all;

      g_array_set_size (found.sightings, 0);
      _footprints_sightings_visit (sightings, from, to, collect, &found);
      all = (const FootprintsSighting *) (gconstpointer) found.sightings->data;
      if (found.sightings->len == 0 ||
          (all[0].play.listened_at - REACH_S >= from &&
           all[found.sightings->len - 1].play.listened_at + REACH_S <= to))
        return found.sightings;
      from = MIN (from, all[0].play.listened_at - REACH_S);
      to = MAX (to, all[found.sightings->len - 1].play.listened_at + REACH_S);
    }
}

/**
 * footprints_history_dup_other_sources:
 * @self: a history
 * @listened_at: when the play started, seconds since 1970-01-01 UTC
 * @id: its id
 *
 * Lists the sources that reported a play, other than the one that the play shows.
 *
 * Threading: any thread, no lock, no I/O.
 *
 * Returns: (transfer full): the names of the sources, each once
 *
 * Source: doc/architecture.md, "Reports and listens".
 *
 * Since: 0.1
 */
GStrv
footprints_history_dup_other_sources (FootprintsHistory *self, gint64 listened_at, gint64 id)
{
  const FootprintsNameTable *names;
  g_autoptr (GArray) sightings = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  g_return_val_if_fail (FOOTPRINTS_IS_HISTORY (self), NULL);

  names = &_footprints_history_get_names (self)->tables[FOOTPRINTS_NAMES_SOURCE];
  sightings = _footprints_history_list_reports (self, listened_at, (guint32) id);
  for (guint i = 0; i < sightings->len; i++)
    if (g_array_index (sightings, FootprintsSighting, i).play.id == (guint32) id)
      g_hash_table_add (
          seen, GUINT_TO_POINTER (g_array_index (sightings, FootprintsSighting, i).play.source));
  for (guint i = 0; i < sightings->len; i++)
    {
      guint source = g_array_index (sightings, FootprintsSighting, i).play.source;

      if (g_hash_table_add (seen, GUINT_TO_POINTER (source)))
        g_strv_builder_add (builder, _footprints_name_table_get (names, source));
    }
  return g_strv_builder_end (builder);
}

/* Adds the ids of @wanted that are plays to @found. */
static void
find_plays (FootprintsHistory *history, GHashTable *wanted, GHashTable *found)
{
  const FootprintsColumns *columns = _footprints_history_get_columns (history);
  FootprintsChunkPart part;
  guint32 index = 0;

  while (_footprints_columns_next_part (columns, &index, columns->n_plays, &part))
    for (guint32 i = part.from; i < part.to; i++)
      if (g_hash_table_contains (wanted, GUINT_TO_POINTER (part.chunk->ids[i])))
        g_hash_table_add (found, GUINT_TO_POINTER (part.chunk->ids[i]));
}

typedef struct
{
  GHashTable *plays; /* of ids */
  GArray *reports;   /* of gint64: the ids of all their reports */
  GArray *leads;     /* of gint64, beside reports: the play that a report goes with; 0: itself */
} Removal;

static void
removal_add (Removal *self, gint64 id, gint64 lead)
{
  g_array_append_val (self->reports, id);
  g_array_append_val (self->leads, lead);
}

static void
add_others (gpointer data, const FootprintsSighting *sighting)
{
  Removal *self = data;

  if (sighting->lead != sighting->play.id &&
      g_hash_table_contains (self->plays, GUINT_TO_POINTER (sighting->lead)))
    removal_add (self, sighting->play.id, sighting->lead);
}

/* Finds all reports of the plays among @ids. */
static void
list_removed (FootprintsHistory *history, const gint64 *ids, gsize n_ids, Removal *removal)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer key;

  for (gsize i = 0; i < n_ids; i++)
    if (ids[i] > 0 && ids[i] <= G_MAXUINT32)
      g_hash_table_add (wanted, GUINT_TO_POINTER (ids[i]));
  find_plays (history, wanted, removal->plays);
  g_hash_table_iter_init (&iter, removal->plays);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    removal_add (removal, GPOINTER_TO_UINT (key), 0);
  _footprints_sightings_visit (_footprints_history_get_sightings (history), G_MININT64, G_MAXINT64,
                               add_others, removal);
}

/**
 * footprints_store_remove_plays:
 * @store: a store
 * @ids: (array length=n_ids): ids of plays, as timelines have them
 * @n_ids: how many
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Removes plays, each with all its reports, whoever reported it, and waits until that is on the
 * disk. Ids without a play are skipped. [method@Store.restore_scrobbles] brings
 * plays back, with all reports.
 *
 * [method@Store.remove_scrobbles] removes single reports: if others report the same listen, it
 * stays a play.
 *
 * Errors: as [method@Store.get_history] and [method@Store.remove_scrobbles].
 *
 * Threading: any thread; does I/O.
 *
 * Returns: how many plays were removed; -1 with @error set
 *
 * Source: doc/architecture.md, "Reports and listens".
 *
 * Since: 0.1
 */
gint64
footprints_store_remove_plays (FootprintsStore *store,
                               const gint64 *ids,
                               gsize n_ids,
                               GCancellable *cancellable,
                               GError **error)
{
  g_autoptr (FootprintsHistory) history = NULL;
  g_autoptr (GHashTable) plays = NULL;
  g_autoptr (GArray) reports = NULL;
  g_autoptr (GArray) leads = NULL;

  g_return_val_if_fail (FOOTPRINTS_IS_STORE (store), -1);
  g_return_val_if_fail (ids != NULL || n_ids == 0, -1);

  history = footprints_store_get_history (store, cancellable, error);
  if (history == NULL)
    return -1;
  plays = g_hash_table_new (NULL, NULL);
  reports = g_array_new (FALSE, FALSE, sizeof (gint64));
  leads = g_array_new (FALSE, FALSE, sizeof (gint64));
  list_removed (history, ids, n_ids, &(Removal){ plays, reports, leads });
  return _footprints_store_remove_reports (store, (const gint64 *) (gconstpointer) reports->data,
                                           (const gint64 *) (gconstpointer) leads->data,
                                           reports->len, cancellable, error) < 0
             ? -1
             : (gint64) g_hash_table_size (plays);
}
