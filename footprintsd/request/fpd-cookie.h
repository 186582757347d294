/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/request/fpd-response.h"

G_BEGIN_DECLS

/* The cookie of a session. Over TLS its name has a prefix that browsers grant to TLS alone, and one
 * of the plain name is ignored. */

/* @cookies: the header of a request, which may be NULL; NULL: it has none of ours (transfer full).
 */
char *fpd_cookie_dup (const FpdConfig *config, gboolean is_secure, const char *cookies);
/* @secret: NULL makes the browser forget it. One of the plain name is forgotten with either. */
void fpd_cookie_set (FpdResponse *response, const FpdRequest *request, const char *secret);

G_END_DECLS
