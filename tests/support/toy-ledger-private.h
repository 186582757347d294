/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "toy-ledger.h"
#include "toy-place.h"

G_BEGIN_DECLS

typedef struct
{
  FootprintsRecords parent;
  FootprintsToyLedger *ledger; /* the ledger that contains it */
  gboolean in_transaction;
} ToyRecords;

struct _FootprintsToyLedger
{
  GObject parent_instance;

  ToyPlace *place;
  gboolean read_only;
  ToyState *writing;     /* NULL: no transaction is active */
  ToyState *before_step; /* the state to restore when the step fails; NULL: no step */
  ToyRecords records;
  ToyRecords records_to_read;
};

/* The committed state, or that of the active transaction (transfer full). */
ToyState *toy_ledger_take_state (FootprintsToyLedger *self, gboolean in_transaction);
void toy_ledger_init_reading (FootprintsLedgerInterface *interface);

G_END_DECLS
