/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/store/footprints-ledger-private.h"

G_DEFINE_INTERFACE (FootprintsLedger, _footprints_ledger, G_TYPE_OBJECT)

static void
_footprints_ledger_default_init (FootprintsLedgerInterface *interface)
{
}

void
_footprints_import_record_clear (FootprintsImportRecord *record)
{
  g_clear_pointer (&record->fingerprint, g_free);
  g_clear_pointer (&record->label, g_free);
  g_clear_pointer (&record->checkpoint, g_free);
  g_clear_pointer (&record->summary, g_free);
  g_clear_pointer (&record->error, g_free);
  g_clear_pointer (&record->source, g_free);
  g_clear_pointer (&record->account, g_free);
}
