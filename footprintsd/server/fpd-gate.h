/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/server/fpd-router.h"
#include "footprintsd/tenant/fpd-site.h"

G_BEGIN_DECLS

/* A request that was admitted. */
typedef struct
{
  FpdSite *site;
  const FpdRoute *route;
  GHashTable *path; /* of the route: ":id" → value */
  FpdIdentity identity;
} FpdAdmission;

void fpd_admission_free (FpdAdmission *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FpdAdmission, fpd_admission_free)

/* Makes all checks that come before a request may do anything, as soon as its headers have arrived:
 * whether Host is ours, the route exists, the client is allowed to use it, and no page from another
 * site sent it. NULL when the message has been answered (transfer full). */
FpdAdmission *fpd_gate_admit (FpdSite *site, SoupServerMessage *message, const char *path);
/* Whether the client would still be admitted, for requests that take a while: sessions end, tokens
 * are revoked, accounts are disabled. */
gboolean fpd_gate_check_again (const FpdAdmission *admission, SoupServerMessage *message);
/* The same for a message that was admitted. */
gboolean fpd_gate_is_still_in (SoupServerMessage *message);

/* Attaches @admission to the message; takes it. */
void fpd_gate_set_admission (SoupServerMessage *message, FpdAdmission *admission);
/* NULL: the message was not admitted. */
const FpdAdmission *fpd_gate_get_admission (SoupServerMessage *message);

G_END_DECLS
