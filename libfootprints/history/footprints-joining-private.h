/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/history/footprints-history-private.h"
#include "libfootprints/identity/footprints-offsets-private.h"

G_BEGIN_DECLS

/* What a deriver knows about the reports that it has joined to listens, apart from the listens
 * themselves, which are in the parts of the history. One thread. */
typedef struct
{
  FootprintsOffsets *offsets; /* NULL: nothing is joined yet */
  GArray *artist_keys;        /* of guint64, by artist; 0: not computed yet */
  GArray *keys;               /* the same by track */
  GByteArray *precisions;     /* two bits for each report, by id; beyond the end: seconds */
} FootprintsJoining;

void _footprints_joining_init (FootprintsJoining *self);
void _footprints_joining_clear (FootprintsJoining *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FootprintsJoining, _footprints_joining_clear)

gsize _footprints_joining_get_memory_use_bytes (const FootprintsJoining *self);

/* What happened to the reports of a ledger. */
typedef struct
{
  const FootprintsPlay *removals; /* with only time and id set; some may not be in the history */
  gsize n_removals;
  const FootprintsPlay *plays; /* new ones, after the removals */
  const guint8 *precisions;    /* of FootprintsPrecision, one for each of plays */
  gsize n_plays;
} FootprintsReportChanges;

/* Applies the changes to the columns and sightings of @parts, with all names there. The result
 * depends on the reports that there are now, not on the order in which they came. TRUE when the
 * columns continue those of before. */
gboolean _footprints_joining_apply (FootprintsJoining *self,
                                    FootprintsHistoryParts *parts,
                                    const FootprintsReportChanges *changes);

G_END_DECLS
