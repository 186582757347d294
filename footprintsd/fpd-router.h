/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/fpd-request.h"

G_BEGIN_DECLS

/* Special routes need the message itself: they stream. */
typedef enum
{
  FPD_ROUTE_PLAIN,
  FPD_ROUTE_EXPORT,
  FPD_ROUTE_IMPORT_FILE,
  FPD_ROUTE_JOBS, /* answered on the main thread, where jobs live */
} FpdRouteKind;

typedef struct
{
  const char *method;  /* "GET" stands for HEAD too */
  const char *pattern; /* segments that begin with ":" match any one segment */
  FpdRouteKind kind;
  FpdHandler handler; /* of plain routes */
} FpdRoute;

/* The one table of all that the server answers. */
extern const FpdRoute fpd_routes[];
extern const guint fpd_n_routes;

/* Finds the route. NULL when there is none: @allow is then what other methods the path has, or NULL
 * for an unknown path (transfer full). @path gets the values of ":" segments (transfer full). */
const FpdRoute *
fpd_router_find (const char *method, const char *path, GHashTable **values, char **allow);

G_END_DECLS
