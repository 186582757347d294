/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/config/fpd-config.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The client's address: that of the connection, or the one a trusted proxy reports (transfer
 * full). */
char *fpd_client_dup_address (const FpdConfig *config, SoupServerMessage *message);
/* Whether the client's own connection is encrypted, as far as we or a trusted proxy know. */
gboolean fpd_client_is_secure (const FpdConfig *config, SoupServerMessage *message);
/* The user whom a trusted proxy has logged in; NULL: nobody, or the proxy is not trusted. */
const char *fpd_client_get_login (const FpdConfig *config, SoupServerMessage *message);

G_END_DECLS
