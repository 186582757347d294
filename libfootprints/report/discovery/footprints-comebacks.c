/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/discovery/footprints-comebacks.h"

#include "libfootprints/core/footprints-paging-private.h"
#include "libfootprints/history/footprints-history-private.h"
#include "libfootprints/report/charts/footprints-top-private.h"
#include "libfootprints/report/discovery/footprints-comeback-private.h"
#include "libfootprints/report/footprints-list-report-private.h"

#include <string.h>

/**
 * FootprintsComebacks:
 *
 * Artists who were played again after a long time: a list model of [class@Comeback], longest
 * absence first.
 *
 * Threading: any thread.
 *
 * Source: doc/reports.md, "Comebacks".
 *
 * Since: 0.1
 */
struct _FootprintsComebacks
{
  FootprintsListReport parent_instance;

  FootprintsHistory *history; /* provides the names */
  GArray *entries;            /* of Entry */
};

#define DAY_S G_GINT64_CONSTANT (86400)

typedef struct
{
  guint32 artist;
  gint64 left_at;
  gint64 returned_at;
  guint32 n_before;
  guint32 n_since;
} Entry;

FOOTPRINTS_DEFINE_REPORT (Comebacks, comebacks, ListReport, LIST_REPORT)

static void
footprints_comebacks_finalize (GObject *object)
{
  FootprintsComebacks *self = FOOTPRINTS_COMEBACKS (object);

  g_clear_pointer (&self->entries, g_array_unref);
  g_clear_object (&self->history);

  G_OBJECT_CLASS (footprints_comebacks_parent_class)->finalize (object);
}

static const char *
comebacks_get_name (FootprintsComebacks *self, FootprintsEntityKind kind, guint32 id)
{
  return _footprints_name_table_get (_footprints_history_get_name_table (self->history, kind), id);
}

static void
comebacks_fill_row (FootprintsListReport *report, guint position, gpointer row)
{
  FootprintsComebacks *self = FOOTPRINTS_COMEBACKS (report);
  const Entry *entry = &g_array_index (self->entries, Entry, position);

  *(FootprintsComebackRow *) row = (FootprintsComebackRow){
    .artist = comebacks_get_name (self, FOOTPRINTS_ENTITY_KIND_ARTIST, entry->artist),
    .left_at = entry->left_at,
    .returned_at = entry->returned_at,
    .n_days_away = (guint) ((entry->returned_at - entry->left_at) / DAY_S),
    .n_plays_before = entry->n_before,
    .n_plays_since = entry->n_since,
  };
}

static void
footprints_comebacks_class_init (FootprintsComebacksClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = footprints_comebacks_finalize;
  _footprints_list_report_class_setup (klass, &_footprints_comeback_row_type, comebacks_fill_row);
}

static int
compare_absences (gconstpointer a, gconstpointer b, gpointer data)
{
  const Entry *left = a;
  const Entry *right = b;
  gint64 left_s = left->returned_at - left->left_at;
  gint64 right_s = right->returned_at - right->left_at;
  int order;

  if (left_s != right_s)
    return left_s > right_s ? -1 : 1;
  order = strcmp (comebacks_get_name (data, FOOTPRINTS_ENTITY_KIND_ARTIST, left->artist),
                  comebacks_get_name (data, FOOTPRINTS_ENTITY_KIND_ARTIST, right->artist));
  return order != 0 ? order : (left->left_at > right->left_at ? -1 : 1);
}

/* What is known about an artist while walking through the plays. */
typedef struct
{
  gint64 last_at;
  guint32 n_plays;
} Known;

static inline void
hear (Known *known, guint32 artist, gint64 time_s, gint64 min_s, FootprintsTop *top)
{
  Known *one = &known[artist];

  if (top != NULL && one->n_plays > 0 && time_s - one->last_at >= min_s)
    {
      Entry entry = { artist, one->last_at, time_s, one->n_plays, 0 };

      _footprints_top_offer (top, &entry);
    }
  one->last_at = time_s;
  one->n_plays++;
}

static void
hear_all (Known *known,
          const FootprintsEntities *entities,
          guint32 track,
          gint64 time_s,
          gint64 min_s,
          FootprintsTop *top)
{
  guint n_artists;
  const guint32 *artists = _footprints_entities_get_artists (entities, track, &n_artists);

  for (guint i = 0; i < n_artists; i++)
    hear (known, artists[i], time_s, min_s, top);
}

static void
comebacks_fill (FootprintsComebacks *self, FootprintsPlayRange range, gint64 min_s, guint limit)
{
  const FootprintsNameTable *tables = _footprints_history_get_names (self->history)->tables;
  FootprintsEntities entities = _footprints_history_get_entities (self->history);
  g_autofree Known *known = g_new0 (Known, tables[FOOTPRINTS_ENTITY_KIND_ARTIST].n_ids);
  const FootprintsTally *totals =
      _footprints_history_get_total_tally (self->history, FOOTPRINTS_ENTITY_KIND_ARTIST);
  FootprintsTop top;
  guint32 index = 0;
  FootprintsChunkPart part;

  _footprints_top_init (&top, sizeof (Entry), limit, compare_absences, self);
  while (_footprints_columns_next_part (_footprints_history_get_columns (self->history), &index,
                                        range.to, &part))
    for (guint32 i = part.from; i < part.to; i++)
      {
        gint64 time_s = _footprints_chunk_get_time (part.chunk, i);
        FootprintsTop *list = index - part.to + i >= range.from ? &top : NULL;
        guint32 artist;

        if (_footprints_entities_get_only_artist (&entities, part.chunk->tracks[i], &artist))
          hear (known, artist, time_s, min_s, list);
        else
          hear_all (known, &entities, part.chunk->tracks[i], time_s, min_s, list);
      }
  self->entries = _footprints_top_end (&top);
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = &g_array_index (self->entries, Entry, i);

      entry->n_since = totals->counts[entry->artist] - entry->n_before;
    }
}

/**
 * footprints_history_get_comebacks:
 * @history: a history
 * @period: when they came back
 * @min_days: the shortest absence that counts, in spans of 24 hours, 1 or more; 365 is usual
 * @limit: how many entries at most, 1 to 1000
 * @error: return location for an error
 *
 * Finds artists who were played again after a long time.
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_ARGUMENT when a number is out of range.
 *
 * Threading: any thread, no lock, no I/O; linear in the plays up to the end of @period.
 *
 * Source: doc/reports.md, "Comebacks".
 *
 * Returns: (transfer full): comebacks, possibly none; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsComebacks *
footprints_history_get_comebacks (FootprintsHistory *history,
                                  FootprintsPeriod *period,
                                  guint min_days,
                                  guint limit,
                                  GError **error)
{
  FootprintsComebacks *self;

  g_return_val_if_fail (FOOTPRINTS_IS_HISTORY (history), NULL);
  g_return_val_if_fail (period != NULL, NULL);

  if (!_footprints_check_number ("the number of days", min_days, G_MAXINT32, error) ||
      !_footprints_check_limit (limit, error))
    return NULL;

  self = g_object_new (FOOTPRINTS_TYPE_COMEBACKS, NULL);
  _footprints_report_set_period (FOOTPRINTS_REPORT (self), period);
  self->history = g_object_ref (history);
  comebacks_fill (self, _footprints_history_get_range (history, period), min_days * DAY_S, limit);
  _footprints_list_report_set_n_items (FOOTPRINTS_LIST_REPORT (self), self->entries->len);
  return self;
}
