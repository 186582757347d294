/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/records/footprints-records-private.h"

G_BEGIN_DECLS

/* One sync, as the ledger stores it. Times are seconds since 1970-01-01 UTC, 0: never. */
typedef struct
{
  gint64 id;

  /* Settings. */
  char *source;
  char *username;
  char *api_key;  /* sealed; NULL: none */
  char *token;    /* sealed; NULL: none */
  char *base_url; /* NULL: the service's own */
  gint64 interval_minutes;
  gint64 overlap_s;
  gboolean enabled;
  gint64 created_at;
  gint64 updated_at;

  /* State. */
  gint64 last_sync_at;
  gint64 newest_at;       /* the newest play of a completed walk */
  gint64 service_total;   /* how many plays the service had then; -1: not known */
  gint64 n_missing;       /* how many of these the last successful run found nowhere */
  gint64 look_from;       /* the next run looks again from here on, in any case; 0: it does not */
  gint64 look_generation; /* of the ledger, when that was requested */
  gint64 searched_at;     /* when everything was last searched */
  gint64 last_success_at;
  gint64 n_failures; /* in a row */
  gint64 failing_since;
  gint64 retry_at;
  char *last_error; /* NULL: the last run succeeded */
  gint64 told_at;   /* when this failure was reported */
} FootprintsSyncRecord;

extern const FootprintsRecordType _footprints_sync_record_type;

void _footprints_sync_record_clear (FootprintsSyncRecord *record);
void _footprints_sync_record_copy (FootprintsSyncRecord *record, const FootprintsSyncRecord *other);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FootprintsSyncRecord, _footprints_sync_record_clear)

/* All syncs, or those of @source (transfer full: of FootprintsSyncRecord); NULL with @error set. */
GArray *
_footprints_sync_records_dup_all (FootprintsRecords *records, const char *source, GError **error);
/* Makes syncs of @source, or all for NULL, look at everything from @look_from on once more, since
 * some of their plays may have gone with @generation. */
gboolean _footprints_sync_records_look_again (FootprintsRecords *records,
                                              const char *source,
                                              gint64 look_from,
                                              gint64 generation,
                                              GError **error);

G_END_DECLS
