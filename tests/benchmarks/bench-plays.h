/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "bench.h"

#include <libfootprints/footprints.h>

G_BEGIN_DECLS

/* The plays of a benchmark in batches, newest first. */
typedef struct _BenchPlays BenchPlays;

typedef enum
{
  /* With an id of the service, and with the last rows of a page repeated on the next, so that one
   * row in fifty is a duplicate. */
  BENCH_PLAYS_FROM_SERVICE,
  /* With the columns of a CSV export, each play once. */
  BENCH_PLAYS_FROM_FILE,
} BenchPlaysKind;

BenchPlays *bench_plays_new (Bench *bench, BenchPlaysKind kind);
void bench_plays_free (BenchPlays *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchPlays, bench_plays_free)

/* Returns the next batch of FootprintsScrobble (transfer none), valid until the next call; NULL
 * after the last. */
GPtrArray *bench_plays_next (BenchPlays *self);

/* Exports all plays of a ledger. */
void bench_export (const char *ledger_path, FootprintsExportFormat format, const char *path);

G_END_DECLS
