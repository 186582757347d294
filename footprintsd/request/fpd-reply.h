/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/request/fpd-response.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Sending answers. Main thread only. */

/* The status that was sent; 0: none yet, or not by these functions. */
guint fpd_reply_get_status (SoupServerMessage *message);
/* Adds the headers that every answer carries. */
void fpd_reply_add_common_headers (SoupServerMessage *message);
void fpd_reply_send (SoupServerMessage *message, FpdResponse *response);
void fpd_reply_send_error (SoupServerMessage *message, const GError *error);
void fpd_reply_send_problem (SoupServerMessage *message, guint status, const char *detail);

G_END_DECLS
