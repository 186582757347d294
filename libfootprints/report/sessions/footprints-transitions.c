/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The transitions report: which artist was played after which. */

#include "libfootprints/report/sessions/footprints-transitions.h"

#include "libfootprints/core/footprints-paging-private.h"
#include "libfootprints/core/rows/footprints-properties-private.h"
#include "libfootprints/report/charts/footprints-top-private.h"
#include "libfootprints/report/footprints-defaults.h"
#include "libfootprints/report/footprints-list-report-private.h"
#include "libfootprints/report/sessions/footprints-session-ranges-private.h"
#include "libfootprints/report/sessions/footprints-transition-private.h"

#include <string.h>

#define TOP 50
#define MAX_TRANSITIONS 10000

/**
 * FootprintsTransitions:
 *
 * Which artist was played after which: a list model of [class@Transition], most frequent first.
 *
 * Two consecutive plays in a session are a transition from the artist of the first to the artist of
 * the second.
 *
 * Threading: any thread.
 *
 * Source: doc/reports.md, "Transitions".
 *
 * Since: 0.1
 */
struct _FootprintsTransitions
{
  FootprintsListReport parent_instance;

  FootprintsHistory *history; /* provides the names */
  GArray *pairs;              /* of Pair */
  gint64 total;
  guint n_sessions;
  guint n_different;
  guint32 hub; /* an artist; 0: none */
};

typedef struct
{
  guint32 from;
  guint32 to;
  guint32 n_times;
} Pair;

FOOTPRINTS_DEFINE_REPORT (Transitions, transitions, ListReport, LIST_REPORT)

static void
footprints_transitions_finalize (GObject *object)
{
  FootprintsTransitions *self = FOOTPRINTS_TRANSITIONS (object);

  g_clear_pointer (&self->pairs, g_array_unref);
  g_clear_object (&self->history);

  G_OBJECT_CLASS (footprints_transitions_parent_class)->finalize (object);
}

static const char *
transitions_get_name (FootprintsTransitions *self, guint32 artist)
{
  return _footprints_name_table_get (
      _footprints_history_get_name_table (self->history, FOOTPRINTS_ENTITY_KIND_ARTIST), artist);
}

static double
transitions_get_share (FootprintsTransitions *self, const Pair *pair)
{
  return (double) pair->n_times / (double) self->total;
}

static void
transitions_fill_row (FootprintsListReport *report, guint position, gpointer row)
{
  FootprintsTransitions *self = FOOTPRINTS_TRANSITIONS (report);
  const Pair *pair = &g_array_index (self->pairs, Pair, position);

  *(FootprintsTransitionRow *) row = (FootprintsTransitionRow){
    .from_artist = transitions_get_name (self, pair->from),
    .to_artist = transitions_get_name (self, pair->to),
    .n_times = pair->n_times,
    .share = transitions_get_share (self, pair),
    .percentage = 100 * transitions_get_share (self, pair),
  };
}

/* Counts how often each artist appears in the listed transitions. */
static GHashTable *
measure_nodes (FootprintsTransitions *self, GArray *artists)
{
  GHashTable *sizes = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->pairs->len; i++)
    {
      const Pair *pair = &g_array_index (self->pairs, Pair, i);
      const guint32 ends[] = { pair->from, pair->to };

      for (guint k = 0; k < (pair->from == pair->to ? 1 : 2); k++)
        {
          gpointer key = GUINT_TO_POINTER (ends[k]);
          guint size = GPOINTER_TO_UINT (g_hash_table_lookup (sizes, key));

          if (size == 0)
            g_array_append_val (artists, ends[k]);
          g_hash_table_replace (sizes, key, GUINT_TO_POINTER (size + pair->n_times));
        }
    }
  return sizes;
}

static void
write_nodes (FootprintsTransitions *self, FootprintsJsonWriter *writer)
{
  g_autoptr (GArray) artists = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GHashTable) sizes = measure_nodes (self, artists);

  _footprints_json_writer_begin_array (writer);
  for (guint i = 0; i < artists->len; i++)
    {
      guint32 artist = g_array_index (artists, guint32, i);

      _footprints_json_writer_begin_object (writer);
      _footprints_json_writer_add_string (writer, "id", transitions_get_name (self, artist));
      _footprints_json_writer_add_string (writer, "label", transitions_get_name (self, artist));
      _footprints_json_writer_add_int64 (
          writer, "size",
          GPOINTER_TO_UINT (g_hash_table_lookup (sizes, GUINT_TO_POINTER (artist))));
      _footprints_json_writer_end_object (writer);
    }
  _footprints_json_writer_end_array (writer);
}

static void
write_edge (gpointer owner, guint position, FootprintsJsonWriter *writer)
{
  FootprintsTransitions *self = owner;
  const Pair *pair = &g_array_index (self->pairs, Pair, position);

  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_string (writer, "source", transitions_get_name (self, pair->from));
  _footprints_json_writer_add_string (writer, "target", transitions_get_name (self, pair->to));
  _footprints_json_writer_add_int64 (writer, "weight", pair->n_times);
  _footprints_json_writer_end_object (writer);
}

static void
transitions_write_summary (FootprintsTransitions *self, FootprintsJsonWriter *writer)
{
  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_int64 (writer, "total_transitions", self->total);
  _footprints_json_writer_add_int64 (writer, "unique_transitions", self->n_different);
  if (self->pairs->len > 0)
    {
      _footprints_json_writer_name (writer, "most_common_transition");
      _footprints_list_report_write_row (self, 0, writer);
    }
  else
    _footprints_json_writer_add_null (writer, "most_common_transition");
  _footprints_json_writer_add_string (writer, "most_connected_artist",
                                      footprints_transitions_get_most_connected_artist (self));
  _footprints_json_writer_add_double (writer, "avg_transitions_per_session",
                                      footprints_transitions_get_average_per_session (self));
  _footprints_json_writer_end_object (writer);
}

static void
write_network (FootprintsTransitions *self, FootprintsJsonWriter *writer)
{
  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_name (writer, "nodes");
  write_nodes (self, writer);
  _footprints_json_writer_name (writer, "edges");
  _footprints_json_write_rows (self, self->pairs->len, write_edge, writer);
  _footprints_json_writer_end_object (writer);
}

static void
footprints_transitions_write_json (FootprintsReport *report, FootprintsJsonWriter *writer)
{
  FootprintsTransitions *self = FOOTPRINTS_TRANSITIONS (report);

  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_name (writer, "transitions");
  _footprints_list_report_write_rows (self, writer);
  _footprints_json_writer_name (writer, "top_transitions");
  _footprints_json_write_rows (self, MIN (TOP, self->pairs->len), _footprints_list_report_write_row,
                               writer);
  _footprints_json_writer_name (writer, "network_data");
  write_network (self, writer);
  _footprints_json_writer_name (writer, "summary");
  transitions_write_summary (self, writer);
  _footprints_json_writer_end_object (writer);
}

static const FootprintsProperty properties[] = {
  /**
   * FootprintsTransitions:total: (getter get_total)
   *
   * How many transitions there were, including rare ones.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (COUNT, "total", footprints_transitions_get_total),
  /**
   * FootprintsTransitions:n-different: (getter get_n_different)
   *
   * How many different transitions happened often enough to be listed.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (UINT, "n-different", footprints_transitions_get_n_different),
  /**
   * FootprintsTransitions:most-connected-artist: (getter get_most_connected_artist)
   *
   * The artist with the most transitions to and from them; %NULL without transitions.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (
      TEXT, "most-connected-artist", footprints_transitions_get_most_connected_artist),
  /**
   * FootprintsTransitions:average-per-session: (getter get_average_per_session)
   *
   * The average number of transitions in sessions that have any; 0 without transitions.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (
      DOUBLE, "average-per-session", footprints_transitions_get_average_per_session),
  { FOOTPRINTS_FIELD_END },
};

static void
footprints_transitions_class_init (FootprintsTransitionsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = footprints_transitions_finalize;
  _footprints_list_report_class_setup (klass, &_footprints_transition_row_type,
                                       transitions_fill_row);
  ((FootprintsReportClass *) klass)->write_json = footprints_transitions_write_json;
  _footprints_properties_install (object_class, properties);
}

/* All transitions: pairs of artists, grouped by the first artist. */
typedef struct
{
  FootprintsEntities entities;
  guint32 n_artists;
  gboolean include_self;
  guint32 *froms;
  guint32 *tos;
  guint32 n_pairs;
  guint32 *starts; /* by artist: where their pairs begin; n_artists + 1 elements */
} Walk;

static void
walk_session (Walk *walk, const FootprintsColumns *columns, FootprintsPlayRange session)
{
  const FootprintsEntities entities = walk->entities;
  guint32 index = session.from;
  guint32 before = 0;
  FootprintsChunkPart part;

  while (_footprints_columns_next_part (columns, &index, session.to, &part))
    for (guint32 i = part.from; i < part.to; i++)
      {
        guint32 artist = _footprints_entities_get_first_artist (&entities, part.chunk->tracks[i]);

        if (before != 0 && (before != artist || walk->include_self))
          {
            walk->froms[walk->n_pairs] = before;
            walk->tos[walk->n_pairs++] = artist;
          }
        before = artist;
      }
}

static void
collect (Walk *walk, FootprintsTransitions *self, GArray *sessions)
{
  const FootprintsColumns *columns = _footprints_history_get_columns (self->history);
  guint32 n_plays = 0;

  for (guint i = 0; i < sessions->len; i++)
    {
      FootprintsPlayRange plays = g_array_index (sessions, FootprintsSessionRange, i).plays;

      n_plays += plays.to - plays.from;
    }
  walk->froms = g_new (guint32, n_plays);
  walk->tos = g_new (guint32, n_plays);
  for (guint i = 0; i < sessions->len; i++)
    {
      guint32 n_before = walk->n_pairs;

      walk_session (walk, columns, g_array_index (sessions, FootprintsSessionRange, i).plays);
      self->n_sessions += walk->n_pairs > n_before;
    }
  self->total = walk->n_pairs;
}

/* Groups the pairs by their first artist, in a time that does not depend on the number of different
 * pairs. */
static void
group (Walk *walk)
{
  g_autofree guint32 *grouped = g_new (guint32, walk->n_pairs);

  walk->starts = g_new0 (guint32, walk->n_artists + 1);
  for (guint32 i = 0; i < walk->n_pairs; i++)
    walk->starts[walk->froms[i] + 1]++;
  for (guint32 artist = 0; artist < walk->n_artists; artist++)
    walk->starts[artist + 1] += walk->starts[artist];
  /* This moves each start to the end of its group, where the next group begins. */
  for (guint32 i = 0; i < walk->n_pairs; i++)
    grouped[walk->starts[walk->froms[i]]++] = walk->tos[i];
  memmove (walk->starts + 1, walk->starts, walk->n_artists * sizeof *walk->starts);
  walk->starts[0] = 0;
  g_free (walk->tos);
  walk->tos = g_steal_pointer (&grouped);
}

static int
compare_pairs (gconstpointer a, gconstpointer b, gpointer data)
{
  const Pair *left = a;
  const Pair *right = b;
  int order;

  if (left->n_times != right->n_times)
    return left->n_times > right->n_times ? -1 : 1;
  order =
      strcmp (transitions_get_name (data, left->from), transitions_get_name (data, right->from));
  return order != 0 ? order
                    : strcmp (transitions_get_name (data, left->to),
                              transitions_get_name (data, right->to));
}

static void
offer_pair (FootprintsTransitions *self, FootprintsTop *top, const Pair *pair)
{
  const Pair *last = _footprints_top_get_last (top);

  self->n_different++;
  if (last == NULL || pair->n_times >= last->n_times)
    _footprints_top_offer (top, pair);
}

/* Counts the transitions from one artist. @counts is all 0 before and after. */
static void
offer_group (FootprintsTransitions *self,
             const Walk *walk,
             guint32 from,
             guint32 *counts,
             guint min_times,
             FootprintsTop *top)
{
  guint32 end = walk->starts[from + 1];

  for (guint32 i = walk->starts[from]; i < end; i++)
    counts[walk->tos[i]]++;
  for (guint32 i = walk->starts[from]; i < end; i++)
    {
      Pair pair = { from, walk->tos[i], counts[walk->tos[i]] };

      counts[pair.to] = 0;
      if (pair.n_times >= min_times)
        offer_pair (self, top, &pair);
    }
}

/* Finds the artist with the most transitions, the first by name if there are several. */
static guint32
find_hub (FootprintsTransitions *self, const Walk *walk)
{
  g_autofree guint32 *n_times = g_new0 (guint32, walk->n_artists);
  guint32 hub = 0;

  for (guint32 artist = 1; artist < walk->n_artists; artist++)
    n_times[artist] = walk->starts[artist + 1] - walk->starts[artist];
  for (guint32 i = 0; i < walk->n_pairs; i++)
    n_times[walk->tos[i]]++;
  for (guint32 artist = 1; artist < walk->n_artists; artist++)
    if (n_times[artist] > 0 &&
        (hub == 0 || n_times[artist] > n_times[hub] ||
         (n_times[artist] == n_times[hub] &&
          strcmp (transitions_get_name (self, artist), transitions_get_name (self, hub)) < 0)))
      hub = artist;
  return hub;
}

static void
transitions_fill (FootprintsTransitions *self,
                  GArray *sessions,
                  guint min_times,
                  gboolean include_self,
                  guint limit)
{
  const FootprintsNameTable *artists =
      _footprints_history_get_name_table (self->history, FOOTPRINTS_ENTITY_KIND_ARTIST);
  Walk walk = {
    .entities = _footprints_history_get_entities (self->history),
    .n_artists = MAX (1, artists->n_ids),
    .include_self = include_self,
  };
  g_autofree guint32 *counts = g_new0 (guint32, walk.n_artists);
  FootprintsTop top;

  collect (&walk, self, sessions);
  group (&walk);
  _footprints_top_init (&top, sizeof (Pair), limit, compare_pairs, self);
  for (guint32 artist = 1; artist < walk.n_artists; artist++)
    offer_group (self, &walk, artist, counts, min_times, &top);
  self->pairs = _footprints_top_end (&top);
  self->hub = find_hub (self, &walk);
  g_free (walk.froms);
  g_free (walk.tos);
  g_free (walk.starts);
}

/**
 * footprints_history_get_transitions:
 * @history: a history
 * @period: where sessions begin, and by which calendar
 * @gap_minutes: the longest time between the beginnings of two consecutive plays of a session, in
 *   minutes, 1 to 1440; %FOOTPRINTS_DEFAULT_SESSION_GAP_MINUTES is usual
 * @min_times: how often a transition must have happened to be listed, 1 or more; 2 is usual
 * @include_self: whether two plays of one artist are a transition
 * @limit: how many transitions to list at most, 1 to 10000
 * @error: return location for an error
 *
 * Finds which artist was played after which.
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_ARGUMENT when a number is out of range.
 *
 * Threading: any thread, no lock, no I/O; linear in the plays of @period.
 *
 * Source: doc/reports.md, "Transitions".
 *
 * Returns: (transfer full): transitions, possibly none; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsTransitions *
footprints_history_get_transitions (FootprintsHistory *history,
                                    FootprintsPeriod *period,
                                    guint gap_minutes,
                                    guint min_times,
                                    gboolean include_self,
                                    guint limit,
                                    GError **error)
{
  FootprintsTransitions *self;
  g_autoptr (GArray) sessions = NULL;

  g_return_val_if_fail (FOOTPRINTS_IS_HISTORY (history), NULL);
  g_return_val_if_fail (period != NULL, NULL);

  if (!_footprints_check_session_gap (gap_minutes, error) ||
      !_footprints_check_number ("the number of times", min_times, G_MAXINT32, error) ||
      !_footprints_check_number ("the limit", limit, MAX_TRANSITIONS, error))
    return NULL;
  self = g_object_new (FOOTPRINTS_TYPE_TRANSITIONS, NULL);
  _footprints_report_set_period (FOOTPRINTS_REPORT (self), period);
  self->history = g_object_ref (history);
  sessions = _footprints_find_sessions (history, _footprints_history_get_range (history, period),
                                        (gint64) gap_minutes * 60);
  transitions_fill (self, sessions, min_times, include_self, limit);
  _footprints_list_report_set_n_items (FOOTPRINTS_LIST_REPORT (self), self->pairs->len);
  return self;
}

/**
 * footprints_transitions_get_total: (get-property total)
 * @self: transitions
 *
 * Gets how many transitions there were, including rare ones.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (gint64, Transitions, transitions, TRANSITIONS, total)

/**
 * footprints_transitions_get_n_different: (get-property n-different)
 * @self: transitions
 *
 * Gets how many different transitions happened often enough to be listed.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (guint, Transitions, transitions, TRANSITIONS, n_different)

/**
 * footprints_transitions_get_most_connected_artist: (get-property most-connected-artist)
 * @self: transitions
 *
 * Gets the artist with the most transitions to and from them; %NULL without transitions.
 *
 * Returns: (transfer none) (nullable): the value
 *
 * Since: 0.1
 */
const char *
footprints_transitions_get_most_connected_artist (FootprintsTransitions *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_TRANSITIONS (self), NULL);

  return self->hub != 0 ? transitions_get_name (self, self->hub) : NULL;
}

/**
 * footprints_transitions_get_average_per_session: (get-property average-per-session)
 * @self: transitions
 *
 * Gets the average number of transitions in sessions that have any; 0 without transitions.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
double
footprints_transitions_get_average_per_session (FootprintsTransitions *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_TRANSITIONS (self), 0);

  return self->n_sessions > 0 ? (double) self->total / self->n_sessions : 0;
}
