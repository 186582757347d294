/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/http/footprints-reach.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether a connection to @address and @port may be made, or used, for a URL that names @host,
 * which may be NULL when it is not known. Any thread. */
gboolean _footprints_reach_allows (FootprintsReach *self,
                                   const char *host,
                                   GInetAddress *address,
                                   guint port);

/* FOOTPRINTS_ERROR_FORBIDDEN, with the advice. @who: the service; @host: as the URL names it. */
GError *_footprints_reach_make_error (FootprintsReach *self, const char *who, const char *host);

G_END_DECLS
