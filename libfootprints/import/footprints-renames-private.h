/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/footprints-row-batch-private.h"
#include "libfootprints/store/footprints-ledger-private.h"

G_BEGIN_DECLS

/* The seconds whose plays a service has listed completely. */
typedef struct
{
  GArray *ranges;            /* of FootprintsListedRange; NULL: none */
  FootprintsRowBatch *again; /* rows of these seconds that were on an earlier page; NULL: none */
} FootprintsListed;

typedef struct
{
  gint64 from; /* [from, until) */
  gint64 until;
} FootprintsListedRange;

void _footprints_listed_clear (FootprintsListed *self);
/* Adds what a page lists. @again may be NULL; its rows are copied. */
void _footprints_listed_add (FootprintsListed *self,
                             const FootprintsListedRange *range,
                             const FootprintsRowBatch *again);
/* Moves the content of @other, which is empty afterwards. */
void _footprints_listed_take (FootprintsListed *self, FootprintsListed *other);

/* Finds plays that their service has renamed since they were fetched. */
typedef struct
{
  GArray *fresh;     /* of Fresh: plays of seconds that are not completely listed yet */
  GArray *coming;    /* the same, once the batch in progress is stored */
  gint64 n_followed; /* plays of the batch that are later versions of other plays */
  gboolean is_off;
} FootprintsRenames;

void _footprints_renames_init (FootprintsRenames *self);
void _footprints_renames_clear (FootprintsRenames *self);
/* Called in the transaction that has appended @rows. */
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
/* Called when the batch is stored. */
void _footprints_renames_keep (FootprintsRenames *self);

G_END_DECLS
