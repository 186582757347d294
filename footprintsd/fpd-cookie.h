/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/fpd-config.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The cookie of a session. Over TLS its name has a prefix that browsers grant to TLS alone, and one
 * of the plain name is ignored. */

/* NULL: the request has none (transfer full). */
char *fpd_cookie_dup (const FpdConfig *config, SoupServerMessage *message);
/* @secret: NULL makes the browser forget it. One of the plain name is forgotten with either. */
void fpd_cookie_set (const FpdConfig *config, SoupServerMessage *message, const char *secret);

G_END_DECLS
