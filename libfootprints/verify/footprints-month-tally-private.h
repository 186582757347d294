/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/plays/footprints-scrobble-row-private.h"

G_BEGIN_DECLS

/* What is known about the plays of one account in one month in UTC: here, and at the service. */
typedef struct
{
  int year;
  int month;    /* 1 to 12 */
  gint64 start; /* [start, end), seconds since 1970-01-01 UTC */
  gint64 end;
  gint64 n_here;
  gint64 n_there; /* -1: not known */
  gint64 n_matched;
  gint64 n_missing;
  gint64 n_unusable;
  gint64 n_repaired;
  gint64 n_vanished; /* the account brought them, and the service no longer lists them */
  gboolean is_walked;
  GHashTable *seen; /* of gint64: hashes of the plays the service has listed; NULL: none */
} FootprintsMonthTally;

/* All months that have plays, oldest first. Pure: no I/O. */
typedef struct
{
  GArray *tallies;   /* of FootprintsMonthTally */
  gint64 n_unusable; /* entries of the service that are not plays, of no known month */
} FootprintsMonths;

void _footprints_months_init (FootprintsMonths *self);
void _footprints_months_clear (FootprintsMonths *self);
/* The month of @time_s, created if needed. Valid until the next call. */
FootprintsMonthTally *_footprints_months_at (FootprintsMonths *self, gint64 time_s);
/* FALSE: the service has listed this very play before. */
gboolean _footprints_months_take (FootprintsMonths *self, const FootprintsScrobbleRow *play);
/* A walk back in time that has reached @time_s will not list plays of later months any more. */
void _footprints_months_seal_after (FootprintsMonths *self, gint64 time_s);
/* The walk of [since, until) is complete: what it found is all there is. */
void _footprints_months_end_walk (FootprintsMonths *self, gint64 since, gint64 until);

G_END_DECLS
