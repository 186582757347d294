/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How exact the times of a report are. */
typedef enum
{
  FOOTPRINTS_PRECISION_SECOND,
  FOOTPRINTS_PRECISION_MINUTE,
  FOOTPRINTS_PRECISION_DAY,
} FootprintsPrecision;

/* The precision of times that are exact to @precision_s seconds. */
static inline FootprintsPrecision
_footprints_precision_from_s (gint64 precision_s)
{
  return precision_s < 60      ? FOOTPRINTS_PRECISION_SECOND
         : precision_s < 86400 ? FOOTPRINTS_PRECISION_MINUTE
                               : FOOTPRINTS_PRECISION_DAY;
}

/* A feed: what one source reports at one precision. */
typedef struct
{
  char *name; /* of the source */
  guint16 source;
  FootprintsPrecision precision;
  guint32 n_reports;
  guint32 n_with_length;
  guint rank;          /* the lower, the rather it leads; settled */
  gboolean stamps_end; /* its times are when a play ended; settled */
} FootprintsFeed;

/* What is known about the clocks of two feeds; settled. */
typedef struct
{
  gboolean is_stable; /* FALSE: no report of one can be found in the other */
  gint32 offset_s;    /* how much later the second feed reports the same play */
  gint32 window_s;    /* how far a report may be from where it is expected */
} FootprintsOffset;

/* The feeds of a history, and what was learned about each pair of them. The same reports always
 * teach the same, in whatever order they came: differences are counted by second, nothing is
 * averaged as it comes. One thread. */
typedef struct _FootprintsOffsets FootprintsOffsets;

FootprintsOffsets *_footprints_offsets_new (void);
void _footprints_offsets_free (FootprintsOffsets *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FootprintsOffsets, _footprints_offsets_free)

/* The number of the feed, which is added if it is new. Numbers ascend from 0. */
guint _footprints_offsets_get_feed (FootprintsOffsets *self,
                                    guint16 source,
                                    FootprintsPrecision precision,
                                    const char *name);
/* How many feeds have reports. */
guint _footprints_offsets_count_used (const FootprintsOffsets *self);
const FootprintsFeed *_footprints_offsets_peek_feed (const FootprintsOffsets *self, guint feed);

/* Counts (@n 1) or discounts (@n -1) a report of @feed. */
void _footprints_offsets_count (FootprintsOffsets *self, guint feed, gboolean has_length, int n);

/* Counts or discounts a play that both feeds surely reported. @difference_s: the time in @second
 * minus that in @first; @length_first_s, @length_second_s: of the track, 0: not known. */
void _footprints_offsets_learn (FootprintsOffsets *self,
                                guint first,
                                guint second,
                                gint32 difference_s,
                                guint16 length_first_s,
                                guint16 length_second_s,
                                int n);

/* Draws conclusions from what was counted. TRUE when any of them differs from before: all plays
 * have to be looked at again. */
gboolean _footprints_offsets_settle (FootprintsOffsets *self);

/* Whether a feed stamps the end; settled. */
gboolean _footprints_offsets_has_ends (const FootprintsOffsets *self);
FootprintsOffset _footprints_offsets_get (const FootprintsOffsets *self, guint first, guint second);

G_END_DECLS
