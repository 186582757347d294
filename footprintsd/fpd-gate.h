/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/fpd-router.h"
#include "footprintsd/fpd-site.h"

G_BEGIN_DECLS

/* A request that was let in. */
typedef struct
{
  const FpdRoute *route;
  GHashTable *path; /* of the route: ":id" → value */
  FpdIdentity identity;
} FpdAdmission;

void fpd_admission_free (FpdAdmission *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FpdAdmission, fpd_admission_free)

/* Everything that is asked before a request may do anything, as soon as its headers are there: is
 * the Host one of ours, is there such a route, who asks and may they, does a page of another site
 * ask. NULL when the message has been answered (transfer full). */
FpdAdmission *fpd_gate_admit (FpdSite *site, SoupServerMessage *message, const char *path);

G_END_DECLS
