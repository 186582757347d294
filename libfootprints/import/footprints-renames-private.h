/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/footprints-row-batch-private.h"
#include "libfootprints/store/footprints-ledger-private.h"

G_BEGIN_DECLS

/* What a service has listed completely: all of its plays of some seconds. */
typedef struct
{
  GArray *ranges;            /* of FootprintsListedRange; NULL: none */
  FootprintsRowBatch *again; /* rows of these seconds that an earlier page had; NULL: none */
} FootprintsListed;

typedef struct
{
  gint64 from; /* [from, until) */
  gint64 until;
} FootprintsListedRange;

void _footprints_listed_clear (FootprintsListed *self);
/* Adds what a page lists: @again may be NULL, and its rows are copied. */
void _footprints_listed_add (FootprintsListed *self,
                             const FootprintsListedRange *range,
                             const FootprintsRowBatch *again);
/* Moves what @other has, which is empty afterwards. */
void _footprints_listed_take (FootprintsListed *self, FootprintsListed *other);

/* Finds plays that have another name at their service since they were fetched. */
typedef struct
{
  GArray *fresh;     /* of Fresh: plays that came in seconds of which more is to be listed */
  GArray *coming;    /* the same once the batch that is on its way is stored */
  gint64 n_followed; /* plays of the batch that are later versions of others */
  gboolean is_off;
} FootprintsRenames;

void _footprints_renames_init (FootprintsRenames *self);
void _footprints_renames_clear (FootprintsRenames *self);
/* In the transaction that has appended @rows. */
gboolean _footprints_renames_apply (FootprintsRenames *self,
                                    FootprintsLedger *ledger,
                                    const FootprintsAccount *account,
                                    gint64 import_id,
                                    const FootprintsScrobbleRow *rows,
                                    const FootprintsVerdict *verdicts,
                                    guint n_rows,
                                    const FootprintsListed *listed,
                                    gint64 now_s,
                                    GError **error);
/* The batch is stored. */
void _footprints_renames_keep (FootprintsRenames *self);

G_END_DECLS
