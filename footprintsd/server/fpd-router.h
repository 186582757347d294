/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/accounts/fpd-account-types.h"
#include "footprintsd/request/fpd-response.h"
#include "footprintsd/server/fpd-lane.h"

G_BEGIN_DECLS

typedef enum
{
  FPD_BODY_NONE, /* what is sent is read and dropped */
  FPD_BODY_JSON,
  FPD_BODY_UPLOAD,
} FpdBody;

typedef enum
{
  FPD_LEDGER_UNTOUCHED,
  FPD_LEDGER_OPENED,
  FPD_LEDGER_GROWS, /* takes room on the disk */
} FpdLedgerUse;

typedef struct
{
  const char *method;  /* "GET" stands for HEAD too */
  const char *pattern; /* segments that begin with ":" match any one segment */
  guint scope;         /* of FpdScope: what one must be allowed; FPD_SCOPE_NONE: anybody may */
  gboolean is_shown; /* people who have not logged in may see it where a history is shown to them */
  FpdLedgerUse ledger;
  FpdBody body;
  FpdLaneKind lane;
  FpdHandler handler;
  const FpdReport *report; /* NULL: the handler answers for this route alone */
} FpdRoute;

/* Finds the route. NULL when there is none: @allow is then what other methods the path has, or NULL
 * for an unknown path (transfer full). @path gets the values of ":" segments (transfer full). */
const FpdRoute *
fpd_router_find (const char *method, const char *path, GHashTable **values, char **allow);

G_END_DECLS
