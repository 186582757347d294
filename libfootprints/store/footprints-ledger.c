/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The ledger interface: its record types, and calls that a ledger need not implement. */

#include "libfootprints/store/footprints-ledger-private.h"

#include "libfootprints/records/footprints-sync-record-private.h"

const FootprintsRecordType *const _footprints_ledger_record_types[] = {
  &_footprints_import_record_type,
  &_footprints_sync_record_type,
  NULL,
};

G_DEFINE_INTERFACE (FootprintsLedger, _footprints_ledger, G_TYPE_OBJECT)

static void
_footprints_ledger_default_init (FootprintsLedgerInterface *interface)
{
}

char *
_footprints_ledger_state_dup_tag (const FootprintsLedgerState *self)
{
  return g_strdup_printf ("%s-%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "-%d", self->uuid,
                          self->generation, self->decisions, FOOTPRINTS_DERIVATION_VERSION);
}

static void
gone_clear (gpointer data)
{
  FootprintsLedgerGone *gone = data;

  g_free (gone->source);
}

void
_footprints_ledger_let_go_init (FootprintsLedgerLetGo *let_go)
{
  *let_go = (FootprintsLedgerLetGo){
    .holders = g_array_new (FALSE, FALSE, sizeof (gint64)),
    .gone = g_array_new (FALSE, FALSE, sizeof (FootprintsLedgerGone)),
  };
  g_array_set_clear_func (let_go->gone, gone_clear);
}

void
_footprints_ledger_let_go_clear (FootprintsLedgerLetGo *let_go)
{
  g_clear_pointer (&let_go->holders, g_array_unref);
  g_clear_pointer (&let_go->gone, g_array_unref);
}

FootprintsRecords *
_footprints_ledger_get_records (FootprintsLedger *self, gboolean in_transaction)
{
  return FOOTPRINTS_LEDGER_GET_IFACE (self)->get_records (self, in_transaction);
}

void
_footprints_ledger_give_way (FootprintsLedger *self)
{
  FootprintsLedgerInterface *interface = FOOTPRINTS_LEDGER_GET_IFACE (self);

  if (interface->give_way != NULL)
    interface->give_way (self);
}

gboolean
_footprints_ledger_is_awaited (FootprintsLedger *self)
{
  FootprintsLedgerInterface *interface = FOOTPRINTS_LEDGER_GET_IFACE (self);

  return interface->is_awaited != NULL && interface->is_awaited (self);
}

void
_footprints_ledger_settle (FootprintsLedger *self)
{
  FootprintsLedgerInterface *interface = FOOTPRINTS_LEDGER_GET_IFACE (self);

  if (interface->settle != NULL)
    interface->settle (self);
}

void
_footprints_ledger_relax (FootprintsLedger *self)
{
  FootprintsLedgerInterface *interface = FOOTPRINTS_LEDGER_GET_IFACE (self);

  if (interface->relax != NULL)
    interface->relax (self);
}
