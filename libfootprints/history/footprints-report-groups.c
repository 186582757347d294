/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Reports of a history as candidates: what the grouping has to know about their names, feeds and
 * lengths, and what it decided, put back into the reports. */

#include "libfootprints/history/footprints-report-groups-private.h"

#include "libfootprints/identity/footprints-name-key-private.h"

#include <string.h>

/* A track whose known lengths differ by more than this has several versions. */
#define MAX_SPREAD_S 5
#define MIN_LENGTHS 3

/* Times under greater ids are taken to be exact: two bits for each id of a damaged ledger might be
 * a gigabyte. */
#define MAX_COARSE_ID (1u << 28)

/* What others know about the listen of a report that leads. */
typedef struct
{
  guint32 index;
  guint32 album;    /* 0: nothing */
  guint16 length_s; /* 0: nothing */
} Completion;

/* ---- Names and feeds ---- */

static const char *
get_artist_name (const FootprintsNames *names, guint32 track)
{
  const FootprintsNameTable *tracks = &names->tables[FOOTPRINTS_ENTITY_KIND_TRACK];

  return _footprints_name_table_get (&names->tables[FOOTPRINTS_ENTITY_KIND_ARTIST],
                                     _footprints_name_table_get_artists (tracks)[track]);
}

static const char *
get_title (const FootprintsNames *names, guint32 track)
{
  return _footprints_name_table_get (&names->tables[FOOTPRINTS_ENTITY_KIND_TRACK], track);
}

static gboolean
is_same_form (FootprintsReportGroups *self, const char *name, const char *other)
{
  g_string_truncate (self->scratch, 0);
  g_string_truncate (self->other_scratch, 0);
  _footprints_normal_form_append (self->scratch, name);
  _footprints_normal_form_append (self->other_scratch, other);
  return g_string_equal (self->scratch, self->other_scratch);
}

static gboolean
is_same_spelling (gpointer data, guint32 track, guint32 other)
{
  FootprintsReportGroups *self = data;
  const FootprintsNames *names = &self->parts->names;

  return is_same_form (self, get_title (names, track), get_title (names, other)) &&
         is_same_form (self, get_artist_name (names, track), get_artist_name (names, other));
}

static int
compare_tracks (gpointer data, guint32 track, guint32 other)
{
  const FootprintsNames *names = &((FootprintsReportGroups *) data)->parts->names;
  int order = strcmp (get_artist_name (names, track), get_artist_name (names, other));

  return order != 0 ? order : strcmp (get_title (names, track), get_title (names, other));
}

/* The key of a name that the joining knows, or has to compute; 0 until then. */
static guint64 *
take_key (GArray *keys, const FootprintsNameTable *table, guint32 id)
{
  if (id >= keys->len)
    g_array_set_size (keys, table->n_ids);
  return &g_array_index (keys, guint64, id);
}

static guint64
get_artist_key (FootprintsReportGroups *self, guint32 artist)
{
  const FootprintsNameTable *artists = &self->parts->names.tables[FOOTPRINTS_ENTITY_KIND_ARTIST];
  guint64 *key = take_key (self->joining->artist_keys, artists, artist);

  if (*key == 0)
    *key =
        _footprints_artist_key (_footprints_name_table_get (artists, artist),
                                _footprints_name_table_get_folded (artists, artist), self->scratch);
  return *key;
}

guint64
_footprints_report_groups_get_key (FootprintsReportGroups *self, guint32 track)
{
  const FootprintsNameTable *tracks = &self->parts->names.tables[FOOTPRINTS_ENTITY_KIND_TRACK];
  guint64 *key = take_key (self->joining->keys, tracks, track);

  if (*key == 0)
    *key = _footprints_listen_key (
        get_artist_key (self, _footprints_name_table_get_artists (tracks)[track]),
        _footprints_name_table_get (tracks, track),
        _footprints_name_table_get_folded (tracks, track), self->scratch);
  return *key;
}

FootprintsPrecision
_footprints_joining_get_precision (const FootprintsJoining *self, guint32 id)
{
  if (id / 4 >= self->precisions->len)
    return FOOTPRINTS_PRECISION_SECOND;
  return (FootprintsPrecision) (self->precisions->data[id / 4] >> (id % 4 * 2) & 3);
}

void
_footprints_joining_set_precision (FootprintsJoining *self,
                                   guint32 id,
                                   FootprintsPrecision precision)
{
  guint before = self->precisions->len;
  guint8 *four;

  if (id > MAX_COARSE_ID || _footprints_joining_get_precision (self, id) == precision)
    return;
  if (id / 4 >= before)
    {
      g_byte_array_set_size (self->precisions, id / 4 + 1);
      memset (self->precisions->data + before, 0, self->precisions->len - before);
    }
  four = &self->precisions->data[id / 4];
  *four = (guint8) ((*four & ~(3 << (id % 4 * 2))) | precision << (id % 4 * 2));
}

static guint
get_feed (FootprintsReportGroups *self, const FootprintsPlay *play)
{
  FootprintsPrecision precision = _footprints_joining_get_precision (self->joining, play->id);
  guint place = (guint) play->source * 3 + precision;
  guint *feed;

  if (place >= self->feeds->len)
    g_array_set_size (self->feeds, place + 1);
  feed = &g_array_index (self->feeds, guint, place);
  if (*feed == 0)
    *feed = 1 + _footprints_offsets_get_feed (
                    self->joining->offsets, play->source, precision,
                    _footprints_name_table_get (&self->parts->names.tables[FOOTPRINTS_NAMES_SOURCE],
                                                play->source));
  return *feed - 1;
}

void
_footprints_report_groups_count (FootprintsReportGroups *self, const FootprintsPlay *play, int n)
{
  _footprints_offsets_count (self->joining->offsets, get_feed (self, play), play->length_s != 0, n);
}

FootprintsFeedSituation
_footprints_report_groups_get_situation (const FootprintsReportGroups *self)
{
  guint n_feeds = _footprints_offsets_count_used (self->joining->offsets);

  return n_feeds < 2                       ? FOOTPRINTS_ONE_FEED
         : n_feeds <= FOOTPRINTS_MAX_FEEDS ? FOOTPRINTS_FEW_FEEDS
                                           : FOOTPRINTS_TOO_MANY_FEEDS;
}

gint64
_footprints_report_groups_get_reach_s (const FootprintsReportGroups *self)
{
  return _footprints_report_groups_get_situation (self) == FOOTPRINTS_FEW_FEEDS
             ? FOOTPRINTS_REACH_S
             : FOOTPRINTS_REACH_OF_ONE_FEED_S;
}

void
_footprints_report_groups_init (FootprintsReportGroups *self,
                                FootprintsJoining *joining,
                                FootprintsHistoryParts *parts)
{
  *self = (FootprintsReportGroups){
    .joining = joining,
    .parts = parts,
    .scratch = g_string_new (NULL),
    .other_scratch = g_string_new (NULL),
    .reports = g_array_new (FALSE, FALSE, sizeof (FootprintsPlay)),
    .candidates = g_array_new (FALSE, FALSE, sizeof (FootprintsCandidate)),
    .leads = g_array_new (FALSE, FALSE, sizeof (guint32)),
    .completions = g_array_new (FALSE, FALSE, sizeof (Completion)),
    .sightings = g_array_new (FALSE, FALSE, sizeof (FootprintsSighting)),
    .feeds = g_array_new (FALSE, TRUE, sizeof (guint)),
  };
  if (joining->offsets == NULL)
    joining->offsets = _footprints_offsets_new ();
  self->grouping =
      _footprints_grouping_new (joining->offsets, is_same_spelling, compare_tracks, self);
}

void
_footprints_report_groups_clear (FootprintsReportGroups *self)
{
  _footprints_grouping_free (self->grouping);
  g_string_free (self->scratch, TRUE);
  g_string_free (self->other_scratch, TRUE);
  g_array_unref (self->reports);
  g_array_unref (self->candidates);
  g_array_unref (self->leads);
  g_array_unref (self->completions);
  g_array_unref (self->sightings);
  g_array_unref (self->feeds);
}

void
_footprints_report_groups_begin (FootprintsReportGroups *self)
{
  g_clear_pointer (&self->joining->offsets, _footprints_offsets_free);
  self->joining->offsets = _footprints_offsets_new ();
  g_clear_pointer (&self->grouping, _footprints_grouping_free);
  self->grouping =
      _footprints_grouping_new (self->joining->offsets, is_same_spelling, compare_tracks, self);
  g_array_set_size (self->feeds, 0);
}

/* ---- Groups ---- */

FootprintsCandidate
_footprints_report_groups_make_candidate (FootprintsReportGroups *self, guint32 index)
{
  const FootprintsPlay *play = _footprints_report_groups_get (self, index);

  return (FootprintsCandidate){
    .listened_at = play->listened_at,
    .key = _footprints_report_groups_get_key (self, play->track),
    .index = index,
    .track = play->track,
    .feed = (guint16) get_feed (self, play),
    .length_s = play->length_s,
  };
}

static int
compare_lengths (gconstpointer a, gconstpointer b)
{
  return *(const guint16 *) a - *(const guint16 *) b;
}

/* The usual length of a track, from all its reports; 0: not known. */
static guint16
estimate_length (const FootprintsCandidate *candidates, guint32 n_candidates)
{
  g_autoptr (GArray) lengths = g_array_new (FALSE, FALSE, sizeof (guint16));
  const guint16 *sorted;

  for (guint32 i = 0; i < n_candidates; i++)
    if (candidates[i].length_s != 0)
      g_array_append_val (lengths, candidates[i].length_s);
  if (lengths->len < MIN_LENGTHS)
    return 0;
  g_array_sort (lengths, compare_lengths);
  sorted = (const guint16 *) (gconstpointer) lengths->data;
  return sorted[lengths->len - 1] - sorted[0] <= MAX_SPREAD_S ? sorted[lengths->len / 2] : 0;
}

void
_footprints_report_groups_sort_candidates (FootprintsReportGroups *self)
{
  _footprints_grouping_sort (self->grouping,
                             (FootprintsCandidate *) (gpointer) self->candidates->data,
                             self->candidates->len);
}

typedef void (*GroupFunc) (FootprintsReportGroups *self,
                           FootprintsCandidate *group,
                           guint32 n_candidates,
                           guint16 estimate_s);

static void
visit_groups_of_key (FootprintsReportGroups *self,
                     FootprintsCandidate *candidates,
                     guint32 n_candidates,
                     gint64 reach_s,
                     GroupFunc func)
{
  guint16 estimate_s = _footprints_offsets_has_ends (self->joining->offsets)
                           ? estimate_length (candidates, n_candidates)
                           : 0;
  guint32 start = 0;

  for (guint32 i = 1; i <= n_candidates; i++)
    if (i == n_candidates || candidates[i].listened_at - candidates[i - 1].listened_at > reach_s)
      {
        if (i - start > 1)
          func (self, candidates + start, i - start, estimate_s);
        start = i;
      }
}

/* Calls @func with each group of the candidates, which are in order. Groups of one are left out:
 * nothing is to be decided about them. */
static void
visit_groups (FootprintsReportGroups *self, GroupFunc func)
{
  FootprintsCandidate *candidates = (FootprintsCandidate *) (gpointer) self->candidates->data;
  gint64 reach_s = _footprints_report_groups_get_reach_s (self);
  guint32 start = 0;

  for (guint32 i = 1; i <= self->candidates->len; i++)
    if (i == self->candidates->len || candidates[i].key != candidates[start].key)
      {
        if (i - start > 1)
          visit_groups_of_key (self, candidates + start, i - start, reach_s, func);
        start = i;
      }
}

static void
learn_group (FootprintsReportGroups *self,
             FootprintsCandidate *group,
             guint32 n_candidates,
             guint16 estimate_s)
{
  _footprints_grouping_chain (self->grouping, group, n_candidates);
  _footprints_grouping_learn (self->grouping, group, n_candidates, 1);
}

static void
unlearn_group (FootprintsReportGroups *self,
               FootprintsCandidate *group,
               guint32 n_candidates,
               guint16 estimate_s)
{
  _footprints_grouping_chain (self->grouping, group, n_candidates);
  _footprints_grouping_learn (self->grouping, group, n_candidates, -1);
  self->n_doubtful -= _footprints_grouping_join (self->grouping, group, n_candidates, estimate_s);
}

/* Notes what completes the leads of a group: the best feed first, and within a feed the earliest
 * report. Applied in that order, what is known already stays. */
static void
note_completions (FootprintsReportGroups *self,
                  const FootprintsCandidate *group,
                  guint32 n_candidates)
{
  guint n_feeds;
  const guint16 *feeds = _footprints_grouping_get_feeds (self->grouping, &n_feeds);

  for (guint feed = 0; feed < MAX (1, n_feeds); feed++)
    for (guint32 i = 0; i < n_candidates; i++)
      if ((n_feeds == 0 || group[i].feed == feeds[feed]) && group[i].lead != i)
        {
          const FootprintsPlay *report = _footprints_report_groups_get (self, group[i].index);
          const FootprintsPlay *lead =
              _footprints_report_groups_get (self, group[group[i].lead].index);
          const Completion completion = {
            .index = group[group[i].lead].index,
            .album = lead->album == 0 ? report->album : 0,
            .length_s = lead->length_s == 0 ? report->length_s : 0,
          };

          if (completion.album != 0 || completion.length_s != 0)
            g_array_append_val (self->completions, completion);
        }
}

/* In leads: the report has a listen of its own, and nobody repeats it. */
#define NO_LEAD G_MAXUINT32

static void
join_group (FootprintsReportGroups *self,
            FootprintsCandidate *group,
            guint32 n_candidates,
            guint16 estimate_s)
{
  guint32 *leads = (guint32 *) (gpointer) self->leads->data;
  gboolean has_joined = FALSE;

  self->n_doubtful += _footprints_grouping_join (self->grouping, group, n_candidates, estimate_s);
  for (guint32 i = 0; i < n_candidates; i++)
    if (group[i].lead != i)
      {
        guint32 lead = group[group[i].lead].index;

        leads[lead] = leads[group[i].index] = lead;
        has_joined = TRUE;
      }
  if (has_joined)
    note_completions (self, group, n_candidates);
}

/* Lists the reports of listens that have several, in the order of the reports, and leaves of each
 * only the lead, which knows everything. */
static void
apply_leads (FootprintsReportGroups *self)
{
  const guint32 *leads = (const guint32 *) (gconstpointer) self->leads->data;

  for (guint32 i = 0; i < self->reports->len; i++)
    if (leads[i] != NO_LEAD)
      {
        FootprintsPlay *report = _footprints_report_groups_get (self, i);
        FootprintsSighting sighting = {
          .play = *report,
          .lead = _footprints_report_groups_get (self, leads[i])->id,
        };

        g_array_append_val (self->sightings, sighting);
        if (leads[i] != i)
          report->id = 0;
      }
  for (guint i = 0; i < self->completions->len; i++)
    {
      const Completion *completion = &g_array_index (self->completions, Completion, i);
      FootprintsPlay *lead = _footprints_report_groups_get (self, completion->index);

      lead->album = lead->album != 0 ? lead->album : completion->album;
      lead->length_s = lead->length_s != 0 ? lead->length_s : completion->length_s;
    }
}

void
_footprints_report_groups_keep_leads (FootprintsReportGroups *self)
{
  guint32 n_leads = 0;

  for (guint32 i = 0; i < self->reports->len; i++)
    if (_footprints_report_groups_get (self, i)->id != 0)
      *_footprints_report_groups_get (self, n_leads++) = *_footprints_report_groups_get (self, i);
  g_array_set_size (self->reports, n_leads);
}

void
_footprints_report_groups_learn (FootprintsReportGroups *self)
{
  visit_groups (self, learn_group);
}

void
_footprints_report_groups_unlearn (FootprintsReportGroups *self)
{
  visit_groups (self, unlearn_group);
}

void
_footprints_report_groups_join (FootprintsReportGroups *self)
{
  g_array_set_size (self->leads, self->reports->len);
  if (self->leads->len > 0)
    memset (self->leads->data, 0xff, self->leads->len * sizeof (guint32));
  visit_groups (self, join_group);
  apply_leads (self);
}
