/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/review/footprints-changes-private.h"

#include "libfootprints/report/charts/footprints-ranking-private.h"
#include "libfootprints/report/charts/footprints-top-private.h"
#include "libfootprints/report/footprints-list-report-private.h"
#include "libfootprints/report/review/footprints-change-private.h"

#include <string.h>

/**
 * FootprintsChanges:
 *
 * Artists whose share of the plays differs between two periods: a list model of [class@Change],
 * greatest difference first.
 *
 * Threading: any thread.
 *
 * Source: doc/reports.md, "Comparison".
 *
 * Since: 0.1
 */
struct _FootprintsChanges
{
  FootprintsListReport parent_instance;

  FootprintsHistory *history; /* provides the names */
  guint64 total;
  guint64 total_other;
  GArray *entries; /* of Entry */
};

typedef struct
{
  guint32 artist;
  guint32 n_plays;
  guint32 n_plays_other;
  guint32 rank;
  guint32 rank_other;
  gint64 difference; /* of the shares, times both totals */
} Entry;

FOOTPRINTS_DEFINE_REPORT (Changes, changes, ListReport, LIST_REPORT)

static void
footprints_changes_finalize (GObject *object)
{
  FootprintsChanges *self = FOOTPRINTS_CHANGES (object);

  g_clear_pointer (&self->entries, g_array_unref);
  g_clear_object (&self->history);

  G_OBJECT_CLASS (footprints_changes_parent_class)->finalize (object);
}

static const char *
changes_get_name (FootprintsChanges *self, guint32 artist)
{
  return _footprints_name_table_get (
      _footprints_history_get_name_table (self->history, FOOTPRINTS_ENTITY_KIND_ARTIST), artist);
}

static double
changes_get_share (guint32 n_plays, guint64 total)
{
  return total > 0 ? (double) n_plays / (double) total : 0;
}

static void
changes_fill_row (FootprintsListReport *report, guint position, gpointer row)
{
  FootprintsChanges *self = FOOTPRINTS_CHANGES (report);
  const Entry *entry = &g_array_index (self->entries, Entry, position);

  *(FootprintsChangeRow *) row = (FootprintsChangeRow){
    .artist = changes_get_name (self, entry->artist),
    .n_plays = entry->n_plays,
    .n_plays_other = entry->n_plays_other,
    .share = changes_get_share (entry->n_plays, self->total),
    .share_other = changes_get_share (entry->n_plays_other, self->total_other),
    .rank = entry->rank,
    .rank_other = entry->rank_other,
  };
}

static void
write_ranks (FootprintsJsonWriter *writer, const Entry *entry)
{
  const guint ranks[] = { entry->rank, entry->rank_other };

  _footprints_json_writer_name (writer, "ranks");
  _footprints_json_writer_begin_array (writer);
  for (guint i = 0; i < G_N_ELEMENTS (ranks); i++)
    _footprints_json_writer_rank (writer, ranks[i]);
  _footprints_json_writer_end_array (writer);
}

static void
changes_write_entry (gpointer owner, guint position, FootprintsJsonWriter *writer)
{
  FootprintsChanges *self = owner;
  const Entry *entry = &g_array_index (self->entries, Entry, position);

  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_string (writer, "artist", changes_get_name (self, entry->artist));
  _footprints_json_writer_name (writer, "counts");
  _footprints_json_writer_begin_array (writer);
  _footprints_json_writer_int64 (writer, entry->n_plays);
  _footprints_json_writer_int64 (writer, entry->n_plays_other);
  _footprints_json_writer_end_array (writer);
  _footprints_json_writer_name (writer, "shares");
  _footprints_json_writer_begin_array (writer);
  _footprints_json_writer_double (writer, changes_get_share (entry->n_plays, self->total));
  _footprints_json_writer_double (writer,
                                  changes_get_share (entry->n_plays_other, self->total_other));
  _footprints_json_writer_end_array (writer);
  write_ranks (writer, entry);
  _footprints_json_writer_end_object (writer);
}

static void
write_json (FootprintsReport *report, FootprintsJsonWriter *writer)
{
  _footprints_json_write_rows (report, FOOTPRINTS_LIST_REPORT (report)->n_items,
                               changes_write_entry, writer);
}

static void
footprints_changes_class_init (FootprintsChangesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = footprints_changes_finalize;
  _footprints_list_report_class_setup (klass, &_footprints_change_row_type, changes_fill_row);
  ((FootprintsReportClass *) klass)->write_json = write_json;
}

static int
compare_changes (gconstpointer a, gconstpointer b, gpointer data)
{
  const Entry *left = a;
  const Entry *right = b;

  if (left->difference != right->difference)
    return left->difference > right->difference ? -1 : 1;
  return strcmp (changes_get_name (data, left->artist), changes_get_name (data, right->artist));
}

static void
find_changes (FootprintsChanges *self,
              const FootprintsTally *plays,
              const FootprintsTally *other,
              int sign,
              guint limit)
{
  gint64 total = (gint64) MAX (1, plays->total);
  gint64 total_other = (gint64) MAX (1, other->total);
  FootprintsTop top;

  _footprints_top_init (&top, sizeof (Entry), limit, compare_changes, self);
  for (guint32 artist = 1; artist < plays->n_ids; artist++)
    {
      Entry entry = { artist, plays->counts[artist], other->counts[artist] };

      entry.difference =
          sign * (entry.n_plays * total_other - (gint64) entry.n_plays_other * total);
      if (entry.difference > 0)
        _footprints_top_offer (&top, &entry);
    }
  self->entries = _footprints_top_end (&top);
}

static void
set_ranks (FootprintsChanges *self, const FootprintsTally *plays, const FootprintsTally *other)
{
  g_autofree guint32 *artists = g_new (guint32, self->entries->len);
  g_autofree guint32 *ranks = NULL;
  g_autofree guint32 *other_ranks = NULL;

  for (guint i = 0; i < self->entries->len; i++)
    artists[i] = g_array_index (self->entries, Entry, i).artist;
  ranks = _footprints_find_ranks (plays, artists, self->entries->len);
  other_ranks = _footprints_find_ranks (other, artists, self->entries->len);
  for (guint i = 0; i < self->entries->len; i++)
    {
      g_array_index (self->entries, Entry, i).rank = ranks[i];
      g_array_index (self->entries, Entry, i).rank_other = other_ranks[i];
    }
}

FootprintsChanges *
_footprints_changes_new (FootprintsHistory *history,
                         FootprintsPeriod *period,
                         const FootprintsTally *plays,
                         const FootprintsTally *other,
                         int sign,
                         guint limit)
{
  FootprintsChanges *self = g_object_new (FOOTPRINTS_TYPE_CHANGES, NULL);

  _footprints_report_set_period (FOOTPRINTS_REPORT (self), period);
  self->history = g_object_ref (history);
  self->total = plays->total;
  self->total_other = other->total;
  find_changes (self, plays, other, sign, limit);
  set_ranks (self, plays, other);
  _footprints_list_report_set_n_items (FOOTPRINTS_LIST_REPORT (self), self->entries->len);
  return self;
}
