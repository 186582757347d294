/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/charts/footprints-concentration.h"

#include "libfootprints/core/rows/footprints-properties-private.h"
#include "libfootprints/history/footprints-history-private.h"
#include "libfootprints/report/charts/footprints-concentration-point-private.h"
#include "libfootprints/report/footprints-list-report-private.h"

/**
 * FootprintsConcentration:
 *
 * How concentrated plays are on few artists: a list model of [class@ConcentrationPoint], from none
 * of the artists to all of them.
 *
 * Threading: any thread.
 *
 * Source: doc/reports.md, "Concentration".
 *
 * Since: 0.1
 */
struct _FootprintsConcentration
{
  FootprintsListReport parent_instance;

  GArray *entries; /* of Entry */
  guint n_for_half;
  double loyalty;
};

/* The curve has one more point than this; with fewer artists, one more than there are artists. */
#define MAX_PARTS 100

typedef struct
{
  guint32 n_artists;
  double artist_share;
  double play_share;
} Entry;

FOOTPRINTS_DEFINE_REPORT (Concentration, concentration, ListReport, LIST_REPORT)

static void
footprints_concentration_finalize (GObject *object)
{
  FootprintsConcentration *self = FOOTPRINTS_CONCENTRATION (object);

  g_clear_pointer (&self->entries, g_array_unref);

  G_OBJECT_CLASS (footprints_concentration_parent_class)->finalize (object);
}

static void
concentration_fill_row (FootprintsListReport *report, guint position, gpointer row)
{
  const Entry *entry = &g_array_index (FOOTPRINTS_CONCENTRATION (report)->entries, Entry, position);

  *(FootprintsConcentrationPointRow *) row = (FootprintsConcentrationPointRow){
    .n_artists = entry->n_artists,
    .artist_share = entry->artist_share,
    .play_share = entry->play_share,
  };
}

/* {artists_for_half, loyalty, curve: [{artists, artist_share, scrobble_share}]} */
static void
footprints_concentration_write_json (FootprintsReport *report, FootprintsJsonWriter *writer)
{
  FootprintsConcentration *self = FOOTPRINTS_CONCENTRATION (report);

  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_int64 (writer, "artists_for_half", self->n_for_half);
  _footprints_json_writer_add_double (writer, "loyalty", self->loyalty);
  _footprints_json_writer_name (writer, "curve");
  _footprints_list_report_write_rows (FOOTPRINTS_LIST_REPORT (self), writer);
  _footprints_json_writer_end_object (writer);
}

static const FootprintsProperty properties[] = {
  /**
   * FootprintsConcentration:n-for-half: (getter get_n_for_half)
   *
   * The smallest number of artists that have half of the plays; 0 without plays.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (UINT, "n-for-half", footprints_concentration_get_n_for_half),
  /**
   * FootprintsConcentration:loyalty: (getter get_loyalty)
   *
   * The share of the most played artist in the plays, 0 to 1.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (SHARE, "loyalty", footprints_concentration_get_loyalty),
  { FOOTPRINTS_FIELD_END },
};

static void
footprints_concentration_class_init (FootprintsConcentrationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = footprints_concentration_finalize;
  _footprints_list_report_class_setup (klass, &_footprints_concentration_point_row_type,
                                       concentration_fill_row);
  ((FootprintsReportClass *) klass)->write_json = footprints_concentration_write_json;
  _footprints_properties_install (object_class, properties);
}

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  guint32 left = *(const guint32 *) a;
  guint32 right = *(const guint32 *) b;

  return (left < right) - (left > right);
}

/* The number of plays of each artist who has any, most first (transfer full). */
static GArray *
sort_counts (const FootprintsTally *tally)
{
  GArray *counts = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 id = 1; id < tally->n_ids; id++)
    if (tally->counts[id] > 0)
      g_array_append_val (counts, tally->counts[id]);
  g_array_sort (counts, compare_counts);
  return counts;
}

static void
add_point (FootprintsConcentration *self, guint32 n_artists, guint32 n_all, double play_share)
{
  Entry entry = { n_artists, (double) n_artists / n_all, play_share };

  g_array_append_val (self->entries, entry);
}

static void
concentration_fill (FootprintsConcentration *self,
                    FootprintsHistory *history,
                    FootprintsPeriod *period)
{
  FootprintsPlayRange range = _footprints_history_get_range (history, period);
  g_auto (FootprintsTally) own = { 0 };
  const FootprintsTally *tally =
      _footprints_history_get_tally (history, FOOTPRINTS_ENTITY_KIND_ARTIST, range, &own);
  g_autoptr (GArray) counts = sort_counts (tally);
  guint n_parts = MIN (counts->len, MAX_PARTS);
  guint64 sum = 0;
  guint part = 0;

  for (guint32 i = 0; i <= counts->len && counts->len > 0; i++)
    {
      while (part <= n_parts && (guint64) part * counts->len <= (guint64) i * n_parts)
        {
          add_point (self, i, counts->len, (double) sum / tally->total);
          part++;
        }
      if (self->n_for_half == 0 && 2 * sum >= tally->total)
        self->n_for_half = i;
      if (i < counts->len)
        sum += g_array_index (counts, guint32, i);
    }
  if (counts->len > 0)
    self->loyalty = (double) g_array_index (counts, guint32, 0) / tally->total;
}

/**
 * footprints_history_get_concentration:
 * @history: a history
 * @period: which plays count
 *
 * Computes how concentrated plays are on few artists: the share of plays that the most played
 * artists have, for 0, 1, 2 … 100 percent of the artists.
 *
 * Threading: any thread, no lock, no I/O; linear in the plays of @period.
 *
 * Source: doc/reports.md, "Concentration".
 *
 * Returns: (transfer full): a curve of 101 points, or of one more than there are artists if they
 *   are fewer than 100; empty without plays
 *
 * Since: 0.1
 */
FootprintsConcentration *
footprints_history_get_concentration (FootprintsHistory *history, FootprintsPeriod *period)
{
  FootprintsConcentration *self;

  g_return_val_if_fail (FOOTPRINTS_IS_HISTORY (history), NULL);
  g_return_val_if_fail (period != NULL, NULL);

  self = g_object_new (FOOTPRINTS_TYPE_CONCENTRATION, NULL);
  _footprints_report_set_period (FOOTPRINTS_REPORT (self), period);
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  concentration_fill (self, history, period);
  _footprints_list_report_set_n_items (FOOTPRINTS_LIST_REPORT (self), self->entries->len);
  return self;
}

/**
 * footprints_concentration_get_n_for_half: (get-property n-for-half)
 * @self: a report
 *
 * Gets the smallest number of artists that have half of the plays; 0 without plays.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (guint, Concentration, concentration, CONCENTRATION, n_for_half)

/**
 * footprints_concentration_get_loyalty: (get-property loyalty)
 * @self: a report
 *
 * Gets the share of the most played artist in the plays, 0 to 1.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (double, Concentration, concentration, CONCENTRATION, loyalty)
