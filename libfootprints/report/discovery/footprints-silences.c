/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The silences report: the longest times without a play, and the entries that describe them. */

#include "libfootprints/report/discovery/footprints-silences.h"

#include "libfootprints/core/footprints-paging-private.h"
#include "libfootprints/core/rows/footprints-row-private.h"
#include "libfootprints/history/footprints-history-private.h"
#include "libfootprints/report/charts/footprints-top-private.h"
#include "libfootprints/report/footprints-list-report-private.h"

#define DAY_S G_GINT64_CONSTANT (86400)

typedef struct
{
  gint64 from_at;
  gint64 until_at;
  guint n_days;
  const char *artist;
  const char *track;
} FootprintsSilenceRow;

static const FootprintsField fields[] = {
  /**
   * FootprintsSilence:from-at: (getter get_from_at)
   *
   * When the last play before the silence began, in seconds since 1970-01-01 UTC.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsSilenceRow, INSTANT, from_at, "from-at", "from"),
  /**
   * FootprintsSilence:until-at: (getter get_until_at)
   *
   * When the play that ended the silence began, in seconds since 1970-01-01 UTC.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsSilenceRow, INSTANT, until_at, "until-at", "until"),
  /**
   * FootprintsSilence:n-days: (getter get_n_days)
   *
   * How long the silence was, in spans of 24 hours, rounded down.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsSilenceRow, UINT, n_days, "n-days", "days"),
  /**
   * FootprintsSilence:artist: (getter get_artist)
   *
   * The artist of the play that ended the silence.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsSilenceRow, NAME, artist, "artist", "artist"),
  /**
   * FootprintsSilence:track: (getter get_track)
   *
   * The title of the play that ended the silence.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsSilenceRow, NAME, track, "track", "track"),
  { FOOTPRINTS_FIELD_END },
};

extern const FootprintsRowType _footprints_silence_row_type;

/**
 * FootprintsSilence:
 *
 * A time without plays, between two consecutive plays: an entry of [class@Silences].
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
FOOTPRINTS_DEFINE_ROW (Silence, silence, fields)

/**
 * footprints_silence_get_from_at: (get-property from-at)
 * @self: a silence
 *
 * Gets when the last play before the silence began, in seconds since 1970-01-01 UTC.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, Silence, silence, SILENCE, from_at)

/**
 * footprints_silence_get_until_at: (get-property until-at)
 * @self: a silence
 *
 * Gets when the play that ended the silence began, in seconds since 1970-01-01 UTC.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, Silence, silence, SILENCE, until_at)

/**
 * footprints_silence_get_n_days: (get-property n-days)
 * @self: a silence
 *
 * Gets how long the silence was, in spans of 24 hours, rounded down.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (guint, Silence, silence, SILENCE, n_days)

/**
 * footprints_silence_get_artist: (get-property artist)
 * @self: a silence
 *
 * Gets the artist of the play that ended the silence.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, Silence, silence, SILENCE, artist)

/**
 * footprints_silence_get_track: (get-property track)
 * @self: a silence
 *
 * Gets the title of the play that ended the silence.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, Silence, silence, SILENCE, track)

/**
 * FootprintsSilences:
 *
 * The longest times without a play: a list model of [class@Silence], longest first.
 *
 * Threading: any thread.
 *
 * Source: doc/reports.md, "Silences".
 *
 * Since: 0.1
 */
struct _FootprintsSilences
{
  FootprintsListReport parent_instance;

  FootprintsHistory *history; /* provides the names */
  GArray *entries;            /* of Entry */
};

typedef struct
{
  gint64 from_at;
  gint64 until_at;
  guint32 track; /* of the play that ended it, as reported */
} Entry;

FOOTPRINTS_DEFINE_REPORT (Silences, silences, ListReport, LIST_REPORT)

static void
footprints_silences_finalize (GObject *object)
{
  FootprintsSilences *self = FOOTPRINTS_SILENCES (object);

  g_clear_pointer (&self->entries, g_array_unref);
  g_clear_object (&self->history);

  G_OBJECT_CLASS (footprints_silences_parent_class)->finalize (object);
}

static void
silences_fill_row (FootprintsListReport *report, guint position, gpointer row)
{
  FootprintsSilences *self = FOOTPRINTS_SILENCES (report);
  const Entry *entry = &g_array_index (self->entries, Entry, position);
  const FootprintsNameTable *tables = _footprints_history_get_names (self->history)->tables;
  const FootprintsNameTable *tracks = &tables[FOOTPRINTS_ENTITY_KIND_TRACK];
  FootprintsEntities entities = _footprints_history_get_entities (self->history);
  guint32 artist = _footprints_entities_get_first_artist (&entities, entry->track);
  guint32 track = _footprints_entities_get_track (&entities, entry->track);

  *(FootprintsSilenceRow *) row = (FootprintsSilenceRow){
    .from_at = entry->from_at,
    .until_at = entry->until_at,
    .n_days = (guint) ((entry->until_at - entry->from_at) / DAY_S),
    .artist = _footprints_name_table_get (&tables[FOOTPRINTS_ENTITY_KIND_ARTIST], artist),
    .track = _footprints_name_table_get (tracks, track),
  };
}

static void
footprints_silences_class_init (FootprintsSilencesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = footprints_silences_finalize;
  _footprints_list_report_class_setup (klass, &_footprints_silence_row_type, silences_fill_row);
}

/* Longest first; of equally long ones, the latest. */
static int
compare_lengths (gconstpointer a, gconstpointer b, gpointer data)
{
  const Entry *left = a;
  const Entry *right = b;
  gint64 left_s = left->until_at - left->from_at;
  gint64 right_s = right->until_at - right->from_at;

  if (left_s != right_s)
    return left_s > right_s ? -1 : 1;
  return left->until_at > right->until_at ? -1 : 1;
}

static void
silences_fill (FootprintsSilences *self, FootprintsPlayRange range, guint limit)
{
  const FootprintsColumns *columns = _footprints_history_get_columns (self->history);
  guint32 index = range.from > 0 ? range.from - 1 : 0;
  Entry entry = { G_MAXINT64, 0, 0 };
  FootprintsTop top;
  FootprintsChunkPart part;

  _footprints_top_init (&top, sizeof (Entry), limit, compare_lengths, self);
  while (_footprints_columns_next_part (columns, &index, range.to, &part))
    for (guint32 i = part.from; i < part.to; i++)
      {
        entry.until_at = _footprints_chunk_get_time (part.chunk, i);
        entry.track = part.chunk->tracks[i];
        if (entry.until_at > entry.from_at)
          _footprints_top_offer (&top, &entry);
        entry.from_at = entry.until_at;
      }
  self->entries = _footprints_top_end (&top);
}

/**
 * footprints_history_list_silences:
 * @self: a history
 * @period: (nullable): when the silences ended; %NULL for all time
 * @limit: how many entries at most, 1 to 1000
 * @error: return location for an error
 *
 * Finds the longest times without a play, between two consecutive plays.
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_ARGUMENT when @limit is out of range.
 *
 * Threading: any thread, no lock, no I/O; linear in the plays of @period.
 *
 * Source: doc/reports.md, "Silences".
 *
 * Returns: (transfer full): silences, possibly none; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsSilences *
footprints_history_list_silences (FootprintsHistory *self,
                                  FootprintsPeriod *period,
                                  guint limit,
                                  GError **error)
{
  g_autoptr (FootprintsPeriod) wanted = NULL;
  FootprintsSilences *silences;

  g_return_val_if_fail (FOOTPRINTS_IS_HISTORY (self), NULL);

  if (!_footprints_check_limit (limit, error))
    return NULL;
  wanted = period != NULL ? footprints_period_ref (period) : footprints_period_new_all_time (NULL);
  silences = g_object_new (FOOTPRINTS_TYPE_SILENCES, NULL);
  _footprints_report_set_period (FOOTPRINTS_REPORT (silences), wanted);
  silences->history = g_object_ref (self);
  silences_fill (silences, _footprints_history_get_range (self, wanted), limit);
  _footprints_list_report_set_n_items (FOOTPRINTS_LIST_REPORT (silences), silences->entries->len);
  return silences;
}
