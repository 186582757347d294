/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Joins the reports of a ledger to listens, from scratch or as they come.
 *
 * What belongs together is decided group by group (identity/footprints-grouping.c). So a few
 * changes concern only the groups that they fall into: these are dissolved into reports, changed,
 * and decided anew; where the outcome is as before, the columns stay. When the changes teach
 * something new about the clocks of two feeds, and when there are many of them, all reports are
 * joined anew, which takes about 0.2 s per million.
 *
 * A listen is the report that leads it, in the columns, completed with an album and a length that
 * only others know. All its reports, as they were reported, are in the sightings. */

#include "libfootprints/history/footprints-joining-private.h"

#include "libfootprints/history/footprints-report-groups-private.h"

void
_footprints_joining_init (FootprintsJoining *self)
{
  self->offsets = NULL;
  self->artist_keys = g_array_new (FALSE, TRUE, sizeof (guint64));
  self->keys = g_array_new (FALSE, TRUE, sizeof (guint64));
  self->precisions = g_byte_array_new ();
}

void
_footprints_joining_clear (FootprintsJoining *self)
{
  g_clear_pointer (&self->offsets, _footprints_offsets_free);
  g_clear_pointer (&self->artist_keys, g_array_unref);
  g_clear_pointer (&self->keys, g_array_unref);
  g_clear_pointer (&self->precisions, g_byte_array_unref);
}

gsize
_footprints_joining_get_memory_use_bytes (const FootprintsJoining *self)
{
  return (self->artist_keys->len + self->keys->len) * sizeof (guint64) + self->precisions->len;
}

/* ---- From scratch ---- */

/* In a history of one feed, only reports within half a minute matter. FALSE: so many reports are
 * that close that it is faster to look at all. */
static gboolean
find_near_reports (FootprintsReportGroups *self)
{
  const FootprintsPlay *plays = (const FootprintsPlay *) (gconstpointer) self->reports->data;
  guint32 n_plays = self->reports->len;
  g_autofree guint8 *is_near = g_malloc0 (n_plays);
  gsize n_steps = 0;

  for (guint32 i = 0; i < n_plays; i++)
    for (guint32 k = i + 1; k < n_plays && plays[k].listened_at - plays[i].listened_at <=
                                               FOOTPRINTS_REACH_OF_ONE_FEED_S;
         k++)
      {
        if (++n_steps > 8 * (gsize) n_plays)
          return FALSE;
        if (_footprints_report_groups_get_key (self, plays[i].track) ==
            _footprints_report_groups_get_key (self, plays[k].track))
          is_near[i] = is_near[k] = TRUE;
      }
  for (guint32 i = 0; i < n_plays; i++)
    if (is_near[i])
      {
        FootprintsCandidate candidate = _footprints_report_groups_make_candidate (self, i);

        g_array_append_val (self->candidates, candidate);
      }
  _footprints_report_groups_sort_candidates (self);
  return TRUE;
}

/* Numbers the keys of all tracks from 0 (transfer full: by track). The keys are hashes already, so
 * their lower bits are places in a table. */
static guint32 *
number_keys (FootprintsReportGroups *self, guint32 *n_numbers)
{
  guint32 n_tracks = self->parts->names.tables[FOOTPRINTS_ENTITY_KIND_TRACK].n_ids;
  guint32 mask = ((guint32) 1 << g_bit_storage (2 * (gulong) n_tracks)) - 1;
  g_autofree guint32 *first = g_new0 (guint32, (gsize) mask + 1); /* a track; 0: nothing here */
  guint32 *number_of = g_new0 (guint32, MAX (1, n_tracks));

  *n_numbers = 0;
  for (guint32 track = 1; track < n_tracks; track++)
    {
      guint64 key = _footprints_report_groups_get_key (self, track);
      guint32 place = (guint32) (key ^ key >> 32) & mask;

      while (first[place] != 0 && _footprints_report_groups_get_key (self, first[place]) != key)
        place = (place + 1) & mask;
      if (first[place] == 0)
        {
          first[place] = track;
          number_of[track] = (*n_numbers)++;
        }
      else
        number_of[track] = number_of[first[place]];
    }
  return number_of;
}

/* Sorts the reports of one time and key: all others are in order already. */
static void
sort_ties (FootprintsReportGroups *self)
{
  FootprintsCandidate *candidates = (FootprintsCandidate *) (gpointer) self->candidates->data;
  guint32 start = 0;

  for (guint32 i = 1; i <= self->candidates->len; i++)
    if (i == self->candidates->len || candidates[i].key != candidates[start].key ||
        candidates[i].listened_at != candidates[start].listened_at)
      {
        _footprints_grouping_sort (self->grouping, candidates + start, i - start);
        start = i;
      }
}

/* Makes candidates of all reports, which are in order: a sort by key that counts first. */
static void
list_all_reports (FootprintsReportGroups *self)
{
  const FootprintsPlay *plays = (const FootprintsPlay *) (gconstpointer) self->reports->data;
  guint32 n_keys;
  g_autofree guint32 *number_of = number_keys (self, &n_keys);
  g_autofree guint32 *ends = g_new0 (guint32, n_keys + 1);

  g_array_set_size (self->candidates, self->reports->len);
  for (guint32 i = 0; i < self->reports->len; i++)
    ends[number_of[plays[i].track] + 1]++;
  for (guint32 number = 0; number < n_keys; number++)
    ends[number + 1] += ends[number];
  for (guint32 i = 0; i < self->reports->len; i++)
    g_array_index (self->candidates, FootprintsCandidate, ends[number_of[plays[i].track]]++) =
        _footprints_report_groups_make_candidate (self, i);
  sort_ties (self);
}

/* Makes columns and sightings of the reports. */
static gboolean
join_all (FootprintsReportGroups *self)
{
  FootprintsColumns *columns = &self->parts->columns;
  gboolean appended;

  g_array_set_size (self->candidates, 0);
  self->n_doubtful = 0;
  _footprints_report_groups_begin (self);
  _footprints_plays_sort ((FootprintsPlay *) (gpointer) self->reports->data, self->reports->len);
  for (guint32 i = 0; i < self->reports->len; i++)
    _footprints_report_groups_count (self, _footprints_report_groups_get (self, i), 1);
  if (_footprints_report_groups_get_situation (self) != FOOTPRINTS_ONE_FEED ||
      !find_near_reports (self))
    list_all_reports (self);
  _footprints_report_groups_learn (self);
  _footprints_offsets_settle (self->joining->offsets);
  _footprints_report_groups_join (self);
  _footprints_report_groups_keep_leads (self);

  _footprints_columns_clear (columns);
  _footprints_columns_add (columns, (FootprintsPlay *) (gpointer) self->reports->data,
                           self->reports->len, &appended);
  _footprints_sightings_clear (&self->parts->sightings);
  _footprints_sightings_change (&self->parts->sightings, NULL, 0,
                                (FootprintsSighting *) (gpointer) self->sightings->data,
                                self->sightings->len);
  self->parts->n_doubtful = self->n_doubtful;
  return FALSE;
}

/* ---- A few changes ---- */

/* Reports that are looked for: those of one key, or all. */
typedef struct
{
  FootprintsReportGroups *work;
  guint64 key;      /* 0: any */
  GHashTable *seen; /* of ids; NULL: each is met only once */
  gint64 oldest;
  gint64 newest;
  gsize n_looked; /* plays in the way */
} Search;

static void
add_report (Search *search, const FootprintsPlay *play)
{
  if (search->seen != NULL && !g_hash_table_add (search->seen, GUINT_TO_POINTER (play->id)))
    return;
  search->oldest = MIN (search->oldest, play->listened_at);
  search->newest = MAX (search->newest, play->listened_at);
  g_array_append_val (search->work->reports, *play);
}

static gboolean
has_key (Search *search, guint32 track)
{
  return search->key == 0 || _footprints_report_groups_get_key (search->work, track) == search->key;
}

static void
add_sighting (gpointer data, const FootprintsSighting *sighting)
{
  if (has_key (data, sighting->play.track))
    add_report (data, &sighting->play);
}

/* Adds the reports from @from up to @to that the search is for. */
static void
search_range (Search *search, gint64 from, gint64 to)
{
  const FootprintsHistoryParts *parts = search->work->parts;
  guint32 index = _footprints_columns_find (&parts->columns, from);
  guint32 end = _footprints_columns_find (&parts->columns, to);
  FootprintsChunkPart part;

  search->n_looked += end > index ? end - index : 0;
  while (_footprints_columns_next_part (&parts->columns, &index, end, &part))
    for (guint32 i = part.from; i < part.to; i++)
      if (has_key (search, part.chunk->tracks[i]))
        {
          FootprintsPlay play = _footprints_chunk_get (part.chunk, i);

          /* The sightings have it as it was reported. */
          if (_footprints_sightings_find (&parts->sightings, play.listened_at, play.id) == NULL)
            add_report (search, &play);
        }
  _footprints_sightings_visit (&parts->sightings, from, to, add_sighting, search);
}

/* Adds the reports of the groups that this report is in, or would be. */
static void
dissolve_groups (Search *search, const FootprintsPlay *play)
{
  gint64 reach_s = _footprints_report_groups_get_reach_s (search->work);
  gint64 from = play->listened_at;
  gint64 to = play->listened_at;

  search->key = _footprints_report_groups_get_key (search->work, play->track);
  search->oldest = search->newest = play->listened_at;
  if (_footprints_offsets_has_ends (search->work->joining->offsets))
    {
      search_range (search, G_MININT64, G_MAXINT64);
      return;
    }
  search_range (search, from, to + 1);
  while (search->oldest - reach_s < from || search->newest + reach_s > to)
    {
      gint64 old_from = from;
      gint64 old_to = to;

      from = MIN (from, search->oldest - reach_s);
      to = MAX (to, search->newest + reach_s);
      search_range (search, from, old_from);
      search_range (search, old_to + 1, to + 1);
    }
}

/* The report as it is in the history; FALSE: it is not there. */
static gboolean
find_report (const FootprintsReportGroups *self,
             const FootprintsPlay *sought,
             FootprintsPlay *report)
{
  const FootprintsHistoryParts *parts = self->parts;
  const FootprintsSighting *sighting =
      _footprints_sightings_find (&parts->sightings, sought->listened_at, sought->id);
  guint32 index;

  if (sighting != NULL)
    {
      *report = sighting->play;
      return TRUE;
    }
  index = _footprints_columns_find_play (&parts->columns, sought->listened_at, sought->id);
  if (index == parts->columns.n_plays)
    return FALSE;
  *report = _footprints_columns_get (&parts->columns, index);
  return report->id == sought->id && report->listened_at == sought->listened_at;
}

/* Lists the reports that are removed (transfer full: of FootprintsPlay). A play that was brought
 * back and removed again since the last history is not there. */
static GArray *
find_removed (FootprintsReportGroups *self, const FootprintsReportChanges *changes)
{
  GArray *removed = g_array_new (FALSE, FALSE, sizeof (FootprintsPlay));

  for (gsize i = 0; i < changes->n_removals; i++)
    {
      const FootprintsPlay *removal = &changes->removals[i];
      FootprintsPlay play;

      if (find_report (self, removal, &play))
        g_array_append_val (removed, play);
      else
        _footprints_columns_remove (&self->parts->hidden, removal->listened_at, removal->id, &play);
    }
  return removed;
}

static void
list_candidates (FootprintsReportGroups *self)
{
  g_array_set_size (self->candidates, 0);
  for (guint32 i = 0; i < self->reports->len; i++)
    {
      FootprintsCandidate candidate = _footprints_report_groups_make_candidate (self, i);

      g_array_append_val (self->candidates, candidate);
    }
  _footprints_report_groups_sort_candidates (self);
}

static void
set_precisions (FootprintsJoining *self, const FootprintsReportChanges *changes)
{
  for (gsize i = 0; i < changes->n_plays; i++)
    _footprints_joining_set_precision (self, changes->plays[i].id,
                                       (FootprintsPrecision) changes->precisions[i]);
}

/* Counts the changes by feed; from then on, the new reports have their precision. */
static void
count_changes (FootprintsReportGroups *self,
               const FootprintsReportChanges *changes,
               const GArray *removed)
{
  for (guint i = 0; i < removed->len; i++)
    _footprints_report_groups_count (self, &g_array_index (removed, FootprintsPlay, i), -1);
  set_precisions (self->joining, changes);
  for (gsize i = 0; i < changes->n_plays; i++)
    _footprints_report_groups_count (self, &changes->plays[i], 1);
}

/* Applies the changes to the reports themselves. */
static void
change_reports (FootprintsReportGroups *self,
                const FootprintsReportChanges *changes,
                const GArray *removed)
{
  g_autoptr (GHashTable) gone = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < removed->len; i++)
    g_hash_table_add (gone, GUINT_TO_POINTER (g_array_index (removed, FootprintsPlay, i).id));
  for (guint32 i = 0; removed->len > 0 && i < self->reports->len; i++)
    if (g_hash_table_contains (gone,
                               GUINT_TO_POINTER (_footprints_report_groups_get (self, i)->id)))
      _footprints_report_groups_get (self, i)->id = 0;
  _footprints_report_groups_keep_leads (self);
  g_array_append_vals (self->reports, changes->plays, (guint) changes->n_plays);
}

/* What the parts have for some reports, or should have. */
typedef struct
{
  GArray *plays;     /* of FootprintsPlay: the listens that they lead */
  GArray *sightings; /* of FootprintsSighting */
} Outcome;

static void
outcome_clear (Outcome *self)
{
  g_clear_pointer (&self->plays, g_array_unref);
  g_clear_pointer (&self->sightings, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Outcome, outcome_clear)

static Outcome
find_outcome (const FootprintsReportGroups *self)
{
  const FootprintsHistoryParts *parts = self->parts;
  Outcome outcome = {
    g_array_new (FALSE, FALSE, sizeof (FootprintsPlay)),
    g_array_new (FALSE, FALSE, sizeof (FootprintsSighting)),
  };

  for (guint32 i = 0; i < self->reports->len; i++)
    {
      const FootprintsPlay *report = _footprints_report_groups_get (self, i);
      const FootprintsSighting *sighting =
          _footprints_sightings_find (&parts->sightings, report->listened_at, report->id);

      if (sighting != NULL)
        g_array_append_val (outcome.sightings, *sighting);
      if (sighting == NULL || sighting->lead == report->id)
        {
          guint32 index =
              _footprints_columns_find_play (&parts->columns, report->listened_at, report->id);
          FootprintsPlay play = _footprints_columns_get (&parts->columns, index);

          g_assert (play.id == report->id);
          g_array_append_val (outcome.plays, play);
        }
    }
  g_array_sort (outcome.plays, _footprints_plays_compare);
  g_array_sort (outcome.sightings, _footprints_sightings_compare);
  return outcome;
}

static gboolean
is_same_play (gconstpointer a, gconstpointer b)
{
  const FootprintsPlay *play = a;
  const FootprintsPlay *other = b;

  return play->listened_at == other->listened_at && play->id == other->id &&
         play->track == other->track && play->album == other->album &&
         play->source == other->source && play->length_s == other->length_s;
}

static gboolean
is_same_sighting (gconstpointer a, gconstpointer b)
{
  const FootprintsSighting *sighting = a;
  const FootprintsSighting *other = b;

  return sighting->lead == other->lead && is_same_play (&sighting->play, &other->play);
}

/* Takes out of both arrays, which are in order, what is in both of them. */
static void
drop_common (GArray *left, GArray *right, GCompareFunc compare, GEqualFunc is_same)
{
  guint size = g_array_get_element_size (left);
  guint left_kept = 0;
  guint right_kept = 0;
  guint k = 0;

  for (guint i = 0; i < left->len; i++)
    {
      const char *item = left->data + (gsize) i * size;

      for (; k < right->len && compare (right->data + (gsize) k * size, item) < 0; k++)
        memmove (right->data + (gsize) right_kept++ * size, right->data + (gsize) k * size, size);
      if (k < right->len && is_same (right->data + (gsize) k * size, item))
        k++;
      else
        memmove (left->data + (gsize) left_kept++ * size, item, size);
    }
  for (; k < right->len; k++)
    memmove (right->data + (gsize) right_kept++ * size, right->data + (gsize) k * size, size);
  g_array_set_size (left, left_kept);
  g_array_set_size (right, right_kept);
}

/* Changes the parts from one outcome to the other. */
static gboolean
replace_outcome (FootprintsReportGroups *self, Outcome *before, Outcome *after)
{
  gboolean continues;

  g_array_sort (after->plays, _footprints_plays_compare);
  g_array_sort (after->sightings, _footprints_sightings_compare);
  drop_common (before->plays, after->plays, _footprints_plays_compare, is_same_play);
  drop_common (before->sightings, after->sightings, _footprints_sightings_compare,
               is_same_sighting);
  _footprints_sightings_change (
      &self->parts->sightings, (FootprintsSighting *) (gpointer) before->sightings->data,
      before->sightings->len, (FootprintsSighting *) (gpointer) after->sightings->data,
      after->sightings->len);
  _footprints_columns_remove_all (
      &self->parts->columns, (FootprintsPlay *) (gpointer) before->plays->data, before->plays->len);
  _footprints_columns_add (&self->parts->columns, (FootprintsPlay *) (gpointer) after->plays->data,
                           after->plays->len, &continues);
  self->parts->n_doubtful += self->n_doubtful;
  return continues && before->plays->len == 0;
}

/* Lists all reports with the changes. */
static void
list_changed_reports (FootprintsReportGroups *self,
                      const FootprintsReportChanges *changes,
                      const GArray *removed)
{
  Search search = { .work = self };

  g_array_set_size (self->reports, 0);
  search_range (&search, G_MININT64, G_MAXINT64);
  change_reports (self, changes, removed);
}

/* Joins all reports, which are in the parts as they were before the changes. */
static gboolean
join_anew (FootprintsReportGroups *self,
           const FootprintsReportChanges *changes,
           const GArray *removed)
{
  set_precisions (self->joining, changes);
  list_changed_reports (self, changes, removed);
  return join_all (self);
}

/* Lists the reports of all groups that the changes concern; FALSE: that takes longer than joining
 * all reports. */
static gboolean
dissolve (FootprintsReportGroups *self,
          const FootprintsReportChanges *changes,
          const GArray *removed)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  Search search = { .work = self, .seen = seen };
  gsize max_looked = 1000 + self->parts->columns.n_plays;

  if (changes->n_plays + removed->len > 100 + self->parts->columns.n_plays / 20)
    return FALSE;
  for (guint i = 0; i < removed->len && search.n_looked <= max_looked; i++)
    dissolve_groups (&search, &g_array_index (removed, FootprintsPlay, i));
  for (gsize i = 0; i < changes->n_plays && search.n_looked <= max_looked; i++)
    dissolve_groups (&search, &changes->plays[i]);
  return search.n_looked <= max_looked;
}

/* Decides anew about the reports that were listed; FALSE: the changes teach something that concerns
 * all. */
static gboolean
join_dissolved (FootprintsReportGroups *self,
                const FootprintsReportChanges *changes,
                const GArray *removed,
                gboolean *continues)
{
  FootprintsFeedSituation situation = _footprints_report_groups_get_situation (self);
  g_auto (Outcome) before = find_outcome (self);
  g_auto (Outcome) after = { 0 };

  list_candidates (self);
  _footprints_report_groups_unlearn (self);
  count_changes (self, changes, removed);
  change_reports (self, changes, removed);
  list_candidates (self);
  if (_footprints_report_groups_get_situation (self) != situation)
    return FALSE;
  _footprints_report_groups_learn (self);
  if (_footprints_offsets_settle (self->joining->offsets))
    return FALSE;
  _footprints_report_groups_join (self);
  _footprints_report_groups_keep_leads (self);
  after = (Outcome){ g_array_ref (self->reports), g_array_ref (self->sightings) };
  *continues = replace_outcome (self, &before, &after);
  return TRUE;
}

gboolean
_footprints_joining_apply (FootprintsJoining *self,
                           FootprintsHistoryParts *parts,
                           const FootprintsReportChanges *changes)
{
  g_auto (FootprintsReportGroups) groups = { 0 };
  g_autoptr (GArray) removed = NULL;
  gboolean continues;

  _footprints_report_groups_init (&groups, self, parts);
  removed = find_removed (&groups, changes);
  if (dissolve (&groups, changes, removed) &&
      join_dissolved (&groups, changes, removed, &continues))
    return continues;
  return join_anew (&groups, changes, removed);
}
