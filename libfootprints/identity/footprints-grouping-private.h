/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/identity/footprints-offsets-private.h"

G_BEGIN_DECLS

/* A report that may be one of several of the same listen. */
typedef struct
{
  gint64 listened_at;
  guint64 key;   /* see _footprints_listen_key() */
  guint32 index; /* the caller's number for it */
  guint32 track; /* as reported */
  guint16 feed;
  guint16 length_s; /* of the track; 0: not known */
  guint32 lead;     /* the report that leads its listen, as an index; its own: it leads */
} FootprintsCandidate;

/* Within these seconds, a source may report a listen twice or may mean two; and within these, two
 * sources may mean one. Reports of one track that are further apart have nothing to do with each
 * other. */
#define FOOTPRINTS_REACH_OF_ONE_FEED_S 29
#define FOOTPRINTS_REACH_S 3600
/* In a history of more feeds than this, nothing is joined between feeds. */
#define FOOTPRINTS_MAX_FEEDS 256

/* Compares the names of two tracks, as reported: whether they are spellings of one name, or their
 * order. */
typedef gboolean (*FootprintsSameSpellingFunc) (gpointer data, guint32 track, guint32 other);
typedef int (*FootprintsTrackOrderFunc) (gpointer data, guint32 track, guint32 other);

/* Decides which reports are one listen. A group is reports with the same key, in order, each at
 * most a reach after the one before; what is decided about it depends on nothing else but what the
 * offsets know. One thread. */
typedef struct _FootprintsGrouping FootprintsGrouping;

FootprintsGrouping *_footprints_grouping_new (FootprintsOffsets *offsets,
                                              FootprintsSameSpellingFunc is_same_spelling,
                                              FootprintsTrackOrderFunc compare_tracks,
                                              gpointer data);
void _footprints_grouping_free (FootprintsGrouping *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FootprintsGrouping, _footprints_grouping_free)

/* Sorts by key, then by time, then by what was reported. */
void _footprints_grouping_sort (FootprintsGrouping *self,
                                FootprintsCandidate *candidates,
                                guint32 n_candidates);

/* First: finds the reports that a feed repeats within seconds. */
void _footprints_grouping_chain (FootprintsGrouping *self,
                                 FootprintsCandidate *group,
                                 guint32 n_candidates);
/* Then: counts (@n 1) or discounts (@n -1) what the group teaches about pairs of feeds. */
void _footprints_grouping_learn (FootprintsGrouping *self,
                                 const FootprintsCandidate *group,
                                 guint32 n_candidates,
                                 int n);
/* Last, with settled offsets: sets the lead of each report. @estimate_s: the usual length of the
 * track, 0: not known. Returns how many listens may be the same as the one before them. */
guint32 _footprints_grouping_join (FootprintsGrouping *self,
                                   FootprintsCandidate *group,
                                   guint32 n_candidates,
                                   guint16 estimate_s);
/* The feeds of the group that was joined last, best first (borrowed); none if only repeats were
 * joined, as there are too many feeds. */
const guint16 *_footprints_grouping_get_feeds (const FootprintsGrouping *self, guint *n_feeds);

G_END_DECLS
