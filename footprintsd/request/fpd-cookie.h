/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/request/fpd-response.h"

G_BEGIN_DECLS

/* The session cookie. Over TLS its name has a prefix that browsers accept only over TLS, and a
 * cookie with the plain name is ignored. */

/* @cookies: the header of a request, may be NULL. NULL when it has no cookie of ours (transfer
 * full). */
char *fpd_cookie_dup (const FpdConfig *config, gboolean is_secure, const char *cookies);
/* @secret: NULL deletes the cookie. Over TLS, a cookie with the plain name is deleted in either
 * case. */
void fpd_cookie_set (FpdResponse *response, const FpdRequest *request, const char *secret);

G_END_DECLS
