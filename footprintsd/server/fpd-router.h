/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/accounts/fpd-account-types.h"
#include "footprintsd/request/fpd-response.h"
#include "footprintsd/server/fpd-lane.h"

G_BEGIN_DECLS

typedef enum
{
  FPD_BODY_NONE, /* a body is read and dropped */
  FPD_BODY_JSON,
  FPD_BODY_UPLOAD,
} FpdBody;

typedef enum
{
  FPD_LEDGER_UNTOUCHED,
  FPD_LEDGER_OPENED,
  FPD_LEDGER_GROWS, /* takes space on the disk */
} FpdLedgerUse;

typedef struct
{
  const char *method;  /* "GET" includes HEAD */
  const char *pattern; /* segments that begin with ":" match any one segment */
  guint scope;         /* of FpdScope, which the client must have; FPD_SCOPE_NONE: anyone may */
  gboolean is_shown;   /* open to people who have not logged in, if a history is shown to them */
  FpdLedgerUse ledger;
  FpdBody body;
  FpdLaneKind lane;
  FpdHandler handler;
  const FpdReport *report; /* NULL: the route is not a report */
} FpdRoute;

/* Finds the route. NULL when there is none: @allow then lists the methods that the path has, or is
 * NULL for an unknown path (transfer full). @values gets the values of ":" segments (transfer
 * full). */
const FpdRoute *
fpd_router_find (const char *method, const char *path, GHashTable **values, char **allow);

G_END_DECLS
