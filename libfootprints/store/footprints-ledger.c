/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/store/footprints-ledger-private.h"

G_DEFINE_INTERFACE (FootprintsLedger, _footprints_ledger, G_TYPE_OBJECT)

static void
_footprints_ledger_default_init (FootprintsLedgerInterface *interface)
{
}

void
_footprints_ledger_undo_clear (FootprintsLedgerUndo *undo)
{
  g_clear_pointer (&undo->kept_by, g_ptr_array_unref);
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
  g_clear_pointer (&record->base_url, g_free);
  g_clear_pointer (&record->secret, g_free);
}

void
_footprints_import_record_copy (FootprintsImportRecord *record, const FootprintsImportRecord *other)
{
  *record = *other;
  record->fingerprint = g_strdup (other->fingerprint);
  record->label = g_strdup (other->label);
  record->checkpoint = g_strdup (other->checkpoint);
  record->summary = g_strdup (other->summary);
  record->error = g_strdup (other->error);
  record->source = g_strdup (other->source);
  record->account = g_strdup (other->account);
  record->base_url = g_strdup (other->base_url);
  record->secret = g_strdup (other->secret);
}

void
_footprints_sync_record_clear (FootprintsSyncRecord *record)
{
  g_clear_pointer (&record->source, g_free);
  g_clear_pointer (&record->username, g_free);
  g_clear_pointer (&record->api_key, g_free);
  g_clear_pointer (&record->token, g_free);
  g_clear_pointer (&record->base_url, g_free);
  g_clear_pointer (&record->last_error, g_free);
}

void
_footprints_sync_record_copy (FootprintsSyncRecord *record, const FootprintsSyncRecord *other)
{
  *record = *other;
  record->source = g_strdup (other->source);
  record->username = g_strdup (other->username);
  record->api_key = g_strdup (other->api_key);
  record->token = g_strdup (other->token);
  record->base_url = g_strdup (other->base_url);
  record->last_error = g_strdup (other->last_error);
}
