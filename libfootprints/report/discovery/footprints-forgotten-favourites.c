/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/discovery/footprints-forgotten-favourites.h"

#include "libfootprints/core/footprints-paging-private.h"
#include "libfootprints/history/footprints-history-private.h"
#include "libfootprints/report/charts/footprints-top-private.h"
#include "libfootprints/report/discovery/footprints-forgotten-favourite-private.h"
#include "libfootprints/report/footprints-list-report-private.h"

#include <string.h>

/**
 * FootprintsForgottenFavourites:
 *
 * Artists who were played a lot, but not recently: a list model of [class@ForgottenFavourite], most
 * played first.
 *
 * Threading: any thread.
 *
 * Source: doc/reports.md, "Forgotten favourites".
 *
 * Since: 0.1
 */
struct _FootprintsForgottenFavourites
{
  FootprintsListReport parent_instance;

  FootprintsHistory *history; /* provides the names */
  GArray *entries;            /* of Entry */
};

struct _FootprintsForgottenFavouritesClass
{
  FootprintsListReportClass parent_class;
};

#define DAY_S G_GINT64_CONSTANT (86400)

typedef struct
{
  guint32 artist;
  guint32 n_plays;
  gint64 last_at;
  gint64 silent_s;
} Entry;

G_DEFINE_FINAL_TYPE (FootprintsForgottenFavourites,
                     footprints_forgotten_favourites,
                     FOOTPRINTS_TYPE_LIST_REPORT)

static void
footprints_forgotten_favourites_finalize (GObject *object)
{
  FootprintsForgottenFavourites *self = FOOTPRINTS_FORGOTTEN_FAVOURITES (object);

  g_clear_pointer (&self->entries, g_array_unref);
  g_clear_object (&self->history);

  G_OBJECT_CLASS (footprints_forgotten_favourites_parent_class)->finalize (object);
}

static const char *
forgotten_favourites_get_name (FootprintsForgottenFavourites *self,
                               FootprintsEntityKind kind,
                               guint32 id)
{
  return _footprints_name_table_get (_footprints_history_get_name_table (self->history, kind), id);
}

static void
forgotten_favourites_fill_row (FootprintsListReport *report, guint position, gpointer row)
{
  FootprintsForgottenFavourites *self = FOOTPRINTS_FORGOTTEN_FAVOURITES (report);
  const Entry *entry = &g_array_index (self->entries, Entry, position);

  *(FootprintsForgottenFavouriteRow *) row = (FootprintsForgottenFavouriteRow){
    .artist = forgotten_favourites_get_name (self, FOOTPRINTS_ENTITY_KIND_ARTIST, entry->artist),
    .n_plays = entry->n_plays,
    .last_at = entry->last_at,
    .n_days_silent = (guint) (entry->silent_s / DAY_S),
  };
}

static void
footprints_forgotten_favourites_class_init (FootprintsForgottenFavouritesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = footprints_forgotten_favourites_finalize;
  _footprints_list_report_class_setup (klass, &_footprints_forgotten_favourite_row_type,
                                       forgotten_favourites_fill_row);
}

static void
footprints_forgotten_favourites_init (FootprintsForgottenFavourites *self)
{
}

static int
compare_favourites (gconstpointer a, gconstpointer b, gpointer data)
{
  const Entry *left = a;
  const Entry *right = b;

  if (left->n_plays != right->n_plays)
    return left->n_plays > right->n_plays ? -1 : 1;
  return strcmp (
      forgotten_favourites_get_name (data, FOOTPRINTS_ENTITY_KIND_ARTIST, left->artist),
      forgotten_favourites_get_name (data, FOOTPRINTS_ENTITY_KIND_ARTIST, right->artist));
}

static void
note_all (gint64 *last_at, const FootprintsEntities *entities, guint32 track, gint64 time_s)
{
  guint n_artists;
  const guint32 *artists = _footprints_entities_get_artists (entities, track, &n_artists);

  for (guint i = 0; i < n_artists; i++)
    last_at[artists[i]] = time_s;
}

/* When each artist was last played; 0: not in @range (transfer full). */
static gint64 *
find_last (FootprintsHistory *history, FootprintsPlayRange range)
{
  const FootprintsNameTable *tables = _footprints_history_get_names (history)->tables;
  FootprintsEntities entities = _footprints_history_get_entities (history);
  gint64 *last_at = g_new0 (gint64, tables[FOOTPRINTS_ENTITY_KIND_ARTIST].n_ids);
  FootprintsChunkPart part;

  while (_footprints_columns_next_part (_footprints_history_get_columns (history), &range.from,
                                        range.to, &part))
    for (guint32 i = part.from; i < part.to; i++)
      {
        gint64 time_s = _footprints_chunk_get_time (part.chunk, i);
        guint32 artist;

        if (_footprints_entities_get_only_artist (&entities, part.chunk->tracks[i], &artist))
          last_at[artist] = time_s;
        else
          note_all (last_at, &entities, part.chunk->tracks[i], time_s);
      }
  return last_at;
}

/* The end of the period, or the last play of the history if that is earlier. */
static gint64
find_end (FootprintsHistory *history, FootprintsPeriod *period)
{
  const FootprintsColumns *columns = _footprints_history_get_columns (history);
  gint64 last_at =
      columns->n_plays > 0 ? _footprints_columns_get_time (columns, columns->n_plays - 1) : 0;

  return MIN (footprints_period_get_end (period), last_at);
}

static void
forgotten_favourites_fill (FootprintsForgottenFavourites *self,
                           FootprintsPeriod *period,
                           guint min_plays,
                           guint min_days,
                           guint limit)
{
  FootprintsPlayRange range = _footprints_history_get_range (self->history, period);
  g_auto (FootprintsTally) tally =
      _footprints_history_tally (self->history, FOOTPRINTS_ENTITY_KIND_ARTIST, range);
  g_autofree gint64 *last_at = find_last (self->history, range);
  gint64 end = find_end (self->history, period);
  FootprintsTop top;

  _footprints_top_init (&top, sizeof (Entry), limit, compare_favourites, self);
  for (guint32 artist = 1; artist < tally.n_ids; artist++)
    {
      Entry entry = { artist, tally.counts[artist], last_at[artist], end - last_at[artist] };

      if (entry.n_plays >= min_plays && entry.silent_s >= min_days * DAY_S)
        _footprints_top_offer (&top, &entry);
    }
  self->entries = _footprints_top_end (&top);
}

/**
 * footprints_history_get_forgotten_favourites:
 * @history: a history
 * @period: when they were played
 * @min_plays: how many plays a favourite has at least, 1 or more; 20 is usual
 * @min_days: the shortest absence that counts, in spans of 24 hours, 1 or more; 365 is usual
 * @limit: how many entries at most, 1 to 1000
 * @error: return location for an error
 *
 * Finds artists who were played a lot in the period, but not in its last days. A period that is not
 * over yet ends at the last play of the history.
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_ARGUMENT when a number is out of range.
 *
 * Threading: any thread, no lock, no I/O; linear in the plays up to the end of @period.
 *
 * Source: doc/reports.md, "Forgotten favourites".
 *
 * Returns: (transfer full): forgotten favourites, possibly none; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsForgottenFavourites *
footprints_history_get_forgotten_favourites (FootprintsHistory *history,
                                             FootprintsPeriod *period,
                                             guint min_plays,
                                             guint min_days,
                                             guint limit,
                                             GError **error)
{
  FootprintsForgottenFavourites *self;

  g_return_val_if_fail (FOOTPRINTS_IS_HISTORY (history), NULL);
  g_return_val_if_fail (period != NULL, NULL);

  if (!_footprints_check_number ("the number of plays", min_plays, G_MAXINT32, error) ||
      !_footprints_check_number ("the number of days", min_days, G_MAXINT32, error) ||
      !_footprints_check_limit (limit, error))
    return NULL;

  self = g_object_new (FOOTPRINTS_TYPE_FORGOTTEN_FAVOURITES, NULL);
  _footprints_report_set_period (FOOTPRINTS_REPORT (self), period);
  self->history = g_object_ref (history);
  forgotten_favourites_fill (self, period, min_plays, min_days, limit);
  _footprints_list_report_set_n_items (FOOTPRINTS_LIST_REPORT (self), self->entries->len);
  return self;
}
