/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "ledger-views.h"
#include "toy-ledger-private.h"

G_BEGIN_DECLS

/* Two ledgers, one in SQLite and one that is a toy, that get the same calls, and have to say the
 * same. Neither is the model of the other: where they differ, footprints-ledger-private.h says
 * which is right. */

#define N_ORIGINS 5
#define N_SECONDS 3
#define N_KEYS (12 * N_SECONDS)

typedef struct
{
  guint seed;
  GRand *random;
  GString *story; /* of the calls so far */
  FootprintsLedger *ledgers[2];
  LedgerFollower followers[2];
  GString *results[2]; /* of the call under way */
  gint64 origins[N_ORIGINS];
  LedgerNumbers numbers[2];
  gboolean is_undone[N_ORIGINS];
  guint n_syncs; /* that were put */
  gint64 generations[2];
  gint64 now_s;
  gboolean has_failed; /* a call of the step or transaction under way */
  gboolean may_grow;   /* SQLite counts the transaction under way, also when it need not */
} LedgerPair;

guint ledger_pair_choose (LedgerPair *self, guint n);
void ledger_pair_tell (LedgerPair *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
FootprintsLedgerInterface *ledger_pair_get_interface (LedgerPair *self, guint which);
/* Compares the results, which are used up. */
void ledger_pair_check_same (LedgerPair *self);
/* What both say to a call, which is whatever was appended to their results; FALSE: they failed. */
gboolean ledger_pair_end_call (LedgerPair *self, const gboolean *done, GError **errors);

/* One of the plays that calls are about. */
void ledger_pair_fill_key (FootprintsScrobbleRow *row, guint number);

/* Calls with what chance brings. */
void ledger_pair_append (LedgerPair *self);
void ledger_pair_remove (LedgerPair *self);
void ledger_pair_bring_back (LedgerPair *self);
void ledger_pair_replace (LedgerPair *self);
void ledger_pair_let_go (LedgerPair *self);
void ledger_pair_set_precision (LedgerPair *self);
void ledger_pair_set_joins_reports (LedgerPair *self);
void ledger_pair_put (LedgerPair *self);
void ledger_pair_remove_record (LedgerPair *self);
void ledger_pair_list_records (LedgerPair *self, gboolean in_transaction);

/* What these put records of, and no ledger has; NULL after the last. */
extern const FootprintsRecordType *const ledger_pair_types[];

G_END_DECLS
