/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/footprints-enums.h"
#include "libfootprints/records/footprints-records-private.h"

G_BEGIN_DECLS

/* Where plays came from: an import, or the account that a sync reads, which has one record however
 * many runs there are. */
typedef enum
{
  FOOTPRINTS_ORIGIN_FILE,
  FOOTPRINTS_ORIGIN_SERVICE,
  FOOTPRINTS_ORIGIN_RUN, /* of a sync; its plays belong to the account */
  FOOTPRINTS_ORIGIN_ACCOUNT,
  FOOTPRINTS_ORIGIN_REPAIR,
} FootprintsOriginKind;

/* One import, as the ledger stores it. The importer defines the texts of checkpoint and summary. */
typedef struct
{
  gint64 id;
  int kind; /* FootprintsOriginKind */
  char *fingerprint;
  char *label;
  int state; /* FootprintsImportState; never queued or paused */
  gint64 started_at;
  gint64 updated_at;
  char *checkpoint;
  char *summary;
  char *error;           /* why it failed; NULL: it did not */
  char *source;          /* of a service; NULL: a file */
  char *account;         /* at that service */
  char *base_url;        /* of that service; NULL: its own */
  char *secret;          /* sealed, until the import is finished; NULL: none */
  gint64 since;          /* plays from this time on were requested */
  gint64 sync_config_id; /* 0: an import; else a run of this sync, whose plays are its account's */
  gint64 undone_at;      /* 0: not undone */
} FootprintsImportRecord;

extern const FootprintsRecordType _footprints_import_record_type;

void _footprints_import_record_clear (FootprintsImportRecord *record);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FootprintsImportRecord, _footprints_import_record_clear)

/* The names of FootprintsImportState in databases and JSON, such as "running". */
extern const char *const _footprints_import_state_names[];

/* An account of a service: everything that was fetched from it, by syncs, imports or repairs. */
typedef struct
{
  const char *source;
  const char *name;
  const char *base_url; /* NULL: the service's own */
} FootprintsAccount;

/* The ids of imports, which a ledger uses as the origins of plays. */
typedef struct
{
  const gint64 *ids;
  gsize n_ids;
} FootprintsOrigins;

/* The imports that bring plays of @account (transfer full: an array of gint64); NULL with @error
 * set. */
GArray *_footprints_import_records_list_account (FootprintsRecords *records,
                                                 const FootprintsAccount *account,
                                                 GError **error);
/* The account records of syncs, other than that of @account. */
GArray *_footprints_import_records_list_other_accounts (FootprintsRecords *records,
                                                        const FootprintsAccount *account,
                                                        GError **error);
/* The imports that were undone, which no longer hold anything. */
GArray *_footprints_import_records_list_undone (FootprintsRecords *records, GError **error);

static inline FootprintsOrigins
_footprints_origins (const GArray *ids)
{
  return (FootprintsOrigins){ (const gint64 *) (const void *) ids->data, ids->len };
}

G_END_DECLS
